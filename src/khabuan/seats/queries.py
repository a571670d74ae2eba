"""Who sits where today, and what that seat reaches. Everything else knows a seat as an `Actor`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from khabuan.access.actor import Actor, Role
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.periods import in_force
from khabuan.core.thai import search_key
from khabuan.places.models import Area, AreaGroup, AreaGroupMember, AreaKind, CouncilAreaCover
from khabuan.registry.models import Organisation
from khabuan.seats import rules
from khabuan.seats.models import Device, EntryCard, Seat, Token, User
from khabuan.seats.rules import Level, ReachFacts

Place = Area | AreaGroup | Organisation


def seats_in_force(user: User, today: date | None = None) -> list[Seat]:
    """The seats a user may take today, the highest office first. Asked before anybody is an actor."""
    rows = Seat.everywhere.filter(in_force(today or clock.today()), user=user)
    seats = list(rows.select_related("user", "area", "group__area", "organisation"))
    order = {role: at for at, role in enumerate(Role)}
    return sorted(seats, key=lambda seat: (order[Role(seat.role)], seat.pk))


def seats_not_over(user: User, today: date) -> list[Seat]:
    """The seats of a user now and to come."""
    rows = Seat.everywhere.filter(Q(until__isnull=True) | Q(until__gt=today), user=user)
    return list(rows.select_related("area", "group__area", "organisation"))


def reach_facts(
    role: str, area: Area, group: AreaGroup | None, organisation: Organisation | None, today: date
) -> ReachFacts:
    """What the rules need to compute the spans of a seat at this place: one query for organisations, two for groups
    and secretaries."""
    members: tuple[str, ...] | None = None
    covers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    if group is not None:
        found = AreaGroupMember.everywhere.filter(in_force(today), group=group, area__until__isnull=True)
        members = tuple(sorted(found.values_list("area__path", flat=True)))
        bodies = Organisation.everywhere.filter(group=group, stays__isnull=True)
        parts = tuple(sorted(bodies.values_list("node", flat=True)))
    elif organisation is not None:
        below = Organisation.everywhere.filter(parent=organisation, stays__isnull=True)
        parts = tuple(sorted(below.values_list("node", flat=True)))
    if organisation is not None and role == Role.SECRETARY and organisation.council_area_id:
        held = CouncilAreaCover.everywhere.filter(
            Q(until__isnull=True) | Q(until__gt=today), council_area=organisation.council_area_id
        )
        covers = tuple(sorted(held.values_list("area__path", flat=True)))
    node = organisation.node if organisation else None
    return ReachFacts(Role(role), area.path, members, node, covers, parts)


def actor_of(seat: Seat, today: date | None = None) -> Actor:
    """The seat as it acts on a day. `home` lies within its reach, so that own things can be kept from
    there."""
    facts = reach_facts(seat.role, seat.area, seat.group, seat.organisation, today or clock.today())
    home = seat.node if seat.group is None else min(facts.group or ("-",))
    if seat.role == Role.AGENCY:
        home = facts.area
    return Actor(
        Role(seat.role),
        rules.spans_of(facts),
        seat_id=seat.pk,
        user_id=seat.user_id,
        title=seat.title,
        home=home,
        base=seat.group.area.path if seat.group else seat.area.path,
        page=(seat.group or seat.organisation or seat.area).get_absolute_url(),
        body=seat.organisation.node if seat.organisation else "",
    )


def acting(seat: int) -> Actor:
    """A seat by its key as it may act today, for work that goes on without it. OutOfArea when it has ended."""
    today = clock.today()
    rows = Seat.everywhere.filter(in_force(today), pk=seat, user__is_active=True)
    found = rows.select_related("user", "area", "group", "organisation").first()
    if found is None:
        raise OutOfArea(f"seat {seat} has ended")
    return actor_of(found, today)


ORGANISATION_LEVELS = {
    "council": Level.COUNCIL,
    "fund": Level.FUND,
    "branch": Level.BRANCH,
    "village_centre": Level.BRANCH,
    "agency": Level.AGENCY,
}
AREA_LEVELS = {
    AreaKind.NATION: Level.NATION,
    AreaKind.PROVINCE: Level.PROVINCE,
    AreaKind.DISTRICT: Level.DISTRICT,
    AreaKind.SUBDISTRICT: Level.SUBDISTRICT,
}


def level_of(place: Place) -> Level | None:
    """The level of a place where seats may stand; None for a village, a savings group and the like."""
    if isinstance(place, Area):
        return AREA_LEVELS.get(AreaKind(place.kind))
    if isinstance(place, AreaGroup):
        return Level.ZONE if place.kind == AreaGroup.Kind.ZONE else Level.GROUP
    return ORGANISATION_LEVELS.get(place.kind)


def own_places(place: Place) -> tuple[Area, AreaGroup | None, Organisation | None]:
    """A place as the three columns of a seat."""
    if isinstance(place, Area):
        return place, None, None
    if isinstance(place, AreaGroup):
        return place.area, place, None
    return place.area, None, place


def places_to_seat(actor: Actor, typed: str, limit: int = 30) -> Sequence[Place]:
    """Places whose name holds what was typed, where this seat may give a seat to somebody."""
    key = search_key(typed)
    if not key:
        return []
    found: list[Place] = []
    for model, still in (
        (Area, {"until": None}),
        (AreaGroup, {"until": None}),
        (Organisation, {"ended_on": None, "stays": None}),
    ):
        rows = model.objects.visible_to(actor).filter(
            spans_q(actor.spans, model.scope), search_key__contains=key, **still
        )
        found += [row for row in rows.order_by("sort_key")[: limit * 3] if seatable_roles(actor, row)]
    return found[:limit]


def seatable_roles(actor: Actor, place: Place) -> list[Role]:
    """The offices that this seat may give at this place."""
    level = level_of(place)
    if level is None or not actor.reaches(place.node):
        return []
    return rules.roles_for(actor.role, level)


@dataclass(frozen=True)
class SeatFilter:
    """What a list of seats is narrowed to. State: now, ended, never (card not used yet), soon (ends in 30
    days)."""

    role: str = ""
    state: str = "now"
    words: str = ""


def seats_below(actor: Actor, wanted: SeatFilter, today: date | None = None) -> QuerySet[Seat]:
    """The seats of others that this seat has given or could give, in the order of places, offices and names."""
    today = today or clock.today()
    given = [role for role in Role if rules.may_seat(actor.role, role)]
    rows = Seat.objects.visible_to(actor).filter(role__in=given).exclude(user=actor.user_id)
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    if wanted.state == "ended":
        rows = rows.filter(until__lte=today)
    else:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=today))
    if wanted.state == "never":
        rows = rows.filter(user__last_login__isnull=True)
    if wanted.state == "soon":
        rows = rows.filter(until__lte=soon(today))
    if words := wanted.words.strip():
        rows = rows.filter(
            Q(user__name__icontains=words) | Q(title__icontains=words) | Q(user__login__icontains=words)
        )
    has_card = EntryCard.objects.filter(open_cards(clock.now()), user=OuterRef("user"))
    rows = rows.annotate(has_open_card=Exists(has_card))
    return rows.select_related("user", "area", "group", "organisation").order_by(
        "area__path", "role", "user__name", "pk"
    )


def soon(today: date) -> date:
    """Seats that end by this day are spoken of now."""
    return date.fromordinal(today.toordinal() + 30)


def open_cards(now: datetime) -> Q:
    """Cards that still open the door."""
    return Q(used_at__isnull=True, withdrawn_at__isnull=True, until__gt=now)


def unused_cards(actor: Actor, now: datetime) -> QuerySet[Seat]:
    """Seats below whose holder got an entry card 14 days ago or more and has not entered since, expired or
    not."""
    waiting = EntryCard.objects.filter(
        Q(user__last_login__isnull=True) | Q(user__last_login__lt=F("issued_at")),
        user=OuterRef("user"), used_at__isnull=True, withdrawn_at__isnull=True,
        issued_at__lte=now - rules.CARD_UNUSED_AFTER,
    )  # fmt: skip
    return seats_below(actor, SeatFilter()).filter(Exists(waiting))


def devices_of(user: User) -> QuerySet[Device]:
    """The phones a user has named, the last seen first."""
    return user.devices.filter(ended_at__isnull=True).order_by("-seen_at")


def last_card_of(user: User) -> EntryCard | None:
    return user.cards.order_by("-issued_at").first()


def tokens_of(seat: Seat) -> QuerySet[Token]:
    """The keys of a seat that still open something, the newest first."""
    return seat.tokens.filter(ended_at__isnull=True, until__gt=clock.today()).order_by("-created_at")


def seat_of_token(digest: str, today: date) -> tuple[Token, Seat] | None:
    """The key with this digest and its seat, when both are in force and its user may enter."""
    rows = Token.objects.filter(digest=digest, ended_at__isnull=True, until__gt=today).select_related(
        "seat__user", "seat__area", "seat__group__area", "seat__organisation"
    )
    token = rows.first()
    return (token, token.seat) if token is not None and is_open(token.seat, today) else None


def is_open(seat: Seat, today: date) -> bool:
    """Whether a program may act or read for a seat: it is in force, and its user may enter."""
    is_over = seat.since > today or (seat.until is not None and seat.until <= today)
    return not is_over and seat.user.is_active and not seat.user.must_change_password
