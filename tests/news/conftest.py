"""A tambon with a council and a fund, its neighbour, and the seats around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, seat, world

from khabuan.access import records
from khabuan.access.actor import Actor, Role
from khabuan.news.actions import items
from khabuan.news.models import NewsItem
from khabuan.registry.models import Organisation

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
TAMBON = "19.01.01."
HAPPENED_ON = date(2026, 11, 5)
SAFE = {
    "title": "ตำบลปากเพรียวเปิดตลาดชุมชน", "words": "ชาวบ้าน 120 คนร่วมเปิดตลาดชุมชน\n\nปีหน้าจะเปิดทุกเดือน",
    "on": HAPPENED_ON, "issues": ["economy", "welfare"], "outlet": "เพจตัวอย่าง", "address": "https://example.org/1",
}  # fmt: skip


def unlike_history() -> list[records.Finding]:
    """News that says something else than its history."""
    return [one for one in records.verify() if one.kind.startswith("news.")]


@dataclass
class Newsroom:
    world: World
    council: Organisation
    fund: Organisation
    treasurer: Actor
    collector: Actor

    def of_place(self, actor: Actor | None = None, path: str = TAMBON, **facts: Any) -> NewsItem:
        known = {**SAFE, "area": self.world.areas[path], **facts}
        return items.write_of_place(actor=actor or self.world.secretary, **known)

    def of_body(self, actor: Actor | None = None, **facts: Any) -> NewsItem:
        known = {**SAFE, "area": self.world.areas[TAMBON], "organisation": self.fund, **facts}
        return items.write_of_body(actor=actor or self.treasurer, **known)

    def published(self, **facts: Any) -> NewsItem:
        return items.publish_item(actor=self.world.secretary, item=self.of_place(**facts))

    def changed(self, item: NewsItem, actor: Actor | None = None, **facts: Any) -> NewsItem:
        known = {**SAFE, "area": self.world.areas[TAMBON], **facts}
        return items.change_item(actor=actor or self.world.secretary, item=item, **known)


@pytest.fixture
def room(world: World) -> Newsroom:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    fund = world.body("fund", "กองทุนสวัสดิการชุมชนตำบลปากเพรียว")
    return Newsroom(
        world,
        council,
        fund,
        seat(Role.TREASURER, fund.node, number=50),
        seat(Role.COLLECTOR, fund.node, number=51),
    )
