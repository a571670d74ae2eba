"""Duties and promises through the API, to read: the queries of pages.

Nobody reads them without a seat. Names of persons go to seats that read persons; an agency's seat reads what its
own agency promised.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from khabuan.access.policy import require_reader
from khabuan.access.request import Request
from khabuan.core.api import PAGE, PROBLEMS, Key, ListPage, PageNumber, PageSize, Words, key_of, paged
from khabuan.followup.models import Duty, DutyReport, Promise, PromiseAnswer
from khabuan.followup.queries import duties, promises
from khabuan.followup.queries.wanted import DutyList, PromiseList, Wanted
from khabuan.followup.rules import AnswerStep, DutyState, DutyStep, PromiseState
from khabuan.places.api import Code, area_or_no
from khabuan.places.here import home_area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


class BodyName(Schema):
    id: str
    name: str


class Came(Schema):
    """The record from which it came: its kind ("meetings.resolution") and key."""

    kind: str
    id: str


class DutyShown(Schema):
    """Something that a body (`organisation`) gave somebody to do. The owner is one of the three, or several."""

    id: str
    organisation: BodyName
    what: str
    owner_person: BodyName | None
    owner_organisation: BodyName | None
    owner_words: str
    issue: Issue | None
    given_on: date
    due_on: date | None
    state: DutyState
    closed_on: date | None
    origin: Came | None


class DutyStepShown(Schema):
    """A line of the trail. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    step: DutyStep
    on: date
    words: str
    by: str = Field(description="Who said so, as written down")
    withdrawn_on: date | None


class DutyWhole(DutyShown):
    trail: list[DutyStepShown]


class DutyPage(ListPage):
    items: list[DutyShown]


class PromiseShown(Schema):
    """What an agency said it would do, in the book of the body that heard it. `agency` null: not matched yet."""

    id: str
    organisation: BodyName
    agency: BodyName | None
    agency_words: str
    words: str
    giver_name: str
    giver_post: str
    issue: Issue | None
    given_on: date
    due_on: date | None
    state: PromiseState
    settled_on: date | None
    origin: Came | None


class AnswerShown(Schema):
    """A line of the trail. `withdrawn_on`: it was entered in error and taken back."""

    id: str
    step: AnswerStep
    on: date
    words: str
    by: str = Field(description="Who answered, as written down")
    is_by_agency: bool
    withdrawn_on: date | None


class PromiseWhole(PromiseShown):
    trail: list[AnswerShown]


class PromisePage(ListPage):
    items: list[PromiseShown]


router = Router(tags=["follow-up"])


@router.get("/duties", response={200: DutyPage, **PROBLEMS}, operation_id="duties")
def list_duties(  # noqa: PLR0917 - ninja reads filters from the signature
    request: Request,
    state: DutyList = DutyList.OPEN,
    area: Code | None = None,
    issue: Issue | None = None,
    find: Words = "",
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """Duties in the books of the bodies in an area (without one: where the seat begins), by state, issue, words."""
    actor = require_reader(request.actor, Duty._meta.label_lower)
    place = area_or_no(actor, area) if area else home_area(request)
    rows = duties.duties_in(actor, place, Wanted(state.value, issue.value if issue else "", find))
    return paged(rows, page, size, lambda found: [_duty(row) for row in found])


@router.get("/duties/{key}", response={200: DutyWhole, **PROBLEMS}, operation_id="duty")
def one_duty(request: Request, key: Key) -> dict[str, Any]:
    """One duty with each step of its trail."""
    actor = require_reader(request.actor, Duty._meta.label_lower)
    row = duties.duty_of(actor, key_of(key))
    trail = duties.trail_of_duty(actor, row)
    return {**_duty(row), "trail": [_line(line.report) for line in trail]}


def _duty(row: Duty) -> dict[str, Any]:
    names = ("what", "owner_words", "given_on", "due_on", "state", "closed_on")
    person = row.owner_person
    return {
        "id": str(row.pk),
        "organisation": _named(row.organisation),
        "owner_person": {"id": str(person.pk), "name": str(person)} if person else None,
        "owner_organisation": _named(row.owner_organisation),
        **{name: getattr(row, name) for name in names},
        **_common(row),
    }


@router.get("/promises", response={200: PromisePage, **PROBLEMS}, operation_id="promises")
def list_promises(  # noqa: PLR0917 - ninja reads filters from the signature
    request: Request,
    state: PromiseList = PromiseList.WAITING,
    area: Code | None = None,
    agency: Key | None = None,
    issue: Issue | None = None,
    find: Words = "",
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """Promises to the bodies in an area (without one: where the seat begins), by state, agency, issue, words."""
    actor = require_reader(request.actor, Promise._meta.label_lower)
    place = area_or_no(actor, area) if area else home_area(request)
    wanted = Wanted(
        state.value, issue.value if issue else "", find, key_of(agency) if agency is not None else None
    )
    rows = promises.promises_in(actor, place, wanted)
    return paged(rows, page, size, lambda found: [_promise(row) for row in found])


@router.get("/promises/{key}", response={200: PromiseWhole, **PROBLEMS}, operation_id="promise")
def one_promise(request: Request, key: Key) -> dict[str, Any]:
    """One promise with each answer, and how it ended."""
    actor = require_reader(request.actor, Promise._meta.label_lower)
    row = promises.promise_of(actor, key_of(key))
    trail = promises.trail_of_promise(actor, row)
    return {**_promise(row), "trail": [_answer(line.answer) for line in trail]}


def _promise(row: Promise) -> dict[str, Any]:
    names = (
        "agency_words", "words", "giver_name", "giver_post", "given_on", "due_on", "state", "settled_on",
    )  # fmt: skip
    return {
        "id": str(row.pk),
        "organisation": _named(row.organisation),
        "agency": _named(row.agency),
        **{name: getattr(row, name) for name in names},
        **_common(row),
    }


def _named(body: Organisation | None) -> dict[str, str] | None:
    return {"id": str(body.pk), "name": body.name} if body else None


def _common(row: Duty | Promise) -> dict[str, Any]:
    came = {"kind": row.origin_kind, "id": str(row.origin_id)} if row.origin_kind else None
    return {"issue": row.issue or None, "origin": came}


def _line(row: DutyReport | PromiseAnswer) -> dict[str, Any]:
    names = ("step", "on", "words", "withdrawn_on")
    return {"id": str(row.pk), "by": row.by_words, **{name: getattr(row, name) for name in names}}


def _answer(row: PromiseAnswer) -> dict[str, Any]:
    return {**_line(row), "is_by_agency": row.is_by_agency}
