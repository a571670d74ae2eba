"""A book as text for hledger, ledger and beancount: exact amounts, names that each takes, nothing typed gets out."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabuan.ledger.rules.journals import (
    JournalAccount,
    JournalBook,
    JournalEntry,
    JournalPart,
    JournalPosting,
    JournalProgram,
    NotAJournal,
    amount,
    journal,
)
from khabuan.ledger.rules.words import AccountKind

BOOK = JournalBook(
    "กองทุนสวัสดิการชุมชนตำบลทดสอบ",
    date(2025, 10, 1),
    [
        JournalAccount("1110", "เงินสดในมือเหรัญญิก", AccountKind.ASSET),
        JournalAccount("4110", "เงินสมทบ (สมาชิก); รายวัน", AccountKind.INCOME),
    ],
)


def collected(memo: str = "ใบเก็บเงิน หมู่ 3", parts: tuple[JournalPart, ...] = ()) -> JournalEntry:
    return JournalEntry(
        number=12,
        on=date(2026, 1, 5),
        memo=memo,
        kind="collection",
        document="เล่ม 1, เลขที่ 3",
        postings=[
            JournalPosting("1110", 36_550),
            JournalPosting("4110", -36_550, "members", parts),
        ],
    )


def text(program: JournalProgram, *entries: JournalEntry, book: JournalBook = BOOK) -> str:
    return "".join(journal(book, entries, program))


def test_hledger_gets_thai_names_tags_and_two_decimals() -> None:
    assert text(JournalProgram.HLEDGER, collected()) == (
        "; กองทุนสวัสดิการชุมชนตำบลทดสอบ\n"
        "commodity 1000.00 THB\n"
        "account Assets:1110 เงินสดในมือเหรัญญิก\n"
        "account Income:4110 เงินสมทบ สมาชิก รายวัน\n"
        "\n"
        "2026-01-05 * (12) ใบเก็บเงิน หมู่ 3\n"
        "    ; kind: collection\n"
        "    ; paper: เล่ม 1 เลขที่ 3\n"
        "    Assets:1110 เงินสดในมือเหรัญญิก  365.50 THB\n"
        "    Income:4110 เงินสมทบ สมาชิก รายวัน  -365.50 THB  ; source: members\n"
        "\n"
    )


def test_beancount_gets_codes_with_the_names_as_metadata() -> None:
    found = text(JournalProgram.BEANCOUNT, collected())
    assert '2025-10-01 open Assets:1110 THB\n  name: "เงินสดในมือเหรัญญิก"\n' in found
    assert '2026-01-05 * "ใบเก็บเงิน หมู่ 3"\n  number: "12"\n  kind: "collection"\n' in found
    assert '  Income:4110  -365.50 THB\n    source: "members"\n' in found


@pytest.mark.parametrize("program", JournalProgram)
def test_each_party_has_an_account_below_and_two_never_share_one(program: JournalProgram) -> None:
    parts = (
        JournalPart(71, "0042", -10_000),
        JournalPart(72, "0042", -20_000),
        JournalPart(73, "หมู่ 3", -6_550),
    )
    found = text(program, collected(parts=parts), collected(parts=parts))
    names = re.findall(r"^ +(Income:4110.*?)  -", found, re.MULTILINE)
    assert len(names) == 6
    assert len(set(names)) == 3
    assert found.count("open Income:4110:") + found.count("account Income:4110 เงินสมทบ สมาชิก รายวัน:") == 3


def test_parts_that_do_not_add_up_are_told_and_not_exported() -> None:
    with pytest.raises(NotAJournal, match="4110"):
        text(JournalProgram.LEDGER, collected(parts=(JournalPart(1, "1", -36_549),)))


def test_an_entry_that_does_not_balance_is_told_and_not_exported() -> None:
    lame = JournalEntry(3, date(2026, 1, 5), "", [JournalPosting("1110", 1), JournalPosting("4110", -2)])
    with pytest.raises(NotAJournal, match="entry 3"):
        text(JournalProgram.HLEDGER, lame)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_an_amount_loses_no_satang(satang: int) -> None:
    whole, _, part = amount(satang).lstrip("-").partition(".")
    assert len(part) == 2
    assert int(whole + part) == abs(satang)
    assert amount(satang).startswith("-") == (satang < 0)


@given(memo=st.text(max_size=60), label=st.text(max_size=20), program=st.sampled_from(list(JournalProgram)))
def test_nothing_typed_begins_a_line_or_a_comment(memo: str, label: str, program: JournalProgram) -> None:
    parts = (JournalPart(1, label, -36_550),)
    plain = text(program, collected("x", (JournalPart(1, "1", -36_550),))).splitlines()
    found = text(program, collected(memo, parts)).splitlines()
    assert len(found) == len(plain)
    head = next(line for line in found if line.startswith("2026-01-05"))
    assert ";" not in head or program == JournalProgram.BEANCOUNT
    assert "|" not in head or program == JournalProgram.BEANCOUNT
    for line, other in zip(found, plain, strict=True):
        assert line[:4].isspace() == other[:4].isspace()
