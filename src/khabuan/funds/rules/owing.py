"""What is owed in baht when the contribution per day has changed over the years. Pure; whole satang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rate:
    """A contribution per day from a day on."""

    since: date
    satang: int


def owed(paid: date, day: date, rates: Sequence[Rate]) -> int:
    """Satang for the days after `paid` up to and with `day`, each at the rate of its own day.

    `rates` are in the order of their days; the first one also holds for what was before. 0 when nothing is owed.
    """
    total, first = 0, paid.toordinal() + 1
    last = day.toordinal()
    for at, rate in enumerate(rates):
        begins = rate.since.toordinal() if at else first
        ends = rates[at + 1].since.toordinal() - 1 if at + 1 < len(rates) else last
        days = min(ends, last) - max(begins, first) + 1
        if days > 0:
            total += days * rate.satang
    return total
