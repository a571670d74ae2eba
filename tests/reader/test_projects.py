"""What a text says of a project by its own words: sums, days, name, code, state; of gatherings and houses too. Pure."""

from __future__ import annotations

import time as clock
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from khabuan.reader.rules import occasions, projects
from khabuan.reader.rules.accepted import Accepted, Fields, Given, around, in_line
from khabuan.reader.rules.candidates import MOST, candidates, shown
from khabuan.reader.rules.drafts import Kind, drafts_of
from khabuan.reader.rules.reading import read
from khabuan.reader.rules.starting import for_project
from khabuan.reader.shipped import shipped


def accepted(words: str, *kinds: Kind) -> list[Accepted]:
    """All drafts of these kinds of a text, as if each had been accepted."""
    found = drafts_of(words, read(words, shipped()))
    return [
        Accepted(key, one.kind, one.says, None, spans, around(words, spans))
        for key, one in enumerate(found)
        if one.kind in kinds
        for spans in [((one.start, one.end), *one.also_at)]
    ]


def values(fields: Fields) -> dict[str, Any]:
    return {name: one.value for name, one in fields.items()}


@pytest.mark.parametrize(
    ("words", "asked", "approved"),
    [
        ("เสนอขอ 500,000 บาท ได้รับอนุมัติ 300,000 บาท จ่ายแล้ว 100,000 บาท", 500000, 300000),
        ("ขอรับการสนับสนุนงบประมาณจาก พอช. จำนวน 120,000 บาท", 120000, None),
        ("พอช. ให้การสนับสนุนงบประมาณ 120,000 บาท ชุมชนสมทบ 20,000 บาท", None, 120000),
        ("เสนอขอ 120,000 บาท ต่อมาอนุมัติงบ 120,000 บาท", 120000, 120000),
        ("งบประมาณที่ขอ 90,000 บาท", 90000, None),
        ("ขออนุมัติงบประมาณ 90,000 บาท", 90000, None),
        ("ยังไม่ได้รับอนุมัติ 90,000 บาท", None, None),
        ("คาดว่าจะได้รับงบประมาณ 90,000 บาท", None, None),
        ("อนุมัติให้เบิก 90,000 บาท", None, None),
        ("อนุมัติ 10,000 บาท และอนุมัติ 20,000 บาท", None, None),
        ("ได้รับงบสนับสนุนประมาณ 90,000 บาท", None, None),
        ("อนุมัติงบประมาณ 500,000 บาท แบ่งเป็นค่าวัสดุ 300,000 บาท", None, 500000),
        ("สนับสนุนเงินซ่อมบ้าน 19,000 บาท ให้ครอบครัวหนึ่ง จากงบครัวเรือนละไม่เกิน 19,000 บาท", None, None),
        ("ใช้เงิน 5,000 บาท", None, 5000),
        ("ใช้เงิน 5,000 บาท และ 6,000 บาท", None, None),
        ("งบประมาณ  75,000 บาท\nอบรม 18,500 บาท\nอุปกรณ์ 56,500 บาท", None, 75000),
        ("พอช. ให้โครงการทดสอบ งบประมาณ 75,000 บาท งวดแรก 40,000 บาท", None, 75000),
        ("เสนอโครงการต่อ อบต.\nวงเงิน : 75,000 บาท\nค่าวัสดุ 5,000 บาท", 75000, None),
        ("งบประมาณ 75,000 บาท\nงบประมาณ 76,000 บาท", None, None),
        ("เราขอไป 120,000 บาท ได้รับอนุมัติ 96,000 บาท", 120000, 96000),
    ],
)
def test_a_sum_is_asked_or_granted_where_the_words_before_it_say_so(
    words: str, asked: int | None, approved: int | None
) -> None:
    told = {"asked": asked, "approved": approved}
    assert values(projects.budgets(accepted(words, Kind.MONEY), words)) == {
        name: Decimal(baht) for name, baht in told.items() if baht
    }


FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("ระยะเวลาดำเนินการ ตั้งแต่วันที่ 1 ตุลาคม 2568 ถึง 30 กันยายน 2569", FIRST, LAST),
        ("ระยะเวลาโครงการ 12 เดือน ระหว่างวันที่ 1 ตุลาคม 2568 - 30 กันยายน 2569", FIRST, LAST),
        ("ดำเนินการ 1 ต.ค. 68 - 30 ก.ย. 69", FIRST, LAST),
        ("เริ่มดำเนินการวันที่ 1 ตุลาคม 2568 แล้วเสร็จภายในวันที่ 30 กันยายน 2569", FIRST, LAST),
        ("เริ่มโครงการ 1 ตุลาคม 2568", FIRST, None),
        ("โครงการเริ่มวันที่ 1 ตุลาคม 2568 ไปจนถึง 30 กันยายน 2569", FIRST, LAST),
        ("อบรมเริ่มวันที่ 1 ตุลาคม 2568 ไปจนถึง 30 กันยายน 2569", None, None),
        ("สิ้นสุดโครงการวันพุธที่ 30 กันยายน 2569", None, LAST),
        ("คณะกรรมการดำเนินงานจัดประชุมวันที่ 1 ตุลาคม 2568 - 30 กันยายน 2569", None, None),
        ("เริ่มประชุมวันที่ 1 ตุลาคม 2568", None, None),
        ("ไม่แล้วเสร็จภายในวันที่ 30 กันยายน 2569", None, None),
        ("เริ่มโครงการวันที่ 1 ตุลาคม 2568\nเริ่มโครงการวันที่ 2 ตุลาคม 2568", None, None),
        ("เริ่มโครงการวันที่ 30 กันยายน 2569 สิ้นสุดโครงการวันที่ 1 ตุลาคม 2568", None, None),
    ],
)
def test_the_days_of_work_are_those_of_which_their_sentence_says_so(
    words: str, first: date | None, last: date | None
) -> None:
    told = {"starts_on": first, "ends_on": last}
    assert values(projects.days_of_work(accepted(words, Kind.DATE))) == {
        name: day for name, day in told.items() if day
    }


def test_targets_are_villages_tambons_and_bodies_too() -> None:
    words = "ช่วย 146 คน ใน 12 หมู่บ้าน 3 ตำบล โดย 5 องค์กร บ้าน 4 หลัง และบ้าน 5 หลัง"
    found = values(projects.targets(accepted(words, Kind.COUNT)))
    assert found == {"people": 146, "villages": 12, "tambons": 3, "bodies": 5}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ภายใต้โครงการบ้านพอเพียงชนบทได้รับงบประมาณ โครงการนี้ดี", {"title": "โครงการบ้านพอเพียงชนบท"}),
        ("“โครงการครัวชุมชน ปี 2569” โครงการครัวชุมชน รหัส สบ.69-012", {"title": "โครงการครัวชุมชน ปี 2569", "code": "สบ.69-012"}),
        ("ชื่อโครงการ: แก้หนี้นอกระบบ ตำบลทดสอบ\nรหัสโครงการ ๖๙-๐๑๒/๓", {"title": "แก้หนี้นอกระบบ ตำบลทดสอบ", "code": "69-012/3"}),
        ("โครงการแก้หนี้นอกระบบ และโครงการปลูกป่าชุมชน รหัสโครงการ 123", {}),
        ("รหัสโครงการ 1234567890123", {}),
        ("รหัสโครงการ 11 โครงการเลขที่ 12", {}),
        ("โครงการจับกุมนายสมมติ ตัวอย่าง", {}),
        ("ที่ประชุมมีมติอนุมัติโครงการปลูกป่าชุมชน 5 แปลง", {"title": "โครงการปลูกป่าชุมชน", "state": "approved"}),
        ("โครงการอยู่ระหว่างดำเนินการ", {"state": "running"}),
        ("คาดว่าโครงการจะแล้วเสร็จเรียบร้อย ยังไม่ได้อนุมัติโครงการ", {}),
        ("โครงการแล้วเสร็จเรียบร้อย หลังอยู่ระหว่างดำเนินการ", {"state": "finished"}),
        ("กำลังดำเนินการ และยกเลิกโครงการ", {}),
        ("งบนี้อยู่ระหว่างดำเนินการในทุกภูมิภาค", {}),
        ('แจ้งผลโครงการ "ครัวชุมชนทดสอบ" ของเรา', {"title": "ครัวชุมชนทดสอบ"}),
        ("ยื่นโครงการต่อ อบต.", {"state": "proposed"}),
        ("ยื่นโครงการต่อ อบต. และได้รับงบสนับสนุน 5,000 บาท", {}),
    ],
)  # fmt: skip
def test_name_code_and_state_are_taken_where_the_text_tells_of_one_project(
    words: str, told: dict[str, str]
) -> None:
    assert {name: one.value for name, one in projects.worded(words).items()} == told


