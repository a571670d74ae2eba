"""Writes the chain, verifies it, and anchors it outside the database."""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import connection

from khabuan.audit.models import Anchor, ChainHead, Event, IdentityRead, Payload
from khabuan.audit.rules import GENESIS, Link, canonical, payload_digest, root_of
from khabuan.core import clock, sql
from khabuan.core.keys import new_key

ANCHOR_TITLE = "khabuan anchor 1"
ERASE = "audit.erase"


@dataclass(frozen=True)
class Doer:
    """Who acts, as the chain remembers it."""

    seat: str
    title: str


def record(
    doer: Doer, action: str, *, chain: str, facts: Any, subjects: Iterable[tuple[str, int]]
) -> Event | None:
    """Add one event to a chain, in the caller's transaction. A rehearsal leaves no event."""
    if sql.is_rehearsing():
        return None
    body, salt, at, title = canonical(facts), os.urandom(16), clock.now(), doer.title[:200]
    seq, previous = _locked_head(chain)
    link = Link(previous, chain, seq + 1, action, at, doer.seat, title, payload_digest(salt, body))
    event = Event(
        chain=chain, seq=link.seq, action=action, at=at, seat=doer.seat, seat_title=title,
        previous=link.previous, payload_digest=link.payload, digest=link.digest(),
    )  # fmt: skip
    _write(event, salt, body, dict.fromkeys(subjects))
    return event


def _write(event: Event, salt: bytes, body: str, subjects: Iterable[tuple[str, int]]) -> None:
    """An event with what stands beside it, and the head on it: in our own words, as every action ends so."""
    sql.insert(
        "audit_event", "id, chain, seq, action, at, seat, seat_title, previous, payload_digest, digest",
        [(
            event.pk, event.chain, event.seq, event.action, sql.instant(event.at), event.seat, event.seat_title,
            event.previous, event.payload_digest, event.digest,
        )],
    )  # fmt: skip
    sql.insert("audit_payload", "event_id, salt, body", [(event.pk, salt, body)])
    rows = [(new_key(), event.pk, kind, key) for kind, key in subjects]
    if rows:
        sql.insert("audit_eventsubject", "id, event_id, kind, subject_id", rows)
    head = "UPDATE audit_chainhead SET seq = %s, digest = %s WHERE chain = %s"
    sql.tell(head, event.seq, event.digest, event.chain)


def _locked_head(chain: str) -> tuple[int, str]:
    """Number and digest of a chain's newest event, locked; a chain that nobody wrote in begins here."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    query = f"SELECT seq, digest FROM audit_chainhead WHERE chain = %s{lock}"  # noqa: S608 - our own words
    found = sql.ask(query, chain)
    if not found:
        sql.insert(
            "audit_chainhead",
            "chain, seq, digest",
            [(chain, 0, GENESIS)],
            tail="ON CONFLICT (chain) DO NOTHING",
        )
        found = sql.ask(query, chain)
    ((seq, digest),) = found
    return seq, digest


def record_identity_read(doer: Doer, *, kind: str, subject_id: int, what: str, reason: str) -> None:
    """Log that somebody opened a sealed fact. RuntimeError in a rehearsal, which would take the log back."""
    if sql.is_rehearsing():
        raise RuntimeError("nothing sealed is opened in a rehearsal")
    IdentityRead.objects.create(
        at=clock.now(), seat=doer.seat, seat_title=doer.title[:200],
        kind=kind, subject_id=subject_id, what=what, reason=reason[:300],
    )  # fmt: skip


def erase_payloads(doer: Doer, event_ids: Iterable[int], *, reason: str) -> None:
    """Blank events' facts for good, and say so in one more event of each chain, which is never erased.

    The chain stays whole, because only digests are chained; and a blank that no erasure names is a finding.
    """
    events = Event.objects.filter(pk__in=list(event_ids), payload__erased_at=None)
    ordered = events.exclude(action=ERASE).order_by("chain", "seq")
    for chain, group in groupby(ordered, key=lambda event: event.chain):
        erased = list(group)
        Payload.objects.filter(pk__in=[event.pk for event in erased]).update(
            body="", salt=b"", erased_at=clock.now()
        )
        facts = {"erased": [event.seq for event in erased], "reason": reason}
        subjects = [("audit.event", event.pk) for event in erased]
        record(doer, ERASE, chain=chain, facts=facts, subjects=subjects)


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was: which chain, at which number, what."""

    chain: str
    seq: int
    what: str  # digest, previous, gap, payload, erased, head, no_events, tail_cut, rewritten, root


def verify() -> list[Finding]:
    """Recompute every chain from its first event, in one snapshot. Linear in the number of events."""
    with sql.reading():
        return list(_verify())


def _verify() -> Iterator[Finding]:
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
    blank: set[int] = set()
    for event in events:
        seq += 1
        if event.seq != seq:
            yield Finding(chain, seq, "gap")
            seq = event.seq
        if event.previous != digest:
            yield Finding(chain, seq, "previous")
        if _link_of(event).digest() != event.digest:
            yield Finding(chain, seq, "digest")
        payload: Payload | None = getattr(event, "payload", None)
        if payload is not None and payload.erased_at and not payload.body and not bytes(payload.salt):
            blank.add(seq)
        elif payload is None or payload_digest(bytes(payload.salt), payload.body) != event.payload_digest:
            yield Finding(chain, seq, "payload")
        elif event.action == ERASE:
            blank.difference_update(json.loads(payload.body)["erased"])
        digest = event.digest
    for lost in sorted(blank):
        yield Finding(chain, lost, "erased")
    return seq, digest


def _link_of(event: Event) -> Link:
    return Link(
        event.previous, event.chain, event.seq, event.action, event.at, event.seat, event.seat_title,
        event.payload_digest,
    )  # fmt: skip


def make_anchor(folder: Path) -> Path:
    """Write one root over all heads, with the heads, to a new file in `folder`; note it in the database."""
    with sql.reading():
        heads = sorted(ChainHead.objects.filter(seq__gt=0).values_list("chain", "seq", "digest"))
    at, root = clock.now(), root_of(heads)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"anchor-{at:%Y%m%dT%H%M%S.%fZ}.txt"
    lines = [ANCHOR_TITLE, f"at {at.isoformat()}", f"root {root}", *(f"{c} {s} {d}" for c, s, d in heads)]
    with path.open("x", encoding="utf-8") as file:  # an anchor is never written over
        file.write("\n".join(lines) + "\n")
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


def verify_anchor(anchor: AnchorFile, root: str | None = None) -> list[Finding]:
    """What was true when the anchor was made must still be: same digest at the same number of each chain.

    `root` is the one printed on paper, for when the file itself is doubted. Chains begun since say nothing.
    """
    with sql.reading():
        return list(_verify_anchor(anchor, root or anchor.root))


def _verify_anchor(anchor: AnchorFile, root: str) -> Iterator[Finding]:
    if root_of(anchor.heads) != root:
        yield Finding("", 0, "root")
    for chain, seq, digest in anchor.heads:
        found = Event.objects.filter(chain=chain, seq=seq).values_list("digest", flat=True).first()
        if found is None:
            yield Finding(chain, seq, "tail_cut")
        elif found != digest:
            yield Finding(chain, seq, "rewritten")
