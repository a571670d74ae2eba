"""What calendars offer to others: how feeds follow bodies and places, the way from a body to its calendar."""

from __future__ import annotations

from khabuan.calendars.actions import AREA_END, MERGE
from khabuan.core import offers


def register() -> None:
    offers.organisation_merges.add(MERGE)
    offers.area_ends.add(AREA_END)
