"""The lines of a sheet in the books, each with its receipt's number, and whether it still stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from khabuan.access.actor import Actor
from khabuan.core.offers import ReceiptTold
from khabuan.funds.models import CollectionSheet, DraftLine, Member
from khabuan.funds.rules.collecting import TAKEN
from khabuan.funds.rules.words import SheetState
from khabuan.ledger.models import Entry, SubsidiaryLine
from khabuan.papers.models import NumberBook, NumberRun, NumberVoid
from khabuan.papers.queries.numbers import runs_of


@dataclass(frozen=True)
class SheetLine:
    """One payment of a sheet: under which number, who, what, how much, for which days."""

    seq: int
    party: int
    kind: int
    amount: Decimal
    from_on: date | None
    to_on: date | None
    is_void: bool
    number: str = ""
    book: NumberBook | None = None
    plain_number: int = 0
    member: Member | None = None


class Numbers:
    """The numbers of a sheet: which line has which. Two queries."""

    def __init__(self, sheet: CollectionSheet) -> None:
        self._runs = runs_of(Actor.system("sheet"), sheet)
        self._starts: list[int] = []
        self.count = 0
        for run in self._runs:
            self._starts.append(self.count)
            self.count += run.count
        reach = Q(pk__in=[])
        for book, first, last in _stretches(self._runs):
            reach |= Q(book=book, number__gte=first, number__lte=last)
        self.voids = {
            (one.book_id, one.number): one.reason for one in NumberVoid.objects.visible_to(Actor.system("sheet")).filter(reach)
        }  # fmt: skip

    def at(self, seq: int) -> tuple[NumberBook, int] | None:
        """The book and number of the line at a place; None where the sheet has none there."""
        at = bisect_right(self._starts, seq) - 1
        if at < 0 or seq >= self.count:
            return None
        run = self._runs[at]
        return run.book, run.first + seq - self._starts[at]

    def texts(self, seq: int) -> str:
        found = self.at(seq)
        return found[0].text_of(found[1]) if found else ""

    def void_reason(self, seq: int) -> str:
        found = self.at(seq)
        return self.voids.get((found[0].pk, found[1]), "") if found else ""

    @property
    def ranges(self) -> str:
        """ "12/034–12/146", as few stretches as there are."""
        books = {run.book_id: run.book for run in self._runs}
        told = []
        for key, first, last in _stretches(self._runs):
            low, high = books[key].text_of(first), books[key].text_of(last)
            told.append(low if low == high else f"{low}–{high}")
        return ", ".join(told)


def _stretches(runs: Sequence[NumberRun]) -> list[tuple[int, int, int]]:
    """Runs that follow each other in a book, joined: a sheet taken tap by tap has hundreds."""
    joined: list[tuple[int, int, int]] = []
    for run in runs:
        if joined and joined[-1][0] == run.book_id and joined[-1][2] + 1 == run.first:
            joined[-1] = (run.book_id, joined[-1][1], run.last)
        else:
            joined.append((run.book_id, run.first, run.last))
    return joined


def lines_of(
    sheet: CollectionSheet, numbers: Numbers | None = None, *, seq: int | None = None
) -> list[SheetLine]:
    """The payments of a sheet, open or in the books, in the order of their numbers. Those void stay among them."""
    numbers = numbers or Numbers(sheet)
    rows = _rows(sheet, seq)
    members = {
        one.party_id: one
        for one in Member.everywhere.filter(party__in={row[1] for row in rows}).select_related("person")
    }
    told = []
    for at, party, kind, amount, first, last, is_void in sorted(rows, key=lambda row: (row[0], row[2])):
        found = numbers.at(at)
        book, number = found or (None, 0)
        text = book.text_of(number) if book is not None else ""
        told.append(
            SheetLine(at, party, kind, amount, first, last, is_void, text, book, number, members.get(party))
        )
    return told


_Raw = tuple[int, int, int, Decimal, date | None, date | None, bool]


def _rows(sheet: CollectionSheet, seq: int | None) -> list[_Raw]:
    """Drafts of an open sheet; of one in the books its lines, and what was taken back before it was closed."""
    drafts = _draft_rows(sheet, seq)
    return drafts + _posted_rows(sheet, seq) if sheet.state == SheetState.POSTED else drafts


def _draft_rows(sheet: CollectionSheet, seq: int | None) -> list[_Raw]:
    rows = DraftLine.objects.filter(sheet=sheet)
    if seq is not None:
        rows = rows.filter(seq=seq)
    return list(rows.values_list("seq", "member__party", "kind", "amount", "from_on", "to_on", "is_void"))


def _posted_rows(sheet: CollectionSheet, seq: int | None) -> list[_Raw]:
    """What the entry, its corrections and its reversal say: taken back is a line with a negative one beside it."""
    mine = Q(pk=sheet.entry_id) | Q(corrects=sheet.entry_id) | Q(reverses=sheet.entry_id)
    entries = Entry.everywhere.filter(mine).values("pk")
    rows = SubsidiaryLine.objects.filter(posting__entry__in=entries, kind__in=TAKEN)
    if seq is not None:
        rows = rows.filter(seq=seq)
    found = list(rows.values_list("seq", "party", "kind", "amount", "from_on", "to_on"))
    back = {(row[0], row[2]) for row in found if row[3] < 0}
    return [(*row, (row[0], row[2]) in back) for row in found if row[3] > 0]


def told_of_number(book: int, number: int) -> ReceiptTold | None:
    """What stands behind a number of a book of receipts, for whoever holds the paper: never who paid."""
    run = (
        NumberRun.objects.visible_to(Actor.system("check"))
        .filter(book=book, first__lte=number, last__gte=number, subject_kind="funds.collectionsheet")
        .select_related("book")
        .first()
    )
    sheet = (
        CollectionSheet.everywhere.select_related("fund__organisation").filter(pk=run.subject_id).first()
        if run is not None and run.subject_id
        else None
    )
    if sheet is None or run is None:
        return None
    earlier = [one for one in runs_of(Actor.system("check"), sheet) if one.pk < run.pk]
    seq = sum(one.count for one in earlier) + number - run.first
    rows = _rows(sheet, seq)
    if not rows:
        return None
    void = NumberVoid.objects.visible_to(Actor.system("check")).filter(book=book, number=number).exists()
    total = sum((row[3] for row in rows), Decimal(0))
    return ReceiptTold(sheet.fund.organisation.name, sheet.on, total, void or all(row[6] for row in rows))
