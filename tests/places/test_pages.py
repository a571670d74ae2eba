"""The pages about places, through their addresses: who may open them, what they ask, what they save."""

# ruff: noqa: F811 - pytest fixtures are asked for by name

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.test import Client

from khabuan.access.actor import Actor, Role
from khabuan.places.actions import add_area, correct_area, keep_group
from khabuan.places.forms import PlaceField
from khabuan.places.models import Area, AreaGroup, AreaKind, CouncilArea, LocalGovernment, Placement
from khabuan.places.queries import area_by_code, children, members_of
from khabuan.seats.models import Seat
from tests.seats.conftest import (  # noqa: F401
    World,
    _identity_key,
    _still_clock,
    browser_of,
    lay,
    secretary,
    staff,
    stranger,
    world,
)

PUBLIC = Actor.public()
SYSTEM = Actor.system()
DAY = {"on_0": "1", "on_1": "10", "on_2": "2569"}
WHY = {**DAY, "reason": "ประกาศทดสอบ", "legal_reference": "เล่ม 143 ตอนพิเศษ 1 ง"}


@pytest.fixture
def land(world: World) -> World:
    """The small world with its placements and three villages of the first tambon."""
    areas = (
        world.province,
        world.elsewhere,
        world.district,
        world.other_district,
        world.tambon,
        world.next_tambon,
    )
    lay([Placement(area=area, parent=area.parent, path=area.path) for area in areas])
    for area in areas:
        correct_area(
            actor=SYSTEM, area=area, name=area.name, name_en=f"Area {area.code}"
        )  # with its search keys
    world.villages = [
        add_area(
            actor=SYSTEM,
            parent=world.tambon,
            kind="village",
            name=f"บ้านทดสอบ {moo}",
            moo=moo,
            code=f"1901050{moo}",
        )
        for moo in (1, 2, 3)
    ]
    return world


@pytest.fixture
def desk(land: World, staff: Seat) -> Client:
    return browser_of(staff)


def answered(client: Client, path: str, facts: dict[str, Any]) -> Any:
    """Send a form, read the question, and answer it."""
    asked = client.post(path, facts)
    assert asked.status_code == 200, asked.context["form"].errors
    question = asked.context["question"]
    return client.post(path, {**facts, "confirm": question.mark, "client_key": question.client_key})


# ---------------------------------------------------------------- who may


ACTS = ("add", "correct", "rename", "move", "split", "merge")


@pytest.mark.parametrize("act", ACTS)
def test_the_province_opens_what_others_may_not(
    desk: Client, stranger: Seat, secretary: Seat, act: str
) -> None:
    path = f"/places/190105/{act}/"
    assert desk.get(path).status_code == 200
    assert browser_of(stranger).get(path).status_code == 404, "beyond reach"
    assert browser_of(secretary).get(path).status_code in (403, 404), "without the office"
    assert Client().get(path).status_code == 302, "signed out"


@pytest.mark.parametrize("path", ["/groups/add/?place=19", "/local-governments/add/?place=19"])
def test_only_the_office_keeps_lists(desk: Client, stranger: Seat, path: str) -> None:
    assert desk.get(path).status_code == 200
    assert browser_of(stranger).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/places/find/?q=ดาวเรือง", "/places/190105/history/", "/local-governments/?place=19"]
)
def test_public_facts_are_public(land: World, path: str) -> None:
    assert Client().get(path).status_code == 200


def test_no_area_of_that_key_is_not_found(desk: Client) -> None:
    assert desk.get("/places/999999/rename/").status_code == 404


# ---------------------------------------------------------------- one area


def test_a_village_is_added_and_shown(desk: Client, land: World) -> None:
    facts = {"kind": "village", "moo": "4", "name": "บ้านใหม่ทดสอบ", "code": "19010504", "client_key": "k1"}
    answer = desk.post("/places/190105/add/", facts)
    assert answer.status_code == 302
    assert answer.url == "/places/19010504/"
    assert desk.post("/places/190105/add/", facts).url == answer.url, "sent twice, taken once"
    assert Area.objects.visible_to(PUBLIC).filter(name="บ้านใหม่ทดสอบ").count() == 1


