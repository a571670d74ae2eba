"""Keeps what finds doubles: each person's blocking keys, and the pairs that may be one (`rules.duplicates`).

Called by the actions that enter or change people, inside them. All of it is derived.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from django.db import connection
from django.db.models import Q

from khabuan.core import sql
from khabuan.registry.models import (
    Appointment,
    HouseholdMember,
    Identity,
    LikelyPair,
    NotTheSame,
    Person,
    PersonKey,
)
from khabuan.registry.rules.duplicates import CROWD, POSSIBLE, Likeness, PersonFacts, blocking_keys, likeness

_waiting: ContextVar[dict[int, None] | None] = ContextVar("likeness_waiting", default=None)
IDENTITY_KINDS = (Identity.Kind.CITIZEN, Identity.Kind.PHONE)


def number_of(key: str) -> int:
    """A blocking key as 63 bits."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def named_facts(person: Person, path: str) -> PersonFacts:
    """The facts that stand in the person's own row; `path` is that of the person's area."""
    return PersonFacts.written(
        key=person.pk, given=person.given, surname=person.surname, former_surname=person.former_surname,
        path=path, sex=person.sex, born_on=person.born_on, born_precision=person.born_precision,
    )  # fmt: skip


def facts_of(keys: Collection[int]) -> dict[int, PersonFacts]:
    """Everything the comparison looks at, for these persons. Four queries."""
    citizen: dict[int, tuple[str, bool]] = {}
    phones: dict[int, set[str]] = defaultdict(set)
    bodies: dict[int, set[int]] = defaultdict(set)
    numbers = Identity.everywhere.filter(person__in=keys, kind__in=IDENTITY_KINDS, until__isnull=True)
    for person, kind, token, findings in numbers.values_list("person_id", "kind", "equality", "findings"):
        if kind == Identity.Kind.CITIZEN:
            citizen[person] = (token, not set(findings) & {"length", "check_digit"})
        else:
            phones[person].add(token)
    houses = dict(
        HouseholdMember.everywhere.filter(person__in=keys, until__isnull=True).values_list(
            "person_id", "household_id"
        )
    )
    posts = Appointment.everywhere.filter(person__in=keys)
    for person, body in posts.values_list("person_id", "post__organisation_id"):
        bodies[person].add(body)
    return {
        person.pk: replace(
            named_facts(person, person.area.path),
            citizen=citizen.get(person.pk, ("", False))[0],
            citizen_is_valid=citizen.get(person.pk, ("", False))[1],
            phones=frozenset(phones[person.pk]),
            household=houses.get(person.pk),
            bodies=frozenset(bodies[person.pk]),
        )
        for person in Person.everywhere.filter(
            pk__in=keys, stays__isnull=True, erased_on__isnull=True
        ).select_related("area")
    }


def sharing(values: Iterable[int]) -> set[int]:
    """Persons who share one of these keys with at most CROWD others. One query."""
    wanted = sorted(set(values))
    if not wanted:
        return set()
    table = PersonKey._meta.db_table
    few = f'SELECT value, person_id FROM "{table}" WHERE value = %s LIMIT {CROWD + 1}'  # noqa: S608 - our own
    holders: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        each = [f"SELECT * FROM ({few}) AS k{at}" for at in range(len(wanted))]  # noqa: S608 - our own
        cursor.execute(" UNION ALL ".join(each), wanted)
        for value, person in cursor.fetchall():
            holders[value].append(person)
    return {person for people in holders.values() if len(people) <= CROWD for person in people}


def keep_likeness(person: Person, *, is_new: bool = False) -> None:
    """Bring the person's keys and pairs up to date after any change that the comparison sees.

    A new person costs one insert and one look-up; only where somebody is alike are facts read.
    """
    if (waiting := _waiting.get()) is not None:
        waiting[person.pk] = None
        return
    if is_new:
        facts = named_facts(person, person.area.path)
    else:
        facts = facts_of([person.pk]).get(person.pk, PersonFacts(key=person.pk, given=""))
    values = {number_of(key) for key in blocking_keys(facts)} if facts.given else set()
    known = set() if is_new else set(PersonKey.objects.filter(person=person).values_list("value", flat=True))
    if known - values:
        PersonKey.objects.filter(person=person, value__in=known - values).delete()
    PersonKey.objects.bulk_create(PersonKey(person=person, value=value) for value in sorted(values - known))
    _keep_pairs(person.pk, sharing(values) - {person.pk}, is_new)


