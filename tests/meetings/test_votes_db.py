"""Votes: judged by the people and the rules of the moment; what carries is a resolution, all else a fact."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, item, meeting
from tests.meetings.test_attendance_db import come, hour, refused
from tests.registry.conftest import World, by_hand

from khabuan.access.action import change
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.followup.models import Duty
from khabuan.meetings.actions.attendance import sign_out
from khabuan.meetings.actions.holding import close_meeting, open_meeting
from khabuan.meetings.actions.resolutions import withdraw_resolution
from khabuan.meetings.actions.votes import FollowUp, record_vote, withdraw_vote
from khabuan.meetings.models import AgendaItem, Attendance, Meeting, Motion, Resolution
from khabuan.meetings.rules.meetings import Kind
from khabuan.meetings.rules.numbers import next_item
from khabuan.meetings.rules.quorum import Method, Outcome
from khabuan.meetings.rules.votes import Vote
from khabuan.rules.actions import Place, set_rule

WORDS = "ให้เสนอรายชื่อครัวเรือนบ้านพอเพียง 9 หลัง"


@pytest.fixture
def made(world: World) -> Council:
    return council(world)


@pytest.fixture
def held(made: Council) -> Meeting:
    """In session since 9.40 with six of ten members."""
    one = meeting(made.body)
    come(one, *made.people[:6], came_at=hour("09:30"))
    open_meeting(actor=SYSTEM, meeting=one, opened_at=hour("09:40"), chair=made.chair.pk)
    return one


@pytest.fixture
def point(held: Meeting) -> AgendaItem:
    return item(held, 4, 2)


def hands(votes_for: int, against: int = 0, abstained: int = 0, **facts: Any) -> Vote:
    return Vote(Method.HANDS, votes_for, against, abstained, **facts)


def vote(point: AgendaItem, counted: Vote, **facts: Any) -> Motion:
    return record_vote(**{"actor": SYSTEM, "item": point, "words": WORDS, "vote": counted, **facts})


def test_what_carries_is_the_resolution_of_the_item_with_its_duty_and_issue(
    world: World, held: Meeting, point: AgendaItem
) -> None:
    motion = vote(
        point, hands(4, 1, 1), actor=world.secretary, mover="ผู้แทน3 ทดสอบ", seconders="ผู้แทน4 ทดสอบ",
        duty="4", issue="housing", decided_at=hour("10:00"),
    )  # fmt: skip
    assert (motion.outcome, motion.present, motion.needed, motion.votes_needed) == (Outcome.CARRIED, 6, 5, 4)
    assert (motion.majority_share, motion.majority_base, motion.had_quorum) == ("1/2", "present", True)
    made = motion.resolution
    assert made is not None
    assert (str(made), made.words, made.duty, made.issue, made.on) == (
        "มติ 4/2569 ข้อ 4.2", WORDS, "4", "housing", TODAY,
    )  # fmt: skip
    second = vote(point, hands(6)).resolution
    assert second is not None
    assert second.item == "4.2.1"


def test_consent_counts_all_who_may_vote(point: AgendaItem) -> None:
    motion = vote(point, Vote(Method.CONSENT, abstained=1, apart=1))
    assert (motion.votes_for, motion.abstained, motion.apart, motion.voters) == (4, 1, 1, 5)
    assert motion.outcome == Outcome.CARRIED


@pytest.mark.parametrize(
    ("counted", "outcome"),
    [
        (hands(3, 2), Outcome.LOST),
        (hands(3, 3), Outcome.TIED),
        (hands(3, 3, casting=True), Outcome.CARRIED),
        (hands(3, 3, casting=False), Outcome.LOST),
        (Vote(Method.SECRET, 3, 1, 1, spoilt=1), Outcome.LOST),
        (Vote(Method.SECRET, 4, 1, spoilt=1), Outcome.CARRIED),
        (hands(3, 2, apart=1), Outcome.CARRIED),
    ],
)
def test_what_did_not_carry_is_a_fact_and_no_resolution(
    point: AgendaItem, counted: Vote, outcome: Outcome
) -> None:
    motion = vote(point, counted)
    assert motion.outcome == outcome
    assert (motion.resolution is not None) == (outcome == Outcome.CARRIED) == Resolution.everywhere.exists()


@pytest.mark.parametrize(
    ("counted", "code", "field"),
    [
        (hands(6, 1), "too_many", "votes_for"),
        (hands(5, 1, apart=1), "too_many", "votes_for"),
        (hands(-1), "negative", "votes_for"),
        (hands(5, spoilt=1), "not_secret", "spoilt"),
        (hands(5, 1, casting=True), "no_tie", "casting"),
        (hands(5, apart=7), "apart", "apart"),
        (Vote(Method.CONSENT, against=1), "no_consent", "against"),
    ],
)
def test_more_hands_than_heads_and_other_slips_are_said(
    point: AgendaItem, counted: Vote, code: str, field: str
) -> None:
    with pytest.raises(Refused) as no:
        vote(point, counted)
    assert (no.value.code, no.value.field) == (code, field)
    if code == "too_many":
        assert "นับ" in str(no.value.message)
    assert not Motion.everywhere.exists()


def test_without_a_quorum_a_vote_is_kept_and_decides_nothing(held: Meeting, point: AgendaItem) -> None:
    for row in Attendance.everywhere.filter(meeting=held)[:2]:
        sign_out(actor=SYSTEM, attendance=row, left_at=hour("10:30"))
    late = vote(point, hands(4))
    assert (late.outcome, late.had_quorum, late.present, late.resolution) == (
        Outcome.NO_QUORUM,
        False,
        4,
        None,
    )
    early = vote(point, hands(6), decided_at=hour("10:00"))
    assert early.outcome == Outcome.CARRIED


def test_the_body_s_own_majority_is_asked(made: Council, point: AgendaItem) -> None:
    for name, value in (("majority_share", "3/4"), ("majority_base", "cast"), ("casting_vote", "no")):
        set_rule(
            actor=SYSTEM, place=Place(made.body.node), key=f"council.{name}", value=value, since=TODAY,
            source="ข้อบังคับ ข้อ 12",
        )  # fmt: skip
    assert vote(point, hands(3, 1, 2)).outcome == Outcome.CARRIED
    assert vote(point, hands(3, 2)).outcome == Outcome.LOST
    assert refused(record_vote, item=point, words=WORDS, vote=hands(3, 3, casting=True)) == "no_casting"


def test_a_duty_follows_from_what_carried_and_only_from_that(world: World, point: AgendaItem) -> None:
    todo = FollowUp("ส่งรายชื่อให้จังหวัด", owner_words="เลขานุการสภา", due_on=date(2026, 12, 31))
    made = vote(point, hands(6), actor=world.secretary, follow_up=todo, issue="housing").resolution
    assert made is not None
    duty = Duty.everywhere.get()
    assert (duty.origin_kind, duty.origin_id, duty.issue, duty.given_on) == (
        "meetings.resolution", made.pk, "housing", TODAY,
    )  # fmt: skip
    for facts, code in (({"vote": hands(1, 5)}, "nothing_follows"), ({"vote": hands(6)}, "no_owner")):
        told = todo if code == "nothing_follows" else FollowUp("ส่งรายชื่อ")
        assert refused(record_vote, item=point, words=WORDS, follow_up=told, **facts) == code
    assert Motion.everywhere.count() == 1


def test_votes_are_taken_in_session_by_those_who_may(
    world: World, made: Council, held: Meeting, point: AgendaItem
) -> None:
    assert refused(record_vote, item=point, words=" ", vote=hands(6)) == "no_words"
    early = {"item": point, "words": WORDS, "vote": hands(6)}
    assert refused(record_vote, **early, decided_at=hour("09:35")) == "before_opening"
    assert refused(record_vote, **early, decided_at=hour("23:00")) == "to_come"
    planned = item(meeting(made.body, number=5))
    assert refused(record_vote, item=planned, words=WORDS, vote=hands(6)) == "not_in_session"
    with pytest.raises(OutOfArea):
        vote(point, hands(6), actor=world.neighbour)
    with pytest.raises(NotAllowed):
        vote(point, hands(6), actor=world.auditor)
    vote(point, hands(6), decided_at=hour("11:00"))
    assert refused(close_meeting, meeting=held, closed_at=hour("10:30")) == "voted_later"
    with by_hand():
        change(point, removed_on=TODAY)
    assert refused(record_vote, item=point, words=WORDS, vote=hands(6)) == "taken_off"


def test_a_vote_and_its_resolution_are_withdrawn_together(held: Meeting, point: AgendaItem) -> None:
    motion = vote(point, hands(6))
    assert refused(withdraw_vote, motion=motion, reason="") == "no_reason"
    withdraw_vote(actor=SYSTEM, motion=motion, reason="นับผิด")
    assert motion.withdrawn_on
    assert Resolution.everywhere.get().withdrawn_on
    assert refused(withdraw_vote, motion=motion, reason="นับผิด") == "withdrawn_already"
    again = vote(point, hands(5))
    assert again.resolution is not None
    assert again.resolution.item == "4.2"
    withdraw_resolution(actor=SYSTEM, resolution=again.resolution, reason="ผิดเล่ม")
    again.refresh_from_db()
    assert again.withdrawn_on


def test_what_something_stands_on_is_not_withdrawn(point: AgendaItem) -> None:
    motion = vote(point, hands(6), follow_up=FollowUp("ส่งรายชื่อ", owner_words="เลขานุการ"))
    assert refused(withdraw_vote, motion=motion, reason="นับผิด") == "in_use"
    motion.refresh_from_db()
    assert motion.withdrawn_on is None


def test_special_meetings_number_their_resolutions_apart(made: Council) -> None:
    special = meeting(made.body, number=1, kind=Kind.SPECIAL)
    come(special, *made.people[:6])
    open_meeting(actor=SYSTEM, meeting=special, chair=made.chair.pk)
    resolution = vote(item(special, 3, 0), hands(6)).resolution
    assert resolution is not None
    assert (resolution.is_special, resolution.item) == (True, "3")


def test_a_meeting_written_down_afterwards_votes_in_its_own_time(made: Council) -> None:
    past = meeting(made.body, TODAY - timedelta(days=30), 2)
    come(past, *made.people[:6], came_at=hour("09:00", past.on))
    open_meeting(actor=SYSTEM, meeting=past, opened_at=hour("09:10", past.on), chair=made.chair.pk)
    assert vote(item(past, 4, 1), hands(6)).decided_at == hour("09:10", past.on)


def test_the_next_item_goes_below_the_one_that_is_used() -> None:
    assert [next_item("4.2", used) for used in ((), ("4.2",), ("4.2", "4.2.1"))] == ["4.2", "4.2.1", "4.2.2"]
