"""Tables as minutes have them: a line of headings, and lines whose last cells are numbers. Cells are told apart by
several blanks or strokes, or by single blanks where the table was pasted out of a sheet. Pure.

Says by which heading a number stands; what is no heading of people, things or baht says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from khabuan.reader.rules.page import Page
from khabuan.reader.rules.units import BY_WORD

BAHT, _REMARKS = "baht", "remarks"
_CELLS = re.compile(r"(?:(?! {2}| ?\|)[^\n|])+")
_WORDS = re.compile(r"[^ \n|]+")
_APART = re.compile(r"\S {2,}\S|\S ?\| ?\S")
_BLANKS = " |"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|-+")
_OF_MONEY = re.compile(
    r"(?:จำนวน|ยอด)?(?:เงิน|งบ|ราคา|ค่า|ทุน)[ก-๎ ]{0,25}|บาท|(?:ราย)?(?:รับ|จ่าย)|(?:คง)?เหลือ|ยอด(?:ยก)?[ก-๎]{0,8}|กำไร|สมทบ"
)
_UNIT_OF_HEAD = re.compile(r"(?P<of>[^()]*)\((?P<unit>[ก-๎.]{2,14})\)")
_NUMBER_OF = re.compile(r"^(?:จำนวน|ยอด|รวม)(?=[ก-๎])")
_NO_NUMBERS = re.compile(r"หมายเหตุ|ลายมือชื่อ|ลงชื่อ|ลายเซ็น")
_LONGEST_LINE = 200


def headed(page: Page) -> dict[int, str]:
    """Where numbers stand in columns: their heading says `BAHT`, or what is counted."""
    found: dict[int, str] = {}
    heads: list[str | None] = []
    are_apart = False
    for start, end in page.lines:
        line = page.plain[start:end]
        is_apart = _APART.search(line) is not None
        cells = _cells(line, is_apart=is_apart) if len(line) <= _LONGEST_LINE else []
        numbers = list(_last_numbers(cells, has_remarks=_REMARKS in heads))
        if not numbers or is_apart != are_apart:
            heads, are_apart = _headings(cells, is_apart=is_apart), is_apart
        for heading, (at, number) in zip(
            (head for head in reversed(heads) if head != _REMARKS), numbers, strict=False
        ):
            if heading and number[0].isdigit():
                found[start + at] = heading
    return found


def _cells(line: str, *, is_apart: bool) -> list[tuple[int, str]]:
    pattern = _CELLS if is_apart else _WORDS
    whole = ((cell.start(), cell.group()) for cell in pattern.finditer(line))
    return [
        (at + len(cell) - len(cell.lstrip()), cell.strip(_BLANKS))
        for at, cell in whole
        if cell.strip(_BLANKS)
    ]


def _last_numbers(cells: list[tuple[int, str]], *, has_remarks: bool) -> Iterator[tuple[int, str]]:
    """The numbers that a row ends with, the last first; a remark may stand behind them."""
    if has_remarks and cells and not _NUMBER.fullmatch(cells[-1][1]):
        cells = cells[:-1]
    if len(cells) > 1:
        yield from takewhile(lambda cell: _NUMBER.fullmatch(cell[1]), reversed(cells))


def _headings(cells: list[tuple[int, str]], *, is_apart: bool) -> list[str | None]:
    """What the columns are of, if the line is one of headings. With single blanks it must be so of two."""
    heads = [_heading(cell) for _, cell in cells]
    if len(cells) < 2 or any(re.search(r"\d", cell) for _, cell in cells):
        return []
    return (
        heads if len([head for head in heads if head and head != _REMARKS]) >= (1 if is_apart else 2) else []
    )


def _heading(cell: str) -> str | None:
    if _NO_NUMBERS.match(cell):
        return _REMARKS
    unit = _UNIT_OF_HEAD.fullmatch(cell)
    if (unit and unit["unit"] == "บาท") or _OF_MONEY.fullmatch(cell):
        return BAHT
    of = _NUMBER_OF.sub("", (unit["of"] if unit else cell).strip())
    for word in (of, unit["unit"] if unit else ""):
        if word in BY_WORD and BY_WORD[word].what != "other":
            return BY_WORD[word].what
    return "other" if unit and unit["unit"] in BY_WORD else None
