"""hledger, ledger and beancount read our books and add them up to the same satang."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import F
from tests.foreign_ledgers import Balances, balances, disagreements, month_end, months_between, strictly_read
from tests.made_books import TODAY, may_post, told_book

from khabuan.ledger.models import AccountMonth
from khabuan.ledger.rules.journals import (
    JournalAccount,
    JournalBook,
    JournalEntry,
    JournalPart,
    JournalPosting,
    JournalProgram,
    journal,
)
from khabuan.ledger.rules.words import AccountKind

OPENED = date(2023, 10, 1)
BOOK = JournalBook(
    'กองทุนสวัสดิการชุมชน "ทดสอบ"; ตำบล | สมมุติ',
    OPENED,
    [
        JournalAccount("1110", "เงินสดในมือเหรัญญิก", AccountKind.ASSET),
        JournalAccount("1120", "เงินสดอยู่กับผู้เก็บ", AccountKind.ASSET),
        JournalAccount("2110", "เงินรับที่ยังไม่ทราบเจ้าของ", AccountKind.LIABILITY),
        JournalAccount("3110", "เงินยกมา; วันเริ่มใช้สมุด", AccountKind.EQUITY),
        JournalAccount("4110", "เงินสมทบ  (จากสมาชิก): รายวัน", AccountKind.INCOME),
        JournalAccount("5101", "สวัสดิการ เด็กแรกเกิด/คลอดบุตร", AccountKind.EXPENSE),
    ],
)
TYPED = (
    "ใบเก็บเงิน หมู่ 3", "", '"ในเครื่องหมาย" \\ ย้อน', "* ดอกจัน", "! ตกใจ", "(99) วงเล็บ", "= เท่ากับ", "~ คลื่น",
    "2026-01-01 ซ้อน", "ก; ข | ค", "ขึ้น\nบรรทัด\r\n  Assets:x  1 THB", "แท็บ\tสอง  วรรค", "[2026-01-02]",
    "date:2020-13-45", "@ @@ {1}", "%x", "#tag ^link", "include /etc/passwd", "end", "{{ {% x", "\u2028\u200bไม่เห็น",
)  # fmt: skip
"""Memos and labels as people type them, or as somebody would who wants to break the file."""


def entries(draw: random.Random) -> Iterator[JournalEntry]:
    """A made book of 30 months: brought forward, sheets with members, benefits, corrections, days out of order."""
    yield JournalEntry(1, OPENED, "ยกมา", [
        JournalPosting("1110", 99_999_999_999), JournalPosting("3110", -99_999_999_999, "unassigned"),
    ])  # fmt: skip
    for number in range(2, 400):
        on = OPENED + timedelta(days=draw.randrange(900))
        memo = TYPED[number % len(TYPED)]
        parts = tuple(
            JournalPart(member, f"{member:04d}" if member % 3 else memo, -draw.randrange(-5_000, 40_000))
            for member in draw.sample(range(60), 5)
        )
        total = sum(part.satang for part in parts)
        yield JournalEntry(number, on, memo, [
            JournalPosting("1120", -total, parts=(JournalPart(900, "หมู่ 3 บ้านสมมุติ", -total),)),
            JournalPosting("4110", total + 1, "members", (*parts, JournalPart(1, "0001", 1))),
            JournalPosting("2110", -1),
        ], "collection", memo)  # fmt: skip
        if number % 7 == 0:
            yield JournalEntry(number + 1000, on, memo, [
                JournalPosting("5101", 50_005, "members"), JournalPosting("1110", -50_005),
            ], "benefit")  # fmt: skip


def expected(found: list[JournalEntry], months: list[date]) -> Balances:
    totals: dict[tuple[str, date], int] = defaultdict(int)
    for entry in found:
        for posting in entry.postings:
            for month in months:
                if entry.on <= month_end(month):
                    totals[posting.account, month_end(month)] += posting.satang
    return {key: satang for key, satang in totals.items() if satang}


@pytest.mark.parametrize("program", JournalProgram)
def test_a_book_full_of_traps_reads_to_the_satang_by_account_and_month(
    program: JournalProgram, tmp_path: Path
) -> None:
    found = list(entries(random.Random(2569)))
    months = months_between(OPENED, date(2026, 4, 30))
    file = tmp_path / f"book.{program}"
    with file.open("w", encoding="utf-8") as text:
        text.writelines(journal(BOOK, found, program))
    strictly_read(file)
    assert balances(file, months) == expected(found, months)


def test_a_posted_book_is_added_up_by_all_three_to_our_trial_balance(db: None, tmp_path: Path) -> None:
    with may_post():
        book = told_book(random.Random(2569))
        for program in JournalProgram:
            for with_lines in (False, True):
                assert disagreements(book, program, tmp_path, TODAY.date(), with_lines=with_lines) == []


def test_a_satang_of_difference_is_found(db: None, tmp_path: Path) -> None:
    """The proof itself is tried: one month that is kept is moved by a satang behind the program's back."""
    with may_post():
        book = told_book(random.Random(2570))
        AccountMonth.objects.filter(
            account__book=book, account__code="1210", month=OPENED.replace(year=2024)
        ).update(debit=F("debit") + 1)
        for program in JournalProgram:
            found = disagreements(book, program, tmp_path, TODAY.date(), with_lines=False)
            assert len(found) == 17, found
