"""Numbers of resolutions as people write them ("มติ 1/2569 ข้อ 4.2"): read, put in order, found doubtful. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import count

from khabuan.core.thai import ERA, tidy, to_arabic_digits
from khabuan.core.words import Word
from khabuan.core.words import mark as _

FIRST_BUDDHIST_YEAR = 2300  # a year from here on can only be meant as พ.ศ.
NUMBER = re.compile(r"(\d{1,4})\s*/\s*(\d{4})(?:\s*(?:(?:ข้อ|item)(?:ที่)?\s*)?(\d{1,3}(?:\.\d{1,3})*))?")
BEFORE_ITEM = re.compile(r"^(?:ข้อที่|ข้อ|item)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """Of which meeting of which year (CE), and its item where one is told. Special meetings are counted apart."""

    meeting: int
    year: int
    item: str = ""
    is_special: bool = False


class Doubt(Word):
    """Why a number and a day cannot both be right."""

    TO_COME = "to_come", _("This day is still to come. Write the day on which it was decided.")
    OTHER_YEAR = (
        "other_year",
        _(
            "The year of the number is far from the day of the decision. Look at the paper and correct one of them."
        ),
    )
    NO_MEETING = "no_meeting", _("Meetings are counted from 1. Write the number of the meeting.")


def year_of(typed: int) -> int:
    """A year as it is typed, พ.ศ. or CE, as CE."""
    return typed - ERA if typed >= FIRST_BUDDHIST_YEAR else typed


def item_of(typed: str) -> str:
    """An item as it is kept: "ข้อ ๔.๒" → "4.2"."""
    return BEFORE_ITEM.sub("", to_arabic_digits(tidy(typed))).strip(" .")


def item_order(item: str) -> str:
    """A text whose order is that of the agenda: 4.2 before 4.10, no item first."""
    return re.sub(r"\d+", lambda found: found[0].zfill(4), item)


def next_item(item: str, used: Collection[str]) -> str:
    """The item of a resolution to an item of the agenda: its own number, then "4.2.1", "4.2.2" …"""
    if item not in used:
        return item
    return next(one for at in count(1) if (one := f"{item}.{at}") not in used)


def read_number(words: str) -> Number | None:
    """The number of a resolution in what somebody typed, or None."""
    found = NUMBER.search(to_arabic_digits(tidy(words)))
    return Number(int(found[1]), year_of(int(found[2])), found[3] or "") if found else None


def doubt_of(number: Number, on: date, today: date) -> Doubt | None:
    """What is wrong with a number and its day. Some bodies number by budget year: one year apart is well."""
    if number.meeting < 1:
        return Doubt.NO_MEETING
    if on > today:
        return Doubt.TO_COME
    return Doubt.OTHER_YEAR if abs(number.year - on.year) > 1 else None
