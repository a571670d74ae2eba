"""Finding a place by what people type: a page, and the list under the box of a `PlaceField`."""

from __future__ import annotations

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.places.finding import clear_answer
from khabuan.places.forms.place_field import MOST_LETTERS, PlaceSearch, offered
from khabuan.places.here import here
from khabuan.places.labels import label, whole
from khabuan.places.queries import FoundPlace, find_places
from khabuan.places.sentences import why

FIELD = re.compile(r"[a-z][a-z0-9_-]{0,60}")


@login_not_required
@require_safe
def find(request: Request) -> HttpResponse:
    """Places found for `?q=`, best first, with why; with `?for=<field>` the list for that box of a form."""
    name = request.GET.get("for", "")
    if FIELD.fullmatch(name):
        text = (request.GET.get(name) or request.GET.get("q", "")).strip()[:MOST_LETTERS]
        response = HttpResponse(offered(name, text, PlaceSearch.read(request.GET)) if text else "")
        patch_vary_headers(response, ["HX-Request"])
        return response
    text = request.GET.get("q", "").strip()[:MOST_LETTERS]
    near = here(request).place.code[:6]
    found = find_places(request.actor, text, near=near) if text else []
    clear = clear_answer([one.found for one in found])
    context = {"text": text, "places": [_line(one) for one in found], "is_clear": clear is not None}
    return show(request, "places/find.html", context)


def _line(place: FoundPlace) -> dict[str, str]:
    """One place found, as a line: what it is, what it stands under, why it was found."""
    under = whole(place.line[0], place.line[1:]) if place.line else ""
    code = place.area.code
    said = " · ".join(filter(None, (under, code, why(place.found))))
    return {"what": label(place.area, full=True), "more": said, "url": place.area.get_absolute_url()}
