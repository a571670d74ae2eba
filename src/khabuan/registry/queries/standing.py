"""Where organisations stand on a day, for lists and profiles: terms, numbers, gaps, findings.

Builds on `queries.organisations`. A list of many costs the same number of queries as a list of one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.core.periods import in_force
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.actions.posts import term_of
from khabuan.registry.models import Appointment, Organisation, Person, Registration
from khabuan.registry.queries.completeness import completeness_by_key
from khabuan.registry.queries.councils import (
    Members,
    coverage_of,
    held_on,
    members_of_councils,
    term_rules,
)
from khabuan.registry.queries.organisations import (
    ENDED,
    LIVING,
    OneOrganisation,
    OrganisationFilter,
    organisations,
)
from khabuan.registry.queries.stood import stood_in
from khabuan.registry.queries.terms import alarm_days
from khabuan.registry.rules.coverage import Completeness, CouncilState, completeness
from khabuan.registry.rules.findings import Finding
from khabuan.registry.rules.kinds import HEADS, OrganisationKind, PostTitle, is_public_office
from khabuan.registry.rules.registration import Step
from khabuan.registry.rules.terms import (
    PostFacts,
    TermKind,
    TermState,
    council_term,
    seat_findings,
    term_state,
)


class ListState(Word):
    """Which organisations of a place a list shows. Councils' states have coverage's names: pages link so."""

    LIVING = "living", _("at work today")
    IN_TERM = CouncilState.IN_TERM.value, _("in term")
    OVER = CouncilState.OVER_TERM.value, _("over term")
    ENDING = CouncilState.ENDS_SOON.value, _("whose term ends soon")
    NO_LIST = CouncilState.NO_LIST.value, _("without a list of members")
    INCOMPLETE = "incomplete", _("with facts missing")
    ENDED = "ended", _("that have ended")


COUNCIL_STATE = {
    ListState.IN_TERM: CouncilState.IN_TERM,
    ListState.OVER: CouncilState.OVER_TERM,
    ListState.ENDING: CouncilState.ENDS_SOON,
    ListState.NO_LIST: CouncilState.NO_LIST,
}


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `missing` is an item that the record lacks."""

    kind: str = ""
    state: str = ListState.LIVING
    words: str = ""
    missing: str = ""


def organisation_of(actor: Actor, key: int) -> Organisation:
    """One organisation in sight, with its place and own part. OutOfArea when there is none."""
    rows = Organisation.objects.visible_to(actor).filter(pk=key)
    joined = rows.select_related(
        "area", "group", "parent", "council_area__area", "community", "working_group", "agency"
    )
    found: Organisation | None = joined.first()
    if found is None:
        raise OutOfArea(f"organisation {key}")
    return found


def organisations_in(actor: Actor, area: Area, on: date, wanted: Wanted) -> QuerySet[Organisation]:
    """The organisations that stand at or below a place, narrowed, in order of place and name."""
    rows = organisations(
        actor,
        OrganisationFilter(
            kinds=(wanted.kind,) if wanted.kind else (),
            paths=(area.path,),
            text=wanted.words,
            state=ENDED if wanted.state == ListState.ENDED else LIVING,
            incomplete_only=wanted.state == ListState.INCOMPLETE and not wanted.missing,
        ),
        on,
    )
    if wanted.missing:
        rows = rows.filter(pk__in=_lacking(actor, rows, wanted.missing, on))
    if wanted.state in COUNCIL_STATE:
        rows = rows.filter(pk__in=_in_term_state(actor, area, on, ListState(wanted.state)))
    return rows


def _lacking(actor: Actor, rows: QuerySet[Organisation], item: str, on: date) -> list[int]:
    return [
        key for key, (_kind, found) in completeness_by_key(actor, rows, on).items() if item in found.missing
    ]


def _in_term_state(actor: Actor, area: Area, on: date, state: ListState) -> list[int]:
    """Councils by the state that coverage gives them, other bodies by the terms of their holders."""
    lines = coverage_of(actor, [area.path], on).lines
    keys = [line.council.pk for line in lines if line.council and line.state == COUNCIL_STATE[state]]
    if state == ListState.NO_LIST:
        return keys
    last = date.fromordinal(on.toordinal() + max(alarm_days(actor, on)))
    days = {
        ListState.IN_TERM: Q(until__gt=last),
        ListState.OVER: Q(until__lt=on),
        ListState.ENDING: Q(until__gte=on, until__lte=last),
    }[state]
    terms = Appointment.objects.visible_to(actor).filter(
        days, held_on(on), in_force(on, "post__"), stood_in(actor, [area.path], on, "post__organisation__")
    )
    others = terms.exclude(post__organisation__kind=OrganisationKind.COUNCIL)
    return [*keys, *others.values_list("post__organisation_id", flat=True).distinct()]


@dataclass(frozen=True)
class Standing:
    """An organisation in a list: how complete its record is, its first term to end, its number of จดแจ้ง."""

    completeness: Completeness
    term: TermState
    number: str = ""


def standings_of(actor: Actor, rows: Iterable[Organisation], on: date) -> dict[int, Standing]:
    """Where each of these organisations stands, by key."""
    kinds = {row.pk: OrganisationKind(row.kind) for row in rows}
    listed = Organisation.objects.visible_to(actor).filter(pk__in=list(kinds))
    complete = completeness_by_key(actor, listed, on)
    numbers, starts = _registrations(actor, kinds, on)
    ends = _ends(actor, kinds, on)
    rules, members = term_rules(actor, on), _members_of(actor, kinds, on)
    found = {}
    for key, kind in kinds.items():
        if kind == OrganisationKind.COUNCIL:
            until = members.get(key, Members()).list_until
            term = council_term(starts.get(key), until, on, term_years=rules.years, alarms=rules.alarms)
        else:
            term = term_state(None, on, end=ends.get(key), alarms=rules.alarms)
        gaps = complete[key][1] if key in complete else completeness(kind, ())
        found[key] = Standing(gaps, term, numbers.get(key, ""))
    return found


