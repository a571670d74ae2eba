"""What a fund's regulation says about money out: how much management may cost of what a year brought. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TypeVar

Why = TypeVar("Why")


@dataclass(frozen=True)
class Management:
    """Management of a year against the regulation: satang that came in and were spent on it, the limit in per cent."""

    income: int
    spent: int
    limit: Decimal

    @property
    def most(self) -> int:
        """What it may cost in all, in satang."""
        return int((self.income * self.limit / 100).to_integral_value(ROUND_DOWN)) if self.income > 0 else 0

    @property
    def left(self) -> int:
        return self.most - self.spent

    @property
    def share(self) -> Decimal | None:
        """Per cent of the year's income spent on it so far; None while nothing came in."""
        return Decimal(self.spent) * 100 / self.income if self.income > 0 else None

    def allows(self, satang: int) -> bool:
        return satang <= self.left


def parts_over(most: int, moves: Iterable[tuple[int, Why]]) -> dict[Why, int]:
    """Which part of what was spent, in its order, went over the most: satang by why each was spent."""
    spent, found = 0, dict[Why, int]()
    for satang, why in moves:
        before, spent = max(spent - most, 0), spent + satang
        part = max(spent - most, 0) - before
        if part:
            found[why] = found.get(why, 0) + part
    return found
