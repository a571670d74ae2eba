"""ศรีสะเกษ: 22 amphoe, 206 tambons, 216 council areas (ten are municipalities), 215 councils, 170 funds."""

from __future__ import annotations

from datetime import date

from khabuan.core.thai import FiscalYear
from khabuan.demo import ground
from khabuan.demo.world import Builder, area, below, saving
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.rules.kinds import GroupFunction, OrganisationKind, PostTitle

MUNICIPALITIES = (
    ("330101", "เทศบาลเมืองศรีสะเกษ"), ("330401", "เทศบาลเมืองกันทรลักษ์"), ("330201", "เทศบาลตำบลยางชุมน้อย"),
    ("330301", "เทศบาลตำบลกันทรารมย์"), ("330501", "เทศบาลตำบลขุขันธ์"), ("330601", "เทศบาลตำบลไพรบึง"),
    ("330701", "เทศบาลตำบลปรางค์กู่"), ("330801", "เทศบาลตำบลขุนหาญ"), ("330901", "เทศบาลตำบลราษีไศล"),
    ("331001", "เทศบาลตำบลอุทุมพรพิสัย"),
)  # fmt: skip
WITHOUT_COUNCIL = 140  # the one council area of 216 that has none
FUNDS = 170
TERM = 4 * 365 + 1


def build(world: Builder, within: str = "33") -> None:
    """The province, with councils and funds in the amphoe `within` a code; fewer people than in สระบุรี."""
    province = area("33")
    with saving():
        ground.confirm_by_tambon(world, province, MUNICIPALITIES)
        _zones(world, province)
        body = world.body(province, OrganisationKind.STANDING_BODY, "ขบวนองค์กรชุมชนจังหวัดศรีสะเกษ")
        world.board(body, province, world.ago(400), 7)
        agency = world.body(
            province,
            OrganisationKind.AGENCY,
            "สำนักงานจังหวัดศรีสะเกษ",
            own={"ministry": "กระทรวงมหาดไทย", "agency_kind": "province_office"},
        )
        world.seat(
            agency, PostTitle.GOVERNOR, world.person(province), world.ago(300), term_years=None, holders=1
        )
    number = 0
    for district in below(within, AreaKind.DISTRICT):
        with saving():
            for council_area in ground.council_areas(district):
                _council(world, council_area, number)
                number += 1


def _zones(world: Builder, province: Area) -> None:
    districts = [district.code for district in below("33", AreaKind.DISTRICT)]
    present = FiscalYear.of(world.today)
    for year, size in ((present.previous, 6), (present, 5)):
        for serial, start in enumerate(range(0, len(districts), size), 1):
            ground.make_group(
                world, province, f"โซน {serial} ปี {year.be}", tuple(districts[start : start + size]),
                since=year.start, until=None if year == present else year.next.start,
            )  # fmt: skip


def _council(world: Builder, council_area: CouncilArea, number: int) -> None:
    place = council_area.area
    if number < FUNDS:
        fund = world.body(
            place,
            OrganisationKind.FUND,
            f"กองทุนสวัสดิการชุมชน{_name(council_area)}",
            founded_on=date(2006 + number % 12, 5, 1),
        )
        since = world.ago(100 + number * 3)
        for title in (PostTitle.CHAIR, PostTitle.TREASURER):
            world.seat(fund, title, world.person(place), since, holders=1, term_years=2)
    if number == WITHOUT_COUNCIL:
        return
    council = world.body(
        place, OrganisationKind.COUNCIL, f"สภาองค์กรชุมชน{_name(council_area)}", council_area=council_area,
    )  # fmt: skip
    start = world.ago(60 + number * 7 if number % 25 else TERM + number)
    world.registered(council, start, f"{number + 1}/{start.year + 543}")
    world.board(council, place, start, 1)
    if number % 30 == 0:
        world.body(
            place, OrganisationKind.WORKING_GROUP, f"คณะทำงานฟื้นฟูน้ำท่วม{_name(council_area)}",
            own={"function": GroupFunction.ACTS, "issue": "disaster"},
        )  # fmt: skip


def _name(council_area: CouncilArea) -> str:
    return (
        council_area.name
        if council_area.kind == CouncilArea.Kind.MUNICIPALITY
        else f"ตำบล{council_area.area.name}"
    )
