"""The action that is running now, and what it has changed so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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
    """State of the outermost action: who, what, and the changes for its one audit event.

    `many` counts rows written by set statements ("bulk registry.person": 500); `is_recording` is true
    while a row is saved whose change is noted; `is_concealed` when the event shall not repeat any value; `is_second_asked`
    when the name of a second person is waited for.
    """

    action: str
    actor: Actor
    changes: list[Change] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    many: Counter[str] = field(default_factory=Counter)
    is_recording: bool = False
    is_one_piece: bool = False
    is_concealed: bool = False
    is_second_asked: bool = False

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Rows may be saved here, because the caller notes what it changes."""
        before, self.is_recording = self.is_recording, True
        try:
            yield
        finally:
            self.is_recording = before

    @contextmanager
    def in_one_piece(self) -> Iterator[None]:
        """What is done inside stands or falls together, so inner actions make no savepoints of their own.

        For long lists: the caller takes the whole piece back when anything inside is refused, and nobody
        inside forgives a refusal and goes on.
        """
        before, self.is_one_piece = self.is_one_piece, True
        try:
            yield
        finally:
            self.is_one_piece = before

    @contextmanager
    def or_nothing(self) -> Iterator[None]:
        """Forget what was noted inside when it ends in an exception (its rows are rolled back too)."""
        kept = len(self.changes), dict(self.notes), self.many.copy()
        try:
            yield
        except BaseException:
            del self.changes[kept[0] :]
            self.notes, self.many = kept[1], kept[2]
            raise


_running: ContextVar[Running | None] = ContextVar("running_action", default=None)


def running() -> Running | None:
    return _running.get()


def require_running() -> Running:
    """The running action; OutsideAction when there is none, because nothing is written elsewhere."""
    current = _running.get()
    if current is None:
        raise OutsideAction("rows are written inside an @action only")
    return current
