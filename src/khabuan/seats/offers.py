"""What is due at the desk: cards that nobody used, seats that end soon. For the offices that give seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.offers import (
    Duty,
    DutySource,
    EraseHold,
    Erasing,
    Kept,
    KeptFact,
    Moving,
    OnAreaMove,
    OnErase,
    OnOrganisationMerge,
    OnSuccession,
    PersonCopy,
)
from khabuan.seats import queries
from khabuan.seats.actions import follow_organisation, settle_area, settle_group, shut_user
from khabuan.seats.models import Seat, User
from khabuan.seats.queries import SeatFilter


def _unused(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    if not policy.may(actor, "seats.issue_card"):
        return []
    return [
        Duty(
            what=_("%(name)s has not used the entry card") % {"name": seat.user.name},
            more=seat.title,
            path=reverse("seats:seat", args=[seat.pk]),
            act=_("Print a new card"),
            kind="seats.cards",
        )
        for seat in queries.unused_cards(actor, clock.now())[:limit]
    ]


def _count_unused(actor: Actor, today: date) -> int:
    return queries.unused_cards(actor, clock.now()).count() if policy.may(actor, "seats.issue_card") else 0


def _ending(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    if not policy.may(actor, "seats.grant"):
        return []
    rows = queries.seats_below(actor, SeatFilter(state="soon"), today).order_by("until", "pk")[:limit]
    return [
        Duty(
            what=_("The seat of %(name)s is ending") % {"name": seat.user.name},
            more=seat.title,
            path=reverse("seats:seat", args=[seat.pk]),
            act=_("Look at the seat"),
            due_on=seat.last_day,
            kind="seats.ending",
        )
        for seat in rows
    ]


def _count_ending(actor: Actor, today: date) -> int:
    if not policy.may(actor, "seats.grant"):
        return 0
    return queries.seats_below(actor, SeatFilter(state="soon"), today).count()


CARDS = DutySource("seats.cards", _unused, _count_unused, _("Entry cards not used"), order=80)
ENDING = DutySource("seats.ending", _ending, _count_ending, _("Seats that end"), order=81)


# ---------- the person behind a log-in ----------


def _still_seated(person: object, today: date) -> Sequence[Any]:
    """Whoever may still enter is named in what they do."""
    return [
        _("Still has the seat “%(title)s”. End that seat first.") % {"title": seat.title}
        for user in User.objects.filter(person=person)
        for seat in queries.seats_not_over(user, today)
    ]


def _erase(erasing: Erasing) -> None:
    """The log-in stays, shut and nameless: what was entered through it still says from which seat."""
    keys = [person.pk for person in erasing.people]
    for user in User.objects.filter(person__in=keys).order_by("pk"):
        shut_user(user, name=erasing.pseudonym)
        for seat in Seat.everywhere.filter(user=user).order_by("pk").values_list("pk", flat=True):
            erasing.about("seats.seat", seat)
        erasing.about("seats.user", user.pk)


def _copy(people: Sequence[Any]) -> list[Kept]:
    users = User.objects.filter(person__in=[person.pk for person in people]).order_by("pk")
    return [
        Kept(
            "seats.user", _("Log-in"),
            [
                [
                    KeptFact("login", _("Log-in name"), user.login), KeptFact("name", _("Name"), user.name),
                    KeptFact("phone", _("Phone number"), user.phone_shown),
                    KeptFact("created_at", _("Made on"), clock.day_of(user.created_at).isoformat()),
                ]
                for user in users
            ],
        )
    ]  # fmt: skip


# ---------- two records of one organisation ----------


def _move_with_organisation(moves: Moving) -> None:
    """Who sits at the record that goes sits at the one that stays."""
    for seat in Seat.everywhere.filter(organisation=moves.goes).order_by("pk"):
        moves.change(seat, organisation=moves.stays, area=moves.stays.area)


def _tell_of_organisations(bodies: Sequence[Any]) -> list[tuple[Any, dict[int, int]]]:
    seats = Seat.everywhere.filter(organisation__in=[body.pk for body in bodies])
    return [(_("Seats at it"), Counter(seats.values_list("organisation_id", flat=True)))]


MERGE = OnOrganisationMerge("seats", _move_with_organisation, _tell_of_organisations)
HOLD = EraseHold("seats.seated", _still_seated)
ERASE = OnErase("seats", _erase)
COPY = PersonCopy("seats", _copy, 40)

# ---------- places that end ----------

_COUNTED = {"seat": _("seats of this system")}
FOLLOW = OnAreaMove("seats", follow_organisation)
AREA_END = OnSuccession("seats", settle_area, _COUNTED, order=60)
GROUP_COPY = OnSuccession("seats", settle_group, _COUNTED, order=60)
