"""Who was in the room: in and out with times, once for each person, corrected and taken back; the quorum it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, meeting, seat_person
from tests.registry.conftest import World, by_hand

from khabuan.access.action import change
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.meetings.actions import attendance as acts
from khabuan.meetings.actions.excuses import excuse_member, withdraw_excuse
from khabuan.meetings.actions.holding import close_meeting, correct_opening, open_meeting, reopen_meeting
from khabuan.meetings.models import Attendance, Excuse, Meeting
from khabuan.meetings.queries.quorum import now_of, room_of
from khabuan.meetings.rules.attendance import By, Capacity
from khabuan.meetings.rules.meetings import State
from khabuan.rules.actions import Place, set_rule


def hour(at: str, on: Any = TODAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(at), clock.BANGKOK)


@pytest.fixture
def made(world: World) -> Council:
    return council(world)


@pytest.fixture
def held(made: Council) -> Meeting:
    return meeting(made.body, starts_at=time(9, 30))


def come(held: Meeting, *people: Any, **facts: Any) -> list[Attendance]:
    return [acts.sign_in(actor=SYSTEM, meeting=held, member=one.pk, **facts) for one in people]


def refused(act: Callable[..., Any], **facts: Any) -> str:
    with pytest.raises(Refused) as no:
        act(actor=SYSTEM, **facts)
    return no.value.code


# ---------------------------------------------------------------- in and out


def test_members_sign_in_once_whoever_signs_them(world: World, made: Council, held: Meeting) -> None:
    first = acts.sign_in(actor=world.secretary, meeting=held, member=made.chair.pk)
    again = acts.sign_in(actor=world.province, meeting=held, member=made.chair.pk, came_at=hour("08:00"))
    assert again == first
    assert (first.came_at, first.by, first.appointment.post.title) == (clock.now(), By.LIST, "chair")
    assert Attendance.everywhere.count() == 1


def test_the_same_tap_sent_twice_counts_once(world: World, made: Council, held: Meeting) -> None:
    tap: dict[str, Any] = {"actor": world.secretary, "meeting": held, "member": made.chair.pk}
    assert acts.sign_in(**tap, client_key="t") == acts.sign_in(**tap, client_key="t")  # type: ignore[call-arg]


def test_who_leaves_and_comes_back_has_two_rows(made: Council, held: Meeting) -> None:
    (row,) = come(held, made.chair, came_at=hour("09:00"))
    acts.sign_out(actor=SYSTEM, attendance=row, left_at=hour("09:40"))
    acts.sign_out(actor=SYSTEM, attendance=row)
    row.refresh_from_db()
    assert row.left_at == hour("09:40")
    (back,) = come(held, made.chair, came_at=hour("10:00"))
    assert back != row
    assert now_of(SYSTEM, held).quorum.present == 1


@pytest.mark.parametrize(
    ("came_at", "code"),
    [(hour("23:59"), "to_come"), (hour("09:00", TODAY - timedelta(days=1)), "other_day")],
)
def test_hours_are_of_that_day_and_have_been(
    made: Council, held: Meeting, came_at: datetime, code: str
) -> None:
    assert refused(acts.sign_in, meeting=held, member=made.chair.pk, came_at=came_at) == code


def test_outsiders_have_no_seat_and_neighbours_no_say(world: World, made: Council, held: Meeting) -> None:
    stranger = world.person("คนอื่น", "ทดสอบ")
    assert refused(acts.sign_in, meeting=held, member=stranger.pk) == "no_seat"
    assert refused(excuse_member, meeting=held, member=stranger.pk) == "no_seat"
    for actor in (world.neighbour, world.stranger):
        with pytest.raises(OutOfArea):
            acts.sign_in(actor=actor, meeting=held, member=made.chair.pk)
    for actor in (world.auditor, world.agency, world.collector):
        with pytest.raises(NotAllowed):
            acts.sign_in(actor=actor, meeting=held, member=made.chair.pk)


def test_a_meeting_to_come_is_not_signed_and_one_of_the_past_begins_at_its_hour(made: Council) -> None:
    coming = meeting(made.body, TODAY + timedelta(days=3), 5)
    assert refused(acts.sign_in, meeting=coming, member=made.chair.pk) == "too_early"
    past = meeting(made.body, TODAY - timedelta(days=3), 6)
    assert refused(acts.sign_in, meeting=past, member=made.chair.pk) == "no_hour"
    with by_hand():
        change(past, starts_at=time(9, 30))
    (row,) = come(past, made.chair)
    assert row.came_at == hour("09:30", past.on)


def test_times_are_put_right_and_stays_of_one_person_lie_apart(made: Council, held: Meeting) -> None:
    (row,) = come(held, made.chair, came_at=hour("09:00"))
    acts.sign_out(actor=SYSTEM, attendance=row, left_at=hour("09:40"))
    (back,) = come(held, made.chair, came_at=hour("10:00"))
    acts.correct_attendance(actor=SYSTEM, attendance=row, came_at=hour("08:50"), left_at=hour("09:50"))
    facts = {"attendance": row, "came_at": hour("08:50")}
    assert refused(acts.correct_attendance, **facts) == "two_stays"
    assert refused(acts.correct_attendance, **facts, left_at=hour("10:30")) == "two_stays"
    assert refused(acts.correct_attendance, **facts, left_at=hour("08:00")) == "left_first"
    assert refused(acts.withdraw_attendance, attendance=back, reason=" ") == "no_reason"
    acts.withdraw_attendance(actor=SYSTEM, attendance=back, reason="แตะผิด")
    assert refused(acts.sign_out, attendance=back) == "withdrawn_already"
    acts.correct_attendance(actor=SYSTEM, **facts)
    assert now_of(SYSTEM, held).quorum.present == 1


def test_the_signed_paper_is_ticked_in_at_once_or_not_at_all(
    world: World, made: Council, held: Meeting
) -> None:
    come(held, made.chair)
    ticked = [acts.Ticked(person.pk, hour("09:30")) for person in made.people[:5]]
    assert acts.sign_in_many(actor=world.secretary, meeting=held, ticked=ticked) == 4
    assert acts.sign_in_many(actor=world.secretary, meeting=held, ticked=ticked) == 0
    assert Attendance.everywhere.filter(by=By.PAPER).count() == 4
    stranger = world.person("คนอื่น", "ทดสอบ")
    wrong = [acts.Ticked(made.people[6].pk, hour("09:30")), acts.Ticked(stranger.pk, hour("09:30"))]
    assert refused(acts.sign_in_many, meeting=held, ticked=wrong) == "no_seat"
    assert not Attendance.everywhere.filter(person=made.people[6]).exists()


def test_substitutes_guests_and_agencies_stand_apart(world: World, made: Council, held: Meeting) -> None:
    absent = made.members[0]
    facts: dict[str, Any] = {"meeting": held, "member": absent.pk, "name": "นางแทน ทดสอบ"}
    row = acts.sign_in_substitute(actor=SYSTEM, **facts)
    assert (row.capacity, row.seat) == (Capacity.SUBSTITUTE, absent.pk)
    assert refused(acts.sign_in_substitute, **facts) == "substitute_sits"
    assert refused(acts.sign_in, meeting=held, member=absent.pk) == "substitute_sits"
    acts.sign_out(actor=SYSTEM, attendance=row)
    come(held, absent)
    assert refused(acts.sign_in_substitute, **facts) == "member_inside"
    assert refused(acts.sign_in_substitute, **{**facts, "name": " "}) == "no_name"
    agency = world.body("agency", "อบต.ทดสอบ", own={"agency_kind": "codi"})
    guest: dict[str, Any] = {"meeting": held, "name": "นายแขก ทดสอบ", "capacity": "agency"}
    assert refused(acts.sign_in_guest, **guest) == "no_agency"
    assert refused(acts.sign_in_guest, **{**guest, "capacity": "member"}) == "no_outsider"
    came = acts.sign_in_guest(actor=world.secretary, **guest, guest_of=agency)
    assert acts.sign_in_guest(actor=world.secretary, **guest, guest_of=agency) == came
    assert now_of(SYSTEM, held).quorum.present == 1


def test_a_member_is_excused_and_comes_after_all(made: Council, held: Meeting) -> None:
    facts = {"meeting": held, "member": made.chair.pk}
    excuse = excuse_member(actor=SYSTEM, **facts, words="ไปราชการ")
    assert excuse_member(actor=SYSTEM, **facts) == excuse
    assert refused(excuse_member, **facts, told_on=TODAY + timedelta(days=1)) == "to_come"
    come(held, made.chair)
    withdraw_excuse(actor=SYSTEM, excuse=excuse)
    assert excuse_member(actor=SYSTEM, **facts) != excuse
    assert Excuse.everywhere.filter(withdrawn_on__isnull=True).count() == 1


# ---------------------------------------------------------------- the quorum


def test_the_quorum_lives_with_the_stays(made: Council, held: Meeting) -> None:
    assert (now_of(SYSTEM, held).quorum.needed, now_of(SYSTEM, held).missing) == (5, 5)
    rows = come(held, *made.people[:6], came_at=hour("09:30"))
    now = now_of(SYSTEM, held)
    assert (now.quorum.has_quorum, now.quorum.spare, now.lost_at) == (True, 1, None)
    assert now.rule is not None
    assert now.rule.source
    for row, at in zip(rows[:2], ("10:00", "10:20"), strict=True):
        acts.sign_out(actor=SYSTEM, attendance=row, left_at=hour(at))
    now = now_of(SYSTEM, held)
    assert (now.quorum.has_quorum, now.missing, now.lost_at) == (False, 1, hour("10:20"))
    assert room_of(SYSTEM, held).quorum(hour("09:45")).has_quorum is True


def test_substitutes_count_where_the_body_s_rules_say_so(made: Council, held: Meeting) -> None:
    acts.sign_in_substitute(actor=SYSTEM, meeting=held, member=made.chair.pk, name="นายแทน ทดสอบ")
    assert now_of(SYSTEM, held).quorum.present == 0
    set_rule(
        actor=SYSTEM, place=Place(made.body.node), key="council.substitutes_count", value="yes",
        since=TODAY, source="ข้อบังคับ ข้อ 9",
    )  # fmt: skip
    assert now_of(SYSTEM, held).quorum.present == 1


# ---------------------------------------------------------------- held


def test_a_meeting_is_opened_and_closed_with_its_counts(world: World, made: Council, held: Meeting) -> None:
    come(held, *made.people[:6], came_at=hour("09:30"))
    open_meeting(
        actor=world.secretary, meeting=held, opened_at=hour("09:40"), chair=made.chair.pk,
        recorder=made.people[1].pk,
    )  # fmt: skip
    assert (held.state, held.chair_words, held.recorder) == (State.OPEN, "ประธาน", made.people[1])
    assert held.revision == 1
    assert refused(open_meeting, meeting=held, chair=made.chair.pk) == "other_state"
    close_meeting(actor=world.secretary, meeting=held, closed_at=hour("11:30"))
    assert (held.entitled, held.needed, held.most_present, held.had_quorum) == (10, 5, 6, True)
    seat_person(made.body, world.person("มาใหม่", "ทดสอบ"))
    kept = now_of(SYSTEM, held)
    assert (kept.quorum.entitled, kept.is_kept) == (10, True)
    assert refused(acts.sign_in, meeting=held, member=made.people[7].pk) == "closed"
    assert refused(reopen_meeting, meeting=held, reason="") == "no_reason"
    reopen_meeting(actor=world.secretary, meeting=held, reason="ลืมลงชื่อหนึ่งคน")
    come(held, made.people[7], came_at=hour("10:00"))
    close_meeting(actor=world.secretary, meeting=held, closed_at=hour("11:30"))
    assert (held.entitled, held.most_present) == (11, 7)


def test_an_inquorate_meeting_is_a_fact(made: Council, held: Meeting) -> None:
    come(held, *made.people[:2])
    open_meeting(actor=SYSTEM, meeting=held, chair=made.chair.pk)
    close_meeting(actor=SYSTEM, meeting=held)
    assert (held.had_quorum, held.most_present, held.needed) == (False, 2, 5)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"opened_at": hour("23:00")}, "to_come"),
        ({"opened_at": hour("09:00", TODAY - timedelta(days=1))}, "other_day"),
        ({"chair": None}, "no_chair"),
        ({"chair": 1}, "not_there"),
        ({"recorder": 1}, "not_there"),
    ],
)
def test_an_opening_that_cannot_be_right(
    made: Council, held: Meeting, facts: dict[str, Any], code: str
) -> None:
    assert refused(open_meeting, **{"meeting": held, "chair": made.chair.pk, **facts}) == code


def test_who_presides_may_be_named_in_words_and_put_right(made: Council, held: Meeting) -> None:
    open_meeting(actor=SYSTEM, meeting=held, opened_at=hour("09:30"), chair_words="นายกรับเชิญ ทดสอบ")
    assert held.chair is None
    correct_opening(actor=SYSTEM, meeting=held, opened_at=hour("09:35"), chair=made.chair.pk)
    assert (held.chair, held.opened_at, held.chair_words) == (made.chair, hour("09:35"), "ประธาน")


@pytest.mark.parametrize(("closed_at", "code"), [(hour("09:00"), "ended_first"), (hour("23:00"), "to_come")])
def test_a_meeting_ends_after_it_began(made: Council, held: Meeting, closed_at: datetime, code: str) -> None:
    assert refused(close_meeting, meeting=held) == "other_state"
    open_meeting(actor=SYSTEM, meeting=held, opened_at=hour("09:30"), chair=made.chair.pk)
    assert refused(close_meeting, meeting=held, closed_at=closed_at) == code


def test_a_meeting_written_down_afterwards_has_its_planned_hours(made: Council) -> None:
    past = meeting(made.body, TODAY - timedelta(days=9), 3, starts_at=time(9), ends_at=time(12))
    open_meeting(actor=SYSTEM, meeting=past, chair=made.chair.pk)
    come(past, *made.people[:5])
    close_meeting(actor=SYSTEM, meeting=past)
    assert (past.opened_at, past.closed_at) == (hour("09:00", past.on), hour("12:00", past.on))
    assert past.had_quorum


def test_a_meeting_that_was_called_off_takes_nobody_in(made: Council, held: Meeting) -> None:
    with by_hand():
        change(held, state=State.CANCELLED, cancelled_on=TODAY)
    assert refused(acts.sign_in, meeting=held, member=made.chair.pk) == "called_off"
    assert refused(excuse_member, meeting=held, member=made.chair.pk) == "called_off"
    assert refused(open_meeting, meeting=held, chair=made.chair.pk) == "other_state"
