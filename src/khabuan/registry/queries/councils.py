"""Coverage: the state of every council area of a place on a day, in a fixed number of queries.

Counted over the province's dated list of council areas (`places.CouncilArea`), never as a quotient of two
unrelated counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from khabuan.access.actor import Actor, Span
from khabuan.core.periods import in_force
from khabuan.places.models import CouncilArea
from khabuan.places.queries.areas import is_past, path_then, placed_within
from khabuan.registry.models import Appointment, Organisation, Registration
from khabuan.registry.queries.stood import left_since, living, stood_in
from khabuan.registry.rules.coverage import CouncilFacts, CouncilState, council_state
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Entry, RegistrationState, Step, registration_state
from khabuan.registry.rules.terms import TermState, term_state
from khabuan.rules.queries import rule_for


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
    members = _member_counts(actor, paths, on)
    term_rule = rule_for(actor, "council.term_years", on=on)
    years = term_rule.as_count if term_rule else None
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
                members=members.get(council.pk, 0),
                years=years,
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
    members: int,
    years: int | None,
) -> CouncilLine:
    registration = registration_state(OrganisationKind.COUNCIL, entries, on, organisation=council.pk)
    start = registration.renewed_on or registration.registered_on
    term = term_state(start, on, term_years=years)
    facts = CouncilFacts(
        key=council.pk, area=area.pk, standing=registration.standing, term=term, has_members=members > 0
    )
    return CouncilLine(area, council, council_state(facts), term, registration, members, path)


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


def _member_counts(actor: Actor, paths: Sequence[str], on: date) -> dict[int, int]:
    rows = (
        Appointment.objects.visible_to(actor)
        .filter(
            held_on(on),
            stood_in(actor, paths, on, "post__organisation__"),
            post__organisation__kind=OrganisationKind.COUNCIL,
        )
        .values(organisation=F("post__organisation"))
        .annotate(people=Count("person", distinct=True))
    )
    return {row["organisation"]: row["people"] for row in rows}
