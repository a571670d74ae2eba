"""Looks over a sheet's XML before the native reader does: how far cells reach, how much text, which formulas.

The native reader keeps a dense table, so one far cell or one long shared text used a million times would
exhaust memory; both are counted here. Plain sheets are proved harmless by fast searches, all others parsed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from .archive import END_OF_SHARED, parse_bounded
from .shape import Limits, SheetRefused, address, column_letter, column_position

# The reference of a cell or row, wherever it stands: a superset of those that the native reader follows.
# The fixed beginning makes the search fast. XML allows other ways to write it; a sheet with one is parsed.
LETTERS = re.compile(rb' r="([A-Za-z]*)')
DIGITS = re.compile(rb' r="[A-Za-z]*([0-9]*)')
ODD = (re.compile(rb"""["'\t\r\n]r\s*="""), re.compile(rb' r(?:\s+=|=[^"])'))
# A cell or row whose first attribute is not its reference: its place follows from its neighbours.
UNPLACED = re.compile(rb"""<(?:[^\s<>/:]*:)?(?:c|row)(?=[\s/>])(?!\s+r=["'])""")
# Formulas and error values have to be named cell by cell.
FORMULA = re.compile(rb"<(?:[^\s<>/:]*:)?f[\s/>]")
# Cells that use a shared text, however written; and the number of that text where it is written in the usual way.
SHARED = re.compile(rb"""\bt\s*=\s*["']s["']""")
USED = re.compile(rb't="s"[^<>]*><v>([0-9]+)</v>')
# Texts that stand in the sheet itself, not among the shared ones.
INLINE = re.compile(rb"is\s*>|t=\"str\"")
ERROR = re.compile(rb"""=\s*["']e["']""")
# Cells and rows that hold nothing: programs write a million of them when a whole column was once coloured.
EMPTY_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?:/>|></c>)')
EMPTY_ROW = re.compile(rb'<row r="[0-9]+"(?: [\w:]+="[^"<>]*")*(?:/>|></row>)')
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
STEP = 1 << 20


@dataclass
class Survey:
    """What was seen. Rows and columns from 1, 0 when there is no cell; addresses in sheet order.

    No text of a cell is longer than `longest`; None where that was not found out.
    """

    last_row: int = 0
    last_column: int = 0
    unvalued: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    formulas: int = 0
    first_formula: str = ""
    text: int = 0
    longest: int | None = None


