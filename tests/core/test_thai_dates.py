"""Dates as Thai people type them, the budget year, and dates in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.core.thai import (
    DateUnreadable,
    FiscalYear,
    ThaiDate,
    long_date,
    long_range,
    numeric_date,
    read_date,
    read_date_range,
    relative_days,
    short_date,
)

TODAY = dt.date(2026, 11, 23)
IDES = dt.date(2023, 3, 15)
DATES = st.dates(dt.date(1942, 1, 1), dt.date(2150, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "15 มี.ค. 66",
        "15 มี.ค.66",
        "15มี.ค.66",
        "๑๕ มีนาคม ๒๕๖๖",
        "15/3/2566",
        "15-03-2566",
        "15.3.2566",
        "15 03 2566",
        "2566-03-15",
        "2566-03-15 00:00:00",
        "2023-03-15T10:00:00Z",
        "15 มีนาคม พ.ศ. 2566",
        "15 มีนาคม พ.ศ.๒๕๖๖",
        "(15 มี.ค.66)",
        "15/3/66",
        "2023-03-15",
        "15 March 2023",
        "March 15, 2023",
        "15 Mar 2023",
        "15/Mar/2023",
        "15-มี.ค.-66",
        "วันที่ 15 มีนาคม 2566",
        "วันที่ วันที่ ๑๕ มี.ค. ๖๖",
        "วันพุธที่ 15 มีนาคม 2566",
        "พุธ 15 มี.ค. 66",
        "ณ วันที่ 15 มี.ค. 66",
        "15 มีนา 66",
        "15 เดือนมีนาคม พ.ศ. 2566",
        "15 มีนาคม ค.ศ. 2023",
        "15 มี.ค. 66 เวลา 09.30 น.",
        "\ufeff15\u00a0มี.ค.\u200b 66 ",
        "15 March B.E. 2566",
        dt.date(2023, 3, 15),
        dt.datetime(2023, 3, 15, 8, 30),
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str | dt.date) -> None:
    read = read_date(typed, today=TODAY)
    assert (read.value, read.precision, read.notice) == (IDES, "day", None)


@pytest.mark.parametrize("typed", ["มีนาคม 2566", "มี.ค. 66", "เดือนมีนาคม พ.ศ.2566", "3/2566", "March 2023"])
def test_a_month_stays_a_month(typed: str) -> None:
    assert str(read_date(typed, today=TODAY).date) == "2023-03"


@pytest.mark.parametrize("typed", ["2566", "๒๕๖๖", "พ.ศ. 2566", "ปี 2566", "ปี 66", "2023", 2566, 2566.0])
def test_a_year_stays_a_year(typed: str | int | float) -> None:
    assert str(read_date(typed, today=TODAY).date) == "2023"


def test_a_buddhist_year_in_a_date_cell_is_corrected_with_notice() -> None:
    read = read_date(dt.datetime(2566, 3, 15), today=TODAY)
    assert read.value == IDES
    assert read.notice is not None
    assert (read.notice.code, read.notice.values) == ("be_year_in_cell", {"found": 2566, "used": 2023})


def test_a_day_typed_into_a_spreadsheet_as_66_is_not_1966_where_that_cannot_be() -> None:
    cell = dt.datetime(1966, 3, 15)
    assert read_date(cell, today=TODAY).value.year == 1966
    read = read_date(cell, today=TODAY, earliest=dt.date(2008, 1, 1))
    assert (read.value, read.notice and read.notice.code) == (IDES, "cell_century")


def test_two_digits_are_2500_unless_a_past_date_would_lie_ahead() -> None:
    assert read_date("12/5/99", today=TODAY).value.year == 2056
    read = read_date("12/5/99", today=TODAY, prefer="past")
    assert (read.value.year, read.notice and read.notice.code) == (1956, "century_chosen")
    assert read_date("12/5/66", today=TODAY, prefer="past").notice is None


def test_a_date_without_year_needs_a_direction() -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date("18 ธ.ค.", today=TODAY)
    assert (refused.value.code, refused.value.part) == ("no_year", "year")
    assert read_date("18 ธ.ค. ที่ผ่านมา", today=TODAY, prefer="past").value == dt.date(2025, 12, 18)
    assert read_date("18 ธ.ค.", today=TODAY, prefer="future").value == dt.date(2026, 12, 18)
    assert read_date("29 ก.พ.", today=TODAY, prefer="past").value == dt.date(2024, 2, 29)


def test_the_leap_day_goes_by_the_common_era() -> None:
    assert read_date("29 ก.พ. 2567", today=TODAY).value == dt.date(2024, 2, 29)
    for typed in ("29 ก.พ. 2566", "29/2/2568", dt.datetime(2568, 2, 29)):
        with pytest.raises(DateUnreadable, match="day"):
            read_date(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        ("30 ก.พ. 66", "day", "day"),
        ("31/4/2566", "day", "day"),
        ("0/3/2566", "day", "day"),
        ("32/3/66", "day", "day"),
        ("15/13/66", "month", "month"),
        ("15 มนีาคม 2566", "month", "month"),
        ("3/15/2566", "month", "month"),
        ("15/3/256", "year", "year"),
        ("15/3/2300", "year", "year"),
        ("15 มีนาคม ค.ศ. 2566", "year", "year"),
        ("15/3/25666", "year", "year"),
        ("10 – 11 เมษายน 2560", "range", None),
        ("26-28 มกราคม 2566", "range", None),
        ("", "empty", None),
        (None, "empty", None),
        ("-", "empty", None),
        ("ไม่ทราบ", "empty", None),
        ("66", "unreadable", None),
        ("🙂", "unreadable", None),
        (True, "unreadable", None),
        (45000, "unreadable", None),
        ("ประชุม", "month", "month"),
        (float("nan"), "month", "month"),
        pytest.param("1" * 1_000_000, "unreadable", None, id="a megabyte of ones"),
        pytest.param("15 " * 400_000, "unreadable", None, id="a megabyte of days"),
        pytest.param(10**5000, "unreadable", None, id="a number too long to write out"),
    ],
)
def test_what_cannot_be_is_refused_and_the_wrong_part_named(
    typed: str | None, code: str, part: str | None
) -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date(typed, today=TODAY)
    assert (refused.value.code, refused.value.part) == (code, part)
    assert refused.value.key == f"date.{code}"


def test_a_refused_day_tells_the_last_day_of_its_month() -> None:
    with pytest.raises(DateUnreadable) as refused:
        read_date("30 ก.พ. 2566", today=TODAY)
    assert refused.value.values == {"day": 30, "month": 2, "year": 2023, "last": 28}


def test_a_date_outside_its_bounds_is_refused() -> None:
    for typed, code in (("1 ม.ค. 2550", "too_early"), ("1 ม.ค. 2600", "too_late")):
        with pytest.raises(DateUnreadable, match=code):
            read_date(typed, today=TODAY, earliest=dt.date(2008, 2, 9), latest=TODAY)
    assert read_date("2551", today=TODAY, earliest=dt.date(2008, 2, 9)).precision == "year"


def test_a_wrong_weekday_and_an_old_new_year_are_noticed() -> None:
    for typed, code in (("วันจันทร์ที่ 15 มีนาคม 2566", "weekday_differs"), ("15 ม.ค. 2470", "old_new_year")):
        notice = read_date(typed, today=TODAY).notice
        assert notice is not None
        assert notice.code == code
    assert read_date("15 เม.ย. 2470", today=TODAY).notice is None


@pytest.mark.parametrize(
    ("typed", "since", "until", "shown"),
    [
        ("10 – 11 เมษายน 2560", "2017-04-10", "2017-04-11", "10–11 เมษายน 2560"),
        ("ระหว่างวันที่ 26-28 มกราคม 2566", "2023-01-26", "2023-01-28", "26–28 มกราคม 2566"),
        ("28 ก.พ. - 2 มี.ค. 66", "2023-02-28", "2023-03-02", "28 กุมภาพันธ์ – 2 มีนาคม 2566"),
        ("30 ธ.ค. 65 ถึง 2 ม.ค. 66", "2022-12-30", "2023-01-02", "30 ธันวาคม 2565 – 2 มกราคม 2566"),
    ],
)
def test_a_range_is_read_whole_and_shown_short(typed: str, since: str, until: str, shown: str) -> None:
    first, last = read_date_range(typed, today=TODAY)
    assert (str(first.date), str(last.date)) == (since, until)
    assert long_range(first.value, last.value) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "11 - 10 เมษายน 2560",
        "10 เมษายน 2560",
        "1-2-3 เมษายน 2560",
        "",
        pytest.param("-" * 10_000, id="dashes"),
    ],
)
def test_a_range_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(DateUnreadable):
        read_date_range(typed, today=TODAY)


@given(DATES, st.booleans())
def test_what_is_shown_can_be_read_again(day: dt.date, thai_digits: bool) -> None:
    for shown in (
        long_date(day, thai_digits=thai_digits),
        long_date(day, weekday=True),
        short_date(day, thai_digits=thai_digits),
        long_date(day, lang="en", weekday=True),
        short_date(day, lang="en"),
        numeric_date(day),
        day.isoformat(),
    ):
        read = read_date(shown, today=TODAY)
        assert (read.value, read.precision, read.notice) == (day, "day", None)


@given(st.text(alphabet="0123456789๐๙ -–/.,()มีค.พศวันที่เดอาtTjan:", max_size=40))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    try:
        read = read_date(text, today=TODAY)
    except DateUnreadable as refused:
        assert refused.code
    else:
        assert 1857 <= read.value.year <= 2156


def test_dates_are_worded_as_exactly_as_they_are_known() -> None:
    month, year = ThaiDate(dt.date(2023, 3, 1), "month"), ThaiDate(dt.date(2023, 1, 1), "year")
    assert [long_date(d) for d in (IDES, month, year)] == ["15 มีนาคม 2566", "มีนาคม 2566", "พ.ศ. 2566"]
    assert [short_date(d) for d in (IDES, month, year)] == ["15 มี.ค. 2566", "มี.ค. 2566", "2566"]
    assert [long_date(d, lang="en") for d in (IDES, month, year)] == ["15 March 2023", "March 2023", "2023"]
    assert [numeric_date(d) for d in (IDES, month, year)] == ["15/03/2566", "03/2566", "2566"]
    assert long_date(IDES, weekday=True, thai_digits=True) == "วันพุธที่ ๑๕ มีนาคม ๒๕๖๖"
    assert short_date(IDES, weekday=True) == "พ. 15 มี.ค. 2566"
    assert long_date(IDES, weekday=True, lang="en") == "Wednesday 15 March 2023"


def test_a_partial_date_knows_its_first_and_last_day() -> None:
    february = ThaiDate(dt.date(2024, 2, 1), "month")
    assert (february.first, february.last) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert ThaiDate(dt.date(2024, 1, 1), "year").last == dt.date(2024, 12, 31)
    for value, precision in ((dt.date(2024, 2, 2), "month"), (dt.date(2024, 2, 1), "year")):
        with pytest.raises(ValueError, match="must stand at 1"):
            ThaiDate(value, precision)  # type: ignore[arg-type]


def test_days_are_counted_from_today() -> None:
    days = [TODAY + dt.timedelta(days=n) for n in (-1200, -5, -1, 0, 1, 5)]
    assert [relative_days(d, today=TODAY) for d in days] == [
        "1,200 วันก่อน",
        "5 วันก่อน",
        "เมื่อวาน",
        "วันนี้",
        "พรุ่งนี้",
        "อีก 5 วัน",
    ]
    assert relative_days(days[-1], today=TODAY, lang="en") == "in 5 days"


def test_the_fiscal_year_begins_in_october_and_is_named_by_its_end() -> None:
    year = FiscalYear.of(TODAY)
    assert (year.be, year.start, year.end) == (2570, dt.date(2026, 10, 1), dt.date(2027, 9, 30))
    assert FiscalYear.of(dt.date(2026, 9, 30)).be == 2569 == year.previous.be
    assert FiscalYear.from_be(2569).label() == "ปีงบประมาณ 2569"
    assert FiscalYear.from_be(2569).label(thai_digits=True) == "ปีงบประมาณ ๒๕๖๙"
    assert FiscalYear.from_be(2569).label(lang="en") == "Fiscal year 2026 (B.E. 2569)"
    assert FiscalYear.from_be(2570).name() == "2570"
    assert FiscalYear.from_be(2570).name(lang="en") == "2570 (2026/27)"
    assert FiscalYear.from_be(2543).name(lang="en") == "2543 (1999/00)"
    with pytest.raises(ValueError, match="CE year"):
        FiscalYear(2569)


@given(DATES)
def test_each_day_lies_in_one_quarter_of_one_fiscal_year(day: dt.date) -> None:
    year = FiscalYear.of(day)
    assert day in year
    assert day not in year.next
    assert year.start <= day <= year.end
    containing = [n for n in (1, 2, 3, 4) if year.quarter(n)[0] <= day <= year.quarter(n)[1]]
    assert containing == [FiscalYear.quarter_of(day)]
