"""`post`: the one door by which money enters the books. Draft in, sealed entry out, in the running action.

Everything is checked per set, not per row; lines go in by one statement (`unnest` on PostgreSQL, `executemany`
on SQLite). The month and the party-year totals are kept in the same transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.db import connections
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import add, note
from khabuan.access.running import require_running
from khabuan.core import clock, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.keys import new_key
from khabuan.core.thai import long_date
from khabuan.ledger import never_below
from khabuan.ledger.models import Account, Book, Entry, Period
from khabuan.ledger.queries import closing_entry
from khabuan.ledger.rules.drafts import Draft, Leg, Line, Unbalanced
from khabuan.ledger.rules.words import ALLOWED_IN_HELD, DEBIT_SIDE, NOMINAL, EntryKind, PeriodState
from khabuan.ledger.rules.years import month_of, year_end, year_of
from khabuan.ledger.telling import day_number, digest_of, told_legs


@dataclass(frozen=True)
class _Written:
    """A leg on its way into the tables: the posting's key, the account, the leg."""

    key: int
    account: Account
    leg: Leg

    @property
    def line_total(self) -> int:
        return sum(line.satang for line in self.leg.lines)


def post(
    book: Book, draft: Draft, *, on: date, reverses: Entry | None = None, corrects: Entry | None = None
) -> Entry:
    """Write and seal one entry of `book`, dated `on`, as part of the running action.

    Refused: a day before the book began or in the future, a month that is closed or held, an account that is
    closed, a source or a money account that would be below nothing on any day from `on` on. Unbalanced, and any
    party of another book, are bugs of the caller.
    """
    running = require_running()
    draft.check()
    using = Book.everywhere.db
    sql.in_turn(f"book:{book.pk}", using)  # numbers, months and party years of a book have one writer
    _refuse_day(book, draft.kind, on)
    legs = [_Written(new_key(), account, leg) for account, leg in _accounts(book, draft, on)]
    _check_lines(book, legs)
    entry: Entry = add(
        Entry, book=book, number=_next_number(book), on=on, kind=draft.kind, memo=draft.memo[:300],
        document=draft.document[:120], reverses=reverses, corrects=corrects,
    )  # fmt: skip
    _insert_postings(entry, legs)
    _insert_lines(legs)
    entry.posted_at = clock.now()
    Entry.everywhere.filter(pk=entry.pk).update(posted_at=entry.posted_at)
    is_closing = draft.kind == EntryKind.CLOSING
    _keep_months(legs, month_of(on), is_closing=is_closing)
    _keep_party_years(legs, year_of(on, book.year_start_month))
    never_below.require(book, on, [(one.account, one.leg) for one in legs])
    running.many["add ledger.posting"] += len(legs)
    running.many["add ledger.line"] += sum(len(one.leg.lines) for one in legs)
    _tell(entry, legs)
    return entry


def _tell(entry: Entry, legs: Sequence[_Written]) -> None:
    """The entry in the running action's event: both sides, and its lines by their number and digest."""
    number_of = lru_cache(maxsize=None)(day_number)
    numbered = [pair for one in legs for pair in sorted(_numbered(one.leg.lines), key=itemgetter(0))]
    lines = [line for _seq, line in numbered]
    columns = (
        [line.party for line in lines], [line.satang for line in lines], [int(line.kind) for line in lines],
        [number_of(line.from_on) for line in lines], [number_of(line.to_on) for line in lines],
        [seq for seq, _line in numbered],
    )  # fmt: skip
    told = {
        "id": str(entry.pk), "number": entry.number, "on": entry.on,
        "legs": told_legs((one.account.code, one.leg) for one in legs), "lines": digest_of(columns),
    }  # fmt: skip
    note(entries=[*require_running().notes.get("entries", []), told])


# ---------------------------------------------------------------- what is refused


