"""Days that are known only to the month or the year, as pairs of a first possible and a last possible day.

A date of a person or post is kept as its first possible day and a precision: "day", "month" or "year".
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

PRECISIONS = ("day", "month", "year")


def first_day(on: date, precision: str = "day") -> date:
    """The earliest day that a date of this precision can mean. ValueError for an unknown precision."""
    match precision:
        case "day":
            return on
        case "month":
            return on.replace(day=1)
        case "year":
            return on.replace(month=1, day=1)
    raise ValueError(f"unknown precision {precision!r}")


def last_day(on: date, precision: str = "day") -> date:
    """The latest day that a date of this precision can mean."""
    match precision:
        case "day":
            return on
        case "month":
            return on.replace(day=monthrange(on.year, on.month)[1])
        case "year":
            return on.replace(month=12, day=31)
    raise ValueError(f"unknown precision {precision!r}")


def is_more_exact(on: date, precision: str, held: date, held_precision: str) -> bool:
    """Whether a date tells more closely what was known to the month or year only, and does not contradict it."""
    is_finer = PRECISIONS.index(precision) < PRECISIONS.index(held_precision)
    return is_finer and first_day(held, held_precision) <= on <= last_day(held, held_precision)


def add_years(on: date, years: int) -> date:
    """The same day `years` later; 1 March for a 29 February that does not exist.

    As a first day *after* a term this gives the term its full length (Civil and Commercial Code, section
    193/5).
    """
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return date(on.year + years, 2, 28) + timedelta(days=1)