def survey(sheet: bytes, shared: bytes | None, limits: Limits) -> Survey:
    """Surveys one worksheet and the shared texts. Raises SheetRefused when it reaches beyond limits."""
    seen = _fast(sheet, shared, limits)
    if seen is None:
        filled = EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", sheet))
        seen = _fast(filled, shared, limits) or _exact(sheet, shared)
    if seen.last_row > limits.rows + 10:
        raise SheetRefused("too_many_rows", most=limits.rows, row=seen.last_row)
    if seen.last_column > limits.columns:
        raise SheetRefused("too_many_columns", most=limits.columns, column=column_letter(seen.last_column))
    if seen.last_row * seen.last_column > limits.cells:
        raise SheetRefused("too_many_cells", most=limits.cells)
    if seen.text > limits.text:
        raise SheetRefused("too_much_text", most=limits.text // 1_000_000)
    return seen


def _fast(sheet: bytes, shared: bytes | None, limits: Limits) -> Survey | None:
    """The survey of a plain sheet within limits, or None when only parsing can tell."""
    if _is_odd(sheet) or any(pattern.search(sheet) for pattern in (UNPLACED, ERROR)):
        return None
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    cells = 0
    for start in range(0, len(sheet), STEP):
        found = LETTERS.findall(sheet, start, start + STEP + 64)
        cells += len(found)
        columns.update(found)
        rows.update(DIGITS.findall(sheet, start, start + STEP + 64))
    if any(len(letters) > 3 for letters in columns) or any(len(digits) > 7 for digits in rows):
        return None
    seen = Survey(
        last_row=max((int(digits or b"0") for digits in rows), default=0),
        last_column=max((column_position(letters.decode()) for letters in columns), default=0),
    )
    if not INLINE.search(sheet):
        seen.longest = max(map(len, END_OF_SHARED.split(shared))) if shared else 0
    if shared:
        seen.text = _text_of(sheet, END_OF_SHARED.split(shared), cells, limits)
    within = (
        seen.last_row <= limits.rows
        and seen.last_column <= limits.columns
        and seen.last_row * seen.last_column <= limits.cells
        and seen.text <= limits.text
    )
    return seen if within else None


def _text_of(sheet: bytes, shared: list[bytes], cells: int, limits: Limits) -> int:
    """At most so much text stands in the cells: by the longest shared one, else by those that are used."""
    most = cells * max(map(len, shared))
    if most <= limits.text:
        return most
    used = USED.findall(sheet)
    if len(used) != len(SHARED.findall(sheet)) or max(map(len, used), default=0) > 9:
        return most
    counted = Counter(map(int, used))
    return (
        sum(len(shared[at]) * count for at, count in counted.items()) if max(counted) < len(shared) else most
    )


def _is_odd(sheet: bytes) -> bool:
    """References written in another way, or formulas. What these have in them is looked for first: that is fast."""
    quoted = any(mark in sheet for mark in (b'"r', b"'r", b"\tr", b"\rr", b"\nr"))
    formulas = b"<f" in sheet or b":f" in sheet
    return bool(
        (quoted and ODD[0].search(sheet)) or ODD[1].search(sheet) or (formulas and FORMULA.search(sheet))
    )


class _Cells:
    """Follows the cells of a worksheet. A cell counts when something stands in it; a mere style does not."""

    def __init__(self, lengths: list[int]) -> None:
        self.seen = Survey()
        self.lengths = lengths
        self.row = 0
        self.column = 0
        # Rows without a number are placed after the furthest one, never before it: at worst too far.
        self.furthest = 0
        self.kind = ""
        self.inside = False
        self.has_formula = False
        self.value: list[str] | None = None
        self.has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            place = attributes.get("r", "")
            self.furthest = max(self.furthest + 1, int(place) if place.isdecimal() and len(place) < 8 else 0)
            self.row, self.column = self.furthest, 0
        elif tag == "c":
            self._enter(attributes)
        elif self.inside:
            self.seen.last_row = max(self.seen.last_row, self.row)
            self.seen.last_column = max(self.seen.last_column, self.column)
            if tag == "f":
                self.has_formula = True
            elif tag in ("v", "t"):
                self.value = []

    def _enter(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self.column += 1
        elif found := PLACE.match(place):
            self.column, self.row = max(self.column, column_position(found[1])), int(found[2])
            self.furthest = max(self.furthest, self.row)
        else:
            raise SheetRefused("damaged")
        self.inside, self.has_formula, self.has_value = True, False, False
        self.kind = attributes.get("t", "")

    def text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag in ("v", "t") and self.value is not None:
            value, self.value = "".join(self.value), None
            self.has_value = self.has_value or value != ""
            if tag == "v" and self.kind == "s":
                self.seen.text += self._shared_length(value)
        elif tag == "c" and self.inside:
            self.inside = False
            self._leave()

    def _shared_length(self, value: str) -> int:
        number = int(value) if value.strip().isdecimal() and len(value) < 12 else len(self.lengths)
        if number >= len(self.lengths):
            raise SheetRefused("damaged")
        return self.lengths[number]

    def _leave(self) -> None:
        if not self.has_formula and self.kind != "e":
            return
        where = address(max(self.row, 1), max(self.column, 1))
        if self.has_formula:
            self.seen.formulas += 1
            self.seen.first_formula = self.seen.first_formula or where
        if self.kind == "e":
            self.seen.errors.append(where)
        elif not self.has_value and self.kind != "str":
            # An empty text is a true answer of a formula, and is marked as text.
            self.seen.unvalued.append(where)


def _exact(sheet: bytes, shared: bytes | None) -> Survey:
    cells = _Cells([len(part) for part in END_OF_SHARED.split(shared)[:-1]] if shared else [])
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    parse_bounded(parser, sheet)
    return cells.seen
