"""Reads of doubles, of people and of organisations: pairs that may be one, what a merge would move, merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.registry.models import (
    Appointment,
    LikelyBodies,
    LikelyPair,
    Merge,
    Organisation,
    Person,
    Registration,
)
from khabuan.registry.queries.people import reasons_of
from khabuan.registry.rules.duplicates import Reason

Two = LikelyPair | LikelyBodies
R = TypeVar("R", Person, Organisation)


@dataclass(frozen=True)
class Double:
    """Two persons who may be one, both seen by the actor."""

    pair: LikelyPair
    low: Person
    high: Person
    score: int
    reasons: tuple[Reason, ...]


def duplicate_pairs(actor: Actor, paths: Sequence[str]) -> QuerySet[LikelyPair]:
    """Pairs that wait for somebody's eye, the likeliest first; one of the two at least lives in the place."""
    spans = tuple(Span.of(path) for path in paths)
    rows: QuerySet[LikelyPair] = LikelyPair.seen_by(actor).filter(
        spans_q(spans, "low__area__path") | spans_q(spans, "high__area__path")
    )
    return rows.select_related("low__area", "high__area").order_by("-score", "low__sort_key", "pk")


def duplicates(actor: Actor, paths: Sequence[str], *, limit: int | None = None) -> list[Double]:
    """The pairs of `duplicate_pairs` as values."""
    return [
        Double(pair, pair.low, pair.high, pair.score, reasons_of(pair.reasons))
        for pair in duplicate_pairs(actor, paths)[:limit]
    ]


def likely_bodies(actor: Actor, paths: Sequence[str]) -> QuerySet[LikelyBodies]:
    """Pairs of organisations that wait for somebody's eye, the likeliest first."""
    spans = tuple(Span.of(path) for path in paths)
    rows: QuerySet[LikelyBodies] = LikelyBodies.seen_by(actor).filter(
        spans_q(spans, "low__node") | spans_q(spans, "high__node")
    )
    return rows.select_related("low__area", "high__area").order_by("-score", "low__sort_key", "pk")


def likely_bodies_of(actor: Actor, body: Organisation) -> list[LikelyBodies]:
    """Pairs in which this organisation stands."""
    rows = LikelyBodies.seen_by(actor).filter(Q(low=body) | Q(high=body))
    return list(rows.select_related("low", "high").order_by("-score", "pk"))


def pair_of(actor: Actor, first: Person | Organisation, second: Person | Organisation) -> Two | None:
    """What is known of the likeness of two records; None when nothing made them meet."""
    pairs: Any = LikelyPair if isinstance(first, Person) else LikelyBodies
    low, high = sorted((first.pk, second.pk))
    found: Two | None = pairs.seen_by(actor).filter(low=low, high=high).first()
    return found


def who_stays(actor: Actor, first: Person, second: Person) -> tuple[Person, Person]:
    """The record with more posts stays, of equals the older one; then the other."""
    held = Appointment.objects.visible_to(actor).filter(person__in=(first, second))
    counts = list(held.values_list("person", flat=True))
    return _fuller_first(first, second, counts)


def which_stays(actor: Actor, first: Organisation, second: Organisation) -> tuple[Organisation, Organisation]:
    """The living record with more steps and terms stays, of equals the older one; then the other."""
    steps = Registration.objects.visible_to(actor).filter(organisation__in=(first, second))
    terms = Appointment.objects.visible_to(actor).filter(post__organisation__in=(first, second))
    counts = list(steps.values_list("organisation", flat=True))
    counts += terms.values_list("post__organisation", flat=True)
    if bool(first.ended_on) != bool(second.ended_on):
        return (second, first) if first.ended_on else (first, second)
    return _fuller_first(first, second, counts)


def _fuller_first(first: R, second: R, keys: list[int]) -> tuple[R, R]:
    return (second, first) if keys.count(second.pk) > keys.count(first.pk) else (first, second)


def what_stands_at(bodies: Sequence[Organisation]) -> dict[int, list[tuple[Any, int]]]:
    """What would move with each of these records into another, of every app: in words, and how many."""
    told = [kind for offer in offers.organisation_merges for kind in offer.tell(bodies)]
    return {
        body.pk: [(words, counts[body.pk]) for words, counts in told if counts.get(body.pk)]
        for body in bodies
    }


def merges_at(actor: Actor, path: str) -> QuerySet[Merge]:
    """Merges of a place, the last first."""
    rows: QuerySet[Merge] = Merge.objects.visible_to(actor).filter(spans_q((Span.of(path),), "place"))
    return rows.order_by("-on", "-pk")


def names_of_merged(actor: Actor, merges: Iterable[Merge]) -> dict[int, str]:
    """The names of the records of these merges, by key; two queries."""
    merges = list(merges)
    names: dict[int, str] = {}
    for kind, model in (("person", Person), ("organisation", Organisation)):
        keys = {key for row in merges if row.kind == kind for key in (row.stays_id, row.goes_id)}
        names |= {key: str(row) for key, row in model.objects.visible_to(actor).in_bulk(keys).items()}
    return names
