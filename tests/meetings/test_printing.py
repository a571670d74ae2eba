"""Papers of meetings from frozen facts: the words that an office looks for, and what is said when something is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from tests.registry.conftest import _today_and_key  # noqa: F401 - fixture: the key that check codes are made with

from khabuan.core.sheets import read_sheet
from khabuan.meetings.printing.facts import AgendaLine, BodyFacts, Brought, MeetingFacts, Person
from khabuan.meetings.printing.letters import (
    DelegatesFacts,
    NoticeFacts,
    NoticeRule,
    delegates_letter,
    notice_letter,
    notice_words,
)
from khabuan.meetings.printing.minutes import (
    Adoption,
    Count,
    ExtractFacts,
    Handed,
    MinuteItem,
    MinutesFacts,
    MinutesState,
    QuorumMark,
    Resolved,
    count_words,
    decision_of,
    minutes_paper,
    resolution_extract,
)
from khabuan.meetings.printing.payments import SPECS, PayListFacts, pay_list_paper, pay_list_sheet
from khabuan.meetings.printing.yearly import (
    DutyYear,
    HeldMeeting,
    ReportPart,
    YearFacts,
    meeting_words,
    year_report,
)
from khabuan.meetings.rules.payments import PayDoubt, PayFacts, pay_doubt, totals_of
from khabuan.meetings.rules.quorum import Quorum, Tally
from khabuan.papers.blocks_pdf import blocks_pdf
from khabuan.papers.docx import blocks_docx
from khabuan.papers.writing import Decision, Heading, LetterFields, Paper, Paragraph, Table, Title, shown

BODY = BodyFacts("สภาองค์กรชุมชนตำบลทดสอบ", ("จังหวัดสระบุรี 18000",), "โทร. 036-000-000")
THIRD = MeetingFacts(BODY.name, 3, 2026, date(2026, 9, 16), "ศาลาประชาคมหมู่ที่ 3", time(9, 30))
FOURTH = MeetingFacts(BODY.name, 4, 2026, date(2026, 12, 9), "ศาลาประชาคมหมู่ที่ 3", time(9, 30))
CHAIR, CLERK = Person("นายประธาน ทดสอบ", "ประธานสภาฯ"), Person("นางสาวเลขานุการ ทดสอบ", "เลขานุการสภาฯ")
AGENDA = (
    AgendaLine("1", "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"),
    AgendaLine("4", "เรื่องเพื่อพิจารณา"),
    AgendaLine("4.1", "ซ่อมบ้าน 12 หลัง"),
)
VOTE = Count(Tally(21, 1, 1), Quorum(30, 23, 15))
REPAIR = Resolved("เห็นชอบให้เสนอต่อเทศบาล", "มติ 3/2569 ข้อ 4.1", VOTE)
NOTICE = NoticeFacts(
    BODY, THIRD, "สอช.ทดสอบ 012/2569", date(2026, 9, 2), "สมาชิกสภาทุกท่าน", AGENDA, CHAIR,
    invited=(Person("นายแขก ทดสอบ", "กำนัน"),), rule=NoticeRule(7), asked_of="เลขานุการ โทร. 081-000-0000",
)  # fmt: skip
MINUTES = MinutesFacts(
    THIRD, MinutesState.DRAFT, tuple(Person(f"สมาชิก {at}", "สมาชิก") for at in range(23)),
    (Person("นายลา ทดสอบ", "สมาชิก", "ลา"),), (), needed=15, members=30, began_at=time(9, 45), ended_at=time(12, 10),
    items=(MinuteItem(AGENDA[0], "ประธานแจ้งเรื่องเวที"), MinuteItem(AGENDA[1]), MinuteItem(AGENDA[2], resolved=(REPAIR,))),
    recorder=CLERK, checker=CHAIR,
)  # fmt: skip
EXTRACT = ExtractFacts(THIRD, AGENDA[2], REPAIR, MinutesState.DRAFT, date(2026, 9, 20), CLERK, CHAIR)
PAID = (
    PayFacts("สมาชิก 1", "สมาชิก", Decimal("200"), Decimal("120.50"), "หมู่ 1"),
    PayFacts("สมาชิก 2", "สมาชิก", Decimal("0"), Decimal("120.50")),
)
PAY_LIST = PayListFacts(THIRD, PAID, "โครงการทดสอบ", CLERK, CHAIR)
DELEGATES = DelegatesFacts(
    BODY, "สอช.ทดสอบ 013/2569", date(2026, 9, 20), "ประธานที่ประชุมระดับจังหวัด", (CHAIR, CLERK), THIRD,
    "การประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล จังหวัดสระบุรี", CHAIR,
)  # fmt: skip
YEAR = YearFacts(
    BODY, "ปี 2569",
    (HeldMeeting(THIRD, 23, 30, 15, 2), HeldMeeting(FOURTH, 9, 30, 15, 0)), 4,
    (DutyYear("เสนอปัญหาและแนวทางแก้ไข", ("มติ 3/2569 ข้อ 4.1 เห็นชอบ",)), DutyYear("จัดเวทีปรึกษาหารือ", ())),
    (("ที่อยู่อาศัย", 1),), (ReportPart("กองทุนสวัสดิการ", (("สมาชิก", "480 คน"),)),), CHAIR,
)  # fmt: skip
PAPERS = {
    "notice": notice_letter(NOTICE),
    "minutes": minutes_paper(MINUTES),
    "extract": resolution_extract(EXTRACT),
    "pay list": pay_list_paper(PAY_LIST),
    "delegates": delegates_letter(DELEGATES),
    "year": year_report(YEAR),
}


def told(paper: Paper) -> str:
    """All running words and headings of a paper, one a line."""
    rows = []
    for block in paper.blocks:
        if isinstance(block, Heading):
            rows.append(f"{block.label} {block.text}".strip())
        elif isinstance(block, Paragraph | Decision):
            rows += [block.text, getattr(block, "more", "")]
    return "\n".join(rows)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_made_by_both_makers(name: str) -> None:
    assert blocks_pdf(PAPERS[name], kind="letter", printed_by="เลขานุการ").pages >= 1
    assert blocks_docx(PAPERS[name], printed_by="เลขานุการ").startswith(b"PK")


def test_a_letter_has_number_day_and_agenda_in_thai_digits() -> None:
    fields = next(block for block in shown(notice_letter(NOTICE)).blocks if isinstance(block, LetterFields))
    assert (fields.number, fields.on) == ("สอช.ทดสอบ ๐๑๒/๒๕๖๙", "๒ กันยายน ๒๕๖๙")
    assert fields.subject == "ขอเชิญประชุมสภาองค์กรชุมชนตำบลทดสอบ ครั้งที่ ๓/๒๕๖๙"
    assert "๔.๑ ซ่อมบ้าน ๑๒ หลัง" in told(shown(notice_letter(NOTICE)))
    assert "ในวันพุธที่ 16 กันยายน 2569 เวลา 09.30 น." in told(notice_letter(NOTICE))


def test_a_letter_in_time_says_so_and_a_late_one_says_by_how_much() -> None:
    assert notice_words(NOTICE) == "หนังสือฉบับนี้แจ้งล่วงหน้า 14 วัน (ตามกติกาของสภา ไม่น้อยกว่า 7 วัน)"
    late = replace(NOTICE, sent_on=date(2026, 9, 14), late_reason="น้ำท่วม")
    assert late.is_late
    assert "แจ้งล่วงหน้า 2 วัน น้อยกว่าที่กำหนด" in notice_words(late)
    assert notice_words(late).endswith("เนื่องจากน้ำท่วม")


def test_a_section_of_law_stands_only_where_the_rule_names_one() -> None:
    assert "มาตรา" not in told(notice_letter(NOTICE)) + told(delegates_letter(DELEGATES))
    assert "ตามมาตรา 21 (12)" in told(delegates_letter(replace(DELEGATES, section="มาตรา 21 (12)")))


def test_a_letter_without_delegates_is_not_written() -> None:
    with pytest.raises(ValueError, match="no delegate"):
        delegates_letter(replace(DELEGATES, delegates=()))


def test_minutes_go_from_draft_to_adopted_without_another_word() -> None:
    adopted = replace(
        MINUTES, state=MinutesState.ADOPTED, adoption=Adoption(FOURTH, ("หน้า 1 แก้เวลาเป็น 09.40 น.",))
    )
    assert minutes_paper(MINUTES).draft == "ร่าง ยังไม่ได้ตรวจ"
    assert "รอที่ประชุมรับรอง" in minutes_paper(replace(MINUTES, state=MinutesState.CHECKED)).draft
    paper = minutes_paper(adopted)
    assert paper.draft == ""
    assert paper.blocks[: len(PAPERS["minutes"].blocks)] == PAPERS["minutes"].blocks
    assert "ครั้งที่ 4/2569 เมื่อวันที่ 9 ธันวาคม 2569 รับรองรายงานการประชุมนี้ โดยให้บันทึกการแก้ไข" in told(paper)
    assert "1. หน้า 1 แก้เวลา" in told(paper)


def test_hands_and_heads_stand_under_what_was_decided() -> None:
    words = "เห็นชอบ 21 เสียง ไม่เห็นชอบ 1 เสียง งดออกเสียง 1 เสียง"
    assert count_words(VOTE) == f"{words} (ผู้มาประชุม 23 คน จากสมาชิก 30 คน องค์ประชุม 15 คน)"
    assert "ต้องตรวจนับใหม่" in count_words(replace(VOTE, quorum=Quorum(30, 22, 15)))
    few = replace(REPAIR, count=replace(VOTE, quorum=Quorum(30, 23, 24)))
    assert "มตินี้ไม่มีผล" in decision_of(few).text
    assert "ไม่มีผล" not in decision_of(replace(few, outcome="ไม่ครบองค์ประชุม จึงไม่เป็นมติ")).text
    assert count_words(replace(VOTE, is_secret=True)).startswith("ลงคะแนนลับ")


def test_an_empty_head_says_that_there_is_nothing_and_one_with_items_does_not() -> None:
    bare = replace(MINUTES.items[0], said="")
    words = told(minutes_paper(replace(MINUTES, items=(bare, *MINUTES.items[1:]))))
    assert "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ\nไม่มี\n" in words
    assert "เรื่องเพื่อพิจารณา\n4.1 ซ่อมบ้าน" in words
    title = next(block for block in minutes_paper(MINUTES).blocks if isinstance(block, Title))
    assert "เมื่อวันพุธที่ 16 กันยายน 2569" in title.lines


def test_what_follows_from_a_resolution_is_handed_to_somebody_until_a_day() -> None:
    handed = Handed(CLERK, "ส่งรายชื่อ", date(2027, 1, 15))
    decision = decision_of(replace(REPAIR, followed=(handed, Handed(Person("อบต.ทดสอบ")))))
    assert "มอบ นางสาวเลขานุการ ทดสอบ เลขานุการสภาฯ ส่งรายชื่อ ภายในวันที่ 15 มกราคม 2570\n" in decision.text
    assert "มอบ อบต.ทดสอบ ดำเนินการ\n" in decision.text


def test_an_open_matter_says_whose_it_is_its_day_and_the_last_answer() -> None:
    brought = Brought(Person("สหกรณ์จังหวัด"), date(2026, 11, 30), "คำตอบ")
    line = AgendaLine("3.1", "อบรมบัญชี", brought)
    assert "ผู้รับผิดชอบ สหกรณ์จังหวัด กำหนด 30 พฤศจิกายน 2569\nยังไม่มีคำตอบ" in told(
        notice_letter(replace(NOTICE, agenda=(line,)))
    )
    answered = replace(line, brought=replace(brought, said="จะอบรมในเดือนหน้า", said_on=date(2026, 9, 1)))
    words = told(minutes_paper(replace(MINUTES, items=(MinuteItem(answered),))))
    assert "คำตอบเมื่อ 1 กันยายน 2569: จะอบรมในเดือนหน้า" in words


def test_a_meeting_with_too_few_is_written_as_it_happened() -> None:
    few = replace(MINUTES, came=MINUTES.came[:9])
    assert "เมื่อเริ่มประชุมมาแล้ว 9 คน (องค์ประชุม 15 คน) ไม่ครบองค์ประชุม" in told(minutes_paper(few))
    lost = replace(
        MINUTES.items[0], marks=(QuorumMark(time(11, 20), 14, 15), QuorumMark(time(11, 40), 15, 15))
    )
    words = told(minutes_paper(replace(MINUTES, items=(lost,))))
    assert "เวลา 11.20 น. องค์ประชุมไม่ครบ เหลือผู้มาประชุม 14 คน จากที่ต้องมี 15 คน" in words
    assert "เวลา 11.40 น. ครบองค์ประชุมแล้ว" in words
    assert "(ไม่ได้บันทึกเวลา)" in told(minutes_paper(replace(MINUTES, ended_at=None)))


def test_an_extract_says_whether_the_minutes_are_adopted() -> None:
    assert "ยังไม่ได้รับรอง" in told(resolution_extract(EXTRACT))
    assert resolution_extract(EXTRACT).draft
    adopted = resolution_extract(replace(EXTRACT, state=MinutesState.ADOPTED, adoption=Adoption(FOURTH)))
    assert "รับรองแล้วในการประชุม" in told(adopted)
    assert adopted.draft == ""


@pytest.mark.parametrize(
    ("travel", "meals", "doubt"),
    [
        ("-1", "0", PayDoubt.NEGATIVE), ("100.001", "0", PayDoubt.FINER), ("0", "0.005", PayDoubt.FINER),
        ("0", "0", PayDoubt.NOTHING), ("100000.01", "0", PayDoubt.TOO_LARGE), ("NaN", "0", PayDoubt.NOT_A_SUM),
        ("Infinity", "0", PayDoubt.NOT_A_SUM), ("100.10", "0", None), ("1E+2", "0", None),
    ],
)  # fmt: skip
def test_sums_that_cannot_be_paid_are_refused(travel: str, meals: str, doubt: PayDoubt | None) -> None:
    line = PayFacts("ก", "", Decimal(travel), Decimal(meals))
    assert pay_doubt(line) == doubt
    if doubt:
        with pytest.raises(ValueError, match=doubt.value):
            totals_of([line])


def test_the_list_of_payments_adds_up_in_figures_and_words() -> None:
    table = next(block for block in pay_list_paper(PAY_LIST).blocks if isinstance(block, Table))
    assert table.totals[3:7] == ("200.00", "241.00", "441.00", "สี่ร้อยสี่สิบเอ็ดบาทถ้วน")
    assert table.rows[0][5:7] == ("320.50", "สามร้อยยี่สิบบาทห้าสิบสตางค์")


def test_the_sheet_of_payments_has_numbers_and_no_running_formula() -> None:
    lines = (*PAID, replace(PAID[0], name="=1+1"))
    read = read_sheet(pay_list_sheet(lines), "a.xlsx", specs=SPECS)
    assert [row.values[5] for row in read.rows] == [320.5, 120.5, 320.5, 761.5]  # the sum
    assert read.rows[2].values[0] == "=1+1"


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("สภาองค์กรชุมชนตำบลทดสอบ", "การประชุมสภาองค์กรชุมชนตำบลทดสอบ"),
        ("การประชุมในระดับจังหวัด", "การประชุมในระดับจังหวัด"),
        ("ที่ประชุมระดับชาติ", "การประชุมระดับชาติ"),
    ],
)
def test_a_body_that_is_a_meeting_by_name_does_not_meet_twice(body: str, held: str) -> None:
    assert replace(THIRD, body=body).held == held


def test_the_year_counts_only_meetings_with_a_quorum_and_names_duties_not_met() -> None:
    assert meeting_words(YEAR) == "จัดประชุม 2 ครั้ง ครบองค์ประชุม 1 ครั้ง (กำหนดไว้ไม่น้อยกว่าปีละ 4 ครั้ง ยังขาด 3 ครั้ง)"
    words = told(year_report(YEAR))
    assert YEAR.unmet == ("จัดเวทีปรึกษาหารือ",)
    assert words.index("5. ภารกิจที่ยังไม่มีมติหรืองานในรอบปี") < words.index("จัดเวทีปรึกษาหารือ")
    assert "4. กองทุนสวัสดิการ" in words


def test_the_report_numbers_its_duties_without_gaps_and_says_which_of_the_act_they_are() -> None:
    duties = (DutyYear("ก", ()), DutyYear("ข", ("มติ 1",)), DutyYear("ค", ()), DutyYear("ง", ("มติ 2",)))
    words = told(year_report(replace(YEAR, duties=duties, others=("มติ 3",))))
    assert "2.1 ข (ภารกิจข้อ 2)\nมติ 1" in words
    assert "2.2 ง (ภารกิจข้อ 4)\nมติ 2" in words
    assert "2.3 มติอื่นที่ไม่ได้ระบุภารกิจ\nมติ 3" in words


def test_names_in_the_report_stand_under_heads_of_their_own() -> None:
    part = ReportPart("การเลือกตั้ง", (("เลือกประธาน", "นายหนึ่ง ทดสอบ"),), heads=("การเลือก", "ผู้ได้รับเลือก"))
    table = [block for block in year_report(replace(YEAR, parts=(part,))).blocks if isinstance(block, Table)][
        -1
    ]
    assert [(one.label, one.kind) for one in table.columns] == [("การเลือก", "text"), ("ผู้ได้รับเลือก", "text")]
