"""Drafts of facts: known again by what they say, certain or not, beside words that accuse. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.reader.rules.drafts import ALLEGED, BESIDE, Drafted, Kind, drafts_of, identity, is_certain
from khabuan.reader.rules.facts import CountFact, DateFact, MissingFact, MoneyFact, PersonFact, PlaceFact
from khabuan.reader.rules.known import Known
from khabuan.reader.rules.page import Span
from khabuan.reader.rules.reading import read

WORDS = {"quote": "ก", "span": Span(0, 1)}


def person(start: int, name: str = "สมมติ ใจดี") -> PersonFact:
    return PersonFact(title="นาย", name=name, quote=name, span=Span(start, start + len(name)))


def test_what_is_said_is_kept_as_the_command_prints_it_without_its_words_and_place() -> None:
    (one,) = drafts_of(
        "ก", [CountFact(what="people", value=Decimal(146), approx=True, why="number", **WORDS)]
    )
    assert one.says == {"what": "people", "value": 146, "approx": True}
    assert (one.quote, one.start, one.end, one.why) == ("ก", 0, 1, "number")


def test_the_same_said_again_is_one_draft_and_two_lost_numbers_are_two() -> None:
    told = [CountFact(what="people", value=Decimal(5), quote="ก", span=Span(at, at + 1)) for at in (0, 4)]
    lost = [MissingFact(what="houses", quote="ก", span=Span(at, at + 1)) for at in (8, 12)]
    assert [one.start for one in drafts_of("ก" * 13, [*told, *lost])] == [0, 8, 12]


def test_a_draft_is_known_again_although_the_rules_think_otherwise_of_it() -> None:
    before = {"start": "2023-03-15", "end": None, "certain": False, "main": False}
    after = {**before, "certain": True, "main": True}
    assert identity("date", before, 0) == identity("date", after, 90)
    assert identity("date", before, 0) != identity("date", {**before, "end": "2023-03-16"}, 0)
    assert identity("missing", {"what": "houses"}, 0) != identity("missing", {"what": "houses"}, 9)


@pytest.mark.parametrize(
    ("kind", "says", "expected"),
    [
        (Kind.DATE, {"start": "2023-03-15", "certain": True}, True),
        (Kind.DATE, {"start": "2023-03-15", "certain": False}, False),
        (Kind.DATE, {"start": "--03-15", "certain": True}, False),
        (Kind.PLACE, {"codes": ["190101"]}, True),
        (Kind.PLACE, {"codes": ["190101", "190201"]}, False),
        (Kind.PLACE, {"codes": []}, False),
        (Kind.MONEY, {"words_agree": None}, True),
        (Kind.MONEY, {"words_agree": False}, False),
        (Kind.COUNT, {}, True),
        (Kind.MISSING, {}, False),
        (Kind.ORGANISATION, {"name": "เครือข่าย"}, False),
    ],
)
def test_certain_is_what_the_rules_do_not_doubt(kind: Kind, says: dict, expected: bool) -> None:
    assert is_certain(kind, says) is expected
    assert not is_certain(kind, {**says, "doubt": "spelling"})


def test_a_name_beside_words_that_accuse_is_an_accusation_and_never_certain() -> None:
    words = "นายสมมติ ใจดี ถูกกล่าวหาว่ายักยอกเงิน" + " " * (2 * BESIDE) + "นางสมใจ ดีงาม เปิดงาน"
    near, far = drafts_of(words, [person(3), person(words.index("สมใจ"), "สมใจ ดีงาม")])
    assert (near.is_accusation, near.is_certain) == (True, False)
    assert (far.is_accusation, far.is_certain) == (False, True)


def test_values_of_all_kinds_are_plain_json() -> None:
    facts = [
        DateFact(start=date(2023, 3, 15), end=None, **WORDS),
        MoneyFact(baht=Decimal("10.50"), **WORDS),
        PlaceFact(level="tambon", name="ทดสอบ", codes=("190101",), **WORDS),
    ]
    assert [one.says.get("start") or one.says.get("baht") or one.says["codes"] for one in drafts_of("ก", facts)] == [
        "2023-03-15", 10.5, ["190101"],
    ]  # fmt: skip


@given(st.text(alphabet="กขค .,0123456789๑๒บาทคนวันที่ปี\n\u200bทุจริตนายจับกุม", max_size=200))
def test_any_text_makes_drafts_that_stand_on_its_letters(words: str) -> None:
    for one in drafts_of(words, read(words, Known())):
        assert words[one.start : one.end] == one.quote
        assert 0 <= one.start < one.end <= len(words)


def test_money_and_counts_beside_words_that_accuse_are_alleged_and_never_certain() -> None:
    words = "ถูกกล่าวหาว่ายักยอกเงิน 900 บาท ของสมาชิก 17 คน"
    told = [one for one in drafts_of(words, read(words, Known())) if one.kind in ALLEGED]
    assert [(one.is_certain, one.says["alleged"]) for one in told] == [(False, True)] * 2
    plain = "จ่ายสวัสดิการ 900 บาท ให้สมาชิก 17 คน"
    assert all(one.is_certain for one in drafts_of(plain, read(plain, Known())) if one.kind in ALLEGED)


def read_in(words: str, headline: tuple[Drafted, ...] = ()) -> dict[str, Drafted]:
    return {one.quote: one for one in drafts_of(words, read(words, Known()), headline)}


FAR = "\n" + "ที่ประชุมคุยกันเรื่องอื่น " * 12 + "\n"


def test_a_sum_said_twice_is_alleged_where_either_stands_beside_words_that_accuse() -> None:
    accusing = "สมาชิกกล่าวหาว่ายักยอกเงิน 86,400 บาท"
    for words in (f"เงินออม 86,400 บาท{FAR}{accusing}", f"{accusing}{FAR}เงินออม 86,400 บาท"):
        one = read_in(words)["86,400 บาท"]
        assert (one.is_certain, one.says["alleged"], len(one.also_at)) == (False, True, 1)
    twice = read_in(f"เงินออม 86,400 บาท{FAR}เงินออม 86,400 บาท")["86,400 บาท"]
    assert (twice.is_certain, "alleged" in twice.says, len(twice.also_at)) == (True, False, 1)


def test_a_name_said_twice_is_accused_where_either_stands_beside_words_that_accuse() -> None:
    words = f"นายสมมติ ใจดี เปิดงาน{FAR}นายสมมติ ใจดี ถูกกล่าวหาว่ายักยอกเงิน"
    (one,) = drafts_of(words, [person(3), person(words.rindex("สมมติ"))])
    assert (one.is_accusation, one.is_certain) == (True, False)


def test_what_a_title_that_accuses_says_is_alleged_wherever_the_words_say_it() -> None:
    title = "ชาวบ้านร้องตรวจสอบกลุ่ม อ้างเงินหาย 86,400 บาท"
    headline = tuple(read_in(title).values())
    told = read_in(f"ปีนี้มีเงินออม 86,400 บาท และเงินสมทบ 500 บาท{FAR}", headline)
    assert told["86,400 บาท"].says["alleged"]
    assert not told["86,400 บาท"].is_certain
    assert told["500 บาท"].is_certain


@pytest.mark.parametrize(
    "words",
    [
        "ยื่นหนังสือต่อนายสมมติ ใจดี นายอำเภอ ให้สอบข้อเท็จจริงเงินกลุ่ม",
        "ร้องเรียนการทุจริตต่อนายอำเภอทดสอบ นายสมมติ ใจดี ที่ที่ว่าการอำเภอ",
        "ยื่นหนังสือถึงนายสมมติ ใจดี กล่าวหาว่ามีการยักยอกเงิน",
        "กล่าวหาว่ามีการยักยอกเงิน โดยนายสมมติ ใจดี นายอำเภอ เป็นผู้รับหนังสือ",
    ],
)
def test_who_only_takes_a_complaint_in_is_not_accused(words: str) -> None:
    assert not read_in(words)["นายสมมติ ใจดี"].is_accusation


@pytest.mark.parametrize(
    "words",
    [
        "ยื่นหนังสือให้สอบข้อเท็จจริงนายสมมติ ใจดี",
        "ร้องเรียนต่อสื่อว่านายสมมติ ใจดี ยักยอกเงิน",
        "ยื่นหนังสือต่อนายสมมติ ใจดี ซึ่งถูกกล่าวหาว่าทุจริต",
        "ร้องเรียนต่อนายอำเภอ นายสมมติ ใจดี อมเงินกลุ่ม",
        "กล่าวหาว่านายสมมติ ใจดี ยักยอกเงิน และนายอำเภอเป็นผู้รับหนังสือ",
        f"ยื่นหนังสือต่อนายสมมติ ใจดี ให้สอบข้อเท็จจริง{FAR}นายสมมติ ใจดี ถูกกล่าวหาว่าทุจริต",
    ],
)
def test_who_is_accused_beside_a_complaint_still_is(words: str) -> None:
    assert read_in(words)["นายสมมติ ใจดี"].is_accusation
