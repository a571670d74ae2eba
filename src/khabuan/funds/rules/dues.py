"""Days and baht of contributions: how long a payment lasts, up to when a member has paid, what is owed.

A contribution pays for days, one after the other. So "paid up to" is a day plus a number of days, and leap years,
short months and changed rhythms need no rule of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from khabuan.funds.rules.words import Rhythm

LAST_DAY = date(2200, 1, 1)


@dataclass(frozen=True)
class Span:
    """Days that a payment pays for, both ends included, and what they cost in satang."""

    from_on: date
    to_on: date
    satang: int

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1


def paid_to(base: date, days: int) -> date:
    """Up to which day (included) is paid: `base` (the day before the first owed one) and the days paid since."""
    return base + timedelta(days=days)


def span_of(paid: date, satang: int, per_day: int) -> Span | None:
    """What an amount pays for after the day up to which is paid, or None when it is no whole number of days."""
    days, rest = divmod(satang, per_day)
    if rest or days <= 0 or days > (LAST_DAY - paid).days:
        return None
    return Span(paid + timedelta(days=1), paid + timedelta(days=days), satang)


def usual_span(paid: date, rhythm: Rhythm, per_day: int) -> Span:
    """The usual payment of a rhythm after the day up to which is paid: to the same day of the next month …"""
    first = paid + timedelta(days=1)
    match rhythm:
        case Rhythm.DAY:
            last = first
        case Rhythm.WEEK:
            last = first + timedelta(days=6)
        case Rhythm.MONTH:
            last = last_of(first, 1)
        case Rhythm.HALF_YEAR:
            last = last_of(first, 6)
        case Rhythm.YEAR:
            last = last_of(first, 12)
    return Span(first, last, ((last - first).days + 1) * per_day)


def last_of(first: date, months: int) -> date:
    """The last day of some months that begin on a day, as the Civil and Commercial Code counts (section 193/5).

    It is the day before the same day; where the last month has no such day, the last of that month.
    """
    same = months_after(first, months)
    return same - timedelta(days=1) if same.day == first.day else same


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of a month that is too short. Months may be negative."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def span_to(paid: date, last: date, per_day: int) -> Span | None:
    """What it costs to pay up to and with a day, or None when that is paid already."""
    days = (last - paid).days
    return Span(paid + timedelta(days=1), last, days * per_day) if days > 0 else None


def months_behind(paid: date, today: date) -> int:
    """Whole months that are unpaid on a day: a day is owed when it has come, as in `owing.owed`.

    So a month is behind on its last day, when its baht are owed; 0 when paid up to and with today.
    """
    first = paid + timedelta(days=1)
    months = 0
    while last_of(first, months + 1) <= today:
        months += 1
    return months


def has_lapsed(paid: date, today: date, arrears_months: int) -> bool:
    """Whether rights are suspended: *more* than so many months are unpaid (ค้างเกิน 6 เดือน).

    They are on the day after the last of those months: until its end that month can still be paid in time.
    """
    return arrears_months > 0 and last_of(paid + timedelta(days=1), arrears_months) < today


def overpaid(from_on: date, to_on: date, amount: Decimal, last: date) -> tuple[int, Decimal]:
    """Days after the last owed one that a payment pays for, and their part of the amount, to the satang."""
    first = max(from_on, last + timedelta(days=1))
    days = max((to_on - first).days + 1, 0)
    whole = (to_on - from_on).days + 1
    return days, (amount * days / whole).quantize(Decimal("0.01"))


def paid_before(first: date, counted: date, others: Iterable[date]) -> date:
    """The day after which a corrected payment pays: as the days are `counted` without it, where those are free.

    Its own `first` day stands where another payment reaches there or further: one that came later, or one whose money
    was given back for a dead member (counted off, though the receipt's days stand). `others`: their last days.
    """
    return first - timedelta(days=1) if any(last > counted for last in others) else counted
