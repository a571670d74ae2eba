"""สระบุรี: 13 amphoe, 111 tambons, 111 council areas, all of them with a council.

Seven councils are over term, fourteen end within 120 days, three have no list of members. What most records
have, some lack, so that no bar is full and none is empty.
"""

from __future__ import annotations

from datetime import date, timedelta

from khabuan.core import sql
from khabuan.core.thai import FiscalYear
from khabuan.demo import (
    agencies,
    bodies,
    calendar_days,
    changes,
    daorueang,
    doubles,
    elections,
    facts,
    following,
    fund_books,
    fund_stories,
    gatherings,
    grants,
    ground,
    housing,
    lists,
    log_ins,
    matters,
    meetings,
    news,
    papers,
    reading,
    resolutions,
)
from khabuan.demo.world import Builder, area, below, saving
from khabuan.files.models import Paper
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.places.queries import members_of
from khabuan.registry.actions import organisations
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle, SeatOrigin
from khabuan.registry.rules.registration import Step

TERM = 4 * 365 + 1
OVER = {3: 214, 17: 115, 29: 36, 41: 12, 58: 160, 77: 90, 101: 5}  # council number: days over term
ENDING = {5: 13, 11: 30, 19: 53, 23: 60, 31: 75, 37: 84, 43: 90, 47: 97, 61: 103, 67: 108, 73: 111, 83: 114,
          89: 117, 97: 120}  # fmt: skip
NO_LIST = {9, 53, 71}
NO_NUMBER = set(range(4, 111, 8))  # the registration number is not in the book
ZONES_NOW = {"โซนเหนือ": ("1907", "1908", "1909", "1906"), "โซนกลาง": ("1901", "1910", "1905", "1913"),
             "โซนใต้": ("1903", "1904"), "โซนตะวันออก": ("1902", "1911", "1912")}  # fmt: skip
ZONES_BEFORE = {"โซน 1": ("1907", "1908", "1909", "1906", "1905"), "โซน 2": ("1901", "1910", "1913", "1902"),
                "โซน 3": ("1903", "1904", "1911", "1912")}  # fmt: skip
STANDING = "สภาองค์กรชุมชนจังหวัดสระบุรี (คณะทำงานจังหวัด)"
TRADES = ("กลุ่มออมทรัพย์เพื่อการผลิต", "กลุ่มเกษตรอินทรีย์", "กลุ่มผู้สูงอายุ", "กลุ่มแม่บ้าน", "กลุ่มป่าชุมชน", "กลุ่มทอผ้า")


def build(world: Builder, within: str = "19") -> None:
    """The province in chunks of one saving each; councils and funds only in the amphoe `within` a code."""
    province, districts = area("19"), below(within, AreaKind.DISTRICT)
    with saving():
        ground.confirm_by_tambon(world, province)
        ground.local_governments(world, province)
        _zones(world, province)
        offices = agencies.build(world, province, agencies.CENTRAL, below("19", AreaKind.DISTRICT))
    councils: list[Organisation] = []
    for number, district in enumerate(districts):
        with saving():
            for council_area in ground.council_areas(district):
                councils.append(_council(world, council_area, len(councils)))
            office = agencies.district_office(world, district, number)
            bodies.district(world, district, office, number)
    sql.renew_statistics()
    with saving():
        bodies.issue_groups(world, province)
        bodies.province_bodies(world, province, districts, STANDING, offices)
        bodies.networks(world, province)
        bodies.leaders(world, province, districts)
        _zone_bodies(world, province, districts)
    with saving():
        daorueang.build(world)
        resolutions.build(world)
        meetings.build(world)
        elections.build(world, province)
        changes.build(world)
        ground.town(world)
        doubles.build(world, councils)
        matters.own_rule(world, province)
        actors = log_ins.give(world)
        matters.build(world, actors)
        calendar_days.build(world, actors)
        following.build(world, actors)
    with saving():
        _work(world, offices, councils)
    with saving():
        fund_stories.build(world, actors)
    fund_books.build_yearly(world, within, every=4)
    lists.build(world)


def _work(world: Builder, offices: list[Organisation], councils: list[Organisation]) -> None:
    """What the province's bodies did, and what is told of it."""
    gatherings.build(world, STANDING, offices)
    grants.build(world, STANDING, offices, councils)
    housing.build(world, STANDING, offices, councils)
    reading.build(world, STANDING)
    news.build(world, STANDING)


def _zones(world: Builder, province: Area) -> None:
    present = FiscalYear.of(world.today)
    for year, zones in ((present.previous, ZONES_BEFORE), (present, ZONES_NOW)):
        until = None if year == present else year.next.start
        for name, codes in zones.items():
            ground.make_group(
                world, province, f"{name} ปี {year.be}", codes, since=year.start, until=until
            )  # fmt: skip


