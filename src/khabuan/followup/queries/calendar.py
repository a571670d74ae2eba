"""Days on which duties and promises are due, for calendars. Their words may name people: those stand on pages only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.audit.queries import last_changes
from khabuan.core import clock
from khabuan.core.keys import made_at
from khabuan.core.offers import CalendarItem, CalendarSource, CalendarWanted
from khabuan.followup.models import Duty, Promise
from khabuan.followup.rules import SETTLED, DutyState, PromiseState
from khabuan.followup.sentences import duty_standing, promise_standing

DUTY, PROMISE = "duty", "promise"
OTHER = {Duty: "owner_organisation", Promise: "agency"}
"""Whom a row is about beside the body in whose book it stands: it is on the calendar of both."""


def due_days(actor: Actor, wanted: CalendarWanted) -> Iterator[CalendarItem]:
    """Duties and promises in sight by the day they are due: four queries for both kinds."""
    if not wanted.kinds or DUTY in wanted.kinds:
        yield from _items(_narrowed(Duty, actor, wanted))
    if not wanted.kinds or PROMISE in wanted.kinds:
        yield from _items(_narrowed(Promise, actor, wanted))


def due_day(actor: Actor, kind: str, key: str) -> CalendarItem | None:
    """One duty or promise in sight that has a day, by its key."""
    model = {DUTY: Duty, PROMISE: Promise}.get(kind)
    if model is None or not key.isdecimal() or len(key) > 19:
        return None
    rows = model.objects.visible_to(actor).filter(pk=int(key), due_on__isnull=False)
    return next(_items(rows), None)


def _narrowed(model: type[Duty | Promise], actor: Actor, wanted: CalendarWanted) -> QuerySet[Any]:
    spans, other = tuple(Span.of(path) for path in wanted.paths), OTHER[model]
    rows = model.objects.visible_to(actor).filter(
        spans_q(spans, "organisation__node") | spans_q(spans, f"{other}__node"),
        due_on__gte=wanted.since,
        due_on__lt=wanted.until,
    )
    if wanted.organisation is not None:
        rows = rows.filter(Q(organisation=wanted.organisation) | Q(**{other: wanted.organisation}))
    return rows.filter(issue=wanted.issue) if wanted.issue else rows


def _items(rows: QuerySet[Any]) -> Iterator[CalendarItem]:
    found = list(rows.select_related("organisation", OTHER[rows.model]))
    changes = last_changes(rows.model._meta.label_lower, [row.pk for row in found])
    for row in found:
        sequence, changed_at = changes.get(row.pk) or (0, made_at(row.pk))
        told = _of_duty(row) if isinstance(row, Duty) else _of_promise(row)
        yield CalendarItem(
            starts=row.due_on,
            key=str(row.pk),
            node=row.organisation.node,
            path=row.get_absolute_url(),
            organisation=row.organisation_id,
            organisation_name=row.organisation.name,
            issue=row.issue,
            sequence=sequence,
            changed_at=changed_at,
            **told,
        )


def _of_duty(row: Duty) -> dict[str, Any]:
    words = {
        DutyState.DONE: _("Duty of %(body)s, done"),
        DutyState.DROPPED: _("Duty of %(body)s"),
    }.get(DutyState(row.state), _("Duty of %(body)s is due"))
    return {
        "kind": DUTY,
        "title": words % {"body": row.organisation.name},
        "detail": f"{row} · {duty_standing(row, clock.today())}",
        "is_cancelled": row.state == DutyState.DROPPED,
    }


def _of_promise(row: Promise) -> dict[str, Any]:
    is_settled = row.state in SETTLED
    if row.agency is not None:
        words = _("Promise of %(agency)s, settled") if is_settled else _("Promise of %(agency)s is due")
        title = words % {"agency": row.agency.name}
    else:  # an agency in words may be somebody's name: it stays on the page
        words = _("Promise made to %(body)s, settled") if is_settled else _("Promise made to %(body)s is due")
        title = words % {"body": row.organisation.name}
    return {
        "kind": PROMISE,
        "title": title,
        "detail": f"{row} · {promise_standing(row, clock.today())}",
        "is_cancelled": row.state == PromiseState.WITHDRAWN,
    }


CALENDAR = CalendarSource(
    "followup",
    {DUTY: gettext_lazy("Duties that are due"), PROMISE: gettext_lazy("Promises that are due")},
    due_days,
    due_day,
    order=30,
)
