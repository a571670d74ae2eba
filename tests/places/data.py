"""Invented rows in the shape of the public lists, with one planted slip each; no row is copied from them."""

from khabuan.places import reference
from khabuan.places.imports import KnownAreas
from khabuan.places.rules import AreaKind

SARABURI = KnownAreas(
    province="19",
    subdistricts={
        area.code: area.name
        for area in reference.areas()
        if area.kind is AreaKind.SUBDISTRICT and area.code.startswith("19")
    },
    successors=dict(reference.successors()),
)


def village(**cells: str) -> dict[str, str]:
    """A good row of the villages list, with the cells given put over it."""
    row = {
        "village_code": "19010507",
        "subdistrict_code": "190105",
        "moo": "7",
        "name_th": "บ้านทดสอบเจ็ด",
        "name_en": "Ban Thotsop Chet",
    }
    return row | cells


def body(**cells: str) -> dict[str, str]:
    """A good row of the local-governments list, with the cells given put over it."""
    row = {
        "kind": "TAO",
        "kind_th": "องค์การบริหารส่วนตำบล",
        "name_th": "ทดสอบ",
        "name_en": "Thotsop",
        "code": "190105",
        "covers_subdistricts": "190105 190106*",
        "lat": "14.5",
        "long": "100.9",
    }
    return row | cells


# cells put over a good village row → (column, finding code, row still goes in)
VILLAGE_SLIPS: list[tuple[dict[str, str], str, str, bool]] = [
    ({"village_code": "1901057"}, "village_code", "code.length", False),
    ({"village_code": "1901050A"}, "village_code", "code.length", False),
    ({"village_code": "", "subdistrict_code": ""}, "subdistrict_code", "subdistrict.missing", False),
    ({"village_code": "", "subdistrict_code": "19015"}, "subdistrict_code", "code.length", False),
    (
        {"village_code": "33010307", "subdistrict_code": "330103"},
        "subdistrict_code",
        "area.other_province",
        False,
    ),
    (
        {"village_code": "19019907", "subdistrict_code": "190199"},
        "subdistrict_code",
        "subdistrict.unknown",
        False,
    ),
    (
        {"village_code": "19010307", "subdistrict_code": "190103"},
        "subdistrict_code",
        "subdistrict.renumbered",
        True,
    ),
    ({"subdistrict_code": "190106"}, "village_code", "village.other_subdistrict", False),
    ({"moo": "8"}, "moo", "moo.other_than_code", False),
    ({"moo": "เจ็ด"}, "moo", "moo.shape", False),
    ({"moo": "100", "village_code": ""}, "moo", "moo.shape", False),
    ({"moo": "", "village_code": ""}, "moo", "moo.missing", False),
    ({"moo": ""}, "moo", "moo.from_code", True),
    ({"name_th": " "}, "name_th", "name.missing", False),
    ({"name_th": "Ban Thotsop"}, "name_th", "name.not_thai", False),
    ({"name_th": "บ้านเเก่ง"}, "name_th", "name.corrected", True),
    ({"name_th": "บ้านนํ้าทดสอบ"}, "name_th", "name.corrected", True),
]

BODY_SLIPS: list[tuple[dict[str, str], str, str, bool]] = [
    ({"kind": "Village"}, "kind", "body.kind", False),
    ({"kind": "", "kind_th": ""}, "kind", "body.kind", False),
    ({"name_th": ""}, "name_th", "name.missing", False),
    ({"code": "19010"}, "code", "code.length", False),
    ({"code": "3301"}, "code", "area.other_province", False),
    ({"covers_subdistricts": "19010"}, "covers_subdistricts", "code.length", False),
    ({"covers_subdistricts": "190105 190199"}, "covers_subdistricts", "subdistrict.unknown", False),
    ({"covers_subdistricts": "190105 330103"}, "covers_subdistricts", "area.other_province", False),
    ({"covers_subdistricts": "190103*"}, "covers_subdistricts", "subdistrict.renumbered", True),
    ({"covers_subdistricts": "190105 190105*"}, "covers_subdistricts", "body.cover_twice", True),
    ({"covers_subdistricts": ""}, "covers_subdistricts", "body.no_cover", True),
    ({"kind": "PAO", "code": "19"}, "covers_subdistricts", "body.pao_covers", True),
    ({"lat": ""}, "lat", "office.half", False),
    ({"lat": "สิบสี่"}, "lat", "office.not_degrees", False),
    ({"long": "NaN"}, "long", "office.not_degrees", False),
    ({"lat": "100.9", "long": "14.5"}, "lat", "office.swapped", False),
    ({"lat": "1.35", "long": "103.8"}, "lat", "office.outside", False),
]
