"""The picture of a dated group of areas: the figures of a place's page, added up over the members of a day.

Last year's zone is read with last year's members. Figures are for who reaches every member; everybody else
sees who and where the group is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import Left

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.core.thai import FiscalYear
from khabuan.picture.queries import PlaceLine
from khabuan.places.models import Area, AreaGroup, AreaGroupMember
from khabuan.places.queries import members_of
from khabuan.registry.models import Organisation
from khabuan.registry.queries.councils import CouncilLine, Coverage, coverage_of, living
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
    paths = [area.path for area in members]
    coverage = coverage_of(actor, paths, on)
    bodies = living(Organisation.objects.visible_to(actor), on).filter(
        group=group, kind=OrganisationKind.WORKING_GROUP
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
        lines=_lines(actor, members, coverage, on),
        vacant_count=vacant_posts(actor, paths, on).count(),
    )


def _lines(actor: Actor, members: Sequence[Area], coverage: Coverage, on: date) -> tuple[PlaceLine, ...]:
    """One line a member: its council areas and its organisations; one query."""
    parts: dict[str, list[CouncilLine]] = defaultdict(list)
    for line in coverage.lines:
        parts[_member_path(line.council_area.area.path, members)].append(line)
    bodies = bodies_by_member(actor, members, on)
    return tuple(
        PlaceLine(area, Coverage(tuple(parts[area.path])), dict(bodies[area.path])) for area in members
    )


def _member_path(path: str, members: Sequence[Area]) -> str:
    return next((area.path for area in members if path.startswith(area.path)), "")


def bodies_by_member(actor: Actor, members: Sequence[Area], on: date) -> dict[str, Counter[str]]:
    """Living organisations at or below each member, by kind. Members are of one level: one query."""
    spans = tuple(Span.of(area.path) for area in members)
    rows = (
        living(Organisation.objects.visible_to(actor), on)
        .filter(spans_q(spans, "node"))
        .annotate(member=Left("node", max(len(area.path) for area in members)))
        .values("member", "kind")
        .annotate(bodies=Count("pk"))
    )
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows.order_by():
        found[row["member"]][row["kind"]] += row["bodies"]
    return found
