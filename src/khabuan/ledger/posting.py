"""`post`: the one door by which money enters the books. Draft in, sealed entry out, in the running action.

Everything is checked per set, not per row; lines go in by one statement (`unnest` on PostgreSQL, `executemany`
on SQLite). The month and the party-year totals are kept in the same transaction.

A sheet of a thousand is what this is measured by (bench P1-P4): so what is asked of the book is one query, columns
are zipped and mapped instead of looped over, and what the seal refuses anyway is not asked before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from django.db import IntegrityError, connections
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import add, note
from khabuan.access.running import require_running
from khabuan.core import clock, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.keys import new_key
from khabuan.core.thai import long_date
from khabuan.ledger import never_below, seal
from khabuan.ledger.models import Account, Book, Entry, Period
from khabuan.ledger.rules.drafts import Draft, Leg, Line, Unbalanced, satang_of
from khabuan.ledger.rules.words import ALLOWED_IN_HELD, DEBIT_SIDE, NOMINAL, EntryKind, PeriodState
from khabuan.ledger.rules.years import month_of
from khabuan.ledger.telling import day_number, digest_of, told_legs


@dataclass(frozen=True)
class _Written:
    """A leg on its way into the tables: the posting's key, the account, the leg."""

    key: int
    account: Account
    leg: Leg

    @property
    def line_total(self) -> int:
        return satang_of(self.leg.lines)


@dataclass(frozen=True)
class _Lines:
    """All lines of an entry by column, in the order of the legs and of their places: no object is made of a row.

    Nearly all come in that order already; only others are sorted.
    """

    posting: Sequence[int]
    party: Sequence[int]
    satang: Sequence[int]
    kind: Sequence[int]
    since: Sequence[date | None]
    until: Sequence[date | None]
    place: Sequence[int]

    @classmethod
    def of(cls, legs: Iterable[_Written]) -> _Lines:
        keys: list[int] = []
        places: list[int] = []
        lines: list[Line] = []
        for one in legs:
            numbered, own = list(_places(one.leg.lines)), one.leg.lines
            if (ordered := sorted(numbered)) != numbered:
                own = [line for _place, line in sorted(zip(numbered, own, strict=True), key=itemgetter(0))]
            keys += [one.key] * len(own)
            places += ordered
            lines += own
        party, satang, kind, since, until, _seq = zip(*lines, strict=True) if lines else ((),) * 6
        return cls(keys, party, satang, list(map(int, kind)), since, until, places)


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
    standing = _standing(book, on)
    _refuse_day(book, draft.kind, on, standing)
    legs = [_Written(new_key(), account, leg) for account, leg in _accounts(book, draft, on)]
    entry: Entry = add(
        Entry, book=book, number=standing.next_number, on=on, kind=draft.kind, memo=draft.memo[:300],
        document=draft.document[:120], reverses=reverses, corrects=corrects,
    )  # fmt: skip
    _insert_postings(entry, legs)
    lines = _Lines.of(legs)
    _insert_lines(lines)
    _seal(entry)
    is_closing = draft.kind == EntryKind.CLOSING
    _keep_months(legs, month_of(on), is_closing=is_closing)
    _keep_party_years(legs, book.years.of(on))
    never_below.require(book, on, [(one.account, one.leg) for one in legs])
    running.many["add ledger.posting"] += len(legs)
    running.many["add ledger.line"] += len(lines.party)
    _tell(entry, legs, lines)
    return entry


def _tell(entry: Entry, legs: Sequence[_Written], lines: _Lines) -> None:
    """The entry in the running action's event: both sides, and its lines by their number and digest."""
    number_of = lru_cache(maxsize=None)(day_number)
    days = map(number_of, lines.since), map(number_of, lines.until)
    told = {
        "id": str(entry.pk), "number": entry.number, "on": entry.on,
        "legs": told_legs((one.account.code, one.leg) for one in legs),
        "lines": digest_of((lines.party, lines.satang, lines.kind, *days, lines.place)),
    }  # fmt: skip
    note(entries=[*require_running().notes.get("entries", []), told])


