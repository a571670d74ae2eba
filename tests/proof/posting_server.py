"""A server of one act, for the clients of the proof: takes a collection sheet per line, posts it, answers with its entry.

A process of its own, so that it can be killed in the middle. `python -m tests.proof.posting_server PORT`, on the
database of KHABUAN_DATABASE.
"""

from __future__ import annotations

import json
import os
import socketserver
import sys


class Asked(socketserver.StreamRequestHandler):
    """One client's connection: a JSON line in, a JSON line out, after the commit."""

    def handle(self) -> None:
        from django.db import connection
        from tests.made_books import post_draft, sheet
        from tests.support import SYSTEM

        from khabuan.core import clock
        from khabuan.ledger.models import Book

        books = {one.pk: one for one in Book.everywhere.all()}
        for line in self.rfile:
            asked = json.loads(line)
            members = {int(party): satang for party, satang in asked["members"].items()}
            draft = sheet(members, asked["centre"], clock.today())
            entry = post_draft(
                actor=SYSTEM,
                book=books[asked["book"]],
                draft=draft,
                on=clock.today(),
                client_key=asked["key"],
            )
            self.wfile.write(json.dumps({"entry": entry.pk, "number": entry.number}).encode() + b"\n")
        connection.close()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


def main(port: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabuan.config.settings")
    django.setup()
    from tests.made_books import NAMES
    from tests.support import policy_rows

    with policy_rows(names=NAMES), Server(("127.0.0.1", port), Asked) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]))
