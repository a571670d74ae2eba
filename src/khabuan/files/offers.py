"""What files offer to others."""

from __future__ import annotations

from khabuan.core import offers
from khabuan.core.sql import follow_prefix
from khabuan.files.models import Attachment


def follow(old: str, new: str) -> None:
    """An area or organisation has another path: what is attached there goes with it."""
    follow_prefix(Attachment.everywhere.all(), "place", old, new)


def register() -> None:
    offers.area_moves.add(offers.OnAreaMove("files.attachment", follow))
