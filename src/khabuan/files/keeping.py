"""Keeps a file as it came in: sealed, by its content, beside the database. Knows nothing of rows.

Lists carry citizen numbers, so the bytes are encrypted under the identity key like the numbers themselves.
"""

from __future__ import annotations

import base64

from khabuan.core import clock, secrets
from khabuan.core.errors import OutOfArea
from khabuan.files import blobs
from khabuan.files.models import Blob

CONTEXT = "exchange.file"
SEALED_TYPE = "application/vnd.khabuan.sealed-sheet"


def keep(content: bytes) -> Blob:
    """Seal and keep a file, inside a running action. The bytes are on disk before the row is."""
    sealed = secrets.seal(base64.b64encode(content).decode(), CONTEXT)
    return Blob.objects.create(
        sha256=blobs.keep(sealed), size=len(content), content_type=SEALED_TYPE, created_at=clock.now()
    )


def opened(blob: Blob) -> bytes:
    """The file's bytes. OutOfArea when it was forgotten."""
    try:
        sealed = blobs.path_of(blob.sha256).read_bytes()
    except FileNotFoundError as gone:
        raise OutOfArea(f"blob {blob.sha256[:8]}") from gone
    return base64.b64decode(secrets.unseal(sealed, CONTEXT))


def forget(blob: Blob) -> None:
    """Take the bytes away; that there was a file, and its digest, stays."""
    blobs.path_of(blob.sha256).unlink(missing_ok=True)
