"""Papers of elections: the record of a result, the letter that names a council's delegates. Frozen facts in, blocks out.

Words are Thai whatever the reader's language: these papers go to Thai offices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabuan.core.thai import long_date
from khabuan.elections.queries.elections import Counted, Whole
from khabuan.elections.rules.tally import How
from khabuan.elections.rules.words import ElectionState, Leaving, Purpose
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.facts import NOBODY, BodyFacts, MeetingFacts, Person, signature
from khabuan.meetings.rules.meetings import Kind
from khabuan.papers.writing import (
    Block,
    Column,
    Decision,
    Heading,
    Paper,
    Paragraph,
    People,
    PersonLine,
    Signatures,
    Table,
    Title,
)
from khabuan.registry.models import Organisation

HOW = {
    How.CONSENT: "ที่ประชุมเห็นชอบโดยไม่มีผู้คัดค้าน",
    How.HANDS: "ลงคะแนนโดยยกมือ",
    How.SECRET: "ลงคะแนนลับ",
    How.LOT: "จับสลากระหว่างผู้มีคะแนนเท่ากัน",
}
PURPOSE = {
    Purpose.NEW_TERM: "เลือกตามวาระใหม่",
    Purpose.VACANCY: "เลือกเข้าที่นั่งว่าง",
    Purpose.SUCCESSOR: "เลือกแทนผู้ที่พ้นจากตำแหน่ง อยู่ในตำแหน่งเท่าวาระที่เหลือ",
}
LEFT = {Leaving.STOOD_DOWN: "ถอนตัว", Leaving.NOT_FIT: "ขาดคุณสมบัติ"}
DRAFTS = {
    ElectionState.OPEN: "ร่าง ยังไม่นับคะแนน",
    ElectionState.TIED: "ร่าง คะแนนเท่ากัน รอชี้ขาด",
    ElectionState.COUNTED: "ร่าง รอยืนยันผล",
    ElectionState.WITHDRAWN: "ถอนแล้ว ใช้ไม่ได้",
}


@dataclass(frozen=True)
class MeetingInWords(MeetingFacts):
    """A meeting that only an old paper knows: its own words, else that of the body on the day."""

    words: str = ""

    @property
    def name(self) -> str:
        return self.words or f"การประชุม{self.body}"


def body_facts(body: Organisation) -> BodyFacts:
    address = (body.address,) if body.address else ()
    return BodyFacts(body.name, address, f"โทร. {body.phone}" if body.phone else "")


def meeting_facts(told: Whole) -> MeetingFacts:
    """The meeting that elected, by its number, else as the paper words it."""
    election = told.election
    meeting: Meeting | None = election.meeting
    if meeting is None:
        return MeetingInWords(
            election.organisation.name, 0, election.on.year, election.on, "", words=election.meeting_words
        )
    is_special = meeting.kind == Kind.SPECIAL
    return MeetingFacts(
        election.organisation.name, meeting.number, meeting.year, meeting.on, meeting.place,
        is_special=is_special,
    )  # fmt: skip


def result_paper(told: Whole, signers: tuple[Person, ...] = (NOBODY, NOBODY)) -> Paper:
    """บันทึกผลการเลือกตั้ง: who stood, the rounds with their quorum, who is elected, for which term."""
    election = told.election
    meeting = meeting_facts(told)
    blocks: list[Block] = [
        Title((f"บันทึกผลการเลือก{election.post}", election.organisation.name, _at(meeting))),
        Paragraph(_asked(told)),
        Heading("ผู้ได้รับการเสนอชื่อ", "1."),
        _candidates(told),
        Heading("การลงคะแนน", "2."),
        *_rounds(told),
        Heading("ผลการเลือก", "3."),
        *_outcome(told),
        Signatures(
            tuple(
                signature(who, part)
                for who, part in zip(signers, ("ประธานในที่ประชุม", "ผู้จดรายงานการประชุม"), strict=True)
            ),
            is_in_one_line=True,
        ),
    ]
    title = f"บันทึกผลการเลือก{election.post} {election.organisation.name}"
    return Paper(
        title, tuple(blocks), draft=DRAFTS.get(ElectionState(election.state), ""), has_thai_digits=True
    )


def _at(meeting: MeetingFacts) -> str:
    number = meeting.name if isinstance(meeting, MeetingInWords) else f"การประชุม{meeting.number_words}"
    return f"{number} {meeting.day_words}"


def _asked(told: Whole) -> str:
    election = told.election
    words = f"เลือก{election.post} จำนวน {election.seats:,} ที่นั่ง {PURPOSE[Purpose(election.purpose)]}"
    before = election.in_place_of
    if before is not None:
        words += f" แทน{before.person}"
        words += f" ซึ่งพ้นจากตำแหน่งเมื่อวันที่ {long_date(before.ended_on)}" if before.ended_on else ""
    return words


def _candidates(told: Whole) -> People:
    rows = []
    for one in told.candidates:
        by = [f"เสนอโดย {one.proposer}"] if one.proposer else []
        by += [f"รับรองโดย {one.seconder}"] if one.seconder else []
        left = LEFT.get(Leaving(one.left_why), "") if one.left_why else ""
        rows.append(PersonLine(str(one.person), " ".join(by), left))
    return People(tuple(rows))


def _rounds(told: Whole) -> Iterator[Block]:
    if not told.rounds:
        yield Paragraph("ยังไม่ได้ลงคะแนน")
    for counted in told.rounds:
        ballot = counted.ballot
        lead = f"รอบที่ {ballot.number} {HOW[How(ballot.how)]} {ballot.seats:,} ที่นั่ง"
        yield Paragraph(_heads(counted), lead=lead)
        if ballot.how not in (How.CONSENT, How.LOT):
            yield _votes(told, counted)
        elif ballot.how == How.LOT:
            drawn = [str(one.person) for one in told.candidates if counted.votes.get(one.pk)]
            yield Paragraph(f"ผู้ที่จับสลากได้: {', '.join(drawn)}")
        if ballot.words:
            yield Paragraph(ballot.words)


def _heads(counted: Counted) -> str:
    ballot = counted.ballot
    if ballot.present is None or ballot.entitled is None:
        return "รายงานเดิมไม่ได้บอกจำนวนผู้มาประชุม"
    words = f"สมาชิกทั้งหมด {ballot.entitled:,} คน มาประชุม {ballot.present:,} คน"
    if ballot.needed is not None:
        full = "ครบองค์ประชุม" if ballot.had_quorum else "ไม่ครบองค์ประชุม"
        words += f" ต้องมาไม่น้อยกว่า {ballot.needed:,} คน {full}"
    return words


def _votes(told: Whole, counted: Counted) -> Table:
    rows = [
        (str(one.person), f"{counted.votes[one.pk]:,}") for one in told.candidates if one.pk in counted.votes
    ]
    rows.append(("งดออกเสียง", f"{counted.ballot.abstained:,}"))
    if counted.ballot.how == How.SECRET:
        rows.append(("บัตรเสีย", f"{counted.ballot.spoilt:,}"))
    return Table((Column("ชื่อ", width=3), Column("คะแนน", "figure", 1)), tuple(rows))


def _outcome(told: Whole) -> Iterator[Block]:
    election = told.election
    if election.state == ElectionState.NO_QUORUM:
        yield Decision("ไม่ครบองค์ประชุม การเลือกครั้งนี้จึงไม่มีผล ไม่มีผู้ได้รับเลือก")
        return
    if not told.elected:
        yield Decision("ยังไม่มีผู้ได้รับเลือก")
        return
    yield Decision(f"เลือกผู้มีชื่อต่อไปนี้เป็น{election.post}", str(election.resolution or ""))
    yield People(tuple(PersonLine(str(one.person), _term(told, one.appointment)) for one in told.elected))
    if told.tied:
        names = ", ".join(str(one.person) for one in told.tied)
        yield Paragraph(f"คะแนนเท่ากันที่ที่นั่งสุดท้าย ยังไม่ได้ชี้ขาด: {names}")
    elif told.result.seats_left:
        yield Paragraph(f"ยังว่างอีก {told.result.seats_left:,} ที่นั่ง")


def _term(told: Whole, term: object) -> str:
    since, until = getattr(term, "since", None), getattr(term, "until", None)
    if since is None:
        return ""
    words = f"วาระตั้งแต่ {long_date(since)}"
    return f"{words} ถึง {long_date(until)}" if until else words


def delegates_of(told: Whole) -> tuple[Person, ...]:
    """Who is elected, as the letter names them."""
    return tuple(Person(str(one.person), str(told.election.post)) for one in told.elected)
