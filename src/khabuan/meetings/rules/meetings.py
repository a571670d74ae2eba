"""Kinds and states of a meeting. Pure."""

from __future__ import annotations

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
