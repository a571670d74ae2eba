"""The picture of a dated group of areas: the figures of a place's page, added up over the members of a day.

Last year's zone is read with last year's members. Figures are for who reaches every member; everybody else
sees who and where the group is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.core.thai import FiscalYear
from khabuan.picture.queries import PlaceLine
from khabuan.places.models import Area, AreaGroup, AreaGroupMember
from khabuan.places.queries import members_of, paths_on
from khabuan.registry.models import Organisation
from khabuan.registry.queries.councils import CouncilLine, Coverage, coverage_of
from khabuan.registry.queries.stood import bodies_by_place, living, stood_at
from khabuan.registry.queries.terms import vacant_posts
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.seats.models import Seat


@dataclass(frozen=True)
class GroupPicture:
    """Everything that the page of a group shows; `is_seen` is false beyond the reader's reach."""

    group: AreaGroup
    on: date
    is_seen: bool
    members: tuple[Area, ...]
    memberships: tuple[AreaGroupMember, ...]
    working_groups: tuple[Organisation, ...] = ()
    seats: tuple[Seat, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(()))
    lines: tuple[PlaceLine, ...] = ()
    vacant_count: int = 0

    @property
    def bodies(self) -> Counter[str]:
        """Organisations of the members by kind."""
        return sum((Counter(line.bodies) for line in self.lines), Counter())


def groups_listed(actor: Actor, home: Area, year: FiscalYear) -> dict[int, list[AreaGroup]]:
    """Groups kept at a place by the fiscal year on whose last day (today, in the present year) they hold:
    this year's, and last year's that are not among them."""
    rows = AreaGroup.objects.visible_to(actor).filter(area=home)
    now = list(rows.filter(in_force(day_of(year))).order_by("kind", "sort_key"))
    before = list(rows.filter(in_force(year.previous.end)).order_by("kind", "sort_key"))
    known = {group.pk for group in now}
    return {year.be: now, year.previous.be: [group for group in before if group.pk not in known]}


def day_of(year: FiscalYear) -> date:
    """The day that a year is shown for: today, or the last day of a year that is over."""
    return max(year.start, min(clock.today(), year.end))


def day_for(group: AreaGroup, on: date) -> date:
    """The day a group is read on: the page's day, or its own first or last day where it did not hold then."""
    if group.until is not None and group.until <= on:
        return group.until - timedelta(days=1)
    return max(on, group.since) if group.since else on


def group_picture(actor: Actor, group: AreaGroup, on: date) -> GroupPicture:
    """The picture of a group on a day, in a number of queries that does not grow with its members."""
    members = tuple(members_of(actor, group, on))
    rows = AreaGroupMember.objects.visible_to(actor).filter(group=group).select_related("area")
    memberships = tuple(
        row for row in rows.order_by("area__sort_key", "since") if row.until is None or row.until != row.since
    )
    if not members or not all(actor.reaches(area.path) for area in members):
        return GroupPicture(group, on, is_seen=False, members=members, memberships=memberships)
    then = paths_on(actor, members, on)
    paths = list(then.values())
    coverage = coverage_of(actor, paths, on)
    bodies = living(Organisation.objects.visible_to(actor), on).filter(
        stood_at(actor, on, Q(group=group)), kind=OrganisationKind.WORKING_GROUP
    )
    seats = Seat.objects.visible_to(actor).filter(in_force(on), group=group).select_related("user")
    return GroupPicture(
        group,
        on,
        is_seen=True,
        members=members,
        memberships=memberships,
        working_groups=tuple(bodies.order_by("sort_key")),
        seats=tuple(seats.order_by("role", "user__name")),
        coverage=coverage,
        lines=_lines(actor, members, then, coverage, on),
        vacant_count=vacant_posts(actor, paths, on).count(),
    )


def _lines(
    actor: Actor, members: Sequence[Area], paths: Mapping[int, str], coverage: Coverage, on: date
) -> tuple[PlaceLine, ...]:
    """One line a member: its council areas and its organisations. Members are of one level."""
    parts: dict[str, list[CouncilLine]] = defaultdict(list)
    for line in coverage.lines:
        parts[next((path for path in paths.values() if line.path.startswith(path)), "")].append(line)
    bodies = bodies_by_place(actor, list(paths.values()), list(paths.values()), on)
    return tuple(
        PlaceLine(area, Coverage(tuple(parts[paths[area.pk]])), dict(bodies[paths[area.pk]]))
        for area in members
    )
