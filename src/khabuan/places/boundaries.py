"""Reads of boundaries as of a day: outlines of the areas of a place, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.core.shapes import Shape, unpacked
from khabuan.places import rules
from khabuan.places.boundary_files import KnownArea
from khabuan.places.models import Area, AreaKind, Boundary, BoundarySource
from khabuan.places.queries import areas_within

LEVELS = (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT)


@dataclass(frozen=True)
class Outlines:
    """The outlines of the areas of a place on a day, by the path of the area, and their sources."""

    shapes: dict[str, Shape]
    sources: tuple[BoundarySource, ...]

    def __bool__(self) -> bool:
        return bool(self.shapes)


def outlines_in(actor: Actor, area: Area, on: date, kinds: Iterable[str] = LEVELS) -> Outlines:
    """Outlines of areas at or below a place on a day; one query. What has ended has none."""
    low, high = rules.reach(area.path)
    rows = Boundary.objects.visible_to(actor).filter(
        in_force(on), in_force(on, "area__"), area__path__gte=low, area__path__lt=high, area__kind__in=kinds
    )
    shapes: dict[str, Shape] = {}
    sources: dict[int, BoundarySource] = {}
    for row in rows.select_related("area", "source").order_by("area__path"):
        shapes[row.area.path] = unpacked(row.shape)
        sources[row.source_id] = row.source
    return Outlines(shapes, tuple(sorted(sources.values(), key=lambda one: (one.brought_on, one.pk))))


def known_to_files(actor: Actor, province: Area) -> list[KnownArea]:
    """The areas of a province that a file of boundaries may be about; amphoe, tambons and villages."""
    districts = {area.pk: area for area in areas_within(actor, province, AreaKind.DISTRICT)}
    known = [KnownArea(area.code, area.name) for area in districts.values()]
    tambons = areas_within(actor, province, AreaKind.SUBDISTRICT).values_list("code", "name", "parent_id")
    for code, name, parent in tambons:
        known.append(KnownArea(code, name, districts[parent].name if parent in districts else ""))
    villages = areas_within(actor, province, AreaKind.VILLAGE).exclude(code="").values_list("code", flat=True)
    # A village is known by its code only: names of villages are many times the same.
    known += [KnownArea(code, "") for code in villages]
    return known


@dataclass(frozen=True)
class Standing:
    """Boundaries of a province today: digest by code, and which amphoe and tambons have none."""

    digests: dict[str, str]
    missing: tuple[Area, ...]
    sources: tuple[BoundarySource, ...]


def standing_in(actor: Actor, province: Area) -> Standing:
    """What boundaries a province has today. Three queries."""
    low, high = rules.reach(province.path)
    rows = Boundary.objects.visible_to(actor).filter(
        until__isnull=True, area__until__isnull=True, area__path__gte=low, area__path__lt=high
    )
    digests = dict(rows.values_list("area__code", "digest"))
    tambons = areas_within(actor, province, AreaKind.SUBDISTRICT)
    sources = BoundarySource.objects.visible_to(actor).filter(pk__in=rows.values("source"))
    return Standing(
        digests,
        tuple(area for area in tambons if area.code not in digests),
        tuple(sources.order_by("-brought_on", "-pk")),
    )
