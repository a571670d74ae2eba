"""Feeds: for everybody at fixed addresses, for a seat at secret ones; and a seat's own list of these."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khabuan.access.actor import Actor
from khabuan.calendars import actions, ical, queries, rules
from khabuan.calendars.forms import FeedForm
from khabuan.calendars.reading import note_read
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import CalendarItem
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.places.here import area_of_key, here, stand_at
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.registry.models import Organisation
from khabuan.registry.queries.published import published_name
from khabuan.registry.queries.standing import organisation_of
from khabuan.seats.middleware import Request

CONTENT = "text/calendar; charset=utf-8"
KEPT = 3600  # seconds for which a public feed may be kept on the way


def told(item: CalendarItem, url: str = "") -> ical.Event:
    """An event as others read it: title, time and place. What pages say beside stays there."""
    return ical.Event(
        uid=rules.uid(item.kind, item.key), title=item.title, starts=item.starts, ends=item.ends, place=item.place,
        url=url, sequence=item.sequence, changed_at=item.changed_at, is_cancelled=item.is_cancelled,
    )  # fmt: skip


def _feed(request: Request, name: str, items: Iterable[CalendarItem], *, is_public: bool) -> HttpResponse:
    """A feed, or 304 for a program that has it already. A private one is kept by nobody on the way."""
    found = list(items)
    text = ical.calendar(name, [told(item) for item in found])
    tag = quote_etag(hashlib.sha256(text).hexdigest()[:32])
    response = HttpResponse(text, content_type=CONTENT)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={KEPT}" if is_public else "private, no-cache"
    if found:
        response["Last-Modified"] = http_date(int(max(item.changed_at for item in found).timestamp()))
    answer = get_conditional_response(request, etag=tag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


@login_not_required
@require_safe
def public(request: Request, key: str) -> HttpResponse:
    """What anybody may know of a place from a province down, always in the country's language."""
    area = area_of_key(key)
    if area.kind == AreaKind.NATION:
        raise OutOfArea("the whole country")
    with translation.override(settings.LANGUAGE_CODE):
        items = queries.events(Actor.public(), queries.of_area(area, clock.today()))
        name = _("Khabuan: %(name)s") % {"name": label(area, full=True)}
    return _feed(request, name, items, is_public=True)


@login_not_required
@require_safe
def public_body(request: Request, pk: int) -> HttpResponse:
    """What anybody may know of one organisation."""
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Khabuan: %(name)s") % {"name": published_name(pk)}
        items = queries.events(Actor.public(), queries.of_body(pk, clock.today()))
    return _feed(request, name, items, is_public=True)


@login_not_required
@require_safe
def private(request: Request, code: str) -> HttpResponse:
    """What a seat sees, for its own program, without a log-in: whoever has the address reads it."""
    feed, actor, language = queries.feed_behind(code)
    with translation.override(language or settings.LANGUAGE_CODE):
        items = queries.events(actor, queries.of_feed(feed, clock.today()))
    note_read(feed, clock.today())
    return _feed(request, feed.name, items, is_public=False)


# ---------------------------------------------------------------- a seat's own


def feeds(request: Request) -> HttpResponse:
    """The addresses that this seat has given to calendar programs, with when they were last read."""
    context = {"feeds": queries.feeds_of(request.actor), "place": here(request).place}
    return show(request, "calendars/feeds.html", context)


@dataclass(frozen=True)
class Ways:
    """The ways into calendar programs: an address for any of them, and links that open some."""

    url: str
    webcal: str
    google: str = ""
    outlook: str = ""


def ways_to(request: Request, path: str) -> Ways:
    """How programs follow a feed. Google and Microsoft ask from their own computers: only where strangers reach us."""
    url = f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)
    webcal = f"webcal://{url.partition('://')[2]}"
    if not settings.PUBLIC_ADDRESS:
        return Ways(url, webcal)
    google = f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}"
    outlook = f"https://outlook.live.com/calendar/0/addfromweb?{urlencode({'url': url})}"
    return Ways(url, webcal, google, outlook)


def add(request: Request) -> HttpResponse:
    """Make a secret address; it is shown once, on the answer to the form. `?body=` is an organisation's."""
    body = _body(request)
    at = stand_at(request, body.area) if body else here(request)
    form, client_key = FeedForm(typed(request), initial={"name": _("On my phone")}), once(request)
    made = attempt(
        form, actions.make_feed, actor=request.actor, user=request.user.at(request.actor), area=at.place,
        organisation=body, client_key=client_key,
    )  # fmt: skip
    if made is not None:
        path = reverse("calendar-private", args=[made.code]) if made.code else ""
        told_once = {"made": made, "ways": ways_to(request, path) if path else None}
        return show(request, "calendars/made.html", told_once)
    context: dict[str, Any] = {
        "form": form,
        "body": body,
        "place": label(at.place, full=True),
        "client_key": client_key,
    }
    return show(request, "calendars/add.html", context)


def _body(request: Request) -> Organisation | None:
    asked = request.GET.get("body", "")
    return organisation_of(request.actor, int(asked)) if asked.isdecimal() and len(asked) < 20 else None


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    """The address opens nothing any more."""
    feed = queries.open_feed(request.actor, pk)
    actions.end_feed(actor=request.actor, user=request.user.at(request.actor), feed=feed)
    toast(
        request,
        _("The address of %(name)s is ended. Programs that have it show nothing new.") % {"name": feed},
    )
    return redirect("calendar-feeds")


@login_not_required
@require_safe
def how(request: Request, key: str) -> HttpResponse:
    """How anybody follows the public calendar of a place, on a phone or computer, old ones too."""
    area = area_of_key(key)
    if area.kind == AreaKind.NATION:
        raise OutOfArea("the whole country")
    stand_at(request, area)
    return _how(request, label(area, full=True), "calendar-public", area.key)


@login_not_required
@require_safe
def how_of_body(request: Request, pk: int) -> HttpResponse:
    """The same for one organisation."""
    return _how(request, published_name(pk), "calendar-public-body", pk)


def _how(request: Request, name: str, feed: str, key: str | int) -> HttpResponse:
    ways = ways_to(request, reverse(feed, args=[key]))
    return show(request, "calendars/how.html", {"name": name, "ways": ways})
