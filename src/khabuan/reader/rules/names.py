"""What is named: people first, since a place or a body inside a person's name is none; then places, bodies, programmes."""

from __future__ import annotations

from collections.abc import Iterator

from khabuan.reader.rules import organisations, persons, places, programmes, scene
from khabuan.reader.rules.facts import Fact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import Page


def find(page: Page, known: Known) -> Iterator[Fact]:
    people = persons.people(page, known)
    yield from persons.facts(page, people)
    where = places.places(page.plain, known, persons.spans(people))
    yield from scene.facts(page, where)
    yield from organisations.find(page, persons.spans(people), where)
    yield from programmes.find(page)
