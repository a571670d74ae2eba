"""What a sheet offers for one member: the usual sum, the sum that clears arrears, smaller ones. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabuan.funds.rules.dues import Span, months_after, months_behind, usual_span
from khabuan.funds.rules.words import Rhythm

SMALLER = 2  # beside the sum that clears: what fits the hand on a phone
MOST_PERIODS = 60


@dataclass(frozen=True, slots=True)
class Sum:
    """One button: what is taken, and up to which day it pays."""

    satang: int
    to_on: date


@dataclass(frozen=True, slots=True)
class Offered:
    """What one member is asked for on a day. The first of `sums` is the button; `behind` are months of arrears.

    `ahead` are longer sums for who owes nothing and pays in advance.
    """

    first_day: date
    behind: int
    sums: tuple[Sum, ...]
    ahead: tuple[Sum, ...] = ()

    @property
    def main(self) -> Sum:
        return self.sums[0]


def is_due(paid: date, on: date) -> bool:
    """Whether a collection of a day asks a member: less than a month is paid in advance."""
    return paid < months_after(on, 1)


def offer(paid: date, rhythm: Rhythm, per_day: int, on: date) -> Offered:
    """The usual sum; for who is in arrears the one that pays past the day of the sheet, then smaller ones."""
    spans: list[Span] = []
    base = paid
    while len(spans) < MOST_PERIODS:
        span = usual_span(base, rhythm, per_day)
        spans.append(span)
        base = span.to_on
        if base >= on:
            break
    sums = []
    total = 0
    for span in spans:
        total += span.satang
        sums.append(Sum(total, span.to_on))
    behind = months_behind(paid, on)
    chosen = (sums[-1], *sums[:SMALLER]) if len(sums) > SMALLER else (sums[-1], *sums[:-1])
    ahead = () if len(chosen) > 1 else _ahead(paid, chosen[0], per_day)
    return Offered(date.fromordinal(paid.toordinal() + 1), behind, chosen, ahead)


def _ahead(paid: date, usual: Sum, per_day: int) -> tuple[Sum, ...]:
    """The next longer rhythms, for who pays in advance."""
    spans = (usual_span(paid, rhythm, per_day) for rhythm in (Rhythm.MONTH, Rhythm.HALF_YEAR, Rhythm.YEAR))
    return tuple(Sum(one.satang, one.to_on) for one in spans if one.satang > usual.satang)[:SMALLER]
