"""A bank's statement against the book: reading its columns, and proposing which line is which entry. Pure.

Banks name their columns differently (ถอน/ฝาก, เดบิต/เครดิต, จำนวนเงิน); a file whose columns mean none of this is
refused by the caller with the names that were looked for.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import DateUnreadable, read_date
from khabuan.core.thai.baht import AmountUnreadable, read_baht
from khabuan.core.thai.text import cell_text, tidy

COLUMNS = (
    ColumnSpec("on", "วันที่", required=True, aliases=(
        "วันที่ทำรายการ", "วันที่รายการ", "วันที่/เวลา", "วัน/เวลา", "วัน/เดือน/ปี", "วันเดือนปี", "วันที่มีผล", "วันที่บันทึก",
        "date", "date/time", "transaction date", "transaction date/time", "trans date", "posting date", "post date")),
    ColumnSpec("words", "รายการ", aliases=(
        "รายละเอียด", "คำอธิบาย", "description", "รายการ/รายละเอียด", "ประเภทรายการ", "คำอธิบายรายการ", "รหัสรายการ")),
    ColumnSpec("taken", "ถอน", aliases=(
        "ถอนเงิน", "จำนวนเงินถอน", "เดบิต", "debit", "withdrawal", "รายการถอน", "เงินออก", "ถอน/โอนออก", "หักบัญชี",
        "debit amount", "withdrawals", "withdrawal amount", "money out")),
    ColumnSpec("paid", "ฝาก", aliases=(
        "ฝากเงิน", "จำนวนเงินฝาก", "เครดิต", "credit", "deposit", "รายการฝาก", "เงินเข้า", "ฝาก/โอนเข้า", "เข้าบัญชี",
        "credit amount", "deposits", "deposit amount", "money in")),
    ColumnSpec("amount", "จำนวนเงิน", aliases=(
        "จำนวน", "amount", "ยอดเงิน", "จำนวนเงิน บาท", "transaction amount", "ถอน/ฝาก", "ฝาก/ถอน", "ถอนเงิน/ฝากเงิน",
        "ฝากเงิน/ถอนเงิน", "ถอน(-)/ฝาก(+)", "จำนวนเงินฝาก/ถอน", "จำนวนเงินถอน/ฝาก")),
    ColumnSpec("side", "เข้า/ออก", aliases=(
        "dr/cr", "cr/dr", "d/c", "c/d", "เดบิต/เครดิต", "debit/credit", "ประเภทเดบิต/เครดิต", "เครื่องหมาย")),
    ColumnSpec("balance", "คงเหลือ", aliases=(
        "ยอดคงเหลือ", "เงินคงเหลือ", "balance", "ยอดเงินคงเหลือ", "outstanding balance", "ยอดยกไป", "ledger balance",
        "running balance", "available balance", "ending balance")),
)  # fmt: skip
"""What a statement may have; an amount, or money in and out, must be there."""

FORWARD = ("ยกมา", "brought forward", "b/f", "opening balance", "beginning balance")
FOOT = ("รวม", "ยกไป", "total", "carried forward", "c/f")
OUT = ("ถอน", "โอนออก", "หักบัญชี", "ค่าธรรมเนียม", "withdraw", "transfer out", "fee")
OUT_MARKS = frozenset({"dr", "d", "debit", "เดบิต", "ถอน", "ออก", "เงินออก", "-", "withdrawal", "w"})
IN_MARKS = frozenset({"cr", "c", "credit", "เครดิต", "ฝาก", "เข้า", "เงินเข้า", "+", "deposit"})
NEAR_DAYS = 5
MOST_TOGETHER = 4
MOST_TRIED = 14
CE_TAKEN_FOR_BE = 43


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A line of a bank: positive came in, negative went out, in satang."""

    on: date
    words: str
    satang: int
    balance: int | None


