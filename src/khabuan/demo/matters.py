"""What waits and what was decided: proposals with their evidence, what people asked about their own facts, a
rule that the province made its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabuan.access.actor import Actor
from khabuan.demo import papers
from khabuan.demo.world import Builder, area
from khabuan.files.models import Paper
from khabuan.places.models import Area
from khabuan.registry.actions import people, proposals, rights
from khabuan.registry.models import Appointment, Household, HouseholdMember, Organisation, Person
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.registry.rules.requests import RequestKind, RequestOutcome
from khabuan.rules.actions import Place, set_rule

TAMBON = "190105"


def build(world: Builder, actors: Mapping[str, Actor]) -> None:
    """Proposals by seats without the office, and requests of people of ต.ดาวเรือง."""
    _waiting(world, actors)
    _decided(world, actors)
    _requests(world)
    _erased(world)


def own_rule(world: Builder, province: Area) -> None:
    """The province's councils meet six times a year, more often than the Act asks."""
    set_rule(
        actor=world.actor, place=Place(province.path), key="council.meetings_per_year_min", value="6",
        since=world.ago(400), source="มติที่ประชุมระดับจังหวัด ครั้งที่ 1 (ตัวอย่าง)", note="สภาของจังหวัดตกลงประชุมสองเดือนครั้ง",
    )  # fmt: skip


# ---------------------------------------------------------------- proposals


def _body(world: Builder, kind: OrganisationKind, code: str) -> Organisation:
    rows = Organisation.objects.visible_to(world.actor)
    found: Organisation = rows.get(kind=kind, area=area(code), ended_on__isnull=True)
    return found


def _waiting(world: Builder, actors: Mapping[str, Actor]) -> None:
    """Three that wait: of a treasurer with a picture, of an agency, of a council's secretary about the amphoe."""
    propose = proposals.propose_change
    propose(
        actor=actors["treasurer"], record=_body(world, OrganisationKind.FUND, TAMBON),
        facts={"address": "ศาลาประชาคม หมู่ 3 ต.ดาวเรือง (ตัวอย่าง)"}, words="ย้ายที่ทำการมาที่ศาลาประชาคม ตามภาพป้าย",
        evidence=[papers.picture_to_send("ป้ายหน้าที่ทำการใหม่", "กองทุนสวัสดิการชุมชนตำบลดาวเรือง", "ศาลาประชาคม หมู่ 3")],
    )  # fmt: skip
    propose(
        actor=actors["agency"], record=_body(world, OrganisationKind.COUNCIL, "190106"),
        facts={"phone": "036-000-706"}, words="เบอร์ที่ใช้ประสานงานกับสภาอยู่ทุกวันนี้",
    )  # fmt: skip
    propose(
        actor=actors["nachong"], record=_body(world, OrganisationKind.WORKING_GROUP, "1901"),
        facts={"phone": "036-000-701", "short_name": "คณะทำงานอำเภอเมือง"}, words="ที่ประชุมอำเภอให้ใช้ชื่อย่อนี้",
    )  # fmt: skip


def _decided(world: Builder, actors: Mapping[str, Actor]) -> None:
    """One that the council's secretary accepted, one that the province declined with its reason."""
    fund = _body(world, OrganisationKind.FUND, TAMBON)
    taken = proposals.propose_change(
        actor=actors["collector"], record=fund, facts={"phone": "036-000-705"}, words="เบอร์เดิมไม่มีคนรับ",
        evidence=[papers.picture_to_send("ใบปิดประกาศเบอร์โทร", "ติดต่อกองทุน 036-000-705")],
    )  # fmt: skip
    proposals.decide_proposal(actor=actors["daorueang"], proposal=taken, accept=True, reason="โทรแล้ว ใช้ได้จริง")
    held = Appointment.objects.visible_to(world.actor).filter(
        post__organisation=fund, post__title=PostTitle.CHAIR, ended_on__isnull=True
    )
    chair = held.select_related("person").get().person
    declined = proposals.propose_change(
        actor=actors["collector"], record=chair, facts={"surname": "นามสกุลใหม่"}, words="ได้ยินว่าเปลี่ยนนามสกุล"
    )
    proposals.decide_proposal(
        actor=world.actor, proposal=declined, accept=False, reason="ยังไม่มีใบสำคัญการเปลี่ยนนามสกุล (ตัวอย่าง)"
    )


# ---------------------------------------------------------------- requests of people


def _house(world: Builder, number: str) -> list[Person]:
    """The members of a house of ต.ดาวเรือง, as they were entered."""
    house = Household.objects.visible_to(world.actor).get(house_no=number, area__code__startswith=TAMBON)
    rows = HouseholdMember.objects.visible_to(world.actor).filter(household=house).order_by("pk")
    return [row.person for row in rows.select_related("person__area")]


def _requests(world: Builder) -> None:
    """One answered, one to answer in four days, one ten days late, one fresh."""
    mother, father, *_others = _house(world, "12/3")
    neighbour, son, *_others = _house(world, "7/1") + _house(world, "45")[1:2]
    ask = rights.open_request
    copied = ask(
        actor=world.actor, person=mother, kind=RequestKind.COPY, asked_on=world.ago(25),
        words="ขอสำเนาข้อมูลทั้งหมดของฉัน",
    )  # fmt: skip
    papers.keep(world, copied, Paper.EVIDENCE, "คำขอที่ลงชื่อแล้ว", world.ago(25))
    rights.copy_person(actor=world.actor, person=mother, reason="ทำสำเนาให้เจ้าของข้อมูล (ตัวอย่าง)")
    rights.answer_request(
        actor=world.actor, asked=copied, outcome=RequestOutcome.DONE, answer="พิมพ์สำเนามอบให้เจ้าตัวแล้ว"
    )
    people.reveal_identity(
        actor=world.actor, person=mother, kind="citizen", reason="ตรวจกับทะเบียนสมาชิก (ตัวอย่าง)"
    )
    ask(
        actor=world.actor, person=father, kind=RequestKind.CORRECT, asked_on=world.ago(26),
        words="วันเกิดของฉันมีแต่ปี ขอให้เติมวันและเดือน",
    )  # fmt: skip
    ask(
        actor=world.actor, person=son, kind=RequestKind.OBJECT, asked_on=world.ago(40),
        words="ไม่ให้เปิดเบอร์โทรของฉันแก่หน่วยงาน",
    )  # fmt: skip
    ask(
        actor=world.actor, person=neighbour, kind=RequestKind.ERASE, asked_on=world.ago(3),
        asked_by="หลานถือใบมอบอำนาจมา (ตัวอย่าง)", words="ขอลบข้อมูลของลุง",
    )  # fmt: skip


def _erased(world: Builder) -> None:
    """Somebody's facts were erased at their wish: a pseudonym stays."""
    person = world.person(area(TAMBON), sealed=True)
    asked = rights.open_request(
        actor=world.actor, person=person, kind=RequestKind.ERASE, asked_on=world.ago(8), words="ขอลบข้อมูลของฉัน"
    )
    rights.erase_person(actor=world.actor, person=person, asked=asked)
