"""The door of the reading: all kinds of facts of a text, each once, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from khabuan.reader.rules import counts, dated, meetings, missing, money, names, years
from khabuan.reader.rules.facts import (
    CountFact,
    DateFact,
    Fact,
    MeetingFact,
    MissingFact,
    MoneyFact,
    YearFact,
)
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import UNSEEN, Page, Span

#: Of the rules as a whole: a text tells by which it was read.
VERSION = "3"
Finder = Callable[[Page, Known], Iterable[Fact]]
#: One for each module of facts.
FINDERS: tuple[Finder, ...] = (
    dated.find,
    years.find,
    meetings.find,
    counts.find,
    money.find,
    missing.find,
    names.find,
)


def read(text: str, known: Known, written_on: date | None = None) -> tuple[Fact, ...]:
    """Everything that the text says, each fact once with the first words that say it; `also_at` has the others.

    `written_on`, when it was published, gives the year to days without one where the text itself does not.
    """
    page = Page(text, written_on)
    found = [_doubted(fact) for find in FINDERS for fact in find(page, known)]
    return tuple(_once(sorted(found, key=lambda fact: fact.span)))


def _doubted(fact: Fact) -> Fact:
    """Figures with a letter that is not seen among them are told as doubtful."""
    is_figure = isinstance(fact, DateFact | YearFact | MeetingFact | CountFact | MoneyFact)
    return replace(fact, doubt="unseen") if is_figure and not UNSEEN.isdisjoint(fact.quote) else fact


def _once(facts: Iterable[Fact]) -> Iterator[Fact]:
    said: dict[object, tuple[Fact, list[Span]]] = {}
    for fact in facts:
        first, again = said.setdefault(_what_it_says(fact), (fact, []))
        if first is not fact:
            again += (fact.span, *fact.also_at)
    for first, again in said.values():
        yield replace(first, also_at=(*first.also_at, *again)) if again else first


def _what_it_says(fact: Fact) -> object:
    if isinstance(fact, MissingFact):
        return fact.span  # each lost number is its own
    beside = {"quote", "span", "also_at", "why", "note", "doubt"}
    return fact.kind, tuple((name, value) for name, value in vars(fact).items() if name not in beside)
