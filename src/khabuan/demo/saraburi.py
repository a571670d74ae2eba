"""สระบุรี: 13 amphoe, 111 tambons, 111 council areas, all of them with a council.

Seven councils are over term, fourteen end within 120 days, three have no list of members; ต.ดาวเรือง is told
in full (villages, communities, fund, households), zones are of two years, one officer's post has just
changed hands.
"""

from __future__ import annotations

from datetime import date, timedelta

from khabuan.access.actor import Role
from khabuan.core.thai import FiscalYear
from khabuan.demo import ground
from khabuan.demo.world import Builder, area, below, give_seat, saving
from khabuan.places.models import Area, AreaKind, CouncilArea
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.rules.consents import version_on
from khabuan.registry.rules.kinds import (
    AgencyKind,
    GroupFunction,
    HouseholdRole,
    Issue,
    LeaderLevel,
    OrganisationKind,
    PostTitle,
    SeatOrigin,
    Tie,
)

TERM = 4 * 365 + 1
OVER = {3: 214, 17: 115, 29: 36, 41: 12, 58: 160, 77: 90, 101: 5}  # council number: days over term
ENDING = {
    5: 13,
    11: 28,
    19: 53,
    23: 60,
    31: 75,
    37: 84,
    43: 90,
    47: 97,
    61: 103,
    67: 108,
    73: 111,
    83: 114,
    89: 117,
    97: 119,
}
NO_LIST = {9, 53, 71}
NO_PAPER = set(range(4, 111, 8))  # the registration number is not in the book
ZONES_NOW = {"โซนเหนือ": ("1907", "1908", "1909", "1906"), "โซนกลาง": ("1901", "1910", "1905", "1913"),
             "โซนใต้": ("1903", "1904"), "โซนตะวันออก": ("1902", "1911", "1912")}  # fmt: skip
ZONES_BEFORE = {"โซน 1": ("1907", "1908", "1909", "1906", "1905"), "โซน 2": ("1901", "1910", "1913", "1902"),
                "โซน 3": ("1903", "1904", "1911", "1912")}  # fmt: skip
AGENCIES = (
    ("สำนักงานจังหวัดสระบุรี", AgencyKind.PROVINCE_OFFICE, PostTitle.GOVERNOR, "กระทรวงมหาดไทย", Issue.GOVERNANCE),
    (
        "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี",
        AgencyKind.PROVINCIAL_AGENCY,
        PostTitle.SOCIAL_DEVELOPMENT_HEAD,
        "กระทรวง พม.",
        Issue.WELFARE,
    ),
    (
        "สำนักงานพัฒนาชุมชนจังหวัดสระบุรี",
        AgencyKind.PROVINCIAL_AGENCY,
        PostTitle.HEAD_OF_OFFICE,
        "กระทรวงมหาดไทย",
        Issue.ECONOMY,
    ),
    (
        "องค์การบริหารส่วนจังหวัดสระบุรี",
        AgencyKind.LOCAL_GOVERNMENT,
        PostTitle.LOCAL_EXECUTIVE,
        "กระทรวงมหาดไทย",
        Issue.DISASTER,
    ),
    (
        "สำนักงานป้องกันและปราบปรามการทุจริตในภาครัฐ เขต 1",
        AgencyKind.OVERSIGHT,
        PostTitle.HEAD_OF_OFFICE,
        "สำนักงาน ป.ป.ท.",
        Issue.GOVERNANCE,
    ),
    (
        "สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคกลางและตะวันตก",
        AgencyKind.CODI,
        PostTitle.HEAD_OF_OFFICE,
        "พอช.",
        Issue.HOUSING,
    ),
)


def build(world: Builder, within: str = "19") -> None:
    """The province in chunks of one saving each; councils and funds only in the amphoe `within` a code."""
    province = area("19")
    with saving():
        ground.confirm_by_tambon(world, province)
        _zones(world, province)
        _province_bodies(world, province)
        _agencies(world, province)
    councils: list[Organisation] = []
    for district in below(within, AreaKind.DISTRICT):
        with saving():
            _district(world, district, councils)
    with saving():
        _dao_rueang(world)
        _town(world)
        _slips(world, councils)
        _fund_twice(world)
        _seats(world)


