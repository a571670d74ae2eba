"""Organisations: the list of a place, a profile, and the acts on one."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.parts.words import thai_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry import sentences
from khabuan.registry.actions import organisations as actions
from khabuan.registry.forms import organisations as forms
from khabuan.registry.models import Organisation, Registration
from khabuan.registry.queries import profiles
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import STEPS
from khabuan.registry.views.links import listing, may_of

PAGE = 50


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    organisation: Organisation
    kind: str
    place: str
    number: str
    term: str
    said: sentences.Said | None
    percent: int
    missing: str


def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations of the place of the bar."""
    at = here(request)
    form = forms.FilterForm({"state": profiles.ListState.LIVING, **request.GET.dict()})
    rows = profiles.organisations_in(request.actor, at.place, at.on, form.wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form, "page": page, "lines": _lines(request, page.object_list), "place": label(at.place, full=True),
        "missing": _(Item(form.wanted.missing).label) if form.wanted.missing else "",
        "is_narrowed": bool(form.wanted.words or form.wanted.kind or form.wanted.missing or form.wanted.state != "living"),
        "may_add": policy.may(request.actor, "registry.add_organisation", at.place.path),
        "listing": listing(request, at.place),
    }  # fmt: skip
    return show(request, "registry/organisations.html", context, partial="rows")


def _lines(request: HttpRequest, organisations: list[Organisation]) -> list[Line]:
    on = here(request).on
    records = profiles.records_of(request.actor, organisations, on)
    places = profiles.place_words(request.actor, [row.area for row in organisations])
    return [
        Line(
            row, _(OrganisationKind(row.kind).label), places[row.area_id], records[row.pk].number,
            thai_date(records[row.pk].term.ends_on) if records[row.pk].term.ends_on else "",
            sentences.record_said(records[row.pk], on), records[row.pk].completeness.percent,
            sentences.missing_words(records[row.pk].completeness.missing),
        )
        for row in organisations
    ]  # fmt: skip


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: who and where, what waits, its steps, posts, parts, supports."""
    body = profiles.organisation_of(request.actor, pk)
    if body.stays_id:
        return redirect("organisation", pk=body.stays_id)
    profile = profiles.profile_of(request.actor, body, here(request).on)
    panels = [panel.build(request, body) for panel in offers.profile_panels if panel.kind == "organisation"]
    context = {
        "profile": profile, "body": body, "kind": _(OrganisationKind(body.kind).label),
        "needs": sentences.needs_of(profile, request.actor), "figures": sentences.figures_of(profile),
        "own": profiles.own_part(body), "registers": OrganisationKind(body.kind) in STEPS,
        "steps": [(line, sentences.step_label(line.entry.step), sentences.lack_words(line.missing))
                  for line in profile.registrations],
        "panels": [panel for panel in panels if panel], "may": may_of(request.actor, body.node), "on": here(request).on,
    }  # fmt: skip
    return show(request, "registry/organisation.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Step 1 asks for the kind, step 2 for what the paper of that kind has."""
    at = here(request)
    policy.require(request.actor, "registry.add_organisation", at.place.path)
    kind = request.GET.get("kind", "")
    if kind not in forms.kinds_at(at.place):
        chosen = forms.KindForm(request.GET or None, area=at.place) if kind else forms.KindForm(area=at.place)
        return show(request, "registry/organisation_kind.html", {"form": chosen, "place": label(at.place, full=True)})
    form = forms.OrganisationForm(
        request.POST or None, actor=request.actor, kind=OrganisationKind(kind), place=at.place, on=clock.today(),
        initial={"parent": request.GET.get("parent", "")},
    )  # fmt: skip
    if request.method == "POST":
        made = attempt(form, actions.add_organisation, actor=request.actor, kind=kind)
        if made is not None:
            toast(request, _("%(name)s is in the book.") % {"name": made.name})
            return redirect(made)
    context = {"form": form, "kind": _(OrganisationKind(kind).label), "place": label(at.place, full=True)}
    return show(request, "registry/organisation_form.html", context)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct facts of a body; the reason stands in its history."""
    body = _acted_on(request, pk, "registry.change_organisation")
    form = forms.OrganisationForm(
        request.POST or None, actor=request.actor, kind=OrganisationKind(body.kind), place=body.area, on=clock.today(),
        organisation=body,
    )  # fmt: skip
    if request.method == "POST" and attempt(form, actions.change_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s is changed.") % {"name": body.name})
        return redirect(body)
    return show(request, "registry/organisation_form.html", {"form": form, "body": body})


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked before it happens, with what will happen."""
    body = _acted_on(request, pk, "registry.end_organisation")
    form = forms.EndForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and attempt(form, actions.end_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s has ended.") % {"name": body.name})
        return redirect(body)
    profile = profiles.profile_of(request.actor, body, clock.today())
    context = {"form": form, "body": body, "will": sentences.ending_words(body, profile)}
    return show(request, "registry/organisation_end.html", context)


def registration_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one step of จดแจ้ง."""
    body = _acted_on(request, pk, "registry.record_registration")
    form = forms.RegistrationForm(
        request.POST or None, kind=OrganisationKind(body.kind), initial={"step": request.GET.get("step", "")}
    )
    if request.method == "POST":
        step = attempt(form, actions.record_registration, actor=request.actor, organisation=body)
        if step is not None:
            toast(request, _("Recorded: %(step)s.") % {"step": sentences.step_label(step.step)})
            return redirect(f"{body.get_absolute_url()}#registration")
    return show(request, "registry/registration_form.html", {"form": form, "body": body})


def registration_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a step that was entered in error."""
    rows = Registration.objects.visible_to(request.actor).filter(pk=pk).select_related("organisation__area")
    row = rows.first()
    if row is None:
        raise OutOfArea(f"registration {pk}")
    policy.require(request.actor, "registry.withdraw_registration", row.node)
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and attempt(form, actions.withdraw_registration, actor=request.actor, registration=row):
        toast(request, _("The step is taken back."))
        return redirect(f"{row.organisation.get_absolute_url()}#registration")
    context = {"form": form, "row": row, "body": row.organisation, "step": sentences.step_label(row.step)}
    return show(request, "registry/registration_withdraw.html", context)


def _acted_on(request: HttpRequest, pk: int, action: str) -> Organisation:
    """The organisation, for a page that acts on it: said no before the form is filled in."""
    body = profiles.organisation_of(request.actor, pk)
    policy.require(request.actor, action, body.node)
    return body
