"""What stands at an area that ends goes to its successor: the rows of places here, those of others by offers.

Dated rows (council areas, covers, members of groups) end on the day and begin again at the successor, so that
days before still read as they were.
"""

from __future__ import annotations

from datetime import date

from khabuan.access.action import add, change
from khabuan.core import offers
from khabuan.core.thai import sort_key
from khabuan.places.actions.groups import ONE_AT_A_TIME
from khabuan.places.actions.succession import Succession
from khabuan.places.models import (
    AbolishedArea,
    Area,
    AreaGroup,
    AreaGroupMember,
    AreaName,
    CouncilArea,
    CouncilAreaCover,
    LocalGovernment,
    LocalGovernmentCover,
)


def end_in_favour(gone: Area, into: Area, on: date) -> dict[str, int]:
    """Move everything in force that stands at `gone` itself to `into`; gives counts by name.

    What stands below `gone` was moved before. Refused by an app that cannot (two councils for one area).
    """
    succession = Succession(gone, into, on)
    _council_areas(succession)
    _council_covers(succession)
    _local_governments(succession)
    _memberships(succession)
    _names(succession)
    return succession.told_to(offers.area_ends)


def _council_areas(succession: Succession) -> None:
    """A council area joins the one of its kind that the successor has; a municipality goes on beside it."""
    gone, into, on = succession.gone, succession.into, succession.on
    rows = CouncilArea.public_rows().filter(until__isnull=True)
    there = list(rows.filter(area=into).exclude(kind=CouncilArea.Kind.MUNICIPALITY).order_by("pk"))
    for row in rows.filter(area=gone).order_by("pk"):
        same = [one for one in there if one.kind == row.kind]
        change(row, until=_end_of(row, on))
        succession.replaced(row, same[0] if len(same) == 1 else _again(row, into, on))
        succession.count("council_area")


def _again(row: CouncilArea, into: Area, on: date) -> CouncilArea:
    """The same council area at the successor, with what it covers; a tambon's has the successor's name."""
    name = into.name if row.name == row.area.name else row.name
    made: CouncilArea = add(
        CouncilArea, kind=row.kind, name=name, area=into, local_government_id=row.local_government_id, since=on,
        confirmed_on=row.confirmed_on, confirmed_by=row.confirmed_by, sort_key=sort_key(name)[:160],
    )  # fmt: skip
    for cover in CouncilAreaCover.public_rows().filter(council_area=row, until__isnull=True).order_by("pk"):
        add(CouncilAreaCover, council_area=made, area=cover.area, partly=cover.partly)
    return made


def _council_covers(succession: Succession) -> None:
    rows = CouncilAreaCover.public_rows().filter(area=succession.gone, until__isnull=True)
    for row in rows.order_by("pk"):
        change(row, until=succession.on)
        others = CouncilAreaCover.public_rows().filter(council_area=row.council_area, until__isnull=True)
        is_open = row.council_area.until is None
        if is_open and not others.filter(area=succession.into).exists():
            add(CouncilAreaCover, council_area=row.council_area, area=succession.into, partly=row.partly)


def _local_governments(succession: Succession) -> None:
    """Local governments go on: they are ended by another announcement. Their home and cover move."""
    gone, into, on = succession.gone, succession.into, succession.on
    for body in LocalGovernment.public_rows().filter(area=gone, until__isnull=True).order_by("pk"):
        change(body, area=into)
        succession.count("local_government")
    for row in LocalGovernmentCover.public_rows().filter(area=gone, until__isnull=True).order_by("pk"):
        change(row, until=on)
        others = LocalGovernmentCover.public_rows().filter(
            local_government=row.local_government, until__isnull=True
        )
        if not others.filter(area=into).exists():
            add(LocalGovernmentCover, local_government=row.local_government, area=into, partly=row.partly)


def _memberships(succession: Succession) -> None:
    """The successor takes the seat in a group, unless it is in that one, or in another where one may be."""
    gone, into, on = succession.gone, succession.into, succession.on
    rows = AreaGroupMember.public_rows().filter(until__isnull=True).select_related("group")
    for row in rows.filter(area=gone).order_by("pk"):
        change(row, until=_end_of(row, on))
        own = rows.filter(area=into)
        is_alone = AreaGroup.Kind(row.group.kind) in ONE_AT_A_TIME
        if not (own.filter(group__kind=row.group.kind) if is_alone else own.filter(group=row.group)).exists():
            add(AreaGroupMember, group=row.group, area=into, since=on)


def _names(succession: Succession) -> None:
    """Who looks for a name of the ended area, or for a code that had led to it, finds the successor."""
    gone, into, on = succession.gone, succession.into, succession.on
    for name in AreaName.public_rows().filter(area=gone).order_by("pk"):
        fields = ("name", "name_en", "search_key", "skeleton")
        add(AreaName, area=into, until=on, **{one: getattr(name, one) for one in fields})
    if not gone.code:
        add(
            AreaName, area=into, name=gone.name, name_en=gone.name_en, until=on, search_key=gone.search_key,
            skeleton=gone.skeleton,
        )  # fmt: skip
        return
    for row in AbolishedArea.public_rows().filter(successors__contains=gone.code).order_by("pk"):
        codes = dict.fromkeys(into.code if code == gone.code else code for code in row.successors.split())
        change(
            row, successors=" ".join(filter(None, codes)), area=into if row.area_id == gone.pk else row.area
        )


def _end_of(row: CouncilArea | AreaGroupMember, on: date) -> date:
    """The day, or the row's own beginning where it began later: then it held for no day."""
    return max(on, row.since) if row.since else on
