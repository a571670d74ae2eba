"""Keeps what finds doubles: each record's blocking keys, and the pairs that may be one.

People are compared by `rules.duplicates`, organisations by `rules.same_body`; the keeping is one. Called by
the actions that enter or change them, inside those. All of it is derived.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import Q

from khabuan.core import sql
from khabuan.core.many import Rows, rows_of
from khabuan.core.thai import Phone, sound_key, to_arabic_digits
from khabuan.registry.models import (
    Appointment,
    HouseholdMember,
    Identity,
    LikelyBodies,
    LikelyPair,
    NotTheSame,
    Organisation,
    OrganisationKey,
    Person,
    PersonKey,
    Registration,
)
from khabuan.registry.rules import same_body
from khabuan.registry.rules.body_names import core_key
from khabuan.registry.rules.duplicates import (
    CROWD,
    POSSIBLE,
    Likeness,
    PersonFacts,
    blocking_keys,
    could_be_alike,
    likeness,
)
from khabuan.registry.rules.same_body import BodyFacts

#: Keys looked up by one statement.
AT_ONCE = 5_000
_FAULTS = {"length", "check_digit"}  # of a citizen number that is none
IDENTITY_KINDS = (Identity.Kind.CITIZEN, Identity.Kind.PHONE)


def number_of(key: str) -> int:
    """A blocking key as 63 bits."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


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
            citizen[person] = (token, not _FAULTS & set(findings))
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
    rows = Person.everywhere.filter(pk__in=keys, stays__isnull=True, erased_on__isnull=True).values_list(
        "pk", "given", "surname", "former_surname", "area__path", "sex", "born_on", "born_precision"
    )
    return {
        key: replace(
            PersonFacts.written(
                key=key, given=given, surname=surname, former_surname=former, path=path, sex=sex, born_on=born,
                born_precision=precision, citizen=citizen.get(key, ("", False))[0],
                citizen_is_valid=citizen.get(key, ("", False))[1], phones=frozenset(phones[key]),
            ),
            household=houses.get(key), bodies=frozenset(bodies[key]),
        )
        for key, given, surname, former, path, sex, born, precision in rows
    }  # fmt: skip


def named_facts_of_body(body: Organisation, path: str) -> BodyFacts:
    """The facts that stand in the organisation's own row; `path` is that of its area."""
    steps = path.split(".")[:-1]
    upto = [
        "".join(f"{step}." for step in steps[:depth]) if len(steps) >= depth else "" for depth in range(5)
    ]
    core = core_key(body.name)
    phone = Phone.parse(body.phone)
    return BodyFacts(
        key=body.pk,
        kind=body.kind,
        core=core,
        sound=sound_key(core),
        province=upto[1],
        amphoe=upto[2],
        tambon=upto[3],
        village=path if len(steps) >= 4 else "",
        council_area=body.council_area_id,
        parent=body.parent_id,
        phone=phone.digits if phone.ok else "",
    )


