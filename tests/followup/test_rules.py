"""Days that cannot be, how near a day is, where a promise stands by its trail."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.followup.rules import (
    AnswerStep,
    Doubt,
    Due,
    PromiseState,
    When,
    doubt_of_given,
    doubt_of_step,
    due,
    last_soon,
    state_after,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("given_on", "due_on", "doubt"),
    [
        (TODAY, TODAY, None),
        (TODAY, None, None),
        (date(2026, 11, 24), None, Doubt.TO_COME),
        (TODAY, date(2026, 11, 22), Doubt.DUE_FIRST),
    ],
)
def test_days_of_what_is_given(given_on: date, due_on: date | None, doubt: Doubt | None) -> None:
    assert doubt_of_given(given_on, due_on, TODAY) is doubt


def test_a_step_stands_between_the_giving_and_today() -> None:
    assert doubt_of_step(TODAY, TODAY, TODAY) is None
    assert doubt_of_step(TODAY, date(2026, 11, 22), TODAY) is Doubt.TOO_EARLY
    assert doubt_of_step(TODAY, date(2026, 11, 24), TODAY) is Doubt.TO_COME


@pytest.mark.parametrize(
    ("due_on", "found"),
    [
        (None, Due(When.NO_DAY)),
        (date(2026, 11, 22), Due(When.LATE, 1)),
        (TODAY, Due(When.SOON, 0)),
        (date(2026, 12, 7), Due(When.SOON, 14)),
        (date(2026, 12, 8), Due(When.LATER, 15)),
    ],
)
def test_on_the_day_itself_nothing_is_late(due_on: date | None, found: Due) -> None:
    assert due(due_on, TODAY) == found


def test_the_last_day_that_is_soon_is_soon() -> None:
    assert due(last_soon(TODAY), TODAY).when is When.SOON


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], PromiseState.OPEN),
        (["answer"], PromiseState.ANSWERED),
        (["answer", "kept"], PromiseState.KEPT),
        (["kept", "reopened"], PromiseState.OPEN),
        (["answer", "not_kept", "reopened"], PromiseState.ANSWERED),
        (["withdrawn", "reopened", "partly"], PromiseState.PARTLY),
    ],
)
def test_a_promise_stands_where_its_trail_leads(steps: list[str], state: PromiseState) -> None:
    assert state_after(steps) is state


@given(st.lists(st.sampled_from([step.value for step in AnswerStep])))
def test_any_trail_leads_somewhere(steps: list[str]) -> None:
    assert isinstance(state_after(steps), PromiseState)
