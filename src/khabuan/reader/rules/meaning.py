"""Whether a record of the register is what a text names: points out of 100, each with its reason. Pure.

A proposal only. One that is `SURE` and well before the next is shown as meant until a person says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import TypeVar

from khabuan.core.thai import search_key, slips_between, sound_key, split_name
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.places.names import without_ban
from khabuan.reader.rules.organisations import full_name
from khabuan.registry.rules.body_names import (
    FRONTS,
    core_key,
    in_full,
    kinds_said,
    letters,
    own_key,
    own_letters,
)

PROVINCE_STEP = 3  # letters of a path that name the province: "19."
SURE, LEAD, LEAST, MOST = 90, 15, 40, 100
Key = TypeVar("Key")
_BRACKET = re.compile(r"\(([^()]*)\)")
_BEHIND_ITS_PLACE = re.compile(r"(ตำบล.{2,}?) ?(?:อำเภอ|จังหวัด).*|(จังหวัด[^ ]{2,}) (?:อำเภอ|ตำบล).*")
_SHORT = (
    (re.compile(r"^(?:สำนักงาน|สนง\.)? ?พช\.? ?(?:จังหวัด|จ\.)?"), "สำนักงานพัฒนาชุมชนจังหวัด"),
    (re.compile(r"^(คณะทำงาน)?ขบวน(?:องค์กรชุมชน)?ฯ ?"), r"\1ขบวนองค์กรชุมชน"),
    (re.compile(r"^คณะทำงาน(?=สภาองค์กรชุมชนจังหวัด)"), ""),
    (
        re.compile(
            r"^(?:พอช\.?|สถาบันพัฒนาองค์กรชุมชน(?: ?\(องค์การมหาชน\))?)(?: ?หรือ ?พอช\.?| ?\(พอช\.?\))? ?(?:สำนักงาน ?)?(?=ภาค)"
        ),
        "สำนักงานสถาบันพัฒนาองค์กรชุมชน ",
    ),
)
"""How texts write offices and working groups that the register has in full."""
_ITS_PLACE = re.compile(r"(?:ตำบล|อำเภอ|จังหวัด|เทศบาล|ภาค)[ก-๎]{2}")
_A_PLACE = re.compile(r"(?:จังหวัด|อำเภอ|ภาค)[ก-๎]{2,40}")
_KINDS_ALONE = frozenset(letters(word) for word in (*FRONTS, "สำนักงาน", "ที่ทำการปกครอง", "เทศบาล"))


class Because(Word):
    """Why a record may be meant, or why rather not."""

    NAME = "name", _("the same name")
    FULL_NAME = "full_name", _("the same first name and surname")
    OWN_NAME = "own_name", _("the same own name")
    SHORT_NAME = "short_name", _("the same short name")
    FORMER_NAME = "former_name", _("the same former name")
    WRITTEN = "written", _("the same name, written another way")
    MARKS = "marks", _("the same name but for its marks")
    SLIP = "slip", _("a name one or two letters away")
    SOUND = "sound", _("a name that sounds the same")
    HERE = "here", _("the body of this place, whose name the text leaves out")
    GIVEN = "given", _("the same first name")
    LIKE = "like", _("a name like it")
    ONLY = "only", _("the only place that the text can mean")
    SEVERAL = "several", _("one of several places of this name")
    NUMBER = "number", _("the same village number")
    OTHER_NUMBER = "other_number", _("another village number")
    KIND = "kind", _("the same kind of body")
    OTHER_KIND = "other_kind", _("another kind of body")
    POST = "post", _("holds the post that the text tells")
    BODY = "body", _("is of the body that the text tells")
    UNTITLED = "untitled", _("no title before the name")
    PLACE = "place", _("in a place that the text names")
    BOOK = "book", _("in the place of this book")
    PROVINCE = "province", _("in the same province")
    NO_NEARER = "no_nearer", _("no more than the province is the same")
    OTHER_PLACE = "other_place", _("in another place than the text says")
    ELSEWHERE = "elsewhere", _("in a province that the text does not name")


POINTS = {
    Because.NAME: 80, Because.FULL_NAME: 75, Because.OWN_NAME: 60, Because.SHORT_NAME: 60, Because.FORMER_NAME: 65,
    Because.WRITTEN: 80, Because.HERE: 80, Because.MARKS: 65, Because.SLIP: 50,
    Because.SOUND: 50, Because.GIVEN: 30, Because.LIKE: 30, Because.ONLY: 100, Because.SEVERAL: 60, Because.KIND: 10,
    Because.OTHER_KIND: -40, Because.NUMBER: 15, Because.OTHER_NUMBER: -30, Because.POST: 15, Because.BODY: 15,
    Because.UNTITLED: -10, Because.PLACE: 20, Because.BOOK: 10, Because.PROVINCE: 10, Because.NO_NEARER: -15,
    Because.ELSEWHERE: -30, Because.OTHER_PLACE: -80,
}  # fmt: skip
"""What each reason is worth."""
WHOLE = frozenset(
    (
        Because.NAME, Because.WRITTEN, Because.HERE, Because.FULL_NAME, Because.OWN_NAME, Because.SHORT_NAME,
        Because.ONLY,
    )
)  # fmt: skip
"""Without one of these nothing is sure."""
_VICE, _SECRETARY = search_key("รอง"), re.compile(r"เลขา(?!นุการ|ธิการ)ฯ?")
LEAST_CORE = 3  # letters of a body's own name, to know it again within a role


@dataclass(frozen=True)
class Named:
    """A name in a text, with the role beside it. `paths`: the places of which the text tells; `home`: that of its book;
    `bodies`: the letters of the bodies that it names.

    `is_titled`: a title stands before a person's name. Of a village `moo` is the number said of
    it, and `is_addressed` says that `paths` are the place in its address.
    """

    name: str
    role: str = ""
    paths: tuple[str, ...] = ()
    home: str = ""
    is_titled: bool = True
    moo: int | None = None
    is_addressed: bool = False
    bodies: frozenset[str] = frozenset()


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
    moo: int | None = None


@dataclass(frozen=True, order=True)
class Score:
    """What all reasons are worth together, and they. `points`: the same as it is shown, from 0 to 100.

    Of two that are shown with 100 the one with more reasons is the likelier.
    """

    weight: int
    reasons: tuple[Because, ...] = field(compare=False, default=())

    @property
    def points(self) -> int:
        return max(0, min(MOST, self.weight))

    @property
    def is_of_the_name(self) -> bool:
        """Whether the name itself is the same, or sounds so, and the kind is not another; a village has its number too."""
        is_like = Because.LIKE in self.reasons and Because.NUMBER not in self.reasons
        return not is_like and Because.OTHER_KIND not in self.reasons

    @property
    def is_sure(self) -> bool:
        return self.points >= SURE and bool(WHOLE.intersection(self.reasons))

    @property
    def is_of_post_and_place(self) -> bool:
        """Whether somebody stands in a place of the text and holds the post, or is of the body, that it tells."""
        return Because.PLACE in self.reasons and not {Because.POST, Because.BODY}.isdisjoint(self.reasons)


def of(reasons: Iterable[Because]) -> Score:
    """The points of some reasons together."""
    told = tuple(reasons)
    return Score(sum(POINTS[one] for one in told), told)


def ways_of(name: str) -> tuple[str, ...]:
    """A body's name as it is written, without its bracket, and what stands in that: "กระทรวงทดสอบ (กท.)"."""
    bracket = _BRACKET.search(name)
    if bracket is None:
        return (name,)
    return tuple(filter(None, (name, _BRACKET.sub("", name).strip(), bracket[1].strip())))


