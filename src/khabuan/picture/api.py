"""The coverage of a place through the API: the state of every council area on a day, with its counts."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.api import PROBLEMS, Day
from khabuan.core.errors import OutOfArea
from khabuan.picture.geojson import Layer, collection_of
from khabuan.places.api import Code, area_or_no
from khabuan.registry.queries.councils import CouncilLine, coverage_of
from khabuan.registry.rules.coverage import CouncilState


class CouncilAreaShown(Schema):
    id: str
    kind: str
    name: str
    area: str = Field(description="Code of the area in which it lies")
    council: str | None = Field(description="Key of its council")
    state: CouncilState
    members: int


class CoverageShown(Schema):
    """Counted over the province's dated list of council areas; the counts add up to `total`."""

    area: str
    on: date
    total: int
    with_council: int
    counts: dict[CouncilState, int]
    council_areas: list[CouncilAreaShown]


class Geometry(Schema):
    """RFC 7946, WGS 84, longitude first; outer rings run anticlockwise."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class MapFeature(Schema):
    """`properties` has `code` and `name`; of a place that the seat reaches also its figures."""

    type: Literal["Feature"]
    id: str
    geometry: Geometry | None = Field(description="null where no boundary is known: join by `code`")
    properties: dict[str, Any]


class MapSource(Schema):
    source: str
    licence: str
    brought_on: date


class MapShown(Schema):
    """A GeoJSON FeatureCollection; members beyond the RFC say the day and the sources of the outlines."""

    type: Literal["FeatureCollection"]
    bbox: list[float] | None = None
    name: str
    title: str
    on: date
    has_figures: bool
    sources: list[MapSource]
    features: list[MapFeature]


router = Router(tags=["picture"])


@router.get(
    "/areas/{code}/map.geojson", response={200: MapShown, **PROBLEMS}, operation_id="map",
    exclude_unset=True,
)  # fmt: skip
def geojson(
    request: Request, code: Code, layer: Layer = Layer.AREAS, on: Day | None = None
) -> dict[str, Any]:
    """A place as GeoJSON on a day (today): its council areas, the areas directly below, or its zones."""
    area = area_or_no(request.actor, code)
    return collection_of(request.actor, area, on or clock.today(), layer)


@router.get("/areas/{code}/coverage", response={200: CoverageShown, **PROBLEMS}, operation_id="coverage")
def coverage(request: HttpRequest, code: Code, on: Day | None = None) -> dict[str, Any]:
    """The coverage of a place that the seat reaches, on a day (today)."""
    actor, on = request.actor, on or clock.today()  # type: ignore[attr-defined]
    area = area_or_no(actor, code)
    if not actor.reaches(area.path):
        raise OutOfArea("picture.coverage")
    found = coverage_of(actor, [area.path], on)
    return {
        "area": area.key,
        "on": on,
        "total": found.total,
        "with_council": found.with_council,
        "counts": found.counts,
        "council_areas": [_line(line) for line in found.lines],
    }


def _line(line: CouncilLine) -> dict[str, Any]:
    return {
        "id": str(line.council_area.pk),
        "kind": line.council_area.kind,
        "name": line.council_area.name,
        "area": line.council_area.area.key,
        "council": str(line.council.pk) if line.council else None,
        "state": line.state,
        "members": line.member_count,
    }