def test_a_wrong_code_is_told_beside_its_field(desk: Client) -> None:
    answer = desk.post(
        "/places/190105/add/", {"kind": "village", "moo": "4", "name": "บ้านผิด", "code": "33010504"}
    )
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors


def test_a_rename_is_asked_first_and_changes_nothing_until_answered(desk: Client, land: World) -> None:
    facts = {"name": "ดาวใหม่", **WHY}
    asked = desk.post("/places/190105/rename/", facts)
    assert any("ดาวใหม่" in effect for effect in asked.context["question"].will)
    assert area_by_code(PUBLIC, "190105").name == "ดาวเรือง"
    assert "ดาวใหม่" not in asked.content.decode().partition("<form")[0], "the rehearsal left nothing behind"
    answer = answered(desk, "/places/190105/rename/", facts)
    assert answer.url == "/places/190105/history/"
    assert area_by_code(PUBLIC, "190105").name == "ดาวใหม่"
    page = desk.get(answer.url).content.decode()
    assert "ดาวเรือง" in page, "the old name"
    assert "เล่ม 143" in page, "the reference"


def test_an_answer_to_other_facts_is_asked_again(desk: Client, land: World) -> None:
    asked = desk.post("/places/190105/rename/", {"name": "ดาวใหม่", **WHY})
    mark = asked.context["question"].mark
    again = desk.post("/places/190105/rename/", {"name": "ดาวอื่น", **WHY, "confirm": mark})
    assert again.status_code == 200
    assert again.context["question"] is not None
    assert area_by_code(PUBLIC, "190105").name == "ดาวเรือง"


def test_a_day_to_come_is_refused_beside_the_day(desk: Client) -> None:
    answer = desk.post("/places/190105/rename/", {"name": "ดาวใหม่", **WHY, "on_2": "2575"})
    assert answer.status_code == 422
    assert "on" in answer.context["form"].errors


def test_a_split_counts_before_and_after(desk: Client, land: World) -> None:
    third = land.villages[2]
    facts = {"name_1": "ดาวแยก", "code_1": "190119", "goes_on": "yes", f"goes_{third.pk}": "1", **WHY}
    will = desk.post("/places/190105/split/", facts).context["question"].will
    assert [re.findall(r"\d+", effect)[-1] for effect in will[:3]] == ["3", "2", "1"]
    assert answered(desk, "/places/190105/split/", facts).status_code == 302
    assert [child.pk for child in children(PUBLIC, area_by_code(PUBLIC, "190119"))] == [third.pk]
    assert len(children(PUBLIC, area_by_code(PUBLIC, "190105"))) == 2


def test_a_merger_ends_the_others(desk: Client, land: World) -> None:
    facts = {"areas": [str(land.tambon.pk)], **WHY}
    assert answered(desk, "/places/190106/merge/", facts).status_code == 302
    assert area_by_code(PUBLIC, "190105").code == "190106", "the former code leads to its successor"
    assert len(children(PUBLIC, area_by_code(PUBLIC, "190106"))) == 3


def test_a_move_takes_a_place_typed_in_words(desk: Client, land: World) -> None:
    facts = {"parent": "อ.แก่งคอย", **WHY}
    assert answered(desk, "/places/190105/move/", facts).status_code == 302
    moved = Area.objects.visible_to(PUBLIC).get(pk=land.tambon.pk)
    assert moved.parent_id == land.other_district.pk
    assert children(PUBLIC, land.district, land.villages[0].since or moved.since) is not None


# ---------------------------------------------------------------- a place in a form


class Choosing(forms.Form):
    place = PlaceField(kinds=(AreaKind.DISTRICT,))


@pytest.fixture
def two_capitals(land: World) -> World:
    """A second amphoe called เมือง."""
    far = Area(
        kind="district", code="3301", path="33.01.", name="เมืองศรีสะเกษ", parent=land.elsewhere,
        sort_key="เมืองศรีสะเกษ", search_key="เมืองศรีสะเกษ",
    )  # fmt: skip
    lay([far], [Placement(area=far, parent=land.elsewhere, path=far.path)])
    return land


