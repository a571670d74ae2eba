"""A book read as a journal for other programs: its rows become the values of `rules/journals.py`, part by part.

Read inside `sql.reading()`: a book that others post to meanwhile must still add up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from khabuan.core import money, sql
from khabuan.ledger.models import Account, Book, Entry, Party, Posting, SubsidiaryLine
from khabuan.ledger.queries import accounts_of, entries_of
from khabuan.ledger.rules.journals import (
    JournalAccount,
    JournalBook,
    JournalEntry,
    JournalPart,
    JournalPosting,
    JournalProgram,
    journal,
)
from khabuan.ledger.rules.words import DEBIT_SIDE, AccountKind

AT_ONCE = 200
"""Entries read together: a sheet of a thousand members is one entry."""


def journal_of(
    book: Book, program: JournalProgram, *, until: date | None = None, with_lines: bool = False
) -> Iterator[str]:
    """The posted entries of a book as text of one program, in pieces; `with_lines` with an account per party."""
    accounts = accounts_of(book)
    head = JournalBook(
        book.name,
        book.opened_on,
        [JournalAccount(one.code, one.name, AccountKind(one.kind)) for one in accounts],
    )
    with sql.reading():
        yield from journal(head, _entries(book, accounts, until, with_lines=with_lines), program)


def _entries(
    book: Book, accounts: Sequence[Account], until: date | None, *, with_lines: bool
) -> Iterator[JournalEntry]:
    known = {one.pk: one for one in accounts}
    labels: dict[int, str] = {}
    if with_lines:
        labels = dict(Party.everywhere.filter(book=book).values_list("pk", "label"))
    for some in _portions(entries_of(book, until=until).iterator(AT_ONCE)):
        postings = _postings(some, known, labels, with_lines=with_lines)
        for entry in some:
            yield JournalEntry(
                entry.number, entry.on, entry.memo, postings[entry.pk], entry.kind, entry.document
            )


def _portions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting = iter(entries)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _postings(
    entries: Sequence[Entry], accounts: dict[int, Account], labels: dict[int, str], *, with_lines: bool
) -> dict[int, list[JournalPosting]]:
    """Entry → its postings, debits positive."""
    rows = list(Posting.everywhere.filter(entry__in=[one.pk for one in entries]).order_by("pk"))
    parts = _parts(rows, accounts, labels) if with_lines else {}
    found: dict[int, list[JournalPosting]] = defaultdict(list)
    for row in rows:
        side = money.satang(row.debit) - money.satang(row.credit)
        code = accounts[row.account_id].code
        found[row.entry_id].append(JournalPosting(code, side, row.source, parts.get(row.pk, ())))
    return found


def _parts(
    postings: Sequence[Posting], accounts: dict[int, Account], labels: dict[int, str]
) -> dict[int, list[JournalPart]]:
    """Posting → its lines. A line has the sign of its account's own side: here debits are positive."""
    signs = {
        one.pk: 1 if accounts[one.account_id].kind in DEBIT_SIDE else -1 for one in postings if one.line_count
    }
    lines = SubsidiaryLine.objects.filter(posting__in=list(signs)).order_by("posting", "seq")
    found: dict[int, list[JournalPart]] = defaultdict(list)
    for posting, party, baht in lines.values_list("posting_id", "party_id", "amount"):
        satang = money.satang(baht)
        found[posting].append(JournalPart(party, labels[party], signs[posting] * satang))
    return found
