"""What keeps words from being published, and how issues stand in one column. Numbers here are invented."""

from __future__ import annotations

import pytest

from khabuan.news.rules import Doubt, hindrances, one_in, packed, unpacked


def found(words: str) -> list[Doubt]:
    return [one.doubt for one in hindrances({"words": words})]


@pytest.mark.parametrize(
    "words",
    [
        "เลข 9000000000001",
        "เลข 9-0000-00000-00-1 ครับ",
        "๙๐๐๐๐๐๐๐๐๐๐๐๑",
        "9 0000 00000 00 1",
        "9–0000–00000–00–1",
    ],
)
def test_a_citizen_number_is_found_however_it_is_typed(words: str) -> None:
    assert found(words) == [Doubt.CITIZEN]


@pytest.mark.parametrize(
    "words",
    [
        "โทร 0999999999",
        "โทร.099-999-9999",
        "099 999 9999",
        "๐๙๙-๙๙๙๙๙๙๙",
        "09 9999 9999",
        "+66 99 999 9999",
        "(0999999999)",
    ],
)
def test_a_phone_number_of_ten_digits_is_found(words: str) -> None:
    assert found(words) == [Doubt.PHONE]


@pytest.mark.parametrize(
    "words",
    [
        "ปี 2565 2566 2567 รวม 3 ปี", "เวลา 09.30-12.00 น. วันที่ 05-03-2566", "โทร 036-123-456 ที่สำนักงาน",
        "งบ 2,350,000 บาท", "สมาชิก 1000000000 บาท", "1-3 มีนาคม 2566 คน 1200 4500 ตำบล", "12345678901234",
    ],
)  # fmt: skip
def test_years_hours_sums_and_an_office_s_phone_are_no_number_of_a_person(words: str) -> None:
    assert found(words) == []


def test_words_that_accuse_are_told_by_field_and_a_number_is_never_repeated() -> None:
    told = hindrances({"title": "ยักยอกเงิน", "words": "โทร 0999999999 ถูกจับกุม"})
    assert [(one.doubt, one.field, one.words) for one in told] == [
        (Doubt.ACCUSES, "title", "ยักยอก"), (Doubt.PHONE, "words", ""), (Doubt.ACCUSES, "words", "ถูกจับ"),
    ]  # fmt: skip


def test_a_megabyte_is_searched_in_no_time() -> None:
    for piece in ("0", "9-0", "09 ", "66 "):
        hindrances({"words": piece * 300_000})


def test_issues_are_kept_in_one_column_each_to_be_found() -> None:
    column = packed(["welfare", "housing"])
    assert column == " housing welfare "
    assert one_in("welfare") in column
    assert [one.value for one in unpacked(column)] == ["housing", "welfare"]
    assert (packed([]), unpacked("")) == ("", [])
