"""A table of figures as it is shown, printed and taken out: one value behind screen, PDF, XLSX and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from khabuan.core import numerals
from khabuan.core.sheets import ColumnSpec, write_csv, write_rows
from khabuan.core.sheets.shape import Kind
from khabuan.core.thai import long_date, long_range, short_date
from khabuan.ledger.rules.statements import Check

Value = str | int | date | Decimal | None
KINDS = {"text": "text", "code": "text", "date": "date", "money": "n", "count": "n"}
SPEC_KINDS: dict[str, Kind] = {
    "text": "text",
    "code": "text",
    "date": "date",
    "money": "number",
    "count": "number",
}
WIDTHS = {"text": 34, "code": 14, "date": 16, "money": 18, "count": 10}
MONEY_FORMAT = "#,##0.00"


def language() -> str:
    return get_language() or "th"


def day_words(on: date) -> str:
    """A day as it stands in a table, in the reader's language."""
    return short_date(on, lang=language())


def long_day(on: date) -> str:
    return long_date(on, lang=language())


def range_words(since: date, until: date) -> str:
    return long_range(since, until, lang=language())


@dataclass(frozen=True)
class Column:
    """A column: machine name, heading in words, kind (text, code for a short text, date, money, count)."""

    name: str
    words: str
    kind: str = "text"


@dataclass(frozen=True)
class Cell:
    """A value, the address of its entries, and small print under it. A money cell of None is empty.

    `repeats`: the row above says the same; it stands in files only, where each row is read by itself.
    """

    value: Value = None
    url: str = ""
    small: str = ""
    repeats: bool = False

    @property
    def shown(self) -> str | Decimal:
        """For the screen: money stays a figure, everything else is words."""
        return self.value if isinstance(self.value, Decimal) and not self.repeats else self.printed

    @property
    def printed(self) -> str:
        if self.value is None or self.repeats:
            return ""
        if isinstance(self.value, date):
            return day_words(self.value)
        if isinstance(self.value, Decimal):
            return numerals.grouped(self.value, 2)
        return f"{self.value:,}" if isinstance(self.value, int) else self.value


@dataclass(frozen=True)
class Row:
    """A row; look: "", group (a heading: the first cell alone), in, sub, sum."""

    cells: tuple[Cell, ...]
    look: str = ""

    @property
    def style(self) -> str:
        return self.look if self.look in ("in", "sub", "sum") else ""


@dataclass(frozen=True)
class Paper:
    """A table with its title, the days or place it is about, what must agree, and remarks.

    `name` is for files; `look` of the table on screen: "" stays a table on a phone, "cards snug" becomes cards.
    """

    name: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...] = ()
    remarks: tuple[str, ...] = ()
    look: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    told: str = ""  # what whoever has the check code is told that it is, where title and lead name a person

    @property
    def heads(self) -> list[str]:
        return [one.words for one in self.columns]

    @property
    def kinds(self) -> str:
        return " ".join(KINDS[one.kind] for one in self.columns)

    @property
    def is_sound(self) -> bool:
        return all(one.holds for one in self.checks)


def as_file(paper: Paper, kind: str) -> bytes:
    """The rows as XLSX or CSV ("xlsx", "csv"), with their headings."""
    specs = [
        ColumnSpec(
            one.name, one.words, kind=SPEC_KINDS[one.kind],
            width=WIDTHS[one.kind], number_format=MONEY_FORMAT if one.kind == "money" else "",
        )
        for one in paper.columns
    ]  # fmt: skip
    rows = [_padded(row, len(specs)) for row in paper.rows]
    if kind == "csv":
        return write_csv(specs, rows, headings=True)
    return write_rows(specs, rows, sheet_name=paper.title, room=0, printed=f"{paper.title}\n{paper.lead}")


def _padded(row: Row, width: int) -> Sequence[Value]:
    values: list[Value] = [cell.value for cell in row.cells]
    return values + [None] * (width - len(values))
