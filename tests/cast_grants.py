"""A project of the fund of tambon A with a line of each kind, for the access matrix and the query ratchet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from khabuan.core import clock
from khabuan.files.actions import attach
from khabuan.grants.actions import projects
from khabuan.grants.models import Project
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from tests.support import SYSTEM

DAY = date(2026, 10, 5)


def build(area: Area, fund: Organisation) -> dict[str, Any]:
    """The project and its parts, by the names of the addresses that take them."""
    agency = Organisation.objects.visible_to(SYSTEM).get(kind="agency")
    row = projects.record_project(
        actor=SYSTEM, organisation=fund, title="โครงการทดสอบ", code="ท-1", fiscal_year=2027, area=area, state="proposed",
        on=DAY, issue="housing", agency=agency, asked=Decimal(120_000), houses=12, people=40,
    )  # fmt: skip
    step = projects.move_project(
        actor=SYSTEM, project=row, state="approved", on=DAY, words="อนุมัติทดสอบ", approved=Decimal(100_000)
    )
    result = projects.record_result(
        actor=SYSTEM, project=row, what="houses", on=DAY, value=3, source="รายงานทดสอบ"
    )
    paper = attach(actor=SYSTEM, record=row, name="ข้อเสนอโครงการ.pdf", content=b"%PDF-1.4\n%%EOF\n")
    of: dict[Any, tuple[str, ...]] = {
        fund: ("projects-of", "project-add"),
        row: (
            "project", "project-change", "project-step", "project-reached", "project-withdraw", "project-history",
            "project-paper-add",
        ),
        step: ("project-step-back",), result: ("project-result-back",), paper: ("project-paper-withdraw",),
    }  # fmt: skip
    found = {"api:one_project.key": row.pk}
    return found | {f"{name}.pk": found.pk for found, names in of.items() for name in names}


def grow(area: Area, fund: Organisation, key: int, count: int) -> None:
    """More projects, and more numbers of the first one."""
    row = Project.everywhere.get(pk=key)
    for number in range(count):
        projects.record_project(
            actor=SYSTEM, organisation=fund, title=f"โครงการเพิ่ม {number}", fiscal_year=2027, area=area,
            state="running", on=clock.today(), houses=number + 1,
        )  # fmt: skip
        projects.record_result(
            actor=SYSTEM, project=row, what="houses", on=DAY, value=number, source=f"รายงานเพิ่ม {number}"
        )
