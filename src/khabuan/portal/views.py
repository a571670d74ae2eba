"""The doors of open data: what anybody may know, as pages and files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.keys import home_province
from khabuan.core.web import show
from khabuan.places.here import area_of_key, here
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.portal.popolo import document

KEPT = 3600  # seconds for which it may be kept on the way


@login_not_required
@require_safe
def open_data(request: Request) -> HttpResponse:
    """What there is of the place of the bar, in which forms, and what is never in it."""
    place = here(request).place
    is_country = place.kind == AreaKind.NATION
    context = {
        "place": label(place, full=True),
        "popolo_url": "" if is_country else reverse("open-popolo", args=[place.key]),
        "calendar_url": "" if is_country else reverse("calendar-how", args=[place.key]),
        "map_url": reverse("place-geojson", args=[place.key]),
    }
    return show(request, "portal/open.html", context)


@login_not_required
@require_safe
def home_popolo(request: Request) -> HttpResponse:
    """The document of the province whose book this is. OutOfArea where it is the country's."""
    if not home_province():
        raise OutOfArea("choose a province")
    return redirect("open-popolo", home_province())


@login_not_required
@require_safe
def popolo(request: Request, key: str) -> StreamingHttpResponse:
    """Bodies and offices of a place from a province down, in the country's language; for a seat also who holds them."""
    area = area_of_key(key)
    if area.kind == AreaKind.NATION:
        raise OutOfArea("the whole country")
    response = StreamingHttpResponse(
        document(area, clock.today(), request.actor), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="khabuan-popolo-{area.key}.json"'
    response["Cache-Control"] = f"public, max-age={KEPT}"  # a seat's answer is never kept (`SafeHeaders`)
    patch_vary_headers(response, ("Cookie",))
    return response
