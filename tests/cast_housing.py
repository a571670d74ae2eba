"""A house of the council of tambon A with a line of each kind, for the access matrix and the query ratchet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from khabuan.core import clock
from khabuan.files.actions import attach
from khabuan.grants.models import Project
from khabuan.housing.actions import houses
from khabuan.housing.models import HousingCase
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from tests.support import SYSTEM

DAY = date(2026, 10, 5)
HOUSE = {"programme": "decent", "kind": "repair", "fiscal_year": 2027}


def build(area: Area, council: Organisation, project: Project) -> dict[str, Any]:
    """The house and its parts, by the names of the addresses that take them."""
    row = houses.record_case(
        actor=SYSTEM, organisation=council, area=area, state="surveyed", on=DAY, name="นางทดสอบ ผู้อยู่บ้าน",
        house_no="9/9", project=project, **HOUSE,
    )  # fmt: skip
    step = houses.move_case(actor=SYSTEM, case=row, state="passed", on=DAY, words="มติประชาคม")
    money = houses.record_money(
        actor=SYSTEM, case=row, amount=Decimal(15_000), item="materials", agency_words="ผู้ให้ทดสอบ"
    )
    paper = attach(actor=SYSTEM, record=row, name="แบบสำรวจ.pdf", content=b"%PDF-1.4\n%%EOF\n")
    of: dict[Any, tuple[str, ...]] = {
        council: ("housing-of", "housing-add"), project: ("housing-project",),
        row: (
            "housing-case", "housing-change", "housing-step", "housing-money", "housing-withdraw",
            "housing-history", "housing-paper-add",
        ),
        step: ("housing-step-back",), money: ("housing-money-back",), paper: ("housing-paper-withdraw",),
    }  # fmt: skip
    found = {"api:one_house.key": row.pk}
    return found | {f"{name}.pk": found.pk for found, names in of.items() for name in names}


def grow(area: Area, key: int, count: int) -> None:
    """More houses, and more money of the first one by turns: the council's history shows but a page of events."""
    row = HousingCase.everywhere.select_related("organisation", "project").get(pk=key)
    for number in range(count):
        if number % 2:
            houses.record_money(
                actor=SYSTEM, case=row, amount=Decimal(10), item="labour", agency_words=f"ผู้ให้ {number}"
            )
        else:
            houses.record_case(
                actor=SYSTEM, organisation=row.organisation, area=area, state="repairing", on=clock.today(),
                name=f"นายเพิ่ม {number}", project=row.project, amount=Decimal(1000), agency_words="ผู้ให้", **HOUSE,
            )  # fmt: skip
