"""What papers of a meeting need to know, as frozen values, and the words that they share. Pure.

Words are Thai whatever the reader's language: these papers go to Thai offices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from khabuan.core.thai import be_year, long_date, long_range
from khabuan.papers.writing import Letterhead, People, PersonLine, Signature


@dataclass(frozen=True)
class BodyFacts:
    """Whose paper it is: name, lines of the address, how the office is reached."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""

    @property
    def letterhead(self) -> Letterhead:
        return Letterhead(self.name, self.address, self.contact)


@dataclass(frozen=True)
class Person:
    """Somebody with the post held that day; `note` says what is particular (ลา, ขาด, แทน …).

    `key`: of the person in the register, 0 where it is not known. By it a name is taken out at an erasure.
    """

    name: str
    post: str = ""
    note: str = ""
    key: int = 0


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting of a body: ครั้งที่ number/พ.ศ. (`year` is CE), its days and hour, where it is."""

    body: str
    number: int
    year: int
    on: date
    place: str
    begins_at: time | None = None
    until: date | None = None
    is_special: bool = False

    @property
    def number_words(self) -> str:
        """ครั้งที่ 3/2569, (วิสามัญ) where it is one."""
        words = f"ครั้งที่ {self.number}/{be_year(date(self.year, 1, 1))}"
        return f"{words} (วิสามัญ)" if self.is_special else words

    @property
    def day_words(self) -> str:
        """วันพุธที่ 16 กันยายน 2569; ระหว่างวันที่ 10–11 เมษายน 2560."""
        if self.until and self.until != self.on:
            return f"ระหว่างวันที่ {long_range(self.on, self.until)}"
        return long_date(self.on, weekday=True)

    @property
    def when_words(self) -> str:
        """The day as it stands over a paper: เมื่อวันพุธที่ 16 กันยายน 2569."""
        return self.day_words if self.day_words.startswith("ระหว่าง") else f"เมื่อ{self.day_words}"

    @property
    def held(self) -> str:
        """การประชุมสภาองค์กรชุมชนตำบล…; a body that is a meeting by its own name does not meet twice."""
        for word in ("การประชุม", "ที่ประชุม"):
            if self.body.startswith(word):
                return f"การประชุม{self.body.removeprefix(word)}"
        return f"การประชุม{self.body}"

    @property
    def name(self) -> str:
        return f"{self.held} {self.number_words}"


@dataclass(frozen=True)
class Brought:
    """What an item brings back: whose it is, its day, and what was answered or reported last (`kind`: คำตอบ, …).

    Without a `kind` nobody is asked to answer: an item that was put off, a proposal.
    """

    owner: Person
    due_on: date | None = None
    kind: str = ""
    said: str = ""
    said_on: date | None = None

    @property
    def words(self) -> str:
        """ผู้รับผิดชอบ … กำหนด …, then the last answer, a line each."""
        due = f"กำหนด {long_date(self.due_on)}" if self.due_on else ""
        who = " ".join(filter(None, (self.owner.name, self.owner.post)))
        first = " ".join(filter(None, (f"ผู้รับผิดชอบ {who}" if who else "", due)))
        if not self.kind:
            return first
        if not self.said or self.said_on is None:
            return "\n".join(filter(None, (first, f"ยังไม่มี{self.kind}")))
        return "\n".join(filter(None, (first, f"{self.kind}เมื่อ {long_date(self.said_on)}: {self.said}")))


@dataclass(frozen=True)
class AgendaLine:
    """ระเบียบวาระที่ 3 (label "3"), an item under it ("3.1"), or a matter of the meeting without a number ("")."""

    label: str
    text: str
    brought: Brought | None = None

    @property
    def depth(self) -> int:
        return self.label.count(".") + 1 if self.label else 2

    @property
    def label_words(self) -> str:
        return f"ระเบียบวาระที่ {self.label}" if self.depth == 1 else self.label


def clock_words(at: time) -> str:
    """09.30 น., as minutes have it."""
    return f"{at:%H.%M} น."


def people(persons: tuple[Person, ...]) -> People:
    """The numbered list of these people."""
    return People(tuple(PersonLine(one.name, one.post, one.note) for one in persons))


def signature(person: Person, part: str = "") -> Signature:
    return Signature(person.name, person.post, part)


NOBODY = Person("")  # not known yet: dots to be filled in by hand
