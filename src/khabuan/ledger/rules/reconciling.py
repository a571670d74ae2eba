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
        "วันที่ทำรายการ", "วันที่รายการ", "วัน/เดือน/ปี", "วันเดือนปี", "date", "transaction date", "วันที่มีผล")),
    ColumnSpec("words", "รายการ", aliases=(
        "รายละเอียด", "คำอธิบาย", "description", "รายการ/รายละเอียด", "ประเภทรายการ", "คำอธิบายรายการ", "รหัสรายการ")),
    ColumnSpec("taken", "ถอน", aliases=(
        "ถอนเงิน", "จำนวนเงินถอน", "เดบิต", "debit", "withdrawal", "รายการถอน", "เงินออก", "ถอน/โอนออก", "หักบัญชี")),
    ColumnSpec("paid", "ฝาก", aliases=(
        "ฝากเงิน", "จำนวนเงินฝาก", "เครดิต", "credit", "deposit", "รายการฝาก", "เงินเข้า", "ฝาก/โอนเข้า", "เข้าบัญชี")),
    ColumnSpec("amount", "จำนวนเงิน", aliases=("จำนวน", "amount", "ยอดเงิน", "จำนวนเงิน บาท")),
    ColumnSpec("balance", "คงเหลือ", aliases=(
        "ยอดคงเหลือ", "เงินคงเหลือ", "balance", "ยอดเงินคงเหลือ", "outstanding balance", "ยอดยกไป")),
)  # fmt: skip
"""What a statement may have; an amount, or money in and out, must be there."""

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
    """A row of the file that is no line of a bank: code "date", "amount" or "both"."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.code, self.text = code, text


def row_of(cells: Mapping[str, Cell], today: date) -> StatementRow | None:
    """One row by machine name of its columns; None for one without money (brought forward, sums, words)."""
    taken, paid = _satang(cells.get("taken")), _satang(cells.get("paid"))
    amount, balance = _satang(cells.get("amount")), _satang(cells.get("balance"))
    if taken and paid:
        raise RowUnreadable("both", f"{cells.get('taken')} · {cells.get('paid')}")
    moved = paid - abs(taken) if paid or taken else amount
    if not moved or cells.get("on") in (None, ""):
        return None
    return StatementRow(
        _day(cells["on"], today), tidy(_text(cells.get("words")))[:200], moved,
        balance if cells.get("balance") not in (None, "") else None,
    )  # fmt: skip


def in_order(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Oldest first, whichever way the bank lists them; lines of one day keep the bank's order."""
    if len(rows) > 1 and rows[0].on > rows[-1].on:
        return list(reversed(rows))
    return sorted(rows, key=lambda row: row.on)


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
    """The place of the first row whose balance is not the one before it and its amount; None when all agree."""
    for at in range(1, len(rows)):
        before, now = rows[at - 1].balance, rows[at].balance
        if before is not None and now is not None and before + rows[at].satang != now:
            return at
    return None


def signed_by_balance(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Banks that print one column of amounts without a sign: the balance tells which went out."""
    found = list(rows)
    for at in range(1, len(rows)):
        before, now = rows[at - 1].balance, rows[at].balance
        if before is not None and now is not None and now - before == -rows[at].satang:
            found[at] = replace(rows[at], satang=-rows[at].satang)
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
