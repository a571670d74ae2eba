"""Letters of a body about its meetings: หนังสือเชิญประชุม, and the letter that sends the names of its delegates. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabuan.core.thai import long_date
from khabuan.meetings.printing.facts import (
    AgendaLine,
    BodyFacts,
    MeetingFacts,
    Person,
    clock_words,
    people,
    signature,
)
from khabuan.meetings.rules.quorum import Notice, notice_of
from khabuan.papers.writing import (
    Block,
    FootNote,
    Heading,
    LetterFields,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Title,
)


@dataclass(frozen=True)
class NoticeRule:
    """How many days before the body is called. `source` is cited: give it of a verified rule only, else ""."""

    days: int
    source: str = ""


@dataclass(frozen=True)
class NoticeFacts:
    """A letter that calls a meeting. `late_reason` is told where it goes out later than the rule wants."""

    body: BodyFacts
    meeting: MeetingFacts
    number: str
    sent_on: date
    to: str
    agenda: tuple[AgendaLine, ...]
    signer: Person
    invited: tuple[Person, ...] = ()
    rule: NoticeRule | None = None
    late_reason: str = ""
    asked_of: str = ""  # ผู้ประสานงาน, with telephone
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()

    @property
    def notice(self) -> Notice:
        """How long before the meeting it goes out, against the rule."""
        return notice_of(self.sent_on, self.meeting.on, self.rule.days if self.rule else None)

    @property
    def is_late(self) -> bool:
        return self.notice.is_late


def notice_letter(facts: NoticeFacts, *, has_thai_digits: bool = True) -> Paper:
    """หนังสือเชิญประชุม with its agenda on a page of its own, then the list of those invited."""
    meeting = facts.meeting
    hour = f" เวลา {clock_words(meeting.begins_at)}" if meeting.begins_at else ""
    enclosures = ["ระเบียบวาระการประชุม จำนวน 1 ชุด", *facts.enclosures]
    if facts.invited:
        enclosures.append(f"รายชื่อผู้ได้รับเชิญ จำนวน {len(facts.invited)} คน")
    blocks: list[Block] = [
        facts.body.letterhead,
        LetterFields(
            number=facts.number, on=long_date(facts.sent_on), subject=f"ขอเชิญ{meeting.name.removeprefix('การ')}", to=facts.to,
            references=facts.references, enclosures=tuple(enclosures),
        ),
        Paragraph(
            f"ด้วย{meeting.body}กำหนดจัดการประชุม {meeting.number_words} ใน{_day(meeting)}{hour} ณ {meeting.place} "
            "เพื่อพิจารณาเรื่องตามระเบียบวาระการประชุมที่ส่งมาพร้อมนี้"
        ),
        *([Paragraph(notice_words(facts))] if facts.rule else []),
        Paragraph("จึงเรียนมาเพื่อโปรดเข้าร่วมประชุมตามวัน เวลา และสถานที่ดังกล่าว"),
        Signatures((signature(facts.signer),), closing="ขอแสดงความนับถือ"),
    ]  # fmt: skip
    if facts.asked_of:
        blocks.append(FootNote(f"ผู้ประสานงาน {facts.asked_of}"))
    blocks += [PageBreak(), *agenda_blocks(meeting, facts.agenda)]
    if facts.invited:
        blocks += [PageBreak(), Title(("รายชื่อผู้ได้รับเชิญ", meeting.name)), people(facts.invited)]
    return Paper(f"หนังสือเชิญประชุม {meeting.number_words}", tuple(blocks), has_thai_digits=has_thai_digits)


def notice_words(facts: NoticeFacts) -> str:
    """How long before the meeting this letter goes out, beside what the rule of the body wants."""
    if facts.rule is None:
        return ""
    wanted = f"ไม่น้อยกว่า {facts.rule.days} วัน"
    by = f"ตาม{facts.rule.source}" if facts.rule.source else "ตามกติกาของสภา"
    notice = facts.notice
    if not notice.is_late:
        return f"หนังสือฉบับนี้แจ้งล่วงหน้า {notice.days} วัน ({by} {wanted})"
    reason = f" เนื่องจาก{facts.late_reason}" if facts.late_reason else ""
    said = f"แจ้งล่วงหน้า {notice.days} วัน" if notice.days > 0 else "แจ้งโดยไม่มีวันล่วงหน้า"
    return f"หนังสือฉบับนี้{said} น้อยกว่าที่กำหนด ({by} {wanted}){reason}"


def agenda_blocks(meeting: MeetingFacts, agenda: tuple[AgendaLine, ...]) -> tuple[Block, ...]:
    """ระเบียบวาระการประชุม as it is sent along."""
    hour = f" เวลา {clock_words(meeting.begins_at)}" if meeting.begins_at else ""
    head = (
        f"ระเบียบวาระ{meeting.held}",
        meeting.number_words,
        f"{meeting.day_words}{hour}",
        f"ณ {meeting.place}",
    )
    blocks: list[Block] = [Title(head)]
    for one in agenda:
        blocks.append(Heading(one.text, one.label_words, one.depth))
        if one.brought and one.brought.words:
            blocks.append(Paragraph(one.brought.words))
    return tuple(blocks)


@dataclass(frozen=True)
class DelegatesFacts:
    """Whom a council names for the meeting of its province. `section` of the Act from a verified rule only, else ""."""

    body: BodyFacts
    number: str
    sent_on: date
    to: str
    delegates: tuple[Person, ...]
    decided_by: MeetingFacts
    wanted_at: str  # การประชุมในระดับจังหวัดของสภาองค์กรชุมชนตำบล จังหวัดสระบุรี
    signer: Person
    section: str = ""
    asked_of: str = ""


def delegates_letter(facts: DelegatesFacts, *, has_thai_digits: bool = True) -> Paper:
    """หนังสือส่งรายชื่อผู้แทน. ValueError without a delegate: there is nothing to send."""
    if not facts.delegates:
        raise ValueError("no delegate to name")
    by_law = f"ตาม{facts.section} " if facts.section else ""
    meeting = facts.decided_by
    blocks: list[Block] = [
        facts.body.letterhead,
        LetterFields(facts.number, long_date(facts.sent_on), f"ส่งรายชื่อผู้แทน{facts.body.name}", facts.to),
        Paragraph(
            f"ด้วย{meeting.name} เมื่อ{_day(meeting)} มีมติ{by_law}เสนอชื่อผู้แทน{facts.body.name} "
            f"เพื่อเข้าร่วม{facts.wanted_at} จำนวน {len(facts.delegates)} คน ดังนี้"
        ),
        people(facts.delegates),
        Paragraph("จึงเรียนมาเพื่อโปรดทราบและดำเนินการต่อไป"),
        Signatures((signature(facts.signer),), closing="ขอแสดงความนับถือ"),
    ]
    if facts.asked_of:
        blocks.append(FootNote(f"ผู้ประสานงาน {facts.asked_of}"))
    return Paper(f"หนังสือส่งรายชื่อผู้แทน{facts.body.name}", tuple(blocks), has_thai_digits=has_thai_digits)


def _day(meeting: MeetingFacts) -> str:
    """The day inside a sentence, after ใน or เมื่อ."""
    return meeting.day_words.removeprefix("ระหว่าง")
