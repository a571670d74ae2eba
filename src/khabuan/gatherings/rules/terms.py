"""Where a co-operation agreement stands on a day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from khabuan.core.words import Word
from khabuan.core.words import mark as _

SOON = 60  # days before its last day, from which it stands among one's work


class Standing(Word):
    """Where an agreement stands. Run out: its last day has passed and nobody said what then."""

    TO_BEGIN = "to_begin", _("not begun yet")
    IN_FORCE = "in_force", _("holds now")
    ENDING = "ending", _("about to run out")
    RUN_OUT = "run_out", _("run out")
    RENEWED = "renewed", _("goes on in a new paper")
    ENDED = "ended", _("ended early")


NEEDS_SOMEONE = (Standing.ENDING, Standing.RUN_OUT)


class TermDoubt(Word):
    """Why the days of an agreement cannot all be right."""

    ENDS_FIRST = "ends_first", _("It would end before it begins. Check both days.")
    SIGNED_TO_COME = "signed_to_come", _("The day of signing is still to come. Write it when it is signed.")
    TO_COME = "to_come", _("This day is still to come. Write the day on which it ended.")
    TOO_EARLY = "too_early", _("It would have ended before it was signed. Check the day.")
    RENEWED_FIRST = "renewed_first", _("It would be renewed before it was signed. Check the day.")


@dataclass(frozen=True)
class Term:
    """The days of an agreement: `until` None has no end."""

    since: date
    until: date | None = None
    ended_on: date | None = None
    is_renewed: bool = False


def standing(term: Term, today: date) -> Standing:
    """Where it stands. On its last day it is still in force."""
    if term.ended_on is not None:
        return Standing.ENDED
    if term.is_renewed:
        return Standing.RENEWED
    if term.until is not None and term.until < today:
        return Standing.RUN_OUT
    if term.since > today:
        return Standing.TO_BEGIN
    if term.until is not None and term.until <= last_soon(today):
        return Standing.ENDING
    return Standing.IN_FORCE


def last_soon(today: date) -> date:
    """The last day that is soon."""
    return today + timedelta(days=SOON)


def doubt_of_term(signed_on: date, since: date, until: date | None, today: date) -> TermDoubt | None:
    """What is wrong with the days of an agreement. It may begin before or after it is signed."""
    if signed_on > today:
        return TermDoubt.SIGNED_TO_COME
    return TermDoubt.ENDS_FIRST if until is not None and until < since else None


def doubt_of_end(signed_on: date, ended_on: date, today: date) -> TermDoubt | None:
    """What is wrong with the day on which an agreement ended early."""
    if ended_on > today:
        return TermDoubt.TO_COME
    return TermDoubt.TOO_EARLY if ended_on < signed_on else None
