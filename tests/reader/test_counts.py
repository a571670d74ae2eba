from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import CountFact
from khabuan.reader.rules.units import UNITS, WHAT
from tests.reader.reports import told


def counts(text: str) -> list[tuple[str, float, bool]]:
    return [(fact.what, float(fact.value), fact.approx) for fact in told(text, CountFact)]


@pytest.mark.parametrize(
    ("text", "what", "value", "approx"),
    [
        ("เข้าร่วมประมาณ ๖๐ คน", "people", 60, True),
        ("กรรมการ 15 ท่าน", "people", 15, False),
        ("ทหาร 4 นายร่วมงาน", "people", 4, False),
        ("มีสมาชิกทั้งหมด 3,500 ราย", "members", 3500, False),
        ("จำนวน 1,084 ครัวเรือน", "households", 1084, False),
        ("จำนวน 40 ครอบครัว", "households", 40, False),
        ("สร้าง 5หลัง", "houses", 5, False),
        ("รวม 839 หลังคาเรือน", "houses", 839, False),
        ("กว่า 16 ชุมชน", "communities", 16, True),
        ("ใน 12 หมู่บ้าน", "villages", 12, False),
        ("ทั้ง 111 ตำบล", "tambons", 111, False),
        ("20 อำเภอ", "amphoe", 20, False),
        ("8 จังหวัดภาคตะวันออก", "provinces", 8, False),
        ("6,586 สภาองค์กรชุมชนตำบล", "councils", 6586, False),
        ("สภาองค์กรชุมชนตำบล จำนวน 7,789 แห่ง", "councils", 7789, False),
        ("5,977 กองทุน", "funds", 5977, False),
        ("กองทุนสวัสดิการ 44 กอง", "funds", 44, False),
        ("12 หน่วยงาน", "organisations", 12, False),
        ("10 กลุ่ม", "groups", 10, False),
        ("ทั้ง 5 โครงการ", "projects", 5, False),
        ("ในเวที 2 วันนี้", "days", 2, False),
        ("ร้อยละ 60.5 ของบ้าน", "percent", 60.5, False),
        ("เพิ่มขึ้น 45%", "percent", 45, False),
        ("รางวัล 3 รางวัล", "other", 3, False),
        ("200 กว่าคน", "people", 200, True),
        ("ไม่น้อยกว่า 30 คน", "people", 30, True),
        ("เกือบ 3 หมื่นราย", "people", 30000, True),
        ("ราว 2 พันคน", "people", 2000, True),
        ("กว่า 1 ล้านครัวเรือน", "households", 1000000, True),
        ("1.2 ล้านครัวเรือน", "households", 1200000, False),
        ("งบประมาณ 30 คน", "people", 30, False),
        ("จำนวนห้าสิบสองคน", "people", 52, False),
        ("ตั้งสามหมู่บ้าน", "villages", 3, False),
        ("จำนวน 5\nครัวเรือน", "households", 5, False),
        ("ปี 2566 จำนวน 2561 คน", "people", 2561, False),
        ("ใช้แผน 12 ขั้นตอนของงาน", "other", 12, False),
        ("มอบ 8 นโยบายสำคัญยิ่ง", "other", 8, False),
        ("ร่วมกับ 6 ภาคีท้องถิ่น", "other", 6, False),
        ("จ้างงานอยู่ที่ 45,000 คน", "people", 45000, False),
        ("ถนนถูกตัดขาด 6 สาย", "other", 6, False),
        ("สำรวจ 410 ตัวอย่าง", "other", 410, False),
        ("ระดมได้ 142 หุ้น", "other", 142, False),
        ("กว่าร้อยคน", "people", 100, True),
        ("กว่าร้อยห้าสิบคน", "people", 150, True),
        ("ภัยพิบัติ 5 จว.เหนือล่าง", "provinces", 5, False),
        ("ซ่อมบ้านเสร็จ 165 หลังจากเป้า", "houses", 165, False),
        ("บูธ 40 บูธ", "other", 40, False),
        ("จำนวน 22 ครัว\nเรือน", "households", 22, False),
        ("ผู้เข้าร่วม 46", "people", 46, False),
        ("ผู้เสียชีวิต 2, ", "people", 2, False),
        ("จำนวนผู้เข้าร่วม 46\nครัวเรือน", "people", 46, False),
        ("ครัวเรือนเดือดร้อน 46 / ยังไม่ซ่อม", "households", 46, False),
        ("ตำบลเป้าหมาย 16\n", "tambons", 16, False),
        ("สมาชิกใหม่ 12, ลาออกไม่มี", "members", 12, False),
        ("ผู้เข้าประชุม 41/50 คน", "people", 41, False),
        ("สมาชิก 2540 คน", "members", 2540, False),
        ("หมู่ 1,477 คน", "people", 1477, False),
        ("เป็นเวลา 11 วัน", "days", 11, False),
        ("สภาในตำบลหนองไผ่ ร่วมกับ อปท. 6 แห่ง", "organisations", 6, False),
        ("กองทุนสวัสดิการชุมชนตำบล 12 แห่ง", "funds", 12, False),
        ("เงินฝาก 2 บัญชี", "other", 2, False),
    ],
)
def test_what_is_counted(text: str, what: str, value: float, approx: bool) -> None:
    assert counts(text) == [(what, value, approx)]


