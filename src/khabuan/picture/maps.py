"""The map of a place where boundaries are there: the tile map's figures and states on the outlines of areas.

What is drawn are the tambons (in Bangkok the districts) in which council areas lie. A tambon with several takes
the state of the one that most needs somebody; its tooltip names all. One outline missing, and the tile map stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.actor import Actor
from khabuan.core.map_drawing import MapArea, MapLine
from khabuan.core.shapes import Shape, joined
from khabuan.picture import presenting
from khabuan.picture.queries import TILE_OF, Picture
from khabuan.places.boundaries import Outlines, outlines_in
from khabuan.places.labels import bare, label
from khabuan.places.models import Area, AreaKind, BoundarySource, CouncilArea, CouncilAreaCover
from khabuan.places.rules import reach
from khabuan.registry.queries.councils import CouncilLine

MAPPED = (AreaKind.PROVINCE, AreaKind.DISTRICT)
UNITS = (AreaKind.DISTRICT, AreaKind.SUBDISTRICT)
MOST_URGENT_FIRST = ("over", "soon", "none", "ok")
MOST_NAMED = 12


@dataclass(frozen=True)
class Unit:
    """A tambon (or Bangkok district) on the map, with the council areas that lie in it, and its outline."""

    area: Area
    lines: tuple[CouncilLine, ...]
    shape: Shape | None

    @property
    def state(self) -> str:
        states = {TILE_OF[line.state] for line in self.lines}
        return next(state for state in MOST_URGENT_FIRST if state in states)


@dataclass(frozen=True)
class PlaceMap:
    """The units of a place and whence their outlines; `missing` ones keep the tile map in its place."""

    units: tuple[Unit, ...]
    sources: tuple[BoundarySource, ...]

    @property
    def missing(self) -> tuple[Area, ...]:
        return tuple(unit.area for unit in self.units if unit.shape is None)

    @property
    def is_whole(self) -> bool:
        return bool(self.units) and not self.missing


def place_map(actor: Actor, picture: Picture) -> PlaceMap | None:
    """The map of a picture; None where no boundary is known at all or no map is shown. At most two queries."""
    if picture.area.kind not in MAPPED or not picture.coverage.total:
        return None
    outlines = outlines_in(actor, picture.area, picture.on, UNITS)
    if not outlines:
        return None
    return PlaceMap(units_of(actor, picture, outlines), outlines.sources)


def units_of(actor: Actor, picture: Picture, outlines: Outlines) -> tuple[Unit, ...]:
    """The areas to draw with their council areas, by path."""
    areas: dict[str, Area] = {}
    lines: dict[str, list[CouncilLine]] = defaultdict(list)
    covers = covers_of(actor, picture)
    for line in picture.coverage.lines:
        home = line.council_area.area
        covered = [cover.area for cover in covers.get(line.council_area.pk, ())]
        for area in covered or [home]:
            if area.path.startswith(picture.area.path):
                areas[area.path] = area
                lines[area.path].append(line)
    return tuple(Unit(areas[path], tuple(lines[path]), outlines.shapes.get(path)) for path in sorted(areas))


def covers_of(actor: Actor, picture: Picture) -> dict[int, list[CouncilAreaCover]]:
    """Which tambons each council area of a picture holds on its day; one query. A Bangkok district is whole."""
    found: dict[int, list[CouncilAreaCover]] = defaultdict(list)
    low, high = reach(picture.area.path)
    rows = CouncilAreaCover.objects.visible_to(actor).filter(
        Q(until__isnull=True) | Q(until__gt=picture.on),
        council_area__area__path__gte=low,
        council_area__area__path__lt=high,
        area__kind=AreaKind.SUBDISTRICT,
    )
    for row in rows.exclude(council_area__kind=CouncilArea.Kind.KHET).select_related("area"):
        found[row.council_area_id].append(row)
    return found


def drawn(found: PlaceMap, picture: Picture, *, with_zones: bool) -> dict[str, Any]:
    """What the tag `area_map` draws and the words around it.  `found` is whole."""
    units = [(unit, unit.shape) for unit in found.units if unit.shape is not None]
    areas = [MapArea(shape, unit.state, _words(unit), unit.area.get_absolute_url()) for unit, shape in units]
    lines = _lines_below(units) if picture.area.kind == AreaKind.DISTRICT else _lines_of(picture, units)
    if with_zones:
        # The zones' own names would lie over those of their amphoe.
        lines = [MapLine(line.shape) for line in lines] + [
            MapLine(shape, zone.group.name, is_zone=True)
            for zone in picture.zones
            if (shape := _joined(units, [area.path for area in zone.members]))
        ]
    return {
        "areas": areas,
        "lines": lines,
        "shared": sum(len(unit.lines) > 1 for unit in found.units),
        "sources": [source_words(source) for source in found.sources],
    }


def _lines_below(units: Sequence[tuple[Unit, Shape]]) -> list[MapLine]:
    return [MapLine(shape, bare(unit.area)) for unit, shape in units]


def _lines_of(picture: Picture, units: Sequence[tuple[Unit, Shape]]) -> list[MapLine]:
    """The amphoe of a province, each joined from its tambons, with its name."""
    joined_up = ((line.area, _joined(units, [line.area.path])) for line in picture.lines)
    return [MapLine(shape, bare(area)) for area, shape in joined_up if shape]


def _joined(units: Sequence[tuple[Unit, Shape]], paths: Sequence[str]) -> Shape:
    return joined([shape for unit, shape in units if unit.area.path.startswith(tuple(paths))])


def _words(unit: Unit) -> str:
    """ "ต.ดาวเรือง: ดาวเรือง เหลืออีก 13 วัน": the area and the state of each council area in it."""
    states = [presenting.council_line(line)["words"] for line in unit.lines]
    if len(states) > 1:
        names = (line.council_area.name for line in unit.lines)
        states = [f"{name} {words}" for name, words in zip(names, states, strict=True)]
    return f"{label(unit.area)}: {' · '.join(states)}"


def source_words(source: BoundarySource) -> str:
    return _("%(source)s (%(licence)s)") % {"source": source.source, "licence": source.licence}


def missing_words(found: PlaceMap | None) -> str:
    """Why the tile map stays although some boundaries are there; "" where that needs no word."""
    if found is None or found.is_whole:
        return ""
    missing = found.missing
    names = ", ".join(label(area) for area in missing[:MOST_NAMED])
    words = ngettext(
        "The map with boundaries is not shown yet: %(n)d area has none: %(names)s.",
        "The map with boundaries is not shown yet: %(n)d areas have none: %(names)s.",
        len(missing),
    )
    if len(missing) > MOST_NAMED:
        names = _("%(names)s and %(n)d more") % {"names": names, "n": len(missing) - MOST_NAMED}
    return words % {"n": len(missing), "names": names}
