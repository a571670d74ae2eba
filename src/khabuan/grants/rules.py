"""Projects: their states and the order of these, what is aimed at and what of it was reached, what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from khabuan.core.words import Word
from khabuan.core.words import mark as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Fiscal years (CE, by their end) that a project may state: others are slips of the pen."""
MOST = 10_000_000
"""People or things that one project may aim at: more is a slip."""


class ProjectState(Word):
    """Where a project stands."""

    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    RUNNING = "running", _("under way")
    FINISHED = "finished", _("work finished")
    CLOSED = "closed", _("closed: reported and accounted for")
    GIVEN_UP = "given_up", _("given up")


OPEN = (ProjectState.PROPOSED, ProjectState.APPROVED, ProjectState.RUNNING)
"""States in which work is still to come."""
_ORDER = {state: at for at, state in enumerate(ProjectState)}


class ProjectList(Word):
    """Which projects a list shows."""

    ALL = "all", _("of every state")
    OPEN = "open", _("proposed, approved or under way")
    PROPOSED = ProjectState.PROPOSED.value, _("proposed")
    APPROVED = ProjectState.APPROVED.value, _("approved")
    RUNNING = ProjectState.RUNNING.value, _("under way")
    FINISHED = ProjectState.FINISHED.value, _("work finished")
    CLOSED = ProjectState.CLOSED.value, _("closed: reported and accounted for")
    GIVEN_UP = ProjectState.GIVEN_UP.value, _("given up")


class Aim(Word):
    """What a project counts: whom it helps, what it builds, how far it goes."""

    PEOPLE = "people", _("People")
    HOUSEHOLDS = "households", _("Households")
    HOUSES = "houses", _("Houses")
    VILLAGES = "villages", _("Villages and communities")
    TAMBONS = "tambons", _("Tambons")
    BODIES = "bodies", _("Organisations")
    OTHER = "other", _("Another thing, said in words")


class Doubt(Word):
    """Why something told of a project cannot be right."""

    ENDS_FIRST = "ends_first", _("It would end before it begins. Check both days.")
    NO_YEAR = "no_year", _("This cannot be the fiscal year. Write the year in which it ends, like 2569.")
    TO_COME = "to_come", _("This day is still to come. Write the day on which it happened.")
    TOO_EARLY = "too_early", _("This day is before the step before it. Look at both days.")
    SAME = "same", _("The project stands so already.")
    BACKWARDS = (
        "backwards",
        _("The project is further already. If a step was entered in error, take that step back."),
    )
    OVER = "over", _("The project is closed or given up. If that was an error, take the step back first.")
    NOT_APPROVED = "not_approved", _("A budget is approved with the step “approved”. Leave it empty here.")
    TOO_MUCH = "too_much", _("More than ten million. Check the number.")


@dataclass(frozen=True)
class Step:
    """A step in force: what the project became, and on which day."""

    state: str
    on: date


def doubt_of_years(fiscal_year: int, starts_on: date | None, ends_on: date | None) -> Doubt | None:
    """What is wrong with the stated year or the days of work. Work may reach over several years."""
    if not FIRST_YEAR <= fiscal_year <= LAST_YEAR:
        return Doubt.NO_YEAR
    return Doubt.ENDS_FIRST if starts_on and ends_on and ends_on < starts_on else None


def doubt_of_step(steps: Sequence[Step], state: str, on: date, today: date) -> Doubt | None:
    """What is wrong with a further step: states only go on, though some may be passed over; the first may be any."""
    if on > today:
        return Doubt.TO_COME
    if not steps:
        return None
    last = steps[-1]
    if last.state in (ProjectState.CLOSED, ProjectState.GIVEN_UP):
        return Doubt.OVER
    if on < last.on:
        return Doubt.TOO_EARLY
    if state == last.state:
        return Doubt.SAME
    return Doubt.BACKWARDS if _ORDER[ProjectState(state)] < _ORDER[ProjectState(last.state)] else None


def doubt_of_result(on: date, today: date) -> Doubt | None:
    """What is wrong with the day by which something was reached. It may be before any step that was written down."""
    return Doubt.TO_COME if on > today else None


def doubt_of_number(value: int) -> Doubt | None:
    return Doubt.TOO_MUCH if value > MOST else None


@dataclass(frozen=True)
class Reached:
    """What was reached in all by a day. `key` puts two of one day in the order in which they were written."""

    on: date
    value: int
    key: int = 0


def last_reached(results: Iterable[Reached]) -> Reached | None:
    """What stands now: each result tells all that was reached by its day, so the last one does, and none is added."""
    return max(results, key=lambda one: (one.on, one.key), default=None)


@dataclass(frozen=True)
class Sums:
    """What some projects come to. A sum is None where none of them states the amount; `asked_of` and
    `approved_of` are how many do."""

    number: int = 0
    open: int = 0
    asked: Decimal | None = None
    approved: Decimal | None = None
    asked_of: int = 0
    approved_of: int = 0
