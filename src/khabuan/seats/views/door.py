"""The door: log-in, entry card, second step, choice of seat, log-out. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.web import attempt, show, typed
from khabuan.seats import actions, entry, queries, rules
from khabuan.seats.forms import CardForm, CodeForm, EnterForm, NewPasswordForm
from khabuan.seats.middleware import CODE, PHONE, SEAT, SEEN, Request, arrival_of, to_gate
from khabuan.seats.models import EntryCard, User
from khabuan.seats.sentences import refusal

CARD, WANTS_PHONE = "card", "wants_phone"  # names in the session, only on the way in
PHONE_COOKIE, PHONE_COOKIE_DAYS = "khabuan_phone", 400
View = Callable[..., HttpResponse]


def at_gate(*names: str) -> Callable[[View], View]:
    """A page for somebody who stands at one of these gates, or is inside. Others go where they belong."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.arrival.gate not in ("", *names):
                return to_gate(request)
            return view(request, *args, **kwargs)

        return login_not_required(never_cache(sensitive_post_parameters()(guarded)))

    return declare


def safe_next(request: Request) -> str:
    """Where to go afterwards: a page of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else "/"


def knock_of(request: Request) -> entry.Knock:
    """Where this request comes from, as the throttle counts it."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    address = entry.address_of(request.META.get("REMOTE_ADDR", ""), forwarded)
    return entry.Knock(address, request.COOKIES.get(PHONE_COOKIE, ""))


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def enter(request: Request) -> HttpResponse:
    """Log-in name or phone, and password."""
    if request.arrival.is_in:
        return redirect(safe_next(request))
    if not User.objects.exists():
        return redirect("setup")  # a book that nobody can enter yet
    form = EnterForm(typed(request))
    if request.method == "POST":
        wants_phone = form.is_valid() and form.cleaned_data.pop("is_my_phone")
        user = attempt(form, entry.enter, knock=knock_of(request))
        if user is not None:
            begin_session(request, user)
            request.session[WANTS_PHONE] = wants_phone
            return step_in(request)
    look = reverse("place", args=[settings.HOME_PROVINCE or "th"])
    context = {"form": form, "next": safe_next(request), "was_away": "away" in request.GET, "look_url": look}
    return show(request, "seats/enter.html", context)


def step_in(request: Request) -> HttpResponse:
    """Go through the next gate; inside, mend the slips, name the phone, and go where one was going."""
    request.session[SEEN] = clock.now().isoformat()
    arrival = request.arrival = arrival_of(request)
    response: HttpResponse = HttpResponseRedirect(safe_next(request))
    if arrival.gate in ("seats:code", "seats:begin_code", "seats:nowhere", "seats:enter"):
        return redirect(_toward(arrival.gate, request))
    token = request.COOKIES.get(PHONE_COOKIE, "")
    entry.forget_failures(arrival.who, entry.known_device(arrival.who, token))
    if arrival.gate:
        response = redirect(_toward(arrival.gate, request))
    if arrival.who.language:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, arrival.who.language)
    if request.session.pop(WANTS_PHONE, False):
        _remember_phone(request, response, token)
    return response


def _toward(gate: str, request: Request) -> str:
    """The address of a gate that leads on to where one was going."""
    return f"{reverse(gate)}?{urlencode({'next': safe_next(request)})}"


def _remember_phone(request: Request, response: HttpResponse, token: str) -> None:
    """Keep this browser as the user's own phone, with a longer session. Only after every proof was given."""
    arrival, token = request.arrival, token or entry.new_token()
    actor = arrival.own_actor()
    name = rules.device_name(request.headers.get("User-Agent", "")) or _("My phone")
    device = actions.name_device(actor=actor, user=arrival.who.at(actor), name=name, token=token)
    request.session[PHONE] = str(device.pk)
    request.session.set_expiry(int(rules.IDLE_OWN.total_seconds()))  # a number rolls on, a timedelta does not
    response.set_cookie(
        PHONE_COOKIE, token, max_age=PHONE_COOKIE_DAYS * 86400, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


@login_not_required
@never_cache
@sensitive_post_parameters("code")
def card(request: Request) -> HttpResponse:
    """The code on an entry card."""
    form = CardForm(typed(request))
    if request.method == "POST":
        found = attempt(form, entry.find_card, knock=knock_of(request))
        if found is not None:
            _keep_card(request, found)
            return redirect("seats:card_password")
    return show(request, "seats/card.html", {"form": form})


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def card_password(request: Request) -> HttpResponse:
    """Choose a password with the card that was shown a moment ago."""
    found = _shown_card(request)
    if found is None:
        return redirect("seats:card")
    form = NewPasswordForm(typed(request))
    if request.method == "POST":
        user = attempt(form, _use_card, card=found)
        if user is not None:
            request.session.pop(CARD, None)
            begin_session(request, user)
            return step_in(request)
    return show(request, "seats/card_password.html", {"form": form, "user": found.user})


def show_card(request: Request, code: str) -> None:
    """Take a card's code from the program itself, as if it had been typed (the first administrator's)."""
    _keep_card(request, entry.find_card(code=code, knock=knock_of(request)))


def _keep_card(request: Request, card: EntryCard) -> None:
    logout(request)
    request.session[CARD] = {"id": str(card.pk), "at": clock.now().isoformat()}


def _shown_card(request: Request) -> EntryCard | None:
    shown = request.session.get(CARD)
    if not shown or clock.now() - datetime.fromisoformat(shown["at"]) > rules.HALF_ENTRY:
        return None
    return EntryCard.objects.select_related("user").filter(pk=int(shown["id"])).first()


def _use_card(*, card: EntryCard, password: str, again: str) -> User:
    """Use the card from the first seat of its user."""
    seats = queries.seats_in_force(card.user)
    if not seats:
        raise refusal("no_seat")
    actor = queries.actor_of(seats[0])
    return actions.use_card(actor=actor, user=card.user.at(actor), card=card, password=password, again=again)


@at_gate("seats:code")
def code(request: Request) -> HttpResponse:
    """The second step: six digits from the phone."""
    if request.arrival.is_in:
        return redirect(safe_next(request))
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            entry.take_code(user=request.arrival.who, code=form.cleaned_data["code"], knock=knock_of(request))
        except Refused as no:
            form.add_error(no.field, str(no.message))
        else:
            request.session.cycle_key()
            request.session[CODE] = True
            return step_in(request)
    return show(request, "seats/code.html", {"form": form, "next": safe_next(request)})


@at_gate("seats:choose")
def choose(request: Request) -> HttpResponse:
    """Which of one's seats to take now."""
    arrival = request.arrival
    if request.method == "POST":
        wanted = next((seat for seat in arrival.seats if str(seat.pk) == request.POST.get("seat")), None)
        if wanted is not None:
            request.session[SEAT] = str(wanted.pk)
            return redirect(safe_next(request))
    return show(
        request,
        "seats/choose.html",
        {"seats": arrival.seats, "now": arrival.seat, "next": safe_next(request)},
    )


@at_gate("seats:nowhere")
def nowhere(request: Request) -> HttpResponse:
    """Logged in, but without a seat today."""
    if request.arrival.is_in:
        return redirect("/")
    return show(request, "seats/nowhere.html", {}, status=403)


@login_not_required
@require_POST
def leave(request: Request) -> HttpResponse:
    """Log out; a named phone stays known."""
    logout(request)
    return redirect("seats:enter")
