"""Which of the places named in a text the event is at, and the facts of places. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from khabuan.reader.rules.addresses import LEVELS, Place, is_one_address
from khabuan.reader.rules.dates import dates_in
from khabuan.reader.rules.event_days import TODAY, is_beside, published_and_own
from khabuan.reader.rules.facts import PlaceFact
from khabuan.reader.rules.page import Page

#: Words that an event's place stands behind, on the same line and without another verb between.
_AT = re.compile(r"(?:(?<![ก-๎])ณ(?![ก-๎])|ลงพื้นที่|จัดขึ้น|สถานที่|เดินทางไป|เดินทางมา)[^\n]{0,90}$|(?<![ก-๎])ที่ ?$")
#: Where this stands with the day, the event is at no narrower place than the province.
_PROVINCE_HALL = re.compile("ศาลากลาง")
_MOST_SCENES = 12
_HEADLINE, _AT_THE_EVENT, _WITH_ITS_DAY, _EARLY, _LATER = 3, 4, 5, 2, 1
_BEFORE_THE_DAY, _BEHIND_THE_DAY, _DAY_ENDS_ITS_LINE, _SENTENCE = 100, 200, 40, 500


def facts(page: Page, found: Sequence[Place]) -> Iterator[PlaceFact]:
    """Each place once, with all the spans where it is said."""
    main = _main(page, found)
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
            moo=_only({place.moo for place in places if place.moo}),
            within=tuple(
                sorted({area.code for place in places if place.beside for area in place.beside.areas})
            ),
        )


def _only(numbers: set[int]) -> int | None:
    return next(iter(numbers)) if len(numbers) == 1 else None


def _main(page: Page, found: Sequence[Place]) -> set[int]:
    """The places of the event: the province that most speaks for, and what is named in it where the event is told."""
    beside_the_day = _beside_the_day(page)
    weights = [
        (place, _weight(page.plain, place, beside_the_day)) for place in found if place.level in LEVELS
    ]
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
    narrower = [(place, weight) for place, weight in inside if place.level != "province"]
    there = [place for place, _ in narrower]
    most_at = max((weight for _, weight in narrower), default=0)
    at_event = [place for place, weight in narrower if weight == most_at >= _AT_THE_EVENT]
    if not at_event and not _is_at_the_province(page.plain, beside_the_day):
        at_event = there[:1]
    at_event = [one for place in at_event[:_MOST_SCENES] for one in _address(page.plain, there, place)]
    namesakes = {place.name for place in at_event if place.level == "village"}
    at_event += [place for place in there if place.level == "tambon" and place.name in namesakes]
    names = {(place.level, place.name) for place in at_event}
    above = {code for place in at_event for area in place.areas for code in area.within}
    return {
        id(place)
        for place in (place for place, _ in inside)
        if place.level == "province"
        or (place.level, place.name) in names
        or any(area.code in above for area in place.areas)
    }


def _beside_the_day(page: Page) -> tuple[int, int]:
    """Where the event's place stands if it is told with its day: on the day's line, or on the next where the day ends
    its own; where a publication line is the day, behind the word for today."""
    published, own = page.once(published_and_own)
    if own is None:
        return (0, 0)
    plain = page.plain
    if own is published and (today := TODAY.search(plain, own.end)):
        return today.start(), _line_end(plain, today.end(), today.end() + _BEHIND_THE_DAY)
    start = max(plain.rfind("\n", 0, own.start) + 1, own.start - _BEFORE_THE_DAY)
    end = _line_end(plain, own.end, own.end + _BEHIND_THE_DAY)
    if end - own.end < _DAY_ENDS_ITS_LINE:
        end = _line_end(plain, end + 1, own.end + _BEHIND_THE_DAY)
    others = (one.start for one in page.once(dates_in) if own.end < one.start < end and is_beside(page, one))
    return start, next(others, end)


def _is_at_the_province(plain: str, beside_the_day: tuple[int, int]) -> bool:
    start, end = beside_the_day
    return _PROVINCE_HALL.search(plain, start, _line_end(plain, end, start + _SENTENCE)) is not None


def _line_end(plain: str, at: int, most: int) -> int:
    end = plain.find("\n", at, most)
    return most if end < 0 else end


def _address(plain: str, narrower: Sequence[Place], place: Place) -> list[Place]:
    """The places in one address with a place: those that follow it and those before it."""
    at = next(at for at, one in enumerate(narrower) if one is place)
    first = last = at
    while last + 1 < len(narrower) and is_one_address(plain, narrower[last].end, narrower[last + 1].start):
        last += 1
    while first and is_one_address(plain, narrower[first - 1].end, narrower[first].start):
        first -= 1
    return list(narrower[first : last + 1])


def _weight(plain: str, place: Place, beside_the_day: tuple[int, int]) -> int:
    """How much a mention speaks for its place as that of the event."""
    if beside_the_day[0] <= place.start < beside_the_day[1]:
        return _WITH_ITS_DAY
    line = plain.rfind("\n", 0, place.start) + 1
    if _AT.search(plain, max(line, place.start - 100), place.start):
        return _AT_THE_EVENT
    if line == 0:
        return _HEADLINE
    return _EARLY if place.start < 1200 else _LATER
