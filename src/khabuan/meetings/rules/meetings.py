"""Kinds and states of a meeting. Pure."""

from __future__ import annotations

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


def quarters_counted(today: date) -> int:
    """Of the four quarters of a year, for how many the meetings of a body should have been held by now: those that are
    over, and in the last one all, since nothing comes after it.
    """
    begun = (today.month + 2) // 3
    return 4 if begun == 4 else begun - 1