# ---------------------------------------------------------------- what is refused


@dataclass(frozen=True)
class _Standing:
    """How a book stands for an entry of a day: its month's state, whether its year is closed, the next number."""

    state: PeriodState
    is_year_closed: bool
    next_number: int


_STANDING = (
    "SELECT (SELECT state FROM ledger_period WHERE book_id = %s AND month = %s),"
    ' EXISTS(SELECT 1 FROM ledger_entry c WHERE c.book_id = %s AND c."on" = %s AND c.kind = %s'
    " AND c.reverses_id IS NULL AND NOT EXISTS(SELECT 1 FROM ledger_entry r WHERE r.reverses_id = c.id)),"
    " (SELECT max(number) FROM ledger_entry WHERE book_id = %s), year_start_month, year_turns"
    " FROM ledger_book WHERE id = %s"
)


def _standing(book: Book, on: date) -> _Standing:
    """One query. A year is closed while its closing entry stands (was not taken back)."""
    last = book.years.end(book.years.of(on))
    ((state, is_closed, number, *kept),) = sql.ask(
        _STANDING,
        book.pk,
        month_of(on),
        book.pk,
        last,
        EntryKind.CLOSING.value,
        book.pk,
        book.pk,
        using=Book.everywhere.db,
    )
    if kept != [book.year_start_month, book.year_turns]:  # its years were changed since the book was read
        book.year_start_month, book.year_turns = kept
        return _standing(book, on)
    return _Standing(PeriodState(state or PeriodState.OPEN), bool(is_closed), (number or 0) + 1)


def _refuse_day(book: Book, kind: EntryKind, on: date, standing: _Standing) -> None:
    if on > clock.today():
        raise Refused(
            "future", _("This day has not come yet. Enter the day on which the money moved."), field="on"
        )
    if on < book.opened_on:
        words = _("The book begins on %(day)s. What was before stands in the balance brought forward.")
        raise Refused("before_book", filled(words, day=long_date(book.opened_on)), field="on")
    if book.ended_on is not None:
        raise Refused("book_ended", _("This book has ended. Nothing is entered any more."))
    if standing.state == PeriodState.CLOSED:
        raise Refused(
            "closed_month",
            _("This month is closed. Enter it in an open month, or ask for the month to be reopened."),
            field="on",
        )
    if standing.is_year_closed and kind != EntryKind.CLOSING:  # what was emptied stays empty
        words = _(
            "The closing entry of this year is made. Take it back first, enter this, then close the year anew."
        )
        raise Refused("closed_year", words, field="on")
    if standing.state == PeriodState.HELD and kind not in ALLOWED_IN_HELD:
        raise Refused(
            "held_month",
            _("This month is being checked and takes corrections only. Enter it in an open month."),
            field="on",
        )


def period_state(book: Book, on: date) -> PeriodState:
    """The state of the month in which a day lies."""
    found = Period.everywhere.filter(book=book, month=month_of(on)).values_list("state", flat=True).first()
    return PeriodState(found) if found else PeriodState.OPEN


def _accounts(book: Book, draft: Draft, on: date) -> list[tuple[Account, Leg]]:
    """Each leg with its account. Refused for an account that is closed; ValueError for one that is none."""
    codes = {leg.account for leg in draft.legs}
    known = {one.code: one for one in _accounts_with(book, codes)}
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
        if leg.lines and satang_of(leg.lines) != side:
            raise Unbalanced(f"{account}: its lines stand on the wrong side")
    return pairs


_OF_ACCOUNT = [one.attname for one in Account._meta.concrete_fields]


