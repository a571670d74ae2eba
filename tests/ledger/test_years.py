"""Years of a book: October's, January's, and the long or short one between them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.ledger.rules.spans import span_of, years_between
from khabuan.ledger.rules.years import CALENDAR, FISCAL, Years, years_read

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@st.composite
def kept_years(draw: st.DrawFn) -> Years:
    """Years that were changed up to four times, each time where one begins."""
    years = Years(draw(st.sampled_from([1, 10])))
    for year in sorted(draw(st.sets(st.integers(2010, 2080), max_size=4))):
        years = years.turned(years.start(year), 11 - years.begin_in(year))
    return years


def test_a_year_is_named_by_its_end() -> None:
    assert (FISCAL.of(date(2025, 9, 30)), FISCAL.of(date(2025, 10, 1))) == (2025, 2026)
    assert (FISCAL.start(2026), FISCAL.end(2026)) == (date(2025, 10, 1), date(2026, 9, 30))
    assert (CALENDAR.of(date(2025, 12, 31)), CALENDAR.of(date(2026, 1, 1))) == (2025, 2026)
    assert (CALENDAR.start(2026), CALENDAR.end(2026)) == (date(2026, 1, 1), date(2026, 12, 31))


def test_the_year_that_is_cut_over_is_long_or_short() -> None:
    to_calendar = FISCAL.turned(date(2026, 10, 1), 1)
    assert (to_calendar.start(2027), to_calendar.end(2027)) == (date(2026, 10, 1), date(2027, 12, 31))
    assert len(to_calendar.months(2027)) == 15
    assert (to_calendar.start(2028), to_calendar.end(2026)) == (date(2028, 1, 1), date(2026, 9, 30))
    to_fiscal = CALENDAR.turned(date(2027, 1, 1), 10)
    assert (to_fiscal.start(2027), to_fiscal.end(2027)) == (date(2027, 1, 1), date(2027, 9, 30))
    assert len(to_fiscal.months(2027)) == 9
    assert to_fiscal.start(2028) == date(2027, 10, 1)
    assert [FISCAL.is_usual(2027), to_calendar.is_usual(2027), to_calendar.is_usual(2028)] == [
        True,
        False,
        True,
    ]
    with pytest.raises(ValueError, match="no year begins"):
        FISCAL.turned(date(2027, 1, 1), 1)


@given(kept_years(), DAYS)
def test_each_day_is_in_one_year_and_each_year_follows_the_last(years: Years, day: date) -> None:
    year = years.of(day)
    assert years.start(year) <= day <= years.end(year)
    assert years.end(year) + timedelta(days=1) == years.start(year + 1)
    assert years.end(year).year == year
    months = years.months(year)
    assert months[0] == years.start(year)
    assert len(months) in {9, 12, 15}
    assert years_between(day, day, years) == [year]


@given(kept_years())
def test_what_is_kept_of_the_years_is_read_as_it_was(years: Years) -> None:
    assert years_read(years.start_month, years.written) == years
    found = span_of("y2030", years)
    assert found is not None
    assert (found.since, found.until) == (years.start(2030), years.end(2030))
