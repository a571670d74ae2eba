"""When a meeting began and ended, as the words tell it: "เวลา 09.30 - 12.00 น.", "เลิกประชุมเวลา ๑๖.๓๐ น.". Pure.

An hour without a word of beginning or end is the meeting's only right after its day, or on a line that says nothing else.
What the words say in two ways is left open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import time

from khabuan.core.thai import to_arabic_digits

_HOUR = r"(\d{1,2}) ?[.:] ?(\d{2})(?![\d.])"
_O_CLOCK = r" ?(?:น\.|นาฬิกา|น(?![ก-๎]))"
_RANGE = re.compile(rf"(?:เวลา ?)?{_HOUR}(?:{_O_CLOCK})? ?(?:[-–—]|ถึง) ?(?:เวลา ?)?{_HOUR}(?:{_O_CLOCK})?")
_ONE = re.compile(rf"(?=เวลา|[\d.: ]{{4,7}}น)(?:เวลา ?)?{_HOUR}(?:{_O_CLOCK})?")
_SAID = re.compile(r"เวลา")
_WORD = r" ?(?:เมื่อ)? ?(?:เวลา|:)? ?"
_BEGAN = re.compile(rf"(?:เริ่ม|เปิด)(?:การ)?ประชุม{_WORD}{_HOUR}")
_ENDED = re.compile(rf"(?:เลิก|(?<!เ)ปิด)(?:การ)?ประชุม{_WORD}{_HOUR}")
#: What may stand between a day and its hour.
_AFTER_A_DAY = re.compile(r"[ ,]{0,3}(?:\([^)\n]{0,20}\) ?)?(?:ตั้งแต่ ?)?")
_A_LINE = re.compile(r"(?m)^[ \t]*(?=เวลา)")
_LINE_ENDS = re.compile(r"[ \t]*(?:\n|ณ|\Z)")
#: A line that says when its page was written.
_PUBLISHED = re.compile(r"โพสต์|เผยแพร่|อัปเดต|อัพเดต|ปรับปรุงล่าสุด|พิมพ์เมื่อ|เข้าชม")
#: What follows the hour at which somebody posted: "เวลา 17:42 น. · ".
_OF_A_POST = re.compile(r" ?[·•]")
_NEAR = 60


@dataclass(frozen=True)
class Hours:
    """None: no one hour is told."""

    begins: time | None = None
    ends: time | None = None


def hours_in(words: str, day_ends: Collection[int] = ()) -> Hours:
    """Of a text in which the day of the meeting is told right before each of `day_ends`."""
    plain = to_arabic_digits(words)
    told = [*_after_days(plain, day_ends), *_alone_on_lines(plain)]
    begins = {_time(found[1], found[2]) for found in _BEGAN.finditer(plain)} or {one.begins for one in told}
    ends = {_time(found[1], found[2]) for found in _ENDED.finditer(plain)} or {
        one.ends for one in told if one.ends
    }
    first, last = _only(begins), _only(ends)
    return Hours(first, last if first and last and first < last else None)


def only_hours(plain: str) -> tuple[Hours, tuple[int, int]] | None:
    """The hours of a text that tells of one beginning alone, and where they stand."""
    told: dict[Hours, tuple[int, int]] = {}
    for word in _SAID.finditer(plain):
        before = plain[max(0, word.start() - _NEAR) : word.start()].rpartition("\n")[2]
        found = None if _PUBLISHED.search(before) else _match(plain, word.start())
        if found and not _OF_A_POST.match(plain, found.end()):
            told.setdefault(_hours(found), found.span())
    return next(iter(told.items())) if len(told) == 1 else None


def _after_days(plain: str, day_ends: Collection[int]) -> Iterator[Hours]:
    for end in day_ends:
        between = _AFTER_A_DAY.match(plain, end)
        if between and not _PUBLISHED.search(_line(plain, end)):
            yield from _told_at(plain, between.end())


def _alone_on_lines(plain: str) -> Iterator[Hours]:
    for line in _A_LINE.finditer(plain):
        found = _match(plain, line.end())
        if found and _LINE_ENDS.match(plain, found.end()):
            yield from _told_at(plain, line.end())


def _match(plain: str, at: int) -> re.Match[str] | None:
    return _RANGE.match(plain, at) or _ONE.match(plain, at)


def _told_at(plain: str, at: int) -> Iterator[Hours]:
    found = _match(plain, at)
    if found and not _OF_A_POST.match(plain, found.end()):
        yield _hours(found)


def _hours(found: re.Match[str]) -> Hours:
    told = found.groups()
    return Hours(_time(*told[:2]), _time(*told[2:]) if len(told) > 2 else None)


def _line(plain: str, at: int) -> str:
    end = plain.find("\n", at)
    return plain[plain.rfind("\n", 0, at) + 1 : len(plain) if end < 0 else end]


def _time(hour: str, minute: str) -> time | None:
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _only(found: Collection[time | None]) -> time | None:
    return next(iter(found)) if len(found) == 1 else None
