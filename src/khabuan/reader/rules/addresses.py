"""Where places stand: what is one address, in which province and amphoe a name of the text lies. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.place_names import nearly
from khabuan.reader.rules.words import LETTER

LEVELS = ("province", "amphoe", "tambon", "village")


@dataclass
class Place:
    """A place named in the plain text. `areas`: what it may be in the register.

    Of a village `moo` is its number, where one is said, and `beside` the wider place in its address.
    """

    start: int
    end: int
    level: str
    name: str
    areas: tuple[Area, ...] = ()
    why: str = "mark"
    is_sure: bool = True
    province: Area | None = None
    is_main: bool = False
    moo: int | None = None
    beside: Place | None = None


def say_provinces(found: Sequence[Place], plain: str, known: Known) -> None:
    """Which province each place lies in, where the text or the register leaves no doubt, and its areas there."""
    provinces = [place for place in found if place.level == "province" and place.areas]
    told = {area.code: area for place in provinces for area in place.areas}
    starts = [place.start for place in provinces]
    for place in provinces:
        place.province = place.areas[0]
    narrower = [place for place in found if place.level in LEVELS[1:]]
    for place, wider in sorted(
        _with_the_wider(narrower, plain), key=lambda pair: LEVELS.index(pair[0].level)
    ):
        at = bisect_right(starts, place.start)
        after = next(
            (one for one in provinces[at : at + 1] if is_one_address(plain, place.end, one.start)), None
        )
        before = next(
            (one for one in provinces[max(0, at - 1) : at] if is_one_address(plain, one.end, place.start)),
            None,
        )
        place.province = (
            (wider.province if wider else None)
            or _province_of(place, after, before, provinces[:at], told)
            or _only_one(place, known)
        )
        if place.province is not None:
            place.areas = _areas_there(place, place.province, known)
    _as_the_others(narrower, known)
    _by_amphoe(narrower, plain)


def _as_the_others(narrower: Sequence[Place], known: Known) -> None:
    """A name that several provinces have is in the one where the other places of the text are; a village that the
    register has not, where a tambon of its name is, or most of them."""
    told = Counter(place.province.code for place in narrower if place.province)
    namesakes = {
        place.name: place.province for place in narrower if place.province and place.level != "village"
    }
    for place in narrower:
        here = {area.province for area in place.areas} & {*told}
        if place.province is None and len(here) == 1:
            place.province = known.by_code[here.pop()]
            place.areas = _areas_there(place, place.province, known)
        elif place.province is None and place.level == "village" and not place.areas and told:
            place.province = namesakes.get(place.name) or known.by_code[told.most_common(1)[0][0]]


def _with_the_wider(narrower: Sequence[Place], plain: str) -> Iterator[tuple[Place, Place | None]]:
    """Each place with the wider one beside it in its address."""
    for at, place in enumerate(narrower):
        level = LEVELS.index(place.level)
        behind = next((one for one in narrower[at + 1 : at + 3] if LEVELS.index(one.level) < level), None)
        if behind and is_one_address(plain, place.end, behind.start):
            yield place, behind
            continue
        before = narrower[at - 1] if at else None
        is_there = (
            before and LEVELS.index(before.level) < level and is_one_address(plain, before.end, place.start)
        )
        yield place, before if is_there else None


_ADDRESS = re.compile(
    f"(?:[ ,\\n()]|(?:หมู่ที่|หมู่|ม\\.) ?\\d{{1,2}}|(?:ตำบล|อำเภอ|แขวง|เขต|บ้าน|ต\\.|อ\\.|บ\\.) ?{LETTER}{{2,25}}|และ|กับ)*"
)


def is_one_address(plain: str, start: int, end: int) -> bool:
    """Whether two places stand in one address: nothing but places, commas and village numbers between them."""
    return 0 <= end - start < 160 and bool(_ADDRESS.fullmatch(plain, start, end))


def _province_of(
    place: Place,
    after: Place | None,
    before: Place | None,
    earlier: Sequence[Place],
    told: Mapping[str, Area],
) -> Area | None:
    possible = {area.province for area in place.areas}
    for other in (after, before):
        if other is not None and (not possible or other.areas[0].code in possible):
            return other.areas[0]
    if after is not None:
        return after.areas[0]
    if place.level == "village" and not possible and len(told) > 1:
        return None  # as its namesake, or the most
    here = [code for code in told if code in possible] if possible else list(told)
    if len(here) == 1:
        return told[here[0]]
    for other in reversed(earlier[-6:]):
        if other.areas[0].code in here:
            return other.areas[0]
    return None


def _only_one(place: Place, known: Known) -> Area | None:
    """The province of a name that only one province has."""
    codes = {area.province for area in place.areas}
    return known.by_code.get(codes.pop()) if len(codes) == 1 else None


def _areas_there(place: Place, province: Area, known: Known) -> tuple[Area, ...]:
    here = tuple(area for area in place.areas if area.province == province.code)
    if here or place.level not in ("amphoe", "tambon"):
        return here
    if place.level == "amphoe" and place.name == "เมือง":
        return tuple(
            one
            for one in known.by_level["amphoe"].get(f"เมือง{province.name}", ())
            if one.province == province.code
        )
    read = nearly(place.name, place.level, frozenset({province.code}), known, is_short=False)
    return read.areas if read else ()


def _by_amphoe(narrower: Sequence[Place], plain: str) -> None:
    """A tambon of a name that several have is the one in the amphoe that follows it, or in one that the text names."""
    amphoe = {
        area.code
        for place in narrower
        if place.level == "amphoe" and len(place.areas) == 1
        for area in place.areas
    }
    for at, place in enumerate(narrower):
        if place.level != "tambon" or len(place.areas) < 2:
            continue
        behind = next((one for one in narrower[at + 1 : at + 3] if one.level == "amphoe"), None)
        near = (
            {area.code for area in behind.areas}
            if behind and is_one_address(plain, place.end, behind.start)
            else set()
        )
        for within in (near, amphoe):
            fewer = tuple(area for area in place.areas if within & {*area.within})
            if fewer:
                place.areas = fewer
                break
