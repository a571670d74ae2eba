"""สระบุรี's forum with what was promised there, a field visit after the flood, a call on a new officer, and papers signed.

Invented, as all of the demo: days are told from today, so that one promise is kept, one waits and one is late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from khabuan.demo import papers
from khabuan.demo.world import Builder, area, below
from khabuan.files.models import Paper
from khabuan.followup.actions.promises import answer_promise, record_promise, settle_promise
from khabuan.followup.models import Promise
from khabuan.gatherings.actions import cooperation, gatherings, outcomes, programme
from khabuan.gatherings.actions.outcomes import Counted
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.rules.kinds import Doing, Kind, Part, Sector
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import Issue, OrganisationKind, PostTitle

SERIES = "เวทีบูรณาการขบวนองค์กรชุมชนจังหวัดสระบุรี"
HEADS = {
    Sector.STATE: 14, Sector.LOCAL: 11, Sector.CIVIL: 6, Sector.BUSINESS: 2, Sector.MOVEMENT: 106, Sector.CODI: 5,
}  # fmt: skip
AGREED = (
    ("ใช้แผนพัฒนาภาคประชาชนเป็นแผนร่วมของทุกหน่วยงาน และทบทวนทุกปีในเดือนกันยายน", Issue.GOVERNANCE),
    ("ให้อำเภอเป็นกลไกหลักในการทำงานกับหน่วยงาน ตำบลเป็นผู้ปฏิบัติ โซนเป็นผู้ประสาน", Issue.COUNCIL),
    ("สำรวจบ้านผู้เดือดร้อนที่อยู่อาศัยให้ครบทุกตำบลก่อนสิ้นปี", Issue.HOUSING),
)


def build(world: Builder, standing: str, offices: Sequence[Organisation]) -> None:
    """For a province whose bodies and agencies stand already; `offices` as `agencies.build` gave them."""
    body = Organisation.objects.visible_to(world.actor).get(name=standing)
    by_head = {
        title: office
        for office in offices
        for title in (PostTitle.GOVERNOR, PostTitle.SOCIAL_DEVELOPMENT_HEAD)
        if Appointment.objects.visible_to(world.actor).filter(post__organisation=office, post__title=title)
    }
    codi = next(office for office in offices if "สถาบันพัฒนาองค์กรชุมชน" in office.name)
    pao = next(office for office in offices if "องค์การบริหารส่วนจังหวัด" in office.name)
    governor, social = by_head[PostTitle.GOVERNOR], by_head[PostTitle.SOCIAL_DEVELOPMENT_HEAD]
    forum = _forum(world, body, governor, social, codi)
    _promises(world, forum, social, pao)
    _visit(world, body, pao)
    _call(world, body, social)
    _to_come(world, body)
    _signed(world, body, forum, social, codi)


def _gathering(
    world: Builder, body: Organisation, kind: Kind, title: str, on: date, **facts: Any
) -> Gathering:
    return gatherings.record_gathering(
        actor=world.actor,
        organisation=body,
        kind=kind,
        title=title,
        starts_on=on,
        **{"area": area("19"), **facts},
    )


def _forum(
    world: Builder, body: Organisation, governor: Organisation, social: Organisation, codi: Organisation
) -> Gathering:
    """A day at the provincial hall: opened by the governor, told by the movement, summed up by CODI."""
    on = world.ago(45)
    row = _gathering(
        world, body, Kind.FORUM, SERIES, on, series=SERIES, number=2, starts_at=time(9), ends_at=time(16),
        place="ห้องประชุมชั้น 5 ศาลากลางจังหวัด", area=area("1901"), issue=Issue.GOVERNANCE,
        objectives="เพื่อเสนอผลงานของขบวนองค์กรชุมชนต่อหน่วยงาน\nเพื่อทำแผนร่วมของปีงบประมาณหน้า",
    )  # fmt: skip
    known: dict[str, Any] = {"actor": world.actor, "gathering": row}
    for part, organisation in ((Part.CO_HOST, social), (Part.CO_HOST, governor), (Part.SUPPORTER, codi)):
        programme.add_body(**known, part=part, organisation=organisation)
    programme.add_body(**known, part=Part.CAME, words="หอการค้าจังหวัด (ตัวอย่าง)")
    morning = programme.add_part(
        **known, title="เปิดเวทีและรายงานสถานการณ์", starts_at=time(9), ends_at=time(12)
    )
    rooms = [
        programme.add_part(**known, title=title, room=room, starts_at=time(13), ends_at=time(15))
        for title, room in (("สวัสดิการและที่อยู่อาศัย", "ห้องย่อย 1"), ("ที่ดินและสิ่งแวดล้อม", "ห้องย่อย 2"))
    ]
    _speaks(
        world,
        row,
        governor,
        PostTitle.GOVERNOR,
        doing=Doing.OPENS,
        topic="เปิดเวทีและมอบนโยบาย",
        at=time(9, 30),
        part=morning,
    )
    _speaks(
        world,
        row,
        body,
        PostTitle.CHAIR,
        doing=Doing.REPORTS,
        topic="ผลงานของขบวนองค์กรชุมชนในรอบปี",
        at=time(10),
        part=morning,
    )
    _speaks(world, row, social, PostTitle.SOCIAL_DEVELOPMENT_HEAD, doing=Doing.DISCUSSES, topic="สวัสดิการของคนจังหวัด", at=time(13),
            part=rooms[0])  # fmt: skip
    programme.add_act(
        **known, doing=Doing.LECTURES, topic="ที่ดินทำกินและป่าชุมชน", at=time(13), part=rooms[1],
        name="อาจารย์ตัวอย่าง", post="อาจารย์มหาวิทยาลัย (ตัวอย่าง)",
    )  # fmt: skip
    _speaks(
        world,
        row,
        codi,
        PostTitle.HEAD_OF_OFFICE,
        doing=Doing.SUMS_UP,
        topic="ข้อเสนอและก้าวต่อไป",
        at=time(15, 30),
    )
    areas = [Counted(8 + number % 5, area=one) for number, one in enumerate(below("19", AreaKind.DISTRICT))]
    sectors = [Counted(number, sector == Sector.CIVIL, sector) for sector, number in HEADS.items()]
    outcomes.count_heads(**known, total=146, counts=[*sectors, *areas])
    for words, issue in AGREED:
        outcomes.add_agreement(**known, words=words, issue=issue)
    gatherings.hold_gathering(
        **known,
        came_of_it="ผู้เข้าร่วมจากทุกอำเภอเสนอปัญหาต่อหน่วยงานโดยตรง หน่วยงานรับปากสามเรื่อง และตกลงใช้แผนเดียวกัน\n"
        "คณะทำงานจังหวัดจะติดตามข้อรับปากทุกสองเดือน",
    )
    papers.keep(world, row, Paper.PHOTO, SERIES, on)
    return row


def _speaks(world: Builder, row: Gathering, body: Organisation, title: PostTitle, **what: Any) -> None:
    """Whoever held the post that day, or the post in words where the register had nobody."""
    rows = Appointment.objects.visible_to(world.actor).filter(
        held_on(row.starts_on), post__organisation=body, post__title=title
    )
    term = rows.select_related("person").order_by("pk").first()
    who: Mapping[str, Any] = (
        {"person": term.person, "appointment": term} if term else {"post": f"ผู้แทน {body.name}"}
    )
    programme.add_act(actor=world.actor, gathering=row, **who, **what)


def _promises(world: Builder, forum: Gathering, social: Organisation, pao: Organisation) -> None:
    """One was kept, one waits past its day after an answer, one is of an agency that the register lacks."""
    kept = _promise(
        world, forum, "จัดงบอบรมการใช้โปรแกรมบัญชีกองทุนสวัสดิการให้ครบทุกอำเภอ", agency=social, due_on=world.ago(10),
        giver_post="พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด", issue=Issue.WELFARE,
    )  # fmt: skip
    answer_promise(
        actor=world.actor, promise=kept, on=world.ago(35), words="ได้รับจัดสรรงบแล้ว กำหนดอบรมสองรุ่น",
        by_words="หัวหน้ากลุ่มการพัฒนาสังคม",
    )  # fmt: skip
    settle_promise(
        actor=world.actor, promise=kept, outcome="kept", on=world.ago(12), words="อบรมครบสองรุ่น 26 กองทุน มีรายงานและภาพ",
    )  # fmt: skip
    waiting = _promise(
        world, forum, "สนับสนุนเครื่องสูบน้ำให้ตำบลที่น้ำท่วมซ้ำซาก 6 เครื่อง", agency=pao, due_on=world.ago(5),
        giver_post="นายกองค์การบริหารส่วนจังหวัด", issue=Issue.DISASTER,
    )  # fmt: skip
    answer_promise(actor=world.actor, promise=waiting, on=world.ago(30), words="อยู่ระหว่างจัดซื้อ ได้แล้ว 2 เครื่อง")
    _promise(
        world, forum, "ให้วิทยากรเรื่องธรรมาภิบาลแก่คณะกรรมการกองทุนโดยไม่คิดค่าใช้จ่าย",
        agency_words="สำนักงานตรวจเงินแผ่นดินจังหวัด (ตัวอย่าง)", issue=Issue.GOVERNANCE,
    )  # fmt: skip


def _promise(world: Builder, forum: Gathering, words: str, **facts: Any) -> Promise:
    return record_promise(
        actor=world.actor, organisation=forum.organisation, words=words, given_on=forum.starts_on,
        origin_kind=forum._meta.label_lower, origin_id=forum.pk, **facts,
    )  # fmt: skip


def _visit(world: Builder, body: Organisation, pao: Organisation) -> None:
    """After the flood: tambons of three amphoe, so that most of the province was not reached this year."""
    row = _gathering(
        world, body, Kind.FIELD_VISIT, "ลงพื้นที่ติดตามการฟื้นฟูหลังน้ำท่วม", world.ago(30), ends_on=world.ago(29),
        issue=Issue.DISASTER, objectives="เพื่อดูความเดือดร้อนและแผนฟื้นฟูของแต่ละตำบล",
    )  # fmt: skip
    known: dict[str, Any] = {"actor": world.actor, "gathering": row}
    programme.add_body(**known, part=Part.CO_HOST, organisation=pao)
    for number, tambon in enumerate(_some_tambons()):
        council = _council_of(world, tambon)
        note = "บ้านเสียหาย 12 หลัง มีแผนฟื้นฟูแล้ว" if number % 2 else "ยังไม่มีแผนฟื้นฟู ต้องกลับไปอีก"
        outcomes.add_visit(**known, area=tambon, organisation=council, note=note)
    outcomes.count_heads(**known, total=25, is_total_rough=True)
    gatherings.hold_gathering(**known, came_of_it="ไปถึงแปดตำบลในสามอำเภอ พบว่าห้าตำบลยังไม่มีแผนฟื้นฟู")
    papers.keep(world, row, Paper.PHOTO, "ลงพื้นที่หลังน้ำท่วม", row.starts_on)


def _some_tambons() -> list[Area]:
    """The first tambons of the first amphoe, and a few of two others."""
    wanted = (("1901", 4), ("1902", 2), ("1903", 2))
    return [tambon for code, count in wanted for tambon in below(code, AreaKind.SUBDISTRICT)[:count]]


def _council_of(world: Builder, tambon: Area) -> Organisation | None:
    rows = Organisation.objects.visible_to(world.actor).filter(
        kind=OrganisationKind.COUNCIL, area=tambon, ended_on__isnull=True
    )
    return rows.order_by("pk").first()


def _call(world: Builder, body: Organisation, social: Organisation) -> None:
    """The new head of the social development office, three days in office."""
    row = _gathering(
        world, body, Kind.COURTESY_CALL, "เข้าพบแสดงความยินดีกับพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดคนใหม่",
        world.ago(17), starts_at=time(10), place="สำนักงาน พมจ.", area=area("1901"), issue=Issue.WELFARE,
    )  # fmt: skip
    known: dict[str, Any] = {"actor": world.actor, "gathering": row}
    programme.add_body(**known, part=Part.CALLED_ON, organisation=social)
    _speaks(
        world, row, social, PostTitle.SOCIAL_DEVELOPMENT_HEAD, doing=Doing.WELCOMES, topic="", at=time(10)
    )
    _speaks(
        world,
        row,
        body,
        PostTitle.CHAIR,
        doing=Doing.HANDS_OVER,
        topic="แฟ้มสรุปงานของขบวนและข้อรับปากที่ค้าง",
        at=time(10, 15),
    )
    outcomes.count_heads(**known, total=12)
    gatherings.hold_gathering(**known, came_of_it="รับทราบงานเดิมและข้อรับปากที่ค้าง นัดประชุมร่วมทุกสองเดือน")


def _to_come(world: Builder, body: Organisation) -> None:
    """One that is planned, and one that was called off."""
    _gathering(
        world, body, Kind.CEREMONY, "พิธีมอบบ้านพอเพียงชนบท 24 หลัง", world.ago(-21), starts_at=time(9, 30),
        place="วัดดาวเรือง", area=area("190105"), issue=Issue.HOUSING,
    )  # fmt: skip
    seminar = _gathering(
        world, body, Kind.SEMINAR, "สัมมนาผู้นำขบวนองค์กรชุมชนสองวัน", world.ago(-40), ends_on=world.ago(-41),
        place="โรงแรมตัวอย่าง", area=area("1907"), issue=Issue.LEADERS,
    )  # fmt: skip
    gatherings.cancel_gathering(
        actor=world.actor, gathering=seminar, reason="งบประมาณยังไม่อนุมัติ จะนัดใหม่ (ตัวอย่าง)"
    )


def _signed(
    world: Builder, body: Organisation, forum: Gathering, social: Organisation, codi: Organisation
) -> None:
    """One signed at the forum for two years, one that is about to run out."""
    made = cooperation.record_cooperation(
        actor=world.actor, organisation=body, title="ความร่วมมือพัฒนาระบบสวัสดิการชุมชนจังหวัดสระบุรี",
        signed_on=forum.starts_on, until=world.ago(45 - 730), gathering=forum, issue=Issue.WELFARE,
        words="ขบวนองค์กรชุมชนดูแลข้อมูลสมาชิกและกองทุน\nหน่วยงานสนับสนุนการอบรมและงบสมทบตามระเบียบ",
        parties=[
            cooperation.Party(social, signer="พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด (ตัวอย่าง)"),
            cooperation.Party(codi, signer="ผู้อำนวยการสำนักงานภาค (ตัวอย่าง)"),
        ],
    )  # fmt: skip
    papers.keep(world, made, Paper.EVIDENCE, made.title, forum.starts_on)
    cooperation.record_cooperation(
        actor=world.actor, organisation=body, title="ความร่วมมือด้านข้อมูลที่อยู่อาศัยผู้มีรายได้น้อย",
        signed_on=world.ago(700), until=world.ago(-30), issue=Issue.HOUSING, parties=[cooperation.Party(codi)],
    )  # fmt: skip
