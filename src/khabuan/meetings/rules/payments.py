"""Travel and meals paid to those who came: which sums can be paid, and what they come to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khabuan.core.money import NOTHING, SATANG
from khabuan.core.words import Word
from khabuan.core.words import mark as _

MOST = Decimal(100_000)  # baht to one head: more is a slip of the hand, and no travel in this country


class PayDoubt(Word):
    """Why a sum cannot stand in a list of payments."""

    NEGATIVE = "negative", _("A sum cannot be less than nothing. Write what is paid to this person.")
    FINER = "finer", _("A sum has at most two decimals, the satang. Correct the sum.")
    TOO_LARGE = "too_large", _("More than 100,000 baht to one person is not believed. Look at the sum again.")
    NOT_A_SUM = "not_a_sum", _("This is not a sum of money. Write baht in figures.")
    NOTHING = (
        "nothing",
        _("Neither travel nor meals are paid to this person. Write a sum, or leave the person out."),
    )


@dataclass(frozen=True)
class PayFacts:
    """What one head gets: travel and meals in baht. `where_from` is where the person came from, as it is written."""

    name: str
    post: str
    travel: Decimal
    meals: Decimal
    where_from: str = ""

    @property
    def total(self) -> Decimal:
        return self.travel + self.meals


def sum_doubt(baht: Decimal) -> PayDoubt | None:
    """What is wrong with a sum: less than nothing, finer than a satang, far too large, no number at all."""
    if not baht.is_finite():
        return PayDoubt.NOT_A_SUM
    if baht < 0:
        return PayDoubt.NEGATIVE
    if baht > MOST:
        return PayDoubt.TOO_LARGE
    return PayDoubt.FINER if baht != baht.quantize(SATANG) else None


def pay_doubt(line: PayFacts) -> PayDoubt | None:
    """The first thing that is wrong with a line."""
    doubt = sum_doubt(line.travel) or sum_doubt(line.meals)
    return doubt or (None if line.total else PayDoubt.NOTHING)


@dataclass(frozen=True)
class PayTotals:
    """What a list comes to, in baht."""

    heads: int
    travel: Decimal
    meals: Decimal

    @property
    def total(self) -> Decimal:
        return self.travel + self.meals


def totals_of(lines: Sequence[PayFacts]) -> PayTotals:
    """The sums of a list. ValueError for a line that cannot be paid: a total over it would be untrue."""
    for line in lines:
        if doubt := pay_doubt(line):
            raise ValueError(f"{doubt.value}: {line.travel} and {line.meals}")
    travel = sum((line.travel for line in lines), NOTHING)
    return PayTotals(len(lines), travel, sum((line.meals for line in lines), NOTHING))
