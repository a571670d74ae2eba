"""Duties and promises in words: who does it, who promised, when it is due, how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.followup.rules import DutyState, PromiseState, When, due

if TYPE_CHECKING:
    from khabuan.followup.models import Duty, Promise

SHORT = 90  # letters of the words in a line


def shortened(words: str) -> str:
    """The beginning of what is to be done or was promised, in one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rstrip()}…"


def owner_of(duty: Duty) -> str:
    """Who does it: the person, the organisation, and what was written beside them. Owners must be joined."""
    parts = (str(duty.owner_person or ""), str(duty.owner_organisation or ""), duty.owner_words)
    return " · ".join(part for part in parts if part)


def agency_of(promise: Promise) -> str:
    """Who promised: the agency of the register, else the words as they were written down."""
    return promise.agency.name if promise.agency else promise.agency_words


def giver_of(promise: Promise) -> str:
    """Who spoke for the agency, with the post held that day; "" where nobody wrote it down."""
    return " ".join(part for part in (promise.giver_name, promise.giver_post) if part)


def when_words(due_on: date | None, today: date) -> str:
    """due 30 Nov 2569, 5 days late"""
    found = due(due_on, today)
    if due_on is None:
        return _("no day set")
    facts = {"day": thai_date(due_on), "days": found.days}
    if found.when is When.LATE:
        return _("due %(day)s, %(days)d days late") % facts
    if found.days == 0:
        return _("due today")
    if found.when is When.SOON:
        return _("due %(day)s, in %(days)d days") % facts
    return _("due %(day)s") % facts


def duty_standing(duty: Duty, today: date) -> str:
    """How a duty stands, in a few words: its day while it is open, then how and when it ended."""
    if duty.state == DutyState.OPEN:
        return when_words(duty.due_on, today)
    return _("%(state)s, %(day)s") % {
        "state": _(DutyState(duty.state).label),
        "day": thai_date(duty.closed_on),
    }


def promise_standing(promise: Promise, today: date) -> str:
    """How a promise stands, in a few words."""
    state = _(PromiseState(promise.state).label)
    if promise.settled_on:
        return _("%(state)s, %(day)s") % {"state": state, "day": thai_date(promise.settled_on)}
    return _("%(state)s · %(when)s") % {"state": state, "when": when_words(promise.due_on, today)}
