"""Quorum, majority and notice: the arithmetic that a meeting's validity hangs on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.meetings.rules.quorum import (
    HALF,
    Base,
    MeetingRules,
    Method,
    Outcome,
    Quorum,
    Stay,
    Tally,
    TallyDoubt,
    counted_at,
    family_of,
    majority_needed,
    notice_of,
    outcome_of,
    quorum_needed,
    tally_doubt,
)

NINE = datetime(2026, 1, 5, 2, 30, tzinfo=UTC)
RULES = MeetingRules(quorum_share=HALF, casting_vote=True, notice_days=7)


@pytest.mark.parametrize(("entitled", "needed"), [(33, 17), (32, 16), (1, 1), (0, 1)])
def test_half_of_the_members_is_rounded_up(entitled: int, needed: int) -> None:
    assert quorum_needed(entitled, HALF) == needed


def test_without_a_rule_no_quorum_is_claimed() -> None:
    assert quorum_needed(33, None) is None
    assert Quorum(33, 2, None).has_quorum is None


@pytest.mark.parametrize(
    ("voters", "share", "needed"),
    [
        (20, HALF, 11),
        (21, HALF, 11),
        (20, Fraction(2, 3), 14),
        (21, Fraction(2, 3), 14),
        (4, Fraction(3, 4), 3),
    ],
)
def test_half_must_be_passed_and_other_shares_reached(voters: int, share: Fraction, needed: int) -> None:
    assert majority_needed(voters, share) == needed


@given(st.integers(1, 1000), st.fractions(Fraction(1, 20), 1))
def test_a_majority_is_never_less_than_its_share_nor_more_than_all(voters: int, share: Fraction) -> None:
    needed = majority_needed(voters, share)
    assert voters * share <= needed <= max(voters, 1)


def test_who_left_and_who_only_visits_is_not_counted() -> None:
    stays = [
        Stay(1, NINE),
        Stay(2, NINE, NINE + timedelta(hours=1)),
        Stay(3, NINE + timedelta(hours=2)),
        Stay(4, NINE, is_substitute=True),
        Stay(None, NINE),
        Stay(1, NINE),  # the same seat twice is one seat
    ]
    later = NINE + timedelta(hours=1)
    assert counted_at(stays, NINE, substitutes_count=False) == 2
    assert counted_at(stays, NINE, substitutes_count=True) == 3
    assert counted_at(stays, later, substitutes_count=False) == 1, "who leaves at ten is gone at ten"


def test_a_lost_quorum_says_how_many_are_missing() -> None:
    lost = Quorum(entitled=33, present=15, needed=17)
    assert lost.has_quorum is False
    assert lost.spare == -2


@pytest.mark.parametrize(
    ("tally", "outcome"),
    [
        (Tally(17, 2, 1), Outcome.CARRIED),
        (Tally(10, 9, 1), Outcome.LOST),  # more for than against, but not more than half of those present
        (Tally(10, 10), Outcome.TIED),
        (Tally(10, 10, casting=True), Outcome.CARRIED),
        (Tally(10, 10, casting=False), Outcome.LOST),
        (Tally(0, 0, 20), Outcome.LOST),
    ],
)
def test_a_tally_of_twenty_voters(tally: Tally, outcome: Outcome) -> None:
    assert outcome_of(tally, 20, RULES, has_quorum=True) == outcome


def test_without_a_quorum_nothing_is_carried() -> None:
    assert outcome_of(Tally(15), 15, RULES, has_quorum=False) == Outcome.NO_QUORUM


def test_a_majority_of_the_votes_cast_leaves_the_abstained_out() -> None:
    of_cast = MeetingRules(quorum_share=HALF, majority_base=Base.CAST)
    assert outcome_of(Tally(10, 9, 1), 20, of_cast, has_quorum=True) == Outcome.CARRIED


@pytest.mark.parametrize(
    ("tally", "method", "doubt"),
    [
        (Tally(19, 2), Method.HANDS, TallyDoubt.TOO_MANY),
        (Tally(-1, 2), Method.HANDS, TallyDoubt.NEGATIVE),
        (Tally(10, 2, 0, 1), Method.HANDS, TallyDoubt.NOT_SECRET),
        (Tally(10, 2, 0, 1), Method.SECRET, None),
        (Tally(10, 2, casting=True), Method.HANDS, TallyDoubt.NO_TIE),
        (Tally(10, 10), Method.HANDS, None),
    ],
)
def test_what_cannot_be_right_about_a_tally(tally: Tally, method: Method, doubt: TallyDoubt | None) -> None:
    assert tally_doubt(tally, 20, method, RULES) == doubt


def test_a_chair_without_a_deciding_vote_decides_nothing() -> None:
    plain = MeetingRules(quorum_share=HALF)
    assert tally_doubt(Tally(10, 10, casting=True), 20, Method.HANDS, plain) == TallyDoubt.NO_CASTING
    assert outcome_of(Tally(10, 10), 20, plain, has_quorum=True) == Outcome.LOST


def test_a_late_notice_says_the_last_day_that_was_early_enough() -> None:
    on = date(2026, 1, 5)
    assert not notice_of(date(2025, 12, 24), on, 7).is_late
    late = notice_of(date(2026, 1, 1), on, 7)
    assert (late.is_late, late.days, late.latest) == (True, 4, date(2025, 12, 29))
    assert not notice_of(date(2026, 1, 4), on, None).is_late, "without a rule nothing is late"


def test_bodies_that_the_act_does_not_name_have_rules_of_their_own() -> None:
    assert [family_of(kind) for kind in ("council", "province_meeting", "nation_meeting", "fund")] == [
        "council", "province", "nation", "body",
    ]  # fmt: skip
