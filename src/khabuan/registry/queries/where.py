"""Places to choose from when somebody or something is entered: at and below a place, in Thai order."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind

FINEST = {
    AreaKind.NATION: (AreaKind.PROVINCE,),
    AreaKind.PROVINCE: (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT),
}
"""Kinds offered at the places above; below them everything down to the village."""


@dataclass(frozen=True)
class Choices:
    """Areas in groups, each group under the name of what holds it."""

    groups: tuple[tuple[str, tuple[Area, ...]], ...]

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(area for _name, areas in self.groups for area in areas)


def places_to_choose(actor: Actor, place: Area, also: Area | None = None) -> Choices:
    """Areas in force at and below `place` that the actor reaches; `also` is offered whatever the place."""
    rows = Area.objects.visible_to(actor).filter(
        spans_q((Span.of(place.path),), "path"), spans_q(actor.spans, "path"), until__isnull=True
    )
    if place.kind in FINEST:
        rows = rows.filter(kind__in=FINEST[AreaKind(place.kind)])
    found = sorted(rows, key=lambda area: (area.path.count("."), area.moo or 0, area.sort_key))
    groups: dict[str, list[Area]] = {}
    if also is not None and also.pk not in {area.pk for area in found}:
        groups[""] = [also]
    by_path = {area.path: area for area in found}
    for area in found:
        holder = by_path.get(_heading(area, place), place)
        groups.setdefault(label(holder), []).append(area)
    return Choices(tuple((name, tuple(areas)) for name, areas in groups.items()))


def _heading(area: Area, place: Area) -> str:
    """The path under whose name an area is listed: its amphoe in a province, its tambon below."""
    steps = area.path.split(".")[:-1]
    depth = len(place.path.split(".")[:-1])
    return (
        "".join(step + "." for step in steps[: depth + 1])
        if place.kind != AreaKind.SUBDISTRICT
        else place.path
    )
