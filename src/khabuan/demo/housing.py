"""สระบุรี's houses: handed over, under repair with a second payer, in reserve, over the ceiling with its reason, one
whose householder moved away, and one of the province's working group.

Invented, as all of the demo: names come from the builder, days are told from today, nobody lives in these houses.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from khabuan.core.thai import FiscalYear
from khabuan.demo import papers
from khabuan.demo.world import Builder, area
from khabuan.files.models import Paper
from khabuan.grants.models import Project
from khabuan.housing.actions import houses
from khabuan.housing.models import HousingCase
from khabuan.housing.rules import HouseState, HousingProgramme, Item, WorkKind
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue


def build(
    world: Builder, standing: str, offices: Sequence[Organisation], councils: Sequence[Organisation]
) -> None:
    """For a province whose bodies, agencies and projects stand already."""
    body = Organisation.objects.visible_to(world.actor).get(name=standing)
    council = councils[0]
    codi = next(office for office in offices if "สถาบันพัฒนาองค์กรชุมชน" in office.name)
    projects = Project.objects.visible_to(world.actor).filter(organisation=body, issue=Issue.HOUSING)
    project = projects.order_by("-fiscal_year", "pk").first()
    done = _house(world, council, project, "12/1", codi, 18_500)
    _money(world, done, 3_000, Item.LABOUR, "เพื่อนบ้านและช่างชุมชน", is_programme=False)
    for state, days, words in (
        (HouseState.PASSED, 110, "ประชาคมหมู่บ้าน"), (HouseState.APPROVED, 80, "คณะอนุกรรมการภาค"),
        (HouseState.REPAIRING, 45, ""), (HouseState.FINISHED, 20, "ช่างชุมชนตรวจแล้ว"), (HouseState.HANDED_OVER, 6, "มอบป้ายบ้าน"),
    ):  # fmt: skip
        _move(world, done, state, days, words)
    papers.keep(world, done, Paper.EVIDENCE, "ใบส่งมอบบ้าน", world.ago(6))
    repaired = _house(world, council, project, "48", codi, 19_000)
    _money(world, repaired, 8_000, Item.OTHER, "อบต.ตัวอย่าง", is_programme=False, words="ห้องน้ำผู้สูงอายุ")
    _move(world, repaired, HouseState.APPROVED, 80, "คณะอนุกรรมการภาค")
    _move(world, repaired, HouseState.REPAIRING, 12, "ทหารและช่างชุมชนช่วยแรง")
    over = _house(world, council, None, "7/3", codi, 38_000, programme=HousingProgramme.SECURE)
    _money(world, over, 4_500, Item.LABOUR, "", agency=codi, reason="หลังคาพังจากพายุ มติคณะทำงานจังหวัดให้เพิ่ม")
    _move(world, over, HouseState.APPROVED, 60, "")
    _move(world, _house(world, council, None, "91", None), HouseState.RESERVE, 70, "รองบรอบหน้า")
    _move(world, _house(world, council, project, "33/2", None), HouseState.MOVED, 30, "")
    _house(world, body, project, "5", codi, 15_000, area_code="190106")


def _house(  # noqa: PLR0917 - the columns of the table above
    world: Builder, body: Organisation, project: Project | None, number: str, codi: Organisation | None,
    amount: int | None = None, area_code: str = "", programme: HousingProgramme = HousingProgramme.DECENT,
) -> HousingCase:  # fmt: skip
    place = area(area_code) if area_code else body.area
    year = project.fiscal_year if project else FiscalYear.of(world.today).end_year
    return houses.record_case(
        actor=world.actor, organisation=body, area=place, programme=programme, kind=WorkKind.REPAIR,
        fiscal_year=year, project=project, person=world.person(place), house_no=number, agency=codi,
        amount=None if amount is None else Decimal(amount), state=HouseState.SURVEYED, on=world.ago(130),
        words="สำรวจโดยทีมตำบล",
    )  # fmt: skip


def _move(world: Builder, row: HousingCase, state: HouseState, days: int, words: str) -> None:
    houses.move_case(actor=world.actor, case=row, state=state, on=world.ago(days), words=words)


def _money(
    world: Builder, row: HousingCase, amount: int, item: Item, payer: str, *, agency: Organisation | None = None,
    words: str = "", is_programme: bool = True, reason: str = "",
) -> None:  # fmt: skip
    houses.record_money(
        actor=world.actor, case=row, amount=Decimal(amount), item=item, item_words=words, agency=agency,
        agency_words=payer, is_programme=is_programme, reason=reason,
    )  # fmt: skip
