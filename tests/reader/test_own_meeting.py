"""Which of the meetings that a text numbers it tells of, and of what kind that is. Pure. All bodies are invented."""

from __future__ import annotations

import re
import time as clock

import pytest
from hypothesis import given

from khabuan.reader.rules.accepted import Accepted, Given
from khabuan.reader.rules.candidates import candidates, shown
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.own_meeting import are_minutes, kind_in, own_meeting
from khabuan.reader.rules.starting import for_meeting
from tests.reader.reports import texts

HEAD = "รายงานการประชุมสภาองค์กรชุมชนตำบลทดสอบ ครั้งที่ 4/2568\nณ ศาลาทดสอบ\n"


def numbers(words: str) -> list[Accepted]:
    """A draft for each "n/ปี" of the words."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in re.finditer(r"\d/25\d\d", words):
        found.setdefault(one.group(), []).append(one.span())
    return [
        Accepted(at, Kind.MEETING, {"number": int(said[0]), "be": int(said[2:])}, None, tuple(spans))
        for at, (said, spans) in enumerate(found.items())
    ]


def own(words: str, title: str = "") -> int | None:
    found = own_meeting(numbers(words), words, title)
    return found.says["number"] if found else None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (HEAD + "รับรองรายงานการประชุมครั้งที่ 3/2568\nนัดประชุมครั้งที่ 5/2568 วันศุกร์", 4),
        (HEAD + "ประชุมครั้งต่อไป ครั้งที่ 1/2569", 4),
        (HEAD + "ติดตามเรื่องในครั้งที่ 2/2568", 4),
        ("สภาทดสอบ\nวาระ 1 รับรองรายงานครั้งที่ 3/2568\nวาระ 2 ประชุมครั้งที่ 4/2568 ที่วัด", 4),
        ("นัดประชุมคณะทำงานทดสอบ ครั้งที่ 5/2568 วันศุกร์นี้", 5),
        (HEAD + "ทบทวนมติครั้งที่ 4/2568 และรับรองครั้งที่ 3/2568", 4),
        ("ประชุมสภาทดสอบ\n\n\n\n1\n2\n3\n4\nนัดประชุมครั้งที่ 5/2568", None),
        ("อ้างถึงการประชุมครั้งที่ 3/2568", None),
        ("ประชุมครั้งที่ 3/2568 และครั้งที่ 4/2568", None),
    ],
)
def test_the_own_number_is_no_other_meeting_s_or_stands_in_the_head(words: str, number: int | None) -> None:
    assert own(words) == number


def test_of_two_the_title_chooses() -> None:
    words = "สรุปผล\n" + "ก\n" * 9 + "ประชุมครั้งที่ 3/2568\nประชุมครั้งที่ 4/2568"
    assert own(words) is None
    assert own(words, "ประชุมสภาทดสอบ ๔/๖๘") == 4
    assert own(words, "ประชุมสภาทดสอบ 14/2568") is None


def test_every_number_is_offered_and_one_draft_gives_a_number_with_its_year() -> None:
    told = numbers(HEAD + "รับรองครั้งที่ 3/2568")
    given_ = for_meeting(told, HEAD)
    assert (given_["number"], given_["year"]) == (Given(4, 0), Given(2025, 0))
    offered = shown(candidates("meeting", told), given_)
    assert [one.value for one in offered["number"]] == [4, 3]
    assert "year" not in offered  # both are of the year that stands there


def test_a_special_meeting_is_one_whose_head_says_so() -> None:
    words = "รายงานการประชุมวิสามัญ สภาทดสอบ"
    assert kind_in(words)["kind"].value == "special"
    assert kind_in(HEAD + "ก\n" * 9 + "เสนอให้เปิดประชุมวิสามัญ") == {}


@pytest.mark.parametrize(
    "words", [HEAD, "บันทึกย่อการประชุม สภาทดสอบ", "สรุปประชุมคณะทำงานทดสอบ", "รายงานผลการประชุม"]
)
def test_minutes_are_known_by_their_head_or_title(words: str) -> None:
    assert are_minutes(words, "")
    assert are_minutes("", words)
    assert not are_minutes("ข่าวจากตำบลทดสอบ\n" + "ก\n" * 9 + words, "ข่าว")


@given(texts)
def test_any_text_has_one_or_none(words: str) -> None:
    spans = range(0, len(words), 5)
    drafts = [Accepted(at, Kind.MEETING, {"number": 1, "be": None}, None, ((at, at + 1),)) for at in spans]
    own_meeting(drafts, words, words)
    kind_in(words)
    are_minutes(words, words)


@pytest.mark.parametrize("trap", [" ", "\n", "ก\n", "รายงาน", "ครั้งที่ 1/2568 ", "นัด"])
def test_a_long_text_takes_no_long_time(trap: str) -> None:
    words = trap * (200_000 // len(trap))
    began = clock.process_time()
    own_meeting(numbers(words), words, words)
    are_minutes(words, words)
    assert clock.process_time() - began < 1
