"""A small world for the seats: two provinces, a zone, a council with its fund, and who sits where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from khabuan.access.actor import Actor, Role
from khabuan.access.running import Running, _running
from khabuan.core import clock
from khabuan.core.secrets import make_key_file
from khabuan.places.models import Area, AreaGroup, AreaGroupMember, CouncilArea, CouncilAreaCover
from khabuan.registry.actions.organisations import add_organisation
from khabuan.seats import actions, queries
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat

PASSWORD = "ข้าวเหนียวมะม่วงหน้าร้อน"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session", autouse=True)
def _identity_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("key") / "identity.key"
    make_key_file(path)
    settings.IDENTITY_KEY_FILE = path


@pytest.fixture(autouse=True)
def _still_clock() -> Iterator[None]:
    with clock.at("2026-11-23"):
        yield


def _area(kind: str, path: str, name: str, parent: Area | None) -> Area:
    code = path.replace(".", "")
    return Area(kind=kind, code=code, path=path, name=name, parent=parent, sort_key=name, search_key=name)


def lay(*tables: list[Any]) -> None:
    """Put ground under the seats: rows of `places`, whose own actions have their own tests."""
    token = _running.set(Running("tests.lay", Actor.system()))
    try:
        for rows in tables:
            type(rows[0]).new.bulk(rows)
    finally:
        _running.reset(token)


@dataclass
class World(SimpleNamespace):
    """The rows by name, and `seat(…)` to put somebody somewhere with a known password."""

    def seat(self, place: object, role: Role, login: str, **facts: object) -> Seat:
        seat = actions.grant_seat(
            actor=Actor.system(), place=place, role=role, login=login, name=f"ผู้ทดสอบ {login}", **facts
        )
        seat.user.set_password(PASSWORD)
        seat.user.save()
        return seat

    def cover(self, council_area: CouncilArea, area: Area) -> None:
        """Widen a council area."""
        lay([CouncilAreaCover(council_area=council_area, area=area)])


@pytest.fixture
def world(db) -> World:
    w = World()
    w.nation = _area("nation", "", "ประเทศไทย", None)
    w.province = _area("province", "19.", "สระบุรี", w.nation)
    w.elsewhere = _area("province", "33.", "ศรีสะเกษ", w.nation)
    w.district = _area("district", "19.01.", "เมืองสระบุรี", w.province)
    w.other_district = _area("district", "19.02.", "แก่งคอย", w.province)
    w.tambon = _area("subdistrict", "19.01.05.", "ดาวเรือง", w.district)
    w.next_tambon = _area("subdistrict", "19.01.06.", "นาโฉง", w.district)
    places = [w.nation, w.province, w.elsewhere, w.district, w.other_district, w.tambon, w.next_tambon]
    w.zone = AreaGroup(kind="zone", name="โซนเหนือ", area=w.province, sort_key="โซนเหนือ", search_key="โซนเหนือ")
    w.region = AreaGroup(
        kind="region", name="ภาคกลาง", area=w.nation, sort_key="ภาคกลาง", search_key="ภาคกลาง"
    )
    members = [
        AreaGroupMember(group=w.zone, area=w.district, since=date(2026, 1, 1)),
        AreaGroupMember(group=w.zone, area=w.other_district, since=date(2025, 1, 1), until=date(2026, 1, 1)),
        AreaGroupMember(group=w.region, area=w.province),
    ]
    w.council_area = CouncilArea(kind="tambon", name="ดาวเรือง", area=w.tambon, sort_key="ดาวเรือง")
    cover = CouncilAreaCover(council_area=w.council_area, area=w.tambon)
    lay(places, [w.zone, w.region], members, [w.council_area], [cover])
    system = Actor.system()
    w.council = add_organisation(
        actor=system,
        area=w.tambon,
        kind="council",
        name="สภาองค์กรชุมชนตำบลดาวเรือง",
        council_area=w.council_area,
    )
    w.fund = add_organisation(actor=system, area=w.tambon, kind="fund", name="กองทุนสวัสดิการตำบลดาวเรือง")
    w.next_fund = add_organisation(
        actor=system, area=w.next_tambon, kind="fund", name="กองทุนสวัสดิการตำบลนาโฉง"
    )
    return w


@pytest.fixture
def staff(world: World) -> Seat:
    return world.seat(world.province, Role.PROVINCE, "staff")


@pytest.fixture
def stranger(world: World) -> Seat:
    return world.seat(world.elsewhere, Role.PROVINCE, "stranger")


@pytest.fixture
def secretary(world: World) -> Seat:
    return world.seat(world.council, Role.SECRETARY, "secretary")


@pytest.fixture
def treasurer(world: World) -> Seat:
    return world.seat(world.fund, Role.TREASURER, "treasurer")


@pytest.fixture
def neighbour(world: World) -> Seat:
    return world.seat(world.next_fund, Role.TREASURER, "neighbour")


def as_(seat: Seat) -> Actor:
    return queries.actor_of(seat)


def browser_of(seat: Seat) -> Client:
    """A browser in which this seat is signed in with every proof given."""
    client = Client()
    client.force_login(seat.user)
    session = client.session
    session[CODE] = True
    session.save()
    if not seat.user.has_code and seat.role in ("nation", "region", "province"):
        seat.user.totp_sealed = b"set"  # every proof was given: nothing here opens it
        seat.user.save()
    return client
