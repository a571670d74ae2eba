"""Which rows the lists of gatherings and of co-operation agreements show. Pure."""

from __future__ import annotations

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class GatheringList(Word):
    """Which gatherings a list shows."""

    ALL = "all", _("planned and held")
    PLANNED = "planned", _("still to come")
    UNTOLD = "untold", _("past their day, without a word of what came of them")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


class CooperationList(Word):
    """Which co-operation agreements a list shows."""

    IN_FORCE = "in_force", _("that hold today")
    ENDING = "ending", _("that are about to run out")
    RUN_OUT = "run_out", _("that have run out")
    ENDED = "ended", _("that ended early or go on in a new paper")
    ALL = "all", _("of every state")
