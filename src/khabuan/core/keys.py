"""Keys: 63 bits, time-ordered, made before insert, unique across all installations.

Layout, high to low: 41 bits of milliseconds since 2020 (until 2089), 7 bits of home province (DOPA code,
0 for the nation), 6 bits of node, 9 bits of sequence. A node is one process of one installation; it is
leased through a file lock in the state folder, which also remembers how far keys were handed out, so that
a clock set back or a fast restart never repeats one.
"""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
PROVINCE_BITS, NODE_BITS, SEQUENCE_BITS = 7, 6, 9
NODES = 1 << NODE_BITS
PROVINCE_FILE = "province"
LEASE_MS = 5_000
RESERVATION_LENGTH = 20
LAST_MS = (1 << 41) - 1
PROVINCE_SHIFT = NODE_BITS + SEQUENCE_BITS
MS_SHIFT = PROVINCE_SHIFT + PROVINCE_BITS


class Lease:
    """One node number, held by an operating-system lock on `node-NN` in a folder until the process ends."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for node in range(NODES):
            path = folder / f"node-{node:02d}"
            path.touch()
            handle = path.open("r+b", buffering=0)  # kept open on purpose: the lock lives as long as it
            if lock_file(handle):
                self.node, self._handle = node, handle
                handle.seek(0)
                self.reserved_until = int(handle.read(RESERVATION_LENGTH).strip() or b"0")
                return
            handle.close()
        raise RuntimeError(f"all {NODES} key nodes in {folder} are in use")

    def reserve(self, until_ms: int) -> None:
        """Promise on disk that no later holder of this node starts before `until_ms`.

        Written over in place, at one length, and forced to the disk: a machine without a clock battery that
        loses power must neither find the promise empty nor an older one.
        """
        self._handle.seek(0)
        self._handle.write(b"%0*d" % (RESERVATION_LENGTH, until_ms))
        os.fsync(self._handle.fileno())
        self.reserved_until = until_ms


def lock_file(handle: IO[bytes]) -> bool:
    """Take the operating system's lock of an open file, held until it is closed; False if another has it."""
    try:
        if os.name == "nt":  # pragma: no cover - other system
            import msvcrt

            handle.seek(1 << 30)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Maker:
    """Hands out keys for one process. Thread-safe; 512,000 a second, then it borrows from the next second.

    Not for use on both sides of a fork: `new_key` renews its own.
    """

    def __init__(self, folder: Path, province: int = 0) -> None:
        if not 0 <= province < 1 << PROVINCE_BITS:
            raise ValueError("province code out of range")
        self._folder, self._province = folder, province
        self._mutex = threading.Lock()
        self._lease: Lease | None = None
        self._ms = self._sequence = 0

    def __call__(self) -> int:
        """A new key. RuntimeError when the computer's clock stands beyond 2089 or all nodes are taken."""
        return self.many(1)[0]

    def many(self, count: int) -> list[int]:
        """So many new keys, ascending."""
        keys: list[int] = []
        with self._mutex:
            if self._lease is None:
                self._lease = Lease(self._folder)
                self._ms = self._lease.reserved_until
                self._sequence = (1 << SEQUENCE_BITS) - 1
            while len(keys) < count:
                self._step(self._lease)
                stamp = (
                    self._ms << MS_SHIFT
                    | self._province << PROVINCE_SHIFT
                    | self._lease.node << SEQUENCE_BITS
                )
                first = self._sequence
                self._sequence = min(first + count - len(keys), 1 << SEQUENCE_BITS) - 1
                keys += range(stamp | first, (stamp | self._sequence) + 1)
        return keys

    def _step(self, lease: Lease) -> None:
        present = time.time_ns() // 1_000_000 - EPOCH_MS
        if present > LAST_MS:
            raise RuntimeError("no keys after 2089: the computer's clock is wrong")
        if present > self._ms:
            self._ms, self._sequence = present, 0
        elif self._sequence < (1 << SEQUENCE_BITS) - 1:
            self._sequence += 1
        else:
            self._ms, self._sequence = self._ms + 1, 0
        if self._ms >= lease.reserved_until:
            lease.reserve(self._ms + LEASE_MS)


_maker: Maker | None = None
_made_for = ""
_making = threading.Lock()


def new_key() -> int:
    """A new key of this installation, of its home province as it is now (see `home_province`)."""
    return _current_maker()()


def new_keys(count: int) -> list[int]:
    """Many new keys at once, ascending."""
    return _current_maker().many(count)


def _current_maker() -> Maker:
    maker, province = _maker, home_province()
    return _make_maker(province) if maker is None or province != _made_for else maker


def home_province() -> str:
    """The DOPA code of the installation's home, "" for the nation.

    Kept beside the key nodes once it was chosen, so that processes that run already see it too; before that,
    the setting HOME_PROVINCE. Asked for each key, so the file is read again only when it is another one.
    """
    from django.conf import settings

    path = f"{settings.KEY_FOLDER}/{PROVINCE_FILE}"
    try:
        found = os.stat(path)  # noqa: PTH116 - thirteen times for each row of a list
        return _province_in(path, found.st_ino, found.st_mtime_ns, found.st_size)
    except FileNotFoundError:
        return str(settings.HOME_PROVINCE or "")


@lru_cache(maxsize=1)
def _province_in(path: str, *_marks: int) -> str:
    """What stands in a province file; a choice makes another file, with other marks, and never overwrites one."""
    return Path(path).read_text(encoding="ascii").strip()


def choose_home_province(code: str) -> None:
    """Remember the home province for all processes of this installation."""
    from django.conf import settings

    folder = Path(settings.KEY_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{PROVINCE_FILE}.new"
    unfinished.write_text(code, encoding="ascii")
    unfinished.replace(folder / PROVINCE_FILE)


def _make_maker(province: str) -> Maker:
    global _maker, _made_for
    from django.conf import settings

    with _making:
        if _maker is None or _made_for != province:
            _maker, _made_for = Maker(Path(settings.KEY_FOLDER), int(province or 0)), province
        return _maker


def _forget_parent() -> None:
    """After a fork: the lease is the parent's, and another of its threads may have held the locks."""
    global _maker, _making
    _maker, _making = None, threading.Lock()


if hasattr(os, "register_at_fork"):  # not on Windows, which does not fork
    os.register_at_fork(after_in_child=_forget_parent)


def made_at(key: int) -> datetime:
    """When a key was made, by the clock of the computer that made it."""
    return datetime.fromtimestamp((EPOCH_MS + (key >> MS_SHIFT)) / 1000, UTC)


def province_of(key: int) -> int:
    """The DOPA code of the province whose installation made a key (0: the nation)."""
    return key >> PROVINCE_SHIFT & (1 << PROVINCE_BITS) - 1
