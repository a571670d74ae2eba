"""Which areas of the province of the bar no field visit reached in the year of the bar."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import NotAllowed
from khabuan.core.web import show
from khabuan.gatherings.queries.reach import reach_of
from khabuan.gatherings.rules.kinds import Kind
from khabuan.gatherings.rules.lists import GatheringList
from khabuan.gatherings.views.presenting import reach_shown
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind


def unreached(request: Request) -> HttpResponse:
    """By zone and by amphoe: how many tambons were visited, and the list of those that were not."""
    if not policy.may_read(request.actor.role, "registry.organisation"):
        raise NotAllowed("gatherings.unreached", ())
    at = here(request)
    province = _province(at.place)
    context = {
        "province": province,
        "place": label(province, full=True) if province else "",
        "year": at.year.be,
        "reach": reach_shown(reach_of(request.actor, province, at.year, at.on)) if province else None,
        "visits_url": f"{reverse('gatherings')}?kind={Kind.FIELD_VISIT.value}&state={GatheringList.HELD.value}",
        "title": _("Areas that nobody reached this year"),
    }
    return show(request, "gatherings/unreached.html", context)


def _province(area: Area) -> Area | None:
    """The province in which the bar stands; None for the nation."""
    at: Area | None = area
    while at is not None and at.kind != AreaKind.PROVINCE:
        at = at.parent
    return at
