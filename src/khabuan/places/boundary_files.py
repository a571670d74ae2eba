"""Reads a GeoJSON file of boundaries (RFC 7946) and says which of a province's areas each feature is. Pure.

Mirrors: exports of QGIS and of the shapefiles of Thai offices and OCHA, with their property names. Problems are
codes and facts; `boundary_words` has the sentences.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from khabuan.core.shapes import SCALE, Polygon, Shape, digest, point_count, polygon_of, thinned
from khabuan.core.thai import search_key

LARGEST = 20_000_000  # bytes of a file
MOST_FEATURES = 20_000
MOST_POINTS = 600_000  # of the province's own features, as they come
KEPT_POINTS = 60_000  # of all boundaries of one file, as they are kept
TOLERANCE = 20  # points (about 20 m) that a kept border may be off, doubled until it fits
WEST, SOUTH, EAST, NORTH = 97.0, 5.0, 106.0, 21.0  # Thailand with its sea
PLAIN_CRS = re.compile(r"CRS84|EPSG:+4326$", re.IGNORECASE)
CODE = re.compile(r"(?:TH)?((?:[0-9]{2}){1,4})", re.IGNORECASE)

# Names of properties in the files that people have, the most detailed level first. Small letters.
CODES = (
    ("code",), ("vill_code", "adm4_pcode"),
    ("tambon_idn", "tam_idn", "tam_code", "t_code", "ta_id", "adm3_pcode"),
    ("amphoe_idn", "amp_code", "a_code", "ap_id", "adm2_pcode"),
    ("prov_code", "province_idn", "p_code", "adm1_pcode"),
    ("pcode", "area_code"),
)  # fmt: skip
PARTS = (("prov_code", "p_code"), ("amp_code", "a_code"), ("tam_code", "t_code"))
TAMBON = ("tam_nam_t", "tambon_t", "tam_name", "t_name_t", "tb_tn", "adm3_th", "tambon", "subdistrict")
DISTRICT = ("amp_nam_t", "amphoe_t", "amp_name", "a_name_t", "ap_tn", "adm2_th", "amphoe", "district")
PROVINCE = ("prov_nam_t", "prov_name_t", "changwat", "prov_name", "pv_tn", "adm1_th", "province")
NAME = ("name_th", "name")
PREFIX = re.compile(r"^(?:ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.)\s*")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file or a feature, and the facts that its sentence names."""

    code: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Unreadable(Exception):
    """The whole file cannot be taken."""

    def __init__(self, code: str, /, **facts: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts)


@dataclass(frozen=True)
class KnownArea:
    """An area of the province: `under` is the name of its amphoe (for a tambon)."""

    code: str
    name: str
    under: str = ""


@dataclass(frozen=True)
class ReadBoundary:
    """The boundary of one area, thinned; `digest` is of the outline as it stood in the file."""

    code: str
    shape: Shape
    digest: str


@dataclass
class ReadFile:
    """What a file has for a province: boundaries by code, features that are nobody's or wrong, and others'."""

    boundaries: list[ReadBoundary] = field(default_factory=list)
    unmatched: list[Problem] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)
    elsewhere: int = 0
    tolerance: int = TOLERANCE


