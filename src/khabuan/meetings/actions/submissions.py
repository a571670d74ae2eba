"""Writes of proposals that go up: sent, each further step, a step taken back, the whole withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.followup.actions.parts import check_issue
from khabuan.meetings.models import Resolution, Submission, SubmissionStep
from khabuan.meetings.rules.submissions import (
    Step,
    StepDoubt,
    StepKind,
    SubmissionState,
    standing_after,
    step_doubt,
)
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue, OrganisationKind

ISSUES = frozenset(Issue)
KINDS = frozenset(StepKind)
PLACE_WORDS = 200  # as long as the words of where it lies may be
FIELDS = {
    StepDoubt.TO_COME: "on",
    StepDoubt.TOO_EARLY: "on",
    StepDoubt.NO_GOAL: "to",
    StepDoubt.NO_WORDS: "words",
}


@action("meetings.send_submission", on="organisation", seen=("to",))
def send_submission(
    *,
    actor: Actor,
    organisation: Organisation,
    title: str,
    on: date,
    words: str = "",
    issue: str = "",
    resolution: Resolution | None = None,
    to: Organisation | None = None,
    to_words: str = "",
    letter: str = "",
    papers: Sequence[SentFile] = (),
) -> Submission:
    """A body sends a proposal up, with the resolution by which it decided so.

    Refused: no title, nobody to whom it goes, a day to come, a resolution of another body or a withdrawn one.
    """
    if not tidy(title):
        raise Refused("no_title", _("Write in a few words what is proposed."), field="title")
    check_issue(issue)
    _check_resolution(resolution, organisation)
    step = Step(StepKind.SENT, on, organisation.pk, "", to.pk if to else None, tidy(to_words))
    _check(step, "", None, SubmissionState.UNDER_WAY)
    submission: Submission = add(
        Submission, organisation=organisation, resolution=resolution, title=tidy(title),
        words=tidy(words, keep_lines=True), issue=issue, began_on=on, moved_on=on,
    )  # fmt: skip
    _keep(submission, step, letter=letter, words="", resolution=resolution, papers=papers, actor=actor)
    return submission


@action("meetings.add_submission_step", on="submission", seen=("by", "to", "resolution"))
def add_submission_step(
    *,
    actor: Actor,
    submission: Submission,
    kind: str,
    on: date,
    by: Organisation | None = None,
    by_words: str = "",
    to: Organisation | None = None,
    to_words: str = "",
    letter: str = "",
    words: str = "",
    resolution: Resolution | None = None,
    papers: Sequence[SentFile] = (),
) -> SubmissionStep:
    """The next step of the trail, by whoever took it: received, considered, sent on, answered, sent back, settled.

    Refused: nobody who took it, a day to come or before the last step, a proposal that is withdrawn, or settled and
    not taken up again, nobody to whom it goes, no words of an answer.
    """
    _check_standing(submission)
    if kind not in KINDS or kind == StepKind.SENT:
        raise Refused("no_such_step", _("Choose what happened from the list."), field="kind")
    steps = _steps(submission)
    if by is None and not tidy(by_words):
        raise Refused("no_doer", _("Say who took this step: a body, or an office in words."), field="by")
    step = Step(
        StepKind(kind), on, by.pk if by else None, tidy(by_words), to.pk if to else None, tidy(to_words)
    )
    told = tidy(words, keep_lines=True)
    _check(step, told, steps[-1] if steps else None, submission.state)
    if resolution is not None and resolution.withdrawn_on:
        raise Refused("withdrawn", _("This resolution is withdrawn. Choose another one."), field="resolution")
    return _keep(
        submission, step, letter=letter, words=told, resolution=resolution, papers=papers, actor=actor
    )


def may_take_back(actor: Actor, step: SubmissionStep) -> bool:
    """Whether this seat sits where the step was written down, or above; of old steps nobody knows where."""
    return step.recorded_at is None or actor.reaches(step.recorded_at)


@action("meetings.take_back_submission_step", on="step")
def take_back_submission_step(*, actor: Actor, step: SubmissionStep, reason: str) -> SubmissionStep:
    """A step that was entered in error; the proposal stands where the steps before it left it.

    Who wrote it down takes it back, or whoever stands above them: an answer of those above is not the sender's to
    take away. Refused: no reason, one that was taken back before, the first one (the proposal itself is withdrawn
    then), a step that others wrote down.
    """
    if not may_take_back(actor, step):
        raise Refused("not_yours", _("Another office wrote this step down. Ask it to take it back."))
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the step is taken back."), field="reason")
    if step.withdrawn_on:
        raise Refused("taken_back", _("This step was taken back already."))
    if step.kind == StepKind.SENT:
        raise Refused("first", _("With its first step the proposal itself is withdrawn. Withdraw that."))
    change(step, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason))
    _settle(step.submission)
    return step


@action("meetings.withdraw_submission", on="submission")
def withdraw_submission(*, actor: Actor, submission: Submission, reason: str) -> Submission:
    """A proposal that was entered in error: it stays to be read. Refused: no reason, one withdrawn before."""
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the proposal is withdrawn."), field="reason")
    _check_standing(submission)
    change(
        submission, state=SubmissionState.WITHDRAWN, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason)
    )
    return submission


def _keep(
    submission: Submission,
    step: Step,
    *,
    letter: str,
    words: str,
    resolution: Resolution | None,
    papers: Sequence[SentFile],
    actor: Actor,
) -> SubmissionStep:
    made: SubmissionStep = add(
        SubmissionStep, submission=submission, kind=step.kind, on=step.on, by=_body(step.by), by_words=step.by_words,
        to=_body(step.to), to_words=step.to_words, letter=tidy(letter), words=words, resolution=resolution,
        recorded_at=actor.home if actor.seat_id else None,
    )  # fmt: skip
    attach_all(actor=actor, record=submission, files=papers, paper=Paper.EVIDENCE)
    _settle(submission)
    return made


def _steps(submission: Submission) -> list[Step]:
    rows = SubmissionStep.everywhere.filter(submission=submission, withdrawn_on__isnull=True)
    return [
        Step(StepKind(row.kind), row.on, row.by_id, row.by_words, row.to_id, row.to_words)
        for row in rows.order_by("on", "pk")
    ]


def _settle(submission: Submission) -> None:
    """Where the proposal stands is kept beside it, from the trail: of several a body with seats first, the rest in words."""
    steps = _steps(submission)
    found = standing_after(steps, submission.organisation_id)
    bodies = [body for one in found.at if (body := _body(one.key))]
    first = min(bodies, key=lambda body: body.kind == OrganisationKind.AGENCY, default=None)
    others = [body.name for body in bodies if body != first] + [one.words for one in found.at if one.words]
    change(
        submission, state=found.state, lies_with=first, lies_with_words=f"{', '.join(others):.{PLACE_WORDS}}",
        moved_on=steps[-1].on if steps else submission.began_on,
    )  # fmt: skip


def _body(key: int | None) -> Organisation | None:
    return None if key is None else Organisation.everywhere.get(pk=key)


def _check(step: Step, words: str, before: Step | None, state: str) -> None:
    doubt = step_doubt(step, words, before, state, clock.today())
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field=FIELDS.get(doubt, ""))


def _check_standing(submission: Submission) -> None:
    if submission.state == SubmissionState.WITHDRAWN:
        raise Refused("withdrawn_already", _("This proposal is withdrawn. Send it anew if it was right."))


def _check_resolution(resolution: Resolution | None, organisation: Organisation) -> None:
    if resolution is None:
        return
    if resolution.organisation_id != organisation.pk or resolution.withdrawn_on:
        words = _("Choose a resolution of this body that is in force.")
        raise Refused("other_resolution", words, field="resolution")
