"""Acts on promises: recorded, corrected, matched, answered, settled, withdrawn, opened again; answers taken back."""

from __future__ import annotations

from urllib.parse import urlencode

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
from khabuan.followup.actions import promises as actions
from khabuan.followup.forms import promises as forms_of
from khabuan.followup.forms.parts import ReasonForm
from khabuan.followup.models import Promise
from khabuan.followup.queries.people import holders_of
from khabuan.followup.queries.promises import answer_of
from khabuan.followup.sentences import agency_of
from khabuan.followup.views.parts import (
    Step,
    body_to_act_on,
    choose_book,
    origin_of,
    told_by_link,
)
from khabuan.followup.views.promises import promise_in_sight
from khabuan.places.here import home_area, stand_at
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind


def choose(request: Request) -> HttpResponse:
    """In whose book the promise is written: who heard it."""
    return choose_book(request, "followup.record_promise", "follow-promise-add", _("Record a promise"))


def add(request: Request, pk: int) -> HttpResponse:
    """Write down what an agency promised; `?agency=` is known already, `?origin=` the record it comes from."""
    body, origin, back = (
        body_to_act_on(request, pk, "followup.record_promise"),
        origin_of(request),
        back_of(request),
    )
    agency = _agency_of_link(request)
    form = forms_of.RecordForm(
        typed(request), request.FILES or None, actor=request.actor,
        people=holders_of(request.actor, agency, clock.today()) if agency else (),
        initial={**told_by_link(request), "agency": agency},
    )  # fmt: skip
    client_key = once(request)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key, **origin.facts}
    made = attempt(form, actions.record_promise, **facts)
    if made is not None:
        toast(request, _("The promise is written down: %(words)s") % {"words": made})
        return redirect(back or made)
    context = {
        "form": form, "body": body, "origin": origin.subject, "client_key": client_key, "back": back,
        "leave_url": back or reverse("follow-promises-of", args=[body.pk]),
    }  # fmt: skip
    return show(request, "followup/record.html", context)


def _agency_of_link(request: Request) -> Organisation | None:
    key = request.GET.get("agency", "")
    return organisation_of(request.actor, int(key)) if key.isdecimal() and len(key) < 20 else None


def correct(request: Request, pk: int) -> HttpResponse:
    """What was written down wrongly is put right, with the reason."""
    row = _to_act_on(request, pk, "correct")
    people = holders_of(request.actor, row.agency, clock.today()) if row.agency else ()
    form = forms_of.CorrectForm(typed(request), actor=request.actor, people=people, promise=row)
    if attempt(form, actions.correct_promise, actor=request.actor, promise=row):
        toast(request, _("The promise is corrected."))
        return redirect(row)
    return show(
        request, "followup/promise_correct.html", {"form": form, "row": row, "body": row.organisation}
    )


def match(request: Request, pk: int) -> HttpResponse:
    """Which agency of the register the words mean."""
    row = _to_act_on(request, pk, "match")
    form = forms_of.MatchForm(typed(request), actor=request.actor, initial={"agency": row.agency_words})
    if attempt(form, actions.match_promise, actor=request.actor, promise=row):
        toast(request, _("The promise is matched with %(name)s.") % {"name": agency_of(row)})
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "add_url": _add_url(request, row)}
    return show(request, "followup/match.html", context)


def _add_url(request: Request, row: Promise) -> str:
    """Where the agency is entered that the register lacks, and back to here; "" for who may not enter one."""
    if not policy.may(request.actor, "registry.add_organisation", request.actor.base):
        return ""
    place = home_area(request).key
    query = {
        "kind": OrganisationKind.AGENCY.value,
        "name": row.agency_words,
        "place": place,
        "back": request.path,
    }
    return f"{reverse('organisation-add')}?{urlencode(query)}"


STEPS = {
    "answer": Step(
        "answer", actions.answer_promise, forms_of.AnswerForm, gettext_lazy("Answer to the promise"),
        gettext_lazy("What the agency says now: done, under way, put off, and until when."),
        gettext_lazy("Write the answer down"), gettext_lazy("The answer is written down."),
    ),
    "settle": Step(
        "settle", actions.settle_promise, forms_of.SettleForm, gettext_lazy("How the promise ended"),
        gettext_lazy("The organisation that heard it judges, by what can be seen."),
        gettext_lazy("Write down how it ended"), gettext_lazy("It is written down how the promise ended."),
    ),
    "withdraw": Step(
        "withdraw", actions.withdraw_promise, ReasonForm, gettext_lazy("Withdraw the promise"),
        gettext_lazy("Only for one that was entered in error. An agency that goes back on its word has not kept it."),
        gettext_lazy("Withdraw it"), gettext_lazy("The promise is withdrawn."),
    ),
    "reopen": Step(
        "reopen", actions.reopen_promise, ReasonForm, gettext_lazy("Open the promise again"),
        gettext_lazy("For one that has not ended after all. How it had ended stays in its trail."),
        gettext_lazy("Open it again"), gettext_lazy("The promise is open again."),
    ),
}  # fmt: skip


def answer(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["answer"])


def settle(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["settle"])


def withdraw(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["withdraw"])


def reopen(request: Request, pk: int) -> HttpResponse:
    return _step(request, pk, STEPS["reopen"])


def _step(request: Request, pk: int, step: Step) -> HttpResponse:
    row, client_key = _to_act_on(request, pk, step.act), once(request)
    form = step.form(typed(request), request.FILES or None, initial={"on": clock.today()})
    if attempt(form, step.run, actor=request.actor, promise=row, client_key=client_key):
        toast(request, str(step.done))
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "step": step, "client_key": client_key}
    return show(request, "followup/step.html", context)


def take_back(request: Request, pk: int) -> HttpResponse:
    """An answer was entered in error."""
    line = answer_of(request.actor, pk)
    policy.require(request.actor, "followup.take_back_answer", line.node)
    stand_at(request, line.promise.organisation.area)
    form = ReasonForm(typed(request))
    if attempt(form, actions.take_back_answer, actor=request.actor, answer=line):
        toast(request, _("The line is taken back."))
        return redirect(line.promise)
    context = {"form": form, "line": line, "row": line.promise, "body": line.promise.organisation}
    return show(request, "followup/line_back.html", context)


def _to_act_on(request: Request, pk: int, act: str) -> Promise:
    row = promise_in_sight(request, pk)
    policy.require(request.actor, f"followup.{act}_promise", row.node)
    return row
