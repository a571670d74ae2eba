"""The official areas of Thailand as frozen values, from the geothai package (data CC-BY-4.0), and our seeds.

Provinces, districts and subdistricts with the codes of the Department of Provincial Administration (2, 4 and
6 digits), Thai and English names and postal codes; the areas it abolished, with their successors; the groups
of provinces and the spoken names in `data/`. Knows nothing of the database.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

import geothai
from geothai.abolished import abolished_areas

from khabuan.places.rules import AreaKind, GroupKind, path_of_code

DATA_VERSION = geothai.DATA_VERSION


@dataclass(frozen=True, slots=True)
class ReferenceArea:
    """An area in force. The nation has the empty code and path. Names carry no word for the kind."""

    code: str
    kind: AreaKind
    name: str
    name_en: str
    postal_codes: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The path by code, each step closed: '19.01.05.'."""
        return path_of_code(self.code)

    @property
    def parent_code(self) -> str | None:
        """The code of the area above, None for the nation."""
        return self.code[:-2] if self.code else None


@dataclass(frozen=True, slots=True)
class AbolishedArea:
    """An area whose code is no longer in use. `basis` says how the successors are known.

    'notice': from an announcement, named in `source`, in force on `in_force_on`. 'name': the one area of that
    name in the province, likely but not proven. '': no successor is known.
    """

    code: str
    kind: AreaKind
    name: str
    name_en: str
    abolished_on: date
    successors: tuple[str, ...]
    basis: str
    in_force_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class SeedMember:
    """A province in a group, and whether a published source was read that places it there."""

    code: str
    is_verified: bool
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class SeedGroup:
    """A group of provinces to begin with. `since` None: from before our records."""

    key: str
    kind: GroupKind
    name: str
    name_en: str
    source: str
    is_verified: bool
    since: date | None
    members: tuple[SeedMember, ...]


_KIND_OF_LENGTH: Mapping[int, AreaKind] = {
    2: AreaKind.PROVINCE,
    4: AreaKind.DISTRICT,
    6: AreaKind.SUBDISTRICT,
}
_SECOND_NAME = re.compile(r"^(.+?) \((.+)\)$")


@cache
def areas() -> tuple[ReferenceArea, ...]:
    """List the nation, 77 provinces, 928 districts and 7,436 subdistricts; a parent before its children."""
    found = [ReferenceArea("", AreaKind.NATION, "ประเทศไทย", "Thailand")]
    provinces = geothai.provinces()
    districts = [district for province in provinces for district in geothai.districts(province.code)]
    found += [ReferenceArea(row.code, AreaKind.PROVINCE, row.name_th, row.name_en) for row in provinces]
    found += [
        ReferenceArea(row.code, AreaKind.DISTRICT, row.name_th.removeprefix("เขต"), row.name_en)
        if row.province_code == "10"
        else ReferenceArea(row.code, AreaKind.DISTRICT, row.name_th, row.name_en)
        for row in districts
    ]
    found += [_subdistrict(row) for district in districts for row in geothai.subdistricts(district.code)]
    return tuple(found)


def _subdistrict(row: geothai.types.Subdistrict) -> ReferenceArea:
    """Read a tambon; 'ปอภาร (ปอพาน)' has a second spelling in brackets."""
    second = _SECOND_NAME.match(row.name_th)
    name, others = (second[1], (second[2],)) if second else (row.name_th, ())
    return ReferenceArea(row.code, AreaKind.SUBDISTRICT, name, row.name_en, row.postal_codes, others)


@cache
def area_of_code() -> Mapping[str, ReferenceArea]:
    """Map every code in force to its area."""
    return {area.code: area for area in areas()}


@cache
def abolished() -> tuple[AbolishedArea, ...]:
    """List the 1,583 abolished districts and subdistricts, in order of code."""
    return tuple(
        AbolishedArea(
            code=row.code,
            kind=_KIND_OF_LENGTH[len(row.code)],
            name=row.name_th,
            name_en=row.name_en or "",
            abolished_on=date.fromisoformat(row.abolished_on),
            successors=row.successors,
            basis=row.successors_basis or "",
            in_force_on=date.fromisoformat(row.successors_in_force) if row.successors_in_force else None,
            source=row.successors_source or "",
        )
        for row in abolished_areas()
    )


@cache
def successors() -> Mapping[str, tuple[str, ...]]:
    """Map every abolished code to the codes in force that took its place, possibly none."""
    return {area.code: area.successors for area in abolished()}


class _GroupRow(TypedDict, total=False):
    key: str
    name: str
    name_en: str
    source: str
    verified: bool
    since: date
    members: list[str]
    verified_members: list[str]
    disputed_members: list[str]


@cache
def seed_groups() -> tuple[SeedGroup, ...]:
    """List CODI's regions, the provincial clusters and the movement's own groups, with their sureness."""
    found = []
    for kind, file in (
        (GroupKind.REGION, "regions"),
        (GroupKind.CLUSTER, "clusters"),
        (GroupKind.MOVEMENT, "movement"),
    ):
        content = _toml(file)
        defaults = cast(_GroupRow, content.get("defaults", {}))
        rows = cast(list[_GroupRow], content["group"])
        found += [_seed_group(kind, defaults | row) for row in rows]
    return tuple(found)


def _seed_group(kind: GroupKind, row: _GroupRow) -> SeedGroup:
    sure = row["members"] if row["verified"] else row.get("verified_members", [])
    disputed = row.get("disputed_members", [])
    members = tuple(SeedMember(code, code in sure, code in disputed) for code in row["members"])
    return SeedGroup(
        key=row["key"],
        kind=kind,
        name=row["name"],
        name_en=row["name_en"],
        source=row["source"],
        is_verified=row["verified"],
        since=row.get("since"),
        members=members,
    )


@cache
def spoken_names() -> Mapping[str, tuple[str, ...]]:
    """Map codes to names that people say instead of the official one ('โคราช', 'กทม')."""
    names = cast(Mapping[str, list[str]], _toml("spoken_names")["names"])
    return {code: tuple(said) for code, said in names.items()}


def _toml(name: str) -> dict[str, object]:
    text = files("khabuan.places").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
