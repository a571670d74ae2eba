"""Names of events for other programs, their order, the weeks of a month."""

from __future__ import annotations

from datetime import UTC, date, datetime

from khabuan.calendars import rules
from khabuan.core import clock
from khabuan.core.keys import PROVINCE_SHIFT
from khabuan.core.offers import CalendarItem

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def item(starts: date | datetime, title: str = "ก", ends: date | datetime | None = None) -> CalendarItem:
    return CalendarItem(
        kind="meeting", key="1", title=title, starts=starts, ends=ends, node="19.", path="/", changed_at=NOW
    )


def test_an_event_is_named_by_the_installation_that_made_it() -> None:
    assert rules.uid("meeting", str(19 << PROVINCE_SHIFT | 7)).endswith("@p19.khabuan")
    assert rules.uid("term", f"{33 << PROVINCE_SHIFT}-20270131").endswith("-20270131@p33.khabuan")
    assert rules.uid("other", "word") == "other-word@p00.khabuan"


def test_whole_days_come_before_hours_of_the_thai_day() -> None:
    early = item(datetime(2026, 12, 4, 18, tzinfo=UTC), "ข")  # 01.00 on the 5th
    late, whole = item(datetime(2026, 12, 5, 9, tzinfo=clock.BANGKOK), "ก"), item(date(2026, 12, 5), "ค")
    assert rules.in_order([late, early, whole]) == [whole, early, late]
    assert rules.first_day(early) == date(2026, 12, 5)


def test_an_event_of_several_days_stands_on_each_that_is_asked_for() -> None:
    fair = item(date(2026, 11, 29), ends=date(2026, 12, 2))
    assert rules.days_of(fair, date(2026, 12, 1), date(2027, 1, 1)) == [date(2026, 12, 1), date(2026, 12, 2)]
    assert rules.days_of(
        item(date(2026, 12, 5), ends=date(2026, 12, 1)), date(2026, 12, 1), date(2027, 1, 1)
    ) == [date(2026, 12, 5)]


def test_a_month_is_whole_weeks_from_sunday() -> None:
    weeks = rules.weeks_of(date(2026, 11, 1))  # a Sunday
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 11, 1), date(2026, 12, 5), 5)
    assert rules.weeks_of(date(2026, 12, 1))[0][0] == date(2026, 11, 29)
    assert (rules.month_after(date(2026, 12, 1)), rules.month_before(date(2027, 1, 1))) == (
        date(2027, 1, 1), date(2026, 12, 1),
    )  # fmt: skip
