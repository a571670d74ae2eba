"""The calendar of a place or an organisation: a month or a list, in พ.ศ., and a file for each event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khabuan.access.request import Request
from khabuan.calendars import ical, queries, showing
from khabuan.calendars.forms import FilterForm
from khabuan.calendars.views.feeds import CONTENT, told
from khabuan.core.offers import CalendarWanted
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import ThaiDate
from khabuan.core.web import show
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import PUBLISHED

PAGE = 50


@login_not_required
@require_safe
def calendar(request: Request) -> HttpResponse:
    """The calendar of the place of the bar: what this seat sees there, for everybody what is public."""
    place = here(request).place
    wanted = CalendarWanted(since=here(request).on, until=here(request).on, paths=(place.path,))
    context = {
        "place": label(place, full=True),
        "how_url": reverse("calendar-how", args=[place.key]) if place.kind != AreaKind.NATION else "",
        "add_url": f"{reverse('calendar-feed-add')}?place={place.key}",
    }
    return _shown(request, reverse("calendar"), wanted, context)


@require_safe
def of_body(request: Request, pk: int) -> HttpResponse:
    """The calendar of one organisation."""
    body = organisation_of(request.actor, pk)
    on = stand_at(request, body.area).on
    context = {
        "body": body,
        "how_url": reverse("calendar-how-body", args=[pk]) if body.kind in PUBLISHED else "",
        "add_url": f"{reverse('calendar-feed-add')}?body={pk}",
    }
    wanted = CalendarWanted(since=on, until=on, organisation=pk)
    return _shown(request, reverse("calendar-of", args=[pk]), wanted, context)


def _shown(request: Request, base: str, wanted: CalendarWanted, context: dict[str, Any]) -> HttpResponse:
    """A month, or with `?view=list` the list; both narrowed by kind and issue."""
    form = FilterForm(request.GET)
    way = showing.Way(base, form.kept)
    kinds = frozenset(filter(None, [way.kept.get("kind")]))
    wanted = replace(wanted, kinds=kinds, issue=way.kept.get("issue", ""))
    context |= {
        "filter": form,
        "base": base,
        "is_narrowed": bool(way.kept),
        "is_public": not request.actor.is_signed_in,
    }
    if request.GET.get("view") == showing.LIST:
        return show(request, "calendars/list.html", context | _list(request, wanted, way))
    return show(request, "calendars/month.html", context | _month(request, wanted, way))


def _month(request: Request, wanted: CalendarWanted, way: showing.Way) -> dict[str, Any]:
    first = showing.month_of(request.GET.get("month", ""), here(request).year)
    after = showing.rules.month_after(first)
    items = queries.events(request.actor, replace(wanted, since=first, until=after))
    now = showing.month_of("", showing.FiscalYear.of(showing.clock.today()))
    return {
        "month": thai_date(ThaiDate(first, "month"), how="long"),
        "count": len(items),
        "weeks": showing.weeks(request.actor, items, first, way),
        "before_url": way.month(showing.rules.month_before(first)),
        "after_url": way.month(after),
        "today_url": way.month(now) if now != first else "",
        "list_url": way.since(max(first, showing.clock.today()) if now == first else first),
        "month_url": way.month(first),
    }


def _list(request: Request, wanted: CalendarWanted, way: showing.Way) -> dict[str, Any]:
    since = showing.day_of(request.GET.get("since", ""), here(request).year)
    items = queries.events(request.actor, replace(wanted, since=since, until=since + showing.SPAN))
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    today = showing.clock.today()
    return {
        "since": since,
        "count": len(items),
        "page": page,
        "lines": [showing.line_of(request.actor, item) for item in page],
        "today_url": way.since(today) if since != today else "",
        "list_url": way.since(since),
        "month_url": way.month(since.replace(day=1)),
    }


@login_not_required
@require_safe
def event(request: Request, kind: str, key: str) -> HttpResponse:
    """The file of one event in sight, for the calendar of a phone that follows no address."""
    with translation.override(get_language() if request.actor.is_signed_in else settings.LANGUAGE_CODE):
        item = queries.event(request.actor, kind, key)
    path = showing.path_of(request.actor, item)
    url = request.build_absolute_uri(path) if path else ""
    response = HttpResponse(ical.calendar(item.title, [told(item, url)]), content_type=CONTENT)
    response["Content-Disposition"] = content_disposition_header(True, f"khabuan-{item.kind}-{item.key}.ics")
    return response
