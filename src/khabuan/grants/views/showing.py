"""Projects: of a place, of a body, on screen and as files; one project with its trail, targets and texts; its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.core.web import show
from khabuan.files.queries import files_of
from khabuan.followup.views.parts import list_url_of, url_of
from khabuan.grants import queries
from khabuan.grants.forms import FilterForm
from khabuan.grants.models import Project, ProjectResult, ProjectStep
from khabuan.grants.rules import ProjectState
from khabuan.grants.sentences import (
    counted_words,
    days_words,
    payer_of,
    state_said,
    stats_of,
    target_words,
    unit_words,
    year_words,
)
from khabuan.grants.views.sheets import cells, columns
from khabuan.papers import answers
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

Find = Callable[[queries.Wanted], QuerySet[Project]]
PAGE = 50
KIND = Project._meta.label_lower
ACTS = (
    "change_project", "move_project", "record_result", "withdraw_project", "take_back_step", "take_back_result",
)  # fmt: skip
FIELD_WORDS = {
    "organisation": gettext_lazy("Organisation that holds the project"),
    "title": gettext_lazy("Name of the project"),
    "code": gettext_lazy("Code of the project"),
    "fiscal_year": gettext_lazy("Fiscal year"),
    "issue": gettext_lazy("Issue"),
    "programme": gettext_lazy("Programme of the payer"),
    "objectives": gettext_lazy("Objectives"),
    "area": gettext_lazy("Place of work"),
    "agency": gettext_lazy("Agency that pays"),
    "agency_words": gettext_lazy("Who pays, in words"),
    "asked": gettext_lazy("Budget asked"),
    "approved": gettext_lazy("Budget approved"),
    "starts_on": gettext_lazy("First day of work"),
    "ends_on": gettext_lazy("Last day of work"),
    "state": gettext_lazy("State"),
    "state_on": gettext_lazy("Stands so since"),
    "project": gettext_lazy("Project"),
    "target": gettext_lazy("Target"),
    "what": gettext_lazy("What was counted"),
    "value": gettext_lazy("Number"),
    "source": gettext_lazy("From where you know it"),
    "on": gettext_lazy("Day"),
    "words": gettext_lazy("In words"),
    "removed_on": gettext_lazy("Taken off on"),
    "withdrawn_on": gettext_lazy("Taken back on"),
    "withdrawn_reason": gettext_lazy("Why it was taken back"),
}


def projects(request: Request) -> HttpResponse:
    """Projects of the place and the fiscal year of the bar, with what they come to."""
    require_reader(request, KIND)
    at = here(request)
    form = FilterForm(request.GET, year=at.year)
    find = partial(queries.projects_in, request.actor, at.place)
    more = {
        "place": label(at.place, full=True),
        "may_record": policy.may(request.actor, "grants.record_project"),
        "list_url": reverse("projects"),
        "add_url": reverse("project-choose"),
    }
    return _list(request, form, find, label(at.place, full=True), more)


def of_body(request: Request, pk: int) -> HttpResponse:
    """Projects that a body holds; of an agency, those that it pays for, as far as this seat sees them."""
    require_reader(request, KIND)
    body = organisation_of(request.actor, pk)
    form = FilterForm(request.GET, year=stand_at(request, body.area).year)
    find = partial(queries.projects_of, request.actor, body)
    is_agency = body.kind == OrganisationKind.AGENCY
    may = policy.may(request.actor, "grants.record_project", body.node)
    more = {
        "body": body,
        "is_agency": is_agency,
        "may_record": may and not body.ended_on and not is_agency,
        "list_url": reverse("projects-of", args=[body.pk]),
        "add_url": reverse("project-add", args=[body.pk]),
    }
    return _list(request, form, find, body.name, more)


def _list(request: Request, form: FilterForm, find: Find, whose: str, more: dict[str, Any]) -> HttpResponse:
    year, rows = form.wanted.year, find(form.wanted)
    when = _("fiscal year %(year)s") % {"year": shown_year(year.end_year)} if year else _("all years")
    if request.GET.get("format") in answers.SHEETS:
        return answers.table(
            request.GET["format"], columns(), list(cells(request.actor, list(rows))), title=_("Projects"),
            lead=f"{whose} · {when}",
        )  # fmt: skip
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    targets = queries.targets_of(request.actor, list(page))
    context = {
        "filter": form,
        "page": page,
        "lines": [
            (
                row,
                state_said(row),
                " · ".join(target_words(one) for one in targets.get(row.pk, ())),
                year_words(row),
            )
            for row in page
        ],
        "stats": stats_of(queries.sums_of(rows)) if page.paginator.count else (),
        "other_years": form.of_other_years(find, page.paginator.count),
        "is_narrowed": form.wanted != queries.Wanted(year=form.bar_year),
        "all_years": year is None,
        "query": request.GET.urlencode(),
        **more,
    }
    return show(request, "grants/projects.html", context, partial="rows")


def project(request: Request, pk: int) -> HttpResponse:
    """One project: whose, where, for what money, how far it has come, what was reached, its papers and texts."""
    row, actor = project_in_sight(request, pk), request.actor
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "project"]
    may = {act: policy.may(actor, f"grants.{act}", row.node) and not row.withdrawn_on for act in ACTS}
    context = {
        "row": row,
        "body": row.organisation,
        "body_url": url_of(actor, row.organisation),
        "agency_url": url_of(actor, row.agency),
        "list_url": list_url_of(actor, row.organisation, "projects"),
        "said": state_said(row),
        "year": year_words(row),
        "payer": payer_of(row),
        "days": days_words(row),
        **_places(actor, row),
        **_targets(actor, row),
        "trail": _trail(queries.trail_of(actor, row), may_back=may["take_back_step"]),
        "files": files_of(actor, row),
        "may": may,
        "can_move": may["move_project"] and bool(next_states(row)),
        "may_attach": policy.may(actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(actor, row.node),
        "panels": [panel for panel in panels if panel is not None],
    }
    return show(request, "grants/project.html", context)


def _places(actor: Actor, row: Project) -> dict[str, Any]:
    places = queries.places_of(actor, [row]).get(row.pk, [])
    names = queries.whole_names(actor, [row.area, *places])
    return {"area": names[row.area_id], "places": [(area, names[area.pk]) for area in places]}


def _targets(actor: Actor, row: Project) -> dict[str, Any]:
    lines = queries.targets_of(actor, [row]).get(row.pk, [])
    targets = [
        (
            counted_words(line.target),
            unit_words(line.target),
            line,
            [(one, _gone(one)) for one in line.results],
        )
        for line in lines
    ]
    return {"targets": targets, "has_results": any(line.results for line in lines)}


def next_states(row: Project) -> list[ProjectState]:
    """What a project may still become."""
    if row.state in (ProjectState.CLOSED, ProjectState.GIVEN_UP):
        return []
    states = list(ProjectState)
    return states[states.index(ProjectState(row.state)) + 1 :]


def _trail(steps: Sequence[ProjectStep], *, may_back: bool) -> list[dict[str, Any]]:
    standing = [step for step in steps if step.withdrawn_on is None]
    last = standing[-1].pk if len(standing) > 1 else None
    return [
        {
            "what": _(ProjectState(step.state).label),
            "look": "quiet" if step.withdrawn_on or step.state == ProjectState.GIVEN_UP else "done",
            "more": " · ".join(filter(None, (thai_date(step.on, how="long"), step.words, _gone(step)))),
            "back": reverse("project-step-back", args=[step.pk]) if may_back and step.pk == last else "",
        }
        for step in steps
    ]


def _gone(line: ProjectStep | ProjectResult) -> str:
    """When and why a line was taken back; "" for one that stands."""
    if line.withdrawn_on is None:
        return ""
    return _("taken back %(day)s: %(reason)s") % {
        "day": thai_date(line.withdrawn_on), "reason": line.withdrawn_reason,
    }  # fmt: skip


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote what, when and why; to who reaches the body."""
    row = project_in_sight(request, pk)
    if not request.actor.reaches(row.node):
        raise OutOfArea(f"history of project {pk}")
    return show_history(request, row, FIELD_WORDS)


def project_in_sight(request: Request, pk: int) -> Project:
    """A project that is looked at; the bar stands at its body's place."""
    require_reader(request, KIND)
    row = queries.project_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row
