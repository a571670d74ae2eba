from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import CountFact, MissingFact, MoneyFact
from khabuan.reader.rules.reading import read
from khabuan.reader.shipped import shipped
from tests.reader.reports import facts, told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ซ่อมบ้าน จำนวน    หลัง ในตำบล", "houses"),
        ("ออมวันละ บาท", "money"),
        ("เป็นจำนวนเงิน ล้านบาท", "money"),
        ("ราคา ,, บาท", "money"),
        ("สนับสนุนงบประมาณ  บาท", "money"),
        ("จำนวน , ครัวเรือน", "households"),
        ("เข้าร่วมประมาณ  คน ณ ศาลา", "people"),
        ("เข้าร่วมประมาณ\u00a0\u00a0คน ณ ศาลา", "people"),
        ("กว่า , ชุมชน", "communities"),
        ("รวมทั้งสิ้น  ตำบล", "tambons"),
        ("ภายใน  วัน", "days"),
        ("ดอกเบี้ยร้อยละ  ต่อปี", "percent"),
        ("ลดค่าอาหารลงเหลือ  บาท", "money"),
        ("อีก     แสนคน", "people"),
        ("ซื้อเครื่องกรองน้ำ  เครื่อง แพงไป", "other"),
        ("สมาชิกกองทุน จำนวน   คน", "members"),
        ("ปีหน้าจะเสนออีก หลัง แล้วกัน", "houses"),
        ("เจ็บป่วย คน เป็นเงินเท่าไร", "people"),
        ("ค่าเสียหายประมาณ ล้านบาท ครับ", "money"),
        ("ตชด. จะส่งกำลัง  นาย มาช่วยซ่อม", "people"),
        ("ปีนี้จังหวัดของเราขับเคลื่อนบ้านพอเพียงร่วมกับท้องถิ่นใน    ตำบล ที่สมัครใจ", "tambons"),
    ],
)
def test_a_lost_number_is_told_as_lost_and_never_as_a_value(text: str, what: str) -> None:
    assert [fact.what for fact in told(text, MissingFact)] == [what]
    assert told(text, CountFact) == []
    assert told(text, MoneyFact) == []


@pytest.mark.parametrize(
    "text",
    [
        "อีก คนหนึ่งมาแล้ว มาถึง คน แยกกัน ทหาร  นายสมชาย",
        "ครบ 16 ปี  พื้นที่ 8 หมู่บ้าน",
        "จำนวน 5  หลัง และ 40 คน รวม 300 บาท",
        "หนึ่งแสนกว่า บาท",
        "จำนวนครัวเรือน จำนวน ครัวเรือน ที่สำรวจ",
        "หน่วย: บาท (บาท) เงินบาท ล้านบาท",
        "เวลา 08.30 น. คน มาแล้ว พม. ราย",
        "ตำบล  อำเภอ  จังหวัด",
        "ผู้สูงอายุ  คนพิการ  หลังจากนั้น",
        "ร้อยละ 4 บาทต่อปี",
        "ทั้งหมด\n\nคน",
        "วันละบาท เดือนละหลาย",
        "จำนวน ........ คน เป็นเงิน .......... บาท จำนวน . . . . หลัง ร้อยละ ......",
        "ที่  รายการ  จำนวน  หน่วยนับ  ราคา  บาท",
        "ชื่อกองทุน   ตำบล   อำเภอ   สมาชิก   คน",
        "ค่าอาหาร   คน   30   120",
        "ไปที่  ตำบล ท่าเสา ครอบคลุม  ตำบล ท่าเสา จาก  อำเภอ ไทรโยค",
        "กรรมการ  ชุมชน ร่วมกับ  กองทุน และ  เครือข่าย ทุกภาคส่วน",
        "หลาย ล้านบาท นับ ล้านคน เป็น หมื่น บาท ล้านกว่า บาท หมื่น บาท เงินทุก บาท",
    ],
)
def test_what_has_lost_nothing(text: str) -> None:
    assert [fact for fact in read(text, shipped()) if isinstance(fact, MissingFact)] == []


def test_each_lost_number_is_its_own() -> None:
    assert len(told("หลังแรก จำนวน  บาท หลังที่สอง จำนวน  บาท", MissingFact)) == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("น้ำท่วม 7 ตำบล 31 หมู่บ้าน  ครัวเรือน", "households"),
        ("ลงพื้นที่ 3 อำเภอ    ตำบล และ 40 หมู่บ้าน", "tambons"),
        ("งบพัฒนาผู้นำ  ตำบล 90,000 บาท", "tambons"),
    ],
)
def test_a_number_is_lost_where_others_stand_beside_it(text: str, what: str) -> None:
    assert [fact.what for fact in told(text, MissingFact)] == [what]


def test_a_lost_day_and_a_lost_number_of_a_meeting_are_told() -> None:
    text = "ครั้งที่   /2569\nวันพฤหัสบดีที่    มิถุนายน 2569\nผู้มาประชุม    คน   ผู้ไม่มาประชุม    คน"
    assert [one["what"] for one in facts("missing", text)] == ["meeting", "date", "people", "people"]
    assert facts("missing", "ครั้งที่ 3/2569 วันที่ 4 มิถุนายน 2569 ผู้มาประชุม 5 คน") == []
