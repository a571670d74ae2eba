from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import DateFact, as_json
from tests.reader.reports import told


def days(text: str) -> list[tuple[str, str | None]]:
    return [(fact["start"], fact["end"]) for fact in map(as_json, told(text, DateFact))]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("เมื่อวันที่ 15 มีนาคม 2566 มีประชุม", "2023-03-15", None),
        ("เมื่อวันที่ ๑๔ มี.ค. ๖๖ มีประชุม", "2023-03-14", None),
        ("วันนี้ (17 พ.ค.60) เวลา 14.00 น.", "2017-05-17", None),
        ("วันที่ วันที่ 9 พฤศจิกายน พ.ศ. 2565", "2022-11-09", None),
        ("วันที่ 15 เดือนมีนาคม พ.ศ. 2566", "2023-03-15", None),
        ("วันที่\u00a05\u00a0ก.พ.\u00a02566", "2023-02-05", None),
        ("วันที่ 5\nกุมภาพันธ์\n2566", "2023-02-05", None),
        ("วันที่ 8 กรกฏาคม 2566 (สะกดผิด)", "2023-07-08", None),
        ("ลงวันที่ 15/03/2566", "2023-03-15", None),
        ("ลงวันที่ 15/3/66", "2023-03-15", None),
        ("on 15 March 2023 at noon", "2023-03-15", None),
        ("ณ 2023-03-15 เวลาเช้า", "2023-03-15", None),
        ("[2023.03.15] เวลาเช้า", "2023-03-15", None),
        ("ส่งแล้ว 15-มี.ค.-66", "2023-03-15", None),
        ("ส่งแล้ว 15/มี.ค./66", "2023-03-15", None),
        ("ส่งแล้ว 15 มี ค 66", "2023-03-15", None),
        ("วันที่ ๑๕ เดือน ๓ ปี พ.ศ. ๒๕๖๖", "2023-03-15", None),
        ("วันที่ 10 – 11 เมษายน 2560", "2017-04-10", "2017-04-11"),
        ("วันที่ 10, 11 และ 12 เมษายน 2560", "2017-04-10", "2017-04-12"),
        ("ระหว่างวันที่ 28 ก.พ. - 2 มี.ค. 66", "2023-02-28", "2023-03-02"),
        ("วันเสาร์ที่ 10 ถึงวันอาทิตย์ที่ 11 มีนาคม 2566", "2023-03-10", "2023-03-11"),
        ("ตั้งแต่วันที่ 1 ตุลาคม 2565 ถึงวันที่ 30 กันยายน 2566", "2022-10-01", "2023-09-30"),
        ("ระหว่างวันที่ 30 กรกฎาคม - 1 สิงหาคม 2568", "2025-07-30", "2025-08-01"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, start: str, end: str | None) -> None:
    assert days(text) == [(start, end)]


@pytest.mark.parametrize(
    "text",
    [
        "วันที่ 31 กุมภาพันธ์ 2566",
        "ให้ 5 มีความสุข",
        "มา 5 มี คนเดียว",
        "เวลา 13.30 น. ชั้น 4 บ้านเลขที่ 12/3",
        "โทร 02-123-4567 สายด่วน 1300",
        "เดือนมีนาคม 2566 มีประชุม",
        "ระหว่างวันที่  - 4 กรกฎาคม 2567 มีงาน",
    ],
)
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert days(text) == []


def test_days_apart_are_several() -> None:
    assert days("จัดวันที่ 3 และ 10 มีนาคม 2566 ที่ศาลา") == [("2023-03-03", None), ("2023-03-10", None)]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("15 มี.ค. 2566, 20 เม.ย. 2566", [("2023-03-15", None), ("2023-04-20", None)]),
        ("15 มี.ค. และ 20 เม.ย. 66", [("2023-03-15", None), ("2023-04-20", None)]),
        ("28 ธ.ค. และ 5 ม.ค. 66", [("2022-12-28", None), ("2023-01-05", None)]),
        ("วันที่ 5-7 และ 9 มีนาคม 2566", [("2023-03-05", "2023-03-07"), ("2023-03-09", None)]),
    ],
)
def test_days_of_a_list_are_each_their_own(text: str, told_of: list[tuple[str, str | None]]) -> None:
    assert days(text) == told_of


def test_two_digits_that_count_something_are_no_year() -> None:
    assert days("วันที่ 3 มีนาคม 60 ครัวเรือนได้รับบ้าน") == [("--03-03", None)]
    assert days("วันที่ 1 พ.ค. 60 นายมะลิ กล่าว") == [("2017-05-01", None)]


