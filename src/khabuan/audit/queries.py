"""Reads of history. The callers have made sure that the actor sees the record."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from khabuan.audit.models import Event, EventSubject, IdentityRead

Keys = Iterable[int] | QuerySet[Any, Any]


@dataclass(frozen=True)
class ChangeOf:
    """What an event did to one record: field → (old, new)."""

    kind: str
    id: int
    title: str
    act: str  # "add" or "change"
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Happening:
    """One event as a reader sees it. `is_erased`: its facts were blanked at a person's wish."""

    key: int
    at: datetime
    action: str
    seat_title: str
    reason: str
    is_erased: bool
    changes: tuple[ChangeOf, ...]
    notes: dict[str, Any]


def events_of(
    kind: str, key: int, *, chain: str = "", inside: Mapping[str, Keys] | None = None, limit: int = 50,
    before: int | None = None,
) -> list[Happening]:  # fmt: skip
    """Events that touched a record (and those of its own chain), the newest first. Two queries.

    `inside`: records whose events belong to it, by kind. `before` is the key of the last one of the page before.
    """
    about = Q(kind=kind, subject_id=key)
    for of_kind, keys in (inside or {}).items():
        about |= Q(kind=of_kind, subject_id__in=keys)
    touched = EventSubject.objects.filter(about).values("event_id")
    rows = Event.objects.filter(Q(pk__in=touched) | Q(chain=chain) if chain else Q(pk__in=touched))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_happening(event) for event in rows.select_related("payload").order_by("-pk")[:limit]]


def _happening(event: Event) -> Happening:
    erased = event.payload.erased_at is not None
    facts: dict[str, Any] = json.loads(event.payload.body) if not erased else {}
    changes = tuple(
        ChangeOf(
            line["kind"],
            int(line["id"]),
            line["title"],
            line["act"],
            {name: (old, new) for name, (old, new) in line["fields"].items()},
        )
        for line in facts.pop("changes", ())
    )
    reason = facts.pop("reason", "")
    return Happening(event.pk, event.at, event.action, event.seat_title, reason, erased, changes, facts)


def event_keys_about(subjects: Iterable[tuple[str, int]]) -> list[int]:
    """Keys of all events that touched one of these records; one query a kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for kind, key in subjects:
        keys[kind].add(key)
    found: set[int] = set()
    for kind, of_kind in keys.items():
        rows = EventSubject.objects.filter(kind=kind, subject_id__in=of_kind)
        found.update(rows.values_list("event_id", flat=True))
    return sorted(found)


def last_changes(kind: str, keys: Keys) -> dict[int, tuple[int, datetime]]:
    """How many events touched each of these records after the first one, and when the last did. One query."""
    rows = EventSubject.objects.filter(kind=kind, subject_id__in=keys).values("subject_id")
    counted = rows.annotate(n=Count("event", distinct=True), last=Max("event__at")).order_by()
    return {row["subject_id"]: (row["n"] - 1, row["last"]) for row in counted}


def last_event_about(kind: str) -> int | None:
    """The newest event that touched any record of a kind: another one means that something has changed."""
    last: int | None = EventSubject.objects.filter(kind=kind).aggregate(last=Max("event"))["last"]
    return last


def identity_reads_of(kind: str, key: int, *, limit: int = 100) -> list[IdentityRead]:
    """Who opened a record's sealed facts, when and why, the newest first."""
    return list(IdentityRead.objects.filter(kind=kind, subject_id=key).order_by("-at")[:limit])