def facts_of_bodies(keys: Collection[int]) -> dict[int, BodyFacts]:
    """Everything the comparison looks at, for those of these organisations that live. Three queries."""
    numbers: dict[int, set[str]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    steps = Registration.everywhere.filter(organisation__in=keys, withdrawn_on__isnull=True).exclude(
        number=""
    )
    for body, number in steps.values_list("organisation_id", "number"):
        numbers[body].add(number_key(number))
    held = Appointment.everywhere.filter(post__organisation__in=keys, ended_on__isnull=True)
    for body, person in held.values_list("post__organisation_id", "person_id"):
        people[body].add(person)
    rows = Organisation.everywhere.filter(pk__in=keys, stays__isnull=True, ended_on__isnull=True)
    return {
        body.pk: replace(
            named_facts_of_body(body, body.area.path),
            numbers=frozenset(numbers[body.pk]),
            people=frozenset(people[body.pk]),
        )
        for body in rows.select_related("area")
    }


def number_key(number: str) -> str:
    """A registration number as it is compared: Arabic digits, no blanks."""
    return "".join(to_arabic_digits(number).split())


@dataclass(frozen=True, eq=False)
class Comparison:
    """How doubles of one kind of record are told, and where their keys and pairs stand."""

    kind: str  # as `Merge` and `NotTheSame` name it
    keys: Any
    pairs: Any
    named_facts: Callable[[Any, str], Any]
    facts_of: Callable[[Collection[int]], dict[int, Any]]
    blocking_keys: Callable[[Any], frozenset[str]]
    likeness: Callable[[Any, Any], Likeness]
    could_be_alike: Callable[[Any, Any], bool] = lambda _one, _other: True

    def values_of(self, facts: Any) -> set[int]:
        """The record's blocking keys as numbers; none for one that is not compared."""
        return {number_of(key) for key in self.blocking_keys(facts)} if facts is not None else set()


PEOPLE = Comparison(
    "person", PersonKey, LikelyPair, named_facts, facts_of, blocking_keys, likeness, could_be_alike
)
BODIES = Comparison(
    "organisation",
    OrganisationKey,
    LikelyBodies,
    named_facts_of_body,
    facts_of_bodies,
    same_body.blocking_keys,
    same_body.likeness,
)
_Waiting = dict[Comparison, dict[int, None]]
_waiting: ContextVar[_Waiting | None] = ContextVar("likeness_waiting", default=None)


def comparison_of(record: Person | Organisation) -> Comparison:
    return PEOPLE if isinstance(record, Person) else BODIES


def _waits(record: Person | Organisation) -> bool:
    """Whether the record is brought up to date later, with others (`together`)."""
    if (waiting := _waiting.get()) is None:
        return False
    waiting.setdefault(comparison_of(record), {})[record.pk] = None
    return True


def sharing(values: Iterable[int], how: Comparison = PEOPLE) -> set[int]:
    """Records that share one of these keys with at most CROWD others. One query."""
    return {record for found in _holders(values, how).values() for record in found}


def keep_likeness(record: Person | Organisation, *, is_new: bool = False) -> None:
    """Bring the record's keys and pairs up to date after any change that the comparison sees.

    A new record costs one insert and one look-up; only where somebody is alike are facts read.
    """
    if _waits(record):
        return
    how = comparison_of(record)
    if is_new:
        facts = how.named_facts(record, record.area.path)
    else:
        facts = how.facts_of([record.pk]).get(record.pk)
    values = how.values_of(facts)
    known = set() if is_new else set(how.keys.objects.filter(record=record).values_list("value", flat=True))
    if known - values:
        how.keys.objects.filter(record=record, value__in=known - values).delete()
    how.keys.objects.bulk_create(how.keys(record=record, value=value) for value in sorted(values - known))
    _keep_pairs(how, record.pk, sharing(values, how) - {record.pk}, is_new)


def _keep_pairs(how: Comparison, key: int, others: set[int], is_new: bool) -> None:
    known = {} if is_new else {(pair.low_id, pair.high_id): pair for pair in _pairs_of(how, [key])}
    _write_pairs(how, known, _likely(how, key, others) if others else {})


def _pairs_of(how: Comparison, keys: Collection[int]) -> Iterable[Any]:
    rows: Iterable[Any] = how.pairs.objects.filter(Q(low__in=keys) | Q(high__in=keys))
    return rows


def _write_pairs(
    how: Comparison, known: dict[tuple[int, int], Any], wanted: dict[tuple[int, int], Likeness]
) -> None:
    """Pairs that are no more go, those with another score change, new ones come."""
    for pair, row in known.items():
        if pair not in wanted:
            how.pairs.objects.filter(pk=row.pk).delete()
        elif row.score != wanted[pair].score:
            how.pairs.objects.filter(pk=row.pk).update(score=wanted[pair].score, reasons=told(wanted[pair]))
    how.pairs.objects.bulk_create(
        how.pairs(low_id=low, high_id=high, score=found.score, reasons=told(found))
        for (low, high), found in wanted.items()
        if (low, high) not in known
    )


def _likely(how: Comparison, key: int, others: set[int]) -> dict[tuple[int, int], Likeness]:
    """Those of `others` that may be this record, without those that somebody has told apart."""
    facts = how.facts_of([key, *others])
    mine = facts.pop(key, None)
    if mine is None:
        return {}
    apart = _told_apart(how, [key])
    found = {}
    for other, theirs in facts.items():
        pair = (min(key, other), max(key, other))
        if pair not in apart and (alike := how.likeness(mine, theirs)).score >= POSSIBLE:
            found[pair] = alike
    return found


def _told_apart(how: Comparison, keys: Collection[int]) -> set[tuple[int, int]]:
    rows = NotTheSame.everywhere.filter(Q(low_id__in=keys) | Q(high_id__in=keys), kind=how.kind)
    return set(rows.values_list("low_id", "high_id"))


def told(found: Likeness) -> list[list[object]]:
    """Reasons as they are stored and shown: [code, points, values]."""
    return [[reason.code.value, reason.points, list(reason.values)] for reason in found.reasons]


def keep_likeness_of_pairs(record: Person | Organisation) -> None:
    """After a post or household: keys are the same, only pairs that wait are judged again."""
    if _waits(record):
        return
    how, key = comparison_of(record), record.pk
    waiting = {pair.high_id if pair.low_id == key else pair.low_id for pair in _pairs_of(how, [key])}
    if waiting:
        _keep_pairs(how, key, waiting, is_new=False)


def forget_pair(first: Person | Organisation, second: Person | Organisation) -> None:
    """Somebody has told the two apart."""
    low, high = sorted((first.pk, second.pk))
    comparison_of(first).pairs.objects.filter(low=low, high=high).delete()


@contextmanager
def together() -> Iterator[None]:
    """Records touched inside are brought up to date once, at the end, in a few queries for all of them.

    For lists: a person who is entered with number, phone and post would be compared four times.
    """
    waiting: _Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if not sql.is_rehearsing():
        for how, keys in waiting.items():
            _keep_all(how, list(keys))


@dataclass(frozen=True)
class CrowdKeys:
    """The keys of new persons: each one's values, and by which of them whom is looked for."""

    values: Mapping[int, set[int]]
    rows: Rows
    by_any: frozenset[int]
    by_unsure: frozenset[int]


def keys_of_crowd(people: Sequence[PersonFacts]) -> CrowdKeys:
    """New persons of a list, with all that is known of them: none is in a house or has a post yet.

    Two of them whose numbers are valid and differ are two persons, whatever else they share: who has such a number
    is compared with those who have the same one, and with those who have none.
    """
    values = {one.key: PEOPLE.values_of(one) for one in people}
    pairs = sorted((value, key) for key, mine in values.items() for value in mine)
    rows = rows_of(
        PersonKey,
        len(pairs),
        value=[value for value, _key in pairs],
        record_id=[key for _value, key in pairs],
    )
    sure = {
        one.key: {number_of(f"c:{one.citizen}")} for one in people if one.citizen and one.citizen_is_valid
    }
    by_any = frozenset(value for key, mine in values.items() for value in sure.get(key, mine))
    return CrowdKeys(values, rows, by_any, frozenset(value for key in sure for value in values[key]) - by_any)


def keep_likeness_of_crowd(people: Sequence[PersonFacts], keys: CrowdKeys) -> None:
    """Keep the keys of new persons, and the pairs that they make with each other and with all others."""
    if sql.is_rehearsing():
        return
    keys.rows.insert()
    holders = _holders(keys.by_any)
    of_sure = _holders(keys.by_unsure)
    sure = _sure({record for found in of_sure.values() for record in found})
    holders |= {value: [record for record in found if record not in sure] for value, found in of_sure.items()}
    meets = _meets(keys.values, holders)
    _write_pairs(PEOPLE, {}, _likely_pairs(PEOPLE, {one.key: one for one in people}, meets))


_FEW = {
    "sqlite": "SELECT v.value, (SELECT json_group_array(record_id) FROM"
    " (SELECT record_id FROM {keys} k WHERE k.value = v.value LIMIT {most})) FROM json_each(%s) v",
    "postgresql": "SELECT v, ARRAY(SELECT record_id FROM {keys} k WHERE k.value = v LIMIT {most})"
    " FROM unnest(%s::text::bigint[]) v",
}


def _holders(values: Iterable[int], how: Comparison = PEOPLE) -> dict[int, list[int]]:
    """Who has each of these keys, keys of a crowd aside: of them no more is read than tells that they are one."""
    few = _FEW[connection.vendor].format(keys=how.keys._meta.db_table, most=CROWD + 1)
    holders = {}
    with connection.cursor() as cursor:
        for some in _some(values):
            cursor.execute(few, [_listed(some)])
            for value, found in cursor.fetchall():
                records = json.loads(found) if isinstance(found, str) else found
                if 0 < len(records) <= CROWD:
                    holders[value] = records
    return holders


def _listed(values: Iterable[int | str]) -> str:
    """Values without commas or quotes as one parameter: a JSON list on SQLite, an array's text on PostgreSQL."""
    return json.dumps(list(values)) if connection.vendor == "sqlite" else sql.array(values)


_SURE = {
    "sqlite": "SELECT person_id FROM {numbers} WHERE person_id IN (SELECT value FROM json_each(%s)) AND kind = %s"
    " AND until IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM json_each(findings) f WHERE f.value IN (SELECT value FROM json_each(%s)))",
    "postgresql": "SELECT person_id FROM {numbers} WHERE person_id = ANY(%s::text::bigint[]) AND kind = %s"
    " AND until IS NULL AND NOT findings ?| %s::text::text[]",
}


def _sure(records: Collection[int]) -> set[int]:
    """Those of some persons who have a valid citizen number."""
    sure: set[int] = set()
    statement = _SURE[connection.vendor].format(numbers=Identity._meta.db_table)
    with connection.cursor() as cursor:
        for some in _some(records):
            faults = _listed(sorted(_FAULTS))
            cursor.execute(statement, [_listed(some), Identity.Kind.CITIZEN.value, faults])
            sure.update(person for (person,) in cursor.fetchall())
    return sure


def _some(values: Iterable[int]) -> Iterator[list[int]]:
    """In parts that a statement takes, in the order of the index."""
    wanted = sorted(values)
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def _meets(values: Mapping[int, set[int]], holders: Mapping[int, Sequence[int]]) -> dict[int, set[int]]:
    """Whom each record shares a key with; who meets nobody is left out."""
    meets = {
        key: {other for value in mine & holders.keys() for other in holders[value]} - {key}
        for key, mine in values.items()
    }
    return {key: found for key, found in meets.items() if found}


def _keep_all(how: Comparison, keys: Collection[int]) -> None:
    """Keys and pairs of several records: as `keep_likeness` for each, with the queries shared."""
    facts = how.facts_of(keys)
    values = {key: how.values_of(mine) for key, mine in facts.items()}
    known: dict[int, set[int]] = defaultdict(set)
    for record, value in how.keys.objects.filter(record__in=keys).values_list("record_id", "value"):
        known[record].add(value)
    for key in keys:
        if gone := known[key] - values.get(key, set()):
            how.keys.objects.filter(record=key, value__in=gone).delete()
    how.keys.objects.bulk_create(
        how.keys(record_id=key, value=value)
        for key, wanted in values.items()
        for value in sorted(wanted - known[key])
    )
    every = set().union(*values.values()) if values else set()
    stood = {(row.low_id, row.high_id): row for row in _pairs_of(how, facts)}
    _write_pairs(how, stood, _likely_pairs(how, facts, _meets(values, _holders(every, how))))


def _likely_pairs(
    how: Comparison, facts: dict[int, Any], meets: Mapping[int, set[int]]
) -> dict[tuple[int, int], Likeness]:
    """Those who may be one among all that share a key, without those that somebody has told apart."""
    strange = {other for found in meets.values() for other in found} - facts.keys()
    others = how.facts_of(strange) | facts if strange else facts
    wanted: dict[tuple[int, int], Likeness] = {}
    for key, found in meets.items():
        for other in found & others.keys():
            pair = (min(key, other), max(key, other))
            if pair in wanted or not how.could_be_alike(facts[key], others[other]):
                continue
            if (alike := how.likeness(facts[key], others[other])).score >= POSSIBLE:
                wanted[pair] = alike
    for pair in _told_apart(how, [low for low, _high in wanted]) if wanted else ():
        wanted.pop(pair, None)
    return wanted
