"""A council, its neighbour, the province's working group with a project, an agency, and the seats around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, seat, world

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.grants.actions.projects import record_project
from khabuan.grants.models import Project
from khabuan.housing.actions import houses
from khabuan.housing.models import HousingCase
from khabuan.registry.models import Organisation
from khabuan.rules.actions import load_rules

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
SINCE = date(2026, 10, 20)


def unlike_history() -> list[records.Finding]:
    """Rows of houses that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("housing.")]


@dataclass
class Scene:
    world: World
    council: Organisation
    neighbour: Organisation
    group: Organisation  # of the province
    agency: Organisation
    project: Project  # of the working group
    water: Project  # one for something else
    group_seat: Actor

    def house(self, actor: Actor | None = None, **facts: Any) -> HousingCase:
        """A surveyed house of the council."""
        known = {
            "organisation": self.council, "area": self.world.areas["19.01.01."], "programme": "decent",
            "kind": "repair", "fiscal_year": 2027, "state": "surveyed", "on": SINCE, "name": "นางสมมติ ตัวอย่าง",
            "house_no": "12/3",
        }  # fmt: skip
        return houses.record_case(actor=actor or self.world.secretary, **{**known, **facts})


@pytest.fixture
def scene(world: World) -> Scene:
    load_rules(actor=SYSTEM)
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    neighbour = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    group = world.body("working_group", "คณะทำงานขบวนองค์กรชุมชนจังหวัดสระบุรี", "19.", own={"function": "acts"})
    agency = world.body("agency", "สถาบันพัฒนาองค์กรชุมชนทดสอบ", "19.")
    facts = {
        "actor": SYSTEM, "organisation": group, "fiscal_year": 2027, "area": world.areas["19."], "state": "running",
        "on": SINCE, "places": [world.areas["19.01.01."]],
    }  # fmt: skip
    project = record_project(title="บ้านพอเพียงจังหวัด", issue="housing", **facts)
    water = record_project(title="น้ำสะอาด", issue="environment", **facts)
    own = seat(Role.SECRETARY, group.node, number=60)
    return Scene(world, council, neighbour, group, agency, project, water, own)
