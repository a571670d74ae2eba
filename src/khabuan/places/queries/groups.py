"""Reads of dated groups of areas and their members, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.core.thai import FiscalYear
from khabuan.places.models import Area, AreaGroup, AreaGroupMember


def groups_in(actor: Actor, area: Area, kind: str = "", on: date | None = None) -> QuerySet[AreaGroup]:
    """Groups kept at an area (zones of a province, regions of the nation) that hold on a day (today)."""
    rows = AreaGroup.objects.visible_to(actor).filter(in_force(on or clock.today()), area=area)
    return (rows.filter(kind=kind) if kind else rows).order_by("kind", "sort_key")


def groups_of(actor: Actor, area: Area, on: date | None = None) -> QuerySet[AreaGroup]:
    """Groups that an area belongs to on a day (today)."""
    on = on or clock.today()
    member = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), area=area).values("group")
    return (
        AreaGroup.objects.visible_to(actor).filter(in_force(on), pk__in=member).order_by("kind", "sort_key")
    )


def zones_to_go_on_with(actor: Actor, province: Area, year: FiscalYear) -> list[AreaGroup]:
    """Zones that held at the end of the year before, none of whose amphoe is in a zone begun since."""
    last_day = year.previous.end
    before = list(groups_in(actor, province, AreaGroup.Kind.ZONE, last_day))
    known = {group.pk for group in before}
    begun = AreaGroupMember.objects.visible_to(actor).filter(
        in_force(year.end), group__area=province, group__kind=AreaGroup.Kind.ZONE
    )
    taken = set(begun.exclude(group__in=known).values_list("area_id", flat=True))
    rows = AreaGroupMember.objects.visible_to(actor).filter(in_force(last_day), group__in=known)
    gone_on = {group for group, area in rows.values_list("group_id", "area_id") if area in taken}
    return [group for group in before if group.pk not in gone_on]


def members_of(actor: Actor, group: AreaGroup, on: date | None = None) -> list[Area]:
    """The areas of a group on a day: today, or its last day once it has ended."""
    if on is None:
        on = clock.today()
        if group.until is not None and group.until <= on:
            return _last_members(actor, group)
    member = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), group=group).values("area")
    return list(Area.objects.visible_to(actor).filter(pk__in=member).order_by("sort_key"))


def members_by_group(actor: Actor, groups: Iterable[AreaGroup], on: date) -> dict[int, list[Area]]:
    """The areas of several groups on a day, by the key of the group; one query."""
    rows = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), group__in=list(groups))
    found: dict[int, list[Area]] = defaultdict(list)
    for row in rows.select_related("area").order_by("area__sort_key"):
        found[row.group_id].append(row.area)
    return found


def _last_members(actor: Actor, group: AreaGroup) -> list[Area]:
    rows = AreaGroupMember.objects.visible_to(actor).filter(group=group)
    last = rows.filter(Q(until__isnull=True) | Q(until__gte=group.until)).values("area")
    return list(Area.objects.visible_to(actor).filter(pk__in=last).order_by("sort_key"))
