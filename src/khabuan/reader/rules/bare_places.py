"""Tambons and amphoes that are told one after the other without their marks: "จากชัยบาดาลและลำสนธิ", "นาแซง ขวาว บึงเกลือ",
rows of "โตนด 5". Pure.

A name alone may be any word. Two or more of one level in a row, of a province that the text names, are places: tambons
only of its amphoes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from khabuan.reader.rules.addresses import Place
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.words import LETTER, any_of, may_stand_alone

Names = Mapping[str, tuple[Area, ...]]

_GAP = re.compile(
    r"(?: ?[,/] ?(?:และ ?)?|[ \n]{1,3}(?:และ|กับ|รวมถึง|หรือ)? ?|(?:และ|กับ) ?|-"
    r"|(?: ?[:=])? ?\d{1,4}(?: ?(?:หลัง|คน|ราย|ครัวเรือน|กองทุน))? ?[,\n] {0,3}(?:\d{1,2}[.)] ?|[-•*] ?)?)(?:ตำบล|ต\.|อำเภอ|อ\.)?"
)
_MAY_BEGIN = re.compile(
    rf"(?<!{LETTER})$|(?:และ|กับ|จาก|ใน|ของ|คือ|ได้แก่|เช่น|ชาว|ขาด|ถึง|ไป|ที่|มี|พื้นที่|ตำบล|อำเภอ|เหลือ|ยกเว้น|โซน|พวก|ทั้ง)$"
)
_HEAD = re.compile(r"(?:^|\n) *(?:\d{1,2}[.)] *|[-•*] *)?$")
_LINE = re.compile(r"(?: {2,}|:| ?\d| ?-)[^\n]{0,80}\n *(?:\d{1,2}[.)] *|[-•*] *)?")
_SHORTEST, _MARGIN, _LINES, _MOST_PROVINCES = 3, 24, 3, 6


def bare_places(plain: str, known: Known, found: Sequence[Place]) -> Iterator[Place]:
    """The longest rows first, so that a name of both levels is of that which its neighbours have."""
    told = [place.areas for place in found if place.level == "province"] or [
        place.areas for place in found if len({area.province for area in place.areas}) == 1
    ]
    provinces = {area.province for areas in told for area in areas}
    if len(provinces) > _MOST_PROVINCES:
        return
    areas = [area for place in found for area in place.areas if area.province in provinces]
    amphoes = {area.code for area in areas if area.level == "amphoe"}
    amphoes |= {area.within[-1] for area in areas if area.level == "tambon" and area.within}
    rows = [
        *_rows(plain, "amphoe", _named(known, "amphoe", provinces, provinces)),
        *_rows(plain, "tambon", _named(known, "tambon", provinces, amphoes)),
    ]
    for row in sorted(rows, key=len, reverse=True):
        yield from row


def _named(known: Known, level: str, provinces: set[str], above: set[str]) -> Names:
    """The areas of a level that lie directly under one of `above`, by their names and by what people say instead."""
    names: dict[str, tuple[Area, ...]] = {}
    for province in sorted(provinces):
        for area in known.inside.get((level, province), ()):
            if area.within and area.within[-1] in above:
                for name in (area.name, *area.also):
                    if len(name) >= _SHORTEST:
                        names[name] = (*names.get(name, ()), area)
    return names


def _rows(plain: str, level: str, names: Names) -> Iterator[list[Place]]:
    """Names behind each other in a line, two at least, or at the heads of as many as three lines."""
    if not names:
        return
    named = [
        Place(word.start(), word.end(), level, word.group(), names[word.group()], "row of names")
        for word in _pattern(tuple(sorted(names))).finditer(plain)
        if may_stand_alone(plain, word.end())
    ]
    yield from (row for row in _chained(plain, named, _GAP, _MAY_BEGIN) if len(row) > 1)
    heads = [place for place in named if _HEAD.search(plain[max(0, place.start - _MARGIN) : place.start])]
    yield from (row for row in _chained(plain, heads, _LINE, _HEAD) if len(row) >= _LINES)


def _chained(
    plain: str, named: Sequence[Place], gap: re.Pattern[str], begins: re.Pattern[str]
) -> Iterator[list[Place]]:
    row: list[Place] = []
    for place in named:
        if row and gap.fullmatch(plain, row[-1].end, place.start):
            row.append(place)
            continue
        yield row
        row = [place] if begins.search(plain[max(0, place.start - _MARGIN) : place.start]) else []
    yield row


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(any_of(names))
