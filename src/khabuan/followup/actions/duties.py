"""Writes of duties: given, corrected, reported on, closed, dropped, opened again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import search_key, tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.followup.actions.parts import (
    check_given,
    check_issue,
    check_origin,
    check_reason,
    check_sight,
    check_step,
    check_words,
    take_back_line,
)
from khabuan.followup.models import Duty, DutyReport
from khabuan.followup.rules import DutyState, DutyStep
from khabuan.registry.models import Organisation, Person

OWNERS = ("owner_person", "owner_organisation")


@action("followup.give_duty", on="organisation", seen=OWNERS)
def give_duty(
    *,
    actor: Actor,
    organisation: Organisation,
    what: str,
    given_on: date,
    due_on: date | None = None,
    owner_person: Person | None = None,
    owner_organisation: Organisation | None = None,
    owner_words: str = "",
    issue: str = "",
    origin_kind: str = "",
    origin_id: int | None = None,
    papers: Sequence[SentFile] = (),
) -> Duty:
    """Give somebody something to do, in the book of a body; the owner is a person, an organisation or words.

    `origin_kind` and `origin_id` name the record it came from ("meetings.resolution" and its key).
    Refused: nothing to do, nobody who does it, a day to come, due before it was given, a body that had ended.
    """
    facts = _checked(
        organisation, what, given_on, due_on, issue,
        owner_person=owner_person, owner_organisation=owner_organisation, owner_words=owner_words,
    )  # fmt: skip
    check_origin(origin_kind, origin_id)
    duty: Duty = add(Duty, organisation=organisation, origin_kind=origin_kind, origin_id=origin_id, **facts)
    attach_all(actor=actor, record=duty, files=papers, paper=Paper.EVIDENCE)
    return duty


@action("followup.correct_duty", on="duty", seen=OWNERS)
def correct_duty(
    *,
    actor: Actor,
    duty: Duty,
    reason: str,
    what: str,
    given_on: date,
    due_on: date | None,
    owner_person: Person | None,
    owner_organisation: Organisation | None,
    owner_words: str,
    issue: str,
) -> Duty:
    """Put right what was written down, or hand the duty to somebody else: all facts as they are to be.

    Refused: no reason, a duty that is closed, and as in `give_duty`.
    """
    check_reason(reason, _("Say why the duty is corrected."))
    _check_open(duty)
    facts = _checked(
        duty.organisation, what, given_on, due_on, issue,
        owner_person=owner_person, owner_organisation=owner_organisation, owner_words=owner_words,
    )  # fmt: skip
    change(duty, **facts)
    return duty


@action("followup.report_duty", on="duty")
def report_duty(
    *,
    actor: Actor,
    duty: Duty,
    on: date,
    words: str,
    by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> DutyReport:
    """Write down how far it is, with evidence; the organisation that is to do it may as well.

    Refused: no words, a duty that is closed, a day to come or before it was given.
    """
    check_sight(duty)
    _check_open(duty)
    return _step(actor, duty, DutyStep.REPORT, on, words, by_words=by_words, papers=papers)


@action("followup.close_duty", on="duty")
def close_duty(
    *,
    actor: Actor,
    duty: Duty,
    on: date,
    words: str,
    by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> Duty:
    """It is done: what was done, when, with evidence. Refused: as in `report_duty`."""
    return _close(actor, duty, DutyStep.DONE, on, words, by_words=by_words, papers=papers)


@action("followup.drop_duty", on="duty")
def drop_duty(*, actor: Actor, duty: Duty, reason: str, on: date | None = None) -> Duty:
    """It need not be done any more, or was entered in error; it stays to be read. Refused: no reason, closed."""
    reason = check_reason(reason, _("Say why it need not be done any more."))
    return _close(actor, duty, DutyStep.DROPPED, on or clock.today(), reason)


@action("followup.reopen_duty", on="duty")
def reopen_duty(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """It is still to be done after all; how it was closed stays in its trail. Refused: no reason, open already."""
    reason = check_reason(reason, _("Say why the duty is opened again."))
    duty.refresh_from_db()
    if duty.state == DutyState.OPEN:
        raise Refused("open_already", _("This duty is open already."))
    _step(actor, duty, DutyStep.REOPENED, clock.today(), reason)
    change(duty, state=DutyState.OPEN, closed_on=None, closed_words="")
    return duty


@action("followup.take_back_report", on="report")
def take_back_report(*, actor: Actor, report: DutyReport, reason: str) -> DutyReport:
    """Take back a line of progress that was entered in error; it stays to be read.

    Refused: no reason, taken back before, a line that closed the duty or opened it again.
    """
    reason = check_reason(reason, _("Say why the report is taken back."))
    closed = Refused("no_report", _("This line closed the duty. Open the duty again instead."))
    take_back_line(report, reason, refusal=closed)
    return report


def _checked(
    organisation: Organisation, what: str, given_on: date, due_on: date | None, issue: str, **owner: Any
) -> dict[str, Any]:
    """The facts of a duty as they are kept."""
    what = check_words(what, _("Write what is to be done."), field="what")
    owner["owner_words"] = tidy(owner["owner_words"])
    if not any(owner.values()):
        raise Refused("no_owner", _("Choose or write who does it."), field="owner_words")
    check_given(organisation, given_on, due_on)
    check_issue(issue)
    return {
        "what": what, "search_key": search_key(what), "given_on": given_on, "due_on": due_on, "issue": issue, **owner,
    }  # fmt: skip


def _check_open(duty: Duty) -> None:
    duty.refresh_from_db(fields=["state"])
    if duty.state != DutyState.OPEN:
        raise Refused("closed", _("This duty is closed. Open it again first, with the reason."))


def _step(
    actor: Actor, duty: Duty, step: DutyStep, on: date, words: str, *, by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> DutyReport:  # fmt: skip
    words = check_words(words, _("Write what was done, or why it is not done yet."))
    check_step(duty.given_on, on)
    report: DutyReport = add(DutyReport, duty=duty, step=step, on=on, words=words, by_words=tidy(by_words))
    attach_all(actor=actor, record=report, files=papers, paper=Paper.EVIDENCE)
    return report


def _close(actor: Actor, duty: Duty, step: DutyStep, on: date, words: str, **said: Any) -> Duty:
    _check_open(duty)
    report = _step(actor, duty, step, on, words, **said)
    change(duty, state=DutyState(step.value), closed_on=on, closed_words=report.words)
    return duty
