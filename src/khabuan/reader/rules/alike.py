"""Whether two texts tell of one event, in whatever words: points out of 100, each with its reason. Pure.

A proposal only: a person reads both and says. Days that are apart and meetings of different numbers are two events,
whatever else is the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import product
from typing import NamedTuple

from khabuan.core.thai import ERA, search_key
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.reader.rules.drafts import Kind, Says
from khabuan.reader.rules.meaning import PROVINCE_STEP, narrowest
from khabuan.reader.rules.organisations import is_national
from khabuan.reader.rules.timeline import NEAR, When
from khabuan.registry.rules.body_names import in_full

OFFERED, MOST = 50, 100
PUBLISHED_WITHIN, REPRINTED_WITHIN = timedelta(days=3), timedelta(days=14)
"""Days between two texts of which one tells no day; days after an event on which papers still print one report of it."""
A_WEEK = timedelta(days=7)
"""What lasts longer is no event but a project's time, or a campaign's; much else happens on its days."""
TAMBON_STEP = 9  # letters of a path that name the tambon
LEAST_BAHT, LEAST_COUNT = 1000, 10
"""A smaller sum or count stands in too many texts."""
Key = tuple[object, ...]


class Sign(Word):
    """Why two texts may tell of one event, or why rather not."""

    DAY = "day", _("the same day")
    DURING = "during", _("a day out of the long time of the other")
    NEXT_DAY = "next_day", _("the day beside it")
    PUBLISHED = "published", _("published about then")
    PLACE = "place", _("at the same place")
    WITHIN = "within", _("at places of which one is in the other")
    AMPHOE = "amphoe", _("in the same amphoe")
    PROVINCE = "province", _("both about the whole province")
    NAMED = "named", _("both name it")
    OTHER_PLACE = "other_place", _("at other places")
    MEETING = "meeting", _("the same meeting")
    BODY = "body", _("the same body")
    PERSON = "person", _("the same person")
    FIGURE = "figure", _("the same number")
    ROUND = "round", _("a number that is rounded in one")
    PROGRAMME = "programme", _("the same programme")


POINTS = {
    Sign.DAY: 30, Sign.DURING: 10, Sign.NEXT_DAY: 10, Sign.PUBLISHED: 15, Sign.PLACE: 25, Sign.WITHIN: 10, Sign.AMPHOE: 10,
    Sign.PROVINCE: 8, Sign.NAMED: 5, Sign.OTHER_PLACE: -40, Sign.MEETING: 15, Sign.BODY: 20, Sign.PERSON: 15, Sign.PROGRAMME: 5,
}  # fmt: skip
"""What each reason is worth. Of one day and one tambon, or one body of it, it is asked; of one amphoe it is not."""
FIGURE_POINTS, ROUND_POINTS = (0, 3, 8, 15, 25), (0, 2, 5, 10, 10)
_ODD_POINTS = 15
"""What a number is worth by how many figures it has before its noughts: 6,749,210 is in no other event, 5,000 in many."""
ANOTHER = 10  # for a second body, person or number; more are worth no more


class Figure(NamedTuple):
    """A sum or count. `is_rough`: the text says that it is about so much."""

    what: str
    value: Decimal
    is_rough: bool
    words: str

    @property
    def figures(self) -> int:
        return len(self.value.normalize().as_tuple().digits)


@dataclass(frozen=True)
class Reason:
    """A reason with its points, and what it is that both tell."""

    sign: Sign
    points: int
    words: str = ""


class Said(NamedTuple):
    """A draft of a text: what it says, its words, the record and the path that it means."""

    kind: str
    says: Says
    words: str
    record: int | None = None
    path: str = ""


@dataclass(frozen=True)
class Told:
    """What a text tells: by sign the things by which it is known again in another, with their words.

    `mains`: paths of the places that it is about; those without any are known by their names, at the sign of a place.
    """

    day: When | None = None
    published: date | None = None
    mains: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[Sign, Mapping[Key, str]] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()


def told(day: When | None, published: date | None, drafts: Iterable[Said]) -> Told:
    """What a text tells, of its drafts."""
    drafts, dated = list(drafts), day.start if day else published
    year = dated.year + ERA if dated else None
    mains: dict[str, str] = {}
    things: dict[Sign, dict[Key, str]] = defaultdict(dict)
    for one in drafts:
        if one.kind == Kind.PLACE and one.path and one.says.get("main"):
            mains.setdefault(one.path, one.words)
        for sign, key in _keys(one, year):
            things[sign].setdefault(key, one.words)
    return Told(day, published, mains, things, tuple(_figures(drafts)))


def _keys(one: Said, year: int | None) -> Iterator[tuple[Sign, Key]]:
    """By what a draft is known again. National bodies are in every report; a given name is many people's; a meeting's
    number without its year is of the year of the text."""
    says, name = one.says, search_key(str(one.says.get("name", "")))
    if one.kind == Kind.PLACE and says.get("level") in _NARROW:
        key = (says["level"], name, says.get("province"))
        yield Sign.NAMED, key
        if says.get("main"):
            yield Sign.AMPHOE if says["level"] == "amphoe" else Sign.PLACE, key
    elif one.kind == Kind.ORGANISATION and not is_national(says["name"]):
        yield Sign.BODY, (search_key(in_full(says["name"])),)
        if one.record is not None:
            yield Sign.BODY, (one.record,)
    elif one.kind == Kind.PERSON and " " in says["name"]:
        yield Sign.PERSON, (name,)
        if one.record is not None:
            yield Sign.PERSON, (one.record,)
    elif one.kind == Kind.PROGRAMME:
        yield Sign.PROGRAMME, (name,)
    elif one.kind == Kind.MEETING and (be := says.get("be") or year):
        yield Sign.MEETING, (says["number"], be)


_NARROW = ("amphoe", "tambon", "village")
_HEADS = {"members": "people"}  # the members of one paper are the people of another


def _figures(drafts: Iterable[Said]) -> Iterator[Figure]:
    for one in drafts:
        says, is_rough = one.says, bool(one.says.get("approx"))
        if one.kind == Kind.MONEY and says["baht"] >= LEAST_BAHT:
            yield Figure(f"baht {says.get('per') or ''}", Decimal(str(says["baht"])), is_rough, one.words)
        elif one.kind == Kind.COUNT and says["what"] != "other" and (says.get("value") or 0) >= LEAST_COUNT:
            what = str(says["what"])
            yield Figure(_HEADS.get(what, what), Decimal(str(says["value"])), is_rough, one.words)


def reasons(one: Told, other: Told) -> tuple[Reason, ...]:
    """Why two texts may tell of one event; none where their days or their meetings' numbers say that they do not."""
    near = near_days(one, other)
    meetings = [set(text.things.get(Sign.MEETING, ())) for text in (one, other)]
    if near is None or (all(meetings) and meetings[0].isdisjoint(meetings[1])):
        return ()
    found = [
        Reason(near, POINTS[near]),
        *_places(one, other),
        *(reason for sign in (Sign.BODY, Sign.MEETING, Sign.PERSON) for reason in _both(sign, one, other)),
        *_numbers(one.figures, other.figures),
        *_both(Sign.PROGRAMME, one, other),
    ]
    is_exact = any(one.sign in (Sign.MEETING, Sign.FIGURE) and one.points >= _ODD_POINTS for one in found)
    return tuple(found) if near is not Sign.NEXT_DAY or is_exact else ()


