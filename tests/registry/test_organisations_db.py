"""Lists of organisations, one of them whole, what is missing, groups, agencies; moving one elsewhere."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.registry.conftest import TODAY, by_hand

from khabuan.audit.models import Event
from khabuan.core import offers
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.files.actions import attach
from khabuan.files.models import Attachment
from khabuan.places.models import Area, CouncilArea
from khabuan.registry.actions.organisations import (
    add_support,
    change_organisation,
    end_organisation,
    move_organisation,
    record_registration,
)
from khabuan.registry.actions.posts import add_post, appoint, end_appointment
from khabuan.registry.models import Organisation
from khabuan.registry.queries.completeness import completeness_of
from khabuan.registry.queries.meetings import beside, representation
from khabuan.registry.queries.organisations import (
    OrganisationFilter,
    agencies_of,
    one_organisation,
    organisations,
    support_matrix,
    working_groups_of,
)
from khabuan.registry.rules.coverage import Item
from khabuan.registry.rules.kinds import Issue
from khabuan.registry.rules.registration import Standing, Step

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def council(world):
    body = world.body("council", "สภาองค์กรชุมชนตำบลปากเพรียว", phone="0361234567")
    step = record_registration(
        actor=world.secretary,
        organisation=body,
        step="registered",
        on=date(2009, 3, 1),
        number="12",
        receiver="กำนัน",
    )
    attach(actor=world.secretary, record=step, content=PDF, name="ใบรับจดแจ้ง.pdf", paper="receipt")
    chair = add_post(actor=world.secretary, organisation=body, title="chair", term_years=4)
    first, second = world.person("ประธานเก่า"), world.person("ประธานใหม่")
    old = appoint(actor=world.secretary, post=chair, person=first, since=date(2019, 1, 1))
    end_appointment(actor=world.secretary, appointment=old, on=date(2023, 1, 1))
    appoint(actor=world.secretary, post=chair, person=second, since=date(2023, 1, 1))
    return body


def names(actor, on=TODAY, **wanted):
    return [row.name for row in organisations(actor, OrganisationFilter(**wanted), on)]


def test_one_organisation_has_its_posts_papers_and_standing(world, council):
    whole = one_organisation(world.province, council, TODAY)
    (chair,) = whole.posts
    assert [str(holder.person) for holder in chair.holders] == ["ประธานใหม่"]
    assert [str(holder.person) for holder in chair.former] == ["ประธานเก่า"]
    assert chair.holders[0].state.ends_on == date(2026, 12, 31)
    assert whole.registration.standing is Standing.REGISTERED
    assert [file.name for file in whole.registrations[0].files] == ["ใบรับจดแจ้ง.pdf"]
    lacking = {(line.step, line.need.value) for line in whole.registration.missing}
    assert (Step.REGISTERED, "receipt") not in lacking
    assert (Step.REGISTERED, "form") in lacking
    assert Item.CHAIR in whole.completeness.have
    assert Item.SECRETARY in whole.completeness.missing


def test_holders_are_those_of_the_day_asked_for(world, council):
    (chair,) = one_organisation(world.province, council, date(2020, 6, 1)).posts
    assert [str(holder.person) for holder in chair.holders] == ["ประธานเก่า"]


def test_the_list_is_filtered_by_each_thing(world, council):
    fund = world.body("fund", "กองทุนสวัสดิการดาวเรือง", "19.01.02.")
    gone = world.body("network", "เครือข่ายเก่า", "19.01.02.")
    end_organisation(actor=world.province, organisation=gone, on=date(2026, 1, 1), reason="ยุบเลิก")
    assert names(world.province) == [council.name, fund.name]
    assert names(world.province, kinds=("fund",)) == [fund.name]
    assert names(world.province, paths=("19.01.01.",)) == [council.name]
    assert names(world.province, state="ended") == [gone.name]
    assert names(world.province, text="สวัสดิการ ดาวเรือง") == [fund.name]
    assert names(world.province, council_state="no_list") == []
    assert names(world.province, council_state="over_term") == [council.name]
    assert fund.name in names(world.province, incomplete_only=True)


def test_neighbour_and_stranger_see_nothing_of_the_tambon(world, council):
    assert names(world.neighbour) == []
    assert names(world.stranger) == []
    assert completeness_of(world.stranger, ["19."], TODAY) == ()


def test_a_list_costs_the_same_for_three_rows_and_for_thirty(world, council):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as counted:
            rows = organisations(world.province, OrganisationFilter(incomplete_only=True), TODAY)
            for row in rows[:50]:
                assert row.area.name
                assert row.parent is None or row.parent.name
            completeness_of(world.province, ["19."], TODAY)
        return len(counted)

    world.body("community", "ชุมชนแรกทดสอบ", own={"member_count": 5})
    few = cost()
    for number in range(30):
        world.body("community", f"ชุมชนทดสอบ {number}", own={"member_count": 5})
    assert cost() == few <= 16


def test_completeness_of_a_place_names_who_lacks_what(world, council):
    bare = world.body("community", "ชุมชนเปล่า")
    full = world.body("community", "ชุมชนครบ", phone="036", own={"purpose": "ออม", "member_count": 40})
    line = next(
        line for line in completeness_of(world.province, ["19.01."], TODAY) if line.kind == "community"
    )
    purpose = next(item for item in line.items if item.item is Item.PURPOSE)
    assert (purpose.have, purpose.total, purpose.lacking) == (1, 2, (bare.pk,))
    assert line.complete == 0
    assert full.pk not in next(item for item in line.items if item.item is Item.MEMBER_COUNT).lacking


def test_working_groups_of_a_place_say_what_they_are_for(world):
    world.body("working_group", "คณะทำงานจังหวัด", "19.", own={"function": "acts", "issue": "housing"})
    world.body("standing_body", "ขบวนองค์กรชุมชนจังหวัด", "19.")
    lines = working_groups_of(world.province, TODAY, area=world.areas["19."])
    assert [line.working_group and line.working_group.function for line in lines] == [None, "acts"]
    assert [line.organisation.name for line in lines] == ["ขบวนองค์กรชุมชนจังหวัด", "คณะทำงานจังหวัด"]
    assert working_groups_of(world.stranger, TODAY, area=world.areas["19."]) == []


def test_agencies_with_officers_of_the_day_and_the_matrix(world):
    agency = world.body("agency", "พมจ.สระบุรี", "19.")
    head = add_post(actor=world.province, organisation=agency, title="social_development_head")
    one = appoint(actor=world.province, post=head, person=world.person("หัวหน้าเดิม"), since=date(2020, 1, 1))
    end_appointment(actor=world.province, appointment=one, on=date(2025, 10, 1))
    appoint(actor=world.province, post=head, person=world.person("หัวหน้าใหม่"), since=date(2025, 10, 1))
    add_support(actor=world.province, organisation=agency, issue="welfare", area=world.areas["19.01."])
    (line,) = agencies_of(world.province, ["19."], TODAY)
    assert [str(officer.person) for officer in line.officers] == ["หัวหน้าใหม่"]
    (before,) = agencies_of(world.province, ["19."], date(2024, 1, 1))
    assert [str(officer.person) for officer in before.officers] == ["หัวหน้าเดิม"]
    matrix = support_matrix(world.province, ["19."], TODAY)
    assert matrix.issues == (Issue.WELFARE,)
    assert [area.path for area in matrix.rows[0].areas[Issue.WELFARE]] == ["19.01."]
    assert Issue.HOUSING in matrix.without


def test_a_moved_organisation_takes_its_node_files_and_history_along(world):
    fund = world.body("fund", "กองทุนย้ายที่")
    attach(actor=world.secretary, record=fund, content=PDF, name="ระเบียบ.pdf", paper="rules")
    chain = fund.chain
    move_organisation(
        actor=world.province, organisation=fund, area=world.areas["19.01.02."], reason="ย้ายที่ทำการ"
    )
    fund = Organisation.everywhere.get(pk=fund.pk)
    assert fund.node == f"19.01.02.o{fund.pk}."
    assert Attachment.everywhere.get().place == fund.node
    assert fund.chain == chain
    assert Event.objects.order_by("-pk").first().chain == chain


def test_moving_needs_both_places_and_a_reason(world, council):
    fund = world.body("fund", "กองทุนย้ายที่")
    with pytest.raises(OutOfArea):
        move_organisation(
            actor=world.province, organisation=fund, area=world.areas["33.01.01."], reason="ย้าย"
        )
    with pytest.raises(NotAllowed):
        move_organisation(
            actor=world.secretary, organisation=fund, area=world.areas["19.01.01.01."], reason="ย้าย"
        )
    with pytest.raises(Refused):
        move_organisation(actor=world.province, organisation=fund, area=world.areas["19.01.02."], reason=" ")
    with pytest.raises(Refused):
        move_organisation(
            actor=world.province, organisation=council, area=world.areas["19.01.02."], reason="ย้าย"
        )
    there = CouncilArea.everywhere.get(area=world.areas["19.01.02."])
    move_organisation(
        actor=world.province,
        organisation=council,
        area=world.areas["19.01.02."],
        reason="ย้าย",
        council_area=there,
    )
    assert Organisation.everywhere.get(pk=council.pk).council_area_id == there.pk


def test_organisations_follow_an_area_that_gets_another_path(world):
    fund = world.body("fund", "กองทุนตามพื้นที่")
    other = world.body("fund", "กองทุนที่อยู่กับที่", "19.01.02.")
    with by_hand():
        Area.everywhere.filter(path="19.01.01.").update(path="19.09.01.")
        for follower in offers.area_moves:
            follower.move("19.01.01.", "19.09.01.")
    assert Organisation.everywhere.get(pk=fund.pk).node == f"19.09.01.o{fund.pk}."
    assert Organisation.everywhere.get(pk=other.pk).node == other.node


def test_a_short_name_is_found_too(world):
    body = world.body("agency", "องค์การบริหารส่วนตำบลปากเพรียว", short_name="อบต.ปากเพรียว")
    change_organisation(actor=world.province, organisation=body, short_name="อบต.ใหม่")
    assert names(world.province, text="อบต.ใหม่") == [body.name]


def test_the_meeting_of_the_act_knows_whom_the_councils_send(world):
    meeting = world.body("province_meeting", "การประชุมระดับจังหวัด", "19.")
    standing = world.body("standing_body", "ขบวนจังหวัด", "19.")
    one, two = (world.body("council", f"สภา {path}", path) for path in ("19.01.01.", "19.01.02."))
    named = add_post(actor=world.secretary, organisation=one, title="delegate", holders=2)
    for given in ("ผู้แทนหนึ่ง", "ผู้แทนสอง"):
        appoint(actor=world.secretary, post=named, person=world.person(given), since=date(2026, 1, 1))
    seat = add_post(actor=world.province, organisation=meeting, title="delegate", origin="council")
    third = world.person("ผู้แทนสาม", path="19.01.02.")
    appoint(actor=world.province, post=seat, person=third, on_behalf_of=two, since=date(2026, 1, 1))
    found = representation(world.province, meeting, TODAY)
    assert (found.councils, found.each, found.whole, found.people) == (2, 2, 1, 3)
    assert [(sent.council, len(sent.delegates)) for sent in found.sent] == [(one, 2), (two, 1)]
    assert beside(world.province, meeting, TODAY) == [standing]
    assert beside(world.province, standing, TODAY) == [meeting]
    assert beside(world.province, one, TODAY) == []


def test_words_of_old_about_an_agency_go_into_its_note(world):
    agency = world.body("agency", "หน่วยงานทดสอบ", "19.", note="เดิม")
    with by_hand():
        type(agency.agency).everywhere.filter(organisation=agency).update(agency_kind="provincial")
    change_organisation(actor=world.province, organisation=agency, own={"agency_kind": "provincial"})
    assert Organisation.everywhere.get(pk=agency.pk).note == "เดิม"
    with pytest.raises(Refused):
        change_organisation(actor=world.province, organisation=agency, own={"agency_kind": "อะไรก็ได้"})
    change_organisation(actor=world.province, organisation=agency, own={"agency_kind": "bank"})
    changed = Organisation.everywhere.select_related("agency").get(pk=agency.pk)
    assert changed.agency.agency_kind == "bank"
    assert "provincial" in changed.note
