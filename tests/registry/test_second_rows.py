"""The second rows among the facts of the register's actions: a stranger's row is refused by the action itself."""

from __future__ import annotations

from datetime import date

import pytest

from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea, Refused
from khabuan.places.actions.groups import keep_group
from khabuan.places.actions.lists import keep_local_government
from khabuan.registry.actions.organisations import (
    add_organisation,
    add_support,
    change_organisation,
    move_organisation,
)
from khabuan.registry.actions.people import add_leader, add_tie, join_household
from khabuan.registry.actions.posts import add_post, appoint, change_appointment
from khabuan.registry.models import Household

SYSTEM = Actor.system()


def group_of(world, kind, home, members):
    areas = [world.areas[path] for path in members]
    return keep_group(
        actor=SYSTEM, area=world.areas[home], kind=kind, name="กลุ่มทดสอบ", members=areas, on=date(2026, 10, 1)
    )


def working_group(world, actor, path, **facts):
    return add_organisation(
        actor=actor, area=world.areas[path], kind="working_group", name="คณะทำงานทดสอบ",
        own={"function": "acts"}, **facts,
    )  # fmt: skip


def refused(act, **facts):
    """The code of the refusal, or the name of the exception."""
    try:
        act(**facts)
    except Refused as no:
        return no.code
    except OutOfArea:
        return "OutOfArea"
    return ""


def test_a_tambon_does_not_set_up_the_working_group_of_a_region(world):
    region, zone = group_of(world, "region", "", ["33."]), group_of(world, "zone", "19.", ["19.01."])
    for group in (region, zone):
        assert refused(working_group, world=world, actor=world.secretary, path="19.01.01.", group=group) == (
            "other_group"
        )
    body = working_group(world, world.secretary, "19.01.01.")
    assert (
        refused(change_organisation, actor=world.secretary, organisation=body, group=region) == "other_group"
    )
    assert (
        refused(working_group, world=world, actor=world.province, path="19.", group=region) == "other_group"
    )


def test_who_reaches_the_group_or_stands_in_it_sets_up_its_working_group(world):
    region, zone = group_of(world, "region", "", ["19.", "33."]), group_of(world, "zone", "19.", ["19.01."])
    assert working_group(world, world.province, "19.", group=region).level == "region"
    assert working_group(world, world.province, "19.", group=zone).level == "zone"
    assert working_group(world, world.nation, "33.", group=region).level == "region"


def test_the_level_of_a_body_is_that_of_its_place(world):
    assert working_group(world, world.secretary, "19.01.01.", level="tambon").level == "tambon"
    with pytest.raises(Refused) as no:
        working_group(world, world.secretary, "19.01.01.", level="nation")
    assert no.value.code == "other_level"
    body = working_group(world, world.province, "19.01.01.")
    move_organisation(actor=world.province, organisation=body, area=world.areas["19.01."], reason="ย้าย")
    assert body.level == "amphoe"


def test_a_body_stands_inside_one_of_its_own_place(world):
    there = world.body("fund", "กองทุนเพื่อนบ้าน", "19.01.02.")
    facts = {"kind": "village_centre", "name": "ศูนย์ทดสอบ", "parent": there}
    area = world.areas["19.01.01."]
    assert refused(add_organisation, actor=world.secretary, area=area, **facts) == "OutOfArea"
    assert refused(add_organisation, actor=world.province, area=area, **facts) == ""


def test_an_agency_is_a_local_government_of_its_province(world):
    here, there = (
        keep_local_government(
            actor=SYSTEM, province=world.areas[path], kind="pao", name="อบจ.ทดสอบ", covers=[]
        )
        for path in ("19.", "33.")
    )
    facts = {"area": world.areas["19.01.01."], "kind": "agency", "name": "หน่วยงานทดสอบ"}
    own = {"local_government": there}
    assert refused(add_organisation, actor=world.secretary, own=own, **facts) == "other_local_government"
    assert refused(add_organisation, actor=world.secretary, own={"local_government": here}, **facts) == ""


def test_a_support_and_a_leader_stand_within_reach(world):
    agency, person = world.body("agency", "หน่วยงานทดสอบ", "19."), world.person("ผู้นำทดสอบ")
    for path, answer in (("33.", "OutOfArea"), ("19.01.", "")):
        facts = {"organisation": agency, "issue": "health", "area": world.areas[path]}
        assert refused(add_support, actor=world.province, **facts) == answer
    facts = {"actor": world.province, "person": person, "level": "tambon"}
    assert refused(add_leader, area=world.areas["33.01.01."], **facts) == "OutOfArea"
    assert refused(add_leader, area=world.areas["19.01.02."], **facts) == ""


@pytest.mark.parametrize(
    ("level", "path", "issue", "answer"),
    [
        ("tambon", "19.01.01.", "", ""),
        ("tambon", "19.01.01.01.", "", "other_level"),
        ("tambon", "19.", "", "other_level"),
        ("province", "19.", "", ""),
        ("province", "19.01.", "", "other_level"),
        ("nation", "19.", "", "other_level"),
        ("nation", "", "", ""),
        ("issue_expert", "19.01.", "land", ""),
        ("issue_expert", "19.01.", "", "no_issue"),
    ],
)
def test_a_leader_leads_at_the_place_of_the_level(world, level, path, issue, answer):
    facts = {"person": world.person("ผู้นำทดสอบ"), "level": level, "area": world.areas[path], "issue": issue}
    assert refused(add_leader, actor=world.nation, **facts) == answer


def test_people_and_bodies_out_of_sight_are_not_named(world):
    far, near = world.person("คนไกล", path="33.01.01."), world.person("คนใกล้")
    post = add_post(actor=world.secretary, organisation=world.body("fund", "กองทุนทดสอบ"), title="committee")
    elsewhere, above = world.body("fund", "กองทุนไกล", "33.01.01."), world.body("standing_body", "ขบวน", "19.")
    act = {"actor": world.secretary}
    assert refused(appoint, post=post, person=far, **act) == "OutOfArea"
    assert refused(appoint, post=post, person=near, on_behalf_of=elsewhere, **act) == "OutOfArea"
    term = appoint(post=post, person=near, on_behalf_of=above, **act)
    assert refused(change_appointment, appointment=term, on_behalf_of=elsewhere, **act) == "OutOfArea"
    assert refused(add_tie, person=near, other=far, kind="parent", **act) == "OutOfArea"


def test_a_house_of_another_place_takes_nobody_in(world):
    from khabuan.registry.actions.people import add_household

    house: Household = add_household(actor=SYSTEM, area=world.areas["33.01.01."], house_no="9")
    facts = {"person": world.person("คนใกล้"), "household": house, "role": "resident"}
    assert refused(join_household, actor=world.secretary, **facts) == "OutOfArea"


def test_a_branch_of_a_fund_above_is_corrected_by_its_own_tambon(world):
    """Its form sends the parent along with the rest; only another parent must be within reach."""
    fund, other = (world.body("fund", name, "19.01.") for name in ("กองทุนอำเภอ", "กองทุนอื่น"))
    branch = world.body("branch", "สาขาปากเพรียว", parent=fund)
    change_organisation(actor=world.secretary, organisation=branch, parent=fund, phone="036-000-000")
    assert branch.phone == "036-000-000"
    assert refused(change_organisation, actor=world.secretary, organisation=branch, parent=other) == (
        "OutOfArea"
    )
    change_organisation(actor=world.province, organisation=branch, parent=other)
    assert branch.parent == other
