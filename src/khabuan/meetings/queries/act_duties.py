"""The duties of the Act against the resolutions of a year: which have any, which none; of one body and of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.meetings.models import Resolution
from khabuan.places.models import Area
from khabuan.registry.models import Organisation


@dataclass(frozen=True)
class Days:
    """The days of a year (CE, January to December: meetings are numbered by it), both included."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int) -> Days:
        return cls(date(year, 1, 1), date(year, 12, 31))


def _of_year(actor: Actor, days: Days) -> QuerySet[Resolution]:
    rows: QuerySet[Resolution] = Resolution.objects.visible_to(actor).filter(
        withdrawn_on__isnull=True, on__gte=days.first, on__lte=days.last
    )
    return rows


def decided_by_duty(actor: Actor, body: Organisation, days: Days) -> dict[str, list[Resolution]]:
    """The resolutions of a body in a year by the number of the duty they serve, "" for none; in order of days."""
    found: dict[str, list[Resolution]] = defaultdict(list)
    for row in _of_year(actor, days).filter(organisation=body).order_by("on", "item_order", "pk"):
        found[row.duty].append(row)
    return found


def counts_by_duty(actor: Actor, bodies: Collection[int], days: Days) -> dict[int, dict[str, int]]:
    """How many resolutions of a year serve each duty, by body. One query."""
    rows = _of_year(actor, days).filter(organisation__in=list(bodies)).exclude(duty="").order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = rows.values_list("organisation_id", "duty").annotate(number=Count("pk"))
    for body, duty, number in counted:
        found[body][duty] = number
    return found


def bodies_by_duty(actor: Actor, area: Area, kind: str, days: Days) -> dict[str, int]:
    """How many bodies of a kind at and below a place decided something for each duty. One query."""
    within = spans_q((Span.of(area.path),), "organisation__node")
    rows = _of_year(actor, days).filter(within, organisation__kind=kind).exclude(duty="").order_by()
    return dict(rows.values_list("duty").annotate(number=Count("organisation", distinct=True)))
