"""Kinds and states of a gathering, what bodies and people do at it, of which sector those are who came. Pure."""

from __future__ import annotations

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class Kind(Word):
    """What sort of gathering it is. A field visit names the areas that were visited."""

    FORUM = "forum", _("Forum")
    SEMINAR = "seminar", _("Seminar")
    CEREMONY = "ceremony", _("Ceremony")
    COURTESY_CALL = "call", _("Courtesy call")
    FIELD_VISIT = "visit", _("Field visit")


class State(Word):
    """Where a gathering stands. Held: what came of it is written down."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


class Part(Word):
    """What a body has to do with a gathering."""

    HOST = "host", _("Host")
    CO_HOST = "co_host", _("Co-host")
    SUPPORTER = "supporter", _("Supporter")
    CALLED_ON = "called_on", _("Called on")
    CAME = "came", _("Took part")


class Doing(Word):
    """What somebody does in the programme."""

    OPENS = "opens", _("opens it")
    WELCOMES = "welcomes", _("welcomes")
    REPORTS = "reports", _("reports")
    LECTURES = "lectures", _("lectures")
    MODERATES = "moderates", _("moderates")
    DISCUSSES = "discusses", _("joins the discussion")
    HANDS_OVER = "hands_over", _("hands over")
    RECEIVES = "receives", _("receives")
    SIGNS = "signs", _("signs")
    WITNESSES = "witnesses", _("is witness")
    SUMS_UP = "sums_up", _("sums up")
    CLOSES = "closes", _("closes it")
    ATTENDS = "attends", _("attends as guest of honour")
    OTHER = "other", _("does something else")


class Sector(Word):
    """From which part of society those are who came."""

    STATE = "state", _("Government agencies")
    LOCAL = "local", _("Local governments")
    CIVIL = "civil", _("Civil society")
    BUSINESS = "business", _("Business")
    MOVEMENT = "movement", _("The movement: councils, funds, communities")
    CODI = "codi", _("CODI")
    OTHER = "other", _("Others")
