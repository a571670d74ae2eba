"""The action that is running now, and what it has changed so far."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core.errors import OutsideAction


@dataclass
class Change:
    """One row that the action made or changed: field → [old, new], sealed fields as "•"."""

    kind: str
    id: int
    title: str
    act: str  # "add" or "change"
    fields: dict[str, list[Any]]


@dataclass
class Running:
    """State of the outermost action: who, what, and the changes for its one audit event."""

    action: str
    actor: Actor
    changes: list[Change] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)


_running: ContextVar[Running | None] = ContextVar("running_action", default=None)


def running() -> Running | None:
    return _running.get()


def require_running() -> Running:
    """The running action; OutsideAction when there is none, because nothing is written elsewhere."""
    current = _running.get()
    if current is None:
        raise OutsideAction("rows are written inside an @action only")
    return current
