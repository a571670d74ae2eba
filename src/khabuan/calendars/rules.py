"""How events are named for other programs, in what order they stand, how far feeds reach. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from khabuan.core.clock import BANGKOK, day_of
from khabuan.core.keys import province_of
from khabuan.core.offers import CalendarItem

PAST, AHEAD = timedelta(days=100), timedelta(days=400)
"""A feed tells of what was a little while ago, and of the year to come."""
MOST_FEEDS = 10  # of one seat


def new_code() -> str:
    """The secret part of a private feed's address: 256 random bits."""
    return secrets.token_urlsafe(32)


def uid(kind: str, key: str, zone: str = "khabuan") -> str:
    """The name of an event for ever: "meeting-123@p19.khabuan".

    Keys say which province's installation made them, so an event keeps its name where its province moves into
    another database.
    """
    record = key.partition("-")[0]
    province = province_of(int(record)) if record.isdecimal() else 0
    return f"{kind}-{key}@p{province:02d}.{zone}"


def first_day(item: CalendarItem) -> date:
    """The Thai day on which an event begins."""
    return _day(item.starts)


def last_day(item: CalendarItem) -> date:
    """The Thai day on which an event ends, that of its beginning where no end is known."""
    return max(_day(item.ends), first_day(item)) if item.ends is not None else first_day(item)


def _day(at: date | datetime) -> date:
    return day_of(at) if isinstance(at, datetime) else at


def in_order(items: Iterable[CalendarItem]) -> list[CalendarItem]:
    """By day, whole days first, then by hour and title."""

    def place(item: CalendarItem) -> tuple[date, time, str, str]:
        hour = _hour(item.starts) if isinstance(item.starts, datetime) else time.min
        return first_day(item), hour, item.title, f"{item.kind}-{item.key}"

    return sorted(items, key=place)


def _hour(at: datetime) -> time:
    return at.astimezone(BANGKOK).time()


def days_of(item: CalendarItem, since: date, until: date) -> list[date]:
    """The days of [since, until) on which an event stands."""
    first, last = max(first_day(item), since), min(last_day(item), until - timedelta(days=1))
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def month_after(first: date) -> date:
    """The first day of the month after that of a first day."""
    return (first + timedelta(days=32)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def weeks_of(first: date) -> list[list[date]]:
    """The weeks of a month from Sunday, with the days of the months beside it that fill them."""
    start = first - timedelta(days=(first.weekday() + 1) % 7)
    weeks: list[list[date]] = []
    while start < month_after(first):
        weeks.append([start + timedelta(days=step) for step in range(7)])
        start += timedelta(days=7)
    return weeks
