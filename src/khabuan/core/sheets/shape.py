"""The values that the sheet reader and writer share: columns, rows, notices, refusals, cell addresses.

Knows nothing of Django, of words on screen or of any table. A refusal or notice is a code with values; the
caller words it in Thai.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

Cell = str | int | float | bool | Decimal | date | datetime | time | timedelta | None
Kind = Literal["text", "number", "date", "choice", "code", "key"]
Values = Mapping[str, str | int]

#: The machine name of the last column of a file that was sent back (its Thai label is the caller's).
TO_FIX = "to_fix"
#: No cell of a spreadsheet holds more characters than this.
LONGEST_TEXT = 32_767

NO_VALUES: Values = MappingProxyType({})


class SheetRefused(Exception):
    """The file cannot be read as a sheet at all. `code` is one of `REFUSALS`; `values` fill the sentence."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values: Values = values

    def __str__(self) -> str:
        return f"{self.code} {dict(self.values)}"


#: Every refusal code, with the values that come with it. Callers keep one sentence for each.
REFUSALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "too_big": ("megabytes", "most"),
        "empty_file": (),
        "old_excel": (),
        "encrypted": (),
        "not_a_sheet": ("kind",),
        "damaged": (),
        "unpacks_too_big": ("most",),
        "too_many_rows": ("most", "row"),
        "too_many_columns": ("most", "column"),
        "too_many_cells": ("most",),
        "too_much_text": ("most",),
        "text_too_long": ("cell", "most"),
        "unknown_letters": (),
        "broken_quotes": ("row",),
        "no_header": ("looked", "found"),
        "empty": (),
        "no_rows": ("header_row",),
        "no_such_sheet": ("sheet",),
    }
)

#: Every notice code, with its values. `cell` of the notice says where ("D48"; empty: the whole file).
NOTICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "formula_without_value": (),  # the program that saved the file did not work the formula out
        "formulas_read_as_values": ("count",),  # at the first one: what it showed was taken
        "error_value": (),  # #N/A, #REF! …: read as blank
        "digits_lost": (),  # a number of more than 15 digits: the spreadsheet has rounded it
        "merged_cells": ("range", "blank"),  # only the first cell has the value; `blank` lists the others
        "merged_header": ("range",),
        "other_sheets": ("read", "names"),  # visible sheets with content that were not read
        "more": ("of", "count"),  # there are `count` more notices with code `of`
    }
)


Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Limits:
    """What a file may be. Sizes in bytes; `ratio` is unpacked to packed, asked only above `ratio_floor`.

    `looked`: in so many rows at the top the header is looked for; banks put a dozen lines above theirs.
    """

    file_size: int = 30_000_000
    unpacked: int = 250_000_000
    entries: int = 1_000
    ratio: int = 100
    ratio_floor: int = 10_000_000
    rows: int = 200_000
    columns: int = 200
    cells: int = 4_000_000
    text: int = 200_000_000
    notices: int = 200
    looked: int = 10


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a sheet: machine name, Thai label and how its cells are typed.

    `width` is in characters. `aliases` are other headings in use. `kind="key"` is the hidden stable key of
    the row (at most one). `number_format` is a spreadsheet format code such as "#,##0.00".
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    choices: Sequence[str] = ()
    width: int = 18
    help: str = ""
    aliases: Sequence[str] = ()
    number_format: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading as it stands in the file. `position` counts from 1 (1 is column A)."""

    position: int
    label: str
    name: str = ""

    @property
    def letter(self) -> str:
        return column_letter(self.position)


class RowIn(NamedTuple):
    """A row as it stands: its number in the sheet (from 1) and its values, column A first, blank as None."""

    number: int
    values: tuple[Cell, ...]


@dataclass(frozen=True)
class Notice:
    """Something the reader saw and the sender should know. `code` is one of `NOTICES`."""

    code: str
    cell: str = ""
    values: Values = field(default_factory=lambda: NO_VALUES)


@dataclass(frozen=True)
class SheetIn:
    """A sheet that was read. Every row's values are as long as `columns`; blank rows are left out of `rows`.

    `above` are the rows over the header (titles, notes), `names_row` is the number of that of machine names,
    `merged` are areas of cells that show as one: ((top, left), (bottom, right)), counted from 0.
    """

    name: str
    sheet_name: str
    header_row: int
    names_row: int | None
    columns: tuple[Heading, ...]
    rows: tuple[RowIn, ...]
    above: tuple[RowIn, ...] = ()
    notices: tuple[Notice, ...] = ()
    merged: tuple[Range, ...] = ()


@dataclass(frozen=True)
class CellFinding:
    """What is wrong with a cell and what to do. `row` and `column` count from 1; no column: the whole row.

    Not `is_wrong`: the cell was read, and something is to be known of it.
    """

    row: int
    column: int | None
    what_is_wrong: str
    what_to_do: str
    is_wrong: bool = True


def column_letter(position: int) -> str:
    """1 → "A", 27 → "AA". Raises ValueError below 1."""
    if position < 1:
        raise ValueError(f"columns count from 1, not {position}")
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_position(letters: str) -> int:
    """ "A" → 1, "AA" → 27. Only A to Z."""
    position = 0
    for letter in letters.upper():
        position = position * 26 + ord(letter) - ord("A") + 1
    return position


def address(row: int, column: int) -> str:
    """Row 48, column 4 → "D48"."""
    return f"{column_letter(column)}{row}"
