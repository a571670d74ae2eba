"""What a vote comes to, whose seat it is and what hour is meant: the arithmetic beside the quorum's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.meetings.rules.hours import on_day
from khabuan.meetings.rules.quorum import HALF, Base, MeetingRules, Method, Outcome, Quorum, TallyDoubt
from khabuan.meetings.rules.roll import Group, GroupCount, Seat, counts_by_group, without_seat
from khabuan.meetings.rules.votes import Result, Vote, result_of
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

AT = datetime(2026, 1, 5, 3, tzinfo=UTC)
RULES = MeetingRules(quorum_share=HALF, casting_vote=True)
QUORATE = Quorum(33, 21, 17)
THAI = timezone(timedelta(hours=7))
count = st.integers(0, 40)


def test_the_mockup_s_vote() -> None:
    """มา 21 มีส่วนได้เสีย 1 คน เสียงข้างมากต้องได้ 11."""
    result = result_of(QUORATE, RULES, Vote(Method.HANDS, 17, 2, 1, apart=1), AT)
    assert isinstance(result, Result)
    assert (result.voters, result.votes_needed, result.outcome) == (20, 11, Outcome.CARRIED)
    assert result.carries


@given(st.sampled_from(list(Method)), count, count, count, count, count, st.integers(0, 40))
def test_a_result_never_counts_more_than_voters_nor_carries_without_a_quorum(  # noqa: PLR0917
    method: Method, votes_for: int, against: int, abstained: int, spoilt: int, apart: int, present: int
) -> None:
    quorum = Quorum(40, present, 20)
    vote = Vote(method, votes_for, against, abstained, spoilt, apart)
    result = result_of(quorum, RULES, vote, AT)
    if isinstance(result, TallyDoubt):
        return
    assert result.tally.counted <= result.voters <= present
    assert result.voters == present - apart
    if result.carries:
        assert present >= 20
        assert result.tally.votes_for * 2 > result.voters
    if present < 20:
        assert result.outcome is Outcome.NO_QUORUM


@given(st.integers(1, 300), st.integers(0, 40))
def test_consent_is_everybody_who_did_not_abstain(present: int, abstained: int) -> None:
    result = result_of(Quorum(present, present, 1), RULES, Vote(Method.CONSENT, abstained=abstained), AT)
    if abstained > present:
        assert result is TallyDoubt.TOO_MANY
    else:
        assert isinstance(result, Result)
        assert result.tally.votes_for + result.tally.abstained == present


def test_a_majority_of_those_cast_leaves_abstentions_out() -> None:
    rules = MeetingRules(quorum_share=HALF, majority_base=Base.CAST)
    result = result_of(QUORATE, rules, Vote(Method.HANDS, 4, 3, 14), AT)
    assert isinstance(result, Result)
    assert result.carries
    assert result_of(QUORATE, RULES, Vote(Method.HANDS, 4, 3, 14), AT).outcome is Outcome.LOST  # type: ignore[union-attr]


def test_who_is_sent_has_a_seat_where_he_or_she_is_sent_to() -> None:
    assert PostTitle.DELEGATE in without_seat(OrganisationKind.COUNCIL)
    assert PostTitle.DELEGATE not in without_seat(OrganisationKind.PROVINCE_MEETING)
    assert PostTitle.NATIONAL_DELEGATE in without_seat(OrganisationKind.PROVINCE_MEETING)
    assert PostTitle.NATIONAL_DELEGATE not in without_seat(OrganisationKind.NATION_MEETING)


def test_groups_are_counted_in_their_order() -> None:
    first, second = Group(1, "19.01.", "ม.1"), Group(2, "~", "ผู้ทรงคุณวุฒิ")
    seats = [Seat(number, "", "", second if number == 3 else first, number) for number in (3, 1, 2)]
    assert counts_by_group(seats, [1, 3, 9]) == (GroupCount("ม.1", 1, 2), GroupCount("ผู้ทรงคุณวุฒิ", 1, 1))


@pytest.mark.parametrize(
    ("hour", "after", "day"),
    [(time(9, 30), None, 5), (time(0, 20), time(20), 6), (time(0, 20), time(9), 5), (time(16), time(13), 5)],
)
def test_an_hour_of_the_night_after_an_evening_is_the_next_day_s(
    hour: time, after: time | None, day: int
) -> None:
    on = date(2026, 1, 5)
    came = datetime.combine(on, after, THAI) if after else None
    assert on_day(on, hour, THAI, after=came) == datetime.combine(date(2026, 1, day), hour, THAI)
