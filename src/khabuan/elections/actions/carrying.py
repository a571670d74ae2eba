"""How elections and reviews follow merges of bodies and people, and what of them concerns an erased person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, Value
from django.utils.translation import gettext_lazy as _

from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.elections.models import Candidate, CandidateVotes, Election, StructureReview
from khabuan.elections.queries.elections import subject_of
from khabuan.elections.rules.words import WAITING, ElectionState, Leaving
from khabuan.meetings.models import Resolution
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Organisation, Person, Post

MOST_USES = 20
TABLES: tuple[tuple[Any, Any, str], ...] = (
    (_("Elections"), Election, "post__organisation"),
    (_("Reviews of the structure"), StructureReview, "organisation"),
)
Line = list[tuple[str, Any, Any]]


def move_of_organisation(moves: Any) -> None:
    """Reviews go along. An election of a post that both records had goes to the one that stays, as its terms did."""
    move_references(moves, StructureReview, "organisation")
    mine = {
        (post.title, post.label): post
        for post in Post.everywhere.filter(organisation=moves.stays, until=None)
    }
    left = Election.everywhere.filter(post__organisation=moves.goes).select_related("post").order_by("pk")
    for election in left:
        same = mine.get((election.post.title, election.post.label))
        if same is not None:
            moves.change(election, post=same)


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many of each kind stand at these records. One query."""
    keys = [body.pk for body in bodies]
    parts = [
        table.everywhere.filter(**{f"{column}__in": keys})
        .order_by()
        .values(which=Value(place), at=F(column))
        .annotate(number=Count("pk"))
        .values_list("which", "at", "number")
        for place, (_words, table, column) in enumerate(TABLES)
    ]
    told: list[tuple[Any, dict[int, int]]] = [(words, {}) for words, _table, _column in TABLES]
    for which, at, number in parts[0].union(*parts[1:], all=True):
        told[which][1][at] = number
    return told


def move_of_person(moves: Any) -> None:
    """Candidacies go along. Refused: both records stand in one election, so that votes were counted for two."""
    standing = Candidate.everywhere.filter(left_on__isnull=True)
    mine = set(standing.filter(person=moves.stays).values_list("election_id", flat=True))
    for row in Candidate.everywhere.filter(person=moves.goes).select_related("election__post").order_by("pk"):
        if row.left_on is None and row.election_id in mine:
            words = _(
                "Both stand in one election (%(election)s). Write first that one of them was entered in error, then merge."
            )
            raise Refused("two_candidates", words % {"election": row.election})
        moves.change(row, person=moves.stays)


def erase_of_person(erasing: offers.Erasing) -> None:
    """A candidacy stays under the pseudonym, without words; whoever proposed others is named no more either.

    The trail of votes and of a succession repeats names: it loses its facts.
    """
    keys = [person.pk for person in erasing.people]
    for row in Candidate.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(row, proposer="", seconder="", left_words="")
    for table, column in ((CandidateVotes, "candidate__person"), (Election, "in_place_of__person")):
        for key in table.everywhere.filter(**{f"{column}__in": keys}).values_list("pk", flat=True):
            erasing.about(table._meta.label_lower, key)
    for person in erasing.people:
        name = " ".join(filter(None, (person.given, person.surname)))
        if not person.surname or person.erased_on:
            continue
        said = Q(proposer__contains=name) | Q(seconder__contains=name)
        for row in Candidate.everywhere.filter(said).order_by("pk"):
            gone = {field: "" for field in ("proposer", "seconder") if name in getattr(row, field)}
            erasing.blank(row, **gone)


def reasons_to_keep(person: Person, today: date) -> list[Any]:
    """Whoever stands in an election that is not finished is named in it."""
    rows = Candidate.everywhere.filter(person=person, left_on__isnull=True, election__state__in=WAITING)
    words = _(
        "Stands in an election that is not finished: %(election)s, %(body)s. Finish it or stand down first."
    )
    return [
        words % {"election": row.election, "body": row.election.organisation}
        for row in rows.select_related("election__post__organisation").order_by("pk")
    ]


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """The elections in which the person stood."""
    keys = [person.pk for person in people]
    return [kept_table("elections.candidate", _("Elections stood in"), _candidacies(keys))]


def _candidacies(keys: Sequence[int]) -> Iterator[Line]:
    rows = Candidate.everywhere.filter(person__in=keys).select_related("election__post__organisation")
    for row in rows.order_by("pk"):
        yield [
            ("organisation", _("Organisation"), row.election.organisation.name),
            ("post", _("Post"), row.election.post),
            ("on", _("Day of the election"), row.election.on),
            ("state", _("State"), _(ElectionState(row.election.state).label)),
            ("proposer", _("Proposed by"), row.proposer),
            ("seconder", _("Seconded by"), row.seconder),
            ("left_on", _("Stood down on"), row.left_on),
            ("left_why", _("Why no more"), _(Leaving(row.left_why).label) if row.left_why else ""),
            ("left_words", _("In words"), row.left_words),
        ]


def uses_of(resolution: Resolution) -> list[offers.Subject]:
    """What stands on a resolution, whoever asks: elections and reviews that were not taken back."""
    elections = Election.everywhere.filter(resolution=resolution).exclude(state=ElectionState.WITHDRAWN)
    reviews = StructureReview.everywhere.filter(resolution=resolution, withdrawn_on__isnull=True)
    found = [
        subject_of(row)
        for row in elections.select_related("post__organisation").order_by("-on", "pk")[:MOST_USES]
    ]
    return found + [
        offers.Subject("structurereview", str(row.pk), str(row), row.get_absolute_url())
        for row in reviews.select_related("organisation").order_by("-on", "pk")[:MOST_USES]
    ]


MERGE = offers.OnOrganisationMerge("elections", move_of_organisation, tell_of_organisations)
