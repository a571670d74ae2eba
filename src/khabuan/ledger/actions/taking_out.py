"""A book leaves the program as a file: who took it, for what, and how much of it stands in the audit."""

from __future__ import annotations

from khabuan.access.action import action, note
from khabuan.access.actor import Actor
from khabuan.ledger.models import Book
from khabuan.ledger.queries import entries_of
from khabuan.ledger.rules.journals import JournalProgram


@action("ledger.take_out", on="book")
def take_out(*, actor: Actor, book: Book, program: str, with_lines: bool = False) -> int:
    """Write down that a book is taken out for another program; how many entries it has. The file is made after."""
    entries = int(entries_of(book).count())
    note(program=JournalProgram(program).value, with_lines=with_lines, entries=entries)
    return entries
