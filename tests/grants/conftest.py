"""A council, its neighbour, the province's working group and an agency, and the seats around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, seat, world

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.grants.actions import projects
from khabuan.grants.models import Project
from khabuan.registry.models import Organisation

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
SINCE = date(2026, 10, 20)


def unlike_history() -> list[records.Finding]:
    """Rows of projects that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("grants.")]


@dataclass
class Scene:
    world: World
    council: Organisation
    neighbour: Organisation
    group: Organisation  # of the province
    agency: Organisation
    treasurer: Actor

    def project(self, actor: Actor | None = None, **facts: Any) -> Project:
        """A proposed project of the council, for twelve houses."""
        known = {
            "organisation": self.council, "title": "ซ่อมบ้านผู้ยากลำบาก", "fiscal_year": 2027,
            "area": self.world.areas["19.01.01."], "state": "proposed", "on": SINCE, "houses": 12,
        }  # fmt: skip
        return projects.record_project(actor=actor or self.world.secretary, **{**known, **facts})


@pytest.fixture
def scene(world: World) -> Scene:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    neighbour = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    group = world.body("working_group", "คณะทำงานขบวนองค์กรชุมชนจังหวัดสระบุรี", "19.", own={"function": "acts"})
    agency = world.body("agency", "สถาบันพัฒนาองค์กรชุมชนทดสอบ", "19.")
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    return Scene(world, council, neighbour, group, agency, seat(Role.TREASURER, fund.node, number=50))
