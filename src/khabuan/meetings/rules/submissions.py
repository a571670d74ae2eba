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
class Party:
    """Who has a proposal or did something with it: a body by its key, or an office in words."""

    key: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Step:
    """A step in force: its day, who took it and to whom it went, as keys of bodies (None: in words only)."""

    kind: StepKind
    on: date
    by: int | None = None
    by_words: str = ""
    to: int | None = None
    to_words: str = ""

    @property
    def doer(self) -> Party:
        return Party(self.by) if self.by else Party(words=self.by_words)

    @property
    def goal(self) -> Party:
        return Party(self.to) if self.to else Party(words=self.to_words)


@dataclass(frozen=True)
class Standing:
    """Where a proposal stands: its state, and with whom it lies: several where it was sent to several."""

    state: SubmissionState
    at: tuple[Party, ...] = ()


def standing_after(steps: Iterable[Step], own: int) -> Standing:
    """Where a proposal of the body `own` stands by the steps of its trail in force, the oldest first.

    Who sent it on and sends it again sends it to one more: both have it, and it is answered when both have answered.
    """
    waits: dict[Party, Party] = {Party(own): Party(own)}  # who has it, from whom
    state, at, seen = SubmissionState.UNDER_WAY, tuple(waits), set(waits)
    for step in steps:
        doer = step.doer
        if step.kind in GOING:
            _let_go(waits, doer, seen, for_others=step.kind == StepKind.RETURNED)
            waits[step.goal] = doer
        elif step.kind == StepKind.ANSWERED:
            _let_go(waits, doer, seen, for_others=True)
        elif step.kind in (StepKind.RECEIVED, StepKind.CONSIDERED) and (doer not in seen or not waits):
            giver = _let_go(waits, doer, seen)
            waits[doer] = giver
        seen |= {doer, step.goal}
        if step.kind == StepKind.SETTLED:
            state = SubmissionState.SETTLED
        elif step.kind == StepKind.ANSWERED and not waits:
            state, at = SubmissionState.ANSWERED, (doer,)
        else:
            state, at = SubmissionState.UNDER_WAY, tuple(waits) or at
    return Standing(state, at)


def _let_go(waits: dict[Party, Party], doer: Party, seen: set[Party], *, for_others: bool = False) -> Party:
    """The doer has it no more. Whoever was never told of is the last one that has it, under another name; who sent it
    on acts `for_others`, to whom it was sent. Gives from whom it was.
    """
    if doer not in waits and doer not in seen and waits:
        return waits.pop(next(reversed(waits)))
    if doer not in waits and for_others:
        for one in [one for one, giver in waits.items() if giver == doer]:
            del waits[one]
    return waits.pop(doer, doer)


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
