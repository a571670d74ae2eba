"""An election held in a meeting: the meeting stays as it sat, whoever is elected in it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from tests.meetings.meetings_world import SYSTEM, Council, council, meeting
from tests.registry.conftest import World

from khabuan.core import clock
from khabuan.elections.actions.candidates import nominate
from khabuan.elections.actions.confirming import confirm_election
from khabuan.elections.actions.counting import count_votes
from khabuan.elections.actions.elections import open_election
from khabuan.elections.models import Election
from khabuan.elections.queries.elections import election_of
from khabuan.elections.queries.heads import is_no_member
from khabuan.elections.queries.signers import signers_of_result
from khabuan.meetings.actions.attendance import sign_in
from khabuan.meetings.actions.holding import close_meeting, open_meeting, reopen_meeting
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.facts import Person
from khabuan.meetings.queries.attendance import sign_in_list
from khabuan.meetings.queries.minutes import drafted
from khabuan.meetings.queries.quorum import now_of, room_of
from khabuan.meetings.queries.roll import seated
from khabuan.meetings.rules.quorum import Quorum
from khabuan.registry.models import Appointment, Post

DAY = date(2026, 10, 5)
OPENED, CLOSED = (datetime.combine(DAY, time(hour), clock.BANGKOK) for hour in (9, 11))


def held_meeting(made: Council, **opening: Any) -> Meeting:
    """Six of ten came, the chair presided; it was closed with a quorum."""
    found = meeting(made.body, on=DAY, starts_at=time(9))
    for person in made.people[:6]:
        sign_in(actor=SYSTEM, meeting=found, member=person.pk, came_at=OPENED)
    presides = {"chair": made.chair.pk, "recorder": made.people[1].pk, **opening}
    open_meeting(actor=SYSTEM, meeting=found, opened_at=OPENED, **presides)
    close_meeting(actor=SYSTEM, meeting=found, closed_at=CLOSED)
    return found


def elected_in(made: Council, found: Meeting | None, *who: Any, title: str, leaving: Any = ()) -> Election:
    post = Post.everywhere.filter(organisation=made.body, title=title).first()
    election: Election = open_election(
        actor=SYSTEM, organisation=made.body, post=post, title=title, on=DAY, seats=len(who), meeting=found
    )
    stand = [nominate(actor=SYSTEM, election=election, person=person) for person in who]
    votes = {one.pk: 5 for one in stand}
    count_votes(actor=SYSTEM, election=election, votes=votes, how="hands", entitled=10, present=6)
    confirm_election(actor=SYSTEM, election=election, leaving=leaving)
    return election


def test_who_is_elected_in_a_meeting_joins_its_roll_after_it(world: World) -> None:
    made = council(world)
    found = held_meeting(made)
    minutes, groups = drafted(SYSTEM, found), sign_in_list(SYSTEM, found).groups
    old = Appointment.everywhere.get(person=made.chair)
    absent, outsider = made.people[9], world.person("คนนอก", "ทดสอบ")
    elected_in(made, found, absent, title="chair", leaving=[old])
    elected_in(made, found, outsider, title="member")
    assert (drafted(SYSTEM, found), sign_in_list(SYSTEM, found).groups) == (minutes, groups)
    assert now_of(SYSTEM, found).quorum == Quorum(10, 6, 5)
    reopen_meeting(actor=SYSTEM, meeting=found, reason="แก้เวลา")
    assert room_of(SYSTEM, found).quorum(found.opened_at) == Quorum(10, 6, 5)
    following = seated(meeting(made.body, number=5, on=DAY + timedelta(days=1)))
    assert following == {*(person.pk for person in made.people[1:]), outsider.pk}


def test_who_is_no_member_of_the_body_may_stand_for_its_offices_and_is_told(world: World) -> None:
    made = council(world)
    outsider = world.person("คนนอก", "ทดสอบ")
    facts: dict[str, Any] = {"actor": SYSTEM, "organisation": made.body, "on": DAY, "seats": 1}
    told = {}
    for title in ("vice_chair", "delegate", "member", "adviser"):
        election = open_election(**facts, title=title)
        nominate(actor=SYSTEM, election=election, person=outsider)
        told[title] = is_no_member(election, outsider)
        assert not is_no_member(election, made.chair)
    assert told == {"vice_chair": True, "delegate": True, "member": False, "adviser": False}


def test_its_record_is_signed_by_who_presided_and_recorded_there(world: World) -> None:
    made = council(world)
    found = held_meeting(made)
    old, body = Appointment.everywhere.get(person=made.chair), made.body.name
    election = elected_in(made, found, made.people[9], title="chair", leaving=[old])
    signed = signers_of_result(SYSTEM, election_of(SYSTEM, election.pk))
    assert signed == (
        Person(str(made.chair), f"ประธาน{body}"),
        Person(str(made.people[1]), f"เลขานุการ{body}"),
    )


def test_without_its_meeting_the_record_is_signed_by_who_was_in_office_before_that_day(world: World) -> None:
    made = council(world)
    old, body = Appointment.everywhere.get(person=made.chair), made.body.name
    election = elected_in(made, None, made.people[9], title="chair", leaving=[old])
    chair, secretary = signers_of_result(SYSTEM, election_of(SYSTEM, election.pk))
    assert chair == Person(str(made.chair), f"ประธาน{body}")
    assert secretary.name == str(made.people[1])


def test_who_presided_and_is_not_in_the_register_signs_by_name(world: World) -> None:
    made = council(world)
    found = held_meeting(made, chair=None, chair_words="นายอำเภอ เป็นประธานชั่วคราว")
    election = elected_in(made, found, made.people[9], title="registrar")
    assert signers_of_result(SYSTEM, election_of(SYSTEM, election.pk))[0] == Person(
        "นายอำเภอ เป็นประธานชั่วคราว"
    )