def points(found: Iterable[Reason]) -> int:
    """The points of some reasons together, from 0 to 100."""
    return max(0, min(MOST, sum(one.points for one in found)))


def near_days(one: Told, other: Told) -> Sign | None:
    """How near the days are. Of a text without a day it is known when it was published."""
    if one.day and other.day:
        gap = one.day.gap(other.day)
        if not gap:
            is_long = any(when.end - when.start > A_WEEK for when in (one.day, other.day))
            return Sign.DURING if is_long and one.day != other.day else Sign.DAY
        return Sign.NEXT_DAY if gap <= NEAR else None
    first, second = (text.day or _on(text.published) for text in (one, other))
    if first is None or second is None:
        return None
    gap = first.gap(second)
    if one.published and other.published and abs(one.published - other.published) <= PUBLISHED_WITHIN:
        return Sign.PUBLISHED if gap <= REPRINTED_WITHIN else None
    return Sign.PUBLISHED if gap <= PUBLISHED_WITHIN else None


def _on(day: date | None) -> When | None:
    return When(day, day) if day else None


def _places(one: Told, other: Told) -> Iterator[Reason]:
    """Whether they are about one place; else whether both name one."""
    sign, words = _main_places(one, other)
    if sign is not None:
        yield Reason(sign, POINTS[sign], words)
    if sign not in (Sign.PLACE, Sign.AMPHOE):
        named = _shared(Sign.NAMED, one, other)
        yield from [Reason(Sign.NAMED, POINTS[Sign.NAMED], named[0])] if named else []


