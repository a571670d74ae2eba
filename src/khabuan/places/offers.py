"""What places give to others: areas in the search box."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.offers import SearchSource, Subject
from khabuan.places.labels import label
from khabuan.places.queries import find_places


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


AREAS = SearchSource("area", _("Places"), found_areas, order=10)
