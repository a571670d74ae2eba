"""What the pages of acts share: one sheet with a form, the gathering that is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries.gatherings import gathering_of
from khabuan.places.here import stand_at


@dataclass(frozen=True)
class Sheet:
    """A page that asks: its head, the act's button, the way back; what to know before."""

    title: str
    button: str
    lead: str
    back: str
    leave: str
    note: str = ""
    is_danger: bool = False


def ask(
    request: Request, form: forms.Form, sheet: Sheet, *, client_key: str = "", **more: object
) -> HttpResponse:
    """The page with all fields of a form in their order."""
    context: dict[str, Any] = {"form": form, "sheet": sheet, "client_key": client_key, **more}
    return show(request, "gatherings/ask.html", context)


def row_of(request: Request, pk: int) -> Gathering:
    """A gathering that is looked at; the bar stands at its body's place."""
    row = gathering_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row


def to_act_on(request: Request, pk: int, act: str) -> Gathering:
    """A gathering within the seat's reach, whose office may do this. OutOfArea, NotAllowed."""
    row = gathering_of(request.actor, pk)
    policy.require(request.actor, f"gatherings.{act}", row.node)
    stand_at(request, row.organisation.area)
    return row
