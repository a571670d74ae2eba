"""Bytes on disk, by their SHA-256, under `blobs/` of the state folder. Written once, never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    return Path(settings.KHABUAN_HOME) / "blobs" / sha256[:2] / sha256[2:]


def keep(content: bytes) -> str:
    """Write the bytes, safely on disk before this returns; the same bytes are written once. Their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if path.is_file() and path.stat().st_size == len(content):
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix="new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    return sha256


def forget(sha256: str) -> None:
    """Take the bytes off the disk, when a person's papers are erased. Backups made before still have them."""
    path_of(sha256).unlink(missing_ok=True)