def _zone_bodies(world: Builder, province: Area, built: list[Area]) -> None:
    """A working group for each zone of this year, of the councils that stand there."""
    for number, name in enumerate(ZONES_NOW):
        group = ground.group_named(world, name)
        keys = {member.pk for member in members_of(world.actor, group)}
        bodies.zone(world, province, group, [one for one in built if one.pk in keys], number)


def _council(world: Builder, council_area: CouncilArea, number: int) -> Organisation:
    tambon = council_area.area
    founded = date(2008 + number % 12, 1 + number % 12, 15)
    council = world.body(
        tambon, OrganisationKind.COUNCIL, f"สภาองค์กรชุมชนตำบล{tambon.name}", council_area=council_area,
        founded_on=founded, **facts.contact("036", 0, 200 + number, f"อาคารเอนกประสงค์ ต.{tambon.name}", 71),
    )  # fmt: skip
    start = _term_start(world, number)
    renewed = start if start.year - founded.year >= 4 else None
    first = founded if renewed else start
    is_sent = number > 1 and facts.has(number, 80)
    world.registered(
        council, first, "" if number in NO_NUMBER else f"{number + 1}/{first.year + 543}", renewed=renewed,
        is_sent=is_sent,
    )  # fmt: skip
    if number not in NO_LIST:
        world.board(council, tambon, start, 5 + number % 3, sealed=number % 10 == 0)
        if number % 3 == 0:
            world.members(council, tambon, start, 1, SeatOrigin.EXPERT, label="ผู้ทรงคุณวุฒิ")
    if number % 9 == 0:
        papers.of_registration(world, council, (Paper.FORM, Paper.RECEIPT, Paper.MEMBER_LIST))
    for serial in range(1, 3):
        _community(world, tambon, serial, number)
    if number % 9 not in (2, 7) or number == 110:
        _fund(world, tambon, number)
    return council


def _term_start(world: Builder, number: int) -> date:
    if number in OVER:
        return world.ago(TERM + OVER[number] - 1)
    if number in ENDING:
        return world.ago(TERM - ENDING[number])
    return world.ago(200 + number * 9)


def _community(world: Builder, tambon: Area, serial: int, number: int) -> None:
    trade, at = TRADES[(number + serial * 2) % len(TRADES)], 2 * number + serial
    registered = world.ago(1500 + number)
    body = world.body(
        tambon, OrganisationKind.COMMUNITY, f"{trade}ตำบล{tambon.name}",
        own={
            "group_kind": trade, "purpose": "ช่วยเหลือกันในชุมชน" if facts.has(at, 96, turn=3) else "",
            **facts.counted(at, world.ago(90 + at), 84),
        },
        **facts.founded(registered - timedelta(days=200), at, 92),
        **facts.contact("036", 1, at, f"หมู่ {1 + at % 7} ต.{tambon.name}", 40),
    )  # fmt: skip
    organisations.record_registration(
        actor=world.actor, organisation=body, step=Step.REGISTERED, on=registered,
        number=f"ช.{serial}/{2560 + number % 8}", receiver="ผู้ใหญ่บ้าน (ตัวอย่าง)", receiver_office="ที่ทำการผู้ใหญ่บ้าน",
    )  # fmt: skip
    if facts.has(at, 71, turn=4):
        world.seat(
            body, PostTitle.LEADER, world.person(tambon), world.ago(300 + at * 3), holders=1,
            origin=SeatOrigin.MEMBERS,
        )  # fmt: skip


def _fund(world: Builder, tambon: Area, number: int) -> Organisation:
    fund = world.body(
        tambon, OrganisationKind.FUND, f"กองทุนสวัสดิการชุมชนตำบล{tambon.name}",
        own=facts.counted(number, world.ago(30 + number), 92),
        **facts.founded(date(2005 + number % 14, 3, 1), number, 97),
        **facts.contact("036", 2, number, f"อบต.{tambon.name}", 64),
    )  # fmt: skip
    since = world.ago(300 + number * 5)
    origins = (
        SeatOrigin.MEMBERS,
        SeatOrigin.MEMBERS,
        SeatOrigin.LOCAL_GOVERNMENT if number % 4 else SeatOrigin.MONK,
    )
    titles = (PostTitle.CHAIR, PostTitle.SECRETARY, PostTitle.TREASURER)
    for order, (title, origin) in enumerate(zip(titles, origins, strict=True), 1):
        is_vacant = number % 10 == 0 and title == PostTitle.SECRETARY
        world.seat(
            fund, title, None if is_vacant else world.person(tambon), since, order=order, holders=1,
            term_years=2, origin=origin,
        )  # fmt: skip
    if number % 2 or number == 0:
        papers.keep(world, fund, Paper.RULES, fund.name, world.ago(700 + number))
    return fund
