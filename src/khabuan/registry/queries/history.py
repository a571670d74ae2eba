"""The history of a record: what happened to it, who did it, when and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.policy import POLICY
from khabuan.access.scoping import Row
from khabuan.audit.models import IdentityRead
from khabuan.audit.queries import ChangeOf, Happening, events_of, identity_reads_of
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.registry.models import Organisation, Person

QUIET = frozenset(
    {"sort_key", "search_key", "sound_key", "core_key", "id", "node", "sealed", "equality", "facts", "moves"}
)
OF_ORGANISATION = frozenset(
    f"registry.{name}"
    for name in (
        "organisation",
        "community",
        "workinggroup",
        "agency",
        "support",
        "registration",
        "post",
        "appointment",
    )
)


@dataclass(frozen=True)
class FieldDiff:
    """One field before and after, as words; "•" stands for a sealed value."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class HistoryLine:
    """One act. `diffs` are (record's title, its field diffs); empty when the facts were erased."""

    key: int
    at: datetime
    act: Any  # words, translated where shown
    who: str
    reason: str
    is_erased: bool
    diffs: tuple[tuple[str, tuple[FieldDiff, ...]], ...]


def history_of(actor: Actor, record: Row, *, limit: int = 50, before: int | None = None) -> list[HistoryLine]:
    """The history of a record, the newest first; an organisation's has its posts.

    OutOfArea when the actor does not see the record, NotAllowed when the office reads no history.
    """
    _check(actor, record, "audit.event")
    chain = record.chain if isinstance(record, Organisation) else ""
    events = events_of(record._meta.label_lower, record.pk, chain=chain, limit=limit, before=before)
    return [_line(event, record) for event in events]


def identity_reads(actor: Actor, person: Person, *, limit: int = 100) -> list[IdentityRead]:
    """Who opened this person's numbers, when and why."""
    _check(actor, person, "audit.identityread")
    return identity_reads_of("registry.person", person.pk, limit=limit)


def _check(actor: Actor, record: Row, kind: str) -> None:
    """A body above may be known without its insides: its trail is for who reaches it."""
    if (
        not actor.reaches(record.node)
        or not type(record).objects.visible_to(actor).filter(pk=record.pk).exists()
    ):
        raise OutOfArea(kind)
    if not policy.may_read(actor.role, kind):
        raise NotAllowed(kind, tuple(role.label for role in policy.TRAIL[kind]))


def _line(event: Happening, record: Row) -> HistoryLine:
    wanted = [change for change in event.changes if _is_about(change, record)]
    rule = POLICY.get(event.action)
    return HistoryLine(
        event.key,
        event.at,
        rule.words if rule else event.action,
        event.seat_title,
        event.reason,
        event.is_erased,
        tuple((change.title, _diffs(change)) for change in wanted),
    )


def _is_about(change: ChangeOf, record: Row) -> bool:
    if isinstance(record, Organisation):
        return change.kind in OF_ORGANISATION
    if (change.kind, change.id) == (record._meta.label_lower, record.pk):
        return True
    person = change.fields.get("person", (None, None))[1]
    return isinstance(record, Person) and isinstance(person, dict) and person.get("id") == str(record.pk)


def _diffs(change: ChangeOf) -> tuple[FieldDiff, ...]:
    return tuple(
        FieldDiff(name, _words(change.kind, name, old), _words(change.kind, name, new))
        for name, (old, new) in change.fields.items()
        if name not in QUIET
    )


def _words(kind: str, name: str, value: Any) -> str:
    """A stored value in words: a record's title, a choice's label."""
    if value in (None, ""):
        return ""
    if isinstance(value, dict):
        return str(value.get("title", value.get("id", "")))
    if isinstance(value, list):
        return ", ".join(_words(kind, name, item) for item in value)
    try:
        column = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return str(value)
    return str(dict(getattr(column, "flatchoices", ())).get(value, value))
