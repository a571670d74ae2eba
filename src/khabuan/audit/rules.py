"""The arithmetic of the audit chain: canonical text and digests. Pure; a stranger can recompute it.

An event's digest is SHA-256 over seven lines: previous digest, chain, sequence, action, instant, seat,
payload digest. The payload digest is SHA-256 over salt and canonical JSON, so the payload may be erased
later (a person's right) while the chain stays whole, and the digest alone tells nothing about it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

GENESIS = "0" * 64


def canonical(facts: Any) -> str:
    """JSON with one spelling: sorted keys, no spaces, keys of rows as text, dates in ISO form."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return sorted(value) if isinstance(value, (set, frozenset)) else list(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    pk = getattr(value, "pk", None)
    if pk is not None:
        return {"id": str(pk), "kind": value._meta.label_lower}
    return str(value)


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
    payload: str

    def digest(self) -> str:
        instant = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        lines = (self.previous, self.chain, str(self.seq), self.action, instant, self.seat, self.payload)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def root_of(heads: list[tuple[str, int, str]]) -> str:
    """One digest over all chain heads (chain, sequence, digest), in order of chain."""
    lines = "".join(f"{chain} {seq} {digest}\n" for chain, seq, digest in sorted(heads))
    return hashlib.sha256(lines.encode()).hexdigest()
