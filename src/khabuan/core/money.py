"""Money: Decimal baht in Python, whole satang in the database. Pure: no Django, no rounding anywhere."""

from __future__ import annotations

from decimal import Decimal

SATANG = Decimal("0.01")
NOTHING = Decimal("0.00")
MOST = 10**15
"""Satang that no book of this country reaches (ten million million baht); sums of it stay within 63 bits."""


def satang(amount: Decimal) -> int:
    """Baht as whole satang. ValueError for an amount finer than a satang, not finite, or beyond any book."""
    if not amount.is_finite():
        raise ValueError(f"not an amount: {amount}")
    scaled = amount.scaleb(2)
    whole = int(scaled)
    if whole != scaled or abs(whole) >= MOST:
        raise ValueError(f"not an amount in satang: {amount}")
    return whole


def baht(whole_satang: int) -> Decimal:
    """Satang as baht with two decimals."""
    return Decimal(whole_satang).scaleb(-2)


def shares(amount: int, weights: list[int]) -> list[int]:
    """Divide satang by weights so that nothing is lost: the last satang go to the largest remainders."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive")
    parts = [amount * weight // total for weight in weights]
    left = amount - sum(parts)
    order = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % total), at))
    for at in order[:left]:
        parts[at] += 1
    return parts
