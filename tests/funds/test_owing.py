"""What is owed, each day at the rate of its own day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

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
