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
from khabuan.meetings.actions.attendance import sign_in
from khabuan.meetings.actions.holding import close_meeting, open_meeting, reopen_meeting
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.attendance import sign_in_list
from khabuan.meetings.queries.minutes import drafted
from khabuan.meetings.queries.quorum import now_of, room_of
from khabuan.meetings.queries.roll import seated
from khabuan.meetings.rules.quorum import Quorum
from khabuan.registry.models import Appointment, Post

DAY = date(2026, 10, 5)
OPENED, CLOSED = (datetime.combine(DAY, time(hour), clock.BANGKOK) for hour in (9, 11))


def held_meeting(made: Council) -> Meeting:
    """Six of ten came, the chair presided; it was closed with a quorum."""
    found = meeting(made.body, on=DAY, starts_at=time(9))
    for person in made.people[:6]:
        sign_in(actor=SYSTEM, meeting=found, member=person.pk, came_at=OPENED)
    open_meeting(
        actor=SYSTEM, meeting=found, opened_at=OPENED, chair=made.chair.pk, recorder=made.people[1].pk
    )
    close_meeting(actor=SYSTEM, meeting=found, closed_at=CLOSED)
    return found


def elected_in(made: Council, found: Meeting, *who: Any, title: str, leaving: Any = ()) -> Election:
    post = Post.everywhere.get(organisation=made.body, title=title)
    election: Election = open_election(
        actor=SYSTEM, organisation=made.body, post=post, on=DAY, seats=len(who), meeting=found
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
