"""ศรีสะเกษ: 22 amphoe, 206 tambons, 216 council areas (ten are municipalities), 215 councils, 170 funds."""

from __future__ import annotations

from datetime import date

from khabuan.core import sql
from khabuan.core.thai import FiscalYear
from khabuan.demo import agencies, bodies, facts, fund_books, ground, papers
from khabuan.demo.world import Builder, area, below, saving
from khabuan.files.models import Paper
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.places.queries import members_of
from khabuan.registry.actions import organisations
from khabuan.registry.rules.kinds import GroupFunction, OrganisationKind, PostTitle, SeatOrigin
from khabuan.registry.rules.registration import Step

MUNICIPALITIES = (
    ("330101", "เทศบาลเมืองศรีสะเกษ"), ("330401", "เทศบาลเมืองกันทรลักษ์"), ("330201", "เทศบาลตำบลยางชุมน้อย"),
    ("330301", "เทศบาลตำบลกันทรารมย์"), ("330501", "เทศบาลตำบลขุขันธ์"), ("330601", "เทศบาลตำบลไพรบึง"),
    ("330701", "เทศบาลตำบลปรางค์กู่"), ("330801", "เทศบาลตำบลขุนหาญ"), ("330901", "เทศบาลตำบลราษีไศล"),
    ("331001", "เทศบาลตำบลอุทุมพรพิสัย"),
)  # fmt: skip
WITHOUT_COUNCIL = 140  # the one council area of 216 that has none
FUNDS = 170
TERM = 4 * 365 + 1
STANDING = "ขบวนองค์กรชุมชนจังหวัดศรีสะเกษ"
TRADES = ("กลุ่มทอผ้าไหม", "กลุ่มปลูกหอมแดง", "กลุ่มผู้สูงอายุ", "กลุ่มออมทรัพย์เพื่อการผลิต")


def build(world: Builder, within: str = "33") -> None:
    """The province, with councils and funds in the amphoe `within` a code; fewer people than in สระบุรี."""
    province, districts = area("33"), below(within, AreaKind.DISTRICT)
    with saving():
        ground.confirm_by_tambon(world, province, MUNICIPALITIES)
        _zones(world, province)
        offices = agencies.build(world, province, agencies.NORTHEAST, below("33", AreaKind.DISTRICT))
    number = 0
    for district in districts:
        with saving():
            for council_area in ground.council_areas(district):
                _fund(world, council_area, number)
                _council(world, council_area, number)
                number += 1
    sql.renew_statistics()
    with saving():
        bodies.province_bodies(world, province, districts, STANDING, offices)
        bodies.leaders(world, province, districts[::3])
        _zone_bodies(world, province, districts)
    fund_books.build_yearly(world, within, every=17)


def _zones(world: Builder, province: Area) -> None:
    districts = [district.code for district in below("33", AreaKind.DISTRICT)]
    present = FiscalYear.of(world.today)
    for year, size in ((present.previous, 6), (present, 5)):
        for serial, start in enumerate(range(0, len(districts), size), 1):
            ground.make_group(
                world, province, f"โซน {serial} ปี {year.be}", tuple(districts[start : start + size]),
                since=year.start, until=None if year == present else year.next.start,
            )  # fmt: skip


def _zone_bodies(world: Builder, province: Area, built: list[Area]) -> None:
    for number in range(1, 6):
        group = ground.group_named(world, f"โซน {number} ")
        keys = {member.pk for member in members_of(world.actor, group)}
        bodies.zone(world, province, group, [one for one in built if one.pk in keys], number)


def _fund(world: Builder, council_area: CouncilArea, number: int) -> None:
    if number >= FUNDS:
        return
    place, name = council_area.area, _name(council_area)
    fund = world.body(
        place, OrganisationKind.FUND, f"กองทุนสวัสดิการชุมชน{name}",
        own=facts.counted(number, world.ago(40 + number), 84),
        **facts.founded(date(2006 + number % 12, 5, 1), number),
        **facts.contact("045", 2, number, f"ที่ทำการกองทุน {name}", 55),
    )  # fmt: skip
    since = world.ago(100 + number * 3)
    for title in (PostTitle.CHAIR, PostTitle.TREASURER):
        world.seat(
            fund, title, world.person(place), since, holders=1, term_years=2, origin=SeatOrigin.MEMBERS
        )
    if facts.has(number, 71, turn=1):
        world.seat(
            fund, PostTitle.SECRETARY, world.person(place), since, holders=1, term_years=2,
            origin=SeatOrigin.LOCAL_GOVERNMENT,
        )  # fmt: skip
    if number % 6 == 0:
        papers.keep(world, fund, Paper.RULES, fund.name, world.ago(500 + number))


def _council(world: Builder, council_area: CouncilArea, number: int) -> None:
    if number == WITHOUT_COUNCIL:
        return
    place, name = council_area.area, _name(council_area)
    council = world.body(
        place, OrganisationKind.COUNCIL, f"สภาองค์กรชุมชน{name}", council_area=council_area,
        **facts.contact("045", 0, 200 + number, f"ศาลาประชาคม {name}", 92),
    )  # fmt: skip
    start = world.ago(60 + number * 7 if number % 25 else TERM + number)
    world.registered(
        council,
        start,
        f"{number + 1}/{start.year + 543}",
        is_sent=start < world.ago(12) and facts.has(number, 60),
    )
    world.board(council, place, start, 1)
    if number % 3 == 0:
        _community(world, place, name, number)
    if number % 30 == 0:
        group = world.body(
            place, OrganisationKind.WORKING_GROUP, f"คณะทำงานฟื้นฟูน้ำท่วม{name}",
            own={"function": GroupFunction.ACTS, "issue": "disaster"},
        )  # fmt: skip
        head = bodies.sent_by(world, [place], OrganisationKind.COUNCIL, PostTitle.VICE_CHAIR)
        world.seat(
            group, PostTitle.CHAIR, head[0].person, world.ago(150), holders=1, origin=SeatOrigin.COUNCIL,
            origin_organisation=council,
        )  # fmt: skip


def _community(world: Builder, place: Area, name: str, number: int) -> None:
    trade = TRADES[number // 3 % len(TRADES)]
    registered = world.ago(1000 + number)
    body = world.body(
        place, OrganisationKind.COMMUNITY, f"{trade}{name}",
        own={"group_kind": trade, "purpose": "ช่วยเหลือกันในชุมชน", **facts.counted(number, world.ago(50 + number), 84)},
        **facts.founded(date(2010 + number % 9, 2, 1), number, 84),
        **facts.contact("045", 1, number, f"หมู่ {1 + number % 9} {name}", 40),
    )  # fmt: skip
    organisations.record_registration(
        actor=world.actor, organisation=body, step=Step.REGISTERED, on=registered,
        number=f"ช.{number + 1}/{registered.year + 543}", receiver="ผู้ใหญ่บ้าน (ตัวอย่าง)",
        receiver_office="ที่ทำการผู้ใหญ่บ้าน",
    )  # fmt: skip
    if number % 2 == 0:
        world.seat(
            body, PostTitle.LEADER, world.person(place), world.ago(420), holders=1, origin=SeatOrigin.MEMBERS
        )


def _name(council_area: CouncilArea) -> str:
    return (
        council_area.name
        if council_area.kind == CouncilArea.Kind.MUNICIPALITY
        else f"ตำบล{council_area.area.name}"
    )
