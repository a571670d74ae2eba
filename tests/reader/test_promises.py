"""Words that may promise something, the day by which, and what is none. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.promises import Due, is_of_post, is_written, post_in, promises_in
from khabuan.reader.rules.starting import Accepted, Given, for_promise, meant_bodies, of_sentence

BASE = date(2026, 4, 9)


@pytest.mark.parametrize(
    "words",
    [
        "นายก อบต.บ้านสมมติ รับปากว่าจะลงหินคลุกให้",
        "ปลัดเทศบาลรับว่าจะส่งแผนให้",
        "ที่ดินอำเภอรับจะรังวัดให้ใหม่",
        "กำนันรับเรื่องไปและจะแจ้งอำเภอ",
        "ผู้จัดการโรงงานสัญญากับชาวบ้านว่าจะหยุดปล่อยน้ำ",
        "ผู้ว่าฯ ยืนยันว่าจะตั้งคณะทำงานร่วม",
        "นายอำเภอให้คำมั่นว่าจะไม่ไล่รื้อ",
        "การไฟฟ้ารับไปดำเนินการ",
        "ส.อบต. รับไปประสานการไฟฟ้า",
        "พมจ. จะสนับสนุนงบซ่อมบ้านภายในเดือนมิถุนายน",
        "ชลประทานแจ้งว่าจะขุดลอกภายใน 30 วัน",
    ],
)
def test_who_undertakes_something_is_found_with_the_words(words: str) -> None:
    (found,) = promises_in(f"เรื่องอื่น\n- {words}\nเรื่องอื่น", BASE)
    assert found.words == words
    assert f"เรื่องอื่น\n- {words}"[found.span.start : found.span.end] == words


@pytest.mark.parametrize(
    "words",
    [
        "ขอให้นายอำเภอรับปากว่าจะซ่อมถนน",
        "ชาวบ้านเรียกร้องให้เทศบาลยืนยันว่าจะไม่ปิดทาง",
        "นายก อบต. ไม่รับปากว่าจะซ่อมถนน",
        "นายอำเภอยังไม่ได้ยืนยันว่าจะมา",
        "การประปายืนยันว่าจะไม่ลดค่าน้ำ",
        "ที่ประชุมยืนยันว่าจะจัดเวทีทุกเดือน",
        "มติ สภาองค์กรชุมชนรับจะทำแผนภายในเดือนมิถุนายน",
        "ประธานสภาองค์กรชุมชนตำบลสมมติ รับปากว่าจะส่งรายชื่อ",
        "เลขานุการรับไปทำภายในสิ้นเดือน",
        "ผู้ได้รับจะต้องลงชื่อ",
        "นายอำเภอยอมรับว่าจะช้า",
        "ตรงเวลานะครับจะได้เริ่ม",
        "ล่าช้ากว่าที่รับปากไว้ว่าจะเสร็จ",
        "ถามนายก อบต. ว่ายืนยันว่าจะซ่อมหรือไม่",
        "พมจ. จะสนับสนุนงบซ่อมบ้าน",
        "คำรับปากของหน่วยงาน 23 เรื่อง จะแล้วเสร็จ",
        "คาดว่าจะแล้วเสร็จภายในเดือนสิงหาคม",
        "ถูกกล่าวหาว่ายักยอกเงิน นายก อบต. รับปากว่าจะคืนเงิน",
    ],
)
def test_what_is_asked_denied_resolved_told_of_the_past_or_accuses_is_none(words: str) -> None:
    assert promises_in(words, BASE) == ()


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("ภายในวันที่ 31 สิงหาคม 2569", Due(date(2026, 8, 31))),
        ("ภายในวันศุกร์ที่ ๑๒ มิ.ย.", Due(date(2026, 6, 12))),
        ("ภายใน 3 มีนาคม", Due(date(2027, 3, 3))),
        ("ภายในเดือนกุมภาพันธ์ 2571", Due(date(2028, 2, 29), "month")),
        ("ภายในเดือน พ.ค.", Due(date(2026, 5, 31), "month")),
        ("ภายในเดือนเมษายนนี้", Due(date(2026, 4, 30), "month")),
        ("ภายในสิ้นเดือนมกราคม", Due(date(2027, 1, 31), "month")),
        ("ภายในเดือนนี้", Due(date(2026, 4, 30), "month")),
        ("ภายในเดือนหน้า", Due(date(2026, 5, 31), "month")),
        ("ภายในสิ้นปี", Due(date(2026, 12, 31), "year")),
        ("ภายในปี 2570", Due(date(2027, 12, 31), "year")),
        ("ภายในปีงบประมาณ 2570", Due(date(2027, 9, 30), "year")),
        ("ภายใน 15 วัน", Due(date(2026, 4, 24))),
        ("ภายใน 11 เดือน", Due(date(2027, 3, 9))),
        ("ภายใน 7 วันหลังน้ำลด", None),
        ("ภายใน 30 วันนับแต่ได้รับเรื่อง", None),
        ("ภายในเวลาอันควร", None),
        ("โดยเร็ว", None),
    ],
)
def test_the_day_is_what_the_words_tell_and_nothing_else(told: str, due: Due | None) -> None:
    (found,) = promises_in(f"นายก อบต. รับปากว่าจะซ่อมถนนให้{told}", BASE)
    assert found.due == due


def test_without_a_day_of_promising_only_what_has_its_year_has_a_day() -> None:
    (without, whole) = promises_in("อบต. รับจะซ่อมภายในเดือนมีนาคม\nอบต. รับจะสร้างภายใน 2 มีนาคม 2570", None)
    assert (without.due, whole.due) == (None, Due(date(2027, 3, 2)))


def test_one_sentence_that_promises_two_things_with_their_days_is_two() -> None:
    text = "นายชัย สมมติ ถามเรื่องน้ำ ซึ่งนายอำเภอรับปากว่าจะส่งรถน้ำภายในวันที่ 12 เมษายน และจะซ่อมท่อภายในเดือนพฤษภาคม"
    first, second = promises_in(text, BASE)
    assert first.words == "นายอำเภอรับปากว่าจะส่งรถน้ำภายในวันที่ 12 เมษายน"
    assert (second.words, second.due) == ("จะซ่อมท่อภายในเดือนพฤษภาคม", Due(date(2026, 5, 31), "month"))


def test_a_line_s_end_in_the_middle_of_the_sentence_is_passed() -> None:
    (found,) = promises_in("นายอำเภอรับว่าจะออกคำสั่งภายใน\nเดือนพฤษภาคม 2569\nเรื่องต่อไป", BASE)
    assert found.due == Due(date(2026, 5, 31), "month")


def test_a_promise_is_known_again_by_its_words() -> None:
    (found,) = promises_in("นายอำเภอรับว่าจะออกคำสั่งตั้งคณะทำงานภายในเดือนพฤษภาคม", BASE)
    assert is_written(found, found.words)
    assert is_written(found, "จะออกคำสั่ง ตั้งคณะทำงาน")
    assert is_written(found, found.words.replace("รับว่า", "บอกว่า"))
    assert not is_written(found, "จะซ่อมฝายน้ำล้น")


def person(key: int, text: str, name: str, **says: str) -> Accepted:
    at = text.index(name)
    return Accepted(key, Kind.PERSON, {"name": name, **says}, None, ((at, at + len(name)),))


def test_who_gave_it_is_named_before_the_verb_of_its_own_sentence_or_is_left_open() -> None:
    text = "นายชัย สมมติ ขอให้ช่วย\nนายดี ทดสอบ นายก อบต.สมมติ รับปากว่าจะซ่อมถนน"
    asker, giver = (
        person(1, text, "ชัย สมมติ"),
        person(2, text, "ดี ทดสอบ", title="นาย", role="นายก อบต.สมมติ"),
    )
    (one,) = promises_in(text, BASE)
    assert of_sentence([asker, giver], one, text) == {
        "giver_name": Given("นายดี ทดสอบ", 2), "giver_post": Given("นายก อบต.สมมติ", 2),
    }  # fmt: skip
    assert of_sentence([asker], one, text) == {}
    text = "นายชัย สมมติ ถามเรื่องถนน นายก อบต. รับปากว่าจะซ่อม"
    (one,) = promises_in(text, BASE)
    assert of_sentence([person(1, text, "ชัย สมมติ")], one, text) == {}


@pytest.mark.parametrize(
    ("said", "role", "is_so"),
    [
        ("นายอำเภอทดสอบกล่าวต่อที่ประชุมว่า", "นายอำเภอทดสอบ", True),
        ("ด้านนายอำเภอ กล่าวว่า", "นายอำเภอทดสอบ จังหวัดสมมติ", True),
        ("พมจ.สมมติ กล่าวกับทีมสภาฯ ว่า สำนักงาน", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสมมติ", True),
        ("นายก อบจ.", "นายกองค์การบริหารส่วนจังหวัดสมมติ", True),
        ("นายอำเภออื่นกล่าวว่า", "นายอำเภอทดสอบ", False),
        ("ปลัดอำเภอทดสอบ", "นายอำเภอทดสอบ", False),
        ("รองผู้ว่าราชการจังหวัดสมมติ", "ผู้ว่าราชการจังหวัดสมมติ", False),
        ("นายก อบต.", "นายกองค์การบริหารส่วนจังหวัดสมมติ", False),
        ("นายอำเภอถามว่า อบต.", "นายอำเภอทดสอบ", False),
        ("นายอำเภอแจ้งว่า อบต.ทดสอบ", "นายอำเภอทดสอบ", False),
        ("นายชัย นายอำเภอทดสอบ", "นายอำเภอทดสอบ", False),
        ("สำนักงาน", "นายอำเภอทดสอบ", False),
        ("นายอำเภอ", "ประธานสภา", False),
    ],
)
def test_who_spoke_by_a_post_is_who_holds_it_in_the_text(said: str, role: str, is_so: bool) -> None:
    assert is_of_post(said, post_in(role)) == is_so


def test_an_officer_named_elsewhere_gave_it_where_the_sentence_has_the_post_alone() -> None:
    text = "แขก นายดี ทดสอบ นายอำเภอสมมติ\nนายอำเภอสมมติรับปากว่าจะซ่อมถนน"
    (one,) = promises_in(text, BASE)
    known = person(2, text, "ดี ทดสอบ", title="นาย", role="นายอำเภอสมมติ")
    assert of_sentence([known], one, text) == {}, "nobody of the register"
    giver = replace(known, subject=70)
    named = {"giver_name": Given("นายดี ทดสอบ", 2), "giver_post": Given("นายอำเภอสมมติ", 2)}
    assert of_sentence([giver], one, text) == named
    officer = {"giver_person": Given(70, 2), "agency": Given(8, 2)}
    assert of_sentence([giver], one, text, {8}, {70: 8}) == {**named, **officer}
    assert of_sentence([giver, replace(giver, key=3, subject=71)], one, text) == {}, "two hold it"


def test_a_line_of_the_list_begins_with_the_verb() -> None:
    text = "นายดี ทดสอบ นายก อบต.สมมติ รับปากว่าจะซ่อมถนน"
    (one,) = promises_in(text, BASE)
    assert one.on_from_verb(text) == "…รับปากว่าจะซ่อมถนน"


def test_the_agency_is_the_one_linked_body_of_that_kind_in_the_sentence() -> None:
    text = "สภาองค์กรชุมชนตำบลสมมติ\nอบต.สมมติ รับจะซ่อมศาลาสภาองค์กรชุมชนตำบลสมมติ"
    (one,) = promises_in(text, BASE)
    at = text.index("อบต.")
    council = Accepted(1, Kind.ORGANISATION, {"name": "สภา"}, 7, ((0, 23), (at + 25, at + 48)))
    agency = Accepted(2, Kind.ORGANISATION, {"name": "อบต.สมมติ"}, 8, ((at, at + 9),))
    assert of_sentence([council, agency], one, text, {8}) == {"agency": Given(8, 2)}
    assert of_sentence([council, agency], one, text) == {}
    assert of_sentence([agency, Accepted(3, Kind.ORGANISATION, {}, 9, agency.spans)], one, text, {8, 9}) == {}
    assert meant_bodies([council, agency, council]) == [7, 8]


def test_the_day_of_a_promise_is_the_accepted_main_day_alone() -> None:
    day = {"start": "2026-04-09", "end": None}
    assert for_promise([Accepted(1, Kind.DATE, {**day, "main": False})]) == {}
    assert for_promise([Accepted(1, Kind.DATE, {**day, "main": True})]) == {"given_on": Given(BASE, 1)}
