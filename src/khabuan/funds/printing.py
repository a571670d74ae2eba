"""Sheets and receipts on paper, in Thai words whatever the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.thai import long_date, short_date
from khabuan.funds.models import CollectionSheet
from khabuan.funds.queries.receipts import Numbers, SheetLine
from khabuan.funds.queries.roll import Roll
from khabuan.funds.rules.words import SecondSignature
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, render
from khabuan.papers.receipts import ReceiptFacts, ReceiptLine
from khabuan.papers.rules import padded

LIST = Path(__file__).parent / "typst" / "sheet_list.typ"
RECORD = Path(__file__).parent / "typst" / "sheet_record.typ"
KIND = IssuedDocument.Kind.VOUCHER
NAMES = {LineKind.CONTRIBUTION: "เงินสมทบ", LineKind.ENTRY_FEE: "ค่าสมัครแรกเข้า"}


def receipts_of(sheet: CollectionSheet, lines: Iterable[SheetLine], numbers: Numbers) -> list[ReceiptFacts]:
    """The receipts of a sheet in their order: what stands under one number is one receipt."""
    under: dict[int, list[SheetLine]] = {}
    for line in lines:
        if line.book is not None:
            under.setdefault(line.seq, []).append(line)
    return [_receipt(sheet, rows, numbers) for _seq, rows in sorted(under.items())]


def _receipt(sheet: CollectionSheet, rows: Sequence[SheetLine], numbers: Numbers) -> ReceiptFacts:
    first = rows[0]
    book, member = first.book, first.member
    if book is None:
        raise ValueError("a line without a number has no receipt")
    is_void = all(one.is_void for one in rows)
    return ReceiptFacts(
        issuer=sheet.fund.organisation.name, issuer_place=sheet.centre.name if sheet.centre else "",
        book_key=book.pk, book=book.number, number=padded(first.plain_number, book.last), on=sheet.on,
        payer=str(member.person) if member else "–", member_number=member.number if member else "–",
        lines=[ReceiptLine(NAMES[LineKind(one.kind)], _period(one), one.amount) for one in rows],
        collector=sheet.collector, is_void=is_void, void_reason=numbers.void_reason(first.seq) if is_void else "",
    )  # fmt: skip


def _period(line: SheetLine) -> str:
    """ "15 ม.ค. 2569 ถึง 13 ก.พ. 2569 (30 วัน)"."""
    if line.from_on is None or line.to_on is None:
        return ""
    days = (line.to_on - line.from_on).days + 1
    return f"{short_date(line.from_on)} ถึง {short_date(line.to_on)} ({days} วัน)"


def print_list(actor: Actor, sheet: CollectionSheet, roll: Roll) -> Printed:
    """The list to collect by and to sign on, before anything is taken."""
    rows = [
        [
            one.member.number, str(one.member.person), short_date(one.payer.paid) if one.payer.paid else "–",
            f"{money.baht(one.offered.main.satang):,.2f}" if one.offered else "–", "", "",
        ]
        for one in roll.rows
    ]  # fmt: skip
    values = {**_heading(sheet), "rows": rows, "count": len(rows)}
    return _issue(actor, sheet, (LIST, "รายชื่อเก็บเงิน"), values, [("จำนวนคน", f"{len(rows):,}")])


def print_record(
    actor: Actor, sheet: CollectionSheet, lines: Sequence[SheetLine], numbers: Numbers
) -> Printed:
    """What was taken, line by line with its number, to be signed by two."""
    rows = [
        [
            one.number or "–", one.member.number if one.member else "–", str(one.member.person) if one.member else "–",
            NAMES[LineKind(one.kind)], short_date(one.to_on) if one.to_on else "–",
            "ยกเลิก" if one.is_void else f"{one.amount:,.2f}",
        ]
        for one in lines
    ]  # fmt: skip
    total = sum((one.amount for one in lines if not one.is_void), money.NOTHING)
    with override("th"):
        signed = _(SecondSignature(sheet.signature).label)
    values = {
        **_heading(sheet), "rows": rows, "count": sum(not one.is_void for one in lines), "total": f"{total:,.2f}",
        "counted": f"{sheet.counted:,.2f}" if sheet.counted is not None else "–", "numbers": numbers.ranges or "–",
        "signed": f"{signed} {sheet.signed_by}".strip(),
    }  # fmt: skip
    figures = [("จำนวนเงิน", f"{total:,.2f} บาท"), ("วันที่", long_date(sheet.on))]
    return _issue(actor, sheet, (RECORD, "ใบเก็บเงิน"), values, figures)


def _heading(sheet: CollectionSheet) -> dict[str, object]:
    return {
        "fund": sheet.fund.organisation.name, "centre": sheet.centre.name if sheet.centre else "โต๊ะกองทุน",
        "on": long_date(sheet.on), "collector": sheet.collector,
        "book": str(sheet.number_book.number) if sheet.number_book else "–",
    }  # fmt: skip


def _issue(
    actor: Actor,
    sheet: CollectionSheet,
    paper: tuple[Path, str],
    values: dict[str, object],
    figures: Sequence[tuple[str, str]],
) -> Printed:
    """The PDF, written down as issued: its code tells desk, day and total, and no person."""
    body, (template, name) = sheet.centre or sheet.fund.organisation, paper
    with override("th"):
        printed = render(template, values, kind=KIND, printed_by=actor.title or actor.seat)
        title = f"{name} {values['on']} {body}"
        issue_document(actor=actor, area=body, kind=KIND, title=title, printed=printed, figures=figures)
    return printed
