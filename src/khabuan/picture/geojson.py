"""The map of a place as GeoJSON (RFC 7946): council areas, the areas below, or zones, with their figures.

What has no boundary is a Feature with null geometry, so that QGIS joins it by `code`. Everybody gets codes, names
and outlines; figures go to who reaches the place, as on its page. No person is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.core.shapes import SCALE, Ring, Shape, bounds, joined
from khabuan.picture.maps import covers_of
from khabuan.picture.queries import Picture, PlaceLine, picture_of
from khabuan.places.boundaries import LEVELS, Outlines, outlines_in
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaGroup, AreaKind, BoundarySource
from khabuan.places.queries import areas_within, council_areas_in, groups_in, members_by_group
from khabuan.registry.queries.councils import CouncilLine, Coverage
from khabuan.registry.rules.coverage import CouncilState


class Layer(StrEnum):
    """What the features of a file are."""

    COUNCIL_AREAS = "council-areas"
    AREAS = "areas"
    ZONES = "zones"


TOO_WIDE = gettext_lazy("Council areas are given out for one province at most. Choose it.")
NO_ZONES = gettext_lazy("Zones are kept by a province. Choose it.")


def collection_of(actor: Actor, area: Area, on: date, layer: Layer) -> dict[str, Any]:
    """A FeatureCollection of a place on a day.  Refused: a layer that this place has not."""
    if layer is Layer.ZONES and area.kind != AreaKind.PROVINCE:
        raise Refused("layer.zones", NO_ZONES, field="layer")
    if layer is Layer.COUNCIL_AREAS and area.kind == AreaKind.NATION:
        raise Refused("layer.too_wide", TOO_WIDE, field="layer")
    # The tambons of a whole country would be read for nothing: provinces have outlines of their own, or none.
    kinds = (AreaKind.PROVINCE,) if area.kind == AreaKind.NATION else LEVELS
    picture, outlines = picture_of(actor, area, on), outlines_in(actor, area, on, kinds)
    make = {Layer.COUNCIL_AREAS: _council_areas, Layer.AREAS: _areas, Layer.ZONES: _zones}[layer]
    found = make(actor, picture, _Land(outlines))
    shapes = [shape for _key, shape, _facts in found if shape]
    return {
        "type": "FeatureCollection",
        **({"bbox": _bbox(shapes)} if shapes else {}),
        "name": f"{area.key}-{layer}",
        "title": label(area, full=True) or _("Thailand"),
        "on": on.isoformat(),
        "has_figures": picture.is_seen,
        "sources": [_source(source) for source in outlines.sources] if shapes else [],
        "features": [_feature(key, shape, facts) for key, shape, facts in found],
    }


Found = list[tuple[str, Shape, dict[str, Any]]]


class _Land:
    """Outlines by path; what has none of its own is joined from the whole of what lies below it."""

    def __init__(self, outlines: Outlines) -> None:
        self.shapes = outlines.shapes

    def of(self, paths: Iterable[str]) -> Shape:
        """The land of several areas together; () unless each is known."""
        shapes = [self.shapes.get(path, ()) for path in paths]
        if not shapes or not all(shapes):
            return ()
        return shapes[0] if len(shapes) == 1 else joined(shapes)

    def of_district(self, path: str, below: Sequence[str]) -> Shape:
        """An amphoe's own outline, else that of all tambons that its council areas lie in."""
        return self.shapes.get(path) or self.of(below)


def _council_areas(actor: Actor, picture: Picture, land: _Land) -> Found:
    """One feature a council area. One that holds only part of a tambon has no outline of its own."""
    lines = picture.coverage.lines if picture.is_seen else _public_lines(actor, picture)
    covers = covers_of(actor, picture)
    found: Found = []
    for line in lines:
        listed = line.council_area
        parts = covers.get(listed.pk, [])
        paths = [cover.area.path for cover in parts] or [listed.area.path]
        facts: dict[str, Any] = {
            "code": listed.area.code, "name": listed.name, "kind": listed.kind,
            "covers": [cover.area.code for cover in parts] or [listed.area.code],
            "is_partial": any(cover.partly for cover in parts),
        }  # fmt: skip
        if picture.is_seen:
            facts |= _council(line)
        shape = () if facts["is_partial"] else land.of(paths)
        found.append((str(listed.pk), shape, facts))
    return found


