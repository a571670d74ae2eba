"""ใบลงชื่อผู้เข้าประชุม: number, name, post, signature, hours and each member's code; and the codes as cards to keep."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.meetings.printing.facts import MeetingFacts
from khabuan.papers.writing import Block, Column, FootNote, Heading, Paper, Table, Title

COLUMNS = (
    Column("ที่", "middle", 0.7),
    Column("ชื่อ–สกุล", width=2.8),
    Column("ตำแหน่ง", width=2.6),
    Column("ลายมือชื่อ", width=2.6),
    Column("เข้า", "middle", 1.1),
    Column("ออก", "middle", 1.1),
)
SCANNED = Column("สแกน", "code", 1.5)
OTHERS = (
    Column("ที่", "middle", 0.7),
    Column("ชื่อ–สกุล", width=2.8),
    Column("ตำแหน่ง / หน่วยงาน", width=2.8),
    Column("มาแทน", width=2.2),
    Column("ลายมือชื่อ", width=2.4),
    Column("เข้า", "middle", 1.1),
)
SIGN_HEIGHT, CODE_HEIGHT, CARD_HEIGHT = 0.95, 1.6, 3.4  # cm
BLANK_LINES = 8
CARDS_A_ROW = 2


@dataclass(frozen=True)
class SignLine:
    """A member on the sheet: the place on the roll, name, post, and the address that the code leads to ("": none)."""

    number: int
    name: str
    post: str
    group: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class SignFacts:
    """Whose meeting it is, and its roll in order."""

    meeting: MeetingFacts
    lines: tuple[SignLine, ...]


def sign_sheet(facts: SignFacts) -> Paper:
    """The sheet for the door, by groups; at its end lines for substitutes, guests and agencies."""
    meeting = facts.meeting
    blocks: list[Block] = [
        Title(("ใบลงชื่อผู้เข้าประชุม", meeting.name, f"{meeting.day_words} ณ {meeting.place}")),
    ]
    groups = list(dict.fromkeys(line.group for line in facts.lines))
    for group in groups:
        lines = tuple(line for line in facts.lines if line.group == group)
        if len(groups) > 1:
            blocks.append(Heading(f"{group} ({len(lines)} คน)", depth=2))
        blocks.append(_table(lines))
    blank = tuple((str(at), "", "", "", "", "") for at in range(1, BLANK_LINES + 1))
    blocks += [
        Heading("ผู้มาแทนสมาชิก แขก และหน่วยงาน", depth=2),
        Table(OTHERS, blank, row_height=SIGN_HEIGHT),
        FootNote("สแกนรหัสด้วยโทรศัพท์ที่เข้าระบบแล้วของผู้มีสิทธิลงชื่อ เพื่อลงชื่อเข้าประชุมให้สมาชิกคนนั้น"),
    ]
    return Paper(f"ใบลงชื่อผู้เข้าประชุม {meeting.name}", tuple(blocks))


def _table(lines: tuple[SignLine, ...]) -> Table:
    has_codes = any(line.address for line in lines)
    columns = (*COLUMNS, SCANNED) if has_codes else COLUMNS
    rows = tuple(
        (str(line.number), line.name, " ".join(filter(None, (line.post, line.note))), "", "", "")
        + ((line.address,) if has_codes else ())
        for line in lines
    )
    return Table(columns, rows, row_height=CODE_HEIGHT if has_codes else SIGN_HEIGHT)


def member_cards(facts: SignFacts) -> Paper:
    """Cards to cut out: the code with name, post and body. They serve at every meeting of the body."""
    columns = (Column("", "code", 1.6), Column("", width=2.4)) * CARDS_A_ROW
    cards = [(line.address, f"{line.name}\n{line.post}\n{facts.meeting.body}") for line in facts.lines]
    cards += [("", "")] * (-len(cards) % CARDS_A_ROW)
    pairs = [cards[at : at + CARDS_A_ROW] for at in range(0, len(cards), CARDS_A_ROW)]
    rows = tuple(tuple(cell for card in pair for cell in card) for pair in pairs)
    return Paper(
        f"บัตรลงชื่อเข้าประชุม {facts.meeting.body}",
        (
            Title(("บัตรลงชื่อเข้าประชุม", facts.meeting.body)),
            Table(columns, rows, row_height=CARD_HEIGHT),
            FootNote("ตัดแจกสมาชิกคนละใบ ใช้ได้ทุกครั้งที่ประชุม บัตรไม่มีเลขประจำตัวประชาชน และเปิดดูอะไรไม่ได้หากไม่มีสิทธิลงชื่อ"),
        ),
    )
