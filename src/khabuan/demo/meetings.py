"""A year of the council of ต.ดาวเรือง in meetings: four held (one without a quorum), minutes adopted, one to come.

Everything is invented. Who came, what was said and how the hands were counted is told; the rest follows by the acts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from khabuan.demo import elections
from khabuan.demo.daorueang import TAMBON
from khabuan.demo.world import Builder, area
from khabuan.meetings.actions import (
    agenda,
    attendance,
    calling,
    excuses,
    holding,
    minutes,
    past,
    payments,
    votes,
)
from khabuan.meetings.actions.payments import Sums
from khabuan.meetings.models import AgendaItem, Meeting
from khabuan.meetings.queries.minutes import standing_minutes
from khabuan.meetings.queries.payments import heads_of
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.quorum import Method
from khabuan.meetings.rules.votes import Vote
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

BANGKOK = ZoneInfo("Asia/Bangkok")
PLACE = "ศาลาประชาคม ม.2 บ้านดาวเรือง"


@dataclass(frozen=True)
class Matter:
    """Something to consider: what is said, what is moved, the share of hands against, the duty and issue it serves."""

    title: str
    said: str
    moved: str = ""
    against: int = 0
    duty: str = ""
    issue: str = ""
    follow: str = ""  # who does what follows, in words
    is_secret: bool = False


@dataclass(frozen=True)
class Told:
    """One meeting: days ago, the share of the roll that came (in tenths), the matters."""

    ago: int
    tenths: int
    matters: tuple[Matter, ...] = field(default=())


HELD = (
    Told(200, 8, (
        Matter(
            "แผนงานสภาประจำปี", "เลขานุการเสนอร่างแผน สมาชิก ม.4 ขอเพิ่มเรื่องท่อระบายน้ำ",
            "เห็นชอบแผนงานสภาประจำปี และให้เสนอเทศบาลบรรจุในแผนท้องถิ่น",
            duty="5", issue="council",
        ),
        Matter(
            "ท่อระบายน้ำ ม.4", "น้ำท่วมถนนทุกปี ชาวบ้านขอให้ซ่อมก่อนฤดูฝน", "ให้เสนอเทศบาลซ่อมท่อระบายน้ำ ม.4 ก่อนฤดูฝน", against=1,
            duty="4", issue="environment", follow="ผู้แทน ม.4",
        ),
    )),
    Told(150, 7, (
        Matter(
            "บ้านผู้เดือดร้อนเรื่องที่อยู่อาศัย", "คณะสำรวจรายงานครบเจ็ดหมู่บ้าน", "ให้เสนอรายชื่อครัวเรือนบ้านพอเพียงตามลำดับคะแนนสำรวจต่อคณะทำงานจังหวัด",
            against=2, duty="4", issue="housing",
        ),
        Matter("ผู้แทนประชุมระดับจังหวัด", "ลงคะแนนลับ", "เสนอผู้แทนสองคนเข้าประชุมในระดับจังหวัด", duty="12", issue="council", is_secret=True),
    )),
    Told(95, 3, (Matter("กติกาใช้น้ำของตำบล", "ผู้มาประชุมน้อย จึงคุยกันไว้ก่อน", "เห็นชอบกติกาใช้น้ำของตำบล", duty="10", issue="environment"),)),
    Told(40, 9, (
        Matter(
            "กติกาใช้น้ำของตำบล", "นำเรื่องจากครั้งที่ไม่ครบองค์ประชุมมาพิจารณาใหม่", "เห็นชอบกติกาใช้น้ำของตำบล",
            against=3, duty="10", issue="environment",
        ),
        Matter("เวทีสมาชิกทุกหมู่บ้าน", "ขอปรับวันให้ตรงกับกองทุนก่อน"),
    )),
)  # fmt: skip


def build(world: Builder) -> None:
    """The year of the council, an older meeting from its paper; the meeting to come has its letter, its guests and what is
    still open on its agenda."""
    council = Organisation.objects.visible_to(world.actor).get(
        kind=OrganisationKind.COUNCIL, area=area(TAMBON), ended_on__isnull=True
    )
    past.record_held_meeting(
        actor=world.actor, organisation=council, on=world.ago(900), number=4, place=PLACE, present=19, entitled=30,
        chair_words="ประธานสภา", told_by="รายงานการประชุมฉบับกระดาษ (ตัวอย่าง)",
    )  # fmt: skip
    before: Meeting | None = None
    for told in HELD:
        before = _held(world, council, told, before)
    coming = calling.call_meeting(
        actor=world.actor, organisation=council, on=world.today + timedelta(days=18), starts_at=time(9, 30),
        ends_at=time(12), place=PLACE,
    )  # fmt: skip
    calling.write_notice(
        actor=world.actor, meeting=coming, notice_number=f"สอช.ดร. {coming.number:03d}/{coming.year + 543}",
        noticed_on=world.today,
    )  # fmt: skip
    calling.invite(
        actor=world.actor, meeting=coming, name="ปลัดเทศบาล (ตัวอย่าง)", organisation_words="เทศบาลตำบลดาวเรือง"
    )
    agenda.add_item(
        actor=world.actor, meeting=coming, main=4, title="แผนงานสภาปีหน้า", presenter="เลขานุการสภา", duty="5",
        issue="council", background="ร่างแผนส่งให้สมาชิกทุกหมู่บ้านแล้ว",
    )  # fmt: skip


def _held(world: Builder, council: Organisation, told: Told, before: Meeting | None) -> Meeting:
    on = world.ago(told.ago)
    row = calling.call_meeting(
        actor=world.actor, organisation=council, on=on, starts_at=time(9, 30), ends_at=time(12), place=PLACE,
        instead_of=before if before is not None and before.had_quorum is False else None,
    )  # fmt: skip
    calling.write_notice(
        actor=world.actor, meeting=row, notice_number=f"สอช.ดร. {row.number:03d}/{row.year + 543}",
        noticed_on=on - timedelta(days=10),
    )  # fmt: skip
    items = [_item(world, row, matter) for matter in told.matters]
    came = _came(world, row, told.tenths, on)
    chair = roll_of(row)[0].person
    holding.open_meeting(
        actor=world.actor, meeting=row, opened_at=_at(on, 9, 45), chair=chair, recorder=roll_of(row)[1].person
    )
    if before is not None and told.tenths >= 5:
        _adopt(world, row, before)
    for minute, (item, matter) in enumerate(zip(items, told.matters, strict=True)):
        _decided(world, item, matter, came, _at(on, 10, 15 + 20 * minute))
    holding.close_meeting(actor=world.actor, meeting=row, closed_at=_at(on, 12))
    elections.at_meeting(world, row)
    minutes.check_minutes(
        actor=world.actor,
        meeting=row,
        checker=chair,
        opening="ประธานกล่าวเปิดประชุมและขอบคุณสมาชิกทุกหมู่บ้าน (ตัวอย่าง)",
    )
    if told.ago == HELD[-1].ago:
        heads = heads_of(row)
        payments.make_pay_list(
            actor=world.actor, meeting=row, paid_from="โครงการเสริมความเข้มแข็งสภา (ตัวอย่าง)",
            sums={head.row.pk: Sums(Decimal(100), Decimal(80), head.group) for head in heads},
            payer_words="เหรัญญิกสภา", checker_words="ประธานสภา",
        )  # fmt: skip
    return row


def _item(world: Builder, row: Meeting, matter: Matter) -> AgendaItem:
    return agenda.add_item(
        actor=world.actor, meeting=row, main=4, title=matter.title, duty=matter.duty, issue=matter.issue
    )


def _came(world: Builder, row: Meeting, tenths: int, on: date) -> int:
    """The first of the roll sign in, one comes late, one of the others is excused; two guests. How many members came."""
    seats = roll_of(row)
    there: Sequence[int] = [seat.person for seat in seats[: max(len(seats) * tenths // 10, 1)]]
    for at, person in enumerate(there):
        attendance.sign_in(
            actor=world.actor,
            meeting=row,
            member=person,
            came_at=_at(on, 10, 5) if at == len(there) - 1 else _at(on, 9, at),
        )
    if len(there) < len(seats):
        excuses.excuse_member(
            actor=world.actor,
            meeting=row,
            member=seats[-1].person,
            told_on=on - timedelta(days=1),
            words="ติดงานบุญ",
        )
    for name, post in (("เจ้าหน้าที่ พอช. (ตัวอย่าง)", "ผู้ประสานงานจังหวัด"), ("กำนัน (ตัวอย่าง)", "กำนันตำบลดาวเรือง")):
        attendance.sign_in_guest(
            actor=world.actor, meeting=row, name=name, post_words=post, came_at=_at(on, 9, 40)
        )
    return len(there)


def _decided(world: Builder, item: AgendaItem, matter: Matter, came: int, at: datetime) -> None:
    state = ItemState.DONE if matter.moved else ItemState.PUT_OFF
    agenda.record_discussion(actor=world.actor, item=item, discussion=matter.said, state=state)
    if not matter.moved:
        return
    follow = votes.FollowUp(f"ติดตามเรื่อง{matter.title}", owner_words=matter.follow) if matter.follow else None
    votes.record_vote(
        actor=world.actor, item=item, words=matter.moved, decided_at=at, duty=matter.duty, issue=matter.issue,
        vote=Vote(
            Method.SECRET if matter.is_secret else Method.HANDS,
            votes_for=max(came - matter.against - 1, 0), against=matter.against, abstained=1,
        ),
        mover="ผู้แทนหมู่บ้าน (ตัวอย่าง)", follow_up=follow,
    )  # fmt: skip


def _adopt(world: Builder, row: Meeting, before: Meeting) -> None:
    """The meeting adopts the minutes of every meeting before it that wait."""
    waiting = Meeting.objects.visible_to(world.actor).filter(
        organisation=row.organisation, on__lt=row.on, closed_at__isnull=False
    )
    for meeting in waiting.order_by("on"):
        found = standing_minutes(meeting)
        if found is not None and found.state == "checked":
            minutes.adopt_minutes(
                actor=world.actor, minutes=found, adopting=row,
                corrections="แก้ชื่อหมู่บ้านในข้อ 4.1" if meeting.pk == before.pk and before.number == 1 else "",
            )  # fmt: skip


def _at(on: date, hour: int, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=BANGKOK)
