"""สระบุรี's projects: one under way with houses counted, one that waits for its approval, one closed last year, one that
was given up, a council's own and a network's.

Invented, as all of the demo: days are told from today, budgets and numbers are nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from khabuan.core.thai import FiscalYear
from khabuan.demo import papers
from khabuan.demo.world import Builder, area
from khabuan.files.models import Paper
from khabuan.grants.actions import projects
from khabuan.grants.models import Project
from khabuan.grants.rules import ProjectState
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


def build(
    world: Builder, standing: str, offices: Sequence[Organisation], councils: Sequence[Organisation]
) -> None:
    """For a province whose bodies and agencies stand already; `offices` as `agencies.build` gave them."""
    bodies = Organisation.objects.visible_to(world.actor)
    body = bodies.get(name=standing)
    network = bodies.filter(kind="network").order_by("pk").first() or body
    codi = next(office for office in offices if "สถาบันพัฒนาองค์กรชุมชน" in office.name)
    pao = next(office for office in offices if "องค์การบริหารส่วนจังหวัด" in office.name)
    year = FiscalYear.of(world.today)
    _houses(world, body, codi, year)
    _strong_tambon(world, councils[0], codi, year)
    _leaders(world, network, pao, year)
    _last_year(world, body, codi, year.previous)
    _given_up(world, councils[1], year)


def _houses(world: Builder, body: Organisation, codi: Organisation, year: FiscalYear) -> None:
    """บ้านพอเพียง of several tambons: approved for less than was asked, nine of forty houses done."""
    row = projects.record_project(
        actor=world.actor, organisation=body, title=f"บ้านพอเพียงจังหวัดสระบุรี ปี {year.be}", code=f"บพ.สบ.{year.be}/01",
        fiscal_year=year.end_year, issue=Issue.HOUSING, programme="บ้านพอเพียง", area=area("19"),
        places=[area(code) for code in ("190105", "190106", "190302")],
        objectives="ซ่อมบ้านของครัวเรือนที่เดือดร้อนที่สุดตามมติของชุมชน โดยช่างชุมชนและแรงของเพื่อนบ้าน",
        agency=codi, asked=Decimal(960_000), starts_on=world.ago(50), ends_on=year.end, houses=40, households=40,
        tambons=4, state=ProjectState.PROPOSED, on=world.ago(150), words="มติคณะทำงานจังหวัด",
    )  # fmt: skip
    _move(world, row, ProjectState.APPROVED, 80, "คณะอนุกรรมการภาคอนุมัติ", approved=Decimal(800_000))
    _move(world, row, ProjectState.RUNNING, 50, "ทำบันทึกข้อตกลงแล้ว ได้รับงวดแรก")
    for days, value, source in ((30, 4, "รายงานช่างชุมชน"), (8, 9, "รายงานความก้าวหน้างวดที่ 1")):
        projects.record_result(
            actor=world.actor, project=row, what="houses", on=world.ago(days), value=value, source=source
        )
    papers.keep(world, row, Paper.EVIDENCE, "หนังสืออนุมัติโครงการ", world.ago(80))


def _strong_tambon(world: Builder, council: Organisation, codi: Organisation, year: FiscalYear) -> None:
    """A council's own: waits for its approval."""
    projects.record_project(
        actor=world.actor, organisation=council, title="สภาองค์กรชุมชนตำบลเข้มแข็ง", fiscal_year=year.end_year,
        issue=Issue.COUNCIL, programme="สภาองค์กรชุมชน", area=council.area, agency=codi, asked=Decimal(45_000),
        people=60, bodies=12, state=ProjectState.PROPOSED, on=world.ago(25), words="มติสภา วาระที่ 4",
    )  # fmt: skip


def _leaders(world: Builder, network: Organisation, pao: Organisation, year: FiscalYear) -> None:
    """Money of the province's own administration: under way, nothing counted yet."""
    projects.record_project(
        actor=world.actor, organisation=network, title="คนรุ่นใหม่คืนถิ่น", fiscal_year=year.end_year,
        issue=Issue.LEADERS, programme="พัฒนาผู้นำ", area=area("19"), agency=pao, approved=Decimal(180_000),
        people=30, other=6, other_words="กิจการของคนรุ่นใหม่", starts_on=world.ago(20), state=ProjectState.RUNNING,
        on=world.ago(20),
    )  # fmt: skip


def _last_year(world: Builder, body: Organisation, codi: Organisation, year: FiscalYear) -> None:
    """Closed: more people came than were aimed at."""
    row = projects.record_project(
        actor=world.actor, organisation=body, title="ครัวกลางรับมือน้ำท่วม", code=f"ภพ.สบ.{year.be}/02",
        fiscal_year=year.end_year, issue=Issue.DISASTER, programme="ภัยพิบัติ", area=area("1901"), agency=codi,
        asked=Decimal(100_000), approved=Decimal(100_000), starts_on=year.start, ends_on=year.end, people=500,
        state=ProjectState.FINISHED, on=year.end,
    )  # fmt: skip
    projects.record_result(
        actor=world.actor, project=row, what="people", on=year.end, value=640, source="รายงานฉบับสมบูรณ์"
    )
    _move(world, row, ProjectState.CLOSED, 0, "ส่งรายงานและใบสำคัญครบ")


def _given_up(world: Builder, council: Organisation, year: FiscalYear) -> None:
    """Who pays is known in words only; it came to nothing."""
    row = projects.record_project(
        actor=world.actor, organisation=council, title="ตลาดชุมชนริมน้ำ", fiscal_year=year.end_year,
        issue=Issue.ECONOMY, area=council.area, agency_words="บริษัทตัวอย่าง จำกัด", asked=Decimal(300_000),
        households=25, state=ProjectState.PROPOSED, on=world.ago(55),
    )  # fmt: skip
    _move(world, row, ProjectState.GIVEN_UP, 12, "เจ้าของที่ดินไม่ให้ใช้พื้นที่")


def _move(
    world: Builder,
    row: Project,
    state: ProjectState,
    days: int,
    words: str,
    *,
    approved: Decimal | None = None,
) -> None:
    projects.move_project(
        actor=world.actor, project=row, state=state, on=world.ago(days), words=words, approved=approved
    )
