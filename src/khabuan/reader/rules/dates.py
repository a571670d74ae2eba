"""Where days stand in a text: one day, days in a row across months and years, long and short months, years of two digits,
no year at all. What they are of is told in `event_days`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from khabuan.core.thai import ERA, MONTH_WORDS, MONTHS, SHORT_MONTHS, WEEKDAYS
from khabuan.core.thai.dates import ENGLISH_MONTHS
from khabuan.reader.rules.numbers import be_of
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.units import COUNTS_ONLY

# --- words --------------------------------------------------------------------------------


def _dotted(word: str) -> str:
    """ม.ค. with any of its dots left out, or with blanks for them; without its last dot no letter may follow."""
    letters = word.rstrip(".").replace(".", r"(?: ?\. ?| )")
    bare = word.replace(".", "")
    return rf"{letters} ?(?:\.|(?![ก-๎]))|{bare}\.?(?![ก-๎])"


_SLIPS = sorted(
    (word for word in MONTH_WORDS if word[0] >= "ก" and len(word) > 4 and word not in MONTHS),
    key=len,
    reverse=True,
)
_MONTH = "|".join(
    [
        *MONTHS,
        *(rf"{word}(?![ก-๎]|[ \n](?:คม|ยน|พันธ์|ธ์|์))" for word in _SLIPS),
        *(_dotted(word) for word in SHORT_MONTHS),
        *(rf"(?i:{word}|{word[:3]}\b\.?)" for word in ENGLISH_MONTHS),
    ]
)
_ERA_WORD = r"(?:(?:ปี ?)?(?:พ ?\. ?ศ ?\.?|พศ\.?|ค ?\. ?ศ ?\.?|คศ\.?|พุทธศักราช|ปี))"


def _year(name: str) -> str:
    return rf"(?:(?:[ \n]{{0,2}}{_ERA_WORD}?[ \n]{{0,2}}|[-/.])(?P<{name}>\d{{4}}|\d{{2}})(?!\d|[.:/]\d|,\d))"


_GAP = r"[ \n]{0,3}"
_TO = rf"{_GAP}(?:-|~|ถึง|จนถึง|และ|,){_GAP}(?:(?:วัน)?(?:{'|'.join(WEEKDAYS)})?ที่{_GAP})?"
_NAMED = re.compile(
    rf"(?<![\d.:/])(?<!\d,)(?P<more>(?:\d{{1,2}} ?, ?){{0,6}}|\d{{1,2}} ?- ?(?=\d{{1,2}} ?(?:และ|,) ?\d))(?P<first>\d{{1,2}})"
    rf"(?:(?:{_GAP}(?:เดือน ?)?(?P<month1>{_MONTH}){_year('year1')}?)?{_TO}(?P<last>\d{{1,2}}))?"
    rf"(?:{_GAP}|[-/])(?:เดือน ?)?(?P<month>{_MONTH}){_year('year')}?"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?:(?P<day>\d{1,2})(?P<by>[/.-])(?P<month>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})"
    r"|(?P<said_day>\d{1,2}) ?เดือน ?(?P<said_month>\d{1,2}) ?(?:ปี ?)?(?:พ\.ศ\.|ปี) ?(?P<said_year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4})(?P<iso_by>[-./])(?P<iso_month>\d{2})(?P=iso_by)(?P<iso_day>\d{2}))(?![\d/-]|\.\d)"
)
_MONTH_TOLD = re.compile(rf"(?P<month>{_MONTH}){_year('year')}")
_MONTH_TOLD_ALONE = re.compile(rf"(?P<month>{_MONTH}){_year('year')}?")
_MONTH_AND_YEAR = re.compile(rf"(?:{_MONTH}){_GAP}{_ERA_WORD}?{_GAP}\d{{4}}(?!\d)")

_FIRST_DAY_LOST = re.compile(r"(?:ที่|ระหว่าง) *(?:-|ถึง) *$")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A day, or days, at `start`..`end` of the plain text. Years are CE; None where none is written."""

    start: int
    end: int
    first: tuple[int | None, int, int]
    last: tuple[int | None, int, int] | None = None
    why: str
    is_spelt: bool = True  # the month is written as it should be

    @property
    def has_year(self) -> bool:
        return self.first[0] is not None


# --- where days stand ---------------------------------------------------------------------


def dates_in(page: Page) -> tuple[Said, ...]:
    """Every day that a page tells, in its order."""
    found = [*_named(page.plain), *_numeric(page.plain)]
    return tuple(sorted(found, key=lambda said: said.start))


def months_in(page: Page) -> tuple[tuple[int, int], ...]:
    """Where a month stands with its year: these years are no years of their own."""
    return tuple(found.span() for found in _MONTH_AND_YEAR.finditer(page.plain))


def month_at(plain: str, at: int) -> tuple[int | None, int, int] | None:
    """The month without a day that stands there: its year (CE) if one is written, its number, and where it ends."""
    found = _MONTH_TOLD_ALONE.match(plain, at)
    if found is None:
        return None
    year, end = _year_of(found, "year", plain)
    return year, _month_of(found["month"]), end


