"""The arithmetic of the audit chain: canonical text and digests. Pure; a stranger can recompute it.

An event's digest is SHA-256 over the canonical JSON of a list: previous digest, chain, sequence, action,
instant, seat, the seat's title, payload digest. The payload digest is SHA-256 over salt and canonical JSON,
so the payload may be erased later (a person's right) while the chain stays whole, and the digest alone
tells nothing about it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import Any
from uuid import UUID

GENESIS = "0" * 64


def canonical(facts: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, keys of rows as text, dates in ISO form.

    TypeError for a value that has no one spelling (an open file, a query, words that wait for a language).
    """
    return json.dumps(
        facts, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"  # 1.50 and 1.5 are one amount
    if isinstance(value, (set, frozenset)):
        return sorted(canonical(one) for one in value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (UUID, PurePath, timedelta)):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    if getattr(value, "pk", None) is not None:
        return {"id": str(value.pk), "kind": value._meta.label_lower}
    raise TypeError(f"{type(value).__name__} has no one spelling for the audit trail or a receipt")


def payload_digest(salt: bytes, body: str) -> str:
    return hashlib.sha256(salt + body.encode()).hexdigest()


@dataclass(frozen=True)
class Link:
    """What a chain's digest is made of."""

    previous: str
    chain: str
    seq: int
    action: str
    at: datetime
    seat: str
    title: str
    payload: str

    def digest(self) -> str:
        instant = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        parts = [
            self.previous, self.chain, self.seq, self.action, instant, self.seat, self.title, self.payload,
        ]  # fmt: skip
        return hashlib.sha256(canonical(parts).encode()).hexdigest()


def root_of(heads: list[tuple[str, int, str]]) -> str:
    """One digest over all chain heads (chain, sequence, digest), in order of chain."""
    lines = "".join(f"{chain} {seq} {digest}\n" for chain, seq, digest in sorted(heads))
    return hashlib.sha256(lines.encode()).hexdigest()
