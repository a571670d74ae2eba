"""Dated groups of areas: zones, clusters, the movement's own groups, regions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.core.thai import search_key, sort_key, tidy
from khabuan.places import rules
from khabuan.places.actions.succession import Succession
from khabuan.places.models import Area, AreaGroup, AreaGroupMember, AreaKind

HOME_KIND = {AreaGroup.Kind.ZONE: AreaKind.PROVINCE}
MEMBER_KIND = {AreaGroup.Kind.ZONE: AreaKind.DISTRICT}
ONE_AT_A_TIME = (AreaGroup.Kind.ZONE, AreaGroup.Kind.CLUSTER, AreaGroup.Kind.REGION)


@action("places.keep_group", on="area")
def keep_group(
    *,
    actor: Actor,
    area: Area,
    kind: str,
    name: str,
    members: Sequence[Area],
    on: date,
    group: AreaGroup | None = None,
    name_en: str = "",
    source: str = "",
    until: date | None = None,
) -> AreaGroup:
    """Set up a group from a day on, or change one: its members from that day, its names, or its end.

    `area` is where it is kept: a province for zones of its amphoe, the nation for groups of provinces.
    Members who leave keep the days before, so that last year's group can still be read. Refused: no name,
    no members, members of another kind or place, an area in two zones (clusters, regions) at once.
    """
    if group is not None and (group.area_id != area.pk or group.kind != kind):
        raise Refused("group.other", _("This group is kept at another place."), field="area")
    _check_home(area, kind, members)
    fields = {
        "name": _named(name), "name_en": tidy(name_en), "source": tidy(source),
        "sort_key": sort_key(name)[:160], "search_key": search_key(name)[:160],
    }  # fmt: skip
    if group is None:
        _check_namesake(area, kind, fields["name"], on)
        group = add(AreaGroup, area=area, kind=kind, since=on, until=until, **fields)
    else:
        change(group, until=until, **fields)
    _keep_members(group, members, on, until)
    _check_alone(group)
    return group


def _keep_members(group: AreaGroup, members: Sequence[Area], on: date, until: date | None) -> None:
    """Give the group these members from a day on; who is not among them leaves on that day."""
    wanted = {area.pk: area for area in members}
    for row in AreaGroupMember.public_rows().filter(_lasting(on), group=group).order_by("pk"):
        if row.area_id not in wanted:
            # A member for no day at all was entered wrongly and leaves an empty period behind.
            change(row, until=max(on, row.since) if row.since else on)
        elif row.until != until:
            change(row, until=until)
        wanted.pop(row.area_id, None)
    for area in wanted.values():
        add(AreaGroupMember, group=group, area=area, since=on, until=until)


def _check_home(area: Area, kind: str, members: Sequence[Area]) -> None:
    if kind not in AreaGroup.Kind.values:
        raise Refused("group.kind", _("Choose the kind of group."), field="kind")
    if area.kind != HOME_KIND.get(AreaGroup.Kind(kind), AreaKind.NATION):
        raise Refused(
            "group.home", _("A zone is kept at its province, other groups at the nation."), field="area"
        )
    if not members:
        raise Refused("group.members", _("Choose the areas of this group."), field="members")
    wanted = MEMBER_KIND.get(AreaGroup.Kind(kind), AreaKind.PROVINCE)
    for member in members:
        if member.kind != wanted or member.until is not None or not rules.is_within(member.path, area.path):
            words = _("A zone has amphoe of its province, other groups have provinces.")
            raise Refused("group.member_kind", words, field="members")


def _check_namesake(area: Area, kind: str, name: str, on: date) -> None:
    rows = AreaGroup.public_rows().filter(area=area, kind=kind, name=name)
    if any(row.until is None or row.until > on for row in rows):
        words = _("There is a group of this name already. Give it an end first, or change its members.")
        raise Refused("group.namesake", words, field="name")


def _check_alone(group: AreaGroup) -> None:
    """No area in two zones (clusters, regions) on one day."""
    if group.kind not in ONE_AT_A_TIME:
        return
    rows = AreaGroupMember.public_rows().filter(group__area=group.area, group__kind=group.kind)
    memberships = [
        rules.Membership(str(row.group), row.area.name, row.since, row.until)
        for row in rows.select_related("group", "area")
        if row.since is None or row.until is None or row.since < row.until
    ]
    for finding in rules.membership_findings(memberships):
        words = _("%(area)s would be in two groups of this kind from that day. End the earlier one first.")
        raise Refused(finding.code, words % {"area": finding.facts["area"]}, field="members")


def _named(name: str) -> str:
    if not tidy(name):
        raise Refused("name.missing", _("Write the name."), field="name")
    return tidy(name)


@action("places.copy_groups", on="area")
def copy_groups(
    *, actor: Actor, area: Area, copies: Sequence[tuple[AreaGroup, str]], on: date
) -> list[AreaGroup]:
    """End groups on a day, where they have not ended before, and begin each again from it under its new name.

    The members are those of the last day. Its working group goes on in the new one, with its posts, and so do
    seats. Returns the new groups. Refused as by `keep_group`, and for a group of another place or one that
    began on that day or later.
    """
    lasting = {group.pk: _members_before(group, area, on) for group, _name in copies}
    for group, _name in copies:
        if group.until is None or group.until > on:
            _end_group(group, on)
    made = [
        keep_group(
            actor=actor, area=area, kind=group.kind, name=name, members=lasting[group.pk], on=on,
            name_en=group.name_en, source=group.source,
        )
        for group, name in copies
    ]  # fmt: skip
    moved = {
        one.name: Succession(group, one, on).told_to(offers.group_copies)
        for (group, _name), one in zip(copies, made, strict=True)
    }
    note(moved={name: counts for name, counts in moved.items() if counts})
    return made


def _members_before(group: AreaGroup, area: Area, on: date) -> list[Area]:
    if group.area_id != area.pk:
        raise Refused("group.other", _("This group is kept at another place."), field="area")
    if group.since is not None and group.since >= on:
        words = _("%(name)s begins on that day or later: choose an earlier year's groups, or a later day.")
        raise Refused("group.not_before", words % {"name": group.name}, field="on")
    last = min(group.until or on, on)
    rows = AreaGroupMember.public_rows().filter(group=group).select_related("area").order_by("area__path")
    return [
        row.area
        for row in rows
        if row.area.until is None
        and (row.since is None or row.since < last)
        and (row.until is None or row.until >= last)
    ]


def _end_group(group: AreaGroup, on: date) -> None:
    for row in AreaGroupMember.public_rows().filter(_lasting(on), group=group).order_by("pk"):
        change(row, until=max(on, row.since) if row.since else on)
    change(group, until=on)


def _lasting(on: date) -> Q:
    """Members who have not left by a day."""
    return Q(until__isnull=True) | Q(until__gt=on)
