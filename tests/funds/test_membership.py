"""What membership knows without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khabuan.funds.rules.dues import overpaid
from khabuan.funds.rules.membership import (
    FROM,
    LEADS_TO,
    cut_off_of,
    full_year_since,
    number_key,
    numbers_after,
    shares_agree,
)

DAYS = st.dates(date(2015, 1, 1), date(2040, 1, 1))


def test_every_step_has_where_it_comes_from_and_leads_to() -> None:
    assert FROM.keys() == LEADS_TO.keys()
    assert all(LEADS_TO[act] not in states for act, states in FROM.items())


@given(st.lists(st.integers(1, 99_999), min_size=2, max_size=20, unique=True))
def test_numbers_are_put_in_order_as_people_count(numbers: list[int]) -> None:
    written = [str(number).zfill(4) for number in numbers]
    assert [int(one) for one in sorted(written, key=number_key)] == sorted(numbers)


@given(st.integers(0, 5000), st.integers(0, 50))
def test_new_numbers_follow_the_last_without_gap(last: int, count: int) -> None:
    made = numbers_after(last, count)
    assert [int(one) for one in made] == list(range(last + 1, last + count + 1))


def test_shares_are_the_whole() -> None:
    assert shares_agree([])
    assert shares_agree([60, 40])
    assert not shares_agree([60, 30])
    assert not shares_agree([100, 0])


@given(DAYS)
def test_a_full_year_lies_before_the_cut_off(day: date) -> None:
    last, since = cut_off_of(day), full_year_since(day)
    assert since.month == 10
    assert since.day == 1
    assert day <= last < day + timedelta(days=366)
    assert (last - since).days in (364, 365)


@given(DAYS, st.integers(0, 400), st.integers(-50, 450), st.integers(1, 100_000))
def test_what_is_returned_is_no_more_than_was_paid(first: date, days: int, last: int, satang: int) -> None:
    to_on, death = first + timedelta(days=days), first + timedelta(days=last)
    amount = Decimal(satang) / 100
    later, back = overpaid(first, to_on, amount, death)
    assert 0 <= back <= amount
    assert later == max(0, min(days + 1, (to_on - death).days))
    assert (back == amount) == (later == days + 1) or satang < 100
