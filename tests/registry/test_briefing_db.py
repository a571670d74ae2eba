"""The briefing: what it gathers, and two pages of A4 whose Thai comes back exactly."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest
from tests.registry.conftest import TODAY

from khabuan.core import messages
from khabuan.core.errors import Refused
from khabuan.registry.actions.organisations import add_support, record_registration
from khabuan.registry.actions.posts import add_post, appoint, change_post, end_appointment
from khabuan.registry.printing import print_briefing
from khabuan.registry.queries.briefing import briefing, may_print
from khabuan.registry.rules.kinds import PARENT_KINDS, OrganisationKind


@pytest.fixture(scope="module", autouse=True)
def _words() -> None:
    messages.compile_all()


@pytest.fixture
def change_of_post(world):
    agency = world.body("agency", "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี", "19.")
    post = add_post(
        actor=world.province,
        organisation=agency,
        title="social_development_head",
        label="พมจ.สระบุรี",
        term_years=4,
    )
    old = appoint(
        actor=world.province, post=post, person=world.person("หัวหน้าเดิม", "ครึ่งทดสอบ"), since=date(2020, 1, 1)
    )
    end_appointment(actor=world.province, appointment=old, on=date(2022, 10, 1))
    officer = appoint(
        actor=world.province,
        post=post,
        person=world.person("หัวหน้าใหม่", "ก้ำกึ่งทดสอบ", title="นาง"),
        since=date(2022, 10, 1),
    )
    add_support(actor=world.province, organisation=agency, issue="welfare", area=world.areas["19.01."])
    body = world.body("standing_body", "ขบวนองค์กรชุมชนจังหวัดสระบุรี", "19.", phone="036-000-000")
    chair = add_post(actor=world.province, organisation=body, title="chair")
    appoint(actor=world.province, post=chair, person=world.person("ฟื้นฟู", "ปู่ที่ดี"))
    world.body("council", "สภาองค์กรชุมชนตำบลน้ำพุ")
    return officer


def text_of(content: bytes) -> list[str]:
    """The words of each page, as a reader copies them."""
    out = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return [" ".join(page.split()) for page in out.stdout.decode().split("\f")[:-1]]


def test_structure_figures_and_open_matters_with_that_agency(world, change_of_post):
    found = briefing(change_of_post, TODAY)
    assert str(found.predecessor.person) == "หัวหน้าเดิม ครึ่งทดสอบ"
    assert [line.organisation.name for line in found.groups] == ["ขบวนองค์กรชุมชนจังหวัดสระบุรี"]
    assert (found.coverage.total, found.coverage.with_council) == (2, 0)
    assert [support.area.path for support in found.supports] == ["19.01."]
    assert [matter.kind for matter in found.matters] == ["registry.terms"]


def test_a_body_that_is_no_agency_gets_no_briefing(world):
    post = add_post(actor=world.province, organisation=world.body("fund", "กองทุน"), title="chair")
    holder = appoint(actor=world.province, post=post, person=world.person("ประธานทดสอบ"))
    with pytest.raises(Refused):
        briefing(holder, TODAY)


def test_two_pages_whose_thai_comes_back_exactly(world, change_of_post):
    found = briefing(change_of_post, TODAY)
    printed = print_briefing(world.province, found)
    pages = text_of(printed.content)
    assert len(pages) == 2
    for words in (
        "สรุปสำหรับผู้เข้ารับตำแหน่ง",
        "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี",
        "นางหัวหน้าใหม่ ก้ำกึ่งทดสอบ",
        "หัวหน้าเดิม ครึ่งทดสอบ",
        "ฟื้นฟู ปู่ที่ดี",
        "ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569",
        "๑. โครงสร้างขบวนองค์กรชุมชน",
        "หน้า 1 จาก 2",
        printed.check_code,
    ):
        assert words in pages[0], words
    for words in ("เมืองสระบุรี", "๔. เรื่องที่ค้างอยู่กับหน่วยงาน", "036-000-000", "หน้า 2 จาก 2", "พิมพ์โดย"):
        assert words in pages[1], words


def test_it_is_about_the_agencys_area_whoever_prints_it(world, change_of_post):
    council = world.body("council", "สภาองค์กรชุมชนตำบลดาวเรือง", "19.01.02.")
    facts = {"on": date(2024, 1, 5), "number": "1/2567", "receiver": "กำนัน"}
    record_registration(actor=world.province, organisation=council, step="registered", **facts)
    found = briefing(change_of_post, TODAY)
    assert found.area == world.areas["19."]
    assert (found.coverage.total, found.coverage.with_council) == (2, 1)
    for actor in (world.province, world.nation, world.auditor, world.agency):
        assert may_print(actor, change_of_post), actor.title
    for actor in (world.secretary, world.collector, world.stranger):
        assert not may_print(actor, change_of_post), actor.title


def test_groups_of_the_agencys_own_issues_are_named_first_and_the_rest_counted(world, change_of_post):
    for number in range(8):
        world.body(
            "working_group", f"คณะทำงาน {number}", "19.", phone=f"036-000-00{number}",
            own={"function": "acts", "issue": "welfare" if number == 7 else "land"},
        )  # fmt: skip
    found = briefing(change_of_post, TODAY)
    assert [line.organisation.name for line in found.contacts][:2] == [
        "คณะทำงาน 7",
        "ขบวนองค์กรชุมชนจังหวัดสระบุรี",
    ]
    page = text_of(print_briefing(world.province, found).content)[1]
    assert "036-000-007" in page
    assert "และอีก 3 กลุ่ม" in page
    assert "ยังไม่ได้บันทึก" in page


def test_the_whole_day_of_beginning_is_told(world, change_of_post):
    label = "หัวหน้าสำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดสระบุรี"
    change_post(actor=world.province, post=change_of_post.post, label=label)
    page = text_of(print_briefing(world.province, briefing(change_of_post, TODAY)).content)[0]
    assert "ตั้งแต่ 1 ตุลาคม 2565" in page
    assert label in page


def test_two_pages_stay_two_when_there_is_too_much(world, change_of_post):
    long = "คณะทำงานขับเคลื่อนประเด็นที่อยู่อาศัยและที่ดินระดับจังหวัดซึ่งมีชื่อยาวมากเป็นพิเศษ"
    for number in range(14):
        world.body(
            "working_group", f"{long} {number}", "19.", own={"function": "coordinates"}, address=long * 3
        )
    for issue in (
        "housing",
        "land",
        "economy",
        "environment",
        "council",
        "disaster",
        "leaders",
        "culture",
        "health",
    ):
        for path in ("19.", "19.01.", "19.01.01.", "19.01.02."):
            add_support(
                actor=world.province,
                organisation=change_of_post.post.organisation,
                issue=issue,
                area=world.areas[path],
            )
    found = briefing(change_of_post, TODAY)
    printed = print_briefing(world.province, found)
    assert len(text_of(printed.content)) == printed.pages == 2


def test_a_province_with_every_kind_of_body_still_takes_two_pages(world, change_of_post):
    """As in the demo: all five states of councils and fourteen figures beside eight matters."""
    for number, kind in enumerate(OrganisationKind):
        if kind not in (OrganisationKind.COUNCIL, OrganisationKind.AGENCY, *PARENT_KINDS):
            own = {"function": "acts"} if kind == OrganisationKind.WORKING_GROUP else None
            world.body(kind.value, f"องค์กรทดสอบระดับจังหวัด แบบที่ {number}", "19.", own=own)
    for number in range(12):
        name = f"คณะทำงานขบวนองค์กรชุมชนอำเภอทดสอบแห่งที่ {number} จังหวัดสระบุรี"
        world.body("working_group", name, "19.", own={"function": "acts"})
        name = f"สำนักงานจังหวัดสระบุรี: เรื่องที่ค้างอยู่กับหน่วยงานนี้ เรื่องที่ {number} ซึ่งมีชื่อยาว"
        add_post(
            actor=world.province, organisation=change_of_post.post.organisation, title="officer", label=name
        )
    printed = print_briefing(world.province, briefing(change_of_post, TODAY))
    assert printed.pages == 2


def test_what_was_typed_is_no_markup(world, change_of_post):
    world.body("working_group", '#panic("x") *หนา* $x$', "19.", own={"function": "acts"})
    found = briefing(change_of_post, TODAY)
    assert '#panic("x") *หนา* $x$' in text_of(print_briefing(world.province, found).content)[0]


def test_the_check_code_changes_with_the_content(world, change_of_post):
    found = briefing(change_of_post, TODAY)
    first = print_briefing(world.province, found).check_code
    assert print_briefing(world.auditor, found).check_code == first
    later = briefing(change_of_post, date(2026, 11, 24))
    assert print_briefing(world.province, later).check_code != first
