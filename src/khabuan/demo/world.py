"""The demo provinces, built through the actions: สระบุรี and ศรีสะเกษ on real areas with invented people.

Deterministic for a day: the n-th person, council and slip are always the same. Terms are told from today, so
that a council is always over its term, another ends soon, a seat stands empty and a record is doubled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from django.db import transaction

from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.demo.names import Invented
from khabuan.places import actions as places
from khabuan.places.models import Area, AreaGroup, AreaKind, CouncilArea
from khabuan.registry.actions import organisations, people, posts
from khabuan.registry.models import Organisation, Person, Post
from khabuan.registry.rules.kinds import GroupFunction, Issue, OrganisationKind, PostTitle, SeatOrigin
from khabuan.registry.rules.registration import Step
from khabuan.seats import actions as seats

PASSWORD = "ลองใช้ขบวน-2569"
LOG_INS = (
    ("saraburi", "คณะทำงานจังหวัดสระบุรี"),
    ("sisaket", "คณะทำงานจังหวัดศรีสะเกษ"),
    ("zone", "ผู้ประสานโซน จ.สระบุรี"),
    ("daorueang", "เลขานุการสภา ต.ดาวเรือง"),
    ("nachong", "เลขานุการสภา ต.นาโฉง (เพื่อนบ้าน)"),
    ("treasurer", "เหรัญญิกกองทุน ต.ดาวเรือง"),
    ("chair", "ประธานกองทุน ต.ดาวเรือง"),
    ("auditor", "ผู้ตรวจสอบ จ.สระบุรี (อ่านอย่างเดียว)"),
    ("agency", "หน่วยงานภาคี จ.สระบุรี (ดูยอดรวม)"),
    ("nation", "สำนักงานระดับประเทศ"),
)
CHUNK = 200
YEAR = 365


@dataclass
class Builder:
    """One province's builder: who acts, what day it is, and the next invented person."""

    actor: Actor
    today: date
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def person(self, area: Area, *, sealed: bool = False) -> Person:
        invented = Invented(next(self.numbers))
        person = people.add_person(
            actor=self.actor, area=area, title=invented.title, given=invented.given, surname=invented.surname,
            sex=invented.sex, born_on=date(invented.birth_year, 1, 1), born_precision="year",
        )  # fmt: skip
        if sealed:
            people.keep_identity(actor=self.actor, person=person, kind="citizen", number=invented.citizen)
        return person

    def seat(self, body: Organisation, title: PostTitle, person: Person, since: date, *, years: int = 4, label: str = "",
             origin: str = "", order: int = 100) -> Post:  # fmt: skip
        post = posts.add_post(
            actor=self.actor, organisation=body, title=title, label=label, term_years=years, origin=origin, order=order
        )
        posts.appoint(actor=self.actor, post=post, person=person, since=since)
        return post


def build(today: date | None = None) -> None:
    """Build the whole world in an empty, ready installation."""
    today = today or clock.today()
    with saving():
        thailand = area("")
        nation = seats.found_seat(login="nation", name="สำนักงานระดับประเทศ", role=Role.NATION, area=thailand, password=PASSWORD)
    saraburi = Builder(_province_actor("19", "saraburi", "คณะทำงานจังหวัดสระบุรี"), today)
    sisaket = Builder(_province_actor("33", "sisaket", "คณะทำงานจังหวัดศรีสะเกษ"), today, count(50_001))
    build_saraburi(saraburi)
    build_sisaket(sisaket)
    build_bangkok(Builder(nation, today, count(90_001)))


@contextmanager
def saving() -> Iterator[None]:
    """Many actions in one disk write: the demo is built once, alone."""
    with transaction.atomic():
        yield


def in_chunks(rows: Sequence[object], work: Callable[[int, object], None]) -> None:
    for start in range(0, len(rows), CHUNK):
        with saving():
            for number, row in enumerate(rows[start : start + CHUNK], start):
                work(number, row)


def area(code: str) -> Area:
    """An area in force by its official code ("" is the nation)."""
    rows = Area.objects.visible_to(Actor.public()).filter(until__isnull=True)
    found: Area = rows.get(code=code) if code else rows.get(path="")
    return found


def below(code: str, kind: AreaKind) -> list[Area]:
    rows = Area.objects.visible_to(Actor.public()).filter(until__isnull=True, kind=kind, code__startswith=code)
    return list(rows.order_by("code"))


def _province_actor(code: str, login: str, name: str) -> Actor:
    with saving():
        return seats.found_seat(login=login, name=name, role=Role.PROVINCE, area=area(code), password=PASSWORD)
