"""A second opinion on the audit trail: standard library only, shares no code with Khabuan.

    python independent_verifier.py khabuan.sqlite3 [anchor.txt]

Prints what is not as it was, one line each; exits with 1 if there is anything.
"""

import hashlib
import json
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

EVENTS = """
SELECT e.chain, e.seq, e.action, e.at, e.seat, e.seat_title, e.previous, e.payload_digest, e.digest,
       coalesce(p.salt, x'00'), coalesce(p.body, '')
FROM audit_event e LEFT JOIN audit_payload p ON p.event_id = e.id ORDER BY e.chain, e.seq
"""
HEADS = "SELECT chain, seq, digest FROM audit_chainhead WHERE seq > 0"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def verify(database: Path, anchor: Path | None = None) -> list[str]:
    """Findings such as "org:1 3 digest": chain, number, what is wrong."""
    findings: list[str] = []
    digests: dict[tuple[str, int], str] = {}
    tails: dict[str, tuple[int, str]] = {}
    blank: set[tuple[str, int]] = set()
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for row in connection.execute(EVENTS):
            chain, seq, action, at, seat, title, previous, payload, digest, salt, body = row
            last_seq, last_digest = tails.get(chain, (0, "0" * 64))
            if (seq, previous) != (last_seq + 1, last_digest):
                findings.append(f"{chain} {seq} order")
            instant = datetime.fromisoformat(at + "+00:00").isoformat(timespec="microseconds")
            link = [previous, chain, seq, action, instant, seat, title, payload]
            if digest != sha256(json.dumps(link, ensure_ascii=False, separators=(",", ":")).encode()):
                findings.append(f"{chain} {seq} digest")
            if not body and not salt:
                blank.add((chain, seq))
            elif payload != sha256(salt + body.encode()):
                findings.append(f"{chain} {seq} payload")
            elif action == "audit.erase":
                blank -= {(chain, number) for number in json.loads(body)["erased"]}
            digests[chain, seq], tails[chain] = digest, (seq, digest)
        heads = {chain: (seq, digest) for chain, seq, digest in connection.execute(HEADS)}
    findings += [f"{chain} {seq} erased" for chain, seq in sorted(blank)]
    findings += [f"{c} head" for c in sorted(heads.keys() | tails.keys()) if heads.get(c) != tails.get(c)]
    return findings + (compare(anchor, digests) if anchor else [])


def compare(anchor: Path, digests: dict[tuple[str, int], str]) -> list[str]:
    """What the anchor saw and the database does not show any more."""
    _title, _at, root, *lines = anchor.read_text(encoding="utf-8").splitlines()
    findings = [] if root == "root " + sha256("".join(f"{x}\n" for x in lines).encode()) else ["anchor root"]
    for chain, seq, digest in (line.rsplit(" ", 2) for line in lines):
        found = digests.get((chain, int(seq)))
        if found != digest:
            findings.append(f"{chain} {seq} {'rewritten' if found else 'cut'}")
    return findings


if __name__ == "__main__":
    found = verify(*map(Path, sys.argv[1:3]))
    sys.stdout.write("\n".join(found or ["nothing found"]) + "\n")
    sys.exit(bool(found))