def body(key: int, words: str, name: str) -> Accepted:
    at = ((words.index(name), words.index(name) + len(name)),)
    return Accepted(key, Kind.ORGANISATION, {"name": name}, key * 10, at, around(words, at))


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("พอช. แจ้งผลอนุมัติโครงการของสภาทดสอบ", 10),
        ("สภาทดสอบ ได้งบประมาณจาก พอช.", 10),
        ("หน่วยงานสนับสนุน  พอช.\nรับผิดชอบโดย สภาทดสอบ", 10),
        ("พอช. มาเยี่ยม สภาทดสอบ", None),
        ("พอช. อนุมัติ และ สภาทดสอบ สนับสนุน", None),
    ],
)
def test_who_pays_is_the_body_of_which_it_is_said(words: str, agency: int | None) -> None:
    found = values(for_project([body(1, words, "พอช."), body(2, words, "สภาทดสอบ")]))
    assert found.get("agency") == agency


def test_a_project_of_a_province_in_many_tambons_has_the_province_as_its_place() -> None:
    words = "อนุมัติโครงการบ้านทดสอบจังหวัดสมมติ\nต.หนึ่ง ต.สอง ต.สาม"

    def place(key: int, name: str, level: str) -> Accepted:
        at = ((words.index(name), words.index(name) + len(name)),)
        return Accepted(
            key, Kind.PLACE, {"level": level, "name": name, "main": key == 2}, key * 10, at, around(words, at)
        )

    tambons = [place(key, name, "tambon") for key, name in enumerate(("ต.หนึ่ง", "ต.สอง", "ต.สาม"), 2)]
    province = place(1, "จังหวัดสมมติ", "province")
    found = values(for_project([province, *tambons]))
    assert found == {"area": 10, "places:20": 20, "places:30": 30, "places:40": 40}
    assert values(for_project([province, *tambons[:2]]))["area"] == 20


def test_what_words_give_stands_on_letters_of_the_text() -> None:
    words = "\ufeffรหัสโครงการ ๖๙-๐๑ “โครงการครัวชุมชน” เวลา ๐๙.๓๐ - 16.00 น. ณ หอประชุมอำเภอทดสอบ"
    found = {**projects.worded(words), **occasions.worded(words)}
    assert {name: words[slice(*one.span)] for name, one in found.items()} == {
        "title": "โครงการครัวชุมชน", "code": "รหัสโครงการ ๖๙-๐๑", "place": "หอประชุมอำเภอทดสอบ",
        "starts_at": "เวลา ๐๙.๓๐ - 16.00 น.", "ends_at": "เวลา ๐๙.๓๐ - 16.00 น.",
    }  # fmt: skip
    assert (found["starts_at"].value, found["ends_at"].value) == (time(9, 30), time(16))