def _registrations(actor: Actor, keys: Collection[int], on: date) -> tuple[dict[int, str], dict[int, date]]:
    """Registration numbers, and the day from which the present term of a council counts."""
    rows = Registration.objects.visible_to(actor).filter(
        organisation__in=keys, withdrawn_on__isnull=True, step__in=(Step.REGISTERED, Step.RENEWED)
    )
    numbers: dict[int, str] = {}
    starts: dict[int, date] = {}
    for key, step, number, day in rows.order_by("on", "pk").values_list(
        "organisation_id", "step", "number", "on"
    ):
        if step == Step.REGISTERED:
            numbers[key] = number
        if day and day <= on and (step == Step.RENEWED or key not in starts):
            starts[key] = day
    return numbers, starts


def _members_of(actor: Actor, keys: Collection[int], on: date) -> dict[int, Members]:
    return members_of_councils(Appointment.objects.visible_to(actor).filter(post__organisation__in=keys), on)


def _ends(actor: Actor, keys: Collection[int], on: date) -> dict[int, date]:
    """The first day on which a term that is held comes to its end."""
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__"), post__organisation__in=keys, until__isnull=False
    )
    ends: dict[int, date] = {}
    for key, until in rows.values_list("post__organisation_id", "until"):
        ends[key] = min(until, ends.get(key, until))
    return ends


# One profile


def standing_of(actor: Actor, one: OneOrganisation, on: date) -> Standing:
    """The same for a profile, from what it has read already; two queries for the term of a council."""
    rows = [line.registration for line in one.registrations if line.registration.withdrawn_on is None]
    number = next((row.number for row in reversed(rows) if row.step == Step.REGISTERED), "")
    if one.organisation.kind == OrganisationKind.COUNCIL:
        return Standing(one.completeness, _council_term(actor, one, on), number)
    held = [
        holder
        for line in one.posts
        if line.post.until is None or line.post.until > on
        for holder in line.holders
    ]
    first = min(
        (holder for holder in held if holder.appointment.until),
        key=lambda holder: holder.appointment.until or on,
        default=None,
    )
    return Standing(
        one.completeness, first.state if first and first.state else TermState(TermKind.UNKNOWN), number
    )


def _council_term(actor: Actor, one: OneOrganisation, on: date) -> TermState:
    state = one.registration
    start = (state.renewed_on or state.registered_on) if state else None
    key = one.organisation.pk
    until = _members_of(actor, [key], on).get(key, Members()).list_until
    return council_term(start, until, on, term_years=one.rules.years, alarms=one.rules.alarms)


def seat_findings_of(one: OneOrganisation, on: date) -> list[Finding]:
    """What is doubtful about the holders of one organisation's posts."""
    facts = [
        PostFacts(
            key=line.post.pk,
            organisation=one.organisation.pk,
            title=PostTitle(line.post.title),
            holders=line.post.holders,
            term_years=line.post.term_years,
            until=line.post.until,
        )
        for line in one.posts
    ]
    held = [holder.appointment for line in one.posts for holder in (*line.former, *line.holders)]
    return seat_findings(facts, [term_of(row) for row in held], on)


@dataclass(frozen=True)
class Names:
    """Which holders a seat may read by name, and which it may open. Offices are public, persons are not:
    who reads no persons still reads who holds a public office (decision 0011)."""

    reads_people: bool
    in_reach: frozenset[int] = frozenset()

    def of(self, row: Appointment) -> str:
        """The holder's name, or "" where this seat may not read it. Post and its body must be joined."""
        post = row.post
        is_shown = self.reads_people or is_public_office(post.organisation.kind, post.title)
        return str(row.person) if is_shown else ""

    def url_of(self, row: Appointment) -> str:
        return row.person.get_absolute_url() if row.person_id in self.in_reach else ""


def names_for(actor: Actor, rows: Iterable[Appointment]) -> Names:
    """One query, however many holders; none for a seat that reads no persons."""
    if not policy.may_read(actor.role, Person._meta.label_lower):
        return Names(reads_people=False)
    keys = {row.person_id for row in rows}
    found = Person.objects.visible_to(actor).filter(pk__in=keys)
    return Names(reads_people=True, in_reach=frozenset(found.values_list("pk", flat=True)))


def body_line(body: Organisation) -> str:
    """A body in a list to choose from: its name and where it stands."""
    return f"{body.name} · {label(body.area)}"


def heads_of(actor: Actor, bodies: Iterable[Organisation], on: date) -> dict[int, Appointment]:
    """Who heads each of these bodies on a day, with person and post; the newest where two are on record.

    One query. HEADS are public offices: whoever sees the body reads them.
    """
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), post__organisation__in=[body.pk for body in bodies], post__title__in=HEADS
    )
    return {
        row.post.organisation_id: row for row in rows.select_related("person", "post").order_by("since", "pk")
    }


# Agencies


def handed_over(actor: Actor, paths: Collection[str], on: date, *, days: int = 90) -> list[Appointment]:
    """Officers of agencies at or below these places who began in the last days, the newest first."""
    first = date.fromordinal(on.toordinal() - days)
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on),
        stood_in(actor, list(paths), on, "post__organisation__"),
        since__gte=first,
        post__organisation__kind=OrganisationKind.AGENCY,
        post__organisation__stays__isnull=True,
    )
    return list(rows.select_related("person", "post__organisation__area").order_by("-since", "pk"))