def _accounts_with(book: Book, codes: Collection[str]) -> list[Account]:
    using, marks = Book.everywhere.db, ", ".join(["%s"] * len(codes))
    query = f"SELECT {', '.join(_OF_ACCOUNT)} FROM ledger_account WHERE book_id = %s AND code IN ({marks})"  # noqa: S608 - our own words
    return [Account.from_db(using, _OF_ACCOUNT, row) for row in sql.ask(query, book.pk, *codes, using=using)]


def _seal(entry: Entry) -> None:
    """The database checks the entry as a whole. A line of somebody of no, or another, book is refused in words here
    and not asked for before: any other breach is a bug of the caller."""
    entry.posted_at = clock.now()
    try:
        Entry.everywhere.filter(pk=entry.pk).update(posted_at=entry.posted_at)
    except IntegrityError as problem:
        if seal.WORDS["party"] not in str(problem):
            raise
        words = _("Somebody on this list is no member of this fund. Take them off and save again.")
        raise Refused("stranger", words) from problem


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
    sql.insert("ledger_posting", columns, rows, using=Book.everywhere.db)


_LINE = "posting_id, party_id, amount, kind, from_on, to_on, seq"
_LINES_AT_ONCE = 50
"""Rows of one statement on SQLite: quicker than one by one; with more, binding takes what is gained."""


def _insert_lines(lines: _Lines) -> None:
    if not lines.party:
        return
    day = lru_cache(maxsize=None)(_day_in_words)  # a sheet names few days, each a thousand times
    columns = [
        lines.posting, lines.party, lines.satang, lines.kind, list(map(day, lines.since)),
        list(map(day, lines.until)), lines.place,
    ]  # fmt: skip
    with connections[Book.everywhere.db].cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            cursor.execute(_LINES_FROM_ARRAYS, list(map(sql.array, columns)))
            return
        values = list(chain.from_iterable(zip(*columns, strict=True)))
        size = _LINES_AT_ONCE * len(columns)
        whole = len(values) // size * size
        if whole:
            parts = [values[at : at + size] for at in range(0, whole, size)]
            cursor.executemany(sql.insertion("ledger_line", _LINE, _LINES_AT_ONCE), parts)
        if rest := values[whole:]:
            cursor.execute(sql.insertion("ledger_line", _LINE, len(rest) // len(columns)), rest)


_LINES_FROM_ARRAYS = (
    f"INSERT INTO ledger_line ({_LINE}) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[],"  # noqa: S608 - our own words
    " %s::smallint[], %s::date[], %s::date[], %s::int[])"
)


def _day_in_words(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _places(lines: Sequence[Line]) -> Iterable[int]:
    last = -1
    for line in lines:
        last = line.seq if line.seq is not None else last + 1
        yield last


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
    sql.insert("ledger_accountmonth", columns, rows, tail=_ADD_MONTH, using=Book.everywhere.db)


def _keep_party_years(legs: Sequence[_Written], year: int) -> None:
    """From the lines as they stand in the table now, by one statement.

    PostgreSQL adds to a row once in a statement, so lines are summed before; SQLite adds line after line, which
    spares it a sorting.
    """
    keys = [one.key for one in legs if one.leg.lines]
    if not keys:
        return
    with connections[Book.everywhere.db].cursor() as cursor:
        days = f"coalesce(CASE WHEN amount > 0 THEN 1 ELSE -1 END * {_DAYS[cursor.db.vendor]}, 0)"
        counted, among = f"1, amount, {days}", f"posting_id IN ({', '.join(['%s'] * len(keys))})"
        if cursor.db.vendor == "postgresql":
            counted, among = f"count(*), sum(amount), sum({days})", f"{among} GROUP BY party_id, kind"
        cursor.execute(
            "INSERT INTO ledger_party_year (party_id, year, kind, lines, amount, days)"  # noqa: S608 - our own words
            f" SELECT party_id, %s, kind, {counted} FROM ledger_line WHERE {among} {_ADD_YEAR}",
            [year, *keys],
        )
