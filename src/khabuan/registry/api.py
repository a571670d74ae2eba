"""Organisations, their posts and registrations, and people through the API: the queries and actions of pages.

Numbers that identify a person never leave by this door, not even masked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from ninja import Field, Header, Router, Schema
from ninja.responses import Status
from pydantic import StringConstraints

from khabuan.access.actor import Actor
from khabuan.access.policy import require_reader
from khabuan.access.request import Request
from khabuan.access.scoping import Row
from khabuan.core import clock
from khabuan.core.api import (
    PAGE,
    PROBLEMS,
    WRITE_PROBLEMS,
    ClientKey,
    Count,
    Day,
    Incoming,
    Key,
    ListPage,
    PageNumber,
    PageSize,
    Truth,
    Words,
    key_of,
    paged,
)
from khabuan.core.errors import OutOfArea
from khabuan.places.api import Code, area_or_no
from khabuan.registry.actions.organisations import record_registration
from khabuan.registry.actions.posts import appoint
from khabuan.registry.actions.proposals import propose_change
from khabuan.registry.models import Appointment, Organisation, Person, Post, Precision, Proposal, Registration
from khabuan.registry.queries.organisations import OrganisationFilter, PostLine, organisations, posts_of
from khabuan.registry.queries.people import PersonFilter, people, posts_held
from khabuan.registry.queries.standing import Names, names_for
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import Need, Step

Idempotent = Annotated[ClientKey, Header(alias="Idempotency-Key")]
LongWords = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
POST_ROW = (
    "since",
    "since_precision",
    "until",
    "until_precision",
    "ended_on",
    "ended_precision",
    "is_acting",
)


class PersonName(Schema):
    id: str | None = Field(description="Null for a seat that reads offices and no persons.")
    name: str


class HolderShown(Schema):
    """Somebody in a post. `until` is the term's last day as foreseen, `ended_on` the day of leaving."""

    appointment: str
    person: PersonName | None = Field(description="Null for a seat that may not read who it is.")
    since: date | None
    since_precision: Precision
    until: date | None
    until_precision: Precision
    ended_on: date | None
    ended_precision: Precision
    is_acting: bool


class PostShown(Schema):
    id: str
    title: str
    label: str
    seats: int | None
    empty: int
    origin: str
    holders: list[HolderShown]


class RegistrationShown(Schema):
    """One dated step of จดแจ้ง (section 5 of the Act)."""

    id: str
    step: Step
    number: str
    on: date | None
    on_precision: Precision
    receiver: str
    receiver_office: str
    present: int | None
    agreed: int | None
    entitled: int | None
    withdrawn_on: date | None


class OrganisationShown(Schema):
    id: str
    kind: OrganisationKind
    level: str
    name: str
    name_en: str
    short_name: str
    area: str = Field(description="Code of the place where it stands")
    area_name: str
    parent: str | None
    founded_on: date | None
    founded_precision: Precision
    ended_on: date | None


class OrganisationWhole(OrganisationShown):
    posts: list[PostShown]
    registrations: list[RegistrationShown]


class OrganisationPage(ListPage):
    items: list[OrganisationShown]


class PostHeld(Schema):
    post: str
    organisation: str
    organisation_name: str
    title: str


class PersonShown(PersonName):
    """Name, place and posts; never a number that identifies."""

    title: str
    given: str
    surname: str
    area: str
    posts: list[PostHeld]


class PersonPage(ListPage):
    items: list[PersonShown]


class NewRegistration(Incoming):
    step: Step
    on: Day | None = None
    on_precision: Precision = Precision.DAY
    number: Annotated[Words, Field(max_length=60)] = ""
    receiver: Words = ""
    receiver_office: Words = ""
    present: Count | None = None
    agreed: Count | None = None
    entitled: Count | None = None
    note: LongWords = ""
    unknown: Annotated[list[Need], Field(max_length=8)] = Field(
        default_factory=list,
        description="What the paper does not tell any more: what the step's form asks is given or named here.",
    )


