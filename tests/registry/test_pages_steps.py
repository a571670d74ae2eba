"""Pages of registration steps, of ends and returns, and of a new term: through the doors that people use."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.registry.conftest import World
from tests.registry.test_pages_organisations import PAPER, SYSTEM, House, boxes, page

from khabuan.registry.actions import organisations as acts
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Registration


@pytest.fixture
def house(world: World) -> House:
    made = House(world)
    acts.record_registration(
        actor=SYSTEM,
        organisation=made.council,
        step="registered",
        on=date(2022, 1, 1),
        number="1",
        receiver="กำนัน",
    )
    member = add_post(actor=SYSTEM, organisation=made.council, title="member", holders=2, term_years=4)
    appoint(actor=SYSTEM, post=member, person=world.person("สมาชิก", "เก่า"), since=date(2022, 1, 1))
    return made


def at(house: House, rest: str) -> str:
    return f"/organisations/{house.council.pk}/{rest}"


def seen(shown: str) -> dict[str, str]:
    found = re.search(r'name="seen" value="(\w{32})"', shown)
    return {"seen": found[1]} if found else {}


# ---------------------------------------------------------------- steps


def test_the_step_is_chosen_first_and_one_that_is_done_says_why(house: House) -> None:
    shown = page(house.owner, at(house, "registrations/add/"))
    assert "step=changed" in shown
    assert "step=registered" not in shown
    assert "จดแจ้งไว้แล้ว" in shown
    assert "step=dissolved" not in shown, "another office ends bodies"
    assert "step=dissolved" in page(house.staff(), at(house, "registrations/add/"))


def test_a_form_has_the_boxes_of_its_step(house: House) -> None:
    shown = page(house.owner, at(house, "registrations/add/?step=sent_to_codi"))
    assert 'name="on_0"' in shown
    assert 'name="receiver"' not in shown
    assert 'name="present"' not in shown


def test_an_empty_form_is_refused_beside_each_box(house: House) -> None:
    where = at(house, "registrations/add/")
    answer = house.owner.post(where, {"step": "changed"})
    assert answer.status_code == 422
    assert answer.content.decode().count('class="err"') == 2
    assert not Registration.everywhere.filter(step="changed").exists()
    told = {"step": "changed", "on_unknown": "on", "receiver_unknown": "on"}
    assert house.owner.post(where, told).status_code == 302


def test_a_second_registration_is_refused_with_what_to_do(house: House) -> None:
    facts = {"step": "registered", **boxes("on", "1/2/2565"), "number": "2", "receiver": "กำนัน"}
    answer = house.owner.post(at(house, "registrations/add/"), facts)
    assert answer.status_code == 422
    assert "จดแจ้งการเปลี่ยนแปลง" in answer.content.decode()


def test_a_dissolution_is_asked_about_and_taken_back_whole(house: House) -> None:
    where = at(house, "registrations/add/?step=dissolved")
    assert house.owner.get(where).status_code == 403
    staff = house.staff()
    assert "วาระที่ยังเดินอยู่ 2 คน" in page(staff, where)
    facts = {"step": "dissolved", **boxes("on", "1/11/2569"), "note": "มติที่ประชุม"}
    assert house.owner.post(where, facts).status_code == 403
    assert staff.post(where, {"step": "dissolved"}).status_code == 422
    assert staff.post(where, facts).status_code == 302
    assert not Appointment.everywhere.filter(ended_on__isnull=True).exists()
    step = Registration.everywhere.get(step="dissolved")
    assert "วาระ 2 คน เดินต่อ" in page(staff, f"/registrations/{step.pk}/withdraw/")
    assert staff.post(f"/registrations/{step.pk}/withdraw/", PAPER).status_code == 302
    assert Appointment.everywhere.filter(ended_on__isnull=True).count() == 2


def test_an_ended_body_is_brought_back_on_its_own_page(house: House) -> None:
    staff = house.staff()
    assert staff.get(at(house, "revive/")).status_code == 422
    staff.post(at(house, "end/"), {**boxes("on", "1/11/2569"), **PAPER})
    assert at(house, "revive/") in page(staff, at(house, ""))
    assert house.owner.get(at(house, "revive/")).status_code == 403
    assert "วาระ 2 คน เดินต่อ" in page(staff, at(house, "revive/"))
    assert staff.post(at(house, "revive/"), {}).status_code == 422
    assert staff.post(at(house, "revive/"), PAPER).status_code == 302
    house.council.refresh_from_db()
    assert house.council.ended_on is None


# ---------------------------------------------------------------- a new term


def lines_of(client: Client, house: House) -> dict[str, str]:
    """Keys of the list: {"chair": "a12", "member": …, "secretary": "p34_0"}."""
    shown = page(client, at(house, "new-term/"))
    empty = re.findall(r'name="name_(p\d+_\d+)"', shown)
    keys = {f"p{house.secretary_post.pk}_0": "secretary"}
    held = {f"a{row.pk}": row.post.title for row in Appointment.everywhere.select_related("post")}
    return {name: key for key, name in {**held, **keys}.items() if f"name_{key}" in shown or key in empty}


def test_a_new_term_is_shown_first_and_recorded_then(house: House) -> None:
    where, keys = at(house, "new-term/"), lines_of(house.owner, house)
    facts: dict[str, Any] = {
        **boxes("on", "20/11/2569"), "receiver": "กำนัน", "number": "9/2569",
        f"stays_{keys['chair']}": "on", f"name_{keys['member']}": "นางคนใหม่ มาแทน",
    }  # fmt: skip
    first = house.owner.post(where, facts)
    assert first.status_code == 200
    shown = first.content.decode()
    assert "คนใหม่ มาแทน" in shown
    assert not Registration.everywhere.filter(step="renewed").exists(), "nothing is recorded yet"
    changed = {**facts, **seen(shown), "number": "10/2569"}
    assert house.owner.post(where, changed).status_code == 200, "what was not shown is not recorded"
    again = {**facts, **seen(shown), f"who_{keys['member']}": "new"}
    assert house.owner.post(where, again).status_code == 302
    now = Appointment.everywhere.filter(ended_on__isnull=True).select_related("person")
    assert {(row.person.given, row.since) for row in now} == {
        ("สมมติ", date(2026, 11, 20)),
        ("คนใหม่", date(2026, 11, 20)),
    }
    assert Registration.everywhere.get(step="renewed").number == "9/2569"


def test_a_name_that_may_be_several_people_is_asked_about_beside_it(house: House) -> None:
    for surname in ("ต้นไม้", "ต้นน้ำ"):
        house.world.person("สมปอง", surname)
    where, keys = at(house, "new-term/"), lines_of(house.owner, house)
    facts = {**boxes("on", "20/11/2569"), "receiver": "กำนัน", f"name_{keys['secretary']}": "สมปอง"}
    answer = house.owner.post(where, facts)
    assert answer.status_code == 422
    assert "ต้นน้ำ" in answer.content.decode()
    assert f"who_{keys['secretary']}" in answer.content.decode()


def test_two_answers_on_one_line_are_refused(house: House) -> None:
    where, keys = at(house, "new-term/"), lines_of(house.owner, house)
    both = {f"stays_{keys['chair']}": "on", f"name_{keys['chair']}": "คนอื่น ใครก็ได้"}
    answer = house.owner.post(where, {**boxes("on", "20/11/2569"), "receiver": "กำนัน", **both})
    assert answer.status_code == 422


def test_a_name_beside_a_term_that_runs_on_is_asked_about(house: House) -> None:
    """The tick that the term runs on is there beforehand: who writes a name has often left it standing."""
    late = appoint(
        actor=SYSTEM,
        post=add_post(actor=SYSTEM, organisation=house.council, title="treasurer"),
        person=house.world.person("มาทีหลัง"),
        since=date(2026, 1, 1),
        until=date(2029, 12, 31),
    )
    where, key = at(house, "new-term/"), f"a{late.pk}"
    facts = {**boxes("on", "20/11/2569"), "receiver": "กำนัน", f"keeps_{key}": "on"}
    for second in ({f"name_{key}": "คนอื่น ใครก็ได้"}, {f"stays_{key}": "on"}):
        answer = house.owner.post(where, {**facts, **second})
        assert answer.status_code == 422
        assert "เลือกอย่างเดียว" in answer.content.decode()


def test_the_page_of_an_over_term_council_says_it_once(house: House) -> None:
    shown = page(house.owner, at(house, ""))
    assert shown.count("วาระครบแล้ว 327 วัน · 2 ตำแหน่ง") == 1
    assert at(house, "new-term/") in shown


def test_a_council_names_its_communities_and_fund_and_the_fund_its_council(house: House) -> None:
    community = house.world.body("community", "กลุ่มทอผ้า", "19.01.01.01.", own={"group_kind": "ทอผ้า"})
    fund = house.world.body("fund", "กองทุนปากเพรียว")
    elsewhere = house.world.body("fund", "กองทุนดาวเรือง", "19.01.02.")
    staff = house.staff()
    shown = page(staff, at(house, ""))
    assert community.get_absolute_url() in shown
    assert fund.get_absolute_url() in shown
    assert elsewhere.get_absolute_url() not in shown
    assert house.council.get_absolute_url() in page(staff, fund.get_absolute_url())
