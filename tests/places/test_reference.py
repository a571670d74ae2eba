from collections import Counter

from khabuan.places import reference, tiles
from khabuan.places.rules import AreaKind, GroupKind, is_within


def test_the_country_has_its_official_counts():
    kinds = Counter(area.kind for area in reference.areas())
    assert kinds == {
        AreaKind.NATION: 1,
        AreaKind.PROVINCE: 77,
        AreaKind.DISTRICT: 928,
        AreaKind.SUBDISTRICT: 7436,
    }
    assert len(reference.abolished()) == 1583


def test_codes_are_unique_and_every_parent_comes_first():
    seen: set[str] = set()
    for area in reference.areas():
        assert area.code not in seen
        assert area.parent_code is None or area.parent_code in seen
        seen.add(area.code)
    assert not seen & {area.code for area in reference.abolished()}


def test_every_successor_is_in_force():
    known = reference.area_of_code()
    assert all(after in known for gone in reference.abolished() for after in gone.successors)
    assert reference.successors()["104701"] == ("104702", "104703")


def test_an_area_has_both_names_its_path_and_postal_codes():
    dao_rueang = reference.area_of_code()["190105"]
    assert (dao_rueang.name, dao_rueang.name_en) == ("ดาวเรือง", "Daorueang")
    assert dao_rueang.path == "19.01.05."
    assert dao_rueang.postal_codes == ("18000",)


def test_names_carry_no_word_for_the_kind():
    assert reference.area_of_code()["1001"].name == "พระนคร"
    assert reference.area_of_code()["450109"].other_names == ("ปอพาน",)


def test_the_nation_holds_every_path():
    assert all(is_within(area.path, "") for area in reference.areas())


def test_five_regions_hold_each_province_once():
    regions = [group for group in reference.seed_groups() if group.kind is GroupKind.REGION]
    members = [member.code for region in regions for member in region.members]
    assert len(regions) == 5
    assert sorted(members) == sorted(a.code for a in reference.areas() if a.kind is AreaKind.PROVINCE)


def test_what_was_not_read_in_a_source_is_marked_unverified():
    groups = {group.key: group for group in reference.seed_groups()}
    central = {member.code: member for member in groups["codi-central-west"].members}
    assert central["19"].is_verified
    assert not central["74"].is_verified
    assert central["74"].is_disputed
    assert not any(g.is_verified for g in groups.values() if g.kind is not GroupKind.MOVEMENT)
    assert [m.code for m in groups["three-and-special-city"].members] == ["11", "13", "12", "10"]


def test_clusters_hold_every_province_but_bangkok_once():
    clusters = [group for group in reference.seed_groups() if group.kind is GroupKind.CLUSTER]
    members = [member.code for cluster in clusters for member in cluster.members]
    assert len(clusters) == 18
    assert len(members) == len(set(members)) == 76
    assert "10" not in members


def test_every_province_has_a_tile_of_its_own_and_north_is_up():
    placed = tiles.province_tiles()
    assert set(placed) == {a.code for a in reference.areas() if a.kind is AreaKind.PROVINCE}
    assert len(set(placed.values())) == 77
    assert placed["57"].row < placed["10"].row < placed["95"].row
    assert placed["58"].column < placed["34"].column


def test_saraburi_stands_as_drawn_and_an_unplaced_amphoe_flows_below():
    codes = [a.code for a in reference.areas() if a.kind is AreaKind.DISTRICT and a.code.startswith("19")]
    placed = tiles.district_tiles("19", [*codes, "1914"])
    assert placed["1901"] == tiles.Tile(row=3, column=3)
    assert placed["1903"] == tiles.Tile(row=4, column=2)
    assert placed["1914"] == tiles.Tile(row=5, column=1)


def test_every_province_can_be_drawn_without_two_tiles_in_one_place():
    for province in (a for a in reference.areas() if a.kind is AreaKind.PROVINCE):
        codes = [a.code for a in reference.areas() if len(a.code) == 4 and a.code.startswith(province.code)]
        placed = tiles.district_tiles(province.code, codes)
        assert set(placed) == set(codes)
        assert len(set(placed.values())) == len(codes)
