"""What rules offer to others: the rules of a place follow it."""

from __future__ import annotations

from khabuan.core import offers
from khabuan.rules.actions import follow_area, settle_area

FOLLOW = offers.OnAreaMove("rules", follow_area)
AREA_END = offers.OnSuccession("rules", settle_area)
