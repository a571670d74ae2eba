"""One thing of places gives way to another: what every app needs to know to move its own rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from khabuan.access.scoping import Row
from khabuan.core import offers

Placed = TypeVar("Placed", bound=Row | None)


@dataclass
class Succession:
    """`offers.Succession` of two areas, or of two groups."""

    gone: Any
    into: Any
    on: date
    counts: Counter[str] = field(default_factory=Counter)
    _after: dict[tuple[type, int], Any] = field(default_factory=dict)

    def count(self, name: str, number: int = 1) -> None:
        if number:
            self.counts[name] += number

    def successor(self, row: Placed) -> Placed:
        return self._after.get((type(row), row.pk), row) if row is not None else row

    def replaced(self, row: Row, by: Row) -> None:
        """From now on `successor(row)` is `by`."""
        self._after[type(row), row.pk] = by

    def told_to(self, followers: Iterable[offers.OnSuccession]) -> dict[str, int]:
        """Let every app move its own rows; gives the counts."""
        for follower in followers:
            follower.settle(self)
        return dict(self.counts)