def _zones(world: Builder, province: Area) -> None:
    present = FiscalYear.of(world.today)
    for year, zones in ((present.previous, ZONES_BEFORE), (present, ZONES_NOW)):
        until = None if year == present else year.next.start
        for name, codes in zones.items():
            group = ground.make_group(
                world, province, f"{name} ปี {year.be}", codes, since=year.start, until=until
            )
            if until is None:
                body = world.body(
                    province,
                    OrganisationKind.WORKING_GROUP,
                    f"คณะทำงาน{name} จังหวัดสระบุรี",
                    group=group,
                    own={"function": GroupFunction.COORDINATES},
                )
                world.board(body, province, year.start)


def _province_bodies(world: Builder, province: Area) -> None:
    body = world.body(
        province, OrganisationKind.STANDING_BODY, "สภาองค์กรชุมชนจังหวัดสระบุรี (คณะทำงานจังหวัด)",
        founded_on=date(2009, 6, 1), founded_precision="month",
    )  # fmt: skip
    world.board(body, province, world.ago(700), 9)
    issues = {
        Issue.WELFARE: "สวัสดิการชุมชน",
        Issue.HOUSING: "ที่อยู่อาศัย",
        Issue.ECONOMY: "เศรษฐกิจและทุนชุมชน",
        Issue.ENVIRONMENT: "ทรัพยากรและสิ่งแวดล้อม",
    }
    for issue, label in issues.items():
        group = world.body(
            province, OrganisationKind.WORKING_GROUP, f"คณะทำงานประเด็น{label} จังหวัดสระบุรี",
            own={"function": GroupFunction.ACTS, "issue": issue},
        )  # fmt: skip
        head = world.person(province)
        world.seat(group, PostTitle.CHAIR, head, world.ago(500), holders=1, origin=SeatOrigin.COUNCIL)
        world.seat(group, PostTitle.SECRETARY, None, holders=1)
        people.add_leader(
            actor=world.actor,
            person=head,
            level=LeaderLevel.ISSUE_EXPERT,
            area=province,
            issue=issue,
            since=world.ago(900),
        )
    meeting = world.body(
        province, OrganisationKind.PROVINCE_MEETING, "การประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล จ.สระบุรี"
    )
    world.seat(meeting, PostTitle.CHAIR, world.person(province), world.ago(250), holders=1)
    for _ in range(2):
        world.seat(meeting, PostTitle.NATIONAL_DELEGATE, world.person(province), world.ago(250), holders=1)


def _agencies(world: Builder, province: Area) -> None:
    for number, (name, kind, title, ministry, issue) in enumerate(AGENCIES):
        agency = world.body(
            province, OrganisationKind.AGENCY, name, phone=f"036-000-{100 + number}",
            own={"ministry": ministry, "agency_kind": kind},
        )  # fmt: skip
        head = world.seat(
            agency, title, world.person(province), world.ago(900 + 40 * number), term_years=None, holders=1
        )
        officer = world.person(province)
        world.seat(agency, PostTitle.OFFICER, officer, world.ago(400), term_years=None, label="ผู้ประสานงาน")
        for district in below("19", AreaKind.DISTRICT)[number :: len(AGENCIES)]:
            organisations.add_support(
                actor=world.actor, organisation=agency, issue=issue, area=district, since=world.ago(600)
            )
        if title == PostTitle.SOCIAL_DEVELOPMENT_HEAD:
            _change_hands(world, province, head)


def _change_hands(world: Builder, province: Area, post: Post) -> None:
    """The head of the social development office left three weeks ago; the successor needs a briefing."""
    former = Appointment.objects.visible_to(world.actor).get(post=post)
    posts.end_appointment(
        actor=world.actor, appointment=former, on=world.ago(21), reason="ย้ายไปปฏิบัติราชการจังหวัดอื่น"
    )
    posts.appoint(actor=world.actor, post=post, person=world.person(province), since=world.ago(20))


