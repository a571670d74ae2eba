"""Writes the chain, verifies it, and anchors it outside the database."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from khabuan.audit.models import Anchor, ChainHead, Event, EventSubject, IdentityRead, Payload
from khabuan.audit.rules import GENESIS, Link, canonical, payload_digest, root_of
from khabuan.core import clock, sql

ANCHOR_TITLE = "khabuan anchor 1"


@dataclass(frozen=True)
class Doer:
    """Who acts, as the chain remembers it."""

    seat: str
    title: str


def record(doer: Doer, action: str, *, chain: str, facts: Any, subjects: Iterable[tuple[str, int]]) -> Event | None:
    """Add one event to a chain, in the caller's transaction. A rehearsal leaves no event."""
    if sql.is_rehearsing():
        return None
    body, salt, at = canonical(facts), os.urandom(16), clock.now()
    head = _locked_head(chain)
    link = Link(head.digest, chain, head.seq + 1, action, at, doer.seat, payload_digest(salt, body))
    event = Event.objects.create(
        chain=chain, seq=link.seq, action=action, at=at, seat=doer.seat, seat_title=doer.title[:200],
        previous=link.previous, payload_digest=link.payload, digest=link.digest(),
    )  # fmt: skip
    Payload.objects.create(event=event, salt=salt, body=body)
    EventSubject.objects.bulk_create(
        [EventSubject(event=event, kind=kind, subject_id=key) for kind, key in dict.fromkeys(subjects)]
    )
    ChainHead.objects.filter(pk=chain).update(seq=event.seq, digest=event.digest)
    return event


def _locked_head(chain: str) -> ChainHead:
    heads = ChainHead.objects.select_for_update()
    found = heads.filter(pk=chain).first()
    if found is None:
        ChainHead.objects.bulk_create([ChainHead(chain=chain, seq=0, digest=GENESIS)], ignore_conflicts=True)
        found = heads.get(pk=chain)
    return found


def record_identity_read(doer: Doer, *, kind: str, subject_id: int, what: str, reason: str) -> None:
    IdentityRead.objects.create(
        at=clock.now(), seat=doer.seat, seat_title=doer.title[:200],
        kind=kind, subject_id=subject_id, what=what, reason=reason[:300],
    )  # fmt: skip


def erase_payload(event_id: int) -> None:
    """Blank an event's facts for good. The chain stays whole, because only their digest is chained."""
    Payload.objects.filter(pk=event_id).update(body="", salt=b"", erased_at=clock.now())


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was: which chain, at which number, what."""

    chain: str
    seq: int
    what: str  # digest, previous, gap, payload, head, no_events, tail_cut, rewritten, root, anchor


def verify() -> Iterator[Finding]:
    """Recompute every chain from its first event. Linear in the number of events, constant in memory."""
    heads = {head.chain: head for head in ChainHead.objects.all()}
    rows = Event.objects.select_related("payload").order_by("chain", "seq").iterator(chunk_size=2000)
    for chain, events in groupby(rows, key=lambda event: event.chain):
        last = yield from _verify_chain(chain, events)
        head = heads.pop(chain, None)
        if head is None or (head.seq, head.digest) != last:
            yield Finding(chain, last[0], "head")
    for chain, head in heads.items():
        if head.seq:
            yield Finding(chain, head.seq, "no_events")


def _verify_chain(chain: str, events: Iterable[Event]) -> Generator[Finding, None, tuple[int, str]]:
    seq, digest = 0, GENESIS
    for event in events:
        seq += 1
        if event.seq != seq:
            yield Finding(chain, seq, "gap")
            seq = event.seq
        if event.previous != digest:
            yield Finding(chain, seq, "previous")
        link = Link(event.previous, chain, event.seq, event.action, event.at, event.seat, event.payload_digest)
        if link.digest() != event.digest:
            yield Finding(chain, seq, "digest")
        payload = getattr(event, "payload", None)
        if payload is None:
            yield Finding(chain, seq, "payload")
        elif payload.erased_at is None:
            if payload_digest(bytes(payload.salt), payload.body) != event.payload_digest:
                yield Finding(chain, seq, "payload")
        digest = event.digest
    return seq, digest


def make_anchor(folder: Path) -> Path:
    """Write one root over all heads, with the heads, to a file in `folder`; note it in the database."""
    with sql.reading():
        heads = sorted(ChainHead.objects.filter(seq__gt=0).values_list("chain", "seq", "digest"))
    at, root = clock.now(), root_of(heads)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"anchor-{at:%Y%m%dT%H%M%SZ}.txt"
    lines = [ANCHOR_TITLE, f"at {at.isoformat()}", f"root {root}", *(f"{c} {s} {d}" for c, s, d in heads)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    Anchor.objects.create(at=at, root=root, chains=len(heads), events=sum(seq for _, seq, _ in heads))
    return path


@dataclass(frozen=True)
class AnchorFile:
    at: datetime
    root: str
    heads: list[tuple[str, int, str]]


def read_anchor(path: Path) -> AnchorFile:
    """Read an anchor file. ValueError if it is not one."""
    title, at, root, *rest = path.read_text(encoding="utf-8").splitlines() or [""]
    if title != ANCHOR_TITLE or not at.startswith("at ") or not root.startswith("root "):
        raise ValueError(f"{path} is not an anchor file")
    heads = []
    for line in rest:
        chain, seq, digest = line.rsplit(" ", 2)
        heads.append((chain, int(seq), digest))
    return AnchorFile(datetime.fromisoformat(at[3:]), root[5:], heads)


def verify_anchor(anchor: AnchorFile) -> Iterator[Finding]:
    """What was true when the anchor was made must still be: same digest at the same number of each chain."""
    if root_of(anchor.heads) != anchor.root:
        yield Finding("", 0, "root")
    for chain, seq, digest in anchor.heads:
        found = Event.objects.filter(chain=chain, seq=seq).values_list("digest", flat=True).first()
        if found is None:
            yield Finding(chain, seq, "tail_cut")
        elif found != digest:
            yield Finding(chain, seq, "rewritten")
