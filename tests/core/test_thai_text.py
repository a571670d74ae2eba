"""Cleaning, order and search keys of Thai text."""

import random
import re
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythainlp.corpus.common import thai_words
from pythainlp.util import collate

from khabuan.core.thai import (
    CitizenNumber,
    Phone,
    cell_text,
    full_name,
    name_keys,
    read_phones,
    search_key,
    sort_key,
    sound_key,
    split_name,
    split_place_words,
    tidy,
    to_arabic_digits,
    to_thai_digits,
)

HOSTILE = [
    None,
    "",
    " ",
    "\x00",
    "\ud800",
    "🙂👨‍👩‍👧",
    "\u202eabc\u202c",
    "\ufeff",
    "ํ",
    "ำ",
    "่่่่",
    "เ" * 50,
    "((((",
    "์",
    "a\u0301",
    "'; DROP TABLE",
    "<script>",
    "=1+1",
    "๑๒๓",
    "\uf70a",
    "|||",
    "..",
    "น.ส.",
    "นาย",
    "ต.",
    "(",
    "'",
]


def test_digits_go_both_ways() -> None:
    assert to_thai_digits("ที่ 12/2566") == "ที่ ๑๒/๒๕๖๖"
    assert to_arabic_digits("ที่ ๑๒/๒๕๖๖") == "ที่ 12/2566"


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("เเม่", "แม่"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํา", "ทำ"),
        ("ก่ิน", "กิ่น"),
        ("สิิทธิ์์", "สิทธิ์"),
        ("  สระ\u200bบุรี \u00a0\t เมือง\ufeff ", "สระบุรี เมือง"),
        ("สมชาย\r\nใจดี", "สมชาย ใจดี"),
        ("ป\uf70aา", "ป่า"),
        ("\u202eสระ\u202c", "สระ"),
        (None, ""),
    ],
)
def test_text_is_repaired_as_a_careful_typist_would(typed: str | None, clean: str) -> None:
    assert tidy(typed) == clean


def test_lines_are_kept_when_asked() -> None:
    assert tidy("ข้อ 1  ก\r\nข้อ 2\n", keep_lines=True) == "ข้อ 1 ก\nข้อ 2"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once == unicodedata.normalize("NFC", once)


@settings(max_examples=1_000)
@given(st.text(alphabet="กขเแโำ้่ําิี๊์ะ \u200b"))
def test_tidying_thai_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(alphabet="กขเแโำ้่ําิฺุ็ี๊์ะๅ๎ a\u0301A1๑\u200b\t"))
def test_what_looks_tidy_is_tidy(text: str) -> None:
    assert tidy(text) == tidy(f"{text}\u200b")  # with something to repair nothing is passed by


NAMES = st.text(alphabet="กขรญทธหสศจเแโไำ้่ิีุ็์ะฤ abซ1๑.-", max_size=14)


@given(NAMES, NAMES)
def test_the_keys_of_a_whole_name_are_those_of_its_parts_put_together(given: str, surname: str) -> None:
    whole = f"{given} {surname}".strip()
    assert name_keys(given, surname) == (sort_key(whole), search_key(whole), sound_key(whole))


def test_order_is_that_of_the_dictionary() -> None:
    in_order = ["กก", "กา", "ก่า", "ก้า", "กาล", "เก", "เก่ง", "แก", "ไก่", "ขา", "เป็ด", "วันที่", "วัว", "หมู", "เอก"]
    shuffled = in_order[:]
    random.Random(2).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == in_order


def test_a_space_sorts_before_every_letter_so_given_names_come_first() -> None:
    assert sorted(["สมชาย", "สม ใจดี", "ส้ม", "สม"], key=sort_key) == ["สม", "ส้ม", "สม ใจดี", "สมชาย"]


