"""What goes out comes in again and changes nothing: dates, places, posts and officers as they are held."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.exchange import outgoing, presenting, queries
from khabuan.exchange.lists.words import title_of_post
from khabuan.exchange.models import ImportRow
from khabuan.places.models import Area, LocalGovernment, LocalGovernmentCover
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Identity, Organisation, Person, Post
from tests.exchange.conftest import World, by_hand
from tests.exchange.test_people_list import BODY, row

ADDED_PLACES = (("district", "1903", "บ้านหมอ"), ("subdistrict", "190301", "บ้านหมอ"))


def again(world: World, sheet: str, code: str = "19", kind: str = "xlsx") -> dict[str, int]:
    """What an export says when it is sent in again; all that is not "same" is shown by the assertion."""
    area = world.areas[code]
    out = outgoing.export(world.actor("province"), offers.sheets[sheet], area, kind=kind)
    batch = world.take_in(sheet, out.content, name=f"x.{kind}", code=code)
    rows = ImportRow.everywhere.filter(batch=batch).exclude(verdict="same")
    assert [(one.verdict, one.title, one.changes, one.remarks) for one in rows] == []
    return world.verdicts(batch)


@pytest.fixture
def ban_mo(world: World) -> Area:
    """An amphoe with a tambon of its own name that begins with บ้าน."""
    from khabuan.core.thai import search_key, sort_key
    from khabuan.places.names import skeleton

    for kind, code, name in ADDED_PLACES:
        area = Area(
            kind=kind, code=code, path="".join(code[at : at + 2] + "." for at in range(0, len(code), 2)), name=name,
            parent=world.areas[code[:-2]], sort_key=sort_key(name), search_key=search_key(name), skeleton=skeleton(name),
        )  # fmt: skip
        with by_hand():
            Area.new.bulk([area])
        world.areas[code] = Area.everywhere.get(code=code)
    return world.areas["1903"]


def someone(world: World, code: str, number: int = 1, **facts: Any) -> Person:
    return add_person(
        actor=Actor.system(),
        area=world.areas[code],
        given=f"สมมุติ{'กขคงจฉ'[number]}",
        surname="ทดลองออก",
        **facts,
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_dates_known_to_the_month_or_year_are_compared_as_far_as_they_are_known(
    world: World, kind: str
) -> None:
    group = add_organisation(
        actor=Actor.system(), area=world.areas["190105"], kind="community", name="กลุ่มทดลองออก",
        founded_on=date(2005, 3, 15), founded_precision="year",
    )  # fmt: skip
    born = someone(world, "190105", born_on=date(1962, 3, 15), born_precision="month")
    post = add_post(actor=Actor.system(), organisation=group, title="committee")
    appoint(
        actor=Actor.system(), post=post, person=born, since=date(2020, 5, 6), since_precision="year",
        until=date(2028, 5, 6), until_precision="month",
    )  # fmt: skip
    assert again(world, "groups", kind=kind) == {"same": 1}
    assert again(world, "people", kind=kind) == {"same": 1}


def test_a_date_that_says_less_changes_nothing_and_one_that_says_more_does(world: World) -> None:
    group = {"name": "กลุ่มทดสอบ ข", "kind": "ชุมชน", "place": "ต.นาโฉง", "founded_on": "มี.ค. 2548"}
    world.save(world.take_in("groups", [group]))
    assert world.verdicts(world.take_in("groups", [{**group, "founded_on": "2548"}])) == {"same": 1}
    batch = world.take_in("groups", [{**group, "founded_on": "15/3/2548"}])
    line = presenting.row_lines(batch, queries.rows_of(world.actor("province"), batch))[0]
    assert line.changes == "จะเปลี่ยน: วันก่อตั้ง มี.ค. 2548 เป็น 15 มี.ค. 2548"
    world.save(batch)
    assert Organisation.everywhere.get(name=group["name"]).founded_precision == "day"


def test_places_go_out_with_their_kind_and_come_in_as_that_kind(world: World, ban_mo: Area) -> None:
    someone(world, "1903", 1)
    someone(world, "190301", 2)
    someone(world, "19", 3)
    someone(world, "19010502" if "19010502" in world.areas else "190105", 4)
    assert again(world, "people") == {"same": 4}


def test_a_holder_who_lives_elsewhere_goes_out_and_comes_in(world: World) -> None:
    body = Organisation.everywhere.get(name=BODY)
    post = add_post(actor=Actor.system(), organisation=body, title="adviser")
    appoint(actor=Actor.system(), post=post, person=someone(world, "190106"), since=date(2025, 1, 1))
    assert again(world, "people", code="190105") == {"same": 1}
    assert Person.everywhere.get().area == world.areas["190106"]


def test_posts_of_one_wording_with_one_holder_each_and_closed_posts_come_in_again(world: World) -> None:
    body = Organisation.everywhere.get(name=BODY)
    for number in (1, 2):
        post = add_post(actor=Actor.system(), organisation=body, title="national_delegate", holders=1)
        appoint(
            actor=Actor.system(), post=post, person=someone(world, "190105", number), since=date(2025, 1, 1)
        )
    closed = add_post(actor=Actor.system(), organisation=body, title="chair", label="ประธานชั่วคราว")
    appoint(
        actor=Actor.system(), post=closed, person=someone(world, "190105", 3), since=date(2020, 1, 1),
        ended_on=date(2021, 1, 1),
    )  # fmt: skip
    with by_hand():
        Post.everywhere.filter(pk=closed.pk).update(until=date(2021, 1, 1))
    assert again(world, "people") == {"same": 3}


def test_bodies_of_one_name_are_told_apart_by_the_key(world: World) -> None:
    for code in ("190106", "190201"):
        body = add_organisation(
            actor=Actor.system(), area=world.areas[code], kind="savings_group", name="กลุ่มออมทรัพย์"
        )
        post = add_post(actor=Actor.system(), organisation=body, title="committee")
        appoint(
            actor=Actor.system(),
            post=post,
            person=someone(world, "190105", int(code[3])),
            since=date(2025, 1, 1),
        )
    assert again(world, "people") == {"same": 2}


AGENCY = {
    "name": "สำนักงานทดลอง", "place": "อ.แก่งคอย", "ministry": "มหาดไทย", "phone": "036-123456",
    "officer_full_name": "นายสมมุติ ทดลองหนึ่ง", "post": "เจ้าหน้าที่", "since": "1 ต.ค. 2568",
}  # fmt: skip


def test_an_agency_s_officers_are_known_again_by_their_keys(world: World) -> None:
    names = ("นายสมมุติ ทดลองหนึ่ง", "นายสมมุติ ทดลองสอง", "นางทดสอบ ทดลองสาม")
    world.save(world.take_in("agencies", [{**AGENCY, "officer_full_name": name} for name in names]))
    assert again(world, "agencies") == {"same": 3}
    assert Person.everywhere.count() == 3


def test_an_officer_who_lives_elsewhere_is_known_by_name_in_the_office(world: World) -> None:
    world.save(world.take_in("agencies", [AGENCY]))
    with by_hand():
        Person.everywhere.update(area=world.areas["190105"])
    assert world.verdicts(world.take_in("agencies", [AGENCY])) == {"same": 1}


def test_the_phone_of_an_office_is_not_its_officer_s(world: World) -> None:
    batch = world.save(world.take_in("agencies", [AGENCY]))
    assert world.verdicts(batch) == {"saved": 1}
    assert not Identity.everywhere.exists()
    assert Organisation.everywhere.get(name=AGENCY["name"]).phone
    batch = world.take_in("agencies", [{**AGENCY, "officer_title": "นาย", "since": "2 ต.ค. 2568"}])
    line = presenting.row_lines(batch, queries.rows_of(world.actor("province"), batch))[0]
    assert (line.words, "ดำรงตำแหน่งตั้งแต่" in line.changes) == ("เปลี่ยน", True)


def test_a_row_that_was_settled_says_what_it_changes(world: World) -> None:
    from khabuan.exchange import actions

    add_person(actor=Actor.system(), area=world.areas["190106"], given="สมมุติข", surname="ทดลองด")
    batch = world.take_in("people", [row(1)])
    waiting = ImportRow.everywhere.select_related("batch__area").get(batch=batch)
    actions.settle_row(
        actor=world.actor("province"), row=waiting, decision=f"same:{waiting.candidates[0]['key']}"
    )
    line = presenting.row_lines(batch, [waiting])[0]
    assert "ตำแหน่ง" in line.changes
    assert "วันเกิด" in line.changes


# ---------------------------------------------------------------- one person, one term, twice in a file


def test_overlapping_terms_of_one_person_settle_and_never_rewrite_each_other(world: World) -> None:
    rows = [
        row(1, post="เลขานุการ", since="1 ต.ค. 2568"),
        row(1, post="เลขานุการ", since="1 ม.ค. 2569"),
    ]
    for _round in range(3):
        batch = world.take_in("people", rows)
        found = dict(ImportRow.everywhere.filter(batch=batch).values_list("number", "verdict"))
        assert found == {3: "new" if _round == 0 else "same", 4: "wrong"}
        assert "แถว 3" in world.wrong(batch)[0].what
        if _round == 0:
            world.save(batch)
    assert Appointment.everywhere.get().since == date(2025, 10, 1)


def test_one_row_ends_a_term_and_the_next_begins_another(world: World) -> None:
    world.save(world.take_in("people", [row(1, post="ประธาน", since="1/1/2565"), row(2, post="กรรมการ")]))
    rows = [
        row(1, post="ประธาน", since="1/1/2565", ended_on="1/6/2566"),
        row(1, post="ประธาน", since="1/6/2567"),
        row(2, post="ประธาน", since="1/6/2566", ended_on="1/6/2567"),
    ]
    batch = world.take_in("people", rows)
    assert world.verdicts(batch) == {"change": 2, "new": 1} or world.verdicts(batch) == {"change": 3}
    world.save(batch)
    assert Appointment.everywhere.filter(post__title="chair").count() == 3


# ---------------------------------------------------------------- which post a wording means


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ประธาน", "chair"), ("ประธานสภา", "chair"), ("ประธานสภาองค์กรชุมชนตำบลดาวเรือง", "chair"), ("ประธานกองทุนสวัสดิการ", "chair"),
        ("ประธานคณะทำงาน", "chair"), ("ประธานกลุ่มออมทรัพย์", "chair"), ("ประธาน (รักษาการ)", "other"),
        ("ประธานที่ปรึกษา", "adviser"), ("ประธานอนุกรรมการ", "other"), ("ประธานคณะอนุกรรมการ", "other"), ("ประธานฝ่ายสวัสดิการ", "other"),
        ("ประธานกรรมการฝ่ายจัดหา", "other"), ("ประธานกิตติมศักดิ์", "other"), ("รองประธานคนที่ 1", "vice_chair"),
        ("เลขานุการคณะอนุกรรมการ", "other"), ("เลขานุการสภาตำบล", "secretary"), ("นายกสมาคมแม่บ้าน", "other"),
        ("นายก อบต.ดาวเรือง", "local_executive"), ("นายอำเภอแก่งคอย", "district_chief"), ("ผู้อำนวยการกลุ่มงาน", "other"),
        ("ผู้อำนวยการสำนักงาน พอช.", "head_of_office"), ("กรรมการฝ่ายสวัสดิการ", "committee"),
    ],
)  # fmt: skip
def test_only_the_one_post_of_a_whole_body_is_its_chair(typed: str, title: str) -> None:
    assert title_of_post(typed) == title


def test_a_chair_of_advisers_stands_beside_the_chair(world: World) -> None:
    rows = [
        row(1, post="ประธาน"),
        row(2, post="ประธานที่ปรึกษา"),
        row(3, post="ประธานอนุกรรมการ"),
        row(4, post="ประธานฝ่ายสวัสดิการ"),
    ]
    batch = world.save(world.take_in("people", rows))
    assert world.verdicts(batch) == {"saved": 4}
    assert world.verdicts(world.take_in("people", rows)) == {"same": 4}
    assert again(world, "people") == {"same": 4}


def test_the_wording_of_a_post_on_record_means_that_post(world: World) -> None:
    body = Organisation.everywhere.get(name=BODY)
    add_post(actor=Actor.system(), organisation=body, title="chair", label="ประธานที่ประชุม")
    add_post(actor=Actor.system(), organisation=body, title="chair", label="ประธานฝ่ายเก่า")
    world.save(world.take_in("people", [row(1, post="ประธานฝ่ายเก่า")]))
    assert Appointment.everywhere.get().post.label == "ประธานฝ่ายเก่า"
    assert Post.everywhere.count() == 2


# ---------------------------------------------------------------- local governments as places


@pytest.fixture
def towns(world: World) -> World:
    """A town of the province's name in one tambon, a TAO over two."""
    from khabuan.core.thai import search_key, sort_key

    for kind, name, at, codes in (
        ("city", "สระบุรี", "1901", ("190106",)),
        ("tao", "ดาวเรือง", "190105", ("190105", "190106")),
        ("town", "ท่าลาน", "1902", ("190201",)),
    ):
        with by_hand():
            (body,) = LocalGovernment.new.bulk([
                LocalGovernment(
                    kind=kind, name=name, area=world.areas[at], sort_key=sort_key(name), search_key=search_key(name)
                )
            ])  # fmt: skip
            LocalGovernmentCover.new.bulk(
                LocalGovernmentCover(local_government=body, area=world.areas[code]) for code in codes
            )
    return world


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("เทศบาลเมืองสระบุรี", "190106"), ("ทม.สระบุรี", "190106"), ("เทศบาลสระบุรี จ.สระบุรี", "190106"), ("ทต.ท่าลาน", "190201"),
        ("เทศบาลตำบลท่าลาน อ.แก่งคอย", "190201"), ("อบต.ท่าคล้อ", "190201"),
    ],
)  # fmt: skip
def test_a_local_government_stands_for_its_tambon(towns: World, typed: str, code: str) -> None:
    batch = towns.save(towns.take_in("people", [row(1, place=typed, body="", post="", since="")]))
    assert towns.verdicts(batch) == {"saved": 1}
    assert Person.everywhere.get().area == towns.areas[code]
    assert any("เป็น" in words for words in queries.notices_of(towns.actor("province"), batch))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("อบต.ดาวเรือง", "คลุมหลายตำบล"), ("เทศบาลเมืองแก่งคอย", "ยังไม่มีองค์กรปกครองส่วนท้องถิ่น"),
        ("เทศบาลตำบลไม่มีจริง", "ยังไม่มีองค์กรปกครองส่วนท้องถิ่น"), ("ต.สระบุรี", "ไม่พบ"),
    ],
)  # fmt: skip
def test_a_local_government_that_is_not_clear_is_asked_for(towns: World, typed: str, word: str) -> None:
    batch = towns.take_in("people", [row(1, place=typed, body="", post="", since="")])
    assert towns.verdicts(batch) == {"wrong": 1}
    assert word in towns.wrong(batch)[0].what


def test_a_town_that_is_not_on_record_is_not_read_as_its_province(world: World) -> None:
    batch = world.take_in("people", [row(1, place="เทศบาลเมืองสระบุรี", body="", post="", since="")])
    assert world.verdicts(batch) == {"wrong": 1}


def test_a_council_stands_in_its_municipality(towns: World) -> None:
    council = {"name": "สภาองค์กรชุมชนเทศบาลตำบลท่าลาน", "place": "เทศบาลตำบลท่าลาน"}
    batch = towns.save(towns.take_in("councils", [council]))
    assert towns.verdicts(batch) == {"saved": 1}
    assert Organisation.everywhere.get(name=council["name"]).area == towns.areas["190201"]


def test_a_wrong_row_claims_no_term(world: World) -> None:
    world.save(world.take_in("people", [row(1, post="เลขานุการ")]))
    rows = [row(1, post="เลขานุการ", house_since="31/2/2566"), row(1, post="เลขานุการ")]
    wrong_until = [row(1, post="เลขานุการ", until="31/2/2566"), row(1, post="เลขานุการ")]
    assert world.verdicts(world.take_in("people", wrong_until)) == {"wrong": 1, "same": 1}
    assert world.verdicts(world.take_in("people", rows))["wrong"] >= 1
