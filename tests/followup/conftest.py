"""A council with a fund beside it, the agency of the province, and the seats around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, seat, world

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.followup.actions.duties import give_duty
from khabuan.followup.actions.promises import record_promise
from khabuan.followup.models import Duty, Promise
from khabuan.registry.models import Organisation

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
GIVEN = date(2026, 10, 1)


def unlike_history() -> list[records.Finding]:
    """Rows of duties and promises that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("followup.")]


@dataclass
class Scene:
    world: World
    council: Organisation
    fund: Organisation
    agency: Organisation
    treasurer: Actor
    officer: Actor  # sits at the agency
    other_officer: Actor  # sits at another agency of the same province

    def duty(self, actor: Actor | None = None, **facts: Any) -> Duty:
        known = {
            "organisation": self.council, "what": "สำรวจบ้านผู้เดือดร้อนเจ็ดหมู่บ้าน", "given_on": GIVEN,
            "due_on": date(2026, 11, 1), "owner_words": "กรรมการหมู่ 3",
        }  # fmt: skip
        return give_duty(actor=actor or self.world.secretary, **{**known, **facts})

    def promise(self, actor: Actor | None = None, **facts: Any) -> Promise:
        known = {
            "organisation": self.council, "words": "จะสนับสนุนงบซ่อมบ้าน 200 หลัง", "given_on": GIVEN,
            "due_on": date(2026, 11, 1), "agency": self.agency, "giver_name": "ผู้ให้ทดสอบ",
            "giver_post": "หัวหน้าสำนักงาน", "issue": "housing",
        }  # fmt: skip
        return record_promise(actor=actor or self.world.secretary, **{**known, **facts})


@pytest.fixture
def scene(world: World) -> Scene:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง", "19.01.02.")
    agency, other = (world.body("agency", name, "19.") for name in ("พมจ.สระบุรี", "เกษตรจังหวัด"))
    officers = [
        replace(seat(Role.AGENCY, "19.", number=60 + at), body=body.node)
        for at, body in enumerate((agency, other))
    ]
    return Scene(world, council, fund, agency, seat(Role.TREASURER, fund.node, number=50), *officers)
