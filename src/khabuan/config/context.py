"""The frame around every page: place, year, rooms, who I am. Wiring of `places.here` and `core.frame`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor, paths_above
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.frame import Choice, Crumb, Frame, Notice, PlaceLabel, Room, Tab, YearLabel
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import FiscalYear
from khabuan.places.here import FIRST_YEAR, Here, here
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind

MOST_CHOICES = 60
WAITING_KEPT = 60  # seconds
FORMS = ("add", "copy", "new", "propose")
"""How the names of pages end on which something new is written."""
LISTS = {
    "organisations": "organisations", "registrations": "organisations", "papers": "organisations",
    "posts": "organisations", "appointments": "terms", "supports": "agencies", "agencies": "agencies",
    "people": "people", "groups": "groups", "local-governments": "local-governments",
    "council-areas": "council-areas", "imports": "imports", "exports": "exports", "rules": "rules",
    "terms": "terms", "resolutions": "resolutions", "elections": "elections", "books": "books",
    "funds": "funds", "members": "funds", "bank-accounts": "funds", "follow/duties": "follow-duties",
    "follow/promises": "follow-promises", "follow": "follow-duties", "meetings": "meetings", "submissions": "submissions",
    "gatherings": "gatherings", "cooperations": "cooperations", "projects": "projects", "housing": "housing",
    "news": "news",
    "calendar": "calendar", "open": "open-data", "reader": "reader",
}  # fmt: skip
"""First steps of an address → the list by place that its records and forms belong to."""
OF_PEOPLE = (
    "organisation", "agenc", "post", "person", "people", "leader", "identity", "household", "tie", "consent",
    "duplicate", "merge", "propos",
)  # fmt: skip
OF_MEETINGS = (
    "meeting", "resolution", "follow", "election", "candidate", "structure", "review", "minutes", "motion",
    "gathering", "cooperation", "calendar", "submission", "reader", "news",
)  # fmt: skip
OF_FUNDS = ("fund", "member", "sheet", "book", "hand-over")


def frame(request: Request) -> dict[str, Any]:
    """Context processor: `frame` for base.html, made when the template reads it; `here` for the page."""
    return {
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "here": SimpleLazyObject(lambda: here(request)),
        "actor": getattr(request, "actor", Actor.public()),
        "is_in_reach": SimpleLazyObject(lambda: _is_in_reach(request)),
        "today": clock.today(),
    }


def _is_in_reach(request: Request) -> bool:
    """Whether the page's place is this seat's own, or lies above it: beyond, lists say so instead of "none"."""
    actor: Actor = getattr(request, "actor", Actor.public())
    path = here(request).place.path
    return actor.reaches(path) or path in actor.upline


def _frame(request: Request) -> Frame:
    actor: Actor = getattr(request, "actor", Actor.public())
    common: dict[str, Any] = {
        "home_url": reverse("home"),
        "sign_in_url": reverse("seats:enter"),
        "signed_in": actor.is_signed_in,
        "me_label": actor.title,
        "me_url": reverse("seats:me") if actor.is_signed_in else "",
        "search_url": reverse("search"),
        "notice_of_test_data": settings.IS_DEMO,
    }
    try:
        at = here(request)
    except OutOfArea:
        return Frame(**common)
    return Frame(
        place=_place_label(request, at),
        year=_year_label(request, at),
        rooms=_rooms(request, actor, at),
        tabs=_tabs(request, actor),
        other_year=_other_year(request, at),
        **common,
    )


def _other_year(request: Request, at: Here) -> Notice | None:
    """What to know where the year chosen is not the present one, and the way back to that."""
    present = FiscalYear.of(clock.today())
    if at.year == present or not (at.is_place_page or _list_by_place(request)):
        return None
    year = at.year.name(lang=get_language() or "th")
    if at.year.start > clock.today():
        words = _("Fiscal year %(year)s has not begun: what is shown is as of today.") % {"year": year}
    else:
        words = _("You are looking back at fiscal year %(year)s, as of %(day)s.") % {
            "year": year, "day": thai_date(at.on, how="long"),
        }  # fmt: skip
    return Notice(words, _("Back to this year"), _address(request, year=str(present.be)))


def _there(request: Request, at: Here, area: Area) -> str:
    """This kind of page at another place.

    A list stays what it is. A record is nowhere else, and a form only where this seat may fill one in: the bar
    leads from them to the list that they belong to, else to the place itself.
    """
    match, kin = request.resolver_match, _list_by_place(request)
    is_list = bool(kin) and match is not None and not match.kwargs
    is_form = match is not None and (match.url_name or "").endswith(FORMS)
    if is_list and (not is_form or request.actor.reaches(area.path)):
        return _address(request, place=area.key)
    return f"{reverse(kin)}?place={area.key}" if kin else reverse("place", args=[area.key])


def _list_by_place(request: Request) -> str:
    """The list by place that this page is, or belongs to; "" for pages that are about a seat or a place."""
    first, *second = request.path_info.split("/")[1:3]
    return LISTS.get("/".join((first, *second)), LISTS.get(first, ""))


def _address(request: Request, **changed: str) -> str:
    """This page with another place or year."""
    query = request.GET.copy()
    for name in ("page", "place", "year"):
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _place_label(request: Request, at: Here) -> PlaceLabel:
    rows = Area.objects.visible_to(Actor.public()).filter(until__isnull=True)
    paths = paths_above(at.place.path)
    near = list(rows.filter(Q(path__in=paths) | Q(parent=at.place)).order_by("moo", "sort_key"))
    above = sorted((area for area in near if area.path in paths), key=lambda area: len(area.path))
    below = [area for area in near if area.path not in paths][:MOST_CHOICES]
    if not below and at.place.parent_id:
        beside = rows.filter(parent=at.place.parent_id).exclude(pk=at.place.pk)
        below = list(beside.order_by("moo", "sort_key")[:MOST_CHOICES])
    return PlaceLabel(
        label(at.place),
        tuple(Crumb(_crumb(area), _there(request, at, area)) for area in above),
        (
            *(
                Choice(label(area), _there(request, at, area), area.pk == at.place.pk)
                for area in (at.place, *below)
            ),
            Choice(_("Find another place"), reverse("place-find")),
        ),
    )


def _crumb(area: Area) -> str:
    return _("Country") if area.kind == AreaKind.NATION else label(area)


def _year_label(request: Request, at: Here) -> YearLabel:
    newest = FiscalYear.of(clock.today()).end_year + 1
    years = [FiscalYear(year) for year in range(newest, max(newest - 8, FIRST_YEAR) - 1, -1)]
    lang = get_language() or "th"
    return YearLabel(
        at.year.be,
        tuple(
            Choice(
                _("Fiscal year %(year)s") % {"year": year.name(lang=lang)},
                _address(request, year=str(year.be)),
                year == at.year,
            )
            for year in years
        ),
        at.year.name(lang=lang),
    )


def _waiting(request: Request, actor: Actor) -> int:
    """How much waits for this seat: as its own page has just counted, elsewhere at most a minute old."""
    key = f"waiting:{actor.seat_id}:{clock.today()}"
    counted: int | None = getattr(request, "waiting", None)
    if counted is None:
        kept: int | None = cache.get(key)
        if kept is not None:
            return kept
        counted = sum(source.count(actor, clock.today()) for source in offers.duty_sources)
    cache.set(key, counted, WAITING_KEPT)
    return counted


MEETING_TABS = (
    ("meetings", gettext_lazy("Meetings"), "meetings.meeting"),
    ("resolutions", gettext_lazy("Resolutions"), "meetings.resolution"),
    ("submissions", gettext_lazy("Proposals to those above"), "meetings.submission"),
    ("follow-duties", gettext_lazy("Duties"), "followup.duty"),
    ("follow-promises", gettext_lazy("Promises of agencies"), "followup.promise"),
    ("gatherings", gettext_lazy("Gatherings"), "gatherings.gathering"),
    ("news", gettext_lazy("News"), "news.newsitem"),
    ("elections", gettext_lazy("Elections and terms"), "elections.election"),
    ("calendar", gettext_lazy("Calendar"), "gatherings.gathering"),
    ("reader", gettext_lazy("Texts that are read"), "reader.text"),
)
"""The lists by place of the room of meetings: address, words, the kind of row that a seat must be able to read."""
WORK_TABS = (
    ("projects", gettext_lazy("Projects"), "grants.project"),
    ("housing", gettext_lazy("House repairs"), "housing.housingcase"),
)
"""The lists by place of the room of development work."""


def _tabs(request: Request, actor: Actor) -> tuple[Tab, ...]:
    """The lists beside this one, where the page is a list by place of a room that has several."""
    match = request.resolver_match
    name = match.url_name if match else ""
    if not actor.is_signed_in:
        return ()
    return tuple(
        Tab(str(words), reverse(address), address == name)
        for tabs in (MEETING_TABS, WORK_TABS)
        if name in {address for address, _words, _kind in tabs}
        for address, words, kind in tabs
        if policy.may_read(actor.role, kind)
    )


def _rooms(request: Request, actor: Actor, at: Here) -> tuple[Room, ...]:
    """The rooms that are open so far. Others open with their issues."""
    if not actor.is_signed_in:
        return ()
    match = request.resolver_match
    name = match.url_name if match else ""
    picture = reverse("place", args=[at.place.key])
    rooms = [
        Room(
            _("My work"), _("My work, short"), "work", reverse("home"), name in ("home", "duties"),
            _waiting(request, actor),
        ),
        Room(_("Picture"), _("Picture"), "picture", picture, at.is_place_page),
        Room(
            _("Organisations and people"), _("Organisations, short"), "people", reverse("organisations"),
            (name or "").startswith(OF_PEOPLE),
        ),
    ]  # fmt: skip
    if policy.may_read(actor.role, "meetings.meeting"):
        is_here = (name or "").startswith(OF_MEETINGS)
        rooms.append(Room(_("Meetings, short"), _("Meetings, short"), "meet", reverse("meetings"), is_here))
    if policy.may_read(actor.role, "funds.fund"):
        is_here = (name or "").startswith(OF_FUNDS)
        rooms.append(Room(_("Fund money"), _("Fund money, short"), "fund", reverse("funds"), is_here))
    if policy.may_read(actor.role, "grants.project"):
        is_here = (name or "").startswith(("project", "housing"))
        rooms.append(
            Room(_("Development work"), _("Development work, short"), "build", reverse("projects"), is_here)
        )
    if policy.may(actor, "exchange.take_in"):
        is_here = (name or "").startswith(("import", "export"))
        rooms.append(Room(_("Lists in and out"), _("Lists, short"), "down", reverse("imports"), is_here))
    return tuple(rooms)
