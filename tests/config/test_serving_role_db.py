"""PostgreSQL: who serves need not own the tables, and then cannot take the guard of the books away."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.databases import identity_key, own_database
from tests.made_books import may_post, members_and_centre, new_book, post_draft, sheet
from tests.support import SYSTEM

from khabuan.core.sql import trigger_findings
from khabuan.ledger import checks
from khabuan.ledger.models import Entry

__all__ = ["identity_key", "own_database"]

ROLE = f"khabuan_serving_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"  # roles are the cluster's: one a worker
GRANTS = (
    f"GRANT USAGE ON SCHEMA public TO {ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
    f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
)
ATTACKS = (
    "ALTER TABLE ledger_posting DISABLE TRIGGER ALL",
    "ALTER TABLE ledger_line ADD COLUMN more int",
    "DROP TRIGGER kb_ledger_entry_seal ON ledger_entry",
    "DROP FUNCTION khabuan_seal_entry CASCADE",
    "CREATE OR REPLACE FUNCTION public.khabuan_seal_entry() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$",
    "SET session_replication_role = replica",
    "TRUNCATE ledger_line",
    "TRUNCATE ledger_accountmonth",
    "CREATE RULE away AS ON INSERT TO ledger_posting DO INSTEAD NOTHING",
    "CREATE TABLE public.beside () INHERITS (ledger_posting)",
    "SET ROLE khabuan",
)


@pytest.fixture
def serving(own_database: None) -> Iterator[str]:
    """The address of a database with a posted sheet, for a role that owns nothing."""
    with may_post():
        book = new_book()
        members, centre = members_and_centre(book, 3)
        draft = sheet({one.pk: 3000 for one in members}, centre.pk, book.opened_on)
        post_draft(actor=SYSTEM, book=book, draft=draft, on=book.opened_on)
    word = secrets.token_hex(8)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{word}'")
        for one in GRANTS:
            cursor.execute(one)
    parts = urlsplit(os.environ["KHABUAN_DATABASE"])
    yield f"postgres://{ROLE}:{word}@{parts.hostname}:{parts.port}/{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


if connection.vendor == "postgresql":

    def test_who_serves_owns_no_table_and_cannot_take_the_guard_away(serving: str) -> None:
        with psycopg.connect(serving, autocommit=True) as attacker:
            for statement in ATTACKS:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    attacker.execute(statement)
        (entry,) = Entry.everywhere.all()
        assert checks.findings_of(entry.book) == []

    def test_the_house_starts_and_checks_itself_without_owning_its_tables(serving: str) -> None:
        env = {**os.environ, "KHABUAN_DATABASE": serving, "PYTHONPATH": os.pathsep.join(sys.path)}
        for command in ("migrate", "check"):
            done = subprocess.run(
                [sys.executable, "-m", "khabuan.config.cli", command], env=env, capture_output=True, text=True, check=False
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr


def test_where_nothing_is_to_be_migrated_the_guard_never_goes(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        call_command("migrate", verbosity=0, interactive=False)
    assert [one["sql"] for one in asked if "TRIGGER" in one["sql"] and "DROP" in one["sql"]] == []
    assert trigger_findings() == []