def written_out(name: str) -> tuple[str, ...]:
    """The ways of a body's name with its short words written out, also without the amphoe behind its tambon."""
    known = full_name(name)
    if known:
        return (*ways_of(known)[:2], f"สำนักงาน{ways_of(known)[:2][-1]}")
    ways = [in_full(_in_full(way)) for way in (name, *ways_of(name))]
    return tuple(dict.fromkeys(one for way in ways for one in (way, _BEHIND_ITS_PLACE.sub(r"\1\2", way))))


def letters_of(names: Iterable[str]) -> frozenset[str]:
    """The letters of some bodies' names, in all ways of each."""
    return frozenset(letters(way) for name in names for way in written_out(name))


def _in_full(name: str) -> str:
    for short, full in _SHORT:
        name = short.sub(full, name)
    return name


def without_place(name: str) -> tuple[str, ...]:
    """The ways of a body's name that say no place, so that it is the one of the text's: "พมจ.", "คณะทำงานขบวนฯ"."""
    ways = (way for way in written_out(name) if not _ITS_PLACE.search(way))
    return tuple(way for way in ways if letters(way) not in _KINDS_ALONE)


def body(named: Named, held: Held) -> Score:
    """Whether a body is meant: by its name or its own part, its kind, where it stands."""
    reasons = [_body_name(named.name, held)]
    if reasons[0] not in (Because.NAME, Because.WRITTEN) and _is_the_one_here(named, held):
        reasons = [Because.HERE]
    kinds = kinds_said(in_full(named.name))
    if kinds and reasons[0] not in (Because.NAME, Because.WRITTEN, Because.HERE):
        reasons.append(Because.KIND if held.kind in kinds else Because.OTHER_KIND)
    if reasons[0] is Because.LIKE and own_key(named.name) not in search_key(held.name):
        reasons.append(Because.OTHER_PLACE)
    return of([*reasons, *_where(named, held.path)])


