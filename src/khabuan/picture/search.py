"""Search over everything: each app offers a source, places among them; what is beyond the reader's sight never comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import Subject, Words
from khabuan.core.web import show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.places.queries import find_places

FEW, MANY = 8, 60
PLACES = "place"
ICONS = {PLACES: "place", "organisation": "build", "person": "user"}


@dataclass(frozen=True)
class Section:
    """What one source found; `more` when it has more than is shown."""

    kind: str
    label: Words
    found: tuple[Subject, ...]
    more: bool

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "report")


@require_safe
def search(request: Any) -> HttpResponse:
    """One box for places, organisations and people; `?in=person` shows more of one kind."""
    words, only = request.GET.get("q", "").strip()[:200], request.GET.get("in", "")
    sections = sections_for(request.actor, words, only, near=here(request).place.code) if words else []
    context = {
        "words": words, "sections": sections, "only": only,
        "count": sum(len(section.found) for section in sections),
    }  # fmt: skip
    return show(request, "picture/search.html", context, partial="found")




def sections_for(actor: Actor, words: str, only: str, *, near: str = "") -> list[Section]:
    """What each source finds, in the order of the sources; sources without a hit stay away."""
    limit = MANY if only else FEW
    sections = []
    for source in _sources(near):
        if only and source.kind != only:
            continue
        found = tuple(source.find(actor, words, limit + 1))
        if found:
            sections.append(Section(source.kind, source.label, found[:limit], len(found) > limit))
    return sections


def _sources(near: str) -> list[offers.SearchSource]:
    """Places first, unless an app offers them itself; then the offered sources in their order."""
    offered = list(offers.search_sources)
    if any(source.kind == PLACES for source in offered):
        return offered

    def places(actor: Actor, words: str, limit: int) -> list[Subject]:
        return [_place(found.area, found.line) for found in find_places(actor, words, near=near, limit=limit)]

    return [offers.SearchSource(PLACES, _("Places"), places), *offered]


def _place(area: Any, line: Any) -> Subject:
    return Subject(PLACES, area.key, label(area), area.get_absolute_url(), " ".join(label(above) for above in line))
