"""What a fund's regulation says about money out: how much management may cost of what a year brought. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal


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
