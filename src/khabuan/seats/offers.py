"""What is due at the desk: cards that nobody used, seats that end soon. For the offices that give seats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import Duty, DutySource
from khabuan.seats import queries
from khabuan.seats.queries import SeatFilter


def _unused(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    if not policy.may(actor, "seats.issue_card"):
        return []
    return [
        Duty(
            what=_("%(name)s has not used the entry card") % {"name": seat.user.name},
            more=seat.title,
            path=reverse("seats:seat", args=[seat.pk]),
            act=_("Print a new card"),
            kind="seats.cards",
        )
        for seat in queries.unused_cards(actor, clock.now())[:limit]
    ]


def _count_unused(actor: Actor, today: date) -> int:
    return queries.unused_cards(actor, clock.now()).count() if policy.may(actor, "seats.issue_card") else 0


def _ending(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    if not policy.may(actor, "seats.grant"):
        return []
    rows = queries.seats_below(actor, SeatFilter(state="soon"), today).order_by("until", "pk")[:limit]
    return [
        Duty(
            what=_("The seat of %(name)s is ending") % {"name": seat.user.name},
            more=seat.title,
            path=reverse("seats:seat", args=[seat.pk]),
            act=_("Look at the seat"),
            due_on=seat.last_day,
            kind="seats.ending",
        )
        for seat in rows
    ]


def _count_ending(actor: Actor, today: date) -> int:
    if not policy.may(actor, "seats.grant"):
        return 0
    return queries.seats_below(actor, SeatFilter(state="soon"), today).count()


CARDS = DutySource("seats.cards", _unused, _count_unused, order=80)
ENDING = DutySource("seats.ending", _ending, _count_ending, order=81)
