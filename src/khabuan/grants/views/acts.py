"""Acts on projects: recorded, changed, moved on, what was reached, taken back; its papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.followup.views.asking import ask_and_act
from khabuan.followup.views.parts import body_to_act_on, choose_book
from khabuan.grants import forms as forms_of
from khabuan.grants import queries
from khabuan.grants.actions import projects as actions
from khabuan.grants.models import Project
from khabuan.grants.views.showing import KIND, next_states, project_in_sight
from khabuan.places.here import here, stand_at
from khabuan.registry.views import papers

ACT = "grants.record_project"
PAPERS = (Paper.EVIDENCE, Paper.PHOTO, Paper.MINUTES)


def choose(request: Request) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form."""
    return choose_book(request, ACT, "project-add", _("Record a project"))


def add(request: Request, pk: int) -> HttpResponse:
    """Record a project in the book of the body that holds it."""
    body = body_to_act_on(request, pk, ACT)
    client_key = once(request)
    form = forms_of.RecordForm(
        typed(request), actor=request.actor, near=body.area.code,
        initial={"area": body.area, "fiscal_year": here(request).year.end_year, "on": clock.today()},
    )  # fmt: skip
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_project, **facts)
    if made is not None:
        toast(request, _("%(title)s is recorded.") % {"title": made})
        return redirect(made)
    context = {
        "form": form, "title": _("Record a project"), "lead": body.name, "button": _("Record this project"),
        "back": reverse("projects-of", args=[body.pk]), "client_key": client_key,
        "leave": _("Do not record"),
    }  # fmt: skip
    return show(request, "grants/record.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """What was written down wrongly, or has been decided otherwise."""
    row = to_act_on(request, pk, "change_project")
    places = queries.places_of(request.actor, [row]).get(row.pk, [])
    names = queries.whole_names(request.actor, places)
    form = forms_of.ChangeForm(
        typed(request), actor=request.actor, near=row.organisation.area.code,
        known={names[area.pk]: area for area in places},
        initial=forms_of.initial_of(row, list(names.values()), queries.targets_named(request.actor, row)),
    )  # fmt: skip
    if attempt(form, actions.change_project, actor=request.actor, project=row):
        toast(request, _("%(title)s is changed.") % {"title": row})
        return redirect(row)
    lead = f"{row} · {row.organisation.name}"
    context = {
        "form": form, "title": _("Change the project"), "lead": lead, "button": _("Save the change"),
        "back": row.get_absolute_url(), "client_key": "", "leave": _("Leave as it is"),
    }  # fmt: skip
    return show(request, "grants/record.html", context)


def step(request: Request, pk: int) -> HttpResponse:
    """It came further: approved, begun, finished, closed, given up."""
    row = to_act_on(request, pk, "move_project")
    key = once(request)
    form = forms_of.MoveForm(typed(request), states=next_states(row), initial={"on": clock.today()})
    note = _("It stands so now: %(state)s. Earlier steps stay in the trail.") % {
        "state": row.get_state_display()
    }
    return ask_and_act(
        request, row, form, actions.move_project, title=_("How far the project has come"),
        button=_("Write the step down"), note=note, part="trail", client_key=key, facts={"project": row},
    )  # fmt: skip


def step_back(request: Request, pk: int) -> HttpResponse:
    """The last step was entered in error."""
    one = queries.step_of(request.actor, pk)
    row = to_act_on(request, one.project_id, "take_back_step")
    form = forms_of.ReasonForm(typed(request))
    note = _("The step stays to be read, and the project stands where the one before left it.")
    return ask_and_act(
        request, row, form, actions.take_back_step, title=_("Take a step back: entered in error"),
        button=_("Take the step back"), note=f"{one} · {note}", part="trail", facts={"step": one},
    )  # fmt: skip


def reached(request: Request, pk: int) -> HttpResponse:
    """What was reached in all by a day."""
    row = to_act_on(request, pk, "record_result")
    key = once(request)
    targets = queries.targets_named(request.actor, row)
    form = forms_of.ResultForm(typed(request), targets=targets, initial={"on": clock.today()})
    note = _("Write all that was reached until that day. Earlier numbers stay beneath it.")
    return ask_and_act(
        request, row, form, actions.record_result, title=_("What was reached"), button=_("Write it down"),
        note=note, part="targets", client_key=key, facts={"project": row},
    )  # fmt: skip


def result_back(request: Request, pk: int) -> HttpResponse:
    """A number that was entered in error."""
    one = queries.result_of(request.actor, pk)
    row = to_act_on(request, one.project_id, "take_back_result")
    form = forms_of.ReasonForm(typed(request))
    note = _("The number stays to be read, and counts no more.")
    return ask_and_act(
        request, row, form, actions.take_back_result, title=_("Take a number back: entered in error"),
        button=_("Take the number back"), note=f"{one} · {note}", part="targets", facts={"result": one},
    )  # fmt: skip


def withdraw(request: Request, pk: int) -> HttpResponse:
    """The whole project was entered in error."""
    row = to_act_on(request, pk, "withdraw_project")
    form = forms_of.ReasonForm(typed(request))
    note = _("It stays to be read and counts nowhere. A project that is not carried out is given up instead.")
    return ask_and_act(
        request, row, form, actions.withdraw_project, title=_("Withdraw the project: entered in error"),
        button=_("Withdraw the project"), note=note, facts={"project": row}, is_danger=True,
    )  # fmt: skip


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach the proposal, the contract, a report, a photo."""
    row = project_in_sight(request, pk)
    return papers.attach_paper(request, row, papers.Sheet(PAPERS, str(row), papers.Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper; one of another record is not to be found here."""
    paper = papers.paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return papers.take_back(
        request, paper, papers.Back.of_record(project_in_sight(request, paper.subject_id))
    )


def to_act_on(request: Request, pk: int, act: str) -> Project:
    """A project within the seat's reach, whose office may do this. OutOfArea, NotAllowed."""
    row = queries.project_of(request.actor, pk)
    policy.require(request.actor, f"grants.{act}", row.node)
    stand_at(request, row.organisation.area)
    return row
