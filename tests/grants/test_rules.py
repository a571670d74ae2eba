"""States of projects in their order, years and days that cannot be, and what stands of several numbers. Pure."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.grants.rules import (
    MOST,
    Doubt,
    ProjectList,
    ProjectState,
    Reached,
    Step,
    doubt_of_number,
    doubt_of_result,
    doubt_of_step,
    doubt_of_years,
    last_reached,
)

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


def test_the_first_step_may_be_any_and_is_never_to_come() -> None:
    assert {doubt_of_step((), state, TODAY, TODAY) for state in ProjectState} == {None}
    assert doubt_of_step((), "running", TODAY + timedelta(days=1), TODAY) is Doubt.TO_COME


@pytest.mark.parametrize(
    ("state", "doubt"),
    [
        ("proposed", Doubt.BACKWARDS), ("approved", Doubt.SAME), ("running", None), ("finished", None),
        ("closed", None), ("given_up", None),
    ],
)  # fmt: skip
def test_states_only_go_on_though_some_are_passed_over(state: str, doubt: Doubt | None) -> None:
    steps = [Step("proposed", YESTERDAY), Step("approved", YESTERDAY)]
    assert doubt_of_step(steps, state, TODAY, TODAY) is doubt


@pytest.mark.parametrize("last", ["closed", "given_up"])
def test_nothing_comes_after_the_end(last: str) -> None:
    assert {doubt_of_step([Step(last, YESTERDAY)], state, TODAY, TODAY) for state in ProjectState} == {
        Doubt.OVER
    }


def test_a_step_is_never_before_the_last_one() -> None:
    assert doubt_of_step([Step("proposed", TODAY)], "approved", YESTERDAY, TODAY) is Doubt.TOO_EARLY


def test_a_year_is_stated_in_the_common_era_and_days_run_forwards() -> None:
    assert doubt_of_years(2027, YESTERDAY, TODAY) is None
    assert doubt_of_years(2027, None, TODAY) is None
    assert doubt_of_years(2570, None, None) is Doubt.NO_YEAR
    assert doubt_of_years(2027, TODAY, YESTERDAY) is Doubt.ENDS_FIRST


def test_numbers_have_an_end_and_results_a_day_that_was() -> None:
    assert (doubt_of_number(MOST), doubt_of_number(MOST + 1)) == (None, Doubt.TOO_MUCH)
    assert doubt_of_result(TODAY, TODAY) is None
    assert doubt_of_result(TODAY + timedelta(days=1), TODAY) is Doubt.TO_COME


@given(st.lists(st.builds(Reached, st.dates(), st.integers(0, 99), st.integers(0, 9))))
def test_what_stands_is_the_last_word_and_never_a_sum(results: list[Reached]) -> None:
    found = last_reached(results)
    assert (found is None) is (not results)
    assert found is None or (found in results and all(one.on <= found.on for one in results))


def test_of_one_day_the_later_word_stands() -> None:
    assert last_reached([Reached(TODAY, 4, 2), Reached(TODAY, 3, 1)]) == Reached(TODAY, 4, 2)


def test_every_state_can_be_looked_for() -> None:
    assert {state.value for state in ProjectState} <= {one.value for one in ProjectList}
