"""Fixtures for tests that truly commit: the laws refuse deletes and truncates, so nothing can be flushed.

Such a test gets a copy of the migrated database of its own (a file, or CREATE DATABASE … TEMPLATE).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from khabuan.core import secrets
from tests.support import Country


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A copy of the migrated database for this test alone; threads see it too."""
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        if connection.vendor == "sqlite":
            copy = shutil.copy(name, tmp_path / "own.sqlite3")
        else:
            copy = f"{name}_own"
            _on_server(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        connection.settings_dict["NAME"] = str(copy)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
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