def months_told(page: Page) -> Iterator[date]:
    """The first days of the months that stand with a year, of two digits or four."""
    for found in _MONTH_TOLD.finditer(page.plain):
        year = _ce(found["year"])
        counts = len(found["year"]) == 2 and COUNTS_ONLY.match(page.plain, found.end())
        if year is not None and not counts:
            yield date(year, _month_of(found["month"]), 1)


def _named(plain: str) -> Iterator[Said]:
    for found in _NAMED.finditer(plain):
        year, end = _year_of(found, "year", plain)
        month = _month_of(found["month"])
        is_spelt = _is_spelt(found["month"]) and _is_spelt(found["month1"])
        day = int(found["last"] or found["first"])
        if not exists(year, month, day) or _FIRST_DAY_LOST.search(
            plain[max(0, found.start() - 20) : found.start()]
        ):
            continue
        if found["last"] is None and not found["more"]:
            one = Said(start=found.start(), end=end, first=(year, month, day), why="day month year")
            yield replace(one, is_spelt=is_spelt)
            continue
        yield from (
            replace(one, is_spelt=is_spelt) for one in _several(found, (year, month, day), end, plain)
        )


def _several(found: re.Match[str], last: tuple[int | None, int, int], end: int, plain: str) -> Iterator[Said]:
    """Days in a row are one fact; days apart ("3 และ 10 มีนาคม") are several."""
    year, month, _ = last
    start, at_last = found.start(), found.start("last" if found["last"] else "first")
    between = plain[found.end("first") : at_last] if found["last"] else ","
    listed = "และ" in between or "," in between
    alone = Said(start=at_last, end=end, first=last, why="day month year")
    days = [int(day) for day in re.findall(r"\d+", found["more"])] + [int(found["first"])]
    days += [int(found["last"])] if found["last"] else []
    if found["month1"]:
        yield from _across_months(found, alone, plain, listed=listed)
    elif not all(exists(year, month, day) for day in days) or days != sorted(set(days)):
        yield alone
    elif "-" in found["more"]:  # 5-7 และ 9 มีนาคม
        first, until = (year, month, days[0]), (year, month, days[1])
        yield Said(start=start, end=end, first=first, last=until, why="days of a month")
        yield alone
    elif not listed or days == list(range(days[0], days[-1] + 1)):
        yield Said(start=start, end=end, first=(year, month, days[0]), last=last, why="days of a month")
    else:
        for day in days:
            yield Said(start=start, end=end, first=(year, month, day), why="days of a list")


def _across_months(found: re.Match[str], last: Said, plain: str, *, listed: bool) -> Iterator[Said]:
    """From a day of one month to a day of another, or one and the other ("31 มี.ค. และ 20 เม.ย. 66")."""
    year, end = _year_of(found, "year1", plain)
    month = _month_of(found["month1"])
    written = year or last.first[0]
    if not listed and exists(written, month, int(found["first"])):
        first = (written, month, int(found["first"]))
        yield Said(start=found.start(), end=last.end, first=first, last=last.first, why="days across months")
    elif listed:
        is_of_last = year is None and month <= last.first[1]
        first = (written if is_of_last else year, month, int(found["first"]))
        if exists(*first):
            until = last.end if is_of_last else end
            yield Said(start=found.start(), end=until, first=first, why="day month year")
        yield last


def _numeric(plain: str) -> Iterator[Said]:
    for found in _NUMERIC.finditer(plain):
        if found["said_day"]:
            year, month, day = _ce(found["said_year"]), int(found["said_month"]), int(found["said_day"])
        elif found["iso"]:
            year, month, day = _ce(found["iso"]), int(found["iso_month"]), int(found["iso_day"])
        elif len(found["year"]) == 2 and found["by"] != "/":
            continue
        else:
            year, month, day = _ce(found["year"]), int(found["month"]), int(found["day"])
        if year is not None and exists(year, month, day):
            yield Said(start=found.start(), end=found.end(), first=(year, month, day), why="day in figures")


def _year_of(found: re.Match[str], name: str, plain: str) -> tuple[int | None, int]:
    """The year in CE and where the date ends; two digits that count something are no year."""
    until = found.end("month" if name == "year" else "month1")
    written = found[name]
    if written is None:
        return None, until
    glued = found.start(name) == until
    said_as_year = re.search(_ERA_WORD, plain[until : found.start(name)])
    if len(written) == 2 and not glued and not said_as_year and COUNTS_ONLY.match(plain, found.end(name)):
        return None, until
    year = _ce(written)
    return year, found.end(name) if year else until


def _ce(written: str) -> int | None:
    """A year as written, B.E. or C.E., in C.E."""
    be = be_of(written)
    return None if be is None else be - ERA


def _month_of(written: str) -> int:
    word = re.sub(r"[\s.]", "", written).lower()
    return MONTH_WORDS.get(word) or MONTH_WORDS[word[:3]]


def _is_spelt(month: str | None) -> bool:
    """Whether a month, if any is written, is its name or its dotted short form (or stands in English)."""
    return month is None or month[0] < "ก" or any(word in month for word in (*MONTHS, *SHORT_MONTHS))


def exists(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True
