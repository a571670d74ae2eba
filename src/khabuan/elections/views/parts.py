"""What pages of elections share: the body, the election, and the place of the bar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.elections.models import Candidate, Election
from khabuan.elections.queries import elections as queries
from khabuan.places.here import stand_at
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views.people import require_reader

KIND = Election._meta.label_lower
FIELD_WORDS = {
    "post": gettext_lazy("Post"),
    "meeting": gettext_lazy("Meeting"),
    "meeting_words": gettext_lazy("Meeting as the paper words it"),
    "on": gettext_lazy("Day of the election"),
    "seats": gettext_lazy("How many seats are elected"),
    "purpose": gettext_lazy("Why it is held"),
    "in_place_of": gettext_lazy("In whose place"),
    "since": gettext_lazy("First day of the term"),
    "until": gettext_lazy("Last day of the term"),
    "state": gettext_lazy("State"),
    "resolution": gettext_lazy("Resolution"),
    "confirmed_on": gettext_lazy("Confirmed on"),
    "note": gettext_lazy("Note"),
    "withdrawn_on": gettext_lazy("Taken back on"),
    "withdrawn_reason": gettext_lazy("Why it was taken back"),
    "person": gettext_lazy("Person"),
    "number": gettext_lazy("Number in the list"),
    "proposer": gettext_lazy("Proposed by"),
    "seconder": gettext_lazy("Seconded by"),
    "left_on": gettext_lazy("Stood down on"),
    "left_why": gettext_lazy("Why no more"),
    "left_words": gettext_lazy("In words"),
    "candidate": gettext_lazy("Candidate"),
    "votes": gettext_lazy("Votes"),
    "how": gettext_lazy("How it was voted"),
    "entitled": gettext_lazy("Members on that day"),
    "present": gettext_lazy("Members present"),
    "needed": gettext_lazy("Needed for a quorum"),
    "had_quorum": gettext_lazy("Quorum"),
    "spoilt": gettext_lazy("Spoilt ballots"),
    "abstained": gettext_lazy("Abstained"),
    "words": gettext_lazy("Note"),
}
ACTS = (
    "correct_election", "nominate", "leave_candidacy", "count_votes", "take_back_count", "confirm_election",
    "withdraw_election",
)  # fmt: skip


def body_here(request: Request, pk: int) -> Organisation:
    """A body whose insides the seat reads: one above is known without them."""
    body = organisation_of(request.actor, pk)
    if not request.actor.reaches(body.node):
        raise OutOfArea(f"elections of {pk}")
    require_reader(request, KIND)
    stand_at(request, body.area)
    return body


def election_here(request: Request, pk: int, act: str = "") -> Election:
    """An election in sight, for a page that shows it or does an act on it."""
    row = queries.election_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    if act:
        policy.require(request.actor, f"elections.{act}", row.node)
    return row


def candidate_here(request: Request, pk: int) -> Candidate:
    row = queries.candidate_of(request.actor, pk)
    stand_at(request, row.election.organisation.area)
    policy.require(request.actor, "elections.leave_candidacy", row.node)
    return row


def may_of(request: Request, node: str) -> dict[str, bool]:
    """Each act on an election by its name, for buttons."""
    return {act: policy.may(request.actor, f"elections.{act}", node) for act in ACTS}
