"""Proposals that go up: the lists, one with its trail, each step, taking back."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.queries import files_of
from khabuan.meetings.actions import submissions as actions
from khabuan.meetings.forms import submissions as forms
from khabuan.meetings.forms.meetings import ChooseForm, ReasonForm
from khabuan.meetings.models import Submission
from khabuan.meetings.queries import submissions as queries
from khabuan.meetings.queries.resolutions import resolution_of
from khabuan.meetings.views.meetings import body_here, may_of
from khabuan.meetings.views.resolutions import own_body
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Submission._meta.label_lower
SEND = "meetings.send_submission"
FIELD_WORDS = {
    "title": gettext_lazy("What is proposed"),
    "words": gettext_lazy("The proposal in words"),
    "issue": gettext_lazy("Issue"),
    "resolution": gettext_lazy("Resolution"),
    "state": gettext_lazy("State"),
    "lies_with": gettext_lazy("Lies with"),
    "lies_with_words": gettext_lazy("Lies with"),
    "began_on": gettext_lazy("Day it was sent"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
}


def submissions(request: Request) -> HttpResponse:
    """The proposals of the bodies of the place of the bar, the last moved first."""
    require_reader(request, KIND)
    at = here(request)
    form = forms.FilterForm(request.GET)
    rows = queries.submissions_in(request.actor, at.place, form.wanted)
    context = {
        "filter": form, "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "place": label(at.place, full=True), "may_send": policy.may(request.actor, SEND),
        "is_narrowed": form.wanted != queries.Wanted(),
    }  # fmt: skip
    return show(request, "meetings/submissions.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """Proposals of one body, and those of others that lie with it."""
    body = body_here(request, pk)
    form = forms.FilterForm(request.GET)
    rows = queries.submissions_of(request.actor, body, form.wanted)
    context = {
        "filter": form, "page": Paginator(rows, PAGE).get_page(request.GET.get("page")), "body": body,
        "may_send": not body.ended_on and policy.may(request.actor, SEND, body.node),
        "is_narrowed": form.wanted != queries.Wanted(),
    }  # fmt: skip
    return show(request, "meetings/submissions.html", context, partial="rows")


def choose(request: Request) -> HttpResponse:
    """Whose proposal it is; a seat of one body comes straight to the form."""
    policy.require(request.actor, SEND, request.actor.home)
    mine = own_body(request)
    if mine:
        return redirect("submission-add", pk=mine)
    form = ChooseForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("submission-add", pk=form.cleaned_data["body"].pk)
    return show(request, "meetings/submission_choose.html", {"form": form})


def add(request: Request, pk: int) -> HttpResponse:
    """Send a proposal up; `?resolution=` is the one by which it was decided."""
    body = body_here(request, pk)
    policy.require(request.actor, SEND, body.node)
    client_key, asked = once(request), request.GET.get("resolution", "")
    given = {"on": clock.today(), "resolution": asked}
    if asked.isdecimal():
        row = resolution_of(request.actor, int(asked))
        given |= {"words": row.words, "issue": row.issue}
    form = forms.SendForm(
        typed(request),
        request.FILES or None,
        actor=request.actor,
        body=body,
        back=request.path,
        initial=given,
    )
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.send_submission, **facts)
    if made is not None:
        toast(request, _("The proposal is written down. Each answer is added to its trail."))
        return redirect(made)
    return show(
        request, "meetings/submission_add.html", {"form": form, "body": body, "client_key": client_key}
    )


def submission(request: Request, pk: int) -> HttpResponse:
    """One proposal with its whole trail."""
    row = _row(request, pk)
    trail = [
        (step, actions.may_take_back(request.actor, step)) for step in queries.trail_of(request.actor, row)
    ]
    context = {
        "row": row, "body": row.organisation, "trail": trail,
        "files": files_of(request.actor, row), "may": may_of(request, row.node),
        "may_read_history": may_read_history(request.actor, row.node),
    }  # fmt: skip
    return show(request, "meetings/submission.html", context)


def step(request: Request, pk: int) -> HttpResponse:
    """What happened next."""
    row = _row(request, pk)
    policy.require(request.actor, "meetings.add_submission_step", row.node)
    client_key = once(request)
    form = forms.StepForm(
        typed(request), request.FILES or None, actor=request.actor, initial={"on": clock.today()},
        parties=queries.parties_of(request.actor, row),
    )  # fmt: skip
    facts = {"actor": request.actor, "submission": row, "client_key": client_key}
    if attempt(form, actions.add_submission_step, **facts) is not None:
        toast(request, _("The step stands in the trail."))
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "client_key": client_key}
    return show(request, "meetings/submission_step.html", context)


def step_back(request: Request, pk: int) -> HttpResponse:
    """A step that was entered in error."""
    found = queries.step_of(request.actor, pk)
    row = found.submission
    stand_at(request, row.organisation.area)
    policy.require(request.actor, "meetings.take_back_submission_step", found.node)
    form = ReasonForm(typed(request))
    if attempt(form, actions.take_back_submission_step, actor=request.actor, step=found):
        toast(request, _("The step is taken back."))
        return redirect(row)
    context = {"form": form, "row": row, "title": _("Take back the step"), "what": found}
    return show(request, "meetings/submission_back.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """A proposal that was entered in error."""
    row = _row(request, pk)
    policy.require(request.actor, "meetings.withdraw_submission", row.node)
    form = ReasonForm(typed(request))
    if attempt(form, actions.withdraw_submission, actor=request.actor, submission=row):
        toast(request, _("The proposal is withdrawn."))
        return redirect(row)
    context = {"form": form, "row": row, "title": _("Withdraw the proposal"), "what": row}
    return show(request, "meetings/submission_back.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote it down, and what was changed since."""
    return show_history(request, _row(request, pk), FIELD_WORDS)


def _row(request: Request, pk: int) -> Submission:
    row = queries.submission_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row
