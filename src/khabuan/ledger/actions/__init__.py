"""Writes of the ledger beside `post`: books, accounts, months, taking back, closing a year."""

from khabuan.ledger.actions.books import (
    add_account,
    add_party,
    close_account,
    open_book,
    rename_account,
    reopen_account,
)
from khabuan.ledger.actions.periods import close_year, closing_draft, closing_entry, reopen_period, set_period
from khabuan.ledger.actions.rebuilding import rebuild
from khabuan.ledger.actions.reversing import draft_of, reverse

__all__ = [
    "add_account",
    "add_party",
    "close_account",
    "close_year",
    "closing_draft",
    "closing_entry",
    "draft_of",
    "open_book",
    "rebuild",
    "rename_account",
    "reopen_account",
    "reopen_period",
    "reverse",
    "set_period",
]
