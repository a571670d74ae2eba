"""What an election is for, where it stands, why a candidate left it. Pure."""

from __future__ import annotations

from datetime import date

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.terms import end_of_years


class Purpose(Word):
    """Why there is an election. A successor serves the rest of the term of whoever left."""

    NEW_TERM = "new_term", _("New term")
    VACANCY = "vacancy", _("An empty seat")
    SUCCESSOR = "successor", _("Successor of one who left, for the rest of the term")


class ElectionState(Word):
    """Where an election stands. One without a quorum elects nobody, and is kept as it happened."""

    OPEN = "open", _("Not counted yet")
    TIED = "tied", _("Votes even at the last seat")
    COUNTED = "counted", _("Counted, not confirmed yet")
    NO_QUORUM = "no_quorum", _("No quorum: nobody is elected")
    CONFIRMED = "confirmed", _("Confirmed")
    WITHDRAWN = "withdrawn", _("Election taken back")


WAITING = (ElectionState.OPEN, ElectionState.TIED, ElectionState.COUNTED)
"""States in which somebody still has something to do."""
COUNTABLE = (ElectionState.OPEN, ElectionState.TIED, ElectionState.NO_QUORUM)
"""States in which votes may be counted."""
SETTLED = (ElectionState.CONFIRMED, ElectionState.WITHDRAWN)


class Leaving(Word):
    """Why a candidate stands no more. One who was entered in error is shown no more either."""

    STOOD_DOWN = "stood_down", _("Stood down")
    NOT_FIT = "not_fit", _("Lacks a qualification")
    ERROR = "error", _("Entered in error")


class SeatsDoubt(Word):
    """Why so many seats cannot be elected. The words take `post`, `seats`, `holders`."""

    NONE = "no_seats", _("Write how many seats are elected, at least one.")
    MORE_THAN_POST = (
        "more_than_post",
        _(
            "%(post)s has %(holders)d seats: %(seats)d people cannot be elected to it. Write fewer seats, or change how many "
            "the post has first."
        ),
    )


def seats_doubt(seats: int, holders: int | None) -> SeatsDoubt | None:
    """What is wrong with electing so many to a post. `holders` None: no fixed number."""
    if seats < 1:
        return SeatsDoubt.NONE
    return SeatsDoubt.MORE_THAN_POST if holders is not None and seats > holders else None


def last_day(since: date, years: int | None, *, rest_until: date | None = None) -> date | None:
    """The last day of a term that begins: the predecessor's where one serves the rest of it, else by the years."""
    if rest_until is not None and rest_until >= since:
        return rest_until
    return end_of_years(since, years) if years else None
