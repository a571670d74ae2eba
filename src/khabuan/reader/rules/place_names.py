"""A place's name where it stands in a text: as the register has it, cut short, or with a slip.

The rule, in this order: (1) the longest name of the register that stands here and ends where a word may end; blanks and
broken lines inside do not count when the whole is a name and its first part is none; (2) a name cut short, by ฯ or
without, that only one place of the province continues; (3) a name with a slip, when one place of the province is more
alike than `LEAST_ALIKE` and no other comes near. Pure.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from khabuan.places.names import fold, likeness
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.words import LETTERS, any_of, is_cut, listed, may_stand_alone

ALONE = r"(?<![ก-๎])(?<![ก-๎]\.)"
CLOSE = re.compile(
    r"[ ,\n(]{0,3}(?:(?:หมู่ที่|หมู่|ม\.) ?\d{1,2}[ ,\n]{0,2})?(?:และ|กับ|รวมถึง|หรือ|/|-|ใน|พื้นที่|ใน ?พื้นที่)?[ ]?"
)
_SPACE = re.compile(r"[ \n]{0,2}")
#: A mark that names nothing: "ตำบลละ", "จังหวัดใกล้เคียง".
NAMES_NOTHING = re.compile(
    any_of(
        listed(
            r"""
    ละ ต่าง ใกล้ อื่น ใด ใหญ่ เล็ก เดียว หนึ่ง นี้ นั้น ที่ ใน และ หรือ เป็น จะ ได้ มี ของ ทั้ง ทุก ต้นแบบ
    นำร่อง เป้าหมาย เข้ม ดังกล่าว จัดการ ชายแดน ภาค ซึ่ง โดย อำเภอ จังหวัด ตำบล เคลื่อนที่ เพื่อ จำนวน แล้ว ต่อ
    จึง กับ ให้ ร่วม เปลี่ยน เศรษฐกิจ การ พื้นที่ ผู้ ว่า ต้อง ปลอด สุขภาพ ยั่งยืน พอเพียง เมืองและ ไม่ ถึง ระดับ ทำ ยก
    """
        )
    )
)

LEAST_ALIKE = 0.82
CLEARLY_LESS = 0.04
_SHORT = 3
_LONGEST = 40
#: Names of Malay places have a dash.
_NAME = re.compile(f"{LETTERS.pattern}(?:-{LETTERS.pattern})?")


class Read(NamedTuple):
    """A name read: where it ends, the name as it is written, the areas that bear it, and by which rule."""

    end: int
    name: str
    areas: tuple[Area, ...]
    why: str


def registered(plain: str, at: int, level: str, known: Known) -> Read | None:
    """The longest name of the register that stands here."""
    names = known.by_level.get(level)
    run = _NAME.match(plain, at)
    if not names or run is None:
        return None
    word = run.group()[:_LONGEST]
    for size in range(len(word), 1, -1):
        areas = names.get(word[:size])
        if areas and _may_end(plain, at + size, size):
            return Read(_with_mark(plain, at + size), word[:size], areas, "register")
    return _over_blanks(plain, at, word, level, known)


def _may_end(plain: str, end: int, size: int) -> bool:
    return may_stand_alone(plain, end) or (size > _SHORT and not is_cut(plain, end))


def _with_mark(plain: str, end: int) -> int:
    """อุบลฯ: the mark belongs to the name."""
    return end + 1 if plain.startswith("ฯ", end) else end


def _over_blanks(plain: str, at: int, word: str, level: str, known: Known) -> Read | None:
    """A name broken by a blank or a line's end: "นครศรี ธรรมราช"."""
    names, whole, end = known.by_level[level], word, at + len(word)
    for _ in range(2):
        if end >= len(plain) or plain[end] not in " \n":
            return None
        run = LETTERS.match(plain, end + 1)
        if run is None:
            return None
        whole, end = whole + run.group(), run.end()
        if areas := names.get(whole):
            return Read(end, whole, areas, "register, over a blank") if len(whole) > 2 * _SHORT else None
    return None


def nearly(word: str, level: str, provinces: frozenset[str], known: Known, *, is_short: bool) -> Read | None:
    """The one area that a word not in the register can mean; `is_short`: a ฯ says that it was cut."""
    areas = _candidates(level, provinces, known)
    if len(word) > _SHORT or is_short:
        longer = [area for area in areas if area.name.startswith(word)]
        if len(longer) == 1 and (is_short or len(word) * 2 >= len(longer[0].name)):
            return Read(0, word, tuple(longer), "cut short")
    return _misspelt(word, areas) if len(word) > _SHORT else None


def _candidates(level: str, provinces: frozenset[str], known: Known) -> tuple[Area, ...]:
    if level == "province":
        return known.provinces
    return tuple(area for code in sorted(provinces) for area in known.inside.get((level, code), ()))


def _misspelt(word: str, areas: tuple[Area, ...]) -> Read | None:
    typed = fold(word)
    scored = sorted(
        ((likeness(typed, fold(area.name)), area) for area in areas if abs(len(area.name) - len(word)) < 4),
        key=lambda one: (-one[0], one[1].code),
    )
    if not scored or scored[0][0] < LEAST_ALIKE:
        return None
    best = [area for alike, area in scored if alike > scored[0][0] - CLEARLY_LESS]
    if len({area.name for area in best}) > 1:
        return None
    return Read(0, word, tuple(best), "a slip")


def skip(plain: str, at: int) -> int:
    blank = _SPACE.match(plain, at)
    return blank.end() if blank else at
