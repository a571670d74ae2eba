"""The arithmetic of elections: who is elected, who is even, which counts cannot be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.elections.rules.structure import Changed, Role, RoleChange, changes, seats_of
from khabuan.elections.rules.tally import (
    Ballot,
    BallotDoubt,
    How,
    Result,
    ballot_doubt,
    doubt_facts,
    result_of,
)
from khabuan.elections.rules.words import SeatsDoubt, last_day, seats_doubt

HANDS, SECRET, CONSENT, LOT = How.HANDS, How.SECRET, How.CONSENT, How.LOT


def ballot(votes: list[int], seats: int = 1, how: How = HANDS, **facts: object) -> Ballot:
    return Ballot(how, seats, dict(enumerate(votes, 1)), **{"present": 20, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("votes", "seats", "elected", "tied", "left"),
    [
        ([12, 8], 1, (1,), (), 0),
        ([5, 9, 6], 2, (2, 3), (), 0),
        ([7, 7, 3], 2, (1, 2), (), 0),  # even, but both have a seat
        ([9, 5, 5], 2, (1,), (2, 3), 1),
        ([5, 5, 5], 2, (), (1, 2, 3), 2),
        ([10, 10], 1, (), (1, 2), 1),
        ([6], 2, (1,), (), 1),  # a seat stays empty
        ([6, 0], 2, (1,), (), 1),  # nobody is elected without a vote
        ([0, 0], 1, (), (), 1),
    ],
)
def test_seats_go_in_the_order_of_votes(
    votes: list[int], seats: int, elected: tuple[int, ...], tied: tuple[int, ...], left: int
) -> None:
    found = result_of([ballot(votes, seats)], seats)
    assert (found.elected, found.tied, found.seats_left) == (elected, tied, left)
    assert found.is_valid


def test_a_tie_is_decided_by_a_second_round_or_by_lot() -> None:
    first = ballot([9, 5, 5], 2)
    second = Ballot(SECRET, 1, {2: 6, 3: 14}, 20)
    assert result_of([first, second], 2) == Result((1, 3), (), 0, is_valid=True)
    even = Ballot(SECRET, 1, {2: 10, 3: 10}, 20)
    assert result_of([first, even], 2).tied == (2, 3)
    lot = Ballot(LOT, 1, {2: 1, 3: 0}, 20)
    assert result_of([first, even, lot], 2).elected == (1, 2)


def test_without_a_quorum_nobody_is_elected_and_a_later_ballot_with_one_counts() -> None:
    lost = ballot([12, 8], has_quorum=False)
    assert result_of([lost], 1) == Result(seats_left=1)
    assert result_of([lost, ballot([3, 15])], 1).elected == (2,)
    unsettled = Ballot(SECRET, 1, {1: 1, 2: 9}, 10, has_quorum=False)
    assert result_of([ballot([10, 10]), unsettled], 1).tied == (1, 2)


def test_who_stands_down_after_the_count_gives_way_to_the_next() -> None:
    assert result_of([ballot([12, 8, 1])], 1, gone={1}).elected == (2,)
    assert result_of([ballot([10, 10])], 1, gone={1}).elected == (2,)


def test_nobody_objects_elects_all_who_stand() -> None:
    found = result_of([ballot([0, 0], 2, CONSENT)], 2)
    assert found == Result((1, 2), (), 0, is_valid=True)


@pytest.mark.parametrize(
    ("one", "doubt"),
    [
        (ballot([]), BallotDoubt.NOBODY),
        (ballot([3, -1]), BallotDoubt.NEGATIVE),
        (ballot([12, 9]), BallotDoubt.TOO_MANY),
        (ballot([12, 9], 2), None),
        (ballot([21, 3], 2), BallotDoubt.TOO_MANY_FOR_ONE),
        (ballot([10, 8], how=SECRET, spoilt=2, abstained=1), BallotDoubt.TOO_MANY),
        (ballot([10, 7], how=SECRET, spoilt=2, abstained=1), None),
        (ballot([1], abstained=21), BallotDoubt.TOO_MANY_HEADS),
        (ballot([10, 7], spoilt=2), BallotDoubt.NOT_SECRET),
        (ballot([0, 0], 1, CONSENT), BallotDoubt.CONTESTED),
        (ballot([0], 1, CONSENT), None),
        (ballot([900, 1], present=None), None),  # an old paper that does not say who was there
        (ballot([1, 0], how=LOT), BallotDoubt.NOTHING_EVEN),
    ],
)
def test_what_cannot_be_counted_is_found(one: Ballot, doubt: BallotDoubt | None) -> None:
    assert ballot_doubt(one) is doubt


def test_a_lot_draws_as_many_names_as_there_are_seats() -> None:
    for votes, doubt in (([1, 0], None), ([1, 1], BallotDoubt.LOT_NUMBER), ([2, 0], BallotDoubt.LOT_NUMBER)):
        assert ballot_doubt(ballot(votes, how=LOT), is_tie=True) is doubt


def test_the_words_of_a_doubt_tell_the_figures() -> None:
    assert doubt_facts(ballot([12, 9], 1)) == {
        "votes": 21, "heads": 20, "seats": 1, "most": 20, "candidates": 2,
    }  # fmt: skip
    assert doubt_facts(ballot([21, 3], 2))["votes"] == 21


counts = st.lists(st.integers(0, 30), min_size=1, max_size=9)


@given(counts, st.integers(1, 9))
def test_no_seat_is_given_twice_and_no_better_one_is_left_out(votes: list[int], seats: int) -> None:
    found = result_of([ballot(votes, seats)], seats)
    got = dict(enumerate(votes, 1))
    assert len(found.elected) + found.seats_left == seats
    assert not set(found.elected) & set(found.tied)
    assert len(found.tied) != 1
    assert not found.tied or len(found.tied) > found.seats_left > 0
    out = [votes for key, votes in got.items() if key not in found.elected and key not in found.tied]
    assert all(got[key] >= max(out, default=0) for key in (*found.elected, *found.tied))
    assert [got[key] for key in found.elected] == sorted((got[key] for key in found.elected), reverse=True)


@given(counts, st.integers(1, 5), st.integers(0, 40), st.integers(0, 5))
def test_a_count_that_passes_could_have_been_given(
    votes: list[int], seats: int, present: int, spoilt: int
) -> None:
    one = ballot(votes, seats, SECRET, present=present, spoilt=spoilt)
    if ballot_doubt(one) is None:
        assert sum(votes) <= (present - spoilt) * seats
        assert max(votes) <= present - spoilt


# ---------------------------------------------------------------- seats and terms


def test_no_more_are_elected_than_a_post_has_seats() -> None:
    assert seats_doubt(2, 1) is SeatsDoubt.MORE_THAN_POST
    assert seats_doubt(0, None) is SeatsDoubt.NONE
    assert seats_doubt(40, None) is seats_doubt(2, 2) is None


def test_a_successor_serves_the_rest_of_the_term() -> None:
    began = date(2026, 3, 1)
    assert last_day(began, 4) == date(2030, 2, 28)
    assert last_day(began, 4, rest_until=date(2027, 5, 1)) == date(2027, 5, 1)
    assert last_day(began, 4, rest_until=date(2025, 5, 1)) == date(2030, 2, 28)  # that term was over already
    assert last_day(began, None) is None


# ---------------------------------------------------------------- structure


def test_a_review_tells_what_changed() -> None:
    before = (Role(1, "ประธาน", 1, 1), Role(2, "เหรัญญิก", 1, 0), Role(3, "กรรมการ", 9, 7))
    after = (Role(1, "ประธาน", 1, 1), Role(3, "กรรมการ", 11, 7), Role(4, "ฝ่ายสื่อสาร", 2, 0))
    assert changes(before, after) == (
        Changed(RoleChange.CLOSED, "เหรัญญิก", 1, 0),
        Changed(RoleChange.SEATS, "กรรมการ", 9, 11),
        Changed(RoleChange.ADDED, "ฝ่ายสื่อสาร", 0, 2),
    )
    seats = seats_of(after)
    assert (seats.wanted, seats.held, seats.lacking) == (14, 8, 6)
    assert [Role.of(role.as_facts()) for role in after] == list(after)
    assert Role(5, "สมาชิก", None, 12).lacking == Role(5, "สมาชิก", None, 12).too_many == 0
    assert Role(6, "รองประธาน", 1, 3).too_many == 2
