"""What the rules missed, added to a text by a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.reader.actions import mains
from khabuan.reader.actions.drafts import check_text_open, kept_of
from khabuan.reader.actions.texts import meaning
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries.linking import meant_by
from khabuan.reader.rules.adding import BY_HAND, place_among, spans_of
from khabuan.reader.rules.drafts import Drafted, Kind, State, identity, is_accused

BORN: Mapping[Kind, dict[str, Any]] = {
    Kind.DATE: {"certain": True, "main": False}, Kind.PLACE: {"codes": [], "main": False},
}  # fmt: skip
"""What a draft of a kind says beside its fields."""


@action("reader.add_draft", on="text")
def add_draft(
    *, actor: Actor, text: Text, kind: str, quote: str, typed: Mapping[str, Any], source: str = ""
) -> Draft:
    """Add what a text says and the rules missed, with its words: it is accepted, and reading again leaves it.

    A name beside words that accuse waits to be decided, as if it had been read. Refused: a text that is closed, words
    that do not stand in it, a field that cannot be, what stands among its drafts already.
    """
    check_text_open(text)
    if kind not in {*Kind}:
        raise Refused("kind_unknown", _("Choose what is to be added."))
    kept = kept_of(kind, typed)
    is_main = bool(kept.pop("main", False))
    held = list(Draft.everywhere.filter(text=text).exclude(state=State.GONE))
    start, end = _place(text, quote, held)
    is_beside = is_accused(Kind(kind), text.words, start, end)
    says = {**BORN.get(Kind(kind), {}), **kept}
    if is_beside and kind != Kind.PERSON:
        says["alleged"] = True
    _check_new(held, kind, says, start)
    one = Drafted(
        kind=Kind(kind), says=says, quote=text.words[start:end], start=start, end=end,
        is_accusation=kind == Kind.PERSON and is_beside,
    )  # fmt: skip
    changed = {**({"main": True} if is_main else {}), **({"source": tidy(source)[:300]} if source else {})}
    made: Draft = add(
        Draft, text=text, kind=kind, facts=says, quote=one.quote, start=start, end=end, why=BY_HAND, changed=changed,
        is_accusation=one.is_accusation, **_state(actor, one), **_means(actor, text, one),
    )  # fmt: skip
    if is_main:
        mains.take(made)
    return made


def _place(text: Text, quote: str, held: list[Draft]) -> tuple[int, int]:
    marked = [span for one in held for span in ((one.start, one.end), *map(tuple, one.also_at))]
    found = place_among(spans_of(text.words, quote), marked)
    if found is None:
        words = _(
            "These words do not stand in the text like this. Copy them out of the text, letter for letter."
        )
        raise Refused("not_in_text", words, field="quote")
    return found


def _check_new(held: list[Draft], kind: str, says: dict[str, Any], start: int) -> None:
    wanted = identity(kind, says, start)
    for one in held:
        if wanted in (identity(one.kind, one.facts, one.start), identity(one.kind, one.says, one.start)):
            raise Refused("known", _("This stands among what was read already. Decide it there."))


def _state(actor: Actor, one: Drafted) -> dict[str, Any]:
    if one.is_accusation:
        return {"state": State.WAITING}
    return {"state": State.ACCEPTED, "decided_on": clock.today(), "decided_by": actor.title[:200]}


def _means(actor: Actor, text: Text, one: Drafted) -> dict[str, Any]:
    return meaning(meant_by(actor, text.area, [one]).get(one.identity))
