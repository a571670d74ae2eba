"""How houses follow bodies and people that become one, areas that end, and a person's wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import offers
from khabuan.core.thai import search_key
from khabuan.housing.models import Householder, HousingCase, HousingMoney
from khabuan.housing.rules import OPEN, HouseState
from khabuan.registry.actions.merging import move_references
from khabuan.registry.actions.merging_bodies import count_kinds
from khabuan.registry.actions.rights import kept_table
from khabuan.registry.models import Organisation

TABLES: tuple[tuple[Any, Any, str], ...] = (
    (_("Houses in its book"), HousingCase, "organisation"),
    (_("Money for houses that it gives"), HousingMoney, "agency"),
)
COUNTED = {"house": _("houses still to be done")}
Line = list[tuple[str, Any, Any]]


def move_of_organisation(moves: Any) -> None:
    """Houses go along, and go on with the numbers of the book that stays; so does the money that an agency gives."""
    last = HousingCase.everywhere.filter(organisation=moves.stays).aggregate(last=Max("number"))["last"] or 0
    for row in HousingCase.everywhere.filter(organisation=moves.goes).order_by("number"):
        last += 1
        moves.change(row, organisation=moves.stays, number=last)
    move_references(moves, HousingMoney, "agency")


def tell_of_organisations(bodies: Sequence[Organisation]) -> list[tuple[Any, dict[int, int]]]:
    """How many of each kind stand at these records. One query for all kinds."""
    return count_kinds(TABLES, bodies)


def move_of_person(moves: Any) -> None:
    """Whose house it is, is the one who stays; the name stays as it was written."""
    move_references(moves, Householder, "person")


def erase_of_person(erasing: offers.Erasing) -> None:
    """The house goes on as a number under the pseudonym, without the number on its door."""
    keys = [person.pk for person in erasing.people]
    for row in Householder.everywhere.filter(person__in=keys).order_by("pk"):
        name = erasing.pseudonym
        erasing.blank(row, name=name, house_no="", search_key=search_key(name))
        change(row, person=None)


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """Houses of the person."""
    keys = [person.pk for person in people]
    return [kept_table("housing.householder", _("House repairs"), _houses(keys))]


def _houses(keys: Sequence[int]) -> Iterator[Line]:
    rows = Householder.everywhere.filter(person__in=keys).select_related("case__organisation", "case__area")
    for row in rows.order_by("pk"):
        case = row.case
        yield [
            ("organisation", _("Organisation whose book it stands in"), case.organisation.name),
            ("number", _("Number in the book"), case.number),
            ("name", _("Householder"), row.name),
            ("house_no", _("House number"), row.house_no),
            ("area", _("Village or tambon of the house"), case.area.name),
            ("programme", _("Programme"), case.get_programme_display()),
            ("state", _("State"), _(HouseState(case.state).label)),
            ("state_on", _("Stands so since"), case.state_on),
        ]


def settle_area(going: offers.Succession) -> None:
    """What is still to be done is done at the area's successor; what is over is told as it was."""
    rows = HousingCase.everywhere.filter(area=going.gone, state__in=OPEN, withdrawn_on__isnull=True)
    for row in rows.order_by("pk"):
        change(row, area=going.into)
        going.count("house")


MERGE = offers.OnOrganisationMerge("housing", move_of_organisation, tell_of_organisations)
