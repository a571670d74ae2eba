"""The two small provinces of the register's tests, with a text in the book of a tambon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.reader.actions import drafts, texts
from khabuan.reader.models import Draft, Text
from khabuan.reader.rules.drafts import Kind
from khabuan.registry.models import Organisation
from tests.cast_reader import WORDS, drafted
from tests.registry.conftest import World, _today_and_key, world

__all__ = ["_today_and_key", "world"]
SYSTEM = Actor.system()
TAMBON = "19.01.01."


def unlike_history() -> list[records.Finding]:
    """Rows of the reader that say something else than their history."""
    return [one for one in records.verify() if one.kind.startswith("reader.")]


@dataclass
class Desk:
    """A council, and the secretary who reads for its tambon."""

    world: World
    council: Organisation

    def take(self, actor: Actor | None = None, path: str = TAMBON, words: str = WORDS, **facts: Any) -> Text:
        known = {
            "area": self.world.areas[path],
            "words": words,
            "drafts": drafted(words),
            "title": "ข่าวทดสอบ",
        }
        return texts.take_text(actor=actor or self.world.secretary, **{**known, **facts})

    def draft(self, text: Text, kind: Kind) -> Draft:
        found: Draft = Draft.everywhere.filter(text=text, kind=kind).order_by("start", "pk")[0]
        return found

    def decide(self, text: Text, kind: Kind, how: str, actor: Actor | None = None, **facts: Any) -> Draft:
        made: Draft = drafts.decide(
            actor=actor or self.world.secretary, draft=self.draft(text, kind), how=how, **facts
        )
        return made


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world, world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว"))
