"""Search over organisations and people: by pieces of the name, by sound or likeness where typing slipped."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core import searching
from khabuan.core.offers import Subject
from khabuan.core.thai import search_key, sound_key, split_name
from khabuan.places.labels import label
from khabuan.registry.models import Organisation, Person


def find_organisations(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Organisations of the actor's sight, living ones, the best first."""
    rows = Organisation.objects.visible_to(actor).filter(stays__isnull=True, ended_on__isnull=True)
    found = _best(rows, words, limit)
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
