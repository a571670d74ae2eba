"""Organisations: the list of a place, a profile, and the acts on one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.parts.words import thai_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, back_of, show
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.places.lists_out import list_out
from khabuan.registry.actions import organisations as actions
from khabuan.registry.forms import organisations as forms
from khabuan.registry.forms.body_field import MOST_LETTERS, offered
from khabuan.registry.models import Organisation
from khabuan.registry.queries import choices, meetings, standing
from khabuan.registry.queries.around import around
from khabuan.registry.queries.doubles import likely_bodies_of
from khabuan.registry.queries.organisations import one_organisation
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.kinds import Issue, OrganisationKind
from khabuan.registry.sentences import doubles as doubles_said
from khabuan.registry.sentences import organisations as organisations_said
from khabuan.registry.sentences import posts as posts_said
from khabuan.registry.sentences import registration as steps_said
from khabuan.registry.sentences.parts import Said
from khabuan.registry.sentences.profile import Profile
from khabuan.registry.views.links import add_at, may_of, may_read_history, reads_numbers

PAGE = 50
FIELD = re.compile(r"[a-z_]{1,40}")
LISTS = {"council": "councils", "agency": "agencies"}
"""Kinds that have a spreadsheet of their own; the others share one."""


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    organisation: Organisation
    kind: str
    place: str
    number: str
    term: str
    said: Said | None
    percent: int
    missing: str


def organisations(request: Request) -> HttpResponse:
    """The organisations of the place of the bar."""
    at = here(request)
    form = forms.FilterForm({"state": standing.ListState.LIVING, **request.GET.dict()})
    rows = standing.organisations_in(request.actor, at.place, at.on, form.wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "page": page,
        "lines": _lines(request, list(page)),
        "place": label(at.place, full=True),
        "missing": _(Item(form.wanted.missing).label) if form.wanted.missing else "",
        "is_narrowed": bool(
            form.wanted.words or form.wanted.kind or form.wanted.missing or form.wanted.state != "living"
        ),
        "may_add": policy.may(request.actor, "registry.add_organisation", at.place.path),
        "add_url": add_at(at.place),
        "reads_people": policy.may_read(request.actor.role, "registry.person"),
        "may_merge": policy.may(request.actor, "registry.merge_organisations"),
        "listing": list_out(request.actor, LISTS.get(form.wanted.kind, "groups"), at.place),
    }
    return show(request, "registry/organisations.html", context, partial="rows")


def _lines(request: Request, organisations: list[Organisation]) -> list[Line]:
    at = here(request)
    stands = standing.standings_of(request.actor, organisations, at.on)
    places = choices.place_words(request.actor, [row.area for row in organisations], within=at.place.path)
    return [_line(row, stands[row.pk], places[row.area_id], at.on) for row in organisations]


def _line(row: Organisation, stands: standing.Standing, place: str, on: date) -> Line:
    term = thai_date(stands.term.ends_on) if stands.term.ends_on else ""
    return Line(
        row,
        _(OrganisationKind(row.kind).label),
        place,
        stands.number,
        term,
        organisations_said.standing_said(row, stands, on),
        stands.completeness.percent,
        organisations_said.missing_words(stands.completeness.missing),
    )


def find(request: Request) -> HttpResponse:
    """The list under the box of a form (`?for=<field>`): organisations in sight of what is typed."""
    name = request.GET.get("for", "")
    text = request.GET.get(name, "").strip()[:MOST_LETTERS] if FIELD.fullmatch(name) else ""
    return HttpResponse(offered(request.actor, name, text) if text else "")


def organisation(request: Request, pk: int) -> HttpResponse:
    """One organisation: who and where, what waits, its steps, posts, parts, supports."""
    body = standing.organisation_of(request.actor, pk)
    if body.stays_id:
        return redirect("organisation", pk=body.stays_id)
    stand_at(request, body.area)
    on = here(request).on
    profile = replace(profile_of(request.actor, body, on), around=around(request.actor, body, on))
    panels = [panel.build(request, body) for panel in offers.profile_panels if panel.kind == "organisation"]
    context = {
        "profile": profile,
        "body": body,
        "kind": _(OrganisationKind(body.kind).label),
        "on": on,
        "has_ended": profile.has_ended,
        "place": choices.place_words(request.actor, [body.area])[body.area_id],
        "needs": [
            *organisations_said.needs_of(profile, request.actor),
            *(doubles_said.need_of_body(body, pair) for pair in likely_bodies_of(request.actor, body)),
        ],
        "figures": organisations_said.figures_of(profile),
        "facts": organisations_said.facts_of(profile),
        "steps": steps_said.steps_of(profile),
        "posts": posts_said.posts_of(profile),
        "former": posts_said.former_of(profile),
        "supports": [(_(Issue(row.issue).label), row) for row in profile.one.supports],
        "newest": posts_said.newest_officer(profile),
        "communities_url": f"{reverse('organisations')}?{urlencode({'kind': 'community', 'place': body.area.key})}",
        "may_brief": request.actor.reaches(body.area.path),
        "centre_url": add_at(body.area, kind=OrganisationKind.VILLAGE_CENTRE, parent=body.pk),
        "panels": [panel for panel in panels if panel],
        "beside": meetings.beside(request.actor, body, profile.on),
        "meeting": _meeting(request.actor, body, profile.on),
        "may": may_of(request.actor, body.node),
        **_beside(request.actor, body),
    }
    return show(request, "registry/organisation.html", context)


def _beside(actor: Actor, body: Organisation) -> dict[str, bool]:
    """What stands beside the register's own acts: history, books of numbers, papers."""
    return {
        "may_read_history": may_read_history(actor, body.node),
        "has_numbers": reads_numbers(actor, body),
        "may_attach": policy.may(actor, "files.attach", body.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", body.node),
    }


@dataclass(frozen=True)
class Meeting:
    """Whom the councils send to a provincial meeting, in words."""

    found: meetings.Representation
    sent: list[tuple[Organisation, str]]


def _meeting(actor: Actor, body: Organisation, on: date) -> Meeting | None:
    if body.kind != OrganisationKind.PROVINCE_MEETING or not actor.reaches(body.area.path):
        return None
    found = meetings.representation(actor, body, on)
    names = standing.names_for(actor, [row for one in found.sent for row in one.delegates])
    sent = [(one.council, ", ".join(names.of(row) for row in one.delegates)) for one in found.sent]
    return Meeting(found, sent)


def profile_of(actor: Actor, body: Organisation, on: date) -> Profile:
    """What a profile is told from."""
    one = one_organisation(actor, body, on)
    held = [holder.appointment for line in one.posts for holder in (*line.holders, *line.former)]
    return Profile(
        one,
        standing.standing_of(actor, one, on),
        tuple(standing.seat_findings_of(one, on)),
        standing.names_for(actor, held),
        on,
    )


KEPT = ("place", "parent", "name", "back")
"""What an address that leads to the form says of the body; the choice of its kind hands it on."""


def add(request: Request) -> HttpResponse:
    """Step 1 asks for the kind, step 2 for what the paper of that kind has."""
    at = here(request)
    policy.require(request.actor, "registry.add_organisation", at.place.path)
    kind = request.GET.get("kind", "")
    if kind not in forms.kinds_at(at.place):
        chosen = forms.KindForm(request.GET or None, area=at.place) if kind else forms.KindForm(area=at.place)
        kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
        context = {"form": chosen, "place": label(at.place, full=True), "kept": kept}
        return show(request, "registry/organisation_kind.html", context)
    form = forms.OrganisationForm(
        request.POST or None,
        actor=request.actor,
        kind=OrganisationKind(kind),
        place=at.place,
        on=clock.today(),
        initial={name: request.GET.get(name, "") for name in ("parent", "name")},
    )
    if request.method == "POST":
        made = attempt(form, actions.add_organisation, actor=request.actor, kind=kind)
        if made is not None:
            toast(request, _("%(name)s is in the book.") % {"name": made.name})
            return redirect(back_of(request) or made.get_absolute_url())
    context = {"form": form, "kind": _(OrganisationKind(kind).label), "place": label(at.place, full=True)}
    back = {"back_url": back_of(request) or reverse("organisations")}
    return show(request, "registry/organisation_form.html", {**context, **back})


def change(request: Request, pk: int) -> HttpResponse:
    """Correct facts of a body; the reason stands in its history."""
    body = body_to_act_on(request, pk, "registry.change_organisation")
    form = forms.OrganisationForm(
        request.POST or None,
        actor=request.actor,
        kind=OrganisationKind(body.kind),
        place=body.area,
        on=clock.today(),
        organisation=body,
    )
    if attempt(form, actions.change_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s is changed.") % {"name": body.name})
        return redirect(body)
    return show(request, "registry/organisation_form.html", {"form": form, "body": body})


def end(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens, with what will happen."""
    body = body_to_act_on(request, pk, "registry.end_organisation")
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    if attempt(form, actions.end_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s has ended.") % {"name": body.name})
        return redirect(body)
    profile = profile_of(request.actor, body, clock.today())
    context = {"form": form, "body": body, "will": organisations_said.ending_words(profile)}
    return show(request, "registry/organisation_end.html", context)


def move(request: Request, pk: int) -> HttpResponse:
    """To another place of the province, with everything that belongs to it."""
    body = body_to_act_on(request, pk, "registry.move_organisation")
    form = forms.MoveForm(
        request.POST or None,
        actor=request.actor,
        place=choices.province_of(request.actor, body.area),
        organisation=body,
        on=clock.today(),
    )
    if attempt(form, actions.move_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s stands in its new place.") % {"name": body.name})
        return redirect(body)
    place = choices.place_words(request.actor, [body.area])[body.area_id]
    return show(request, "registry/organisation_move.html", {"form": form, "body": body, "place": place})


def body_to_act_on(request: Request, pk: int, action: str) -> Organisation:
    """The organisation, for a page that acts on it: said no before the form is filled in."""
    body = standing.organisation_of(request.actor, pk)
    policy.require(request.actor, action, body.node)
    stand_at(request, body.area)
    return body
