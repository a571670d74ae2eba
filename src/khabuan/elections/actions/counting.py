"""Votes are counted, round by round, with the quorum of the moment; a wrong count is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.elections.actions.parts import check_not_settled, check_reason, result, rounds, settle, standing
from khabuan.elections.models import Ballot, CandidateVotes, Election
from khabuan.elections.queries.heads import quorum_needed_at
from khabuan.elections.rules import tally
from khabuan.elections.rules.tally import BallotDoubt, How
from khabuan.elections.rules.words import COUNTABLE, ElectionState
from khabuan.meetings.rules.quorum import Quorum

FIELDS = {
    BallotDoubt.TOO_MANY_HEADS: "abstained",
    BallotDoubt.TOO_MANY: "present",
    BallotDoubt.TOO_MANY_FOR_ONE: "present",
    BallotDoubt.NOT_SECRET: "spoilt",
    BallotDoubt.CONTESTED: "how",
    BallotDoubt.NOTHING_EVEN: "how",
}


@dataclass(frozen=True)
class _Heads:
    """The quorum of a round, as far as it is known."""

    entitled: int | None
    present: int | None
    needed: int | None

    @property
    def had_quorum(self) -> bool | None:
        if self.entitled is None or self.present is None:
            return None
        return Quorum(self.entitled, self.present, self.needed).has_quorum


@action("elections.count_votes", on="election")
def count_votes(
    *,
    actor: Actor,
    election: Election,
    how: str,
    votes: Mapping[int, int],
    entitled: int | None = None,
    present: int | None = None,
    spoilt: int = 0,
    abstained: int = 0,
    words: str = "",
) -> Ballot:
    """Write down a count: votes by key of candidate, of `present` of `entitled` members (None: the paper is silent).

    The first count is among all who stand, later ones among those with even votes. Without a quorum it is kept as
    it happened and elects nobody. Refused: a day to come, nothing left to count, other candidates than those of this
    round, and what cannot be (`rules.tally.BallotDoubt`).
    """
    check_not_settled(election)
    if election.state not in COUNTABLE:
        words_done = _("The votes are counted. Take the count back first if it was wrong.")
        raise Refused("counted", words_done)
    if election.on > clock.today():
        words_day = _(
            "The election is on %(day)s, which is still to come. Count on that day, or correct the day."
        )
        raise Refused("to_come", words_day % {"day": thai_date(election.on)})
    is_tie = election.state == ElectionState.TIED
    ballot = _counted(actor, election, How(how), votes, is_tie=is_tie)
    heads = _heads(actor, election, How(how), entitled, present)
    whole = tally.Ballot(
        How(how), ballot.seats, ballot.votes, heads.present, spoilt, abstained, heads.had_quorum
    )
    if doubt := tally.ballot_doubt(whole, is_tie=is_tie):
        raise Refused(doubt.value, gettext(doubt.label) % tally.doubt_facts(whole), field=FIELDS.get(doubt))
    return _write(election, whole, heads, words)


@action("elections.take_back_count", on="election")
def take_back_count(*, actor: Actor, election: Election, reason: str) -> Ballot:
    """Take back the last count, which was wrong; it stays to be read. Refused: no reason, nothing counted."""
    check_not_settled(election)
    counted = rounds(election)
    if not counted:
        raise Refused("nothing", _("No votes are counted yet. There is nothing to take back."))
    last = counted[-1]
    change(last, withdrawn_on=clock.today(), withdrawn_reason=check_reason(reason))
    settle(election)
    return last


def _counted(
    actor: Actor, election: Election, how: How, votes: Mapping[int, int], *, is_tie: bool
) -> tally.Ballot:
    """The votes in the order of the proposals, and the seats that they decide."""
    found = result(election)
    among = [one.pk for one in standing(election) if not is_tie or one.pk in found.tied]
    seats = found.seats_left if is_tie else election.seats
    if set(votes) - set(among):
        words = _("Somebody changed the candidates meanwhile. Open the page again and count anew.")
        raise Refused("changed", words)
    return tally.Ballot(how, seats, {key: 0 if how is How.CONSENT else votes.get(key, 0) for key in among})


def _heads(actor: Actor, election: Election, how: How, entitled: int | None, present: int | None) -> _Heads:
    """Who was there; a lot is drawn in the meeting that voted."""
    before = rounds(election)
    if how is How.LOT and before:
        entitled = before[-1].entitled if entitled is None else entitled
        present = before[-1].present if present is None else present
    if entitled is not None and present is not None and present > entitled:
        words = _("More members were present than the body has. Correct one of the numbers.")
        raise Refused("too_many_present", words, field="present")
    return _Heads(entitled, present, quorum_needed_at(actor, election.organisation, election.on, entitled))


def _write(election: Election, whole: tally.Ballot, heads: _Heads, words: str) -> Ballot:
    made: Ballot = add(
        Ballot, election=election, number=len(rounds(election)) + 1, how=whole.how, seats=whole.seats,
        entitled=heads.entitled, present=heads.present, needed=heads.needed, had_quorum=heads.had_quorum,
        spoilt=whole.spoilt, abstained=whole.abstained, words=tidy(words),
    )  # fmt: skip
    for candidate in standing(election):
        if candidate.pk in whole.votes:
            add(CandidateVotes, ballot=made, candidate=candidate, votes=whole.votes[candidate.pk])
    settle(election)
    return made
