"""Many persons entered at once, for lists of thousands: the same facts, keys and seals as one by one.

Called inside a running action, which has judged whether these persons may be entered there and notes what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from khabuan.core import clock, secrets
from khabuan.core.keys import new_key
from khabuan.core.thai import CitizenNumber, Phone, Precision, search_key, sort_key, sound_key
from khabuan.places.models import Area
from khabuan.registry.actions.likeness import keep_likeness_of_many
from khabuan.registry.models import Identity, Person

Sealed = tuple[str, str, list[str]]


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Who is to be entered, tidied already. Numbers are sealed with the row."""

    area: Area
    given: str
    title: str = ""
    surname: str = ""
    sex: str = ""
    born_on: date | None = None
    born_precision: Precision = "day"
    died_on: date | None = None
    died_precision: Precision = "day"
    citizen: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


def enter_people(people: Sequence[NewPerson]) -> list[int]:
    """Enter them in a few statements; their keys, in order. ValueError for a life that cannot be."""
    keys = [new_key() for _ in people]
    Person.new.bulk(_row(key, one) for key, one in zip(keys, people, strict=True))
    Identity.new.bulk(
        identity for key, one in zip(keys, people, strict=True) for identity in _identities(key, one)
    )
    keep_likeness_of_many(keys)
    return keys


def _row(key: int, one: NewPerson) -> Person:
    today = clock.today()
    if any(on and on > today for on in (one.born_on, one.died_on)):
        raise ValueError("nobody is born or dies on a day to come")
    if one.born_on and one.died_on and one.died_on < one.born_on:
        raise ValueError("nobody dies before the birth")
    sort, search, sound = _keys_of(one.given, one.surname)
    return Person(
        id=key, area=one.area, title=one.title, given=one.given, surname=one.surname, sex=one.sex, born_on=one.born_on,
        born_precision=one.born_precision, died_on=one.died_on, died_precision=one.died_precision, sort_key=sort,
        search_key=search, sound_key=sound,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _keys_of(given: str, surname: str) -> tuple[str, str, str]:
    name = f"{given} {surname}".strip()
    return sort_key(name), search_key(name), sound_key(name)[:160]


def _identities(key: int, one: NewPerson) -> list[Identity]:
    found = []
    if one.citizen:
        number = CitizenNumber.parse(one.citizen)
        findings = [*number.findings, *(["test"] if number.is_test else [])]
        found.append(_sealed(key, Identity.Kind.CITIZEN, (number.digits, number.mask, findings)))
    if one.phone:
        phone = Phone.parse(one.phone)
        if phone.digits and "not_digits" not in phone.findings:
            found.append(_sealed(key, Identity.Kind.PHONE, (phone.digits, phone.mask, list(phone.findings))))
    return found


def _sealed(person: int, kind: str, number: Sealed) -> Identity:
    clean, shown, findings = number
    return Identity(
        person_id=person, kind=kind, shown=shown, findings=findings, equality=secrets.equality(clean, f"identity.{kind}"),
        sealed=secrets.seal(clean, f"identity.{kind}.{person}"),
    )  # fmt: skip
