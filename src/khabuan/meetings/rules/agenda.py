"""The agenda as Thai offices set it: five heads by custom, items below them by number. Pure."""

from __future__ import annotations

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class Purpose(Word):
    """What a head of the agenda is for, in the order of the five customary heads (`meeting.agenda`).

    A body may word its heads as it likes.
    """

    ANNOUNCE = "announce", _("For information")
    ADOPT = "adopt", _("Minutes to adopt")
    CARRIED = "carried", _("Matters arising")
    CONSIDER = "consider", _("To consider")
    OTHER = "other", _("Other matters")


class ItemState(Word):
    """Where a meeting stands with an item."""

    WAITING = "waiting", _("To come")
    NOW = "now", _("Now")
    DONE = "done", _("Dealt with")
    PUT_OFF = "put_off", _("Put off")


def number_of(main: int, sub: int) -> str:
    """ "3", "4.2": how an item is called."""
    return f"{main}.{sub}" if sub else str(main)
