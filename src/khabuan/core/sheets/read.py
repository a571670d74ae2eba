"""Reads one sheet of an XLSX or CSV file that anybody may have made, or says why not. Runs no formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from os import PathLike
from pathlib import Path, PurePath

from python_calamine import CalamineError, CalamineWorkbook

from .archive import Archive, SheetPart, packed_anew, refuse_ole, true_kind
from .columns import Key, header_of, headings, plain_key
from .shape import (
    LONGEST_TEXT,
    Cell,
    ColumnSpec,
    Limits,
    Notice,
    Range,
    RowIn,
    SheetIn,
    SheetRefused,
    address,
)
from .survey import Survey, survey
from .text import read_csv

Rows = list[tuple[int, tuple[Cell, ...]]]
Native = str | int | float | bool | date | datetime | time | timedelta

MIDNIGHT = time(0, 0)
#: From here on a spreadsheet's number has lost digits: it keeps fifteen.
SURE_DIGITS = 10**15
NAMED_BLANKS = 20
#: Merged areas that are kept for the file that goes back.
MOST_MERGED = 2_000
VALUE = re.compile(rb"<(?:[^\s<>/:]*:)?(?:v|is)[\s>]")


def read_sheet(
    source: bytes | str | PathLike[str],
    filename: str,
    *,
    limits: Limits | None = None,
    specs: Sequence[ColumnSpec] = (),
    key: Key = plain_key,
    sheet: str | None = None,
) -> SheetIn:
    """Reads the sheet called `sheet`, or else the first visible one that has a header.

    `specs` and `key` help to find the header row. Content decides, not the name. Raises SheetRefused.
    """
    limits = limits or Limits()
    content = _content(source, limits)
    kind = true_kind(content)
    if kind == "ole":
        raise refuse_ole(content)
    if kind == "zip":
        return _read_xlsx(content, filename, limits, specs=specs, key=key, wanted=sheet)
    if kind or PurePath(filename).suffix.lower() not in (".csv", ".txt", ".tsv", ""):
        raise SheetRefused("not_a_sheet", kind=kind or "unknown")
    rows: Rows = list(read_csv(content, limits))
    return _sheet_in(filename, PurePath(filename).stem, rows, (), limits, specs=specs, key=key)


def _content(source: bytes | str | PathLike[str], limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else Path(source).stat().st_size
    if size > limits.file_size:
        raise SheetRefused("too_big", megabytes=-(-size // 1_000_000), most=limits.file_size // 1_000_000)
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    if not content.strip():
        raise SheetRefused("empty_file")
    return content


def _read_xlsx(
    content: bytes,
    filename: str,
    limits: Limits,
    *,
    specs: Sequence[ColumnSpec],
    key: Key,
    wanted: str | None,
) -> SheetIn:
    archive = Archive(content, limits)
    parts = [part for part in archive.sheets if (part.name == wanted if wanted else part.visible)]
    if not parts:
        raise SheetRefused("no_such_sheet", sheet=wanted) if wanted else SheetRefused("empty")
    styles, shared = archive.optional("xl/styles.xml"), archive.optional("xl/sharedStrings.xml")
    refused: SheetRefused | None = None
    for index, part in enumerate(parts):
        try:
            rows, notices, merged = _read_part(archive, part, shared, styles, limits)
            read = _sheet_in(filename, part.name, rows, notices, limits, specs=specs, key=key)
            read = replace(read, merged=merged)
        except SheetRefused as refusal:
            if refusal.code not in ("empty", "no_header"):
                raise
            # "No header" says more than "empty", so an empty sheet never hides it.
            refused = refusal if refused is None or refused.code == "empty" else refused
            continue
        others = [other.name for other in parts[:index] + parts[index + 1 :] if _has_content(archive, other)]
        return (
            _with_notice(read, Notice("other_sheets", values={"read": part.name, "names": ", ".join(others)}))
            if others
            else read
        )
    raise refused or SheetRefused("empty")


def _has_content(archive: Archive, part: SheetPart) -> bool:
    return VALUE.search(archive.read(part.part)) is not None


def _with_notice(read: SheetIn, notice: Notice) -> SheetIn:
    return replace(read, notices=(*read.notices, notice))


def _read_part(
    archive: Archive, part: SheetPart, shared: bytes | None, styles: bytes | None, limits: Limits
) -> tuple[Rows, tuple[Notice, ...], tuple[Range, ...]]:
    xml = archive.read(part.part)
    seen = survey(xml, shared, limits)
    packed = packed_anew(part.name, xml, shared, styles, date1904=archive.date1904)
    try:
        native = CalamineWorkbook.from_object(packed).get_sheet_by_index(0)
        table = native.to_python(skip_empty_area=False)
        merged: list[Range] = native.merged_cell_ranges or []
    except CalamineError as error:
        raise SheetRefused("damaged") from error
    # Millions of cells: nearly all are texts, which stay as they are, and are not asked one by one.
    plain = [
        [(value or None) if type(value) is str else _plain(value) for value in values] for values in table
    ]
    rows = [
        (number, tuple(values))
        for number, values in enumerate(plain, start=1)
        if any(map(_is_filled, values))
    ]
    if seen.longest is None or seen.longest > LONGEST_TEXT:
        _refuse_long_text(rows)
    return rows, tuple(_notices(seen, merged, rows, limits)), tuple(merged[:MOST_MERGED])


def _is_filled(value: Cell) -> bool:
    return value is not None


def _refuse_long_text(rows: Rows) -> None:
    """No spreadsheet cell holds more than 32,767 characters; a longer one means a broken or hostile file."""
    for number, values in rows:
        for position, value in enumerate(values, start=1):
            if type(value) is str and len(value) > LONGEST_TEXT:
                raise SheetRefused("text_too_long", cell=address(number, position), most=LONGEST_TEXT)


def _plain(value: Native) -> Cell:
    """The native reader's value as we keep it: blank None, whole numbers int, dates without a time date."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e18 else value
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        return value.date()
    return value


