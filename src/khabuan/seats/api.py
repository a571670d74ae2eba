"""Who asks through the API: a seat's key, or for reading the session of a page. And who one is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from ninja import Router, Schema
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from khabuan.access.actor import Actor
from khabuan.core.api import PROBLEMS
from khabuan.seats import entry, queries

READING = ("GET", "HEAD", "OPTIONS")


class SeatKey(HttpBearer):
    """`Authorization: Bearer khb_…`: the key acts as its seat does. Refused: `wait`, `token_wrong`."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        speak_to(request)
        actor: Actor | None = super().__call__(request)
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        address = entry.address_of(
            request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", "")
        )
        seat = entry.find_seat(code=token.strip(), knock=entry.Knock(address))
        speak_to(request, seat.user.language)
        request.actor = queries.actor_of(seat)  # type: ignore[attr-defined]
        return request.actor  # type: ignore[attr-defined]


class SignedIn(APIKeyCookie):
    """The session of somebody who has passed every gate, for reading only: a write needs a key."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # nothing is written through it

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor if actor.is_signed_in and request.method in READING else None


def speak_to(request: HttpRequest, own: str = "") -> None:
    """Answer in the language that is asked for (`Accept-Language`), else the user's own, else Thai."""
    wanted = request.headers.get("Accept-Language", "").strip().casefold()[:2]
    known = dict(settings.LANGUAGES)
    language = wanted if wanted in known else own if own in known else settings.LANGUAGE_CODE
    translation.activate(language)


class SeatShown(Schema):
    """The seat that asks: its office, its title, and the paths it reaches (each with all below it)."""

    id: str
    role: str
    title: str
    reaches: list[str]


router = Router(tags=["seat"])


@router.get("/me", response={200: SeatShown, **PROBLEMS}, operation_id="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Which seat this key or session acts from."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return {
        "id": str(actor.seat_id),
        "role": actor.role.value,
        "title": actor.title,
        "reaches": [span.low for span in actor.spans],
    }
