"""Writes sheets: templates, exports that can be read in again, the same file back with what to put right.

Text is always written as text, so nothing in it can become a formula or a link. Dates are true dates shown
by the Thai calendar.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import xlsxwriter

from .columns import Key, match_columns, plain_key
from .shape import TO_FIX, Cell, CellFinding, ColumnSpec, Kind, SheetIn, address, column_letter
from .text import guarded

THAI_DATE = "[$-107041E]d mmmm yyyy"
THAI_MOMENT = "[$-107041E]d mmmm yyyy hh:mm"
PLAIN = "General"
KIND_FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "code": "@",
    "key": "@",
    "choice": "@",
    "date": THAI_DATE,
    "number": PLAIN,
}
#: Below the last row drop-downs and cell formats reach this much further.
ROOM = 1_000
#: A whole number of twelve digits or more is a code (a citizen number, an account): it would show as 1.2E+12.
FIRST_CODE = 100_000_000_000
FIRST_DAY = date(1900, 1, 1)
#: Spreadsheet programs become slow beyond this; the red and the last column are there for every finding.
MOST_COMMENTS = 10_000
LONGEST_COMMENT = 1_000
#: Columns that still fit an upright A4, and letters that a spreadsheet takes above a printed page.
WIDE = 4
LONGEST_HEADER = 250
YELLOW = {"bg_color": "#FFF2CC", "font_color": "#7F6000"}
RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
LISTS = "lists"
FIX_WIDTH = 60

Style = Callable[..., Any]
Row = Mapping[str, Cell] | Sequence[Cell]


class _Sheet:
    """One workbook of a data sheet and, when there are drop-downs, a hidden sheet of lists."""

    def __init__(self, sheet_name: str) -> None:
        self.packed = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.packed, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.sheet = self.book.add_worksheet(sheet_name)
        self.lists: Any = None
        self.listed: list[Sequence[str]] = []
        self.comments = 0
        self.lists_name = LISTS if sheet_name.casefold() != LISTS else LISTS + "2"
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **properties: Any) -> Any:
        """The cell format with these properties, made once."""
        known = tuple(sorted(properties.items()))
        if known not in self.formats:
            self.formats[known] = self.book.add_format({"valign": "top", **properties})
        return self.formats[known]

    def column(self, index: int, spec: ColumnSpec) -> None:
        style = self.style(num_format=_format(spec))
        self.sheet.set_column(index, index, spec.width, style, {"hidden": spec.kind == "key"})

    def on_paper(self, words: str, *, wide: bool) -> None:
        """A4, as wide as the paper, with words and the headings above each page."""
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        if wide:
            self.sheet.set_landscape()
        if words:
            self.sheet.set_header(f"&C{words.replace('&', '&&')[:LONGEST_HEADER]}")

    def header(self, specs: Sequence[ColumnSpec]) -> None:
        """Row 1 of Thai labels, row 2 of machine names, both frozen."""
        for index, spec in enumerate(specs):
            self.column(index, spec)
        self.sheet.freeze_panes(2, 0)
        for index, spec in enumerate(specs):
            colour = "#FCE8B2" if spec.required else "#E8EEF4"
            style = self.style(bold=True, text_wrap=True, bg_color=colour, border=1, num_format="@")
            self.sheet.write_string(0, index, spec.label, style)
        self.names_row(1, [spec.name for spec in specs])

    def names_row(self, row: int, names: Iterable[str]) -> None:
        style = self.style(font_size=7, font_color="#999999", num_format="@")
        self.sheet.set_row(row, 9, None, {"hidden": True})
        for index, name in enumerate(names):
            self.sheet.write_string(row, index, name, style)

    def help_and_choices(self, first: int, last: int, columns: Iterable[tuple[int, ColumnSpec]]) -> None:
        """Drop-downs from the list sheet, and the column's help while a cell is chosen; rows from 0."""
        listed = 0
        for index, spec in columns:
            rule: dict[str, Any] = {"validate": "any"}
            if spec.choices:
                rule = {"validate": "list", "source": self._list(listed, spec)}
                listed += 1
            if spec.help:
                rule |= {"input_title": spec.label[:32], "input_message": spec.help[:255]}
            if len(rule) > 1:
                self.sheet.data_validation(first, index, last, index, rule)

    def _list(self, index: int, spec: ColumnSpec) -> str:
        if self.lists is None:
            self.lists = self.book.add_worksheet(self.lists_name)
            self.lists.hide()
        self.listed.append((spec.label, *spec.choices))
        letter = column_letter(index + 1)
        return f"={self.lists_name}!${letter}$2:${letter}${len(spec.choices) + 1}"

    def write(self, row: int, column: int, value: Cell, style: Style, number_format: str = PLAIN) -> None:
        """Writes a value by its type; `style(num_format=…)` gives the cell's format."""
        if isinstance(value, str) and value:
            self._checked(row, column, self.sheet.write_string(row, column, value, style(num_format="@")))
        elif value is None or value == "":
            self.sheet.write_blank(row, column, None, style(num_format=number_format))
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, style())
        elif isinstance(value, (int, float, Decimal)):
            if _is_number(value):
                self.sheet.write_number(row, column, value, style(num_format=number_format))
            else:
                self.sheet.write_string(row, column, str(value), style(num_format="@"))
        elif shown := _shown_as(value):
            self.sheet.write_datetime(row, column, value, style(num_format=shown))
        else:
            self.sheet.write_string(row, column, str(value), style(num_format="@"))

    @staticmethod
    def _checked(row: int, column: int, answer: int) -> None:
        # The writer leaves out what does not fit and only answers a number; a lost value must be loud.
        if answer:
            raise ValueError(
                f"cell {address(row + 1, column + 1)} does not fit into a spreadsheet ({answer})"
            )

    def packed_up(self) -> bytes:
        if self.lists is not None:
            for row in range(max(map(len, self.listed))):
                for column, texts in enumerate(self.listed):
                    if row < len(texts):
                        self._checked(row, column, self.lists.write_string(row, column, texts[row]))
        self.book.close()
        return self.packed.getvalue()


