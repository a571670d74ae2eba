"""The transaction kinds and the database's own laws (triggers), for SQLite and PostgreSQL alike.

`writing()` holds the write lock from its first statement on SQLite; `reading()` is one snapshot;
`rehearsing()` runs the real thing and takes it back. Triggers are one list made from the models: a model says
`protection = "kept"` (its rows are never deleted) or `"append_only"` (never changed either). They are dropped
before and installed after each migrate, because Django remakes SQLite tables and would silently lose them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat, Substr

from khabuan.core import turns

_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)

KEPT, APPEND_ONLY = "kept", "append_only"
PROTECTIONS = {KEPT: ("DELETE",), APPEND_ONLY: ("DELETE", "UPDATE")}


class _TakenBack(Exception):
    """Ends a rehearsal."""


@contextmanager
def writing(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One transaction that may write. Joins a running one. While it waits to begin, others can see that."""
    with ExitStack() as stack:
        with turns.waiting(using):
            stack.enter_context(transaction.atomic(using=using))
        yield


@contextmanager
def reading(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One snapshot: every query inside sees the same instant, no writer is kept waiting, and none is made.

    Joins a running transaction, of whatever kind it is.
    """
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "sqlite":
        with _reading_sqlite(connection):
            yield
        return
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _reading_sqlite(connection: Any) -> Iterator[None]:
    connection.ensure_connection()  # a new connection sets its transaction mode anew
    kept = connection.transaction_mode
    connection.transaction_mode = "DEFERRED"
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=ON")
        with transaction.atomic(using=connection.alias):
            yield
    finally:
        connection.transaction_mode = kept
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only=OFF")


@contextmanager
def rehearsing(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Run real actions and take everything back, whatever happens; nothing is announced or enqueued.

    Constraints are checked at once, except foreign keys on SQLite, which it checks at a commit only.
    """
    token = _rehearsing.set(True)
    try:
        with transaction.atomic(using=using):
            connection = connections[using]
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            raise _TakenBack
    except _TakenBack:
        pass
    finally:
        _rehearsing.reset(token)


def in_turn(key: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait until nobody else is at work under this key, and hold it to the end of the transaction.

    PostgreSQL lets two transactions read the same "nobody holds this seat" and both write; SQLite has one
    writer at a time anyway (`writing`).
    """
    if connections[using].vendor == "postgresql":
        number = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), signed=True)
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def ask(query: str, *values: Any, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """Rows of a query in our own words, for the few that every save asks.

    Django's query builder words a query for longer than either database takes to answer one of these.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def tell(statement: str, *values: Any, using: str = DEFAULT_DB_ALIAS) -> None:
    """One statement in our own words that answers nothing, for the same few."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values)


def insert(
    table: str, columns: str, rows: Sequence[Sequence[Any]], *, tail: str = "", using: str = DEFAULT_DB_ALIAS
) -> int:
    """A few rows by one statement, values as the driver takes them (`instant`); how many were written."""
    with connections[using].cursor() as cursor:
        cursor.execute(insertion(table, columns, len(rows), tail), list(chain.from_iterable(rows)))
        return int(cursor.rowcount)


@lru_cache
def insertion(table: str, columns: str, many: int, tail: str = "") -> str:
    """The statement that inserts `many` rows."""
    row = f"({', '.join(['%s'] * len(columns.split(',')))})"
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([row] * many)} {tail}"  # noqa: S608 - our own words


def array(column: Iterable[int | str | None]) -> str:
    """Whole numbers or days as PostgreSQL writes an array: the driver's own way takes seven times as long."""
    return f"{{{','.join(['NULL' if one is None else str(one) for one in column])}}}"


def instant(at: datetime, using: str = DEFAULT_DB_ALIAS) -> Any:
    """A point in time as the database keeps it."""
    return connections[using].ops.adapt_datetimefield_value(at)


def renew_statistics(using: str = DEFAULT_DB_ALIAS) -> None:
    """Let PostgreSQL count its tables, after very many rows were made at once.

    It does so by itself within minutes, but not inside a transaction; until then it takes them for empty, and a
    join over thousands of rows takes minutes. SQLite plans well without.
    """
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("ANALYZE")


def is_rehearsing() -> bool:
    return _rehearsing.get()


def follow_prefix(rows: QuerySet[Any], column: str, old: str, new: str) -> int:
    """Stored paths that begin with `old` begin with `new` from now on; how many. One statement."""
    below = rows.filter(**{f"{column}__gte": old, f"{column}__lt": f"{old[:-1]}/"})
    return below.update(**{column: Concat(Value(new), Substr(column, len(old) + 1))})


@dataclass(frozen=True)
class Trigger:
    """One refusal of the database: this operation on this table raises, raw SQL included."""

    table: str
    operation: str

    @property
    def name(self) -> str:
        return f"kb_{self.table}_no_{self.operation.lower()}"

    def ddl(self, vendor: str) -> str:
        """The statement that makes it, spelled as the database repeats it (tables stand in `public`)."""
        message = f"khabuan: {self.operation.lower()} of {self.table} is refused"
        if vendor == "sqlite":
            return (
                f'CREATE TRIGGER "{self.name}" BEFORE {self.operation} ON "{self.table}" '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
        also = " OR TRUNCATE" if self.operation == "DELETE" else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.operation}{also} ON public.{self.table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION khabuan_refuse('{message}')"
        )


@dataclass(frozen=True)
class Law:
    """A trigger of an app's own, beyond `protection`: a model names its laws in `laws`.

    `sqlite` and `postgres` are what follows the trigger's name, spelled as the database repeats it, empty where that
    database needs no such law; `function` is the name and body of the PostgreSQL function that it calls, where that
    is not `khabuan_refuse`.
    """

    table: str
    what: str
    sqlite: str
    postgres: str
    function: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return f"kb_{self.table}_{self.what}"

    def ddl(self, vendor: str) -> str:
        if vendor == "sqlite":
            return f'CREATE TRIGGER "{self.name}" {self.sqlite}'
        return f"CREATE TRIGGER {self.name} {self.postgres}"


@dataclass(frozen=True)
class SearchTrigger:
    """SQLite only: one operation on a searched table that its trigram index follows.

    Triggers and not actions keep the index, because bulk inserts and raw SQL cannot forget a trigger;
    PostgreSQL keeps its own indexes anyway.
    """

    table: str
    columns: tuple[str, ...]
    operation: str

    @property
    def name(self) -> str:
        return f"kb_{self.table}_search_{self.operation.lower()}"

    def ddl(self, vendor: str) -> str:
        """The statement that makes it, for SQLite."""
        index, names = search_table(self.table), ", ".join(self.columns)
        old, new = (", ".join(f"{row}.{name}" for name in ("id", *self.columns)) for row in ("old", "new"))
        insert = f'INSERT INTO "{index}"(rowid, {names}) VALUES ({new});'  # noqa: S608 - names of our own
        if self.operation == "INSERT":
            return f'CREATE TRIGGER "{self.name}" AFTER INSERT ON "{self.table}" BEGIN {insert} END'
        differs = " OR ".join(f"old.{name} IS NOT new.{name}" for name in self.columns)
        drop = f"""INSERT INTO "{index}"("{index}", rowid, {names}) VALUES ('delete', {old});"""  # noqa: S608
        return (
            f'CREATE TRIGGER "{self.name}" AFTER UPDATE OF {names} ON "{self.table}" '
            f"WHEN {differs} BEGIN {drop} {insert} END"
        )


def search_table(table: str) -> str:
    """The trigram index of a searched table."""
    return f"kbs_{table}"


def searched() -> dict[str, tuple[str, ...]]:
    """Tables that are searched by trigrams and the columns: a model says `searched = ("search_key",)`."""
    models = [model for model in apps.get_models() if getattr(model, "searched", ()) and model._meta.managed]
    return {model._meta.db_table: tuple(model.searched) for model in models}  # type: ignore[attr-defined]


def search_triggers() -> list[SearchTrigger]:
    return [
        SearchTrigger(table, columns, operation)
        for table, columns in sorted(searched().items())
        for operation in ("INSERT", "UPDATE")
    ]


def install_search(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the trigram indexes anew from the rows: FTS5 on SQLite, pg_trgm on PostgreSQL.

    SQLite's are filled again after each migrate, when the triggers that keep them were away (a second for
    100,000 names).
    """
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        for table, columns in searched().items():
            if table not in existing:
                continue
            index = search_table(table)
            if connection.vendor == "postgresql":
                for name in columns:
                    # Without fastupdate: a list of waiting entries makes each search after an import slow.
                    gin = f'ON "{table}" USING gin ({name} gin_trgm_ops) WITH (fastupdate = off)'
                    cursor.execute(f'CREATE INDEX IF NOT EXISTS "{index}_{name}" {gin}')
                continue
            cursor.execute(f'DROP TABLE IF EXISTS "{index}"')  # it may have had other columns
            cursor.execute(
                f'CREATE VIRTUAL TABLE "{index}" USING fts5({", ".join(columns)}, '
                f"content='{table}', content_rowid='id', tokenize='trigram')"
            )
            cursor.execute(f"""INSERT INTO "{index}"("{index}") VALUES ('rebuild')""")  # noqa: S608


def forget_search(table: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Rewrite a table's trigram index so that no letters of former values stay (FTS5 only marks them)."""
    connection = connections[using]
    if connection.vendor == "sqlite" and table in searched():
        index = search_table(table)
        with connection.cursor() as cursor:
            cursor.execute(f"""INSERT INTO "{index}"("{index}") VALUES ('optimize')""")  # noqa: S608 - our own table names


SEARCH_PATH = "pg_catalog, public, pg_temp"
"""Where trigger functions look for tables: last in the temporary ones, which anybody may make under any name."""

REFUSE_BODY = "BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END"


def _functions() -> dict[str, str]:
    """The functions that triggers call on PostgreSQL: name → body."""
    own = dict(law.function for law in laws("postgresql") if law.function)
    return {"khabuan_refuse": REFUSE_BODY, **own}


def triggers() -> list[Trigger]:
    """Every trigger that this code wants, from the models' `protection`."""
    wanted = []
    for model in apps.get_models():
        protection = getattr(model, "protection", None)
        if protection and model._meta.managed:
            wanted += [Trigger(model._meta.db_table, operation) for operation in PROTECTIONS[protection]]
    return sorted(wanted, key=lambda trigger: trigger.name)


def laws(vendor: str) -> list[Law]:
    """Every law that the models name and this database needs."""
    named: list[Law] = []
    for model in apps.get_models():
        named += getattr(model, "laws", ())
    wanted = [law for law in named if (law.sqlite if vendor == "sqlite" else law.postgres)]
    return sorted(wanted, key=lambda law: law.name)


def installed_triggers(using: str = DEFAULT_DB_ALIAS) -> dict[str, str]:
    """Our triggers that the database has now: name → definition."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                r"SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE 'kb\_%' ESCAPE '\'"
            )
        else:
            cursor.execute(
                r"SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
                r"WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname LIKE 'kb\_%'"
            )
        return dict(cursor.fetchall())


def drop_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in installed_triggers(using):
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute(
            r"SELECT tgname, tgrelid::regclass::text FROM pg_trigger "
            r"WHERE NOT tgisinternal AND tgname LIKE 'kb\_%'"
        )
        for name, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}" ON {table}')


def install_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make triggers and search indexes what the code wants. Nothing when they are; else all anew."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    wanted = [trigger for trigger in _wanted(connection.vendor) if trigger.table in existing]
    names = {trigger.name for trigger in wanted}
    if installed_triggers(using).keys() == names and not trigger_findings(using):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        drop_triggers(using)
        if connection.vendor == "postgresql":
            for name, body in _functions().items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                    f" SET search_path = {SEARCH_PATH} AS $${body}$$"
                )
        install_search(using)
        for trigger in wanted:
            cursor.execute(trigger.ddl(connection.vendor))


def _wanted(vendor: str) -> list[Trigger | Law | SearchTrigger]:
    return [*triggers(), *laws(vendor), *(search_triggers() if vendor == "sqlite" else [])]


def trigger_findings(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Names of triggers (or of their function) that are missing, asleep or altered: none, the law is kept."""
    connection = connections[using]
    have, vendor = installed_triggers(using), connections[using].vendor
    findings = [trigger.name for trigger in _wanted(vendor) if have.get(trigger.name) != trigger.ddl(vendor)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            functions = _functions()
            cursor.execute(
                "SELECT proname, prosrc, proconfig FROM pg_proc WHERE proname = ANY(%s)"
                " AND pronamespace = 'public'::regnamespace",
                [list(functions)],
            )
            found = {name: (body, config) for name, body, config in cursor.fetchall()}
            config = [f"search_path={SEARCH_PATH}"]
            findings += [name for name, body in functions.items() if found.get(name) != (body, config)]
    return findings


def sqlite_findings(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """SQLite settings that are not as they must be.

    `recursive_triggers`: without it INSERT OR REPLACE deletes a kept row and no trigger sees it.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return []
    wanted: dict[str, Any] = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000,
        "recursive_triggers": 1,
    }  # fmt: skip
    findings = []
    with connection.cursor() as cursor:
        for pragma, value in wanted.items():
            cursor.execute(f"PRAGMA {pragma}")
            found = cursor.fetchone()[0]
            if found != value:
                findings.append(f"PRAGMA {pragma} is {found}, must be {value}")
    return findings


def postgres_findings(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Collation settings under which area paths or Thai search would quietly give wrong answers."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()")
        collate, ctype = cursor.fetchone()
    findings = []
    if collate not in ("C", "POSIX"):
        findings.append(f"LC_COLLATE is {collate}, must be C: under it area paths lose descendants")
    if ctype in ("C", "POSIX"):
        findings.append(f"LC_CTYPE is {ctype}, must be C.UTF-8: under it Thai has no trigrams")
    return findings
