"""What the words of a text tell of a meeting that was held, and what they leave open. Pure. All people are invented."""

from __future__ import annotations

import time as clock
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given

from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.held import held_facts, place_in, told_facts
from khabuan.reader.rules.hours import Hours, hours_in
from khabuan.reader.rules.occasions import worded
from khabuan.reader.rules.starting import Accepted, Given
from tests.reader.reports import texts

DAY = "15 มีนาคม 2566"
PAPER = (
    f"รายงานการประชุมสภาองค์กรชุมชนตำบลทดสอบ ครั้งที่ 2/2566\nเมื่อวันที่ {DAY} เวลา ๐๙.๓๐ น. ณ ศาลาประชาคมหมู่ที่ 3 ตำบลทดสอบ\n"
    "ผู้มาประชุม 17 คน จากทั้งหมด 24 คน\nผู้ไม่มาประชุม 7 คน\nเริ่มประชุมเวลา 09.45 น.\n"
    "นายสมมติ ใจดี ประธานสภาองค์กรชุมชน ทำหน้าที่ประธานในที่ประชุม กล่าวเปิดประชุม\nเลิกประชุมเวลา 12.00 น.\nนางสมศรี มีสุข ผู้จดรายงาน"
)


def draft(key: int, kind: Kind, quote: str, words: str, **says: Any) -> Accepted:
    at = words.index(quote)
    return Accepted(key, kind, says, None, ((at, at + len(quote)),))


def person(key: int, quote: str, words: str, role: str | None = None) -> Accepted:
    return draft(key, Kind.PERSON, quote, words, name=quote.removeprefix("นาย"), title="นาย", role=role)


def count(key: int, quote: str, words: str, value: float, **says: Any) -> Accepted:
    return draft(key, Kind.COUNT, quote, words, what="people", value=value, **says)


def day(words: str) -> Accepted:
    return draft(9, Kind.DATE, DAY, words, start="2023-03-15", main=True)


def ends(words: str) -> list[int]:
    return [words.index(DAY) + len(DAY)] if DAY in words else []


def test_minutes_tell_all_of_it() -> None:
    told = [
        day(PAPER), person(1, "นายสมมติ ใจดี", PAPER, "ประธานสภาองค์กรชุมชน"), person(2, "นางสมศรี มีสุข", PAPER, "ผู้จด"),
        count(3, "17 คน", PAPER, 17), count(4, "24 คน", PAPER, 24), count(5, "มาประชุม 7 คน", PAPER, 7),
    ]  # fmt: skip
    assert held_facts(told, PAPER) == {
        "chair_words": Given("นายสมมติ ใจดี", 1), "present": Given(17, 3), "entitled": Given(24, 4),
    }  # fmt: skip
    assert told_facts(told, date(2023, 3, 15), PAPER) == {
        "starts_at": time(9, 45), "ends_at": time(12), "place": "ศาลาประชาคมหมู่ที่ 3 ตำบลทดสอบ",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "begins", "last"),
    [
        (f"{DAY} เวลา 09.30 น. ณ วัด", time(9, 30), None),
        (f"{DAY} เวลา 09.30 - 12.00 น.", time(9, 30), time(12)),
        (f"{DAY} ตั้งแต่เวลา ๐๙.๐๐ น. ถึงเวลา ๑๒.๓๐ น.", time(9), time(12, 30)),
        (f"{DAY} 09.00-12.00 น.", time(9), time(12)),
        (f"{DAY} 13:30 น.", time(13, 30), None),
        ("เวลา 09.30 น.\nณ วัด", time(9, 30), None),
        ("เริ่มประชุมเวลา 09.30 น. เลิกประชุมเมื่อเวลา 16.00 น.", time(9, 30), time(16)),
        ("เปิดประชุม เวลา 9.30 น.\nปิดการประชุมเวลา 12.15 น.", time(9, 30), time(12, 15)),
        (f"{DAY} เวลา 09.30 น. เริ่มประชุมเวลา 10.00 น.", time(10), None),
    ],
)
def test_hours_as_papers_write_them(words: str, begins: time, last: time | None) -> None:
    assert hours_in(words, ends(words)) == Hours(begins, last)