class _Wrong(Exception):
    """One feature cannot be taken."""

    def __init__(self, code: str, /, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_file(content: bytes, province: KnownArea, areas: Iterable[KnownArea]) -> ReadFile:
    """The boundaries of the province's areas in a file.  Unreadable: why the whole of it cannot be taken."""
    known, found = _Known(province, areas), ReadFile()
    polygons: dict[str, list[Polygon]] = defaultdict(list)
    points = 0
    for number, feature in enumerate(_features(content), 1):
        said = _said(feature)
        try:
            code = known.code_of(said)
            if code is None:
                found.elsewhere += 1
                continue
            shape = _shape_of(feature)
        except _Wrong as no:
            facts = {"number": number, "feature": _title(said), **no.facts}
            (found.unmatched if no.code.startswith("match.") else found.wrong).append(Problem(no.code, facts))
            continue
        points += point_count(shape)
        if points > MOST_POINTS:
            raise Unreadable("file.too_many_points", most=MOST_POINTS)
        polygons[code] += [one for one in shape if one not in polygons[code]]
    _thin(found, {code: tuple(of) for code, of in sorted(polygons.items())})
    return found


def _thin(found: ReadFile, shapes: Mapping[str, Shape]) -> None:
    """Thin all together, so that neighbours keep one border; coarser where the file is very detailed."""
    thin = thinned(list(shapes.values()), found.tolerance)
    while sum(map(point_count, thin)) > KEPT_POINTS and found.tolerance < 2_000:
        found.tolerance *= 2
        thin = thinned(thin, found.tolerance)
    found.boundaries = [
        ReadBoundary(code, shape, digest(whole))
        for (code, whole), shape in zip(shapes.items(), thin, strict=True)
    ]


# ---------- the file ----------


def _features(content: bytes) -> list[dict[str, Any]]:
    if len(content) > LARGEST:
        raise Unreadable("file.too_large", most=LARGEST // 1_000_000)
    if content[:2] in (b"PK", b"\x1f\x8b"):
        raise Unreadable("file.packed")
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as problem:
        raise Unreadable("file.not_utf8") from problem
    except RecursionError as problem:
        raise Unreadable("file.too_deep") from problem
    except ValueError as problem:
        raise Unreadable("file.not_json", line=getattr(problem, "lineno", 1)) from problem
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise Unreadable("file.not_collection")
    if not _is_plain(whole.get("crs")):
        raise Unreadable("file.other_crs")
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise Unreadable("file.no_features")
    if len(features) > MOST_FEATURES:
        raise Unreadable("file.too_many_features", most=MOST_FEATURES)
    return [one if isinstance(one, dict) else {} for one in features]


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _is_plain(crs: object) -> bool:
    """Whether the old `crs` member (GeoJSON of 2008) is absent or says degrees of WGS 84."""
    if crs is None:
        return True
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return isinstance(name, str) and PLAIN_CRS.search(name) is not None


def _whole(text: str) -> str:
    """Without what is half a letter: JSON may hold that, a page may not."""
    return text.encode(errors="replace").decode().strip()


def _said(feature: Mapping[str, Any]) -> dict[str, str]:
    """The properties as text, their names in small letters; whole numbers without a point."""
    properties = feature.get("properties")
    said: dict[str, str] = {}
    for name, value in properties.items() if isinstance(properties, dict) else ():
        whole = int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(whole, (str, int)) and not isinstance(whole, bool):
            said[_whole(name).lower()] = _whole(str(whole))[:200]
    return said


def _first(said: Mapping[str, str], names: Iterable[str]) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _title(said: Mapping[str, str]) -> str:
    """How a person finds the feature in the file: its name and code."""
    names = [_first(said, (*TAMBON, *NAME, *DISTRICT, *PROVINCE)), next(_codes(said), "")]
    return " ".join(filter(None, names))[:120]


# ---------- whose boundary ----------


def _codes(said: Mapping[str, str]) -> Iterator[str]:
    """The official codes that the properties hold, the most detailed first."""
    parts = [_first(said, names) for names in PARTS]
    while parts and not parts[-1]:
        parts.pop()
    if len(parts) > 1 and all(len(part) <= 2 and part.isdecimal() for part in parts):
        yield "".join(part.zfill(2) for part in parts)
    for names in CODES:
        for name in names:
            found = CODE.fullmatch(said.get(name, ""))
            if found:
                yield found[1]


class _Known:
    """The province's areas by code and by name."""

    def __init__(self, province: KnownArea, areas: Iterable[KnownArea]) -> None:
        self.province = province
        self.codes = {province.code}
        self.named: dict[str, list[KnownArea]] = defaultdict(list)
        for area in areas:
            self.codes.add(area.code)
            self.named[search_key(area.name)].append(area)

    def code_of(self, said: Mapping[str, str]) -> str | None:
        """The code of the area that a feature is about; None: of another province.  _Wrong: nobody's."""
        code = next(_codes(said), "")
        if not code:
            return self._by_name(said)
        if code not in self.codes and code.startswith(self.province.code):
            raise _Wrong("match.unknown_code", code=code)
        return code if code in self.codes else None

    def _by_name(self, said: Mapping[str, str]) -> str | None:
        of = _first(said, PROVINCE)
        if of and not _same(of, self.province.name):
            return None
        under, tambon = _first(said, DISTRICT), _first(said, (*TAMBON, *NAME))
        name, length = (tambon, 6) if tambon else (under, 4)
        if not name and of:
            return self.province.code
        if not name:
            raise _Wrong("match.nameless")
        found = [area for key in _keys(name) for area in self.named.get(key, ())]
        if _first(said, TAMBON) or not tambon:
            found = [area for area in found if len(area.code) == length]
        if tambon and under:
            found = [area for area in found if _same(under, area.under)]
        codes = sorted({area.code for area in found})
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise _Wrong("match.several", codes=", ".join(codes[:6]))
        raise _Wrong("match.unknown_name", name=name)


def _keys(name: str) -> set[str]:
    return {search_key(name), search_key(PREFIX.sub("", name))}


def _same(typed: str, name: str) -> bool:
    return search_key(name) in _keys(typed)


# ---------- its outline ----------


def _shape_of(feature: Mapping[str, Any]) -> Shape:
    geometry = feature.get("geometry")
    if geometry is None:
        raise _Wrong("shape.none")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Wrong("shape.kind", kind=str(kind)[:30])
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        raise _Wrong("shape.empty")
    shape = tuple(one for one in map(_polygon, polygons) if one)
    if not shape:
        raise _Wrong("shape.empty")
    return shape


def _polygon(rings: object) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise _Wrong("shape.empty")
    return polygon_of([_ring(ring) for ring in rings])


def _ring(positions: object) -> Sequence[tuple[int, int]]:
    if not isinstance(positions, list) or len(positions) < 4:
        raise _Wrong("shape.short_ring")
    if positions[0] != positions[-1]:
        raise _Wrong("shape.open_ring")
    return [_point(position) for position in positions]


def _point(position: object) -> tuple[int, int]:
    if not isinstance(position, list) or len(position) < 2:
        raise _Wrong("shape.no_position")
    x, y = position[0], position[1]
    if type(x) not in (int, float) or type(y) not in (int, float):
        raise _Wrong("shape.no_position")
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return round(x * SCALE), round(y * SCALE)
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise _Wrong("shape.swapped", x=f"{x:.5g}", y=f"{y:.5g}")
    said = {name: f"{max(-1e9, min(1e9, value)):.8g}" for name, value in (("x", x), ("y", y))}
    raise _Wrong("shape.metres" if max(abs(x), abs(y)) > 1000 else "shape.outside", **said)
