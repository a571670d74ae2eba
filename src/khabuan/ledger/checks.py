"""Checks over a book: each a function `(book) -> list[Finding]`. Problems are values; nothing here raises.

They read the rows themselves and no derived total but the one under check, and repeat what the seal and `post`
have refused already: a database that somebody changed by other means is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections

from khabuan.core import money
from khabuan.ledger.history import strange_entries
from khabuan.ledger.models import Book
from khabuan.ledger.rules.words import LineKind


@dataclass(frozen=True)
class Finding:
    """Something that cannot be in sound books: a code, where (entry, account, party …), the facts."""

    code: str
    where: str
    facts: str = ""


def findings_of(book: Book) -> list[Finding]:
    """All findings of all checks: none, the books are sound."""
    return [finding for check in CHECKS for finding in check(book)]


def _ask(query: str, *values: int | str) -> list[tuple[Any, ...]]:
    with connections[Book.everywhere.db].cursor() as cursor:
        cursor.execute(query, list(values))
        return list(cursor.fetchall())


_TEXT_DAY = 'cast(e."on" AS text)'
_POSTED_DAY = {
    "sqlite": "date(e.posted_at, '+7 hours')",
    "postgresql": "cast((e.posted_at AT TIME ZONE 'Asia/Bangkok')::date AS text)",
}


def unposted(book: Book) -> list[Finding]:
    """An entry that was begun and never sealed."""
    rows = _ask("SELECT number FROM ledger_entry WHERE book_id = %s AND posted_at IS NULL", book.pk)
    return [Finding("unposted", f"entry {number}") for (number,) in rows]


def unbalanced(book: Book) -> list[Finding]:
    rows = _ask(
        "SELECT e.number, coalesce(sum(p.debit), 0), coalesce(sum(p.credit), 0) FROM ledger_entry e"
        " LEFT JOIN ledger_posting p ON p.entry_id = e.id WHERE e.book_id = %s GROUP BY e.number"
        " HAVING coalesce(sum(p.debit), 0) <> coalesce(sum(p.credit), 0) OR coalesce(sum(p.debit), 0) = 0",
        book.pk,
    )
    return [
        Finding("unbalanced", f"entry {number}", f"{debit} <> {credit}") for number, debit, credit in rows
    ]


def gaps(book: Book) -> list[Finding]:
    """Numbers of entries run from 1 without a gap."""
    ((low, high, many),) = _ask(
        "SELECT min(number), max(number), count(*) FROM ledger_entry WHERE book_id = %s", book.pk
    )
    if many and (low, high) != (1, many):
        return [Finding("gap", f"entries {low} to {high}", f"{many}")]
    return []


def wrong_totals(book: Book) -> list[Finding]:
    """Lines that do not add up to their posting, in number, places or amount, or to its side."""
    rows = _ask(
        "SELECT e.number, a.code FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"
        " JOIN ledger_account a ON a.id = p.account_id LEFT JOIN (SELECT l.posting_id, count(*) AS many,"
        " count(DISTINCT l.seq) AS places, sum(l.amount) AS total FROM ledger_line l JOIN ledger_posting q ON q.id = l.posting_id"
        " JOIN ledger_entry f ON f.id = q.entry_id WHERE f.book_id = %s GROUP BY l.posting_id) t"
        " ON t.posting_id = p.id WHERE e.book_id = %s AND (p.line_count <> coalesce(t.many, 0)"
        " OR t.places <> t.many OR p.line_total <> coalesce(t.total, 0) OR (a.has_lines AND e.kind <> 'closing'"
        " AND p.line_total <> CASE WHEN a.kind IN ('asset', 'expense') THEN p.debit - p.credit ELSE p.credit - p.debit END))",
        book.pk, book.pk,
    )  # fmt: skip
    return [Finding("totals", f"entry {number}, account {code}") for number, code in rows]


def foreign_parts(book: Book) -> list[Finding]:
    """Postings on another book's account or on none, lines of another book's or no party, citing another book."""
    accounts = _ask(
        "SELECT e.number, coalesce(a.code, '?') FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"
        " LEFT JOIN ledger_account a ON a.id = p.account_id"
        " WHERE e.book_id = %s AND (a.id IS NULL OR a.book_id <> e.book_id)", book.pk,
    )  # fmt: skip
    parties = _ask(
        "SELECT DISTINCT e.number, l.party_id FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"
        " JOIN ledger_line l ON l.posting_id = p.id LEFT JOIN ledger_party y ON y.id = l.party_id"
        " WHERE e.book_id = %s AND (y.id IS NULL OR y.book_id <> e.book_id)", book.pk,
    )  # fmt: skip
    cited = _ask(
        "SELECT e.number, c.number FROM ledger_entry e JOIN ledger_entry c ON c.id IN (e.reverses_id, e.corrects_id)"
        " WHERE e.book_id = %s AND c.book_id <> e.book_id", book.pk,
    )  # fmt: skip
    return [
        *(Finding("foreign_account", f"entry {number}", str(code)) for number, code in accounts),
        *(Finding("foreign_party", f"entry {number}", str(party)) for number, party in parties),
        *(Finding("cited", f"entry {number}", f"entry {other}") for number, other in cited),
    ]


def wrong_amounts(book: Book) -> list[Finding]:
    """Amounts that are no whole satang on one side; lines that pay for days that are none."""
    whole = "(p.debit > 0 AND p.credit = 0 OR p.debit = 0 AND p.credit > 0)"
    days = "(l.from_on IS NULL AND l.to_on IS NULL OR l.from_on <= l.to_on)"
    kind = f"l.kind IN ({', '.join(str(int(one)) for one in LineKind)})"
    if connections[Book.everywhere.db].vendor == "sqlite":
        whole += " AND typeof(p.debit) = 'integer' AND typeof(p.credit) = 'integer'"
        days += (
            " AND date(l.from_on) IS l.from_on AND date(l.to_on) IS l.to_on AND typeof(l.amount) = 'integer'"
        )
    postings = _ask(
        "SELECT DISTINCT e.number FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"  # noqa: S608 - our own words
        f" WHERE e.book_id = %s AND NOT ({whole})", book.pk,
    )  # fmt: skip
    lines = _ask(
        "SELECT DISTINCT e.number FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"  # noqa: S608 - our own words
        f" JOIN ledger_line l ON l.posting_id = p.id WHERE e.book_id = %s AND NOT coalesce(({days}) AND {kind}, FALSE)",
        book.pk,
    )
    return [
        *(Finding("amount", f"entry {number}") for (number,) in postings),
        *(Finding("line", f"entry {number}") for (number,) in lines),
    ]


def wrong_reversals(book: Book) -> list[Finding]:
    """An entry that takes another back turns each account and source of it, to the satang."""
    rows = _ask(
        "SELECT e.number FROM ledger_entry e JOIN ledger_posting p ON p.entry_id IN (e.id, e.reverses_id)"
        " WHERE e.book_id = %s AND e.reverses_id IS NOT NULL"
        " GROUP BY e.number, p.account_id, p.source HAVING sum(p.debit) <> sum(p.credit)", book.pk,
    )  # fmt: skip
    return [Finding("reversal", f"entry {number}") for number in sorted({number for (number,) in rows})]


def wrong_days(book: Book) -> list[Finding]:
    """Entries outside the days of the book: before its first day, after the day of posting, or on no day at all."""
    day = f"{_TEXT_DAY} > {_POSTED_DAY[connections[Book.everywhere.db].vendor]}"
    rows = _ask(
        f"SELECT e.number, {_TEXT_DAY} FROM ledger_entry e JOIN ledger_book b ON b.id = e.book_id"  # noqa: S608 - our own words
        f' WHERE e.book_id = %s AND e.posted_at IS NOT NULL AND (e."on" < b.opened_on OR coalesce({day}, TRUE))',
        book.pk,
    )
    return [Finding("day", f"entry {number}", str(on)) for number, on in rows]


def wrong_sources(book: Book) -> list[Finding]:
    rows = _ask(
        "SELECT e.number, a.code FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"
        " JOIN ledger_account a ON a.id = p.account_id WHERE e.book_id = %s"
        " AND (a.kind IN ('income', 'expense', 'equity')) <> (p.source <> '')", book.pk,
    )  # fmt: skip
    return [Finding("source", f"entry {number}", str(code)) for number, code in rows]


def below_nothing(book: Book) -> list[Finding]:
    """Sources, money accounts and keepers of cash that were below nothing on some day, each told once, on its worst."""
    sources = _ask(
        "SELECT p.source, e.\"on\", sum(p.credit - p.debit) FROM ledger_entry e"
        " JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.id = p.account_id"
        " WHERE e.book_id = %s AND e.posted_at IS NOT NULL AND a.kind IN ('income', 'expense', 'equity')"
        " GROUP BY p.source, e.\"on\" ORDER BY p.source, e.\"on\"", book.pk,
    )  # fmt: skip
    accounts = _ask(
        "SELECT a.code, e.\"on\", sum(p.debit - p.credit) FROM ledger_entry e"
        " JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.id = p.account_id"
        " WHERE e.book_id = %s AND e.posted_at IS NOT NULL"
        " AND a.role IN ('cash', 'collectors', 'bank', 'investment')"
        " GROUP BY a.code, e.\"on\" ORDER BY a.code, e.\"on\"", book.pk,
    )  # fmt: skip
    kept = _ask(
        "SELECT l.party_id, e.\"on\", sum(l.amount) FROM ledger_entry e"
        " JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_account a ON a.id = p.account_id"
        " JOIN ledger_line l ON l.posting_id = p.id"
        " WHERE e.book_id = %s AND e.posted_at IS NOT NULL AND a.role = 'collectors' AND l.kind = %s"
        " GROUP BY l.party_id, e.\"on\" ORDER BY l.party_id, e.\"on\"", book.pk, LineKind.CASH_HELD.value,
    )  # fmt: skip
    return [
        *_below("source_below", sources), *_below("money_below", accounts), *_below("held_below", kept),
    ]  # fmt: skip


def _below(code: str, changes: Iterable[tuple[Any, ...]]) -> list[Finding]:
    """Findings of runs of (name, day, satang) that come in the order of name and day."""
    found = []
    for name, days in groupby(changes, key=itemgetter(0)):
        balance, worst, worst_day = 0, 0, ""
        for _name, day, change in days:
            balance += int(change)
            if balance < worst:
                worst, worst_day = balance, str(day)[:10]
        if worst < 0:
            found.append(Finding(code, str(name), f"{worst_day} {money.baht(worst)}"))
    return found


def kept_months(book: Book) -> list[Finding]:
    """The months that are kept beside the entries are what the entries add up to."""
    kept = {
        (account, source, month, bool(closing)): (debit, credit)
        for account, source, month, closing, debit, credit in _ask(
            "SELECT m.account_id, m.source, cast(m.month AS text), m.is_closing, m.debit, m.credit FROM ledger_accountmonth m"
            " JOIN ledger_account a ON a.id = m.account_id WHERE a.book_id = %s", book.pk,
        )
    }  # fmt: skip
    true = months_from_entries(book)
    return [
        Finding("month", f"{key}")
        for key in sorted({*kept, *true}, key=str)
        if kept.get(key) != true.get(key)
    ]


def months_from_entries(book: Book) -> dict[tuple[int, str, str, bool], tuple[int, int]]:
    """(account, source, "2026-01-01", closing) → (debit, credit) in satang, added up from the postings."""
    month = f"substr({_TEXT_DAY}, 1, 7) || '-01'"
    rows = _ask(
        f"SELECT p.account_id, p.source, {month}, e.kind = 'closing', sum(p.debit), sum(p.credit)"  # noqa: S608
        " FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id WHERE e.book_id = %s"
        f" AND e.posted_at IS NOT NULL GROUP BY p.account_id, p.source, {month}, e.kind = 'closing'", book.pk,
    )  # fmt: skip
    return {(int(a), str(s), str(m), bool(c)): (int(d), int(k)) for a, s, m, c, d, k in rows}


def kept_party_years(book: Book) -> list[Finding]:
    """The parties' years are what their lines add up to."""
    kept = {
        (party, year, kind): (lines, amount, days)
        for party, year, kind, lines, amount, days in _ask(
            "SELECT y.party_id, y.year, y.kind, y.lines, y.amount, y.days FROM ledger_party_year y"
            " JOIN ledger_party p ON p.id = y.party_id WHERE p.book_id = %s", book.pk,
        )
    }  # fmt: skip
    true = party_years_from_lines(book)
    return [
        Finding("party_year", f"{key}")
        for key in sorted({*kept, *true}, key=str)
        if kept.get(key) != true.get(key)
    ]