def test_one_meaning_is_taken(land: World) -> None:
    form = Choosing({"place": "แก่งคอย"})
    assert form.is_valid()
    assert form.cleaned_data["place"].pk == land.other_district.pk


def test_several_meanings_are_offered_and_one_is_chosen(two_capitals: World) -> None:
    form = Choosing({"place": "อำเภอเมือง"})
    assert not form.is_valid()
    page = str(form["place"])
    assert 'value="1901"' in page
    assert 'value="3301"' in page
    chosen = Choosing({"place": "อำเภอเมือง", "place_key": "3301", "place_asked": "อำเภอเมือง"})
    assert chosen.is_valid()
    assert chosen.cleaned_data["place"].code == "3301"


def test_a_choice_for_other_words_is_forgotten(two_capitals: World) -> None:
    form = Choosing({"place": "แก่งคอย", "place_key": "3301", "place_asked": "อำเภอเมือง"})
    assert form.is_valid()
    assert form.cleaned_data["place"].code == "1902"


def test_a_place_of_another_kind_is_not_taken(land: World) -> None:
    assert not Choosing({"place": "ดาวเรือง"}).is_valid()
    assert not Choosing({"place": "ไม่มีที่นี่แน่นอน"}).is_valid()


def test_what_is_kept_stays_when_nothing_is_typed(land: World) -> None:
    shown = str(Choosing(initial={"place": land.district})["place"])
    text = re.search(r'name="place" value="([^"]+)"', shown)
    assert text
    assert 'name="place_key" value="1901"' in shown
    assert Choosing({"place": text[1], "place_key": "1901", "place_asked": text[1]}).is_valid()


def test_the_list_under_the_box_comes_by_address(two_capitals: World) -> None:
    page = (
        Client()
        .get("/places/find/", {"for": "place", "kinds": "district", "place": "อำเภอเมือง"})
        .content.decode()
    )
    assert 'name="place_key" value="1901"' in page
    assert 'value="3301"' in page
    assert "<html" not in page
    whole = Client().get("/places/find/", {"for": '"><script>', "q": "แก่งคอย"}).content.decode()
    assert "<html" in whole
    assert "<script>alert" not in whole


# ---------------------------------------------------------------- groups of areas


@pytest.fixture
def zones(land: World) -> tuple[AreaGroup, AreaGroup]:
    """Two zones of fiscal year 2569, one of them ended with it."""
    from datetime import date

    facts = {"actor": SYSTEM, "area": land.province, "kind": "zone", "on": date(2025, 10, 1)}
    land.zone_members = keep_group(
        actor=SYSTEM, area=land.province, kind="zone", group=land.zone, name=land.zone.name,
        members=[land.district], on=date(2026, 1, 1), until=date(2026, 1, 2),
    )  # fmt: skip
    north = keep_group(
        **{**facts, "on": date(2026, 1, 2)},
        name="โซน 1 ปี 2569",
        members=[land.district],
        until=date(2026, 10, 1),
    )
    south = keep_group(
        **{**facts, "on": date(2026, 1, 2)}, name="โซน 2 ปี 2569", members=[land.other_district]
    )
    return north, south


def test_last_years_zones_go_on_in_one_go(
    desk: Client, zones: tuple[AreaGroup, AreaGroup], land: World
) -> None:
    _north, south = zones
    form = desk.get("/groups/copy/?place=19&year=2570").context["form"]
    assert [bound.value() for _group, _tick, bound in form.rows] == ["โซน 1 ปี 2570", "โซน 2 ปี 2570"]
    facts: dict[str, Any] = {**DAY}
    for group in zones:
        facts |= {f"copy_{group.pk}": "on", f"name_{group.pk}": group.name.replace("2569", "2570")}
    assert answered(desk, "/groups/copy/?place=19&year=2570", facts).status_code == 302
    new = AreaGroup.objects.visible_to(PUBLIC).get(name="โซน 2 ปี 2570")
    assert [area.pk for area in members_of(PUBLIC, new)] == [land.other_district.pk]
    old = AreaGroup.objects.visible_to(PUBLIC).get(pk=south.pk)
    assert str(old.until) == "2026-10-01"
    assert [area.pk for area in members_of(PUBLIC, old)] == [land.other_district.pk], (
        "last year's stays readable"
    )
    assert desk.get("/groups/copy/?place=19&year=2570").status_code == 302, "nothing is left to go on with"


