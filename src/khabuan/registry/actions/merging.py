"""Two records of one person or organisation become one, with the way back: the other stays as an alias.

All that a merge changes goes through `Moves`, whose list is kept with the merge; undoing walks it backwards.
What somebody has changed since then is left alone and named.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.access.scoping import Row
from khabuan.core import clock, offers, secrets
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import search_key, sort_key, sound_key, tidy
from khabuan.registry.actions.likeness import forget_pair, keep_likeness
from khabuan.registry.models import FamilyTie, Identity, Merge, NotTheSame, Organisation, Person
from khabuan.registry.rules.merging import FieldValue, MergePlan, Record, merge_plan

PERSON_FIELDS = ("title", "given", "surname", "former_surname", "nickname", "sex", "note", "area")
DATED_FIELDS = ("born_on", "died_on")


@dataclass
class Moves:
    """A merge under way (`offers.Moving`): every change through it can be undone."""

    stays: Any
    goes: Any
    made: list[list[Any]] = field(default_factory=list)

    def change(self, row: Row, **fields: Any) -> None:
        """Change fields of a row as part of the merge."""
        before = {name: _stored(row, name) for name in fields}
        if not change(row, **fields):
            return
        changed = {
            name: [old, _stored(row, name)] for name, old in before.items() if _stored(row, name) != old
        }
        self.made.append([row._meta.label_lower, str(row.pk), changed])


def _stored(row: models.Model, name: str) -> Any:
    """A field's value as JSON keeps it."""
    column = row._meta.get_field(name)
    value = getattr(row, column.attname)  # type: ignore[union-attr]
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(value, (bool, str, list, dict)):
        return value
    return str(value)


def _value(row: models.Model, name: str, stored: Any) -> Any:
    column: Any = row._meta.get_field(name)
    if stored is None:
        return None
    if isinstance(column, models.BinaryField):
        return base64.b64decode(stored)
    if isinstance(column, models.ForeignKey):
        return column.related_model._base_manager.get(pk=int(stored))
    return column.to_python(stored)


def person_plan(stays: Person, goes: Person, chosen: Mapping[str, int] | None = None) -> MergePlan:
    """What merging would do, to be shown before. `chosen`: field → key of the record that wins."""
    return merge_plan(_record(stays), _record(goes), chosen)


def _record(person: Person) -> Record:
    fields = {name: field_value(person, name) for name in (*PERSON_FIELDS, *DATED_FIELDS)}
    return Record(person.pk, fields)


def field_value(row: models.Model, name: str) -> FieldValue:
    """A field as a plan compares it: its stored text, and how exact a date is."""
    return FieldValue(str(_stored(row, name) or ""), getattr(row, precision_of(name), "day"))


def precision_of(name: str) -> str:
    """ "born_on" → "born_precision"."""
    return f"{name.removesuffix('_on')}_precision"


@action("registry.merge_people", on="stays")
def merge_people(
    *,
    actor: Actor,
    stays: Person,
    goes: Person,
    chosen: Mapping[str, int] | None = None,
    reasons: Sequence[Any] = (),
) -> Merge:
    """`goes` becomes an alias of `stays`; posts, ties, numbers, files and other apps' rows move along.

    Without a choice the better value of each field wins (`rules.merging`). Refused: one record twice, one
    that was merged already. OutOfArea: the other record is not the actor's to merge.
    """
    check_pair(stays, goes, "registry.merge_people")
    moves = Moves(stays, goes)
    facts = won(stays, person_plan(stays, goes, chosen).changes)
    if {"given", "surname"} & facts.keys():
        name = f"{facts.get('given', stays.given)} {facts.get('surname', stays.surname)}".strip()
        facts |= {
            "sort_key": sort_key(name),
            "search_key": search_key(name),
            "sound_key": sound_key(name)[:160],
        }
    moves.change(stays, **facts)
    for offer in offers.person_merges:
        offer.move(moves)
    moves.change(goes, stays=stays)
    keep_likeness(goes)
    keep_likeness(stays)
    return kept("person", moves, reasons)


def won(row: models.Model, changes: Mapping[str, FieldValue]) -> dict[str, Any]:
    """The fields of the row that stays which take the other's value, with the exactness of its dates."""
    facts: dict[str, Any] = {}
    for name, value in changes.items():
        column: Any = row._meta.get_field(name)
        facts[name] = _value(row, name, value.text) if value.text else (None if column.null else "")
        if hasattr(row, precision_of(name)):
            facts[precision_of(name)] = value.precision
    return facts


