"""Where: marks, lists, provinces without a mark, slips, and which place is the event's."""

from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import PlaceFact
from khabuan.reader.rules.known import Area, Known
from khabuan.reader.rules.reading import read
from khabuan.reader.shipped import shipped
from tests.reader.reports import facts, names

ADDRESSES = [
    ("ตำบลดาวเรือง อำเภอเมือง จังหวัดสระบุรี", ["tambon ดาวเรือง", "amphoe เมือง", "province สระบุรี"]),
    ("ต.ดาวเรือง อ.เมือง จ.สระบุรี", ["tambon ดาวเรือง", "amphoe เมือง", "province สระบุรี"]),
    ("ต.ดาวเรืองอ.เมืองจ.สระบุรี", ["tambon ดาวเรือง", "amphoe เมือง", "province สระบุรี"]),
    ("ที่อ.ปากช่อง จ.นครราชสีมา", ["amphoe ปากช่อง", "province นครราชสีมา"]),
    ("อําเภอ เมือง จังหวัด ขอนแก่น", ["amphoe เมือง", "province ขอนแก่น"]),
    ("อำเภอเมืองภูเก็ต", ["amphoe เมืองภูเก็ต"]),
    ("บ้านโคกสูง หมู่ที่ ๕ ต.โคกสูง", ["village โคกสูง", "tambon โคกสูง"]),
    ("ชุมชนบ้านดอน หมู่ 1 อำเภอปากช่อง", ["village ดอน", "amphoe ปากช่อง"]),
    ("บ.โคกสูง ม.5 ต.โคกสูง", ["village โคกสูง", "tambon โคกสูง"]),
    ("บ้านไผ่ดำ บ้านดอน และบ้านโนน ตำบลหนองไผ่", ["village ไผ่ดำ", "village ดอน", "village โนน", "tambon หนองไผ่"]),
    ("แขวงคลองจั่น เขตบางกะปิ กทม.", ["tambon คลองจั่น", "amphoe บางกะปิ", "province กรุงเทพมหานคร"]),
    ("เขตจตุจักร หลักสี่ และดอนเมือง", ["amphoe จตุจักร", "amphoe หลักสี่", "amphoe ดอนเมือง"]),
    ("อ.สีคิ้ว อ.ปากช่อง และ อ.สูงเนิน", ["amphoe สีคิ้ว", "amphoe ปากช่อง", "amphoe สูงเนิน"]),
    ("4 อำเภอ ได้แก่ ปากช่อง สีคิ้ว และสูงเนิน", ["amphoe ปากช่อง", "amphoe สีคิ้ว", "amphoe สูงเนิน"]),
    ("จังหวัดชัยภูมิ เลย และหนองบัวลำภู", ["province ชัยภูมิ", "province เลย", "province หนองบัวลำภู"]),
    ("นครสวรรค์-กำแพงเพชร-พิจิตร", ["province นครสวรรค์", "province กำแพงเพชร", "province พิจิตร"]),
    ("ต.บ่อวิน ศรีราชา ชลบุรี", ["tambon บ่อวิน", "amphoe ศรีราชา", "province ชลบุรี"]),
    ("บุรีรัมย์ – เมื่อวันที่ 5", ["province บุรีรัมย์"]),
    ("เทศบาลตำบลบ้านเขว้า", ["tambon บ้านเขว้า"]),
    ("ประธานกองทุนสวัสดิการต.บ้านไทร", ["tambon บ้านไทร"]),
    ("จ.โคราช และ จ.อุบลฯ", ["province นครราชสีมา", "province อุบลราชธานี"]),
    ("จังหวัดนครศรี\nธรรมราช", ["province นครศรีธรรมราช"]),
    ("อํา\nเภอปากช่อง จัง\nหวัดนครราชสีมา", ["amphoe ปากช่อง", "province นครราชสีมา"]),
    ("รอง ผวจ.ขอนแก่น เปิดงาน", ["province ขอนแก่น"]),
    ("ตำบลแป-ระ อำเภอท่าแพ", ["tambon แป-ระ", "amphoe ท่าแพ"]),
    ("อำเภอเดิมบางนางบวช", ["amphoe เดิมบางนางบวช"]),
    ("ผ้าทอชุมชนบ้านโคกสูงได้รางวัล", ["village โคกสูง"]),
    ("เครือข่ายบ้านโคกสูง ณ วัดโคกสูง", ["village โคกสูง"]),
    ("ผู้แทนบ้านโคกสูงเสนอ", ["village โคกสูง"]),
    ("บ้านโคกสูง กับบ้านนาดอนขอเข้าร่วม", ["village โคกสูง", "village นาดอน"]),
    ("3 ตำบลนำร่อง คือ หนองสาหร่าย และขนงพระ", ["tambon หนองสาหร่าย", "tambon ขนงพระ"]),
    ("ภาคเหนือ ภาคอีสาน และภาคกลางและตะวันตก", ["region เหนือ", "region อีสาน", "region กลางและตะวันตก"]),
    ("กรุงเทพฯ ปริมณฑล และตะวันออก", ["region กรุงเทพฯ ปริมณฑล และตะวันออก"]),
    ("โซน 1 โซนเหนือ และโซนลุ่มน้ำชี", ["zone 1", "zone เหนือ", "zone ลุ่มน้ำชี"]),
    ("สภาองค์กรชุมชนโซนเหนือ โซนใต้ช้าสุด (โซนกลาง) โซน B", ["zone เหนือ", "zone ใต้", "zone กลาง", "zone B"]),
    ("ข้าวจากแม่บ้านบ้านหัวดง ผู้ใหญ่บ้านบ้านซำสูง", ["village หัวดง", "village ซำสูง"]),
    ("นายดำ ใจดี ผู้ใหญ่บ้านโคกสูง", ["village โคกสูง"]),
    ("กลุ่มทอผ้าบ้านดอนงามได้รางวัล ที่บ้านท่าเรือมีตลาด", ["village ดอนงาม", "village ท่าเรือ"]),
    ("4 หมู่บ้าน คือ บ้านซำสูง บ้านกลางดิน และบ้านสวน และหมู่ 7 บ้านเรือนเสียหาย", ["village ซำสูง", "village กลางดิน", "village สวน"]),
    ("ตลาดเขียวบ้านแสนสุข ของสภา ต.แสนสุข อ.เมือง จ.ชลบุรี", ["village แสนสุข", "tambon แสนสุข", "amphoe เมือง", "province ชลบุรี"]),
    ("ที่ศาลาวัดบ้านแพน ตำบลบ้านแพน อำเภอเสนา", ["tambon บ้านแพน", "amphoe เสนา"]),
    ("สระบุรีลุยตั้งสภา ชาวลำปางภูมิใจ ย้ายไปกรุงเทพอายุมาก", ["province สระบุรี", "province ลำปาง", "province กรุงเทพมหานคร"]),
    ("ตะบลโนนศิลา อำเพอสหัสขันธ์", ["tambon โนนศิลา", "amphoe สหัสขันธ์"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), ADDRESSES)
def test_places_are_read_with_their_levels(text: str, places: list[str]) -> None:
    assert [f"{one['level']} {one['name']}" for one in facts("place", text)] == places


NOWHERE = [
    "ผอ.พอช. กล่าวว่า", "อ.วิชัย แก้วดี วิทยากร", "ดีมากเลย ไฟตากแดด เผยแพร่ น่านน้ำ", "ตำบลละ 2 คน ระดับตำบล อำเภอต่างๆ",
    "จังหวัดใกล้เคียง และจังหวัดต่าง ๆ", "นายสมชาย ตราด", "นายพิจิตร สระบุรี กล่าว", "ถนนเพชรบุรี โรงแรมเชียงใหม่ภูคำ", "ปทุมธานีโมเดล",
    "#ลำปาง", "พ.ต.อ.ทองใบ ไม้งาม", "5 ต.ค. 66", "จ.ส.อ.ทองใบ ไม้งาม", "บ้านมั่นคง บ้านพอเพียง บ้านเลขที่ 5", "เขตเศรษฐกิจพิเศษ",
    "หลายตำบลสะท้อนว่า ทุกตำบลดอนทราย", "ชุมชนบ้านมั่นคง ชุมชนบ้านเช่า", "บ้านพักและบ้านเรือน",
    "บ้านไม้และบ้านปูน บ้านเก่ากับบ้านใหม่", "โรงเรียนบ้านโคกสูง วัดโคกสูง",
    "ชุมชนริมคลอง โซน 3", "โซนใต้น้ำ โซนกลางเมือง",
    "ขอนแก่นนิวส์ ลำปางโพสต์ เด็กหญิงพะเยาว์", "มีบ้าน 3 แบบ คือ บ้านชั้นเดียว บ้านแถว",
    "ที่บ้านท่านผู้ว่า บ้านนายดำ บ้านหัวหน้า บ้านป่าไม้ บ้านน้ำท่วม บ้านบางคน",
    "สำนักงานภาคเหนือ", "ทุกตำบล และอำเภอ", "มหาวิทยาลัยมหาสารคาม", "โซนๆ ละ 5 อำเภอ",
]  # fmt: skip


@pytest.mark.parametrize("text", NOWHERE)
def test_what_is_no_place_is_none(text: str) -> None:
    assert names("place", text) == []


SLIPS = [
    ("จังหวัดสมุทรราการ", "สมุทรปราการ", ["11"]),  # a province is named by the register
    ("จ.อุบลราชธาน", "อุบลราชธานี", ["34"]),
    ("จ.พระนครศรีฯ", "พระนครศรีอยุธยา", ["14"]),
    ("อ.พิบูลฯ จ.อุบลราชธานี", "พิบูลมังสาหาร", ["3419"]),  # cut short: as the register goes on
    ("ต.ดาวเรื่อง อ.เมือง จ.สระบุรี", "ดาวเรื่อง", ["190105"]),  # a slip: as it is written, the code says which
]


@pytest.mark.parametrize(("text", "name", "codes"), SLIPS)
def test_what_is_cut_short_or_misspelt_is_known_by_the_register(
    text: str, name: str, codes: list[str]
) -> None:
    first = facts("place", text)[0]
    assert (first["name"], first["codes"]) == (name, codes)


def test_the_capital_amphoe_is_that_of_its_province() -> None:
    (amphoe, _) = facts("place", "อำเภอเมือง จังหวัดสระบุรี")
    assert (amphoe["province"], amphoe["codes"]) == ("สระบุรี", ["1901"])


def test_a_name_of_many_is_the_one_in_its_address() -> None:
    tambon = facts("place", "ต.หนองบัว อ.บ้านค่าย จ.ระยอง")[0]
    assert (tambon["province"], tambon["codes"]) == ("ระยอง", ["210506"])


def test_a_name_of_many_alone_is_left_open() -> None:
    (tambon,) = facts("place", "ต.หนองบัว")
    assert tambon["province"] is None
    assert len(tambon["codes"]) > 1


def test_the_places_of_the_event_are_main() -> None:
    text = "ผู้แทนจาก จ.เลย มาร่วม\nเมื่อวานนี้ ณ หอประชุม ต.ดาวเรือง อ.เมือง จ.สระบุรี มีการประชุม เช่นเดียวกับที่ จ.ตาก"
    assert [one["name"] for one in facts("place", text) if one["main"]] == ["ดาวเรือง", "เมือง", "สระบุรี"]


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("เมื่อวันที่ 5 มี.ค. 66 ณ ต.ดาวเรือง จ.สระบุรี มีเวที\nนัดหน้าวันที่ 9 เม.ย. 66 ที่ ต.โคกสะอาด จ.สระบุรี", ["ดาวเรือง", "สระบุรี"]),
        ("กองทุนตำบลดาวเรือง\n5 มี.ค. 66\nที่ทำการกองทุน ต.ดาวเรือง อ.เมือง จ.สระบุรี", ["ดาวเรือง", "เมือง", "สระบุรี"]),
        ("ตลาดนัดบ้านดาวเรือง ของ ต.ดาวเรือง อ.เมือง จ.สระบุรี คนจาก จ.เลย มาดู", ["ดาวเรือง", "ดาวเรือง", "เมือง", "สระบุรี"]),
        ("เพจสภา\n5 มี.ค. 2566\nเวที จ.สระบุรี\nเช้านี้ที่ ต.ดาวเรือง อ.เมือง\nส่งต่อที่ ต.โคกสะอาด อ.หนองแค", ["สระบุรี", "ดาวเรือง", "เมือง"]),
    ],
)  # fmt: skip
def test_the_event_is_where_its_day_is_told(text: str, main: list[str]) -> None:
    assert [one["name"] for one in facts("place", text) if one["main"]] == main