@pytest.mark.parametrize(
    "words",
    [
        "นายสมมติ เข้าห้องประชุมเวลา 10.30 น.",
        "เวลา 10.30 น. นายสมมติ ใจดี รายงานผล",
        "เลิกประชุมเวลา 12.00 น.",
        "เริ่มประชุมเวลา 09.00 น. วันที่สองเริ่มประชุมเวลา 10.00 น.",
        f"เผยแพร่เมื่อ {DAY} เวลา 14.20 น.",
        f"{DAY} เวลา 29.75 น.",
        f"{DAY} 12.50 บาท",
        f"{DAY} เวลาประมาณ 9.30 น.",
        f"{DAY} ข้อ 4.10",
    ],
)
def test_an_hour_of_something_else_or_in_doubt_is_none(words: str) -> None:
    assert hours_in(words, ends(words)) == Hours()


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (f"วันที่ {DAY} ณ ห้องประชุม อบต.ทดสอบ โดยมีผู้เข้าร่วม 30 คน", "ห้องประชุม อบต.ทดสอบ"),
        (f"วันที่ {DAY} (วันพุธ) เวลา 09.30-12.00 น. ณ วัดทดสอบ มีสมาชิกมา", "วัดทดสอบ"),
        (f"วันที่ {DAY} ณ ศาลากลางบ้านมีสุข เวลา 09.00 น.", "ศาลากลางบ้านมีสุข"),
        ("สถานที่ประชุม: ศาลาทดสอบ\nวาระ", "ศาลาทดสอบ"),
        ("รายงาน\nณ ศาลาทดสอบ\n", "ศาลาทดสอบ"),
        (f"วันที่ {DAY} ณ ที่ทำการนายกสมาคม นายสมมติ กล่าว", "ที่ทำการนายกสมาคม"),
        (f"วันที่ {DAY} ณ วัดทดสอบ\nณ ศาลาอื่น", ""),
        ("ณ วันที่ 31 มีนาคม มีสมาชิก", ""),
        ("สถานที่ท่องเที่ยวของตำบล", ""),
        ("ลงพื้นที่ ณ บ้านทดสอบ", ""),
        (f"{DAY} ณ " + "ก" * 150, ""),
        (f"{DAY} ที่วัดทดสอบ", "วัดทดสอบ"),
        (f"{DAY} เวลา 09.30 น. ศาลาประชาคม ม.2 บ้านทดสอบ ต.ทดสอบ", "ศาลาประชาคม ม.2 บ้านทดสอบ ต.ทดสอบ"),
        (f"{DAY} ที่ศาลาประชาคมอำเภอทดสอบนะคะ", "ศาลาประชาคมอำเภอทดสอบ"),
        (f"{DAY} สำนักงานทดสอบ จัดประชุม", ""),
        (f"{DAY} ที่ผ่านมา วัดทดสอบ", ""),
    ],
)
def test_the_place_is_what_stands_behind_it_up_to_something_else(words: str, place: str) -> None:
    assert place_in(words, ends(words)) == place


