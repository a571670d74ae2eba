"""The page of a place, from the nation to a village."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.offers import PanelContent
from khabuan.core.web import show
from khabuan.picture import presenting
from khabuan.picture.maps import drawn, missing_words, place_map
from khabuan.picture.nation import nation_map
from khabuan.picture.queries import Picture, bodies_at, picture_of, village_of
from khabuan.places.here import area_of_key, be_at
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind, LocalGovernment
from khabuan.places.queries import groups_of, local_governments_in

MOST_ENDING = 6  # councils shown; their list holds all


@login_not_required
@require_safe
def place(request: Request, key: str) -> HttpResponse:
    """The page of a place, from the nation to a village, as of the page's year."""
    area = area_of_key(key)
    at = be_at(request, area)
    picture = picture_of(request.actor, area, at.on)
    if area.code and key != area.key:
        return redirect("place", area.key)
    return show(request, "picture/place.html", _place_context(request, picture))


def _place_context(request: Request, picture: Picture) -> dict[str, Any]:
    area, actor, on = picture.area, request.actor, picture.on
    is_list = area.kind in (AreaKind.SUBDISTRICT, AreaKind.DISTRICT)
    council_areas = [line.council_area for line in picture.coverage.lines]
    context: dict[str, Any] = {
        "title": presenting.title_of(area),
        "lead": presenting.lead_of(picture),
        "picture": picture,
        "facts": presenting.facts_of(area, on, list(groups_of(actor, area, on)), _covering(actor, area, on)),
        "below": [{"area": child, "name": label(child)} for child in picture.below],
        "below_title": _("%(n)d places below") % {"n": len(picture.below)},
        "below_open": not picture.is_seen,
        "history": reverse("area-history", args=[area.key]),
        "panels": [one for one in _panels(request, area) if one is not None],
    }
    if not picture.is_seen:
        return context
    if area.kind in (AreaKind.VILLAGE, AreaKind.COMMUNITY):
        return context | _village_context(request, picture)
    needs = presenting.needs_of(actor, picture) if on == clock.today() else []  # a past day is nobody's task
    return context | {
        **_map(request, picture),
        "figures": presenting.figures_of(picture),
        "offered": presenting.offered_figures(actor, area, on),
        "needs": needs,
        "nation": nation_map(picture.lines) if area.kind == AreaKind.NATION else None,
        "tiles": presenting.tiles_of(picture.lines) if not is_list and picture.coverage.total else [],
        "key": presenting.key_of(picture.coverage, presenting.tile_lists(area)),
        "lines": [presenting.line_of(line) for line in picture.lines],
        "total": presenting.total_of(picture.coverage, picture.bodies, area),
        "councils": [presenting.council_line(line) for line in picture.coverage.lines] if is_list else [],
        "zones": [presenting.zone_line(zone) for zone in picture.zones],
        "ending": presenting.ending_councils(picture.coverage, on)[:MOST_ENDING],
        "completeness": presenting.complete_lines(picture),
        "bodies": presenting.body_lines(actor, bodies_at(actor, area, on), on),
        "place_word": presenting.place_word(area),
        "confirmed": next((one for one in council_areas if one.confirmed_on), None),
        "links": _links(request, picture),
    }


def _panels(request: Request, area: Area) -> list[PanelContent | None]:
    """What other apps show of a place, the public's part too."""
    return [panel.build(request, area) for panel in offers.profile_panels if panel.kind == "place"]


def _village_context(request: Request, picture: Picture) -> dict[str, Any]:
    """A village has no council area of its own: its page shows who lives there and who works for it."""
    actor, area, on = request.actor, picture.area, picture.on
    village = village_of(actor, area, on)
    return {
        "figures": presenting.village_figures(picture, village),
        "around": presenting.body_lines(actor, village.around, on),
        "tambon": label(area.parent, full=True) if area.parent else "",
        "bodies": presenting.body_lines(actor, bodies_at(actor, area, on), on),
        "links": _links(request, picture),
    }


def _map(request: Request, picture: Picture) -> dict[str, Any]:
    """The map of outlines, or why there is none although some are there; `?zones=1` draws the zones."""
    found, with_zones = place_map(request.actor, picture), "zones" in request.GET
    return {
        "map": drawn(found, picture, with_zones=with_zones) if found and found.is_whole else None,
        "map_missing": missing_words(found),
        "with_zones": with_zones,
    }


def _links(request: Request, picture: Picture) -> dict[str, str]:
    area, actor = picture.area, request.actor
    return {
        "terms": presenting.listing("terms", area),
        "council_areas": presenting.listing("council-areas", area),
        "groups": presenting.listing("groups", area),
        "boundaries": reverse("boundaries", args=[area.key])
        if area.kind == AreaKind.PROVINCE and policy.may(actor, "places.bring_in_boundaries", area.path)
        else "",
        "geojson": reverse("place-geojson", args=[area.key]),
        "zones": f"{area.get_absolute_url()}?zones=1#map" if picture.zones else "",
        "no_zones": f"{area.get_absolute_url()}#map",
        "add": presenting.listing("organisation-add", area)
        if policy.may(actor, "registry.add_organisation", area.path)
        else "",
    }


def _covering(actor: Actor, area: Area, on: date) -> list[LocalGovernment]:
    """The local governments over a tambon."""
    return list(local_governments_in(actor, area, on)[:12]) if area.kind == AreaKind.SUBDISTRICT else []
