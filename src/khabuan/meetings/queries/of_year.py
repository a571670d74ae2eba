"""How often the bodies of a place met in a year, against what the dated rules ask of each: one row a body."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.quorum import FAMILIES, OTHER_BODIES
from khabuan.registry.models import Organisation
from khabuan.registry.queries.stood import living
from khabuan.rules.queries import counts_at

QUORATE = ~Q(had_quorum=False)
"""As `year_count`: held counts a meeting unless it is known to have had no quorum."""


def rule_of(name: str, kind: str) -> Concat:
    """The key of a rule of meetings ("council.notice_days") by the kind of body in the field `kind`."""
    families = (When(**{kind: one.value}, then=Value(family)) for one, family in FAMILIES.items())
    return Concat(Case(*families, default=Value(OTHER_BODIES)), Value(f".{name}"))


def bodies_that_meet(actor: Actor, on: date) -> QuerySet[Organisation]:
    """The councils, and the meetings of province and nation, into which the seat sees; the places from above down."""
    rows: QuerySet[Organisation] = living(Organisation.objects.visible_to(actor), on).filter(
        spans_q(actor.spans, "node"), kind__in=[one.value for one in FAMILIES]
    )
    return rows.select_related("area").order_by("area__path", "sort_key", "pk")


def with_meetings(actor: Actor, rows: QuerySet[Organisation], on: date) -> QuerySet[Any, Any]:
    """These bodies with the ordinary meetings of the year of a day: `held` with a quorum, `without` one, `planned`,
    the day of the `last` one held, and how many are `wanted` by the rule of that day (None: no rule says it).
    """
    mine = Meeting.objects.visible_to(actor).filter(
        organisation=OuterRef("pk"), year=on.year, kind=Kind.ORDINARY
    )
    closed = Q(state=State.CLOSED)
    counted = {
        "held": Count("pk", filter=closed & QUORATE),
        "without": Count("pk", filter=closed & ~QUORATE),
        "planned": Count("pk", filter=Q(state__in=(State.PLANNED, State.OPEN))),
    }
    grouped = mine.order_by().values("organisation")
    numbers = {
        name: Coalesce(Subquery(grouped.annotate(n=count).values("n"), output_field=IntegerField()), 0)
        for name, count in counted.items()
    }
    last = Subquery(grouped.annotate(last=Max("on", filter=closed)).values("last"))
    ruled = rows.annotate(rule=rule_of("meetings_per_year_min", "kind"))
    return ruled.annotate(**numbers, last=last, wanted=counts_at(actor, "rule", "node", on))
