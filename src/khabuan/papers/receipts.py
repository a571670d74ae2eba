"""Receipts on paper: A5, two on A4, a 58 mm roll, a picture for LINE. Values in Thai, laid out by typst.

A receipt's check code has two halves: the first finds the book among all that have this number, the second
seals day and amount. It is kept nowhere; whoever keeps the money of the book tells what was paid.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlencode

import segno
from django.conf import settings

from khabuan.core.thai import baht_text, long_date, short_date
from khabuan.papers.pdf import check_code, compiled, printed_facts

RECEIPT = Path(__file__).parent / "typst" / "receipt.typ"
PICTURE_DOTS = 1080  # of the width of a picture: what a telephone shows without shrinking
PICTURE_INCHES = 80 / 25.4
MASK = 2  # of the QR code: trying all eight takes four times as long and reads no better
SHORT_NAME = 60


class Layout(StrEnum):
    """How receipts are set; a picture is of one receipt."""

    A5 = "a5"
    TWO_ON_A4 = "a4"
    ROLL = "roll"


@dataclass(frozen=True)
class ReceiptLine:
    """What was paid for, the days that it covers in words ("15 ม.ค. ถึง 13 ก.พ. 2569", or ""), how much."""

    what: str
    period: str
    baht: Decimal


@dataclass(frozen=True)
class ReceiptFacts:
    """A receipt as it is handed over. `number` is เลขที่ padded as its book is long, `book_key` the book's own key."""

    issuer: str
    book_key: int
    book: int
    number: str
    on: date
    payer: str
    member_number: str
    lines: Sequence[ReceiptLine]
    collector: str
    treasurer: str = ""
    issuer_place: str = ""
    is_void: bool = False
    void_reason: str = ""

    @property
    def total(self) -> Decimal:
        return sum((line.baht for line in self.lines), Decimal(0))

    @property
    def number_text(self) -> str:
        return f"{self.book}/{self.number}"

    @property
    def code(self) -> str:
        return receipt_code(self.book_key, int(self.number), self.on, self.total)


def receipt_code(book_key: int, number: int, on: date, total: Decimal) -> str:
    """The check code of a receipt ("7KQ2M-XW4DA"): half of the number, half of day and amount with it."""
    half = check_code("receipt.book", {"book": str(book_key), "number": number})[:5]
    seal = {"book": str(book_key), "number": number, "on": on.isoformat(), "baht": f"{total:.2f}"}
    return f"{half}-{check_code('receipt', seal)[:5]}"


def code_finds(code: str, book_key: int, number: int) -> bool:
    """Whether the first half of a code is that of this number of this book."""
    return code[:5] == check_code("receipt.book", {"book": str(book_key), "number": number})[:5]


def receipts_pdf(receipts: Sequence[ReceiptFacts], *, printed_by: str, layout: Layout = Layout.A5) -> bytes:
    """Many receipts in one PDF. ValueError for none."""
    if not receipts:
        raise ValueError("no receipt to print")
    return compiled(RECEIPT.read_text("utf-8"), _facts(receipts, layout.value, printed_by), name=RECEIPT.name)


def receipt_picture(receipt: ReceiptFacts, *, printed_by: str) -> bytes:
    """One receipt as a PNG, to be sent by LINE."""
    facts = _facts([receipt], "picture", printed_by)
    ppi = PICTURE_DOTS / PICTURE_INCHES
    return compiled(RECEIPT.read_text("utf-8"), facts, name=RECEIPT.name, form="png", ppi=ppi)


def _facts(receipts: Sequence[ReceiptFacts], layout: str, printed_by: str) -> dict[str, object]:
    return {
        "layout": layout,
        "receipts": [_values(receipt) for receipt in receipts],
        "printed": printed_facts(printed_by),
    }


def _values(receipt: ReceiptFacts) -> dict[str, object]:
    code = receipt.code
    return {
        "issuer": receipt.issuer, "issuer_place": receipt.issuer_place,
        "book": str(receipt.book), "number": receipt.number, "on": long_date(receipt.on),
        "payer": receipt.payer, "member_number": receipt.member_number,
        "lines": [
            {"what": line.what, "period": line.period, "baht": f"{line.baht:,.2f}"} for line in receipt.lines
        ],
        "total": f"{receipt.total:,.2f}", "words": baht_text(receipt.total),
        "collector": receipt.collector, "treasurer": receipt.treasurer,
        "is_void": receipt.is_void, "void_reason": receipt.void_reason,
        "code": code, "qr": list(_qr(receipt, code)), "where": _where(),
    }  # fmt: skip


def _where() -> str:
    if settings.PUBLIC_ADDRESS:
        return f"ตรวจได้ที่ {settings.PUBLIC_ADDRESS}/papers/check/"
    return "ตรวจได้ที่เหรัญญิกกองทุน โดยบอกเลขที่และรหัสนี้"


def readable(receipt: ReceiptFacts, code: str) -> str:
    """What the QR code says to any telephone, without a network; a link only where strangers reach us."""
    lines = [
        receipt.issuer[:SHORT_NAME],
        f"ใบเสร็จ {receipt.number_text}",
        short_date(receipt.on),
        f"{receipt.total:,.2f} บาท",
        f"รหัสตรวจ {code}",
    ]
    if receipt.is_void:
        lines.insert(0, "ยกเลิก")
    if settings.PUBLIC_ADDRESS:
        asked = urlencode({"number": receipt.number_text, "code": code})
        lines.append(f"{settings.PUBLIC_ADDRESS}/papers/check/receipt/?{asked}")
    return "\n".join(lines)


def _qr(receipt: ReceiptFacts, code: str) -> bytes:
    made = segno.make(
        readable(receipt, code), error="l", micro=False, encoding="utf-8", mask=MASK, boost_error=False
    )
    picture = io.BytesIO()
    made.save(picture, kind="png", scale=2, border=2)
    return picture.getvalue()
