"""Reads of projects: lists of a place and of a body with what they come to, one project with its trail and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from khabuan.access.actor import Actor, Span, paths_above
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import FiscalYear, search_key
from khabuan.grants.models import Project, ProjectArea, ProjectResult, ProjectStep, ProjectTarget
from khabuan.grants.rules import OPEN, Aim, ProjectList, Reached, Sums, last_reached
from khabuan.grants.sentences import subject_words
from khabuan.places.labels import whole
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-fiscal_year", "-state_on", "-pk")
JOINED = ("organisation__area", "area", "agency__area")
_ORDER = {aim.value: at for at, aim in enumerate(Aim)}


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `year` None shows all fiscal years."""

    state: str = ProjectList.ALL
    issue: str = ""
    words: str = ""
    year: FiscalYear | None = None


def _seen(actor: Actor) -> QuerySet[Project]:
    rows: QuerySet[Project] = Project.objects.visible_to(actor).select_related(*JOINED)
    return rows


def projects_in(actor: Actor, area: Area, wanted: Wanted) -> QuerySet[Project]:
    """Projects of the bodies of a place and of those below it, and projects that work there."""
    spans = (Span.of(area.path),)
    further = ProjectArea.objects.visible_to(actor).filter(
        spans_q(spans, "area__path"), removed_on__isnull=True
    )
    there = spans_q(spans, "organisation__node") | spans_q(spans, "area__path")
    return _narrowed(_seen(actor).filter(there | Q(pk__in=further.values("project"))), wanted)


def projects_of(actor: Actor, body: Organisation, wanted: Wanted) -> QuerySet[Project]:
    """Projects that a body holds; of an agency, those that it pays for."""
    return _narrowed(_seen(actor).filter(Q(organisation=body) | Q(agency=body)), wanted)


def _narrowed(rows: QuerySet[Project], wanted: Wanted) -> QuerySet[Project]:
    rows = rows.filter(withdrawn_on__isnull=True)
    if wanted.state == ProjectList.OPEN:
        rows = rows.filter(state__in=OPEN)
    elif wanted.state and wanted.state != ProjectList.ALL:
        rows = rows.filter(state=wanted.state)
    if wanted.year is not None:
        rows = rows.filter(fiscal_year=wanted.year.end_year)
    if wanted.issue:
        rows = rows.filter(issue=wanted.issue)
    if wanted.words:
        rows = containing(rows, wanted.words)
    return rows.order_by(*NEWEST)


def sums_of(rows: QuerySet[Project]) -> Sums:
    """What these projects come to. One query."""
    found = rows.order_by().aggregate(
        number=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        asked_of=Count("asked"),
        approved_of=Count("approved"),
        asked=Sum("asked"),
        approved=Sum("approved"),
    )
    return Sums(**found)


def project_of(actor: Actor, key: int) -> Project:
    """One project in sight, with its body, place and agency. OutOfArea when there is none."""
    found: Project | None = _seen(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"project {key}")
    return found


def step_of(actor: Actor, key: int) -> ProjectStep:
    rows = ProjectStep.objects.visible_to(actor).filter(pk=key)
    found: ProjectStep | None = rows.select_related("project__organisation__area").first()
    if found is None:
        raise OutOfArea(f"projectstep {key}")
    return found


def result_of(actor: Actor, key: int) -> ProjectResult:
    rows = ProjectResult.objects.visible_to(actor).filter(pk=key)
    found: ProjectResult | None = rows.select_related("project__organisation__area", "target").first()
    if found is None:
        raise OutOfArea(f"projectresult {key}")
    return found


def trail_of(actor: Actor, project: Project) -> list[ProjectStep]:
    """The steps of a project, the first one first, those taken back among them. One query."""
    return list(ProjectStep.objects.visible_to(actor).filter(project=project).order_by("on", "pk"))


@dataclass(frozen=True)
class TargetLine:
    """A target with all that was written down of it, the newest first, and what stands now."""

    target: ProjectTarget
    results: tuple[ProjectResult, ...] = ()

    @property
    def reached(self) -> Reached | None:
        return last_reached(
            Reached(row.on, row.value, row.pk) for row in self.results if row.withdrawn_on is None
        )


def targets_of(actor: Actor, projects: Collection[Project]) -> dict[int, list[TargetLine]]:
    """Targets of some projects with their results, in the order of `Aim`, by the project's key. Two queries."""
    keys = [project.pk for project in projects]
    results: dict[int, list[ProjectResult]] = defaultdict(list)
    for result in (
        ProjectResult.objects.visible_to(actor)
        .filter(project__in=keys)
        .select_related("target")
        .order_by("-on", "-pk")
    ):
        results[result.target_id].append(result)
    found: dict[int, list[TargetLine]] = defaultdict(list)
    rows = ProjectTarget.objects.visible_to(actor).filter(project__in=keys)
    for row in sorted(rows, key=lambda one: _ORDER[one.what]):
        if row.value is not None or results[row.pk]:
            found[row.project_id].append(TargetLine(row, tuple(results[row.pk])))
    return found


def targets_named(actor: Actor, project: Project) -> list[ProjectTarget]:
    """All target rows of a project, those without a number too: for the form. One query."""
    return list(ProjectTarget.objects.visible_to(actor).filter(project=project))


def places_of(actor: Actor, projects: Collection[Project]) -> dict[int, list[Area]]:
    """The further places of some projects, by path, by the project's key. One query."""
    found: dict[int, list[Area]] = defaultdict(list)
    rows = ProjectArea.objects.visible_to(actor).filter(
        project__in=[project.pk for project in projects], removed_on__isnull=True
    )
    for row in rows.select_related("area").order_by("area__path", "pk"):
        found[row.project_id].append(row.area)
    return found


def whole_names(actor: Actor, areas: Sequence[Area]) -> dict[int, str]:
    """Places written out with what they stand under, by key. One query for all of them."""
    paths = {path for area in areas for path in paths_above(area.path)}
    above = {
        row.path: row for row in Area.objects.visible_to(actor).filter(path__in=paths, until__isnull=True)
    }
    return {area.pk: _whole(area, above) for area in areas}


def _whole(area: Area, above: Mapping[str, Area]) -> str:
    return whole(area, [above[path] for path in reversed(paths_above(area.path)) if path in above])


def find_projects(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Projects by words of their name, code, programme or payer, the newest first."""
    if len(search_key(words)) < TRIGRAM:
        return []
    rows = containing(_seen(actor).filter(withdrawn_on__isnull=True), words).order_by(*NEWEST)
    return [subject_of(row) for row in rows[:limit]]


def named_projects(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses by key, for duties, promises and texts. One query."""
    return {row.pk: subject_of(row) for row in _seen(actor).filter(pk__in=list(keys))}


def subject_of(row: Project) -> Subject:
    return Subject("project", str(row.pk), str(row), row.get_absolute_url(), subject_words(row))