def test_an_amphoe_in_two_zones_is_refused_beside_the_members(desk: Client, zones: Any, land: World) -> None:
    facts = {"kind": "zone", "name": "โซนซ้ำ", "members": [str(land.other_district.pk)], **DAY}
    answer = desk.post("/groups/add/?place=19", facts)
    assert answer.status_code == 422
    assert "members" in answer.context["form"].errors


def test_a_group_that_has_an_end_can_still_be_changed(desk: Client, land: World) -> None:
    facts = {
        "kind": "zone", "name": "โซนกลาง", "members": [str(land.other_district.pk)], **DAY,
        "until_0": "30", "until_1": "9", "until_2": "2570", "client_key": "g1",
    }  # fmt: skip
    made = desk.post("/groups/add/?place=19", facts)
    assert made.status_code == 302
    change = {**facts, "name": "โซนกลางใหม่", "on_1": "11"}
    assert desk.post(f"{made.url}change/", change).status_code == 302
    group = AreaGroup.objects.visible_to(PUBLIC).get(name="โซนกลางใหม่")
    assert str(group.until) == "2027-10-01"
    assert len(members_of(PUBLIC, group)) == 1


def test_a_group_that_has_ended_stays_as_it_was(desk: Client, zones: tuple[AreaGroup, AreaGroup]) -> None:
    assert desk.get(f"/groups/{zones[0].pk}/change/").status_code == 422


# ---------------------------------------------------------------- local governments, council areas


def test_a_local_government_is_kept_with_its_covers(desk: Client, land: World) -> None:
    facts = {
        "kind": "town",
        "name": "ทดสอบ",
        f"cover_{land.tambon.pk}": "partly",
        f"cover_{land.next_tambon.pk}": "whole",
        "client_key": "b1",
    }
    assert desk.post("/local-governments/add/?place=19", facts).status_code == 302
    body = LocalGovernment.objects.visible_to(PUBLIC).get()
    assert body.area_id == land.next_tambon.pk
    page = desk.get("/local-governments/?place=19").content.decode()
    assert "ต.ดาวเรือง (บางส่วน)" in page
    half = desk.post(
        f"/local-governments/{body.pk}/change/", {**facts, "latitude": "14.5", "client_key": "b2"}
    )
    assert half.status_code == 422
    assert "longitude" in half.context["form"].errors


def test_the_list_of_council_areas_is_asked_and_confirmed(desk: Client, land: World) -> None:
    path = "/council-areas/propose/?place=19"
    page = desk.get(path)
    offered = page.context["comparison"].offered
    assert {one.area.name: (one.is_listed, one.is_proposed) for one in offered} == {
        "ดาวเรือง": (True, True), "นาโฉง": (False, True),
    }  # fmt: skip
    keep = [one.key for one in offered if one.area.name == "นาโฉง"]
    facts = {"areas": keep, "on_0": "23", "on_1": "11", "on_2": "2569"}
    will = " ".join(desk.post(path, facts).context["question"].will)
    assert "สภาองค์กรชุมชนตำบลดาวเรือง" in will, "a council stands in the area that leaves"
    assert answered(desk, path, facts).status_code == 302
    rows = CouncilArea.objects.visible_to(PUBLIC)
    assert [row.name for row in rows.filter(until__isnull=True)] == ["นาโฉง"]


def test_an_empty_list_is_refused(desk: Client) -> None:
    answer = desk.post("/council-areas/propose/?place=19", {"on_0": "23", "on_1": "11", "on_2": "2569"})
    assert answer.status_code == 422
    assert "areas" in answer.context["form"].errors


@pytest.mark.parametrize("role", [Role.AGENCY, Role.AUDITOR])
def test_who_only_reads_does_not_confirm(land: World, role: Role) -> None:
    reader = browser_of(land.seat(land.province, role, "reader"))
    assert reader.get("/council-areas/?place=19").status_code == 200
    assert reader.get("/council-areas/propose/?place=19").status_code == 403
