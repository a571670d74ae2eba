"""Bodies above the tambon: of an amphoe, a zone, the province, the nation. Their seats are sent by others.

One person sits in many bodies: who chairs a council sits for it in the amphoe, the zone and the provincial
meeting. Each seat says where it comes from, each term on whose behalf it is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from khabuan.access.actor import Span
from khabuan.access.scoping import spans_q
from khabuan.core.thai import FiscalYear
from khabuan.demo.world import Builder, area
from khabuan.places.models import Area, AreaGroup
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Appointment, Organisation, Person, Post
from khabuan.registry.rules.kinds import (
    GroupFunction,
    Issue,
    LeaderLevel,
    OrganisationKind,
    PostTitle,
    SeatOrigin,
)

ISSUES = {
    Issue.WELFARE: "สวัสดิการชุมชน",
    Issue.HOUSING: "ที่อยู่อาศัย",
    Issue.ECONOMY: "เศรษฐกิจและทุนชุมชน",
    Issue.ENVIRONMENT: "ทรัพยากรและสิ่งแวดล้อม",
}


@dataclass(frozen=True)
class Sent:
    """Somebody whom a body sends to another one."""

    person: Person
    body: Organisation


def sent_by(world: Builder, places: Sequence[Area], kind: OrganisationKind, *titles: PostTitle) -> list[Sent]:
    """Who holds these titles in the bodies of a kind in some places, in the order of the places."""
    spans = tuple(Span.of(place.path) for place in places)
    rows = Appointment.objects.visible_to(world.actor).filter(
        spans_q(spans, "post__organisation__node"), post__organisation__kind=kind, post__title__in=titles,
        post__organisation__ended_on__isnull=True, ended_on__isnull=True,
    )  # fmt: skip
    rows = rows.select_related("person", "post__organisation__area").order_by(
        "post__organisation__area__path", "post__organisation", "post__order", "pk"
    )
    return [Sent(row.person, row.post.organisation) for row in rows]


def _chairs(world: Builder, places: Sequence[Area]) -> list[Sent]:
    return sent_by(world, places, OrganisationKind.COUNCIL, PostTitle.CHAIR)


def _take(world: Builder, post: Post, senders: Sequence[Sent], since: date) -> None:
    """Put those who were sent into a post, each on behalf of the body that sent them."""
    for one in senders:
        posts.appoint(actor=world.actor, post=post, person=one.person, since=since, on_behalf_of=one.body)


def _officers(world: Builder, body: Organisation, place: Area, senders: Sequence[Sent], since: date) -> None:
    """Chair to treasurer from those who were sent, as far as they go; else from the experts of the place."""
    titles = (PostTitle.CHAIR, PostTitle.VICE_CHAIR, PostTitle.SECRETARY, PostTitle.TREASURER)
    coming: Iterator[Sent | None] = iter([*senders, *[None] * len(titles)])
    for order, (title, one) in enumerate(zip(titles, coming, strict=False), 1):
        origin = SeatOrigin.COUNCIL if one else SeatOrigin.EXPERT
        post = world.seat(body, title, None, order=order, holders=1, origin=origin)
        if one:
            _take(world, post, [one], since)
        else:
            posts.appoint(actor=world.actor, post=post, person=world.person(place), since=since)


def _seats_of(world: Builder, body: Organisation, origin: SeatOrigin, senders: Sequence[Sent], since: date,
              *, title: PostTitle = PostTitle.COMMITTEE, label: str = "", vacant: int = 0) -> None:  # fmt: skip
    """Seats of one origin and their holders; `vacant` more stand empty."""
    count = len(senders) + vacant
    if count:
        post = world.seat(body, title, None, holders=count, order=60, origin=origin, label=label)
        _take(world, post, senders, since)


def district(world: Builder, place: Area, agency: Organisation, number: int) -> Organisation:
    """The working group of an amphoe, sent by its councils, an occupation group and the amphoe's office."""
    group = world.body(
        place, OrganisationKind.WORKING_GROUP, f"คณะทำงานขบวนองค์กรชุมชนอำเภอ{place.name}",
        own={"function": GroupFunction.ACTS, "issue": list(ISSUES)[number % 4] if number % 5 else ""},
    )  # fmt: skip
    since = world.ago(600)
    chairs = _chairs(world, [place])
    _officers(world, group, place, chairs[:3], since)
    _seats_of(world, group, SeatOrigin.COUNCIL, chairs[3:6], since)
    _seats_of(world, group, SeatOrigin.OCCUPATION_GROUP, _occupation(world, place, number), since)
    officer = sent_by(world, [place], OrganisationKind.AGENCY, PostTitle.DISTRICT_CHIEF)
    from_office = [one for one in officer if one.body.pk == agency.pk]
    _seats_of(world, group, SeatOrigin.AGENCY, from_office, since, title=PostTitle.ADVISER)
    return group


