"""Numbers of resolutions: read as people write them, in the order of the agenda, doubted where the day says no."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabuan.meetings.rules.numbers import Doubt, Number, doubt_of, item_of, item_order, read_number, year_of

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1/2569", Number(1, 2026)),
        ("มติ 1/2569 ข้อ 4.2", Number(1, 2026, "4.2")),
        ("มติ ๑๒/๒๕๖๘ ข้อที่ ๓", Number(12, 2025, "3")),
        ("Resolution 1/2026 item 4.2", Number(1, 2026, "4.2")),
        ("รับสมาชิกใหม่", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: Number | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(("typed", "kept"), [("ข้อ ๔.๒", "4.2"), ("ข้อที่ 3", "3"), (" 4.2. ", "4.2"), ("", "")])
def test_an_item_is_kept_without_its_word(typed: str, kept: str) -> None:
    assert item_of(typed) == kept


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 999), min_size=1, max_size=3), min_size=2, max_size=8))
def test_items_stand_in_the_order_of_the_agenda(items: list[list[int]]) -> None:
    typed = [".".join(map(str, item)) for item in items]
    assert sorted(typed, key=item_order) == [".".join(map(str, item)) for item in sorted(items)]


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_is_read_or_passed_over(typed: str) -> None:
    read_number(typed)
    assert item_of(item_of(typed)) == item_of(typed) or not typed.isascii()


def test_a_year_is_thai_or_common() -> None:
    assert (year_of(2569), year_of(2026)) == (2026, 2026)


@pytest.mark.parametrize(
    ("number", "on", "doubt"),
    [
        (Number(1, 2026), date(2026, 1, 15), None),
        (Number(4, 2027), date(2026, 11, 1), None),  # by budget year
        (Number(1, 2026), date(2026, 11, 24), Doubt.TO_COME),
        (Number(1, 2020), date(2026, 1, 15), Doubt.OTHER_YEAR),
        (Number(0, 2026), date(2026, 1, 15), Doubt.NO_MEETING),
    ],
)
def test_a_number_and_a_day_that_cannot_both_be_right(number: Number, on: date, doubt: Doubt | None) -> None:
    assert doubt_of(number, on, TODAY) == doubt
