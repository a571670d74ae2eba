"""Duties and promises in words: who does it, who promised, when it is due, how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.followup.rules import AnswerStep, DutyState, DutyStep, Met, PromiseState, When, due
from khabuan.registry.sentences.parts import Said, Stat

if TYPE_CHECKING:
    from khabuan.followup.models import Duty, DutyReport, Promise, PromiseAnswer
    from khabuan.followup.queries.duties import DutyCounts
    from khabuan.followup.queries.promises import PromiseCounts

SHORT = 90  # letters of the words in a line


def shortened(words: str, most: int = SHORT) -> str:
    """The beginning of what is to be done, was promised or decided, in one line of `most` letters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"


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


LOOK_OF_DUTY = {DutyState.DONE: "done", DutyState.DROPPED: "quiet"}
LOOK_OF_WHEN = {When.LATE: "wrong", When.SOON: "need", When.LATER: "kram", When.NO_DAY: "kram"}
LOOK_OF_PROMISE = {
    PromiseState.KEPT: "done",
    PromiseState.PARTLY: "need",
    PromiseState.NOT_KEPT: "wrong",
    PromiseState.WITHDRAWN: "quiet",
}


def duty_said(duty: Duty, today: date) -> Said:
    """The same with its look: late is wrong, soon needs somebody."""
    look = LOOK_OF_DUTY.get(DutyState(duty.state)) or LOOK_OF_WHEN[due(duty.due_on, today).when]
    return Said(look, duty_standing(duty, today))


def promise_said(promise: Promise, today: date) -> Said:
    """The same for a promise."""
    look = LOOK_OF_PROMISE.get(PromiseState(promise.state)) or LOOK_OF_WHEN[due(promise.due_on, today).when]
    return Said(look, promise_standing(promise, today))


LOOK_OF_MET = {
    Met.IN_TIME: "done", Met.TOO_LATE: "need", Met.OVERDUE: "wrong", Met.DROPPED: "quiet", Met.WAITING: "kram",
}  # fmt: skip
LOOK_OF_STEP = {
    DutyStep.DONE.value: "done", DutyStep.DROPPED.value: "wrong", AnswerStep.KEPT.value: "done",
    AnswerStep.PARTLY.value: "need", AnswerStep.NOT_KEPT.value: "wrong", AnswerStep.WITHDRAWN.value: "wrong",
}  # fmt: skip


def step_said(line: DutyReport | PromiseAnswer) -> Said:
    """What a line of a trail is, when, and who says so: "ความคืบหน้า · 20 ต.ค. 2569 · ประธานสภา"."""
    kind = DutyStep if line._meta.model_name == "dutyreport" else AnswerStep
    label = _(kind(line.step).label)
    if getattr(line, "is_by_agency", False):
        label = _("%(step)s, entered by the agency itself") % {"step": label}
    told = " · ".join(part for part in (label, thai_date(line.on), line.by_words) if part)
    return Said("quiet" if line.withdrawn_on else LOOK_OF_STEP.get(line.step, "quiet"), told)


def taken_back_words(line: DutyReport | PromiseAnswer) -> str:
    """Taken back 21 Oct 2569: the reason; "" for one in force."""
    if line.withdrawn_on is None:
        return ""
    return _("Taken back %(day)s: %(reason)s") % {
        "day": thai_date(line.withdrawn_on), "reason": line.withdrawn_reason,
    }  # fmt: skip


def duty_stats(counts: DutyCounts, list_url: str) -> list[Stat]:
    """What of a list is open, late and due soon; each figure opens its rows."""
    return [
        Stat(_("Still to be done"), counts.open, url=f"{list_url}?state=open"),
        Stat(_("Past their day"), counts.late, url=f"{list_url}?state=late"),
        Stat(_("Due within 14 days"), counts.soon, url=f"{list_url}?state=soon"),
    ]


def promise_stats(counts: PromiseCounts, list_url: str) -> list[Stat]:
    """How promises stand; each figure opens its rows."""
    told = (
        (_("Not settled yet"), counts.waiting, "waiting"),
        (_("Past their day"), counts.late, "late"),
        (_("Kept"), counts.kept, "kept"),
        (_("Kept in part"), counts.partly, "partly"),
        (_("Not kept"), counts.not_kept, "not_kept"),
    )
    return [Stat(label, count, url=f"{list_url}?state={state}") for label, count, state in told]
