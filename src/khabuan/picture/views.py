"""Pages of places and the seat's own work. Each gathers values and shows them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access import policy
from khabuan.core import clock, offers
from khabuan.core.web import show
from khabuan.picture import presenting
from khabuan.picture.nation import nation_map
from khabuan.picture.queries import Picture, bodies_at, picture_of
from khabuan.picture.search import sections_for
from khabuan.places.here import area_of_key, be_at, here
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.places.queries import groups_of, local_governments_in

WORK_SHOWN = 30


@login_not_required
@require_safe
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a place, from the nation to a village, as of the page's year."""
    area = area_of_key(key)
    at = be_at(request, area)
    picture = picture_of(request.actor, area, at.on)
    if area.code and key != area.key:
        return redirect("place", area.key)
    return show(request, "picture/place.html", _place_context(request, picture))


def _place_context(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    area, actor, on = picture.area, request.actor, picture.on
    is_list = area.kind in (AreaKind.SUBDISTRICT, AreaKind.DISTRICT)
    confirmed = next((line.council_area for line in picture.coverage.lines if line.council_area.confirmed_on), None)
    context: dict[str, Any] = {
        "title": presenting.title_of(area),
        "lead": presenting.lead_of(picture),
        "picture": picture,
        "facts": presenting.facts_of(area, on, list(groups_of(actor, area, on)), list(_covering(actor, area, on))),
        "below": [_shown(child) for child in picture.below],
        "below_title": _("%(n)d places below") % {"n": len(picture.below)},
        "below_open": not picture.is_seen,
        "history": reverse("area-history", args=[area.key]),
    }
    if not picture.is_seen:
        return context
    needs = presenting.needs_of(picture)
    return context | {
        "figures": presenting.figures_of(picture),
        "needs": needs,
        "needs_count": len(needs),
        "nation": nation_map(picture.lines) if area.kind == AreaKind.NATION else None,
        "tiles": presenting.tiles_of(picture.lines) if not is_list and picture.coverage.total else [],
        "key": presenting.key_of(picture),
        "lines": [presenting.line_of(line) for line in picture.lines],
        "total": presenting.total_of(picture),
        "councils": [presenting.council_line(line) for line in picture.coverage.lines] if is_list else [],
        "zones": [presenting.zone_line(zone) for zone in picture.zones],
        "ending": presenting.ending_councils(picture),
        "completeness": presenting.complete_lines(picture),
        "bodies": bodies_at(actor, area, on),
        "place_word": presenting.place_word(area),
        "confirmed": confirmed,
        "links": _links(request, picture),
    }


def _links(request: HttpRequest, picture: Picture) -> dict[str, str]:
    area, actor = picture.area, request.actor
    return {
        "terms": presenting.listing("terms", area),
        "council_areas": presenting.listing("council-areas", area),
        "groups": presenting.listing("groups", area),
        "add": presenting.listing("organisation-add", area) if policy.may(actor, "registry.add_organisation", area.path) else "",
    }  # fmt: skip


def _covering(actor: Any, area: Any, on: Any) -> Any:
    return local_governments_in(actor, area, on)[:12] if area.kind == AreaKind.SUBDISTRICT else ()


def _shown(area: Any) -> Any:
    area.shown = label(area)
    return area


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """งานของฉัน: what is due for this seat, from every app."""
    actor, today = request.actor, clock.today()
    found = [(source.due(actor, today, WORK_SHOWN), source) for source in offers.duty_sources]
    duties = sorted(
        (duty for due, _source in found for duty in due),
        key=lambda duty: (duty.state != "wrong", duty.due_on or today),
    )
    # A source that gave fewer than it might has given all: only full ones need counting.
    request.waiting = sum(
        len(due) if len(due) < WORK_SHOWN else source.count(actor, today) for due, source in found
    )
    context = {
        "duties": duties[:WORK_SHOWN],
        "count": request.waiting,
        "today": today,
        "place_url": reverse("place", args=[here(request).place.key]),
        "jobs": _jobs(request),
    }
    return show(request, "picture/home.html", context)


def _jobs(request: HttpRequest) -> list[dict[str, str]]:
    """The four things that this seat does most, at its place."""
    actor, area = request.actor, here(request).place
    jobs = [
        {"text": _("Picture of the place"), "url": reverse("place", args=[area.key]), "icon": "picture", "fact": label(area)},
        {"text": _("Organisations"), "url": presenting.listing("organisations", area), "icon": "build", "fact": _("councils, funds, groups")},
        {"text": _("People"), "url": presenting.listing("people", area), "icon": "people", "fact": _("posts and terms")},
    ]  # fmt: skip
    if policy.may(actor, "exchange.take_in"):
        jobs.append({"text": _("Bring in a list"), "url": reverse("imports"), "icon": "down", "fact": _("from a spreadsheet")})
    if not policy.may_read(actor.role, "registry.person"):
        jobs = [job for job in jobs if job["icon"] != "people"]
    return jobs


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box for places, organisations and people; `?in=person` shows more of one kind."""
    words, only = request.GET.get("q", "").strip()[:200], request.GET.get("in", "")
    sections = sections_for(request.actor, words, only) if words else []
    context = {
        "words": words,
        "sections": sections,
        "only": only,
        "count": sum(len(section.found) for section in sections),
    }
    return show(request, "picture/search.html", context, partial="found")
