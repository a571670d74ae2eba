"""What pages and forms of the register choose from, within reach, and how places are told in words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.periods import in_force
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.models import Organisation
from khabuan.registry.queries.stood import living
from khabuan.registry.rules.kinds import PARENT_KINDS, OrganisationKind


def place_words(actor: Actor, areas: Collection[Area], *, within: str = "") -> dict[int, str]:
    """Each area as people say it with what it stands under: "ต.ดาวเรือง อ.เมืองสระบุรี จ.สระบุรี".

    `within` is the path of the place that the page is about: it and what is above go without saying.
    One query.
    """
    steps = {area.pk: [path for path in _steps(area.path) if not within.startswith(path)] for area in areas}
    wanted = {path for line in steps.values() for path in line}
    rows = Area.objects.visible_to(actor).filter(path__in=wanted, until__isnull=True)
    named = {row.path: label(row) for row in rows}
    return {
        area.pk: " ".join([label(area), *(named[path] for path in steps[area.pk] if path in named)])
        for area in areas
    }


def _steps(path: str) -> list[str]:
    """Paths above an area, nearest first, without the nation's."""
    parts = path.split(".")[:-1]
    return ["".join(part + "." for part in parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]


def places_below(actor: Actor, area: Area) -> list[tuple[Area, str]]:
    """Places at and below one to choose from, in reach, set in by level; villages only from a tambon down."""
    rows = Area.objects.visible_to(actor).filter(until__isnull=True, kind__in=_kinds_below(area))
    rows = rows.filter(spans_q((Span.of(area.path),), "path")).filter(spans_q(actor.spans, "path"))
    depth = area.path.count(".")
    return [(row, "\u2003" * (row.path.count(".") - depth) + label(row)) for row in rows.order_by("path")]


def free_council_areas(actor: Actor, area: Area, on: date) -> list[CouncilArea]:
    """Council areas at or below a place, in reach, that have no council on the day."""
    taken = living(Organisation.objects.visible_to(actor), on).filter(
        kind=OrganisationKind.COUNCIL, council_area__isnull=False
    )
    rows = CouncilArea.objects.visible_to(actor).filter(
        in_force(on), spans_q((Span.of(area.path),), "area__path")
    )
    rows = rows.filter(spans_q(actor.spans, "area__path")).exclude(pk__in=taken.values("council_area"))
    return list(rows.select_related("area").order_by("area__path", "kind", "sort_key"))


def parents_for(actor: Actor, kind: str, area: Area, on: date) -> list[Organisation]:
    """The bodies inside which one of this kind may stand, at the place, below it, and in its tambon."""
    wanted = PARENT_KINDS.get(OrganisationKind(kind), frozenset())
    tambon = "".join(step + "." for step in area.path.split(".")[:-1][:3])
    rows = living(Organisation.objects.visible_to(actor), on).filter(kind__in=wanted)
    return list(rows.filter(spans_q((Span.of(tambon),), "node")).order_by("area__path", "kind", "sort_key"))


def _kinds_below(area: Area) -> tuple[AreaKind, ...]:
    if area.kind == AreaKind.NATION:
        return (AreaKind.NATION, AreaKind.PROVINCE)
    if area.kind in (AreaKind.PROVINCE, AreaKind.DISTRICT):
        return (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT)
    return (AreaKind.SUBDISTRICT, AreaKind.VILLAGE, AreaKind.COMMUNITY)


def bodies_around(actor: Actor, organisation: Organisation, limit: int = 200) -> list[Organisation]:
    """Bodies on whose behalf somebody may sit in this one: of its place and of places below."""
    rows = Organisation.objects.visible_to(actor).filter(
        spans_q((Span.of(organisation.area.path),), "node"), ended_on__isnull=True, stays__isnull=True
    )
    return list(rows.exclude(pk=organisation.pk).order_by("area__path", "kind", "sort_key")[:limit])


def tambon_of(actor: Actor, area: Area) -> Area:
    """The tambon that a village lies in; any other place itself."""
    if area.kind not in (AreaKind.VILLAGE, AreaKind.COMMUNITY):
        return area
    above: Area | None = Area.objects.visible_to(actor).filter(pk=area.parent_id).first()
    return above or area


def province_of(actor: Actor, area: Area) -> Area:
    """The province that a place lies in; the nation itself."""
    path = "".join(step + "." for step in area.path.split(".")[:-1][:1])
    above: Area | None = Area.objects.visible_to(actor).filter(path=path, until__isnull=True).first()
    return above or area
