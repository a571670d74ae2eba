"""Villages, urban communities and local governments come in."""

from __future__ import annotations

from khabuan.places.models import Area, LocalGovernment
from tests.exchange.conftest import World, csv_of

VILLAGE = {"village_code": "19010601", "subdistrict_code": "190106", "moo": 1, "name_th": "บ้านใหม่"}


def test_a_village_is_new_then_the_same_then_changed(world: World) -> None:
    first = world.take_in("villages", [VILLAGE])
    assert world.verdicts(first) == {"new": 1}
    assert not Area.everywhere.filter(path="19.01.06.01.").exists()  # nothing is written by a rehearsal
    world.save(first)
    assert Area.everywhere.get(path="19.01.06.01.").name == "บ้านใหม่"
    assert world.verdicts(world.take_in("villages", [VILLAGE])) == {"same": 1}
    changed = world.take_in("villages", [{**VILLAGE, "name_th": "บ้านใหม่เหนือ"}])
    assert changed.rows.model.everywhere.get(batch=changed).changes == [["name_th", "บ้านใหม่", "บ้านใหม่เหนือ"]]


def test_a_tambon_may_be_written_by_name(world: World) -> None:
    batch = world.take_in("villages", [{**VILLAGE, "village_code": "", "subdistrict_code": "ต.นาโฉง"}])
    assert world.verdicts(batch) == {"new": 1}


def test_an_ambiguous_tambon_names_those_that_may_be_meant(world: World) -> None:
    batch = world.take_in("villages", [{**VILLAGE, "village_code": "", "subdistrict_code": "ดาวเรือง"}])
    (cell,) = world.wrong(batch)
    assert cell.at == "C3"
    assert "ต.ดาวเรือง อ.เมืองสระบุรี / ต.ดาวเรือง อ.แก่งคอย" in cell.what


def test_an_abolished_code_is_read_as_its_successor_with_a_notice(world: World) -> None:
    batch = world.take_in("villages", [{**VILLAGE, "village_code": "", "subdistrict_code": "190103"}])
    row = batch.rows.model.everywhere.get(batch=batch)
    assert (row.verdict, row.notices[0][1]) == ("new", "places.subdistrict.renumbered")


def test_a_code_of_another_province_is_refused_in_its_row(world: World) -> None:
    other = {**VILLAGE, "village_code": "33010101", "subdistrict_code": "330101"}
    batch = world.take_in("villages", [VILLAGE, other])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    assert world.wrong(batch)[0].at == "C4"


def test_csv_of_a_thai_office_comes_in(world: World) -> None:
    text = csv_of("villages", [VILLAGE]).decode("utf-8-sig")
    batch = world.take_in("villages", text.encode("cp874"), name="หมู่บ้าน.csv")
    assert world.verdicts(batch) == {"new": 1}


def test_a_village_twice_in_one_file_names_the_first_row(world: World) -> None:
    batch = world.take_in("villages", [VILLAGE, {**VILLAGE, "village_code": "", "name_th": "บ้านอื่น"}])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    assert "3" in world.wrong(batch)[0].what


def test_urban_communities_have_no_code(world: World) -> None:
    row = {"name": "ชุมชนริมน้ำ", "tambon": "ต.นาโฉง"}
    world.save(world.take_in("urban_communities", [row]))
    assert Area.everywhere.get(kind="community").parent == world.areas["190106"]
    assert world.verdicts(world.take_in("urban_communities", [row])) == {"same": 1}


def test_local_governments_are_known_again(world: World) -> None:
    row = {"kind": "TAO", "name_th": "ดาวเรือง", "code": "190105", "covers_subdistricts": "190105 190106*"}
    world.save(world.take_in("local_governments", [row]))
    assert LocalGovernment.everywhere.get().area == world.areas["190105"]
    assert world.verdicts(world.take_in("local_governments", [row])) == {"same": 1}
    wider = world.take_in("local_governments", [{**row, "covers_subdistricts": "190105 190106"}])
    assert world.verdicts(wider) == {"change": 1}


def test_a_place_with_a_word_of_another_province_is_no_slip(world: World) -> None:
    batch = world.take_in("urban_communities", [{"name": "ชุมชนหลงทาง", "tambon": "ต.นาโฉง อ.เมือง จ.ศรีสะเกษ"}])
    assert world.verdicts(batch) == {"wrong": 1}
    slip = world.take_in("urban_communities", [{"name": "ชุมชนใกล้", "tambon": "ต.นาโฉ่ง อ.เมือง"}])
    assert world.verdicts(slip) == {"new": 1}


def test_a_code_no_longer_in_use_is_read_as_its_successor(world: World) -> None:
    batch = world.take_in("urban_communities", [{"name": "ชุมชนรหัสเก่า", "tambon": "190103"}])
    row = batch.rows.model.everywhere.get(batch=batch)
    assert (row.verdict, row.notices) == (
        "new", [["tambon", "place.successor", {"code": "190103", "now": "ต.นาโฉง อ.เมืองสระบุรี"}]],
    )  # fmt: skip
    unknown = world.take_in("urban_communities", [{"name": "ชุมชนรหัสผิด", "tambon": "199999"}])
    assert "199999" in world.wrong(unknown)[0].what
