"""What holds of any text: no crash, letter-exact quotes, the same again, values that stand in their own words."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabuan.core.thai import MONTHS, SHORT_MONTHS, to_thai_digits
from khabuan.reader.rules import reading
from khabuan.reader.rules.facts import CountFact, DateFact, MeetingFact, MoneyFact, YearFact, as_json
from khabuan.reader.rules.numbers import figures
from khabuan.reader.rules.page import Page
from tests.reader.reports import NOTHING_KNOWN

PIECES = (
    "0", "1", "5", "10", "12", "60", "66", "2566", "1,084", "2.57", "๑๒", "๒๕๖๖", "00", ",", ".", "/", "-", "(",
    ")", "#", ":", "\n", " ", "  ", "\n\n", "\u200b", "\u00a0", *MONTHS[:4], *SHORT_MONTHS[:4], "วันที่",
    "วันพุธที่", "ปี", "พ.ศ.", "ปีงบประมาณ", "ครั้งที่", "ประชุม", "คน", "ราย", "หลัง", "ตำบล", "ครัวเรือน",
    "กองทุน", "บาท", "บาทถ้วน", "ล้าน", "แสน", "พัน", "หนึ่ง", "สอง", "สิบ", "ห้า", "ร้อย", "จำนวน", "กว่า",
    "ประมาณ", "ไม่เกิน", "ละ", "ร้อยละ", "ถึง", "และ", "ที่ผ่านมา", "นี้", "หมู่", "นาย", "สมาชิก", "ก", "ข", "A",
    "IMG", "บ.", "=", "ถ้วน", "จาก", "เป็น", "สภา", "ชาย", "หญิง", "งวดแรก", "สมทบ", "งบ", "หลังละ", "หมื่น", "เครื่อง", "บา", "ท", "ลุง",
)  # fmt: skip
REPORTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.one_of(REPORTS, st.text(max_size=200)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_each_quote_is_letter_exact(text: str) -> None:
    facts = reading.read(text, NOTHING_KNOWN)
    assert facts == reading.read(text, NOTHING_KNOWN)
    for fact in facts:
        assert fact.quote == text[fact.span.start : fact.span.end]
        assert fact.quote
        as_json(fact)


@given(REPORTS)
@settings(max_examples=300, deadline=None)
def test_each_value_stands_in_its_own_words(text: str) -> None:
    for fact in reading.read(text, NOTHING_KNOWN):
        page = Page(fact.quote)
        if isinstance(fact, CountFact | MoneyFact):
            value = fact.value if isinstance(fact, CountFact) else fact.baht
            assert value in {one for figure in figures(page) for one in figure.values}, fact
        digits = {int(number) for number in re.findall(r"\d+", page.plain)}
        if isinstance(fact, DateFact) and fact.start:
            assert fact.start.day in digits
            assert not fact.certain or digits & {
                fact.start.year,
                fact.start.year + 543,
                (fact.start.year + 543) % 100,
            }
        if isinstance(fact, YearFact):
            assert digits & {fact.be, fact.be - 543, fact.be % 100}
        if isinstance(fact, MeetingFact):
            assert fact.number in digits


@given(REPORTS)
@settings(max_examples=100, deadline=None)
def test_thai_digits_say_the_same(text: str) -> None:
    arabic = [as_json(fact) | {"quote": "", "words": ""} for fact in reading.read(text, NOTHING_KNOWN)]
    thai = [
        as_json(fact) | {"quote": "", "words": ""}
        for fact in reading.read(to_thai_digits(text), NOTHING_KNOWN)
    ]
    assert arabic == thai


@pytest.mark.parametrize(
    "piece",
    [
        "1,",
        "1 ล้าน",
        "9,600 =",
        "ละหมื่น ",
        "8 จาก 11 สภา ",
        "(ชาย 20 หญิง 16)",
        "  เครื่อง ",
        "1,200 บ.",
        "5 คน ",
        "12 มกราคม ",
        "10, ",
        "จำนวน  ",
        " , ",
        "หนึ่ง",
        "2566-",
        "ปี 2566 และ ",
        "1",
        "  คน",
        "ก  ตำบล ",
        "นายสม\nชาย ใจดี ",
        "ลุงคำ ",
        "1. คำ ดี\n",
        "( คำ ดี",
        "ครู",
        "ข่าว/",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        reading.read(text, NOTHING_KNOWN)
        return time.process_time() - began

    assert seconds(80_000) < 12 * seconds(10_000) + 0.2
