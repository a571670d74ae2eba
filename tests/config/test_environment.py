"""The test run's own surroundings: what TESTING promises about databases and the network."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests import environment

pytestmark = pytest.mark.django_db
ON_POSTGRES = os.environ.get("KHABUAN_TEST_DB") == "postgres"


def one(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_the_state_folder_is_this_run_s_own() -> None:
    assert Path(settings.KHABUAN_HOME) == environment.HOME


def test_the_database_is_the_one_asked_for() -> None:
    assert connection.vendor == ("postgresql" if ON_POSTGRES else "sqlite")
    if ON_POSTGRES:
        assert one(
            "SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = current_database()"
        ) == ("C C.UTF-8")
        assert one("SHOW fsync") == "off"
    else:
        assert Path(one("SELECT file FROM pragma_database_list WHERE name = 'main'")).is_relative_to(
            environment.HOME
        )
        assert one("PRAGMA journal_mode") == "wal"


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])  # kept for documentation: nobody answers there
def test_no_test_reaches_another_machine(host: str) -> None:
    with socket.socket() as door, pytest.raises(PermissionError, match="this machine only"):
        door.connect((host, 80))


def test_no_test_looks_up_a_name() -> None:
    with pytest.raises(PermissionError, match="this machine only"):
        socket.getaddrinfo("example.org", 80)
