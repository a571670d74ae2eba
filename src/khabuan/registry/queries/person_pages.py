"""What the pages of people need beside `queries.people`: who may be opened at all, narrower lists, houses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.places.models import Area
from khabuan.registry.models import Appointment, Household, Identity, Leader, Person
from khabuan.registry.queries.councils import held_on, in_force
from khabuan.registry.queries.people import PersonFilter, people

FLAGS = ("length", "first_digit", "check_digit", "not_digits")


@dataclass(frozen=True)
class OfficeHolder:
    """Somebody beyond the actor's sight who holds or held offices that are in it: a name and those offices."""

    name: str
    offices: tuple[Appointment, ...]


def person_in_sight(actor: Actor, key: int) -> Person | None:
    found: Person | None = Person.objects.visible_to(actor).filter(pk=key).select_related("area__parent", "stays").first()
    return found


def offices_of(actor: Actor, key: int) -> tuple[Appointment, ...]:
    """Posts that a person holds or held, the present ones first; only those whose body the actor knows."""
    rows = Appointment.objects.visible_to(actor).filter(person=key)
    rows = rows.select_related("post__organisation__area", "person")
    return tuple(sorted(rows, key=lambda row: (row.ended_on is not None, -(row.since or date.min).toordinal(), row.pk)))


def office_holder(actor: Actor, key: int) -> OfficeHolder:
    """The name and offices of somebody whose person the actor may not see. OutOfArea without such an office."""
    offices = offices_of(actor, key)
    if not offices:
        raise OutOfArea("registry.person")
    return OfficeHolder(str(offices[0].person), offices)


def people_shown(actor: Actor, wanted: PersonFilter, show: str, on: date) -> QuerySet[Person]:
    """`queries.people.people`, further only those with a post now, leaders, or with a number to be checked."""
    rows = people(actor, wanted, on)
    if show == "posts":
        held = Appointment.objects.visible_to(actor).filter(held_on(on), in_force(on, "post__"))
        rows = rows.filter(pk__in=held.values("person"))
    elif show == "leaders":
        rows = rows.filter(pk__in=Leader.objects.visible_to(actor).filter(in_force(on)).values("person"))
    elif show == "numbers":
        doubted = Q(pk__in=[])
        for flag in FLAGS:
            doubted |= Q(findings__icontains=flag)
        flagged = Identity.objects.visible_to(actor).filter(doubted, kind=Identity.Kind.CITIZEN, until__isnull=True)
        rows = rows.filter(pk__in=flagged.values("person"))
    return rows


def houses_in(actor: Actor, area: Area) -> list[Household]:
    """Houses of a village (or of a tambon, where villages are not known), by number."""
    rows = Household.objects.visible_to(actor).filter(area=area).exclude(house_no="")
    return sorted(rows, key=lambda house: [int(n) if n.isdecimal() else 0 for n in house.house_no.split("/")])
