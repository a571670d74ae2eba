"""What a text is about, moved by hand: one day or place is the main one then, and no other of its kind.

`changed["main"]` is True of the one that a person chose, False of those that it was taken from.
"""

from __future__ import annotations

from typing import Any

from khabuan.access.action import change
from khabuan.reader.models import Draft
from khabuan.reader.rules.drafts import TRUE, State


def left(draft: Draft) -> dict[str, Any]:
    """What stays of that when a draft is said to be as it was read: not the main one where another was chosen."""
    is_other = draft.facts.get("main") and _others(draft).filter(state__in=TRUE, changed__main=True).exists()
    return {"main": False} if is_other else {}


def said(draft: Draft, is_main: bool | None) -> dict[str, Any]:
    """What a correction says of it; None: nobody was asked."""
    if is_main is None or is_main == draft.says.get("main", False):
        return {name: value for name, value in draft.changed.items() if name == "main"}
    return {"main": is_main}


def take(draft: Draft) -> None:
    """The others of its kind are not the main one any more."""
    for other in _others(draft).filter(state__in=(State.WAITING, *TRUE)):
        if other.says.get("main"):
            change(other, changed={**other.changed, "main": False})


def give_back(draft: Draft) -> None:
    """The draft was chosen and is not any more: the others are what they were read as."""
    for other in _others(draft).filter(changed__main=False):
        change(other, changed={name: value for name, value in other.changed.items() if name != "main"})


def _others(draft: Draft) -> Any:  # noqa: ANN401 - rows of the reader
    rows = Draft.everywhere.filter(text=draft.text_id, kind=draft.kind).exclude(pk=draft.pk)
    return rows.order_by("pk")
