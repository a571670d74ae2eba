"""Who has come in: turns a session into `request.actor` and `request.seat`, or sends to the gate what is
missing.

A page is for seats unless its view is marked with Django's `login_not_required`. `request.actor` is the
public until every gate is passed: password, second step, forced change of password, choice of seat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from khabuan.access import request
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.seats import entry, queries, rules
from khabuan.seats.models import Device, Seat, User

SEAT, SEEN, PHONE, CODE = "seat", "seen", "phone", "code"  # names in the session
SEEN_STEP = timedelta(minutes=1)  # how finely the last click is remembered, to spare writes


@dataclass(frozen=True)
class Arrival:
    """How far somebody has come. `gate` is the URL name of what is still to do, "" inside."""

    gate: str = "seats:enter"
    user: User | None = None
    seats: tuple[Seat, ...] = ()
    seat: Seat | None = None
    was_away: bool = False

    @property
    def is_in(self) -> bool:
        return not self.gate

    @property
    def who(self) -> User:
        """The user, where a page needs one. RuntimeError for nobody: its gate let the public through."""
        if self.user is None:
            raise RuntimeError("nobody has logged in")
        return self.user

    def own_actor(self) -> Actor:
        """The seat as actor for acts on one's own account, at the gate too. RuntimeError when nobody sits."""
        seat = self.seat or (self.seats[0] if self.seats else None)
        if seat is None:
            raise RuntimeError("nobody is seated here")
        return queries.actor_of(seat)


class Request(request.Request):
    """A request behind this middleware, for the type checker; nobody makes one."""

    arrival: Arrival
    seat: Seat | None
    user: User


class Seated:
    """Middleware, after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        arrival = arrival_of(request)
        request.arrival = arrival
        request.seat = arrival.seat if arrival.is_in else None
        request.actor = queries.actor_of(arrival.seat) if arrival.is_in and arrival.seat else Actor.public()
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.arrival.is_in or not getattr(view, "login_required", True):
            return None
        return to_gate(request)


def to_gate(request: Request) -> HttpResponse:
    """Send to what is still to do, and back here afterwards if this page can be asked for again."""
    query = {"next": request.get_full_path()} if request.method == "GET" and request.path != "/" else {}
    if request.arrival.was_away:
        query["away"] = "1"
    address = reverse(request.arrival.gate) + (f"?{urlencode(query)}" if query else "")
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def arrival_of(request: Request) -> Arrival:
    """Judge the session anew: idle time, named phone, seats in force today, second step, password, choice."""
    user = request.user
    if not user.is_authenticated:
        return Arrival()
    if _is_over(request, user):
        logout(request)
        return Arrival(was_away=True)
    seats = tuple(queries.seats_in_force(user))
    seat = _chosen(seats, request.session.get(SEAT))
    gate = _gate(user, seats, seat, has_shown_code=bool(request.session.get(CODE)))
    return Arrival(gate, user, seats, seat)


def _gate(user: User, seats: tuple[Seat, ...], seat: Seat | None, *, has_shown_code: bool) -> str:
    if not seats:
        return "seats:nowhere"
    if user.has_code and not has_shown_code:
        return "seats:code"
    # The demo's log-ins are printed for everybody: a second step would only lock its owner out.
    if not user.has_code and not settings.IS_DEMO and rules.needs_code(one.role for one in seats):
        return "seats:begin_code"
    if user.must_change_password:
        return "seats:password"
    return "" if seat else "seats:choose"


def _chosen(seats: tuple[Seat, ...], key: object) -> Seat | None:
    if len(seats) == 1:
        return seats[0]
    return next((seat for seat in seats if str(seat.pk) == key), None)


def _is_over(request: Request, user: User) -> bool:
    """Whether the session was left alone too long, or its phone is no longer the user's. Notes the click."""
    now, phone = clock.now(), request.session.get(PHONE)
    seen = datetime.fromisoformat(request.session[SEEN]) if SEEN in request.session else now
    if now - seen > (rules.IDLE_OWN if phone else rules.IDLE_SHARED):
        return True
    if phone:
        device = Device.objects.filter(pk=int(phone), user=user, ended_at__isnull=True).first()
        if device is None:
            return True
        entry.note_seen(device)
    if SEEN not in request.session or now - seen > SEEN_STEP:
        request.session[SEEN] = now.isoformat()
    return False
