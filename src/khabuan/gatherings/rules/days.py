"""Which days and hours of a gathering cannot be. Pure."""

from __future__ import annotations

from datetime import date, time, timedelta

from khabuan.core.words import Word
from khabuan.core.words import mark as _

LONGEST = timedelta(days=60)  # a longer one is a slip of the year, or a project


class Doubt(Word):
    """Why days and hours cannot all be right."""

    ENDS_FIRST = "ends_first", _("It would end before it begins. Check both days.")
    TOO_LONG = "too_long", _("It would last longer than sixty days. Check the year of both days.")
    HOURS = "hours", _("It would end before it begins. Check both hours.")
    OTHER_DAY = "other_day", _("This day is no day of the gathering. Write one of its days.")


def doubt_of_days(
    starts_on: date, ends_on: date, starts_at: time | None = None, ends_at: time | None = None
) -> Doubt | None:
    """What is wrong with the days of a gathering, and with its hours where it has but one day."""
    if ends_on < starts_on:
        return Doubt.ENDS_FIRST
    if ends_on - starts_on > LONGEST:
        return Doubt.TOO_LONG
    if starts_on == ends_on and starts_at and ends_at and ends_at <= starts_at:
        return Doubt.HOURS
    return None


def doubt_of_part(
    on: date,
    starts_on: date,
    ends_on: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Doubt | None:
    """What is wrong with the day and the hours of a part or an act, within the days of the gathering."""
    if not starts_on <= on <= ends_on:
        return Doubt.OTHER_DAY
    return Doubt.HOURS if starts_at and ends_at and ends_at <= starts_at else None


def days_of(starts_on: date, ends_on: date) -> list[date]:
    """Each day of a gathering."""
    return [starts_on + timedelta(days=at) for at in range((ends_on - starts_on).days + 1)]
