"""What of duties and promises stands among a seat's own work: late, due soon, past their day without an end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role
from khabuan.core import offers
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries.wanted import BY_DAY
from khabuan.followup.rules import WAITING, DutyState, PromiseState, When, due, last_soon
from khabuan.followup.sentences import agency_of, owner_of, when_words

STATE = {When.LATE: "wrong", When.SOON: "need"}


def duties_soon(actor: Actor, today: date) -> QuerySet[Duty]:
    """Open duties that are late or due within 14 days."""
    if not policy.may(actor, "followup.report_duty"):
        return Duty.objects.visible_to(actor).none()
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).filter(
        state=DutyState.OPEN, due_on__lte=last_soon(today)
    )
    return rows


def duties_due(actor: Actor, today: date, limit: int) -> Sequence[offers.Duty]:
    rows = duties_soon(actor, today).select_related("organisation", "owner_person", "owner_organisation")
    return [
        offers.Duty(
            what=str(row),
            more=" · ".join((row.organisation.name, owner_of(row), when_words(row.due_on, today))),
            path=row.get_absolute_url(),
            act=_("Write how far it is"),
            state=STATE[due(row.due_on, today).when],
            due_on=row.due_on,
            kind="followup.duties",
            about=f"organisation:{row.organisation_id}",
        )
        for row in rows.order_by(*BY_DAY)[:limit]
    ]


def count_duties(actor: Actor, today: date) -> int:
    return duties_soon(actor, today).count()


def promises_waiting(actor: Actor, today: date) -> QuerySet[Promise]:
    """Promises past their day that are not settled; for the agency's own seat those due within 14 days too, and all
    that it has not answered yet.
    """
    if not policy.may(actor, "followup.answer_promise"):
        return Promise.objects.visible_to(actor).none()
    wanted = Q(due_on__lt=today)
    if actor.role == Role.AGENCY:
        wanted = Q(due_on__lte=last_soon(today)) | Q(state=PromiseState.OPEN)
    rows: QuerySet[Promise] = Promise.objects.visible_to(actor).filter(wanted, state__in=WAITING)
    return rows


def promises_due(actor: Actor, today: date, limit: int) -> Sequence[offers.Duty]:
    act = _("Answer it") if actor.role == Role.AGENCY else _("Ask after it, or settle it")
    return [
        offers.Duty(
            what=str(row),
            more=" · ".join((agency_of(row), row.organisation.name, when_words(row.due_on, today))),
            path=row.get_absolute_url(),
            act=act,
            state=STATE.get(due(row.due_on, today).when, "quiet"),
            due_on=row.due_on,
            kind="followup.promises",
            about=f"organisation:{row.organisation_id}",
        )
        for row in promises_waiting(actor, today)
        .select_related("organisation", "agency")
        .order_by(*BY_DAY)[:limit]
    ]


def count_promises(actor: Actor, today: date) -> int:
    return promises_waiting(actor, today).count()
