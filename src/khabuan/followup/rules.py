"""Duties and promises: their states, the steps of their trails, when one is late, which days cannot be. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from khabuan.core.words import Word
from khabuan.core.words import mark as _

SOON = 14  # days before it is due, from which a duty stands among one's work


class DutyState(Word):
    """Where a duty stands."""

    OPEN = "open", _("still to be done")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class DutyStep(Word):
    """What a line of a duty's trail tells."""

    REPORT = "report", _("Progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
    REOPENED = "reopened", _("Opened again")


class PromiseState(Word):
    """Where a promise stands. Answered: something was said about it, and the matter is not settled yet."""

    OPEN = "open", _("no answer yet")
    ANSWERED = "answered", _("answered, not settled")
    KEPT = "kept", _("kept")
    PARTLY = "partly", _("kept in part")
    NOT_KEPT = "not_kept", _("not kept")
    WITHDRAWN = "withdrawn", _("withdrawn: entered in error")


class AnswerStep(Word):
    """What a line of a promise's trail tells."""

    ANSWER = "answer", _("Answer")
    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Kept in part")
    NOT_KEPT = "not_kept", _("Not kept")
    WITHDRAWN = "withdrawn", _("Withdrawn: entered in error")
    REOPENED = "reopened", _("Opened again")


class Outcome(Word):
    """How a promise ended, as the body that heard it judges."""

    KEPT = PromiseState.KEPT.value, _("kept")
    PARTLY = PromiseState.PARTLY.value, _("kept in part")
    NOT_KEPT = PromiseState.NOT_KEPT.value, _("not kept")


WAITING = (PromiseState.OPEN, PromiseState.ANSWERED)
SETTLED = (PromiseState.KEPT, PromiseState.PARTLY, PromiseState.NOT_KEPT)


class Met(Word):
    """How a duty stood on a day, or at the end of a year, against the day on which it was due."""

    IN_TIME = "in_time", _("done in time")
    TOO_LATE = "too_late", _("done after its day")
    OVERDUE = "overdue", _("past its day, not done")
    DROPPED = "dropped", _("dropped")
    WAITING = "waiting", _("not done yet, its day is to come")


NOT_MET = (Met.OVERDUE, Met.TOO_LATE, Met.DROPPED)


class Doubt(Word):
    """Why the days of a duty or promise cannot all be right, or a line of its trail cannot stand on its day."""

    TO_COME = "to_come", _("This day is still to come. Write the day on which it happened.")
    DUE_FIRST = "due_first", _("It would be due before the day on which it was given. Check both dates.")
    TOO_EARLY = "too_early", _("This day is before the day on which it was given. Check the date.")


def doubt_of_given(given_on: date, due_on: date | None, today: date) -> Doubt | None:
    """What is wrong with the days of something that is given to do, or promised."""
    if given_on > today:
        return Doubt.TO_COME
    return Doubt.DUE_FIRST if due_on is not None and due_on < given_on else None


def doubt_of_step(given_on: date, on: date, today: date) -> Doubt | None:
    """What is wrong with the day of a report or an answer."""
    if on > today:
        return Doubt.TO_COME
    return Doubt.TOO_EARLY if on < given_on else None


class When(Word):
    """How near the day is on which something is due."""

    NO_DAY = "no_day", _("no day was set")
    LATE = "late", _("past its day")
    SOON = "soon", _("due soon")
    LATER = "later", _("due later")


@dataclass(frozen=True)
class Due:
    """When something is due: `days` left, or over where it is late (always positive)."""

    when: When
    days: int = 0


def due(due_on: date | None, today: date) -> Due:
    """How near the day is. On the day itself nothing is late yet."""
    if due_on is None:
        return Due(When.NO_DAY)
    days = (due_on - today).days
    if days < 0:
        return Due(When.LATE, -days)
    return Due(When.SOON if days <= SOON else When.LATER, days)


def last_soon(today: date) -> date:
    """The last day that is soon."""
    return today + timedelta(days=SOON)


def state_after(steps: list[str]) -> PromiseState:
    """Where a promise stands by the steps of its trail in force, the oldest first."""
    state = PromiseState.OPEN
    for step in steps:
        if step == AnswerStep.ANSWER:
            state = PromiseState.ANSWERED if state in WAITING else state
        elif step == AnswerStep.REOPENED:
            has_answer = AnswerStep.ANSWER in steps
            state = PromiseState.ANSWERED if has_answer else PromiseState.OPEN
        else:
            state = PromiseState(step)
    return state
