"""Reads of elections: of a place, of a body, one with its candidates and rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.elections.models import Ballot, Candidate, CandidateVotes, Election
from khabuan.elections.rules.tally import Result, result_of
from khabuan.elections.rules.words import WAITING, ElectionState, Leaving
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Person

JOINED = ("post__organisation__area", "meeting__organisation__area", "resolution", "in_place_of__person")
NEWEST = ("-on", "-pk")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: elections that wait, those that are done, or all; of a title of posts, of a year."""

    state: str = ""
    title: str = ""
    year: int | None = None


STATES: Mapping[str, Q] = {
    "waiting": Q(state__in=WAITING),
    "confirmed": Q(state=ElectionState.CONFIRMED),
    "no_quorum": Q(state=ElectionState.NO_QUORUM),
    "withdrawn": Q(state=ElectionState.WITHDRAWN),
    "": ~Q(state=ElectionState.WITHDRAWN),
}


def elections_of(actor: Actor, body: Organisation, wanted: Wanted = Wanted()) -> QuerySet[Election]:
    """The elections of a body, the newest first."""
    return _narrowed(Election.objects.visible_to(actor).filter(post__organisation=body), wanted)


def elections_in(actor: Actor, area: Area, wanted: Wanted = Wanted()) -> QuerySet[Election]:
    """The elections of the bodies at and below a place, the newest first."""
    reach = spans_q((Span.of(area.path),), "post__organisation__node")
    return _narrowed(Election.objects.visible_to(actor).filter(reach), wanted)


def _narrowed(rows: QuerySet[Election], wanted: Wanted) -> QuerySet[Election]:
    rows = rows.filter(STATES.get(wanted.state, STATES[""]))
    if wanted.title:
        rows = rows.filter(post__title=wanted.title)
    if wanted.year is not None:
        rows = rows.filter(on__year=wanted.year)
    return rows.select_related(*JOINED).order_by(*NEWEST)


def years_in(actor: Actor, area: Area) -> list[int]:
    """The years (CE) of the elections at and below a place, the last first."""
    reach = spans_q((Span.of(area.path),), "post__organisation__node")
    days = Election.objects.visible_to(actor).filter(reach).dates("on", "year", order="DESC")
    return [day.year for day in days]


def election_of(actor: Actor, key: int) -> Election:
    """One election in sight. OutOfArea when there is none."""
    rows = Election.objects.visible_to(actor).filter(pk=key).select_related(*JOINED)
    found: Election | None = rows.first()
    if found is None:
        raise OutOfArea(f"election {key}")
    return found


def candidate_of(actor: Actor, key: int) -> Candidate:
    """One candidate in sight, with the election. OutOfArea when there is none."""
    rows = Candidate.objects.visible_to(actor).filter(pk=key)
    found: Candidate | None = rows.select_related("person", *(f"election__{path}" for path in JOINED)).first()
    if found is None:
        raise OutOfArea(f"candidate {key}")
    return found


@dataclass(frozen=True)
class Counted:
    """A round with the votes by key of candidate."""

    ballot: Ballot
    votes: Mapping[int, int]


@dataclass(frozen=True)
class Whole:
    """An election with who stood, its rounds in force and taken back, and what they decide."""

    election: Election
    candidates: tuple[Candidate, ...]
    rounds: tuple[Counted, ...]
    taken_back: tuple[Counted, ...]
    result: Result

    @property
    def standing(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.candidates if one.left_on is None)

    @property
    def elected(self) -> tuple[Candidate, ...]:
        """Who is elected, in the order of votes."""
        return self._of(self.result.elected)

    @property
    def tied(self) -> tuple[Candidate, ...]:
        return self._of(self.result.tied)

    @property
    def among(self) -> tuple[Candidate, ...]:
        """Who stands in the next round: those with even votes where there are any, else all."""
        return self.tied or self.standing

    def _of(self, keys: Sequence[int]) -> tuple[Candidate, ...]:
        known = {one.pk: one for one in self.candidates}
        return tuple(known[key] for key in keys if key in known)


def whole(actor: Actor, election: Election) -> Whole:
    """Everything of one election. Three queries."""
    return wholes(actor, [election])[election.pk]


def wholes(actor: Actor, elections: Iterable[Election]) -> dict[int, Whole]:
    """The same for several, by key. Three queries, however many."""
    by_key = {one.pk: one for one in elections}
    people: dict[int, list[Candidate]] = defaultdict(list)
    rows = Candidate.objects.visible_to(actor).filter(election__in=by_key)
    for one in rows.select_related("person", "appointment").order_by("number", "pk"):
        people[one.election_id].append(one)
    votes: dict[int, dict[int, int]] = defaultdict(dict)
    counted = CandidateVotes.objects.visible_to(actor).filter(ballot__election__in=by_key)
    for ballot, candidate, number in counted.order_by("candidate__number", "candidate").values_list(
        "ballot", "candidate", "votes"
    ):
        votes[ballot][candidate] = number
    rounds: dict[int, list[Counted]] = defaultdict(list)
    ballots = Ballot.objects.visible_to(actor).filter(election__in=by_key)
    for row in ballots.order_by("number", "pk"):
        rounds[row.election_id].append(Counted(row, votes[row.pk]))
    return {key: _whole(one, people[key], rounds[key]) for key, one in by_key.items()}


def _whole(election: Election, candidates: Sequence[Candidate], rounds: Sequence[Counted]) -> Whole:
    valid = [one for one in rounds if one.ballot.withdrawn_on is None]
    gone = {one.pk for one in candidates if one.left_on is not None}
    ballots = [one.ballot.as_counted(dict(one.votes)) for one in valid]
    return Whole(
        election,
        tuple(one for one in candidates if one.left_why != Leaving.ERROR),
        tuple(valid),
        tuple(one for one in rounds if one.ballot.withdrawn_on is not None),
        result_of(ballots, election.seats, gone=gone),
    )


def waiting(actor: Actor, today: date) -> QuerySet[Election]:
    """Elections on which somebody has something to do: whose day has come and that are not confirmed."""
    rows: QuerySet[Election] = Election.objects.visible_to(actor).filter(
        spans_q(actor.spans, "post__organisation__node"), state__in=WAITING, on__lte=today
    )
    return rows


def named_elections(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses of elections, by key. One query."""
    rows = Election.objects.visible_to(actor).filter(pk__in=list(keys)).select_related(*JOINED)
    return {row.pk: subject_of(row) for row in rows}


def subject_of(row: Election) -> Subject:
    more = f"{row.organisation.name} · {thai_date(row.on)}"
    return Subject("election", str(row.pk), str(row), row.get_absolute_url(), more)


def people_in_reach(actor: Actor, people: Iterable[Person]) -> frozenset[int]:
    """Whom of these the seat may open. One query; none for a seat that reads no persons."""
    if not policy.may_read(actor.role, Person._meta.label_lower):
        return frozenset()
    keys = [one.pk for one in people]
    return frozenset(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