def _district(world: Builder, district: Area, councils: list[Organisation]) -> None:
    group = world.body(
        district, OrganisationKind.WORKING_GROUP, f"คณะทำงานขบวนองค์กรชุมชนอำเภอ{district.name}",
        own={"function": GroupFunction.ACTS},
    )  # fmt: skip
    world.board(group, district, world.ago(600), 4)
    for council_area in ground.council_areas(district):
        councils.append(_council(world, council_area, len(councils)))


def _council(world: Builder, council_area: CouncilArea, number: int) -> Organisation:
    tambon = council_area.area
    founded = date(2008 + number % 12, 1 + number % 12, 15)
    council = world.body(
        tambon, OrganisationKind.COUNCIL, f"สภาองค์กรชุมชนตำบล{tambon.name}", council_area=council_area,
        founded_on=founded,
    )  # fmt: skip
    start = _term_start(world, number)
    renewed = start if start.year - founded.year >= 4 else None
    first = founded if renewed else start
    world.registered(
        council, first, "" if number in NO_PAPER else f"{number + 1}/{first.year + 543}", renewed=renewed
    )
    if number not in NO_LIST:
        world.board(council, tambon, start, 5 + number % 3, sealed=number % 10 == 0)
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
    kinds = ("กลุ่มออมทรัพย์เพื่อการผลิต", "กลุ่มเกษตรอินทรีย์", "กลุ่มผู้สูงอายุ", "กลุ่มแม่บ้าน", "กลุ่มป่าชุมชน", "กลุ่มทอผ้า")
    kind = kinds[(number + serial * 2) % len(kinds)]
    body = world.body(
        tambon,
        OrganisationKind.COMMUNITY,
        f"{kind}ตำบล{tambon.name}",
        own={
            "group_kind": kind,
            "purpose": "ช่วยเหลือกันในชุมชน",
            "member_count": 20 + (number * 7 + serial) % 60,
        },
    )
    organisations.record_registration(
        actor=world.actor, organisation=body, step="registered", on=world.ago(1500 + number),
        number=f"ช.{serial}/{2560 + number % 8}", receiver="ผู้ใหญ่บ้าน (ตัวอย่าง)",
    )  # fmt: skip


def _fund(world: Builder, tambon: Area, number: int) -> Organisation:
    fund = world.body(
        tambon, OrganisationKind.FUND, f"กองทุนสวัสดิการชุมชนตำบล{tambon.name}",
        founded_on=date(2005 + number % 14, 3, 1), founded_precision="year" if number % 4 == 0 else "day",
    )  # fmt: skip
    since = world.ago(300 + number * 5)
    for order, title in enumerate((PostTitle.CHAIR, PostTitle.SECRETARY, PostTitle.TREASURER), 1):
        is_vacant = number % 20 == 0 and title == PostTitle.SECRETARY
        world.seat(
            fund,
            title,
            None if is_vacant else world.person(tambon),
            since,
            order=order,
            holders=1,
            term_years=2,
        )
    return fund


def _dao_rueang(world: Builder) -> None:
    """ต.ดาวเรือง in full: seven villages, a centre in each, a household with its family."""
    tambon = area("190105")
    fund = Organisation.objects.visible_to(world.actor).get(kind=OrganisationKind.FUND, area=tambon)
    for moo in range(1, 8):
        village = ground.add_village(world, tambon, moo)
        centre = world.body(
            village, OrganisationKind.VILLAGE_CENTRE, f"ศูนย์ประสานงาน ม.{moo} {village.name}", parent=fund
        )
        world.seat(centre, PostTitle.COLLECTOR, world.person(village), world.ago(400), holders=1)
    village = area("19010503")
    house = people.add_household(actor=world.actor, area=village, house_no="12/3")
    mother, father, child = (world.person(village, sealed=True) for _ in range(3))
    roles = (HouseholdRole.RESIDENT, HouseholdRole.HEAD, HouseholdRole.RESIDENT)
    for person, role in zip((mother, father, child), roles, strict=True):
        people.join_household(actor=world.actor, person=person, household=house, role=role)
    people.add_tie(actor=world.actor, person=mother, other=child, kind=Tie.PARENT)
    people.add_tie(actor=world.actor, person=father, other=child, kind=Tie.PARENT)
    people.add_tie(actor=world.actor, person=mother, other=father, kind=Tie.SPOUSE)
    people.give_consent(
        actor=world.actor, person=mother, purpose="register", text_version=version_on(world.today),
        given_on=world.ago(100),
    )  # fmt: skip
    people.give_consent(
        actor=world.actor, person=mother, purpose="picture", text_version=version_on(world.today),
        given_on=world.ago(340), expires_on=world.ago(-25),
    )  # fmt: skip


