"""What the books offer to others: acts with money that wait for a second person, among what there is to do."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.formfields import filled
from khabuan.core.offers import Duty
from khabuan.ledger.queries.signing import waiting_for
from khabuan.ledger.rules.words import SignState
from khabuan.registry.queries.duties import for_office


def due(actor: Actor, today: date, limit: int) -> list[Duty]:
    """Each act, the oldest first; who did it is told, since that person cannot sign."""
    return [
        Duty(
            what=one.what,
            more=filled(_("Not signed by a second person yet · done by %(who)s"), who=one.done_by),
            path=reverse("countersign", args=[one.pk]),
            act=_("Look at it and sign"),
            state="wrong" if one.state == SignState.OBJECTED else "need",
            kind="ledger.countersign",
            about=f"book:{one.book_id}",
        )
        for one in waiting_for(actor)[:limit]
    ]


def count(actor: Actor, today: date) -> int:
    return waiting_for(actor).count()


def register() -> None:
    sources = for_office("ledger.sign_act", due, count)
    offers.duty_sources.add(
        offers.DutySource("ledger.countersign", *sources, _("Signatures of a second person"), 30)
    )
