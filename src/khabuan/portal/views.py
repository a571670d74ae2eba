"""The doors of open data: what anybody may know, as pages and files."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.keys import home_province
from khabuan.core.web import show
from khabuan.files.views import sent
from khabuan.news import queries
from khabuan.news.views import issue_words
from khabuan.places.here import area_of_key, here, stand_at
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.portal.news import MOST, feed, heading_of
from khabuan.portal.popolo import document

KEPT = 3600  # seconds for which it may be kept on the way
PAGE = 20


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
        "news_url": "" if is_country else reverse("open-news", args=[place.key]),
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
    area = _published_place(key)
    response = StreamingHttpResponse(
        document(area, clock.today(), request.actor), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'inline; filename="khabuan-popolo-{area.key}.json"'
    _keep(response)
    return response


@login_not_required
@require_safe
def news(request: Request, key: str) -> HttpResponse:
    """The published news of a place from a province down, the newest first."""
    area = _published_place(key)
    stand_at(request, area)
    page = Paginator(queries.published_in(area), PAGE).get_page(request.GET.get("page"))
    context = {
        "area": area, "heading": heading_of(area), "page": page,
        "feed_url": reverse("open-news-feed", args=[area.key]),
    }  # fmt: skip
    return show(request, "portal/news.html", context)


@login_not_required
@require_safe
def news_item(request: Request, key: str, pk: int) -> HttpResponse:
    """One published item with its pictures."""
    area = _published_place(key)
    row = queries.published_item(area, pk)
    stand_at(request, row.area)
    context = {
        "area": area, "heading": heading_of(area), "row": row, "where": label(row.area, full=True), "issues": issue_words(row),
        "pictures": queries.pictures_of(row),
    }  # fmt: skip
    return show(request, "portal/news_item.html", context)


@login_not_required
@require_safe
def news_picture(request: Request, key: str, pk: int, file: int) -> HttpResponseBase:
    """A picture of a published item."""
    return sent(queries.picture_of(queries.published_item(_published_place(key), pk), file))


@login_not_required
@require_safe
def news_feed(request: Request, key: str) -> HttpResponse:
    """The newest published items of a place as an Atom feed, in the country's language."""
    area = _published_place(key)
    base = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    with translation.override(settings.LANGUAGE_CODE):
        items = queries.published_in(area).order_by("-published_at", "-pk")[:MOST]
        words = feed(area, items, base, reverse("open-news", args=[area.key]))
    response = HttpResponse(words, content_type="application/atom+xml; charset=utf-8")
    _keep(response)
    return response


def _published_place(key: str) -> Area:
    """A place from a province down. OutOfArea for the whole country."""
    area = area_of_key(key)
    if area.kind == AreaKind.NATION:
        raise OutOfArea("the whole country")
    return area


def _keep(response: HttpResponseBase) -> None:
    """It may be kept on the way for a while; a seat's answer never is (`SafeHeaders`)."""
    response["Cache-Control"] = f"public, max-age={KEPT}"
    patch_vary_headers(response, ("Cookie",))