def check_pair(stays: Row, goes: Row, name: str) -> None:
    """Refused: one record twice, one merged or erased already. OutOfArea: the other is beyond the reach."""
    doer = require_running().actor
    if stays.pk == goes.pk:
        raise Refused("one_record", _("This is one and the same record. Choose two."), field="goes")
    if not type(goes).objects.visible_to(doer).filter(pk=goes.pk).exists():
        raise OutOfArea(name)
    policy.require(doer, name, goes.node)
    for row in (stays, goes):
        if row.stays_id:  # type: ignore[attr-defined]
            raise Refused(
                "merged_already", _("One of the records was merged already. Look at where it leads.")
            )
        if getattr(row, "erased_on", None):
            raise Refused("erased", _("The facts of one of the two were erased at the person's wish."))


def kept(kind: str, moves: Moves, reasons: Sequence[Any]) -> Merge:
    """The merge as it is written down, with all that undoes it."""
    merge: Merge = add(
        Merge,
        kind=kind,
        stays_id=moves.stays.pk,
        goes_id=moves.goes.pk,
        place=moves.stays.node,
        on=clock.today(),
        reasons=list(reasons),
        facts={"moves": moves.made},
    )
    return merge


def move_references(moves: Moves, model: Any, column: str, **wanted: Any) -> None:
    """Every row of a table that names the record that goes, names the one that stays."""
    for row in model.everywhere.filter(**{column: moves.goes}, **wanted).order_by("pk"):
        moves.change(row, **{column: moves.stays})


def move_ties(moves: offers.Moving) -> None:
    """Ties of both directions; a tie between the two records ends."""
    for column, far in (("person", "other"), ("other", "person")):
        for tie in FamilyTie.everywhere.filter(**{column: moves.goes}).order_by("pk"):
            if getattr(tie, f"{far}_id") == moves.stays.pk:
                moves.change(tie, until=clock.today() if tie.until is None else tie.until)
            else:
                moves.change(tie, **{column: moves.stays})


def move_identities(moves: offers.Moving) -> None:
    """Numbers that the one who stays does not have. They are sealed to a person, so sealed again."""
    held = set(
        Identity.everywhere.filter(person=moves.stays, until__isnull=True).values_list("kind", flat=True)
    )
    for row in Identity.everywhere.filter(person=moves.goes, until__isnull=True).order_by("pk"):
        if row.kind in held:
            continue
        number = secrets.unseal(row.sealed, f"identity.{row.kind}.{moves.goes.pk}")
        sealed = secrets.seal(number, f"identity.{row.kind}.{moves.stays.pk}")
        moves.change(row, person=moves.stays, sealed=sealed)


@action("registry.undo_merge", on="merge")
def undo_merge(*, actor: Actor, merge: Merge, reason: str) -> Merge:
    """Take a merge back: both records are again what they were. What was changed since is left and noted.

    Refused: no reason, undone already, a later merge that stands on this one.
    """
    if merge.undone_on:
        raise Refused("undone_already", _("This merge was undone already."))
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the merge is undone."), field="reason")
    if merge.facts.get("erased"):
        raise Refused("erased", _("The facts were erased at the person's wish. This merge stays."))
    later = Merge.everywhere.filter(kind=merge.kind, goes_id=merge.stays_id, undone_on__isnull=True)
    if later.exists():
        raise Refused("merged_again", _("The record was merged again later. Undo that merge first."))
    left = [found for made in reversed(merge.facts["moves"]) for found in _take_back(*made)]
    change(merge, undone_on=clock.today(), undone_reason=tidy(reason))
    if left:
        note(left_as_they_are=left)
    model: Any = Person if merge.kind == "person" else Organisation
    for record in model.everywhere.filter(pk__in=(merge.stays_id, merge.goes_id)).select_related("area"):
        keep_likeness(record)
    return merge


def _take_back(kind: str, key: str, changed: dict[str, list[Any]]) -> list[str]:
    """Write the old values of one row back; names of fields changed since, left alone."""
    row = apps.get_model(kind)._base_manager.get(pk=int(key))
    later = [name for name, (_old, new) in changed.items() if _stored(row, name) != new]
    change(
        row, **{name: _value(row, name, old) for name, (old, _new) in changed.items() if name not in later}
    )
    return [f"{kind}:{key}.{name}" for name in later]


@action("registry.say_not_the_same", on="first")
def say_not_the_same(
    *, actor: Actor, first: Person | Organisation, second: Person | Organisation
) -> NotTheSame:
    """Somebody looked: these are two. They are not proposed again. OutOfArea: the second is not in sight."""
    if first.pk == second.pk:
        raise Refused("one_record", _("This is one and the same record. Choose two."), field="second")
    if not type(second).objects.visible_to(require_running().actor).filter(pk=second.pk).exists():
        raise OutOfArea("registry.say_not_the_same")
    kind = "person" if isinstance(first, Person) else "organisation"
    low, high = sorted((first.pk, second.pk))
    said: NotTheSame = add(NotTheSame, kind=kind, low_id=low, high_id=high, place=first.node)
    forget_pair(first, second)
    return said
