from __future__ import annotations

import pytest

from khabuan.reader.rules.drafts import TextKind
from khabuan.reader.rules.fitting import likely_record
from khabuan.reader.sentences import said


@pytest.mark.parametrize(
    ("title", "words", "what"),
    [
        ("มอบบ้านยายแดง", "เมื่อวันที่ 3 มีนาคม มอบบ้านพอเพียง 1 หลัง", "house"),
        ("", "ส่งมอบบ้านพอเพียงหลังที่ 5 ของตำบล\nวันนี้", "house"),
        ("บ้านดอนตั้งกองทุนสวัสดิการ", "ชาวบ้านร่วมกันตั้งกองทุน", "fund"),
        ("ตำบลบ้านดอน", "กองทุนตั้งกองทุนเมื่อปี 2550 มาแล้ว", "gathering"),
        ("ประชุมสภาฯ บ้านดอน 2/2569", "สรุปประชุมวันนี้", "meeting"),
        ("สภาฯ ประชุม", "ประชุมสภาองค์กรชุมชนตำบลบ้านดอน ครั้งที่ 1/2569", "meeting"),
        ("โครงการผู้สูงอายุ", "ชื่อโครงการ ผู้สูงอายุบ้านดอน", "project"),
        ("บ้านดอนได้งบ 96,000 บาท", "ได้รับอนุมัติงบ", "project"),
        ("ชาวบ้านทำแนวกันไฟ", "เมื่อวันอาทิตย์ ชาวบ้านร่วมกันทำ", "gathering"),
    ],
)
def test_a_text_says_what_it_most_likely_becomes(title: str, words: str, what: str) -> None:
    assert likely_record(TextKind.NEWS, title, words, has_day=True) == what


def test_minutes_become_a_meeting_and_what_has_no_day_nothing() -> None:
    assert likely_record(TextKind.MINUTES, "", "ใครมาบ้าง", has_day=False) == "meeting"
    assert likely_record(TextKind.NEWS, "ราคาข้าว", "ข้าวแพง", has_day=False) == ""


def test_what_has_no_word_in_the_list_is_counted_by_its_own() -> None:
    says = {"what": "other", "value": 14}
    assert said("count", says, "๑๔ เสียง") == "14 เสียง"
    assert said("count", {**says, "approx": True}, "14 เสียง").endswith("14 เสียง")
    assert said("count", {"what": "people", "value": 14}, "14 ราย") != "14 ราย"