@pytest.mark.parametrize(
    ("words", "presides"),
    [
        ("โดยมี นายสมมติ ใจดี เป็นประธานการประชุม", True),
        ("นายสมมติ ใจดี รองประธาน ทำหน้าที่ประธานแทน", True),
        ("นายสมมติ ใจดี ประธานในที่ประชุม กล่าวเปิด", True),
        ("ประธานในที่ประชุม: นายสมมติ ใจดี", True),
        ("นายสมมติ ใจดี เป็นประธานในที่ประชุมกล่าวเปิด", True),
        ("นายสมมติ ใจดี ประธานสภาองค์กรชุมชน กล่าวว่า", False),
        ("นายสมมติ ใจดี เป็นประธานการประชุมทีมงานจังหวัด", False),
        ("นายสมมติ ใจดี เป็นประธานเปิดการประชุม", False),
        ("นายสมมติ ใจดี รองประธานที่ประชุม", False),
        ("นายสมมติ ใจดี แจ้งต่อประธานในที่ประชุม", False),
        ("นายสมมติ ใจดี ไม่มา จึงให้รองประธานทำหน้าที่ประธานในที่ประชุม", False),
        ("นายสมมติ ใจดี ทำหน้าที่ประธานกองทุนมาสิบปี", False),
        ("นายสมมติ ใจดี รายงาน ประธานในที่ประชุมสั่งการ", False),
        ("นายสมมติ ใจดี ลา\nทำหน้าที่ประธานในที่ประชุม", False),
        ("เรียนรองประธานในที่ประชุม นายสมมติ ใจดี", False),
        ("ประธาน : นายสมมติ ใจดี", True),
        ("ประธาน นายสมมติ ใจดี ประธานสภาทดสอบ", True),
        ("ขาด 4 คน ประธานคือ นายสมมติ ใจดี", True),
        ("เปิดประชุม 09.15 น. โดยนายสมมติ ใจดี ประธานสภาทดสอบ เป็นประธาน", True),
        ("รองประธาน : นายสมมติ ใจดี", False),
        ("1. ประธาน นายสมมติ ใจดี", False),
        ("คณะกรรมการชุดใหม่\nประธาน : นายสมมติ ใจดี", False),
        ("ตั้งคณะทำงาน โดยมีนายสมมติ ใจดี เป็นประธาน", False),
    ],
)
def test_who_presided_is_said_beside_the_name(words: str, presides: bool) -> None:
    found = held_facts([person(1, "นายสมมติ ใจดี", words)], words)
    assert found == ({"chair_words": Given("นายสมมติ ใจดี", 1)} if presides else {})


def test_two_who_presided_are_left_open_and_each_line_speaks_of_its_own_person() -> None:
    words = "นายสมมติ ใจดี เสนอให้ นายอื่น ใจงาม เป็นประธานการประชุม"
    both = [person(1, "นายสมมติ ใจดี", words), person(2, "นายอื่น ใจงาม", words)]
    assert held_facts(both, words) == {"chair_words": Given("นายอื่น ใจงาม", 2)}
    words = "นายสมมติ ใจดี เป็นประธานการประชุม\nนายอื่น ใจงาม ทำหน้าที่ประธานในที่ประชุม"
    assert held_facts([person(1, "นายสมมติ ใจดี", words), person(2, "นายอื่น ใจงาม", words)], words) == {}
    put_right = Accepted(1, Kind.PERSON, {"name": "สมมุติ ใจดี", "title": "นาย"}, None, ((0, 13),))
    assert held_facts([put_right], "นายสมมติ ใจดี เป็นประธานการประชุม")["chair_words"].value == "นายสมมุติ ใจดี"


