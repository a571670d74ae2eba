"""The days of a text as facts: each once, the event's own told, years left out inferred from what the text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from khabuan.reader.rules.dates import Said, dates_in
from khabuan.reader.rules.event_days import DAYS_OF_AN_EVENT, is_beside, published_and_own
from khabuan.reader.rules.facts import DateFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.left_out_years import crosses_a_year, days_of, reference
from khabuan.reader.rules.page import Page


def find(page: Page, known: Known) -> Iterator[DateFact]:
    """Each day once. The publication line gives the year to days without one; it is the event's own day only when
    nothing else is."""
    said = page.once(dates_in)
    published, own = page.once(published_and_own)
    told = [one for one in said if not is_beside(page, one)]
    today = reference(page, said, told, published, own) or page.written_on
    facts = [_fact(page, one, today) for one in said]
    main = facts[said.index(own)] if own else None
    for fact in _once(facts):
        yield replace(fact, main=main is not None and _holds(fact, main))


def _holds(fact: DateFact, main: DateFact) -> bool:
    """The event's own day, or days that hold it and are no whole season."""
    if fact.start is None or main.start is None:
        return (fact.start, fact.month, fact.day) == (main.start, main.month, main.day)
    end = fact.end or fact.start
    is_season = (end - fact.start).days > DAYS_OF_AN_EVENT
    return fact.start == main.start if is_season else fact.start <= main.start <= end


def _fact(page: Page, said: Said, today: date | None) -> DateFact:
    span = page.span(said.start, said.end)
    start, end = days_of(page, said, today)
    crosses = crosses_a_year(said)
    fact = DateFact(
        start=start,
        end=end,
        certain=said.has_year and not crosses,
        quote=page.quote(span),
        span=span,
        why=said.why,
        doubt="" if said.is_spelt else "spelling",
    )
    if said.has_year:
        return replace(
            fact, note="the first day's year is the one before the year written" if crosses else ""
        )
    if start is not None:
        return replace(fact, note=f"no year written; taken from {today}")
    _, month, day = said.first
    _, last_month, last_day = said.last or (None, None, None)
    return replace(
        fact, month=month, day=day, last_month=last_month, last_day=last_day, note="no year written"
    )


def _once(facts: Iterable[DateFact]) -> Iterator[DateFact]:
    """Each day once: in words that leave no doubt, with the year written, and where else the same is said."""
    same: dict[object, list[DateFact]] = {}
    for fact in facts:
        same.setdefault((fact.start, fact.end, fact.month, fact.day, fact.last_day), []).append(fact)
    for told in same.values():
        best = min(told, key=lambda fact: (bool(fact.doubt), not fact.certain))
        yield replace(best, also_at=tuple(fact.span for fact in told if fact is not best))
