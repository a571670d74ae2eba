"""The picture of a place: what it consists of, where, and what is missing. A group-by over the registers.

Figures of a place are for who reaches it. Everybody else sees the public facts of the place and a reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.places.labels import bare, label
from khabuan.places.models import Area, AreaGroup, AreaKind
from khabuan.places.queries import children, counts_within, groups_in, members_by_group, paths_on
from khabuan.registry.models import Household, Organisation, Person
from khabuan.registry.queries.completeness import KindLine, completeness_of
from khabuan.registry.queries.councils import CouncilLine, Coverage, coverage_of
from khabuan.registry.queries.stood import bodies_by_place, living, stood_at
from khabuan.registry.queries.terms import vacant_posts
from khabuan.registry.rules.coverage import CouncilState
from khabuan.registry.rules.kinds import OrganisationKind

TILE_OF = {
    CouncilState.IN_TERM: "ok",
    CouncilState.ENDS_SOON: "soon",
    CouncilState.OVER_TERM: "over",
    CouncilState.NO_LIST: "none",
    CouncilState.NO_COUNCIL: "none",
}
MOST_BODIES = 60


@dataclass(frozen=True)
class PlaceLine:
    """One place below, with its figures: a row of the table under the map."""

    area: Area
    coverage: Coverage
    bodies: dict[str, int]

    @property
    def name(self) -> str:
        return bare(self.area)

    @property
    def funds(self) -> int:
        return self.bodies.get(OrganisationKind.FUND, 0)

    @property
    def communities(self) -> int:
        return self.bodies.get(OrganisationKind.COMMUNITY, 0)

    @property
    def over(self) -> int:
        return self.coverage.counts[CouncilState.OVER_TERM]

    def state(self, name: str) -> int:
        return self.coverage.counts[CouncilState(name)]


@dataclass(frozen=True)
class ZoneLine:
    """A group of areas (zone) with its figures, added up from its members."""

    group: AreaGroup
    members: tuple[Area, ...]
    coverage: Coverage
    bodies: dict[str, int]


@dataclass(frozen=True)
class Picture:
    """Everything that the page of a place shows; `is_seen` is false beyond the reader's reach."""

    area: Area
    on: date
    is_seen: bool
    below: tuple[Area, ...] = ()
    coverage: Coverage = field(default_factory=lambda: Coverage(()))
    bodies: dict[str, int] = field(default_factory=dict)
    lines: tuple[PlaceLine, ...] = ()
    zones: tuple[ZoneLine, ...] = ()
    vacant_count: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    completeness: tuple[KindLine, ...] = ()


def picture_of(actor: Actor, area: Area, on: date) -> Picture:
    """The picture of a place on a day, in a number of queries that does not grow with its size."""
    below = tuple(children(actor, area, on))
    counts = counts_within(actor, area, on)
    if not actor.reaches(area.path):
        return Picture(area, on, is_seen=False, below=below, counts=counts)
    then = paths_on(actor, [area, *below], on)
    paths = [then[area.pk]]
    coverage = coverage_of(actor, paths, on)
    by_step = bodies_by_place(actor, paths, [then[one.pk] for one in below], on)
    return Picture(
        area, on, is_seen=True, below=below, coverage=coverage,
        bodies=dict(sum((Counter(kinds) for kinds in by_step.values()), Counter())),
        lines=_lines(below, then, coverage, by_step),
        zones=_zones(actor, area, on, coverage=coverage, by_step=by_step, paths=then),
        vacant_count=vacant_posts(actor, paths, on).count(), counts=counts,
        completeness=completeness_of(actor, paths, on),
    )  # fmt: skip


def _lines(
    below: Iterable[Area],
    paths: Mapping[int, str],
    coverage: Coverage,
    by_step: Mapping[str, Mapping[str, int]],
) -> tuple[PlaceLine, ...]:
    parts: dict[int, list[CouncilLine]] = defaultdict(list)
    below = [area for area in below if area.kind not in (AreaKind.VILLAGE, AreaKind.COMMUNITY)]
    for line in coverage.lines:
        for area in below:
            if line.path.startswith(paths[area.pk]):
                parts[area.pk].append(line)
                break
    return tuple(
        PlaceLine(area, Coverage(tuple(parts[area.pk])), dict(by_step.get(paths[area.pk], {})))
        for area in below
    )


def _zones(
    actor: Actor, area: Area, on: date, *, coverage: Coverage, by_step: Mapping[str, Mapping[str, int]],
    paths: Mapping[int, str],
) -> tuple[ZoneLine, ...]:  # fmt: skip
    """The zones of a province, whose members are among the places below it."""
    if area.kind != AreaKind.PROVINCE:
        return ()
    groups = list(groups_in(actor, area, AreaGroup.Kind.ZONE, on))
    members = members_by_group(actor, groups, on)
    found = []
    for group in groups:
        then = [paths.get(member.pk, member.path) for member in members[group.pk]]
        bodies: Counter[str] = sum((Counter(by_step.get(path, {})) for path in then), Counter())
        found.append(ZoneLine(group, tuple(members[group.pk]), coverage.within(then), dict(bodies)))
    return tuple(found)


def bodies_at(actor: Actor, area: Area, on: date) -> list[Organisation]:
    """Organisations that stand at this very place, not below it."""
    rows = living(Organisation.objects.visible_to(actor), on).filter(stood_at(actor, on, Q(area=area)))
    return list(rows.order_by("kind", "sort_key")[:MOST_BODIES])


@dataclass(frozen=True)
class Village:
    """What the page of a village shows: who lives there, and the bodies of the tambon that work for it.

    Counts are None for offices that read no persons.
    """

    people: int | None
    households: int | None
    around: tuple[Organisation, ...]


def village_of(actor: Actor, area: Area, on: date) -> Village:
    """The picture of a village or urban community; three queries."""
    reads_people = policy.may_read(actor.role, Person._meta.label_lower)
    people = Person.objects.visible_to(actor).filter(area=area, stays__isnull=True, died_on__isnull=True)
    households = Household.objects.visible_to(actor).filter(area=area)
    near = living(Organisation.objects.visible_to(actor), on).filter(
        area=area.parent_id, kind__in=(OrganisationKind.COUNCIL, OrganisationKind.FUND)
    )
    return Village(
        people.count() if reads_people else None,
        households.count() if reads_people else None,
        tuple(near.order_by("kind", "sort_key")[:MOST_BODIES]),
    )


def names_of(areas: Iterable[Area]) -> str:
    """ "อ.แก่งคอย อ.มวกเหล็ก": the members of a group in words."""
    return " ".join(label(area) for area in areas)
