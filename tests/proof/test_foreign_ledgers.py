"""Every book of the whole demo, with all its parties, added up anew by hledger, ledger and beancount."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.databases import identity_key  # noqa: F401 - a fixture
from tests.foreign_ledgers import disagreements, months_between, our_balances

from khabuan.access.actor import Actor
from khabuan.config.setting_up import load_areas
from khabuan.core import clock
from khabuan.demo.world import build
from khabuan.ledger import checks
from khabuan.ledger.models import Entry, SubsidiaryLine
from khabuan.ledger.queries import books_of
from khabuan.ledger.rules.journals import JournalProgram
from khabuan.ledger.rules.words import EntryKind


def test_three_programs_agree_with_every_book_of_the_demo(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_areas()
    build()
    books = list(books_of(Actor.system()))
    assert books, "the demo has no book"
    wrong, seen = {}, Counter[str]()
    for book in books:
        assert checks.findings_of(book) == []
        seen += Counter(
            books=1, entries=Entry.everywhere.filter(book=book).count(),
            closings=Entry.everywhere.filter(book=book, kind=EntryKind.CLOSING).count(),
            lines=SubsidiaryLine.objects.filter(posting__entry__book=book).count(),
            balances=len(our_balances(book, months_between(book.opened_on, clock.today()))),
        )  # fmt: skip
        for program in JournalProgram:
            found = disagreements(book, program, tmp_path, clock.today(), with_lines=True)
            if found:
                wrong[book.name, program] = found
    with capsys.disabled():
        sys.stdout.write(
            f"\n{dict(seen)}: {', '.join(JournalProgram)} disagree {sum(map(len, wrong.values()))} times\n"
        )
    assert wrong == {}