def _main_places(one: Told, other: Told) -> tuple[Sign | None, str]:
    """By where they are; by their names where one of the texts is about no place that is known."""
    paths = [[path for path in narrowest(text.mains) if len(path) > PROVINCE_STEP] for text in (one, other)]
    pairs = list(product(*paths))
    for mine, its in pairs:
        if mine.startswith(its) or its.startswith(mine):
            words, (wider, narrower) = {**other.mains, **one.mains}, sorted((mine, its), key=len)
            if len(wider) < TAMBON_STEP:
                return (Sign.AMPHOE if mine == its else Sign.WITHIN), words[narrower]
            return Sign.PLACE, words[wider]
    if pairs:
        return Sign.OTHER_PLACE, ""
    named = ((sign, shared) for sign in (Sign.PLACE, Sign.AMPHOE) if (shared := _shared(sign, one, other)))
    found = next(((sign, shared[0]) for sign, shared in named), None)
    whole = not any(paths) and next((path for path in one.mains if path and path in other.mains), None)
    return found or ((Sign.PROVINCE, one.mains[whole]) if whole else (None, ""))


def _both(sign: Sign, one: Told, other: Told) -> list[Reason]:
    """What both tell of one kind: the first has its points, of bodies and people a second one has some too."""
    shared = _shared(sign, one, other)
    worth = [POINTS[sign], *([ANOTHER] if sign in (Sign.BODY, Sign.PERSON) else [])]
    worth += [0] * len(shared)
    return [Reason(sign, worth[at], words) for at, words in enumerate(shared)]


def _shared(sign: Sign, one: Told, other: Told) -> list[str]:
    """The things of a sign that both tell, in the words of the first, each once."""
    its = other.things.get(sign, {})
    return list(dict.fromkeys(words for key, words in one.things.get(sign, {}).items() if key in its))


def _numbers(ours: Iterable[Figure], its: Iterable[Figure]) -> list[Reason]:
    """Numbers of one thing that are the same, and those that are rounded in one; the rarest first."""
    beside: dict[str, list[Figure]] = defaultdict(list)
    for figure in its:
        beside[figure.what].append(figure)
    found = (
        max(map(_same, [one] * len(some), some), key=_worth) for one in ours if (some := beside.get(one.what))
    )
    ordered = sorted((one for one in found if one), key=_worth, reverse=True)
    return [
        replace(one, points=one.points if not at else min(ANOTHER, one.points) if at == 1 else 0)
        for at, one in enumerate({one.words: one for one in ordered}.values())
    ]


def _worth(reason: Reason | None) -> int:
    return reason.points if reason else 0


def _same(one: Figure, other: Figure) -> Reason | None:
    if one.value == other.value and not (one.is_rough or other.is_rough):
        return Reason(Sign.FIGURE, _by_figures(FIGURE_POINTS, one), one.words)
    coarse, fine = sorted((one, other), key=lambda figure: figure.figures)
    if coarse.value in _rounded(fine.value, coarse.figures):
        return Reason(Sign.ROUND, _by_figures(ROUND_POINTS, coarse), one.words)
    return None


def _by_figures(worth: tuple[int, ...], figure: Figure) -> int:
    return worth[min(figure.figures, len(worth) - 1)]


def _rounded(value: Decimal, figures: int) -> set[Decimal]:
    """A number with so many figures, as people round it and as they cut it short."""
    step = Decimal(1).scaleb(value.adjusted() - figures + 1)
    return {(value / step).quantize(Decimal(1), how) * step for how in (ROUND_HALF_UP, ROUND_DOWN)}
