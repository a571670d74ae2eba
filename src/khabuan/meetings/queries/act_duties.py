"""The duties of the Act against what a year brought for them: which have anything, which nothing; of a body, of a place.

That are its resolutions, and what other rooms offer as deeds (delegates who were elected).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
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


Deeds = Mapping[str, Sequence[offers.Deed]]
"""What was done for a duty otherwise than by a resolution, by the number of the duty."""


def deeds_by_duty(actor: Actor, path: str, days: Days) -> dict[str, list[offers.Deed]]:
    """What other rooms know of a year at and below a place (a body's own node tells of that body)."""
    found: dict[str, list[offers.Deed]] = defaultdict(list)
    for source in offers.deed_sources:
        for duty, deeds in source.tell(actor, path, days.first, days.last).items():
            found[duty].extend(deeds)
    return found


def counts_by_duty(
    actor: Actor, bodies: Collection[int], days: Days, deeds: Deeds
) -> dict[int, dict[str, int]]:
    """How many resolutions of a year and other deeds serve each duty, by body. One query."""
    rows = _of_year(actor, days).filter(organisation__in=list(bodies)).exclude(duty="").order_by()
    found: dict[int, Counter[str]] = defaultdict(Counter)
    counted = rows.values_list("organisation_id", "duty").annotate(number=Count("pk"))
    for body, duty, number in counted:
        found[body][duty] = number
    for duty, done in deeds.items():
        for deed in done:
            found[deed.body][duty] += 1
    return dict(found)


def bodies_by_duty(actor: Actor, area: Area, kind: str, days: Days, deeds: Deeds) -> dict[str, int]:
    """How many bodies of a kind at and below a place did something for each duty. One query, and one for each with deeds."""
    within = spans_q((Span.of(area.path),), "organisation__node")
    rows = _of_year(actor, days).filter(within, organisation__kind=kind).exclude(duty="").order_by()
    found = dict(rows.values_list("duty").annotate(number=Count("organisation", distinct=True)))
    for duty, done in deeds.items():
        doers = {deed.body for deed in done}
        decided = rows.filter(duty=duty, organisation__in=doers).values("organisation").distinct().count()
        found[duty] = found.get(duty, 0) + len(doers) - decided
    return found