def test_a_village_that_the_register_has_not_is_in_the_province_of_the_most() -> None:
    text = "บ้านซำสูง มีคนจาก จ.เลย และ จ.ตาก มาดู แล้วไป ต.ดาวเรือง อ.เมือง จ.สระบุรี"
    village = next(one for one in facts("place", "ชุมชน" + text) if one["level"] == "village")
    assert village["province"] == "สระบุรี"


def villages(text: str) -> list[tuple[str, tuple[str, ...], int | None]]:
    """Names, codes and numbers of the villages of a text, with villages of one name in two tambons of an amphoe."""
    rows = (("19010502", "กลางทุ่ง"), ("19010503", "ห้วยใส"), ("19010602", "กลางทุ่ง"), ("19010507", "ทดสอบ"))
    made = [Area(code, "village", name, ("19", "1901", code[:6])) for code, name in rows]
    found = read(text, Known.of([*shipped().areas, *made]))
    return [
        (one.name, one.codes, one.moo)
        for one in found
        if isinstance(one, PlaceFact) and one.level == "village"
    ]


def test_a_village_of_the_register_needs_no_number() -> None:
    assert villages("ชาวบ้านทดสอบร่วมกับ ต.ดาวเรือง จ.สระบุรี") == [("ทดสอบ", ("19010507",), None)]


