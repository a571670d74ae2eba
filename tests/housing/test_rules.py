"""States of houses in their order and aside, money of several payers under a ceiling. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.housing.rules import (
    CEILINGS,
    LEFT,
    WAY,
    Doubt,
    HouseList,
    HouseState,
    MoneyLine,
    Step,
    ceiling_key,
    doubt_of_step,
    doubt_of_year,
    doubts_of_money,
    is_over,
    next_states,
)
from khabuan.registry.rules.programmes import PROGRAMMES
from khabuan.rules.rules import seed_rows

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


def steps(*states: str) -> list[Step]:
    return [Step(state, YESTERDAY) for state in states]


def test_the_first_step_may_be_any_and_is_never_to_come() -> None:
    assert {doubt_of_step((), state, TODAY, TODAY) for state in HouseState} == {None}
    assert doubt_of_step((), "surveyed", TODAY + timedelta(days=1), TODAY) is Doubt.TO_COME


@pytest.mark.parametrize(
    ("known", "state", "doubt"),
    [
        (("surveyed",), "finished", None), (("approved",), "passed", Doubt.BACKWARDS),
        (("passed",), "passed", Doubt.SAME), (("surveyed",), "reserve", None),
        (("approved",), "reserve", Doubt.HAS_BUDGET), (("passed", "reserve"), "approved", None),
        (("passed", "reserve"), "surveyed", Doubt.BACKWARDS), (("finished",), "died", None),
        (("handed_over",), "moved", Doubt.OVER), (("declined",), "approved", Doubt.OVER),
        (("reserve",), "surveyed", None),
    ],
)  # fmt: skip
def test_the_way_goes_on_and_some_leave_it(known: tuple[str, ...], state: str, doubt: Doubt | None) -> None:
    assert doubt_of_step(steps(*known), state, TODAY, TODAY) is doubt
    assert doubt_of_step(steps(*known), "died", YESTERDAY - timedelta(days=1), TODAY) in (
        Doubt.TOO_EARLY, Doubt.OVER,
    )  # fmt: skip


@given(st.lists(st.sampled_from(list(HouseState)), max_size=12))
def test_what_is_offered_is_what_is_taken(wanted: list[HouseState]) -> None:
    taken: list[Step] = []
    for state in wanted:
        offered = next_states(step.state for step in taken) if taken else list(HouseState)
        assert (doubt_of_step(taken, state, TODAY, TODAY) is None) is (state in offered)
        if state in offered:
            taken.append(Step(state, TODAY))
    ways = [WAY.index(HouseState(step.state)) for step in taken if step.state in WAY]
    assert ways == sorted(set(ways))
    assert not any(step.state in LEFT for step in taken[:-1])


def test_lists_offer_every_state_and_programmes_are_of_the_shared_list() -> None:
    from khabuan.housing.rules import PROGRAMME_OF

    assert {one.value for one in HouseState} < {one.value for one in HouseList}
    assert set(PROGRAMME_OF) < set(PROGRAMMES)
    assert doubt_of_year(2570) is Doubt.NO_YEAR
    assert doubt_of_year(2027) is None


def test_every_ceiling_is_a_dated_row_with_its_source() -> None:
    rows = [row for row in seed_rows() if row.key.startswith("housing.")]
    assert {row.key for row in rows} == set(CEILINGS)
    assert all(row.source and not row.is_verified for row in rows)
    decent = [(row.since.year + 1, row.as_count) for row in rows if row.key == ceiling_key("decent", "build")]
    assert decent == [(2017, 18_000), (2020, 19_000), (2021, 20_000), (2022, 20_000)]


def test_only_the_programme_s_own_money_has_a_ceiling() -> None:
    known = [
        MoneyLine("#1", Decimal(15_000), "materials"),
        MoneyLine("อบต", Decimal(9_000), "labour", "", False),
    ]
    more = MoneyLine("#1", Decimal(5_000), "labour")
    assert doubts_of_money(known, more, 20_000) == []
    assert doubts_of_money(known, more, 19_999) == [Doubt.OVER_CEILING]
    assert doubts_of_money(known, more, None) == []
    assert doubts_of_money(known, MoneyLine("พี่น้อง", Decimal(90_000), "materials", "", False), 1) == []
    assert not is_over(Decimal(20_000), 20_000)
    assert is_over(Decimal("20000.01"), 20_000)


def test_a_payer_is_warned_of_who_gave_for_the_same_thing_also_elsewhere() -> None:
    line = MoneyLine("#1", Decimal(5), "materials")
    assert doubts_of_money([line], line, None) == [Doubt.TWICE]
    assert doubts_of_money([], line, None, [line]) == [Doubt.TWICE]
    assert doubts_of_money([line], MoneyLine("#2", Decimal(5), "materials"), None) == []
    assert doubts_of_money([line], MoneyLine("#1", Decimal(5), "other", "ห้องน้ำ"), None) == []
