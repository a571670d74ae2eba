"""Where a bank account stands against the bank's own lines: what agrees, what stands alone on either side.

The book is compared from the first line of the bank on; what was before is the balance brought forward.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from khabuan.core import money
from khabuan.ledger.models import Account, BankLine, BankMatch, BankStatement, Entry, Posting
from khabuan.ledger.queries import balance_of
from khabuan.ledger.rules.reconciling import NEAR_DAYS, Open, propose
from khabuan.ledger.rules.words import EntryKind


@dataclass(frozen=True)
class Proposed:
    """A line of the bank with the postings that it may be."""

    line: BankLine
    postings: tuple[Posting, ...]
    is_sure: bool


@dataclass(frozen=True)
class Matched:
    """A line of the bank with the postings that it is."""

    line: BankLine
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class BankState:
    """A bank account on a day (`on`: of the last line that came in by then). Baht; None where no line is known.

    book − lonely postings + lonely lines + what was before = bank, whatever is matched.
    """

    account: Account
    on: date | None
    book: Decimal = money.NOTHING
    bank: Decimal | None = None
    before: Decimal = money.NOTHING  # what the bank had before its first line, beyond the book's balance then
    matched: int = 0
    lonely_lines: Sequence[BankLine] = field(default_factory=tuple)
    lonely_postings: Sequence[Posting] = field(default_factory=tuple)
    proposals: Sequence[Proposed] = field(default_factory=tuple)

    @property
    def agrees(self) -> bool:
        return self.on is not None and not (self.lonely_lines or self.lonely_postings or self.before)

    @property
    def on_lines(self) -> Decimal:
        return sum((one.amount for one in self.lonely_lines), money.NOTHING)

    @property
    def on_postings(self) -> Decimal:
        return sum((one.debit - one.credit for one in self.lonely_postings), money.NOTHING)


def standing_lines() -> QuerySet[BankLine]:
    """The lines of files that are not taken back."""
    rows: QuerySet[BankLine] = BankLine.everywhere.filter(statement__dropped_at__isnull=True)
    return rows


NO_BANK_S_LINE = Q(entry__kind=EntryKind.OPENING) | Q(entry__reverses__kind=EntryKind.OPENING)
"""Postings of what was brought forward: the bank has it as its balance, and never as a line."""


def is_brought_forward(entry: Entry) -> bool:
    """The same of one entry."""
    cited = entry.reverses
    return EntryKind.OPENING in (entry.kind, cited.kind if cited is not None else "")


def statements_of(account: Account, limit: int = 24) -> list[BankStatement]:
    """The files that came in and stand, the last first."""
    rows = BankStatement.everywhere.filter(account=account, dropped_at__isnull=True)
    return list(rows.order_by("-brought_at", "-pk")[:limit])


def state_of(account: Account, on: date) -> BankState:
    """Where an account stands at the end of a day. Eight queries, however many lines."""
    lines = standing_lines().filter(account=account, on__lte=on)
    first, last = lines.order_by("on", "seq").first(), lines.order_by("-on", "-seq").first()
    if first is None or last is None:
        return BankState(account, None, balance_of(account, on=on))
    start, day = first.on, last.on
    ours = Posting.everywhere.filter(
        account=account, entry__on__gte=start - timedelta(days=NEAR_DAYS), entry__on__lte=day,
        entry__posted_at__isnull=False,
    ).select_related("entry", "entry__reverses")  # fmt: skip
    matches = BankMatch.everywhere.filter(book=account.book_id, line__account=account, undone_at__isnull=True)
    alone = list(lines.exclude(pk__in=matches.values("line")).order_by("on", "seq"))
    open_ones = list(ours.exclude(pk__in=matches.values("posting")).order_by("entry__on", "entry__number"))
    forward = [one for one in open_ones if is_brought_forward(one.entry)]
    lonely = [
        one for one in open_ones if one.entry.on >= start and not (one in forward and one.entry.on == start)
    ]
    book = balance_of(account, on=day)
    moved = lines.aggregate(all=Sum("amount"))["all"] or money.NOTHING
    opening = first.balance - first.amount if first.balance is not None else None
    bank = last.balance if last.balance is not None else (opening or money.NOTHING) + moved
    then = balance_of(account, on=start - timedelta(days=1)) - _early(matches, start)
    then += sum((one.debit - one.credit for one in forward if one.entry.on == start), money.NOTHING)
    return BankState(
        account, day, book, bank, opening - then if opening is not None else money.NOTHING,
        lines.count() - len(alone), alone, lonely,
        _proposals(alone, [one for one in open_ones if one not in forward]),
    )  # fmt: skip


def _early(matches: QuerySet[BankMatch], start: date) -> Decimal:
    """What the book entered before the first line of the bank although the bank has it after."""
    sums = matches.filter(posting__entry__on__lt=start).aggregate(
        d=Sum("posting__debit"), c=Sum("posting__credit")
    )
    return (sums["d"] or money.NOTHING) - (sums["c"] or money.NOTHING)


def _proposals(lines: Sequence[BankLine], postings: Sequence[Posting]) -> list[Proposed]:
    by_line, by_posting = {one.pk: one for one in lines}, {one.pk: one for one in postings}
    found = propose(
        [Open(one.pk, one.on, money.satang(one.amount)) for one in lines],
        [Open(one.pk, one.entry.on, money.satang(one.debit - one.credit)) for one in postings],
    )
    return [
        Proposed(by_line[one.line], tuple(by_posting[key] for key in one.postings), one.is_sure)
        for one in found
    ]


def matched_of(account: Account, limit: int = 60) -> list[Matched]:
    """The last lines that are matched, the newest first, with their postings."""
    rows = BankMatch.everywhere.filter(line__account=account, undone_at__isnull=True)
    lines: dict[int, BankLine] = {}
    postings: dict[int, list[Posting]] = {}
    for row in rows.select_related("line", "posting__entry").order_by("-line__on", "-line__seq", "pk")[
        :limit
    ]:
        lines[row.line_id] = row.line
        postings.setdefault(row.line_id, []).append(row.posting)
    return [Matched(line, tuple(postings[key])) for key, line in lines.items()]
