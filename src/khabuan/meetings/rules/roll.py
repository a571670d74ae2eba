"""Who has a seat in a body's meetings: one for each person, whatever posts they hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from khabuan.meetings.rules.quorum import NOT_VOTING
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle

SENT_TO = {
    OrganisationKind.PROVINCE_MEETING: PostTitle.DELEGATE,
    OrganisationKind.NATION_MEETING: PostTitle.NATIONAL_DELEGATE,
}
"""Meetings to which other bodies send people, and the post in which these are sent."""


HOW_MANY = {
    OrganisationKind.PROVINCE_MEETING: "province.delegates_per_council",
    OrganisationKind.NATION_MEETING: "province.representatives_to_nation",
}
"""The dated rules: how many each body below may send there."""


def sent_by(named: Collection[int], above: Sequence[int], most: int | None) -> list[int]:
    """Whom a body sends: those whom it names, then those seated above on its behalf, the latest first, while there is room.

    Without a rule, or where it names nobody, all of them. Whom it names stand even where they are too many.
    """
    others = list(dict.fromkeys(one for one in above if one not in named))
    room = len(others) if most is None or not named else max(most - len(named), 0)
    return [*named, *others[:room]]


def without_seat(kind: str) -> frozenset[PostTitle]:
    """Titles of a body's own posts that give no seat in its meetings; whoever is sent to it has one."""
    return NOT_VOTING - {title for body, title in SENT_TO.items() if body == kind}


class Group(NamedTuple):
    """Under what a member stands on the sign-in page, in the order of the pages: a village, an amphoe, a post."""

    rank: int
    order: str
    label: str


@dataclass(frozen=True)
class Seat:
    """A member who is entitled to vote that day, the post held, and the appointment that gives it."""

    person: int
    name: str
    post: str
    group: Group
    appointment: int


@dataclass(frozen=True)
class GroupCount:
    """How many of a group came, of how many."""

    label: str
    came: int
    all: int


def counts_by_group(seats: Iterable[Seat], came: Iterable[int]) -> tuple[GroupCount, ...]:
    """The groups in their order, with how many of each came (seats by person)."""
    here = frozenset(came)
    ordered = sorted(seats, key=lambda seat: seat.group)
    return tuple(
        GroupCount(group.label, sum(seat.person in here for seat in some), len(some))
        for group, some in ((group, list(some)) for group, some in groupby(ordered, lambda seat: seat.group))
    )
