"""What takes long to make and is the same for every test: made once, kept under `.pytest_cache`, only ever copied.

The migrated database and the demo's small world. Each is kept under a fingerprint of all that it is made from, so a
change makes it anew; who comes while another process makes it waits.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "khabuan"
KEPT = ROOT / ".pytest_cache" / "kept"
STATE = "khabuan.sqlite3"  # in a state folder, as `surroundings` says


def migrated() -> Path:
    """An SQLite database with every table and no row of ours."""

    def make(home: Path) -> None:
        run_in(home, "-m", "django", "migrate", "-v", "0")

    return _kept("migrated", SOURCE.glob("*/migrations/*.py"), make) / STATE


def small_world() -> Path:
    """A state folder with the demo's small world in its database."""

    def make(home: Path) -> None:
        shutil.copy(migrated(), home / STATE)
        run_in(home, "-m", "tests.small_world")

    return _kept("small-world", (one for one in SOURCE.rglob("*") if one.suffix not in (".pyc", ".po")), make)


def run_in(home: Path, *command: str, **settings: str) -> str:
    """One command of Python against the state in `home`; what it printed. Fails with its words."""
    done = subprocess.run(
        [sys.executable, *command],
        env={**surroundings(home), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a Khabuan whose state stands in `home`, on SQLite."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "khabuan.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path]),
        "KHABUAN_HOME": str(home),
        "KHABUAN_DATABASE": f"sqlite:///{(home / STATE).as_posix()}",
    }


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time, over the whole machine."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _kept(name: str, sources: Iterable[Path], make: Callable[[Path], None]) -> Path:
    """The folder that `make` filled, once for these sources; one of other sources is removed."""
    digest = hashlib.sha256(f"{django.__version__}{sys.version}".encode())
    for source in sorted(one for one in sources if one.is_file()):
        digest.update(source.relative_to(ROOT).as_posix().encode() + source.read_bytes())
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{name}-{digest.hexdigest()[:20]}"
    with alone(KEPT / f"{name}.lock"):
        if not folder.exists():
            for old in KEPT.glob(f"{name}-*"):
                shutil.rmtree(old)
            half = KEPT / f"{name}-half"
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder
