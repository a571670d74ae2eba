"""Does each record still say what its history says? The check of rows against the audit trail.

The chain proves that history was not altered; this shows that only actions wrote the tables. It does not
see: rows and fields written by set statements (`bulk()`, `update()`: the trail counts them), values
that are hidden or erased, and tables that are no `Row`.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from khabuan.access.action import HIDDEN
from khabuan.access.scoping import Row
from khabuan.audit.models import EventSubject, Payload
from khabuan.core import sql

CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    """A record that is not as its history says. `what`: altered (with the field), gone, unrecorded; or a whole table
    (`id` 0) that is unreadable, since SQLite keeps in a column whatever it is given."""

    kind: str
    id: int
    what: str
    field: str = ""


@dataclass
class _Table:
    """What the trail says of one table: row → field → last value; a value that it does not repeat is absent.

    `by_sets` are fields that set statements wrote, `has_bulk` tells that rows were born by one.
    """

    rows: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    by_sets: set[str] = field(default_factory=set)
    has_bulk: bool = False


def verify() -> list[Finding]:
    """Compare every row with its last event, in one snapshot. Linear in events and rows."""
    with sql.reading():
        return list(_verify())


def _verify() -> Iterator[Finding]:
    told = _told()
    for model in apps.get_models():
        if issubclass(model, Row):
            try:
                yield from _verify_table(model, told[model._meta.label_lower])
            except (ValueError, TypeError, ArithmeticError):
                yield Finding(model._meta.label_lower, 0, "unreadable")


def _told() -> dict[str, _Table]:
    """The trail read once, oldest first."""
    tables: dict[str, _Table] = defaultdict(_Table)
    erased = _subjects_of_erased()
    events = Payload.objects.order_by("event_id").values_list("event_id", "body")
    for event, body in events.iterator(chunk_size=CHUNK):
        if event in erased or not body:
            for kind, key in erased.get(event, ()):  # it may have changed any field
                tables[kind].rows[key] = {}
            continue
        facts = json.loads(body)
        for change in facts.get("changes", ()):
            _hear(tables[change["kind"]].rows, change)
        for words in facts.get("many", ()):
            _hear_of_many(tables, words)
    return tables


def _subjects_of_erased() -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = EventSubject.objects.filter(event__payload__erased_at__isnull=False)
    for event, kind, key in rows.values_list("event_id", "kind", "subject_id"):
        found[event].append((kind, key))
    return found


def _hear(rows: dict[int, dict[str, Any]], change: dict[str, Any]) -> None:
    known = rows[int(change["id"])]
    if change["act"] == "add" and change["title"] != HIDDEN:
        known.update(_untouched(change["kind"]))
    for name, (_old, new) in change["fields"].items():
        if new == HIDDEN:
            known.pop(name, None)
        else:
            known[name] = new["id"] if isinstance(new, dict) and {*new} == {"id", "title"} else new


def _untouched(kind: str) -> dict[str, Any]:
    """Values of a new row's fields that `add()` was not given, by the name of the field."""
    try:
        model = apps.get_model(kind)
    except LookupError:  # a table of an earlier version
        return {}
    return {one.name: one.get_default() for one in _fields(model) if _is_certain(one)}


def _is_certain(one: Any) -> bool:
    """Whether a value that the trail leaves out is the default; it leaves out given emptiness as well."""
    if not one.has_default() or one.default in (None, ""):
        return True
    return not (callable(one.default) or one.null or one.blank)


def _fields(model: type[models.Model]) -> list[Any]:
    return [one for one in model._meta.concrete_fields if not one.primary_key]


def _hear_of_many(tables: dict[str, _Table], words: str) -> None:
    """Take in "add registry.person" or "change exchange.importrow moved_at,state"."""
    act, kind, *fields = words.split(" ")
    if act == "add":
        tables[kind].has_bulk = True
    for names in fields:
        tables[kind].by_sets.update(names.split(","))


def _verify_table(model: type[Row], told: _Table) -> Iterator[Finding]:
    kind = model._meta.label_lower
    fields = [one for one in _fields(model) if one.name not in told.by_sets]
    rows: Any = QuerySet(model).order_by().values_list("pk", *(one.attname for one in fields))
    for key, *values in rows.iterator(chunk_size=CHUNK):
        known = told.rows.pop(key, None)
        if known is None:
            if not told.has_bulk:
                yield Finding(kind, key, "unrecorded")
            continue
        for one, value in zip(fields, values, strict=True):
            if not _agrees(one, known, value):
                yield Finding(kind, key, "altered", one.name)
    for key in sorted(told.rows):
        yield Finding(kind, key, "gone")


def _agrees(one: Any, known: dict[str, Any], value: Any) -> bool:
    name = one.attname if one.attname in known else one.name
    if name not in known or known[name] == value:
        return True
    if isinstance(one, models.BinaryField):
        return bool(hashlib.sha256(value or b"").hexdigest() == known[name])
    return bool(one.to_python(known[name]) == value)
