"""What the acts on elections share: reading the votes back, setting the state, saying no."""

from __future__ import annotations

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import tidy
from khabuan.elections.models import Ballot, Candidate, CandidateVotes, Election
from khabuan.elections.rules import tally
from khabuan.elections.rules.words import SETTLED, ElectionState
from khabuan.meetings.models import Meeting, Resolution
from khabuan.meetings.rules.meetings import State
from khabuan.registry.models import Organisation

WAYS = {
    ElectionState.CONFIRMED: _("This election is confirmed. Take it back first if it was wrong."),
    ElectionState.WITHDRAWN: _("This election was taken back. Record it anew if it was right."),
}


def check_not_settled(election: Election) -> None:
    """Refused: confirmed already, or taken back."""
    if election.state in SETTLED:
        raise Refused("settled", WAYS[ElectionState(election.state)])


def check_reason(reason: str) -> str:
    """The reason, tidied. Refused: none."""
    words = tidy(reason)
    if not words:
        raise Refused("no_reason", _("Say why it is taken back or corrected."), field="reason")
    return words


def check_meeting(body: Organisation, meeting: Meeting | None) -> None:
    """Refused: a meeting that was called off. OutOfArea: one of another body."""
    if meeting is None:
        return
    if meeting.organisation_id != body.pk:
        raise OutOfArea(f"meeting {meeting.pk}")
    if meeting.state == State.CANCELLED:
        words = _("This meeting was called off. Choose another one, or write the meeting in words.")
        raise Refused("called_off", words, field="meeting")


def check_resolution(body: Organisation, resolution: Resolution | None) -> None:
    """Refused: a resolution that was withdrawn. OutOfArea: one of another body."""
    if resolution is None:
        return
    if resolution.organisation_id != body.pk:
        raise OutOfArea(f"resolution {resolution.pk}")
    if resolution.withdrawn_on:
        words = _("This resolution was withdrawn. Choose another one.")
        raise Refused("withdrawn", words, field="resolution")


def standing(election: Election) -> list[Candidate]:
    """Who stands, in the order of the proposals."""
    rows = Candidate.everywhere.filter(election=election, left_on__isnull=True).select_related("person")
    return list(rows.order_by("number", "pk"))


def rounds(election: Election) -> list[Ballot]:
    """The counts in force, the first one first."""
    rows = Ballot.everywhere.filter(election=election, withdrawn_on__isnull=True)
    return list(rows.order_by("number", "pk"))


def result(election: Election) -> tally.Result:
    """What the counts in force decide, by keys of candidates."""
    ballots = rounds(election)
    votes: dict[int, dict[int, int]] = defaultdict(dict)
    rows = CandidateVotes.everywhere.filter(ballot__in=ballots).order_by("candidate__number", "candidate")
    for ballot, candidate, number in rows.values_list("ballot", "candidate", "votes"):
        votes[ballot][candidate] = number
    gone = Candidate.everywhere.filter(election=election, left_on__isnull=False)
    counted = [ballot.as_counted(votes[ballot.pk]) for ballot in ballots]
    return tally.result_of(counted, election.seats, gone=set(gone.values_list("pk", flat=True)))


def settle(election: Election) -> None:
    """The state that candidates and counts give it now."""
    found = result(election)
    if found.is_valid:
        state = ElectionState.TIED if found.is_tied else ElectionState.COUNTED
    else:
        state = ElectionState.NO_QUORUM if rounds(election) else ElectionState.OPEN
    change(election, state=state)
