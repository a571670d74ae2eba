"""Duties of a year against their days: which were met, which not; counted by body or by province, and listed.

A duty belongs to a year in which it was open for a day. It is judged as it stood at the end of the year, or
today in the present one: a duty that was past its day at the end of a year is not met that year, and done late
in the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Left

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.followup.models import Duty
from khabuan.followup.queries.duties import JOINED
from khabuan.followup.rules import NOT_MET, DutyState, Met
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Organisation


@dataclass(frozen=True)
class YearOf:
    """A year from its first day until the day on which its duties are judged."""

    first: date
    until: date


@dataclass(frozen=True)
class MetLine:
    """The duties of one body (its key and place), or of a province's bodies (its area's), by how they stood."""

    key: str
    name: str
    node: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def not_met(self) -> int:
        return sum(self.counts[one] for one in NOT_MET)


def judged(rows: QuerySet[Duty], year: YearOf) -> QuerySet[Any]:
    """The duties of a year, each with `met`: how it stood."""
    alive = Q(closed_on__isnull=True) | Q(closed_on__gte=year.first)
    closed = Q(closed_on__lte=year.until)
    stood = Case(
        When(closed & Q(state=DutyState.DROPPED), then=Value(Met.DROPPED)),
        When(closed & Q(due_on__lt=F("closed_on")), then=Value(Met.TOO_LATE)),
        When(closed, then=Value(Met.IN_TIME)),
        When(due_on__lt=year.until, then=Value(Met.OVERDUE)),
        default=Value(Met.WAITING),
        output_field=CharField(),
    )
    return rows.filter(alive, given_on__lte=year.until).annotate(met=stood)


def _within(actor: Actor, area: Area, kind: str) -> QuerySet[Duty]:
    rows: QuerySet[Duty] = Duty.objects.visible_to(actor).filter(
        spans_q((Span.of(area.path),), "organisation__node")
    )
    return rows.filter(organisation__kind=kind) if kind else rows


def met_by_body(actor: Actor, area: Area, year: YearOf, kind: str = "") -> list[MetLine]:
    """The bodies at and below a place that had duties in the year, by place. One query."""
    names = ("organisation__node", "organisation_id", "organisation__name", "met")
    rows = judged(_within(actor, area, kind), year).order_by().values_list(*names)
    lines: dict[int, MetLine] = {}
    for node, key, name, met, number in rows.annotate(number=Count("pk")).order_by(*names):
        lines.setdefault(key, MetLine(str(key), name, node)).counts[met] += number
    return list(lines.values())


def met_by_province(actor: Actor, year: YearOf, kind: str = "") -> list[MetLine]:
    """The same for each province, by its name; what stands at the nation itself is in none. Two queries."""
    provinces = Area.objects.visible_to(actor).filter(kind=AreaKind.PROVINCE, until__isnull=True)
    lines = {area.path: MetLine(area.key, area.name) for area in provinces.order_by("sort_key")}
    everywhere = judged(Duty.objects.visible_to(actor), year).order_by()
    rows = everywhere.filter(organisation__kind=kind) if kind else everywhere
    by_province = rows.annotate(path=Left("organisation__node", len("19."))).values_list("path", "met")
    for path, met, number in by_province.annotate(number=Count("pk")):
        line = lines.get(path)
        if line is not None:
            line.counts[met] += number
    return [line for line in lines.values() if line.total]


def whole_of(lines: Sequence[MetLine]) -> MetLine:
    """All of them together."""
    return MetLine("", "", counts=sum((line.counts for line in lines), Counter[str]()))


def not_met_of(actor: Actor, body: Organisation, year: YearOf, met: str = "") -> QuerySet[Any]:
    """Duties in the book of a body that stood so; without `met` those that were not met. The first due first."""
    rows = judged(Duty.objects.visible_to(actor).filter(organisation=body).select_related(*JOINED), year)
    wanted = (met,) if met else NOT_MET
    return rows.filter(met__in=wanted).order_by("due_on", "given_on", "pk")
