"""What the pages of duties and promises share: whose book, where a thing came from, where a form leads back to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise as Lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.web import show, typed
from khabuan.files.models import Attachment
from khabuan.followup.forms.parts import BookForm
from khabuan.places.here import stand_at
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views.people import require_reader

PAGE = 50


def body_within(request: Request, pk: int, kind: str) -> Organisation:
    """A body whose insides the seat reads: one above is known without them."""
    body = organisation_of(request.actor, pk)
    if not request.actor.reaches(body.node):
        raise OutOfArea(f"{kind} of {pk}")
    require_reader(request, kind)
    stand_at(request, body.area)
    return body


def body_to_act_on(request: Request, pk: int, act: str) -> Organisation:
    body = organisation_of(request.actor, pk)
    policy.require(request.actor, act, body.node)
    stand_at(request, body.area)
    return body


def choose_book(request: Request, act: str, target: str, title: str) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form `target`. The query goes along."""
    policy.require(request.actor, act, request.actor.home)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    mine = own_body(request.actor)
    if mine:
        return redirect(f"{reverse(target, args=[mine])}{query}")
    form = BookForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect(f"{reverse(target, args=[form.cleaned_data['body'].pk])}{query}")
    return show(request, "followup/choose.html", {"form": form, "title": title})


def own_body(actor: Actor) -> int | None:
    """The organisation that is the seat's own, from its node ("19.01.05.o123."); None for a seat of a place."""
    last = actor.body.rstrip(".").rsplit(".", 1)[-1]
    return int(last[1:]) if last else None


@dataclass(frozen=True)
class Origin:
    """The record from which a new duty or promise comes, as the link to the form tells: `?origin=kind:key`."""

    kind: str = ""
    key: int | None = None
    subject: offers.Subject | None = None

    @property
    def facts(self) -> dict[str, Any]:
        return {"origin_kind": self.kind, "origin_id": self.key}


def origin_of(request: Request) -> Origin:
    """OutOfArea for a record that is not in sight, or of a kind that nobody offers."""
    asked = request.GET.get("origin", "")
    if not asked:
        return Origin()
    kind, _colon, key = asked.partition(":")
    named = offers.named_subjects.get(kind)
    number = int(key) if key.isdecimal() and len(key) < 20 else 0
    subject = named.of(request.actor, [number]).get(number) if named else None
    if subject is None:
        raise OutOfArea(asked[:80])
    return Origin(kind, number, subject)


def told_by_link(request: Request) -> dict[str, Any]:
    """What the link to a form knows already: the day (`on`) and the issue."""
    try:
        on = min(date.fromisoformat(request.GET.get("on", "")), clock.today())
    except ValueError:
        on = clock.today()
    return {"given_on": on, "issue": request.GET.get("issue", "")}


def url_of(actor: Actor, body: Organisation | None) -> str:
    """The page of a body, "" for none and for one out of this seat's sight."""
    if body is None or not (actor.reaches(body.node) or body.area.path in actor.upline):
        return ""
    return body.get_absolute_url()


def list_url_of(actor: Actor, body: Organisation, name: str) -> str:
    """The list of a body where its insides are read, else that of the place."""
    return reverse(f"{name}-of", args=[body.pk]) if actor.reaches(body.node) else reverse(name)


@dataclass(frozen=True)
class TrailLine:
    """A line of a trail as its page shows it. `back` is where it is taken back, "" for who may not."""

    what: str
    more: str
    state: str
    files: tuple[Attachment, ...] = ()
    back: str = ""
    withdrawn: str = ""


@dataclass(frozen=True)
class Step:
    """A page with one form that does one thing to a duty or promise: its words, and what it says when it is done."""

    act: str
    run: Callable[..., Any]
    form: type[forms.Form]
    title: str | Lazy
    lead: str | Lazy
    button: str | Lazy
    done: str | Lazy
