"""Two small provinces for the register's tests: 19 with two tambons, 33 with one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from khabuan.access.actor import Actor, Role, Span
from khabuan.access.running import Running, _running
from khabuan.core import clock, secrets
from khabuan.core.thai import search_key, sort_key
from khabuan.places.models import Area, CouncilArea, Placement
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.registry.models import Organisation, Person
from khabuan.rules.actions import load_rules

TODAY = date(2026, 11, 23)


@contextmanager
def by_hand() -> Iterator[None]:
    """Rows of other apps, laid without their actions."""
    token = _running.set(Running("test", Actor.system()))
    try:
        yield
    finally:
        _running.reset(token)


def seat(role: Role, *paths: str, number: int = 1) -> Actor:
    return Actor(
        role,
        tuple(Span.of(path) for path in paths),
        seat_id=number,
        user_id=number,
        title=str(role.label),
        home=paths[0],
    )


@dataclass
class World:
    """The areas by path, and seats: tambon, its neighbour, province, another province, nation."""

    areas: dict[str, Area]
    council_areas: dict[str, CouncilArea]
    secretary = seat(Role.SECRETARY, "19.01.01.", number=11)
    neighbour = seat(Role.SECRETARY, "19.01.02.", number=12)
    province = seat(Role.PROVINCE, "19.", number=13)
    stranger = seat(Role.PROVINCE, "33.", number=14)
    nation = seat(Role.NATION, "", number=15)
    agency = seat(Role.AGENCY, "19.", number=16)
    auditor = seat(Role.AUDITOR, "19.", number=17)
    collector = seat(Role.COLLECTOR, "19.01.01.", number=18)

    def person(self, given: str, surname: str = "", path: str = "19.01.01.", **facts: Any) -> Person:
        return add_person(actor=Actor.system(), area=self.areas[path], given=given, surname=surname, **facts)

    def body(self, kind: str, name: str, path: str = "19.01.01.", **facts: Any) -> Organisation:
        if kind == "council":
            facts["council_area"] = self.council_areas[path]
        return add_organisation(actor=Actor.system(), area=self.areas[path], kind=kind, name=name, **facts)


KINDS = {0: "nation", 1: "province", 2: "district", 3: "subdistrict", 4: "village"}
PLACES = {
    "": "ประเทศไทย",
    "19.": "สระบุรี",
    "19.01.": "เมืองสระบุรี",
    "19.01.01.": "ปากเพรียว",
    "19.01.02.": "ดาวเรือง",
    "19.01.01.01.": "บ้านหนึ่ง",
    "33.": "ศรีสะเกษ",
    "33.01.": "เมืองศรีสะเกษ",
    "33.01.01.": "เมืองเหนือ",
}


@pytest.fixture(autouse=True)
def _today_and_key(tmp_path: Path) -> Iterator[None]:
    if not Path(settings.IDENTITY_KEY_FILE).is_file():
        secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))
    with clock.at("2026-11-23"):
        yield


@pytest.fixture
def world(db: None) -> World:
    areas: dict[str, Area] = {}
    council_areas: dict[str, CouncilArea] = {}
    with by_hand():
        for path, name in PLACES.items():
            steps = path.split(".")[:-1]
            parent = areas.get("".join(f"{step}." for step in steps[:-1])) if steps else None
            areas[path] = Area(
                kind=KINDS[len(steps)],
                code="".join(steps),
                name=name,
                path=path,
                parent=parent,
                sort_key=sort_key(name),
                search_key=search_key(name),
            )
            Area.new.bulk([areas[path]])
            Placement.new.bulk([Placement(area=areas[path], parent=parent, path=path)])
            if len(steps) == 3:
                council_areas[path] = CouncilArea(
                    kind="tambon",
                    name=name,
                    area=areas[path],
                    sort_key=sort_key(name),
                    since=date(2008, 2, 9),
                )
                CouncilArea.new.bulk([council_areas[path]])
    load_rules(actor=Actor.system())
    return World(areas, council_areas)
