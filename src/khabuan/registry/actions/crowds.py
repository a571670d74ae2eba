"""Many persons entered at once, for lists of thousands: the same facts, keys and seals as one by one.

Called inside a running action, which has judged whether these persons may be entered there and notes what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from khabuan.core import clock, secrets
from khabuan.core.many import Rows, rows_of
from khabuan.core.thai import CitizenNumber, Phone, Precision, name_keys
from khabuan.places.models import Area
from khabuan.registry.actions.likeness import CrowdKeys, keep_likeness_of_crowd, keys_of_crowd
from khabuan.registry.models import Identity, Person
from khabuan.registry.rules.duplicates import PersonFacts

MOST_SOUND = 160


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


@dataclass(frozen=True)
class Crowd:
    """Persons who are ready to be entered: all that can be worked out before the lock is held is worked out."""

    people: Rows
    identities: Rows
    facts: tuple[PersonFacts, ...]
    likeness: CrowdKeys

    @property
    def keys(self) -> list[int]:
        """The persons' keys, in order."""
        return self.people.keys


def crowd_of(people: Sequence[NewPerson]) -> Crowd:
    """Make them ready. ValueError for a life that cannot be."""
    today = clock.today()
    for one in people:
        _check_life(one, today)
    names = [name_keys(one.given, one.surname) for one in people]
    rows = rows_of(
        Person,
        len(people),
        area_id=[one.area.pk for one in people],
        title=[one.title for one in people],
        given=[one.given for one in people],
        surname=[one.surname for one in people],
        sex=[one.sex for one in people],
        born_on=[one.born_on for one in people],
        born_precision=[one.born_precision for one in people],
        died_on=[one.died_on for one in people],
        died_precision=[one.died_precision for one in people],
        sort_key=[name.sort for name in names],
        search_key=[name.search for name in names],
        sound_key=[name.sound[:MOST_SOUND] for name in names],
    )
    numbers = _Numbers()
    citizens = [numbers.citizen(key, one.citizen) for key, one in zip(rows.keys, people, strict=True)]
    phones = [numbers.phone(key, one.phone) for key, one in zip(rows.keys, people, strict=True)]
    facts = tuple(
        PersonFacts.written(
            key=key, given=one.given, surname=one.surname, path=one.area.path, sex=one.sex, born_on=one.born_on,
            born_precision=one.born_precision, citizen=citizen, citizen_is_valid=is_valid, phones=phone,
        )
        for key, one, (citizen, is_valid), phone in zip(rows.keys, people, citizens, phones, strict=True)
    )  # fmt: skip
    return Crowd(rows, numbers.rows(), facts, keys_of_crowd(facts))


def enter(crowd: Crowd) -> None:
    """Enter them, in a few statements."""
    Person.new.put(crowd.people)
    Identity.new.put(crowd.identities)
    keep_likeness_of_crowd(crowd.facts, crowd.likeness)


def _check_life(one: NewPerson, today: date) -> None:
    born, died = one.born_on, one.died_on
    if (born and born > today) or (died and died > today):
        raise ValueError("nobody is born or dies on a day to come")
    if born and died and died < born:
        raise ValueError("nobody dies before the birth")


class _Numbers:
    """Numbers sealed, as columns; what the comparison sees of each is given back."""

    def __init__(self) -> None:
        self._seal = secrets.sealer()
        self._token = {kind: secrets.equaliser(f"identity.{kind}") for kind in ("citizen", "phone")}
        self._rows: list[tuple[int, str, bytes, str, str, tuple[str, ...]]] = []

    def citizen(self, person: int, typed: str) -> tuple[str, bool]:
        """Its token, and whether the number is a valid one."""
        if not typed:
            return "", False
        number = CitizenNumber.parse(typed)
        findings = (*number.findings, "test") if number.is_test else number.findings
        token = self._add(person, "citizen", number.digits, number.mask, findings)
        return token, not number.findings or not {"length", "check_digit"} & set(findings)

    def phone(self, person: int, typed: str) -> frozenset[str]:
        """Its token; none for a text that is no number."""
        number = Phone.parse(typed) if typed else None
        if number is None or not number.digits or "not_digits" in number.findings:
            return frozenset()
        return frozenset((self._add(person, "phone", number.digits, number.mask, number.findings),))

    def _add(self, person: int, kind: str, clean: str, shown: str, findings: tuple[str, ...]) -> str:
        token = self._token[kind](clean)
        sealed = self._seal(clean, f"identity.{kind}.{person}")
        self._rows.append((person, kind, sealed, shown, token, findings))
        return token

    def rows(self) -> Rows:
        columns = [list(column) for column in zip(*self._rows, strict=True)] or [[] for _ in range(6)]
        people, kinds, sealed, shown, tokens, findings = columns
        return rows_of(
            Identity, len(people), person_id=people, kind=kinds, sealed=sealed, shown=shown, equality=tokens,
            findings=findings,
        )  # fmt: skip