def _town(world: Builder) -> None:
    """Urban communities have no codes and no moo."""
    for name in ("ริมน้ำป่าสัก", "หลังสถานีรถไฟ", "วัดเชิงเขา"):
        community = ground.add_urban_community(world, area("190101"), name)
        body = world.body(
            community, OrganisationKind.COMMUNITY, f"คณะกรรมการชุมชน{name}", own={"group_kind": "ชุมชนเมือง"}
        )
        world.seat(body, PostTitle.LEADER, world.person(community), world.ago(200), holders=1)


def _slips(world: Builder, councils: list[Organisation]) -> None:
    """Some people were entered twice with a slip, as happens."""
    for council in councils[::16]:
        chair = _chair_of(world, council)
        if chair is None or chair.born_on is None:
            continue
        people.add_person(
            actor=world.actor,
            area=council.area,
            title=chair.title,
            given=chair.given.replace("ิ", "ี").replace("ศ", "ส"),
            surname=chair.surname,
            sex=chair.sex,
            born_on=chair.born_on + timedelta(days=73),
            born_precision="month",
        )


def _fund_twice(world: Builder) -> None:
    """ต.โคกสว่าง's fund came in a second time from another list: shorter name, same telephone, same chair."""
    tambon = area("190107")
    fund = Organisation.objects.visible_to(world.actor).get(kind=OrganisationKind.FUND, area=tambon)
    organisations.change_organisation(actor=world.actor, organisation=fund, phone="036 000 107")
    twin = world.body(
        tambon, OrganisationKind.FUND, f"กองทุนสวัสดิการ ต.{tambon.name}", phone="036-000-107",
        address="ศาลากลางบ้าน หมู่ 2 (ตัวอย่าง)", own={"member_count": 214, "counted_on": world.ago(60)},
    )  # fmt: skip
    world.seat(twin, PostTitle.CHAIR, _chair_of(world, fund), world.ago(90), holders=1, term_years=2)
    world.seat(twin, PostTitle.AUDITOR, world.person(tambon), world.ago(90), holders=1, term_years=2)


def _chair_of(world: Builder, council: Organisation) -> Person | None:
    held = Appointment.objects.visible_to(world.actor).filter(
        post__organisation=council, post__title=PostTitle.CHAIR, ended_on__isnull=True
    )
    found = held.select_related("person").first()
    return found.person if found else None


def _seats(world: Builder) -> None:
    """One log-in for each office, for the demo and for the tests' cast."""
    bodies = Organisation.objects.visible_to(world.actor)
    dao, na = area("190105"), area("190106")
    fund = bodies.get(kind=OrganisationKind.FUND, area=dao)
    give_seat(ground.group_named(world, "โซนกลาง"), Role.COORDINATOR, "zone")
    give_seat(bodies.get(kind=OrganisationKind.COUNCIL, area=dao), Role.SECRETARY, "daorueang")
    give_seat(bodies.get(kind=OrganisationKind.COUNCIL, area=na), Role.SECRETARY, "nachong")
    give_seat(fund, Role.TREASURER, "treasurer")
    give_seat(fund, Role.CHAIR, "chair")
    give_seat(fund, Role.COLLECTOR, "collector")
    give_seat(area("19"), Role.AUDITOR, "auditor")
    give_seat(area("19"), Role.AGENCY, "agency")
