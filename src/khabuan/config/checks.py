"""`khabuan check`: is the house as it should be? Findings are sentences; none means all is well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from khabuan.access import records
from khabuan.access.actor import Actor
from khabuan.audit import chain
from khabuan.core import sql
from khabuan.funds.queries import funds_of_other_years
from khabuan.ledger.checks import findings_of
from khabuan.ledger.queries import books_of
from khabuan.ledger.sentences import finding_words
from khabuan.papers.queries.numbers import number_findings


def findings(anchors: list[Path]) -> Iterator[str]:
    """Everything that is wrong, most basic first."""
    if waiting := _waiting_migrations():
        yield _("The database is older than the program (%(count)d steps). Run: khabuan migrate") % {
            "count": waiting
        }
        return
    yield from sql.sqlite_findings()
    yield from sql.postgres_findings()
    for name in sql.trigger_findings():
        yield _("The database's own guard %(name)s is missing or was altered. Run: khabuan migrate") % {
            "name": name
        }
    if not Path(settings.IDENTITY_KEY_FILE).is_file():
        yield _("The identity key %(path)s is missing: sealed numbers cannot be read.") % {
            "path": settings.IDENTITY_KEY_FILE
        }
    for found in chain.verify():
        yield _chain_words(found)
    for altered in records.verify():
        yield _record_words(altered)
    yield from _book_findings()
    for book, first, last in number_findings():
        yield _("%(book)s (%(key)d) gives no true account of its numbers %(first)d to %(last)d.") % {
            "book": book, "key": book.pk, "first": first, "last": last,
        }  # fmt: skip
    for path in anchors:
        yield from _anchor_findings(path)
    serious = (one for one in run_checks() if one.is_serious() and not one.is_silenced())
    yield from map(str, serious)


def _book_findings() -> Iterator[str]:
    """Books of accounts that do not add up."""
    for book in books_of(Actor.system("check")).order_by("pk"):
        for finding in findings_of(book):
            yield f"{book}: {finding_words(finding)}"
    for fund in funds_of_other_years():
        yield _("%(book)s keeps other years than the regulation of its fund says.") % {"book": fund.book}


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _chain_words(found: chain.Finding) -> str:
    return _("History %(chain)s was altered at number %(seq)d (%(what)s).") % {
        "chain": found.chain, "seq": found.seq, "what": found.what,
    }  # fmt: skip


def _record_words(found: records.Finding) -> str:
    words = {
        "altered": _("Record %(kind)s %(key)d: %(field)s is not what its history says."),
        "gone": _("Record %(kind)s %(key)d is gone, and its history says it was made."),
        "unreadable": _("Table %(kind)s holds a value that is none of its kind."),
        "unrecorded": _("Record %(kind)s %(key)d has no history: no action made it."),
    }
    return words[found.what] % {"kind": found.kind, "key": found.id, "field": found.field}


def _anchor_findings(path: Path) -> Iterator[str]:
    try:
        anchor = chain.read_anchor(path)
    except (OSError, ValueError):
        yield _("%(path)s is not an anchor file.") % {"path": path}
        return
    for found in chain.verify_anchor(anchor):
        yield _chain_words(found)
