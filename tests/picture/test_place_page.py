"""The page of a place and of a group: who sees figures, and what the page costs."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from khabuan.access.actor import Actor, Role
from khabuan.config import context
from khabuan.picture.groups import group_picture
from khabuan.picture.queries import picture_of
from khabuan.places.actions import add_area, keep_group, rename_area
from khabuan.places.here import here
from khabuan.places.models import Placement
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    World,
    _identity_key,
    _still_clock,
    browser_of,
    lay,
    neighbour,
    secretary,
    staff,
    stranger,
    world,
)

SYSTEM = Actor.system()
MOST = 30


@pytest.fixture
def land(world: World) -> World:
    areas = (
        world.province,
        world.elsewhere,
        world.district,
        world.other_district,
        world.tambon,
        world.next_tambon,
    )
    lay([Placement(area=area, parent=area.parent, path=area.path) for area in areas])
    return world


def sees_figures(client: Client, path: str) -> bool:
    answer = client.get(path)
    assert answer.status_code == 200
    return "figures" in answer.context


# ---------------------------------------------------------------- who sees figures


def test_the_owner_sees_figures_of_the_province(land: World, staff: Seat) -> None:
    assert sees_figures(browser_of(staff), "/places/19/")


def test_an_agency_sees_totals(land: World) -> None:
    assert sees_figures(browser_of(land.seat(land.province, Role.AGENCY, "agency")), "/places/19/")


def test_the_secretary_sees_the_own_tambon_and_not_the_next(land: World, secretary: Seat) -> None:
    assert sees_figures(browser_of(secretary), "/places/190105/")
    assert not sees_figures(browser_of(secretary), "/places/190106/")


def test_the_neighbour_and_the_stranger_see_public_facts_only(
    land: World,
    neighbour: Seat,
    stranger: Seat,
) -> None:
    for seat in (neighbour, stranger):
        answer = browser_of(seat).get("/places/190105/")
        assert "figures" not in answer.context
        assert "สภาองค์กรชุมชน" not in answer.content.decode(), "no name of a body either"
        assert "190105" in answer.content.decode()


def test_the_public_sees_public_facts_only(land: World) -> None:
    assert not sees_figures(Client(), "/places/19/")
    assert Client().get("/council-areas/?place=19").status_code == 302


def test_the_place_says_who_heads_its_bodies_which_is_a_public_office(land: World, staff: Seat) -> None:
    facts = {"actor": SYSTEM, "area": land.tambon}
    post = add_post(actor=SYSTEM, organisation=land.fund, title="chair")
    person = add_person(**facts, title="นาง", given="ประธานสมมุติ", surname="ทดลอง")
    appoint(actor=SYSTEM, post=post, person=person, since=date(2026, 1, 1))
    path = "/places/190105/"
    assert "นางประธานสมมุติ ทดลอง" in browser_of(staff).get(path).content.decode()
    agency = land.seat(land.province, Role.AGENCY, "agency")
    seen = browser_of(agency).get(path).content.decode()
    assert "นางประธานสมมุติ ทดลอง" in seen
    assert person.get_absolute_url() not in seen, "the office, not the person"
    assert "ประธานสมมุติ" not in Client().get(path).content.decode()


def test_a_village_shows_who_lives_there_and_the_bodies_of_its_tambon(land: World, staff: Seat) -> None:
    village = add_area(actor=SYSTEM, parent=land.tambon, kind="village", name="บ้านสมมุติ", moo=3)
    add_person(actor=SYSTEM, area=village, given="ชาวบ้าน", surname="ทดลอง")
    page = browser_of(staff).get(village.get_absolute_url())
    assert [figure.value for figure in page.context["figures"]] == [1, 0, 0]
    assert {line.body for line in page.context["around"]} == {land.council, land.fund}
    assert "ยังไม่ได้ยืนยันรายการพื้นที่สภา" not in page.content.decode()
    agency = land.seat(land.province, Role.AGENCY, "agency")
    hidden = browser_of(agency).get(village.get_absolute_url()).context["figures"]
    assert [figure.value for figure in hidden] == [None, None, 0]


def test_every_number_of_the_table_opens_just_its_records(land: World, staff: Seat) -> None:
    client, opened = browser_of(staff), 0
    page = client.get("/places/19/")
    for line in (*page.context["lines"], page.context["total"]):
        for tally in line["tallies"]:
            if not tally.count:
                continue
            found = client.get(tally.url).context
            shown = found["found"] if "found" in found else found["page"].paginator.count
            assert (tally.url, shown) == (tally.url, tally.count)
            opened += 1
    assert opened >= 6


def test_a_stranger_is_told_that_the_list_of_council_areas_is_shown_to_its_own_offices(
    land: World, stranger: Seat
) -> None:
    page = browser_of(stranger).get("/council-areas/?place=19").content.decode()
    assert "แสดงเฉพาะหน่วยที่ดูแล" in page
    assert "<table" not in page


# ---------------------------------------------------------------- groups


@pytest.fixture
def zones(land: World) -> tuple[Any, Any]:
    """Last year's zone had the other amphoe, this year's the amphoe of the capital."""
    facts = {"actor": SYSTEM, "area": land.province, "kind": "zone"}
    before = keep_group(
        **facts,
        name="โซน 1 ปี 2569",
        members=[land.other_district],
        on=date(2026, 1, 1),
        until=date(2026, 10, 1),
    )
    keep_group(
        **facts,
        group=land.zone,
        name=land.zone.name,
        members=[land.district],
        on=date(2026, 1, 1),
        until=date(2026, 10, 1),
    )
    now = keep_group(**facts, name="โซน 1 ปี 2570", members=[land.district], on=date(2026, 10, 1))
    return before, now


def test_a_group_is_for_who_reaches_all_its_members(
    zones: tuple[Any, Any],
    staff: Seat,
    stranger: Seat,
    secretary: Seat,
) -> None:
    path = f"/groups/{zones[1].pk}/"
    assert sees_figures(browser_of(staff), path)
    for seat in (stranger, secretary):
        assert not sees_figures(browser_of(seat), path)
    public = Client().get(path).content.decode()
    assert "อ.เมืองสระบุรี" in public
    assert "สภาองค์กรชุมชนตำบล" not in public


def test_figures_of_a_group_are_those_of_its_members(zones: tuple[Any, Any], land: World) -> None:
    picture = group_picture(SYSTEM, zones[1], date(2026, 11, 23))
    assert [area.pk for area in picture.members] == [land.district.pk]
    assert picture.coverage.total == 1
    assert [line.funds for line in picture.lines] == [2]


def test_last_years_group_is_read_with_last_years_members(zones: tuple[Any, Any], staff: Seat) -> None:
    page = browser_of(staff).get(f"/groups/{zones[0].pk}/?year=2570")
    assert [area.name for area in page.context["picture"].members] == ["แก่งคอย"]
    assert page.context["picture"].on == date(2026, 9, 30)
    listed = browser_of(staff).get("/groups/?place=19&year=2570").content.decode()
    assert listed.index("โซน 1 ปี 2570") < listed.index("โซน 1 ปี 2569")


# ---------------------------------------------------------------- past and cost


def test_a_past_year_shows_the_tree_of_its_day(land: World, staff: Seat) -> None:
    moved = Placement.objects.visible_to(SYSTEM).get(area=land.next_tambon)
    from khabuan.places.actions import move_area

    move_area(
        actor=SYSTEM, area=land.next_tambon, parent=land.other_district, on=date(2026, 10, 1), reason="ทดสอบ"
    )
    assert moved is not None
    before = picture_of(SYSTEM, land.district, date(2026, 9, 30))
    assert {area.name for area in before.below} == {"ดาวเรือง", "นาโฉง"}
    assert {area.name for area in picture_of(SYSTEM, land.district, date(2026, 11, 23)).below} == {"ดาวเรือง"}


def test_an_old_name_is_in_the_history(land: World) -> None:
    rename_area(actor=SYSTEM, area=land.tambon, name="ดาวใหม่", on=date(2026, 10, 1), reason="ประกาศทดสอบ")
    assert "ดาวเรือง" in Client().get("/places/190105/history/").content.decode()


@pytest.mark.parametrize(
    "path", ["/places/19/", "/places/1901/", "/groups/?place=19", "/council-areas/?place=19", "zone"]
)
def test_a_page_costs_the_same_with_thirty_organisations_more(
    land: World,
    staff: Seat,
    zones: tuple[Any, Any],
    path: str,
) -> None:
    client = browser_of(staff)
    path = f"/groups/{zones[1].pk}/" if path == "zone" else path

    def cost() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    add_bodies(land, 3)
    few = cost()
    add_bodies(land, 30)
    assert cost() == few
    assert few <= MOST


def add_bodies(land: World, count: int) -> None:
    for number in range(count):
        add_organisation(
            actor=SYSTEM, area=land.next_tambon, kind="community", name=f"กลุ่มทดสอบ {count}-{number}"
        )


def test_a_page_printed_by_a_visitor_names_the_day_and_no_blank(land: World) -> None:
    page = Client().get("/places/19/").content.decode()
    assert "พิมพ์เมื่อ" in page
    assert "พิมพ์โดย" not in page


def test_the_year_is_said_in_both_eras_in_english(land: World, staff: Seat) -> None:
    page = browser_of(staff).get("/places/19/")
    with translation.override("en"):
        year = context._year_label(page.wsgi_request, here(page.wsgi_request))
    assert year.name == "2570 (2026/27)"
    assert "Fiscal year 2569 (2025/26)" in [choice.name for choice in year.choices]
