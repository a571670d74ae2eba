"""Kinds and states of a meeting, its number, and what about its day cannot be right. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class Kind(Word):
    """Ordinary ones are those that the Act counts; a special one is called for a matter that cannot wait."""

    ORDINARY = "ordinary", _("Ordinary meeting")
    SPECIAL = "special", _("Special meeting")


class State(Word):
    """Where a meeting stands."""

    PLANNED = "planned", _("To come")
    OPEN = "open", _("In session")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Called off")


class Doubt(Word):
    """Why a number and a day of a meeting cannot both be right."""

    OTHER_YEAR = (
        "other_year",
        _("The year of the number is far from the day of the meeting. Correct one of them."),
    )
    NO_MEETING = "no_meeting", _("Meetings are counted from 1. Write the number of the meeting.")


def next_number(used: Iterable[int]) -> int:
    """The number of the next meeting of a year: one more than the last. It begins anew every year."""
    return max(used, default=0) + 1


def doubt_of(number: int, year: int, on: date) -> Doubt | None:
    """What is wrong with a meeting's number, year (CE) and day."""
    if number < 1:
        return Doubt.NO_MEETING
    return Doubt.OTHER_YEAR if abs(year - on.year) > 1 else None
