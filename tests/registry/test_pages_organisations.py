"""Pages of organisations, posts, agencies and rules through the door: owner, neighbour, stranger, agency."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.registry.conftest import World, by_hand

from khabuan.access.actor import Actor, Role
from khabuan.core import offers
from khabuan.files.models import Attachment
from khabuan.places.models import CouncilAreaCover
from khabuan.registry.actions import organisations as acts
from khabuan.registry.actions.posts import add_post, appoint
from khabuan.registry.models import Appointment, Organisation, Person, Post, Registration, Support
from khabuan.rules.models import DatedRule
from khabuan.seats import queries
from khabuan.seats.actions import grant_seat
from khabuan.seats.middleware import CODE
from khabuan.seats.models import Seat

SYSTEM = Actor.system()
PAPER = {"reason": "ตามรายงานประชุม 3/2569"}


def browser(place: Any, role: Role, login: str) -> Client:
    """A browser in which a seat at this place is signed in with every proof given."""
    seat: Seat = grant_seat(actor=SYSTEM, place=place, role=role, login=login, name=f"ผู้ทดสอบ {login}")
    if role in (Role.NATION, Role.PROVINCE):
        seat.user.totp_sealed = b"set"  # nothing here opens it
        seat.user.save()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns without
    client = Client()
    client.force_login(seat.user)
    session = client.session
    session[CODE] = True
    session.save()
    return client


class House:
    """A council with its board, and seats around it."""

    def __init__(self, world: World) -> None:
        self.world = world
        with by_hand():
            for path, row in world.council_areas.items():
                CouncilAreaCover.new.bulk([CouncilAreaCover(council_area=row, area=world.areas[path])])
        self.council = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว")
        self.chair = add_post(actor=SYSTEM, organisation=self.council, title="chair", term_years=4)
        self.person = world.person("สมมติ", "ใจทดสอบ", title="นาย")
        self.term = appoint(actor=SYSTEM, post=self.chair, person=self.person, since=date(2022, 1, 1))
        self.secretary_post = add_post(
            actor=SYSTEM, organisation=self.council, title="secretary", term_years=4
        )
        self.owner = browser(self.council, Role.SECRETARY, "owner")

    def staff(self) -> Client:
        return browser(self.world.areas["19."], Role.PROVINCE, "staff")

    def neighbour(self) -> Client:
        other = self.world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
        return browser(other, Role.SECRETARY, "neighbour")

    def stranger(self) -> Client:
        return browser(self.world.areas["33."], Role.PROVINCE, "stranger")

    def treasurer(self) -> Client:
        fund = self.world.body("fund", "กองทุนสวัสดิการตำบลปากเพรียว")
        return browser(fund, Role.TREASURER, "treasurer")

    def agency(self) -> Client:
        return browser(self.world.body("agency", "สำนักงานทดสอบ", "19."), Role.AGENCY, "agency")


@pytest.fixture
def house(world: World) -> House:
    return House(world)


def page(client: Client, where: str) -> str:
    answer: HttpResponse = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def boxes(name: str, on: str) -> dict[str, str]:
    day, month, year = on.split("/")
    return {f"{name}_0": day, f"{name}_1": month, f"{name}_2": year}


# ---------------------------------------------------------------- list


def test_list_shows_the_place_of_the_bar(house: House) -> None:
    house.world.body("fund", "กองทุนศรีสะเกษ", "33.01.01.")
    shown = page(house.staff(), "/organisations/?place=19")
    assert house.council.name in shown
    assert "กองทุนศรีสะเกษ" not in shown


def test_list_is_narrowed_by_kind_state_and_word(house: House) -> None:
    house.world.body("fund", "กองทุนสวัสดิการทดสอบ")
    staff = house.staff()
    assert house.council.name not in page(staff, "/organisations/?place=19&kind=fund")
    assert house.council.name in page(staff, "/organisations/?place=19&q=ปากเพรียว")
    assert house.council.name not in page(staff, "/organisations/?place=19&state=ended")
    assert house.council.name in page(staff, "/organisations/?place=19&missing=secretary")
    assert house.council.name not in page(staff, "/organisations/?place=19&missing=chair")


def test_list_over_term_has_the_council_that_the_picture_counts(house: House) -> None:
    acts.record_registration(
        actor=SYSTEM,
        organisation=house.council,
        step="registered",
        on=date(2020, 1, 1),
        number="1/2563",
        receiver="กำนัน",
    )
    staff = house.staff()
    assert house.council.name in page(staff, "/organisations/?place=19&state=over_term")
    assert house.council.name not in page(staff, "/organisations/?place=19&state=ends_soon")


@pytest.mark.parametrize("address", ["/organisations/", "/people/", "/terms/"])
def test_a_list_beyond_the_reach_says_so_and_not_none(house: House, address: str) -> None:
    said = "แสดงเฉพาะหน่วยที่ดูแล"
    assert said in page(house.stranger(), f"{address}?place=19")
    assert said not in page(house.staff(), f"{address}?place=19")


def test_fragment_is_only_the_list(house: House) -> None:
    answer = house.staff().get("/organisations/?place=19", headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<div id="rows">')
    assert "HX-Request" in answer["Vary"]


def test_empty_list_says_what_to_do_first(house: House) -> None:
    nation = browser(house.world.areas[""], Role.NATION, "nation")
    assert "เพิ่มองค์กรแรก" in page(nation, "/organisations/?place=33")
    assert "แสดงทั้งหมด" in page(nation, "/organisations/?place=33&kind=fund")


@pytest.mark.parametrize("where", ["/organisations/?place=19", "/terms/?place=19", "/agencies/?place=19"])
def test_lists_cost_the_same_with_thirty_rows(house: House, where: str) -> None:
    staff = house.staff()
    _grow(house, 3)
    few = cost(staff, where)
    _grow(house, 27)
    assert cost(staff, where) == few


def test_profile_costs_the_same_with_thirty_holders(house: House) -> None:
    staff, where = house.staff(), house.council.get_absolute_url()
    members = add_post(actor=SYSTEM, organisation=house.council, title="member")
    for number in range(3):
        appoint(
            actor=SYSTEM, post=members, person=house.world.person(f"สมาชิก{number}"), since=date(2025, 1, 1)
        )
    few = cost(staff, where)
    for number in range(3, 30):
        appoint(
            actor=SYSTEM, post=members, person=house.world.person(f"สมาชิก{number}"), since=date(2025, 1, 1)
        )
    assert cost(staff, where) == few


def _grow(house: House, count: int) -> None:
    start = Organisation.everywhere.count()
    for number in range(start, start + count):
        body = house.world.body("agency", f"หน่วยงานทดสอบ {number}", "19.")
        acts.add_support(actor=SYSTEM, organisation=body, issue="welfare", area=house.world.areas["19.01."])
        post = add_post(actor=SYSTEM, organisation=body, title="head_of_office", term_years=4)
        holder = house.world.person(f"ทดสอบ{number}")
        appoint(actor=SYSTEM, post=post, person=holder, since=date(2022, 12, 1))
        add_post(actor=SYSTEM, organisation=body, title="secretary")


def cost(client: Client, where: str) -> int:
    page(client, where)
    with CaptureQueriesContext(connection) as captured:
        page(client, where)
    return len(captured)


# ---------------------------------------------------------------- profile


def test_profile_tells_holders_steps_and_what_waits(house: House) -> None:
    shown = page(house.staff(), house.council.get_absolute_url())
    assert "นายสมมติ ใจทดสอบ" in shown
    assert "เกินมา 327 วัน" in shown or "เกินวาระ" in shown
    assert "ยังไม่บันทึก: " in shown


@pytest.mark.parametrize("who", ["stranger", "neighbour"])
def test_profile_of_another_tambon_is_not_there(house: House, who: str) -> None:
    assert getattr(house, who)().get(house.council.get_absolute_url()).status_code == 404


def test_an_agency_reads_who_holds_an_office_and_no_member(house: House) -> None:
    member = add_post(actor=SYSTEM, organisation=house.council, title="member", term_years=4)
    someone = house.world.person("สมาชิก", "ธรรมดาทดสอบ")
    appoint(actor=SYSTEM, post=member, person=someone, since=date(2022, 1, 1))
    agency = house.agency()
    for where in (house.council.get_absolute_url(), "/terms/?place=19", "/organisations/?place=19"):
        shown = page(agency, where)
        assert "ธรรมดาทดสอบ" not in shown
        assert "/people/" not in shown
    for where in (house.council.get_absolute_url(), "/terms/?place=19"):
        assert "นายสมมติ ใจทดสอบ" in page(agency, where)
    assert agency.get(house.person.get_absolute_url()).status_code == 404
    assert agency.get(f"/history/organisation/{house.council.pk}/").status_code == 403


def test_key_that_is_no_key_is_404(house: House) -> None:
    assert house.staff().get("/organisations/99999999999999999999999999/").status_code == 404


def test_page_offers_no_act_that_the_office_lacks(house: House) -> None:
    shown = page(browser(house.world.areas["19."], Role.AUDITOR, "auditor"), house.council.get_absolute_url())
    assert "/change/" not in shown
    assert "/appoint/" not in shown


# ---------------------------------------------------------------- acts on a body


def test_new_organisation_stands_in_the_book(house: House) -> None:
    area = house.world.areas["19.01.02."]
    where = "/organisations/add/?place=190102&kind=community"
    facts = {
        "name": "กลุ่มออมทรัพย์ทดสอบ",
        "area": area.code,
        "purpose": "ออมทรัพย์",
        "member_count": "24",
        "founded_on_2": "2560",
    }
    answer = house.staff().post(where, facts)
    body = Organisation.everywhere.get(name="กลุ่มออมทรัพย์ทดสอบ")
    assert (answer.status_code, answer["Location"]) == (302, body.get_absolute_url())
    assert (body.founded_on, body.founded_precision, body.community.member_count) == (
        date(2017, 1, 1),
        "year",
        24,
    )


def test_council_form_offers_only_free_council_areas(house: House) -> None:
    shown = page(house.staff(), "/organisations/add/?place=19&kind=council")
    taken, free = (house.world.council_areas[path].pk for path in ("19.01.01.", "19.01.02."))
    assert f'value="{free}"' in shown
    assert f'value="{taken}"' not in shown


def test_council_form_says_when_every_area_has_its_council(house: House) -> None:
    shown = page(house.staff(), "/organisations/add/?place=190101&kind=council")
    assert "ทุกพื้นที่ตั้งสภาที่นี่มีสภาแล้ว" in shown


def test_changing_a_working_group_keeps_its_level_and_function(house: House) -> None:
    own = {"function": "coordinates"}
    body = house.world.body("working_group", "คณะทำงานทดสอบ", "19.", own=own)
    staff, where = house.staff(), f"/organisations/{body.pk}/change/"
    assert (
        staff.post(where, {"name": "คณะทำงานทดสอบ ก", "function": "acts", "issue": "land"}).status_code == 302
    )
    body = Organisation.everywhere.select_related("working_group").get(pk=body.pk)
    assert (body.name, body.level) == ("คณะทำงานทดสอบ ก", "province")
    assert (body.working_group.function, body.working_group.issue) == ("acts", "land")


def test_organisation_without_a_name_is_refused_beside_its_field(house: House) -> None:
    answer = house.staff().post("/organisations/add/?place=190102&kind=fund", {"name": " "})
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()


def test_founding_day_to_come_is_refused(house: House) -> None:
    area = house.world.areas["19.01.02."]
    facts = {"name": "กองทุนทดสอบ", "area": area.code, **boxes("founded_on", "1/1/2580")}
    answer = house.staff().post("/organisations/add/?place=190102&kind=fund", facts)
    assert answer.status_code == 422
    assert not Organisation.everywhere.filter(name="กองทุนทดสอบ").exists()


def test_change_keeps_what_is_not_named(house: House) -> None:
    where = f"/organisations/{house.council.pk}/change/"
    answer = house.owner.post(where, {"name": house.council.name, "phone": "036-000-999", **PAPER})
    assert answer.status_code == 302
    house.council.refresh_from_db()
    assert house.council.phone == "036-000-999"
    assert house.council.council_area == house.world.council_areas["19.01.01."]


@pytest.mark.parametrize(
    ("who", "status"),
    [("neighbour", 404), ("stranger", 404), ("agency", 403), ("treasurer", 404), ("staff", 200)],
)
def test_only_the_office_opens_the_form_that_ends_a_body(house: House, who: str, status: int) -> None:
    assert getattr(house, who)().get(f"/organisations/{house.council.pk}/end/").status_code == status


def test_ending_needs_a_reason(house: House) -> None:
    staff, where = house.staff(), f"/organisations/{house.council.pk}/end/"
    assert staff.post(where, boxes("on", "1/11/2569")).status_code == 422
    assert staff.post(where, {**boxes("on", "1/11/2569"), **PAPER}).status_code == 302
    house.council.refresh_from_db()
    assert house.council.ended_on == date(2026, 11, 1)


def test_council_moves_to_a_free_council_area(house: House) -> None:
    free = house.world.council_areas["19.01.02."]
    where = f"/organisations/{house.council.pk}/move/"
    assert house.staff().post(where, {"council_area": free.pk, **PAPER}).status_code == 302
    house.council.refresh_from_db()
    assert house.council.node.startswith("19.01.02.")


def test_registration_step_is_added_and_taken_back(house: House) -> None:
    where = f"/organisations/{house.council.pk}/registrations/add/"
    facts = {"step": "registered", **boxes("on", "15/2/2552"), "number": "2/2552", "receiver": "กำนัน"}
    assert house.owner.post(where, facts).status_code == 302
    step = Registration.everywhere.get(organisation=house.council)
    assert (step.on, step.number) == (date(2009, 2, 15), "2/2552")
    assert house.owner.get(f"/registrations/{step.pk}/withdraw/").status_code == 403
    assert house.staff().post(f"/registrations/{step.pk}/withdraw/", PAPER).status_code == 302
    step.refresh_from_db()
    assert step.withdrawn_on == date(2026, 11, 23)


def test_more_agreed_than_present_is_refused(house: House) -> None:
    where = f"/organisations/{house.council.pk}/registrations/add/"
    facts = {"step": "agreed", **boxes("on", "15/1/2552"), "present": "3", "agreed": "5"}
    assert house.owner.post(where, facts).status_code == 422


# ---------------------------------------------------------------- posts and terms


def test_post_is_set_up(house: House) -> None:
    where = f"/organisations/{house.council.pk}/posts/add/"
    answer = house.owner.post(where, {"title": "treasurer", "holders": "1", "term_years": "4", "order": "30"})
    assert answer.status_code == 302
    assert Post.everywhere.filter(organisation=house.council, title="treasurer", holders=1).exists()


def test_post_that_is_held_is_not_closed(house: House) -> None:
    answer = house.owner.post(f"/posts/{house.chair.pk}/end/", boxes("on", "23/11/2569"))
    assert answer.status_code == 422
    assert "ใจทดสอบ" in answer.content.decode()


def test_person_is_found_and_appointed(house: House) -> None:
    someone = house.world.person("ทดลอง", "เลขาดี")
    where = f"/posts/{house.secretary_post.pk}/appoint/"
    assert f"?person={someone.pk}" in page(house.owner, f"{where}?q=เลขาดี")
    answer = house.owner.post(f"{where}?person={someone.pk}", boxes("since", "1/10/2569"))
    assert answer.status_code == 302
    made = Appointment.everywhere.get(post=house.secretary_post)
    assert (made.since, made.until) == (date(2026, 10, 1), date(2030, 9, 30))


def test_second_holder_of_a_single_seat_is_refused(house: House) -> None:
    someone = house.world.person("ทดลอง", "อีกคน")
    where = f"/posts/{house.chair.pk}/appoint/?person={someone.pk}"
    answer = house.owner.post(where, boxes("since", "1/10/2568"))
    assert answer.status_code == 422
    assert 'id="id_since_error"' in answer.content.decode()


def test_person_of_another_province_is_not_appointed(house: House) -> None:
    far = house.world.person("ไกล", "มาก", "33.01.01.")
    assert house.owner.get(f"/posts/{house.secretary_post.pk}/appoint/?person={far.pk}").status_code == 404


def test_new_person_who_is_likely_there_is_asked_about_first(house: House) -> None:
    where = f"/posts/{house.secretary_post.pk}/appoint/?new=1"
    facts = {"title": "นาย", "given": "สมมติ", "surname": "ใจทดสอบ", "area": house.world.areas["19.01.01."].pk}
    asked = house.owner.post(where, facts)
    assert asked.status_code == 422
    assert f"?person={house.person.pk}" in asked.content.decode()
    assert not Appointment.everywhere.filter(post=house.secretary_post).exists()
    assert house.owner.post(where, {**facts, "is_another": "on"}).status_code == 302
    assert Person.everywhere.filter(given="สมมติ", surname="ใจทดสอบ").count() == 2


def test_refused_term_leaves_no_new_person_behind(house: House) -> None:
    where = f"/posts/{house.chair.pk}/appoint/?new=1"
    facts = {"given": "ไม่ควรมี", "area": house.world.areas["19.01.01."].pk, **boxes("since", "1/10/2568")}
    assert house.owner.post(where, facts).status_code == 422
    assert not Person.everywhere.filter(given="ไม่ควรมี").exists()


def test_ending_a_term_leads_to_the_successor(house: House) -> None:
    facts = {**boxes("on", "31/12/2568"), "reason": "ครบวาระ", "has_successor": "on"}
    answer = house.owner.post(f"/appointments/{house.term.pk}/end/", facts)
    assert answer["Location"] == f"/posts/{house.chair.pk}/appoint/?since=2025-12-31"
    assert "ว่าง" in page(house.owner, house.council.get_absolute_url())


def test_term_does_not_end_before_it_began(house: House) -> None:
    facts = {**boxes("on", "31/12/2563"), "reason": "ลาออก"}
    assert house.owner.post(f"/appointments/{house.term.pk}/end/", facts).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("neighbour", 404), ("stranger", 404), ("agency", 403)])
def test_others_do_not_appoint(house: House, who: str, status: int) -> None:
    client = getattr(house, who)()
    assert client.get(f"/posts/{house.chair.pk}/appoint/").status_code == status
    assert client.get(f"/appointments/{house.term.pk}/end/").status_code == status


# ---------------------------------------------------------------- agencies, histories, rules


def test_support_is_recorded_and_ends(house: House) -> None:
    agency = house.world.body("agency", "สำนักงาน พมจ. ทดสอบ", "19.")
    staff = house.staff()
    facts = {"issue": "welfare", "area": house.world.areas["19.01."].code}
    assert staff.post(f"/organisations/{agency.pk}/supports/add/", facts).status_code == 302
    assert "อ.เมืองสระบุรี" in page(staff, "/agencies/?place=19")
    support = Support.everywhere.get()
    assert staff.post(f"/supports/{support.pk}/end/", boxes("on", "23/11/2569")).status_code == 302
    assert house.owner.get(f"/supports/{support.pk}/end/").status_code == 404


def test_what_is_entered_from_a_list_stands_at_its_place_wherever_the_bar_is_by_then(house: House) -> None:
    staff = house.staff()
    for where, asked in (("/organisations/", "place=190102"), ("/agencies/", "place=190102&amp;kind=agency")):
        shown = page(staff, f"{where}?place=190102")
        assert f'href="/organisations/add/?{asked}"' in shown


def test_history_says_who_changed_what_and_why(house: House) -> None:
    house.owner.post(
        f"/organisations/{house.council.pk}/change/", {"name": house.council.name, "phone": "036-1", **PAPER}
    )
    shown = page(house.staff(), f"/history/organisation/{house.council.pk}/")
    for word in ("036-1", "โทรศัพท์", PAPER["reason"]):
        assert word in shown
    assert house.stranger().get(f"/history/organisation/{house.council.pk}/").status_code == 404


def test_rules_are_read_by_all_and_set_by_the_office(house: House) -> None:
    assert "วาระของสภา" in page(house.owner, "/rules/")
    assert house.owner.get("/rules/council.term_years/set/?place=19").status_code == 404
    staff, where = house.staff(), "/rules/council.term_years/set/?place=19"
    facts = {"value": "สี่", **boxes("since", "1/1/2570"), "source": "มติ 1/2569"}
    assert staff.post(where, facts).status_code == 422
    assert staff.post(where, {**facts, "value": "5"}).status_code == 302
    assert DatedRule.everywhere.get(key="council.term_years", place="19.").value == "5"


def test_only_the_nation_verifies_a_rule_of_the_nation(house: House) -> None:
    rule = DatedRule.everywhere.get(key="council.term_years")
    assert house.staff().get(f"/rules/{rule.pk}/verify/").status_code == 404
    nation = browser(house.world.areas[""], Role.NATION, "nation")
    assert nation.post(f"/rules/{rule.pk}/verify/", {"source": " "}).status_code == 422
    assert (
        nation.post(f"/rules/{rule.pk}/verify/", {"source": "ราชกิจจานุเบกษา", "section": "6"}).status_code
        == 302
    )
    rule.refresh_from_db()
    assert (rule.is_verified, rule.section) == (True, "6")


# ---------------------------------------------------------------- papers

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def paper(name: str = "แบบจดแจ้ง.pdf", content: bytes = PDF, **facts: str) -> dict[str, Any]:
    return {"paper": "form", "file": SimpleUploadedFile(name, content), **facts}


@pytest.fixture
def step(house: House) -> Registration:
    row: Registration = acts.record_registration(
        actor=SYSTEM,
        organisation=house.council,
        step="registered",
        on=date(2024, 1, 5),
        number="1/2567",
        receiver="กำนัน",
    )
    return row


def test_the_duty_leads_to_the_form_and_is_done_with_the_paper(house: House, step: Registration) -> None:
    secretary = queries.actor_of(Seat.everywhere.get(user__login="owner"))
    source = offers.duty_sources["registry.papers"]
    (duty,) = source.due(secretary, date(2026, 11, 23), 9)
    assert "checked" in page(house.owner, duty.path)
    assert house.owner.post(duty.path, paper(client_key="k1")).status_code == 302
    assert house.owner.post(duty.path, paper(client_key="k1")).status_code == 302
    row = Attachment.everywhere.get()
    assert (row.kind, row.subject_id, row.paper) == ("registry.registration", step.pk, "form")
    assert source.count(secretary, date(2026, 11, 23)) == 0
    shown = page(house.owner, f"/organisations/{house.council.pk}/")
    assert f"/files/{row.pk}/" in shown
    assert f"/papers/{row.pk}/withdraw/" in shown


def test_a_paper_is_taken_back_with_a_reason_and_the_duty_returns(house: House, step: Registration) -> None:
    house.owner.post(f"/registrations/{step.pk}/papers/add/", paper())
    row = Attachment.everywhere.get()
    where = f"/papers/{row.pk}/withdraw/"
    assert house.owner.post(where, {"reason": ""}).status_code == 422
    assert house.neighbour().post(where, {"reason": "ผิด"}).status_code == 404
    assert house.owner.post(where, {"reason": "แนบผิดองค์กร"}).status_code == 302
    assert f"/files/{row.pk}/" not in page(house.owner, f"/organisations/{house.council.pk}/")
    assert house.owner.post(where, {"reason": "แนบผิดองค์กร"}).status_code == 404


def test_a_paper_of_the_organisation_and_files_that_are_none(house: House, step: Registration) -> None:
    where = f"/organisations/{house.council.pk}/papers/add/"
    wrong = house.owner.post(where, paper("ภาพ.svg", b"<svg/>"))
    assert wrong.status_code == 422
    assert "แนบได้เฉพาะรูปภาพ" in wrong.content.decode()
    assert house.owner.post(where, {"paper": "rules"}).status_code == 422
    assert house.owner.post(where, paper() | {"paper": "rules", "caption": "ฉบับแรก"}).status_code == 302
    shown = page(house.owner, f"/organisations/{house.council.pk}/")
    assert "ระเบียบขององค์กร · ฉบับแรก" in shown
    assert (
        house.owner.post(f"/registrations/{step.pk}/papers/add/", paper() | {"paper": "rules"}).status_code
        == 422
    )


@pytest.mark.parametrize(("who", "status"), [("neighbour", 404), ("stranger", 404), ("agency", 403)])
def test_others_attach_nothing(house: House, step: Registration, who: str, status: int) -> None:
    client = getattr(house, who)()
    for where in (f"/registrations/{step.pk}/papers/add/", f"/organisations/{house.council.pk}/papers/add/"):
        assert client.post(where, paper()).status_code == status
    assert not Attachment.everywhere.exists()


# ---------------------------------------------------------------- lists out


@pytest.mark.parametrize(
    ("where", "sheet"),
    [
        ("/organisations/?place=19", "groups"),
        ("/organisations/?place=19&kind=council", "councils"),
        ("/people/?place=19", "people"),
        ("/council-areas/?place=19", "councils"),
        ("/agencies/?place=19", "agencies"),
        ("/local-governments/?place=19", "local_governments"),
    ],
)
def test_a_list_leads_to_its_spreadsheet_for_who_may_take_it(house: House, where: str, sheet: str) -> None:
    out = f"/exports/?place=19&amp;sheet={sheet}"
    staff = house.staff()
    assert out in page(staff, where)
    chosen = re.search(r'<input[^>]*value="(\w+)"[^>]* checked', page(staff, out.replace("&amp;", "&")))
    assert chosen
    assert chosen[1] == sheet
    assert "/exports/?" not in page(house.stranger(), where.replace("council-areas", "organisations"))
    if "people" not in where:
        assert "/exports/?" not in page(house.agency(), where)


# ---------------------------------------------------------------- no link leads nowhere


def test_history_is_offered_to_who_may_open_it(house: House) -> None:
    rule = DatedRule.everywhere.filter(place="").first()
    where = {f"/organisations/{house.council.pk}/": f"/history/organisation/{house.council.pk}/"}
    where |= {"/rules/": f"/history/rule/{rule.pk}/"}
    nation = browser(house.world.areas[""], Role.NATION, "nation")
    agency = house.agency()
    for shown, link in where.items():
        assert link in page(nation, shown)
        assert link not in page(agency, shown)
    assert where["/rules/"] not in page(house.owner, "/rules/")
    assert f"/history/organisation/{house.council.pk}/" in page(
        house.owner, f"/organisations/{house.council.pk}/"
    )
    treasurer = house.treasurer()
    assert "/history/organisation/" not in page(treasurer, f"/organisations/{house.council.pk}/")


def test_a_source_that_is_no_address_is_plain_text(house: House) -> None:
    links = re.findall(r'href="([^"]*)" rel="noreferrer"', page(house.owner, "/rules/"))
    assert links
    assert [one for one in links if not one.startswith(("http://", "https://"))] == []


def test_on_whose_behalf_is_found_by_a_part_of_the_name(house: House) -> None:
    fund = house.world.body("fund", "กองทุนสวัสดิการชุมชนปากเพรียวร่วมใจ")
    house.world.body("fund", "กองทุนไกลร่วมใจ", "33.01.01.")
    staff, where = house.staff(), f"/appointments/{house.term.pk}/change/"
    for typed, code in (("ไม่มีเลย", 422), ("กองทุนไกลร่วมใจ", 422), ("เพรียวร่วมใจ", 302)):
        assert staff.post(where, {"on_behalf_of": typed}).status_code == code, typed
    house.term.refresh_from_db()
    assert house.term.on_behalf_of == fund
    assert f'value="{fund.pk}"' in page(staff, where)
    listed = page(staff, "/organisations/find/?for=on_behalf_of&on_behalf_of=เพรียวร่วมใจ")
    assert fund.name in listed
    assert fund.name not in page(
        house.stranger(), "/organisations/find/?for=on_behalf_of&on_behalf_of=เพรียวร่วมใจ"
    )
    assert staff.post(where, {"on_behalf_of": ""}).status_code == 302


def test_several_organisations_are_chosen_from_without_javascript(house: House) -> None:
    funds = [house.world.body("fund", f"กองทุนร่วมใจ {number}") for number in (1, 2)]
    staff, where = house.staff(), f"/posts/{house.chair.pk}/change/"
    facts = {"title": "chair", "order": 1, "origin": "fund", "origin_organisation": "ร่วมใจ"}
    answer = staff.post(where, facts)
    assert answer.status_code == 422
    assert all(f'value="{fund.pk}"' in answer.content.decode() for fund in funds)
    chosen = {"origin_organisation_key": str(funds[1].pk), "origin_organisation_asked": "ร่วมใจ"}
    assert staff.post(where, {**facts, **chosen}).status_code == 302
    house.chair.refresh_from_db()
    assert house.chair.origin_organisation == funds[1]
    assert funds[1].name in page(staff, house.council.get_absolute_url())
