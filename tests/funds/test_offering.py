"""What the buttons of a sheet ask for: every rhythm, arrears, in advance, leap years."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.funds.rules.offering import is_due, offer
from khabuan.funds.rules.words import Rhythm

DAY = 100  # one baht a day, in satang


@pytest.mark.parametrize(
    ("rhythm", "paid", "baht", "to_on"),
    [
        (Rhythm.DAY, date(2026, 2, 9), 1, date(2026, 2, 10)),
        (Rhythm.WEEK, date(2026, 2, 9), 7, date(2026, 2, 16)),
        (Rhythm.MONTH, date(2026, 1, 31), 28, date(2026, 2, 28)),
        (Rhythm.MONTH, date(2028, 1, 31), 29, date(2028, 2, 29)),
        (Rhythm.MONTH, date(2026, 1, 30), 29, date(2026, 2, 28)),
        (Rhythm.HALF_YEAR, date(2025, 12, 31), 181, date(2026, 6, 30)),
        (Rhythm.YEAR, date(2025, 12, 31), 365, date(2026, 12, 31)),
        (Rhythm.YEAR, date(2027, 12, 31), 366, date(2028, 12, 31)),
        (Rhythm.YEAR, date(2028, 2, 28), 366, date(2029, 2, 28)),
    ],
)
def test_the_button_asks_for_the_usual_sum_of_the_rhythm(
    rhythm: Rhythm, paid: date, baht: int, to_on: date
) -> None:
    main = offer(paid, rhythm, DAY, paid).main
    assert (main.satang, main.to_on) == (baht * 100, to_on)


def test_who_is_behind_is_asked_for_all_of_it_and_may_pay_less() -> None:
    offered = offer(date(2025, 11, 30), Rhythm.MONTH, DAY, date(2026, 2, 10))
    assert offered.behind == 2
    assert [one.satang for one in offered.sums] == [9000, 3100, 6200]
    assert offered.main.to_on == date(2026, 2, 28)
    assert offered.ahead == ()


def test_who_owes_nothing_may_pay_half_a_year_or_a_year_in_advance() -> None:
    offered = offer(date(2026, 2, 10), Rhythm.MONTH, DAY, date(2026, 2, 10))
    assert [one.satang for one in offered.sums] == [2800]
    assert [(one.satang, one.to_on) for one in offered.ahead] == [
        (18100, date(2026, 8, 10)),
        (36500, date(2027, 2, 10)),
    ]
    assert offer(date(2026, 2, 10), Rhythm.YEAR, DAY, date(2026, 2, 10)).ahead == ()


def test_who_has_paid_a_month_in_advance_is_not_asked() -> None:
    assert is_due(date(2026, 3, 9), date(2026, 2, 10))
    assert not is_due(date(2026, 3, 10), date(2026, 2, 10))
