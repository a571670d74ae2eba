"""Numbers in columns, by their headings. All of it is invented."""

from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import CountFact, MoneyFact
from tests.reader.reports import told

WITH_BLANKS = """ตารางที่ 2 สวัสดิการ
ที่  ประเภท          จำนวน(คน)   เงิน(บาท)
1   เกิด                 12          6,000
2   นอน รพ.             84        33,600
3   ผู้สูงอายุ            -             -
    รวม                 96        39,600
เทียบปีก่อน เพิ่มขึ้นร้อยละ 24
"""
WITH_STROKES = """ลำดับ | รายการ | จำนวน (คน) | เงิน (บาท) | หมายเหตุ
1 | เกิด | 12 | 6,000 | โอนแล้ว
2 | นอน รพ. | 84 | 33,600 |
รวม | | 96 | 39,600 |
"""
OUT_OF_A_SHEET = "ที่\tประเภท\tจำนวน(คน)\tเงิน(บาท)\n1\tเกิด\t12\t6000\n2\tนอน รพ.\t84\t33600\n\tรวม\t96\t39600"


@pytest.mark.parametrize("text", [WITH_BLANKS, WITH_STROKES, OUT_OF_A_SHEET])
def test_columns_say_what_their_numbers_are(text: str) -> None:
    people = [int(fact.value) for fact in told(text, CountFact) if fact.what == "people"]
    assert (people, [int(fact.baht) for fact in told(text, MoneyFact)]) == (
        [12, 84, 96],
        [6000, 33600, 39600],
    )


def test_a_heading_may_be_a_word_alone() -> None:
    text = "หมู่ที่   ครัวเรือน   จำนวนหลัง   งบประมาณ   หมายเหตุ\n1   120   4   80,000   รอแบบ\n2   95   2   40,000"
    found = [(fact.what, int(fact.value)) for fact in told(text, CountFact)]
    assert found == [("households", 120), ("houses", 4), ("households", 95), ("houses", 2)]
    assert [fact.baht for fact in told(text, MoneyFact)] == [80000, 40000]


def test_a_ledger_has_columns_too() -> None:
    text = "วันที่   รายการ   รับ   จ่าย   คงเหลือ\n1   ยกมา   -   -   12,000\n5   ค่าน้ำ   -   300   11,700"
    assert [fact.baht for fact in told(text, MoneyFact)] == [12000, 300, 11700]


@pytest.mark.parametrize(
    "text",
    [
        "เรื่อง เงิน\nประชุมที่ห้อง 5",
        "ชื่อ   ตำบล   โทร\nแดง   หนองไผ่   1784",
        "รายการ   เงิน(บาท)\nเลิกประชุมแล้วไปห้อง 12",
    ],
)
def test_what_is_no_column(text: str) -> None:
    assert [*told(text, CountFact), *told(text, MoneyFact)] == []
