"""Writes of the ledger beside `post`: books, accounts, months, taking back, closing a year."""

from khabuan.ledger.actions.books import (
    add_account,
    add_party,
    close_account,
    open_book,
    rename_account,
    reopen_account,
)
from khabuan.ledger.actions.counting import count_cash, settle_count
from khabuan.ledger.actions.periods import close_year, reopen_period, set_period
from khabuan.ledger.actions.rebuilding import rebuild
from khabuan.ledger.actions.reconciling import (
    bring_statement,
    drop_statement,
    enter_bank_line,
    match_line,
    match_lines,
    unmatch_line,
)
from khabuan.ledger.actions.reversing import draft_of, reverse
from khabuan.ledger.actions.signing import ask_second_person, object_to_act, sign_act, sign_on_paper
from khabuan.ledger.actions.years import keep_years

__all__ = [
    "add_account",
    "add_party",
    "ask_second_person",
    "bring_statement",
    "close_account",
    "close_year",
    "count_cash",
    "draft_of",
    "drop_statement",
    "enter_bank_line",
    "keep_years",
    "match_line",
    "match_lines",
    "object_to_act",
    "open_book",
    "rebuild",
    "rename_account",
    "reopen_account",
    "reopen_period",
    "reverse",
    "set_period",
    "settle_count",
    "sign_act",
    "sign_on_paper",
    "unmatch_line",
]
