"""Duties: of a place, of a body, one duty with its whole trail, its history."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.web import show
from khabuan.files.queries import files_of
from khabuan.followup.forms.duties import FilterForm
from khabuan.followup.models import Duty
from khabuan.followup.queries import duties as queries
from khabuan.followup.queries.named import origin_of
from khabuan.followup.queries.wanted import PLAIN, WHOLE
from khabuan.followup.rules import DutyStep
from khabuan.followup.sentences import duty_said, duty_stats, owner_of, step_said, taken_back_words
from khabuan.followup.views.parts import PAGE, TrailLine, body_within, list_url_of, url_of
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

KIND = Duty._meta.label_lower
ACTS = ("correct", "report", "close", "drop", "reopen")
FIELD_WORDS = {
    "organisation": _("Organisation"),
    "what": _("What is to be done"),
    "owner_person": _("Who does it"),
    "owner_organisation": _("Which organisation does it"),
    "owner_words": _("Who does it, in words"),
    "issue": _("Issue"),
    "given_on": _("Day on which it was given"),
    "due_on": _("Due on"),
    "state": _("State"),
    "closed_on": _("Closed on"),
    "closed_words": _("How it ended"),
    "origin_kind": _("Kind of record it came from"),
    "origin_id": _("Record it came from"),
    "step": _("Kind of step"),
    "on": _("Day"),
    "words": _("In words"),
    "by_words": _("Who says so"),
}


def duties(request: Request) -> HttpResponse:
    """What the bodies of the place of the bar gave to do."""
    require_reader(request, KIND)
    at = here(request)
    form = FilterForm(request.GET)
    rows = queries.duties_in(request.actor, at.place, form.wanted)
    counts = queries.count_open(queries.duties_in(request.actor, at.place, WHOLE))
    list_url = reverse("follow-duties")
    context = {
        "place": label(at.place, full=True),
        "list_url": list_url,
        "stats": duty_stats(counts, list_url),
        "add_url": reverse("follow-duty-choose"),
        "may_give": policy.may(request.actor, "followup.give_duty"),
        **_listed(request, form, rows),
    }
    return show(request, "followup/duties.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """What a body gave to do, and what it is to do itself."""
    body = body_within(request, pk, KIND)
    form = FilterForm(request.GET)
    rows = queries.duties_of(request.actor, body, form.wanted)
    counts = queries.count_open(queries.duties_of(request.actor, body, WHOLE))
    list_url = reverse("follow-duties-of", args=[body.pk])
    context = {
        "body": body,
        "list_url": list_url,
        "stats": duty_stats(counts, list_url),
        "add_url": reverse("follow-duty-add", args=[body.pk]),
        "may_give": not body.ended_on and policy.may(request.actor, "followup.give_duty", body.node),
        **_listed(request, form, rows),
    }
    return show(request, "followup/duties.html", context, partial="rows")


def _listed(request: Request, form: FilterForm, rows: QuerySet[Duty]) -> dict[str, Any]:
    page, today = Paginator(rows, PAGE).get_page(request.GET.get("page")), clock.today()
    return {
        "filter": form,
        "page": page,
        "lines": [(row, owner_of(row), duty_said(row, today)) for row in page],
        "is_narrowed": form.wanted != PLAIN,
    }


def duty(request: Request, pk: int) -> HttpResponse:
    """One duty: what, who, until when, where it came from, and each step of its trail with the evidence."""
    row = duty_in_sight(request, pk)
    context = {
        "row": row,
        "body": row.organisation,
        "body_url": url_of(request.actor, row.organisation),
        "list_url": list_url_of(request.actor, row.organisation, "follow-duties"),
        "owner_url": url_of(request.actor, row.owner_organisation),
        "said": duty_said(row, clock.today()),
        "owner": owner_of(row),
        "origin": origin_of(request.actor, row),
        "files": files_of(request.actor, row),
        "trail": _trail(request, row),
        "may": {act: policy.may(request.actor, f"followup.{act}_duty", row.node) for act in ACTS},
        "may_attach": policy.may(request.actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
    }
    return show(request, "followup/duty.html", context)


def _trail(request: Request, row: Duty) -> list[TrailLine]:
    may_back = policy.may(request.actor, "followup.take_back_report", row.node)
    lines = []
    for one in queries.trail_of_duty(request.actor, row):
        report, said = one.report, step_said(one.report)
        can = may_back and report.step == DutyStep.REPORT and not report.withdrawn_on
        back = reverse("follow-report-back", args=[report.pk]) if can else ""
        gone = taken_back_words(report)
        lines.append(TrailLine(report.words, said.words, said.look, one.files, back, gone))
    return lines


def history(request: Request, pk: int) -> HttpResponse:
    """Who gave it, when, and what was corrected since."""
    return show_history(request, duty_in_sight(request, pk), FIELD_WORDS)


def duty_in_sight(request: Request, pk: int) -> Duty:
    row = queries.duty_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row
