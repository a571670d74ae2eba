"""Reads of proposals that go up: of a place, of a body, those that lie with a body, one with its trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Duty, Subject
from khabuan.core.parts.words import thai_date
from khabuan.meetings.models import Resolution, Submission, SubmissionStep
from khabuan.meetings.rules.submissions import SubmissionState
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

PROGRAM = Actor.system("resolutions")
MOST_USES = 20
NEWEST = ("-moved_on", "-pk")
OPEN = (SubmissionState.UNDER_WAY, SubmissionState.ANSWERED)


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to: "" those not settled, "all", or one state."""

    state: str = ""


def _seen(actor: Actor) -> QuerySet[Submission]:
    rows: QuerySet[Submission] = Submission.objects.visible_to(actor)
    return rows.select_related("organisation__area", "lies_with", "resolution")


def _narrowed(rows: QuerySet[Submission], wanted: Wanted) -> QuerySet[Submission]:
    if wanted.state == "all":
        rows = rows.exclude(state=SubmissionState.WITHDRAWN)
    elif wanted.state:
        rows = rows.filter(state=wanted.state)
    else:
        rows = rows.filter(state__in=OPEN)
    return rows.order_by(*NEWEST)


def submissions_in(actor: Actor, area: Area, wanted: Wanted = Wanted()) -> QuerySet[Submission]:
    """Proposals of the bodies at and below a place, the last moved first."""
    rows = _seen(actor).filter(spans_q((Span.of(area.path),), "organisation__node"))
    return _narrowed(rows, wanted)


def submissions_of(actor: Actor, body: Organisation, wanted: Wanted = Wanted()) -> QuerySet[Submission]:
    """Proposals of a body, and those of others that lie with it."""
    return _narrowed(_seen(actor).filter(Q(organisation=body) | Q(lies_with=body)), wanted)


def lying_with(actor: Actor, body: Organisation) -> QuerySet[Submission]:
    """Proposals of others that wait for a body: for its next agenda. The first that came first."""
    rows = _seen(actor).filter(lies_with=body, state=SubmissionState.UNDER_WAY)
    return rows.exclude(organisation=body).order_by("moved_on", "pk")


def submission_of(actor: Actor, key: int) -> Submission:
    """One proposal in sight. OutOfArea when there is none."""
    found = _seen(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"submission {key}")
    return found


def trail_of(actor: Actor, submission: Submission) -> list[SubmissionStep]:
    """The steps, the oldest first, what was taken back among them."""
    rows = SubmissionStep.objects.visible_to(actor).filter(submission=submission)
    return list(rows.select_related("by", "to", "resolution").order_by("on", "pk"))


def parties_of(actor: Actor, submission: Submission) -> dict[str, Organisation | str]:
    """Who had the proposal or did something with it so far, by name: bodies, and offices in words. One query."""
    found: dict[str, Organisation | str] = {submission.organisation.name: submission.organisation}
    for step in trail_of(actor, submission):
        for name, body in ((step.by_whom, step.by), (step.to_whom, step.to)):
            if name and not step.withdrawn_on:
                found[name] = body or name
    return found


def step_of(actor: Actor, key: int) -> SubmissionStep:
    """One step in sight, with its proposal. OutOfArea when there is none."""
    rows = SubmissionStep.objects.visible_to(actor).filter(pk=key)
    found: SubmissionStep | None = rows.select_related("submission__organisation__area").first()
    if found is None:
        raise OutOfArea(f"submission step {key}")
    return found


def uses_of(resolution: Resolution) -> list[Subject]:
    """The proposals that a resolution decided or answered, whoever asks. One query."""
    steps = SubmissionStep.objects.visible_to(PROGRAM).filter(
        resolution=resolution, withdrawn_on__isnull=True
    )
    rows = _seen(PROGRAM).filter(pk__in=steps.values("submission")).exclude(state=SubmissionState.WITHDRAWN)
    return [subject_of(row) for row in rows.order_by("pk")[:MOST_USES]]


def to_look_at(actor: Actor) -> QuerySet[Submission]:
    """Proposals that lie with a body at the seat's own place, and those of such a body whose answer has come and is
    not closed: the longest first."""
    waiting = Q(state=SubmissionState.UNDER_WAY, lies_with__area__path=actor.base)
    answered = Q(state=SubmissionState.ANSWERED, organisation__area__path=actor.base)
    return _seen(actor).filter(waiting | answered).order_by("moved_on", "pk")


def submissions_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """What waits for an answer here, and answers to look at. One query."""
    return [_due(row) for row in to_look_at(actor)[:limit]]


def count_submissions(actor: Actor, today: date) -> int:
    return to_look_at(actor).count()


def _due(row: Submission) -> Duty:
    is_answered = row.state == SubmissionState.ANSWERED
    act = _("See the answer") if is_answered else _("Take it up, or write what came of it")
    state = "quiet" if is_answered else "need"
    more = _("%(body)s · %(state)s") % {"body": row.organisation.name, "state": row.get_state_display()}
    return Duty(
        what=str(row), more=f"{more} · {thai_date(row.moved_on)}", path=row.get_absolute_url(), act=act, state=state,
        kind="meetings.submissions", about=f"organisation:{row.organisation_id}",
    )  # fmt: skip


def named_submissions(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Proposals by key, as an agenda names them. One query."""
    return {row.pk: subject_of(row) for row in _seen(actor).filter(pk__in=list(keys))}


def subject_of(row: Submission) -> Subject:
    more = _("%(body)s · %(state)s") % {"body": row.organisation.name, "state": row.get_state_display()}
    return Subject("submission", str(row.pk), str(row), row.get_absolute_url(), more)
