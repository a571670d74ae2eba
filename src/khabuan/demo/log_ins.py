"""One log-in for each office, for the demo and for the tests' cast."""

from __future__ import annotations

from collections.abc import Mapping

from khabuan.access.actor import Actor, Role
from khabuan.demo import ground
from khabuan.demo.world import Builder, area, give_seat
from khabuan.places.models import AreaGroup
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

REGION = "ภาคกลางและตะวันตก"


def give(world: Builder) -> Mapping[str, Actor]:
    """The seats of สระบุรี and of its region; each log-in's Actor."""
    bodies = Organisation.objects.visible_to(world.actor)
    dao, na = area("190105"), area("190106")
    fund = bodies.get(kind=OrganisationKind.FUND, area=dao)
    social = bodies.get(kind=OrganisationKind.AGENCY, area=area("19"), name__startswith="สำนักงานพัฒนาสังคม")
    region = AreaGroup.objects.visible_to(world.actor).get(kind=AreaGroup.Kind.REGION, name=REGION)
    places = (
        (region, Role.REGION, "region"),
        (ground.group_named(world, "โซนกลาง"), Role.COORDINATOR, "zone"),
        (bodies.get(kind=OrganisationKind.COUNCIL, area=dao), Role.SECRETARY, "daorueang"),
        (bodies.get(kind=OrganisationKind.COUNCIL, area=na), Role.SECRETARY, "nachong"),
        (fund, Role.TREASURER, "treasurer"),
        (fund, Role.CHAIR, "chair"),
        (fund, Role.COLLECTOR, "collector"),
        (area("19"), Role.AUDITOR, "auditor"),
        (area("19"), Role.AGENCY, "agency"),
        (social, Role.AGENCY, "office"),
    )
    return {login: give_seat(place, role, login) for place, role, login in places}