def test_days_across_the_turn_of_a_year_say_that_a_year_is_inferred() -> None:
    (fact,) = told("ระหว่างวันที่ 28 ธันวาคม - 3 มกราคม 2566", DateFact)
    assert (str(fact.start), str(fact.end), fact.certain) == ("2022-12-28", "2023-01-03", False)
    assert fact.note


REPORT = """ชาวบ้านร่วมทำฝาย

วันจันทร์ที่ 20 มีนาคม 2566
ชาวบ้านร่วมทำฝาย
เมื่อวันที่ 18 มี.ค. 66 นางมะลิ กล่าวว่า {more}
"""


@pytest.mark.parametrize(
    ("more", "start", "end"),
    [
        ("งานเริ่มเมื่อวันที่ 3 มกราคม ที่ผ่านมา", "2023-01-03", None),
        ("งานเริ่มเมื่อวันที่ 25 ธันวาคม ที่ผ่านมา", "2022-12-25", None),
        ("จะมีเวทีในวันที่ 5 เม.ย. นี้", "2023-04-05", None),
        ("จะมีเวทีวันที่ 26-28 พฤษภาคมนี้", "2023-05-26", "2023-05-28"),
        ("จะมีเวทีวันที่ 2 กุมภาพันธ์ที่จะถึง", "2024-02-02", None),
        ("เคยพบกันวันพุธที่ 15 มีนาคม ปีก่อน", "2023-03-15", None),
    ],
)
def test_a_year_left_out_is_taken_from_the_publication_line_and_says_so(
    more: str, start: str, end: str | None
) -> None:
    fact = as_json(told(REPORT.format(more=more), DateFact)[2])
    assert (fact["start"], fact["end"], fact["certain"]) == (start, end, False)
    assert "no year written" in fact["note"]


def test_a_year_left_out_stays_open_where_nothing_tells_it() -> None:
    (fact,) = map(as_json, told("เวทีมีขึ้นวันที่ 26-28 มกราคมนี้", DateFact))
    assert (fact["start"], fact["end"], fact["certain"]) == ("--01-26", "--01-28", False)


def mains(text: str) -> list[str]:
    return [str(fact.start) for fact in told(text, DateFact) if fact.main]


def test_the_event_has_its_own_day_and_not_the_publication_line_s() -> None:
    assert mains(REPORT.format(more="")) == ["2023-03-18"]


NEWS = "ชาวบ้านทำฝาย\n\nวันศุกร์ที่ 6 ธันวาคม 2567\n06/12/2567\nชาวบ้านทำฝาย\nกลุ่มอาสา{}ช่วยกันทำงาน{}"


def test_the_publication_line_is_the_event_s_day_where_the_news_tells_of_today() -> None:
    assert mains(NEWS.format("วันนี้", "")) == ["2024-12-06"]
    assert mains(NEWS.format("", " ระหว่างวันที่ 5 - 8 ธันวาคม 2567")) == ["2024-12-05"]


@pytest.mark.parametrize(
    "more", ["", "มาจนวันนี้", "ตั้งแต่วันที่ 1 มีนาคม 2560", " โดยรับรองรายงานเมื่อวันที่ 3 ธันวาคม 2567"]
)
def test_news_that_names_no_day_of_its_event_has_none(more: str) -> None:
    assert mains(NEWS.format("", more)) == []


def test_a_publication_day_told_twice_is_no_event_s() -> None:
    assert mains(NEWS.format("", "\nเมื่อวันที่ 5 ธ.ค. 67 นางมะลิ เปิดงาน")) == ["2024-12-05"]


@pytest.mark.parametrize(
    "line",
    [
        "โดย มะลิ ใจงาม - 7 มีนาคม 2566", "ข่าวโดย ทีมข่าวชุมชน  7 มีนาคม 2566  0 ความเห็น", "ข่าวบ้านเรา | 7/3/2566 | อ่าน 1,204 ครั้ง",
        "Posted by: ข่าวบ้านเรา ในวันที่ 7 มี.ค.", "7 มีนาคม 2566 เวลา 10:24 น. · ",
    ],
)  # fmt: skip
def test_lines_of_pages_and_posts_tell_when_they_were_published(line: str) -> None:
    assert mains(f"ชาวบ้านทำฝาย\n{line}\n\nชาวบ้านทำฝายกันที่ลำห้วย วันที่ 6 มี.ค. 66 ได้ 5 ฝาย") == ["2023-03-06"]


