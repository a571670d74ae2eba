"""Whose turn it is to write on SQLite, which has one writer at a time and no queue for it.

Who waits there only looks again, every tenth of a second at the slowest, and one who writes portion after
portion may take the lock again each time in between. So whoever waits says so by holding a shared lock on a file
beside the database, and a long list asks after each portion. PostgreSQL locks rows and needs none of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no shared locks: there nobody can say that they wait
    fcntl = None  # type: ignore[assignment]

#: Who waits looks again within this time, and gets the lock if it is free so long (with a shorter pause they
#: may miss every one of them, and wait for seconds). On a busy computer they look later: those who say that they
#: wait are waited for longer.
LEFT, PATIENT = 0.11, 0.5
#: Writers that do not say that they wait (a log-in's session) get their turn once in so many seconds.
LONGEST = 0.6
LOOK = 0.005


def _file(using: str) -> str | None:
    """The file beside the database; None where there is none to stand beside."""
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or fcntl is None or not Path(name).is_absolute():
        return None
    return f"{name}-waiting"


@contextmanager
def waiting(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Around the beginning of a transaction that writes: others can see that somebody waits for the lock."""
    path = None if connections[using].in_atomic_block else _file(using)
    if path is None:
        yield
        return
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def somebody_waits(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether another transaction says that it waits to begin. False where none can say so."""
    path = _file(using)
    if path is None:
        return False
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@dataclass
class Turns:
    """For one who writes portion after portion: when the lock was last left to others."""

    left_at: float = field(default_factory=time.monotonic)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is done inside takes no lock, so that others have their turn meanwhile."""
        began = time.monotonic()
        yield
        if time.monotonic() - began > LEFT:
            self.left_at = time.monotonic()

    def leave(self) -> None:
        """After a portion: wait until those who wait have had their turn; go on at once when there are none."""
        if connections[DEFAULT_DB_ALIAS].vendor != "sqlite":
            return
        began, left = time.monotonic(), 0.0
        nobody_can_say = _file(DEFAULT_DB_ALIAS) is None
        least = LEFT if nobody_can_say or began - self.left_at > LONGEST else 0
        while left < least or (left < PATIENT and somebody_waits()):
            time.sleep(LOOK)
            left = time.monotonic() - began
        if left >= LEFT:
            self.left_at = time.monotonic()
