"""What places give to others: areas in the search box."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import SearchSource, Subject
from khabuan.core.periods import in_force
from khabuan.core.thai import search_key
from khabuan.places.labels import label
from khabuan.places.models import AreaGroup
from khabuan.places.queries import find_places

LEAST = 3  # letters of a group's name to search by


def found_areas(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """The areas that the words mean, those of the seat's own home first among equals."""
    home = "".join(step for step in actor.home.split(".")[:3] if step.isdecimal())
    return [
        Subject(
            kind="area",
            id=str(place.area.pk),
            title=label(place.area),
            path=place.area.get_absolute_url(),
            more=" ".join(label(above) for above in place.line),
        )
        for place in find_places(actor, words, near=home, limit=limit)
    ]


def found_groups(actor: Actor, words: str, limit: int) -> Sequence[Subject]:
    """Zones, clusters and regions in force whose name has the words."""
    key = search_key(words)
    if len(key) < LEAST:
        return []
    rows = AreaGroup.objects.visible_to(actor).filter(in_force(clock.today()), search_key__contains=key)
    return [
        Subject(
            "group",
            str(row.pk),
            row.name,
            row.get_absolute_url(),
            f"{row.get_kind_display()} · {label(row.area)}",
        )
        for row in rows.select_related("area").order_by("sort_key", "pk")[:limit]
    ]


AREAS = SearchSource("area", _("Places"), found_areas, order=10)
GROUPS = SearchSource("group", _("Zones and groups of areas"), found_groups, order=15)
