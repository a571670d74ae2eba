"""Which tambons of a province no field visit reached in a year, by zone and by amphoe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.core.thai import FiscalYear
from khabuan.gatherings.models import Gathering, Visit
from khabuan.gatherings.queries.gatherings import in_year
from khabuan.gatherings.rules.kinds import State
from khabuan.gatherings.rules.reach import Reached, by_prefix, reached, visited_among
from khabuan.places.models import AbolishedArea, Area, AreaGroup, AreaKind
from khabuan.places.queries import areas_within, children, groups_in
from khabuan.places.queries.areas import paths_on
from khabuan.places.queries.groups import members_by_group


@dataclass(frozen=True)
class ReachLine:
    """An amphoe or a zone with its tambons, those that were visited, and the areas that nobody came to."""

    place: Area | AreaGroup
    tambons: int
    visited: int
    missed: tuple[Area, ...]


@dataclass(frozen=True)
class Reach:
    """A province in a year: by amphoe, by zone, and how many field visits there were."""

    by_amphoe: tuple[ReachLine, ...]
    by_zone: tuple[ReachLine, ...]
    tambons: int
    visited: int
    visits: int

    @property
    def missed(self) -> int:
        return self.tambons - self.visited


def reach_of(actor: Actor, province: Area, year: FiscalYear, on: date) -> Reach:
    """Where the field visits of a year went, told for the tambons of a day of it. Ten queries at most."""
    tambons = list(areas_within(actor, province, AreaKind.SUBDISTRICT, on))
    amphoe = children(actor, province, on)
    paths = paths_on(actor, [*tambons, *amphoe], on)
    by_path = {paths[area.pk]: area for area in tambons}
    visits = visits_of(actor, year)
    went_to = _paths_visited(actor, {area for _gathering, area in visits}, on)
    came = visited_among(by_path, went_to)
    below = by_prefix([paths[one.pk] for one in amphoe], by_path)
    known = {paths[one.pk]: one for one in amphoe}
    return Reach(
        by_amphoe=tuple(_lines(reached(below, went_to), known, by_path)),
        by_zone=tuple(_zones(actor, province, on, paths, below, went_to, by_path)),
        tambons=len(by_path),
        visited=len(came),
        visits=_came_here(actor, visits, by_path, on),
    )


def visits_of(actor: Actor, year: FiscalYear) -> list[tuple[int, int]]:
    """The gathering and the area of each visit of the field visits that were held in a year. One query."""
    rows = Visit.objects.visible_to(actor).filter(
        removed_on__isnull=True,
        gathering__in=Gathering.objects.visible_to(actor)
        .filter(in_year(year), state=State.HELD)
        .values("pk"),
    )
    return list(rows.order_by("gathering", "area").values_list("gathering", "area").distinct())


def _paths_visited(actor: Actor, keys: Iterable[int], on: date) -> set[str]:
    """Where the visited areas stood on a day; one that had ended by then gives its successor's path."""
    areas = list(Area.objects.visible_to(actor).filter(pk__in=set(keys)))
    ended = [area for area in areas if area.until is not None and area.until <= on]
    successors = _successors(actor, [area.code for area in ended if area.code])
    present = [successors.get(area.code, area) for area in areas]
    return set(paths_on(actor, present, on).values())


def _successors(actor: Actor, codes: Sequence[str]) -> dict[str, Area]:
    if not codes:
        return {}
    rows = AbolishedArea.objects.visible_to(actor).filter(code__in=codes, area__isnull=False)
    return {row.code: row.area for row in rows.select_related("area") if row.area is not None}


def _came_here(actor: Actor, visits: Sequence[tuple[int, int]], by_path: Mapping[str, Area], on: date) -> int:
    """How many field visits came to a place in the province."""
    keys = {area for _gathering, area in visits}
    areas = {area.pk: area for area in Area.objects.visible_to(actor).filter(pk__in=keys)}
    heads = {path.split(".")[0] + "." for path in by_path}
    return len({gathering for gathering, area in visits if areas[area].path.startswith(tuple(heads))})


def _zones(  # noqa: PLR0917 - what is known of the province already
    actor: Actor,
    province: Area,
    on: date,
    paths: Mapping[int, str],
    below: Mapping[str, Sequence[str]],
    went_to: set[str],
    by_path: Mapping[str, Area],
) -> list[ReachLine]:
    zones = list(groups_in(actor, province, AreaGroup.Kind.ZONE, on))
    members = members_by_group(actor, zones, on)
    groups = {
        str(zone.pk): [
            path for one in members.get(zone.pk, []) for path in below.get(paths.get(one.pk, ""), ())
        ]
        for zone in zones
    }
    known = {str(zone.pk): zone for zone in zones}
    return _lines(reached(groups, went_to), known, by_path)


def _lines(
    found: Iterable[Reached], places: Mapping[str, Area | AreaGroup], by_path: Mapping[str, Area]
) -> list[ReachLine]:
    return [
        ReachLine(
            places[one.key], len(one.tambons), len(one.visited), tuple(by_path[path] for path in one.missed)
        )
        for one in found
    ]
