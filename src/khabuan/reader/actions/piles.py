"""Writes of piles: many texts of one file become texts, one by one, by the ordinary action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.held import last_alive, let_go, seems_dead
from khabuan.files import keeping
from khabuan.places.models import Area
from khabuan.reader.actions.texts import KINDS, take_text
from khabuan.reader.models import LeftOut, Pile, Text
from khabuan.reader.pile_words import LEFT_OUT
from khabuan.reader.rules.drafts import Drafted, TextKind
from khabuan.reader.rules.piles import Piled, PileState
from khabuan.reader.rules.texts import digest_of
from khabuan.reader.tasks import read_pile


@action("reader.take_pile", on="area")
def take_pile(
    *, actor: Actor, area: Area, file_name: str, content: bytes, total: int, kind: str = TextKind.NEWS
) -> Pile:
    """Keep a file of many texts, sealed, and have it read. Refused: an unknown sort of text."""
    if kind not in KINDS:
        raise Refused("kind_unknown", _("Choose what sort of text it is."), field="kind")
    now = clock.now()
    made: Pile = add(
        Pile, area=area, file_name=file_name[-200:], blob=keeping.keep(content), kind=kind, total=total,
        by_seat=actor.seat_id, by_title=actor.title[:200], created_at=now, moved_at=now,
    )  # fmt: skip
    read_pile.enqueue(str(made.pk))
    return made


@action("reader.take_over_pile", on="pile")
def take_over(*, actor: Actor, pile: Pile) -> bool:
    """The worker takes a pile. False when it is read, or another one has it and is alive."""
    now, rows = clock.now(), Pile.everywhere.filter(pk=pile.pk)
    taken = rows.filter(state=PileState.WAITING).update(state=PileState.READING, moved_at=now) or rows.filter(
        state=PileState.READING, moved_at__lt=last_alive()
    ).update(moved_at=now)
    pile.refresh_from_db()
    return bool(taken)


@action("reader.take_from_pile", on="pile")
def take_from_pile(
    *, actor: Actor, pile: Pile, number: int, one: Piled, words: str, drafts: Sequence[Drafted]
) -> bool:
    """The text at a place of the pile (from 0) is taken or left out, and the pile has passed it in the same act.

    False where it was passed before: nothing is taken twice, however often the reading was stopped.
    """
    here = Pile.everywhere.filter(pk=pile.pk, state=PileState.READING, done=number)
    if not here.update(done=number + 1, moved_at=clock.now()):
        return False
    pile.done = number + 1
    left = _take(actor, pile, one, words, drafts)
    if left:
        add(LeftOut, pile=pile, number=number + 1, name=one.name[:200], **left)
        return True
    pile.taken += 1
    Pile.everywhere.filter(pk=pile.pk).update(taken=pile.taken)
    note(file=pile.file_name, number=number + 1)
    return True


def _take(actor: Actor, pile: Pile, one: Piled, words: str, drafts: Sequence[Drafted]) -> dict[str, Any]:
    """Why it is left out, with the text that has these words already; nothing when it is taken."""
    if one.unread is not None:
        return {"code": one.unread.value}
    facts: dict[str, Any] = {
        "title": one.title, "outlet": one.outlet, "address": one.address, "published_on": one.published_on,
    }  # fmt: skip
    try:
        take_text(
            actor=actor, area=pile.area, words=words, drafts=drafts, kind=one.kind or pile.kind, **facts
        )
    except Refused as no:
        if no.code not in LEFT_OUT:
            return {"why": str(no.message)[:500]}
        rows = Text.everywhere.filter(area=pile.area, digest=digest_of(words)).defer("words")
        return {"code": no.code, "known": rows.first() if no.code == "text_known" else None}
    return {}


@action("reader.end_pile", on="pile")
def end_pile(*, actor: Actor, pile: Pile) -> Pile:
    """All were passed: the file is forgotten, what was taken stands in the book."""
    change(pile, state=PileState.DONE, moved_at=clock.now())
    keeping.forget(pile.blob)
    return pile


@action("reader.go_on_with_pile", on="pile")
def go_on(*, actor: Actor, pile: Pile) -> Pile:
    """Have the pile taken up again, where it was: the worker seems to have died, or the seat of a stopped one has ended.

    Whoever goes on with a stopped pile has its texts taken in their own name from there.
    """
    pile.refresh_from_db()
    if pile.is_stopped:
        change(
            pile,
            state=PileState.WAITING,
            by_seat=actor.seat_id,
            by_title=actor.title[:200],
            moved_at=clock.now(),
        )
        read_pile.enqueue(str(pile.pk))
    elif seems_dead(pile):
        read_pile.enqueue(str(pile.pk))
        note(again=pile.state)
    return pile


@action("reader.stop_pile", on="pile")
def stop_pile(*, actor: Actor, pile: Pile) -> Pile:
    """The seat that brought it in may not act any more: nothing is taken in its name."""
    if pile.is_working:
        change(pile, state=PileState.STOPPED)
    return pile


@action("reader.take_up_pile", on="pile")
def take_up_again(*, actor: Actor, pile: Pile) -> Pile:
    """The machine was stopped in the middle of a pile: nobody holds it any more, and it goes on where it was."""
    change(pile, moved_at=let_go())
    return go_on(actor=actor, pile=pile)
