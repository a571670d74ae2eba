from __future__ import annotations

from decimal import Decimal

import pytest

from khabuan.reader.rules.facts import MoneyFact
from tests.reader.reports import told


@pytest.mark.parametrize(
    ("text", "baht", "approx", "per"),
    [
        ("รวม ๑๑๘,๒๐๐ บาท", "118200", False, None),
        ("เป็นเงิน 6,413,520.45 บาท", "6413520.45", False, None),
        ("16,606,000บาท", "16606000", False, None),
        ("5,000.- บาท", "5000", False, None),
        ("ค่าอาหาร 5,000.-", "5000", False, None),
        ("฿300 ต่อวัน", "300", False, "day"),
        ("5 ล้านบาทเศษ", "5000000", True, None),
        ("1,000 กว่าล้านบาท", "1000000000", True, None),
        ("กว่า 2,100 ล้านบาท", "2100000000", True, None),
        ("1.3 ล้านล้านบาท", "1300000000000", False, None),
        ("งบประมาณ 727 ล้าน และ", "727000000", False, None),
        ("สองล้านเจ็ดแสนบาท", "2700000", False, None),
        ("หลังละไม่เกิน 20,000 บาท", "20000", False, "house"),
        ("ไม่เกินครัวเรือนละ 18,000 บาท", "18000", False, "household"),
        ("ครัวเรือนหนึ่ง ไม่เกิน 19,000 บาท", "19000", False, "household"),
        ("ครอบครัวๆ ละ 2,000 บาท", "2000", False, "household"),
        ("คนละ 600 บาท", "600", False, "person"),
        ("เดือนละ\n1,952 บาท", "1952", False, "month"),
        ("วันละหนึ่งบาท", "1", False, "day"),
        ("365 บาทต่อปี", "365", False, "year"),
        ("ตารางวาละ 1.50 บาท/เดือน", "1.5", False, "month"),
        ("300,000 บาท/ครัวเรือน", "300000", False, "household"),
        ("ได้มา 85,000 บ. แบ่งกัน", "85000", False, None),
        ("ห้าหมื่นถ้วน", "50000", False, None),
        ("ครอบครัวละหมื่น", "10000", False, "household"),
        ("หลังละ 2 หมื่น และ", "20000", False, "house"),
        ("เงินบริจาคอีกเกือบ 2 แสน", "200000", True, None),
        ("มูลค่า 4.8 ล้าน หนามาก", "4800000", False, None),
        ("มอบป้ายงบ 4 โครงการ เกือบ 8 ล้าน", "8000000", True, None),
        ("สมทบ 1 แสน", "100000", False, None),
        ("งวดแรก 50,000 เข้าแล้ว", "50000", False, None),
        ("กก.ละ 1,800 ;", "1800", False, None),
        ("จัดสรร 45,000 บา\nท ใช้ไป", "45000", False, None),
        ("งบจาก พมจ. 6 หมื่น ที่เหลือหาเอง", "60000", False, None),
        ("เหลือ 2 แสนไว้กองกลาง", "200000", False, None),
        ("เสียหายลดลงเหลือราว 18 ล้าน เพราะ", "18000000", True, None),
        ("จะสมทบมาให้อีกห้าหมื่นอันนี้", "50000", False, None),
        ("จ่ายเกิดทั้งปีก็หมื่นสองพันตายไม่มี", "12000", False, None),
        ("เก็บได้ 4,380", "4380", False, None),
        ("อบต.ออก 40,000 เจ้าบ้านออกแรง", "40000", False, None),
        ("เงินค้างรับ 2,000 ให้โอน", "2000", False, None),
        ("ยอดยกมา 12,400 เดือนนี้ไม่มี", "12400", False, None),
        ("เงินบริจาค 850 รวมแล้ว", "850", False, None),
        ("ค่าวิทยากร ชม.ละ 600 รวมสองวัน", "600", False, None),
        ("ราคาทราย 3 คิว คิวละ 450", "450", False, None),
        ("ค่าข้าวมื้อละ 80", "80", False, "meal"),
        ("อุดหนุนตำบลละ 30,000 บาท", "30000", False, "tambon"),
        ("อำเภอละอย่างน้อย 10,000 บาท", "10000", True, "amphoe"),
        ("จ่าย 500 บาท/กองทุน", "500", False, "fund"),
        ("ยื่นเงิน 500 บาทต่ออำเภอเมือง", "500", False, None),
        ("น่าจะหนึ่งหมื่นบาทหลังที่สองยังไม่ดู", "10000", False, None),
        ("งบ 19,000 บาท หลังละ 2 ห้อง", "19000", False, None),
        ("เงินบริ\nจาคอีก 2 แสน", "200000", False, None),
    ],
)
def test_amounts(text: str, baht: str, approx: bool, per: str | None) -> None:
    (fact,) = told(text, MoneyFact)
    assert (fact.baht, fact.approx, fact.per) == (Decimal(baht), approx, per)


@pytest.mark.parametrize(
    "text",
    [
        "ดอกเบี้ยร้อยละ 4 บาทต่อปี",
        "ทองคำหนัก 2 บาท",
        "กองทุนวันละบาท",
        "2 ล้าน 5 แสนบาท",
        "1,5 00 บาท",
        "ห้ากว่าล้านบาท",
        "0 บาท",
        "สร้างให้ 5 ล้านคน",
        "12345678901234567890 บาท",
        "จับยาบ้า 4 แสนเม็ด",
        "เงินทุน 2 แสนไร่",
        "ม.4 บ.หนองไผ่ และ ม.4 บ. หนองไผ่",
        "ราคา 1,200 ตัน",
        "ค่าเฉลี่ย 1,200",
        "= 9,600",
        "รับ 1,200 ถุง จ่าย 1,100 ชุด ใช้ 1,300 ลิตร",
        "ผู้เข้าร่วม 1,200 รับชม 85",
        "ประชากร 2 ล้าน",
        "งบช่วยประชาชน 3 แสน",
        "เงินกองทุน 2565",
        "โทรสายด่วน รับ 1784",
        "ยอดวิว 2,100",
        "วันละเป็นหมื่น",
        "เงินออมจากผู้สนใจ 1,500",
        "งบช่วยน้ำท่วม กม. 1,200 ต.หนองแสง",
        "ยืมเต็นท์ 20 หลัง คืนแล้ว 18",
        "ออกตรวจแล้ว เก็บตัวอย่าง 300",
    ],
)
def test_what_is_no_amount_or_in_doubt(text: str) -> None:
    assert told(text, MoneyFact) == []


