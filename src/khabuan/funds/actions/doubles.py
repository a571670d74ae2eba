"""The same person in two funds: looked for everywhere, told to the seat above both, settled there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.funds.models import DoubleMembership, Member
from khabuan.funds.rules.words import EVER, GONE, DoubleOutcome, DoubleReason, MemberState
from khabuan.registry.models import Identity

STANDING = (EVER - GONE) | {MemberState.APPLIED, MemberState.CERTIFIED}


def compare_with_other_funds(members: Sequence[Member]) -> None:
    """Write down who of these stands in another fund too, inside the running action. A few queries for a list."""
    mine = {member.pk: member for member in members}
    if not mine:
        return
    found = {**_same_names(mine.values()), **_same_numbers(mine.values())}
    known = set(
        DoubleMembership.everywhere.filter(Q(low__in=mine) | Q(high__in=mine)).values_list("low", "high")
    )
    for (low, high), (one, other, reason) in found.items():
        if (low, high) not in known:
            add(
                DoubleMembership, low_id=low, high_id=high, place=_place_over(one, other), reason=reason,
                found_on=clock.today(),
            )  # fmt: skip


Pairs = dict[tuple[int, int], tuple[Member, Member, DoubleReason]]


def _same_numbers(members: Iterable[Member]) -> Pairs:
    by_person = {member.person_id: member for member in members}
    numbers = Identity.everywhere.filter(kind=Identity.Kind.CITIZEN, until__isnull=True)
    own = dict(numbers.filter(person__in=by_person).values_list("equality", "person_id"))
    others = dict(numbers.filter(equality__in=list(own)).values_list("person_id", "equality"))
    known = {key: by_person[own[equality]] for key, equality in others.items()} | by_person
    return _pairs(known, DoubleReason.NUMBER)


def _same_names(members: Iterable[Member]) -> Pairs:
    known: dict[int, Member] = {}
    for member in members:
        person = member.person
        if person.born_on is None or person.born_precision != "day" or not person.surname:
            continue
        twins = type(person).everywhere.filter(
            search_key=person.search_key, born_on=person.born_on, born_precision="day", stays__isnull=True
        )
        known.update((key, member) for key in twins.values_list("pk", flat=True))
    return _pairs(known, DoubleReason.NAME)


def _pairs(known: dict[int, Member], reason: DoubleReason) -> Pairs:
    """Members of other funds among these persons, each with the one of ours who is like them."""
    rows = Member.everywhere.filter(person__in=known, state__in=STANDING)
    pairs: Pairs = {}
    for other in rows.select_related("fund__organisation"):
        one = known[other.person_id]
        if other.fund_id != one.fund_id:
            low, high = sorted((one, other), key=lambda member: member.pk)
            pairs[low.pk, high.pk] = (low, high, reason)
    return pairs


def _place_over(one: Member, other: Member) -> str:
    """The path of the smallest area that holds both funds."""
    pairs = zip(one.node.split(".")[:-1], other.node.split(".")[:-1], strict=False)
    shared = takewhile(lambda pair: pair[0] == pair[1] and not pair[0].startswith("o"), pairs)
    return "".join(f"{step}." for step, _same in shared)


@action("funds.settle_double", on="double")
def settle_double(*, actor: Actor, double: DoubleMembership, outcome: str, decision: str) -> DoubleMembership:
    """The seat above both funds says what it found out: two people, or in which fund the person stays.

    Each fund is told the outcome for its own member; the words of the decision stay with the seat above.
    """
    if outcome not in set(DoubleOutcome):
        raise Refused(
            "outcome", _("Say whether they are two people, or where the person stays."), field="outcome"
        )
    if len(tidy(decision)) < 5:
        raise Refused("decision", _("Write what you found out and what was agreed."), field="decision")
    change(
        double, settled_on=clock.today(), settled_by=actor.title[:200], outcome=outcome, decision=tidy(decision)
    )  # fmt: skip
    return double
