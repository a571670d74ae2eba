"""The bare driver: the rows that a sheet leaves in the ledger, inserted with no law, no index but the key, no check.

The floor: what SQLite (`sqlite3`) and PostgreSQL (`psycopg`) cost when nothing is kept but rows, durably.
"""

from __future__ import annotations

import itertools
import sqlite3
from typing import Any

from bench.books.data import Data, month_end, month_start

TABLES = """
CREATE TABLE entry (id bigint PRIMARY KEY, book_id bigint, number int, day date, kind text, memo text, at text);
CREATE TABLE posting (id bigint PRIMARY KEY, entry_id bigint, account_id bigint, source text, debit bigint,
    credit bigint, line_count int, line_total bigint);
CREATE TABLE line (posting_id bigint, party_id bigint, amount bigint, from_on date, to_on date, kind smallint,
    seq int, PRIMARY KEY (posting_id, seq)){};
"""
state: dict[str, Any] = {"keys": itertools.count(10**17)}


def prepare(words: list[str], database: str) -> None:
    """`database`: a file for SQLite, postgres://… for the other."""
    state["data"], state["is_postgres"] = Data.of(words), database.startswith("postgres")
    if state["is_postgres"]:
        import psycopg

        state["db"] = psycopg.connect(database)
    else:
        state["db"] = sqlite3.connect(database, isolation_level=None)
        state["db"].execute("PRAGMA journal_mode=wal")
        state["db"].execute("PRAGMA synchronous=full")
    for table in TABLES.format("" if state["is_postgres"] else " WITHOUT ROWID").split(";")[:-1]:
        state["db"].execute(table)
    if state["is_postgres"]:
        state["db"].commit()


def save(month: int) -> int:
    """One sheet in one transaction; satang."""
    db, keys, mark = state["db"], state["keys"], "%s" if state["is_postgres"] else "?"
    paid = state["data"].sheet(month).tolist()
    since, until, total = month_start(month).isoformat(), month_end(month).isoformat(), sum(paid)
    entry, cash, income = next(keys), next(keys), next(keys)
    parties = [10**17 + 7 * number for number in range(len(paid))]
    row = (entry, 1, month, until, "collection", "sheet", "2026-11-28 20:00:00")
    postings = [
        (cash, entry, 1, "", total, 0, 1, total),
        (income, entry, 2, "members", 0, total, len(paid), total),
    ]
    lines = [(cash, 5, total, None, None, 4, 0)]
    lines += [
        (income, party, satang, since, until, 1, at)
        for at, (party, satang) in enumerate(zip(parties, paid, strict=True))
    ]
    if not state["is_postgres"]:
        db.execute("BEGIN IMMEDIATE")
    db.execute(f"INSERT INTO entry VALUES ({','.join([mark] * 7)})", row)
    if state["is_postgres"]:
        cursor = db.cursor()
        _unnest(cursor, "posting", "bigint bigint bigint text bigint bigint int bigint", postings)
        _unnest(cursor, "line", "bigint bigint bigint date date smallint int", lines)
        db.commit()
    else:
        db.executemany(f"INSERT INTO posting VALUES ({','.join('?' * 8)})", postings)
        db.executemany(f"INSERT INTO line VALUES ({','.join('?' * 7)})", lines)
        db.execute("COMMIT")
    return total


def _unnest(cursor: Any, table: str, types: str, rows: list[tuple[Any, ...]]) -> None:
    arrays = ", ".join(f"%s::{kind}[]" for kind in types.split())
    cursor.execute(
        f"INSERT INTO {table} SELECT * FROM unnest({arrays})", [list(one) for one in zip(*rows, strict=True)]
    )


def total() -> int:
    """What stands in the lines of income."""
    found = state["db"].execute("SELECT sum(amount) FROM line WHERE kind = 1").fetchone()[0]
    return int(found)