def _keep_pairs(key: int, others: set[int], is_new: bool) -> None:
    known = {} if is_new else {(pair.low_id, pair.high_id): pair for pair in _pairs_of(key)}
    wanted = likely_pairs(key, others) if others else {}
    for pair, row in known.items():
        if pair not in wanted:
            LikelyPair.objects.filter(pk=row.pk).delete()
        elif row.score != wanted[pair].score:
            LikelyPair.objects.filter(pk=row.pk).update(score=wanted[pair].score, reasons=told(wanted[pair]))
    LikelyPair.objects.bulk_create(
        LikelyPair(low_id=low, high_id=high, score=found.score, reasons=told(found))
        for (low, high), found in wanted.items()
        if (low, high) not in known
    )


def _pairs_of(key: int) -> Iterable[LikelyPair]:
    return LikelyPair.objects.filter(Q(low=key) | Q(high=key))


def likely_pairs(key: int, others: set[int]) -> dict[tuple[int, int], Likeness]:
    """Those of `others` who may be this person, without whom somebody has told apart."""
    facts = facts_of([key, *others])
    mine = facts.pop(key, None)
    if mine is None:
        return {}
    told_apart = set(
        NotTheSame.everywhere.filter(Q(low_id=key) | Q(high_id=key), kind="person").values_list(
            "low_id", "high_id"
        )
    )
    found = {}
    for other, theirs in facts.items():
        pair = (min(key, other), max(key, other))
        if pair not in told_apart and (alike := likeness(mine, theirs)).score >= POSSIBLE:
            found[pair] = alike
    return found


def told(found: Likeness) -> list[list[object]]:
    """Reasons as they are stored and shown: [code, points, values]."""
    return [[reason.code.value, reason.points, list(reason.values)] for reason in found.reasons]


def keep_likeness_of_pairs(person: Person) -> None:
    """After a post or household: keys are the same, only pairs that wait are judged again."""
    if (together_with := _waiting.get()) is not None:
        together_with[person.pk] = None
        return
    waiting = {pair.high_id if pair.low_id == person.pk else pair.low_id for pair in _pairs_of(person.pk)}
    if waiting:
        _keep_pairs(person.pk, waiting, is_new=False)


@contextmanager
def together() -> Iterator[None]:
    """Persons touched inside are brought up to date once, at the end, in a few queries for all of them.

    For lists: a person who is entered with number, phone and post would be compared four times.
    """
    waiting: dict[int, None] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting and not sql.is_rehearsing():
        _keep_all(list(waiting))


def _keep_all(keys: Collection[int]) -> None:
    """Keys and pairs of several persons: as `keep_likeness` for each, with the queries shared."""
    facts = facts_of(keys)
    values = {
        key: {number_of(one) for one in blocking_keys(mine)} if mine.given else set()
        for key, mine in facts.items()
    }
    known: dict[int, set[int]] = defaultdict(set)
    for person, value in PersonKey.objects.filter(person__in=keys).values_list("person_id", "value"):
        known[person].add(value)
    for key in keys:
        if gone := known[key] - values.get(key, set()):
            PersonKey.objects.filter(person=key, value__in=gone).delete()
    PersonKey.objects.bulk_create(
        PersonKey(person_id=key, value=value)
        for key, wanted in values.items()
        for value in sorted(wanted - known[key])
    )
    _keep_all_pairs(facts, values)


def _keep_all_pairs(facts: dict[int, PersonFacts], values: dict[int, set[int]]) -> None:
    holders: dict[int, list[int]] = defaultdict(list)
    every = sorted(set().union(*values.values())) if values else []
    for value, person in PersonKey.objects.filter(value__in=every).values_list("value", "person_id"):
        holders[value].append(person)
    meets = {
        key: {other for value in mine if len(holders[value]) <= CROWD for other in holders[value]} - {key}
        for key, mine in values.items()
    }
    others = facts_of({other for found in meets.values() for other in found} - facts.keys()) | facts
    known = {
        (row.low_id, row.high_id): row
        for row in LikelyPair.objects.filter(Q(low__in=facts) | Q(high__in=facts))
    }
    apart = NotTheSame.everywhere.filter(Q(low_id__in=facts) | Q(high_id__in=facts), kind="person")
    told_apart = set(apart.values_list("low_id", "high_id"))
    wanted: dict[tuple[int, int], Likeness] = {}
    for key, found in meets.items():
        for other in found & others.keys():
            pair = (min(key, other), max(key, other))
            if (
                pair not in wanted
                and pair not in told_apart
                and (alike := likeness(facts[key], others[other])).score >= POSSIBLE
            ):
                wanted[pair] = alike
    for pair, row in known.items():
        if pair not in wanted:
            LikelyPair.objects.filter(pk=row.pk).delete()
        elif row.score != wanted[pair].score:
            LikelyPair.objects.filter(pk=row.pk).update(score=wanted[pair].score, reasons=told(wanted[pair]))
    LikelyPair.objects.bulk_create(
        LikelyPair(low_id=low, high_id=high, score=alike.score, reasons=told(alike))
        for (low, high), alike in wanted.items()
        if (low, high) not in known
    )
