"""Many texts at once: a file is looked at before it is kept, then its texts are read one by one, each in its own act.

What is read is worked out without any lock, and others have their turn in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.turns import Turns
from khabuan.files import keeping
from khabuan.places.models import Area
from khabuan.reader import work
from khabuan.reader.actions import piles as actions
from khabuan.reader.models import Pile
from khabuan.reader.pile_words import refusal
from khabuan.reader.piled import PileRefused, as_one, piled
from khabuan.reader.rules import texts as rules
from khabuan.seats.queries import acting

#: A pile of at most so many texts is read before the answer.
FEW = 5


def take_in_files(*, actor: Actor, files: Sequence[tuple[str, bytes]], **facts: Any) -> Pile:  # noqa: ANN401
    """Bring in files as they were chosen, by name and content: one of many texts, or many of one text each."""
    name, content = as_one(files)
    return take_in(actor=actor, file_name=name, content=content, **facts)


def take_in(*, actor: Actor, area: Area, file_name: str, content: bytes, **facts: Any) -> Pile:  # noqa: ANN401
    """Bring in a file of many texts. Refused: one that holds none, or more than is taken at once."""
    try:
        found = piled(content, file_name, today=clock.today())
    except PileRefused as no:
        raise Refused(no.code, refusal(no.code, no.values), field="file") from no
    pile: Pile = actions.take_pile(
        actor=actor, area=area, file_name=file_name, content=content, total=len(found), **facts
    )
    return read_on(actor, pile) if len(found) <= FEW else pile


def read_by_key(key: int) -> Pile:
    """Read on as the seat that brought the pile in, or took it over. It stops where that seat may do so no more."""
    pile = Pile.everywhere.select_related("area", "blob").get(pk=key)
    actor = _seat_of(pile)
    if actor is None:
        return actions.stop_pile(actor=Actor.system(), pile=pile)
    return read_on(actor, pile)


def _seat_of(pile: Pile) -> Actor | None:
    """The seat as it may act today; None when it has ended, or has no such act at this place any more."""
    if pile.by_seat is None:  # the program itself brought it in (the demo)
        return Actor.system(pile.by_title)
    try:
        actor = acting(pile.by_seat)
    except OutOfArea:
        return None
    return actor if policy.may(actor, "reader.take_text", pile.node) else None


def read_on(actor: Actor, pile: Pile) -> Pile:
    """Read a pile from where its reading ended last."""
    if not actions.take_over(actor=actor, pile=pile):
        return pile
    turns, found = Turns(), piled(keeping.opened(pile.blob), pile.file_name, today=clock.today())
    for number in range(pile.done, len(found)):
        one = found[number]
        with turns.reading():
            words = rules.plain(one.words)
            drafts = (
                []
                if one.unread or rules.doubt_of(words)
                else work.drafted(actor, words, one.published_on, one.title)
            )
        if not actions.take_from_pile(
            actor=actor, pile=pile, number=number, one=one, words=words, drafts=drafts
        ):
            return pile  # another worker has passed it and goes on
        turns.leave()
    return actions.end_pile(actor=actor, pile=pile)
