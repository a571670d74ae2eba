"""ใบสำคัญรับเงิน: travel and meals of those who came, per head, in figures and words, to be signed; and as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khabuan.core.sheets import ColumnSpec, write_rows
from khabuan.core.thai import baht_text
from khabuan.meetings.printing.facts import NOBODY, MeetingFacts, Person, signature
from khabuan.meetings.rules.payments import PayFacts, totals_of
from khabuan.papers.writing import Column, Paper, Paragraph, Signatures, Table, Title

COLUMNS = (
    Column("ที่", "middle", 0.6),
    Column("ชื่อ–สกุล", width=2.7),
    Column("ตำแหน่ง / มาจาก", width=2.4),
    Column("ค่าพาหนะ", "figure", 1.5),
    Column("ค่าอาหาร", "figure", 1.5),
    Column("รวม", "figure", 1.5),
    Column("จำนวนเงินเป็นตัวอักษร", width=3.2),
    Column("ลายมือชื่อ", width=2.4),
)
SIGN_HEIGHT = 0.95  # cm
PAID_ON = "เมื่อวันที่ ........ เดือน .................... พ.ศ. ............"  # filled in by hand, as it is paid
SPECS = (
    ColumnSpec("name", "ชื่อ–สกุล"),
    ColumnSpec("post", "ตำแหน่ง"),
    ColumnSpec("where_from", "มาจาก"),
    ColumnSpec("travel", "ค่าพาหนะ", "number"),
    ColumnSpec("meals", "ค่าอาหาร", "number"),
    ColumnSpec("total", "รวม", "number"),
    ColumnSpec("words", "จำนวนเงินเป็นตัวอักษร"),
)


@dataclass(frozen=True)
class PayListFacts:
    """A list of payments of one meeting: out of whose money, who pays, who checked."""

    meeting: MeetingFacts
    lines: tuple[PayFacts, ...]
    paid_from: str  # the project or fund that pays
    payer: Person = NOBODY
    checker: Person = NOBODY


def pay_list_paper(facts: PayListFacts) -> Paper:
    """The list to sign. ValueError for a line that cannot be paid."""
    totals = totals_of(facts.lines)
    meeting = facts.meeting
    rows = tuple(
        (
            str(at), line.name, " / ".join(filter(None, (line.post, line.where_from))), _baht(line.travel),
            _baht(line.meals), _baht(line.total), baht_text(line.total), "",
        )
        for at, line in enumerate(facts.lines, 1)
    )  # fmt: skip
    words = baht_text(totals.total)
    last = (
        "",
        f"รวม {totals.heads} คน",
        "",
        _baht(totals.travel),
        _baht(totals.meals),
        _baht(totals.total),
        words,
        "",
    )
    return Paper(
        f"ใบสำคัญรับเงิน {meeting.name}",
        (
            Title(("ใบสำคัญรับเงิน ค่าพาหนะและค่าอาหารผู้เข้าประชุม", meeting.name, f"{meeting.day_words} ณ {meeting.place}")),
            Paragraph(
                f"ข้าพเจ้าผู้มีรายนามข้างท้ายนี้ได้รับเงินจาก{facts.paid_from} ตามจำนวนที่ปรากฏไว้ถูกต้องแล้ว {PAID_ON}",
            ),
            Table(COLUMNS, rows, last, row_height=SIGN_HEIGHT),
            Signatures(
                (signature(facts.payer, "ผู้จ่ายเงิน"), signature(facts.checker, "ผู้ตรวจสอบ")), is_in_one_line=True
            ),
        ),
        is_wide=True,
    )  # fmt: skip


def pay_list_sheet(lines: Sequence[PayFacts]) -> bytes:
    """The same lines and their sum as XLSX, figures as numbers, so that they become vouchers elsewhere. ValueError as
    above."""
    totals = totals_of(lines)
    rows = [
        (line.name, line.post, line.where_from, line.travel, line.meals, line.total, baht_text(line.total))
        for line in lines
    ]
    last = (
        f"รวม {totals.heads} คน",
        "",
        "",
        totals.travel,
        totals.meals,
        totals.total,
        baht_text(totals.total),
    )
    return write_rows(SPECS, [*rows, last], sheet_name="ใบสำคัญรับเงิน", room=0)


def _baht(amount: Decimal) -> str:
    return f"{amount:,.2f}"
