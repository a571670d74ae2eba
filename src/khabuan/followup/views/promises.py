"""Promises: heard at a place or by a body, given by an agency, one promise with its whole trail, its history."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Role
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.web import show
from khabuan.files.queries import files_of
from khabuan.followup.actions.promises import may_take_back
from khabuan.followup.forms.promises import FilterForm
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries import promises as queries
from khabuan.followup.queries.named import origin_of
from khabuan.followup.queries.wanted import WHOLE, Wanted
from khabuan.followup.rules import AnswerStep
from khabuan.followup.sentences import (
    agency_of,
    giver_of,
    promise_said,
    promise_stats,
    step_said,
    taken_back_words,
)
from khabuan.followup.views.parts import PAGE, TrailLine, body_within, list_url_of, own_body, url_of
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

KIND = Promise._meta.label_lower
ACTS = ("correct", "match", "answer", "settle", "withdraw", "reopen")
FIELD_WORDS = {
    "organisation": _("Organisation that heard it"),
    "agency": _("Agency"),
    "agency_words": _("Agency that is not in the register"),
    "giver_person": _("Officer of the agency who promised"),
    "giver_name": _("Name of who promised"),
    "giver_post": _("Post held that day"),
    "issue": _("Issue"),
    "given_on": _("Promised on"),
    "due_on": _("Promised by which day"),
    "state": _("State"),
    "settled_on": _("Settled on"),
    "origin_kind": _("Kind of record it came from"),
    "origin_id": _("Record it came from"),
    "step": _("Kind of step"),
    "on": _("Day"),
    "words": _("In words"),
    "by_words": _("Who says so"),
    "is_by_agency": _("Entered by the agency itself"),
}


def promises(request: Request) -> HttpResponse:
    """What agencies promised to the bodies of the place of the bar."""
    require_reader(request, KIND)
    at = here(request)
    whole = queries.promises_in(request.actor, at.place, WHOLE)
    form = FilterForm(request.GET, agencies=queries.agencies_in(request.actor, whole))
    rows, list_url = queries.promises_in(request.actor, at.place, form.wanted), reverse("follow-promises")
    context = {
        "place": label(at.place, full=True),
        "add_url": reverse("follow-promise-choose"),
        "may_record": policy.may(request.actor, "followup.record_promise"),
        "is_homeless": request.actor.role == Role.AGENCY and own_body(request.actor) is None,
        **_listed(request, form, rows, whole, list_url),
    }
    return show(request, "followup/promises.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """What agencies promised to one body."""
    body = body_within(request, pk, Duty._meta.label_lower)  # an agency's seat would take its own for all
    whole = queries.promises_to(request.actor, body, WHOLE)
    form = FilterForm(request.GET, agencies=queries.agencies_in(request.actor, whole))
    rows = queries.promises_to(request.actor, body, form.wanted)
    list_url = reverse("follow-promises-of", args=[body.pk])
    context = {
        "body": body,
        "add_url": reverse("follow-promise-add", args=[body.pk]),
        "may_record": not body.ended_on and policy.may(request.actor, "followup.record_promise", body.node),
        **_listed(request, form, rows, whole, list_url),
    }
    return show(request, "followup/promises.html", context, partial="rows")


def by_agency(request: Request, pk: int) -> HttpResponse:
    """What one agency promised to the bodies that this seat reads."""
    require_reader(request, KIND)
    agency: Organisation = organisation_of(request.actor, pk)
    stand_at(request, agency.area)
    form = FilterForm(request.GET)
    whole = queries.promises_of_agency(request.actor, agency, WHOLE)
    rows = queries.promises_of_agency(request.actor, agency, form.wanted)
    list_url = reverse("follow-promises-by", args=[agency.pk])
    may_record = agency.kind == OrganisationKind.AGENCY and policy.may(
        request.actor, "followup.record_promise"
    )
    context = {
        "agency": agency,
        "add_url": f"{reverse('follow-promise-choose')}?agency={agency.pk}",
        "may_record": may_record,
        **_listed(request, form, rows, whole, list_url),
    }
    return show(request, "followup/promises.html", context, partial="rows")


def _listed(
    request: Request, form: FilterForm, rows: QuerySet[Promise], whole: QuerySet[Promise], list_url: str
) -> dict[str, Any]:
    page, today = Paginator(rows, PAGE).get_page(request.GET.get("page")), clock.today()
    return {
        "filter": form,
        "page": page,
        "lines": [(row, agency_of(row), promise_said(row, today)) for row in page],
        "stats": promise_stats(queries.count_promises(whole), list_url),
        "list_url": list_url,
        "is_narrowed": form.wanted != Wanted(),
    }


def promise(request: Request, pk: int) -> HttpResponse:
    """One promise: whose, what, until when, where it was heard, and each answer with its evidence."""
    row = promise_in_sight(request, pk)
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "promise"]
    context = {
        "row": row,
        "panels": [panel for panel in panels if panel is not None],
        "body": row.organisation,
        "body_url": url_of(request.actor, row.organisation),
        "list_url": _list_url(request, row),
        "agency_url": url_of(request.actor, row.agency),
        "said": promise_said(row, clock.today()),
        "agency": agency_of(row),
        "giver": giver_of(row),
        "origin": origin_of(request.actor, row),
        "files": files_of(request.actor, row),
        "trail": _trail(request, row),
        "is_own": request.actor.role == Role.AGENCY,
        "may": {act: policy.may(request.actor, f"followup.{act}_promise", row.node) for act in ACTS},
        "may_attach": policy.may(request.actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
    }
    return show(request, "followup/promise.html", context)


def _list_url(request: Request, row: Promise) -> str:
    """The list on which it stands for this seat: an agency's seat has one of its own only."""
    if request.actor.role == Role.AGENCY:
        return reverse("follow-promises")
    return list_url_of(request.actor, row.organisation, "follow-promises")


def _trail(request: Request, row: Promise) -> list[TrailLine]:
    may_back = policy.may(request.actor, "followup.take_back_answer", row.node)
    lines = []
    for one in queries.trail_of_promise(request.actor, row):
        answer, said = one.answer, step_said(one.answer)
        is_open = answer.step == AnswerStep.ANSWER and not answer.withdrawn_on
        can = may_back and is_open and may_take_back(request.actor, answer)
        back = reverse("follow-answer-back", args=[answer.pk]) if can else ""
        lines.append(
            TrailLine(answer.words, said.words, said.look, one.files, back, taken_back_words(answer))
        )
    return lines


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote it down, when, and what was corrected since."""
    return show_history(request, promise_in_sight(request, pk), FIELD_WORDS)


def promise_in_sight(request: Request, pk: int) -> Promise:
    row = queries.promise_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row
