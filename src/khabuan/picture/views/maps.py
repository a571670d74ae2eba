"""The map of a place as a file for QGIS and others."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.picture.geojson import Layer, collection_of
from khabuan.places.here import area_of_key, here
from khabuan.places.models import AreaKind


@login_not_required
@require_safe
def place_geojson(request: Request, key: str) -> HttpResponse:
    """The areas of a place on the day of the page's year; `?layer=` council-areas, areas or zones."""
    area = area_of_key(key)
    usual = Layer.AREAS if area.kind == AreaKind.NATION else Layer.COUNCIL_AREAS
    asked = request.GET.get("layer", usual)
    if asked not in set(Layer):
        raise Refused("layer.unknown", _("Choose council areas, areas or zones."))
    found = collection_of(request.actor, area, here(request).on, Layer(asked))
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type="application/geo+json")
    response["Content-Disposition"] = content_disposition_header(True, f"khabuan-{found['name']}.geojson")
    response["X-Content-Type-Options"] = "nosniff"
    return response
