from __future__ import annotations

import pytest

from khabuan.reader.rules.facts import MeetingFact, YearFact
from tests.reader.reports import told


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("พระราชบัญญัติป่าชุมชน พ.ศ. ๒๕๖๒", [(2562, False)]),
        ("ประจำปี 2566 และปี 62", [(2566, False), (2562, False)]),
        ("ปีงบประมาณ พ.ศ. 2566", [(2566, True)]),
        ("งบประมาณปี 2567", [(2567, True)]),
        ("ปีงบฯ 66", [(2566, True)]),
        ("ปีงบประมาณ 2566 และ 2567", [(2566, True), (2567, True)]),
        ("แผน 20 ปี (พ.ศ. 2560 - 2579)", [(2560, False), (2579, False)]),
        ("แผนแม่บท 2560–2579 ของเมือง", [(2560, False), (2579, False)]),
        ("แผนปี 2566-70", [(2566, False), (2570, False)]),
        ("เป้าหมาย ปี ค.ศ. 2030", [(2573, False)]),
        ("ปี 2579 ชุมชนต้องมีบ้าน", [(2579, False)]),
        ("ระยะเวลา 5 ปี 60 ครัวเรือน", []),
        ("ปีที่ 23 ไวรัสโคโรนา 2019 โควิด-19 บ้าน 2,561 หลัง ปีนี้ 9,000 หลัง", []),
        ("วันที่ 5 มีนาคม พ.ศ. 2566 และเดือนมีนาคม 2566", []),
        ("ประชุมครั้งที่ 1/2566", []),
        ("โทร 2560-2579", []),
    ],
)
def test_years(text: str, years: list[tuple[int, bool]]) -> None:
    assert [(fact.be, fact.fiscal) for fact in told(text, YearFact)] == years


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("ประชุมสภา ครั้งที่ 1/2566", [(1, 2566)]),
        ("ครั้งที่ ๑๑ / ๒๕๖๖", [(11, 2566)]),
        ("ครั้งที่ 3/66", [(3, 2566)]),
        ("ประชุมใหญ่สามัญ ครั้งที่ 2 ประจำปี 2566", [(2, 2566)]),
        ("ได้จัดการประชุมฯ เป็นครั้งที่ 10", [(10, None)]),
        ("สมัชชาระดับชาติ ครั้งที่ 12", [(12, None)]),
        ("การอบรมครั้งที่ 5", []),
        ("ประชุมแล้วลงพื้นที่ครั้งที่ 2", []),
        ("ณ ห้องประชุม ครั้งที่ 2", []),
        ("ที่ประชุมรับทราบ\nครั้งที่ 4 จำนวน 40 ราย", []),
    ],
)
def test_rounds_of_meetings(text: str, meetings: list[tuple[int, int | None]]) -> None:
    assert [(fact.number, fact.be) for fact in told(text, MeetingFact)] == meetings
