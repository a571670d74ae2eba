"""In what capacity somebody attends, and how it was written down. Pure."""

from __future__ import annotations

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class Capacity(Word):
    """Members and substitutes fill seats; the others are written apart and count for no quorum."""

    MEMBER = "member", _("Member")
    SUBSTITUTE = "substitute", _("Substitute for a member")
    GUEST = "guest", _("Guest")
    AGENCY = "agency", _("From an agency")


class By(Word):
    """How an attendance came to be written down."""

    LIST = "list", _("Ticked on the list")
    CODE = "code", _("By the member's code")
    PAPER = "paper", _("From the signed paper")