def _refuse_day(book: Book, kind: EntryKind, on: date) -> None:
    if on > clock.today():
        raise Refused(
            "future", _("This day has not come yet. Enter the day on which the money moved."), field="on"
        )
    if on < book.opened_on:
        words = _("The book begins on %(day)s. What was before stands in the balance brought forward.")
        raise Refused("before_book", filled(words, day=long_date(book.opened_on)), field="on")
    if book.ended_on is not None:
        raise Refused("book_ended", _("This book has ended. Nothing is entered any more."))
    state = period_state(book, on)
    if state == PeriodState.CLOSED:
        raise Refused(
            "closed_month",
            _("This month is closed. Enter it in an open month, or ask for the month to be reopened."),
            field="on",
        )
    _refuse_closed_year(book, kind, on)
    if state == PeriodState.HELD and kind not in ALLOWED_IN_HELD:
        raise Refused(
            "held_month",
            _("This month is being checked and takes corrections only. Enter it in an open month."),
            field="on",
        )


def _refuse_closed_year(book: Book, kind: EntryKind, on: date) -> None:
    """What the closing entry of a year has emptied stays empty: nothing comes beside it."""
    year = year_of(on, book.year_start_month)
    is_over = clock.today() > year_end(year, book.year_start_month)
    if kind != EntryKind.CLOSING and is_over and closing_entry(book, year) is not None:
        words = _(
            "The closing entry of this year is made. Take it back first, enter this, then close the year anew."
        )
        raise Refused("closed_year", words, field="on")


def period_state(book: Book, on: date) -> PeriodState:
    """The state of the month in which a day lies."""
    found = Period.everywhere.filter(book=book, month=month_of(on)).values_list("state", flat=True).first()
    return PeriodState(found) if found else PeriodState.OPEN


def _accounts(book: Book, draft: Draft, on: date) -> list[tuple[Account, Leg]]:
    """Each leg with its account. Refused for an account that is closed; ValueError for one that is none."""
    codes = {leg.account for leg in draft.legs}
    known = {one.code: one for one in Account.everywhere.filter(book=book, code__in=codes)}
    if codes - known.keys():
        raise ValueError(f"no such account in {book}: {sorted(codes - known.keys())}")
    for one in known.values():
        if one.closed_on is not None and one.closed_on <= on:
            words = _("The account %(account)s is closed. Choose another account.")
            raise Refused("closed_account", filled(words, account=str(one)))
    pairs = [(known[leg.account], leg) for leg in draft.legs]
    for account, leg in pairs:
        if (account.kind in NOMINAL) != (leg.source is not None):
            raise Unbalanced(f"{account}: income, expense and equity name their source, and only they")
        if draft.kind != EntryKind.CLOSING and account.has_lines != bool(leg.lines):
            raise Unbalanced(f"{account}: lines belong to control accounts, and only to them")
        side = leg.debit - leg.credit if account.kind in DEBIT_SIDE else leg.credit - leg.debit
        if leg.lines and sum(line.satang for line in leg.lines) != side:
            raise Unbalanced(f"{account}: its lines stand on the wrong side")
    return pairs


def _check_lines(book: Book, legs: Iterable[_Written]) -> None:
    """ValueError for parties that are not of this book: one anti-join for all lines."""
    parties = list({line.party for one in legs for line in one.leg.lines})
    if not parties:
        return
    with connections[Book.everywhere.db].cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM ledger_party WHERE book_id = %s AND id = ANY(%s)", [book.pk, parties]
            )
            found = cursor.fetchone()[0]
        else:
            found = 0
            for at in range(0, len(parties), 500):
                some = parties[at : at + 500]
                marks = ",".join(["%s"] * len(some))
                cursor.execute(
                    f"SELECT count(*) FROM ledger_party WHERE book_id = %s AND id IN ({marks})",  # noqa: S608 - marks
                    [book.pk, *some],
                )
                found += cursor.fetchone()[0]
    if found != len(parties):
        raise Refused(
            "stranger", _("Somebody on this list is no member of this fund. Take them off and save again.")
        )


def _next_number(book: Book) -> int:
    last = Entry.everywhere.filter(book=book).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


# ---------------------------------------------------------------- what is written


def _insert_postings(entry: Entry, legs: Sequence[_Written]) -> None:
    rows = [
        (
            one.key, entry.pk, one.account.pk, one.leg.source or "", one.leg.debit, one.leg.credit,
            len(one.leg.lines), one.line_total,
        )
        for one in legs
    ]  # fmt: skip
    columns = "id, entry_id, account_id, source, debit, credit, line_count, line_total"
    _insert_all("ledger_posting", columns, "bigint bigint bigint text bigint bigint int bigint", rows)


