"""What the pages of organisations read: the list of a place, one profile, what each record has and lacks.

A list of n organisations costs the same number of queries as a list of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import search_key
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.actions.posts import term_of
from khabuan.registry.models import (
    Agency,
    Appointment,
    Community,
    Organisation,
    Person,
    Post,
    Registration,
    Support,
    WorkingGroup,
)
from khabuan.registry.queries.councils import coverage_of, held_on, in_force, living
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.coverage import Completeness, CouncilState, Item, completeness
from khabuan.registry.rules.findings import Finding
from khabuan.registry.rules.kinds import PARENT_KINDS, OrganisationKind, PostTitle
from khabuan.registry.rules.registration import Entry, Missing, RegistrationState, Step, registration_state
from khabuan.registry.rules.terms import PostFacts, TermKind, TermState, seat_findings, term_state
from khabuan.rules.queries import rule_for

MEMBER_TITLES = frozenset({PostTitle.MEMBER, PostTitle.COMMITTEE})
HEADS = {
    PostTitle.CHAIR: Item.CHAIR, PostTitle.SECRETARY: Item.SECRETARY, PostTitle.TREASURER: Item.TREASURER,
    PostTitle.LEADER: Item.LEADER, PostTitle.DELEGATE: Item.DELEGATES, PostTitle.NATIONAL_DELEGATE: Item.DELEGATES,
    PostTitle.MEMBER: Item.MEMBERS, PostTitle.COMMITTEE: Item.MEMBERS,
}  # fmt: skip

OWN_TABLES: dict[str, type[Community] | type[WorkingGroup] | type[Agency]] = {
    OrganisationKind.COMMUNITY: Community,
    OrganisationKind.WORKING_GROUP: WorkingGroup,
    OrganisationKind.AGENCY: Agency,
}


class ListState(Word):
    """Which organisations of a place a list shows."""

    LIVING = "living", _("at work today")
    OVER = "over", _("over term")
    ENDING = "ending", _("whose term ends soon")
    NO_LIST = "no_list", _("without a list of members")
    INCOMPLETE = "incomplete", _("with facts missing")
    ENDED = "ended", _("that have ended")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `missing` is an item that the record lacks."""

    kind: str = ""
    state: str = ListState.LIVING
    words: str = ""
    missing: str = ""


def organisation_of(actor: Actor, key: int) -> Organisation:
    """One organisation in sight, with its place. OutOfArea when there is none."""
    rows = Organisation.objects.visible_to(actor).filter(pk=key)
    found: Organisation | None = rows.select_related("area", "group", "parent", "council_area", "stays").first()
    if found is None:
        raise OutOfArea(f"organisation {key}")
    return found


