"""Whether the entries of a book are what its history was told of them when they were posted.

Finds what the sums cannot: an amount changed on both sides, a payment put to another member, another source, an
entry that no action made. Part of `checks`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connections

from khabuan.audit.models import EventSubject, Payload
from khabuan.ledger.models import Book, Entry
from khabuan.ledger.telling import NO_DAY, day_number, digest_of

AT_ONCE = 500


def strange_entries(book: Book) -> Iterator[tuple[int, str]]:
    """(number of the entry, "untold" or "altered") of each entry that is not as it was told.

    An entry whose telling was erased with a person's facts, or which an earlier version told without its lines, is
    compared as far as its history goes.
    """
    told, erased = _told(book)
    lines = _digests(book)
    for key, (number, on, legs) in _entries(book).items():
        known = told.get(key)
        if known is None:
            if key not in erased:
                yield number, "untold"
        elif (known["number"], known["on"], known["legs"]) != (number, on, legs) or (
            "lines" in known and known["lines"] != lines.get(key, digest_of([]))
        ):
            yield number, "altered"


def _told(book: Book) -> tuple[dict[int, dict[str, Any]], set[int]]:
    """Entry → what its event says, and the entries with an event that says nothing any more."""
    entries = Entry.everywhere.filter(book=book).values("pk")
    subjects = EventSubject.objects.filter(kind=Entry._meta.label_lower, subject_id__in=entries)
    of_event: dict[int, list[int]] = defaultdict(list)
    for event, key in subjects.values_list("event", "subject_id"):
        of_event[event].append(key)
    told: dict[int, dict[str, Any]] = {}
    erased: set[int] = set()
    events = sorted(of_event)
    for at in range(0, len(events), AT_ONCE):
        rows = Payload.objects.filter(event__in=events[at : at + AT_ONCE]).order_by("event")
        for event, body in rows.values_list("event", "body"):
            if not body:
                erased.update(of_event[event])
                continue
            for one in json.loads(body).get("entries", ()):
                told.setdefault(int(one["id"]), one)
    return told, erased


def _entries(book: Book) -> dict[int, tuple[int, str, list[list[Any]]]]:
    """Entry → number, day, legs as they are told, from the rows."""
    rows = _ask(
        'SELECT e.id, e.number, cast(e."on" AS text), a.code, p.source, p.debit, p.credit, p.line_count'
        " FROM ledger_entry e LEFT JOIN ledger_posting p ON p.entry_id = e.id"
        " LEFT JOIN ledger_account a ON a.id = p.account_id"
        " WHERE e.book_id = %s AND e.posted_at IS NOT NULL ORDER BY e.id, p.id", book,
    )  # fmt: skip
    return {
        key: (number, on, [list(leg) for *_entry, leg in ((*row[:3], row[3:]) for row in legs)])
        for (key, number, on), legs in groupby(rows, key=itemgetter(0, 1, 2))
    }


def _digests(book: Book) -> dict[int, str]:
    """Entry → digest over its lines as they stand in the table."""
    rows = _ask(
        "SELECT p.entry_id, l.party_id, l.amount, l.kind, l.from_on, l.to_on, l.seq FROM ledger_entry e"
        " JOIN ledger_posting p ON p.entry_id = e.id JOIN ledger_line l ON l.posting_id = p.id"
        " WHERE e.book_id = %s ORDER BY p.entry_id, l.posting_id, l.seq", book,
    )  # fmt: skip
    number_of: dict[Any, int] = {}
    found = {}
    for key, lines in groupby(rows, key=itemgetter(0)):
        _keys, party, amount, kind, first, last, seq = zip(*lines, strict=True)
        for day in {*first, *last} - number_of.keys():
            number_of[day] = _number(day)
        days = [number_of[day] for day in first], [number_of[day] for day in last]
        found[key] = _digest([party, amount, kind, *days, seq])
    return found


def _digest(columns: list[Any]) -> str:
    try:
        return digest_of(columns)
    except (TypeError, OverflowError):  # SQLite keeps anything in a column
        return "no numbers"


def _number(day: date | str | None) -> int:
    try:
        return day_number(date.fromisoformat(day) if isinstance(day, str) else day)
    except ValueError:
        return NO_DAY - 1


def _ask(query: str, book: Book) -> list[tuple[Any, ...]]:
    with connections[Book.everywhere.db].cursor() as cursor:
        cursor.execute(query, [book.pk])
        return list(cursor.fetchall())
