"""Reads of meetings: of a place, of a body, one of them, the next number, how many a year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.core.searching import TRIGRAM
from khabuan.core.thai import search_key
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of
from khabuan.meetings.models import Invitation, Meeting
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.numbers import read_number
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-on", "-pk")
HELD = (State.CLOSED,)
MOST_DIGITS = 4


@dataclass(frozen=True)
class Wanted:
    """What a list of meetings is narrowed to: `year` (CE) of the number, a state; None and "" leave it open."""

    year: int | None = None
    state: str = ""


def _seen(actor: Actor) -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(actor)
    return rows


def meetings_of(actor: Actor, body: Organisation, wanted: Wanted = Wanted()) -> QuerySet[Meeting]:
    """The meetings of a body, the newest first, with it; none to who does not reach the body."""
    return _narrowed(_seen(actor).filter(organisation=body), wanted).select_related("organisation")


def meetings_in(actor: Actor, area: Area, wanted: Wanted = Wanted()) -> QuerySet[Meeting]:
    """The meetings of all bodies at and below a place, the newest first, with body and area."""
    rows = _seen(actor).filter(spans_q((Span.of(area.path),), "organisation__node"))
    return _narrowed(rows, wanted).select_related("organisation__area")


def _narrowed(rows: QuerySet[Meeting], wanted: Wanted) -> QuerySet[Meeting]:
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by(*NEWEST)


def years_among(rows: QuerySet[Any]) -> list[int]:
    """The years (CE) of the numbers of these meetings or resolutions, the last first."""
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def meeting_of(actor: Actor, key: int) -> Meeting:
    """One meeting in sight, with its body, chair and recorder. OutOfArea when there is none."""
    joined = ("organisation__area", "chair", "recorder", "instead_of")
    found = _seen(actor).filter(pk=key).select_related(*joined).first()
    if found is None:
        raise OutOfArea(f"meeting {key}")
    return found


def with_number(actor: Actor, body: Organisation, number: object, year: int, kind: str) -> Meeting | None:
    """The meeting of a body that has this number, as somebody typed it, in a year (CE)."""
    told = str(number or "").strip()
    if not told.isdecimal() or len(told) > MOST_DIGITS:
        return None
    rows = _seen(actor).filter(organisation=body, number=int(told), year=year, kind=kind)
    return rows.filter(cancelled_on__isnull=True).first()


def next_number(actor: Actor, body: Organisation, year: int, kind: str = Kind.ORDINARY) -> int:
    """The number that the next meeting of this kind takes: they begin at 1 in each year (CE)."""
    rows = _seen(actor).filter(organisation=body, year=year, kind=kind, cancelled_on__isnull=True)
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@dataclass(frozen=True)
class YearCount:
    """Ordinary meetings of a body in a year: held with a quorum, held without one, still planned.

    `wanted`: how many its rules ask for (None: no rule says it).
    """

    held: int
    without_quorum: int
    planned: int
    wanted: int | None

    @property
    def missing(self) -> int:
        """How many are still to be held."""
        return max((self.wanted or 0) - self.held, 0)


def year_count(actor: Actor, body: Organisation, year: int, wanted: int | None) -> YearCount:
    """How a body's ordinary meetings of a year (CE) stand against its rule."""
    found = (
        _seen(actor)
        .filter(organisation=body, year=year, kind=Kind.ORDINARY)
        .aggregate(
            held=Count("pk", filter=Q(state=State.CLOSED) & ~Q(had_quorum=False)),
            without=Count("pk", filter=Q(state=State.CLOSED, had_quorum=False)),
            planned=Count("pk", filter=Q(state__in=(State.PLANNED, State.OPEN))),
        )
    )
    return YearCount(found["held"], found["without"], found["planned"], wanted)


def invitations_of(actor: Actor, meeting: Meeting) -> list[Invitation]:
    """Who is invited beside the members, in the order of writing."""
    rows = Invitation.objects.visible_to(actor).filter(meeting=meeting, withdrawn_on__isnull=True)
    return list(rows.select_related("organisation").order_by("pk"))


def invitation_of(actor: Actor, key: int) -> Invitation:
    """One invitation in sight, with its meeting. OutOfArea when there is none."""
    rows = Invitation.objects.visible_to(actor).filter(pk=key, withdrawn_on__isnull=True)
    found: Invitation | None = rows.select_related("meeting__organisation__area", "organisation").first()
    if found is None:
        raise OutOfArea(f"invitation {key}")
    return found


def papers_of(actor: Actor, meeting: Meeting) -> list[Attachment]:
    """The scans and pictures beside a meeting, the oldest first."""
    return files_of(actor, meeting)


def out_of_order(actor: Actor, meeting: Meeting) -> Meeting | None:
    """The first meeting of the body, of the same year and kind, whose day does not follow the order of the numbers."""
    rows = _seen(actor).filter(
        organisation=meeting.organisation, year=meeting.year, kind=meeting.kind, cancelled_on__isnull=True
    )
    crossed = Q(number__lt=meeting.number, on__gt=meeting.on) | Q(
        number__gt=meeting.number, on__lt=meeting.on
    )
    return rows.filter(crossed).order_by("on", "pk").first()


def planned_of(actor: Actor, body: Organisation) -> list[Meeting]:
    """What a body has called and not held yet, the next first."""
    return list(_seen(actor).filter(organisation=body, state=State.PLANNED).order_by("on", "pk"))


def find_meetings(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Meetings by number ("1/2569") or by a word of their title, the newest first."""
    rows = _seen(actor)
    number = read_number(words)
    if number is not None:
        rows = rows.filter(number=number.meeting, year=number.year)
    elif len(search_key(words)) >= TRIGRAM:
        rows = rows.filter(title__icontains=words.strip())
    else:
        return []
    return [subject_of(row) for row in rows.select_related("organisation").order_by(*NEWEST)[:limit]]


def subject_of(row: Meeting) -> Subject:
    """A meeting as other records name it. Its body must be joined."""
    more = _("%(body)s · %(day)s") % {"body": row.organisation.name, "day": thai_date(row.on)}
    return Subject("meeting", str(row.pk), str(row), row.get_absolute_url(), more)
