"""A council and a fund with days in their calendars: a meeting, a duty, a promise, terms that end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import pytest
from tests.followup.conftest import Scene, scene
from tests.registry.conftest import World, _today_and_key, by_hand, world

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import CalendarWanted
from khabuan.meetings.models import Meeting
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Organisation

__all__ = ["_today_and_key", "scene", "world"]
SYSTEM, PUBLIC = Actor.system(), Actor.public()
YEAR = CalendarWanted(since=date(2026, 10, 1), until=date(2027, 10, 1))


def meet(body: Organisation, on: date, **facts: Any) -> Meeting:
    """A meeting as its own actions leave it; they have their own tests."""
    known = {
        "organisation": body, "number": 1, "year": on.year, "on": on, "starts_at": time(9, 30), "ends_at": time(12),
        "place": "ศาลา ม.3", "changed_at": datetime(2026, 11, 1, 12, tzinfo=clock.BANGKOK),
    }  # fmt: skip
    with by_hand():
        return Meeting.new.bulk([Meeting(**{**known, **facts})])[0]


def hold(world: World, body: Organisation, title: str, until: date, **facts: Any) -> None:
    """Somebody holds a post of a body until the end of a term."""
    post = add_post(actor=SYSTEM, organisation=body, title=title)
    person = world.person(f"ผู้ถือ{title}", "ทดสอบ")
    appoint(actor=SYSTEM, post=post, person=person, since=date(2023, 1, 1), until=until, **facts)


@dataclass
class Room:
    """The scene of duties and promises, with a meeting of the council and of the fund next door."""

    scene: Scene
    world: World
    meeting: Meeting
    elsewhere: Meeting


@pytest.fixture
def room(scene: Scene) -> Room:
    world = scene.world
    scene.duty(due_on=date(2026, 12, 10), what="ติดต่อนางทดสอบ เรื่องซ่อมบ้าน")
    scene.promise(due_on=date(2026, 12, 11))
    hold(world, scene.fund, "chair", date(2027, 3, 31))
    hold(world, scene.fund, "treasurer", date(2027, 3, 31))
    hold(world, scene.fund, "collector", date(2027, 4, 30))
    return Room(
        scene,
        world,
        meet(scene.council, date(2026, 12, 5)),
        meet(scene.fund, date(2026, 12, 6), place="ที่ทำการกองทุน"),
    )
