"""Search over organisations and people: by pieces of the name, by sound or likeness where typing slipped."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core import searching
from khabuan.core.offers import Subject
from khabuan.core.thai import search_key, sound_key, split_name
from khabuan.places.labels import label
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.body_names import cores, kinds_said
from khabuan.registry.rules.kinds import OrganisationKind


def find_organisations(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Organisations of the actor's sight, living ones, the best first.

    The name's own part is looked for ("ดาวเรือง" of "กองทุนสวัสดิการชุมชนตำบลดาวเรือง"), with its slips; what
    is no name of a body is looked for as pieces of whole names.
    """
    rows = Organisation.objects.visible_to(actor).filter(stays__isnull=True, ended_on__isnull=True)
    found = _by_core(rows, words, limit)
    found = found or _best(rows, words, limit)
    found = found or searching.resembling(rows.select_related("area"), words, limit)
    return [
        Subject(
            "organisation",
            str(row.pk),
            row.name,
            row.get_absolute_url(),
            f"{row.get_kind_display()} · {label(row.area)}",
        )
        for row in found
    ]


MOST_BODIES = 8


def bodies_named(actor: Actor, words: str, limit: int = MOST_BODIES) -> list[Organisation]:
    """Living organisations in sight whose name has these words, the best first; a slip is forgiven."""
    rows = Organisation.objects.visible_to(actor).filter(stays__isnull=True, ended_on__isnull=True)
    return _best(rows, words, limit) or searching.resembling(rows.select_related("area"), words, limit)


def own_group(actor: Actor) -> Organisation | None:
    """The working group of the seat's own place or zone: the standing body first, none that is for one issue. One query."""
    rows = Organisation.objects.visible_to(actor).filter(
        spans_q(actor.spans, "node"), area__path=actor.base, stays__isnull=True, ended_on__isnull=True,
        kind__in=(OrganisationKind.STANDING_BODY, OrganisationKind.WORKING_GROUP),
    )  # fmt: skip
    general = rows.exclude(group__isnull=True, working_group__issue__gt="")
    found: Organisation | None = general.order_by("kind", F("group").asc(nulls_first=True), "pk").first()
    return found


def _by_core(rows: QuerySet[Any], words: str, limit: int) -> list[Any]:
    """By the name's own part: as it is written, its beginning, within a name; else with a slip."""
    kinds = kinds_said(words)
    for tried in cores(words[: searching.MOST_LETTERS]):
        for find in (_as_written, _with_a_slip):
            for core, rest in tried:
                if found := find(_standing_in(rows, rest), core, kinds, limit):
                    return found
    return []


def _as_written(rows: QuerySet[Any], core: str, kinds: frozenset[OrganisationKind], limit: int) -> list[Any]:
    found: list[Any] = []
    for wanted in _ways(rows, core):
        known = [row.pk for row in found]
        found += _taken(wanted.exclude(pk__in=known), kinds, limit - len(found))
        if len(found) >= limit:
            break
    return found


def _ways(rows: QuerySet[Any], core: str) -> list[QuerySet[Any]]:
    """Names that are this, that begin so, that have it within; the last for three letters and more."""
    first = searching.whole(core)[: -len(searching.END)]
    begins = rows.filter(core_key__gte=first, core_key__lt=first + searching.LAST_LETTER)
    ways = [rows.filter(core_key=searching.whole(core)), begins]
    return [*ways, searching.containing(rows, core, "core_key")] if len(core) >= searching.TRIGRAM else ways


def _standing_in(rows: QuerySet[Any], place: str) -> QuerySet[Any]:
    """Those in an area whose name, or that of one above it, begins with these letters."""
    if not place:
        return rows
    above = ("area", "area__parent", "area__parent__parent", "area__parent__parent__parent")
    named = Q(pk__in=[])
    for step in above:
        named |= Q(**{f"{step}__search_key__startswith": place})
    return rows.filter(named)


def _taken(rows: QuerySet[Any], kinds: frozenset[OrganisationKind], limit: int) -> list[Any]:
    """The kind that was said first, then in the order of names."""
    is_kind = Case(When(kind__in=kinds, then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = rows.order_by(*([is_kind] if kinds else []), "core_key", "sort_key", "pk")
    return list(ordered.select_related("area")[:limit])


def _with_a_slip(rows: QuerySet[Any], core: str, kinds: frozenset[OrganisationKind], limit: int) -> list[Any]:
    """The kind that was said first, then the likest names."""
    near = searching.slipped(rows, "core_key", core)[: limit * 3]
    order = {value: at for at, value in enumerate(near)}
    found = list(rows.filter(core_key__in=near).select_related("area")[: limit * 30]) if near else []
    found.sort(key=lambda row: (bool(kinds) and row.kind not in kinds, order[row.core_key], row.sort_key))
    return found[:limit]


def find_people(actor: Actor, words: str, limit: int) -> list[Subject]:
    """People of the actor's sight, the best first. Titles are passed over; a name may be heard, not read."""
    name = split_name(words)
    words = f"{name.given} {name.surname}".strip() or words
    rows = Person.objects.visible_to(actor).filter(stays__isnull=True)
    found = _best(rows, words, limit)
    found = (
        found or _heard(rows, words, limit) or searching.resembling(rows.select_related("area"), words, limit)
    )
    return [
        Subject("person", str(row.pk), str(row), row.get_absolute_url(), label(row.area)) for row in found
    ]


def _best(rows: QuerySet[Any], words: str, limit: int) -> list[Any]:
    return list(searching.best_first(searching.containing(rows, words), words).select_related("area")[:limit])


def _heard(rows: QuerySet[Any], words: str, limit: int) -> list[Any]:
    """Whose names sound as the words do; a given name alone is taken as the beginning."""
    sound = sound_key(words)
    if len(search_key(words)) < searching.TRIGRAM or len(sound) < searching.TRIGRAM:
        return []
    alike = Q(sound_key__gte=sound, sound_key__lt=sound + searching.LAST_LETTER)
    return list(rows.filter(alike).select_related("area").order_by("sound_key", "pk")[:limit])
