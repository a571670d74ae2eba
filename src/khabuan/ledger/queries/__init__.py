"""Reads of the books. A book comes from `visible_to`; what stands in it is read by its key.

Every sum comes from the months that are kept with the entries, and from the postings of a month that is only
partly asked for (`sums`): so a statement of ten years costs what one of a month does.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from django.db import connections
from django.db.models import QuerySet

from khabuan.access.actor import Actor
from khabuan.core import money, sql
from khabuan.ledger.models import Account, Book, Entry
from khabuan.ledger.queries.sums import Among, sides
from khabuan.ledger.rules.words import (
    DEBIT_SIDE,
    NOMINAL,
    AccountKind,
    AccountRole,
    EntryKind,
    LineKind,
    MoneySource,
)


@dataclass(frozen=True)
class AccountBalance:
    """One line of a trial balance: an account with what it had before, both sides, what it has after (baht).

    `before` and `after` are positive on the account's own side.
    """

    account: Account
    before: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def after(self) -> Decimal:
        moved = self.debit - self.credit
        return self.before + (moved if self.account.kind in DEBIT_SIDE else -moved)


@dataclass(frozen=True)
class SourceBalance:
    """What a source of money had, brought, spent and has left (baht)."""

    source: MoneySource
    before: Decimal
    brought: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        return self.before + self.brought - self.spent


class PartyTotal(NamedTuple):
    """What a party's lines of one kind come to (baht)."""

    amount: Decimal
    lines: int
    days: int


def books_of(actor: Actor, *organisations: int) -> QuerySet[Book]:
    """The books of some organisations, or all in sight."""
    rows = Book.objects.visible_to(actor).select_related("organisation", "organisation__area")
    return rows.filter(organisation__in=organisations) if organisations else rows


def accounts_of(book: Book) -> list[Account]:
    return list(Account.everywhere.filter(book=book).order_by("code"))


def trial_balance(
    book: Book, *, since: date | None = None, until: date | None = None, with_closing: bool = True
) -> list[AccountBalance]:
    """Every account that has anything: before `since`, both sides, after `until`. Sums of both sides agree."""
    before: dict[int, Decimal] = {}
    if since is not None:
        day_before = date.fromordinal(since.toordinal() - 1)
        for one in sides(book, until=day_before, with_closing=with_closing):
            before[one.account_id] = before.get(one.account_id, money.NOTHING) + one.debit - one.credit
    moved: dict[int, list[Decimal]] = {}
    for one in sides(book, since=since, until=until, with_closing=with_closing):
        pair = moved.setdefault(one.account_id, [money.NOTHING, money.NOTHING])
        pair[0] += one.debit
        pair[1] += one.credit
    lines = []
    for account in accounts_of(book):
        if account.pk in before or account.pk in moved:
            debit, credit = moved.get(account.pk, [money.NOTHING, money.NOTHING])
            start = before.get(account.pk, money.NOTHING)
            lines.append(
                AccountBalance(account, start if account.kind in DEBIT_SIDE else -start, debit, credit)
            )
    return lines


def sources(book: Book, *, since: date | None = None, until: date | None = None) -> list[SourceBalance]:
    """What each source had before `since`, brought, spent, and has left after `until`. Closing moves nothing.

    Brought and spent are net by account: what is corrected or taken back is not counted twice.
    """
    kinds = {one.pk: one.kind for one in Account.everywhere.filter(book=book, kind__in=NOMINAL)}
    nominal = Among(kinds=NOMINAL)
    before: dict[str, Decimal] = {}
    if since is not None:
        for one in sides(book, until=date.fromordinal(since.toordinal() - 1), among=nominal):
            before[one.source] = before.get(one.source, money.NOTHING) + one.credit - one.debit
    brought: dict[str, Decimal] = {}
    spent: dict[str, Decimal] = {}
    for one in sides(book, since=since, until=until, with_closing=False, among=nominal):
        into = spent if kinds[one.account_id] == AccountKind.EXPENSE else brought
        net = one.debit - one.credit if into is spent else one.credit - one.debit
        into[one.source] = into.get(one.source, money.NOTHING) + net
    named = {*before, *brought, *spent}
    return [
        SourceBalance(
            source, before.get(source, money.NOTHING), brought.get(source, money.NOTHING),
            spent.get(source, money.NOTHING),
        )
        for source in MoneySource
        if source in named
    ]  # fmt: skip


