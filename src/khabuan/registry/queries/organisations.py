"""Reads of organisations: lists, one with all it consists of, working groups, agencies and support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core import searching
from khabuan.core.periods import in_force
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of_many
from khabuan.places.models import Area, AreaGroup
from khabuan.places.queries.areas import placed_within
from khabuan.registry.models import (
    Appointment,
    Organisation,
    Person,
    Post,
    Registration,
    Support,
    WorkingGroup,
)
from khabuan.registry.queries.completeness import completeness_by_key, incomplete_keys
from khabuan.registry.queries.councils import TermRules, coverage_of, held_on, term_rules
from khabuan.registry.queries.stood import living, stood_at, stood_in
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.coverage import Completeness, CouncilState
from khabuan.registry.rules.kinds import Issue, OrganisationKind
from khabuan.registry.rules.registration import (
    STEPS,
    Entry,
    Need,
    RegistrationState,
    Step,
    registration_state,
)
from khabuan.registry.rules.terms import TermState, term_state
from khabuan.rules.queries import rules_for

LIVING, ENDED, ALL = "living", "ended", "all"


@dataclass(frozen=True, kw_only=True)
class OrganisationFilter:
    """What a list shows. Empty means: whatever. `state` is living, ended or all."""

    kinds: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    state: str = LIVING
    text: str = ""
    issue: str = ""
    council_state: str = ""
    incomplete_only: bool = False


def organisations(actor: Actor, wanted: OrganisationFilter, on: date) -> QuerySet[Organisation]:
    """The list, in order of place and name, with area, parent and own parts joined: no query per row.

    Aliases of merged records are left out. Filters on completeness and council state cost the same few
    queries whatever the number of rows.
    """
    rows: QuerySet[Organisation] = Organisation.objects.visible_to(actor).filter(stays__isnull=True)
    if wanted.state == LIVING:
        rows = living(rows, on)
    elif wanted.state == ENDED:
        rows = rows.filter(ended_on__lte=on)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.paths:
        rows = rows.filter(stood_in(actor, wanted.paths, on))
    if wanted.text:
        rows = searching.containing(rows, wanted.text)
    if wanted.issue:
        supports = Support.objects.visible_to(actor).filter(organisation=OuterRef("pk"), issue=wanted.issue)
        rows = rows.filter(Q(working_group__issue=wanted.issue) | Exists(supports.filter(in_force(on))))
    if wanted.council_state:
        rows = rows.filter(pk__in=_councils_in(actor, wanted, on))
    if wanted.incomplete_only:
        rows = rows.filter(pk__in=incomplete_keys(actor, rows, on))
    joined = rows.select_related("area", "area__parent", "parent", "community", "working_group", "agency")
    return joined.order_by("area__path", "sort_key", "pk")


def _councils_in(actor: Actor, wanted: OrganisationFilter, on: date) -> list[int]:
    paths = wanted.paths or _paths(actor)
    lines = coverage_of(actor, paths, on).lines
    state = CouncilState(wanted.council_state)
    return [line.council.pk for line in lines if line.council and line.state == state]


def _paths(actor: Actor) -> tuple[str, ...]:
    return tuple(span.low for span in actor.spans)


@dataclass(frozen=True)
class Holder:
    """Somebody in a post. `state`: where the term stands; None for one who has left."""

    appointment: Appointment
    person: Person
    state: TermState | None = None


@dataclass(frozen=True)
class PostLine:
    """A post of a body on a day: who holds it, who held it, and how many of its seats are empty: not filled by
    whoever is acting for the time being."""

    post: Post
    holders: tuple[Holder, ...] = ()
    former: tuple[Holder, ...] = ()

    @property
    def empty(self) -> int:
        held = len({one.person.pk for one in self.holders if not one.appointment.is_acting})
        return max((self.post.holders or 0) - held, 0)


@dataclass(frozen=True)
class RegistrationLine:
    """A step as it was entered, with its papers."""

    registration: Registration
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class OneOrganisation:
    """All that a page about one organisation shows. `registration` is None for kinds that do not register."""

    organisation: Organisation
    own: Any  # Community, WorkingGroup, Agency or None
    posts: tuple[PostLine, ...]
    registrations: tuple[RegistrationLine, ...]
    registration: RegistrationState | None
    parts: tuple[Organisation, ...]
    supports: tuple[Support, ...]
    files: tuple[Attachment, ...]
    completeness: Completeness
    rules: TermRules
    aliases: tuple[Organisation, ...] = field(default=())


def one_organisation(actor: Actor, organisation: Organisation, on: date) -> OneOrganisation:
    """An organisation that the actor sees, as of a day; about 20 queries, however much it has."""
    rows = Organisation.objects.visible_to(actor)
    lines = _registrations(actor, organisation)
    rules = term_rules(actor, on)
    kind = OrganisationKind(organisation.kind)
    own = {OrganisationKind.WORKING_GROUP: "working_group", OrganisationKind.AGENCY: "agency"}.get(
        kind, "community"
    )
    return OneOrganisation(
        organisation=organisation,
        own=getattr(organisation, own, None),
        posts=posts_of(actor, [organisation.pk], on, with_former=True, alarms=rules.alarms).get(
            organisation.pk, ()
        ),
        registrations=lines,
        registration=_registration_state(actor, organisation, lines, on) if kind in STEPS else None,
        parts=tuple(
            rows.filter(parent=organisation, stays__isnull=True).select_related("area").order_by("sort_key")
        ),
        supports=tuple(
            Support.objects.visible_to(actor)
            .filter(organisation=organisation)
            .select_related("area")
            .order_by("pk")
        ),
        files=tuple(
            files_of_many(actor, "registry.organisation", [organisation.pk]).get(organisation.pk, ())
        ),
        completeness=completeness_by_key(actor, rows.filter(pk=organisation.pk), on)[organisation.pk][1],
        rules=rules,
        aliases=tuple(rows.filter(stays=organisation).order_by("pk")),
    )


def _registrations(actor: Actor, organisation: Organisation) -> tuple[RegistrationLine, ...]:
    rows = list(Registration.objects.visible_to(actor).filter(organisation=organisation).order_by("on", "pk"))
    files = files_of_many(actor, "registry.registration", [row.pk for row in rows])
    return tuple(RegistrationLine(row, tuple(files.get(row.pk, ()))) for row in rows)


def _registration_state(
    actor: Actor, organisation: Organisation, lines: Iterable[RegistrationLine], on: date
) -> RegistrationState:
    keys = ("council.agreement_base", "council.agreement_share")
    base, share = rules_for(actor, keys, node=organisation.node, on=on).values()
    return registration_state(
        OrganisationKind(organisation.kind),
        [entry_of(line) for line in lines if line.registration.withdrawn_on is None],
        on,
        organisation=organisation.pk,
        agreement_share=share.as_share if share else None,
        agreement_base=str(base.value) if base else "entitled",
    )


def entries_of(actor: Actor, organisation: Organisation) -> list[Entry]:
    """The steps that count, without their papers. One query."""
    rows = Registration.objects.visible_to(actor).filter(organisation=organisation, withdrawn_on__isnull=True)
    return [entry_of(RegistrationLine(row)) for row in rows.order_by("on", "pk")]


def entry_of(line: RegistrationLine) -> Entry:
    """A step as the pure rules see it, with the papers that are attached."""
    row, papers = line.registration, {file.paper for file in line.files}
    return Entry(
        key=row.pk,
        step=Step(row.step),
        on=row.on,
        on_precision=row.on_precision,
        number=row.number,
        receiver=row.receiver,
        papers=frozenset(need for need in Need if need.value in papers),
        present=row.present,
        agreed=row.agreed,
        entitled=row.entitled,
    )


def posts_of(
    actor: Actor, organisations: Sequence[int], on: date, *, with_former: bool = False,
    alarms: Sequence[int] | None = None,
) -> dict[int, tuple[PostLine, ...]]:  # fmt: skip
    """The posts of these organisations on a day, with their holders, in the posts' order.

    Two queries, and one for the days before a term's end that ring, where they are not known.
    """
    posts = Post.objects.visible_to(actor).filter(organisation__in=organisations)
    if not with_former:
        posts = posts.filter(in_force(on))
    held = Appointment.objects.visible_to(actor).filter(post__organisation__in=organisations)
    if not with_former:
        held = held.filter(held_on(on))
    alarms = alarm_days(actor, on) if alarms is None else alarms
    now: dict[int, list[Holder]] = defaultdict(list)
    past: dict[int, list[Holder]] = defaultdict(list)
    for row in held.select_related("person", "post__organisation", "on_behalf_of").order_by("since", "pk"):
        if row.since and row.since > on:
            continue
        if row.ended_on and row.ended_on <= on:
            past[row.post_id].append(Holder(row, row.person))
        else:
            now[row.post_id].append(Holder(row, row.person, state_of(row, on, alarms)))
    found: dict[int, list[PostLine]] = defaultdict(list)
    for post in posts.select_related("origin_organisation").order_by("order", "pk"):
        line = PostLine(post, tuple(now[post.pk]), tuple(reversed(past[post.pk])))
        found[post.organisation_id].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def state_of(row: Appointment, on: date, alarms: Sequence[int]) -> TermState:
    """Where a term stands; the post must be joined."""
    return term_state(
        row.since,
        on,
        term_years=row.post.term_years,
        end=row.until,
        alarms=alarms,
        start_precision=row.since_precision,
        end_precision=row.until_precision,
    )


@dataclass(frozen=True)
class GroupLine:
    """A working group with its function, its posts and holders on a day."""

    organisation: Organisation
    working_group: WorkingGroup | None
    posts: tuple[PostLine, ...]


GROUP_KINDS = (
    OrganisationKind.STANDING_BODY,
    OrganisationKind.WORKING_GROUP,
    OrganisationKind.PROVINCE_MEETING,
)


def working_groups_of(
    actor: Actor, on: date, *, area: Area | None = None, group: AreaGroup | None = None
) -> list[GroupLine]:
    """The bodies that work for a place, or for a group of areas (a zone's are not its province's)."""
    rows = living(Organisation.objects.visible_to(actor), on).filter(kind__in=GROUP_KINDS)
    rows = rows.filter(stood_at(actor, on, Q(group=group) if group else Q(area=area, group=None)))
    found = list(rows.select_related("area", "working_group").order_by("kind", "sort_key", "pk"))
    posts = posts_of(actor, [row.pk for row in found], on)
    return [GroupLine(row, getattr(row, "working_group", None), posts.get(row.pk, ())) for row in found]


@dataclass(frozen=True)
class AgencyLine:
    """A partner agency with its officers on a day and what it supports on that day."""

    organisation: Organisation
    agency: Any
    posts: tuple[PostLine, ...]
    supports: tuple[Support, ...]

    @property
    def officers(self) -> tuple[Holder, ...]:
        return tuple(holder for line in self.posts for holder in line.holders)


def agencies_of(actor: Actor, paths: Sequence[str], on: date) -> list[AgencyLine]:
    """The agencies of a place with officers and supports on a day. Six queries."""
    rows = living(Organisation.objects.visible_to(actor), on).filter(
        stood_in(actor, paths, on) | Q(pk__in=_supporters(actor, paths, on)), kind=OrganisationKind.AGENCY
    )
    found = list(rows.select_related("area", "agency").order_by("area__path", "sort_key", "pk"))
    keys = [row.pk for row in found]
    supports: dict[int, list[Support]] = defaultdict(list)
    kept = Support.objects.visible_to(actor).filter(in_force(on), organisation__in=keys)
    for support in kept.select_related("area").order_by("issue", "area__path"):
        supports[support.organisation_id].append(support)
    posts = posts_of(actor, keys, on)
    return [
        AgencyLine(row, getattr(row, "agency", None), posts.get(row.pk, ()), tuple(supports[row.pk]))
        for row in found
    ]


def _supporters(actor: Actor, paths: Sequence[str], on: date) -> QuerySet[Any]:
    supports: QuerySet[Any] = Support.objects.visible_to(actor).filter(
        placed_within(paths, on, "area__"), in_force(on)
    )
    return supports.values("organisation_id")


@dataclass(frozen=True)
class MatrixRow:
    """One agency: for each issue the areas in which it supports it."""

    organisation: Organisation
    areas: dict[Issue, tuple[Area, ...]]


@dataclass(frozen=True)
class SupportMatrix:
    """Agency × issue × area on a day. `issues` occur, in their order; `without` nobody supports."""

    issues: tuple[Issue, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def without(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in Issue if issue not in self.issues and issue != Issue.OTHER)


def support_matrix(actor: Actor, paths: Sequence[str], on: date) -> SupportMatrix:
    """Who supports what and where, in a place."""
    lines = agencies_of(actor, paths, on)
    rows = []
    for line in lines:
        areas: dict[Issue, list[Area]] = defaultdict(list)
        for support in line.supports:
            areas[Issue(support.issue)].append(support.area)
        rows.append(MatrixRow(line.organisation, {issue: tuple(found) for issue, found in areas.items()}))
    present = {issue for row in rows for issue in row.areas}
    return SupportMatrix(tuple(issue for issue in Issue if issue in present), tuple(rows))