def test_order_agrees_with_the_oracle_over_a_dictionary() -> None:
    words = [word for word in sorted(thai_words()) if word == tidy(word) and "ํ" not in word]
    # The oracle appends the first mark to the letters ("จ่า" after "จาง"), so it can only judge words without.
    sample = [re.sub("[็-์]", "", word) for word in random.Random(1).sample(words, 8_000)]
    assert sorted(sorted(sample), key=sort_key) == collate(sorted(sample))


def test_marks_decide_only_between_the_same_letters() -> None:
    words = [tidy(word) for word in random.Random(3).sample(sorted(thai_words()), 4_000)]
    unmarked = [sort_key(re.sub("[็-๎]", "", word)) for word in sorted(words, key=sort_key)]
    assert unmarked == sorted(unmarked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำพุ ๒", "นํ้าพุ2"),
        ("แม่", "เเม"),
        ("กรุงเทพฯ", "กรุงเทพ"),
        ("Saraburi-City", "saraburi city"),
        ("สมชาย ใจดี", "สม\u200bชายใจดี"),
        ("ฤๅษี", "ฤาษี"),
        ("Café", "cafe"),
        ("สิทธิ์", "สิทธิ"),
    ],
)
def test_search_does_not_care_how_it_was_typed(one: str, other: str) -> None:
    assert search_key(one) == search_key(other) != ""


def test_search_keeps_words_apart_that_differ_in_letters() -> None:
    assert search_key("ดาว") != search_key("ดาบ")
    assert search_key("น้ำ") == "นำ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ณรงค์", "นรงค์"),
        ("ศักดิ์", "สัก"),
        ("พงษ์", "พงศ์"),
        ("วรรณา", "วันนา"),
        ("จันทร์เพ็ญ", "จันเพ็ญ"),
        ("ฤทธิ์", "ริทธิ์"),
        ("สมบูรณ์", "สมบูน"),
        ("ทรงศักดิ์", "ซงสัก"),
        ("ชัย", "ไชย"),
        ("กิตติ", "กิติ"),
        ("เพชร", "เพ็ด"),
        ("ปัญญา", "ปันยา"),
        ("ธรรม", "ทำ"),
        ("ฐิติมา", "ธิติมา"),
    ],
)
def test_names_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("สมชาย", "สมหญิง"), ("เกษม", "เกศ"), ("มานะ", "มานี"), ("ก้อง", "แก้ว")]
)
def test_names_that_sound_different_do_not(one: str, other: str) -> None:
    assert sound_key(one) != sound_key(other)


def test_a_cell_is_read_as_it_is_shown() -> None:
    assert [cell_text(cell) for cell in (None, 5, 812345678.0, 1.5, "ก", 10**5000)] == [
        "",
        "5",
        "812345678",
        "1.5",
        "ก",
        "?",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_never_raises(text: str | None) -> None:
    for read in (tidy, sort_key, search_key, sound_key):
        read(text).encode()  # no lone surrogate is left
    assert isinstance(full_name(split_name(text)), str)
    assert isinstance(split_place_words(text), tuple)
    assert isinstance(read_phones(text), tuple)
    assert CitizenNumber.parse(text).findings
    assert isinstance(Phone.parse(text).mask, str)


@given(st.text())
def test_any_text_goes_through_every_reader(text: str) -> None:
    for read in (sort_key, search_key, sound_key):
        assert "\x00" not in read(text)
    split_name(text)
    split_place_words(text)
    read_phones(text)
    CitizenNumber.parse(text)


TRAPS = ["ก", "เ", "่", "ํ่", "ก์", "เก", "รร", "าก", " ", "(", "1/", "ต.", "หมู่", "ก่ํ้า", "\u200b"]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_megabyte_takes_time_in_proportion(trap: str) -> None:
    text = trap * (1_000_000 // len(trap)) + "ะ"
    readers: list[Callable[[str], object]] = [
        tidy,
        sort_key,
        search_key,
        sound_key,
        split_name,
        split_place_words,
        Phone.parse,
        CitizenNumber.parse,
    ]
    for read in readers:
        before = time.process_time()
        read(text)
        assert time.process_time() - before < 6, read
