"""Whether a record of the register is what a text names: points out of 100, each with its reason. Pure.

A proposal only. One that is `SURE` and well before the next is shown as meant until a person says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from khabuan.core.thai import search_key, sound_key, split_name
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.registry.rules.body_names import core_key, kinds_said

PROVINCE_STEP = 3  # letters of a path that name the province: "19."
SURE, LEAD, LEAST, MOST = 90, 15, 40, 100
Key = TypeVar("Key")
_BRACKET = re.compile(r"\(([^()]*)\)")


class Because(Word):
    """Why a record may be meant, or why rather not."""

    NAME = "name", _("the same name")
    FULL_NAME = "full_name", _("the same first name and surname")
    OWN_NAME = "own_name", _("the same own name")
    SHORT_NAME = "short_name", _("the same short name")
    FORMER_NAME = "former_name", _("the same former name")
    SOUND = "sound", _("a name that sounds the same")
    GIVEN = "given", _("the same first name")
    LIKE = "like", _("a name like it")
    ONLY = "only", _("the only place that the text can mean")
    SEVERAL = "several", _("one of several places of this name")
    KIND = "kind", _("the same kind of body")
    OTHER_KIND = "other_kind", _("another kind of body")
    POST = "post", _("holds the post that the text tells")
    BODY = "body", _("is of the body that the text tells")
    PLACE = "place", _("in a place that the text names")
    PROVINCE = "province", _("in the same province")
    ELSEWHERE = "elsewhere", _("in a province that the text does not name")


POINTS = {
    Because.NAME: 80, Because.FULL_NAME: 75, Because.OWN_NAME: 60, Because.SHORT_NAME: 60, Because.FORMER_NAME: 65,
    Because.SOUND: 50, Because.GIVEN: 30, Because.LIKE: 30, Because.ONLY: 100, Because.SEVERAL: 60, Because.KIND: 10,
    Because.OTHER_KIND: -40, Because.POST: 15, Because.BODY: 15, Because.PLACE: 20, Because.PROVINCE: 10,
    Because.ELSEWHERE: -30,
}  # fmt: skip
"""What each reason is worth."""
WHOLE = frozenset((Because.NAME, Because.FULL_NAME, Because.OWN_NAME, Because.SHORT_NAME, Because.ONLY))
"""Without one of these nothing is sure."""
LEAST_CORE = 3  # letters of a body's own name, to know it again within a role


@dataclass(frozen=True)
class Named:
    """A name in a text, with the role beside it. `paths`: the places of which the text tells; `home`: that of its book."""

    name: str
    role: str = ""
    paths: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True)
class Held:
    """A record of the register. `posts`: titles and bodies' names, of a person; `kind`, of a body."""

    key: int
    name: str
    path: str
    surname: str = ""
    others: tuple[str, ...] = ()  # a former surname; a body's short name
    kind: str = ""
    posts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, order=True)
class Score:
    """Points from 0 to 100 and what they come from."""

    points: int
    reasons: tuple[Because, ...] = field(compare=False, default=())

    @property
    def is_of_the_name(self) -> bool:
        """Whether the name itself is the same, or sounds so, and the kind is not another."""
        return not {Because.LIKE, Because.OTHER_KIND}.intersection(self.reasons)

    @property
    def is_sure(self) -> bool:
        return self.points >= SURE and bool(WHOLE.intersection(self.reasons))


def of(reasons: Iterable[Because]) -> Score:
    """The points of some reasons together."""
    told = tuple(reasons)
    return Score(max(0, min(MOST, sum(POINTS[one] for one in told))), told)


def ways_of(name: str) -> tuple[str, ...]:
    """A body's name as it is written, without its bracket, and what stands in that: "กระทรวงทดสอบ (กท.)"."""
    bracket = _BRACKET.search(name)
    if bracket is None:
        return (name,)
    return tuple(filter(None, (name, _BRACKET.sub("", name).strip(), bracket[1].strip())))


def body(named: Named, held: Held) -> Score:
    """Whether a body is meant: by its name or its own part, its kind, where it stands."""
    ways = ways_of(named.name)
    told = {search_key(way) for way in ways}
    if search_key(held.name) in told:
        reasons = [Because.NAME]
    elif told & {search_key(short) for short in held.others if short}:
        reasons = [Because.SHORT_NAME]
    elif core_key(held.name) in {core_key(way) for way in ways}:
        reasons = [Because.OWN_NAME]
    else:
        reasons = [Because.LIKE]
    kinds = kinds_said(named.name)
    if kinds and reasons != [Because.NAME]:
        reasons.append(Because.KIND if held.kind in kinds else Because.OTHER_KIND)
    return of([*reasons, *_where(named, held.path)])


def person(named: Named, held: Held) -> Score:
    """Whether a person is meant: by name, post, body and home. A first name alone is never enough."""
    said = split_name(named.name)
    given, surname = search_key(said.given), search_key(said.surname)
    if given == search_key(held.name) and surname == search_key(held.surname) and surname:
        reasons = [Because.FULL_NAME]
    elif given == search_key(held.name) and surname in {search_key(one) for one in held.others if one}:
        reasons = [Because.FORMER_NAME]
    elif surname and sound_key(f"{said.given} {said.surname}") == sound_key(f"{held.name} {held.surname}"):
        reasons = [Because.SOUND]
    elif given == search_key(held.name) and not surname:
        reasons = [Because.GIVEN]
    else:
        reasons = [Because.LIKE]
    role = search_key(named.role)
    if role and any(search_key(title) in role for title, _body in held.posts):
        reasons.append(Because.POST)
    cores = [core_key(name) for _title, name in held.posts]
    if role and any(len(core) >= LEAST_CORE and core in role for core in cores):
        reasons.append(Because.BODY)
    return of([*reasons, *_where(named, held.path)])


def place(named: Named, path: str, *, among: int) -> Score:
    """Whether an area is meant that the reading proposes, one of `among`."""
    return of([Because.ONLY] if among == 1 else [Because.SEVERAL, *_where(named, path)])


def best(scored: Sequence[tuple[Key, Score]]) -> list[tuple[Key, Score]]:
    """Those that may be meant at all, the likest first; equal ones as they came."""
    kept = [one for one in scored if one[1].points >= LEAST]
    return sorted(kept, key=lambda one: -one[1].points)


def surely(ordered: Sequence[tuple[Key, Score]]) -> tuple[Key, Score] | None:
    """The one of which there is no doubt: sure, and well before the next."""
    if not ordered or not ordered[0][1].is_sure:
        return None
    second = ordered[1][1].points if len(ordered) > 1 else 0
    return ordered[0] if ordered[0][1].points - second >= LEAD else None


def _where(named: Named, path: str) -> list[Because]:
    """Where a record stands against the places of a text and its book; what stands above them all says nothing."""
    told = [one for one in (*named.paths, named.home) if one]
    if any(path.startswith(one) for one in named.paths if len(one) > PROVINCE_STEP):
        return [Because.PLACE]
    if not told or len(path) < PROVINCE_STEP or any(one.startswith(path) for one in told):
        return [Because.PROVINCE] if told else []
    return [
        Because.PROVINCE
        if path[:PROVINCE_STEP] in {one[:PROVINCE_STEP] for one in told}
        else Because.ELSEWHERE
    ]