class NewAppointment(Incoming):
    """Without `until` the end is foreseen from the post's years of term."""

    person: Key
    since: Day | None = None
    until: Day | None = None
    order_number: Annotated[Words, Field(max_length=80)] = ""
    is_acting: Truth = False


class NewProposal(Incoming):
    """Fields and their values as they should be; `words` say why."""

    facts: Annotated[dict[str, Words], Field(min_length=1, max_length=20)]
    words: LongWords = ""


class ProposalShown(Schema):
    id: str
    state: str
    facts: dict[str, list[str]] = Field(description="field → [as it is, as proposed]")
    made_on: date


router = Router(tags=["register"])


Found = TypeVar("Found", bound=Row)


def _row(actor: Actor, model: type[Found], key: str, *joined: str) -> Found:
    rows = model.objects.visible_to(actor)
    row: Found | None = (rows.select_related(*joined) if joined else rows).filter(pk=key_of(key)).first()
    if row is None:
        raise OutOfArea(model._meta.label_lower)
    return row


# ---------------------------------------------------------------- organisations


@router.get("/organisations", response={200: OrganisationPage, **PROBLEMS}, operation_id="organisations")
def list_organisations(  # noqa: PLR0917 - ninja reads filters from the signature
    request: Request,
    kind: OrganisationKind | None = None,
    area: Code | None = None,
    find: Words = "",
    ended: bool = False,
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """Organisations in sight, by place and name: of a kind, in an area, by words; living or ended."""
    actor = require_reader(request.actor, "registry.organisation")
    paths = (area_or_no(actor, area).path,) if area else ()
    wanted = OrganisationFilter(
        kinds=(kind.value,) if kind else (), paths=paths, text=find, state="ended" if ended else "living"
    )
    rows = organisations(actor, wanted, clock.today())
    return paged(rows, page, size, lambda found: [_organisation(row) for row in found])


def _organisation(row: Organisation) -> dict[str, Any]:
    names = ("kind", "level", "name", "name_en", "short_name", "founded_on", "founded_precision", "ended_on")
    return {
        "id": str(row.pk),
        **{name: getattr(row, name) for name in names},
        "area": row.area.key,
        "area_name": row.area.name,
        "parent": str(row.parent_id) if row.parent_id else None,
    }


@router.get(
    "/organisations/{key}", response={200: OrganisationWhole, **PROBLEMS}, operation_id="organisation"
)
def one_organisation(request: Request, key: Key) -> dict[str, Any]:
    """One organisation with its posts, who holds them today, and its registration steps."""
    actor = require_reader(request.actor, "registry.organisation")
    row = _row(actor, Organisation, key, "area")
    lines = posts_of(actor, [row.pk], clock.today()).get(row.pk, ())
    steps = Registration.objects.visible_to(actor).filter(organisation=row).order_by("on", "pk")
    return {
        **_organisation(row),
        "posts": [_post(line, names_for(actor, ())) for line in lines],
        "registrations": [_step(one) for one in steps],
    }


def _post(line: PostLine, names: Names) -> dict[str, Any]:
    post = line.post
    return {
        "id": str(post.pk),
        "title": post.title,
        "label": str(post),
        "seats": post.holders,
        "empty": line.empty,
        "origin": post.origin,
        "holders": [_holder(holder.appointment, names) for holder in line.holders],
    }


def _holder(row: Appointment, names: Names) -> dict[str, Any]:
    key, name = str(row.person_id) if names.reads_people else None, names.of(row)
    return {
        "appointment": str(row.pk),
        "person": {"id": key, "name": name} if name else None,
        **{name: getattr(row, name) for name in POST_ROW},
    }


def _step(row: Registration) -> dict[str, Any]:
    names = [name for name in RegistrationShown.model_fields if name != "id"]
    return {"id": str(row.pk), **{name: getattr(row, name) for name in names}}


@router.post(
    "/organisations/{key}/registrations",
    response={201: RegistrationShown, **WRITE_PROBLEMS},
    operation_id="record_registration",
)
def add_registration(request: Request, key: Key, new: NewRegistration, client_key: Idempotent) -> Status:
    """Record a step of จดแจ้ง."""
    actor = require_reader(request.actor, "registry.organisation")
    row = _row(actor, Organisation, key, "area")
    return Status(
        201, _step(record_registration(actor=actor, organisation=row, client_key=client_key, **new.dict()))
    )


@router.post(
    "/posts/{key}/appointments", response={201: HolderShown, **WRITE_PROBLEMS}, operation_id="appoint"
)
def add_appointment(request: Request, key: Key, new: NewAppointment, client_key: Idempotent) -> Status:
    """Put a person into a post."""
    actor = require_reader(request.actor, "registry.person")
    post = _row(actor, Post, key, "organisation__area")
    person = _row(actor, Person, new.person, "area")
    facts = {name: value for name, value in new.dict(exclude={"person"}).items() if value not in (None, "")}
    made = appoint(actor=actor, post=post, person=person, client_key=client_key, **facts)
    return Status(201, _holder(made, names_for(actor, ())))


# ---------------------------------------------------------------- people


@router.get("/people", response={200: PersonPage, **PROBLEMS}, operation_id="people")
def list_people(
    request: Request,
    area: Code | None = None,
    find: Words = "",
    page: PageNumber = 1,
    size: PageSize = PAGE,
) -> dict[str, Any]:
    """People in sight, in Thai order of names: in an area, by words."""
    actor, today = require_reader(request.actor, "registry.person"), clock.today()
    paths = (area_or_no(actor, area).path,) if area else ()
    rows = people(actor, PersonFilter(paths=paths, text=find), today)
    return paged(rows, page, size, lambda found: _people(actor, found, today))


@router.get("/people/{key}", response={200: PersonShown, **PROBLEMS}, operation_id="person")
def one_person(request: Request, key: Key) -> dict[str, Any]:
    """One person: name and posts."""
    actor = require_reader(request.actor, "registry.person")
    return _people(actor, [_row(actor, Person, key, "area")], clock.today())[0]


def _people(actor: Actor, rows: list[Person], today: date) -> list[dict[str, Any]]:
    held = posts_held(actor, [row.pk for row in rows], today)
    return [
        {
            "id": str(row.pk),
            "name": str(row),
            "title": row.title,
            "given": row.given,
            "surname": row.surname,
            "area": row.area.key,
            "posts": [_held(one.appointment.post) for one in held[row.pk]],
        }
        for row in rows
    ]


def _held(post: Post) -> dict[str, Any]:
    body = post.organisation
    return {
        "post": str(post.pk),
        "organisation": str(body.pk),
        "organisation_name": body.name,
        "title": str(post),
    }


# ---------------------------------------------------------------- proposals


@router.post(
    "/organisations/{key}/proposals",
    response={201: ProposalShown, **WRITE_PROBLEMS},
    operation_id="propose_organisation",
)
def propose_for_organisation(request: Request, key: Key, new: NewProposal, client_key: Idempotent) -> Status:
    """Propose other facts of an organisation to the office that keeps it; nothing changes yet."""
    actor = require_reader(request.actor, "registry.organisation")
    return Status(201, _propose(actor, _row(actor, Organisation, key, "area"), new, client_key))


@router.post(
    "/people/{key}/proposals", response={201: ProposalShown, **WRITE_PROBLEMS}, operation_id="propose_person"
)
def propose_for_person(request: Request, key: Key, new: NewProposal, client_key: Idempotent) -> Status:
    """Propose other facts of a person to the office that keeps them; nothing changes yet."""
    actor = require_reader(request.actor, "registry.person")
    return Status(201, _propose(actor, _row(actor, Person, key, "area"), new, client_key))


def _propose(
    actor: Actor, record: Organisation | Person, new: NewProposal, client_key: str
) -> dict[str, Any]:
    propose: Callable[..., Proposal] = propose_change  # any action takes a client_key beside its facts
    made = propose(actor=actor, record=record, facts=new.facts, words=new.words, client_key=client_key)
    return {"id": str(made.pk), "state": made.state, "facts": made.facts, "made_on": made.made_on}
