"""CSV: which letters, which delimiter, and the rows. Strict: a file that is not plainly text is refused."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from .shape import LONGEST_TEXT, Limits, SheetRefused, address, column_letter

DELIMITERS = ",;\t"
SAMPLE = 20
#: A text that begins so could be taken for a formula. Our own guard is among them: so the first one is ours.
GUARDED = re.compile(r"[=+\-@\t\r']")
GUARD = "'"

THAI = re.compile(r"[\u0e01-\u0e5b]")
# A vowel sign or tone mark stands on a consonant or on another mark; elsewhere the letters were misread.
MARKS = r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
STRAY_MARK = re.compile(rf"(?<![\u0e01-\u0e2e{MARKS}])[{MARKS}]")
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8, UTF-16 or windows-874. Raises SheetRefused("unknown_letters")."""
    text = _by_mark(content)
    if text is None:
        text = _strictly(content, "utf-8")
    if text is None:
        text = _thai_office(content)
    if text is None or NOT_TEXT.search(text):
        raise SheetRefused("unknown_letters")
    return text


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _by_mark(content: bytes) -> str | None:
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16")
    for encoding, marked in (("utf-16-le", content[1:200:2]), ("utf-16-be", content[0:200:2])):
        # Thai letters have 0x0E as their high byte, Latin ones 0x00: one of both fills every second byte.
        if len(marked) >= 2 and marked.count(0) and set(marked) <= {0x00, 0x0E}:
            return _strictly(content, encoding)
    return None


def _thai_office(content: bytes) -> str | None:
    """windows-874 (which holds TIS-620), only if it reads like Thai: marks in their places."""
    text = _strictly(content, "cp874")
    if text is None:
        return None
    high = sum(1 for byte in content if byte >= 0x80)
    thai = len(THAI.findall(text))
    stray = len(STRAY_MARK.findall(text))
    return text if thai >= 0.9 * high and stray <= 0.05 * thai else None


def delimiter_of(lines: list[str]) -> str:
    """The delimiter by which the largest share of the first lines has equally many columns, or a comma."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        # A share, not a count: quoted line breaks fall apart into more lines under a wrong delimiter.
        return (widths.count(usual) / len(widths) if usual > 1 else 0, usual)

    return max(DELIMITERS, key=evenness)


def read_csv(content: bytes, limits: Limits) -> list[tuple[int, tuple[str | None, ...]]]:
    """The rows that are not blank, numbered from 1; our guard is taken off, blank cells are None."""
    text = decoded(content)
    lines = io.StringIO(text, newline="")
    # Excel's own first line "sep=;" names the delimiter and is not a row.
    named = re.match(r"sep=([,;\t])\r?\n", text, re.IGNORECASE)
    if named:
        lines.seek(named.end())
    here = lines.tell()
    try:
        delimiter = named[1] if named else delimiter_of([line[:10_000] for line in islice(lines, SAMPLE)])
        lines.seek(here)
        # Strict: a quote that is never closed would silently swallow all the rows after it.
        return list(_rows(csv.reader(_short(lines, limits), delimiter=delimiter, strict=True), limits))
    except csv.Error as error:
        raise SheetRefused("broken_quotes", row=1) from error


def _short(lines: Iterator[str], limits: Limits) -> Iterator[str]:
    for line in lines:
        # A line of millions of delimiters would become millions of cells before they could be counted.
        if sum(map(line.count, DELIMITERS)) > 100 * limits.columns:
            too_far = column_letter(limits.columns + 1)
            raise SheetRefused("too_many_columns", most=limits.columns, column=too_far)
        yield line


def _rows(reader: Iterator[list[str]], limits: Limits) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    number, cells = 0, 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SheetRefused("broken_quotes", row=number + 1) from error
        number += 1
        while row and not row[-1]:
            row.pop()
        _check_row(row, number, limits)
        if not row:
            continue
        cells += len(row)
        if number > limits.rows + 10:
            raise SheetRefused("too_many_rows", most=limits.rows, row=number)
        if cells > limits.cells:
            raise SheetRefused("too_many_cells", most=limits.cells)
        yield number, tuple(unguarded(value) for value in row)


def _check_row(row: Sequence[str], number: int, limits: Limits) -> None:
    if len(row) > limits.columns:
        raise SheetRefused("too_many_columns", most=limits.columns, column=column_letter(len(row)))
    for position, value in enumerate(row, start=1):
        if len(value) > LONGEST_TEXT:
            raise SheetRefused("text_too_long", cell=address(number, position), most=LONGEST_TEXT)


def guarded(text: str) -> str:
    """The text for a CSV cell: with one "'" before it where a spreadsheet could take it for a formula."""
    return GUARD + text if GUARDED.match(text) else text


def unguarded(text: str) -> str | None:
    """Takes off exactly one guard; blank is None."""
    return text.removeprefix(GUARD) or None
