"""Acts on duties: given, corrected, handed on, reported on, closed, dropped, opened again; lines taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, back_of, once, show, typed
from khabuan.followup.actions import duties as actions
from khabuan.followup.forms import duties as forms_of
from khabuan.followup.forms.parts import ReasonForm, StepForm
from khabuan.followup.models import Duty
from khabuan.followup.queries.duties import report_of
from khabuan.followup.queries.people import holders_of
from khabuan.followup.views.duties import duty_in_sight
from khabuan.followup.views.parts import (
    Step,
    body_to_act_on,
    choose_book,
    origin_of,
    told_by_link,
)
from khabuan.places.here import stand_at


def choose(request: Request) -> HttpResponse:
    """In whose book the new duty stands."""
    return choose_book(request, "followup.give_duty", "follow-duty-add", _("Give somebody a duty"))


def add(request: Request, pk: int) -> HttpResponse:
    """Give somebody something to do; `?origin=` is the record it comes from, `?back=` the page that waits."""
    body, origin, back = (
        body_to_act_on(request, pk, "followup.give_duty"),
        origin_of(request),
        back_of(request),
    )
    people = holders_of(request.actor, body, clock.today())
    form = forms_of.GiveForm(
        typed(request),
        request.FILES or None,
        actor=request.actor,
        people=people,
        initial=told_by_link(request),
    )
    client_key = once(request)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key, **origin.facts}
    made = attempt(form, actions.give_duty, **facts)
    if made is not None:
        toast(request, _("The duty is written down: %(what)s") % {"what": made})
        return redirect(back or made)
    context = {
        "form": form, "body": body, "origin": origin.subject, "client_key": client_key, "back": back,
        "leave_url": back or reverse("follow-duties-of", args=[body.pk]),
    }  # fmt: skip
    return show(request, "followup/give.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """What was written down wrongly is put right, with the reason."""
    row = _to_act_on(request, pk, "correct")
    people = holders_of(request.actor, row.organisation, clock.today())
    form = forms_of.CorrectForm(typed(request), actor=request.actor, people=people, duty=row)
    if attempt(form, actions.correct_duty, actor=request.actor, duty=row):
        toast(request, _("The duty is corrected."))
        return redirect(row)
    return show(request, "followup/duty_correct.html", {"form": form, "row": row, "body": row.organisation})


def hand_on(request: Request, pk: int) -> HttpResponse:
    """Somebody else does it now, until another day; what is to be done stays."""
    row = _to_act_on(request, pk, "correct")
    people = holders_of(request.actor, row.organisation, clock.today())
    form = forms_of.HandOnForm(typed(request), actor=request.actor, people=people, duty=row)
    stays = {name: getattr(row, name) for name in forms_of.FACTS if name not in forms_of.OWNER}
    if attempt(form, actions.correct_duty, actor=request.actor, duty=row, **stays):
        toast(request, _("The duty is handed on."))
        return redirect(row)
    return show(request, "followup/duty_hand_on.html", {"form": form, "row": row, "body": row.organisation})


STEPS = {
    "report": Step(
        "report", actions.report_duty, StepForm, gettext_lazy("How far it is"),
        gettext_lazy("What was done so far, or why it is not done yet. It is told at the next meeting."),
        gettext_lazy("Write the progress down"), gettext_lazy("It is written down."),
    ),
    "close": Step(
        "close", actions.close_duty, StepForm, gettext_lazy("The duty is done"),
        gettext_lazy("What was done, and on which day. A photo or a letter shows it."),
        gettext_lazy("It is done"), gettext_lazy("The duty is done."),
    ),
    "drop": Step(
        "drop", actions.drop_duty, forms_of.DropForm, gettext_lazy("Drop the duty"),
        gettext_lazy("For what need not be done any more, or was entered in error. It stays to be read."),
        gettext_lazy("Drop it"), gettext_lazy("The duty is dropped."),
    ),
    "reopen": Step(
        "reopen", actions.reopen_duty, ReasonForm, gettext_lazy("Open the duty again"),
        gettext_lazy("For what is still to be done after all. How it was closed stays in its trail."),
        gettext_lazy("Open it again"), gettext_lazy("The duty is open again."),
    ),
}  # fmt: skip


def report(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["report"])


def close(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["close"])


def drop(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["drop"])


def reopen(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["reopen"])


def _step(request: Request, pk: int, step: Step) -> HttpResponse:
    row, client_key = _to_act_on(request, pk, step.act), once(request)
    form = step.form(typed(request), request.FILES or None, initial={"on": clock.today()})
    if attempt(form, step.run, actor=request.actor, duty=row, client_key=client_key):
        toast(request, str(step.done))
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "step": step, "client_key": client_key}
    return show(request, "followup/step.html", context)


def take_back(request: Request, pk: int) -> HttpResponse:
    """A line of progress was entered in error."""
    line = report_of(request.actor, pk)
    policy.require(request.actor, "followup.take_back_report", line.node)
    stand_at(request, line.duty.organisation.area)
    form = ReasonForm(typed(request))
    if attempt(form, actions.take_back_report, actor=request.actor, report=line):
        toast(request, _("The line is taken back."))
        return redirect(line.duty)
    context = {"form": form, "line": line, "row": line.duty, "body": line.duty.organisation}
    return show(request, "followup/line_back.html", context)


def _to_act_on(request: Request, pk: int, act: str) -> Duty:
    row = duty_in_sight(request, pk)
    policy.require(request.actor, f"followup.{act}_duty", row.node)
    return row
