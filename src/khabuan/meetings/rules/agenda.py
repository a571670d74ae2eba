"""The agenda as Thai offices set it: five heads by custom, items below them by number. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from khabuan.core.words import Word
from khabuan.core.words import mark as _

CUSTOMARY = 5


class Purpose(Word):
    """What a head of the agenda is for; a body may word its heads as it likes."""

    ANNOUNCE = "announce", _("For information")
    ADOPT = "adopt", _("Minutes to adopt")
    CARRIED = "carried", _("Matters arising")
    CONSIDER = "consider", _("To consider")
    OTHER = "other", _("Other matters")


PURPOSES: Sequence[Purpose] = tuple(Purpose)
"""In the order of the five customary heads (`meeting.agenda`)."""


class ItemState(Word):
    """Where a meeting stands with an item."""

    WAITING = "waiting", _("To come")
    NOW = "now", _("Now")
    DONE = "done", _("Dealt with")
    PUT_OFF = "put_off", _("Put off")


def purpose_of(main: int) -> Purpose:
    """What the head of a number is for: the fifth and what comes after are other matters."""
    return PURPOSES[min(main, CUSTOMARY) - 1]


def number_of(main: int, sub: int) -> str:
    """ "3", "4.2": how an item is called."""
    return f"{main}.{sub}" if sub else str(main)
