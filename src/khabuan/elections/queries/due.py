"""What of elections stands among a seat's own work: those not finished, councils whose delegates are not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role
from khabuan.core import offers
from khabuan.core.parts.words import thai_date
from khabuan.elections.queries.delegates import Sending, councils_sending
from khabuan.elections.queries.elections import JOINED, waiting
from khabuan.elections.rules.words import ElectionState

NEXT = {
    ElectionState.OPEN: "need",
    ElectionState.TIED: "need",
    ElectionState.COUNTED: "need",
}
COUNCIL_SEATS = (Role.PROVINCE, Role.COORDINATOR, Role.SECRETARY)
"""Seats that name a council's delegates, or see to it that they are named: regions and the nation do not."""


def waiting_due(actor: Actor, today: date, limit: int) -> Sequence[offers.Duty]:
    """Elections that are not finished, the oldest first."""
    rows = waiting(actor, today).select_related(*JOINED).order_by("on", "pk")
    return [
        offers.Duty(
            what=str(row),
            more=f"{row.organisation.name} · {_(ElectionState(row.state).label)} · {thai_date(row.on)}",
            path=row.get_absolute_url(),
            act=_("Confirm the result")
            if row.state == ElectionState.COUNTED
            else _("Go on with the election"),
            due_on=row.on,
            kind="elections.waiting",
            about=f"organisation:{row.organisation.pk}",
        )
        for row in rows[:limit]
    ]


def count_waiting(actor: Actor, today: date) -> int:
    return waiting(actor, today).count()


def _lacking(actor: Actor, today: date) -> list[Sending]:
    """Councils that have not chosen all their delegates; none of them is being chosen right now."""
    if actor.role not in COUNCIL_SEATS or not policy.may(actor, "elections.open_election"):
        return []
    paths = tuple(span.low for span in actor.spans)
    sent = councils_sending(actor, paths, today, node=actor.home)
    return [one for one in sent if one.lacking and (one.election is None or one.letter is not None)]


def delegates_due(actor: Actor, today: date, limit: int) -> Sequence[offers.Duty]:
    """Councils whose delegates to the province's meeting are not chosen, or too few."""
    return [
        offers.Duty(
            what=_("Delegates not chosen: %(council)s") % {"council": one.body},
            more=_("chosen %(chosen)d of %(wanted)d")
            % {"chosen": len(one.delegates), "wanted": one.wanted or 1},
            path=f"{reverse('election-add', args=[one.body.pk])}?title=delegate",
            act=_("Elect the delegates"),
            state="quiet",
            kind="elections.delegates",
            about=f"organisation:{one.body.pk}",
        )
        for one in _lacking(actor, today)[:limit]
    ]


def count_delegates(actor: Actor, today: date) -> int:
    return len(_lacking(actor, today))
