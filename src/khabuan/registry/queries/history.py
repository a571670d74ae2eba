"""The history of a record: what happened to it, who did it, when and why, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.policy import POLICY
from khabuan.access.scoping import Row
from khabuan.audit.models import IdentityRead
from khabuan.audit.queries import ChangeOf, Happening, Keys, events_of, identity_reads_of
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.thai import ThaiDate
from khabuan.registry.models import Organisation, Person

QUIET = frozenset(
    {"sort_key", "search_key", "sound_key", "core_key", "id", "node", "sealed", "equality", "facts", "moves"}
    | {"ended_with_body", "item_order", "number_key", "party"}
    | {"changed_at", "revision", "origin_kind", "origin_id", "recorded_at"}
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


Told = str | ThaiDate


@dataclass(frozen=True)
class FieldDiff:
    """One field before and after, as words or a day as far as known; "•" stands for a sealed value."""

    field: str
    old: Told
    new: Told


Titled = tuple[str, tuple[FieldDiff, ...]]


@dataclass(frozen=True)
class HistoryLine:
    """One act. `diffs` are (record's title, its field diffs); empty when the facts were erased."""

    key: int
    at: datetime
    act: Any  # words, translated where shown
    who: str
    reason: str
    is_erased: bool
    diffs: tuple[Titled, ...]


@dataclass(frozen=True)
class Inside:
    """Rows inside a record whose acts belong to its history: their keys by kind, and what each of some acts did to them."""

    keys: Mapping[str, Keys]
    told: Callable[[Sequence[Happening]], Sequence[Sequence[Titled]]]


def history_of(
    actor: Actor, record: Row, *, limit: int = 50, before: int | None = None, inside: Inside | None = None
) -> list[HistoryLine]:
    """The history of a record, the newest first; an organisation's has its posts.

    OutOfArea when the actor does not see the record, NotAllowed when the office reads no history. One query
    more for each kind of row with dates that are known roughly.
    """
    _check(actor, record, "audit.event")
    chain = record.chain if isinstance(record, Organisation) else ""
    keys = inside.keys if inside else {}
    events = events_of(
        record._meta.label_lower, record.pk, chain=chain, inside=keys, limit=limit, before=before
    )
    wanted = [[change for change in event.changes if _is_about(change, record)] for event in events]
    values = _RoughDates(actor, [change for changes in wanted for change in changes])
    within = inside.told(events) if inside else [()] * len(events)
    return [
        _line(event, changes, values, more)
        for event, changes, more in zip(events, wanted, within, strict=True)
    ]


class _RoughDates:
    """What a day and its precision were at each change, so that "1962" is not told as 1 January 1962.

    The trail repeats only what an act changed; the rest is what it is now, walked back from the newest change.
    """

    def __init__(self, actor: Actor, changes: Sequence[ChangeOf]) -> None:
        self.known: dict[tuple[str, int], dict[str, Any]] = {}
        keys: dict[str, set[int]] = defaultdict(set)
        for change in changes:
            if pairs_of(change.kind) and any(
                name in change.fields for pair in pairs_of(change.kind) for name in pair
            ):
                keys[change.kind].add(int(change.id))
        for kind, ids in keys.items():
            names = [name for pair in pairs_of(kind) for name in pair]
            for key, *row in (
                apps.get_model(kind).objects.visible_to(actor).filter(pk__in=ids).values_list("pk", *names)
            ):
                self.known[kind, key] = dict(zip(names, row, strict=True))

    def told(self, change: ChangeOf, day: str, precision: str) -> tuple[Told, Told] | None:
        """A day before and after the change, each as far as it was known; None when the change has no such day.

        Changes must come newest first: what is known goes back by one change with each.
        """
        if day not in change.fields and precision not in change.fields:
            return None
        now = self.known.setdefault((change.kind, int(change.id)), {})
        after = {name: change.fields.get(name, (None, now.get(name)))[1] for name in (day, precision)}
        old = {name: change.fields.get(name, (after[name],))[0] for name in (day, precision)}
        now.update(old)
        return _rough(old[day], old[precision]), _rough(after[day], after[precision])


def pairs_of(kind: str) -> list[tuple[str, str]]:
    """The dates of a table that may be known roughly: ("born_on", "born_precision") …"""
    try:
        names = {field.name for field in apps.get_model(kind)._meta.concrete_fields}
    except LookupError:
        return []
    return [(day, pair) for day in sorted(names) for pair in (precision_name(day, names),) if pair]


def precision_name(day: str, names: Collection[str]) -> str:
    """ "born_on" → "born_precision", "since" → "since_precision", "on" → "on_precision"; "" for none."""
    stem = day.removesuffix("_on")
    return next(
        (name for name in (f"{stem}_precision", f"{day}_precision") if name in names and day != name), ""
    )


def _rough(day: Any, precision: Any) -> Told:
    """A day as far as it is known; a value that is hidden stands as it is."""
    if not day:
        return ""
    try:
        on = day if isinstance(day, date) else date.fromisoformat(str(day))
    except ValueError:
        return str(day)
    return ThaiDate(on, precision if precision in ("month", "year") else "day")


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


def _line(
    event: Happening, changes: Sequence[ChangeOf], values: _RoughDates, more: Sequence[Titled]
) -> HistoryLine:
    rule = POLICY.get(event.action)
    return HistoryLine(
        event.key,
        event.at,
        rule.words if rule else event.action,
        event.seat_title,
        event.reason,
        event.is_erased,
        (*((change.title, _diffs(change, values)) for change in changes), *more),
    )


def _is_about(change: ChangeOf, record: Row) -> bool:
    if isinstance(record, Organisation):
        return change.kind in OF_ORGANISATION
    if (change.kind, change.id) == (record._meta.label_lower, record.pk):
        return True
    person = change.fields.get("person", (None, None))[1]
    return isinstance(record, Person) and isinstance(person, dict) and person.get("id") == str(record.pk)


def _diffs(change: ChangeOf, values: _RoughDates) -> tuple[FieldDiff, ...]:
    """Each field before and after. A day carries its precision, which is then no line of its own."""
    told: dict[str, tuple[Told, Told]] = {}
    beside: set[str] = set()
    for day, precision in pairs_of(change.kind):
        if found := values.told(change, day, precision):
            told[day] = found
        beside.add(precision)
    diffs = [FieldDiff(day, *found) for day, found in told.items() if day not in change.fields and any(found)]
    for name, (old, new) in change.fields.items():
        if name in told:
            diffs.append(FieldDiff(name, *told[name]))
        elif name not in QUIET and name not in beside and not (change.act == "add" and new is False):
            diffs.append(FieldDiff(name, _words(change.kind, name, old), _words(change.kind, name, new)))
    return tuple(diffs)


def _words(kind: str, name: str, value: Any) -> str:
    """A stored value in words: a record's title, a choice's label."""
    if isinstance(value, bool):
        return gettext("It is so") if value else gettext("It is not so")
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
