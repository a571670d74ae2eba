"""From a kept file to rows of cells: which heading is which column, which row is which record of before.

Reads only. A file that is not a sheet, or lacks a column it must have, is one refusal with a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from khabuan.core.offers import Sheet
from khabuan.core.sheets import (
    TO_FIX,
    Cell,
    ColumnSpec,
    Heading,
    Limits,
    Matching,
    RowIn,
    SheetIn,
    SheetRefused,
    match_columns,
    plain_key,
    read_sheet,
)
from khabuan.core.thai import search_key

MOST_ROWS = 20_000
LIMITS = Limits(rows=MOST_ROWS)
#: The heading of the last column of a file that was sent back, in both languages.
TO_FIX_LABELS = ("สิ่งที่ต้องแก้", "What to correct")
_LINEAGE_KEY = re.compile(r"L([0-9]{1,20})-([0-9]{1,7})\Z")

Said = tuple[str, dict[str, str]]


class FileRefused(Exception):
    """The file is not taken: a code of `sentences.FILE` with its values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, {name: str(value) for name, value in values.items()}


@dataclass(frozen=True)
class Taken:
    """A file as the list reads it."""

    sheet_in: SheetIn
    matching: Matching
    key_name: str
    notices: tuple[Said, ...]

    @property
    def labels(self) -> dict[str, tuple[str, int]]:
        """Machine name → the heading as it stands in the file, and its column number."""
        found = self.matching.found
        return {match.spec.name: (match.heading.label.strip(), match.heading.position) for match in found}

    def values_of(self, row: RowIn) -> dict[str, Cell]:
        """A row's cells by machine name, blank ones left out."""
        cells = ((match.spec.name, row.values[match.heading.position - 1]) for match in self.matching.found)
        return {name: value for name, value in cells if value is not None and value != ""}

    def rows(self) -> Iterator[tuple[RowIn, dict[str, Cell], str]]:
        """Rows that say something, with their cells and hidden key ("" for none, or one copied from above)."""
        seen: set[str] = set()
        for row in self.sheet_in.rows:
            values = self.values_of(row)
            key = str(values.pop(self.key_name, "") or "").strip()[:80] if self.key_name else ""
            if not values:
                continue
            if key in seen:
                key = ""
            seen.add(key)
            yield row, values, key


def heading_key(text: str) -> str:
    """How headings are compared: letters only, tones and usual slips aside."""
    return plain_key(search_key(text))


def take(content: bytes, file_name: str, sheet: Sheet, *, limits: Limits = LIMITS) -> Taken:
    """Read a file as this list. Raises FileRefused."""
    specs = tuple(sheet.columns())
    try:
        sheet_in = read_sheet(content, file_name, limits=limits, specs=specs, key=heading_key)
    except SheetRefused as no:
        needed = [spec for spec in specs if spec.kind != "key"]
        needed = [spec for spec in needed if spec.required] or needed[:5]
        labels = ", ".join(f"“{spec.label}”" for spec in needed)
        raise FileRefused(f"sheet.{no.code}", **{**no.values, "needed": labels}) from no
    matching = match_columns(sheet_in.columns, specs, heading_key, ignore=TO_FIX_LABELS)
    if lacking := matching.missing_required:
        raise FileRefused(
            "columns_missing",
            columns=", ".join(f"“{spec.label}”" for spec in lacking),
            row=sheet_in.header_row,
            found=", ".join(heading.label.strip() for heading in sheet_in.columns if heading.label.strip())[
                :300
            ],
        )
    if matching.doubled:
        double = matching.doubled[0]
        raise FileRefused("column_twice", column=double.spec.label, letter=double.heading.letter)
    key = next((spec.name for spec in specs if spec.kind == "key" and spec.name in matching.positions), "")
    return Taken(sheet_in, matching, key, tuple(_notices(sheet_in, matching)))


def _notices(sheet_in: SheetIn, matching: Matching) -> Iterator[Said]:
    for notice in sheet_in.notices:
        yield f"sheet.{notice.code}", {"cell": notice.cell, **{k: str(v) for k, v in notice.values.items()}}
    for match in matching.found:
        if match.how == "guess":
            yield "column_guessed", {"heading": match.heading.label.strip(), "column": match.spec.label}
    strange = [heading.label.strip() for heading in matching.unknown if heading.label.strip()]
    if strange:
        yield "columns_not_read", {"columns": ", ".join(strange)[:300]}


def lineage_of(taken: Taken) -> int | None:
    """The lineage that the hidden keys of a corrected file name, if they all name one."""
    found = {_LINEAGE_KEY.match(key)[1] for _, _, key in taken.rows() if _LINEAGE_KEY.match(key)}  # type: ignore[index]
    return int(found.pop()) if len(found) == 1 else None


def key_of(lineage: int, number: int) -> str:
    """The hidden key that a row gets which came without one."""
    return f"L{lineage}-{number}"


def keyed(taken: Taken, specs: Sequence[ColumnSpec], keys: Mapping[int, str]) -> SheetIn:
    """The same sheet with the hidden key of each row in it; a column is added when the file has none."""
    sheet_in = taken.sheet_in
    spec = next(spec for spec in specs if spec.kind == "key")
    at = taken.matching.positions.get(spec.name)
    if at is None:
        last = _without_to_fix(sheet_in)
        heading = Heading(len(last.columns) + 1, spec.label, spec.name)
        rows = tuple(RowIn(row.number, (*row.values, keys.get(row.number))) for row in last.rows)
        return replace(last, columns=(*last.columns, heading), rows=rows)
    rows = tuple(
        RowIn(row.number, tuple(
            keys.get(row.number, value) if position == at else value
            for position, value in enumerate(row.values, start=1)
        ))
        for row in sheet_in.rows
    )  # fmt: skip
    return replace(sheet_in, rows=rows)


def _without_to_fix(sheet_in: SheetIn) -> SheetIn:
    """Without the last column of an earlier round, so that a new column does not stand behind it."""
    columns = sheet_in.columns
    last = columns[-1]
    if last.name != TO_FIX and heading_key(last.label) not in map(heading_key, TO_FIX_LABELS):
        return sheet_in
    rows = tuple(RowIn(row.number, row.values[:-1]) for row in sheet_in.rows)
    return replace(sheet_in, columns=columns[:-1], rows=rows)
