"""The register as Popolo: valid by the public schemas, and nothing in it that is not public."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft3Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3
from tests.calendars.conftest import SYSTEM, Room, hold
from tests.registry.conftest import TODAY

from khabuan.access.actor import Actor, Span
from khabuan.portal.popolo import document
from khabuan.registry.actions.organisations import end_organisation
from khabuan.registry.actions.people import change_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Person

SCHEMAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in (Path(__file__).parent / "popolo").glob("*.json")
}
LOCAL: Registry = Registry().with_resources(
    [
        (name, Resource(one, DRAFT3))
        for one in SCHEMAS.values()
        for name in (one["id"], one["id"].removesuffix("#"))
    ]
)
PARTS = {
    "areas": "area", "organizations": "organization", "posts": "post", "persons": "person", "memberships": "membership",
}  # fmt: skip


def valid_by(schema: str) -> Draft3Validator:
    return Draft3Validator(SCHEMAS[schema], registry=LOCAL, format_checker=FormatChecker())


def told(room: Room, path: str = "19.", reader: Actor | None = None) -> dict[str, Any]:
    return json.loads("".join(document(room.world.areas[path], TODAY, reader or room.world.province)))


def names(found: dict[str, Any]) -> set[str]:
    return {one["name"] for one in found["organizations"]}


def test_every_part_is_valid_by_its_public_schema(room: Room) -> None:
    found = told(room)
    assert found["meta"] == {"place": "19", "as_of": "2026-11-23"}
    for part, schema in PARTS.items():
        assert found[part], part
        for one in found[part]:
            assert list(valid_by(schema).iter_errors(one)) == []


def test_the_schemas_bite() -> None:
    wrong = {"id": 7, "birth_date": "2569/1/1", "links": [{"note": "nowhere"}]}
    assert len(list(valid_by("person").iter_errors(wrong))) == 3


def test_what_is_named_is_there(room: Room) -> None:
    found = told(room)
    keys = {part: {one["id"] for one in found[part]} for part in PARTS}
    assert all(len(keys[part]) == len(found[part]) for part in PARTS)
    for one in found["memberships"]:
        assert one["person_id"] in keys["persons"]
        assert one["post_id"] in keys["posts"]
        assert one["organization_id"] in keys["organizations"]
    assert {one["area_id"] for one in found["organizations"]} <= keys["areas"]
    assert {one["parent_id"] for one in found["areas"] if "parent_id" in one} <= keys["areas"]


def test_holders_of_public_offices_are_named_and_others_are_not(room: Room) -> None:
    found = told(room)
    assert {one["name"] for one in found["persons"]} == {"ผู้ถือchair ทดสอบ", "ผู้ถือtreasurer ทดสอบ"}
    assert len(found["posts"]) == 3  # the collector's post is an office too; who holds it is not told
    assert {one["role"] for one in found["posts"]} == {"ประธาน", "เหรัญญิก", "ผู้เก็บเงิน"}


def test_the_public_is_told_the_offices_and_nobody_in_them(room: Room) -> None:
    found = told(room, reader=Actor.public())
    assert (found["persons"], found["memberships"]) == ([], [])
    assert (found["organizations"], found["posts"]) == (told(room)["organizations"], told(room)["posts"])
    assert "ผู้ถือ" not in json.dumps(found, ensure_ascii=False)


def test_a_seat_is_told_the_names_within_its_sight(room: Room) -> None:
    assert (
        told(room, reader=replace(room.world.province, spans=(Span.of("33."),), base="33."))["persons"] == []
    )
    mine = {one["name"] for one in told(room, reader=room.scene.officer)["persons"]}
    assert mine <= {"ผู้ถือchair ทดสอบ", "ผู้ถือtreasurer ทดสอบ"}


def test_nothing_of_a_person_but_the_name(room: Room) -> None:
    person = Person.everywhere.get(given="ผู้ถือchair")
    change_person(
        actor=SYSTEM, person=person, born_on=date(1960, 5, 4), note="ลับมาก", sex="f", nickname="แดง"
    )
    text = "".join(document(room.world.areas["19."], TODAY, room.world.province))
    for words in ("1960", "ลับมาก", "แดง", "gender", str(person.pk)):
        assert words not in text


def test_one_person_in_two_offices_is_one_person(room: Room) -> None:
    person = Person.everywhere.get(given="ผู้ถือchair")
    post = add_post(actor=SYSTEM, organisation=room.scene.council, title="secretary")
    appoint(actor=SYSTEM, post=post, person=person, since=date(2024, 1, 1), since_precision="year")
    found = told(room)
    mine = [one["id"] for one in found["persons"] if one["given_name"] == "ผู้ถือchair"]
    held = [one for one in found["memberships"] if one["person_id"] in mine]
    assert (len(mine), len(held)) == (1, 2)
    assert {one["start_date"] for one in held} == {"2023-01-01", "2024"}


def test_only_the_place_is_told_and_bodies_that_are_told_of(room: Room) -> None:
    room.world.body("savings_group", "กลุ่มออมทรัพย์ทดสอบ")
    room.world.body("council", "สภาต่างจังหวัด", "33.01.01.")
    assert names(told(room)) == {
        room.scene.council.name, room.scene.fund.name, room.scene.agency.name, "เกษตรจังหวัด",
    }  # fmt: skip
    assert names(told(room, "19.01.02.")) == {room.scene.fund.name}


def test_a_body_that_ended_and_who_died_are_not_told(room: Room) -> None:
    hold(room.world, room.scene.council, "chair", date(2027, 5, 31))
    gone = Person.everywhere.filter(given="ผู้ถือchair").latest("pk")
    change_person(actor=SYSTEM, person=gone, died_on=TODAY)
    end_organisation(actor=SYSTEM, organisation=room.scene.fund, on=TODAY, reason="ยุบ")
    assert told(room)["persons"] == []


def test_it_costs_no_more_queries_with_more_rows(room: Room) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            told(room)
        return len(captured)

    before = cost()
    for number in range(20):
        hold(room.world, room.world.body("network", f"เครือข่าย {number}"), "chair", date(2027, 5, 31))
    assert cost() == before <= 6


@pytest.mark.parametrize("path", ["/open/19/popolo.json", "/open/190101/popolo.json"])
def test_anybody_may_fetch_it_in_pieces(room: Room, path: str) -> None:
    answer = Client().get(path, headers={"accept-language": "en"})
    assert answer.streaming
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    found = json.loads(b"".join(answer))
    assert found["organizations"]
    assert all(one["role"] in ("ประธาน", "เหรัญญิก", "ผู้เก็บเงิน") for one in found["posts"])
    assert found["persons"] == []
    assert "Cookie" in answer["Vary"]


def test_of_the_whole_country_and_of_nowhere_there_is_none(room: Room) -> None:
    for path in ("/open/th/popolo.json", "/open/zz/popolo.json", "/open/99/popolo.json"):
        assert Client().get(path).status_code == 404


def test_the_page_leads_to_every_form(room: Room) -> None:
    page = Client().get("/open/?place=19").content.decode()
    for words in ("/open/19/popolo.json", "/calendar/how/19/", "/places/19/map.geojson"):
        assert words in page
    assert "เลือกจังหวัด" in Client().get("/open/?place=th").content.decode()
