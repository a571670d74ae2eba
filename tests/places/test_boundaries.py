"""Boundaries of a province: brought in, corrected, followed by others, ended; and the page that does it."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.shapes import digest, packed, polygon_of
from khabuan.places.actions import bring_in_boundaries, merge_areas, move_area, split_area
from khabuan.places.actions.boundaries import NewBoundary
from khabuan.places.actions.changes import NewPart
from khabuan.places.boundaries import outlines_in, standing_in
from khabuan.places.models import Boundary, BoundarySource, Placement
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    World,
    _identity_key,
    _still_clock,
    as_,
    browser_of,
    lay,
    secretary,
    staff,
    stranger,
    world,
)

SYSTEM = Actor.system()
PUBLIC = Actor.public()
SAID = {"source": "แผนผังสมมุติเพื่อการทดสอบ", "licence": "ใช้ทดสอบเท่านั้น"}


@pytest.fixture
def land(world: World) -> World:
    areas = (
        world.province, world.elsewhere, world.district, world.other_district, world.tambon, world.next_tambon,
    )  # fmt: skip
    lay([Placement(area=area, parent=area.parent, path=area.path) for area in areas])
    return world


def square(west: int, side: int = 5000) -> Any:
    return (polygon_of([[(west, 0), (west + side, 0), (west + side, side), (west, side)]]),)


def new(code: str, west: int = 10_090_000, side: int = 5000) -> NewBoundary:
    shape = square(west, side)
    return NewBoundary(code, packed(shape), digest(shape))


def bring(world: World, *boundaries: NewBoundary, **facts: Any) -> int:
    return bring_in_boundaries(
        **{"actor": SYSTEM, "province": world.province, "boundaries": boundaries, **SAID, **facts}
    )


def drawn(world: World, on: date) -> dict[str, Any]:
    return outlines_in(PUBLIC, world.province, on).shapes


def test_boundaries_go_in_with_their_source_and_the_same_again_changes_nothing(land: World) -> None:
    assert bring(land, new("190105"), new("190106", 10_095_000)) == 2
    assert bring(land, new("190105"), new("190106", 10_095_000), source="อีกแหล่ง") == 0
    assert BoundarySource.everywhere.get().source == SAID["source"]
    # They hold from as far back as the areas have had their shape.
    assert drawn(land, date(2020, 1, 1)) == {"19.01.05.": square(10_090_000), "19.01.06.": square(10_095_000)}
    assert not [one for one in records.verify() if "boundary" in one.kind]


def test_a_staff_seat_may_and_others_may_not(
    land: World, staff: Seat, stranger: Seat, secretary: Seat
) -> None:
    with pytest.raises(OutOfArea):
        bring(land, new("190105"), actor=as_(stranger))
    with pytest.raises((NotAllowed, OutOfArea)):
        bring(land, new("190105"), actor=as_(secretary))
    assert bring(land, new("190105"), actor=as_(staff)) == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"source": " "}, "boundary.no_source"),
        ({"licence": ""}, "boundary.no_licence"),
        ({"boundaries": []}, "boundary.none"),
        ({"boundaries": [new("190105"), new("190105")]}, "boundary.twice"),
        ({"boundaries": [new("330101")]}, "boundary.other_province"),
        ({"boundaries": [NewBoundary("190105", "??", "x")]}, "boundary.shape"),
        ({"on": date(2026, 12, 1)}, "boundary.to_come"),
    ],
)
def test_what_is_refused(land: World, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as no:
        bring(land, new("190105"), **facts)
    assert no.value.code == code
    assert not Boundary.everywhere.exists()


def test_the_database_keeps_no_source_without_words(land: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        lay([BoundarySource(area=land.province, source="", licence="x", brought_on=clock.today())])


def test_from_a_day_on_the_former_outline_stays_for_days_before(land: World) -> None:
    bring(land, new("190105"))
    assert bring(land, new("190105", side=6000), on=date(2026, 10, 1)) == 1
    assert drawn(land, date(2026, 9, 30)) == {"19.01.05.": square(10_090_000)}
    assert drawn(land, date(2026, 10, 1)) == {"19.01.05.": square(10_090_000, 6000)}
    with pytest.raises(Refused) as no:
        bring(land, new("190105", side=7000), on=date(2026, 10, 1))
    assert no.value.code == "boundary.earlier"


def test_without_a_day_it_is_a_correction_of_all_days(land: World) -> None:
    bring(land, new("190105"))
    bring(land, new("190105", side=6000), source="ฉบับแก้")
    assert drawn(land, date(2020, 1, 1)) == {"19.01.05.": square(10_090_000, 6000)}
    assert Boundary.everywhere.get().source.source == "ฉบับแก้"


def test_a_merger_ends_the_outlines_of_all_it_touched(land: World) -> None:
    bring(land, new("190105"), new("190106", 10_095_000))
    day = date(2026, 11, 1)
    merge_areas(actor=SYSTEM, into=land.tambon, areas=[land.next_tambon], on=day, reason="ประกาศทดสอบ")
    assert set(drawn(land, date(2026, 10, 31))) == {"19.01.05.", "19.01.06."}
    assert drawn(land, day) == {}
    assert [area.code for area in standing_in(PUBLIC, land.province).missing] == ["190105"]
    # The outline drawn afterwards holds from the merger on, not before it.
    bring(land, new("190105", side=10_000))
    assert drawn(land, date(2026, 10, 31))["19.01.05."] == square(10_090_000)
    assert drawn(land, day) == {"19.01.05.": square(10_090_000, 10_000)}


def test_a_split_ends_the_outline_of_what_goes_on(land: World) -> None:
    bring(land, new("190105"))
    split_area(
        actor=SYSTEM,
        area=land.tambon,
        parts=[NewPart("ใหม่", code="190199")],
        on=date(2026, 11, 1),
        reason="ประกาศ",
    )
    assert drawn(land, date(2026, 11, 1)) == {}
    land.tambon.refresh_from_db()
    bring(land, new("190199"))
    assert Boundary.everywhere.get(area__code="190199").since == date(2026, 11, 1)


def test_a_tambon_that_moves_keeps_its_outline_and_the_amphoe_lose_theirs(land: World) -> None:
    bring(land, new("190105"), new("1901", side=9000), new("1902"))
    move_area(
        actor=SYSTEM, area=land.tambon, parent=land.other_district, code="190209", on=date(2026, 11, 1),
        reason="ประกาศ",
    )  # fmt: skip
    assert set(drawn(land, date(2026, 11, 1))) == {"19.02.09."}


# ---------- the page ----------


def content(*features: tuple[str, float], wrong: bool = False) -> bytes:
    """A file of squares of 0.05 degrees by code and western edge."""
    made = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 14.5], [x + 0.05, 14.5], [x + 0.05, 14.55], [x, 14.55], [x, 14.5]]],
            },
        }
        for code, x in features
    ]
    if wrong:
        made.append({"type": "Feature", "properties": {"code": "190106"}, "geometry": None})
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def send(client: Client, given: bytes, **facts: str) -> Any:
    file = SimpleUploadedFile("แนวเขต.geojson", given)
    return client.post("/places/19/boundaries/", {"file": file, **SAID, **facts})


def hidden(answer: Any) -> dict[str, str]:
    text = answer.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def test_the_page_tells_first_and_saves_when_answered(land: World, staff: Seat) -> None:
    browser = browser_of(staff)
    assert browser.get("/places/19/boundaries/").status_code == 200
    answer = send(browser, content(("190105", 100.9), ("199999", 101.0), ("330101", 101.0), wrong=True))
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    told = answer.context
    assert (told["matched"], told["unmatched_count"], told["wrong_count"], told["read"].elsewhere) == (
        1,
        1,
        1,
        1,
    )
    assert not Boundary.everywhere.exists()
    facts = hidden(answer)
    done = browser.post("/places/19/boundaries/", facts)
    assert done.status_code == 302
    assert Boundary.everywhere.get().area == land.tambon
    assert browser.post("/places/19/boundaries/", facts).status_code == 302  # sent twice, it counts once
    assert BoundarySource.everywhere.count() == 1
    again = send(browser, content(("190105", 100.9)))
    assert not again.context["rehearsal"].fresh
    assert "boundaries" not in hidden(again)


def test_the_day_of_a_change_goes_with_the_answer(land: World, staff: Seat) -> None:
    browser = browser_of(staff)
    day = {"on_0": "1", "on_1": "10", "on_2": "2569"}
    for given, facts in (([("190105", 100.9)], {}), ([("190105", 100.8)], day)):
        told = send(browser, content(*given), **facts)
        assert browser.post("/places/19/boundaries/", hidden(told)).status_code == 302
    rows = Boundary.everywhere.order_by("pk").values_list("since", "until")
    assert list(rows) == [(None, date(2026, 10, 1)), (date(2026, 10, 1), None)]


def test_an_answer_that_was_changed_on_its_way_is_refused(land: World, staff: Seat) -> None:
    browser = browser_of(staff)
    facts = hidden(send(browser, content(("190105", 100.9))))
    facts["boundaries"] = facts["boundaries"][:-3] + "abc"
    assert browser.post("/places/19/boundaries/", facts).status_code == 422
    assert not Boundary.everywhere.exists()


def test_errors_stand_beside_their_fields(land: World, staff: Seat) -> None:
    browser = browser_of(staff)
    assert set(send(browser, content(("190105", 100.9)), source="").context["form"].errors) == {"source"}
    assert set(send(browser, b"PK\x03\x04").context["form"].errors) == {"file"}
    late = {"on_0": "1", "on_1": "1", "on_2": "2580"}
    answer = send(browser, content(("190105", 100.9)), **late)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"on"}
    assert not Boundary.everywhere.exists()


def test_a_stranger_finds_no_such_page(land: World, stranger: Seat) -> None:
    assert browser_of(stranger).get("/places/19/boundaries/").status_code == 404
    assert send(browser_of(stranger), content(("190105", 100.9))).status_code == 404
