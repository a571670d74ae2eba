"""Eight clients post for a minute: nothing is lost, nothing is there twice, numbers have no gap, all checks are clean.

Then the same with the serving process killed every few seconds: clients send again what was not answered.
KHABUAN_TEST_DB=postgres for the other database, PROOF_SECONDS for a shorter time.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import connection
from tests.databases import identity_key, own_database  # noqa: F401 - fixtures
from tests.made_books import NAMES, OPENED, may_post, members_and_centre, new_book, post_draft, sheet
from tests.postgres import free_port
from tests.support import SYSTEM, policy_rows

from khabuan.core.errors import ReplayConflict
from khabuan.ledger import checks
from khabuan.ledger.models import Book, Entry, Posting

SECONDS = float(os.environ.get("PROOF_SECONDS", "60"))
CLIENTS, MEMBERS, BETWEEN_KILLS = 8, 120, 5.0


@dataclass
class Client:
    """A treasurer's device: sends one sheet after the other, and again under the same key until it is answered."""

    number: int
    port: int
    book: int
    centre: int
    members: list[int]
    ends: float
    sent: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)
    repeats: int = 0
    problem: str = ""

    def run(self) -> None:
        draw = random.Random(self.number)
        while time.monotonic() < self.ends and not self.problem:
            key = f"client {self.number} sheet {len(self.sent)}"
            paid = {party: draw.randint(1, 50_000) for party in draw.sample(self.members, 40)}
            asked = {"key": key, "book": self.book, "centre": self.centre, "members": paid}
            self.sent[key] = sum(paid.values())
            self.answered[key] = self._until_answered(json.dumps(asked).encode() + b"\n")

    def _until_answered(self, line: bytes) -> int:
        for _ in range(600):
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
                    wire.sendall(line)
                    answer = wire.makefile("rb").readline()
                    if answer:
                        return int(json.loads(answer)["entry"])
            except OSError:
                pass
            self.repeats += 1
            time.sleep(0.1)
        self.problem = "never answered"
        return 0


class Served:
    """The serving process; `kill` ends it as a power cut would, and starts another."""

    def __init__(self) -> None:
        self.port = free_port()
        self.kills = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        settings = connection.settings_dict
        url = f"sqlite:///{settings['NAME']}"
        if connection.vendor == "postgresql":
            url = os.environ["KHABUAN_DATABASE"].rsplit("/", 1)[0] + f"/{settings['NAME']}"
        env = {**os.environ, "KHABUAN_DATABASE": url, "PYTHONPATH": os.pathsep.join(sys.path)}
        return subprocess.Popen([sys.executable, "-m", "tests.proof.posting_server", str(self.port)], env=env)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        self.process = self._start()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def clients_for(port: int) -> list[Client]:
    """Four clients on each of two books, so that numbers are fought for and books are written side by side."""
    found = []
    with policy_rows(names=NAMES):
        made = []
        for name in ("กองทุนหนึ่ง", "กองทุนสอง"):
            book = new_book(name, made[0][0].organisation.area if made else None)
            members, centre = members_and_centre(book, MEMBERS)
            made.append((book, [one.pk for one in members], centre.pk))
    for number in range(CLIENTS):
        book, parties, centre = made[number % 2]
        found.append(Client(number, port, book.pk, centre, parties, time.monotonic() + SECONDS))
    return found


@pytest.mark.parametrize("is_killed", [False, True], ids=["left alone", "killed"])
def test_nothing_is_lost_nothing_twice_and_no_number_missing(own_database: None, is_killed: bool) -> None:  # noqa: F811
    served = Served()
    try:
        clients = clients_for(served.port)
        connection.close()
        threads = [threading.Thread(target=client.run) for client in clients]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            time.sleep(BETWEEN_KILLS)
            if is_killed and time.monotonic() < clients[0].ends:
                served.kill()
        for thread in threads:
            thread.join()
    finally:
        served.stop()
    assert [client.problem for client in clients] == [""] * CLIENTS
    told = Counter(entry for client in clients for entry in client.answered.values())
    assert max(told.values()) == 1
    posted = set(Entry.everywhere.filter(posted_at__isnull=False).values_list("pk", flat=True))
    assert set(told) == posted
    assert Entry.everywhere.count() == len(posted)
    for book in Book.everywhere.all():
        numbers = sorted(Entry.everywhere.filter(book=book).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        sent = sum(sum(client.sent.values()) for client in clients if client.book == book.pk)
        rows = Posting.everywhere.filter(entry__book=book, account__code="4110").values_list(
            "credit", flat=True
        )
        assert sum(int(credit * 100) for credit in rows) == sent
        assert checks.findings_of(book) == []
    repeats = sum(client.repeats for client in clients)
    assert (served.kills > 0) == is_killed
    words = f"{len(posted)} sheets in {SECONDS:.0f} s, {served.kills} kills, {repeats} sent again"
    sys.stderr.write(f"\n{connection.vendor}: {words}\n")


def test_a_sheet_sent_again_gets_its_entry_and_another_sheet_under_its_key_a_conflict(db: None) -> None:
    with may_post():
        book = new_book()
        members, centre = members_and_centre(book, 2)
        draft = sheet({members[0].pk: 3000}, centre.pk, OPENED)
        facts = {"actor": SYSTEM, "book": book, "on": OPENED, "client_key": "one"}
        first = post_draft(draft=draft, **facts)
        assert post_draft(draft=draft, **facts) == first
        with pytest.raises(ReplayConflict):
            post_draft(draft=sheet({members[1].pk: 3000}, centre.pk, OPENED), **facts)
        assert Entry.everywhere.count() == 1
