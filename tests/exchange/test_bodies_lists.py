"""Community organisations, councils with registration, agencies with officers come in."""

from __future__ import annotations

from datetime import date
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.exchange import outgoing
from khabuan.registry.actions.people import change_person
from khabuan.registry.models import (
    Agency,
    Appointment,
    Community,
    Identity,
    Organisation,
    Person,
    Registration,
)
from tests.exchange.conftest import World

COUNCIL = {
    "name": "สภาองค์กรชุมชนตำบลท่าคล้อ",
    "place": "ต.ท่าคล้อ",
    "registered_on": "1 ก.พ. 2552",
    "registered_number": "1/2552",
}
GROUP = {"name": "กลุ่มทดสอบ ก", "kind": "ชุมชน", "place": "ม.2 ต.ดาวเรือง อ.เมือง", "member_count": 12}
AGENCY = {
    "name": "ที่ว่าการอำเภอทดสอบ", "place": "อ.แก่งคอย", "ministry": "มหาดไทย", "officer_full_name": "นายสมมุติ ทดลองหนึ่ง",
    "post": "นายอำเภอ", "since": "1 ต.ค. 2568",
}  # fmt: skip


def again(world: World, sheet: str) -> dict[str, int]:
    """What an export says when it is sent in again."""
    out = outgoing.export(world.actor("province"), offers.sheets[sheet], world.areas["19"])
    return world.verdicts(world.take_in(sheet, out.content))


def test_a_council_comes_in_with_its_registration(world: World) -> None:
    batch = world.save(world.take_in("councils", [COUNCIL]))
    assert world.verdicts(batch) == {"saved": 1}
    council = Organisation.everywhere.get(name=COUNCIL["name"])
    step = Registration.everywhere.get()
    assert (step.organisation, step.on, step.number) == (council, date(2009, 2, 1), "1/2552")
    assert world.verdicts(world.take_in("councils", [COUNCIL])) == {"same": 1}
    assert again(world, "councils") == {"same": 3}


def test_two_councils_for_one_area_in_one_file_are_found(world: World) -> None:
    batch = world.take_in("councils", [COUNCIL, {**COUNCIL, "name": "สภาอื่น"}])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}


def test_an_ambiguous_council_area_is_asked_for(world: World) -> None:
    batch = world.take_in("councils", [{**COUNCIL, "place": "ดาวเรือง"}])
    assert "อ.แก่งคอย" in world.wrong(batch)[0].what


def test_a_group_comes_in_and_is_known_again(world: World) -> None:
    world.save(world.take_in("groups", [GROUP]))
    assert Community.everywhere.get().member_count == 12
    assert world.verdicts(world.take_in("groups", [GROUP])) == {"same": 1}
    assert world.verdicts(world.take_in("groups", [{**GROUP, "member_count": 15}])) == {"change": 1}
    assert again(world, "groups") == {"same": 1}


def test_a_group_that_resembles_another_waits(world: World) -> None:
    world.save(world.take_in("groups", [GROUP]))
    batch = world.take_in("groups", [{**GROUP, "place": "ต.ดาวเรือง อ.เมือง"}])
    assert world.verdicts(batch) == {"choose": 1}


def test_an_agency_comes_in_with_its_officers(world: World) -> None:
    second = {**AGENCY, "officer_full_name": "นางสมมุติ ทดลองสอง", "post": "เจ้าหน้าที่"}
    batch = world.save(world.take_in("agencies", [AGENCY, second]))
    assert world.verdicts(batch) == {"saved": 2}
    assert (Agency.everywhere.count(), Person.everywhere.count(), Appointment.everywhere.count()) == (1, 2, 2)
    assert again(world, "agencies") == {"same": 2}


def test_two_heads_of_one_agency_are_found(world: World) -> None:
    second: dict[str, Any] = {**AGENCY, "officer_full_name": "นางสมมุติ ทดลองสอง"}
    batch = world.take_in("agencies", [AGENCY, second])
    assert world.verdicts(batch) == {"new": 1, "wrong": 1}
    assert "แถว 3 (นายสมมุติ ทดลองหนึ่ง)" in world.wrong(batch)[0].what


def test_a_step_that_is_refused_names_its_column_and_what_to_do(world: World) -> None:
    late = {**COUNCIL, "agreed_on": "1 มี.ค. 2552"}
    (cell,) = world.wrong(world.take_in("councils", [late]))
    assert (cell.heading, cell.typed) == ("วันที่จดแจ้ง", "1 ก.พ. 2552")
    assert "1 มี.ค. 2552" in cell.what
    assert cell.do


