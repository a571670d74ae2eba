"""Receipts on paper: whole, in every layout, and told apart by number and code."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import ReceiptCheck, ReceiptTold
from khabuan.papers.actions.numbers import issue_number_book, void_number
from khabuan.papers.pdf import pages_of
from khabuan.papers.queries.receipts import check_receipt
from khabuan.papers.receipts import (
    Layout,
    ReceiptFacts,
    ReceiptLine,
    readable,
    receipt_code,
    receipt_picture,
    receipts_pdf,
)
from tests.registry.conftest import World, _today_and_key, world  # noqa: F401 - fixtures

ON = date(2026, 1, 5)
ONE = ReceiptFacts(
    issuer="กองทุนสวัสดิการชุมชนตำบลทดสอบ",
    book_key=71,
    book=12,
    number="034",
    on=ON,
    payer="นางสาวสมาชิกทดสอบ 0046",
    member_number="0046",
    lines=[ReceiptLine("เงินสมทบวันละบาท 30 วัน", "15 ม.ค. ถึง 13 ก.พ. 2569", Decimal(30))],
    collector="กรรมการทดสอบ 03",
    treasurer="เหรัญญิกทดสอบ",
)
LONG = replace(
    ONE,
    issuer="กองทุนสวัสดิการชุมชนเทศบาลเมืองทดสอบ" * 3,
    payer="ว่าที่ร้อยตรีหญิงสมาชิกทดสอบผู้มีชื่อยาว" * 3,
    lines=[ReceiptLine("เงินสมทบค้างชำระของงวดที่ผ่านมา" * 2, "1 ต.ค. 2567 ถึง 30 ก.ย. 2568", Decimal("365.25"))]
    * 12,
    is_void=True,
    void_reason="พิมพ์ชื่อผู้จ่ายผิด",
)


def seconds_of_work(begin: float) -> float:
    return time.process_time() - begin


@pytest.mark.parametrize("layout", Layout)
def test_one_receipt_is_one_page_even_with_long_names(layout: Layout) -> None:
    for receipt in (ONE, LONG):
        assert pages_of(receipts_pdf([receipt], printed_by="เหรัญญิก", layout=layout)) == 1


def test_three_hundred_receipts_are_printed_at_once() -> None:
    many = [replace(ONE, number=f"{number:03d}") for number in range(1, 301)]
    begin = time.process_time()
    content = receipts_pdf(many, printed_by="เหรัญญิก")
    assert pages_of(content) == 300
    assert seconds_of_work(begin) < 8, "2.5 s of a free machine, more of a busy one"
    assert pages_of(receipts_pdf(many[:5], printed_by="เหรัญญิก", layout=Layout.TWO_ON_A4)) == 3


def test_nothing_is_not_printed() -> None:
    with pytest.raises(ValueError, match="no receipt"):
        receipts_pdf([], printed_by="เหรัญญิก")


def test_a_picture_is_as_wide_as_a_telephone_shows() -> None:
    small, large = (Image.open(io.BytesIO(receipt_picture(one, printed_by="เหรัญญิก"))) for one in (ONE, LONG))
    assert small.width == large.width == 1080
    assert large.height > small.height > small.width


def test_the_code_to_scan_is_read_without_a_network(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = ""
    said = readable(ONE, ONE.code)
    assert said.split("\n") == [
        "กองทุนสวัสดิการชุมชนตำบลทดสอบ", "ใบเสร็จ 12/034", "5 ม.ค. 2569", "30.00 บาท", f"รหัสตรวจ {ONE.code}",
    ]  # fmt: skip
    assert readable(replace(ONE, is_void=True), ONE.code).startswith("ยกเลิก\n")
    settings.PUBLIC_ADDRESS = "https://example.org"
    assert readable(ONE, ONE.code).endswith(
        f"\nhttps://example.org/papers/check/receipt/?number=12%2F034&code={ONE.code}"
    )


def test_the_code_changes_with_book_number_day_and_amount() -> None:
    other = {
        receipt_code(71, 34, ON, Decimal(30)), receipt_code(72, 34, ON, Decimal(30)),
        receipt_code(71, 35, ON, Decimal(30)), receipt_code(71, 34, date(2026, 1, 6), Decimal(30)),
        receipt_code(71, 34, ON, Decimal("30.01")),
    }  # fmt: skip
    assert len(other) == 5
    assert ONE.code == receipt_code(71, 34, ON, Decimal("30.00"))


@pytest.fixture
def told() -> Iterator[dict[tuple[int, int], ReceiptTold]]:
    """What an upper app knows, by book and number."""
    known: dict[tuple[int, int], ReceiptTold] = {}
    offers.receipt_checks.add(ReceiptCheck("test", lambda book, number: known.get((book, number))))
    yield known
    offers.receipt_checks._offers.pop("test")


def test_whoever_holds_a_receipt_learns_whether_it_counts(
    world: World,  # noqa: F811
    client: Client,
    told: dict[tuple[int, int], ReceiptTold],
) -> None:
    fund = world.body("fund", "กองทุนทดสอบ")
    neighbour = world.body("fund", "กองทุนข้างเคียง", "19.01.02.")
    books = [
        issue_number_book(
            actor=Actor.system(), body=body, kind="receipt", number=12, last=100, issued_to="โต๊ะรับเงิน"
        )
        for body in (fund, neighbour)
    ]
    for book in books:
        void_number(actor=Actor.system(), book=book, number=1, reason="ฉีก")  # so that 12/001 is used
        told[book.pk, 1] = ReceiptTold(str(book.pk), ON, Decimal(30))
    code = receipt_code(books[1].pk, 1, ON, Decimal(30))
    asked = {"number": "12/001", "code": code.lower()}
    page = client.get("/papers/check/receipt/", asked).content.decode()
    assert "ยังใช้ได้" in page
    assert str(books[1].pk) in page
    assert "ยังใช้ได้" in client.get("/papers/check/receipt/", {**asked, "number": "๑๒/๐๐๑"}).content.decode()
    told[books[1].pk, 1] = replace(told[books[1].pk, 1], is_void=True)
    assert "ใบเสร็จนี้ยกเลิกแล้ว" in client.get("/papers/check/receipt/", asked).content.decode()
    for number, wrong in (("12/002", code), ("12/001", receipt_code(books[1].pk, 1, ON, Decimal(31)))):
        answer = client.get("/papers/check/receipt/", {"number": number, "code": wrong})
        assert answer.status_code == 404
        assert str(books[1].pk) not in answer.content.decode()
    assert client.get("/papers/check/receipt/", {"number": "12", "code": code}).status_code == 422


def test_a_number_that_no_app_knows_is_unknown(world: World) -> None:  # noqa: F811
    assert check_receipt("12/034", "AAAAA-BBBBB").told is None
    assert check_receipt("สิบสอง", "AAAAA-BBBBB").told is None
