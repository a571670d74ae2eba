"""Gatherings as calendars and feeds show them: title, time and place; nothing of persons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core.clock import BANGKOK
from khabuan.core.offers import CalendarItem, CalendarWanted
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.gatherings import of_body_q, touches_q
from khabuan.places.labels import label

KIND = "gathering"


def items(actor: Actor, wanted: CalendarWanted) -> Iterable[CalendarItem]:
    """Gatherings that touch the days wanted, those called off among them. One query."""
    if wanted.kinds and KIND not in wanted.kinds:
        return []
    rows = _rows(actor).filter(starts_on__lt=wanted.until, ends_on__gte=wanted.since)
    if "" not in wanted.paths:
        rows = rows.filter(touches_q(actor, wanted.paths))
    if wanted.organisation is not None:
        rows = rows.filter(of_body_q(actor, wanted.organisation))
    if wanted.issue:
        rows = rows.filter(issue=wanted.issue)
    return [_item(row) for row in rows.order_by("starts_on", "pk")]


def one(actor: Actor, kind: str, key: str) -> CalendarItem | None:
    """One gathering, or None."""
    if kind != KIND or not key.isdecimal() or len(key) > 19:
        return None
    row = _rows(actor).filter(pk=int(key)).first()
    return _item(row) if row is not None else None


def _rows(actor: Actor) -> QuerySet[Gathering]:
    rows: QuerySet[Gathering] = Gathering.objects.visible_to(actor).select_related("organisation", "area")
    return rows


def _item(row: Gathering) -> CalendarItem:
    starts, ends = _times(row)
    return CalendarItem(
        kind=KIND,
        key=str(row.pk),
        title=str(row),
        starts=starts,
        ends=ends,
        place=" ".join(part for part in (row.place, label(row.area)) if part),
        node=row.organisation.node,
        path=row.get_absolute_url(),
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        issue=row.issue,
        sequence=row.revision,
        changed_at=row.changed_at,
        is_cancelled=row.is_cancelled,
        is_open=True,
    )


def _times(row: Gathering) -> tuple[date | datetime, date | datetime | None]:
    """Instants where the hours say when it begins and, over several days, when it ends; else its days."""
    if row.starts_at is None or (row.ends_at is None and row.ends_on != row.starts_on):
        return row.starts_on, row.ends_on
    ends = _instant(row.ends_on, row.ends_at) if row.ends_at is not None else None
    return _instant(row.starts_on, row.starts_at), ends


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, BANGKOK)