@pytest.mark.parametrize(
    ("text", "baht", "agree"),
    [
        ("470,000 บาท (สี่แสนเจ็ดหมื่นบาทถ้วน)", 470000, True),
        ("74,000 บาท (เจ็ดหมื่นสามพันบาทถ้วน)", 74000, False),
        ("สองร้อยบาทถ้วน (๒๐๐ บาท)", 200, True),
        ("สองร้อยบาท (300 บาท)", 300, False),
    ],
)
def test_words_beside_figures_are_one_amount_and_are_compared(text: str, baht: int, agree: bool) -> None:
    (fact,) = told(text, MoneyFact)
    assert (fact.baht, fact.words_agree) == (baht, agree)
    assert fact.words
    assert fact.words in fact.quote


def test_brackets_that_are_no_amount_are_left_alone() -> None:
    (fact,) = told("5,200,000 บาท (โอนที่ดินแล้ว)", MoneyFact)
    assert (fact.words, fact.words_agree, fact.quote) == (None, None, "5,200,000 บาท")


def test_both_ends_of_a_range_have_what_they_are_for() -> None:
    facts = told("ราคาบ้านหลังละประมาณ 272,000 - 295,000 บาท", MoneyFact)
    assert [(fact.baht, fact.approx, fact.per) for fact in facts] == [
        (272000, True, "house"),
        (295000, True, "house"),
    ]


def test_a_sum_at_a_line_s_end_is_one_of_baht_where_its_parts_are() -> None:
    facts = told("อบรม 30 คน x 80 บ. x 2 วัน = 4,800\n", MoneyFact)
    assert [fact.baht for fact in facts] == [80, 4800]


def test_a_ledger_of_minutes_needs_no_word_for_baht() -> None:
    facts = told("รับ 3,500 จ่าย 850 คงเหลือ 2,650", MoneyFact)
    assert [fact.baht for fact in facts] == [3500, 850, 2650]


def test_between_a_word_of_money_and_the_amount_others_may_be_counted() -> None:
    facts = told("จ่ายค่านอน รพ. 3 ราย 2,400 ค่าศพ 1 ราย 15,000 เหลือเข้าแบงค์ 1,050", MoneyFact)
    assert [fact.baht for fact in facts] == [2400, 15000, 1050]


def test_lines_of_a_ledger_have_small_sums_too() -> None:
    text = "ยอดยกมา 45,210\nรับฝากสัจจะ 12,300\nดอกเบี้ยรับ 315\nจ่ายซื้อเครื่องเขียน 285\nรับสมาชิกใหม่ 22\nคงเหลือ 57,540"
    assert [fact.baht for fact in told(text, MoneyFact)] == [45210, 12300, 315, 285, 57540]


def test_a_sum_is_written_on_to_its_sign() -> None:
    assert [fact.baht for fact in told("ค่าอาหาร 50x120=6,000 ค่าเอกสาร 40 บาท", MoneyFact)] == [6000, 40]


def test_the_sign_for_baht_stands_before_its_number_not_behind_the_last() -> None:
    assert [fact.quote for fact in told("15,000.- ฿500", MoneyFact)] == ["15,000.-", "500"]


@pytest.mark.parametrize(
    ("text", "baht"), [("จ่ายไปสองพันห้า", 2500), ("ได้เงินแสนสอง", 120000), ("งบสามหมื่นห้า", 35000)]
)
def test_what_people_say_short_is_told_as_doubtful(text: str, baht: int) -> None:
    (fact,) = told(text, MoneyFact)
    assert (fact.baht, fact.doubt) == (baht, "spoken")


def test_what_is_written_in_full_is_not_spoken_short() -> None:
    (fact,) = told("เงินสองพันห้าบาท", MoneyFact)
    assert (fact.baht, fact.doubt) == (2005, "")


def test_a_year_s_due_is_not_what_came_of_it() -> None:
    facts = told("สมทบ 365 บาทต่อคนต่อปี ได้ 381,425 บาท", MoneyFact)
    assert [(fact.baht, fact.per) for fact in facts] == [(365, "person"), (381425, None)]


def test_the_lower_end_that_is_only_understood_is_not_told() -> None:
    (fact,) = told("ใช้เงิน 2-3 ล้านบาท", MoneyFact)
    assert (fact.baht, fact.approx, fact.note) == (3000000, True, "range")


def test_purpose_and_fiscal_year_are_read_from_before() -> None:
    (fact,) = told("ปีงบประมาณ พ.ศ. 2566 งบพัฒนาระบบน้ำ จำนวน 5 ล้านบาท", MoneyFact)
    assert (fact.purpose, fact.fiscal_year_be) == ("งบพัฒนาระบบน้ำ", 2566)


def test_a_ceiling_is_exact_and_says_so() -> None:
    (fact,) = told("วงเงินไม่เกิน ๕๐,๐๐๐ บาท", MoneyFact)
    assert (fact.approx, fact.note) == (False, "ceiling")
