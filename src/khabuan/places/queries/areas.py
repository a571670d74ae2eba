"""Reads of areas: one, what is above and below it, and all of that as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from khabuan.access.actor import Actor, Span, paths_above
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.places import rules
from khabuan.places.models import AbolishedArea, Area, AreaKind, Placement


def areas_on(actor: Actor, on: date | None = None) -> QuerySet[Area]:
    """All areas in force on a day (today)."""
    return Area.objects.visible_to(actor).filter(in_force(on or clock.today()))


def nation(actor: Actor) -> Area:
    """The whole country; raises Area.DoesNotExist before the reference is loaded."""
    area: Area = Area.objects.visible_to(actor).get(kind=AreaKind.NATION)
    return area


def area_by_code(actor: Actor, code: str) -> Area | None:
    """The area of an official code, "th" or "k" and a key; an abolished code gives its one successor."""
    rows = Area.objects.visible_to(actor)
    if code == "th":
        return _first(rows.filter(kind=AreaKind.NATION))
    if code.startswith("k") and code[1:].isdecimal() and len(code) < 21:
        return _first(rows.filter(pk=int(code[1:])))
    if not code:
        return None
    found = _first(rows.filter(code=code, until__isnull=True))
    if found is not None:
        return found
    gone = (
        AbolishedArea.objects.visible_to(actor).filter(code=code, area__isnull=False).select_related("area")
    )
    for row in gone[:1]:
        return row.area
    return _first(rows.filter(code=code).order_by("-until"))


def _first(rows: QuerySet[Area]) -> Area | None:
    return rows.first()


def ancestors(actor: Actor, area: Area) -> list[Area]:
    """What an area stands under today, nearest first, up to the nation."""
    rows = Area.objects.visible_to(actor).filter(path__in=paths_above(area.path), until__isnull=True)
    return sorted(rows, key=lambda above: -len(above.path))


def line_on(actor: Actor, area: Area, on: date) -> list[Area]:
    """What an area stood under on a day, nearest first; by its dated placements. One query a level."""
    line: list[Area] = []
    at: Area | None = area
    while at is not None and len(line) < len(rules.LEVEL):
        rows = Placement.objects.visible_to(actor).filter(in_force(on), area=at).select_related("parent")
        placement = rows.first()
        at = placement.parent if placement else None
        if at is not None:
            line.append(at)
    return line


def children(actor: Actor, area: Area, on: date | None = None) -> list[Area]:
    """What stands directly under an area on a day (today), villages by moo, the rest in Thai order."""
    on = on or clock.today()
    placed = Placement.objects.visible_to(actor).filter(in_force(on), parent=area).values("area")
    rows = Area.objects.visible_to(actor).filter(in_force(on), pk__in=placed)
    return list(rows.order_by("moo", "sort_key", "code"))


def areas_within(actor: Actor, area: Area, kind: str, on: date | None = None) -> QuerySet[Area]:
    """Areas of one kind at or below an area, in force on a day (today), by code."""
    return areas_on(actor, on).filter(_below(actor, area, on), kind=kind).order_by("path")


def counts_within(actor: Actor, area: Area, on: date | None = None) -> dict[str, int]:
    """How many areas of each kind stand below an area on a day. One query, two for a past day."""
    rows = areas_on(actor, on).filter(_below(actor, area, on)).exclude(pk=area.pk)
    return dict(rows.order_by().values_list("kind").annotate(Count("pk")))


def _below(actor: Actor, area: Area, on: date | None) -> Q:
    on = on or clock.today()
    return placed_within([paths_on(actor, [area], on)[area.pk]], on)


def is_past(on: date) -> bool:
    """Whether a day is read from placements: paths in the rows are today's."""
    return on < clock.today()


def placed_within(paths: Iterable[str], on: date, prefix: str = "") -> Q:
    """Rows whose area stood at or below one of these paths on a day; `prefix` leads to the area ("area__").

    For one `filter()`: a past day joins the area's one placement of that day, whose path is `path_then`.
    """
    spans = tuple(Span.of(path) for path in paths)
    if not is_past(on):
        return spans_q(spans, f"{prefix}path")
    return in_force(on, f"{prefix}placements__") & spans_q(spans, path_then(on, prefix))


def path_then(on: date, prefix: str = "") -> str:
    """The column that has the path of an area on the day, beside `placed_within`."""
    return f"{prefix}placements__path" if is_past(on) else f"{prefix}path"


def paths_on(actor: Actor, areas: Sequence[Area], on: date) -> dict[int, str]:
    """Where areas stood on a day, by key; today's path where that is not known. One query for a past day."""
    paths = {area.pk: area.path for area in areas}
    if is_past(on):
        rows = Placement.objects.visible_to(actor).filter(in_force(on), area__in=list(paths))
        paths |= dict(rows.values_list("area_id", "path"))
    return paths
