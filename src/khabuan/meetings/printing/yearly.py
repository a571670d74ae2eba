"""รายงานประจำปีของสภา: the year's meetings, resolutions by duty of the Act and by issue, and what other rooms add. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabuan.core.thai import short_date
from khabuan.meetings.printing.facts import NOBODY, BodyFacts, MeetingFacts, Person, signature
from khabuan.papers.writing import Block, Column, Heading, Paper, Paragraph, Signatures, Table, Title

MEETING_COLUMNS = (
    Column("ครั้งที่", "middle", 1.2),
    Column("วันที่", width=1.8),
    Column("มาประชุม", "figure", 1.3),
    Column("สมาชิก", "figure", 1.2),
    Column("องค์ประชุม", width=1.8),
    Column("มติ", "figure", 0.8),
)


@dataclass(frozen=True)
class HeldMeeting:
    """One meeting of the year: heads that count, members in force, heads needed, how many resolutions.

    None: nobody told it of a meeting that was written down afterwards; of `needed` also, no rule says how many.
    """

    meeting: MeetingFacts
    present: int | None
    members: int | None
    needed: int | None
    resolutions: int

    @property
    def has_quorum(self) -> bool:
        """Unless it is known to have had none."""
        return self.needed is None or (self.present or 0) >= self.needed

    @property
    def quorum_words(self) -> str:
        if self.present is None or self.members is None:
            return "ไม่ได้จดไว้"
        return "ครบ" if self.has_quorum else "ไม่ครบ"


@dataclass(frozen=True)
class DutyYear:
    """A duty of the council and what it decided ("3/2569 ข้อ 4.1 …") or else did for it this year."""

    words: str
    done: tuple[str, ...]


@dataclass(frozen=True)
class ReportPart:
    """What another room adds: a heading, lines of words with a figure, a remark on what they are as of."""

    title: str
    lines: tuple[tuple[str, str], ...]
    remark: str = ""
    heads: tuple[str, ...] = ()  # over words that are no figures, two of them


@dataclass(frozen=True)
class YearFacts:
    """A council's year. `source`: the section of the Act, from a verified rule only, else "". `year_words`: ปี 2569."""

    body: BodyFacts
    year_words: str
    meetings: tuple[HeldMeeting, ...]
    needed_meetings: int | None
    duties: tuple[DutyYear, ...]
    issues: tuple[tuple[str, int], ...]
    parts: tuple[ReportPart, ...]
    signer: Person = NOBODY
    source: str = ""
    others: tuple[str, ...] = ()  # resolutions for which no duty of the Act is written down

    @property
    def counting_meetings(self) -> int:
        """Meetings that had a quorum: one without is a fact, and does not count for the law."""
        return sum(one.has_quorum for one in self.meetings)

    @property
    def unmet(self) -> tuple[str, ...]:
        """Duties for which nothing was decided or done this year."""
        return tuple(duty.words for duty in self.duties if not duty.done)


def year_report(facts: YearFacts, *, has_thai_digits: bool = True) -> Paper:
    """The report as the council publishes it."""
    head = f"ตาม{facts.source}" if facts.source else ""
    blocks: list[Block] = [
        Title(tuple(filter(None, (f"รายงานประจำปี {facts.body.name}", facts.year_words, head)))),
        Heading("การประชุมในรอบปี", "1."),
        *_meetings(facts),
        Heading("มติและงานตามภารกิจของสภา", "2."),
        *_duties(facts),
        Heading("มติตามประเด็นงาน", "3."),
        *_figures(tuple((words, f"{count:,} มติ") for words, count in facts.issues)),
    ]
    for at, part in enumerate(facts.parts, 4):
        blocks += [Heading(part.title, f"{at}."), *_figures(part.lines, part.heads)]
        if part.remark:
            blocks.append(Paragraph(part.remark))
    blocks.append(Heading("ภารกิจที่ยังไม่มีมติหรืองานในรอบปี", f"{4 + len(facts.parts)}."))
    blocks += [Paragraph(words) for words in facts.unmet] or [Paragraph("ไม่มี")]
    blocks.append(Signatures((signature(facts.signer, "ผู้รายงาน"),)))
    return Paper(
        f"รายงานประจำปี {facts.body.name} {facts.year_words}", tuple(blocks), has_thai_digits=has_thai_digits
    )


def meeting_words(facts: YearFacts) -> str:
    """How many meetings were held, how many count, beside what the rule wants."""
    held = f"จัดประชุม {len(facts.meetings)} ครั้ง ครบองค์ประชุม {facts.counting_meetings} ครั้ง"
    if facts.needed_meetings is None:
        return held
    short = facts.needed_meetings - facts.counting_meetings
    wanted = f"กำหนดไว้ไม่น้อยกว่าปีละ {facts.needed_meetings} ครั้ง"
    return f"{held} ({wanted} {f'ยังขาด {short} ครั้ง' if short > 0 else 'ครบตามกำหนด'})"


def _meetings(facts: YearFacts) -> Iterator[Block]:
    yield Paragraph(meeting_words(facts))
    if facts.meetings:
        rows = tuple(
            (
                one.meeting.number_words.removeprefix("ครั้งที่ "), short_date(one.meeting.on),
                _heads(one.present), _heads(one.members), one.quorum_words, f"{one.resolutions:,}",
            )
            for one in facts.meetings
        )  # fmt: skip
        decided = sum(one.resolutions for one in facts.meetings)
        yield Table(MEETING_COLUMNS, rows, ("รวม", f"{len(rows)} ครั้ง", "", "", "", f"{decided:,}"))


def _heads(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _duties(facts: YearFacts) -> Iterator[Block]:
    """Duties for which something was done, numbered in this report; each says which duty of the Act it is."""
    met = [(number, duty) for number, duty in enumerate(facts.duties, 1) if duty.done]
    for at, (number, duty) in enumerate(met, 1):
        yield Heading(f"{duty.words} (ภารกิจข้อ {number})", f"2.{at}", 2)
        yield Paragraph("\n".join(duty.done))
    if facts.others:
        if met:
            yield Heading("มติอื่นที่ไม่ได้ระบุภารกิจ", f"2.{len(met) + 1}", 2)
        yield Paragraph("\n".join(facts.others))
    elif not met:
        yield Paragraph("ไม่มีมติในรอบปี")


def _figures(lines: tuple[tuple[str, str], ...], heads: tuple[str, ...] = ()) -> Iterator[Block]:
    if not lines:
        yield Paragraph("ไม่มี")
        return
    if heads:
        yield Table(tuple(Column(words, width=2) for words in heads), lines)
        return
    yield Table((Column("รายการ", width=3), Column("จำนวน", "figure", 1.2)), lines)