def _occupation(world: Builder, place: Area, number: int) -> list[Sent]:
    """An occupation group of the amphoe, with its leader."""
    trade = ("เลี้ยงโคนม", "จักสาน", "แปรรูปอาหาร", "เกษตรอินทรีย์")[number % 4]
    body = world.body(
        place, OrganisationKind.OCCUPATION_GROUP, f"กลุ่มอาชีพ{trade}อำเภอ{place.name} (ตัวอย่าง)",
        own={"group_kind": "กลุ่มอาชีพ", "purpose": "รวมกันซื้อ รวมกันขาย", "member_count": 24 + number},
        phone=f"036-004-{number:03d}",
    )  # fmt: skip
    leader = world.person(place)
    world.seat(body, PostTitle.LEADER, leader, world.ago(700), holders=1, origin=SeatOrigin.MEMBERS)
    return [Sent(leader, body)]


def zone(world: Builder, province: Area, group: AreaGroup, places: Sequence[Area], number: int) -> None:
    """The working group of this year's zone: the chairs of councils of its amphoe, which it only coordinates."""
    body = world.body(
        province, OrganisationKind.WORKING_GROUP, f"คณะทำงาน{group.name.split(' ปี')[0]} จังหวัด{province.name}",
        group=group, level="zone", own={"function": GroupFunction.COORDINATES, "issue": Issue.COUNCIL},
        phone=f"{world.area_code}-005-{number:03d}",
    )  # fmt: skip
    since = FiscalYear.of(world.today).start
    chairs = _chairs(world, places)
    heads = [[one for one in chairs if one.body.area.path.startswith(place.path)][:1] for place in places]
    senders = [one for found in heads for one in found]
    _officers(world, body, province, senders[:4], since)
    _seats_of(world, body, SeatOrigin.COUNCIL, chairs[8:11], since, vacant=1)


def issue_groups(world: Builder, province: Area) -> None:
    """One working group an issue: its head leads by the issue, one seat each is an expert's, one stands empty."""
    for issue, label in ISSUES.items():
        group = world.body(
            province, OrganisationKind.WORKING_GROUP, f"คณะทำงานประเด็น{label} จังหวัด{province.name}",
            own={"function": GroupFunction.ACTS, "issue": issue, "mandate": "มติที่ประชุมจังหวัด (ตัวอย่าง)"},
        )  # fmt: skip
        head, expert = world.person(province), world.person(province)
        since = world.ago(500)
        world.seat(group, PostTitle.CHAIR, head, since, holders=1, origin=SeatOrigin.COUNCIL)
        world.seat(group, PostTitle.SECRETARY, None, holders=1, origin=SeatOrigin.COUNCIL)
        world.seat(
            group, PostTitle.ADVISER, expert, since, holders=1, origin=SeatOrigin.EXPERT,
            origin_note="อาจารย์มหาวิทยาลัย (ตัวอย่าง)",
        )  # fmt: skip
        for person in (head, expert):
            lead(world, person, LeaderLevel.ISSUE_EXPERT, province, issue=issue)


def lead(
    world: Builder, person: Person, level: LeaderLevel, place: Area, *, issue: Issue, days: int = 900
) -> None:
    """Somebody leads at a level, by a resolution of the province's meeting."""
    people.add_leader(
        actor=world.actor, person=person, level=level, area=place, issue=issue,
        since=world.ago(days), source="ทะเบียนผู้นำของคณะทำงานจังหวัด (ตัวอย่าง)",
    )  # fmt: skip


def leaders(world: Builder, province: Area, places: Sequence[Area]) -> None:
    """Leaders of tambons and of the province: chairs of councils and funds in every amphoe."""
    turn = cycle(Issue)
    for place in places:
        funds = sent_by(world, [place], OrganisationKind.FUND, PostTitle.CHAIR)
        for one in [*_chairs(world, [place])[:2], *funds[:1]]:
            lead(world, one.person, LeaderLevel.TAMBON, one.body.area, issue=next(turn))
    for one in _chairs(world, places)[2:23:4]:
        lead(world, one.person, LeaderLevel.PROVINCE, province, issue=next(turn), days=450)


