"""A council with a list of members, and the election of its posts; the world's seats around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.registry.conftest import World, _today_and_key, world

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.elections.actions.candidates import nominate
from khabuan.elections.actions.confirming import confirm_election
from khabuan.elections.actions.counting import count_votes
from khabuan.elections.actions.elections import open_election
from khabuan.elections.models import Ballot, Candidate, Election
from khabuan.registry.actions import posts
from khabuan.registry.models import Appointment, Organisation, Person, Post

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
DAY = date(2026, 10, 5)


def unlike_history() -> list[records.Finding]:
    """Rows of elections that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("elections.")]


@dataclass
class Scene:
    world: World
    council: Organisation
    chair: Post
    members: Post
    people: list[Person]

    def open(self, actor: Actor | None = None, **facts: Any) -> Election:
        known = {"organisation": self.council, "post": self.chair, "on": DAY, "seats": 1}
        return open_election(actor=actor or self.world.secretary, **{**known, **facts})

    def stand(self, election: Election, *who: int) -> list[Candidate]:
        """These of the people stand, each proposed by somebody."""
        return [
            nominate(
                actor=self.world.secretary, election=election, person=self.people[at],
                proposer=f"ผู้เสนอ {at}", seconder=f"ผู้รับรอง {at}",
            )
            for at in who
        ]  # fmt: skip

    def count(self, election: Election, candidates: list[Candidate], *votes: int, **facts: Any) -> Ballot:
        known = {"how": "hands", "entitled": 20, "present": 15}
        counted = {one.pk: number for one, number in zip(candidates, votes, strict=True)}
        return count_votes(actor=self.world.secretary, election=election, votes=counted, **{**known, **facts})

    def elected(self, *who: int, votes: tuple[int, ...], **facts: Any) -> Election:
        """An election that was counted; nobody has confirmed it."""
        election = self.open(**facts)
        self.count(election, self.stand(election, *who), *votes)
        return election

    def confirm(self, election: Election, **facts: Any) -> Election:
        return confirm_election(actor=self.world.secretary, election=election, **facts)

    def held(self, post: Post) -> list[Appointment]:
        rows = Appointment.objects.visible_to(SYSTEM).filter(post=post, ended_on__isnull=True)
        return list(rows.select_related("person").order_by("since", "pk"))

    def names(self, post: Post) -> list[str]:
        return [row.person.given for row in self.held(post)]


@pytest.fixture
def scene(world: World) -> Scene:
    council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
    chair = posts.add_post(actor=SYSTEM, organisation=council, title="chair", term_years=4)
    members = posts.add_post(actor=SYSTEM, organisation=council, title="member", holders=3, term_years=4)
    people = [world.person(f"คนทดสอบ{number}", f"สกุลทดสอบ{number}") for number in range(6)]
    return Scene(world, council, chair, members, people)
