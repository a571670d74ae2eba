"""The first steps with an empty book: what a province enters, in which order, and what of it stands there.

Shown to the province's own seat until councils and people are in; what comes first is what the next step is
read against.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Role, Span
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Words
from khabuan.places.models import Area, AreaGroup, AreaKind
from khabuan.places.queries import areas_within, council_areas_in, groups_in, local_governments_in
from khabuan.registry.models import Organisation, Person
from khabuan.registry.queries.councils import living
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.seats.queries import SeatFilter, seats_below


@dataclass(frozen=True)
class FirstStep:
    """One step: what, why or from what, where to do it, and whether it has begun."""

    what: Words
    more: Words
    url: str
    act: Words
    is_done: bool


def first_steps(actor: Actor, province: Area, today: date) -> list[FirstStep]:
    """The steps of a province whose book is still without councils or people; none for anybody else.

    One query for a book in use, eight for one that begins.
    """
    if actor.role != Role.PROVINCE or province.kind != AreaKind.PROVINCE or not actor.reaches(province.path):
        return []
    bodies = living(Organisation.objects.visible_to(actor), today).filter(
        spans_q((Span.of(province.path),), "node")
    )
    people = Person.objects.visible_to(actor)
    found = dict(
        bodies.order_by().annotate(has_people=Exists(people)).values_list("kind", "has_people").distinct()
    )
    kinds, has_people = set(found), any(found.values()) or people.exists()
    if has_people and OrganisationKind.COUNCIL in kinds:
        return []
    return [*_places(actor, province, today), *_register(actor, province, kinds, has_people, today)]


def _places(actor: Actor, province: Area, today: date) -> list[FirstStep]:
    return [
        FirstStep(
            _("Villages"), _("Code, name and moo, from the list of the Department of Provincial Administration"),
            _sheet("villages", province), _("Bring in a list"),
            areas_within(actor, province, AreaKind.VILLAGE).exists(),
        ),
        FirstStep(
            _("Local governments"), _("Municipalities and tambon administrations: council areas follow them"),
            _sheet("local_governments", province), _("Bring in a list"),
            local_governments_in(actor, province, today).exists(),
        ),
        FirstStep(
            _("Council areas"), _("Look at the proposal and confirm it: coverage is counted over this list"),
            _at("council-areas-propose", province), _("Look at the list"),
            council_areas_in(actor, province, today).exists(),
        ),
        FirstStep(
            _("Zones of this year"), _("If the province works by zones"), _at("group-add", province),
            _("Set up a zone"), groups_in(actor, province, AreaGroup.Kind.ZONE, today).exists(),
        ),
    ]  # fmt: skip


def _register(
    actor: Actor, province: Area, kinds: set[str], has_people: bool, today: date
) -> list[FirstStep]:
    return [
        FirstStep(
            _("Councils with registration"), _("One row for each council area"), _sheet("councils", province),
            _("Bring in a list"), OrganisationKind.COUNCIL in kinds,
        ),
        FirstStep(
            _("Welfare funds and communities"), _("Registered communities, savings groups, funds"),
            _sheet("groups", province), _("Bring in a list"), OrganisationKind.FUND in kinds,
        ),
        FirstStep(
            _("People with their posts"), _("Council members, fund committees, working groups"),
            _sheet("people", province), _("Bring in a list"), has_people,
        ),
        FirstStep(
            _("Seats for secretaries and treasurers"), _("Each gets a printed card for the first entry"),
            reverse("seats:grant"), _("Give a seat"), seats_below(actor, SeatFilter(), today).exists(),
        ),
    ]  # fmt: skip


def _at(name: str, province: Area) -> str:
    return f"{reverse(name)}?{urlencode({'place': province.key})}"


def _sheet(sheet: str, province: Area) -> str:
    return f"{reverse('import_new')}?{urlencode({'place': province.key, 'sheet': sheet})}"
