"""What is due for a seat from every app, as one list that is read page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import Duty, DutySource, Words


@dataclass(frozen=True)
class KindOfDuty:
    """One kind that has duties for this seat, and how many."""

    kind: str
    name: Words
    count: int


class Duties(Sequence[Duty]):
    """The duties of a seat in the order of `in_order`: as long as all of them, read as far as asked.

    A slice that ends at n asks each source for its first n, so page 1 of thousands costs a page.
    """

    def __init__(self, actor: Actor, today: date, kind: str = "") -> None:
        self.actor, self.today, self.kind = actor, today, kind

    @property
    def sources(self) -> list[DutySource]:
        return [source for source in offers.duty_sources if self.kind in ("", source.kind)]

    def __len__(self) -> int:
        return sum(one.count for one in self.kinds if self.kind in ("", one.kind))

    @overload
    def __getitem__(self, asked: int) -> Duty: ...
    @overload
    def __getitem__(self, asked: slice) -> list[Duty]: ...
    def __getitem__(self, asked: int | slice) -> Duty | list[Duty]:
        if isinstance(asked, int):
            return self[asked : asked + 1][0]
        found = [source.due(self.actor, self.today, asked.stop) for source in self.sources]
        return in_order((duty for due in found for duty in due), self.today)[asked]

    @cached_property
    def kinds(self) -> list[KindOfDuty]:
        """The kinds of which something is due, whichever one was asked for."""
        counted = [
            KindOfDuty(source.kind, source.name, source.count(self.actor, self.today))
            for source in offers.duty_sources
        ]
        return [one for one in counted if one.count]


def in_order(duties: Iterable[Duty], today: date) -> list[Duty]:
    """What is wrong first, then what has a day, the earliest first, then what has none, quiet ones last."""
    return sorted(
        duties,
        key=lambda duty: (
            duty.state != "wrong",
            duty.due_on is None,
            duty.due_on or today,
            duty.state == "quiet",
        ),
    )
