"""Which day a text tells of, and by what two texts are known to tell of one event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabuan.reader.rules.drafts import State
from khabuan.reader.rules.timeline import (
    DaySaid,
    When,
    are_near,
    confirmed_day,
    exact_of,
    leaders,
    likely_day,
    shared_among,
    shared_of,
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


def test_for_a_likeness_a_sure_main_day_is_enough() -> None:
    assert likely_day([day("2023-03-15", State.WAITING, main=True)]) == on(15)
    assert likely_day([day("2023-03-15", State.WAITING)]) is None
    assert likely_day([DaySaid(State.WAITING, {"start": "2023-03-15", "main": True})]) is None


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ((15,), (15,), True),
        ((15,), (16,), True),
        ((15,), (17,), False),
        ((10, 12), (13,), True),
        ((10, 20), (15,), True),
    ],
)
def test_a_day_apart_is_near(first: tuple[int, ...], second: tuple[int, ...], near: bool) -> None:
    assert on(*first).is_near(on(*second)) is on(*second).is_near(on(*first)) is near


def test_the_days_around_are_bounded() -> None:
    assert on(15).around() == [date(2023, 3, 14), date(2023, 3, 15), date(2023, 3, 16)]
    assert len(When(date(1900, 1, 1), date(2100, 1, 1)).around()) == 31


def test_a_tambon_an_amphoe_or_a_body_is_shared_but_no_province_and_no_national_body() -> None:
    tambon = {"level": "tambon", "name": "ทดสอบ", "province": "สระบุรี"}
    assert shared_among(shared_of("place", tambon, None, "ต.ทดสอบ"), shared_of("place", tambon, 7, "x")) == [
        "ต.ทดสอบ"
    ]
    assert list(shared_of("place", {"level": "province", "name": "สระบุรี"}, 1, "จ.สระบุรี")) == []
    assert list(shared_of("organisation", {"name": "พอช."}, None, "พอช.")) == []
    other = {**tambon, "province": "ศรีสะเกษ"}
    assert shared_among(shared_of("place", tambon, None, "ก"), shared_of("place", other, None, "ข")) == []
    body = list(shared_of("organisation", {"name": "กองทุนทดสอบ"}, None, "กองทุนทดสอบ"))
    assert shared_among(body, body) == ["กองทุนทดสอบ"]


def test_two_exact_things_make_alike_and_one_does_not() -> None:
    told = [
        *exact_of("money", {"baht": 5_384_600, "approx": False}, "เงิน"),
        *exact_of("count", {"what": "people", "value": 183, "approx": False}, "คน"),
        *exact_of("person", {"name": "สมมุติ ไม่มีจริง"}, "ชื่อ"),
        *exact_of("meeting", {"number": 1, "be": 2569}, "ครั้งที่"),
    ]
    assert shared_among(told, told) == ["เงิน", "คน", "ชื่อ", "ครั้งที่"]
    assert shared_among(told[:2], told[1:]) == []
    assert shared_among(told[:2], told[:2]) == ["เงิน", "คน"]
    assert shared_among(told[:1] * 2, told[:1]) == [], "one thing that is told twice is one"


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("money", {"baht": 999}),
        ("money", {"baht": 5000, "approx": True}),
        ("count", {"what": "people", "value": 9}),
        ("count", {"what": "people", "value": 200, "approx": True}),
        ("count", {"what": "other", "value": 200}),
        ("person", {"name": "สมมุติ"}),
        ("year", {"be": 2569}),
    ],
)
def test_what_is_rough_small_or_said_by_many_texts_is_no_exact_thing(kind: str, says: dict[str, Any]) -> None:
    assert list(exact_of(kind, says, "")) == []


def test_books_of_one_province_are_near() -> None:
    assert are_near("19.01.", "19.02.05.")
    assert are_near("19.", "")
    assert not are_near("19.01.", "33.01.")


def test_a_title_forgets_whoever_is_only_accused() -> None:
    assert without_names("นายสมมุติ ไม่มีจริง ถูกร้องเรียน", {"สมมุติ ไม่มีจริง", "นายสมมุติ ไม่มีจริง", ""}) == "– ถูกร้องเรียน"


def test_what_is_the_same_as_the_same_is_the_same() -> None:
    assert leaders([(5, 7), (7, 9), (2, 9), (11, 12)]) == {5: 2, 7: 2, 9: 2, 2: 2, 11: 11, 12: 11}
    assert leaders([]) == {}