def test_an_export_of_agencies_with_officers_says_the_same_and_gives_nobody_the_office_s_phone(
    world: World,
) -> None:

    common = {"name": "สำนักงานทดสอบ", "place": "อ.เมือง", "phone": "036-000-000", "founded_on": "2548"}
    rows = [
        {**common, "officer_full_name": "นายสมมุติ หนึ่ง", "post": "หัวหน้าสำนักงาน", "since": "1/10/2568"},
        {**common, "officer_full_name": "นางสมมุติ สอง", "post": "เจ้าหน้าที่", "since": "1/10/2567"},
    ]
    world.save(world.take_in("agencies", rows))
    assert (Organisation.everywhere.filter(kind="agency").count(), Person.everywhere.count()) == (1, 2)
    assert Identity.everywhere.count() == 0

    change_person(actor=Actor.system(), person=Person.everywhere.order_by("pk")[0], born_on=date(1970, 1, 2))
    out = outgoing.export(world.actor("province"), offers.sheets["agencies"], world.areas["19"])
    assert world.verdicts(world.take_in("agencies", out.content)) == {"same": 2}


def test_a_list_that_knows_more_of_a_registration_fills_it_in(world: World) -> None:
    name = "สภาองค์กรชุมชนตำบลดาวเรือง"
    facts = {"name": name, "place": "ต.ดาวเรือง อ.เมืองสระบุรี"}
    world.save(world.take_in("councils", [{**facts, "registered_number": "7/2552"}]))
    batch = world.take_in(
        "councils", [{**facts, "registered_number": "7/2552", "registered_on": "15 มี.ค. 2552"}]
    )
    assert world.verdicts(batch) == {"change": 1}
    world.save(batch)
    step = Registration.everywhere.get(organisation__name=name, step="registered")
    assert (step.number, step.on) == ("7/2552", date(2009, 3, 15))
    again = world.take_in(
        "councils", [{**facts, "registered_number": "7/2552", "registered_on": "15 มี.ค. 2552"}]
    )
    assert world.verdicts(again) == {"same": 1}
    other = world.take_in("councils", [{**facts, "registered_number": "8/2552"}])
    assert world.verdicts(other) == {"wrong": 1}, "a second registration is no correction"


def test_members_of_a_fund_come_in_and_change(world: World) -> None:
    row = {
        "name": "กองทุนสวัสดิการชุมชนตำบลดาวเรือง",
        "kind": "กองทุนสวัสดิการชุมชน",
        "place": "ต.ดาวเรือง อ.เมืองสระบุรี",
    }
    world.save(world.take_in("groups", [{**row, "member_count": 120, "registered_on": "1 ม.ค. 2566"}]))
    fund = Organisation.everywhere.get(name=row["name"])
    assert Community.everywhere.get(organisation=fund).member_count == 120
    batch = world.take_in("groups", [{**row, "member_count": 999}])
    assert world.verdicts(batch) == {"change": 1}
    world.save(batch)
    assert Community.everywhere.get(organisation=fund).member_count == 999
    assert not Registration.everywhere.filter(organisation=fund).exists()


def test_a_number_is_filled_in_where_the_day_is_known(world: World) -> None:
    name = "สภาองค์กรชุมชนตำบลดาวเรือง"
    facts = {"name": name, "place": "ต.ดาวเรือง อ.เมืองสระบุรี", "registered_on": "15 มี.ค. 2552"}
    world.save(world.take_in("councils", [facts]))
    more = {**facts, "registered_number": "7/2552", "receiver": "กำนันสมมุติ"}
    batch = world.take_in("councils", [{**more, "registered_on": "2552"}])  # the year says less than the book
    assert world.verdicts(batch) == {"change": 1}
    world.save(batch)
    step = Registration.everywhere.get(organisation__name=name, step="registered")
    assert (step.number, step.receiver, step.on) == ("7/2552", "กำนันสมมุติ", date(2009, 3, 15))
    assert world.verdicts(world.take_in("councils", [more])) == {"same": 1}


def test_a_year_in_the_book_becomes_the_day_of_the_list(world: World) -> None:
    facts = {
        "name": "สภาองค์กรชุมชนตำบลดาวเรือง",
        "place": "ต.ดาวเรือง อ.เมืองสระบุรี",
        "registered_number": "7/2552",
    }
    world.save(world.take_in("councils", [{**facts, "registered_on": "2552"}]))
    batch = world.take_in("councils", [{**facts, "registered_on": "15 มี.ค. 2552"}])
    assert world.verdicts(batch) == {"change": 1}
    world.save(batch)
    step = Registration.everywhere.get(organisation__name=facts["name"], step="registered")
    assert (step.on, step.on_precision) == (date(2009, 3, 15), "day")