def organisations_in(actor: Actor, area: Area, on: date, wanted: Wanted) -> QuerySet[Organisation]:
    """The organisations that stand at or below a place, narrowed, by kind of place and name."""
    rows: QuerySet[Organisation] = Organisation.objects.visible_to(actor).filter(stays__isnull=True)
    rows = rows.filter(spans_q((Span.of(area.path),), "node"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if key := search_key(wanted.words):
        rows = rows.filter(search_key__contains=key)
    rows = rows.filter(ended_on__lte=on) if wanted.state == ListState.ENDED else living(rows, on)
    if wanted.state in (ListState.OVER, ListState.ENDING, ListState.NO_LIST):
        rows = rows.filter(pk__in=_in_term_state(actor, area, on, ListState(wanted.state)))
    if wanted.missing or wanted.state == ListState.INCOMPLETE:
        rows = rows.filter(pk__in=_lacking(actor, rows, wanted.missing, on))
    return rows.select_related("area").order_by("area__path", "kind", "sort_key", "pk")


def _in_term_state(actor: Actor, area: Area, on: date, state: ListState) -> list[int]:
    """Councils by the state that coverage gives them, other bodies by the terms of their holders."""
    wanted = {
        ListState.OVER: CouncilState.OVER_TERM, ListState.ENDING: CouncilState.ENDS_SOON,
        ListState.NO_LIST: CouncilState.NO_LIST,
    }[state]  # fmt: skip
    coverage = coverage_of(actor, [area.path], on)
    keys = [line.council.pk for line in coverage.lines if line.council and line.state == wanted]
    if state == ListState.NO_LIST:
        return keys
    terms = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__"), spans_q((Span.of(area.path),), "post__organisation__node")
    )
    terms = terms.exclude(post__organisation__kind=OrganisationKind.COUNCIL)
    if state == ListState.OVER:
        terms = terms.filter(until__lt=on)
    else:
        last = date.fromordinal(on.toordinal() + max(alarm_days(actor, on)))
        terms = terms.filter(until__gte=on, until__lte=last)
    return [*keys, *terms.values_list("post__organisation_id", flat=True).distinct()]


def _lacking(actor: Actor, rows: QuerySet[Organisation], item: str, on: date) -> list[int]:
    found = records_of(actor, rows.select_related(None).order_by(), on)
    return [
        key for key, record in found.items()
        if (item in record.completeness.missing if item else not record.completeness.is_complete)
    ]  # fmt: skip


# What records have


@dataclass(frozen=True)
class Record:
    """How complete the record of an organisation is, and when its first term in force ends (None: not known)."""

    organisation: Organisation
    completeness: Completeness
    term: TermState
    number: str = ""

    @property
    def place(self) -> str:
        return self.organisation.area.path


def records_of(actor: Actor, organisations: Iterable[Organisation], on: date) -> dict[int, Record]:
    """The records of these organisations by key. Seven queries, however many."""
    rows = {row.pk: row for row in organisations}
    have: dict[int, set[Item]] = {key: _own_facts(row) for key, row in rows.items()}
    _add_kind_facts(actor, have)
    numbers, starts = _add_registrations(actor, have, on)
    ends = _add_posts(actor, have, on)
    rule = rule_for(actor, "council.term_years", on=on)
    years = rule.as_count if rule else None
    alarms = alarm_days(actor, on)
    found = {}
    for key, row in rows.items():
        is_council = row.kind == OrganisationKind.COUNCIL
        start = starts.get(key) if is_council else None
        term = term_state(start, on, term_years=years, end=None if start else ends.get(key), alarms=alarms)
        if term.kind != TermKind.UNKNOWN:
            have[key].add(Item.TERM)
        found[key] = Record(row, completeness(OrganisationKind(row.kind), have[key]), term, numbers.get(key, ""))
    return found


def _own_facts(row: Organisation) -> set[Item]:
    have = {Item.AREA}
    have |= {Item.NAME} if row.name else set()
    have |= {Item.FOUNDED_ON} if row.founded_on else set()
    have |= {Item.CONTACT} if row.phone or row.address else set()
    have |= {Item.LEVEL} if row.level else set()
    have |= {Item.PARENT} if row.parent_id else set()
    return have


def _add_kind_facts(actor: Actor, have: dict[int, set[Item]]) -> None:
    for key, purpose, members in (
        Community.objects.visible_to(actor)
        .filter(organisation__in=have)
        .values_list("organisation_id", "purpose", "member_count")
    ):
        have[key] |= {Item.PURPOSE} if purpose else set()
        have[key] |= {Item.MEMBER_COUNT} if members is not None else set()
    groups = WorkingGroup.objects.visible_to(actor).filter(organisation__in=have)
    for key, issue in groups.values_list("organisation_id", "issue"):
        have[key] |= {Item.FUNCTION, Item.ISSUES} if issue else {Item.FUNCTION}
    supports = Support.objects.visible_to(actor).filter(organisation__in=have)
    for key in supports.values_list("organisation_id", flat=True).distinct():
        have[key] |= {Item.ISSUES, Item.SUPPORTED_AREAS}


def _add_registrations(
    actor: Actor, have: dict[int, set[Item]], on: date
) -> tuple[dict[int, str], dict[int, date]]:
    """Registration numbers, and the day from which the present term counts."""
    rows = Registration.objects.visible_to(actor).filter(
        organisation__in=have, withdrawn_on__isnull=True, step__in=(Step.REGISTERED, Step.RENEWED)
    )
    numbers: dict[int, str] = {}
    starts: dict[int, date] = {}
    for key, step, number, day in rows.values_list("organisation_id", "step", "number", "on").order_by("on", "pk"):
        if step == Step.REGISTERED:
            numbers[key] = number
            if number and day:
                have[key].add(Item.REGISTRATION)
        if day and day <= on:
            starts[key] = day
    return numbers, starts


def _add_posts(actor: Actor, have: dict[int, set[Item]], on: date) -> dict[int, date]:
    """Which posts are held today; the earliest end of a term that is held."""
    rows = Appointment.objects.visible_to(actor).filter(held_on(on), post__organisation__in=have)
    ends: dict[int, date] = {}
    for key, title, until in rows.values_list("post__organisation_id", "post__title", "until"):
        have[key].add(Item.OFFICERS)
        if title in HEADS:
            have[key].add(HEADS[PostTitle(title)])
        if until and (key not in ends or until < ends[key]):
            ends[key] = until
    return ends


# Places in words


def place_words(actor: Actor, areas: Collection[Area], *, above: int = 2) -> dict[int, str]:
    """Each area as people say it with what it stands under, down to the province: "ต.ดาวเรือง อ.เมืองสระบุรี".

    `above` is how many steps are told beside the area itself. One query.
    """
    steps = {area.pk: _steps(area.path) for area in areas}
    wanted = {path for line in steps.values() for path in line}
    rows = Area.objects.visible_to(actor).filter(path__in=wanted, until__isnull=True)
    named = {row.path: label(row) for row in rows}
    return {
        area.pk: " ".join([label(area), *(named[path] for path in steps[area.pk][:above] if path in named)])
        for area in areas
    }


def _steps(path: str) -> list[str]:
    """Paths above an area, nearest first, without the nation's."""
    parts = path.split(".")[:-1]
    return ["".join(part + "." for part in parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]


# One organisation


@dataclass(frozen=True)
class Holder:
    """A person in a post. `name` is "" for who may not read persons; `person_url` "" where the person is not in reach."""

    appointment: Appointment
    name: str
    person_url: str
    term: TermState


@dataclass(frozen=True)
class PostLine:
    """A post with who holds it on the day, and who held it before."""

    post: Post
    holders: tuple[Holder, ...]
    past: tuple[Holder, ...]

    @property
    def empty(self) -> int:
        """Seats without a holder; 0 where the number is not fixed."""
        return max((self.post.holders or 0) - len({h.appointment.person_id for h in self.holders}), 0)


@dataclass(frozen=True)
class RegistrationLine:
    entry: Registration
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Profile:
    """Everything that the page of an organisation shows, on a day."""

    organisation: Organisation
    record: Record
    posts: tuple[PostLine, ...]
    closed_posts: tuple[PostLine, ...]
    seat_findings: tuple[Finding, ...]
    registration: RegistrationState
    registrations: tuple[RegistrationLine, ...]
    parts: tuple[Organisation, ...]
    supports: tuple[Support, ...] = ()
    place: str = ""
    names: dict[int, str] = field(default_factory=dict)

    @property
    def people_count(self) -> int:
        return len({h.appointment.person_id for line in self.posts for h in line.holders})

    @property
    def empty_count(self) -> int:
        return sum(line.empty for line in self.posts)


def profile_of(actor: Actor, organisation: Organisation, on: date) -> Profile:
    """The profile of one organisation on a day; the number of queries does not grow with its members."""
    posts, findings, names = _post_lines(actor, organisation, on)
    state, entries = registration_of(actor, organisation, on)
    record = records_of(actor, [organisation], on)[organisation.pk]
    parts = living(Organisation.objects.visible_to(actor), on).filter(parent=organisation)
    return Profile(
        organisation=organisation, record=record,
        posts=tuple(line for line in posts if line.post.until is None or line.post.until > on),
        closed_posts=tuple(line for line in posts if line.post.until is not None and line.post.until <= on),
        seat_findings=tuple(findings), registration=state, registrations=entries,
        parts=tuple(parts.select_related("area").order_by("area__path", "sort_key")),
        supports=tuple(supports_of(actor, [organisation.pk], on)),
        place=place_words(actor, [organisation.area])[organisation.area_id], names=names,
    )  # fmt: skip


def _post_lines(
    actor: Actor, organisation: Organisation, on: date
) -> tuple[list[PostLine], list[Finding], dict[int, str]]:
    posts = list(Post.objects.visible_to(actor).filter(organisation=organisation).order_by("order", "pk"))
    rows = list(
        Appointment.objects.visible_to(actor)
        .filter(post__organisation=organisation)
        .select_related("person", "on_behalf_of", "post")
        .order_by("since", "pk")
    )
    shows_names = policy.may_read(actor.role, "registry.person")
    in_reach = set(
        Person.objects.visible_to(actor).filter(pk__in=[row.person_id for row in rows]).values_list("pk", flat=True)
    )
    alarms = alarm_days(actor, on)
    now: dict[int, list[Holder]] = defaultdict(list)
    past: dict[int, list[Holder]] = defaultdict(list)
    for row in rows:
        holder = _holder(row, on, alarms, shows_names=shows_names, is_in_reach=row.person_id in in_reach)
        is_past = row.ended_on is not None and row.ended_on <= on
        (past if is_past else now)[row.post_id].append(holder)
    facts = [
        PostFacts(
            key=p.pk, organisation=organisation.pk, title=PostTitle(p.title), holders=p.holders,
            term_years=p.term_years, until=p.until,
        ) for p in posts
    ]  # fmt: skip
    findings = seat_findings(facts, [term_of(row) for row in rows], on)
    names = {row.person_id: str(row.person) for row in rows} if shows_names else {}
    lines = [PostLine(p, tuple(now[p.pk]), tuple(reversed(past[p.pk]))) for p in posts]
    return lines, findings, names


def _holder(
    row: Appointment, on: date, alarms: Sequence[int], *, shows_names: bool, is_in_reach: bool
) -> Holder:
    term = term_state(
        row.since, on, end=row.until, term_years=row.post.term_years, alarms=alarms,
        start_precision=row.since_precision, end_precision=row.until_precision,
    )  # fmt: skip
    name = str(row.person) if shows_names else ""
    return Holder(row, name, row.person.get_absolute_url() if is_in_reach else "", term)


def registration_of(
    actor: Actor, organisation: Organisation, on: date
) -> tuple[RegistrationState, tuple[RegistrationLine, ...]]:
    """The steps of จดแจ้ง in their order of days, each with what it lacks, and where the whole stands."""
    rows = list(
        Registration.objects.visible_to(actor).filter(organisation=organisation, withdrawn_on__isnull=True)
    )
    rows.sort(key=lambda row: (row.on or date.max, row.pk))
    entries = [
        Entry(
            key=row.pk, step=Step(row.step), on=row.on, number=row.number, receiver=row.receiver,
            present=row.present, agreed=row.agreed, entitled=row.entitled,
        ) for row in rows
    ]  # fmt: skip
    share = rule_for(actor, "council.agreement_share", on=on)
    state = registration_state(
        OrganisationKind(organisation.kind), entries, on, organisation=organisation.pk,
        agreement_share=share.as_share if share else None,
    )  # fmt: skip
    by_entry: dict[int | None, list[Missing]] = defaultdict(list)
    for lack in state.missing:
        by_entry[lack.entry].append(lack)
    return state, tuple(RegistrationLine(row, tuple(by_entry[row.pk])) for row in rows)


# Agencies


def supports_of(actor: Actor, agencies: Collection[int], on: date) -> list[Support]:
    """What these agencies support on a day, by agency, issue and place."""
    rows = Support.objects.visible_to(actor).filter(in_force(on), organisation__in=agencies)
    return list(rows.select_related("area", "organisation").order_by("organisation__sort_key", "issue", "area__path"))


@dataclass(frozen=True)
class AgencyRow:
    """One agency of the matrix: its supports by issue, its head and when that post last changed hands."""

    agency: Organisation
    supports: dict[str, tuple[Support, ...]]
    head: str
    head_title: str
    changed_on: date | None


def agencies_at(actor: Actor, area: Area, on: date) -> list[AgencyRow]:
    """The partner agencies of a place, of places below it and of the places above it, with what they support."""
    within = spans_q((Span.of(area.path),), "node") | Q(area__path__in=[*_steps(area.path), ""])
    rows = living(Organisation.objects.visible_to(actor), on).filter(within, kind=OrganisationKind.AGENCY)
    agencies = list(rows.select_related("area").order_by("area__path", "sort_key"))
    keys = [row.pk for row in agencies]
    supports: dict[int, dict[str, list[Support]]] = defaultdict(lambda: defaultdict(list))
    for support in supports_of(actor, keys, on):
        supports[support.organisation_id][support.issue].append(support)
    heads = _heads(actor, keys, on)
    shows_names = policy.may_read(actor.role, "registry.person")
    return [
        AgencyRow(
            row, {issue: tuple(found) for issue, found in supports[row.pk].items()},
            str(heads[row.pk].person) if row.pk in heads and shows_names else "",
            str(heads[row.pk].post) if row.pk in heads else "",
            heads[row.pk].since if row.pk in heads else None,
        )
        for row in agencies
    ]  # fmt: skip


def _heads(actor: Actor, agencies: Collection[int], on: date) -> dict[int, Appointment]:
    rows = Appointment.objects.visible_to(actor).filter(held_on(on), post__organisation__in=agencies)
    found: dict[int, Appointment] = {}
    for row in rows.select_related("person", "post").order_by("post__order", "post_id", "-since"):
        found.setdefault(row.post.organisation_id, row)
    return found


def handed_over(actor: Actor, area: Area, on: date, *, days: int = 90) -> list[Appointment]:
    """Officers of agencies who took up their post in the last days: who needs a briefing, the newest first."""
    since = date.fromordinal(on.toordinal() - days)
    within = spans_q((Span.of(area.path),), "post__organisation__node")
    rows = Appointment.objects.visible_to(actor).filter(
        within | Q(post__organisation__area__path__in=[*_steps(area.path), ""]),
        held_on(on), post__organisation__kind=OrganisationKind.AGENCY, since__gte=since,
    )  # fmt: skip
    return list(rows.select_related("person", "post__organisation__area").order_by("-since", "pk"))


def places_below(actor: Actor, area: Area) -> list[tuple[Area, str]]:
    """Places at and below one to choose from, in reach, set in by level; villages only from a tambon down."""
    rows = Area.objects.visible_to(actor).filter(until__isnull=True, kind__in=_kinds_below(area))
    rows = rows.filter(spans_q((Span.of(area.path),), "path")).filter(spans_q(actor.spans, "path"))
    depth = area.path.count(".")
    return [(row, "\u2003" * (row.path.count(".") - depth) + label(row)) for row in rows.order_by("path")]


def free_council_areas(actor: Actor, area: Area, on: date) -> list[CouncilArea]:
    """Council areas at or below a place, in reach, that have no council on the day."""
    taken = living(Organisation.everywhere.all(), on).filter(kind=OrganisationKind.COUNCIL, council_area__isnull=False)
    rows = CouncilArea.objects.visible_to(actor).filter(in_force(on), spans_q((Span.of(area.path),), "area__path"))
    rows = rows.filter(spans_q(actor.spans, "area__path")).exclude(pk__in=taken.values("council_area"))
    return list(rows.select_related("area").order_by("area__path", "kind", "sort_key"))


def parents_for(actor: Actor, kind: str, area: Area, on: date) -> list[Organisation]:
    """The bodies inside which one of this kind may stand, at the place, below it, and in its tambon."""
    wanted = PARENT_KINDS.get(OrganisationKind(kind), frozenset())
    tambon = "".join(step + "." for step in area.path.split(".")[:-1][:3])
    rows = living(Organisation.objects.visible_to(actor), on).filter(kind__in=wanted)
    return list(rows.filter(spans_q((Span.of(tambon),), "node")).order_by("area__path", "kind", "sort_key"))


def _kinds_below(area: Area) -> tuple[AreaKind, ...]:
    if area.kind == AreaKind.NATION:
        return (AreaKind.NATION, AreaKind.PROVINCE)
    if area.kind in (AreaKind.PROVINCE, AreaKind.DISTRICT):
        return (AreaKind.PROVINCE, AreaKind.DISTRICT, AreaKind.SUBDISTRICT)
    return (AreaKind.SUBDISTRICT, AreaKind.VILLAGE, AreaKind.COMMUNITY)


def own_part(organisation: Organisation) -> Community | WorkingGroup | Agency | None:
    """The row of the kind's own table, of an organisation that is in sight already."""
    model = OWN_TABLES.get(OrganisationKind(organisation.kind))
    return model.everywhere.filter(organisation=organisation).first() if model else None


def bodies_around(actor: Actor, organisation: Organisation, limit: int = 200) -> list[Organisation]:
    """Bodies on whose behalf somebody may sit in this one: those of its place, and of places below where few."""
    rows = Organisation.objects.visible_to(actor).filter(
        spans_q((Span.of(organisation.area.path),), "node"), ended_on__isnull=True, stays__isnull=True
    )
    return list(rows.exclude(pk=organisation.pk).order_by("area__path", "kind", "sort_key")[:limit])


def tambon_of(actor: Actor, area: Area) -> Area:
    """The tambon that a village lies in; any other place itself."""
    if area.kind not in (AreaKind.VILLAGE, AreaKind.COMMUNITY):
        return area
    above: Area | None = Area.objects.visible_to(actor).filter(pk=area.parent_id).first()
    return above or area
