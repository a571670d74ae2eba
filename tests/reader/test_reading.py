"""What holds for every text: letter-exact quotes, the same answer every time, no crash, time by the length."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given

from khabuan.reader.rules.facts import PlaceFact
from khabuan.reader.rules.page import Page
from khabuan.reader.rules.reading import read
from khabuan.reader.shipped import shipped
from khabuan.registry.rules.programmes import PROGRAMMES
from tests.reader.reports import facts, texts


@given(texts)
@example("เเ\u0e4dา\u0e4d\u0e48า\n\u0e31 ไ ก")
def test_every_quote_is_what_stands_there(text: str) -> None:
    for fact in read(text, shipped()):
        for span in (fact.span, *fact.also_at):
            assert 0 <= span.start < span.end <= len(text)
        assert fact.quote == text[fact.span.start : fact.span.end]
        assert fact.quote.strip()


@given(texts)
def test_the_same_text_is_read_the_same(text: str) -> None:
    assert read(text, shipped()) == read(text, shipped())


@given(texts)
@example("นายเเเเ")
@example("นายเเเ\u200bเ")
def test_names_are_read_off_their_quotes(text: str) -> None:
    for fact in facts("person", text):
        seen = Page(fact["quote"]).plain
        assert all(word in seen or word in text for word in fact["name"].split())
    for fact in facts("programme", text):
        assert fact["name"] in PROGRAMMES


@given(texts)
def test_a_code_is_one_of_the_register(text: str) -> None:
    for fact in read(text, shipped()):
        if isinstance(fact, PlaceFact):
            assert all(code in shipped().by_code for code in fact.codes)


@given(texts)
def test_a_page_finds_its_way_back(text: str) -> None:
    page = Page(text)
    assert page.quote(page.span(0, len(page.plain))) in text
    assert all(start < end for start, end in page.lines)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("อําเภอ", "อำเภอ"), ("นํ้า", "น้ำ"), ("น้ํา", "น้ำ"), ("เเผน", "แผน"), ("ไ ด้", "ได้"), ("อุด\nุล", "อุดุล"),
        ("ก\uf70aา", "ก่า"), ("๑๒", "12"), ("อํา\nเภอ", "อำเภอ"), ("ครัวเรื\nอน", "ครัวเรือน"), ("5 บา\nท", "5 บาท"),
        ("เบา\nทหาร", "เบา\nทหาร"), ("หมู่\nบ้าน", "หมู่\nบ้าน"), ("มกรา\nคม", "มกราคม"),
    ],
)  # fmt: skip
def test_letters_typed_in_two_are_one(typed: str, plain: str) -> None:
    page = Page(typed)
    assert page.plain == plain
    assert page.quote(page.span(0, len(plain))) == typed


@pytest.mark.parametrize(
    "piece",
    [
        "คุณ",
        "พลเอก",
        "นายสมชาย ใจดี ",
        "จังหวัด",
        "ต.หนองบวว ",
        "บ้านก ",
        "สระบุรี ",
        "เขต",
        "สวัสดิการ ",
        "กองทุน",
        "ก",
        "ณ ",
        "1 ",
        "ลุงเข่ง ",
        "บ้านไร่ กับ",
        "พ.อ.(พิเศษ) ",
        "ตำ\nบล",
        "สภาองค์กรชุมชน ต.",
        "5 มี.ค. 66\n",
        "เดิมบางนางบวช",
    ],
)
def test_time_is_by_the_length_whatever_is_repeated(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        read(text, shipped())
        return time.process_time() - began

    read("จ.ระยอง", shipped())
    assert seconds(60_000) < max(0.5, 14 * seconds(10_000))
