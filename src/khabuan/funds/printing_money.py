"""Vouchers on paper: ใบสำคัญรับเงิน, ใบสำคัญจ่ายเงิน and ใบนำส่งเงิน, the amount in words and the lines to sign on."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.core.thai import baht_text, long_date
from khabuan.funds.models import HandOver, Voucher
from khabuan.funds.rules.words import PAID_OUT, HandOverStep
from khabuan.papers.actions.documents import issue_document
from khabuan.papers.models import IssuedDocument
from khabuan.papers.pdf import Printed, render

VOUCHER = Path(__file__).parent / "typst" / "voucher.typ"
KIND = IssuedDocument.Kind.VOUCHER
BLANK = "." * 34


def issue_voucher(actor: Actor, voucher: Voucher) -> Printed:
    """The PDF of a voucher, written down as issued: its code tells day and amount, and no person."""
    with override("th"):
        values = _values(voucher)
        printed = render(VOUCHER, values, kind=KIND, printed_by=actor.title or actor.seat)
        issue_document(
            actor=actor, area=voucher.fund.organisation, kind=KIND,
            title=f"{values['title']} {voucher.number} {voucher.fund}".replace("  ", " "), printed=printed,
            figures=[("จำนวนเงิน", f"{voucher.amount:,.2f} บาท"), ("วันที่", long_date(voucher.on))],
        )  # fmt: skip
    return printed


def issue_slip(actor: Actor, handed: HandOver) -> Printed:
    """The PDF of a step of the cash (ใบนำส่งเงิน), signed by who gave and who took it; written down as issued."""
    body = handed.centre or handed.fund.organisation
    with override("th"):
        values = _slip_values(handed)
        printed = render(VOUCHER, values, kind=KIND, printed_by=actor.title or actor.seat)
        issue_document(
            actor=actor, area=body, kind=KIND, title=f"{values['title']} {values['on']} {body}", printed=printed,
            figures=[("จำนวนเงิน", f"{handed.amount:,.2f} บาท"), ("วันที่", long_date(handed.on))],
        )  # fmt: skip
    return printed


def _slip_values(handed: HandOver) -> dict[str, object]:
    is_bank = handed.step == HandOverStep.BANK
    lines = [
        ("จาก", "เหรัญญิก" if is_bank else handed.centre.name if handed.centre else "โต๊ะกองทุน"),
        ("เข้า", str(handed.bank_account) if is_bank else "เหรัญญิก"),
        ("ตามบัญชี", f"{handed.expected:,.2f} บาท"),
        ("ยังไม่ส่ง", f"{handed.short:,.2f} บาท" if handed.short else ""),
        ("เพราะ", handed.note),
        ("เอกสารอ้างอิง", handed.document),
        ("รายการบัญชีเลขที่", str(handed.entry.number) if handed.entry else ""),
    ]
    return {
        "body": handed.fund.organisation.name, "title": "ใบนำฝากเงิน" if is_bank else "ใบนำส่งเงิน", "number": "",
        "on": long_date(handed.on), "words": baht_text(handed.amount), "amount": f"{handed.amount:,.2f}",
        "lines": [list(pair) for pair in lines if pair[1]],
        "signs": [["ผู้ส่งเงิน", handed.giver or BLANK], ["ผู้รับเงิน", handed.taker or BLANK]],
    }  # fmt: skip


def _values(voucher: Voucher) -> dict[str, object]:
    is_paid = voucher.act in PAID_OUT
    lines = [
        ("จ่ายให้" if is_paid else "รับจาก", voucher.who),
        ("รายการ", voucher.what),
        ("บัญชี", str(voucher.account) if voucher.account else ""),
        ("จ่ายจาก" if is_paid else "เก็บไว้ที่", voucher.money.name if voucher.money else ""),
        ("แหล่งเงิน", str(voucher.get_source_display()) if voucher.source else ""),
        ("ผู้อนุมัติ", voucher.approved),
        ("มติ", str(voucher.resolution) if voucher.resolution else ""),
        ("เอกสารอ้างอิง", voucher.document),
        ("รายการบัญชีเลขที่", str(voucher.entry.number) if voucher.entry else ""),
    ]
    receiver = voucher.who if is_paid and voucher.who else BLANK
    signs = [("ผู้รับเงิน", receiver), ("ผู้จ่ายเงิน", BLANK), ("พยาน", BLANK)]
    return {
        "body": voucher.fund.organisation.name,
        "title": "ใบสำคัญจ่ายเงิน" if is_paid else "ใบสำคัญรับเงิน",
        "number": voucher.number, "on": long_date(voucher.on), "words": baht_text(voucher.amount),
        "amount": f"{voucher.amount:,.2f}", "lines": [list(pair) for pair in lines if pair[1]],
        "signs": [list(pair) for pair in signs],
    }  # fmt: skip
