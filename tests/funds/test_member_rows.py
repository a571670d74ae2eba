"""The spreadsheets that funds really have, read into members with findings that name their cells."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.core.sheets import Heading, RowIn, SheetIn
from khabuan.core.thai import CitizenNumber
from khabuan.funds.list_words import remark
from khabuan.funds.rules.member_cells import amount, citizen, member_number, quick_citizen
from khabuan.funds.rules.member_columns import heading_key, recognise, year_of
from khabuan.funds.rules.member_rows import MemberTable, position_of, read_members

TODAY = dt.date(2026, 11, 28)
HEADINGS = ("เลขที่สมาชิก", "เลขบัตร", "คำนำหน้า", "ชื่อ", "สกุล", "วันสมัคร")
ONE = ("0001", "", "นาย", "หนึ่ง", "ทดสอบ", "2549-01-06 00:00:00")


def sheet(headings: tuple[str, ...], *rows: tuple[Any, ...], header_row: int = 3) -> SheetIn:
    columns = tuple(Heading(at, label) for at, label in enumerate(headings, start=1))
    read = tuple(
        RowIn(header_row + at, tuple(value if value != "" else None for value in row))
        for at, row in enumerate(rows, start=1)
    )
    return SheetIn("ทะเบียน.xlsx", "สมาชิก", header_row, None, columns, read)


def table(headings: tuple[str, ...], *rows: tuple[Any, ...], **options: Any) -> MemberTable:
    return read_members(sheet(headings, *rows), today=TODAY, **options)


def one(more: dict[str, Any], **options: Any) -> MemberTable:
    """One good member with further columns."""
    return table((*HEADINGS, *more), (*ONE, *more.values()), **options)


def wrongs(read: MemberTable) -> list[tuple[int, str, str]]:
    return [(wrong.row, wrong.column, wrong.code) for wrong in read.wrongs]


def test_the_columns_of_the_real_lists_are_known() -> None:
    headings = (
        "เลขที่สมาชิก", "เลขบัตร", "คำนำหน้า", "ชื่อ", "สกุล", "เพศ", "บ้านเลขที่", "หมู่", "วันสมัคร", "วันเกิด", "วันลาออก",
        "วันเสียชีวิต", "สถานะ", "จ่ายถึง", "สมทบแล้วกี่ครั้ง", "สวัสดิการปีนี้", "ผู้รับผลประโยชน์", "ความสัมพันธ์", "ยอดสะสมปี 2566",
    )  # fmt: skip
    found = recognise([Heading(at, label) for at, label in enumerate(headings, start=1)])
    assert list(found.columns) == [
        "number", "citizen", "title", "given", "surname", "sex", "house_no", "moo", "joined_on", "born_on", "resigned_on",
        "died_on", "state", "paid_to", "matched_times", "benefits_year", "beneficiary", "relation",
    ]  # fmt: skip
    assert (dict(found.years), found.unknown, found.missing) == ({2023: 19}, (), ())


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2566", 2023), ("ยอดสะสมปี ๒๕๖๖", 2023), ("ปี 66", 2023), ("เงินสมทบ พ.ศ.2567 (บาท)", 2024),
        ("2023", 2023), ("วันเกิด 2566", None),
        ("หมู่ 7", None), ("เลข13หลัก", None), ("ยอดรวม", None), ("3000", None),
    ],
)  # fmt: skip
def test_a_year_in_a_heading_is_what_was_paid_in_it(heading: str, year: int | None) -> None:
    assert year_of(heading) == year


def test_whole_names_in_one_column_are_taken_apart() -> None:
    read = table(
        ("ลำดับ", "ชื่อ", "วันที่สมัคร"),
        (1, "นางสาวสองร้อย ทดสอบ", "1 ม.ค. 2550"),
        (2, "ด.ช. สามร้อย ทดสอบ", dt.date(2550, 2, 1)),
    )
    assert [(m.number, m.title, m.given, m.surname, m.sex) for m in map(read.row, range(2))] == [
        ("1", "นางสาว", "สองร้อย", "ทดสอบ", "f"), ("2", "ด.ช.", "สามร้อย", "ทดสอบ", "m"),
    ]  # fmt: skip
    assert read.row(1).joined_on == dt.date(2007, 2, 1)
    assert read.noticed["joined_on", "date.be_year_in_cell"].rows == [5]


def test_official_surname_beside_a_first_name_is_the_surname() -> None:
    read = table(("เลขที่สมาชิก", "ชื่อ", "ชื่อสกุล", "วันสมัคร"), ("1", "หนึ่ง", "ทดสอบ", "2550-01-01"))
    assert (read.row(0).given, read.row(0).surname) == ("หนึ่ง", "ทดสอบ")


def test_buddhist_years_in_iso_shape_are_read() -> None:
    assert one({"วันเกิด": "2500-05-01 00:00:00"}).row(0).joined_on == dt.date(2006, 1, 6)
    assert one({"วันเกิด": "1/5/30"}).row(0).born_on == dt.date(1987, 5, 1)
    assert one({"จ่ายถึง": "ก.ย. 68"}).row(0).paid_to == dt.date(2025, 9, 30)


def test_a_day_that_never_was_is_wrong_at_its_cell() -> None:
    read = one({"วันเกิด": "2549-02-30"})
    assert wrongs(read) == [(4, "born_on", "date.day")]
    assert position_of(read, "born_on") == 7
    assert read.bad == {4}


def test_a_day_of_joining_that_nobody_knows_stays_open_where_it_is_known_up_to_when_is_paid() -> None:
    headings, unknown = (*HEADINGS, "จ่ายถึง"), (*ONE[:-1], "ไม่ทราบ")
    read = table(
        headings, (*unknown, "30/9/2569"), (*("0002", *unknown[1:]), ""), (*("0003", *ONE[1:-1]), "", "")
    )
    assert wrongs(read) == [(5, "joined_on", "no_joining"), (6, "joined_on", "missing")]
    assert read.noticed["joined_on", "joining_unknown"].rows == [4]
    assert (read.row(0).joined_on, read.row(0).paid_to) == (None, dt.date(2026, 9, 30))
    assert "“ไม่ทราบ” ไม่ใช่วันที่" in " ".join(remark("no_joining", read.wrongs[0].values))


def test_days_in_the_wrong_order_are_wrong() -> None:
    read = one({"วันเกิด": "2550-01-01", "วันเสียชีวิต": "12/3/2548", "วันลาออก": "2545-01-01"})
    assert wrongs(read) == [
        (4, "born_on", "born_after_joining"), (4, "died_on", "before_joining"), (4, "resigned_on", "before_joining"),
    ]  # fmt: skip


def test_paid_to_a_day_before_joining_is_to_be_known_only() -> None:
    read = one({"จ่ายถึง": "31/12/2547"})
    assert not read.wrongs
    assert ("paid_to", "paid_before_joining") in read.noticed


def test_a_number_of_one_digit_stands_for_none() -> None:
    """Several members "without a card" are no doubles of each other."""
    rows = [(str(at), "0" * 13, "นาย", "หนึ่ง", f"ทดสอบ{at}", "2550-01-01") for at in (1, 2)]
    read = table(HEADINGS, *rows)
    assert read.column("citizen") == [None, None]
    assert wrongs(read) == []
    assert len(read.noticed["citizen", "citizen_of_one_digit"].rows) == 2


def test_numbers_of_people_are_judged_and_never_corrected() -> None:
    good = CitizenNumber.for_test(1).digits
    bad = good[:12] + str((int(good[12]) + 1) % 10)
    rows = [(str(at), value, "นาย", "หนึ่ง", f"ทดสอบ{at}", "2550-01-01") for at, value in enumerate(
        (good, f" {good[0]}-{good[1:5]}-{good[5:10]} {good[10:12]}-{good[12]}\u200b", bad, good[:12], good[:10], "-",
         "9.1234E+12", int(good)), 1
    )]  # fmt: skip
    read = table(HEADINGS, *rows)
    assert read.column("citizen")[:6] == [good, good, bad, good[:12], None, None]
    assert wrongs(read) == [
        (5, "citizen", "citizen_twice"), (8, "citizen", "citizen_length"), (10, "citizen", "citizen_rounded"),
        (11, "citizen", "citizen_twice"),
    ]  # fmt: skip
    assert read.noticed["citizen", "citizen_doubtful"].rows == [6, 7]
    assert good[12] not in str([wrong.values for wrong in read.wrongs if wrong.code == "citizen_length"])


@given(st.integers(0, 10**13 - 1))
def test_the_quick_look_at_a_citizen_number_agrees_with_the_full_one(number: int) -> None:
    digits = f"{number:013d}"
    assert (quick_citizen(digits) is not None) == CitizenNumber.parse(digits).ok


def test_a_member_number_belongs_to_one_member() -> None:
    rows = [
        (number, "", "นาย", f"หนึ่ง{at}", "ทดสอบ", "2550-01-01")
        for at, number in enumerate((46.0, "0046", "", "๔๗", "4 8"))
    ]
    read = table(HEADINGS, *rows)
    assert read.column("number") == ["46", "0046", None, "47", "48"]
    assert wrongs(read) == [(5, "number", "number_twice"), (6, "number", "number_missing")]
    assert read.wrongs[0].values["first"] == "4"


def test_a_number_that_a_spreadsheet_turned_into_a_day_is_wrong() -> None:
    assert member_number(dt.date(2026, 3, 12)).code == "number_is_date"


@pytest.mark.parametrize(
    ("typed", "baht"),
    [
        ("1,825.00", "1825.00"), (365, "365"), (0.1 + 0.2, "0.30"), ("365 บาท", "365"), ("๓๖๕.-", "365"),
        ("-", None), ("", None), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_are_read_to_the_satang(typed: Any, baht: str | None) -> None:
    seen = amount(typed)
    assert (seen.value, seen.code) == (None if baht is None else Decimal(baht), "")


@pytest.mark.parametrize("typed", ["-365", "365.123", "สามร้อย", 99_000_000, 0.123456, True, "1,82x"])
def test_other_amounts_are_wrong(typed: Any) -> None:
    assert amount(str(typed) if typed is True else typed).is_wrong


def test_years_are_past_contributions_and_a_total_that_differs_is_told() -> None:
    read = one({"2566": 365, "ยอดสะสมปี 2567": "365.00", "ยอดสะสม": 700})
    assert read.row(0).years == {2023: Decimal(365), 2024: Decimal(365)}
    assert read.noticed["past_total", "years_differ"].values == {"total": "700", "years": "730.00"}


def test_totals_headings_again_and_names_of_villages_are_no_members() -> None:
    read = table(
        (*HEADINGS, "2566"),
        ("หมู่ที่ 3 บ้านทดสอบ", "", "", "", "", "", ""), (*ONE, 365), (*HEADINGS, "2566"),
        ("หมู่ 4", "", "", "", "", "", ""), ("0002", "", "นาง", "สอง", "ทดสอบ", "2550-01-01", 365),
        ("", "", "", "รวมทั้งสิ้น", "", "", 730), ("", "", "", "", "", "", 730),
    )  # fmt: skip
    assert (read.numbers, read.left_out, read.wrongs) == ([5, 8], [4, 6, 7, 9, 10], [])
    assert read.column("moo") == [3, 4]


def test_a_row_without_a_name_is_not_left_out_but_wrong() -> None:
    read = table(HEADINGS, ("0001", "", "", "", "", "2550-01-01"), ONE)
    assert wrongs(read)[:1] == [(4, "given", "name_missing")]


def test_headings_of_two_rows_are_read_as_one() -> None:
    read = read_members(
        sheet((*HEADINGS, "ยอดสะสม", ""), ("", "", "", "", "", "", "2566", 2567), (*ONE, 10, 20)), today=TODAY
    )
    assert read.row(0).years == {2023: Decimal(10), 2024: Decimal(20)}


def test_a_day_says_more_than_a_word_that_was_never_changed() -> None:
    read = one({"สถานะ": "ปกติ", "วันเสียชีวิต": "1 ก.พ. 2560"})
    assert (read.row(0).state, read.row(0).died_on) == ("died", dt.date(2017, 2, 1))
    assert ("state", "state_by_day") in read.noticed
    assert one({"สถานะ": "เสียชีวิต"}).noticed.keys() == {("state", "death_without_day")}
    assert wrongs(one({"สถานะ": "กำลังคิด"})) == [(4, "state", "not_in_list")]


def test_a_word_that_is_no_kind_or_sex_is_told_with_words_of_its_own_column() -> None:
    assert wrongs(one({"ประเภท": "คนแก่"})) == [(4, "kind", "no_kind")]
    assert "ผู้สูงอายุ" in remark("no_kind", {"value": "คนแก่"})[1]
    for word in ("x", "X", "ไม่แน่ใจ"):
        assert wrongs(one({"เพศ": word})) == [(4, "sex", "no_sex")]
    assert (one({"เพศ": "-"}).wrongs, one({"เพศ": "-"}).row(0).sex) == ([], "m")


def test_houses_and_villages() -> None:
    read = one({"บ้านเลขที่": dt.date(2026, 3, 12), "หมู่": "ม. ๓"})
    assert wrongs(read) == [(4, "house_no", "house_is_date")]
    assert one({"บ้านเลขที่": "12/3 หมู่ 5 ต.ดาวเรือง"}).row(0).moo == 5
    assert one({"บ้านเลขที่": "", "หมู่": 3.0}).noticed.keys() == {("house_no", "house_empty")}
    assert one({"หมู่": 3.0}).row(0).moo == 3


def test_beneficiaries_matching_and_benefits() -> None:
    read = one({
        "ผู้รับผลประโยชน์": "นางสาวลูก ทดสอบ (บุตร), นายหลาน ทดสอบ", "ความสัมพันธ์": "บุตร", "สมทบแล้วกี่ครั้ง": "ครบ 3 ครั้ง",
        "สวัสดิการปีนี้": "1,200", "ครั้งเดียวในชีวิต": "คลอดบุตร, ศึกษา", "ประเภท": "ผู้สูงอายุ",
    })  # fmt: skip
    member = read.row(0)
    assert not read.wrongs
    assert member.beneficiaries == (("นางสาว", "ลูก", "ทดสอบ", "บุตร"), ("นาย", "หลาน", "ทดสอบ", ""))
    assert (member.matched_times, member.benefits_year, member.benefits_once, member.kind) == (
        3, Decimal(1200), ("คลอดบุตร", "ศึกษา"), "elder",
    )  # fmt: skip


def test_what_cannot_be_seen_is_taken_out_and_told() -> None:
    read = table(HEADINGS, ("0001", "", "นาย", "ห\u200bนึ่ง", "ทดสอบ", "2550-01-01"))
    assert read.row(0).given == "หนึ่ง"
    assert ("given", "letters_put_right") in read.noticed


def test_a_person_says_what_a_column_is() -> None:
    headings = ("รหัส", "ใคร", "ตั้งแต่เมื่อ", "เก็บได้")
    assert set(recognise([Heading(at, label) for at, label in enumerate(headings, 1)]).missing) == {
        "number",
        "full_name",
        "joined_on",
    }
    read = table(
        headings,
        ("1", "นายหนึ่ง ทดสอบ", "2550-01-01", 365),
        chosen={1: "number", 2: "full_name", 3: "joined_on", 4: "year:2023"},
    )
    assert (read.row(0).given, read.row(0).years) == ("หนึ่ง", {2023: Decimal(365)})
    ignored = one({"หมายเหตุ": "ก"}, chosen={7: ""})
    assert "note" not in ignored.recognised.columns


def test_without_the_columns_that_matter_nothing_is_read() -> None:
    read = table(("ชื่อ", "สกุล"), ("หนึ่ง", "ทดสอบ"))
    assert (len(read), read.recognised.missing) == (0, ("number", "joined_on"))


@given(
    st.lists(
        st.lists(
            st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.dates(), st.booleans()),
            min_size=8,
            max_size=8,
        ),
        max_size=6,
    )
)
def test_no_cell_breaks_the_reading(rows: list[list[Any]]) -> None:
    headings = ("เลขที่สมาชิก", "เลขบัตร", "ชื่อ-สกุล", "บ้านเลขที่", "วันสมัคร", "จ่ายถึง", "ผู้รับผลประโยชน์", "2566")
    read = table(headings, *(tuple(row) for row in rows))
    for at in range(len(read)):
        read.row(at)
    assert {wrong.row for wrong in read.wrongs} <= set(read.numbers)


def test_headings_are_compared_without_tones_and_spaces() -> None:
    assert heading_key("เลขที่ สมาชิก *") == heading_key("เลขทีสมาชิก")
    assert citizen("x-xxxx-xxxxx-12-3").value is None
