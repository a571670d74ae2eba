"""How votes for several seats are counted: who is elected, who is even at the last seat, what cannot be. Pure.

Each head that votes may name as many candidates as there are seats. Seats go in the order of votes; who has none
is not elected. Candidates are named by any key.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class How(Word):
    """How a ballot was decided. A lot is drawn only among those who are even at the last seat."""

    CONSENT = "consent", _("Nobody objects")
    HANDS = "hands", _("Show of hands")
    SECRET = "secret", _("Secret ballot")
    LOT = "lot", _("Drawing lots")


@dataclass(frozen=True)
class Ballot:
    """One round as it was counted: votes by candidate, in the order in which they were proposed.

    `present` are members who were there and might vote, None where an old paper does not say; `spoilt` and
    `abstained` are heads among them. In a lot who was drawn has 1 vote, the others none.
    """

    how: How
    seats: int
    votes: Mapping[int, int]
    present: int | None = None
    spoilt: int = 0
    abstained: int = 0
    has_quorum: bool | None = None

    @property
    def counted(self) -> int:
        return sum(self.votes.values())

    @property
    def heads(self) -> int | None:
        """Heads whose votes count."""
        return None if self.present is None else self.present - self.spoilt - self.abstained

    @property
    def most(self) -> int | None:
        """The most votes that these heads can have given."""
        return None if self.heads is None else self.heads * self.seats


class BallotDoubt(Word):
    """Why a count cannot be right. The words take `votes`, `heads`, `seats`, `most`, `candidates`."""

    NOBODY = "nobody", _("Nobody stands yet. Propose the candidates first.")
    NEGATIVE = "negative", _("A number of votes cannot be below nothing. Count again.")
    TOO_MANY_HEADS = (
        "too_many_heads",
        _(
            "More ballots are spoilt or abstained than there were members present. Count again, or correct how many were present."
        ),
    )
    TOO_MANY_FOR_ONE = (
        "too_many_for_one",
        _(
            "One candidate has %(votes)d votes, but only %(heads)d members voted. Count again, or correct how many were present."
        ),
    )
    TOO_MANY = (
        "too_many",
        _(
            "%(votes)d votes were counted, but %(heads)d members with %(seats)d choices each give at most %(most)d. "
            "Count again, or correct how many were present."
        ),
    )
    NOT_SECRET = (
        "not_secret",
        _("Spoilt ballots are found in a secret ballot only. Count them as abstained."),
    )
    CONTESTED = (
        "contested",
        _(
            "%(candidates)d candidates stand for %(seats)d seats: it cannot be decided without counting. Count hands or ballots."
        ),
    )
    NOTHING_EVEN = (
        "nothing_even",
        _("Lots are drawn only among candidates with even votes. Count votes first."),
    )
    LOT_NUMBER = "lot_number", _("Tick exactly as many drawn names as there are seats: %(seats)d.")


def ballot_doubt(ballot: Ballot, *, is_tie: bool = False) -> BallotDoubt | None:
    """What is wrong with a count. `is_tie`: it decides among candidates with even votes."""
    if not ballot.votes:
        return BallotDoubt.NOBODY
    if min(*ballot.votes.values(), ballot.spoilt, ballot.abstained) < 0:
        return BallotDoubt.NEGATIVE
    if ballot.how is How.LOT:
        return _lot_doubt(ballot, is_tie=is_tie)
    if ballot.how is How.CONSENT:
        return BallotDoubt.CONTESTED if len(ballot.votes) > ballot.seats else None
    if ballot.spoilt and ballot.how is not How.SECRET:
        return BallotDoubt.NOT_SECRET
    if ballot.heads is None or ballot.most is None:
        return None
    if ballot.heads < 0:
        return BallotDoubt.TOO_MANY_HEADS
    if ballot.counted > ballot.most:
        return BallotDoubt.TOO_MANY
    return BallotDoubt.TOO_MANY_FOR_ONE if max(ballot.votes.values()) > ballot.heads else None


def _lot_doubt(ballot: Ballot, *, is_tie: bool) -> BallotDoubt | None:
    if not is_tie:
        return BallotDoubt.NOTHING_EVEN
    is_drawn = set(ballot.votes.values()) <= {0, 1} and ballot.counted == ballot.seats
    return None if is_drawn else BallotDoubt.LOT_NUMBER


def doubt_facts(ballot: Ballot) -> dict[str, int]:
    """What the words of a doubt are filled in with."""
    is_one = ballot.heads is not None and ballot.most is not None and ballot.counted <= ballot.most
    votes = max(ballot.votes.values(), default=0) if is_one else ballot.counted
    return {
        "votes": votes,
        "heads": ballot.heads or 0,
        "seats": ballot.seats,
        "most": ballot.most or 0,
        "candidates": len(ballot.votes),
    }


@dataclass(frozen=True)
class Result:
    """What the ballots decided. `elected` in the order of votes; `tied` are even for the `seats_left` seats.

    Without anybody tied, the seats left stay empty. `is_valid` is false while no ballot with a quorum was held.
    """

    elected: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    seats_left: int = 0
    is_valid: bool = False

    @property
    def is_tied(self) -> bool:
        return bool(self.tied)


def result_of(ballots: Sequence[Ballot], seats: int, *, gone: Collection[int] = ()) -> Result:
    """What the ballots, in their order, decided about so many seats.

    A ballot without a quorum decides nothing. `gone` stood down after the count: who comes next moves up.
    """
    valid = [ballot for ballot in ballots if ballot.has_quorum is not False]
    if not valid:
        return Result(seats_left=seats)
    result = _seated(valid[0], seats, gone)
    for ballot in valid[1:]:
        if not result.tied:
            break
        among = {key: ballot.votes.get(key, 0) for key in result.tied}
        second = _seated(Ballot(ballot.how, result.seats_left, among), result.seats_left, gone)
        result = Result((*result.elected, *second.elected), second.tied, second.seats_left, is_valid=True)
    return result


def _seated(ballot: Ballot, seats: int, gone: Collection[int]) -> Result:
    """One ballot's seats: those above the last seat's votes, and those even with it as far as seats go."""
    standing = [key for key in ballot.votes if key not in gone]
    if ballot.how is How.CONSENT:
        elected = tuple(standing[:seats])
        return Result(elected, (), seats - len(elected), is_valid=True)
    ranked = sorted((key for key in standing if ballot.votes[key]), key=lambda key: -ballot.votes[key])
    if len(ranked) <= seats:
        return Result(tuple(ranked), (), seats - len(ranked), is_valid=True)
    last = ballot.votes[ranked[seats - 1]]
    if ballot.votes[ranked[seats]] < last:
        return Result(tuple(ranked[:seats]), (), 0, is_valid=True)
    above = tuple(key for key in ranked if ballot.votes[key] > last)
    even = tuple(key for key in ranked if ballot.votes[key] == last)
    return Result(above, even, seats - len(above), is_valid=True)
