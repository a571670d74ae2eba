"""Facts that most bodies of the demo have and some lack, the same at every building.

Telephone numbers have the three noughts after the area code that no exchange gives out.
"""

from __future__ import annotations

from datetime import date
from typing import Any


def has(number: int, percent: int, turn: int = 0) -> bool:
    """Whether the n-th body has something that `percent` of them have; another `turn` lacks it elsewhere."""
    return (number + 29 * turn) * 37 % 100 < percent


def contact(area_code: str, block: int, number: int, address: str, percent: int) -> dict[str, str]:
    """Telephone and address of the n-th body of a block of a thousand; every third has the telephone alone."""
    if not has(number, percent):
        return {}
    phone = f"{area_code}-{block:03d}-{number:03d}"
    return {"phone": phone} if number % 3 == 0 else {"phone": phone, "address": f"{address} (ตัวอย่าง)"}


def founded(on: date, number: int, percent: int = 100) -> dict[str, Any]:
    """When the n-th body was founded: known to the day, to the month for some, to the year for others."""
    if not has(number, percent, turn=1):
        return {}
    return {"founded_on": on, "founded_precision": ("year", "day", "month", "day")[number % 4]}


def counted(number: int, on: date, percent: int) -> dict[str, Any]:
    """How many members the n-th body has and when they were counted."""
    if not has(number, percent, turn=2):
        return {}
    return {"member_count": 20 + number * 7 % 160, "counted_on": on}
