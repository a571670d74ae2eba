"""A council of the small province with a roll, a province's meeting above it, and meetings of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.registry.conftest import World, by_hand

from khabuan.access.action import add
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.meetings.models import AgendaItem, Meeting
from khabuan.meetings.rules.agenda import Purpose
from khabuan.registry.actions.likeness import together
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Organisation, Person

SYSTEM = Actor.system()
TODAY = date(2026, 11, 23)
SINCE = date(2024, 1, 10)


@dataclass
class Council:
    """A council with a chair, a secretary and members of two villages; everybody named by number."""

    world: World
    body: Organisation
    people: list[Person]

    @property
    def chair(self) -> Person:
        return self.people[0]

    @property
    def members(self) -> list[Person]:
        return self.people[2:]


def seat_person(
    body: Organisation, person: Person, title: str = "member", since: date | None = SINCE, **facts: Any
) -> Appointment:
    post = add_post(actor=SYSTEM, organisation=body, title=title, **facts)
    return appoint(actor=SYSTEM, post=post, person=person, since=since)


def council(world: World, path: str = "19.01.01.", members: int = 8) -> Council:
    """Chair, secretary and members of the roll: 2 + `members` seats."""
    with together():  # named so alike that each would be compared with all the others
        body = world.body("council", f"สภาองค์กรชุมชนตำบลทดสอบ {path}", path)
        village = f"{path}01." if f"{path}01." in world.areas else path
        people = [world.person(f"ผู้แทน{number}", "ทดสอบ", path=village) for number in range(members + 2)]
        seat_person(body, people[0], "chair", order=1)
        seat_person(body, people[1], "secretary", order=2)
        post = add_post(actor=SYSTEM, organisation=body, title="member", order=10)
        for person in people[2:]:
            appoint(actor=SYSTEM, post=post, person=person, since=SINCE)
    return Council(world, body, people)


def meeting(body: Organisation, on: date = TODAY, number: int = 4, **facts: Any) -> Meeting:
    """A planned meeting, laid by hand."""
    with by_hand():
        made: Meeting = add(
            Meeting, organisation=body, number=number, year=on.year, on=on, changed_at=clock.now(), **facts
        )
    return made


def item(of: Meeting, main: int = 4, sub: int = 1, **facts: Any) -> AgendaItem:
    known: dict[str, Any] = {"purpose": Purpose.CONSIDER, "title": "เรื่องพิจารณาทดสอบ"}
    with by_hand():
        made: AgendaItem = add(AgendaItem, meeting=of, main=main, sub=sub, **{**known, **facts})
    return made
