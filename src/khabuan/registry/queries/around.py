"""A council with the communities and funds of its area; a fund or community with its council."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.periods import in_force
from khabuan.places.models import CouncilArea, CouncilAreaCover
from khabuan.registry.models import Organisation
from khabuan.registry.queries.councils import living
from khabuan.registry.rules.kinds import OrganisationKind

SHOWN, MOST = 30, 500
OF_COUNCIL = (OrganisationKind.COMMUNITY, OrganisationKind.FUND)
HAVE_COUNCIL = (OrganisationKind.FUND, OrganisationKind.COMMUNITY)


@dataclass(frozen=True)
class Around:
    """What belongs together in a council area. `community_count` counts all, `communities` are the first ones."""

    communities: tuple[Organisation, ...] = ()
    community_count: int = 0
    funds: tuple[Organisation, ...] = ()
    councils: tuple[Organisation, ...] = ()


def around(actor: Actor, body: Organisation, on: date) -> Around:
    """What stands in the council area of a council, or the council of a fund's or community's place.

    Two queries, however many bodies there are.
    """
    kind = OrganisationKind(body.kind)
    if kind == OrganisationKind.COUNCIL and body.council_area is not None:
        rows = _within(actor, body.council_area, on).filter(kind__in=OF_COUNCIL)
        found = list(rows.order_by("area__path", "sort_key", "pk")[:MOST])
        communities = tuple(row for row in found if row.kind == OrganisationKind.COMMUNITY)
        funds = tuple(row for row in found if row.kind == OrganisationKind.FUND)
        return Around(communities[:SHOWN], len(communities), funds)
    if kind in HAVE_COUNCIL:
        return Around(councils=_councils_of(actor, body, on))
    return Around()


def _within(actor: Actor, council_area: CouncilArea, on: date) -> QuerySet[Organisation]:
    """Living bodies of the areas that the council area holds; without a list of those, of its tambon."""
    covered = CouncilAreaCover.objects.visible_to(actor).filter(council_area=council_area, until__isnull=True)
    paths = list(covered.values_list("area__path", flat=True)) or [council_area.area.path]
    spans = tuple(Span.of(path) for path in paths)
    rows: QuerySet[Organisation] = living(Organisation.objects.visible_to(actor), on)
    return rows.filter(spans_q(spans, "node")).select_related("area", "community")


def _councils_of(actor: Actor, body: Organisation, on: date) -> tuple[Organisation, ...]:
    """The councils whose area holds the place of a body: one, or those between which a tambon is cut."""
    steps = body.area.path.split(".")[:-1]
    above = ["".join(f"{step}." for step in steps[:depth]) for depth in range(3, len(steps) + 1)]
    covers = CouncilAreaCover.objects.visible_to(actor).filter(area__path__in=above, until__isnull=True)
    areas = CouncilArea.objects.visible_to(actor).filter(
        in_force(on), Q(area__path__in=above) | Q(pk__in=covers.values("council_area"))
    )
    rows = living(Organisation.objects.visible_to(actor), on).filter(
        kind=OrganisationKind.COUNCIL, council_area__in=areas.values("pk")
    )
    return tuple(rows.order_by("sort_key", "pk")[:SHOWN])
