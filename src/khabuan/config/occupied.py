"""Whether this installation is being served: a lock on `serving.lock` in the state folder, held till the end.

The operating system lets go of it when the process ends, however it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khabuan.core.keys import lock_file

NAME = "serving.lock"


@contextmanager
def occupied(home: Path) -> Iterator[bool]:
    """Hold the lock; False when somebody else serves from this folder already."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / NAME).open("a+b", buffering=0) as handle:
        yield lock_file(handle)


def is_occupied(home: Path) -> bool:
    """Whether somebody holds the lock now."""
    with occupied(home) as is_free:
        return not is_free
