"""Posts and terms: set up, filled, corrected, ended; and what ends or stands empty in a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.action import is_answered
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import split_name
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.actions import appointing
from khabuan.registry.actions import posts as actions
from khabuan.registry.forms import posts as forms
from khabuan.registry.models import Appointment, Person, Post
from khabuan.registry.queries import choices, standing, terms
from khabuan.registry.queries.finding import find_people
from khabuan.registry.queries.people import EnteredPerson, LikelySame, likely_same
from khabuan.registry.sentences.parts import Said, term_said

PAGE = 50
MOST_FOUND = 12


def post_add(request: Request, pk: int) -> HttpResponse:
    """Set up a seat of a body."""
    body = standing.organisation_of(request.actor, pk)
    policy.require(request.actor, "registry.keep_post", body.node)
    form = forms.PostForm(request.POST or None, actor=request.actor)
    if request.method == "POST":
        post = attempt(form, actions.add_post, actor=request.actor, organisation=body)
        if post is not None:
            toast(request, _("The post %(post)s is set up.") % {"post": post})
            return redirect(f"{body.get_absolute_url()}#post-{post.pk}")
    return show(request, "registry/post_form.html", {"form": form, "body": body})


def post_change(request: Request, pk: int) -> HttpResponse:
    """Correct a seat."""
    post = _post_of(request, pk, "registry.change_post")
    form = forms.PostForm(request.POST or None, actor=request.actor, post=post)
    if attempt(form, actions.change_post, actor=request.actor, post=post):
        toast(request, _("The post %(post)s is changed.") % {"post": post})
        return redirect(f"{post.organisation.get_absolute_url()}#post-{post.pk}")
    return show(request, "registry/post_form.html", {"form": form, "body": post.organisation, "post": post})


def post_end(request: Request, pk: int) -> HttpResponse:
    """Close a seat that nobody holds."""
    post = _post_of(request, pk, "registry.end_post")
    form = forms.EndPostForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, actions.end_post, actor=request.actor, post=post):
        toast(request, _("The post %(post)s is closed.") % {"post": post})
        return redirect(f"{post.organisation.get_absolute_url()}#posts")
    return show(request, "registry/post_end.html", {"form": form, "body": post.organisation, "post": post})


def appoint(request: Request, pk: int) -> HttpResponse:
    """Find the person by name; then the term; or enter a new person with the term."""
    post = _post_of(request, pk, "registry.appoint")
    if request.GET.get("person", "").isdecimal():
        return _appoint_known(request, post, int(request.GET["person"]))
    if request.GET.get("new"):
        return _appoint_new(request, post)
    typed = request.GET.get("q", "").strip()
    found = find_people(request.actor, typed, MOST_FOUND) if typed else []
    context = {
        "post": post,
        "body": post.organisation,
        "q": typed,
        "found": found,
        "since": request.GET.get("since", ""),
    }
    return show(request, "registry/appoint_find.html", context, partial="found")


def _appoint_known(request: Request, post: Post, key: int) -> HttpResponse:
    person = (
        Person.objects.visible_to(request.actor)
        .filter(pk=key, stays__isnull=True)
        .select_related("area")
        .first()
    )
    if person is None:
        raise OutOfArea(f"person {key}")
    form = forms.TermForm(
        request.POST or None, actor=request.actor, organisation=post.organisation, initial=_began(request)
    )
    if request.method == "POST":
        made = attempt(form, actions.appoint, actor=request.actor, post=post, person=person)
        if made is not None:
            return _appointed(request, made)
    context = {"form": form, "post": post, "body": post.organisation, "person": person}
    return show(request, "registry/appoint_known.html", context)


def _appoint_new(request: Request, post: Post) -> HttpResponse:
    policy.require(request.actor, "registry.add_person", post.organisation.area.path)
    name = split_name(request.GET.get("q", ""))
    typed = {"title": name.title, "given": name.given, "surname": name.surname, **_began(request)}
    form = forms.NewHolderForm(
        request.POST or None, actor=request.actor, organisation=post.organisation, initial=typed
    )
    likely: LikelySame | None = None
    client_key = once(request)
    if request.method == "POST" and form.is_valid():
        likely = None if is_answered(request.actor, client_key) else likely_new(request, form)
        facts = {"actor": request.actor, "post": post, "client_key": client_key}
        made = None if likely else attempt(form, appointing.appoint_new_person, **facts)
        if made is not None:
            return _appointed(request, made)
    context = {
        "form": form,
        "post": post,
        "body": post.organisation,
        "likely": likely,
        "known": known_reasons(likely),
        "client_key": client_key,
    }
    return show(request, "registry/appoint_new.html", context, status=422 if likely else None)


class OfNewPerson(Protocol):
    """A form that enters a person with an office or a list."""

    looked: bool
    cleaned_data: dict[str, Any]


def likely_new(request: Request, form: OfNewPerson) -> LikelySame | None:
    """Who may be this person already, unless somebody looked and says that it is another one."""
    if form.looked:
        return None
    facts = form.cleaned_data
    entered = EnteredPerson(given=facts["given"], surname=facts.get("surname", ""), area=facts["area"])
    return likely_same(request.actor, entered) or None


@dataclass(frozen=True)
class Known:
    """A person of the book who may be the one that is being entered."""

    person: Person
    place: str
    reasons: str


def known_reasons(likely: LikelySame | None) -> list[Known]:
    return [
        Known(one.person, label(one.person.area), " ".join(_(reason.code.label) for reason in one.reasons))
        for one in (likely.here if likely else ())
    ]


def _began(request: Request) -> dict[str, object]:
    """The first day that the page before suggests: the successor begins when the other left."""
    suggested = request.GET.get("since", "")
    try:
        return {"since": date.fromisoformat(suggested)} if suggested else {}
    except ValueError:
        return {}


def _appointed(request: Request, made: Appointment) -> HttpResponse:
    words = {"person": made.person, "post": made.post}
    toast(request, _("%(person)s now holds the post %(post)s.") % words)
    return redirect(f"{made.post.organisation.get_absolute_url()}#post-{made.post_id}")


def appointment_change(request: Request, pk: int) -> HttpResponse:
    """Correct an entry of a term."""
    row = _appointment_of(request, pk, "registry.change_appointment")
    body = row.post.organisation
    form = forms.ChangeTermForm(request.POST or None, actor=request.actor, organisation=body, appointment=row)
    if attempt(form, actions.change_appointment, actor=request.actor, appointment=row):
        toast(request, _("The term is corrected."))
        return redirect(f"{body.get_absolute_url()}#post-{row.post_id}")
    return show(request, "registry/appointment_form.html", {"form": form, "body": body, "row": row})


def appointment_end(request: Request, pk: int) -> HttpResponse:
    """The holder left; the successor may be recorded next."""
    row = _appointment_of(request, pk, "registry.end_appointment")
    body = row.post.organisation
    form = forms.EndTermForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, actions.end_appointment, actor=request.actor, appointment=row):
        toast(request, _("%(person)s has left the post %(post)s.") % {"person": row.person, "post": row.post})
        if form.goes_on:
            return redirect(f"{reverse('appoint', args=[row.post_id])}?since={row.ended_on}")
        return redirect(f"{body.get_absolute_url()}#post-{row.post_id}")
    will = [_("The seat is empty from that day until a successor is recorded.")] if row.post.holders else []
    context = {
        "form": form,
        "body": body,
        "row": row,
        "will": [*will, _("The term stays among the past holders.")],
    }
    return show(request, "registry/appointment_end.html", context)


@dataclass(frozen=True)
class TermLine:
    """A holder whose term ends or is over."""

    appointment: Appointment
    name: str
    url: str
    place: str
    said: Said | None


def terms_page(request: Request) -> HttpResponse:
    """Terms that are over or end soon, and seats that stand empty, at the place of the bar."""
    at = here(request)
    paths = [at.place.path]
    page = Paginator(terms.ending_terms(request.actor, paths, at.on), PAGE).get_page(request.GET.get("page"))
    empty = Paginator(terms.vacant_posts(request.actor, paths, at.on), PAGE).get_page(
        request.GET.get("empty")
    )
    councils = Paginator(terms.ending_councils(request.actor, paths, at.on), PAGE).get_page(
        request.GET.get("councils")
    )
    whole = terms.told(request.actor, list(councils), at.on)
    areas = [
        *(body.organisation.area for body in whole),
        *(item.appointment.post.organisation.area for item in page),
        *(post.organisation.area for post in empty),
    ]
    places = choices.place_words(request.actor, areas, within=at.place.path)
    vacant = [
        (post, places[post.organisation.area_id], policy.may(request.actor, "registry.appoint", post.node))
        for post in empty
    ]
    context = {
        "councils": councils,
        "whole": [_whole_line(request, body, places[body.organisation.area_id]) for body in whole],
        "page": page,
        "lines": _term_lines(request, list(page), places),
        "empty": empty,
        "vacant": vacant,
        "place": label(at.place, full=True),
    }
    return show(request, "registry/terms.html", context)


def _whole_line(
    request: Request, body: terms.EndingBody, place: str
) -> tuple[terms.EndingBody, str, Said | None, bool]:
    """A council whose own term ends or is over: its place, the word, and whether this seat may renew it."""
    may_renew = policy.may(request.actor, "registry.renew_term", body.organisation.node)
    return body, place, term_said(body.state), may_renew


def _term_lines(
    request: Request, page: Sequence[terms.EndingTerm], places: Mapping[int, str]
) -> list[TermLine]:
    names = standing.names_for(request.actor, [item.appointment for item in page])
    return [
        TermLine(
            item.appointment,
            names.of(item.appointment),
            names.url_of(item.appointment),
            places[item.appointment.post.organisation.area_id],
            term_said(item.state),
        )
        for item in page
    ]


def _post_of(request: Request, pk: int, action: str) -> Post:
    """The post, for a page that acts on it: said no before the form is filled in."""
    rows = Post.objects.visible_to(request.actor).filter(pk=pk).select_related("organisation__area")
    post: Post | None = rows.first()
    if post is None:
        raise OutOfArea(f"post {pk}")
    policy.require(request.actor, action, post.node)
    stand_at(request, post.organisation.area)
    return post


def _appointment_of(request: Request, pk: int, action: str) -> Appointment:
    rows = Appointment.objects.visible_to(request.actor).filter(pk=pk)
    row: Appointment | None = rows.select_related("person", "post__organisation__area").first()
    if row is None:
        raise OutOfArea(f"appointment {pk}")
    policy.require(request.actor, action, row.node)
    stand_at(request, row.post.organisation.area)
    return row
