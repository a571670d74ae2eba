"""Every book of the whole demo, with all its parties, added up anew by hledger, ledger and beancount."""

from __future__ import annotations

from pathlib import Path

from tests.databases import identity_key  # noqa: F401 - a fixture
from tests.foreign_ledgers import disagreements

from khabuan.access.actor import Actor
from khabuan.config.setting_up import load_areas
from khabuan.core import clock
from khabuan.demo.world import build
from khabuan.ledger import checks
from khabuan.ledger.queries import books_of
from khabuan.ledger.rules.journals import JournalProgram


def test_three_programs_agree_with_every_book_of_the_demo(db: None, tmp_path: Path) -> None:
    load_areas()
    build()
    books = list(books_of(Actor.system()))
    assert books, "the demo has no book"
    wrong = {}
    for book in books:
        assert checks.findings_of(book) == []
        for program in JournalProgram:
            found = disagreements(book, program, tmp_path, clock.today(), with_lines=True)
            if found:
                wrong[book.name, program] = found
    assert wrong == {}
