"""What holds for every test: file databases, a fast password hasher, no network, and no silent skip in CI."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import socket
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import environment, kept

# How fast examples are made tells of the machine's other work, not of ours.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")
IN_CI = os.environ.get("CI", "").lower() in ("1", "true")


# ---------------------------------------------------------------- databases


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Turn Django's in-memory test database into a file, and passwords into something quick."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # In memory there is no WAL, and a reader beside a writer fails at once.
        database.setdefault("TEST", {})["NAME"] = str(environment.HOME / "test.sqlite3")
    settings.STATIC_ROOT.mkdir(
        parents=True, exist_ok=True
    )  # whitenoise warns about a folder that is not there
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns without
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, django_db_blocker: Any) -> bool:
    """A run begins with a copy of the migrated database; `migrate` still goes over it."""
    from django.db import connection

    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copy(kept.migrated(), name)
    else:
        with django_db_blocker.unblock():
            _copy_on_server(name)
    return True


def _copy_on_server(name: str) -> None:
    """The workers of a run share the database that the first of them migrated."""
    from django.db import connection

    home = environment.HOME.parent
    with kept.alone(home / "migrated.lock"), connection._nodb_cursor() as server:
        server.execute("SELECT 1 FROM pg_database WHERE datname = 'migrated'")
        if server.fetchone() is None:
            server.execute("CREATE DATABASE migrated TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'")
            address = os.environ["KHABUAN_DATABASE"].rpartition("/")[0] + "/migrated"
            kept.run_in(environment.HOME, "-m", "django", "migrate", "-v", "0", KHABUAN_DATABASE=address)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE migrated')


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector of garbage need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


# ---------------------------------------------------------------- network


def is_loopback(host: object) -> bool:
    """Is this an address, or a name, of this machine itself?"""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection but loopback, and every look-up of a name, with an error that says so."""
    patch = pytest.MonkeyPatch()

    def guarded(real: Any, of_host: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            host = of_host(args)
            if not is_loopback(host):
                raise PermissionError(f"a test wanted to reach {host!r}: tests talk to this machine only")
            return real(*args, **kwargs)

        return call

    def host_of_address(args: Any) -> object:
        address = args[1]
        return address[0] if isinstance(address, tuple) else None  # a unix socket is on this machine

    patch.setattr(socket.socket, "connect", guarded(socket.socket.connect, host_of_address))
    patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex, host_of_address))
    patch.setattr(socket, "getaddrinfo", guarded(socket.getaddrinfo, lambda args: args[0]))
    yield
    patch.undo()


# ---------------------------------------------------------------- what runs on one database only

# TESTING: doors (pages, matrix, counts of queries) and what needs no database run once, on SQLite.
DATABASES = {"db", "transactional_db", "django_db_setup", "own_database", "book", "empty"}
ONCE = ("*page*.py", "test_matrix.py", "test_bar.py", "test_links.py", "test_api.py", "test_queries.py", "test_code.py",
        "test_documents.py", "test_messages.py", "test_layers.py", "test_thai*.py", "test_small_world.py")  # fmt: skip


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave to SQLite's run what does not look at the database differently."""
    on_postgres = os.environ.get("KHABUAN_TEST_DB") == "postgres"
    return True if on_postgres and any(collection_path.match(one) for one in ONCE) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks for a database: the pure rest has run already."""
    if os.environ.get("KHABUAN_TEST_DB") != "postgres":
        return
    from django.test import SimpleTestCase

    def asks(item: pytest.Item) -> bool:
        fixtures = getattr(item, "fixturenames", ())
        of_django = isinstance(getattr(item, "cls", None), type) and issubclass(item.cls, SimpleTestCase)
        return (
            of_django
            or item.get_closest_marker("django_db") is not None
            or not DATABASES.isdisjoint(fixtures)
        )

    config.hook.pytest_deselected(items=[one for one in items if not asks(one)])
    items[:] = [one for one in items if asks(one)]


# ---------------------------------------------------------------- skips


def _skip_is_failure(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"a skip in CI is a failure: {why}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped test has shown nothing: in CI it fails."""
    report = yield
    _skip_is_failure(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that skips itself whole."""
    report = yield
    _skip_is_failure(report)
    return report
