"""What of elections stands among a seat's own work: those not finished, councils whose delegates are not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.parts.words import thai_date
from khabuan.elections.queries.elections import JOINED, waiting
from khabuan.elections.rules.words import ElectionState
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import living
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

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


def without_delegates(actor: Actor, today: date) -> QuerySet[Organisation]:
    """Councils of which nobody goes to the province's meeting, and that are not choosing right now."""
    councils = living(Organisation.objects.visible_to(actor), today).filter(
        spans_q(actor.spans, "node"), kind=OrganisationKind.COUNCIL
    )
    if actor.role not in COUNCIL_SEATS:
        return councils.none()
    held = Appointment.objects.visible_to(actor).filter(held_on(today), post__title=PostTitle.DELEGATE)
    choosing = waiting(actor, date.max).filter(
        post__title=PostTitle.DELEGATE, post__organisation=OuterRef("pk")
    )
    rows: QuerySet[Organisation] = councils.filter(
        ~Exists(held.filter(post__organisation=OuterRef("pk"))),
        ~Exists(held.filter(on_behalf_of=OuterRef("pk"))),
        ~Exists(choosing),
    )
    return rows.order_by("node", "pk")


def delegates_due(actor: Actor, today: date, limit: int) -> Sequence[offers.Duty]:
    return [
        offers.Duty(
            what=_("Delegates not chosen: %(council)s") % {"council": body},
            more=_("Nobody of this council goes to the meeting of the province yet"),
            path=f"{reverse('election-add', args=[body.pk])}?title=delegate",
            act=_("Elect the delegates"),
            state="quiet",
            kind="elections.delegates",
            about=f"organisation:{body.pk}",
        )
        for body in without_delegates(actor, today)[:limit]
    ]


def count_delegates(actor: Actor, today: date) -> int:
    return without_delegates(actor, today).count()
