"""Brings the country's areas, abolished codes, spoken names and first groups into the tables, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khabuan.access.action import action, note
from khabuan.access.actor import Actor
from khabuan.core.thai import search_key, sort_key
from khabuan.places import reference, tiles
from khabuan.places.models import (
    AbolishedArea,
    Area,
    AreaGroup,
    AreaGroupMember,
    AreaKind,
    AreaName,
    Placement,
)
from khabuan.places.names import skeleton
from khabuan.places.rules import KIND_OF_LENGTH

BATCH = 1000
ONLY_BY_NAME = "the one area of this name in the province; likely, not proven"


@dataclass(frozen=True)
class Country:
    """The whole country as the place of an act, before it has a row."""

    node: str = ""


@action("places.load_reference", on="place")
def load_reference(*, actor: Actor, place: Country = Country()) -> int:
    """Add what the reference has and the tables have not; what is there is left as it is. Returns how many.

    Areas come with a placement from before our records, so that any day's tree can be read.
    """
    known = {area.code: area for area in Area.public_rows().filter(until__isnull=True) if _is_official(area)}
    ended = set(Area.public_rows().filter(until__isnull=False).values_list("code", flat=True))
    fresh = _fresh_areas(known, ended)
    Area.new.bulk(fresh, batch_size=BATCH)
    Placement.new.bulk(
        (Placement(area=area, parent=area.parent, path=area.path) for area in fresh), batch_size=BATCH
    )
    counts = {
        "areas": len(fresh),
        "abolished": _load_abolished(known),
        "names": _load_names(fresh),
        "groups": _load_groups(known),
    }
    if any(counts.values()):
        note(loaded=counts, version=reference.DATA_VERSION)
    return sum(counts.values())


def _is_official(area: Area) -> bool:
    return bool(area.code) or area.kind == AreaKind.NATION


def _fresh_areas(known: dict[str, Area], ended: set[str]) -> list[Area]:
    """Make the missing areas, parents first; `known` grows by them."""
    places = _tiles()
    fresh = []
    for row in reference.areas():
        if row.code in known or (row.code and row.code in ended):
            continue
        tile = places.get(row.code)
        area = Area(
            kind=row.kind.value, code=row.code, name=row.name, name_en=row.name_en, path=row.path,
            parent=known[row.parent_code] if row.parent_code is not None else None,
            postal_code=" ".join(row.postal_codes),
            sort_key=sort_key(row.name), search_key=search_key(row.name),
            skeleton=skeleton(row.name), skeleton_en=skeleton(row.name_en), latin_key=search_key(row.name_en),
            tile_column=tile.column if tile else None, tile_row=tile.row if tile else None,
        )  # fmt: skip
        known[row.code] = area
        fresh.append(area)
    return fresh


def _tiles() -> Mapping[str, tiles.Tile]:
    places = dict(tiles.province_tiles())
    districts: dict[str, list[str]] = {}
    for row in reference.areas():
        if KIND_OF_LENGTH[len(row.code)].value == AreaKind.DISTRICT:
            districts.setdefault(row.code[:2], []).append(row.code)
    for province, codes in districts.items():
        places |= tiles.district_tiles(province, codes)
    return places


def _load_abolished(known: Mapping[str, Area]) -> int:
    there = set(AbolishedArea.public_rows().values_list("code", flat=True))
    rows = [
        AbolishedArea(
            code=gone.code, name=gone.name, name_en=gone.name_en,
            area=known.get(gone.successors[0]) if len(gone.successors) == 1 else None,
            successors=" ".join(gone.successors), abolished_on=gone.in_force_on or gone.abolished_on,
            source=gone.source or (ONLY_BY_NAME if gone.basis == "name" else ""),
            search_key=search_key(gone.name), skeleton=skeleton(gone.name)[:40],
        )
        for gone in reference.abolished()
        if gone.code not in there
    ]  # fmt: skip
    AbolishedArea.new.bulk(rows, batch_size=BATCH)
    return len(rows)


def _load_names(fresh: Iterable[Area]) -> int:
    """Add other names in use ("โคราช") to the areas that are new now."""
    others = {row.code: row.other_names for row in reference.areas() if row.other_names}
    rows = [
        AreaName(area=area, name=name, search_key=search_key(name), skeleton=skeleton(name))
        for area in fresh
        for name in (*reference.spoken_names().get(area.code, ()), *others.get(area.code, ()))
    ]
    AreaName.new.bulk(rows)
    return len(rows)


def _load_groups(known: Mapping[str, Area]) -> int:
    """Add the seed groups whose kind and name nobody has kept yet."""
    there = set(AreaGroup.public_rows().values_list("kind", "name"))
    seeds = [seed for seed in reference.seed_groups() if (seed.kind.value, seed.name) not in there]
    groups = [
        AreaGroup(
            kind=seed.kind.value, name=seed.name, name_en=seed.name_en, area=known[""], since=seed.since,
            source=seed.source[:300], is_verified=seed.is_verified,
            sort_key=sort_key(seed.name), search_key=search_key(seed.name),
        )
        for seed in seeds
    ]  # fmt: skip
    AreaGroup.new.bulk(groups)
    AreaGroupMember.new.bulk(
        AreaGroupMember(group=group, area=known[member.code], since=seed.since)
        for group, seed in zip(groups, seeds, strict=True)
        for member in seed.members
    )
    return len(groups)
