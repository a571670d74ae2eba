"""รายงานการประชุม as Thai officials write it, and คัดสำเนามติ. Pure: frozen facts in, blocks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from khabuan.core.thai import long_date
from khabuan.meetings.printing.facts import (
    NOBODY,
    AgendaLine,
    MeetingFacts,
    Person,
    clock_words,
    people,
    signature,
)
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.quorum import Quorum, Tally
from khabuan.papers.writing import (
    Block,
    Decision,
    Heading,
    Paper,
    Paragraph,
    Signatures,
    Title,
)


class MinutesState(StrEnum):
    """How far minutes have come."""

    DRAFT = "draft"
    CHECKED = "checked"
    ADOPTED = "adopted"


DRAFT_WORDS = {
    MinutesState.DRAFT: "ร่าง ยังไม่ได้ตรวจ",
    MinutesState.CHECKED: "ร่าง ตรวจแล้ว รอที่ประชุมรับรอง",
    MinutesState.ADOPTED: "",
}


@dataclass(frozen=True)
class Count:
    """The vote as it was counted, and the heads of its moment; `apart`: members who did not vote for their interest.

    `listed`: how many the sign-in list has at that moment, where it was put right after the vote."""

    tally: Tally
    quorum: Quorum
    apart: int = 0
    is_secret: bool = False
    listed: int | None = None


@dataclass(frozen=True)
class Handed:
    """Who is to do what follows from a resolution, until when. `what` "": what was decided itself."""

    owner: Person
    what: str = ""
    due_on: date | None = None

    @property
    def words(self) -> str:
        """มอบ เลขานุการ ส่งรายชื่อผู้แทน ภายในวันที่ 15 มกราคม 2570."""
        who = " ".join(filter(None, (self.owner.name, self.owner.post)))
        what = self.what or ("ดำเนินการ" if who else "ให้ดำเนินการ")
        until = f"ภายในวันที่ {long_date(self.due_on)}" if self.due_on else ""
        return " ".join(filter(None, ("มอบ", who, what, until)))


@dataclass(frozen=True)
class Resolved:
    """What was decided. Without a count it was agreed without one (รับทราบ, เห็นชอบโดยไม่มีผู้คัดค้าน).

    `outcome` stands for what did not become a resolution: not carried, tied, without a quorum.
    """

    words: str
    number: str = ""
    count: Count | None = None
    outcome: str = ""
    followed: tuple[Handed, ...] = ()


@dataclass(frozen=True)
class Adopted:
    """Minutes of an earlier meeting that this one adopted, with what it wanted corrected and the resolution's number."""

    meeting: MeetingFacts
    corrections: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Chosen:
    """Who was elected to what. `stood`: all candidates with their votes, where votes were counted; `how`: the rounds."""

    words: str
    elected: tuple[Person, ...] = ()
    stood: tuple[Person, ...] = ()
    how: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class QuorumMark:
    """From this moment the meeting had too few, or enough again."""

    at: time
    present: int
    needed: int

    @property
    def words(self) -> str:
        if self.present < self.needed:
            lost = f"เหลือผู้มาประชุม {self.present} คน จากที่ต้องมี {self.needed} คน"
            return f"เวลา {clock_words(self.at)} องค์ประชุมไม่ครบ {lost} มติหลังจากนี้ไม่มีผลจนกว่าจะครบองค์ประชุม"
        return f"เวลา {clock_words(self.at)} ครบองค์ประชุมแล้ว มีผู้มาประชุม {self.present} คน"


