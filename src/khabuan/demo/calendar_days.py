"""Days to come: the next meetings of councils of the amphoe, one put off and one called off, and a phone that follows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from khabuan.access.actor import Actor
from khabuan.calendars.actions import make_feed
from khabuan.demo.daorueang import TAMBON
from khabuan.demo.world import Builder, area
from khabuan.meetings.actions import calling
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.seats.models import User

HOURS = (time(9), time(9, 30), time(13))
PLACES = ("ศาลาประชาคม ม.1 (ตัวอย่าง)", "ห้องประชุมเทศบาล (ตัวอย่าง)", "ศาลาวัด (ตัวอย่าง)")


def build(world: Builder, actors: Mapping[str, Actor]) -> None:
    """Each council of อ.เมืองสระบุรี but ดาวเรือง's, which has a story of its own, meets in the weeks to come."""
    _meetings(world)
    secretary = actors["daorueang"]
    user = User.objects.get(login="daorueang").at(secretary)
    make_feed(actor=secretary, user=user, name="ในมือถือของฉัน", area=area(TAMBON))


def _meetings(world: Builder) -> None:
    rows = Organisation.objects.visible_to(world.actor).filter(
        kind=OrganisationKind.COUNCIL, area__code__startswith="1901", ended_on__isnull=True
    )
    meetings = []
    for at, council in enumerate(rows.exclude(area__code=TAMBON).order_by("node")):
        begins = HOURS[at % len(HOURS)]
        meetings.append(
            calling.call_meeting(
                actor=world.actor, organisation=council, on=world.today + timedelta(days=4 + at * 3),
                starts_at=begins, ends_at=begins.replace(hour=begins.hour + 3), place=PLACES[at % len(PLACES)],
            )
        )  # fmt: skip
    late, off = meetings[1], meetings[3]
    calling.change_meeting(
        actor=world.actor, meeting=late, on=late.on + timedelta(days=7), starts_at=time(9), ends_at=time(12)
    )
    calling.cancel_meeting(actor=world.actor, meeting=off, reason="น้ำท่วมทางเข้าตำบล (ตัวอย่าง)")
