"""Papers of gatherings from frozen facts: programme before, report after, and what is said where something lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from tests.registry.conftest import _today_and_key  # noqa: F401 - fixture: the key that check codes are made with

from khabuan.gatherings.printing.report import (
    ActFacts,
    PromiseFacts,
    ReportFacts,
    SessionFacts,
    heads_words,
    report_paper,
)
from khabuan.gatherings.rules.heads import Heads
from khabuan.meetings.printing.facts import Person
from khabuan.papers.blocks_pdf import blocks_pdf
from khabuan.papers.docx import blocks_docx
from khabuan.papers.writing import Heading, Paper, Paragraph, Table, Title, shown

ON = date(2026, 9, 18)
OPENED = ActFacts(time(9, 30), "เปิดงาน", "", "นายผู้ว่า ทดสอบ ผู้ว่าราชการจังหวัด")
FACTS = ReportFacts(
    title="เวทีบูรณาการ ครั้งที่ 2/2569", kind="เวที", host="คณะทำงานจังหวัด",
    with_whom=(("เจ้าภาพร่วม", "พมจ."), ("เจ้าภาพร่วม", "จังหวัด"), ("เข้าร่วม", "หอการค้า")), starts_on=ON, ends_on=ON,
    starts_at=time(9), ends_at=time(16), place="ศาลากลางจังหวัด", objectives="เพื่อทำแผนร่วม",
    sessions=(
        SessionFacts(ON, "เปิดเวที", "ห้องใหญ่", time(9), None, (OPENED,)),
        SessionFacts(ON, "ประชุมครั้งที่ 1/2569", "", time(13), None, (), "ประชุมครั้งที่ 1/2569ของคณะทำงานจังหวัด"),
    ),
    total=Heads(60), sectors=(("ภาครัฐ", Heads(5)), ("ขบวนองค์กรชุมชน", Heads(60, is_rough=True))), areas=(),
    disagreements=("รวมทุกภาคส่วนแล้วมากกว่ายอดรวมที่บอกไว้ 5 คน",), visits=(), came_of_it="ทำแผนร่วมเสร็จ\nนัดครั้งหน้า",
    agreements=("ใช้แผนเดียวกัน",),
    promises=(PromiseFacts("สตง.", "", "จะส่งวิทยากร", None, "ยังไม่มีคำตอบ", is_known=False),),
    signed=(("ความร่วมมือ", "18 กันยายน 2569"),), is_held=True, checker=Person("นายประธาน ทดสอบ", "ประธาน"),
)  # fmt: skip


def told(paper: Paper) -> str:
    """All words of a paper, one block a line."""
    rows = []
    for block in paper.blocks:
        if isinstance(block, Title):
            rows += block.lines
        elif isinstance(block, Heading):
            rows.append(block.text)
        elif isinstance(block, Paragraph):
            rows.append(f"{block.lead} {block.text}")
        elif isinstance(block, Table):
            rows += [" | ".join(row) for row in block.rows]
    return "\n".join(rows)


@pytest.mark.parametrize("is_held", [True, False])
def test_every_paper_is_made_by_both_makers(is_held: bool) -> None:
    paper = report_paper(replace(FACTS, is_held=is_held))
    assert blocks_pdf(paper, kind="gathering", printed_by="คณะทำงานจังหวัด").pages >= 1
    assert blocks_docx(paper, printed_by="คณะทำงานจังหวัด").startswith(b"PK")


def test_a_report_tells_who_did_what_how_many_came_and_what_was_promised() -> None:
    words = told(report_paper(FACTS))
    for part in (
        "รายงานผลเวที", "วันศุกร์ที่ 18 กันยายน 2569 เวลา 09.00 น. – 16.00 น.", "เจ้าภาพร่วม พมจ., จังหวัด",
        "09.30 น. | เปิดงาน | นายผู้ว่า ทดสอบ ผู้ว่าราชการจังหวัด", "ช่วงนี้เป็นประชุมครั้งที่ 1/2569", "ประมาณ 60 คน",
        "หมายเหตุ รวมทุกภาคส่วนแล้วมากกว่ายอดรวม", "สตง.\n(ยังไม่อยู่ในทะเบียน) | จะส่งวิทยากร | ไม่ได้กำหนดวัน", "1. ใช้แผนเดียวกัน",
        "บันทึกความร่วมมือ ความร่วมมือ (ลงนาม 18 กันยายน 2569)",
    ):  # fmt: skip
        assert part in words, part
    assert "๖๐ คน" in told(shown(report_paper(FACTS)))
    assert heads_words(Heads(1200)) == "1,200 คน"


def test_before_its_day_it_is_the_programme_and_tells_nothing_that_did_not_happen() -> None:
    words = told(report_paper(replace(FACTS, is_held=False)))
    assert words.startswith("กำหนดการเวที")
    for part in ("ผู้เข้าร่วม", "ผลที่ได้", "ข้อรับปาก", "ทำแผนร่วมเสร็จ"):
        assert part not in words


def test_several_days_and_nobody_counted() -> None:
    words = told(report_paper(replace(FACTS, ends_on=date(2026, 9, 19), total=None, sectors=())))
    assert "ระหว่างวันที่ 18–19 กันยายน 2569" in words
    assert "ไม่ได้นับจำนวนผู้เข้าร่วม" in words
