"""What ต.ดาวเรือง and the province gave to do and were promised: late, soon, done late, dropped; answered, kept, broken.

All invented. The agency's own seat answers one promise itself; one agency is not in the register.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from khabuan.access.actor import Actor
from khabuan.demo import papers
from khabuan.demo.daorueang import TAMBON
from khabuan.demo.world import Builder, area
from khabuan.followup.actions import duties, promises
from khabuan.followup.models import Duty, Promise
from khabuan.meetings.models import Resolution
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.rules.kinds import Issue, OrganisationKind, PostTitle

RESOLUTION = Resolution._meta.label_lower


def build(world: Builder, actors: Mapping[str, Actor]) -> None:
    council, fund, standing = (
        _body(world, kind=kind, area=area(code))
        for kind, code in (
            (OrganisationKind.COUNCIL, TAMBON),
            (OrganisationKind.FUND, TAMBON),
            (OrganisationKind.STANDING_BODY, "19"),
        )
    )
    _duties(world, council, fund, actors)
    _duty(world, standing, "รวบรวมแผนของสภาตำบลทุกแห่งเป็นแผนภาคประชาชนของจังหวัด", world.ago(40),
          due_on=world.ago(-50), owner_words="คณะทำงานแผน", issue=Issue.GOVERNANCE)  # fmt: skip
    _promises(world, council, standing, actors)


def _body(world: Builder, **wanted: Any) -> Organisation:
    rows = Organisation.objects.visible_to(world.actor).filter(ended_on__isnull=True)
    found: Organisation = rows.get(**wanted)
    return found


def _duty(world: Builder, body: Organisation, what: str, given_on: date, **facts: Any) -> Duty:
    made: Duty = duties.give_duty(
        actor=world.actor, organisation=body, what=f"{what} (ตัวอย่าง)", given_on=given_on, **facts
    )
    return made


def _duties(world: Builder, council: Organisation, fund: Organisation, actors: Mapping[str, Actor]) -> None:
    """From resolutions: one late that the fund is to do, one done late. Without: one due soon, one dropped."""
    decided = Resolution.objects.visible_to(world.actor).filter(organisation=council)
    survey = decided.get(meeting_number=2, year=2025)
    forum = decided.filter(motion__isnull=False).earliest("on", "pk")
    late = _duty(
        world, council, "จัดเวทีสมาชิกกองทุนสวัสดิการให้ครบทั้งเจ็ดหมู่บ้าน", forum.on, due_on=world.ago(20),
        owner_organisation=fund, issue=Issue.WELFARE, origin_kind=RESOLUTION, origin_id=forum.pk,
    )  # fmt: skip
    duties.report_duty(
        actor=actors["treasurer"], duty=late, on=world.ago(35), words="จัดแล้ว 4 หมู่บ้าน เหลือหมู่ 5 ถึง 7 รอหลังเกี่ยวข้าว",
        by_words="เหรัญญิกกองทุน", papers=[papers.picture_to_send("เวทีสมาชิกหมู่ 3", "ผู้เข้าร่วม 46 คน")],
    )  # fmt: skip
    done = _duty(
        world, council, "สำรวจบ้านผู้เดือดร้อนเรื่องที่อยู่อาศัยทั้งเจ็ดหมู่บ้าน", survey.on, due_on=date(2025, 7, 21),
        owner_words="อาสาสมัครหมู่ละสองคน", issue=Issue.HOUSING, origin_kind=RESOLUTION, origin_id=survey.pk,
    )  # fmt: skip
    duties.close_duty(
        actor=actors["daorueang"], duty=done, on=date(2025, 8, 18), words="สำรวจครบ พบบ้านที่ต้องซ่อม 11 หลัง",
        by_words="เลขานุการสภา", papers=[papers.picture_to_send("บัญชีบ้านที่สำรวจ", "หมู่ 1 ถึงหมู่ 7 รวม 11 หลัง")],
    )  # fmt: skip
    chair = Appointment.objects.visible_to(world.actor).filter(
        post__organisation=council, post__title=PostTitle.CHAIR, ended_on__isnull=True
    )
    _duty(
        world, council, "ส่งรายชื่อผู้แทนสองคนให้ที่ประชุมระดับจังหวัด", world.ago(12), due_on=world.ago(-9),
        owner_person=chair.select_related("person").get().person, issue=Issue.COUNCIL,
    )  # fmt: skip
    dropped = _duty(
        world, council, "ขอใช้หอประชุมโรงเรียนจัดเวทีแผนชุมชน", world.ago(90), due_on=world.ago(60),
        owner_words="กรรมการหมู่ 2",
    )  # fmt: skip
    duties.drop_duty(
        actor=actors["daorueang"], duty=dropped, reason="ย้ายไปจัดที่ศาลาประชาคมแทน", on=world.ago(55)
    )


def _promise(world: Builder, body: Organisation, words: str, given: int, due: int, **facts: Any) -> Promise:
    """A promise so many days ago, due so many days ago."""
    made: Promise = promises.record_promise(
        actor=world.actor, organisation=body, words=f"{words} (ตัวอย่าง)", given_on=world.ago(given),
        due_on=world.ago(due), **facts,
    )  # fmt: skip
    return made


def _promises(
    world: Builder, council: Organisation, standing: Organisation, actors: Mapping[str, Actor]
) -> None:
    province, social, local, codi = (
        _body(world, kind=OrganisationKind.AGENCY, name__startswith=name, area=area("19"))
        for name in ("สำนักงานจังหวัด", "สำนักงานพัฒนาสังคม", "องค์การบริหารส่วนจังหวัด", "สำนักงานสถาบันพัฒนา")
    )
    asked = _promise(
        world, council, "จะสนับสนุนวัสดุซ่อมบ้านผู้เดือดร้อน 5 หลังก่อนฤดูฝน", 150, 30, agency=social,
        giver_name="ผู้แทนสำนักงาน (ตัวอย่าง)", giver_post="หัวหน้ากลุ่มงานสวัสดิการ", issue=Issue.HOUSING,
    )  # fmt: skip
    promises.answer_promise(
        actor=actors["office"], promise=asked, on=world.ago(25), by_words="หัวหน้ากลุ่มงานสวัสดิการ",
        words="ได้งบแล้ว 3 หลัง อยู่ระหว่างจัดซื้อ อีก 2 หลังขอรองวดหน้า",
        papers=[papers.picture_to_send("หนังสือตอบของสำนักงาน", "ที่ สบ 0004/ตัวอย่าง")],
    )  # fmt: skip
    _promise(
        world, council, "จะส่งวิทยากรสอนทำบัญชีกลุ่มออมทรัพย์สองวัน", 70, 10, agency_words="สหกรณ์จังหวัด",
        giver_name="ผู้แทนสหกรณ์ (ตัวอย่าง)", issue=Issue.ECONOMY,
    )  # fmt: skip
    ends = (
        (
            province,
            "จะบรรจุข้อเสนอของภาคประชาชนสามเรื่องในแผนพัฒนาจังหวัด",
            "kept",
            "บรรจุแล้วครบสามเรื่อง ตามประกาศแผน",
        ),
        (codi, "จะจัดอบรมระบบบัญชีกองทุนให้ครบทุกอำเภอ", "partly", "อบรมแล้ว 8 อำเภอ จาก 13 อำเภอ"),
        (local, "จะส่งรถขุดลอกคลองช่วงหมู่ 2 ถึงหมู่ 5", "not_kept", "ครบกำหนดแล้วไม่มีรถมา ถามแล้วว่างบถูกโอนไปเรื่องอื่น"),
    )
    for agency, words, outcome, end in ends:
        made = _promise(world, standing, words, 240, 90, agency=agency, issue=Issue.GOVERNANCE)
        promises.settle_promise(
            actor=world.actor, promise=made, outcome=outcome, on=world.ago(60), words=end,
            papers=[papers.picture_to_send("หลักฐานที่ใช้ตัดสิน", end)],
        )  # fmt: skip
    _promise(
        world,
        standing,
        "จะเชิญผู้แทนสภาเข้าร่วมกรรมการสวัสดิการจังหวัดทุกครั้ง",
        45,
        -30,
        agency=social,
        issue=Issue.WELFARE,
    )
