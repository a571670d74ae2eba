"""The names of the country's areas that come with the program: for reading where no register is at hand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from khabuan.places import reference
from khabuan.places.names import is_latin
from khabuan.places.rules import AreaKind
from khabuan.reader.rules.known import Area, Known

LEVELS: Mapping[str, str] = {
    AreaKind.PROVINCE: "province", AreaKind.DISTRICT: "amphoe", AreaKind.SUBDISTRICT: "tambon", AreaKind.VILLAGE: "village",
}  # fmt: skip


@cache
def shipped() -> Known:
    """Provinces, amphoe and tambons in force, with the names that people say instead."""
    return Known.of(_areas())


def _areas() -> Iterator[Area]:
    for area in reference.areas():
        if area.kind in LEVELS:
            others = (*spoken(area.code), *area.other_names)
            yield Area(area.code, LEVELS[area.kind], area.name, above(area.code), others)


def above(code: str) -> tuple[str, ...]:
    """The codes that an area stands under, widest first."""
    return tuple(code[:length] for length in range(2, len(code), 2))


def spoken(code: str) -> tuple[str, ...]:
    """What people say instead of its name, in Thai letters."""
    return tuple(name for name in reference.spoken_names().get(code, ()) if not is_latin(name.casefold()))