def _notices(seen: Survey, merged: list[Range], rows: Rows, limits: Limits) -> Iterator[Notice]:
    yield from _bounded("formula_without_value", seen.unvalued, limits)
    if count := seen.formulas - len(seen.unvalued):
        yield Notice("formulas_read_as_values", seen.first_formula, {"count": count})
    yield from _bounded("error_value", seen.errors, limits)
    yield from _bounded("digits_lost", _lost(rows), limits)
    yield from map(_merged, merged[: limits.notices])
    yield from _more("merged_cells", len(merged), limits)


def _lost(rows: Rows) -> list[str]:
    """Where numbers stand that a spreadsheet has rounded."""
    whole = (value for _, values in rows for value in values if type(value) is int)
    if max(map(abs, whole), default=0) < SURE_DIGITS:
        return []
    return [
        address(number, position)
        for number, values in rows
        for position, value in enumerate(values, start=1)
        if type(value) is int and abs(value) >= SURE_DIGITS
    ]


def _bounded(code: str, cells: list[str], limits: Limits) -> Iterator[Notice]:
    yield from (Notice(code, cell) for cell in cells[: limits.notices])
    yield from _more(code, len(cells), limits)


def _more(code: str, count: int, limits: Limits) -> Iterator[Notice]:
    if count > limits.notices:
        yield Notice("more", values={"of": code, "count": count - limits.notices})


def _merged(area: Range) -> Notice:
    """Only the first cell of a merged area has the value; names the first twenty that were read as blank."""
    (top, left), (bottom, right) = area
    columns = range(left + 1, right + 2)
    cells = (address(row, column) for row in range(top + 1, bottom + 2) for column in columns)
    first, *blank = islice(cells, NAMED_BLANKS + 1)
    size = (bottom - top + 1) * (right - left + 1)
    whole = f"{address(top + 1, left + 1)}:{address(bottom + 1, right + 1)}"
    more = " …" if size > NAMED_BLANKS + 1 else ""
    return Notice("merged_cells", first, {"range": whole, "blank": ", ".join(blank) + more})


def _sheet_in(
    filename: str,
    sheet_name: str,
    rows: Rows,
    notices: tuple[Notice, ...],
    limits: Limits,
    *,
    specs: Sequence[ColumnSpec],
    key: Key,
) -> SheetIn:
    if not rows:
        raise SheetRefused("empty")
    found = header_of(rows, specs, key, limits.looked)
    if found is None:
        raise SheetRefused("no_header", looked=limits.looked, found=_first_texts(rows, limits.looked))
    header, names = found
    first = (header if names is None else names) + 1
    header_row = rows[header][0]
    if first >= len(rows):
        raise SheetRefused("no_rows", header_row=header_row)
    width = max(_filled_width(values) for _, values in rows[header:])
    table = [RowIn(number, _fitted(values, width)) for number, values in rows]
    return SheetIn(
        name=filename,
        sheet_name=sheet_name,
        header_row=header_row,
        names_row=None if names is None else table[names].number,
        columns=headings(table[header].values, None if names is None else table[names].values),
        rows=tuple(table[first:]),
        above=tuple(RowIn(number, values[: _filled_width(values)]) for number, values in rows[:header]),
        notices=tuple(_placed(notice, header_row) for notice in notices if not _above(notice, header_row)),
    )


def _first_texts(rows: Rows, looked: int) -> str:
    """The fullest of the first rows, for the sender to see what was taken for headings; "–" for no words at all."""
    lines = [
        [value.strip() for value in values if isinstance(value, str) and value.strip()]
        for _, values in rows[:looked]
    ]
    fullest: list[str] = max(lines, key=len, default=[])
    return ", ".join(fullest)[:200] or "–"


def _filled_width(values: tuple[Cell, ...]) -> int:
    return next((width for width in range(len(values), 0, -1) if values[width - 1] is not None), 0)


def _fitted(values: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return values if len(values) == width else values[:width] + (None,) * (width - len(values))


def _rows_of(notice: Notice) -> tuple[int, int]:
    first, _, last = str(notice.values["range"]).partition(":")
    top, bottom = (int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for place in (first, last))
    return top, bottom


def _above(notice: Notice, header_row: int) -> bool:
    """A title merged over the table is no one's trouble."""
    return notice.code == "merged_cells" and _rows_of(notice)[1] < header_row


def _placed(notice: Notice, header_row: int) -> Notice:
    if notice.code == "merged_cells" and _rows_of(notice)[0] <= header_row:
        return Notice("merged_header", notice.cell, {"range": notice.values["range"]})
    return notice
