"""Four devices at one door, at the same time: each member has one row, and the quorum is what they make."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.databases import own_database  # noqa: F401 - a fixture
from tests.support import SYSTEM, Country, add_organisation, in_threads

from khabuan.core import clock
from khabuan.meetings.actions.attendance import sign_in, sign_out
from khabuan.meetings.actions.calling import call_meeting
from khabuan.meetings.models import Attendance
from khabuan.meetings.queries.quorum import now_of
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.rules.actions import load_rules

DEVICES, MEMBERS = 4, 6


@pytest.mark.usefixtures("own_database")
def test_devices_that_sign_the_same_people_in_and_out_make_one_row_for_each() -> None:
    load_rules(actor=SYSTEM)
    tambon = Country().tambon_a
    body = add_organisation(actor=SYSTEM, area=tambon, name="เครือข่ายทดสอบ", kind="network")
    post = add_post(actor=SYSTEM, organisation=body, title="committee")
    people = [
        add_person(actor=SYSTEM, area=tambon, given=f"กรรมการทดสอบ {number}") for number in range(MEMBERS)
    ]
    for person in people:
        appoint(actor=SYSTEM, post=post, person=person, since=date(2024, 1, 1))
    # Threads have the real clock, on which this day is over: hours are then those that were planned.
    meeting = call_meeting(actor=SYSTEM, organisation=body, on=clock.today(), starts_at=time(9, 30))

    def device(turn: int) -> list[int]:
        order = people[turn:] + people[:turn]
        return [sign_in(actor=SYSTEM, meeting=meeting, member=person.pk).pk for person in order]

    found = in_threads(*[lambda turn=turn: device(turn) for turn in range(DEVICES)])
    assert all(isinstance(one, list) for one in found), found
    assert Attendance.everywhere.count() == MEMBERS
    assert len({key for keys in found for key in keys}) == MEMBERS
    assert now_of(SYSTEM, meeting).quorum.present == MEMBERS
    row = Attendance.everywhere.order_by("pk")[0]
    left = in_threads(*[lambda: sign_out(actor=SYSTEM, attendance=row).left_at for _device in range(DEVICES)])
    assert len(set(left)) == 1
