"""The ends of terms for calendars, a body and a day at a time: offices only, and nobody's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access.actor import Actor
from khabuan.audit.queries import last_changes
from khabuan.core import clock
from khabuan.core.keys import made_at
from khabuan.core.offers import CalendarItem, CalendarSource, CalendarWanted
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.published import reader_for, told_to
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.queries.terms import PUBLIC, ending_councils
from khabuan.registry.rules.kinds import ISSUE_OF_BODY, OrganisationKind

KIND = "term"
DAY = timedelta(days=1)


def body_issue(kind: str, own: str | None) -> str:
    """The issue of the movement that a body works for: what it says itself, else by its kind."""
    return own or ISSUE_OF_BODY.get(OrganisationKind(kind)) or ""


def ends_of_terms(actor: Actor, wanted: CalendarWanted) -> Iterator[CalendarItem]:
    """Ends of councils' own terms and of officers' terms, told once for a body and a day. Six queries."""
    reader, today = reader_for(actor), clock.today()
    told = living(Organisation.objects.visible_to(reader), today).filter(told_to(actor))
    if wanted.organisation is not None:
        told = told.filter(pk=wanted.organisation)
    ends: dict[tuple[int, date], int] = defaultdict(int)  # (body, last day) -> offices; 0: the whole council
    councils = set()
    for end in ending_councils(reader, wanted.paths, today, horizon=wanted.until - DAY):
        councils.add(end.key)
        if end.until >= wanted.since:
            ends[end.key, end.until] = 0
    for key, until, posts in _officers(reader, wanted, today):
        if key not in councils:
            ends[key, until] += posts
    bodies = told.annotate(own_issue=F("working_group__issue")).in_bulk({key for key, _day in ends})
    changes = last_changes(Organisation._meta.label_lower, bodies)
    for (key, until), posts in ends.items():
        if key in bodies:
            yield _item(bodies[key], until, posts, changes)


def _officers(reader: Actor, wanted: CalendarWanted, today: date) -> list[tuple[int, date, int]]:
    """Offices by body and the last day of their term; who left before it leaves no term to end."""
    rows = Appointment.objects.visible_to(reader).filter(
        PUBLIC,
        stood_in(reader, wanted.paths, today, "post__organisation__"),
        Q(ended_on__isnull=True) | Q(ended_on__gte=F("until")),
        until__gte=wanted.since,
        until__lt=wanted.until,
        until_precision="day",
    )
    if wanted.organisation is not None:
        rows = rows.filter(post__organisation=wanted.organisation)
    grouped = rows.values("post__organisation", "until").annotate(posts=Count("pk")).order_by()
    return list(grouped.values_list("post__organisation", "until", "posts"))


def _item(
    body: Organisation, until: date, posts: int, changes: Mapping[int, tuple[int, datetime]]
) -> CalendarItem:
    sequence, changed_at = changes.get(body.pk) or (0, made_at(body.pk))
    if posts:
        detail = ngettext("Term of %(n)d office", "Terms of %(n)d offices", posts) % {"n": posts}
    else:
        detail = _("Term of the whole council")
    return CalendarItem(
        kind=KIND,
        key=f"{body.pk}-{until:%Y%m%d}",
        title=_("End of term: %(body)s") % {"body": body.name},
        detail=detail,
        starts=until,
        node=body.node,
        path=body.get_absolute_url(),
        organisation=body.pk,
        organisation_name=body.name,
        issue=body_issue(body.kind, body.own_issue),  # type: ignore[attr-defined]
        sequence=sequence,
        changed_at=changed_at,
    )


def end_of_term(actor: Actor, kind: str, key: str) -> CalendarItem | None:
    """The end named by a body's key and a day, "123-20270131"; None for one that is not, or out of sight."""
    body, _dash, day = key.partition("-")
    if not (body.isdecimal() and day.isdecimal() and len(day) == 8 and len(body) < 20):
        return None
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    wanted = CalendarWanted(since=on, until=on + DAY, organisation=int(body))
    return next((one for one in ends_of_terms(actor, wanted) if one.key == key), None)


CALENDAR = CalendarSource(
    "registry.terms", {KIND: gettext_lazy("Ends of terms")}, ends_of_terms, end_of_term, order=40
)
