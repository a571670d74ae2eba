"""What a vote comes to with the people of its moment: voters, majority, outcome, or why it cannot be right. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from khabuan.meetings.rules.quorum import (
    MeetingRules,
    Method,
    Outcome,
    Quorum,
    Tally,
    TallyDoubt,
    outcome_of,
    tally_doubt,
    votes_needed,
)


@dataclass(frozen=True)
class Vote:
    """What was counted. By consent nothing is: whoever might vote and did not abstain agreed.

    `apart`: members who were there and did not vote for an interest of their own. `casting`: how the chair decided
    a tie, if so.
    """

    method: Method
    votes_for: int = 0
    against: int = 0
    abstained: int = 0
    spoilt: int = 0
    apart: int = 0
    casting: bool | None = None

    def tally(self, voters: int) -> Tally:
        """The votes of so many voters."""
        if self.method is Method.CONSENT:
            return Tally(
                max(voters - self.abstained, 0), self.against, self.abstained, self.spoilt, self.casting
            )
        return Tally(self.votes_for, self.against, self.abstained, self.spoilt, self.casting)


@dataclass(frozen=True)
class Result:
    """What a vote decides: `voters` are who was there and might vote, `votes_needed` what carries."""

    at: datetime
    quorum: Quorum
    rules: MeetingRules
    apart: int
    voters: int
    tally: Tally
    votes_needed: int
    outcome: Outcome

    @property
    def carries(self) -> bool:
        return self.outcome is Outcome.CARRIED

    @property
    def is_even(self) -> bool:
        """The chair's word decides: votes even, nobody short of a quorum, and the rules give a casting vote."""
        return self.outcome is Outcome.TIED or self.tally.casting is not None


def voters_of(quorum: Quorum, vote: Vote) -> int:
    """Who was there and might vote."""
    return max(quorum.present - vote.apart, 0)


def result_of(quorum: Quorum, rules: MeetingRules, vote: Vote, at: datetime) -> Result | TallyDoubt:
    """What a vote decides with the people of its moment, or what is wrong with its figures."""
    voters = voters_of(quorum, vote)
    tally = vote.tally(voters)
    doubt = _doubt(quorum, vote) or tally_doubt(tally, voters, vote.method, rules)
    if doubt is not None:
        return doubt
    outcome = outcome_of(tally, voters, rules, has_quorum=quorum.has_quorum)
    return Result(at, quorum, rules, vote.apart, voters, tally, votes_needed(tally, voters, rules), outcome)


def _doubt(quorum: Quorum, vote: Vote) -> TallyDoubt | None:
    if not 0 <= vote.apart <= quorum.present:
        return TallyDoubt.APART
    if vote.method is Method.CONSENT and (vote.against or vote.spoilt or vote.casting is not None):
        return TallyDoubt.NO_CONSENT
    return None
