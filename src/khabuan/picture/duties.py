"""What is due for a seat from every app, as one list that is read page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import overload
from urllib.parse import urlencode

from django.urls import reverse

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import Duty, DutySource, Words

FIRST = 60  # of a kind, read with one query; twice a page


@dataclass(frozen=True)
class KindOfDuty:
    """One kind that has duties for this seat, and how many."""

    kind: str
    name: Words
    count: int


class Duties(Sequence[Duty]):
    """The duties of a seat in the order of `in_order`: as long as all of them, read as far as asked.

    The first of every kind are read at once: a kind that ends among them is neither counted nor read again, so that
    page 1 costs a query for each source. A slice that ends further on asks the long ones for as many.
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
        found = [self._until(source, asked.stop) for source in self.sources]
        return in_order((duty for due in found for duty in due), self.today)[asked]

    def _until(self, source: DutySource, stop: int) -> Sequence[Duty]:
        first = self.first[source.kind]
        is_enough = len(first) <= FIRST or stop <= len(first)
        return first if is_enough else source.due(self.actor, self.today, stop)

    @cached_property
    def first(self) -> dict[str, Sequence[Duty]]:
        """The first duties of every kind, one more than are needed to know that a kind ends here."""
        return {source.kind: source.due(self.actor, self.today, FIRST + 1) for source in offers.duty_sources}

    @cached_property
    def kinds(self) -> list[KindOfDuty]:
        """The kinds of which something is due, whichever one was asked for."""
        counted = [
            KindOfDuty(source.kind, source.name, self._count(source)) for source in offers.duty_sources
        ]
        return [one for one in counted if one.count]

    def _count(self, source: DutySource) -> int:
        first = len(self.first[source.kind])
        return first if first <= FIRST else source.count(self.actor, self.today)


@dataclass(frozen=True)
class Pile:
    """The first duties of one kind, and how many there are of it in all."""

    kind: str
    name: Words
    duties: tuple[Duty, ...]
    count: int

    @property
    def anchor(self) -> str:
        return self.kind.replace(".", "-")

    @property
    def more_url(self) -> str:
        """Where all of this kind are; "" when they stand here."""
        return f"{reverse('duties')}?{urlencode({'kind': self.kind})}" if self.has_more else ""

    @property
    def has_more(self) -> bool:
        return self.count > len(self.duties)


def piles(actor: Actor, today: date, most: int) -> list[Pile]:
    """What is due by kind, the kind with the most urgent duty first.

    A source that gives no more than asked for is not counted again.
    """
    found = []
    for source in offers.duty_sources:
        due = in_order(source.due(actor, today, most + 1), today)
        if due:
            count = len(due) if len(due) <= most else source.count(actor, today)
            found.append(Pile(source.kind, source.name, tuple(due[:most]), count))
    return sorted(found, key=lambda pile: urgency(pile.duties[0], today))


def urgency(duty: Duty, today: date) -> tuple[bool, bool, date, bool]:
    """What is wrong first, then what has a day, the earliest first, then what has none, quiet ones last."""
    return (duty.state != "wrong", duty.due_on is None, duty.due_on or today, duty.state == "quiet")


def in_order(duties: Iterable[Duty], today: date) -> list[Duty]:
    """The most urgent first."""
    return sorted(duties, key=lambda duty: urgency(duty, today))
