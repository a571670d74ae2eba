"""Partner agencies of a province: who holds which post there, what they support, and a post that changed hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khabuan.demo.world import Builder
from khabuan.places.models import Area
from khabuan.registry.actions import organisations, posts
from khabuan.registry.models import Appointment, Organisation, Post
from khabuan.registry.rules.kinds import Issue, OrganisationKind, PostTitle

PROVINCIAL = "provincial"


@dataclass(frozen=True)
class Office:
    """An agency as the tables below name it; `{province}` stands for the province's name."""

    name: str
    head: PostTitle
    ministry: str
    issue: Issue


INTERIOR, SOCIAL = "กระทรวงมหาดไทย", "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"
OFFICES = (
    Office("สำนักงานจังหวัด{province}", PostTitle.GOVERNOR, INTERIOR, Issue.GOVERNANCE),
    Office(
        "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด{province}", PostTitle.SOCIAL_DEVELOPMENT_HEAD, SOCIAL,
        Issue.WELFARE,
    ),
    Office("สำนักงานพัฒนาชุมชนจังหวัด{province}", PostTitle.HEAD_OF_OFFICE, INTERIOR, Issue.ECONOMY),
    Office("องค์การบริหารส่วนจังหวัด{province}", PostTitle.LOCAL_EXECUTIVE, INTERIOR, Issue.DISASTER),
)  # fmt: skip
CENTRAL = (
    *OFFICES,
    Office(
        "สำนักงานป้องกันและปราบปรามการทุจริตในภาครัฐ เขต 1", PostTitle.HEAD_OF_OFFICE, "สำนักงาน ป.ป.ท.",
        Issue.GOVERNANCE,
    ),
    Office("สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคกลางและตะวันตก", PostTitle.HEAD_OF_OFFICE, "พอช.", Issue.HOUSING),
)  # fmt: skip
NORTHEAST = (
    *OFFICES,
    Office("สำนักงานสถาบันพัฒนาองค์กรชุมชน ภาคตะวันออกเฉียงเหนือ", PostTitle.HEAD_OF_OFFICE, "พอช.", Issue.HOUSING),
)


def build(
    world: Builder, province: Area, offices: Sequence[Office], districts: Sequence[Area]
) -> list[Organisation]:
    """The agencies of a province, each with its head and an officer, in the order of `offices`."""
    made = []
    for number, office in enumerate(offices):
        agency = world.body(
            province, OrganisationKind.AGENCY, office.name.format(province=province.name),
            phone=f"{world.area_code}-000-{100 + number}",
            own={"ministry": office.ministry, "agency_kind": PROVINCIAL},
        )  # fmt: skip
        head = world.seat(
            agency,
            office.head,
            world.person(province),
            world.ago(900 + 40 * number),
            term_years=None,
            holders=1,
        )
        officer = world.person(province)
        world.seat(agency, PostTitle.OFFICER, officer, world.ago(400), term_years=None, label="ผู้ประสานงาน")
        _support(world, agency, office.issue, districts[number :: len(offices)])
        if office.head == PostTitle.SOCIAL_DEVELOPMENT_HEAD:
            _change_hands(world, province, head)
        if office.head == PostTitle.GOVERNOR:
            _deputies(world, agency, province)
        if office.ministry == "พอช.":
            _field_officers(world, agency, province)
        made.append(agency)
    return made


def _support(world: Builder, agency: Organisation, issue: Issue, places: Sequence[Area]) -> None:
    """What the agency supports in some amphoe; in the first of them something ended with last year."""
    for place in places:
        organisations.add_support(
            actor=world.actor, organisation=agency, issue=issue, area=place, since=world.ago(600)
        )
    for place in places[:1]:
        former = organisations.add_support(
            actor=world.actor, organisation=agency, issue=Issue.LEADERS, area=place, since=world.ago(800)
        )
        organisations.end_support(actor=world.actor, support=former, on=world.ago(60))


def _change_hands(world: Builder, province: Area, post: Post) -> None:
    """The head of the social development office left three weeks ago; the successor needs a briefing."""
    former = Appointment.objects.visible_to(world.actor).get(post=post)
    posts.end_appointment(
        actor=world.actor, appointment=former, on=world.ago(21), reason="ย้ายไปปฏิบัติราชการจังหวัดอื่น"
    )
    posts.appoint(
        actor=world.actor, post=post, person=world.person(province), since=world.ago(20),
        order_number="คำสั่งตัวอย่างที่ 12/2569",
    )  # fmt: skip


def _deputies(world: Builder, agency: Organisation, province: Area) -> None:
    """Two deputy governors, of whom one looks after the movement; the third post stands empty."""
    labels = ("รองผู้ว่าราชการจังหวัด ดูแลงานสังคม", "รองผู้ว่าราชการจังหวัด ดูแลงานเศรษฐกิจ", "รองผู้ว่าราชการจังหวัด")
    for number, label in enumerate(labels):
        person = world.person(province) if number < 2 else None
        since = world.ago(320 + 60 * number) if person else None
        world.seat(
            agency,
            PostTitle.DEPUTY_GOVERNOR,
            person,
            since,
            term_years=None,
            holders=1,
            label=label,
            order=120,
        )


def _field_officers(world: Builder, agency: Organisation, province: Area) -> None:
    post = world.seat(
        agency,
        PostTitle.FIELD_OFFICER,
        None,
        holders=2,
        term_years=None,
        label=f"ปฏิบัติการชุมชน จ.{province.name}",
    )
    for days in (500, 130):
        posts.appoint(actor=world.actor, post=post, person=world.person(province), since=world.ago(days))


def district_office(world: Builder, place: Area, number: int) -> Organisation:
    """The amphoe's own office with its chief, who sits in the amphoe's working group."""
    agency = world.body(
        place, OrganisationKind.AGENCY, f"ที่ทำการปกครองอำเภอ{place.name}",
        phone=f"{world.area_code}-000-{120 + number}", own={"ministry": INTERIOR, "agency_kind": PROVINCIAL},
    )  # fmt: skip
    world.seat(
        agency, PostTitle.DISTRICT_CHIEF, world.person(place), world.ago(200 + 31 * number), term_years=None,
        holders=1,
    )  # fmt: skip
    organisations.add_support(
        actor=world.actor, organisation=agency, issue=Issue.COUNCIL, area=place, since=world.ago(500)
    )
    return agency
