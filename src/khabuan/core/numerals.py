"""Figures as people read them: thousands apart, satang only where they matter. Knows nothing of HTML."""

from decimal import Decimal

Figure = int | Decimal | float

UNKNOWN = "–"


def grouped(value: Figure | None, decimals: int | None = None) -> str:
    """1234.5 as "1,234.5"; with `decimals` rounded half up to so many places; None as "–"."""
    if value is None:
        return UNKNOWN
    exact = value if isinstance(value, int) else Decimal(str(value))
    if decimals is None:
        return f"{_without_tail(exact):,}"
    places = Decimal(1).scaleb(-decimals)
    return f"{Decimal(exact).quantize(places, rounding='ROUND_HALF_UP'):,}"


def baht(value: Figure | None) -> str:
    """An amount of money, without the unit: two decimals when there are satang, none when there are not."""
    if value is None:
        return UNKNOWN
    exact = Decimal(str(value))
    return grouped(exact, 0 if exact == exact.to_integral_value() else 2)


def _without_tail(value: int | Decimal) -> int | Decimal:
    """2.50 as 2.5 and 3.00 as 3, never in the E notation that Decimal.normalize() falls into."""
    if isinstance(value, int):
        return value
    if value == value.to_integral_value():
        return int(value)
    return value.normalize()