def test_two_halls_or_hours_and_an_hour_that_cannot_be_give_nothing() -> None:
    assert occasions.worded("เวลา 9.00 น. และเวลา 10.00 น. ณ วัดหนึ่งทดสอบ ณ วัดสองทดสอบ") == {}
    assert occasions.worded("เวลา 25.00 น.") == {}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("เวทีสมัชชาจังหวัด ครั้งที่ 3/2569", 3),
        ("การประชุมสภา ครั้งที่ 3/2569", None),
        ("เวทีครั้งที่ 1/2569 ครั้งที่ 2/2569", None),
    ],
)
def test_a_gathering_has_the_number_of_its_series_and_none_of_a_meeting(
    words: str, number: int | None
) -> None:
    found = values(occasions.number_of(accepted(words, Kind.MEETING)))
    assert found == ({"number": number} if number else {})


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ส่งมอบบ้านเมื่อวันที่ 15 มีนาคม 2569", date(2026, 3, 15)),
        ("วันที่ 15 มีนาคม 2569 นายอำเภอเป็นประธานมอบบ้านแก่ครอบครัวผู้สูงอายุ", date(2026, 3, 15)),
        ("ซ่อมแซมบ้านแล้วเสร็จวันที่ 15 มีนาคม 2569", date(2026, 3, 15)),
        ("จะส่งมอบบ้านวันที่ 15 มีนาคม 2569", None),
        ("วันที่ 15 มีนาคม 2569 ประชุมสภา", None),
        ("ส่งมอบบ้านวันที่ 15 มีนาคม 2569 และส่งมอบบ้านวันที่ 16 มีนาคม 2569", None),
    ],
)
def test_a_house_has_the_day_on_which_it_was_finished_or_handed_over(words: str, day: date | None) -> None:
    assert values(occasions.day_of_house(accepted(words, Kind.DATE))) == ({"on": day} if day else {})


def test_each_box_is_offered_what_the_text_has_for_it_once_and_exactly() -> None:
    words = "งบ 100 บาท และ 200 บาท ประมาณ 300 บาท คนละ 50 บาท คืน 100 บาท มี 5 คน และ 7 คน วันที่ 1 มีนาคม 2569"
    told = accepted(words, Kind.MONEY, Kind.COUNT, Kind.DATE)
    found = candidates("project", told)
    assert [one.value for one in found["approved"]] == [Decimal(100), Decimal(200)]
    assert [one.value for one in found["people"]] == [5, 7]
    assert [one.value for one in found["starts_on"]] == [date(2026, 3, 1)]
    assert candidates("wedding", told) == {}


def test_a_place_that_only_says_where_another_lies_is_not_offered() -> None:
    places = [
        Accepted(at, Kind.PLACE, {"level": level, "name": "ก", "codes": [str(code)]}, code)
        for at, (level, code) in enumerate(
            (("tambon", 190101), ("amphoe", 1901), ("province", 19), ("tambon", 190102))
        )
    ]
    assert [one.value for one in candidates("news", places)["area"]] == [190101, 190102]


def test_nothing_is_shown_that_stands_in_the_box_already_and_five_at_most() -> None:
    one, many = [Given(1, 1)], [Given(number, number) for number in range(9)]
    assert shown({"people": one, "houses": many}, {"people": one[0]}) == {"houses": many[:MOST]}
    assert shown({"people": many}, {"people": one[0]}) == {"people": many[:MOST]}
    assert shown({"people": one, "houses": []}, {}) == {"people": one}


def test_words_are_shown_with_a_little_of_their_line() -> None:
    words = (
        "บรรทัดแรก\nชาวบ้านทดสอบหลายหมู่บ้านร่วมกันทำงาน ได้รับงบสนับสนุน 120,000 บาท เพื่อซ่อมแซมบ้านของผู้สูงอายุในตำบล\nท้าย"
    )
    start = words.index("120,000")
    assert in_line(words, start, start + 11) == "…ได้รับงบสนับสนุน 120,000 บาท…"
    assert in_line("ได้ 5 คน", 4, 8) == "ได้ 5 คน"


@pytest.mark.parametrize(
    "piece",
    ["โครงการก", "โครงการบ้านพอเพียง รหัส ", "ชื่อโครงการ\n", '"โครงการ', "ณ วัดทดสอบ ชั้น 1", "เวลา 9.00 - "],
)
def test_long_texts_of_traps_take_linear_time(piece: str) -> None:
    words = (piece * 200_000)[:200_000]
    began = clock.process_time()
    projects.worded(words)
    occasions.worded(words)
    projects.budgets([], words)
    assert clock.process_time() - began < 3
