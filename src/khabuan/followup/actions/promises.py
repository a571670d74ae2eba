"""Writes of promises: recorded as they were heard, corrected, matched with the register, answered, settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor, Role
from khabuan.access.running import require_running
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
from khabuan.followup.models import Promise, PromiseAnswer
from khabuan.followup.rules import WAITING, AnswerStep, Outcome, PromiseState, state_after
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import OrganisationKind

NAMED = ("agency", "giver_person")
OUTCOMES = frozenset(Outcome)


@action("followup.record_promise", on="organisation", seen=NAMED)
def record_promise(
    *,
    actor: Actor,
    organisation: Organisation,
    words: str,
    given_on: date,
    due_on: date | None = None,
    agency: Organisation | None = None,
    agency_words: str = "",
    giver_person: Person | None = None,
    giver_name: str = "",
    giver_post: str = "",
    issue: str = "",
    origin_kind: str = "",
    origin_id: int | None = None,
    papers: Sequence[SentFile] = (),
) -> Promise:
    """Write down what an agency said it would do, in the book of the body that heard it.

    An agency that the register does not have is written in words and matched later (`match_promise`).
    `giver_post` is the post held that day. Refused: no words, no agency, an organisation that is no agency, a day
    to come, due before it was given, a body that had ended.
    """
    facts = _checked(organisation, words, given_on, due_on, issue)
    facts |= _named(agency, agency_words, giver_person, giver_name, giver_post)
    check_origin(origin_kind, origin_id)
    promise: Promise = add(
        Promise, organisation=organisation, origin_kind=origin_kind, origin_id=origin_id, **facts
    )
    attach_all(actor=actor, record=promise, files=papers, paper=Paper.EVIDENCE)
    return promise


@action("followup.correct_promise", on="promise", seen=NAMED)
def correct_promise(
    *,
    actor: Actor,
    promise: Promise,
    reason: str,
    words: str,
    given_on: date,
    due_on: date | None,
    agency: Organisation | None,
    agency_words: str,
    giver_person: Person | None,
    giver_name: str,
    giver_post: str,
    issue: str,
) -> Promise:
    """Put right what was written down wrongly: all facts as they are to be.

    Refused: no reason, one that was withdrawn, and as in `record_promise`.
    """
    check_reason(reason, _("Say why the promise is corrected."))
    promise.refresh_from_db()
    if promise.state == PromiseState.WITHDRAWN:
        raise Refused("withdrawn", _("This promise is withdrawn. Open it again first, with the reason."))
    facts = _checked(promise.organisation, words, given_on, due_on, issue)
    change(promise, **facts, **_named(agency, agency_words, giver_person, giver_name, giver_post))
    return promise


@action("followup.match_promise", on="promise", seen=("agency",))
def match_promise(*, actor: Actor, promise: Promise, agency: Organisation) -> Promise:
    """Say which agency of the register the words mean; the words stay beside it.

    Refused: matched already (correct it, with the reason), an organisation that is no agency.
    """
    promise.refresh_from_db()
    if promise.agency_id is not None:
        words = _("This promise is matched already. If it is the wrong agency, correct the promise.")
        raise Refused("matched_already", words, field="agency")
    _check_agency(agency)
    change(promise, agency=agency)
    return promise


@action("followup.answer_promise", on="promise")
def answer_promise(
    *,
    actor: Actor,
    promise: Promise,
    on: date,
    words: str,
    by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> PromiseAnswer:
    """Write down what was answered, with the letter; the agency's own seat may as well, and it is marked so.

    Refused: no words, a promise that is settled, a day to come or before the promise.
    """
    check_sight(promise)
    _check_waiting(promise)
    answer = _step(actor, promise, AnswerStep.ANSWER, on, words, by_words=by_words, papers=papers)
    change(promise, state=PromiseState.ANSWERED)
    return answer


@action("followup.settle_promise", on="promise")
def settle_promise(
    *,
    actor: Actor,
    promise: Promise,
    outcome: str,
    on: date,
    words: str,
    by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> Promise:
    """Say how it ended, kept, kept in part or not kept, with what shows it: the body that heard it judges.

    Refused: no such outcome, and as in `answer_promise`.
    """
    if outcome not in OUTCOMES:
        raise Refused("no_such_outcome", _("Choose how it ended."), field="outcome")
    _check_waiting(promise)
    _step(actor, promise, AnswerStep(outcome), on, words, by_words=by_words, papers=papers)
    change(promise, state=PromiseState(outcome), settled_on=on)
    return promise


@action("followup.withdraw_promise", on="promise")
def withdraw_promise(*, actor: Actor, promise: Promise, reason: str) -> Promise:
    """Take back one that was entered in error; it stays to be read. An agency that goes back on its word has
    not kept it: settle it so. Refused: no reason, settled or withdrawn already."""
    reason = check_reason(reason, _("Say why the promise is withdrawn."))
    _check_waiting(promise)
    today = clock.today()
    _step(actor, promise, AnswerStep.WITHDRAWN, today, reason)
    change(promise, state=PromiseState.WITHDRAWN, settled_on=today)
    return promise


@action("followup.reopen_promise", on="promise")
def reopen_promise(*, actor: Actor, promise: Promise, reason: str) -> Promise:
    """It is not settled after all; how it had ended stays in its trail. Refused: no reason, not settled."""
    reason = check_reason(reason, _("Say why the promise is opened again."))
    promise.refresh_from_db()
    if promise.state in WAITING:
        raise Refused("open_already", _("This promise is open already."))
    _step(actor, promise, AnswerStep.REOPENED, clock.today(), reason)
    change(promise, state=_state_of(promise), settled_on=None)
    return promise


NOT_YOURS = {
    True: _(
        "The agency wrote this answer itself. Ask it to take it back, or write beneath it what came of it."
    ),
    False: _("Others wrote this line down. Write the agency's own answer beneath it."),
}


def may_take_back(actor: Actor, answer: PromiseAnswer) -> bool:
    """Whether the answer stands for the side at which this seat is: the agency's own, or everybody else's."""
    return answer.is_by_agency == (actor.role == Role.AGENCY)


@action("followup.take_back_answer", on="answer")
def take_back_answer(*, actor: Actor, answer: PromiseAnswer, reason: str) -> PromiseAnswer:
    """Take back an answer that was entered in error; it stays to be read, and the promise waits again.

    An agency's own answer is taken back by that agency, what others wrote down for it by them. Refused: no reason,
    taken back before, a line that settled the promise or opened it again, an answer of the other side.
    """
    if not may_take_back(actor, answer):
        raise Refused("not_yours", NOT_YOURS[answer.is_by_agency])
    reason = check_reason(reason, _("Say why the answer is taken back."))
    settled = Refused("no_answer", _("This line settled the promise. Open the promise again instead."))
    take_back_line(answer, reason, refusal=settled)
    promise = answer.promise
    if promise.state in WAITING:
        change(promise, state=_state_of(promise))
    return answer


def _checked(
    organisation: Organisation, words: str, given_on: date, due_on: date | None, issue: str
) -> dict[str, Any]:
    """What was promised and when, as it is kept."""
    words = check_words(words, _("Write what was promised."))
    check_given(organisation, given_on, due_on)
    check_issue(issue)
    return {
        "words": words, "search_key": search_key(words), "given_on": given_on, "due_on": due_on, "issue": issue,
    }  # fmt: skip


def _named(
    agency: Organisation | None, agency_words: str, person: Person | None, name: str, post: str
) -> dict[str, Any]:
    """Who promised, as it is kept; a person of the register is written down by the name of that day too."""
    if agency is None and not tidy(agency_words):
        words = _("Choose the agency. If the register does not have it, write its name.")
        raise Refused("no_agency", words, field="agency")
    if agency is not None:
        _check_agency(agency)
    return {
        "agency": agency,
        "agency_words": tidy(agency_words),
        "giver_person": person,
        "giver_name": tidy(name) or (str(person) if person else ""),
        "giver_post": tidy(post),
    }


def _check_agency(agency: Organisation) -> None:
    if agency.kind != OrganisationKind.AGENCY:
        words = _(
            "This is no agency. What an organisation of the movement is to do is a duty: give it there."
        )
        raise Refused("no_agency_kind", words, field="agency")


def _check_waiting(promise: Promise) -> None:
    promise.refresh_from_db(fields=["state"])
    if promise.state not in WAITING:
        raise Refused("settled", _("This promise is settled. Open it again first, with the reason."))


def _state_of(promise: Promise) -> PromiseState:
    rows = PromiseAnswer.everywhere.filter(promise=promise, withdrawn_on__isnull=True)
    return state_after(list(rows.order_by("pk").values_list("step", flat=True)))


def _step(
    actor: Actor, promise: Promise, step: AnswerStep, on: date, words: str, *, by_words: str = "",
    papers: Sequence[SentFile] = (),
) -> PromiseAnswer:  # fmt: skip
    words = check_words(words, _("Write what was answered or done."))
    check_step(promise.given_on, on)
    answer: PromiseAnswer = add(
        PromiseAnswer,
        promise=promise,
        step=step,
        on=on,
        words=words,
        by_words=tidy(by_words),
        is_by_agency=require_running().actor.role == Role.AGENCY,
    )
    attach_all(actor=actor, record=answer, files=papers, paper=Paper.EVIDENCE)
    return answer
