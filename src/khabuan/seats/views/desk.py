"""The desk: who sits where below us, giving and ending seats, printing entry cards; and the page of
offices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import segno
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from khabuan.access import policy
from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.keys import new_key
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaGroup
from khabuan.registry.models import Organisation
from khabuan.registry.queries.choices import place_words
from khabuan.seats import actions, queries, rules
from khabuan.seats.forms import CardAskForm, EndForm, GrantForm, ReasonForm, SeatFilterForm
from khabuan.seats.middleware import Request
from khabuan.seats.models import Seat, User
from khabuan.seats.queries import Place, SeatFilter

PAGE = 50
PARTS = {
    "places": gettext_lazy("Places"),
    "rules": gettext_lazy("Rules of law and custom"),
    "registry": gettext_lazy("Organisations and people"),
    "files": gettext_lazy("Files"),
    "exchange": gettext_lazy("Lists in and out"),
    "seats": gettext_lazy("Seats and log-in"),
}
PLACES: dict[str, type[Place]] = {"area": Area, "group": AreaGroup, "organisation": Organisation}


def _require_office(request: Request, action: str) -> None:
    """Raise NotAllowed when this office never does such a thing, before anything is shown."""
    if not policy.may(request.actor, action):
        raise NotAllowed(action, tuple(role.label for role in policy.POLICY[action].offices))


def _seat_below(request: Request, pk: int, action: str) -> Seat:
    """Another's seat that is ours to keep: 404 out of sight, 403 in sight but another's to keep."""
    rows = Seat.objects.visible_to(request.actor).select_related(
        "user", "area", "group__area", "organisation"
    )
    found: Seat = get_object_or_404(rows, pk=pk)
    is_ours = found.user_id != request.actor.user_id and rules.may_seat(request.actor.role, Role(found.role))
    if not is_ours or not policy.may(request.actor, action):
        above = [
            role.label for role in Role if rules.may_seat(role, Role(found.role)) and role != Role.SYSTEM
        ]
        raise NotAllowed(action, tuple(above))
    return found


def seat_list(request: Request) -> HttpResponse:
    """Users and their seats below ours, with filters."""
    _require_office(request, "seats.grant")
    given = [role for role in Role if rules.may_seat(request.actor.role, role)]
    form = SeatFilterForm({"state": "now", **request.GET.dict()}, roles=given)
    wanted = SeatFilter(**form.cleaned_data) if form.is_valid() else SeatFilter()
    page = Paginator(queries.seats_below(request.actor, wanted), PAGE).get_page(request.GET.get("page"))
    context = {"filter": form, "page": page, "today": clock.today()}
    return show(request, "seats/list.html", context, partial="rows")


def seat(request: Request, pk: int) -> HttpResponse:
    """One seat: who, where, since when, its card and second step, and what can be done."""
    found = _seat_below(request, pk, "seats.end")
    today = clock.today()
    below = queries.seats_below(request.actor, SeatFilter())
    context = {
        "seat": found,
        "account": found.user,
        "user_key": str(found.user_id),
        "card": queries.last_card_of(found.user),
        "now": clock.now(),
        "is_over": found.until is not None and found.until <= today,
        "others": below.filter(user=found.user).exclude(pk=found.pk),
    }  # fmt: skip
    return show(request, "seats/seat.html", context)


def grant(request: Request) -> HttpResponse:
    """Give a seat: first the place (`?at=organisation:123` from a profile, or by its name), then who."""
    _require_office(request, "seats.grant")
    if not request.GET.get("at"):
        words = request.GET.get("q", "")
        user_key = request.GET.get("user", "")
        found = queries.places_to_seat(request.actor, words)
        lines = _lines(request, found, user_key)
        return show(
            request, "seats/grant_where.html", {"places": lines, "words": words, "user_key": user_key}
        )
    place = _place(request)
    user = _known_user(request)
    roles = queries.seatable_roles(request.actor, place)
    if not roles:
        raise NotAllowed("seats.grant", tuple(role.label for role in policy.POLICY["seats.grant"].offices))
    initial = {"role": roles[0].value if len(roles) == 1 else None}
    form = GrantForm(typed(request), roles=roles, is_new_user=user is None, initial=initial)
    if request.method == "POST":
        facts = {"actor": request.actor, "place": place, "user": user}
        given = attempt(form, actions.grant_seat, client_key=request.POST.get("client_key") or None, **facts)
        if given is not None:
            return redirect("seats:seat" if user else "seats:print_card", pk=given.pk)
    context = {"form": form, "place": place, "account": user, "client_key": _client_key(request)}
    return show(request, "seats/grant.html", context)


def _lines(request: Request, places: Sequence[Place], user_key: str) -> list[dict[str, str]]:
    """Places to choose from: their names, what and where they are, and the form for each."""
    areas = [queries.own_places(place)[0] for place in places]
    where = place_words(request.actor, areas)
    return [
        {
            "name": label(place, full=True) if isinstance(place, Area) else str(place),
            "more": where[area.pk]
            if isinstance(place, Area)
            else f"{place.get_kind_display()} · {where[area.pk]}",
            "url": _address(place, user_key),
        }
        for place, area in zip(places, areas, strict=True)
    ]


def _address(place: Place, user_key: str) -> str:
    """The address of the form for this place."""
    at = next(f"{name}:{place.pk}" for name, model in PLACES.items() if isinstance(place, model))
    return "?" + urlencode({"at": at, **({"user": user_key} if user_key else {})})


def _place(request: Request) -> Place:
    kind, _colon, key = request.GET["at"].partition(":")
    model = PLACES.get(kind)
    if model is None or not key.isdecimal():
        raise Http404
    place: Place = get_object_or_404(model.objects.visible_to(request.actor), pk=int(key))
    if not request.actor.reaches(place.node):
        raise OutOfArea("seats.grant")
    return place


def _known_user(request: Request) -> User | None:
    """A user who gets a further seat: only one with a seat in our sight."""
    key = request.GET.get("user", "")
    if not key:
        return None
    sitting = Seat.objects.visible_to(request.actor).filter(user_id=int(key) if key.isdecimal() else 0)
    row = sitting.select_related("user").first()
    if row is None:
        raise Http404
    user: User = row.user
    return user


def _client_key(request: Request) -> str:
    """The key that makes a form sent twice count once."""
    return str(request.POST.get("client_key") or new_key())


@never_cache
def print_card(request: Request, pk: int) -> HttpResponse:
    """Ask, then print a one-use card. Its code is on this one answer only: a page sent again shows none."""
    found = _seat_below(request, pk, "seats.issue_card")
    form = CardAskForm(typed(request))
    context = {"seat": found, "account": found.user, "form": form, "client_key": _client_key(request)}
    if request.method != "POST" or not form.is_valid():
        return show(request, "seats/print_card.html", context)
    key = request.POST.get("client_key") or None
    card = attempt(form, actions.issue_card, actor=request.actor, seat=found, client_key=key)
    if card is None or not card.code:
        again = {"was_shown": card is not None, "client_key": str(new_key())}
        return show(request, "seats/print_card.html", {**context, **again})
    address = request.build_absolute_uri(reverse("seats:card"))
    picture = segno.make(address, error="m").svg_data_uri(scale=3, border=4, light="#fff")
    printed = {"printed_by": request.actor.title, "printed_on": clock.today()}
    last_day = clock.day_of(card.until)
    return show(request, "seats/card_sheet.html", {
        **context, **printed, "card": card, "address": address, "picture": picture, "last_day": last_day,
    })  # fmt: skip


def end(request: Request, pk: int) -> HttpResponse:
    """End a seat, with the reason."""
    found = _seat_below(request, pk, "seats.end")
    form = EndForm(typed(request))
    if request.method == "POST":
        ended = attempt(form, actions.end_seat, actor=request.actor, seat=found)
        if ended is not None:
            toast(request, _("The seat of %(name)s is ended.") % {"name": found.user.name})
            return redirect("seats:list")
    return show(request, "seats/end.html", {"form": form, "seat": found, "account": found.user})


def clear_code(request: Request, pk: int) -> HttpResponse:
    """Switch off the second step of somebody who lost the phone."""
    found = _seat_below(request, pk, "seats.clear_code")
    form = ReasonForm(typed(request))
    if request.method == "POST":
        done = attempt(form, actions.clear_totp, actor=request.actor, seat=found)
        if done is not None:
            toast(
                request,
                _("%(name)s sets up the second step anew at the next entry.") % {"name": found.user.name},
            )
            return redirect("seats:seat", pk=found.pk)
    return show(request, "seats/clear_code.html", {"form": form, "seat": found, "account": found.user})


@login_not_required
def who_may(request: Request) -> HttpResponse:
    """Who may do what, printed from the policy itself; and who gives which seat."""
    offices = [role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC)]
    parts: dict[str, list[Any]] = {}
    for name, rule in policy.POLICY.items():
        allowed = [rule.allows(role) for role in offices]
        if any(allowed):
            parts.setdefault(name.partition(".")[0], []).append((rule.words, allowed))
    giving = [(role.label, [gives in rules.GRANTS.get(role, ()) for gives in offices]) for role in offices]
    context = {
        "offices": [role.label for role in offices],
        "parts": [(str(PARTS.get(name, name)), rows) for name, rows in parts.items()],
        "giving": [(label, row) for label, row in giving if any(row)],
    }
    return show(request, "seats/who_may.html", context)
