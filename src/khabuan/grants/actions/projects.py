"""Writes of projects: recorded, changed, moved on, what was reached, what was entered in error taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import search_key, tidy
from khabuan.followup.actions.parts import check_issue, check_reason, check_words
from khabuan.grants.models import Project, ProjectArea, ProjectResult, ProjectStep, ProjectTarget
from khabuan.grants.rules import (
    Aim,
    Doubt,
    ProjectState,
    Step,
    doubt_of_number,
    doubt_of_result,
    doubt_of_step,
    doubt_of_years,
)
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

SEEN = ("area", "places", "agency")
STATES = frozenset(ProjectState)
AIMS = frozenset(Aim)
FIELD_OF_DOUBT = {
    Doubt.ENDS_FIRST: "ends_on", Doubt.NO_YEAR: "fiscal_year", Doubt.TO_COME: "on", Doubt.TOO_EARLY: "on",
    Doubt.SAME: "state", Doubt.BACKWARDS: "state", Doubt.OVER: "state", Doubt.NOT_APPROVED: "approved",
}  # fmt: skip


@action("grants.record_project", on="organisation", seen=SEEN)
def record_project(
    *,
    actor: Actor,
    organisation: Organisation,
    title: str,
    fiscal_year: int,
    area: Area,
    state: str,
    on: date,
    words: str = "",
    code: str = "",
    issue: str = "",
    programme: str = "",
    objectives: str = "",
    places: Sequence[Area] = (),
    agency: Organisation | None = None,
    agency_words: str = "",
    asked: Decimal | None = None,
    approved: Decimal | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    people: int | None = None,
    households: int | None = None,
    houses: int | None = None,
    villages: int | None = None,
    tambons: int | None = None,
    bodies: int | None = None,
    other: int | None = None,
    other_words: str = "",
) -> Project:
    """Enter a project in the book of the body that holds it, at whatever it has come to (`state`, `on`, `words`).

    `fiscal_year` is the one stated, CE. Refused: no name, a year or days that cannot be, a day to come, an agency that
    holds it, one that is no agency that pays, the same name or code in the same book and year.
    """
    if organisation.kind == OrganisationKind.AGENCY:
        message = _(
            "An agency pays for projects and holds none here. Choose the body of the movement that does the work."
        )
        raise Refused("is_agency", message, field="title")
    facts = _facts(
        organisation, title, code, fiscal_year, issue, programme, objectives, area, agency, agency_words, asked,
        approved, starts_on, ends_on,
    )  # fmt: skip
    if state not in STATES:
        raise Refused("no_such_state", _("Choose how far the project has come."), field="state")
    _refuse(doubt_of_step((), state, on, clock.today()))
    if organisation.ended_on and on > organisation.ended_on:
        message = _("The organisation ended on %(day)s. After that day it had no project.")
        raise Refused("body_ended", message % {"day": thai_date(organisation.ended_on)}, field="on")
    _check_new(organisation, facts)
    made: Project = add(Project, organisation=organisation, state=state, state_on=on, **facts)
    add(ProjectStep, project=made, state=state, on=on, words=tidy(words, keep_lines=True))
    _keep_places(made, places)
    _keep_targets(
        made,
        _numbers(people, households, houses, villages, tambons, bodies, other),
        _named_other(other, other_words),
    )
    return made


@action("grants.change_project", on="project", seen=SEEN)
def change_project(
    *,
    actor: Actor,
    project: Project,
    reason: str,
    title: str,
    fiscal_year: int,
    area: Area,
    code: str = "",
    issue: str = "",
    programme: str = "",
    objectives: str = "",
    places: Sequence[Area] = (),
    agency: Organisation | None = None,
    agency_words: str = "",
    asked: Decimal | None = None,
    approved: Decimal | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    people: int | None = None,
    households: int | None = None,
    houses: int | None = None,
    villages: int | None = None,
    tambons: int | None = None,
    bodies: int | None = None,
    other: int | None = None,
    other_words: str = "",
) -> Project:
    """All facts as they are to be, with the reason; its state moves by steps only.

    Refused: no reason, withdrawn, and as in `record_project`.
    """
    check_reason(reason, _("Say why the project is changed."))
    _check_standing(project)
    facts = _facts(
        project.organisation, title, code, fiscal_year, issue, programme, objectives, area, agency, agency_words,
        asked, approved, starts_on, ends_on,
    )  # fmt: skip
    _check_new(project.organisation, facts, known=project)
    change(project, **facts)
    _keep_places(project, places)
    _keep_targets(
        project,
        _numbers(people, households, houses, villages, tambons, bodies, other),
        _named_other(other, other_words),
    )
    return project


@action("grants.move_project", on="project")
def move_project(
    *,
    actor: Actor,
    project: Project,
    state: str,
    on: date,
    words: str = "",
    approved: Decimal | None = None,
) -> ProjectStep:
    """The project came further: approved, begun, finished, closed, given up. `approved`: the budget, with that step.

    Refused: no such state, a day to come or before the last step, backwards, over, given up without a word why.
    """
    _check_standing(project)
    if state not in STATES:
        raise Refused("no_such_state", _("Choose how far the project has come."), field="state")
    _refuse(doubt_of_step(_steps(project), state, on, clock.today()))
    if approved is not None and state != ProjectState.APPROVED:
        _refuse(Doubt.NOT_APPROVED)
    told = tidy(words, keep_lines=True)
    if state == ProjectState.GIVEN_UP and not told:
        raise Refused("no_words", _("Say why the project is given up."), field="words")
    step: ProjectStep = add(ProjectStep, project=project, state=state, on=on, words=told)
    budget = {} if approved is None else {"approved": approved}
    change(project, state=state, state_on=on, **budget)
    return step


@action("grants.take_back_step", on="step")
def take_back_step(*, actor: Actor, step: ProjectStep, reason: str) -> ProjectStep:
    """The last step was entered in error: the project stands where the one before left it; a budget that was written
    with it stays until it is changed.

    Refused: no reason, taken back before, the only step (the project itself is withdrawn then), one that is not the last.
    """
    reason = check_reason(reason, _("Say why the step is taken back."))
    project = step.project
    _check_standing(project)
    step.refresh_from_db()
    if step.withdrawn_on:
        raise Refused("taken_back", _("This step was taken back already."))
    *before, last = _rows(project)
    if not before:
        raise Refused("first", _("With its only step the project itself is withdrawn. Withdraw that."))
    if last.pk != step.pk:
        raise Refused("not_last", _("Other steps came after this one. Take the last one back first."))
    change(step, withdrawn_on=clock.today(), withdrawn_reason=reason)
    change(project, state=before[-1].state, state_on=before[-1].on)
    return step


@action("grants.record_result", on="project")
def record_result(
    *, actor: Actor, project: Project, what: str, on: date, value: int, source: str
) -> ProjectResult:
    """Write down what was reached in all by a day, and from where that is known.

    What nobody aimed at may be reached too. Refused: no such thing counted, no source, a day to come, withdrawn.
    """
    _check_standing(project)
    if what not in AIMS:
        raise Refused("no_such_aim", _("Choose what was counted."), field="what")
    _refuse(doubt_of_result(on, clock.today()))
    _refuse(doubt_of_number(value), "value")
    source = check_words(
        source, _("Write from where you know it, such as a report or who counted."), field="source"
    )
    target = ProjectTarget.everywhere.filter(project=project, what=what).first()
    if target is None:
        if what == Aim.OTHER:
            raise Refused(
                "no_such_aim", _("Write this target in words first: change the project."), field="what"
            )
        target = add(ProjectTarget, project=project, what=what, value=None)
    made: ProjectResult = add(
        ProjectResult, project=project, target=target, on=on, value=value, source=" ".join(source.split())
    )
    return made


@action("grants.take_back_result", on="result")
def take_back_result(*, actor: Actor, result: ProjectResult, reason: str) -> ProjectResult:
    """A result that was entered in error; it stays to be read. Refused: no reason, taken back before, withdrawn."""
    reason = check_reason(reason, _("Say why the result is taken back."))
    _check_standing(result.project)
    result.refresh_from_db()
    if result.withdrawn_on:
        raise Refused("taken_back", _("This result was taken back already."))
    change(result, withdrawn_on=clock.today(), withdrawn_reason=reason)
    return result


@action("grants.withdraw_project", on="project")
def withdraw_project(*, actor: Actor, project: Project, reason: str) -> Project:
    """A project that was entered in error; it stays to be read and counts nowhere. One that is not carried out is
    given up instead. Refused: no reason, withdrawn before."""
    reason = check_reason(reason, _("Say why the project is withdrawn."))
    _check_standing(project)
    change(project, withdrawn_on=clock.today(), withdrawn_reason=reason)
    return project


def _facts(  # noqa: PLR0917 - the boxes of the form
    organisation: Organisation,
    title: str,
    code: str,
    fiscal_year: int,
    issue: str,
    programme: str,
    objectives: str,
    area: Area,
    agency: Organisation | None,
    agency_words: str,
    asked: Decimal | None,
    approved: Decimal | None,
    starts_on: date | None,
    ends_on: date | None,
) -> dict[str, Any]:
    """What a project is, as it is kept."""
    title = check_words(" ".join(title.split()), _("Write the name of the project."), field="title")
    check_issue(issue)
    _refuse(doubt_of_years(fiscal_year, starts_on, ends_on))
    if agency is not None and agency.kind != OrganisationKind.AGENCY:
        message = _("This is no agency of the register. Choose an agency, or write who pays in words.")
        raise Refused("no_agency_kind", message, field="agency")
    code, programme, payer = tidy(code), tidy(programme), tidy(agency_words)
    return {
        "title": title, "code": code, "fiscal_year": fiscal_year, "issue": issue, "programme": programme,
        "objectives": tidy(objectives, keep_lines=True), "area": area, "agency": agency, "agency_words": payer,
        "asked": asked, "approved": approved, "starts_on": starts_on, "ends_on": ends_on,
        "search_key": search_key(" ".join(filter(None, (title, code, programme, payer)))),
    }  # fmt: skip


def _check_new(organisation: Organisation, facts: Mapping[str, Any], *, known: Project | None = None) -> None:
    """Two people may write the same project down: the second one is told."""
    rows = Project.everywhere.filter(
        organisation=organisation, fiscal_year=facts["fiscal_year"], withdrawn_on__isnull=True
    )
    rows = rows.exclude(pk=known.pk) if known else rows
    for field in ("title", "code"):
        if facts[field] and rows.filter(**{field: facts[field]}).exists():
            message = _("This project is in the book of this year already. Look for it in the list.")
            raise Refused("here_already", message, field=field)


def _check_standing(project: Project) -> None:
    project.refresh_from_db()
    if project.withdrawn_on:
        raise Refused(
            "withdrawn", _("This project was withdrawn as entered in error. Enter it anew if it is right.")
        )


def _refuse(doubt: Doubt | None, field: str = "") -> None:
    if doubt is not None:
        raise Refused(doubt.value, gettext(doubt.label), field=field or FIELD_OF_DOUBT.get(doubt, ""))


def _rows(project: Project) -> list[ProjectStep]:
    rows = ProjectStep.everywhere.filter(project=project, withdrawn_on__isnull=True)
    return list(rows.order_by("on", "pk"))


def _steps(project: Project) -> list[Step]:
    return [Step(row.state, row.on) for row in _rows(project)]


def _keep_places(project: Project, places: Iterable[Area]) -> None:
    """The further places as they are to be; the main one is none of them."""
    wanted = {area.pk: area for area in places if area.pk != project.area_id}
    for row in ProjectArea.everywhere.filter(project=project).order_by("pk"):
        is_wanted = wanted.pop(row.area_id, None) is not None
        if is_wanted is not (row.removed_on is None):
            change(row, removed_on=None if is_wanted else clock.today())
    for area in wanted.values():
        add(ProjectArea, project=project, area=area)


def _numbers(*told: int | None) -> dict[Aim, int | None]:
    """Targets in the order of `Aim`."""
    return dict(zip(Aim, told, strict=True))


def _named_other(other: int | None, words: str) -> str:
    """What the other target counts. Refused: a number without words."""
    if other is not None and not tidy(words):
        raise Refused("no_words", _("Write what is counted."), field="other_words")
    return tidy(words)


def _keep_targets(project: Project, wanted: Mapping[Aim, int | None], other: str) -> None:
    """The targets as they are to be: a number that is gone leaves its row, since results hang on it."""
    rows = {row.what: row for row in ProjectTarget.everywhere.filter(project=project)}
    for what, value in wanted.items():
        if value is not None:
            _refuse(doubt_of_number(value), what.value)
        row, words = rows.get(what), other if what is Aim.OTHER else ""
        if row is not None:
            change(row, value=value, words=words or row.words)
        elif value is not None or words:
            add(ProjectTarget, project=project, what=what, value=value, words=words)
