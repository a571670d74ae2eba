"""A bank's file as lines of the account: its sheet, its columns by their headings or as somebody said, its rows.

Knows no table. What cannot be read is refused in words that say what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.sheets import Heading, Limits, SheetIn, SheetRefused, match_columns, read_sheet
from khabuan.core.thai import long_date
from khabuan.ledger.rules.reconciling import (
    COLUMNS,
    RowUnreadable,
    StatementRow,
    broken_balance,
    brought_forward,
    in_order,
    row_of,
)
from khabuan.ledger.sentences import sheet_words

LIMITS = Limits(rows=20_000, looked=40)
Columns = Mapping[str, str]
"""What columns are, by machine name → which heading it is."""


def read_statement(
    content: bytes, file_name: str, today: date, said: Columns | None = None, known: Sequence[Columns] = ()
) -> tuple[list[StatementRow], Columns]:
    """The lines of a file, and what its columns were. Refused with the heading or row at fault.

    `said`: what somebody says that the columns are. `known`: what was said of earlier files.
    """
    sheet = open_statement(content, file_name)
    headings = heading_keys(sheet)
    found = said or next((one for one in known if set(one.values()) <= headings.keys()), {})
    places = {name: headings[key] for name, key in found.items() if key in headings} or places_of(sheet)
    if "on" not in places or not places.keys() & {"amount", "taken", "paid"}:
        raise _other_columns(", ".join(one.label.strip() for one in sheet.columns if one.label.strip()))
    rows = _rows_of(sheet, places, today)
    broken = broken_balance(rows)
    if broken is not None:
        words = _(
            "The balance of %(day)s does not follow from the line before. Is a line missing from the file?"
        )
        raise Refused("chain", filled(words, day=long_date(rows[broken].on)), field="file")
    if rows[-1].on > today:
        raise Refused(
            "future",
            _("A line of this file is dated in the future. Look at the column of days."),
            field="file",
        )
    return [row for row in rows if row.satang], found


def open_statement(content: bytes, file_name: str) -> SheetIn:
    """The sheet by its known headings; by its widest row of words where it has none of them."""
    for specs in (COLUMNS, ()):
        try:
            return read_sheet(content, file_name, limits=LIMITS, specs=specs)
        except SheetRefused as no:
            if no.code != "no_header":
                raise Refused("file", sheet_words(no), field="file") from None
            found = str(no.values["found"])
    raise _other_columns(found)


def places_of(sheet: SheetIn) -> dict[str, int]:
    """Where the columns are by their headings; money out and in may be named in a second row, below "amount"."""
    places = match_columns(sheet.columns, COLUMNS).positions
    under = [Heading(at, str(cell or "")) for at, cell in enumerate(sheet.rows[0].values, 1)]
    parts = match_columns(under, COLUMNS).positions
    if {"taken", "paid"} <= parts.keys() and "on" not in parts:
        places = {**{name: at for name, at in places.items() if name != "amount"}, **parts}
    return places


def heading_keys(sheet: SheetIn) -> dict[str, int]:
    """What tells a heading from the others of its file, and from another file's: its place and words."""
    return {f"{one.position} {one.label.strip()}": one.position for one in sheet.columns}


def _rows_of(sheet: SheetIn, places: Mapping[str, int], today: date) -> list[StatementRow]:
    rows, before, has_marks = [], None, "side" in places or bool(places.keys() & {"taken", "paid"})
    for row in sheet.rows:
        cells = {name: row.values[at - 1] for name, at in places.items()}
        try:
            read = row_of(cells, today)
            if read is None and before is None:
                before = brought_forward(cells)
        except RowUnreadable as no:
            raise _unreadable(row.number, no) from None
        if read is not None:
            rows.append(read)
            has_marks = has_marks or read.satang < 0 or str(cells.get("amount")).strip().startswith("+")
    if not any(row.satang for row in rows):
        raise Refused("no_lines", _("There is no line with money in this file."), field="file")
    if not has_marks and any(row.satang and row.balance is None for row in rows):
        raise Refused("unsigned", _(
            "Nothing in this file tells what went out: amounts have no sign and no balance. Take a file of the bank "
            "with the balance, or say which column tells it."
        ), field="file")  # fmt: skip
    return in_order(rows, before, signed=has_marks)


def _other_columns(found: str) -> Refused:
    words = _(
        "A bank's statement has a column of days and one of amounts (or money in and out). "
        "Found were: %(found)s. Say which is which, or choose another file."
    )
    return Refused("columns", filled(words, found=found[:300]), field="file")


def _unreadable(number: int, no: RowUnreadable) -> Refused:
    words = {
        "date": _("Row %(row)s: “%(text)s” is no day. Correct it in the file and bring it in again."),
        "amount": _("Row %(row)s: “%(text)s” is no amount. Correct it in the file and bring it in again."),
        "side": _(
            "Row %(row)s: “%(text)s” does not say whether the money came in or went out. Choose another column."
        ),
        "both": _(
            "Row %(row)s has money in and money out (%(text)s). Correct it in the file and bring it in again."
        ),
    }[no.code]
    return Refused("row", filled(words, row=number, text=no.text[:40]), field="file")
