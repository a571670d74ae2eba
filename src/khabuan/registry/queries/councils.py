"""Coverage: the state of every council area of a place on a day, in a fixed number of queries.

Counted over the province's dated list of council areas (`places.CouncilArea`), never as a quotient of two
unrelated counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.core.periods import in_force
from khabuan.places.models import CouncilArea
from khabuan.places.queries.areas import is_past, path_then, placed_within
from khabuan.registry.models import Appointment, Organisation, Registration
from khabuan.registry.queries.stood import left_since, living, stood_in
from khabuan.registry.rules.coverage import CouncilFacts, CouncilState, council_state
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.registry.rules.registration import Entry, RegistrationState, Step, registration_state
from khabuan.registry.rules.terms import ALARM_DAYS, TermState, council_term
from khabuan.rules.queries import rules_for

COUNCIL_POSTS = (
    PostTitle.CHAIR, PostTitle.VICE_CHAIR, PostTitle.SECRETARY, PostTitle.ASSISTANT_SECRETARY,
    PostTitle.TREASURER, PostTitle.COMMITTEE, PostTitle.MEMBER,
)  # fmt: skip


@dataclass(frozen=True)
class CouncilLine:
    """One council area on a day, with its council (None: there is none), and where its term stands."""

    council_area: CouncilArea
    council: Organisation | None
    state: CouncilState
    term: TermState | None = None
    registration: RegistrationState | None = None
    member_count: int = 0
    path: str = ""  # where the council area lay on the day

    @property
    def district(self) -> str:
        """Path of the amphoe in which the council area lay."""
        return "".join(step + "." for step in self.path.split(".")[:2])


@dataclass(frozen=True)
class Coverage:
    """The lines of a place and their counts by state; the counts add up to the number of lines."""

    lines: tuple[CouncilLine, ...]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def counts(self) -> dict[CouncilState, int]:
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in CouncilState}

    @property
    def with_council(self) -> int:
        return sum(
            1 for line in self.lines if line.council is not None and line.state != CouncilState.NO_COUNCIL
        )

    def within(self, paths: Iterable[str]) -> Coverage:
        """Only the lines below these paths (a zone's amphoe)."""
        spans = [Span.of(path) for path in paths]
        return Coverage(tuple(line for line in self.lines if any(span.holds(line.path) for span in spans)))


def held_on(on: date, prefix: str = "") -> Q:
    """Appointments whose holder is in office on a day; a foreseen end that has passed is no leaving."""
    return in_force(on, prefix, until="ended_on")


@dataclass(frozen=True)
class TermRules:
    """The dated rules of a council's term: its years by the Act, and the days before its end that ring."""

    years: int | None
    alarms: tuple[int, ...]


def term_rules(actor: Actor, on: date) -> TermRules:
    """One query."""
    found = rules_for(actor, ("council.term_years", "term.alarm_days"), on=on)
    years, alarms = found["council.term_years"], found["term.alarm_days"]
    return TermRules(years.as_count if years else None, alarms.as_day_list if alarms else ALARM_DAYS)


def listed(on: date) -> Q:
    """Held seats of a council's own list, whose terms are the council's; delegates have terms of their own."""
    return held_on(on) & in_force(on, "post__") & Q(post__title__in=COUNCIL_POSTS)


ROUGH = Q(until__isnull=False) & ~Q(until_precision="day")


def with_list_until(rows: QuerySet[Any, Any], on: date) -> QuerySet[Any, Any]:
    """Appointments grouped by council, with `last`: the last stated end of its list, and how many are `rough`:
    with an end known to the month or year only, the list's last day is not known."""
    return rows.annotate(last=Max("until", filter=listed(on)), rough=Count("pk", filter=listed(on) & ROUGH))


def coverage_of(actor: Actor, paths: Sequence[str], on: date) -> Coverage:
    """The coverage of the places with these paths on a day. Five queries, however many areas; six for a past
    day."""
    areas = list(
        CouncilArea.objects.visible_to(actor)
        .filter(placed_within(paths, on, "area__"), in_force(on))
        .annotate(path=F(path_then(on, "area__")))
        .select_related("area")
        .order_by("path", "kind", "sort_key")
    )
    by_area = _councils(actor, paths, on)
    entries = _entries(actor, paths, on)
    members = _members(actor, paths, on)
    rules = term_rules(actor, on)
    lines = []
    for area in areas:
        council = by_area.get(area.pk)
        lines.append(
            _line(
                area,
                council,
                entries.get(council.pk, []),
                on,
                path=area.path,
                members=members.get(council.pk, Members()),
                rules=rules,
            )
            if council
            else CouncilLine(area, None, CouncilState.NO_COUNCIL, path=area.path)
        )
    return Coverage(tuple(lines))


def _councils(actor: Actor, paths: Sequence[str], on: date) -> dict[int | None, Organisation]:
    """The councils by the key of the council area that was theirs on the day."""
    rows = living(Organisation.objects.visible_to(actor), on).filter(
        stood_in(actor, paths, on), kind=OrganisationKind.COUNCIL, council_area__isnull=False
    )
    then: dict[int, int | None] = {}
    if is_past(on):
        left = left_since(actor, on).filter(organisation__kind=OrganisationKind.COUNCIL)
        then = dict(left.values_list("organisation_id", "council_area_id"))
    return {then.get(row.pk, row.council_area_id): row for row in rows.select_related("area")}


def _line(
    area: CouncilArea,
    council: Organisation,
    entries: list[Entry],
    on: date,
    *,
    path: str,
    members: Members,
    rules: TermRules,
) -> CouncilLine:
    registration = registration_state(OrganisationKind.COUNCIL, entries, on, organisation=council.pk)
    start = registration.renewed_on or registration.registered_on
    term = council_term(start, members.list_until, on, term_years=rules.years, alarms=rules.alarms)
    facts = CouncilFacts(
        key=council.pk,
        area=area.pk,
        standing=registration.standing,
        term=term,
        has_members=members.people > 0,
    )
    return CouncilLine(area, council, council_state(facts), term, registration, members.people, path)


def _entries(actor: Actor, paths: Sequence[str], on: date) -> dict[int, list[Entry]]:
    rows = (
        Registration.objects.visible_to(actor)
        .filter(
            stood_in(actor, paths, on, "organisation__"),
            organisation__kind=OrganisationKind.COUNCIL,
            withdrawn_on__isnull=True,
        )
        .values_list(
            "pk", "organisation_id", "step", "on", "number", "receiver", "present", "agreed", "entitled"
        )
    )
    found: dict[int, list[Entry]] = defaultdict(list)
    for key, organisation, step, day, number, receiver, present, agreed, entitled in rows:
        found[organisation].append(
            Entry(
                key=key, step=Step(step), on=day, number=number, receiver=receiver,
                present=present, agreed=agreed, entitled=entitled,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Members:
    """How many people hold a seat of a council, and the last day of the terms of its list, as far as stated."""

    people: int = 0
    list_until: date | None = None


def _members(actor: Actor, paths: Sequence[str], on: date) -> dict[int, Members]:
    return members_of_councils(
        Appointment.objects.visible_to(actor).filter(
            stood_in(actor, paths, on, "post__organisation__"),
            post__organisation__kind=OrganisationKind.COUNCIL,
        ),
        on,
    )


def members_of_councils(rows: QuerySet[Appointment], on: date) -> dict[int, Members]:
    """The members that these appointments give each council on a day, by key. One query."""
    held = rows.filter(held_on(on)).values(organisation=F("post__organisation"))
    found = with_list_until(held, on).annotate(people=Count("person", distinct=True))
    return {
        row["organisation"]: Members(row["people"], None if row["rough"] else row["last"])
        for row in found.order_by()
    }
