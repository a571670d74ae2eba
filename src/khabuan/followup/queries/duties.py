"""Reads of duties. Lists cost the same number of queries whatever their length; owners are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of_many
from khabuan.followup.models import Duty, DutyReport
from khabuan.followup.queries.wanted import BY_DAY, NEWEST, PLAIN, Wanted, narrowed_duties
from khabuan.followup.rules import DutyState, last_soon
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

JOINED = ("organisation__area", "owner_person", "owner_organisation__area")


def _seen(actor: Actor) -> QuerySet[Duty]:
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).select_related(*JOINED)
    return rows


def duty_of(actor: Actor, key: int) -> Duty:
    """One duty in sight, with its body and owner. OutOfArea when there is none."""
    found = _seen(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"duty {key}")
    return found


def open_duties_of(actor: Actor, body: Organisation, on: date) -> QuerySet[Duty]:
    """Duties in the book of a body that stood open on a day: for เรื่องสืบเนื่อง. The first due first."""
    return _seen(actor).filter(_open_on(on), organisation=body).order_by(*BY_DAY)


def duties_owed_by(actor: Actor, body: Organisation, on: date) -> QuerySet[Duty]:
    """Duties that a body is to do, in whosever book, that stood open on a day. The first due first."""
    return _seen(actor).filter(_open_on(on), owner_organisation=body).order_by(*BY_DAY)


def _open_on(on: date) -> Q:
    """Given by that day, and not closed on it or before."""
    return Q(given_on__lte=on) & (Q(state=DutyState.OPEN) | Q(closed_on__gt=on))


def duties_of(actor: Actor, body: Organisation, wanted: Wanted = PLAIN) -> QuerySet[Duty]:
    """Duties in the book of a body and those that it is to do, narrowed."""
    mine = Q(organisation=body) | Q(owner_organisation=body)
    return narrowed_duties(_seen(actor).filter(mine), wanted, clock.today())


def duties_in(actor: Actor, area: Area, wanted: Wanted = PLAIN) -> QuerySet[Duty]:
    """Duties in the books of the bodies at and below a place, narrowed."""
    rows = _seen(actor).filter(spans_q((Span.of(area.path),), "organisation__node"))
    return narrowed_duties(rows, wanted, clock.today())


def duties_from(actor: Actor, kind: str, ids: Collection[int]) -> dict[int, list[Duty]]:
    """Duties that came from these records ("meetings.resolution"), by their key, the first given first.

    One query. Dropped ones are among them: what became of a resolution is told whole.
    """
    found: dict[int, list[Duty]] = defaultdict(list)
    rows = _seen(actor).filter(origin_kind=kind, origin_id__in=list(ids))
    for row in rows.order_by("given_on", "pk"):
        found[row.origin_id or 0].append(row)
    return found


@dataclass(frozen=True)
class DutyCounts:
    """How many of some duties are open, and how many of those are late or due within 14 days."""

    open: int
    late: int
    soon: int


def count_open(rows: QuerySet[Duty]) -> DutyCounts:
    """Counts of duties that may be of every state. One query."""
    today, waiting = clock.today(), Q(state=DutyState.OPEN)
    found = rows.order_by().aggregate(
        open=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=today)),
        soon=Count("pk", filter=waiting & Q(due_on__gte=today, due_on__lte=last_soon(today))),
    )
    return DutyCounts(**found)


def find_duties(actor: Actor, words: str, limit: int) -> Sequence[Duty]:
    """Duties by words of what is to be done, of every state, the newest first."""
    rows = narrowed_duties(_seen(actor), Wanted(state="all", words=words), clock.today())
    return list(rows.order_by(*NEWEST)[:limit])


@dataclass(frozen=True)
class ReportLine:
    """A line of a duty's trail with the papers attached beside it."""

    report: DutyReport
    files: tuple[Attachment, ...]


def trail_of_duty(actor: Actor, duty: Duty) -> list[ReportLine]:
    """The trail of a duty, the oldest first, what was taken back among it. Two queries."""
    rows = list(DutyReport.objects.visible_to(actor).filter(duty=duty).order_by("on", "pk"))
    files = files_of_many(actor, DutyReport._meta.label_lower, [row.pk for row in rows])
    return [ReportLine(row, tuple(files.get(row.pk, ()))) for row in rows]


def duties_by_key(actor: Actor, keys: Collection[int]) -> dict[int, Duty]:
    """These duties in sight. One query."""
    return {row.pk: row for row in _seen(actor).filter(pk__in=list(keys))}


def last_reports(actor: Actor, keys: Collection[int], on: date = date.max) -> dict[int, DutyReport]:
    """The last line in force, by a day, of each of these duties, by the duty's key: for an agenda. One query."""
    rows = DutyReport.objects.visible_to(actor).filter(
        duty__in=list(keys), withdrawn_on__isnull=True, on__lte=on
    )
    return {row.duty_id: row for row in rows.order_by("on", "pk")}


def report_of(actor: Actor, key: int) -> DutyReport:
    """One line of a trail in sight, with its duty. OutOfArea when there is none."""
    rows = DutyReport.objects.visible_to(actor).filter(pk=key).select_related("duty__organisation__area")
    found: DutyReport | None = rows.first()
    if found is None:
        raise OutOfArea(f"dutyreport {key}")
    return found
