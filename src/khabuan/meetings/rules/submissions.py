"""Proposals that go up, from a tambon to its province, the nation and the ministries: their steps, where they stand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class SubmissionState(Word):
    """Where a proposal stands. Answered: somebody above answered; who sent it says when that settles it."""

    UNDER_WAY = "under_way", _("on its way")
    ANSWERED = "answered", _("answered")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn: entered in error")


class StepKind(Word):
    """What a line of the trail tells."""

    SENT = "sent", _("Sent up")
    RECEIVED = "received", _("Received")
    CONSIDERED = "considered", _("Considered at a meeting")
    FORWARDED = "forwarded", _("Sent on")
    ANSWERED = "answered", _("Answered")
    RETURNED = "returned", _("Sent back")
    SETTLED = "settled", _("Settled")
    REOPENED = "reopened", _("Taken up again")


GOING = frozenset({StepKind.SENT, StepKind.FORWARDED, StepKind.RETURNED})
"""Steps after which the proposal lies with somebody else: `to` says with whom."""


@dataclass(frozen=True)
class Step:
    """A step in force: its day, who took it and to whom it went, as keys of bodies (None: in words only)."""

    kind: StepKind
    on: date
    by: int | None = None
    by_words: str = ""
    to: int | None = None
    to_words: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a proposal stands: its state, and with whom it lies (a body's key, or words)."""

    state: SubmissionState
    at: int | None = None
    at_words: str = ""


def standing_after(steps: Iterable[Step], own: int) -> Standing:
    """Where a proposal of the body `own` stands by the steps of its trail in force, the oldest first."""
    found = Standing(SubmissionState.UNDER_WAY, own)
    for step in steps:
        if step.kind in GOING:
            found = Standing(SubmissionState.UNDER_WAY, step.to, step.to_words)
        elif step.kind in (StepKind.RECEIVED, StepKind.CONSIDERED):
            found = Standing(SubmissionState.UNDER_WAY, step.by, step.by_words)
        elif step.kind == StepKind.ANSWERED:
            found = Standing(SubmissionState.ANSWERED, step.by, step.by_words)
        elif step.kind == StepKind.SETTLED:
            found = Standing(SubmissionState.SETTLED, found.at, found.at_words)
        else:
            found = Standing(SubmissionState.UNDER_WAY, found.at, found.at_words)
    return found


class StepDoubt(Word):
    """Why a step cannot stand in a trail."""

    TO_COME = "to_come", _("This day is still to come. Write the day on which it happened.")
    TOO_EARLY = "too_early", _("This day is before the step before it. Look at both days.")
    NO_GOAL = "no_goal", _("Say to whom it went: choose a body, or write an office.")
    NO_WORDS = "no_words", _("Write the answer, or how it was settled.")
    SETTLED = "settled", _("This proposal is settled. Take it up again first.")
    NOT_SETTLED = "not_settled", _("This proposal is on its way. Only a settled one is taken up again.")


def step_doubt(step: Step, words: str, before: Step | None, state: str, today: date) -> StepDoubt | None:
    """What is wrong with a step that follows the one `before`; `words` are what it tells."""
    if step.on > today:
        return StepDoubt.TO_COME
    if before is not None and step.on < before.on:
        return StepDoubt.TOO_EARLY
    is_settled = state == SubmissionState.SETTLED
    if (step.kind == StepKind.REOPENED) is not is_settled:
        return StepDoubt.SETTLED if is_settled else StepDoubt.NOT_SETTLED
    if step.kind in GOING and step.to is None and not step.to_words:
        return StepDoubt.NO_GOAL
    needs_words = step.kind in (StepKind.ANSWERED, StepKind.SETTLED, StepKind.REOPENED)
    return StepDoubt.NO_WORDS if needs_words and not words else None