def test_a_village_is_in_the_tambon_of_its_address() -> None:
    text = "บ้านกลางทุ่ง หมู่ 2 ต.ดาวเรือง อ.เมือง จ.สระบุรี ต้อนรับ ต.นาโฉง อ.เมือง จ.สระบุรี"
    assert villages(text) == [("กลางทุ่ง", ("19010502",), 2)]
    assert villages("หมู่ที่ 7 บ้านทดสอบ ต.นาโฉง อ.เมืองสระบุรี") == [("ทดสอบ", (), 7)], (
        "that one is in another tambon"
    )


def test_a_village_of_two_tambons_of_the_text_is_one_of_both() -> None:
    text = "ต.ดาวเรือง และ ต.นาโฉง จ.สระบุรี มีคนจากหลายที่ ผู้แทนบ้านกลางทุ่งมาด้วย"
    assert villages(text) == [("กลางทุ่ง", ("19010502", "19010602"), None)]


def test_another_number_than_that_of_the_register_makes_no_village_sure() -> None:
    assert villages("บ้านกลางทุ่ง หมู่ 9 ต.ดาวเรือง จ.สระบุรี") == [("กลางทุ่ง", (), 9)]


def test_each_of_two_villages_that_are_told_together_is_read() -> None:
    found = villages("บ้านกลางทุ่งและบ้านห้วยใส ต.ดาวเรือง จ.สระบุรี")
    assert found == [("กลางทุ่ง", ("19010502",), None), ("ห้วยใส", ("19010503",), None)]