def _body_name(name: str, held: Held) -> Because:
    ways, known = ways_of(name), ways_of(held.name)[:2]
    if letters(held.name) in map(letters, ways):
        return Because.NAME
    full = written_out(name)
    if not {*map(letters, known)}.isdisjoint(map(letters, (*ways, *full))):
        return Because.WRITTEN
    if {search_key(way) for way in ways} & {search_key(short) for short in held.others if short}:
        return Because.SHORT_NAME
    cores = {core_key(way) for way in full}
    if not cores.isdisjoint(map(core_key, known)):
        is_own = not {*map(own_letters, known)}.isdisjoint(map(own_letters, full))
        return Because.OWN_NAME if is_own else Because.MARKS
    pairs = [*product(cores, map(core_key, known)), *product(map(search_key, full), map(search_key, known))]
    return Because.SLIP if any(slips_between(*pair) is not None for pair in pairs) else Because.LIKE


def _is_the_one_here(named: Named, held: Held) -> bool:
    """Whether a name without its place is, with that of the text or its book, the name of a body that stands just there."""
    known = letters(held.name)
    rests = [
        known.removeprefix(begun.removesuffix("จังหวัด"))
        for begun in map(letters, without_place(named.name))
        if known.startswith(begun)
    ]
    is_here = bool(held.path) and any(one.startswith(held.path) for one in (*named.paths, named.home))
    return is_here and any(_A_PLACE.fullmatch(rest) for rest in rests)


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
    told = _SECRETARY.sub("เลขานุการ", named.role)
    roles = {key(way) for way in (told, in_full(told)) for key in (search_key, core_key)} - {""}
    if any(_says(role, search_key(title)) for title, _body in held.posts for role in roles):
        reasons.append(Because.POST)
    cores = [core_key(name) for _title, name in held.posts]
    own = {letters(way) for _title, name in held.posts for way in ways_of(name)[:2]}
    is_told = any(len(core) >= LEAST_CORE and core in role for core in cores for role in roles)
    if is_told or not own.isdisjoint(named.bodies):
        reasons.append(Because.BODY)
    if not named.is_titled:
        reasons.append(Because.UNTITLED)
    return of([*reasons, *_where(named, held.path)])


def _says(role: str, title: str) -> bool:
    """Whether a role names a post; a vice chair is no chair."""
    return title in role and f"{_VICE}{title}" not in role


def village(named: Named, held: Held) -> Score:
    """Whether a village or community is meant: by its name and number, in a place that the text names.

    Villages of one name are in every province, and the register has few of them: the province alone says nothing.
    """
    said, known = (own_village(name) for name in (named.name, held.name))
    if letters(said) == letters(known):
        reasons = [Because.NAME]
    elif search_key(said) == search_key(known):
        reasons = [Because.MARKS]
    elif slips_between(search_key(said), search_key(known)) is not None:
        reasons = [Because.SLIP]
    else:
        reasons = [Because.LIKE]
    if named.moo and held.moo:
        reasons.append(Because.NUMBER if named.moo == held.moo else Because.OTHER_NUMBER)
    return of([*reasons, _village_stands(named, held.path)])


def _village_stands(named: Named, path: str) -> Because:
    where = _where(named, path)
    if Because.PLACE in where:
        return Because.PLACE
    if named.is_addressed:
        return Because.OTHER_PLACE
    if Because.ELSEWHERE in where:
        return Because.ELSEWHERE
    is_narrow = any(len(one) > PROVINCE_STEP for one in named.paths)
    is_here = len(named.home) > PROVINCE_STEP and path.startswith(named.home) and not is_narrow
    return Because.BOOK if is_here else Because.NO_NEARER


def own_village(name: str) -> str:
    """A village's name without the word for one, and without its bracket."""
    return without_ban(_BRACKET.sub("", name).strip().removeprefix("ชุมชน"))


def narrowest(paths: Iterable[str]) -> tuple[str, ...]:
    """Of the places of a text those that no other lies in: the amphoe behind a tambon says where that is."""
    told = sorted(set(paths))
    return tuple(one for one, after in pairwise([*told, ""]) if not after.startswith(one))


def place(named: Named, path: str, *, among: int) -> Score:
    """Whether an area is meant that the reading proposes, one of `among`."""
    return of([Because.ONLY] if among == 1 else [Because.SEVERAL, *_where(named, path)])


def best(scored: Sequence[tuple[Key, Score]]) -> list[tuple[Key, Score]]:
    """Those that may be meant at all, the likest first; equal ones as they came."""
    kept = [one for one in scored if one[1].points >= LEAST]
    return sorted(kept, key=lambda one: -one[1].weight)


def surely(ordered: Sequence[tuple[Key, Score]]) -> tuple[Key, Score] | None:
    """The one of which there is no doubt: sure, and well before the next, or the only one of its post and place."""
    if not ordered or not ordered[0][1].is_sure:
        return None
    first, others = ordered[0][1], [score for _key, score in ordered[1:]]
    is_ahead = all(first.weight - one.weight >= LEAD for one in others)
    is_alone = first.is_of_post_and_place and not any(one.is_of_post_and_place for one in others)
    return ordered[0] if is_ahead or is_alone else None


def is_one_of_several(ordered: Sequence[tuple[Key, Score]]) -> bool:
    """Whether as much speaks for another one as for the likest."""
    return len(ordered) > 1 and ordered[0][1].weight == ordered[1][1].weight


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
