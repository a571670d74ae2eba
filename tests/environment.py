"""The surroundings of a test run, set before Django reads its settings: loaded by pytest as an early plugin.

Every process (the controller and each xdist worker) gets a state folder of its own. The controller alone
starts the PostgreSQL cluster, ends it and removes the folders.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tests import postgres

_ROOT = "KHABUAN_TEST_ROOT"  # handed from the controller to its workers
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
_cluster: postgres.Cluster | None = None


def _prepare() -> Path:
    """Set KHABUAN_HOME and KHABUAN_DATABASE for this process; returns its state folder."""
    global _cluster
    if not _IS_WORKER:
        os.environ[_ROOT] = tempfile.mkdtemp(prefix="khabuan-test-")
        if os.environ.get("KHABUAN_TEST_DB") == "postgres":
            _cluster = postgres.start()
            os.environ["KHABUAN_DATABASE"] = _cluster.url("khabuan")
    home = Path(os.environ[_ROOT], os.environ.get("PYTEST_XDIST_WORKER", "main"))
    home.mkdir()
    if os.environ.get("KHABUAN_TEST_DB") != "postgres":
        os.environ["KHABUAN_DATABASE"] = f"sqlite:///{(home / 'khabuan.sqlite3').as_posix()}"
    # A developer's own installation must neither be seen nor touched.
    for name in [name for name in os.environ if name.startswith("KHABUAN_")]:
        if name not in ("KHABUAN_TEST_DB", "KHABUAN_DATABASE", _ROOT) and "_WRITE_" not in name:
            del os.environ[name]
    os.environ["KHABUAN_HOME"] = str(home)
    return home


def _leave_nothing(controller: int) -> None:
    """End the cluster and remove the folders; a process forked from the controller leaves them to it."""
    if os.getpid() != controller:
        return
    if _cluster is not None:
        _cluster.stop()
    shutil.rmtree(os.environ[_ROOT], ignore_errors=True)


if not _IS_WORKER:
    # Not a pytest hook: this must also happen when Django's settings do not even load, or on SIGTERM.
    atexit.register(_leave_nothing, os.getpid())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

HOME = _prepare()
