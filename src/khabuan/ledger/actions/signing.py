"""The second person of acts with money: asked for by the act itself, given by somebody else's log-in or on paper.

An act is in the books at once, because money that has moved has moved. Until another person stands for it, it is
shown as not signed (docs/decisions/0016).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.access.running import require_running
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.ledger.models import Book, Countersign
from khabuan.ledger.rules.words import SignState, SignWay
from khabuan.ledger.rules.years import month_of


def ask_second_person(book: Book, what: str, *, on: date, path: str = "") -> Countersign:
    """Note that the running action waits for another person's name. `what` is the act in Thai, as in the books."""
    running = require_running()
    actor = running.actor
    made: Countersign = add(
        Countersign, book=book, act=running.action, what=what[:300], path=path, month=month_of(on),
        done_by=(actor.title or actor.seat)[:200], done_user=actor.user_id, done_at=clock.now(),
    )  # fmt: skip
    running.is_second_asked = True
    return made


@action("ledger.sign_act", on="countersign")
def sign_act(*, actor: Actor, countersign: Countersign) -> Countersign:
    """Stand for what somebody else did, with the own log-in. Refused: the same person, signed already."""
    _refuse_signed(countersign)
    _refuse_same(actor, countersign)
    change(
        countersign, state=SignState.SIGNED, way=SignWay.LOGIN, signed_by=(actor.title or actor.seat)[:200],
        signed_user=actor.user_id, signed_at=clock.now(), words="",
    )  # fmt: skip
    return countersign


@action("ledger.sign_on_paper", on="countersign")
def sign_on_paper(
    *, actor: Actor, countersign: Countersign, signed_by: str, papers: Sequence[SentFile]
) -> Countersign:
    """The second person has no log-in and signed the printed paper: its picture is kept. Refused without it."""
    _refuse_signed(countersign)
    name = tidy(signed_by)
    if not name:
        raise Refused("nobody", _("Write who signed the paper."), field="signed_by")
    if not papers:
        raise Refused("no_picture", _("Take a picture of the signed paper and attach it."), field="papers")
    attach_all(actor=actor, record=countersign, files=papers, paper=Paper.EVIDENCE)
    change(
        countersign, state=SignState.SIGNED, way=SignWay.PAPER, signed_by=name[:200], signed_at=clock.now(),
        words="",
    )  # fmt: skip
    return countersign


@action("ledger.object_to_act", on="countersign")
def object_to_act(*, actor: Actor, countersign: Countersign, reason: str) -> Countersign:
    """The second person says that it is not right, and why. It stays red until it is put right and signed."""
    _refuse_signed(countersign)
    _refuse_same(actor, countersign)
    if len(reason.strip()) < 5:
        raise Refused("reason", _("Write what is not right."), field="reason")
    change(
        countersign, state=SignState.OBJECTED, words=tidy(reason)[:300],
        signed_by=(actor.title or actor.seat)[:200], signed_user=actor.user_id, signed_at=clock.now(),
    )  # fmt: skip
    return countersign


def _refuse_signed(countersign: Countersign) -> None:
    """Asked of the row as it is now: two may look at the page at once."""
    if Countersign.everywhere.filter(pk=countersign.pk, state=SignState.SIGNED).exists():
        raise Refused("signed", _("A second person has signed this already."))


def _refuse_same(actor: Actor, countersign: Countersign) -> None:
    if actor.user_id is not None and actor.user_id == countersign.done_user:
        raise Refused(
            "same_person",
            _("You did this yourself. Another person of the fund signs, or the signed paper is attached."),
        )