def _insert_lines(legs: Sequence[_Written]) -> None:
    text = _days_as_kept()
    rows = [
        (one.key, line.party, line.satang, text(line.from_on), text(line.to_on), int(line.kind), seq)
        for one in legs
        for seq, line in _numbered(one.leg.lines)
    ]
    columns = "posting_id, party_id, amount, from_on, to_on, kind, seq"
    _insert_all("ledger_line", columns, "bigint bigint bigint date date smallint int", rows)


def _days_as_kept() -> Callable[[date | None], str | date | None]:
    """Days as the driver takes them quickest: on SQLite as text, each day worded once."""
    if connections[Book.everywhere.db].vendor != "sqlite":
        return lambda day: day
    return lru_cache(maxsize=None)(lambda day: None if day is None else day.isoformat())


def _numbered(lines: Sequence[Line]) -> Iterable[tuple[int, Line]]:
    last = -1
    for line in lines:
        last = line.seq if line.seq is not None else last + 1
        yield last, line


def _insert_all(
    table: str, columns: str, types: str, rows: Sequence[tuple[Any, ...]], tail: str = ""
) -> None:
    """All rows by one statement on PostgreSQL (`unnest`), by a hundred on SQLite: each then asks its triggers faster."""
    if not rows:
        return
    with connections[Book.everywhere.db].cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            arrays = ", ".join(f"%s::{kind}[]" for kind in types.split())
            statement = f"INSERT INTO {table} ({columns}) SELECT * FROM unnest({arrays}) {tail}"  # noqa: S608
            cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
            return
        marks = f"({', '.join(['%s'] * len(rows[0]))})"
        for at in range(0, len(rows), 100):
            some = rows[at : at + 100]
            values = ", ".join([marks] * len(some))
            statement = f"INSERT INTO {table} ({columns}) VALUES {values} {tail}"  # noqa: S608
            cursor.execute(statement, [value for row in some for value in row])


_ADD_MONTH = (
    "ON CONFLICT (account_id, month, source, is_closing) DO UPDATE SET"
    " debit = ledger_accountmonth.debit + excluded.debit, credit = ledger_accountmonth.credit + excluded.credit"
)
_ADD_YEAR = (
    "ON CONFLICT (party_id, year, kind) DO UPDATE SET lines = ledger_party_year.lines + excluded.lines,"
    " amount = ledger_party_year.amount + excluded.amount, days = ledger_party_year.days + excluded.days"
)
_DAYS = {
    "postgresql": "(to_on - from_on + 1)",
    "sqlite": "cast(julianday(to_on) - julianday(from_on) + 1 AS integer)",
}
"""The days that a line pays for, both ends included."""


def _keep_months(legs: Sequence[_Written], month: date, *, is_closing: bool) -> None:
    totals: defaultdict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in legs:
        sides = totals[one.account.pk, str(one.leg.source or "")]
        sides[0] += one.leg.debit
        sides[1] += one.leg.credit
    rows = [
        (new_key(), account, source, month, is_closing, debit, credit)
        for (account, source), (debit, credit) in totals.items()
    ]
    columns = "id, account_id, source, month, is_closing, debit, credit"
    _insert_all(
        "ledger_accountmonth", columns, "bigint bigint text date bool bigint bigint", rows, _ADD_MONTH
    )


def _keep_party_years(legs: Sequence[_Written], year: int) -> None:
    """From the lines as they stand in the table now, by one statement."""
    keys = [one.key for one in legs if one.leg.lines]
    if not keys:
        return
    with connections[Book.everywhere.db].cursor() as cursor:
        days = _DAYS[cursor.db.vendor]
        statement = (
            "INSERT INTO ledger_party_year (party_id, year, kind, lines, amount, days)"  # noqa: S608 - our own words
            f" SELECT party_id, %s, kind, count(*), sum(amount), coalesce(sum(CASE WHEN amount > 0 THEN {days}"
            f" ELSE -{days} END), 0) FROM ledger_line WHERE posting_id IN ({', '.join(['%s'] * len(keys))})"
            f" GROUP BY party_id, kind {_ADD_YEAR}"
        )
        cursor.execute(statement, [year, *keys])