@pytest.mark.parametrize(
    "minutes",
    [
        "รายงานการประชุม\nครั้งที่ 2/2566\nวันพุธที่ 15 มีนาคม 2566\nณ ศาลา\nรับรองรายงานครั้งที่ 1/2566 เมื่อวันที่ 8 กุมภาพันธ์ 2566",
        "ประชุมกรรมการ\n15 มีนาคม 2566\nมากัน 12 คน\nนัดประชุมวันที่ 19 เมษายน 2566",
        "โครงการอบรม\nสภาจดแจ้งจัดตั้งเมือ่วันที่\n24 มิถุนายน 2552\nระยะเวลา วันที่ 15 มีนาคม 2566 - 30 เมษายน 2566",
    ],
)  # fmt: skip
def test_minutes_and_plans_have_their_own_day(minutes: str) -> None:
    assert mains(minutes) == ["2023-03-15"]


def test_the_day_called_today_is_the_event_s() -> None:
    assert mains("วันที่ 3 มีนาคม 2566 เริ่มงาน\n" + "ช่วยกันทำงานมานาน " * 9 + "เปิดเผยวันนี้ (15 มีนาคม 2566)") == [
        "2023-03-15"
    ]


def test_a_day_told_late_in_its_line_is_the_event_s_when_it_is_one_of_the_last_before_publication() -> None:
    line = "กลุ่มอาสาช่วยกันทำงานมานาน " * 6 + "จัดเวทีเมื่อวันที่ 4 ธันวาคม 2567 โดยระลึกถึงวันที่ 1 ตุลาคม 2560"
    assert mains(f"หัวข้อ\n\nวันศุกร์ที่ 6 ธันวาคม 2567\nหัวข้อ\n{line}") == ["2024-12-04"]


def test_a_line_that_says_it_was_posted_is_a_publication_line() -> None:
    text = "ชาวบ้านทำฝาย\nโพสต์โดย admin | 22 ธ.ค. 2565 | เข้าชม 35 ครั้ง\nเมื่อวันที่ 21 ธ.ค. 2565 นางมะลิ เปิดงาน"
    assert mains(text) == ["2022-12-21"]


def test_days_that_hold_the_event_s_day_are_its_days_too() -> None:
    assert mains(REPORT.format(more="งานมีระหว่างวันที่ 17 - 19 มีนาคม 2566")) == ["2023-03-18", "2023-03-17"]


def test_a_clock_time_after_the_day_makes_no_second_publication_line() -> None:
    text = "วันจันทร์ที่ 21 มิถุนายน 2564\nหัวข้อ\nวันที่ 18 มิถุนายน 2564 เวลา 11.30 น.\nนางมะลิ เปิดงาน"
    assert mains(text) == ["2021-06-18"]


def test_one_day_told_twice_is_one_fact_with_both_places() -> None:
    (fact,) = told("วันที่ ๒ ก.พ. ๖๒ ที่ศาลา\nเมื่อ 2 กุมภาพันธ์ 2562 มีเวที", DateFact)
    assert len(fact.also_at) == 1