def test_places_are_read_without_any_register() -> None:
    found = [getattr(fact, "name", "") for fact in read("ต.ดาวเรือง อ.เมือง จ.สระบุรี", Known())]
    assert found == ["ดาวเรือง", "เมือง", "สระบุรี"]


def test_what_is_held_at_the_hall_of_the_province_is_at_no_tambon_that_is_told_later() -> None:
    text = "เมื่อวันที่ 26 มีนาคม 2569 จัดเวที ณ ห้องประชุมชั้น 5 {} มีคนมา 132 คน\nรับปากจะซ่อมถนนตำบลพุแค อำเภอเฉลิมพระเกียรติ จังหวัดสระบุรี"
    hall = [one["name"] for one in facts("place", text.format("ศาลากลางจังหวัดสระบุรี")) if one["main"]]
    temple = [one["name"] for one in facts("place", text.format("วัดใหญ่")) if one["main"]]
    assert (hall, "พุแค" in temple) == (["สระบุรี"], True)


@pytest.mark.parametrize(
    ("text", "level", "found"),
    [
        ("จังหวัดลพบุรี มีพี่น้องจากชัยบาดาลและลำสนธิ เข้าร่วม", "amphoe", ["ชัยบาดาล", "ลำสนธิ"]),
        (
            "อำเภอโคกเจริญ จังหวัดลพบุรี แบ่งดังนี้\nยางราก 6\nวังทอง 5\nหนองมะค่า 4",
            "tambon",
            ["ยางราก", "วังทอง", "หนองมะค่า"],
        ),
        (
            "อ.โคกเจริญ จ.ลพบุรี ผู้แทนตำบล\n  ยางราก    นายดำ แดงดี\n  วังทอง     (ไม่มา)\n  หนองมะค่า   นางขาว เขียวดี",
            "tambon",
            ["ยางราก", "วังทอง", "หนองมะค่า"],
        ),
        ("อำเภอโคกเจริญ จังหวัดลพบุรี ปลูกพริก วังทอง ขายได้ดี", "tambon", []),
        ("คนมา ยางราก หนองมะค่า", "tambon", []),
    ],
)
def test_names_in_a_row_are_places_of_the_amphoe_or_province_that_is_told(
    text: str, level: str, found: list[str]
) -> None:
    assert [one["name"] for one in facts("place", text) if one["level"] == level] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ประชุมที่ชุมชนริมราง เขตเทศบาลเมืองตะพานหิน", ["ริมราง"]),
        ("สามชุมชน ชุมชนหลังตลาด ชุมชนวัดใหม่เทพ แล้วก็ชุมชนริมรางแดง", ["หลังตลาด", "วัดใหม่เทพ", "ริมรางแดง"]),
        ("ชุมชนเข้มแข็ง เขตเมือง และชุมชนแออัด ชุมชนบุกรุก", []),
        ("ช่วยกันที่ชุมชนริมราง จนเสร็จ", []),
        ("องค์กรชุมชนบ้านใหม่ดี ตำบลดาวเรือง", []),
    ],
)
def test_a_community_of_a_town_is_one_in_its_address_or_beside_another(text: str, found: list[str]) -> None:
    villages = [one["name"] for one in facts("place", text) if one["level"] == "village"]
    assert [name for name in villages if name not in ("ใหม่ดี", "บ้านใหม่ดี")] == found


def test_two_provinces_side_by_side_are_both_read() -> None:
    assert names("place", "เงินจากพี่น้องน่านกับลำปาง") == ["น่าน", "ลำปาง"]
    assert names("place", "ชี้ว่าตราดกับระยองก็เริ่มแล้ว") == ["ตราด", "ระยอง"]
    assert names("place", "เผยแพร่และน้ำ") == []