def _format(spec: ColumnSpec) -> str:
    return spec.number_format or KIND_FORMATS[spec.kind]


def _is_number(value: int | float | Decimal) -> bool:
    if isinstance(value, int):
        return abs(value) < FIRST_CODE
    return math.isfinite(value)


def _shown_as(value: Cell) -> str:
    """The number format of a date or time; "" for one before 1900, which a spreadsheet cannot hold."""
    if isinstance(value, timedelta):
        return "[h]:mm:ss" if value >= timedelta(0) else ""
    if isinstance(value, time):
        return "hh:mm:ss"
    if isinstance(value, datetime):
        return THAI_MOMENT if value.date() >= FIRST_DAY else ""
    return THAI_DATE if isinstance(value, date) and value >= FIRST_DAY else ""


def in_order(specs: Sequence[ColumnSpec]) -> tuple[ColumnSpec, ...]:
    """The key column first, the others as given. Raises ValueError on two key columns or one name twice."""
    if sum(spec.kind == "key" for spec in specs) > 1 or len({spec.name for spec in specs}) != len(specs):
        raise ValueError("a sheet has at most one key column and no name twice")
    return tuple(sorted(specs, key=lambda spec: spec.kind != "key"))


def write_template(specs: Sequence[ColumnSpec], *, sheet_name: str, room: int = ROOM) -> bytes:
    """An empty sheet to fill in: hidden key column, labels, machine names, drop-downs for `room` rows."""
    return write_rows(specs, (), sheet_name=sheet_name, room=room)


