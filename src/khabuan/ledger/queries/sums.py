"""Both sides of accounts over some days: what every statement, balance and check of a balance is added up from.

Whole months come from what is kept beside the entries, the days of broken months from their postings. In SQL and
whole satang, as a page asks several times and Django's builder takes longer to word it than a database to answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from khabuan.core import clock, money, sql
from khabuan.ledger.models import Account, Book
from khabuan.ledger.rules.words import AccountKind, EntryKind, LineKind
from khabuan.ledger.rules.years import month_end, month_of, next_month


@dataclass(frozen=True)
class Sides:
    """Both sides of one account and source over some days, in baht."""

    account_id: int
    source: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Among:
    """What of a book is added up: one account, or those of some kinds, or all; of one source ("" for any)."""

    account: Account | None = None
    kinds: Collection[AccountKind] = ()
    source: str = ""


_Condition = tuple[Any, ...]
"""Words of SQL, then the values that stand in them."""

_Row = tuple[int, str, int, int]
"""Account, source, debit and credit in satang."""


def sides(
    book: Book,
    *,
    since: date | None = None,
    until: date | None = None,
    with_closing: bool = True,
    among: Among | None = None,
) -> list[Sides]:
    """Both sides by account and source of the entries from `since` to `until`, both days included.

    A month that is not over is whole up to today, for nothing is posted ahead.
    """
    totals: dict[tuple[int, str], tuple[int, int]] = {}
    for account, source, debit, credit in _rows(book.pk, since, until, among or Among(), with_closing):
        d, c = totals.get((account, source), (0, 0))
        totals[account, source] = d + debit, c + credit
    return [Sides(*key, money.baht(d), money.baht(c)) for key, (d, c) in totals.items()]


def _rows(
    book: int, since: date | None, until: date | None, among: Among, with_closing: bool
) -> Iterable[_Row]:
    low, high = month_of(since or date.min), month_of(until or date.max)
    starts_whole = since is None or since == low
    ends_whole = until is None or until >= clock.today() or until == month_end(until)
    if since and until and low == high and not (starts_whole and ends_whole):
        return _of_days(book, since, until, among, with_closing)
    found: list[_Row] = []
    if since and not starts_whole:
        found += _of_days(book, since, month_end(since), among, with_closing)
        low = next_month(low)
    if until and not ends_whole:
        found += _of_days(book, high, until, among, with_closing)
        high -= timedelta(days=1)
    return found + _of_months(book, low, high, among, with_closing)


def _of_months(book: int, low: date, high: date, among: Among, with_closing: bool) -> list[_Row]:
    open_ones = [] if with_closing else [("NOT m.is_closing",)]
    return _ask(
        "SELECT m.account_id, m.source, CAST(sum(m.debit) AS bigint), CAST(sum(m.credit) AS bigint)"
        " FROM ledger_account a JOIN ledger_accountmonth m ON m.account_id = a.id WHERE {}"
        " GROUP BY m.account_id, m.source",
        *_which(book, among, "m"), ("m.month BETWEEN %s AND %s", low, high), *open_ones,
    )  # fmt: skip


def _of_days(book: int, first: date, last: date, among: Among, with_closing: bool) -> list[_Row]:
    open_ones = [] if with_closing else [("e.kind <> %s", EntryKind.CLOSING.value)]
    return _ask(
        "SELECT p.account_id, p.source, CAST(sum(p.debit) AS bigint), CAST(sum(p.credit) AS bigint)"  # noqa: S608 - our own words
        f" FROM {_POSTINGS} WHERE {{}} GROUP BY p.account_id, p.source",
        *_posted(book, first, last), *_which(book, among, "p"), *open_ones,
    )  # fmt: skip


def left_before(book: int, month: date, among: Among) -> int:
    """Debits less credits of all months before one, in satang."""
    ((left,),) = _ask(
        "SELECT CAST(coalesce(sum(m.debit - m.credit), 0) AS bigint)"
        " FROM ledger_account a JOIN ledger_accountmonth m ON m.account_id = a.id WHERE {}",
        *_which(book, among, "m"), ("m.month < %s", month),
    )  # fmt: skip
    return int(left)


def day_by_day(book: int, since: date, among: Among) -> list[tuple[date, int]]:
    """Debits less credits of each day from one on that has any, in satang."""
    rows = _ask(
        'SELECT CAST(e."on" AS text), CAST(sum(p.debit - p.credit) AS bigint)'  # noqa: S608 - our own words
        f' FROM {_POSTINGS} WHERE {{}} GROUP BY e."on" ORDER BY e."on"',
        *_posted(book, since, date.max), *_which(book, among, "p"),
    )  # fmt: skip
    return [(date.fromisoformat(day), change) for day, change in rows]


def held_before(book: Book, party: int, year: int) -> int:
    """Cash that a party held by the books when a year of the book began, in satang."""
    ((held,),) = _ask(
        "SELECT CAST(coalesce(sum(amount), 0) AS bigint) FROM ledger_party_year WHERE {}",
        ("party_id = %s AND kind = %s AND year < %s", party, LineKind.CASH_HELD.value, year),
    )
    return int(held)


def held_by_day(account: Account, party: int, since: date) -> list[tuple[date, int]]:
    """What a party was given and gave of the cash in an account, of each day from one on that has any, in satang."""
    rows = _ask(
        'SELECT CAST(e."on" AS text), CAST(sum(l.amount) AS bigint)'  # noqa: S608 - our own words
        f' FROM {_POSTINGS} JOIN ledger_line l ON l.posting_id = p.id WHERE {{}} GROUP BY e."on" ORDER BY e."on"',
        *_posted(account.book_id, since, date.max), ("a.id = %s", account.pk),
        ("l.party_id = %s AND l.kind = %s", party, LineKind.CASH_HELD.value),
    )  # fmt: skip
    return [(date.fromisoformat(day), change) for day, change in rows]


_POSTINGS = (
    "ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.id = p.account_id"
)


def _posted(book: int, first: date, last: date) -> list[_Condition]:
    return [('e.book_id = %s AND e."on" BETWEEN %s AND %s AND e.posted_at IS NOT NULL', book, first, last)]


def _which(book: int, among: Among, row: str) -> list[_Condition]:
    """Conditions on accounts `a` and their months or postings `row`."""
    which: list[_Condition] = [("a.book_id = %s", book)]
    if among.account is not None:
        which.append(("a.id = %s", among.account.pk))
    if among.kinds:
        marks = ", ".join(["%s"] * len(among.kinds))
        which.append((f"a.kind IN ({marks})", *(kind.value for kind in among.kinds)))
    if among.source:
        which.append((f"{row}.source = %s", str(among.source)))
    return which


def _ask(query: str, *conditions: _Condition) -> list[Any]:
    words = " AND ".join(one[0] for one in conditions)
    values = [value for one in conditions for value in one[1:]]
    return sql.ask(query.format(words), *values, using=Book.everywhere.db)
