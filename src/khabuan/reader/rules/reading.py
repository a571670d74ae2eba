"""The door of the reading: all kinds of facts of a text, each once, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from khabuan.reader.rules import names
from khabuan.reader.rules.facts import Fact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import Page

Finder = Callable[[Page, Known], Iterable[Fact]]
#: One for each module of facts.
FINDERS: tuple[Finder, ...] = (names.find,)


def read(text: str, known: Known) -> tuple[Fact, ...]:
    """Everything that the text says, each fact once with the first words that say it; `also_at` has the others."""
    page = Page(text)
    found = [fact for find in FINDERS for fact in find(page, known)]
    return tuple(_once(sorted(found, key=lambda fact: fact.span)))


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    said: dict[object, list[Fact]] = {}
    for fact in facts:
        said.setdefault(_what_it_says(fact), []).append(fact)
    for first, *others in said.values():
        again = [span for other in others for span in (other.span, *other.also_at)]
        yield replace(first, also_at=(*first.also_at, *again)) if again else first


def _what_it_says(fact: Fact) -> object:
    beside = {"quote", "span", "also_at", "why", "note"}
    return fact.kind, tuple((name, value) for name, value in vars(fact).items() if name not in beside)