@pytest.mark.parametrize(
    "text",
    [
        "บ้านเลขที่ 26 หมู่ 8 ตำบลสมมุติ",
        "ชุมชนริมน้ำ 32 เขตสมมุติ",
        "ซอยสุขใจ 46 ชุมชนสมมุติ",
        "ห้องประชุมชั้น 4 จังหวัดสมมุติ",
        "ปี 2579 ชุมชน",
        "พ.ศ. 2560 หมู่บ้าน",
        "1 พ.ค. 60 นายมะลิ",
        "นายกรัฐมนตรี 3 นายอำเภอ",
        "มาตรา 157 คน",
        "ครั้งที่ 3 หมู่บ้าน",
        "สาขาที่ 38 อันดับที่ 75 มณฑลทหารบกที่ 22 ปีที่ 23",
        "1) โครงการ 2) กลุ่ม",
        "อายุ 65 ปี ใน 6 เดือน 24 ชั่วโมง 2 ชั้น 40.52 ไร่ 30 ตารางวา",
        "IMG 3550 คน",
        "#5กลุ่ม https://example.org/12 คน",
        "โควิด-19 คน",
        "โทร 081-234-5678 คน",
        "ขนาด 4X7 หลัง",
        "1 ตำบล 1 หมู่บ้านยั่งยืน",
        "หลายสิบครัวเรือน นับร้อยคน เรียบร้อยครัวเรือน",
        "หนึ่งตำบลหนึ่งเรื่อง ทั้งสองตำบล ที่สองตำบล",
        "20 รายได้ 5 คนละ 3 หลังจาก 4 วันที่ 5",
        "1 ล้าน 2 แสนคน",
        "2561 หลัง",
        "3 ประเด็นน้ำ\n4 ประเด็นฝาย",
        "เงินไม่ถึงหมื่น วันนี้",
        "มากกว่าร้อยละ",
        "ทั้งสิ้น\n\nคน",
        "3.2 กองทุน ทั้งจังหวัด",
        "ความคิดเห็น 12 รายการ ถูกใจ 57 คน และคนอื่นๆ อีก 145 คน ผู้ติดตาม 1,200 คน",
        "ผู้เข้าร่วมประชุม 1. แดง",
        "บ้านเลขที่ 26/48 หมู่บ้านสมมุติ ที่ 12/2566 คน",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert counts(text) == []


def test_some_of_more_are_counted_too() -> None:
    assert counts("มา 8 จาก 11 สภา") == [("councils", 8, False), ("councils", 11, False)]
    assert counts("เป็น 1 ใน 11 สภา") == [("councils", 11, False)]
    assert counts("เพิ่มจาก 12 เป็น 30 ตำบล") == [("tambons", 12, False), ("tambons", 30, False)]


def test_men_and_women_are_counted_beside_each_other() -> None:
    assert counts("มา 36 คน (ชาย 20 หญิง 16)") == [
        ("people", 36, False),
        ("people", 20, False),
        ("people", 16, False),
    ]
    assert counts("ชาย 20 ปีคนหนึ่ง") == []
    assert counts("ช่วย 2 คน (เด็ก 6 ขวบ)") == [("people", 2, False)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("สมาชิก 2,561 คน (ชาย 1,190 หญิง 1,371)", [2561, 1190, 1371]),
        ("เด็กและเยาวชน 402 / ผู้สูงอายุ 766 / คนพิการ 58 / ทั่วไป 1,335", [402, 766, 58, 1335]),
        ("รับใหม่ 22 คน (เด็ก 6)", [22, 6]),
        ("มา 46 คน (ญ 30, ช 16)", [46, 30, 16]),
    ],
)
def test_kinds_of_people_are_counted_beside_each_other(text: str, values: list[float]) -> None:
    assert [value for _, value, _ in counts(text)] == values


def test_both_ends_of_a_range_are_told() -> None:
    assert counts("ประมาณ 60-70 คน") == [("people", 60, True), ("people", 70, True)]
    assert {fact.note for fact in told("60-70 คน", CountFact)} == {"range"}


def test_a_ceiling_is_exact_and_says_so() -> None:
    (fact,) = told("รับไม่เกิน 50 คน", CountFact)
    assert (fact.approx, fact.note) == (False, "ceiling")


def test_labels_that_are_counted_themselves_do_not_hide_the_next_count() -> None:
    assert counts("ใน 2 เขต 43 หลัง") == [("amphoe", 2, False), ("houses", 43, False)]


def test_every_word_counts_something_of_the_list() -> None:
    assert {unit.what for unit in UNITS} | {"members"} == set(WHAT)
    assert len({unit.word for unit in UNITS}) == len(UNITS)


def test_times_rounds_and_instalments_are_counted_and_what_a_page_counts_is_not() -> None:
    text = "ประชุมแล้ว 7 ครั้ง สมทบ 3 รอบ ผ่อน 24 งวด ครั้งที่ 2 งวดที่ 1 อ่าน 1,284 ครั้ง ได้งบ 17 ล้าน หลังประชุม"
    assert [(fact.what, int(fact.value)) for fact in told(text, CountFact)] == [
        ("other", 7),
        ("other", 3),
        ("other", 24),
    ]