def party_years_from_lines(
    book: Book, *, since: date = date.min
) -> dict[tuple[int, int, int], tuple[int, int, int]]:
    """(party, year, kind) → (lines, satang, days), added up from the lines, of entries from a day on."""
    days = "(l.to_on - l.from_on + 1)"
    if connections[Book.everywhere.db].vendor == "sqlite":
        days = "cast(julianday(l.to_on) - julianday(l.from_on) + 1 AS integer)"
    rows = _ask(
        "SELECT l.party_id, e.\"on\", l.kind, count(*), sum(l.amount),"  # noqa: S608 - the words above
        f" sum(coalesce(CASE WHEN l.amount > 0 THEN {days} ELSE -{days} END, 0))"
        " FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_line l ON l.posting_id = p.id"
        f" WHERE e.book_id = %s AND e.posted_at IS NOT NULL AND {_TEXT_DAY} >= %s"
        " GROUP BY l.party_id, e.\"on\", l.kind", book.pk, since.isoformat(),
    )  # fmt: skip
    totals: dict[tuple[int, int, int], tuple[int, int, int]] = {}
    years = book.years
    for party, on, kind, lines, amount, length in rows:
        day = _day(on)
        if day is None:
            continue  # `wrong_days` tells of it
        year = years.of(day)
        key = (int(party), year, int(kind))
        known = totals.get(key, (0, 0, 0))
        totals[key] = (known[0] + int(lines), known[1] + int(amount), known[2] + int(length))
    return totals


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def unlike_history(book: Book) -> list[Finding]:
    """Entries that are not what the audit was told of them when they were posted, or of which it was told nothing."""
    return [Finding(code, f"entry {number}") for number, code in strange_entries(book)]


CHECKS: tuple[Callable[[Book], list[Finding]], ...] = (
    unposted, unbalanced, gaps, wrong_amounts, wrong_totals, wrong_days, foreign_parts, wrong_sources, wrong_reversals,
    below_nothing, kept_months, kept_party_years, unlike_history,
)  # fmt: skip