def province_bodies(
    world: Builder, province: Area, places: Sequence[Area], name: str, agencies: Sequence[Organisation]
) -> None:
    """The standing body, which stands beside the provincial meeting of the Act and is chosen by it."""
    since = world.ago(700)
    body = world.body(
        province, OrganisationKind.STANDING_BODY, name, founded_on=date(2009, 6, 1), founded_precision="month",
        note="ที่ประชุมระดับจังหวัดของสภาองค์กรชุมชนตำบลเลือกคณะทำงานนี้ แต่ละที่นั่งมีผู้ส่ง (ตัวอย่าง)",
    )  # fmt: skip
    chairs = _chairs(world, places)
    _officers(world, body, province, chairs[:4], since)
    second = [one for place in places for one in _chairs(world, [place])[4:5]]
    _seats_of(world, body, SeatOrigin.COUNCIL, second, since, vacant=1)
    funds = sent_by(world, places, OrganisationKind.FUND, PostTitle.CHAIR)
    _seats_of(world, body, SeatOrigin.FUND, funds[:2], since)
    trades = sent_by(world, places, OrganisationKind.OCCUPATION_GROUP, PostTitle.LEADER)
    _seats_of(world, body, SeatOrigin.OCCUPATION_GROUP, trades[:2], since)
    wanted = {agency.pk for agency in agencies[1:3]}
    officers = sent_by(world, [province], OrganisationKind.AGENCY, PostTitle.OFFICER)
    from_agencies = [one for one in officers if one.body.pk in wanted]
    _seats_of(world, body, SeatOrigin.AGENCY, from_agencies, since, title=PostTitle.ADVISER)
    expert = world.seat(body, PostTitle.ADVISER, None, holders=2, order=80, origin=SeatOrigin.EXPERT)
    posts.appoint(actor=world.actor, post=expert, person=world.person(province), since=since)
    _meeting(world, province, places, name)


def _meeting(world: Builder, province: Area, places: Sequence[Area], standing: str) -> None:
    """The meeting: two delegates from each council, of whom two go to the nation's meeting."""
    since = world.ago(250)
    meeting = world.body(
        province, OrganisationKind.PROVINCE_MEETING,
        f"การประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล จ.{province.name}",
        note=f"ตั้ง {standing} ให้ทำงานระหว่างการประชุม (ตัวอย่าง)",
    )  # fmt: skip
    titles = (PostTitle.CHAIR, PostTitle.VICE_CHAIR)
    delegates = sent_by(world, places, OrganisationKind.COUNCIL, *titles)
    chair = world.seat(meeting, PostTitle.CHAIR, None, holders=1, origin=SeatOrigin.COUNCIL)
    _take(world, chair, delegates[:1], since)
    to_nation = world.seat(
        meeting, PostTitle.NATIONAL_DELEGATE, None, holders=2, order=20, origin=SeatOrigin.COUNCIL
    )
    _take(world, to_nation, delegates[2:6:2], since)
    _seats_of(world, meeting, SeatOrigin.COUNCIL, delegates, since, title=PostTitle.DELEGATE)


def nation(world: Builder, provinces: Sequence[Area]) -> None:
    """The national meeting, with the two whom each province of the demo sends."""
    meeting = world.body(
        area(""), OrganisationKind.NATION_MEETING, "การประชุมในระดับชาติของสภาองค์กรชุมชนตำบล", level="nation"
    )
    title = PostTitle.NATIONAL_DELEGATE
    senders = sent_by(world, provinces, OrganisationKind.PROVINCE_MEETING, title)
    chair = world.seat(meeting, PostTitle.CHAIR, None, holders=1, origin=SeatOrigin.COUNCIL)
    _take(world, chair, senders[:1], world.ago(200))
    _seats_of(world, meeting, SeatOrigin.COUNCIL, senders, world.ago(200), title=title)
    for one in senders[:1]:
        lead(world, one.person, LeaderLevel.NATION, one.body.area, issue=Issue.COUNCIL, days=200)


def networks(world: Builder, province: Area) -> None:
    """A network of the province and what it supports."""
    body = world.body(
        province, OrganisationKind.NETWORK, f"เครือข่ายป่าชุมชนจังหวัด{province.name} (ตัวอย่าง)",
        phone=f"{world.area_code}-006-001",
    )  # fmt: skip
    world.seat(body, PostTitle.LEADER, world.person(province), world.ago(380), holders=1)
    organisations.add_support(
        actor=world.actor, organisation=body, issue=Issue.ENVIRONMENT, area=province,
        since=FiscalYear.of(world.today).start,
    )  # fmt: skip
