"""Fixtures for tests that truly commit: the laws refuse deletes and truncates, so nothing can be flushed.

Such a test gets a copy of the migrated database of its own (a file, or CREATE DATABASE … TEMPLATE).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from khabuan.core import clock, secrets
from tests.support import SYSTEM, Country

REFERENCE_LOADED = "2026-11-23"  # the day on which the tests of places and successions stand


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A copy of the migrated database for this test alone; threads see it too."""
    with django_db_blocker.unblock(), copied(tmp_path, "own"):
        yield


@pytest.fixture(scope="module")
def reference(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The country's areas, loaded once for all tests of a file: each takes back only what it wrote itself."""
    from khabuan.places.actions import load_reference

    with django_db_blocker.unblock(), copied(tmp_path_factory.mktemp("reference"), "reference"):
        make_identity_key()
        with clock.at(REFERENCE_LOADED):
            load_reference(actor=SYSTEM)
        yield


@contextmanager
def copied(folder: Path, name: str) -> Iterator[None]:
    """A copy of the tests' database in its place, for a while."""
    mine = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        copy = shutil.copy(mine, folder / f"{name}.sqlite3")
    else:
        copy = f"{mine}_{name}"
        _on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{mine}"')
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = mine
        if connection.vendor == "postgresql":
            _on_server(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def identity_key() -> None:
    make_identity_key()


def make_identity_key() -> None:
    """The key that sealed facts and receipts' digests need."""
    if not Path(settings.IDENTITY_KEY_FILE).exists():
        secrets.make_key_file(Path(settings.IDENTITY_KEY_FILE))


@pytest.fixture
def country(db: None) -> Country:
    """The small country, in this test's transaction."""
    return Country()
