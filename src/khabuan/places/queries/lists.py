"""Reads of a province's lists: council areas, local governments, and what is proposed from them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.places import rules
from khabuan.places.council_areas import Basis, Cover, LocalBody, NamedArea, Proposal, propose_council_areas
from khabuan.places.imports import KnownAreas
from khabuan.places.models import (
    AbolishedArea,
    Area,
    AreaKind,
    CouncilArea,
    LocalGovernment,
    LocalGovernmentCover,
)
from khabuan.places.queries.areas import areas_within, paths_on, placed_within


def council_areas_in(actor: Actor, area: Area, on: date | None = None) -> QuerySet[CouncilArea]:
    """The council areas listed at or below an area, in force on a day (today)."""
    on = on or clock.today()
    path = paths_on(actor, [area], on)[area.pk]
    rows = CouncilArea.objects.visible_to(actor).filter(in_force(on), placed_within([path], on, "area__"))
    return rows.order_by("area__path", "kind", "sort_key")


def local_governments_in(actor: Actor, area: Area, on: date | None = None) -> QuerySet[LocalGovernment]:
    """The local governments listed at or below an area, in force on a day (today)."""
    low, high = rules.reach(area.path)
    rows = LocalGovernment.objects.visible_to(actor).filter(in_force(on or clock.today()))
    return rows.filter(area__path__gte=low, area__path__lt=high).order_by("kind", "sort_key")


def known_areas(actor: Actor, province: Area) -> KnownAreas:
    """What a province knows, for reading its lists of villages and local governments."""
    tambons = areas_within(actor, province, AreaKind.SUBDISTRICT).values_list("code", "name")
    gone = AbolishedArea.objects.visible_to(actor).values_list("code", "successors")
    return KnownAreas(province.code, dict(tambons), {code: tuple(after.split()) for code, after in gone})


def propose_for(actor: Actor, province: Area, basis: Basis) -> Proposal:
    """The council areas proposed for a province from its tambons and local governments. Four queries."""
    tambons = [_named(area) for area in areas_within(actor, province, AreaKind.SUBDISTRICT)]
    districts = [_named(area) for area in areas_within(actor, province, AreaKind.DISTRICT)]
    bodies = list(local_governments_in(actor, province))
    covers: dict[int, list[Cover]] = defaultdict(list)
    rows = LocalGovernmentCover.objects.visible_to(actor).filter(
        local_government__in=bodies, until__isnull=True
    )
    for body, code, partly in rows.values_list("local_government_id", "area__code", "partly").order_by("pk"):
        covers[body].append(Cover(code, is_partial=partly))
    return propose_council_areas(
        tambons,
        [
            LocalBody(
                rules.LocalGovernmentKind(body.kind), body.name, body.name_en, body.code,
                tuple(covers[body.pk]), body.pk,
            )
            for body in bodies
        ],
        basis=basis,
        bangkok_districts=districts if province.code == "10" else (),
    )  # fmt: skip


def _named(area: Area) -> NamedArea:
    return NamedArea(area.code, area.name, area.name_en)
