from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import CountFact, MissingFact, MoneyFact
from tests.reader.reports import told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ซ่อมบ้าน จำนวน    หลัง ในตำบล", "houses"),
        ("ออมวันละ บาท", "baht"),
        ("เป็นจำนวนเงิน ล้านบาท", "baht"),
        ("ราคา ,, บาท", "baht"),
        ("สนับสนุนงบประมาณ  บาท", "baht"),
        ("จำนวน , ครัวเรือน", "households"),
        ("เข้าร่วมประมาณ  คน ณ ศาลา", "people"),
        ("เข้าร่วมประมาณ\u00a0\u00a0คน ณ ศาลา", "people"),
        ("กว่า , ชุมชน", "communities"),
        ("รวมทั้งสิ้น  ตำบล", "tambons"),
        ("ภายใน  วัน", "days"),
        ("ดอกเบี้ยร้อยละ  ต่อปี", "percent"),
        ("เรื่องเครื่องสูบน้ำ  เครื่อง ราคาแพง", "other"),
    ],
)
def test_a_lost_number_is_told_as_lost_and_never_as_a_value(text: str, what: str) -> None:
    assert [fact.what for fact in told(text, MissingFact)] == [what]
    assert told(text, CountFact) == []
    assert told(text, MoneyFact) == []


@pytest.mark.parametrize(
    "text",
    [
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
        "ลำดับ  รายการ  ประเภท  เครื่อง\n",
        "เดินมา  ต้นไม้  ตัวอย่าง  ใบหน้า",
    ],
)
def test_what_has_lost_nothing(text: str) -> None:
    assert told(text, MissingFact) == []


def test_a_noun_alone_before_its_amount_has_lost_its_number() -> None:
    (fact,) = told("โครงการเศรษฐกิจฐานราก  ตำบล 540,000 บาท", MissingFact)
    assert fact.what == "tambons"


def test_each_lost_number_is_its_own() -> None:
    assert len(told("หลังแรก จำนวน  บาท หลังที่สอง จำนวน  บาท", MissingFact)) == 2
