"""What the council and the fund of ต.ดาวเรือง decided: invented resolutions of three years, one taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from khabuan.demo import papers
from khabuan.demo.daorueang import TAMBON
from khabuan.demo.world import Builder, area
from khabuan.files.models import Paper
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_resolution
from khabuan.meetings.models import Resolution
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

OF_FUND: tuple[tuple[Any, ...], ...] = (
    (1, date(2024, 3, 17), "4.1", "ที่ประชุมใหญ่รับรองงบรับจ่ายประจำปี 2566 ของกองทุน"),
    (1, date(2024, 3, 17), "4.2", "กำหนดอัตราเงินสมทบของสมาชิกวันละ 1 บาท เก็บเป็นรายเดือน ตั้งแต่ 1 เมษายน 2567"),
    (1, date(2024, 3, 17), "5.1", "เลือกกรรมการกองทุนชุดใหม่ 15 คน วาระ 4 ปี ตามรายชื่อแนบท้ายรายงาน"),
    (2, date(2025, 3, 16), "4.1", "รับรองงบรับจ่ายประจำปี 2567 และให้ปิดประกาศที่ศาลาประชาคมทุกหมู่บ้าน"),
    (2, date(2025, 3, 16), "4.3", "ให้จ่ายสวัสดิการนอนโรงพยาบาลคืนละ 100 บาท ไม่เกินปีละ 10 คืน"),
    (3, date(2025, 9, 21), "4.1", "รับสมาชิกใหม่ 12 ราย ตามทะเบียนแนบท้ายรายงาน"),
    (1, date(2026, 3, 15), "4.2", "ค่าบริหารจัดการไม่เกินร้อยละ 20 ของรายรับ ถ้าจำเป็นต้องเกินให้เสนอที่ประชุมเป็นคราวไป"),
)
OF_COUNCIL: tuple[tuple[Any, ...], ...] = (
    (1, date(2025, 1, 20), "4.1", "เห็นชอบแผนพัฒนาของสภาองค์กรชุมชนประจำปี และให้เสนอเทศบาลบรรจุในแผนท้องถิ่น", "5"),
    (2, date(2025, 4, 21), "4.2", "ให้สำรวจบ้านผู้เดือดร้อนเรื่องที่อยู่อาศัยทั้งเจ็ดหมู่บ้านให้เสร็จภายในสามเดือน", "4"),
    (3, date(2025, 7, 21), "5.1", "ส่งผู้แทนสองคนเข้าประชุมในระดับจังหวัด", "12"),
)


def build(world: Builder) -> None:
    fund, council = (
        Organisation.objects.visible_to(world.actor).get(kind=kind, area=area(TAMBON), ended_on__isnull=True)
        for kind in (OrganisationKind.FUND, OrganisationKind.COUNCIL)
    )
    for body, decided in ((fund, OF_FUND), (council, OF_COUNCIL)):
        for told in decided:
            row, (meeting, on, item, *_words) = _record(world, body, *told), told
            if item == "4.1":  # the first page of the minutes is there, once for each meeting
                papers.keep(world, row, Paper.MINUTES, f"{body.name} ครั้งที่ {meeting}/{on.year + 543}", on)
    told = (2, date(2025, 3, 16), "4.2", "ให้จ่ายสวัสดิการนอนโรงพยาบาลคืนละ 1,000 บาท")
    wrong = _record(world, fund, *told)
    withdraw_resolution(actor=world.actor, resolution=wrong, reason="คัดตัวเลขผิด ดูข้อ 4.3 (ตัวอย่าง)")


def _record(  # noqa: PLR0917 - a line of the lists above
    world: Builder, body: Organisation, meeting: int, on: date, item: str, words: str, duty: str = ""
) -> Resolution:
    """`duty`: the number of the council's duty in the Act."""
    return record_resolution(
        actor=world.actor, organisation=body, meeting_number=meeting, year=on.year, item=item, on=on, words=words,
        note="ตัวอย่าง ไม่ใช่มติจริง", duty=duty,
    )  # fmt: skip
