"""What meetings keep about people follows a merge and its way back, an erasure, and stands in a person's copy."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from tests.meetings.meetings_world import SYSTEM, TODAY, Council, council, item, meeting, seat_person
from tests.registry.conftest import World

from khabuan.core import clock, offers
from khabuan.meetings.actions.attendance import sign_in, sign_in_guest
from khabuan.meetings.actions.excuses import excuse_member
from khabuan.meetings.actions.holding import close_meeting, open_meeting
from khabuan.meetings.actions.votes import record_vote
from khabuan.meetings.models import Attendance, Excuse, Meeting, Motion
from khabuan.meetings.queries.quorum import now_of
from khabuan.meetings.rules.quorum import Method
from khabuan.meetings.rules.votes import Vote
from khabuan.registry.actions.merging import merge_people, undo_merge
from khabuan.registry.actions.merging_bodies import merge_organisations
from khabuan.registry.actions.posts import end_appointment
from khabuan.registry.actions.rights import erase_person, open_request
from khabuan.registry.models import Appointment

NINE = datetime.combine(TODAY, time(9), clock.BANGKOK)


@pytest.fixture
def made(world: World) -> Council:
    return council(world)


@pytest.fixture
def held(made: Council) -> Meeting:
    return meeting(made.body)


def test_two_records_of_one_person_fill_one_seat_and_part_again(
    world: World, made: Council, held: Meeting
) -> None:
    twin = world.person("ผู้แทน2", "ทดสอบ")
    seat_person(made.body, twin)
    stays = made.people[2]
    for person in (stays, twin, made.people[3]):
        sign_in(actor=SYSTEM, meeting=held, member=person.pk, came_at=NINE)
    for person in (stays, twin):
        excuse_member(actor=SYSTEM, meeting=held, member=person.pk)
    open_meeting(actor=SYSTEM, meeting=held, chair=twin.pk, opened_at=NINE)
    assert now_of(SYSTEM, held).quorum.present == 3
    merge = merge_people(actor=SYSTEM, stays=stays, goes=twin)
    held.refresh_from_db()
    assert held.chair == stays
    assert (now_of(SYSTEM, held).quorum.present, now_of(SYSTEM, held).quorum.entitled) == (2, 10)
    assert Attendance.everywhere.filter(person=twin).count() == 0
    assert Excuse.everywhere.filter(person=stays, withdrawn_on__isnull=True).count() == 1
    undo_merge(actor=SYSTEM, merge=merge, reason="คนละคน")
    assert (now_of(SYSTEM, held).quorum.present, now_of(SYSTEM, held).quorum.entitled) == (3, 11)


def test_meetings_and_guests_follow_two_records_of_a_body(world: World, made: Council, held: Meeting) -> None:
    stays, goes = (world.body("agency", f"หน่วยงานทดสอบ {at}", own={"agency_kind": "codi"}) for at in (1, 2))
    row = sign_in_guest(actor=SYSTEM, meeting=held, name="นางแขก ทดสอบ", capacity="agency", guest_of=goes)
    merge_organisations(actor=SYSTEM, stays=stays, goes=goes)
    row.refresh_from_db()
    assert row.organisation == stays


def test_an_erased_person_leaves_a_seat_and_no_words(world: World, made: Council, held: Meeting) -> None:
    person = made.people[4]
    name = str(person)
    for member in made.people[:6]:
        sign_in(actor=SYSTEM, meeting=held, member=member.pk, came_at=NINE)
    excuse_member(actor=SYSTEM, meeting=held, member=person.pk, words="ไปหาหมอ")
    open_meeting(actor=SYSTEM, meeting=held, chair=made.chair.pk, opened_at=NINE)
    motion = record_vote(
        actor=SYSTEM, item=item(held), words="เห็นชอบ", vote=Vote(Method.CONSENT), mover=name,
        seconders=f"ผู้แทน5 ทดสอบ และ {name}",
    )  # fmt: skip
    close_meeting(actor=SYSTEM, meeting=held)
    row = Appointment.everywhere.get(person=person)
    end_appointment(actor=SYSTEM, appointment=row, on=TODAY, reason="ลาออก")
    asked = open_request(actor=SYSTEM, person=person, kind="erase", asked_on=TODAY)
    erase_person(actor=SYSTEM, person=person, asked=asked)
    motion.refresh_from_db()
    assert name not in motion.mover + motion.seconders
    assert "ผู้แทน5" in motion.seconders
    assert not Excuse.everywhere.get(person=person).words
    assert Attendance.everywhere.filter(person=person, withdrawn_on__isnull=True).exists()
    assert Motion.everywhere.get().present == 6


def test_a_person_s_copy_tells_of_meetings(world: World, made: Council, held: Meeting) -> None:
    sign_in(actor=SYSTEM, meeting=held, member=made.chair.pk, came_at=NINE)
    open_meeting(actor=SYSTEM, meeting=held, chair=made.chair.pk, opened_at=NINE)
    kept = {
        one.kind: one
        for source in offers.person_copies
        if source.key == "meetings"
        for one in source.collect([made.chair])
    }
    assert {kind: len(one.rows) for kind, one in kept.items()} == {
        "meetings.attendance": 1, "meetings.excuse": 0, "meetings.meeting": 1,
    }  # fmt: skip
