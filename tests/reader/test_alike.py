"""Texts of one event in different words, and texts of two that are alike: by what is read in them. All is invented."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from khabuan.places.rules import path_of_code
from khabuan.reader.rules.alike import OFFERED, Reason, Said, Sign, Told, points, reasons, told
from khabuan.reader.rules.drafts import State, drafts_of
from khabuan.reader.rules.reading import read
from khabuan.reader.rules.timeline import DaySaid, likely_day
from khabuan.reader.sentences import said
from khabuan.reader.shipped import shipped

Printed = tuple[str, str | None]


def text(words: str, printed: str | None = None) -> Told:
    """What a text tells that the rules are sure of, and of bodies that the register knows them all."""
    on = date.fromisoformat(printed) if printed else None
    drafts = drafts_of(words, read(words, shipped(), on))
    days = [DaySaid(State.WAITING, one.says, one.is_certain) for one in drafts if one.kind == "date"]
    sure = [one for one in drafts if one.is_certain or one.kind == "organisation"]
    return told(
        likely_day(days),
        on,
        [
            Said(
                one.kind,
                one.says,
                said(one.kind, one.says),
                None,
                path_of_code(one.codes[0]) if one.codes else "",
            )
            for one in sure
        ],
    )


def why(first: Printed, second: Printed) -> list[Reason]:
    """The reasons, the same both ways."""
    one, other = text(*first), text(*second)
    found, back = reasons(one, other), reasons(other, one)
    assert points(found) == points(back)
    assert sorted(reason.sign for reason in found) == sorted(reason.sign for reason in back)
    return list(found)


WORDS = (
    "เมื่อวันที่ 15 มีนาคม 2566 ณ ศาลาประชาคมตำบลดาวเรือง อ.เมือง จ.สระบุรี กองทุนสวัสดิการชุมชนตำบลดาวเรือง จัดประชุมใหญ่"
    " มีสมาชิกเข้าร่วม 183 คน นายสมมุติ ไม่มีจริง ประธาน แถลงว่ามีเงินกองทุน 1,384,600 บาท"
)
PAPER = (WORDS, "2023-03-16")
SAME: dict[str, tuple[Printed, Printed]] = {
    "yesterday, and numbers rounded": (
        PAPER,
        ("วานนี้ ที่ตำบลดาวเรือง จังหวัดสระบุรี ชาวบ้านราว 180 คน มาฟังนายสมมุติ ไม่มีจริง เล่าเรื่องเงินกองทุน 1.38 ล้านบาท", "2023-03-16"),
    ),
    "only the month, printed two days later": (
        PAPER,
        ("ในเดือนมีนาคม 2566 กองทุนวันละบาท ต.ดาวเรือง จ.สระบุรี ประชุมใหญ่ นายสมมุติ ไม่มีจริง เป็นประธาน", "2023-03-18"),
    ),
    "an amphoe against its tambon": (
        PAPER,
        ("สระบุรี 15 มี.ค. 66 ที่ อ.เมือง จ.สระบุรี กองทุนแห่งหนึ่งประชุมใหญ่ มีคนมา 183 คน นายสมมุติ ไม่มีจริง นำประชุม", None),
    ),
    "no place, the same people and sum": (
        PAPER,
        ("วันที่ 15 มีนาคม 2566 นายสมมุติ ไม่มีจริง แถลงว่ากองทุนมีเงิน 1,384,600 บาท", None),
    ),
    "a body written short": (
        PAPER,
        ("15 มีนาคม 2566 กองทุนสวัสดิการฯ ต.ดาวเรือง จ.สระบุรี จัดงานที่วัด", None),
    ),
    "a meeting by its number": (
        ("สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ประชุมครั้งที่ 2/2566 วันที่ 5 เม.ย. 66 มีมติเรื่องน้ำ", "2023-04-07"),
        ("สอช.ต.ดาวเรือง จ.สระบุรี ประชุมครั้งที่ 2/2566 เห็นชอบแผนน้ำ", "2023-04-08"),
    ),
    "a meeting by its number, which one paper tells without its year": (
        ("สภาองค์กรชุมชนตำบลดาวเรือง ประชุมครั้งที่ 2/2566 วันที่ 5 เม.ย. 66 มีมติเรื่องน้ำ", None),
        ("5 เม.ย. 66 นายสมมุติ ไม่มีจริง เปิดการประชุมครั้งที่ 2 ของสภาองค์กรชุมชนตำบลดาวเรือง", None),
    ),
    "days of which one paper gives the first": (
        ("วันที่ 10-12 มีนาคม 2566 ที่ ต.ดาวเรือง จ.สระบุรี อบรมผู้นำ 60 คน", None),
        ("11 มีนาคม 2566 ต.ดาวเรือง จ.สระบุรี อบรมผู้นำวันที่สอง", None),
    ),
    "a day's slip, with the same odd numbers": (
        PAPER,
        ("16 มีนาคม 2566 กองทุนสวัสดิการชุมชนตำบลดาวเรือง จ.สระบุรี ประชุมใหญ่ สมาชิก 183 คน", None),
    ),
}  # fmt: skip
OTHER: dict[str, tuple[Printed, Printed]] = {
    "a monthly event in another month": (
        PAPER,
        (WORDS.replace("มีนาคม", "เมษายน"), "2023-04-16"),
    ),
    "the next meeting of the same council": (
        ("สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ประชุมครั้งที่ 2/2566 นายสมมุติ ไม่มีจริง ประธาน ผู้เข้าร่วม 32 คน", "2023-04-07"),
        ("สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ประชุมครั้งที่ 3/2566 นายสมมุติ ไม่มีจริง ประธาน ผู้เข้าร่วม 32 คน", "2023-04-08"),
    ),
    "the same council on the day after": (
        ("15 มีนาคม 2566 สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ประชุม นายสมมุติ ไม่มีจริง ประธาน", None),
        ("16 มีนาคม 2566 สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ลงพื้นที่ นายสมมุติ ไม่มีจริง ประธาน", None),
    ),
    "the same meeting number of two councils": (
        ("5 เม.ย. 66 สภาองค์กรชุมชนตำบลดาวเรือง จ.สระบุรี ประชุมครั้งที่ 1/2566", None),
        ("5 เม.ย. 66 สภาองค์กรชุมชนตำบลนาโฉง จ.สระบุรี ประชุมครั้งที่ 1/2566", None),
    ),
    "one official in two tambons on one day": (
        ("15 มีนาคม 2566 นายสมมุติ ไม่มีจริง ผู้ว่าราชการจังหวัดสระบุรี มอบบ้านพอเพียงที่ ต.ดาวเรือง อ.เมือง จ.สระบุรี", None),
        ("15 มีนาคม 2566 นายสมมุติ ไม่มีจริง ผู้ว่าราชการจังหวัดสระบุรี เปิดเวทีที่ ต.ห้วยแห้ง อ.แก่งคอย จ.สระบุรี", None),
    ),
    "two events of one programme in one amphoe": (
        ("15 มีนาคม 2566 อ.เมือง จ.สระบุรี อบรมบ้านพอเพียง 50 คน", None),
        ("15 มีนาคม 2566 อ.เมือง จ.สระบุรี ส่งมอบบ้านพอเพียง 50 คน", None),
    ),
    "printed together, another month's event": (
        ("5 มกราคม 2566 ต.ดาวเรือง จ.สระบุรี กองทุนสวัสดิการชุมชนตำบลดาวเรือง ประชุม นายสมมุติ ไม่มีจริง ประธาน", "2023-03-15"),
        ("กองทุนสวัสดิการชุมชนตำบลดาวเรือง จ.สระบุรี ประชุม นายสมมุติ ไม่มีจริง ประธาน", "2023-03-16"),
    ),
    "a project of many months and a hand-over in them": (
        ("ดำเนินการตั้งแต่ 1 มิถุนายน ถึง 30 กันยายน 2566 โครงการบ้านพอเพียง ต.ดาวเรือง อ.เมือง จ.สระบุรี หลังละ 33,000 บาท", None),
        ("26 มิ.ย. 2566 ต.ดาวเรือง อ.เมือง จ.สระบุรี มอบบ้านพอเพียง หลังละ 33,000 บาท", None),
    ),
    "the same day and province only": (
        ("15 มีนาคม 2566 จ.สระบุรี พอช. จัดเวทีสวัสดิการชุมชน มีคนมา 200 คน งบ 50,000 บาท", None),
        ("15 มีนาคม 2566 จ.สระบุรี พอช. ติดตามสวัสดิการชุมชน มีคนมา 200 คน งบ 50,000 บาท", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_one_event_in_other_words_is_offered(pair: tuple[Printed, Printed]) -> None:
    found = why(*pair)
    assert points(found) >= OFFERED, found


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_two_events_that_are_alike_are_not_offered(pair: tuple[Printed, Printed]) -> None:
    found = why(*pair)
    assert points(found) < OFFERED, found


def test_the_reasons_tell_what_both_say() -> None:
    found = {(one.sign, one.points, one.words) for one in why(*SAME["yesterday, and numbers rounded"])}
    assert {
        (Sign.PUBLISHED, 15, ""), (Sign.PLACE, 25, "ต.ดาวเรือง จ.สระบุรี"), (Sign.PERSON, 15, "นาย สมมุติ ไม่มีจริง"),
        (Sign.ROUND, 10, "1,384,600 บาท"), (Sign.ROUND, 5, "183 คน"),
    } <= found  # fmt: skip


def figures(*values: tuple[Any, ...]) -> Told:
    day = likely_day([DaySaid(State.ACCEPTED, {"start": "2023-03-15", "main": True})])
    return told(day, None, [Said(kind, {"approx": False, **says}, "x") for kind, says in values])


def test_a_person_is_known_again_by_the_register_however_the_name_is_written() -> None:
    says = ({"name": "ทดสอบพงษ์ ใจดี"}, {"name": "พงษ์ ทดสอบพงษ์ ใจดี"})
    day = likely_day([DaySaid(State.ACCEPTED, {"start": "2023-03-15", "main": True})])
    one, other = (told(day, None, [Said("person", name, "x", 7)]) for name in says)
    assert [reason.sign for reason in reasons(one, other)] == [Sign.DAY, Sign.PERSON]


def test_of_two_about_a_whole_province_that_is_said_and_a_narrower_place_says_more() -> None:
    words = "15 มีนาคม 2566 จังหวัดสระบุรีจัดเวที"
    assert Sign.PROVINCE in {one.sign for one in why((words, None), (words, None))}
    narrower = ("15 มีนาคม 2566 ที่ ต.ดาวเรือง อ.เมือง จ.สระบุรี จัดเวที", None)
    assert Sign.PROVINCE not in {one.sign for one in why((words, None), narrower)}


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("money", {"baht": 999}),
        ("count", {"what": "people", "value": 9}),
        ("count", {"what": "other", "value": 200}),
        ("person", {"name": "สมมุติ"}),
        ("year", {"be": 2569}),
        ("place", {"level": "province", "name": "สระบุรี"}),
        ("organisation", {"name": "พอช."}),
    ],
)
def test_what_is_said_by_many_texts_says_nothing(kind: str, says: dict[str, Any]) -> None:
    one = figures((kind, says))
    assert [reason.sign for reason in reasons(one, one)] == [Sign.DAY]


def test_the_more_figures_a_number_has_the_rarer_it_is() -> None:
    worth = [
        points(reasons(one, one))
        for value in (5000, 5300, 5380, 5384)
        if (one := figures(("money", {"baht": value})))
    ]
    assert all(less < more for less, more in pairwise(worth))


@pytest.mark.parametrize(
    ("mine", "its", "sign"),
    [
        ({"baht": 1_384_600}, {"baht": 1_384_600}, Sign.FIGURE),
        ({"baht": 1_384_600}, {"baht": 1_380_000}, Sign.ROUND),
        ({"baht": 1_384_600}, {"baht": 1_400_000}, Sign.ROUND),
        ({"baht": 1_386_000}, {"baht": 1_380_000, "approx": True}, Sign.ROUND),
        ({"baht": 180_000, "approx": True}, {"baht": 180_000}, Sign.ROUND),
        ({"baht": 1_384_600}, {"baht": 1_300_900}, None),
        ({"baht": 1_384_600}, {"baht": 1_384_600, "per": "year"}, None),
    ],
)
def test_a_number_is_the_same_or_rounded(
    mine: dict[str, Any], its: dict[str, Any], sign: Sign | None
) -> None:
    found = reasons(figures(("money", mine)), figures(("money", its)))
    assert [one.sign for one in found] == [Sign.DAY, *([sign] if sign else [])]


def test_nothing_is_compared_without_any_day() -> None:
    assert why((WORDS.replace("เมื่อวันที่ 15 มีนาคม 2566 ", ""), None), (WORDS, None)) == []
