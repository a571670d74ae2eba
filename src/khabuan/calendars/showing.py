"""Events as pages show them: the weeks of a month, lines of a list. Where the reader is in time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.calendars import rules
from khabuan.core import clock
from khabuan.core.offers import CalendarItem
from khabuan.core.parts.calendars import CalendarDay, DayEvent
from khabuan.core.thai import FiscalYear
from khabuan.places.here import FIRST_YEAR

MOST_A_DAY = 5
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
LIST, SPAN = "list", timedelta(days=366)
"""The list shows a year from its first day on."""


def month_of(asked: str, year: FiscalYear) -> date:
    """The first day of the month "2026-12"; else today's in the present fiscal year, the first one of another."""
    found, today = MONTH.fullmatch(asked), clock.today()
    if found and FIRST_YEAR <= int(found[1]) <= today.year + 2 and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1) if year == FiscalYear.of(today) else year.start


def day_of(asked: str, year: FiscalYear) -> date:
    """The day "2026-12-05" from which a list shows; else today in the present fiscal year, the first day of another."""
    today = clock.today()
    try:
        found = date.fromisoformat(asked) if len(asked) == 10 else None
    except ValueError:
        found = None
    if found and FIRST_YEAR <= found.year <= today.year + 2:
        return found
    return today if year == FiscalYear.of(today) else year.start


@dataclass(frozen=True)
class Way:
    """Where a calendar stands (`base`, its path) and what it is narrowed to: makes addresses of the same calendar."""

    base: str
    kept: Mapping[str, str]

    def month(self, first: date) -> str:
        """The month; the year of the bar stays, since a leaf that is turned is no choice of a year for every page."""
        return self._to(month=f"{first:%Y-%m}")

    def since(self, day: date) -> str:
        """The list from a day on."""
        return self._to(view=LIST, since=day.isoformat())

    def _to(self, **where: str) -> str:
        return f"{self.base}?{urlencode({**self.kept, **where})}"


def weeks(actor: Actor, items: Sequence[CalendarItem], first: date, way: Way) -> list[list[CalendarDay]]:
    """The weeks of a month with the events of its days; those of the days beside it are on other pages."""
    after, today = rules.month_after(first), clock.today()
    by_day: dict[date, list[CalendarItem]] = defaultdict(list)
    for item in items:
        for day in rules.days_of(item, first, after):
            by_day[day].append(item)

    def shown(day: date) -> CalendarDay:
        of_day = by_day.get(day, [])
        most = len(of_day) if len(of_day) <= MOST_A_DAY + 1 else MOST_A_DAY
        return CalendarDay(
            day, [_event(actor, item, day) for item in of_day[:most]], is_beside=not first <= day < after,
            is_today=day == today, more=len(of_day) - most, more_url=way.since(day),
        )  # fmt: skip

    return [[shown(day) for day in week] for week in rules.weeks_of(first)]


def _event(actor: Actor, item: CalendarItem, day: date) -> DayEvent:
    hour = hours(item) if day == rules.first_day(item) else ""
    return DayEvent(
        item.title, path_of(actor, item), hour, beside(actor, item, with_place=True), item.is_cancelled
    )


def path_of(actor: Actor, item: CalendarItem) -> str:
    """The page of the record, where this reader may open it."""
    return item.path if actor.is_signed_in or item.is_open else ""


def beside(actor: Actor, item: CalendarItem, *, with_place: bool) -> str:
    """What stands under a title: the place, and for seats what only pages say."""
    parts = (item.place if with_place else "", item.detail if actor.is_signed_in else "")
    return " · ".join(part for part in parts if part)


def hours(item: CalendarItem) -> str:
    """09.30–12.00 น., or "" for a whole day."""
    if not isinstance(item.starts, datetime):
        return ""
    ends = item.ends if isinstance(item.ends, datetime) and item.ends > item.starts else None
    if ends is not None and clock.day_of(ends) == clock.day_of(item.starts):
        facts = {"from": _clock(item.starts), "to": _clock(ends)}
        return _("%(from)s–%(to)s") % facts
    return _("%(from)s") % {"from": _clock(item.starts)}


def _clock(at: datetime) -> str:
    is_thai = (get_language() or "th").startswith("th")
    return f"{at.astimezone(clock.BANGKOK):{'%H.%M' if is_thai else '%H:%M'}}"


@dataclass(frozen=True)
class Line:
    """An event in the list. `file` is the address of its own .ics file."""

    item: CalendarItem
    first: date
    last: date | None
    hours: str
    url: str
    small: str
    file: str
    add_words: str


def line_of(actor: Actor, item: CalendarItem) -> Line:
    first, last = rules.first_day(item), rules.last_day(item)
    file = reverse("calendar-event", args=[item.kind, item.key])
    return Line(
        item, first, last if last > first else None, hours(item), path_of(actor, item),
        beside(actor, item, with_place=False), file, _("Add: %(title)s") % {"title": item.title},
    )  # fmt: skip
