"""Gatherings: of a place, of a body, one gathering, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.followup.views.asking import Sheet, ask
from khabuan.gatherings.actions import gatherings as actions
from khabuan.gatherings.forms import gatherings as forms
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.queries import gatherings as queries
from khabuan.gatherings.queries.one import one_gathering
from khabuan.gatherings.rules.kinds import Kind
from khabuan.gatherings.sentences.gatherings import when_words
from khabuan.gatherings.views.asking import row_of, to_act_on
from khabuan.gatherings.views.fields import FIELD_WORDS
from khabuan.gatherings.views.presenting import heads_shown, promises_shown, session_title
from khabuan.meetings.views.resolutions import own_body
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views import papers
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history

PAGE = 50
KIND = Gathering._meta.label_lower
PAPERS = (Paper.PHOTO, Paper.EVIDENCE, Paper.MINUTES)
ACTS = (
    "correct_gathering", "cancel_gathering", "revive_gathering", "hold_gathering", "add_body", "add_part", "add_act",
    "count_heads", "add_agreement", "add_visit", "remove_line", "record_cooperation",
)  # fmt: skip


@login_not_required
def gatherings(request: Request) -> HttpResponse:
    """The gatherings of the place and the budget year of the bar."""
    at = here(request)
    form = forms.FilterForm(request.GET, year=at.year)
    find = partial(queries.gatherings_in, request.actor, at.place, today=clock.today())
    context = {
        **_listed(request, form, find),
        "place": label(at.place, full=True),
        "may_record": policy.may(request.actor, "gatherings.record_gathering"),
    }
    return show(request, "gatherings/gatherings.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """The gatherings in a body's book, and those that it had to do with."""
    body = organisation_of(request.actor, pk)
    form = forms.FilterForm(request.GET, year=stand_at(request, body.area).year)
    find = partial(queries.gatherings_of, request.actor, body, today=clock.today())
    context = {
        **_listed(request, form, find),
        "body": body,
        "may_record": not body.ended_on
        and policy.may(request.actor, "gatherings.record_gathering", body.node),
    }
    return show(request, "gatherings/gatherings.html", context, partial="rows")


def _listed(
    request: Request, form: forms.FilterForm, find: Callable[[queries.Wanted], QuerySet[Gathering]]
) -> dict[str, Any]:
    plain = queries.Wanted(year=form.bar_year)
    page = Paginator(find(form.wanted), PAGE).get_page(request.GET.get("page"))
    return {
        "filter": form,
        "page": page,
        "other_years": form.of_other_years(find, page.paginator.count),
        "is_narrowed": form.wanted != plain,
        "today": clock.today(),
    }


def choose(request: Request) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form."""
    policy.require(request.actor, "gatherings.record_gathering", request.actor.home)
    mine = own_body(request)
    if mine:
        return redirect("gathering-add", pk=mine)
    form = forms.ChooseForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("gathering-add", pk=form.cleaned_data["body"].pk)
    lead = _("First: which organisation holds it, or calls on somebody")
    sheet = Sheet(_("Record a gathering"), _("Go on"), lead, "/gatherings/", _("Do not record"))
    return ask(request, form, sheet)


def add(request: Request, pk: int) -> HttpResponse:
    """Record a gathering in a body's book, before or after its day."""
    body = _body(request, pk)
    client_key = once(request)
    form = forms.GatheringForm(typed(request), near=body.area.code, initial={"area": body.area})
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_gathering, **facts)
    if made is not None:
        toast(request, _("%(title)s is recorded.") % {"title": made})
        return redirect(made)
    context = {"form": form, "body": body, "client_key": client_key}
    return show(request, "gatherings/record.html", context)


def _body(request: Request, pk: int) -> Organisation:
    body = organisation_of(request.actor, pk)
    policy.require(request.actor, "gatherings.record_gathering", body.node)
    stand_at(request, body.area)
    return body


