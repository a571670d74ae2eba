"""Houses and on whose behalf: in, again, changed, and out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.exchange import outgoing
from khabuan.exchange.models import ImportBatch, ImportRow
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_household, join_household
from khabuan.registry.models import Appointment, Household, HouseholdMember, Organisation, Person
from tests.exchange.conftest import World
from tests.exchange.test_people_list import row

VILLAGE = "ม.1 ต.ดาวเรือง อ.เมือง"


def add_body(world: World, code: str, name: str) -> Organisation:
    made: Organisation = add_organisation(
        actor=Actor.system(), area=world.areas[code], kind="savings_group", name=name
    )
    return made


def memberships() -> list[tuple[str, str, str, date | None, date | None]]:
    return [
        (one.household.area.name, one.household.house_no, one.role, one.since, one.until)
        for one in HouseholdMember.everywhere.select_related("household__area").order_by("pk")
    ]


def export(world: World, kind: str = "xlsx") -> bytes:
    sheet = offers.sheets["people"]
    content: bytes = outgoing.export(world.actor("province"), sheet, world.areas["19"], kind=kind).content
    return content


def said(world: World, batch: ImportBatch) -> list[tuple[str, str]]:
    return [(cell.heading, cell.what) for cell in world.wrong(batch)]


# ---------------------------------------------------------------- houses


def test_the_same_number_in_the_same_village_is_the_same_house(world: World) -> None:
    rows = [
        row(1, place=VILLAGE, house_no="12/3", house_role="เจ้าบ้าน", house_since="1/2/2550"),
        row(2, place=VILLAGE, house_no="เลขที่ ๑๒ / ๓"),
        row(3, place="ม.2 ต.ดาวเรือง อ.เมือง", house_no="12/3"),
        row(4, place=VILLAGE, house_no=7),
        row(1, post="เหรัญญิก", place=VILLAGE, house_no="12/3"),
    ]  # fmt: skip
    batch = world.save(world.take_in("people", rows))
    assert world.verdicts(batch) == {"saved": 5}
    assert memberships() == [
        ("บ้านทดสอบ 1", "12/3", "head", date(2007, 2, 1), None), ("บ้านทดสอบ 1", "12/3", "resident", None, None),
        ("บ้านทดสอบ 2", "12/3", "resident", None, None), ("บ้านทดสอบ 1", "7", "resident", None, None),
    ]  # fmt: skip
    assert Household.everywhere.count() == 3
    assert world.verdicts(world.take_in("people", rows)) == {"same": 5}


def test_a_house_in_the_book_is_joined_and_not_made_again(world: World) -> None:
    village = world.areas["190105"].__class__.everywhere.get(code="19010501")
    house = add_household(actor=Actor.system(), area=village, house_no="๙/๑")
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="9/1")]))
    assert HouseholdMember.everywhere.get().household == house
    assert Household.everywhere.count() == 1


def test_a_move_in_a_file_sent_again_ends_the_former_membership_and_keeps_it(world: World) -> None:
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="1")]))
    batch = world.take_in("people", [row(1, place=VILLAGE, house_no="2", house_since="1/9/2569")])
    assert ImportRow.everywhere.get(batch=batch).changes == [
        ["house_no", "1", "2"], ["house_since", "", "2026-09-01"]
    ]  # fmt: skip
    world.save(batch)
    assert [one[1:] for one in memberships()] == [
        ("1", "resident", None, date(2026, 9, 1)), ("2", "resident", date(2026, 9, 1), None)
    ]  # fmt: skip


def test_another_role_is_told_and_kept_with_its_day(world: World) -> None:
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="1")]))
    batch = world.save(world.take_in("people", [row(1, house_role="หัวหน้าครัวเรือน", place=VILLAGE)]))
    assert world.verdicts(batch) == {"saved": 1}
    assert [one[1:] for one in memberships()] == [
        ("1", "resident", None, date(2026, 11, 23)), ("1", "head", None, None)
    ]  # fmt: skip
    from khabuan.exchange import sentences

    (change,) = ImportRow.everywhere.get(batch=batch).changes
    assert sentences.change_words(batch, *change).endswith("ผู้อยู่อาศัย เป็น เจ้าบ้าน")


def test_a_day_alone_is_corrected_where_it_stands(world: World) -> None:
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="1")]))
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="1", house_since="2550")]))
    assert [one[1:] for one in memberships()] == [("1", "resident", date(2007, 1, 1), None)]


def test_blank_house_cells_leave_the_house(world: World) -> None:
    world.save(world.take_in("people", [row(1, place=VILLAGE, house_no="1", house_role="เจ้าบ้าน")]))
    for cells in ({}, {"house_no": "", "house_role": ""}, {"house_no": "-"}, {"house_no": "1"}):
        assert world.verdicts(world.take_in("people", [row(1, place=VILLAGE, **cells)])) == {"same": 1}, cells
    assert len(memberships()) == 1


@pytest.mark.parametrize(
    ("cells", "heading", "what"),
    [
        ({"house_no": date(2026, 3, 12)}, "บ้านเลขที่", "เปลี่ยนบ้านเลขที่เป็นวันที่"),
        ({"house_role": "เจ้าบ้าน"}, "บ้านเลขที่", "ไม่มีบ้านเลขที่"),
        ({"house_no": "1", "house_role": "แมว"}, "อยู่ในบ้านในฐานะ", "ไม่มีในรายการ"),
        ({"house_no": "1" * 41}, "บ้านเลขที่", "40"),
        ({"house_no": "1", "house_since": "31/2/2566"}, "อยู่บ้านนี้ตั้งแต่วันที่", "ไม่มีวันที่นี้"),
        ({"house_no": "1", "place": "อ.เมือง"}, "บ้านเลขที่", "หมู่บ้านหรือตำบล"),
    ],
)
def test_what_is_wrong_with_a_house_is_said(
    world: World, cells: dict[str, Any], heading: str, what: str
) -> None:
    batch = world.take_in("people", [row(1, **cells)])
    ((column, words),) = said(world, batch)
    assert (column, what in words) == (heading, True), words
    world_before = Household.everywhere.count(), Person.everywhere.count()
    assert world_before == (0, 0)


def test_a_rehearsal_makes_no_house(world: World) -> None:
    world.take_in("people", [row(1, place=VILLAGE, house_no="1"), row(2, place=VILLAGE, house_no="1")])
    assert Household.everywhere.count() == 0


# ---------------------------------------------------------------- on whose behalf


def test_on_whose_behalf_comes_in_by_name(world: World) -> None:
    group = add_body(world, "190105", "กลุ่มออมทรัพย์ทดลอง")
    rows = [row(1, on_behalf_of="กลุ่มออมทรัพย์ ทดลอง"), row(2)]
    world.save(world.take_in("people", rows))
    assert [one.on_behalf_of for one in Appointment.everywhere.order_by("pk")] == [group, None]
    assert world.verdicts(world.take_in("people", rows)) == {"same": 2}
    other = add_body(world, "190106", "กลุ่มออมทรัพย์อื่น")
    batch = world.take_in("people", [row(1, on_behalf_of=other.name), row(2, on_behalf_of="-")])
    assert world.verdicts(batch) == {"change": 1, "same": 1}
    assert ["on_behalf_of", group.name, other.name] in ImportRow.everywhere.get(
        batch=batch, verdict="change"
    ).changes
    world.save(batch)
    assert Appointment.everywhere.filter(on_behalf_of=other).count() == 1
    assert world.verdicts(world.take_in("people", [row(1)])) == {"same": 1}  # blank leaves it


def test_an_unknown_organisation_is_said_with_what_is_like_it(world: World) -> None:
    add_body(world, "190105", "กลุ่มออมทรัพย์ทดลอง")
    batch = world.take_in("people", [row(1, on_behalf_of="กลุ่มออมทรัพย์ทดลง"), row(2, on_behalf_of="ไม่รู้จักเลย")])
    like, unknown = said(world, batch)
    assert like[0] == unknown[0] == "ในนามของ"
    assert "ใกล้เคียง: กลุ่มออมทรัพย์ทดลอง" in like[1]
    assert "ใกล้เคียง" not in unknown[1]


def test_one_of_several_is_chosen_by_the_place_or_asked_for(world: World) -> None:
    far = [add_body(world, code, "กลุ่มออมทรัพย์ซ้ำ") for code in ("190106", "190201")]
    name = far[0].name
    batch = world.take_in("people", [row(1, on_behalf_of=name), row(2, on_behalf_of=f"{name} (ต.นาโฉง)")])
    ((column, words),) = said(world, batch)
    assert (column, "ต.นาโฉง" in words, "ต.ท่าคล้อ" in words) == ("ในนามของ", True, True)
    world.save(batch)
    assert Appointment.everywhere.get().on_behalf_of == far[0]
    assert world.verdicts(world.take_in("people", export(world))) == {
        "same": 1
    }  # told by name alone, and kept
    near = add_body(world, "190105", name)
    world.save(world.take_in("people", [row(3, on_behalf_of=name)]))  # the one of the council's own tambon
    assert Appointment.everywhere.order_by("-pk")[0].on_behalf_of == near


def test_nobody_is_named_beyond_the_reach(world: World) -> None:
    add_body(world, "330101", "กลุ่มออมทรัพย์ต่างจังหวัด")
    batch = world.take_in("people", [row(1, on_behalf_of="กลุ่มออมทรัพย์ต่างจังหวัด")])
    assert "ที่ท่านเห็นได้" in said(world, batch)[0][1]


def test_on_behalf_without_a_post_is_wrong(world: World) -> None:
    batch = world.take_in("people", [row(1, body="", post="", since="", on_behalf_of="สภา")])
    assert said(world, batch)[0][0] == "ตำแหน่ง"


# ---------------------------------------------------------------- out and in again


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_with_houses_and_bodies_sent_in_again_says_the_same(world: World, kind: str) -> None:
    add_body(world, "190105", "กลุ่มออมทรัพย์ทดลอง")
    world.save(
        world.take_in(
            "people",
            [
                row(1, place=VILLAGE, house_no="12/3", house_role="เจ้าบ้าน", house_since="1/2/2550"),
                row(2, on_behalf_of="กลุ่มออมทรัพย์ทดลอง", house_no="8"),
                row(3, body="", post="", since="", place=VILLAGE, house_no="12/3"),
                row(4, house_no="3/12"),
            ],
        )
    )
    person = Person.everywhere.get(given=row(4)["given"])
    # A house in a village, of a person of whom only the tambon is on record.
    village = world.areas["190105"].__class__.everywhere.get(code="19010502")
    house = add_household(actor=Actor.system(), area=village, house_no="3/12")
    join_household(actor=Actor.system(), person=person, household=house, role="away")
    before = memberships()
    batch = world.take_in("people", export(world, kind), name=f"รายชื่อ.{kind}")
    assert world.verdicts(batch) == {"same": 4}
    world_saved = memberships()
    assert world_saved == before
