"""What of gatherings waits for a seat: what came of them is not told, a co-operation agreement runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Duty
from khabuan.core.parts.words import thai_date
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.cooperation import need_someone
from khabuan.gatherings.rules.kinds import State
from khabuan.gatherings.sentences.gatherings import short_when


def untold(actor: Actor, today: date) -> QuerySet[Gathering]:
    """In this seat's reach, past their last day, with nothing written of what came of them; the oldest first."""
    rows = Gathering.objects.visible_to(actor).filter(
        spans_q(actor.spans, "organisation__node"), state=State.PLANNED, ends_on__lt=today
    )
    return rows.select_related("organisation").order_by("ends_on", "pk")


def untold_due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    return [
        Duty(
            what=str(row),
            more=_("%(when)s · %(body)s") % {"when": short_when(row), "body": row.organisation.name},
            path=reverse("gathering-hold", args=[row.pk]),
            act=_("Write what came of it"),
            due_on=row.ends_on,
            kind="gatherings.untold",
            about=f"gathering:{row.pk}",
        )
        for row in untold(actor, today)[:limit]
    ]


def count_untold(actor: Actor, today: date) -> int:
    return untold(actor, today).count()


def ending_due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    duties = []
    for row in need_someone(actor, today)[:limit]:
        has_run_out = row.until is not None and row.until < today
        words = _("ran out on %(day)s") if has_run_out else _("runs out on %(day)s")
        told = words % {"day": thai_date(row.until)}
        duties.append(
            Duty(
                what=row.title,
                more=f"{row.organisation.name} · {told}",
                path=row.get_absolute_url(),
                act=_("Renew or end it"),
                state="wrong" if has_run_out else "need",
                due_on=row.until,
                kind="gatherings.cooperations",
                about=f"cooperation:{row.pk}",
            )
        )
    return duties


def count_ending(actor: Actor, today: date) -> int:
    return need_someone(actor, today).count()
