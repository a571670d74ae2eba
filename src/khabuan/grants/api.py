"""Projects through the API, to read: the queries of pages. Nobody reads them without a seat."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Router, Schema

from khabuan.access.actor import Actor
from khabuan.access.policy import require_reader
from khabuan.access.request import Request
from khabuan.core.api import PAGE, PROBLEMS, Key, ListPage, PageNumber, PageSize, Words, key_of, paged
from khabuan.core.thai import FiscalYear
from khabuan.followup.api import BodyName
from khabuan.grants import queries
from khabuan.grants.models import Project
from khabuan.grants.rules import FIRST_YEAR, LAST_YEAR, Aim, ProjectList, ProjectState
from khabuan.places.api import Code, area_or_no
from khabuan.places.here import home_area
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class PlaceName(Schema):
    code: str
    name: str


class ProjectShown(Schema):
    """A project in the book of the body that holds it. Budgets are not money that came."""

    id: str
    organisation: BodyName
    title: str
    code: str
    fiscal_year: int = Field(description="Stated, by the calendar year (CE) in which it ends")
    issue: Issue | None
    programme: str
    area: PlaceName
    agency: BodyName | None
    agency_words: str
    asked: Decimal | None
    approved: Decimal | None
    starts_on: date | None
    ends_on: date | None
    state: ProjectState
    state_on: date
    withdrawn_on: date | None = Field(description="It was entered in error and counts nowhere")


class ResultShown(Schema):
    """What was reached in all by a day. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    on: date
    value: int
    source: str
    withdrawn_on: date | None


class TargetShown(Schema):
    what: Aim
    words: str
    value: int | None
    results: list[ResultShown]


class StepShown(Schema):
    """A step of the trail. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    state: ProjectState
    on: date
    words: str
    withdrawn_on: date | None


class ProjectWhole(ProjectShown):
    objectives: str
    places: list[PlaceName]
    targets: list[TargetShown]
    trail: list[StepShown]


class ProjectPage(ListPage):
    items: list[ProjectShown]


FiscalEnd = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]

router = Router(tags=["projects"])


@router.get("/projects", response={200: ProjectPage, **PROBLEMS}, operation_id="projects")
def list_projects(  # noqa: PLR0917 - ninja reads filters from the signature
    request: Request,
    state: ProjectList = ProjectList.ALL,
    area: Code | None = None,
    year: FiscalEnd | None = None,
    issue: Issue | None = None,
    find: Words = "",
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """Projects of the bodies in an area and those that work there (without one: where the seat begins), by state,
    fiscal year (CE, by its end), issue, words. Those entered in error are left out."""
    actor = require_reader(request.actor, Project._meta.label_lower)
    place = area_or_no(actor, area) if area else home_area(request)
    of = FiscalYear(year) if year else None
    wanted = queries.Wanted(state.value, issue.value if issue else "", find, of)
    rows = queries.projects_in(actor, place, wanted)
    return paged(rows, page, size, lambda found: [_project(row) for row in found])


@router.get("/projects/{key}", response={200: ProjectWhole, **PROBLEMS}, operation_id="project")
def one_project(request: Request, key: Key) -> dict[str, Any]:
    """One project with its places, its targets with what was reached, and each step of its trail."""
    actor = require_reader(request.actor, Project._meta.label_lower)
    row = queries.project_of(actor, key_of(key))
    places = queries.places_of(actor, [row]).get(row.pk, [])
    return {
        **_project(row), "objectives": row.objectives, "places": [_place(area) for area in places],
        "targets": _targets(actor, row),
        "trail": [
            {"id": str(step.pk), "state": step.state, "on": step.on, "words": step.words,
             "withdrawn_on": step.withdrawn_on}
            for step in queries.trail_of(actor, row)
        ],
    }  # fmt: skip


def _project(row: Project) -> dict[str, Any]:
    names = (
        "title", "code", "fiscal_year", "programme", "agency_words", "asked", "approved", "starts_on", "ends_on",
        "state", "state_on", "withdrawn_on",
    )  # fmt: skip
    return {
        "id": str(row.pk), "organisation": _named(row.organisation), "agency": _named(row.agency),
        "issue": row.issue or None, "area": _place(row.area), **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def _targets(actor: Actor, row: Project) -> list[dict[str, Any]]:
    names = ("on", "value", "source", "withdrawn_on")
    return [
        {
            "what": line.target.what, "words": line.target.words, "value": line.target.value,
            "results": [
                {"id": str(one.pk), **{name: getattr(one, name) for name in names}} for one in line.results
            ],
        }
        for line in queries.targets_of(actor, [row]).get(row.pk, ())
    ]  # fmt: skip


def _named(body: Organisation | None) -> dict[str, str] | None:
    return {"id": str(body.pk), "name": body.name} if body else None


def _place(area: Area) -> dict[str, str]:
    return {"code": area.key, "name": area.name}
