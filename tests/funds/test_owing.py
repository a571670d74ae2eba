"""What is owed, each day at the rate of its own day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.funds.rules.dues import has_lapsed, last_of, months_behind
from khabuan.funds.rules.owing import Rate, owed

ONE = [Rate(date.min, 100)]
TWO = [Rate(date.min, 100), Rate(date(2026, 1, 1), 200)]
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_nothing_is_owed_by_who_has_paid_to_that_day() -> None:
    assert owed(date(2026, 2, 10), date(2026, 2, 10), ONE) == 0
    assert owed(date(2026, 3, 1), date(2026, 2, 10), ONE) == 0


def test_a_leap_february_has_its_day() -> None:
    assert owed(date(2024, 1, 31), date(2024, 2, 29), ONE) == 2900
    assert owed(date(2025, 1, 31), date(2025, 2, 28), ONE) == 2800


def test_days_before_a_new_rate_cost_the_old_one() -> None:
    assert owed(date(2025, 12, 29), date(2026, 1, 3), TWO) == 2 * 100 + 3 * 200
    assert owed(date(2025, 12, 1), date(2025, 12, 31), TWO) == 3000
    assert owed(date(2026, 1, 31), date(2026, 2, 1), TWO) == 200


@given(days, st.integers(0, 900), st.integers(0, 900))
def test_two_stretches_cost_what_the_whole_costs(paid: date, first: int, second: int) -> None:
    between, last = paid + timedelta(days=first), paid + timedelta(days=first + second)
    assert owed(paid, last, TWO) == owed(paid, between, TWO) + owed(between, last, TWO)


@pytest.mark.parametrize(
    ("paid", "today", "months"),
    [
        (date(2026, 8, 31), date(2026, 9, 29), 0),
        (date(2026, 8, 31), date(2026, 9, 30), 1),
        (date(2026, 3, 31), date(2026, 11, 30), 8),
        (date(2026, 2, 28), date(2026, 3, 30), 0),
        (date(2026, 2, 28), date(2026, 3, 31), 1),
        (date(2028, 1, 31), date(2028, 2, 28), 0),
        (date(2028, 1, 31), date(2028, 2, 29), 1),
        (date(2026, 1, 30), date(2026, 2, 28), 1),
        (date(2026, 1, 15), date(2026, 2, 14), 0),
        (date(2026, 1, 15), date(2026, 2, 15), 1),
        (date(2026, 2, 10), date(2026, 2, 10), 0),
        (date(2027, 2, 10), date(2026, 2, 10), 0),
    ],
)
def test_a_month_is_behind_on_its_last_day(paid: date, today: date, months: int) -> None:
    assert months_behind(paid, today) == months


@given(days, st.integers(-40, 900))
def test_months_behind_are_those_whose_baht_are_owed(paid: date, later: int) -> None:
    today, first = paid + timedelta(days=later), paid + timedelta(days=1)
    behind = months_behind(paid, today)
    whole = owed(paid, last_of(first, behind), ONE) if behind else 0
    assert whole <= owed(paid, today, ONE) < owed(paid, last_of(first, behind + 1), ONE)


def test_rights_lapse_on_the_day_after_the_last_month_that_may_be_unpaid() -> None:
    """Paid to 31 March, six months: April to September may be unpaid, 1 October is more."""
    assert not has_lapsed(date(2026, 3, 31), date(2026, 9, 30), 6)
    assert has_lapsed(date(2026, 3, 31), date(2026, 10, 1), 6)
    assert not has_lapsed(date(2025, 8, 31), date(2026, 2, 28), 6)
    assert has_lapsed(date(2025, 8, 31), date(2026, 3, 1), 6)
    assert not has_lapsed(date(2026, 2, 28), date(2026, 8, 31), 6)
    assert has_lapsed(date(2026, 2, 28), date(2026, 9, 1), 6)
    assert not has_lapsed(date(2020, 1, 1), date(2026, 9, 1), 0)