@login_not_required
def gathering(request: Request, pk: int) -> HttpResponse:
    """One gathering: what for, who, what was done, how many came, what was agreed and promised."""
    row, actor = row_of(request, pk), request.actor
    one = one_gathering(actor, row)
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "gathering"]
    context = {
        "row": row,
        "body": row.organisation,
        "one": one,
        "files": one.files,
        "programme": [
            (session_title(session, has_days=row.starts_on != row.ends_on), session)
            for session in one.sessions
        ],
        "promises": promises_shown(one.promises, clock.today()),
        **heads_shown(one.counts),
        "kind": _(Kind(row.kind).label),
        "when": when_words(row),
        "where": " · ".join(part for part in (row.place, label(row.area, full=True)) if part),
        "may": {act: policy.may(actor, f"gatherings.{act}", row.node) for act in ACTS},
        "promise_url": _promise_url(request, row),
        "may_attach": policy.may(actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(actor, row.node),
        "may_print": policy.may(actor, "papers.issue_document", row.node),
        "panels": [panel for panel in panels if panel is not None],
        "is_visit": row.kind == Kind.FIELD_VISIT,
        "is_over": row.ends_on < clock.today(),
        "has_begun": row.starts_on <= clock.today(),
        "today": clock.today(),
    }
    return show(request, "gatherings/gathering.html", context)


def _promise_url(request: Request, row: Gathering) -> str:
    """Where a promise that was heard here is written down, "" for who may not."""
    if not policy.may(request.actor, "followup.record_promise", row.node):
        return ""
    known = {
        "origin": f"{KIND}:{row.pk}", "on": row.starts_on.isoformat(), "issue": row.issue,
        "back": f"{row.get_absolute_url()}#promises",
    }  # fmt: skip
    return f"{reverse('follow-promise-add', args=[row.organisation_id])}?{urlencode(known)}"


def correct(request: Request, pk: int) -> HttpResponse:
    """What was written down wrongly, or other days."""
    row = to_act_on(request, pk, "correct_gathering")
    form = forms.CorrectForm(typed(request), near=row.organisation.area.code, initial=forms.initial_of(row))
    if attempt(form, actions.correct_gathering, actor=request.actor, gathering=row):
        toast(request, _("%(title)s is corrected.") % {"title": row})
        return redirect(row)
    return show(request, "gatherings/correct.html", {"form": form, "row": row, "body": row.organisation})


def cancel(request: Request, pk: int) -> HttpResponse:
    """It does not take place."""
    row = to_act_on(request, pk, "cancel_gathering")
    form = forms.ReasonForm(typed(request))
    if attempt(form, actions.cancel_gathering, actor=request.actor, gathering=row):
        toast(request, _("%(title)s is called off.") % {"title": row})
        return redirect(row)
    note = _(
        "It stays in the list and in calendars, marked as called off. To put it off, correct its days instead."
    )
    sheet = Sheet(
        _("Call the gathering off"), _("Call it off"), str(row), row.get_absolute_url(), _("Leave as it is"), note,
        is_danger=True,
    )  # fmt: skip
    return ask(request, form, sheet)


def revive(request: Request, pk: int) -> HttpResponse:
    """It takes place after all."""
    row = to_act_on(request, pk, "revive_gathering")
    form = forms.ReasonForm(typed(request))
    if attempt(form, actions.revive_gathering, actor=request.actor, gathering=row):
        toast(request, _("%(title)s takes place after all.") % {"title": row})
        return redirect(row)
    sheet = Sheet(
        _("It takes place after all"),
        _("Bring it back"),
        str(row),
        row.get_absolute_url(),
        _("Leave as it is"),
    )
    return ask(request, form, sheet)


def hold(request: Request, pk: int) -> HttpResponse:
    """It took place: what came of it."""
    row = to_act_on(request, pk, "hold_gathering")
    form = forms.HoldForm(typed(request), initial={"came_of_it": row.came_of_it})
    if attempt(form, actions.hold_gathering, actor=request.actor, gathering=row):
        toast(request, _("What came of %(title)s is written down.") % {"title": row})
        return redirect(row)
    sheet = Sheet(
        _("What came of it"), _("Write it down: it took place"), str(row), row.get_absolute_url(),
        _("Leave as it is"),
    )  # fmt: skip
    return ask(request, form, sheet)


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote what, when and why; to who reaches the body."""
    row = row_of(request, pk)
    if not request.actor.reaches(row.node):
        raise OutOfArea(f"history of gathering {pk}")
    return show_history(request, row, FIELD_WORDS)


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach a photo, the list of signatures, a letter."""
    row = row_of(request, pk)
    return papers.attach_paper(request, row, papers.Sheet(PAPERS, str(row), papers.Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a photo or paper; one of another record is not to be found here."""
    paper = papers.paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return papers.take_back(request, paper, papers.Back.of_record(row_of(request, paper.subject_id)))
