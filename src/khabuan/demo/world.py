"""The demo provinces, built through the actions: สระบุรี and ศรีสะเกษ on real areas with invented people.

Deterministic for a day: the n-th person, council and slip are always the same. Terms are told from today, so
that a council is always over its term, another ends soon, a seat stands empty and a record is doubled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from khabuan.access.actor import Actor, Role
from khabuan.core import clock, sql
from khabuan.demo.names import Invented
from khabuan.places.models import Area, AreaKind
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Organisation, Person, Post
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle, SeatOrigin
from khabuan.registry.rules.registration import Step
from khabuan.seats import actions as seats
from khabuan.seats import entry
from khabuan.seats import queries as seat_queries

PASSWORD = "ลองใช้ขบวน-2569"
LOG_INS = (
    ("saraburi", "คณะทำงานจังหวัดสระบุรี"),
    ("sisaket", "คณะทำงานจังหวัดศรีสะเกษ"),
    ("zone", "ผู้ประสานโซน จ.สระบุรี"),
    ("daorueang", "เลขานุการสภา ต.ดาวเรือง"),
    ("nachong", "เลขานุการสภา ต.นาโฉง (เพื่อนบ้าน)"),
    ("treasurer", "เหรัญญิกกองทุน ต.ดาวเรือง"),
    ("chair", "ประธานกองทุน ต.ดาวเรือง"),
    ("collector", "ผู้เก็บเงินกองทุน ต.ดาวเรือง"),
    ("auditor", "ผู้ตรวจสอบ จ.สระบุรี (อ่านอย่างเดียว)"),
    ("agency", "หน่วยงานภาคี จ.สระบุรี (ดูยอดรวม)"),
    ("office", "สำนักงานพัฒนาสังคมฯ จ.สระบุรี (ตอบข้อรับปากของตน)"),
    ("region", "สำนักงาน พอช. ภาคกลางและตะวันตก"),
    ("nation", "สำนักงานระดับประเทศ"),
)


def build(today: date | None = None, *, is_small: bool = False) -> None:
    """Build the world in an empty, ready installation; a small one (for tests) has one amphoe a province."""
    from khabuan.demo import bangkok, bodies, saraburi, sisaket

    today = today or clock.today()
    with saving():
        nation = give_seat(area(""), Role.NATION, "nation")
        first = Builder(give_seat(area("19"), Role.PROVINCE, "saraburi"), today, count(1), "036")
        second = Builder(give_seat(area("33"), Role.PROVINCE, "sisaket"), today, count(50_001), "045")
    saraburi.build(first, "1901" if is_small else "19")
    sisaket.build(second, "3301" if is_small else "33")
    bangkok.build(Builder(Actor.system("ตัวอย่าง"), today, count(90_001), "02"))
    with saving():
        bodies.nation(Builder(nation, today, count(95_001), "02"), (area("19"), area("33")))


@contextmanager
def saving() -> Iterator[None]:
    """Many actions in one disk write: the demo is built once, alone."""
    with sql.writing():
        yield


def give_seat(place: seat_queries.Place, role: Role, login: str) -> Actor:
    """A log-in of the demo with the known password, by grant, card and first entry; its Actor."""
    name = dict(LOG_INS)[login]
    system = Actor.system()
    seat = seats.grant_seat(actor=system, place=place, role=role, login=login, name=name, title=name)
    printed = seats.issue_card(actor=system, seat=seat)
    card = entry.find_card(code=printed.code, knock=entry.Knock("127.0.0.1"))
    actor = seat_queries.actor_of(seat)
    seats.use_card(actor=actor, user=seat.user.at(actor), card=card, password=PASSWORD, again=PASSWORD)
    return actor


def area(code: str) -> Area:
    """An area in force by its official code ("" is the nation)."""
    rows = Area.objects.visible_to(Actor.public()).filter(until__isnull=True)
    found: Area = rows.get(code=code) if code else rows.get(path="")
    return found


def below(code: str, kind: AreaKind) -> list[Area]:
    rows = Area.objects.visible_to(Actor.public()).filter(
        until__isnull=True, kind=kind, code__startswith=code
    )
    return list(rows.order_by("code"))


@dataclass
class Builder:
    """What the demo's provinces are built with: who acts, what day it is, the next invented person."""

    actor: Actor
    today: date
    numbers: Iterator[int]
    area_code: str  # of its invented telephone numbers

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def person(self, place: Area, *, sealed: bool = False, sex: str = "", **facts: Any) -> Person:
        """The next invented person, living in `place`; with a sealed test number where asked."""
        invented = Invented(next(self.numbers), sex)
        known = {
            "title": invented.title,
            "given": invented.given,
            "surname": invented.surname,
            "sex": invented.sex,
            "born_on": date(invented.birth_year, 1, 1),
            "born_precision": "year",
            **facts,
        }
        person = people.add_person(actor=self.actor, area=place, **known)
        if sealed:
            people.keep_identity(actor=self.actor, person=person, kind="citizen", number=invented.citizen)
        return person

    def body(self, place: Area, kind: OrganisationKind, name: str, **facts: Any) -> Organisation:
        return organisations.add_organisation(actor=self.actor, area=place, kind=kind, name=name, **facts)

    def seat(self, body: Organisation, title: PostTitle, person: Person | None, since: date | None = None,
             **post: Any) -> Post:  # fmt: skip
        """A post of a body and its holder; None leaves it vacant. Four years from `since` unless told."""
        made = posts.add_post(actor=self.actor, organisation=body, title=title, **{"term_years": 4, **post})
        if person is not None:
            posts.appoint(actor=self.actor, post=made, person=person, since=since)
        return made

    def board(
        self, body: Organisation, place: Area, since: date, members: int = 0, *, sealed: bool = False
    ) -> None:
        """A council's list: chair, vice chair, secretary and treasurer out of its communities, and members."""
        officers = (PostTitle.CHAIR, PostTitle.VICE_CHAIR, PostTitle.SECRETARY, PostTitle.TREASURER)
        for order, title in enumerate(officers, 1):
            person = self.person(place, sealed=sealed and order < 3)
            self.seat(body, title, person, since, order=order, holders=1, origin=SeatOrigin.COMMUNITY)
        if members:
            self.members(body, place, since, members, SeatOrigin.COMMUNITY)

    def members(
        self, body: Organisation, place: Area, since: date, count: int, origin: SeatOrigin, **post: Any
    ) -> None:
        """New people in seats of one origin."""
        facts = {"holders": count, "order": 50, "origin": origin, **post}
        made = self.seat(body, PostTitle.MEMBER, None, **facts)
        for _ in range(count):
            posts.appoint(actor=self.actor, post=made, person=self.person(place), since=since)

    def registered(
        self,
        council: Organisation,
        on: date,
        number: str,
        *,
        renewed: date | None = None,
        is_sent: bool = False,
    ) -> None:
        """The steps of จดแจ้ง as a council's papers show them."""
        record = organisations.record_registration
        record(
            actor=self.actor, organisation=council, step=Step.AGREED, on=on - timedelta(days=30),
            present=18, agreed=16, entitled=20,
        )  # fmt: skip
        record(
            actor=self.actor, organisation=council, step=Step.REGISTERED, on=on, number=number,
            receiver="กำนันตำบล (ตัวอย่าง)", receiver_office="ที่ทำการกำนัน", unknown=[] if number else ["number"],
        )  # fmt: skip
        if is_sent:
            record(
                actor=self.actor, organisation=council, step=Step.SENT_TO_CODI, on=on + timedelta(days=12),
                receiver="พอช. (ตัวอย่าง)",
            )  # fmt: skip
        if renewed:
            record(
                actor=self.actor,
                organisation=council,
                step=Step.RENEWED,
                on=renewed,
                receiver="กำนันตำบล (ตัวอย่าง)",
            )
