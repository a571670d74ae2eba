"""กำหนดการ before a gathering, รายงานผล after it. Pure: frozen facts in, blocks out; words are Thai whoever reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from khabuan.core.thai import long_date, long_range
from khabuan.gatherings.rules.heads import Heads
from khabuan.meetings.printing.facts import NOBODY, Person, clock_words, signature
from khabuan.papers.writing import (
    Block,
    Column,
    FootNote,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    Table,
    Title,
)

NO_RESOLUTION = "เวทีนี้ไม่มีองค์ประชุมตามกฎหมาย ข้อตกลงจึงไม่ใช่มติ ส่วนที่เป็นการประชุมซึ่งมีองค์ประชุม ให้ดูรายงานการประชุมนั้น"


@dataclass(frozen=True)
class ActFacts:
    """One line of the programme: hour, what was done, who with the post of that day."""

    at: time | None
    doing: str
    topic: str
    who: str

    @property
    def cells(self) -> tuple[str, str, str]:
        what = " ".join(part for part in (self.doing, self.topic) if part)
        return (clock_words(self.at) if self.at else "", what, self.who)


@dataclass(frozen=True)
class SessionFacts:
    """A day, room or session with its acts. `meeting`: it is this statutory meeting."""

    on: date
    title: str
    room: str
    starts_at: time | None
    ends_at: time | None
    acts: tuple[ActFacts, ...]
    meeting: str = ""

    @property
    def head(self) -> str:
        hours = " – ".join(clock_words(at) for at in (self.starts_at, self.ends_at) if at)
        return " ".join(
            part for part in (long_date(self.on, weekday=True), hours, self.room, self.title) if part
        )


@dataclass(frozen=True)
class PromiseFacts:
    """A promise, who gave it, by when, how it stands. `is_known`: the agency is in the register."""

    agency: str
    giver: str
    words: str
    due_on: date | None
    standing: str
    last: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class ReportFacts:
    """All that the paper of a gathering says, as it was entered."""

    title: str
    kind: str
    host: str
    with_whom: tuple[tuple[str, str], ...]  # what it had to do with it, its name
    starts_on: date
    ends_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    objectives: str
    sessions: tuple[SessionFacts, ...]
    total: Heads | None
    sectors: tuple[tuple[str, Heads], ...]
    areas: tuple[tuple[str, Heads], ...]
    disagreements: tuple[str, ...]
    visits: tuple[tuple[str, str, str], ...]  # place, body, what was seen
    came_of_it: str
    agreements: tuple[str, ...]
    promises: tuple[PromiseFacts, ...]
    signed: tuple[tuple[str, str], ...]  # title, day of signing
    is_held: bool
    recorder: Person = NOBODY
    checker: Person = NOBODY

    @property
    def day_words(self) -> str:
        """ระหว่างวันที่ 10–11 เมษายน 2560; the weekday of a single day."""
        if self.starts_on != self.ends_on:
            return f"ระหว่างวันที่ {long_range(self.starts_on, self.ends_on)}"
        hours = " – ".join(clock_words(at) for at in (self.starts_at, self.ends_at) if at)
        return " ".join(
            part
            for part in (long_date(self.starts_on, weekday=True), f"เวลา {hours}" if hours else "")
            if part
        )


def report_paper(facts: ReportFacts, *, has_thai_digits: bool = True) -> Paper:
    """รายงานผลการจัด… of one that was held, else its กำหนดการ."""
    name = f"รายงานผล{facts.kind} {facts.title}" if facts.is_held else f"กำหนดการ{facts.kind} {facts.title}"
    head = "รายงานผล" if facts.is_held else "กำหนดการ"
    blocks: list[Block] = [
        Title((f"{head}{facts.kind}", facts.title, facts.day_words, f"ณ {facts.place}")),
        *_hosts(facts),
    ]
    if facts.objectives:
        blocks += [Heading("วัตถุประสงค์"), Paragraph(facts.objectives)]
    blocks += _programme(facts)
    if facts.is_held:
        blocks += [*_heads(facts), *_visits(facts), *_outcome(facts)]
        blocks.append(
            Signatures((signature(facts.recorder, "ผู้จัดทำรายงาน"), signature(facts.checker, "ผู้ตรวจรายงาน")))
        )
    return Paper(name, tuple(blocks), has_thai_digits=has_thai_digits)


def heads_words(heads: Heads) -> str:
    return f"ประมาณ {heads.number:,} คน" if heads.is_rough else f"{heads.number:,} คน"


def _hosts(facts: ReportFacts) -> Iterator[Block]:
    yield Paragraph(facts.host, lead="เจ้าภาพ", is_indented=False)
    parts = list(dict.fromkeys(part for part, _name in facts.with_whom))
    for part in parts:
        names = ", ".join(name for one, name in facts.with_whom if one == part)
        yield Paragraph(names, lead=part, is_indented=False)


def _programme(facts: ReportFacts) -> Iterator[Block]:
    if not facts.sessions:
        return
    yield Heading("กำหนดการ" if not facts.is_held else "การดำเนินงาน")
    columns = (
        Column("เวลา", width=1),
        Column("รายการ", width=3),
        Column("ผู้ดำเนินการ และตำแหน่งในวันนั้น", width=3),
    )
    for session in facts.sessions:
        yield Heading(session.head, depth=2)
        if session.meeting:
            yield Paragraph(f"ช่วงนี้เป็น{session.meeting} องค์ประชุมและมติอยู่ในรายงานการประชุมนั้น")
        if session.acts:
            yield Table(columns, tuple(act.cells for act in session.acts))


def _heads(facts: ReportFacts) -> Iterator[Block]:
    yield Heading("ผู้เข้าร่วม")
    if facts.total is None:
        yield Paragraph("ไม่ได้นับจำนวนผู้เข้าร่วม")
        return
    yield Paragraph(f"รวม {heads_words(facts.total)}")
    for head, counted in (("ภาคส่วน", facts.sectors), ("พื้นที่", facts.areas)):
        if counted:
            rows = tuple((name, heads_words(heads)) for name, heads in counted)
            yield Table((Column(head, width=3), Column("จำนวน", kind="figure", width=1)), rows)
    for words in facts.disagreements:
        yield Paragraph(words, lead="หมายเหตุ")


def _visits(facts: ReportFacts) -> Iterator[Block]:
    if facts.visits:
        yield Heading("พื้นที่ที่ลงไปถึง")
        yield Table(
            (Column("พื้นที่", width=3), Column("องค์กร", width=3), Column("สิ่งที่พบ", width=3)), facts.visits
        )


def _outcome(facts: ReportFacts) -> Iterator[Block]:
    yield Heading("ผลที่ได้")
    yield Paragraph(facts.came_of_it)
    if facts.agreements:
        yield Heading("ข้อตกลงร่วม")
        for at, words in enumerate(facts.agreements, 1):
            yield Paragraph(f"{at}. {words}")
    if facts.promises:
        yield Heading("ข้อรับปากของหน่วยงาน")
        columns = (
            Column("หน่วยงาน", width=3), Column("รับปากว่า", width=4), Column("กำหนด", width=2), Column("ผล", width=3),
        )  # fmt: skip
        yield Table(columns, tuple(_promise(one) for one in facts.promises))
    for title, day in facts.signed:
        yield Paragraph(f"{title} (ลงนาม {day})", lead="บันทึกความร่วมมือ")
    yield FootNote(NO_RESOLUTION)


def _promise(one: PromiseFacts) -> tuple[str, str, str, str]:
    who = "\n".join(part for part in (one.agency, one.giver) if part)
    if not one.is_known:
        who += "\n(ยังไม่อยู่ในทะเบียน)"
    due = long_date(one.due_on) if one.due_on else "ไม่ได้กำหนดวัน"
    return who, one.words, due, "\n".join(part for part in (one.standing, one.last) if part)
