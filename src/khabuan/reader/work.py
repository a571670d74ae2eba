"""Reading before writing: a long text takes its time, and nobody waits for a lock meanwhile.

The doors come here: what is read is worked out first, then one action writes it down.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core.thai import accusations_in
from khabuan.places.models import Area
from khabuan.reader.actions import texts
from khabuan.reader.models import Text
from khabuan.reader.queries.known import known
from khabuan.reader.rules import texts as rules
from khabuan.reader.rules.drafts import Drafted, drafts_of
from khabuan.reader.rules.reading import read


def drafted(actor: Actor, words: str, written_on: date | None, title: str = "") -> list[Drafted]:
    """What the rules read in a text, as drafts; `written_on`, when it was published, where that is known.

    What a title that accuses says is alleged, wherever the words say it.
    """
    areas = known(actor)
    headline = drafts_of(title, read(title, areas, written_on)) if accusations_in(title) else ()
    return drafts_of(words, read(words, areas, written_on), headline)


def take_in(*, actor: Actor, area: Area, words: str, **facts: Any) -> Text:  # noqa: ANN401 - of the action
    """Bring in a text and read it. Refused as in `actions.texts.take_text`."""
    kept = rules.plain(words)
    found = (
        []
        if rules.doubt_of(kept)
        else drafted(actor, kept, facts.get("published_on"), facts.get("title", ""))
    )
    return texts.take_text(actor=actor, area=area, words=kept, drafts=found, **facts)


def change(*, actor: Actor, text: Text, **facts: Any) -> Text:  # noqa: ANN401 - of the action
    """Put right what is known of a text. With another day of publishing, days without a year are read anew."""
    was = text.published_on
    row = texts.change_text(actor=actor, text=text, **facts)
    if row.published_on != was and row.closed_on is None:
        read_again(actor=actor, text=row)
    return row


def read_again(*, actor: Actor, text: Text) -> Text:
    """Read a text by the rules as they are now."""
    return texts.read_again(
        actor=actor, text=text, drafts=drafted(actor, text.words, text.published_on, text.title)
    )
