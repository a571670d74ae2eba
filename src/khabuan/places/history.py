"""Reads of an area's past: what happened to it, what it was called, its former codes, what it stood under."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.access.actor import Actor
from khabuan.places.models import AbolishedArea, Area, AreaEvent, AreaName, Placement


@dataclass(frozen=True)
class History:
    """The past of one area, each list with the newest first."""

    events: tuple[AreaEvent, ...]
    names: tuple[AreaName, ...]
    former_codes: tuple[AbolishedArea, ...]
    placements: tuple[Placement, ...]


def history_of(actor: Actor, area: Area) -> History:
    """Everything that is known of an area's past. Four queries."""
    placements = Placement.objects.visible_to(actor).filter(area=area).select_related("parent")
    return History(
        events=tuple(AreaEvent.objects.visible_to(actor).filter(area=area).order_by("-on", "-pk")),
        names=tuple(AreaName.objects.visible_to(actor).filter(area=area).order_by("-until", "-pk")),
        former_codes=tuple(
            AbolishedArea.objects.visible_to(actor).filter(area=area).order_by("-abolished_on", "code")
        ),
        placements=tuple(
            sorted(placements, key=lambda row: (row.until is not None, row.since is None, row.since))
        ),
    )
