"""Days, heads, terms and reach of gatherings, without a database."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.gatherings.rules.days import Doubt, days_of, doubt_of_days, doubt_of_part
from khabuan.gatherings.rules.heads import Disagreement, HeadDoubt, Heads, added, tally
from khabuan.gatherings.rules.reach import by_prefix, reached, visited_among
from khabuan.gatherings.rules.terms import Standing, Term, TermDoubt, doubt_of_end, doubt_of_term, standing

DAY, TODAY = date(2026, 9, 18), date(2026, 11, 23)
NINE, NOON = time(9), time(12)
HEADS = st.builds(Heads, st.integers(0, 5000), st.booleans())


@pytest.mark.parametrize(
    ("ends", "hours", "doubt"),
    [
        (DAY, (NINE, NOON), None),
        (DAY, (NOON, NINE), Doubt.HOURS),
        (DAY, (NINE, NINE), Doubt.HOURS),
        (DAY + timedelta(days=1), (NOON, NINE), None),  # over night the hours say nothing
        (DAY - timedelta(days=1), (None, None), Doubt.ENDS_FIRST),
        (date(2027, 9, 18), (None, None), Doubt.TOO_LONG),
    ],
)
def test_days_and_hours_that_cannot_be(ends: date, hours: tuple, doubt: Doubt | None) -> None:
    assert doubt_of_days(DAY, ends, *hours) == doubt


def test_a_part_stands_on_a_day_of_the_gathering() -> None:
    last = DAY + timedelta(days=1)
    assert days_of(DAY, last) == [DAY, last]
    assert doubt_of_part(last, DAY, last, NINE, NOON) is None
    assert doubt_of_part(last + timedelta(days=1), DAY, last) == Doubt.OTHER_DAY
    assert doubt_of_part(DAY, DAY, last, NOON, NINE) == Doubt.HOURS


# ---------------------------------------------------------------- heads


def test_a_total_that_was_stated_stands_and_what_is_not_told_is_said() -> None:
    told = tally(Heads(60), [Heads(40), Heads(12, is_rough=True)], [Heads(60)])
    assert (told.total, told.is_added, told.by_sector) == (Heads(60), False, Heads(52, is_rough=True))
    assert told.doubts == (Disagreement(HeadDoubt.SECTORS_UNDER, 8),)
    assert not told.is_wrong


def test_more_heads_in_the_parts_than_in_all_are_wrong() -> None:
    told = tally(Heads(60), [Heads(70)], [Heads(61)])
    assert told.doubts == (Disagreement(HeadDoubt.SECTORS_OVER, 10), Disagreement(HeadDoubt.AREAS_OVER, 1))
    assert told.is_wrong


def test_without_a_stated_total_it_is_added_up() -> None:
    assert tally(None, [Heads(3), Heads(4)], []).total == Heads(7)
    told = tally(None, [Heads(3)], [Heads(5, is_rough=True)])
    assert (told.total, told.is_added) == (Heads(5, is_rough=True), True)
    assert told.doubts == (Disagreement(HeadDoubt.DIFFER, 2),)
    nobody = tally(None, [], [])
    assert (nobody.total, nobody.is_added, nobody.doubts) == (None, False, ())


@given(st.none() | HEADS, st.lists(HEADS, max_size=7), st.lists(HEADS, max_size=7))
def test_nothing_is_mended_and_every_disagreement_is_said(
    stated: Heads | None, sectors: list[Heads], areas: list[Heads]
) -> None:
    told = tally(stated, sectors, areas)
    assert told.total == stated or stated is None
    sums = [one for one in (added(sectors), added(areas)) if one is not None]
    differ = {one.number for one in sums} | ({stated.number} if stated else set())
    assert bool(told.doubts) == (len(differ) > 1)
    assert all(doubt.more > 0 for doubt in told.doubts)


# ---------------------------------------------------------------- terms


@pytest.mark.parametrize(
    ("term", "where"),
    [
        (Term(DAY), Standing.IN_FORCE),
        (Term(DAY, TODAY + timedelta(days=61)), Standing.IN_FORCE),
        (Term(DAY, TODAY + timedelta(days=60)), Standing.ENDING),
        (Term(DAY, TODAY), Standing.ENDING),  # on its last day it still holds
        (Term(DAY, TODAY - timedelta(days=1)), Standing.RUN_OUT),
        (Term(TODAY + timedelta(days=1), TODAY + timedelta(days=9)), Standing.TO_BEGIN),
        (Term(DAY, TODAY - timedelta(days=1), is_renewed=True), Standing.RENEWED),
        (Term(DAY, None, ended_on=TODAY, is_renewed=True), Standing.ENDED),
    ],
)
def test_where_an_agreement_stands(term: Term, where: Standing) -> None:
    assert standing(term, TODAY) == where


def test_days_of_an_agreement_that_cannot_be() -> None:
    assert doubt_of_term(TODAY, DAY, None, TODAY) is None
    assert doubt_of_term(TODAY + timedelta(days=1), DAY, None, TODAY) == TermDoubt.SIGNED_TO_COME
    assert doubt_of_term(DAY, TODAY, DAY, TODAY) == TermDoubt.ENDS_FIRST
    assert doubt_of_end(DAY, DAY - timedelta(days=1), TODAY) == TermDoubt.TOO_EARLY
    assert doubt_of_end(DAY, TODAY + timedelta(days=1), TODAY) == TermDoubt.TO_COME


# ---------------------------------------------------------------- reach

TAMBONS = ["19.01.01.", "19.01.02.", "19.01.11.", "19.02.01."]


def test_a_tambon_is_reached_by_itself_or_by_a_village_of_it() -> None:
    visited = ["19.01.01.03.", "19.02.01.", "19.01.", "33.01.01."]
    assert visited_among(TAMBONS, visited) == {"19.01.01.", "19.02.01."}
    assert visited_among(TAMBONS, ["19.01.1."]) == set(), "a path closes its steps"


def test_groups_keep_their_order_and_say_what_was_missed() -> None:
    below = by_prefix(["19.01.", "19.02."], [*TAMBONS, "33.01.01."])
    first, second = reached(below, ["19.01.02.", "19.02.01.05."])
    assert (first.key, first.missed) == ("19.01.", ("19.01.01.", "19.01.11."))
    assert (second.key, second.missed) == ("19.02.", ())


@given(st.lists(st.sampled_from([*TAMBONS, "19.01.01.04.", "19.02.01.c7.", "19.02."]), max_size=12))
def test_reached_and_missed_are_all_tambons(visited: list[str]) -> None:
    for one in reached(by_prefix(["19.01.", "19.02."], TAMBONS), visited):
        assert set(one.missed) | one.visited == set(one.tambons)
        assert not set(one.missed) & one.visited
