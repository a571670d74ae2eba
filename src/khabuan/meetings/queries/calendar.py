"""Meetings for calendars: when and where, and their number; nothing of what was said there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.offers import CalendarItem, CalendarSource, CalendarWanted
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.meetings import State
from khabuan.registry.queries.calendar import body_issue
from khabuan.registry.queries.published import reader_for, told_to
from khabuan.registry.rules.kinds import OF_THE_ACT

KIND = "meeting"


def meetings(actor: Actor, wanted: CalendarWanted) -> Iterator[CalendarItem]:
    """Meetings in sight; to the public those of the bodies of the Act. One query."""
    rows = _told(actor).filter(
        spans_q(tuple(Span.of(path) for path in wanted.paths), Meeting.scope),
        on__gte=wanted.since,
        on__lt=wanted.until,
    )
    if wanted.organisation is not None:
        rows = rows.filter(organisation=wanted.organisation)
    return (_item(row) for row in rows)


def meeting(actor: Actor, kind: str, key: str) -> CalendarItem | None:
    """One meeting in sight, by its key."""
    row = _told(actor).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 20 else None
    return _item(row) if row else None


def _told(actor: Actor) -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(reader_for(actor)).filter(
        told_to(actor, "organisation__", OF_THE_ACT)
    )
    return rows.select_related("organisation").annotate(own_issue=F("organisation__working_group__issue"))


def _item(row: Meeting) -> CalendarItem:
    body = row.organisation
    return CalendarItem(
        kind=KIND,
        key=str(row.pk),
        title=_("%(body)s: %(meeting)s") % {"body": body.name, "meeting": row},
        starts=_at(row, row.starts_at) or row.on,
        ends=_at(row, row.ends_at) if row.starts_at else None,
        place=row.place,
        detail=row.title,
        node=body.node,
        path=row.get_absolute_url(),
        organisation=body.pk,
        organisation_name=body.name,
        issue=body_issue(body.kind, row.own_issue),  # type: ignore[attr-defined]
        sequence=row.revision,
        changed_at=row.changed_at,
        is_cancelled=row.state == State.CANCELLED,
    )


def _at(row: Meeting, hour: time | None) -> datetime | None:
    return datetime.combine(row.on, hour, clock.BANGKOK) if hour else None


CALENDAR = CalendarSource("meetings", {KIND: gettext_lazy("Meetings")}, meetings, meeting, order=10)
