"""What year a day without one most likely has, and how sure that is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from khabuan.core.thai import ERA, WEEKDAYS
from khabuan.reader.rules.dates import Said, exists, months_told
from khabuan.reader.rules.meetings import meetings_in
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.years import years_in

_WEEKDAY_BEFORE = re.compile(rf"({'|'.join(WEEKDAYS)})(?:ที่)?[ \n]{{0,3}}$")
_GONE_BY = re.compile(r" ?(?:ที่(?:ผ่าน|แล้ว)|ก่อนหน้า)")
_TO_COME = re.compile(r" ?(?:ที่จะถึง|ที่กำลังจะ|ข้างหน้า|หน้า)")
#: A meeting that is not the text's own, and years that are no year of writing.
_ANOTHER = re.compile(r"(?:รับรอง|ครั้งที่แล้ว|ครั้งก่อน|อ้างถึง)[^\n]{0,60}$")
_NO_YEAR_OF_WRITING = re.compile(
    r"(?:แผน|ภายใน|ถึง|ตั้งแต่|เมื่อ|หน้า|ก่อน|แล้ว|พ\.ร\.บ\.|พระราชบัญญัติ|ระเบียบ|เป้าหมาย)[^\n]{0,12}$"
)
_FISCAL_YEAR_BEGINS = 10  # October


def day(parts: tuple[int | None, int, int]) -> date:
    return date(parts[0] or 2024, parts[1], parts[2])


def reference(
    page: Page, said: Sequence[Said], told: Sequence[Said], written: Said | None, own: Said | None
) -> date | None:
    """The day that the text most likely was written about: its publication line or own day; else the last day with a
    year, those that are `told` of the event first; else what its meeting, months or years say."""
    for one in (written, own):
        if one and one.has_year:
            return day(one.first)
    days = [day(one.first) for one in told if one.has_year]
    if days:
        return max(days)
    of_meeting = _year_of_meeting(page)
    if of_meeting:
        return _in_year(of_meeting, own)
    days = [day(one.first) for one in said if one.has_year] + list(months_told(page))
    if days:
        return max(days)
    return next((_in_year(year, own) for year in _year_of_writing(page, own)), None)


def _in_year(year: int, own: Said | None) -> date:
    _, month, day = own.first if own else (None, 7, 1)
    return date(year, month, day) if exists(year, month, day) else date(year, month, 1)


def _year_of_meeting(page: Page) -> int | None:
    """The year of the first meeting that is not another's: that of the minutes' head line."""
    for _, be, start, _ in page.once(meetings_in):
        if be and not _ANOTHER.search(page.plain[max(0, start - 80) : start]):
            return be - ERA
    return None


def _year_of_writing(page: Page, own: Said | None) -> Iterator[int]:
    """The only year that a text names, if it has but one that is of no plan, act or past."""
    years = {
        (be, is_fiscal)
        for be, is_fiscal, start, end, why in page.once(years_in)
        if why == "year after its word"
        and "ปี" in page.plain[start:end]
        and not _NO_YEAR_OF_WRITING.search(page.plain[max(0, start - 30) : start])
    }
    if len({be for be, _ in years}) == 1:
        be, is_fiscal = min(years)
        if not (is_fiscal and own and own.first[1] >= _FISCAL_YEAR_BEGINS):
            yield be - ERA


def days_of(page: Page, said: Said, today: date | None) -> tuple[date | None, date | None]:
    """First and last day, a year that is left out taken from `today`; days across the turn of a year have only the
    later year written."""
    if not said.has_year:
        return (None, None) if today is None else _nearest(page, said, today)
    start, end = day(said.first), said.last and day(said.last)
    if end and start > end:
        return start.replace(
            year=start.year - 1, day=min(start.day, 28) if start.month == 2 else start.day
        ), end
    return start, end or None


def crosses_a_year(said: Said) -> bool:
    """Whether the first day's year is inferred: it is the one before the year written."""
    return said.has_year and said.last is not None and day(said.first) > day(said.last)


def _nearest(page: Page, said: Said, today: date) -> tuple[date | None, date | None]:
    """Days without a year as they most likely are: of their weekday if that is told, else next to the day of writing."""
    _, month, day = said.first
    after = page.plain[said.end : said.end + 16]
    weekday = _WEEKDAY_BEFORE.search(page.plain[max(0, said.start - 16) : said.start])
    years = range(today.year - 1, today.year + 2)
    if weekday:
        years = range(today.year - 7, today.year + 8)
    days = [date(year, month, day) for year in years if exists(year, month, day)]
    if weekday:
        days = [one for one in days if one.weekday() == WEEKDAYS.index(weekday[1])]
    if _GONE_BY.match(after):
        days = [one for one in days if one <= today + timedelta(days=1)]
    elif _TO_COME.match(after):
        days = [one for one in days if one >= today]
    start = min(days, key=lambda one: abs((one - today).days), default=None)
    if start is None or said.last is None:
        return start, None
    _, *last = said.last
    ends = [date(year, *last) for year in (start.year, start.year + 1) if exists(year, *last)]
    return start, next((one for one in ends if one >= start), None)
