"""Which day a text tells of, and by what two texts are known to tell of one event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from khabuan.reader.rules.drafts import State
from khabuan.reader.rules.timeline import (
    DaySaid,
    When,
    are_near,
    confirmed_day,
    event,
    leaders,
    likely_day,
    named,
    when,
    without_names,
)


def day(start: str, state: str = State.ACCEPTED, *, main: bool = False, **facts: Any) -> DaySaid:
    return DaySaid(state, {"start": start, "end": None, "main": main, **facts}, is_certain=True)


def on(*numbers: int) -> When:
    return When(date(2023, 3, numbers[0]), date(2023, 3, numbers[-1]))


def test_the_main_day_that_was_confirmed_is_the_day() -> None:
    said = [day("2023-03-01"), day("2023-03-15", main=True), day("2023-03-20", State.CHANGED, main=True)]
    assert confirmed_day(said) == on(15)
    assert confirmed_day([day("2023-03-15", main=True, end="2023-03-17")]) == on(15, 17)


def test_the_only_confirmed_day_is_the_day_where_no_main_one_waits() -> None:
    assert confirmed_day([day("2023-03-01")]) == on(1)
    assert confirmed_day([day("2023-03-01"), day("2023-03-15", State.REJECTED, main=True)]) == on(1)
    assert confirmed_day([day("2023-03-01"), day("2023-03-15", State.WAITING, main=True)]) is None
    assert confirmed_day([day("2023-03-01"), day("2023-03-02")]) is None


def test_nothing_that_waits_and_no_day_without_a_year_is_confirmed() -> None:
    assert confirmed_day([day("2023-03-15", State.WAITING, main=True)]) is None
    assert confirmed_day([day("--03-15", main=True)]) is None
    assert when({"start": None}) is None
    assert when({"start": "2023-03-15", "end": "2023-03-14"}) == on(15)


def test_a_period_is_no_event_s_day() -> None:
    period = day("2026-06-01", main=True, end="2026-09-30")
    assert confirmed_day([period]) is None
    assert confirmed_day([period, day("2026-05-20")]) == When(date(2026, 5, 20), date(2026, 5, 20))
    assert likely_day([day("2026-06-01", State.WAITING, main=True, end="2026-09-30")]) is None
    assert when(period.says), "the draft itself still has its days"


def test_words_name_somebody_by_the_whole_name_or_the_given_one() -> None:
    assert named("จะซ่อมบ้านยายบัวลี", {"บัวลี คำสมมุติ"})
    assert not named("จะซ่อมถนน", {"บัวลี คำสมมุติ", ""})


def test_for_a_likeness_a_sure_main_day_is_enough() -> None:
    assert likely_day([day("2023-03-15", State.WAITING, main=True)]) == on(15)
    assert likely_day([day("2023-03-15", State.WAITING)]) is None
    assert likely_day([DaySaid(State.WAITING, {"start": "2023-03-15", "main": True})]) is None


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [((15,), (15,), 0), ((15,), (16,), 1), ((15,), (18,), 3), ((10, 12), (13,), 1), ((10, 20), (15,), 0)],
)
def test_how_far_apart_days_are(first: tuple[int, ...], second: tuple[int, ...], days: int) -> None:
    assert on(*first).gap(on(*second)) == on(*second).gap(on(*first)) == timedelta(days=days)


def test_the_days_of_an_event_are_bounded() -> None:
    around = timedelta(days=1)
    assert on(15).days(around) == [date(2023, 3, 14), date(2023, 3, 15), date(2023, 3, 16)]
    assert event({"start": "1900-01-01", "end": "2100-01-01"}) is None


def test_books_of_one_province_are_near() -> None:
    assert are_near("19.01.", "19.02.05.")
    assert are_near("19.", "")
    assert not are_near("19.01.", "33.01.")


def test_a_title_forgets_whoever_is_only_accused() -> None:
    assert without_names("นายสมมุติ ไม่มีจริง ถูกร้องเรียน", {"สมมุติ ไม่มีจริง", "นายสมมุติ ไม่มีจริง", ""}) == "– ถูกร้องเรียน"


def test_what_is_the_same_as_the_same_is_the_same() -> None:
    assert leaders([(5, 7), (7, 9), (2, 9), (11, 12)]) == {5: 2, 7: 2, 9: 2, 2: 2, 11: 11, 12: 11}
    assert leaders([]) == {}
