"""One's own account: seats, password, phone number, language, second step, named phones."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.seats import actions, entry, queries, rules
from khabuan.seats.forms import (
    ChangePasswordForm,
    CodeForm,
    LanguageForm,
    PhoneForm,
    PinForm,
    ProofForm,
    TokenForm,
)
from khabuan.seats.middleware import CODE, PHONE, Request
from khabuan.seats.models import Seat, User
from khabuan.seats.views.door import at_gate, knock_of, safe_next, step_in


def _mine(request: Request) -> dict[str, Any]:
    """Who acts on what, for an act on one's own account."""
    actor = request.arrival.own_actor()
    return {"actor": actor, "user": request.arrival.who.at(actor)}


def me(request: Request) -> HttpResponse:
    """My account."""
    user = request.arrival.who
    context = {
        "account": user,
        "seats": request.arrival.seats,
        "seat": request.seat,
        "devices": queries.devices_of(user),
        "this_device": request.session.get(PHONE, ""),
        "language_name": dict(settings.LANGUAGES).get(user.language or settings.LANGUAGE_CODE, ""),
        "code_needed": rules.needs_code(seat.role for seat in request.arrival.seats),
        "may_grant": bool(rules.GRANTS.get(request.actor.role)),
    }
    return show(request, "seats/me.html", context)


@at_gate("seats:password")
def password(request: Request) -> HttpResponse:
    """Change the password; this session goes on, all others end."""
    form = ChangePasswordForm(typed(request))
    if request.method == "POST" and _is_proved(request, form):
        user = attempt(form, actions.change_password, **_mine(request))
        if user is not None:
            update_session_auth_hash(request, user)
            toast(request, _("The password is changed. All your other sessions are logged out."))
            return redirect(safe_next(request) if request.arrival.gate else "seats:me")
    context = {"form": form, "is_forced": bool(request.arrival.gate), "next": safe_next(request)}
    return show(request, "seats/password.html", context)


def _is_proved(request: Request, form: Form) -> bool:
    """Whether the present password in the form is right, by the same throttle as the door."""
    if not form.is_valid():
        return False
    try:
        entry.prove(request.arrival.who, form.cleaned_data["old"], knock_of(request), field="old")
    except Refused as no:
        form.add_error(no.field, str(no.message))
        return False
    return True


def phone(request: Request) -> HttpResponse:
    """The number one may log in with."""
    form = PhoneForm(typed(request))
    if attempt(form, actions.set_phone, **_mine(request)) is not None:
        toast(request, _("The phone number is saved."))
        return redirect("seats:me")
    return show(request, "seats/phone.html", {"form": form, "account": request.arrival.who})


@sensitive_post_parameters("pin", "old")
def pin(request: Request) -> HttpResponse:
    """A short number with which one signs on somebody else's device."""
    form = PinForm(typed(request))
    if request.method == "POST" and _is_proved(request, form):
        user = attempt(form, _set_pin, **_mine(request))
        if user is not None:
            toast(request, _("The PIN is set.") if user.has_pin else _("The PIN is taken away."))
            return redirect("seats:me")
    return show(request, "seats/pin.html", {"form": form, "account": request.arrival.who})


def _set_pin(*, old: str, **facts: Any) -> User:  # noqa: ANN401 - facts of the action, passed on
    """The password was asked for by the page; the action has no use for it."""
    return actions.set_pin(**facts)


def language(request: Request) -> HttpResponse:
    """The language of the pages."""
    form = LanguageForm(typed(request), initial={"language": translation.get_language()})
    user = attempt(form, actions.set_language, **_mine(request)) if request.method == "POST" else None
    if user is None:
        return show(request, "seats/language.html", {"form": form})
    response = redirect("seats:me")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language)
    return response


@at_gate("seats:begin_code")
def begin_code(request: Request) -> HttpResponse:
    """Why and how of the second step; whoever has one already shows the password before a new one."""
    user = request.arrival.who
    form = ProofForm(typed(request)) if user.has_code else None
    if request.method == "POST" and (form is None or _is_proved(request, form)):
        actions.enrol_totp(**_mine(request))
        return redirect(f"{reverse('seats:confirm_code')}?{urlencode({'next': safe_next(request)})}")
    context = {"form": form, "is_forced": bool(request.arrival.gate), "next": safe_next(request)}
    return show(request, "seats/begin_code.html", context)


@at_gate("seats:begin_code")
def confirm_code(request: Request) -> HttpResponse:
    """The QR code, and the first six digits that prove it was taken in."""
    user = request.arrival.who
    secret = entry.totp_secret(user, pending=True)
    if not secret:
        return redirect("seats:begin_code")
    form = CodeForm(typed(request))
    if attempt(form, actions.confirm_totp, **_mine(request)) is not None:
        was_at_gate = bool(request.arrival.gate)
        request.session.cycle_key()
        request.session[CODE] = True
        toast(request, _("The second step is on."))
        return step_in(request) if was_at_gate else redirect("seats:me")
    uri = rules.totp_uri(secret, login=user.login, issuer="Khabuan")
    picture = segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff")
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": spaced, "next": safe_next(request)}
    return show(request, "seats/confirm_code.html", context)


@sensitive_post_parameters("old")
def drop_code(request: Request) -> HttpResponse:
    """Switch the second step off."""
    form = ProofForm(typed(request))
    is_proved = request.method == "POST" and _is_proved(request, form)
    if is_proved and attempt(form, actions.drop_totp, **_mine(request)) is not None:
        toast(request, _("The second step is off."))
        return redirect("seats:me")
    return show(request, "seats/drop_code.html", {"form": form})


@require_POST
def end_phone(request: Request, pk: int) -> HttpResponse:
    """A phone is no longer mine."""
    device = get_object_or_404(queries.devices_of(request.arrival.who), pk=pk)
    actions.end_device(device=device, **_mine(request))
    toast(request, _("%(name)s is logged out.") % {"name": device.name})
    return redirect("seats:me")


def _seat(request: Request) -> Seat:
    """The seat taken now; nobody is behind the gate without one."""
    if request.seat is None:
        raise OutOfArea("seats.seat")
    return request.seat


@sensitive_post_parameters("old")
def tokens(request: Request) -> HttpResponse:
    """Keys with which programs act from this seat; a new one is shown once, on the answer to the form."""
    form, made, seat = TokenForm(typed(request)), None, _seat(request)
    if request.method == "POST" and _is_proved(request, form):
        facts = {name: form.cleaned_data[name] for name in ("name", "days")}
        try:
            made = actions.make_token(actor=request.actor, seat=seat, **facts)
        except Refused as no:
            form.add_error(no.field, str(no.message))
    context = {"form": form, "made": made, "seat": seat, "tokens": queries.tokens_of(seat)}
    return show(request, "seats/tokens.html", context)


@require_POST
def end_token(request: Request, pk: int) -> HttpResponse:
    """A key opens nothing any more."""
    token = get_object_or_404(queries.tokens_of(_seat(request)), pk=pk)
    actions.end_token(actor=request.actor, seat=token.seat, token=token)
    toast(request, _("The key of %(name)s is ended.") % {"name": token.name})
    return redirect("seats:tokens")
