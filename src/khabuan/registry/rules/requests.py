"""What a person may ask about the facts kept of them, and by when it is answered (PDPA s.30-36)."""

from __future__ import annotations

from datetime import date, timedelta

from khabuan.core.words import Word
from khabuan.core.words import mark as _

ANSWER_DAYS = 30
"""Where no dated rule `privacy.answer_days` is loaded."""


class RequestKind(Word):
    COPY = "copy", _("A copy of everything that is kept")
    CORRECT = "correct", _("Correct what is wrong")
    ERASE = "erase", _("Erase my facts")
    OBJECT = "object", _("Do not use my facts for a purpose")


class RequestOutcome(Word):
    DONE = "done", _("Done as asked")
    PARTLY = "partly", _("Done in part")
    REFUSED = "refused", _("Not done, for a reason")


def due_on(asked_on: date, days: int) -> date:
    """The last day for the answer."""
    return asked_on + timedelta(days=days)


def days_left(due: date, today: date) -> int:
    """How many days are left; negative once it is late."""
    return (due - today).days