def taken_back(book: int) -> QuerySet[Entry]:
    """Keys of the entries of a book that were taken back as a whole."""
    taken: QuerySet[Entry] = Entry.everywhere.filter(book=book, reverses__isnull=False)
    return taken.values("reverses")  # type: ignore[return-value]


def closings_of(book: Book) -> QuerySet[Entry]:
    """The closing entries of a book that stand (were not taken back)."""
    rows = Entry.everywhere.filter(book=book, kind=EntryKind.CLOSING, reverses__isnull=True)
    return rows.exclude(pk__in=taken_back(book.pk))


def closing_entry(book: Book, year: int) -> Entry | None:
    """The closing entry of a year that stands."""
    return closings_of(book).filter(on=book.years.end(year)).first()


def has_begun(book: Book) -> bool:
    """Whether anything stands in a book; what was taken back does not."""
    standing = Entry.everywhere.filter(book=book, posted_at__isnull=False, reverses__isnull=True)
    return bool(standing.exclude(pk__in=taken_back(book.pk)).exists())


def balance_of(account: Account, *, on: date | None = None) -> Decimal:
    """What stands in an account at the end of a day, on its own side (baht)."""
    total = money.NOTHING
    for one in sides(account.book, until=on, among=Among(account=account)):
        total += one.debit - one.credit
    return total if account.kind in DEBIT_SIDE else -total


def party_totals(book: Book, kind: LineKind) -> dict[int, PartyTotal]:
    """Each party's lines of a kind over all years: amount, how many, days paid. From what is kept, not the lines.

    In SQL and whole numbers; an amount becomes baht once, as many members of a fund have paid the same.
    """
    baht = cache(money.baht)
    rows = sql.ask(_PARTY_TOTALS, book.pk, int(kind), using=Book.everywhere.db)
    return {party: PartyTotal(baht(satang), lines, days) for party, satang, lines, days in rows}


_PARTY_TOTALS = (
    "SELECT y.party_id, CAST(sum(y.amount) AS bigint), CAST(sum(y.lines) AS bigint), CAST(sum(y.days) AS bigint)"
    " FROM ledger_party p JOIN ledger_party_year y ON y.party_id = p.id WHERE p.book_id = %s AND y.kind = %s"
    " GROUP BY y.party_id"
)


def months_by_book(books: Collection[int], role: AccountRole) -> dict[tuple[int, date], int]:
    """(book, month) → whole satang that came into the accounts of a role, for many books at once: credits are positive.

    Closing entries are left out. The caller has the books from `visible_to`. In whole numbers, as a province has
    thousands of these; added up here, as most months have one row and the database would sort them all to group them.
    """
    connection = connections[Book.everywhere.db]
    is_sqlite = connection.vendor == "sqlite"
    among = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s)"
    day = "CAST(m.month AS text)" if is_sqlite else "m.month"  # each as its driver reads it quickest
    query = (
        f"SELECT a.book_id, {day}, m.credit - m.debit FROM ledger_account a"  # noqa: S608
        f" JOIN ledger_accountmonth m ON m.account_id = a.id WHERE a.role = %s AND a.book_id {among}"
        " AND NOT m.is_closing"
    )
    keys = list(books)
    with connection.cursor() as cursor:
        cursor.execute(query, [role.value, json.dumps(keys) if is_sqlite else keys])
        rows = cursor.fetchall()
    read = cache(date.fromisoformat)
    totals: dict[tuple[int, date], int] = {}
    for book, month, satang in rows:
        key = book, read(month) if is_sqlite else month
        totals[key] = totals.get(key, 0) + satang
    return totals


def entries_of(book: Book, *, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """The posted entries of a book in their order."""
    rows: QuerySet[Entry] = Entry.everywhere.filter(book=book, posted_at__isnull=False)
    if since is not None:
        rows = rows.filter(on__gte=since)
    if until is not None:
        rows = rows.filter(on__lte=until)
    return rows.order_by("on", "number")
