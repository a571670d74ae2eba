"""Who the rows of a fund's list are: persons known by their citizen number, or by name and birth in the fund's tambon.

Looked for whoever asks, since a fund's officer sees no register of persons: of somebody alike the page tells the
village and the year of birth, nothing that the list itself does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from khabuan.core import secrets
from khabuan.core.thai import be_year, name_keys, search_key, sound_key
from khabuan.funds.rules.member_rows import MemberRow
from khabuan.places.labels import label
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Identity, Person

NEW, SKIP, SAME_AS = "new", "skip", "same:"
AT_ONCE = 500
MOST_CANDIDATES = 4


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the person of a row: key, name, village, year of birth (พ.ศ.)."""

    key: int
    title: str
    place: str
    born: str


class Matched(NamedTuple):
    """A row and who it is: somebody known (`person`), one of those alike, or somebody new (neither)."""

    row: MemberRow
    person: int | None = None
    alike: tuple[Alike, ...] = ()

    def decided(self, decision: str) -> Matched:
        """As a person has decided: the same as one of those alike, or somebody new."""
        if decision.startswith(SAME_AS):
            return Matched(self.row, int(decision.removeprefix(SAME_AS)))
        return Matched(self.row) if decision == NEW else self


class Tambon:
    """The tambon of a fund: its villages, and its persons as rows of a list find them."""

    def __init__(self, area: Area) -> None:
        self.area = area

    @cached_property
    def path(self) -> str:
        return tambon_path(self.area)

    @cached_property
    def villages(self) -> Mapping[int, Area]:
        return villages_under(self.path)

    @cached_property
    def by_name(self) -> Mapping[str, list[Person]]:
        """The tambon's persons by search key: some thousands at most, read once."""
        rows = Person.everywhere.filter(
            area__path__gte=self.path, area__path__lt=f"{self.path[:-1]}/", stays__isnull=True, erased_on__isnull=True
        ).select_related("area")  # fmt: skip
        found: dict[str, list[Person]] = defaultdict(list)
        for one in rows:
            found[one.search_key].append(one)
        return found

    def match(self, rows: Sequence[MemberRow]) -> list[Matched]:
        """Who the rows are, in order. Two queries for each 500 rows that have a number."""
        token = secrets.equaliser("identity.citizen")
        tokens = {row.citizen: token(row.citizen) for row in rows if row.citizen}
        numbered = self._numbered(list(tokens.values()))
        return [self._who(row, numbered.get(tokens.get(row.citizen, ""), [])) for row in rows]

    def _numbered(self, tokens: Sequence[str]) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for start in range(0, len(tokens), AT_ONCE):
            held = _with_tokens(tokens[start : start + AT_ONCE])
            if not held:
                continue
            rows = Identity.everywhere.filter(
                pk__in=held, person__stays__isnull=True, person__erased_on__isnull=True
            )
            for one in rows.select_related("person"):
                found[one.equality].append(one.person)
        return found

    def _who(self, row: MemberRow, numbered: Sequence[Person]) -> Matched:
        if not numbered and not self.by_name:
            return Matched(row)
        same = [one for one in numbered if _name_fits(row, one)]
        if len(same) == 1:
            return Matched(row, same[0].pk)
        named = self.by_name.get(name_keys(row.given, row.surname).search, [])
        if row.citizen and named:
            named = [one for one in named if one.pk not in self._other_numbers]
        alike = [one for one in named if not _other_birth(row, one)]
        sure = [one for one in alike if row.born_on and row.born_precision == "day" and _same_birth(row, one)]
        if len(sure) == 1 and len(alike) == 1:
            return Matched(row, sure[0].pk)
        return Matched(row, None, tuple(map(_shown, alike[:MOST_CANDIDATES])))

    @cached_property
    def _other_numbers(self) -> frozenset[int]:
        """Persons of the tambon with a number: one who shares only the name with a numbered row is another."""
        keys = [one.pk for found in self.by_name.values() for one in found]
        held: set[int] = set()
        for start in range(0, len(keys), AT_ONCE):
            rows = Identity.everywhere.filter(
                kind=Identity.Kind.CITIZEN, until__isnull=True, person__in=keys[start : start + AT_ONCE]
            )
            held.update(rows.values_list("person_id", flat=True))
        return frozenset(held)


def _with_tokens(tokens: Sequence[str]) -> list[int]:
    """Citizen numbers in force with these tokens: mostly none of many, so they are asked for as plainly as can be."""
    among = f"equality IN ({', '.join(['%s'] * len(tokens))})"
    query = f"SELECT id FROM registry_identity WHERE kind = 'citizen' AND until IS NULL AND {among}"  # noqa: S608 - marks
    with connection.cursor() as cursor:
        cursor.execute(query, tokens)
        return [key for (key,) in cursor.fetchall()]


def villages_under(path: str) -> dict[int, Area]:
    """The villages of a tambon by their numbers."""
    rows = Area.everywhere.filter(
        path__gte=path, path__lt=f"{path[:-1]}/", until__isnull=True, kind=AreaKind.VILLAGE, moo__isnull=False
    )
    return {area.moo: area for area in rows}


def tambon_path(area: Area) -> str:
    """The path of the tambon in which a fund is, or of the place above where the fund's is wider."""
    return "".join(f"{step}." for step in area.path.split(".")[:-1][:3])


def _name_fits(row: MemberRow, one: Person) -> bool:
    given, theirs = search_key(row.given), search_key(one.given)
    return given == theirs or sound_key(row.given) == sound_key(one.given)


def _same_birth(row: MemberRow, one: Person) -> bool:
    return one.born_precision == "day" and one.born_on == row.born_on


def _other_birth(row: MemberRow, one: Person) -> bool:
    """Both births are known, and they are not the same as far as both are known."""
    if row.born_on is None or one.born_on is None:
        return False
    if row.born_precision == one.born_precision == "day":
        return one.born_on != row.born_on
    return one.born_on.year != row.born_on.year


def _shown(one: Person) -> Alike:
    return Alike(one.pk, str(one), label(one.area), str(be_year(one.born_on)) if one.born_on else "")
