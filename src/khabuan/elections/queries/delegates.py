"""Whom the councils send to their province's meeting, and the provinces to the nation's: chosen, and not yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.elections.models import Election
from khabuan.elections.rules.words import SETTLED, ElectionState
from khabuan.meetings.rules.roll import HOW_MANY, sent_by
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.queries.stood import living, stood_in
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.rules.queries import count_for

TO_PROVINCE, TO_NATION = (
    HOW_MANY[OrganisationKind.PROVINCE_MEETING],
    HOW_MANY[OrganisationKind.NATION_MEETING],
)
"""The dated rules: how many each council, and how many each province, may send."""
DELEGATES_DUTY = "council.delegates_duty"
"""The dated rule: which duty of a council it is to send them."""
CHOOSING = (OrganisationKind.PROVINCE_MEETING, OrganisationKind.STANDING_BODY)
"""Who chooses for the nation's meeting: the meeting of the Act, else the standing body beside it."""


@dataclass(frozen=True)
class Sending:
    """A body, whom it sends as of a day, of how many, and the last election of them that was not taken back."""

    body: Organisation
    delegates: tuple[Appointment, ...]
    wanted: int | None
    election: Election | None = None

    @property
    def lacking(self) -> int:
        """How many are not chosen yet. Without a rule one is enough."""
        return max((self.wanted or 1) - len(self.delegates), 0)

    @property
    def letter(self) -> Election | None:
        """The confirmed election from whose records the letter is printed."""
        done = self.election is not None and self.election.state == ElectionState.CONFIRMED
        return self.election if done else None


@dataclass(frozen=True)
class ProvinceSending:
    """A province and whom it sends to the nation's meeting. Without a `sending` it has no body that could choose."""

    province: Area
    sending: Sending | None


def councils_of(actor: Actor, paths: Iterable[str], on: date) -> QuerySet[Organisation]:
    """The councils at and below some places that stand on a day, in order of place."""
    rows: QuerySet[Organisation] = living(Organisation.objects.visible_to(actor), on).filter(
        stood_in(actor, tuple(paths), on), kind=OrganisationKind.COUNCIL
    )
    return rows.select_related("area").order_by("node", "pk")


def councils_sending(actor: Actor, paths: tuple[str, ...], on: date, *, node: str = "") -> list[Sending]:
    """Every council of some places with its delegates: named in a post of its own, or seated on its behalf.

    Four queries, of which one reads the rule as it holds at `node`.
    """
    councils = list(councils_of(actor, paths, on))
    named = Q(post__title=PostTitle.DELEGATE, post__organisation__kind=OrganisationKind.COUNCIL)
    named &= stood_in(actor, paths, on, "post__organisation__")
    seated = Q(post__organisation__kind=OrganisationKind.PROVINCE_MEETING, post__title=PostTitle.DELEGATE)
    rows = Appointment.objects.visible_to(actor).filter(
        named | seated & stood_in(actor, paths, on, "on_behalf_of__"), held_on(on)
    )
    own: dict[int, dict[int, Appointment]] = defaultdict(dict)
    above: dict[int, dict[int, Appointment]] = defaultdict(dict)
    for row in rows.select_related("person", "post__organisation").order_by("since", "pk"):
        is_own = row.post.organisation.kind == OrganisationKind.COUNCIL
        by_body, key = (own, row.post.organisation_id) if is_own else (above, row.on_behalf_of_id)
        by_body[key].setdefault(row.person_id, row)
    chosen = _elections(actor, PostTitle.DELEGATE, [body.pk for body in councils])
    each = count_for(actor, TO_PROVINCE, node=node, on=on)
    return [
        Sending(body, _of_council(own[body.pk], above[body.pk], each), each, chosen.get(body.pk))
        for body in councils
    ]


def _of_council(
    own: dict[int, Appointment], above: dict[int, Appointment], each: int | None
) -> tuple[Appointment, ...]:
    """As the roll of the province's meeting counts them; `above` the first that began first."""
    return tuple({**above, **own}[person] for person in sent_by(own, list(above)[::-1], each))


def provinces_sending(actor: Actor, area: Area, on: date) -> list[ProvinceSending]:
    """The province at a place, or those below it, with whom they send to the nation's meeting. Five queries."""
    rows = Area.objects.visible_to(actor).filter(
        stood_paths(area), kind=AreaKind.PROVINCE, until__isnull=True
    )
    provinces = list(rows.order_by("sort_key"))
    bodies = living(Organisation.objects.visible_to(actor), on).filter(kind__in=CHOOSING, area__in=provinces)
    by_province: dict[int, list[Organisation]] = defaultdict(list)
    for body in bodies.select_related("area").order_by("kind", "sort_key"):
        by_province[body.area_id].append(body)
    keys = [body.pk for found in by_province.values() for body in found]
    held = Appointment.objects.visible_to(actor).filter(
        held_on(on), post__title=PostTitle.NATIONAL_DELEGATE, post__organisation__in=keys
    )
    people: dict[int, dict[int, Appointment]] = defaultdict(dict)
    for row in held.select_related("person", "post__organisation").order_by("since", "pk"):
        people[row.post.organisation.area_id].setdefault(row.person_id, row)
    chosen = _elections(actor, PostTitle.NATIONAL_DELEGATE, keys)
    wanted = count_for(actor, TO_NATION, node=area.path, on=on)
    return [
        ProvinceSending(province, _of_province(by_province[province.pk], people[province.pk], wanted, chosen))
        for province in provinces
    ]


def stood_paths(area: Area) -> Q:
    """Areas at and below one, by their paths today."""
    return Q(path__startswith=area.path) if area.path else Q()


def _of_province(
    bodies: list[Organisation],
    people: dict[int, Appointment],
    wanted: int | None,
    chosen: dict[int, Election],
) -> Sending | None:
    if not bodies:
        return None
    body = next((one for one in bodies if one.kind == OrganisationKind.PROVINCE_MEETING), bodies[0])
    elections = [chosen[one.pk] for one in bodies if one.pk in chosen]
    return Sending(body, tuple(people.values()), wanted, elections[0] if elections else None)


def _elections(actor: Actor, title: PostTitle, bodies: list[int]) -> dict[int, Election]:
    """The last election of a title in each body, by its key: one that still waits goes before a confirmed one."""
    rows = Election.objects.visible_to(actor).filter(post__title=title, post__organisation__in=bodies)
    rows = rows.exclude(state__in=(ElectionState.WITHDRAWN, ElectionState.NO_QUORUM))
    found: dict[int, Election] = {}
    for row in rows.select_related("post__organisation").order_by("on", "pk"):
        known = found.get(row.post.organisation_id)
        if known is None or known.state in SETTLED or row.state not in SETTLED:
            found[row.post.organisation_id] = row
    return found
