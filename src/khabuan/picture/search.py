"""Search over everything: each app offers a source; what is beyond the reader's sight never comes."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import Subject, Words

FEW, MANY = 8, 60
ICONS = {
    "area": "place",
    "organisation": "build",
    "person": "user",
    "group": "place",
    "local_government": "build",
    "number": "build",
    "post": "user",
}


@dataclass(frozen=True)
class Section:
    """What one source found; `more` when it has more than is shown."""

    kind: str
    label: Words
    found: tuple[Subject, ...]
    more: bool

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "report")


def sections_for(actor: Actor, words: str, only: str = "") -> list[Section]:
    """What each source finds, in the order of the sources; sources without a hit stay away."""
    limit = MANY if only else FEW
    sections = []
    for source in offers.search_sources:
        if only and source.kind != only:
            continue
        found = tuple(source.find(actor, words, limit + 1))
        if found:
            sections.append(Section(source.kind, source.label, found[:limit], len(found) > limit))
    return sections