class RowUnreadable(ValueError):
    """A row of the file that is no line of a bank: code "date", "amount", "side" or "both"."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def row_of(cells: Mapping[str, Cell], today: date) -> StatementRow | None:
    """One row by machine name of its columns; None for one that is no line (headings, sums and words of the bank).

    A dated row without money but with a balance is kept: the lines around it must follow from it.
    """
    if not _is_line(cells):
        return None
    taken, paid = _satang(cells.get("taken")), _satang(cells.get("paid"))
    amount, balance = _satang(cells.get("amount")), _balance(cells.get("balance"))
    if taken and paid:
        raise RowUnreadable("both", f"{cells.get('taken')} · {cells.get('paid')}")
    moved = paid - abs(taken) if paid or taken else amount * _side(cells.get("side"))
    if not moved and balance is None:
        return None
    return StatementRow(_day(cells["on"], today), tidy(_text(cells.get("words")))[:200], moved, balance)


def _is_line(cells: Mapping[str, Cell]) -> bool:
    """Whether a row is a line of the account at all, readable or not; sums at the foot have no day."""
    on = _text(cells.get("on")).strip()
    if on[:1].isdecimal():
        return True
    filled = [name for name in ("taken", "paid", "amount") if _text(cells.get(name)).strip(" -–—")]
    words = f"{on} {_text(cells.get('words'))}".casefold()
    return bool(on and len(filled) == 1) and not any(word in words for word in (*FORWARD, *FOOT))


def brought_forward(cells: Mapping[str, Cell]) -> int | None:
    """The balance of a row that says only what was there before (ยอดยกมา), without a day."""
    words = " ".join(_text(cells.get(name)) for name in ("on", "words")).casefold()
    if not any(word in words for word in FORWARD):
        return None
    return _balance(cells.get("balance"))


def in_order(
    rows: Sequence[StatementRow], before: int | None = None, *, signed: bool = True
) -> list[StatementRow]:
    """Oldest first, whichever way the bank lists them; lines of one day keep the bank's order.

    Where the balances follow in one order only, that is the order. `signed`: amounts say by themselves whether
    they came in; else the balance tells. `before`: what was there before the first of them.
    """
    upright = sorted(rows, key=lambda row: row.on)
    backwards = list(reversed(rows))
    turned = sorted(backwards, key=lambda row: row.on)
    orders = [turned, upright] if len(rows) > 1 and rows[0].on > rows[-1].on else [upright, turned]
    begun = [StatementRow(upright[0].on, "", 0, before)] if before is not None and upright else []
    tried = [[*begun, *order] for order in orders]
    told = tried if signed else [signed_by_balance(one) for one in tried]
    return next((one for one in told if broken_balance(one) is None), told[0])


def marks(rows: Iterable[StatementRow]) -> list[str]:
    """For each row what tells it from all others of the account: its facts, and the how-manieth alike it is."""
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for row in rows:
        facts = (row.on.isoformat(), row.satang, row.words, row.balance)
        seen[facts] += 1
        found.append(hashlib.sha256(repr((facts, seen[facts])).encode()).hexdigest())
    return found


def broken_balance(rows: Sequence[StatementRow]) -> int | None:
    """The place of the first row whose balance is not the last one known and what moved since; None when all agree."""
    known: int | None = None
    for at, row in enumerate(rows):
        if known is not None:
            known += row.satang
            if row.balance is not None and row.balance != known:
                return at
        known = known if row.balance is None else row.balance
    return None


def signed_by_balance(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Banks that print one column of amounts without a sign: the balance tells which went out.

    Of the first line nothing before it is known: it went out where it is more than what is there after it, or
    where its words say so.
    """
    found = list(rows)
    for at, row in enumerate(rows):
        before = rows[at - 1].balance if at else None
        if row.balance is None:
            continue
        is_out = (
            row.balance - before == -row.satang
            if before is not None
            else row.satang > row.balance or any(word in row.words.casefold() for word in OUT)
        )
        if is_out:
            found[at] = replace(row, satang=-row.satang)
    return found


