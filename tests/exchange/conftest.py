"""Two provinces with villages and council areas, who sits where, and a short way to bring in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from khabuan.access.actor import Actor, Role
from khabuan.access.running import Running, _running
from khabuan.core import clock, offers, secrets, turns
from khabuan.core.sheets import write_csv, write_rows
from khabuan.core.thai import search_key, sort_key
from khabuan.exchange import actions, queries, work
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.places.models import AbolishedArea, Area, CouncilArea, CouncilAreaCover
from khabuan.places.names import skeleton
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.models import Organisation
from khabuan.seats import actions as seats
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat
from khabuan.seats.queries import actor_of

AREAS = (
    ("nation", "", "ประเทศไทย"), ("province", "19", "สระบุรี"), ("district", "1901", "เมืองสระบุรี"),
    ("subdistrict", "190105", "ดาวเรือง"), ("subdistrict", "190106", "นาโฉง"), ("district", "1902", "แก่งคอย"),
    ("subdistrict", "190201", "ท่าคล้อ"), ("subdistrict", "190202", "ดาวเรือง"),
    ("province", "33", "ศรีสะเกษ"), ("district", "3301", "เมืองศรีสะเกษ"), ("subdistrict", "330101", "เมืองเหนือ"),
)  # fmt: skip


@contextmanager
def by_hand() -> Iterator[None]:
    token = _running.set(Running("test", Actor.system()))
    try:
        yield
    finally:
        _running.reset(token)


@dataclass
class World:
    """The areas by code, and seats: a province's staff, a tambon's secretary, a neighbour, a stranger, a reader."""

    areas: dict[str, Area]
    seats: dict[str, Seat] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return actor_of(self.seats[who])

    def client(self, who: str) -> Client:
        Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
        client = Client()
        seat = self.seats[who]
        client.force_login(seat.user)
        session = client.session
        session[CODE] = True
        session.save()
        if not seat.user.has_code and seat.role == Role.PROVINCE:
            seat.user.totp_sealed = b"set"  # every proof was given: nothing here opens it
            seat.user.save()
        return client

    def council(self, code: str, name: str) -> Organisation:
        place = self.areas[code]
        area = CouncilArea.everywhere.get(area=place, until=None)
        return add_organisation(
            actor=Actor.system(), area=place, kind="council", name=name, council_area=area
        )

    def take_in(
        self, sheet: str, content: bytes | Sequence[Mapping[str, Any]], *, who: str = "province", code: str = "19",
        after: ImportBatch | None = None, name: str = "รายชื่อ.xlsx",
    ) -> ImportBatch:  # fmt: skip
        """Bring in a list and rehearse it."""
        if not isinstance(content, bytes):
            content = xlsx(sheet, content)
        actor = self.actor(who)
        batch = actions.take_in(
            actor=actor, area=self.areas[code], sheet=sheet, file_name=name, content=content, after=after
        )
        return work.rehearse(actor, batch)

    def save(self, batch: ImportBatch, who: str = "province") -> ImportBatch:
        actions.save_good_rows(actor=self.actor(who), batch=batch)
        return work.save_rows(self.actor(who), batch)

    def verdicts(self, batch: ImportBatch) -> dict[str, int]:
        return dict(Counter(ImportRow.everywhere.filter(batch=batch).values_list("verdict", flat=True)))

    def wrong(self, batch: ImportBatch, who: str = "province") -> list[queries.WrongCell]:
        rows = queries.rows_of(self.actor(who), batch, ImportRow.Verdict.WRONG)
        return queries.wrong_cells(batch, list(rows))


def xlsx(sheet: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    return write_rows(offers.sheets[sheet].columns(), rows, sheet_name="รายการ")


def csv_of(sheet: str, rows: Sequence[Mapping[str, Any]]) -> bytes:
    return write_csv(offers.sheets[sheet].columns(), rows)


def _lay() -> dict[str, Area]:
    areas: dict[str, Area] = {}
    for kind, code, name in AREAS:
        path = "".join(code[at : at + 2] + "." for at in range(0, len(code), 2))
        areas[code] = Area(
            kind=kind, code=code, path=path, name=name, parent=areas.get(code[:-2]) if code else None,
            sort_key=sort_key(name), search_key=search_key(name), skeleton=skeleton(name)[:40],
        )  # fmt: skip
    with by_hand():
        Area.new.bulk(areas.values())
        Area.new.bulk(
            Area(
                kind="village", code=f"190105{moo:02d}", path=f"19.01.05.{moo:02d}.", moo=moo, name=f"บ้านทดสอบ {moo}",
                parent=areas["190105"], sort_key=f"{moo}", search_key=search_key(f"บ้านทดสอบ {moo}"),
            )
            for moo in (1, 2, 3)
        )  # fmt: skip
        AbolishedArea.new.bulk(
            [
                AbolishedArea(
                    code="190103", name="เก่า", area=areas["190106"], successors="190106", search_key="เก่า"
                )
            ]
        )
        held = CouncilArea.new.bulk(
            CouncilArea(kind="tambon", name=area.name, area=area, sort_key=area.sort_key)
            for area in areas.values() if area.kind == "subdistrict"
        )  # fmt: skip
        CouncilAreaCover.new.bulk(CouncilAreaCover(council_area=one, area=one.area) for one in held)
    return areas


@pytest.fixture(autouse=True)
def _key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path_factory.mktemp("key") / "identity.key"
    secrets.make_key_file(path)
    monkeypatch.setattr(settings, "IDENTITY_KEY_FILE", path)
    monkeypatch.setattr(turns, "LEFT", 0)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    with clock.at("2026-11-23"):
        made = World(_lay())
        for who, role, code in (
            ("province", Role.PROVINCE, "19"), ("stranger", Role.PROVINCE, "33"), ("secretary", Role.SECRETARY, "190105"),
            ("neighbour", Role.SECRETARY, "190106"), ("auditor", Role.AUDITOR, "19"),
        ):  # fmt: skip
            place: Any = made.areas[code]
            if role == Role.SECRETARY:
                place = made.council(code, f"สภาองค์กรชุมชนตำบล{place.name}")
            made.seats[who] = seats.grant_seat(
                actor=Actor.system(), place=place, role=role, login=f"{who}.{code}", name=f"ผู้ทดสอบ {who}"
            )
        yield made