def _public_lines(actor: Actor, picture: Picture) -> Sequence[CouncilLine]:
    rows = council_areas_in(actor, picture.area, picture.on).select_related("area")
    return [CouncilLine(row, None, CouncilState.NO_COUNCIL) for row in rows]


def _council(line: CouncilLine) -> dict[str, Any]:
    return {
        "state": line.state.value, "state_th": _(line.state.label),
        "council": line.council.name if line.council else None,
        "term_ends": line.term.ends_on.isoformat() if line.term and line.term.ends_on else None,
        "members": line.member_count,
    }  # fmt: skip


def _areas(actor: Actor, picture: Picture, land: _Land) -> Found:
    """One feature for each area directly below (amphoe of a province, tambons of an amphoe)."""
    below = [area for area in picture.below if area.code and area.kind != AreaKind.VILLAGE]
    figures = {line.area.pk: line for line in picture.lines}
    tambons = _tambons_by_district(actor, picture)
    found: Found = []
    for area in below:
        facts: dict[str, Any] = {
            "code": area.code, "name": area.name, "name_en": area.name_en, "kind": area.kind,
        }  # fmt: skip
        if line := figures.get(area.pk):
            facts |= _figures(line.coverage, line)
        found.append((area.code, land.of_district(area.path, tambons.get(area.path, ())), facts))
    return found


def _tambons_by_district(actor: Actor, picture: Picture) -> Mapping[str, Sequence[str]]:
    """Paths of the tambons in force below each amphoe of a province; one query."""
    if picture.area.kind != AreaKind.PROVINCE:
        return {}
    found: dict[str, list[str]] = {}
    rows = areas_within(actor, picture.area, AreaKind.SUBDISTRICT, picture.on)
    for path in rows.values_list("path", flat=True):
        found.setdefault("".join(f"{step}." for step in path.split(".")[:2]), []).append(path)
    return found


def _zones(actor: Actor, picture: Picture, land: _Land) -> Found:
    """One feature a zone of the day, its land joined from its amphoe."""
    groups = list(groups_in(actor, picture.area, AreaGroup.Kind.ZONE, picture.on))
    members = members_by_group(actor, groups, picture.on)
    figures = {zone.group.pk: zone for zone in picture.zones}
    tambons = _tambons_by_district(actor, picture)
    found: Found = []
    for group in groups:
        facts: dict[str, Any] = {
            "code": None, "name": group.name, "kind": group.kind,
            "members": [area.code for area in members[group.pk]],
        }  # fmt: skip
        if zone := figures.get(group.pk):
            facts |= _figures(zone.coverage, None) | {
                "funds": zone.bodies.get("fund", 0), "communities": zone.bodies.get("community", 0),
            }  # fmt: skip
        shapes = [land.of_district(area.path, tambons.get(area.path, ())) for area in members[group.pk]]
        found.append((str(group.pk), joined(shapes) if shapes and all(shapes) else (), facts))
    return found


def _figures(coverage: Coverage, line: PlaceLine | None) -> dict[str, Any]:
    counts = {state.value: count for state, count in coverage.counts.items()}
    facts = {"council_areas": coverage.total, "with_council": coverage.with_council, **counts}
    return facts | ({"funds": line.funds, "communities": line.communities} if line else {})


def _source(source: BoundarySource) -> dict[str, str]:
    return {"source": source.source, "licence": source.licence, "brought_on": source.brought_on.isoformat()}


def _feature(key: str, shape: Shape, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "geometry": geometry(shape), "properties": dict(facts)}


def geometry(shape: Shape) -> dict[str, Any] | None:
    """A Polygon or MultiPolygon, outer rings anticlockwise; None (unlocated) for no shape."""
    if not shape:
        return None
    polygons = [[_closed(ring) for ring in polygon] for polygon in shape]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _closed(ring: Ring) -> list[list[float]]:
    return [[x / SCALE, y / SCALE] for x, y in (*ring, ring[0])]


def _bbox(shapes: Sequence[Shape]) -> list[float]:
    return [edge / SCALE for edge in bounds(shapes)]
