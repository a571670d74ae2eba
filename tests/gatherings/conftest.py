"""A council, its neighbour, the province's working group and an agency, and the seats around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, seat, world

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.gatherings.actions import gatherings, programme
from khabuan.gatherings.models import Gathering, ProgrammeAct
from khabuan.registry.actions import posts
from khabuan.registry.models import Appointment, Organisation, Person

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
HELD_ON = date(2026, 9, 18)


def unlike_history() -> list[records.Finding]:
    """Rows of gatherings that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("gatherings.")]


@dataclass
class Scene:
    world: World
    council: Organisation
    neighbour: Organisation
    group: Organisation  # of the province
    agency: Organisation
    treasurer: Actor

    def gathering(self, actor: Actor | None = None, **facts: Any) -> Gathering:
        """A forum of the province's working group on a past day, not yet told of."""
        known = {
            "organisation": self.group, "kind": "forum", "title": "เวทีบูรณาการ", "starts_on": HELD_ON,
            "area": self.world.areas["19.01."], "place": "ศาลากลางจังหวัด", "issue": "welfare",
        }  # fmt: skip
        return gatherings.record_gathering(actor=actor or self.world.province, **{**known, **facts})

    def held(self, **facts: Any) -> Gathering:
        row = self.gathering(**facts)
        return gatherings.hold_gathering(actor=SYSTEM, gathering=row, came_of_it="ได้ข้อสรุปร่วมกัน")

    def visit(self, **facts: Any) -> Gathering:
        return self.gathering(**{"kind": "visit", "title": "ลงพื้นที่น้ำท่วม", **facts})

    def holds(self, person: Person, body: Organisation, title: str, **term: Any) -> Appointment:
        """The person's term in a post of a body."""
        post = posts.add_post(actor=SYSTEM, organisation=body, title=title)
        return posts.appoint(actor=SYSTEM, post=post, person=person, **{"since": date(2025, 1, 1), **term})

    def act(self, gathering: Gathering, actor: Actor | None = None, **facts: Any) -> ProgrammeAct:
        return programme.add_act(
            actor=actor or self.world.province, gathering=gathering, **{"doing": "opens", **facts}
        )


@pytest.fixture
def scene(world: World) -> Scene:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    neighbour = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    group = world.body("working_group", "คณะทำงานขบวนองค์กรชุมชนจังหวัดสระบุรี", "19.", own={"function": "acts"})
    agency = world.body("agency", "พมจ.สระบุรี", "19.")
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    return Scene(world, council, neighbour, group, agency, seat(Role.TREASURER, fund.node, number=50))
