"""Wide Django models, as most programs keep it: an entry and two postings for every payment, the member on the posting.

Loaded by the driver, since only the reading of it is measured; read by the same SQL that a report would use.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from bench.books.contenders.own_django import database_settings
from bench.books.data import Data, month_end, month_start

state: dict[str, Any] = {}
ACCOUNTS = ("1110", "4110", "4210", "4310", *(f"51{kind:02d}" for kind in range(1, 9)))


def prepare(words: list[str], database: str) -> int:
    """Tables by Django, rows by the driver; how many contributions."""
    import django
    from django.conf import settings

    settings.configure(
        DATABASES={"default": database_settings(database)}, INSTALLED_APPS=[],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", USE_TZ=True,
    )  # fmt: skip
    django.setup()
    from django.db import connection

    state["db"], state["data"] = connection, Data.of(words)
    _make_tables()
    _load()
    return int(state["data"].contributions)


def _make_tables() -> None:
    from django.db import connection, models

    def model(name: str, /, **fields: Any) -> Any:
        meta = type("Meta", (), {"app_label": "wide"})
        return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **fields})

    fund = model("Fund", name=models.CharField(max_length=50))
    account = model("Account", code=models.CharField(max_length=10))
    member = model("Member", fund=models.ForeignKey(fund, models.PROTECT))
    txn = model(
        "Txn", fund=models.ForeignKey(fund, models.PROTECT), on=models.DateField(),
        kind=models.CharField(max_length=12), memo=models.CharField(max_length=100, blank=True),
    )  # fmt: skip
    posting = model(
        "Posting", txn=models.ForeignKey(txn, models.PROTECT), account=models.ForeignKey(account, models.PROTECT),
        member=models.ForeignKey(member, models.PROTECT, null=True), amount=models.BigIntegerField(),
    )  # fmt: skip
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA foreign_keys=OFF")
    with connection.schema_editor() as editor:
        for one in (fund, account, member, txn, posting):
            editor.create_model(one)


def _load() -> None:
    data: Data = state["data"]
    _fill("wide_fund", "id name", ((fund + 1, "fund") for fund in range(data.funds)))
    _fill("wide_account", "id code", enumerate(ACCOUNTS, 1))
    members = range(data.funds * data.members)
    _fill("wide_member", "id fund_id", ((one + 1, one // data.members + 1) for one in members))
    keys = itertools.count(1)
    waiting: list[tuple[int, int, str, str, int, int, int | None, int]] = []
    for payment in _payments(data):
        waiting.append((next(keys), *payment))
        if len(waiting) == 50_000:
            _fill_payments(waiting)
            waiting.clear()
    _fill_payments(waiting)
    with state["db"].cursor() as cursor:
        cursor.execute("ANALYZE" if state["db"].vendor == "sqlite" else "VACUUM ANALYZE")


def _payments(data: Data) -> Iterator[tuple[int, str, str, int, int, int | None, int]]:
    """(fund, day, kind, debit account, credit account, member, satang), as they come in."""
    for month in range(data.months):
        day = month_start(month).replace(day=5).isoformat()
        for fund in range(data.funds):
            for at, satang in enumerate(data.sheet(month, fund)):
                yield fund + 1, day, "collection", 1, 2, fund * data.members + at + 1, satang
    for one in data.paid_out():
        fund = one.member // data.members
        day = month_start(one.month).replace(day=one.day).isoformat()
        yield fund + 1, day, "benefit", 5 + one.kind, 1, one.member + 1, one.satang
    for month, fund, satang in data.matching():
        yield fund + 1, month_end(month).isoformat(), "matching", 1, 3, None, satang
        yield fund + 1, month_end(month).isoformat(), "matching", 1, 4, None, satang


def _fill_payments(rows: list[tuple[int, int, str, str, int, int, int | None, int]]) -> None:
    _fill(
        "wide_txn",
        "id fund_id on kind memo",
        ((key, fund, day, kind, "") for key, fund, day, kind, *_ in rows),
    )
    _fill("wide_posting", "txn_id account_id member_id amount", (
        side for key, _fund, _day, kind, debit, credit, member, satang in rows for side in (
            (key, debit, member if kind == "benefit" else None, satang),
            (key, credit, member if kind == "collection" else None, -satang),
        )
    ))  # fmt: skip


def _fill(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns.split())
    with state["db"].cursor() as cursor:
        if state["db"].vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns.split()))
        cursor.execute("BEGIN")
        state["db"].connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        cursor.execute("COMMIT")


def trial_balance(since: str, until: str) -> dict[str, int]:
    """Account → satang of one fund over some days."""
    return {
        code: int(satang)
        for code, satang in _ask(
            "SELECT a.code, sum(p.amount) FROM wide_txn t JOIN wide_posting p ON p.txn_id = t.id"
            " JOIN wide_account a ON a.id = p.account_id WHERE t.fund_id = 1 AND t.\"on\" BETWEEN %s AND %s"
            " GROUP BY a.code", since, until,
        )
    }  # fmt: skip


def member_balances() -> list[int]:
    """What each member of the fund has paid in all: how many, and the sum."""
    rows = _ask(
        "SELECT p.member_id, -sum(p.amount) FROM wide_txn t JOIN wide_posting p ON p.txn_id = t.id"
        " WHERE t.fund_id = 1 AND p.account_id = 2 GROUP BY p.member_id"
    )
    return [len(rows), int(sum(satang for _, satang in rows))]


def bytes_used() -> int:
    """Of entries and postings with their indexes."""
    if state["db"].vendor == "postgresql":
        return int(
            _ask("SELECT pg_total_relation_size('wide_txn') + pg_total_relation_size('wide_posting')")[0][0]
        )
    return int(
        _ask("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'wide_txn%%' OR name LIKE 'wide_posting%%'")[0][
            0
        ]
    )


def _ask(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with state["db"].cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