def write_rows(
    specs: Sequence[ColumnSpec], rows: Iterable[Row], *, sheet_name: str, room: int = ROOM, printed: str = ""
) -> bytes:
    """An export that can be read in again: the template with rows in it.

    A row is a mapping by machine name, or values in the order of `in_order(specs)`. `printed` stands above each
    page of paper. Raises ValueError for a text longer than a cell can hold.
    """
    ordered = in_order(specs)
    sheet = _Sheet(safe_sheet_name(sheet_name))
    sheet.on_paper(printed, wide=len(ordered) > WIDE)
    sheet.header(ordered)
    formats = [_format(spec) for spec in ordered]
    last = 1
    for last, row in enumerate(rows, start=2):
        for index, value in enumerate(_values(row, ordered)):
            if value is not None and value != "":
                sheet.write(last, index, value, sheet.style, formats[index])
    sheet.help_and_choices(2, last + room, enumerate(ordered))
    return sheet.packed_up()


def _values(row: Row, ordered: Sequence[ColumnSpec]) -> Sequence[Cell]:
    return [row.get(spec.name) for spec in ordered] if isinstance(row, Mapping) else row


def write_csv(specs: Sequence[ColumnSpec], rows: Iterable[Row], *, headings: bool = False) -> bytes:
    """UTF-8 with BOM; first row the machine names, or with `headings` the labels. Dates are ISO, C.E."""
    ordered = in_order(specs)
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow([guarded(spec.label if headings else spec.name) for spec in ordered])
    for row in rows:
        lines.writerow([_csv_cell(value) for value in _values(row, ordered)])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def safe_sheet_name(name: str) -> str:
    """A name that a spreadsheet takes: up to 31 characters, without []:*?/\\ or an apostrophe at an end."""
    allowed = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip().strip("'")[:31].strip("' ")
    return "Sheet1" if not allowed or allowed.casefold() == "history" else allowed


@dataclass(frozen=True)
class _Marks:
    """The findings by place. `cells` are those that have a column; `rows` the lines of the last column."""

    cells: Mapping[tuple[int, int], list[CellFinding]]
    rows: Mapping[int, list[str]]


def write_back(
    sheet_in: SheetIn,
    findings: Iterable[CellFinding],
    *,
    label: str,
    specs: Sequence[ColumnSpec] = (),
    key: Key = plain_key,
) -> bytes:
    """The same file back: same sheet, columns, order, row numbers, values and merged cells; wrong cells red, those
    with something to know yellow, both commented.

    A last column called `label` says per row what to do; one of an earlier round is used again. With
    `specs` the drop-downs are there too. Findings on the header row mark the heading.
    """
    fix = _fix_position(sheet_in, label, key)
    marks = _marks(sheet_in, findings)
    sheet = _Sheet(safe_sheet_name(sheet_in.sheet_name))
    found = match_columns(sheet_in.columns, specs, key, ignore=(label,)).found
    by_position = {match.heading.position: match.spec for match in found}
    _lay_out(sheet, sheet_in, by_position, fix)
    # The writer's own way of merging writes all cells at once, which rows written one after another do not allow.
    sheet.sheet.merge.extend([*top_left, *bottom_right] for top_left, bottom_right in sheet_in.merged)
    _write_above(sheet, sheet_in)
    _write_head(sheet, sheet_in, fix, label, marks)
    for number, values in sheet_in.rows:
        _write_row(sheet, number, values, fix=fix, marks=marks, by_position=by_position)
    first = sheet_in.names_row or sheet_in.header_row
    columns = [(position - 1, spec) for position, spec in sorted(by_position.items())]
    sheet.help_and_choices(first, sheet_in.rows[-1].number - 1 + ROOM, columns)
    return sheet.packed_up()


def _fix_position(sheet_in: SheetIn, label: str, key: Key) -> int:
    wanted = key(label)
    for heading in sheet_in.columns:
        if heading.name == TO_FIX or key(heading.label) == wanted:
            return heading.position
    return len(sheet_in.columns) + 1