@pytest.mark.parametrize(
    ("words", "quotes", "wanted"),
    [
        ("มีสมาชิกมาประชุม 17 คน", {"17 คน": 17}, (17, None)),
        ("ผู้มาประชุม จำนวน 17 คน", {"ผู้มาประชุม จำนวน 17": 17}, (17, None)),
        ("สมาชิกจำนวน 17 คน มาประชุม", {"17 คน": 17}, (17, None)),
        ("กรรมการเข้าร่วม 9 คน จากกรรมการทั้งหมด 15 คน", {"9 คน": 9, "15 คน": 15}, (9, 15)),
        ("สมาชิกทั้งหมด 24 คน มาประชุม 17 คน", {"24 คน": 24, "17 คน": 17}, (17, 24)),
        ("มาประชุม 17 คน\nกองทุนมีสมาชิกทั้งหมด 300 คน", {"17 คน": 17, "300 คน": 300}, (17, None)),
        ("ผู้เข้าร่วมประชุม 60 คน", {"60 คน": 60}, (None, None)),
        ("ชาวบ้านมาประชุม 60 คน", {"60 คน": 60}, (None, None)),
        ("สมาชิกไม่มาประชุม 7 คน", {"7 คน": 7}, (None, None)),
        ("สมาชิกไม่ได้มาประชุม 7 คน", {"7 คน": 7}, (None, None)),
        ("ผู้มาประชุม 17 คน\nผู้มาประชุม 18 คน", {"17 คน": 17, "18 คน": 18}, (None, None)),
        ("สมาชิกทั้งหมด 24 คน", {"24 คน": 24}, (None, None)),
        ("สมาชิกมา 7 คน จาก 10 คน ลา 1 คน", {"7 คน": 7, "10 คน": 10, "1 คน": 1}, (7, 10)),
        ("ผู้มาประชุม สมาชิก 16 คน จาก 20 คน", {"16 คน": 16, "20 คน": 20}, (16, 20)),
        ("ผู้เข้าประชุม คณะทำงาน 17 คน ที่ปรึกษา 2 คน", {"17 คน": 17, "2 คน": 2}, (17, None)),
        ("มากัน 19 คน จาก 14 ตำบล", {"19 คน": 19}, (19, None)),
        ("ชาวบ้านมากัน 60 คน", {"60 คน": 60}, (None, None)),
        ("สมาชิกมา 7 คน แขก 3 คน จาก 10 คนที่เชิญ", {"7 คน": 7, "3 คน": 3, "10 คน": 10}, (7, None)),
    ],
)
def test_members_who_came_are_those_whose_words_say_so(
    words: str, quotes: dict[str, int], wanted: tuple[int | None, int | None]
) -> None:
    found = held_facts([count(value, quote, words, value) for quote, value in quotes.items()], words)
    told = tuple(found[name].value if name in found else None for name in ("present", "entitled"))
    assert told == wanted


def test_a_count_of_members_is_one_too() -> None:
    words = "ผู้มาประชุม 14 คน จากสมาชิกทั้งหมด 18 คน"
    told = [count(1, "14 คน", words, 14), draft(2, Kind.COUNT, "18 คน", words, what="members", value=18)]
    assert held_facts(told, words) == {"present": Given(14, 1), "entitled": Given(18, 2)}


def test_a_hall_is_told_with_its_floor_and_house_and_without_what_people_chat() -> None:
    for words, hall in (
        ("จัดเวที ณ ห้องประชุมชั้น 5 ศาลากลางจังหวัดทดสอบ โดยมี", "ห้องประชุมชั้น 5 ศาลากลางจังหวัดทดสอบ"),
        ("ณ ห้องคอมพิวเตอร์ ชั้น 2 วิทยาลัยทดสอบ (ตัวอย่าง)", "ห้องคอมพิวเตอร์ ชั้น 2 วิทยาลัยทดสอบ"),
        ("เจอกัน ที่ศาลาทดสอบนะคะ", "ศาลาทดสอบ"),
        ("ที่ลานวัดทดสอบ 5 วัน", "ลานวัดทดสอบ"),
    ):
        assert worded(words)["place"].value == hall


def test_no_rough_number_and_no_other_thing_is_a_member() -> None:
    words = "มาประชุม 17 คน"
    for says in ({"approx": True}, {"what": "households"}, {"value": 1.5}):
        known = {"what": "people", "value": 17, **says}
        assert held_facts([draft(1, Kind.COUNT, "17 คน", words, **known)], words) == {}


@given(texts)
def test_any_text_gives_something_or_nothing(words: str) -> None:
    told_facts([], date(2023, 3, 15), words)
    at = range(0, len(words), 3)
    held_facts([Accepted(one, Kind.PERSON, {"name": "ก"}, None, ((one, one + 1),)) for one in at], words)
    hours_in(words, list(at))
    place_in(words, list(at))


@pytest.mark.parametrize(
    "trap",
    [" ", "ณ ", "เวลา ", "\nเวลา 09.30 ", "9.30-", "เริ่มประชุม ", "ก", "ประธาน ", "ณ ศาลา", "ที่วัดวัด ชั้น 5 "],
)
def test_a_long_text_takes_no_long_time(trap: str) -> None:
    words = trap * (200_000 // len(trap))
    began = clock.process_time()
    told_facts([], None, words)
    held_facts([person(1, "นาย", words + "นาย")], words + "นาย")
    worded(words)
    assert clock.process_time() - began < 1
