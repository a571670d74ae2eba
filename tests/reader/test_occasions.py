"""What the words of a text tell of a gathering: its kind, its number, how many came. Pure. All bodies are invented."""

from __future__ import annotations

import time as clock

import pytest
from hypothesis import given

from khabuan.reader.rules.accepted import Accepted, Given
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.hours import only_hours
from khabuan.reader.rules.occasions import heads_of, of_gathering
from tests.reader.reports import texts


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("สภาทดสอบจัดเวทีรวมตำบล\nมอบของที่ระลึก", "forum"),
        ("พมจ.ลงพื้นที่ทดสอบ เยี่ยมบ้าน มอบรถเข็น", "visit"),
        ("มอบบ้านหลังที่สาม", "ceremony"),
        ("อบรมบัญชีกองทุนทดสอบ", "seminar"),
        ("ทีมสภาเยี่ยมคารวะนายอำเภอ", "call"),
        ("มอบหมายงานสภา", None),
        ("ตลาดชุมชนทดสอบ\n" + "ก\n" * 9 + "จัดเวที", None),
    ],
)
def test_the_kind_is_what_the_head_says_first(words: str, kind: str | None) -> None:
    told = of_gathering(words)
    assert (told["kind"].value if "kind" in told else None) == kind


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("จัดเวทีบูรณาการทดสอบ ครั้งที่ 1 ณ วัด\nแผนจะรวมกัน และจัดเวทีครั้งที่ 2 เดือนหน้า", 1),
        ("งานมหกรรมทดสอบ ครั้งที่ ๓", 3),
        ("เวทีครั้งที่ 1 กับ เวทีครั้งที่ 2", None),
        ("ประชุมคณะทำงาน ครั้งที่ 4", None),
        ("เวทีครั้งที่ 1/2569", None),
    ],
)
def test_the_number_in_a_series_is_the_only_one_that_is_not_to_come(words: str, number: int | None) -> None:
    told = of_gathering(words)
    assert (told["number"].value if "number" in told else None) == number


def count(key: int, words: str, quote: str, value: int, **says: object) -> Accepted:
    at = words.index(quote)
    return Accepted(
        key, Kind.COUNT, {"what": "people", "value": value, **says}, None, ((at, at + len(quote)),)
    )


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("มีผู้แทนหน่วยงานเข้าร่วม 60 คน", "60 คน"),
        ("ผู้เข้าร่วมทั้งหมด 60 คน", "ผู้เข้าร่วมทั้งหมด 60 คน"),
        ("รวม 60 คน เข้ารับการอบรม", "60 คน"),
        ("วัดทดสอบ คนมาหกสิบคน", "หกสิบคน"),
    ],
)
def test_how_many_came_is_said_beside_the_number(words: str, quote: str) -> None:
    assert heads_of([count(1, words, quote, 60)], words) == {"total": Given(60, 1)}
    rough = heads_of([count(1, words, quote, 60, approx=True)], words)
    assert rough == {"total": Given(60, 1), "is_total_rough": Given(True, 1)}


@pytest.mark.parametrize("words", ["ไม่เข้าร่วม 60 คน", "เดือดร้อน 60 คน", "รวม 60 คน เข้าร่วมโครงการ", "รวม 60 คน"])
def test_other_people_did_not_come(words: str) -> None:
    assert heads_of([count(1, words, "60 คน", 60)], words) == {}


def test_two_numbers_are_left_open() -> None:
    words = "เข้าร่วม 60 คน วันที่สองเข้าร่วม 50 คน"
    assert heads_of([count(1, words, "60 คน", 60), count(2, words, "50 คน", 50)], words) == {}


def test_the_hour_of_a_post_is_no_beginning() -> None:
    assert only_hours("26 มีนาคม เวลา 17.42 น. · ทุกคน") is None
    assert only_hours("อัปเดต 13 ต.ค. เวลา 19.00 น. น้ำเริ่มลด") is None
    assert only_hours("26 มีนาคม เวลา 17.42 น. ที่วัด") is not None


@given(texts)
def test_any_text_gives_something_or_nothing(words: str) -> None:
    of_gathering(words)
    at = range(0, len(words), 5)
    heads_of(
        [Accepted(one, Kind.COUNT, {"what": "people", "value": 1}, None, ((one, one + 1),)) for one in at],
        words,
    )


@pytest.mark.parametrize("trap", ["เวที ", "เวที", "งาน ครั้งที่ ", "เวลา 10.00 น. ", "เข้าร่วม "])
def test_a_long_text_takes_no_long_time(trap: str) -> None:
    words = trap * (200_000 // len(trap))
    began = clock.process_time()
    of_gathering(words)
    assert clock.process_time() - began < 1.5
