"""What the pages of people need beside `queries.people`: who may be opened at all, narrower lists, houses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.periods import in_force
from khabuan.places.models import Area
from khabuan.registry.models import (
    Appointment,
    Household,
    Identity,
    Leader,
    Person,
    Proposal,
)
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.finding import find_people
from khabuan.registry.queries.people import PersonFilter, people

FLAGS = ("length", "first_digit", "check_digit", "not_digits")


@dataclass(frozen=True)
class OfficeHolder:
    """Somebody beyond the actor's sight who holds or held offices within it: a name and those offices."""

    name: str
    offices: tuple[Appointment, ...]


def person_in_sight(actor: Actor, key: int) -> Person | None:
    found: Person | None = (
        Person.objects.visible_to(actor).filter(pk=key).select_related("area__parent", "stays").first()
    )
    return found


def offices_of(actor: Actor, key: int) -> tuple[Appointment, ...]:
    """Posts that a person holds or held, the present ones first; only those whose body the actor knows."""
    rows = Appointment.objects.visible_to(actor).filter(person=key)
    rows = rows.select_related("post__organisation__area", "person")
    return tuple(
        sorted(rows, key=lambda row: (row.ended_on is not None, -(row.since or date.min).toordinal(), row.pk))
    )


def office_holder(actor: Actor, key: int) -> OfficeHolder:
    """The name and offices of somebody whose person is out of sight.

    OutOfArea without such an office, and for seats that read no persons: offices are public, people are not.
    """
    may_read = policy.may_read(actor.role, Person._meta.label_lower)
    offices = offices_of(actor, key) if may_read and key.bit_length() < 64 else ()
    if not offices:
        raise OutOfArea("registry.person")
    return OfficeHolder(str(offices[0].person), offices)


def people_shown(actor: Actor, wanted: PersonFilter, show: str, on: date) -> QuerySet[Person]:
    """`queries.people.people`; of them those with a post now, leaders, or with a number to be checked."""
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
        flagged = Identity.objects.visible_to(actor).filter(
            doubted, kind=Identity.Kind.CITIZEN, until__isnull=True
        )
        rows = rows.filter(pk__in=flagged.values("person"))
    return rows


def people_named(actor: Actor, words: str, limit: int = 12) -> list[Person]:
    """People in sight whose name has these words, the best first."""
    keys = [int(found.id) for found in find_people(actor, words, limit)] if words.strip() else []
    rows = Person.objects.visible_to(actor).select_related("area").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def houses_in(actor: Actor, area: Area) -> list[Household]:
    """Houses of a village (or of a tambon, where villages are not known), by number."""
    rows = Household.objects.visible_to(actor).filter(area=area).exclude(house_no="")
    return sorted(rows, key=lambda house: [int(n) if n.isdecimal() else 0 for n in house.house_no.split("/")])


def proposals_of(actor: Actor) -> QuerySet[Proposal]:
    """What this seat proposed, the last first."""
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(actor).filter(by_seat=actor.seat)
    return rows.order_by("-made_on", "-pk")


def decided_at(actor: Actor) -> QuerySet[Proposal]:
    """What was decided within the actor's reach, the last first."""
    rows: QuerySet[Proposal] = Proposal.objects.visible_to(actor).filter(spans_q(actor.spans, "place"))
    return rows.exclude(state=Proposal.State.OPEN).order_by("-decided_on", "-pk")
