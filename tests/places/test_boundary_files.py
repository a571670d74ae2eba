"""A file of boundaries: what is recognised, and each thing that can be wrong with it, in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import translation

from khabuan.core.shapes import doubled_area
from khabuan.places import boundary_files
from khabuan.places.boundary_files import KnownArea, Problem, ReadFile, Unreadable, read_file
from khabuan.places.boundary_words import _SENTENCES, sentence

PROVINCE = KnownArea("19", "สระบุรี")
AREAS = [
    KnownArea("1901", "เมืองสระบุรี"), KnownArea("1902", "แก่งคอย"),
    KnownArea("190105", "ดาวเรือง", "เมืองสระบุรี"), KnownArea("190106", "นาโฉง", "เมืองสระบุรี"),
    KnownArea("190201", "บ้านป่า", "แก่งคอย"), KnownArea("190107", "บ้านป่า", "เมืองสระบุรี"),
]  # fmt: skip


def ring(west: float = 100.9, south: float = 14.5, side: float = 0.05) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(rings: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [ring()] if rings is None else rings}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def content(*features: Any, **also: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **also}).encode()


def read(*features: Any) -> ReadFile:
    return read_file(content(*features), PROVINCE, AREAS)


def codes(*features: Any) -> list[str]:
    return [one.code for one in read(*features).boundaries]


@pytest.mark.parametrize(
    "properties",
    [
        {"code": "190105"},
        {"code": 190105},
        {"CODE": 190105.0},
        {"ADM3_PCODE": "TH190105", "ADM2_PCODE": "TH1901", "ADM1_PCODE": "TH19"},
        {"TAMBON_IDN": "190105", "AMPHOE_IDN": "1901", "name": "อะไรก็ได้"},
        {"PROV_CODE": "19", "AMP_CODE": "01", "TAM_CODE": "05"},
        {"TAM_NAM_T": "ต.ดาวเรือง", "AMP_NAM_T": "อ.เมืองสระบุรี", "PROV_NAM_T": "จ.สระบุรี"},
        {"ADM3_TH": "ดาวเรือง"},
        {"name": "ตำบลดาวเรือง"},
    ],
)
def test_a_feature_is_known_by_code_or_name(properties: dict[str, Any]) -> None:
    assert codes(feature(**properties)) == ["190105"]


def test_a_name_of_two_places_needs_its_amphoe() -> None:
    assert codes(feature(tambon="บ้านป่า", amphoe="แก่งคอย")) == ["190201"]
    [problem] = read(feature(tambon="บ้านป่า")).unmatched
    assert problem.code == "match.several"
    assert problem.facts["codes"] == "190107, 190201"


def test_levels_of_one_file_go_in_together() -> None:
    found = codes(feature(ADM1_PCODE="TH19"), feature(ADM2_PCODE="TH1901"), feature(ADM3_PCODE="TH190105"))
    assert found == ["19", "1901", "190105"]


def test_features_of_other_provinces_are_left_out_and_counted() -> None:
    found = read(
        feature(code="330101"), feature(tambon="ดาวเรือง", changwat="ศรีสะเกษ"), feature(code="190105")
    )
    assert found.elsewhere == 2
    assert len(found.boundaries) == 1
    assert not found.wrong
    assert not found.unmatched


def test_several_features_of_one_area_are_its_parts() -> None:
    island = feature([ring(101.5)], code="190105")
    [boundary] = read(feature(code="190105"), island, feature(code="190105")).boundaries
    assert len(boundary.shape) == 2


def test_outer_rings_are_turned_and_heights_left_out() -> None:
    clockwise = [[*position, 12.5] for position in ring()[::-1]]
    [boundary] = read(feature([clockwise], code="190105")).boundaries
    assert doubled_area(boundary.shape[0][0]) > 0


def test_the_digest_is_of_the_feature_not_of_its_neighbours() -> None:
    [alone] = read(feature(code="190105")).boundaries
    both = read(feature(code="190105"), feature([ring(100.95)], code="190106")).boundaries
    assert alone.digest == both[0].digest


OPEN = [[100.9, 14.5], [100.95, 14.5], [100.95, 14.55], [100.9, 14.55]]
WRONG = [
    ({"geometry": None}, "shape.none"),
    ({"geometry": {"type": "Point", "coordinates": [100.9, 14.5]}}, "shape.kind"),
    ({"geometry": {"type": "Polygon", "coordinates": []}}, "shape.empty"),
    ({"geometry": {"type": "Polygon", "coordinates": [[]]}}, "shape.short_ring"),
    ({"geometry": {"type": "Polygon", "coordinates": "abc"}}, "shape.empty"),
    ({"geometry": {"type": "Polygon", "coordinates": [OPEN]}}, "shape.open_ring"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[100.9, 14.5]] * 4]}}, "shape.empty"),
    ({"geometry": {"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}}, "shape.no_position"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[True, None]] * 4]}}, "shape.no_position"),
    ({"geometry": {"type": "MultiPolygon", "coordinates": [ring()]}}, "shape.short_ring"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[14.5, 100.9]] * 4]}}, "shape.swapped"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[705000, 1604000.5]] * 4]}}, "shape.metres"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[10**300, -(10**300)]] * 4]}}, "shape.metres"),
    ({"geometry": {"type": "Polygon", "coordinates": [[[2.35, 48.85]] * 4]}}, "shape.outside"),
]


@pytest.mark.parametrize(("facts", "code"), WRONG)
def test_a_wrong_feature_is_named_and_the_others_go_in(facts: dict[str, Any], code: str) -> None:
    found = read({**feature(code="190105", name="ดาวเรือง"), **facts}, feature(code="190106"))
    assert [one.code for one in found.wrong] == [code]
    assert [one.code for one in found.boundaries] == ["190106"]
    with translation.override("th"):
        words = sentence(found.wrong[0])
    assert "1" in words
    assert "ดาวเรือง 190105" in words


def test_what_matches_no_area_is_listed() -> None:
    found = read(feature(code="199999"), feature(name="ไม่มีที่นี่"), feature(), "abc", None)
    assert [one.code for one in found.unmatched] == [
        "match.unknown_code", "match.unknown_name", "match.nameless", "match.nameless", "match.nameless",
    ]  # fmt: skip
    assert not found.boundaries


REFUSED = [
    (b"PK\x03\x04", "file.packed"),
    ("ตำบล".encode("cp874"), "file.not_utf8"),
    (b"", "file.not_json"),
    (b'{"type": NaN}', "file.not_json"),
    (b'{"type": ' + b"9" * 5000 + b"}", "file.not_json"),
    (b"[" * 200_000, "file.too_deep"),
    (b"[]", "file.not_collection"),
    (b'{"type": "Feature"}', "file.not_collection"),
    (b'{"type": "FeatureCollection"}', "file.no_features"),
    (content(), "file.no_features"),
    (content(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::32647"}}), "file.other_crs"),
    (content(feature(), crs="?"), "file.other_crs"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_a_file_that_cannot_be_taken_says_why(given: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as no:
        read_file(given, PROVINCE, AREAS)
    assert no.value.problem.code == code
    assert sentence(no.value.problem)


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most, code in (
        ("LARGEST", 10, "file.too_large"),
        ("MOST_FEATURES", 1, "file.too_many_features"),
        ("MOST_POINTS", 7, "file.too_many_points"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(boundary_files, name, most)
            with pytest.raises(Unreadable) as no:
                read(feature(code="190105"), feature([ring(100.95)], code="190106"))
            assert no.value.problem.code == code


def test_a_very_detailed_file_is_thinned_until_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    jagged = [[100.9 + at / 10_000, 14.5 + at % 2 / 3000] for at in range(500)]
    outline = [*jagged, [100.95, 14.6], [100.9, 14.6], jagged[0]]
    monkeypatch.setattr(boundary_files, "KEPT_POINTS", 20)
    found = read(feature([outline], code="190105"))
    assert found.tolerance > boundary_files.TOLERANCE
    assert len(found.boundaries[0].shape[0][0]) <= 20


def test_the_old_crs_member_of_wgs_84_is_taken() -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        given = content(feature(code="190105"), crs={"type": "name", "properties": {"name": name}})
        assert read_file(given, PROVINCE, AREAS).boundaries


def test_every_problem_has_its_sentence() -> None:
    facts = {
        "number": 1, "feature": "x", "code": "1", "name": "n", "codes": "c", "kind": "k", "x": "1", "y": "2",
        "most": 1, "line": 1,
    }  # fmt: skip
    for code in _SENTENCES:
        assert "%" not in sentence(Problem(code, facts))
