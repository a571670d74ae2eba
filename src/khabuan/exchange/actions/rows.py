"""What one row of a list does: a body, a person with a post, an agency with an officer.

Each calls the ordinary actions and asks first whether the seat may do each of them, since actions that join a
running one are not asked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.core.thai import search_key, tidy, to_arabic_digits, to_thai_digits
from khabuan.places.models import Area
from khabuan.registry.actions.appointing import appoint_new_person
from khabuan.registry.actions.organisations import (
    add_organisation,
    change_organisation,
    fill_registration,
    record_registration,
)
from khabuan.registry.actions.people import (
    add_household,
    add_person,
    change_person,
    join_household,
    keep_identity,
)
from khabuan.registry.actions.posts import add_post, appoint, change_appointment, end_appointment
from khabuan.registry.models import Appointment, Household, Organisation, Person, Post, Registration
from khabuan.registry.rules.kinds import SINGLE_HOLDER, PostTitle
from khabuan.registry.rules.registration import Step

ONE_DAY = timedelta(days=1)
COLUMN_OF: Mapping[str, str] = {
    Step.AGREED: "agreed_on",
    Step.REGISTERED: "registered_on",
    Step.RENEWED: "renewed_on",
}
"""Registration step → the column that has its day."""
_HOUSE_MARK = re.compile(r"^(?:บ้าน)?เลขที่")


@dataclass(frozen=True)
class BodyFacts:
    """What one row says about a body. `steps` are registration steps to record: (step, fields)."""

    place: Area
    kind: str
    there: Organisation | None
    facts: Mapping[str, Any]
    own: Mapping[str, Any]
    steps: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@action("exchange.take_organisation", on="place")
def take_organisation(*, actor: Actor, place: Area | Organisation, row: BodyFacts) -> Organisation:
    """Enter or change one body from a row of a list, with the registration steps that are new."""
    organisation = row.there
    if organisation is None:
        policy.require(actor, "registry.add_organisation", place.node)
        name, facts = row.facts["name"], {k: v for k, v in row.facts.items() if k != "name"}
        organisation = add_organisation(
            actor=actor, area=row.place, kind=row.kind, name=name, own=dict(row.own), **facts
        )
    elif row.facts or row.own:
        policy.require(actor, "registry.change_organisation", organisation.node)
        organisation = change_organisation(
            actor=actor, organisation=organisation, own=dict(row.own), **row.facts
        )
    for step, said in row.steps:
        policy.require(actor, "registry.record_registration", organisation.node)
        try:
            _take_step(actor, organisation, step, said)
        except Refused as no:
            field = COLUMN_OF[step] if no.field == "on" else no.field
            raise Refused(no.code, no.message, field=field) from no
    return organisation


def _take_step(actor: Actor, organisation: Organisation, step: str, said: Mapping[str, Any]) -> None:
    """Record a step, or fill in the entry that lacks what the row tells."""
    if fills := said.get("fills"):
        lacking = Registration.everywhere.select_related("organisation").get(pk=fills)
        told = {name: value for name, value in said.items() if name != "fills" and value}
        fill_registration(actor=actor, registration=lacking, **told)
    else:
        record_registration(actor=actor, organisation=organisation, step=step, **said)


@dataclass(frozen=True)
class TermFacts:
    """The post that a row gives to its person. `post` is None when the body does not have it yet."""

    organisation: Organisation | None
    post: Post | None
    title: str
    label: str
    origin: str
    there: Appointment | None
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class HouseFacts:
    """The house that a row puts its person into. `there` is None when it has to be looked for, or made."""

    area: Area
    house_no: str
    there: Household | None
    role: str
    since: date | None


@dataclass(frozen=True)
class PersonRow:
    """What one row says about a person. `natural` tells rows of one file about one person."""

    place: Area
    there: Person | None
    facts: Mapping[str, Any]
    natural: str
    citizen: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    term: TermFacts | None = None
    house: HouseFacts | None = None


@dataclass
class Met:
    """What earlier rows of a file have made or met: posts by body, title and wording, houses by place and number.

    A row works on a copy (`copied`), so that nothing stays here of one that is refused.
    """

    posts: dict[tuple[int, str, str], Post] = field(default_factory=dict)
    houses: dict[tuple[int, str], Household] = field(default_factory=dict)

    def copied(self) -> Met:
        return Met(dict(self.posts), dict(self.houses))


@action("exchange.take_person", on="place")
def take_person(
    *, actor: Actor, place: Area | Person | Organisation, row: PersonRow, met: Met | None = None
) -> Person:
    """Enter or change one person from a row of a list, with number, phone, house and post.

    What stands in `met` is not looked for in the database; what this row makes or finds is put there.
    """
    met = met or Met()
    person = _enter(actor, row, met) if row.there is None else _change(actor, row.there, row, met)
    if row.house is not None:
        policy.require(actor, "registry.join_household", person.node)
        house = row.house.there or _house(actor, row.house, met)
        join_household(
            actor=actor, person=person, household=house, role=row.house.role, since=row.house.since
        )
    return person


def _change(actor: Actor, person: Person, row: PersonRow, met: Met) -> Person:
    if row.facts:
        policy.require(actor, "registry.change_person", person.node)
        person = change_person(actor=actor, person=person, **row.facts)
    for kind, number in (("citizen", row.citizen), ("phone", row.phone)):
        if number:
            policy.require(actor, "registry.keep_identity", person.node)
            keep_identity(actor=actor, person=person, kind=kind, number=number)
    if row.term is not None:
        _take_term(actor, person, row.term, met)
    return person


def _enter(actor: Actor, row: PersonRow, met: Met) -> Person:
    """Somebody new, with numbers, and with the post in the same act."""
    policy.require(actor, "registry.add_person", row.place.node)
    facts = {**row.facts, "citizen": row.citizen, "phone": row.phone}
    if row.citizen or row.phone:
        policy.require(actor, "registry.keep_identity", row.place.node)
    if row.term is None:
        entered: Person = add_person(actor=actor, area=row.place, **facts)
        return entered
    post, term = _seat(actor, row.term, met)
    name = {part: facts.pop(part, "") for part in ("title", "given", "surname")}
    made: Appointment = appoint_new_person(actor=actor, post=post, area=row.place, **name, own=facts, **term)
    return made.person


def _take_term(actor: Actor, person: Person, term: TermFacts, met: Met) -> None:
    """The appointment of somebody known, entered or changed."""
    if term.there is None:
        post, facts = _seat(actor, term, met)
        appoint(actor=actor, post=post, person=person, **facts)
        return
    policy.require(actor, "registry.change_appointment", _body(term).node)
    change_appointment(actor=actor, appointment=term.there, **term.facts)


def _seat(actor: Actor, term: TermFacts, met: Met) -> tuple[Post, dict[str, Any]]:
    """The post, made when the body lacks it, and the facts of a new term in it."""
    body = _body(term)
    post = term.post or _post_of(actor, body, term, met.posts)
    policy.require(actor, "registry.appoint", body.node)
    facts = dict(term.facts)
    if post.holders == 1 and facts.get("since") and not facts.get("is_acting"):
        facts = _after_each_other(actor, post, facts)
    return post, facts


def _body(term: TermFacts) -> Organisation:
    if term.organisation is None:
        raise ValueError("the row's body was not made")
    return term.organisation


def _post_of(
    actor: Actor, body: Organisation, term: TermFacts, posts: dict[tuple[int, str, str], Post]
) -> Post:
    key = (body.pk, term.title, term.label)
    if key not in posts:
        there = Post.objects.visible_to(actor).filter(organisation=body, until__isnull=True).order_by("pk")
        found = matching_post(there, term.title, term.label)
        if found is None:
            policy.require(actor, "registry.keep_post", body.node)
            found = add_post(
                actor=actor, organisation=body, title=term.title, label=term.label, origin=term.origin
            )
        posts[key] = found
    return posts[key]


def house_key(typed: str) -> str:
    """A house number as it is kept: "เลขที่ ๑๒ / ๓" is "12/3"."""
    return "".join(_HOUSE_MARK.sub("", to_arabic_digits(tidy(typed))).split())


def _house(actor: Actor, facts: HouseFacts, met: Met) -> Household:
    """The house with this number in this place: the same number in the same place is the same house."""
    key = (facts.area.pk, facts.house_no)
    if key not in met.houses:
        written = {facts.house_no, to_thai_digits(facts.house_no)}
        known = Household.objects.visible_to(actor).filter(area=facts.area, house_no__in=written)
        found = known.order_by("pk").first()
        if found is None:
            policy.require(actor, "registry.keep_household", facts.area.node)
            found = add_household(actor=actor, area=facts.area, house_no=facts.house_no)
        met.houses[key] = found
    return met.houses[key]


def _after_each_other(actor: Actor, post: Post, facts: dict[str, Any]) -> dict[str, Any]:
    """Lists give "from … to …" and no day of leaving: a term that had run out before the next began has ended."""
    others = Appointment.objects.visible_to(actor).filter(post=post, is_acting=False)
    for other in others.filter(ended_on__isnull=True, until__lt=facts["since"]):
        end_appointment(
            actor=actor, appointment=other, on=other.until + ONE_DAY, reason=_("The term had run out")
        )
    until = facts.get("until")
    if until and not facts.get("ended_on") and others.filter(since__gt=until).exists():
        facts["ended_on"] = until + ONE_DAY
    return facts


def matching_post(posts: Iterable[Post], title: str, label: str) -> Post | None:
    """The first of the posts that a wording means, if there is one."""
    return next(iter(matching_posts(posts, title, label)), None)


def matching_posts(posts: Iterable[Post], title: str, label: str) -> list[Post]:
    """The posts that a wording means: by title alone where one person holds it, else by title and wording.

    A wording that a post bears means that post, whatever its title.
    """
    key, posts = search_key(label), list(posts)
    worded = [post for post in posts if key and search_key(post.label) == key]
    of_title = [post for post in posts if post.title == title]
    if worded or (PostTitle(title) in SINGLE_HOLDER and len(of_title) == 1):
        return worded or of_title
    return [post for post in of_title if search_key(post.label) == key]


@dataclass(frozen=True)
class AgencyRow:
    """An agency, and the officer of the row if it names one."""

    body: BodyFacts
    officer: PersonRow | None
    natural: str


@action("exchange.take_agency", on="place")
def take_agency(*, actor: Actor, place: Area | Organisation, row: AgencyRow) -> Organisation:
    """Enter or change an agency from a row of a list, with its officer."""
    agency: Organisation = take_organisation(actor=actor, place=place, row=row.body)
    if row.officer is not None and row.officer.term is not None:
        officer = replace(row.officer, term=replace(row.officer.term, organisation=agency))
        take_person(actor=actor, place=agency, row=officer)
    return agency