@dataclass(frozen=True)
class MinuteItem:
    """One item of the agenda: what was said, decided, adopted and who was chosen, when the quorum went or came back."""

    line: AgendaLine
    said: str = ""
    resolved: tuple[Resolved, ...] = ()
    marks: tuple[QuorumMark, ...] = ()
    adopted: tuple[Adopted, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    state: ItemState = ItemState.DONE

    @property
    def is_bare(self) -> bool:
        """Nothing was said or done under it."""
        return not (self.said or self.resolved or self.marks or self.adopted or self.chosen)


@dataclass(frozen=True)
class Adoption:
    """Which later meeting adopted the minutes, and the corrections that it noted. The minutes stay as they were."""

    meeting: MeetingFacts
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutesFacts:
    """All that minutes say, as it was entered for the meeting."""

    meeting: MeetingFacts
    state: MinutesState
    came: tuple[Person, ...]
    absent: tuple[Person, ...]
    joined: tuple[Person, ...]  # guests and agencies: they do not count for the quorum
    items: tuple[MinuteItem, ...]
    needed: int | None  # None: no rule says how many
    members: int
    present: int | None = None  # seats filled when it began; None: all who came
    began_at: time | None = None
    ended_at: time | None = None
    opening: str = ""
    recorder: Person = NOBODY
    checker: Person = NOBODY
    adoption: Adoption | None = None

    @property
    def at_the_beginning(self) -> int:
        return len(self.came) if self.present is None else self.present

    @property
    def began_with_quorum(self) -> bool | None:
        return None if self.needed is None else self.at_the_beginning >= self.needed


def minutes_paper(facts: MinutesFacts, *, has_thai_digits: bool = True) -> Paper:
    """รายงานการประชุม: who came and did not, each item with what was said and decided, who wrote and who checked."""
    meeting = facts.meeting
    blocks: list[Block] = [
        Title((f"รายงาน{meeting.held}", meeting.number_words, meeting.when_words, f"ณ {meeting.place}")),
        Heading("ผู้มาประชุม"), people(facts.came),
        Heading("ผู้ไม่มาประชุม"), people(facts.absent),
        Heading("ผู้เข้าร่วมประชุม"), people(facts.joined),
        Heading(_hour("เริ่มประชุมเวลา", facts.began_at)),
        Paragraph("\n".join(filter(None, (_quorum_words(facts), facts.opening)))),
    ]  # fmt: skip
    for at, item in enumerate(facts.items):
        following = facts.items[at + 1] if at + 1 < len(facts.items) else None
        blocks += _item(item, has_items=following is not None and following.line.depth > item.line.depth)
    blocks.append(Heading(_hour("เลิกประชุมเวลา", facts.ended_at)))
    blocks.append(
        Signatures(
            (
                signature(facts.recorder, "ผู้จดรายงานการประชุม"),
                signature(facts.checker, "ผู้ตรวจรายงานการประชุม"),
            )
        )
    )
    if facts.adoption:
        blocks += _adopted(facts.adoption)
    return Paper(
        f"รายงาน{meeting.name}",
        tuple(blocks), draft=DRAFT_WORDS[facts.state], has_thai_digits=has_thai_digits,
    )  # fmt: skip


def _hour(words: str, at: time | None) -> str:
    return f"{words} {clock_words(at)}" if at else f"{words} (ไม่ได้บันทึกเวลา)"


def _quorum_words(facts: MinutesFacts) -> str:
    heads = f"มีสมาชิก {facts.members} คน เมื่อเริ่มประชุมมาแล้ว {facts.at_the_beginning} คน"
    if facts.needed is None:
        return heads
    told = f"{heads} (องค์ประชุม {facts.needed} คน)"
    if facts.began_with_quorum:
        return f"{told} ครบองค์ประชุม"
    return f"{told} ไม่ครบองค์ประชุม จึงบันทึกไว้เป็นหลักฐาน มติที่ลงระหว่างที่ไม่ครบองค์ประชุมไม่มีผล"


def _item(item: MinuteItem, *, has_items: bool) -> Iterator[Block]:
    """A head under which nothing stands says so: ไม่มี."""
    yield Heading(item.line.text, item.line.label_words, item.line.depth)
    if item.line.depth == 1 and item.is_bare and not has_items:
        yield Paragraph("ไม่มี")
    if item.line.brought and item.line.brought.words:
        yield Paragraph(item.line.brought.words)
    if item.said:
        yield Paragraph(item.said)
    for mark in item.marks:
        yield Paragraph(mark.words, lead="องค์ประชุม")
    for one in item.resolved:
        yield decision_of(one)
    for adopted in item.adopted:
        yield _adopted_here(adopted)
    for chosen in item.chosen:
        yield from _chosen(chosen)
    if item.state is ItemState.PUT_OFF:
        yield Decision("ให้เลื่อนไปพิจารณาในการประชุมครั้งต่อไป")
    elif item.line.depth > 1 and item.is_bare:
        yield Paragraph("ไม่มีบันทึกการพิจารณา")


def _adopted_here(adopted: Adopted) -> Decision:
    what = f"รับรองรายงาน{adopted.meeting.name} เมื่อ{adopted.meeting.day_words.removeprefix('ระหว่าง')}"
    how = "โดยให้บันทึกการแก้ไขดังนี้" if adopted.corrections else "โดยไม่มีการแก้ไข"
    lines = [f"{at}. {words}" for at, words in enumerate(adopted.corrections, 1)]
    return Decision("\n".join(filter(None, (f"{what} {how}", *lines, _in_brackets(adopted.number)))))


def _chosen(chosen: Chosen) -> Iterator[Block]:
    if chosen.stood:
        yield Paragraph("ผู้ได้รับการเสนอชื่อ")
        yield people(chosen.stood)
    for words in chosen.how:
        yield Paragraph(words)
    yield Decision("\n".join(filter(None, (chosen.words, _in_brackets(chosen.number)))))
    if chosen.elected:
        yield people(chosen.elected)


def _in_brackets(number: str) -> str:
    return f"({number})" if number else ""


def decision_of(one: Resolved) -> Decision:
    """มติที่ประชุม with its number, the hands, the heads, and what makes it not count."""
    handed = [handed.words for handed in one.followed]
    lines = [one.words, *handed, _in_brackets(one.number), one.outcome]
    if one.count and one.count.quorum.has_quorum is False and not one.outcome:
        lines.append("ไม่ครบองค์ประชุม มตินี้ไม่มีผล")
    words = "\n".join(filter(None, lines))
    return Decision(words, count_words(one.count) if one.count else "")


def count_words(count: Count) -> str:
    """The hands and the heads; more hands than heads is said as it happened."""
    tally, quorum = count.tally, count.quorum
    hands = [
        f"เห็นชอบ {tally.votes_for} เสียง",
        f"ไม่เห็นชอบ {tally.against} เสียง",
        f"งดออกเสียง {tally.abstained} เสียง",
    ]
    if tally.spoilt:
        hands.append(f"บัตรเสีย {tally.spoilt} ใบ")
    heads = [f"ผู้มาประชุม {quorum.present} คน จากสมาชิก {quorum.entitled} คน"]
    if quorum.needed is not None:
        heads.append(f"องค์ประชุม {quorum.needed} คน")
    if count.apart:
        heads.append(f"มีส่วนได้เสียจึงไม่ลงคะแนน {count.apart} คน")
    told = f"{'ลงคะแนนลับ ' if count.is_secret else ''}{' '.join(hands)} ({' '.join(heads)})"
    if tally.casting is not None:
        told += f" คะแนนเสียงเท่ากัน ประธานออกเสียงชี้ขาดให้{'ผ่าน' if tally.casting else 'ไม่ผ่าน'}"
    if tally.counted > quorum.present - count.apart:
        told += " จำนวนเสียงมากกว่าผู้มาประชุม ต้องตรวจนับใหม่"
    if count.listed is not None:
        told += (
            f" หมายเหตุ บัญชีลงชื่อที่แก้ไขหลังการลงมติมีผู้มาประชุมในเวลานั้น {count.listed} คน "
            f"แต่ขณะลงมตินับได้ {quorum.present} คน และไม่ได้ลงมติใหม่ จึงถือตามที่นับไว้"
        )
    return told


def _adopted(adoption: Adoption) -> Iterator[Block]:
    by = f"{adoption.meeting.name} เมื่อวันที่ {long_date(adoption.meeting.on)} รับรองรายงานการประชุมนี้"
    if not adoption.corrections:
        yield Paragraph(f"{by} โดยไม่มีการแก้ไข", lead="การรับรอง")
        return
    yield Paragraph(f"{by} โดยให้บันทึกการแก้ไขดังนี้", lead="การรับรอง")
    for at, words in enumerate(adoption.corrections, 1):
        yield Paragraph(f"{at}. {words}")


@dataclass(frozen=True)
class ExtractFacts:
    """One resolution copied out of minutes, for whoever needs to show it."""

    meeting: MeetingFacts
    line: AgendaLine
    resolved: Resolved
    state: MinutesState
    copied_on: date
    copier: Person = NOBODY
    certifier: Person = NOBODY
    adoption: Adoption | None = None


def resolution_extract(facts: ExtractFacts, *, has_thai_digits: bool = True) -> Paper:
    """คัดสำเนามติที่ประชุม; while the minutes are not adopted the copy says so on every page."""
    meeting = facts.meeting
    if facts.adoption:
        adopting = facts.adoption.meeting
        standing = f"รายงานการประชุมนี้รับรองแล้วใน{adopting.name} เมื่อวันที่ {long_date(adopting.on)}"
    else:
        standing = "รายงานการประชุมนี้ยังไม่ได้รับรองจากที่ประชุม"
    return Paper(
        f"สำเนามติ{meeting.name}",
        (
            Title(("คัดสำเนามติที่ประชุม", f"{meeting.body} {meeting.number_words}", meeting.when_words, f"ณ {meeting.place}")),
            Heading(facts.line.text, facts.line.label_words),
            decision_of(facts.resolved),
            Paragraph(standing),
            Paragraph(f"คัดสำเนาเมื่อวันที่ {long_date(facts.copied_on)} ขอรับรองว่าถูกต้องตรงตามรายงานการประชุม"),
            Signatures(
                (signature(facts.copier, "ผู้คัดสำเนา"), signature(facts.certifier, "ผู้รับรองสำเนาถูกต้อง")),
                is_in_one_line=True,
            ),
        ),
        draft="" if facts.state == MinutesState.ADOPTED else DRAFT_WORDS[facts.state],
        has_thai_digits=has_thai_digits,
    )  # fmt: skip
