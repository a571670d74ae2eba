"""Which of the places named in a text the event is at, and the facts of places. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.addresses import LEVELS, Place, is_one_address
from khabuan.reader.rules.facts import PlaceFact
from khabuan.reader.rules.page import Page

#: Words that an event's place stands behind, on the same line and without another verb between.
_AT = re.compile(r"(?:(?<![ก-๎])ณ(?![ก-๎])|ลงพื้นที่|จัดขึ้น|สถานที่|เดินทางไป|เดินทางมา)[^\n]{0,90}$|(?<![ก-๎])ที่ ?$")
_MOST_SCENES = 12
_HEADLINE, _AT_THE_EVENT, _EARLY, _LATER = 3, 4, 2, 1


def facts(page: Page, found: Sequence[Place]) -> Iterator[PlaceFact]:
    """Each place once, with all the spans where it is said."""
    main = _main(page.plain, found)
    told: dict[tuple[str, str, str | None], list[Place]] = {}
    for place in found:
        province = place.province.name if place.province else None
        name = place.province.name if place.level == "province" and place.province else place.name
        told.setdefault((place.level, name, province), []).append(place)
    for (level, name, province), places in told.items():
        span, *others = (page.span(place.start, place.end) for place in places)
        yield PlaceFact(
            quote=page.quote(span),
            span=span,
            also_at=tuple(others),
            why=places[0].why,
            level=level,
            name=name,
            province=province,
            main=any(id(place) in main for place in places),
            codes=tuple(sorted({area.code for area in places[0].areas})),
        )


def _main(plain: str, found: Sequence[Place]) -> set[int]:
    """The places of the event: the province that most speaks for, and what is named in it where the event is told."""
    weights = [(place, _weight(plain, place)) for place in found if place.level in LEVELS]
    provinces: Counter[str] = Counter()
    for place, weight in weights:
        if place.province is not None:
            provinces[place.province.code] += weight
    if not provinces:
        return {id(place) for place, weight in weights if weight >= _AT_THE_EVENT}
    most = max(provinces.values())
    code = next(
        place.province.code
        for place, _ in weights
        if place.province and provinces[place.province.code] == most
    )
    inside = [(place, weight) for place, weight in weights if place.province and place.province.code == code]
    narrower = [place for place, _ in inside if place.level != "province"]
    at_event = [
        place for place, weight in inside if weight >= _AT_THE_EVENT and place.level != "province"
    ] or narrower[:1]
    at_event = [one for place in at_event[:_MOST_SCENES] for one in _address(plain, narrower, place)]
    names = {(place.level, place.name) for place in at_event}
    return {
        id(place) for place, _ in inside if place.level == "province" or (place.level, place.name) in names
    }


def _address(plain: str, narrower: Sequence[Place], place: Place) -> list[Place]:
    """The places in one address with a place: those that follow it and those before it."""
    at = next(at for at, one in enumerate(narrower) if one is place)
    first = last = at
    while last + 1 < len(narrower) and is_one_address(plain, narrower[last].end, narrower[last + 1].start):
        last += 1
    while first and is_one_address(plain, narrower[first - 1].end, narrower[first].start):
        first -= 1
    return list(narrower[first : last + 1])


def _weight(plain: str, place: Place) -> int:
    """How much a mention speaks for its place as that of the event."""
    line = plain.rfind("\n", 0, place.start) + 1
    if _AT.search(plain, max(line, place.start - 100), place.start):
        return _AT_THE_EVENT
    if line == 0:
        return _HEADLINE
    return _EARLY if place.start < 1200 else _LATER
