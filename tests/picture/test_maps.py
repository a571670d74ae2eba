"""The map of outlines on the pages of a province and an amphoe, and the same as GeoJSON."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.core.shapes import Shape, digest, packed, polygon_of
from khabuan.picture.geojson import Layer, collection_of
from khabuan.picture.maps import missing_words, place_map
from khabuan.picture.queries import picture_of
from khabuan.places.actions import bring_in_boundaries, merge_areas
from khabuan.places.actions.boundaries import NewBoundary
from khabuan.places.models import CouncilArea, CouncilAreaCover, Placement
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    TODAY,
    World,
    _identity_key,
    _still_clock,
    as_,
    browser_of,
    lay,
    neighbour,
    staff,
    stranger,
    world,
)
from tests.test_queries import MOST_OF_A_PLACE

SYSTEM = Actor.system()
WEST, SOUTH, SIDE = 10_090_000, 1_450_000, 5_000


@pytest.fixture
def land(world: World) -> World:
    areas = (
        world.province, world.elsewhere, world.district, world.other_district, world.tambon, world.next_tambon,
    )  # fmt: skip
    lay([Placement(area=area, parent=area.parent, path=area.path) for area in areas])
    world.next_council_area = CouncilArea(
        kind="tambon", name="นาโฉง", area=world.next_tambon, sort_key="นาโฉง"
    )
    lay(
        [world.next_council_area],
        [CouncilAreaCover(council_area=world.next_council_area, area=world.next_tambon)],
    )
    return world


def square(at: int) -> Shape:
    west = WEST + at * SIDE
    ring = [(west, SOUTH), (west + SIDE, SOUTH), (west + SIDE, SOUTH + SIDE), (west, SOUTH + SIDE)]
    return (polygon_of([ring]),)


def bring(world: World, **places: int) -> None:
    """Outlines side by side: `_190105=0` is the westernmost square."""
    bring_in_boundaries(
        actor=SYSTEM, province=world.province, source="แผนผังสมมุติ", licence="ใช้ทดสอบ",
        boundaries=[
            NewBoundary(code[1:], packed(square(at)), digest(square(at))) for code, at in places.items()
        ],
    )  # fmt: skip


@pytest.fixture
def drawn(land: World) -> World:
    bring(land, _190105=0, _190106=1)
    return land


def features(actor: Actor, world: World, layer: Layer = Layer.COUNCIL_AREAS) -> dict[str, Any]:
    found = collection_of(actor, world.province, TODAY, layer)
    assert json.loads(json.dumps(found)) == found
    return {one["properties"]["name"]: one for one in found["features"]}


@pytest.mark.parametrize("path", ["/places/19/", "/places/1901/"])
def test_the_page_draws_the_map_with_its_source_when_nothing_is_missing(
    drawn: World, staff: Seat, path: str
) -> None:
    text = browser_of(staff).get(path).content.decode()
    assert 'class="areas"' in text
    assert 'class="tiles"' not in text
    assert "แผนผังสมมุติ (ใช้ทดสอบ)" in text
    assert 'href="/places/190105/" tabindex="-1"' in text
    assert "<table" in text


def test_the_tile_map_stays_and_the_missing_are_named(land: World, staff: Seat) -> None:
    bring(land, _190105=0)
    answer = browser_of(staff).get("/places/19/")
    text = answer.content.decode()
    assert 'class="areas"' not in text
    assert 'class="tiles"' in text
    assert "ต.นาโฉง" in answer.context["map_missing"]


def test_without_any_boundary_nothing_is_said(land: World, staff: Seat) -> None:
    answer = browser_of(staff).get("/places/19/")
    assert answer.context["map"] is None
    assert answer.context["map_missing"] == ""


def test_the_map_costs_two_statements_however_many_areas(land: World, staff: Seat) -> None:
    browser = browser_of(staff)
    with CaptureQueriesContext(connection) as tiles:
        browser.get("/places/19/")
    bring(land, _190105=0, _190106=1)
    with CaptureQueriesContext(connection) as outlines:
        browser.get("/places/19/?zones=1")
    assert len(outlines) <= len(tiles) + 2
    assert len(outlines) <= MOST_OF_A_PLACE


def test_zones_are_drawn_when_asked(drawn: World, staff: Seat) -> None:
    browser = browser_of(staff)
    assert 'class="zone"' not in browser.get("/places/19/").content.decode()
    assert 'class="zone"' in browser.get("/places/19/?zones=1").content.decode()


def test_who_does_not_reach_the_place_gets_no_map(drawn: World, stranger: Seat) -> None:
    for browser in (Client(), browser_of(stranger)):
        assert 'class="areas"' not in browser.get("/places/19/").content.decode()


def test_a_tambon_of_several_councils_takes_the_most_urgent_state(drawn: World, staff: Seat) -> None:
    town = CouncilArea(kind="municipality", name="เทศบาลทดสอบ", area=drawn.tambon, sort_key="ท")
    lay([town], [CouncilAreaCover(council_area=town, area=drawn.tambon, partly=True)])
    picture = picture_of(as_(staff), drawn.province, TODAY)
    found = place_map(as_(staff), picture)
    assert found is not None
    assert [len(unit.lines) for unit in found.units] == [2, 1]
    assert found.units[0].state == "none"
    # A part of a tambon has no outline of its own: the file leaves it unlocated.
    assert features(as_(staff), drawn)["เทศบาลทดสอบ"]["geometry"] is None


def test_a_merger_shows_as_missing_and_last_year_stays(drawn: World, staff: Seat) -> None:
    merge_areas(
        actor=SYSTEM, into=drawn.tambon, areas=[drawn.next_tambon], on=date(2026, 11, 1), reason="ประกาศ"
    )
    actor = as_(staff)
    now = place_map(actor, picture_of(actor, drawn.province, TODAY))
    assert now is None or not now.is_whole
    before = place_map(actor, picture_of(actor, drawn.province, date(2026, 9, 30)))
    assert before is not None
    assert before.is_whole
    assert missing_words(before) == ""


def test_council_areas_go_out_with_code_outline_and_figures(drawn: World, staff: Seat) -> None:
    found = features(as_(staff), drawn)
    one = found["ดาวเรือง"]
    assert one["type"] == "Feature"
    assert (
        one["properties"] | {"code": "190105", "state": "no_council", "council": "สภาองค์กรชุมชนตำบลดาวเรือง"}
        == (one["properties"])
    )
    ring = one["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) > 0
    assert ring[0] == [100.9, 14.5]


def test_amphoe_and_zones_are_joined_from_their_tambons(drawn: World, staff: Seat) -> None:
    areas = features(as_(staff), drawn, Layer.AREAS)
    assert len(areas["เมืองสระบุรี"]["geometry"]["coordinates"][0]) == 7
    assert areas["เมืองสระบุรี"]["properties"]["council_areas"] == 2
    assert areas["แก่งคอย"]["geometry"] is None
    zone = features(as_(staff), drawn, Layer.ZONES)["โซนเหนือ"]
    assert zone["geometry"]["type"] == "Polygon"
    assert zone["properties"]["members"] == ["1901"]
    assert zone["properties"]["council_areas"] == 2


def test_without_boundaries_features_have_no_place_and_still_a_code(land: World, staff: Seat) -> None:
    found = collection_of(as_(staff), land.province, TODAY, Layer.COUNCIL_AREAS)
    assert "bbox" not in found
    assert found["sources"] == []
    assert [one["geometry"] for one in found["features"]] == [None, None]
    assert [one["properties"]["code"] for one in found["features"]] == ["190105", "190106"]


def test_everybody_gets_outlines_and_codes_and_no_figure(drawn: World, stranger: Seat) -> None:
    for actor in (Actor.public(), as_(stranger)):
        for layer in Layer:
            found = collection_of(actor, drawn.province, TODAY, layer)
            assert found["has_figures"] is False
            known = {name for one in found["features"] for name in one["properties"]}
            assert known <= {"code", "name", "name_en", "kind", "covers", "is_partial", "members"}
        assert features(actor, drawn)["ดาวเรือง"]["geometry"]


def test_a_layer_that_a_place_has_not_is_refused(land: World) -> None:
    for area, layer in ((land.nation, Layer.COUNCIL_AREAS), (land.district, Layer.ZONES)):
        with pytest.raises(Refused):
            collection_of(SYSTEM, area, TODAY, layer)
    assert Client().get("/places/19/map.geojson?layer=people").status_code == 422


def test_the_file_says_what_it_is(drawn: World, staff: Seat) -> None:
    answer = browser_of(staff).get("/places/19/map.geojson?layer=areas")
    assert answer["Content-Type"] == "application/geo+json"
    assert "khabuan-19-areas.geojson" in answer["Content-Disposition"]
    told = json.loads(answer.content)
    assert told["sources"] == [{"source": "แผนผังสมมุติ", "licence": "ใช้ทดสอบ", "brought_on": "2026-11-23"}]
    assert Client().get("/places/th/map.geojson").status_code == 200


def test_the_api_gives_the_same(drawn: World, staff: Seat) -> None:
    answer = browser_of(staff).get("/api/v1/areas/19/map.geojson?layer=council-areas")
    assert answer.status_code == 200
    told = answer.json()
    assert told == collection_of(as_(staff), drawn.province, TODAY, Layer.COUNCIL_AREAS)
    assert Client().get("/api/v1/areas/19/map.geojson").status_code == 401
