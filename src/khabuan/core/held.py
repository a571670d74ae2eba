"""Work that the worker holds: since when it has not moved, and when its worker is taken for dead. Knows no rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from khabuan.core import clock

#: A worker that has not moved for so long is taken for dead; another may go on.
STILL = timedelta(seconds=90)


class Held(Protocol):
    """A row that tells whether the worker has it, or will have it, and when that last got further."""

    @property
    def is_working(self) -> bool: ...
    @property
    def moved_at(self) -> datetime: ...


def seems_dead(work: Held) -> bool:
    """The worker has not moved for a while: the page offers to go on."""
    return work.is_working and work.moved_at < last_alive()


def last_alive() -> datetime:
    """Who moved last before this holds its work no more."""
    return clock.now() - STILL


def let_go() -> datetime:
    """When work last moved that nobody holds any more."""
    return last_alive() - timedelta(seconds=1)
