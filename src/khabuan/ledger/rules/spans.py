"""Spans of days that statements are read for: a month, a year of three kinds, all of it, or days as typed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from khabuan.ledger.rules.years import CALENDAR, FISCAL, Years, month_end, month_of, next_month

_CODE = re.compile(r"([yfc])(\d{4})\Z|m(\d{4})-(\d{2})\Z")
KINDS = {"f": FISCAL, "c": CALENDAR}
"""The other kinds of years: ปีงบประมาณ, ปีปฏิทิน. "y" is the book's own."""


@dataclass(frozen=True)
class Span:
    """Days from `since` to `until`, both included. `code` names it where it is a month or year ("y2026")."""

    since: date
    until: date
    code: str = ""

    @property
    def day_before(self) -> date:
        return date.fromordinal(self.since.toordinal() - 1)


def span_of(code: str, years: Years) -> Span | None:
    """The span of a code: "y2026" a year of the book, "f2026" fiscal, "c2026" calendar, "m2026-01" a month."""
    found = _CODE.match(code)
    if found is None:
        return None
    kind, year, of_month, number = found.groups()
    if of_month:
        if not 1 <= int(number) <= 12 or not _is_year(of_month):
            return None
        month = date(int(of_month), int(number), 1)
        return Span(month, month_end(month), code)
    if not _is_year(year):
        return None
    kept = KINDS.get(kind, years)
    return Span(kept.start(int(year)), kept.end(int(year)), code)


def _is_year(text: str) -> bool:
    return 1900 <= int(text) <= 2200


def years_between(first: date, last: date, years: Years) -> list[int]:
    """Years of a book from a day to another, the latest first."""
    return list(range(years.of(last), years.of(first) - 1, -1))


def months_between(first: date, last: date) -> list[date]:
    """Months from a day to another, the latest first."""
    months, month = [], month_of(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months[::-1]