def _marks(sheet_in: SheetIn, findings: Iterable[CellFinding]) -> _Marks:
    cells: dict[tuple[int, int], list[CellFinding]] = {}
    rows: dict[int, list[str]] = {}
    labels = {heading.position: heading.label.strip() for heading in sheet_in.columns}
    for finding in findings:
        line = " → ".join(text for text in (finding.what_is_wrong, finding.what_to_do) if text)
        if finding.column is not None:
            cells.setdefault((finding.row, finding.column), []).append(finding)
            line = f"{labels.get(finding.column) or column_letter(finding.column)}: {line}"
        if finding.is_wrong:
            rows.setdefault(finding.row, []).append(line)
    return _Marks(cells, rows)


def _lay_out(sheet: _Sheet, sheet_in: SheetIn, by_position: Mapping[int, ColumnSpec], fix: int) -> None:
    for heading in sheet_in.columns:
        spec = by_position.get(heading.position)
        if spec:
            sheet.column(heading.position - 1, spec)
        else:
            width = min(max(len(heading.label) + 4, 12), 40)
            sheet.sheet.set_column(heading.position - 1, heading.position - 1, width)
    sheet.sheet.set_column(fix - 1, fix - 1, FIX_WIDTH)
    sheet.sheet.freeze_panes(sheet_in.names_row or sheet_in.header_row, 0)


def _write_above(sheet: _Sheet, sheet_in: SheetIn) -> None:
    for number, values in sheet_in.above:
        for index, value in enumerate(values):
            if value is not None:
                sheet.write(number - 1, index, value, sheet.style)


def _write_head(sheet: _Sheet, sheet_in: SheetIn, fix: int, label: str, marks: _Marks) -> None:
    row = sheet_in.header_row - 1
    texts = {heading.position: heading.label for heading in sheet_in.columns} | {fix: label}
    for position, text in sorted(texts.items()):
        found = marks.cells.get((row + 1, position), [])
        colours = RED if found or position == fix else {"bg_color": "#E8EEF4"}
        style = sheet.style(bold=True, text_wrap=True, border=1, num_format="@", **colours)
        if text:
            sheet.sheet.write_string(row, position - 1, text, style)
        _comment(sheet, row, position - 1, found)
    if sheet_in.names_row is not None:
        names = {heading.position: heading.name for heading in sheet_in.columns} | {fix: TO_FIX}
        sheet.names_row(sheet_in.names_row - 1, [name for _, name in sorted(names.items())])


def _write_row(
    sheet: _Sheet,
    number: int,
    values: Sequence[Cell],
    *,
    fix: int,
    marks: _Marks,
    by_position: Mapping[int, ColumnSpec],
) -> None:
    def marked(colours: Mapping[str, str]) -> Style:
        return lambda **properties: sheet.style(**colours, **properties)

    for position, value in enumerate(values, start=1):
        found = marks.cells.get((number, position), ())
        if position == fix or (value is None and not found):
            continue
        spec = by_position.get(position)
        is_wrong = any(one.is_wrong for one in found)
        style = marked(RED if is_wrong else YELLOW) if found else sheet.style
        sheet.write(number - 1, position - 1, value, style, _format(spec) if spec else PLAIN)
        _comment(sheet, number - 1, position - 1, found)
    if lines := marks.rows.get(number):
        style_fix = sheet.style(text_wrap=True, font_color=RED["font_color"], num_format="@")
        sheet.sheet.write_string(number - 1, fix - 1, "\n".join(lines)[:32_000], style_fix)


def _comment(sheet: _Sheet, row: int, column: int, found: Sequence[CellFinding]) -> None:
    if found and sheet.comments < MOST_COMMENTS:
        text = "\n".join(f"{one.what_is_wrong}\n{one.what_to_do}".strip() for one in found)[:LONGEST_COMMENT]
        sheet.sheet.write_comment(row, column, text, {"x_scale": 2, "author": ""})
        sheet.comments += 1