@dataclass(frozen=True, slots=True)
class Open:
    """A line of the bank or a posting of the book that is not matched: key, day, satang with its sign."""

    key: int
    on: date
    satang: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of the bank and the postings that it may be. `is_sure`: only these have the amount and the day."""

    line: int
    postings: tuple[int, ...]
    is_sure: bool


def propose(lines: Sequence[Open], postings: Sequence[Open], near: int = NEAR_DAYS) -> list[Proposal]:
    """Same amount, nearest day, each used once; then a deposit that is several postings of about the day."""
    free = {one.key: one for one in postings}
    by_amount: defaultdict[int, list[Open]] = defaultdict(list)
    for one in postings:
        by_amount[one.satang].append(one)
    pairs = [
        (abs((one.on - line.on).days), line.on, line.key, one.key)
        for line in lines
        for one in by_amount[line.satang]
        if abs((one.on - line.on).days) <= near
    ]
    lonely = Counter(key for _far, _on, key, _one in pairs)
    found: dict[int, Proposal] = {}
    for far, _on, line_key, key in sorted(pairs):
        if line_key not in found and key in free:
            found[line_key] = Proposal(line_key, (key,), far == 0 or lonely[line_key] == 1)
            del free[key]
    for line in lines:
        if line.key not in found:
            together = _together(line, list(free.values()), near)
            if together:
                found[line.key] = Proposal(line.key, together, False)
                for key in together:
                    del free[key]
    return [found[line.key] for line in lines if line.key in found]


def _together(line: Open, free: Sequence[Open], near: int) -> tuple[int, ...]:
    """Two to four postings on the line's side and of about its days that add up to it; the nearest are tried."""
    side = 1 if line.satang > 0 else -1
    since, until = line.on - timedelta(days=near), line.on + timedelta(days=near)
    some = [one for one in free if one.satang * side > 0 and since <= one.on <= until]
    some.sort(key=lambda one: (abs((one.on - line.on).days), one.key))
    for many in range(2, MOST_TOGETHER + 1):
        for tried in combinations(some[:MOST_TRIED], many):
            if sum(one.satang for one in tried) == line.satang:
                return tuple(one.key for one in tried)
    return ()


def _day(cell: Cell, today: date) -> date:
    if isinstance(cell, str):
        cell = cell.strip().split(" ")[0] if cell.strip()[:1].isdigit() and ":" in cell else cell
    try:
        read = read_date(cell, today=today, prefer="past")  # type: ignore[arg-type]  # it takes any cell
    except DateUnreadable:
        raise RowUnreadable("date", _text(cell)) from None
    if read.precision != "day":
        raise RowUnreadable("date", _text(cell))
    value: date = read.value
    if value.year < today.year - 30 and value.year + CE_TAKEN_FOR_BE <= today.year:
        value = value.replace(year=value.year + CE_TAKEN_FOR_BE)  # a bank that writes 26 means 2026, not 2526
    return value


def _side(cell: Cell) -> int:
    """1 for what came in or says nothing, -1 for what went out."""
    mark = _text(cell).strip().strip(".").casefold()
    if mark in OUT_MARKS:
        return -1
    if mark and mark not in IN_MARKS:
        raise RowUnreadable("side", _text(cell))
    return 1


def _balance(cell: Cell) -> int | None:
    return None if not _text(cell).strip() else _satang(cell)


def _satang(cell: Cell) -> int:
    text = _text(cell).strip().strip("-–—").strip() if isinstance(cell, str) else _text(cell)
    if not text:
        return 0
    minus = isinstance(cell, str) and (cell.strip().startswith(("-", "(")) or cell.strip().endswith("-"))
    try:
        amount = read_baht(text.strip("()+ ").removeprefix("+"))
    except AmountUnreadable:
        raise RowUnreadable("amount", _text(cell)) from None
    scaled = amount.scaleb(2)
    if scaled != int(scaled):
        raise RowUnreadable("amount", _text(cell))
    return -abs(int(scaled)) if minus else int(scaled)


def _text(cell: Cell) -> str:
    return cell_text(cell) if isinstance(cell, str | int | float) or cell is None else str(cell)