POST = "เพจสภาตำบล\n5 มีนาคม 2566 เวลา 20:14 น. · สาธารณะ\n{}"
LONG = "กลุ่มแม่บ้านร่วมกันหารือเรื่องงานของชุมชนกันอย่างกว้างขวางตลอดทั้งเช้า " * 2


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (POST.format("เช้านี้ไปเยี่ยมบ้านผู้เดือดร้อน นัดเจอกันอีกที 12 มี.ค. ที่วัด"), "2023-03-05"),
        (POST.format("เมื่อวานนี้ (4 มี.ค.) ประชุมที่วัด"), "2023-03-04"),
        (POST.format("ขอเชิญร่วมงานวันที่ 10 มี.ค. 66 ณ วัดใหม่"), "2023-03-10"),
        ("[10/11/66 08:04] ดาว: เมื่อวาน 9 พ.ย. ประชุมที่วัด\n[10/11/66 08:09] มะลิ: นัดหน้า 15 ธ.ค.", "2023-11-09"),
        ("2023.11.10 ศุกร์\n08:04 ดาว: สรุปประชุมวันที่ 9 พ.ย. 66", "2023-11-09"),
        (LONG + "\n7 มี.ค. 2566 | ทีมข่าว\nที่วัด เมื่อ 5-6 มี.ค.ที่ผ่านมา", "2023-03-05"),
        (LONG + "ระหว่างวันที่ 3-5 มี.ค. 66 ณ ห้วยแก้ว\nนัดถัดไป เวทีสรุปงาน วันที่ 20 มี.ค.", "2023-03-03"),
        ("รายงานประจำปี (1 ม.ค. - 31 ธ.ค. 65)\nก่อตั้ง 9 มิ.ย. 2550\nประชุมใหญ่ 25 ก.พ. 66\nเงินคงเหลือ ณ 31 ธ.ค. 65", "2023-02-25"),
        ("ระยะเวลา 1 เมษายน - 30 กันยายน 2567\nอนุมัติในที่ประชุมวันที่ 20 มีนาคม 2567", "2024-04-01"),
        ("ตามคำสั่งที่ 12 ลงวันที่ 3 มกราคม 2566 คณะทำงานประชุมแล้วเมื่อวันที่ 15 ม.ค. 66", "2023-01-15"),
        ("ข่าวบ้านเมือง 15 มี.ค.66\nเมื่อเวลา 10.00 น. วันที่ 14 มี.ค. ที่ห้องประชุม", "2023-03-14"),
        ("คุยเรื่องเดือนหน้าวันที่ 5 ธ.ค. 66 ไปแล้ว เมื่อวันที่ 7 พ.ย. มากัน 30 คน", "2023-11-07"),
        ("สัญญาเริ่ม 1 ม.ค. 66 สิ้นสุด 31 ธ.ค. 95 ทำพิธีลงนามเมื่อ 20 ธ.ค. 65", "2022-12-20"),
        ("เราส่งแผนเมื่อวันที่ 5 มีนาคม 2566", "2023-03-05"),
        ("ทบทวนครั้งก่อน 12 ก.พ. 67 แล้วเข้าวาระ วันนี้ 14 พ.ค. 67", "2024-05-14"),
        (POST.format("เช้านี้เปิดเวที จะเดินแนวเขตกันวันที่ 6-7 พ.ย. และ 15 พ.ย."), "2023-03-05"),
        ("มีผู้แทนมา 5 คน รายงานวันที่ 20 มกราคม 2567 งานมีวันที่ 18 มกราคม", "2024-01-18"),
        ("เงินคงเหลือตามสมุด ขอรายงาน ณ วันที่ 12 ตุลาคม 2567", "2024-10-12"),
        ("จัดงานตั้งแต่วันที่ 10-12 มีนาคม 2566 ณ วัดใหม่", "2023-03-10"),
        ("เลื่อนประชุมจากวันที่ 5 มีนาคม 2566 เป็นวันที่ 12 มีนาคม 2566", "2023-03-12"),
    ],
)  # fmt: skip
def test_the_event_s_day_is_told_from_those_besides_it(text: str, main: str) -> None:
    assert mains(text) == [main]


@pytest.mark.parametrize(
    "text",
    [
        "กองทุนก่อตั้ง 9 มิถุนายน 2550 สมาชิก 300 คน", "ส่งภายในวันที่ 31 มีนาคม 2567", "ส่งเงินวันที่ 5 มกราคม ของทุกปี",
        POST.format("แจ้งส่งเอกสารไม่เกินวันที่ 10 มี.ค. 66"), POST.format("เวทีสรุปจะมีขึ้นในวันที่ 20 มี.ค. 66"),
    ],
)  # fmt: skip
def test_where_no_day_is_the_event_s_none_is(text: str) -> None:
    assert mains(text) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("บันทึกการประชุม ครั้งที่ 7/2565\nวันอาทิตย์ที่ 10 กรกฎาคม ณ วัด", "2022-07-10"),
        ("สรุปเงินตุลาคม 66 ถึงกันยายน 67 รายงาน ณ วันที่ 12 ตุลาคม", "2024-10-12"),
        ("สรุปงานปี 66 เวทีตำบล 5 มี.ค.", "2023-03-05"),
        ("ตาม พ.ร.บ. พ.ศ. 2551 เวทีตำบล 5 มี.ค.", "--03-05"),
        ("ปีงบประมาณ 2567 เวทีตำบล 5 ต.ค.", "--10-05"),
    ],
)
def test_a_year_left_out_is_that_of_the_meeting_or_of_the_months_and_years_told(
    text: str, start: str
) -> None:
    assert days(text)[0][0] == start


def test_a_day_told_with_a_slip_and_without_is_beyond_doubt() -> None:
    (fact,) = told("วันที่ 15 กรกฏาคม 2565 (15/7/65)", DateFact)
    assert (fact.doubt, fact.quote) == ("", "15/7/65")
