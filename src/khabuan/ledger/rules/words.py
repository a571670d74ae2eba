"""The closed lists of the ledger: kinds of books, accounts, entries and lines, and where money comes from."""

from __future__ import annotations

from enum import IntEnum

from khabuan.core.words import Word
from khabuan.core.words import mark as _


class BookKind(Word):
    """What a book is kept for; each kind begins with its own standard chart."""

    FUND = "fund", _("Welfare fund")
    PROJECT = "project", _("Project")


class AccountKind(Word):
    """The five kinds of accounts. `NOMINAL` ones say where money came from or went to."""

    ASSET = "asset", _("Assets")
    LIABILITY = "liability", _("Liabilities")
    EQUITY = "equity", _("Funds brought forward")
    INCOME = "income", _("Income")
    EXPENSE = "expense", _("Expenses")


NOMINAL = frozenset({AccountKind.EQUITY, AccountKind.INCOME, AccountKind.EXPENSE})
DEBIT_SIDE = frozenset({AccountKind.ASSET, AccountKind.EXPENSE})
"""Kinds whose balance stands on the debit side; a line's sign follows its account's own side."""


class AccountRole(Word):
    """What the program uses an account for; "" for one that only people use."""

    CASH = "cash", _("Cash with the treasurer")
    COLLECTORS = "collectors", _("Cash with collectors")
    BANK = "bank", _("Bank account")
    INVESTMENT = "investment", _("Other investment")
    UNCLEAR = "unclear", _("Money received, not yet clear whose")
    PAYABLE = "payable", _("Payable")
    OPENING = "opening", _("Brought forward when the book began")
    SURPLUS = "surplus", _("Surplus of past years")
    CONTRIBUTION = "contribution", _("Contributions of members")
    ENTRY_FEE = "entry_fee", _("Entry fees")
    STATE = "state", _("State matching through CODI")
    STARTUP = "startup", _("Start-up grant of CODI")
    LOCAL = "local", _("Local government")
    DONATION = "donation", _("Donations")
    INTEREST = "interest", _("Interest")
    OTHER_INCOME = "other_income", _("Other income")
    BENEFIT = "benefit", _("Benefits")
    DIFFERENCE = "difference", _("Cash over or short")


MONEY_ROLES = frozenset({AccountRole.CASH, AccountRole.COLLECTORS, AccountRole.BANK, AccountRole.INVESTMENT})
"""Accounts that hold money: what is in them can be counted, and is never less than nothing."""


NEEDED = frozenset(
    {
        AccountRole.CASH, AccountRole.COLLECTORS, AccountRole.OPENING, AccountRole.SURPLUS, AccountRole.CONTRIBUTION,
        AccountRole.ENTRY_FEE,
    }
)  # fmt: skip
"""Accounts that the program cannot be without: they are never closed."""


class Use(Word):
    """What an expense is for: sources of money allow some uses and not others (a dated rule)."""

    BENEFIT = "benefit", _("Welfare for members")
    MANAGEMENT = "management", _("Management")
    ACTIVITY = "activity", _("Work of the project")
    PUBLIC = "public", _("Public good")
    REPAYMENT = "repayment", _("Money given back")


class MoneySource(Word):
    """Where money comes from; kept apart from the first day on. Old money may wait for a resolution."""

    MEMBERS = "members", _("Members")
    STATE = "state", _("State through CODI")
    LOCAL = "local", _("Local government")
    DONORS = "donors", _("Donors")
    INTEREST = "interest", _("Interest")
    OTHER = "other", _("Other sources")
    UNASSIGNED = "unassigned", _("Not divided yet")


class PeriodState(Word):
    """A month (or year) of a book: open; held for checking, corrections only; closed for good."""

    OPEN = "open", _("Open")
    HELD = "held", _("Being checked")
    CLOSED = "closed", _("Closed")


class EntryKind(Word):
    """What an entry records."""

    OPENING = "opening", _("Brought forward")
    COLLECTION = "collection", _("Collection sheet")
    HAND_OVER = "hand_over", _("Money handed over")
    DEPOSIT = "deposit", _("Paid into or out of the bank")
    RECEIPT = "receipt", _("Money received")
    PAYMENT = "payment", _("Money paid")
    BENEFIT = "benefit", _("Benefit paid")
    CORRECTION = "correction", _("Correction")
    REVERSAL = "reversal", _("Reversal")
    ADJUSTMENT = "adjustment", _("Adjustment")
    DIVISION = "division", _("Old money divided by a resolution")
    CLOSING = "closing", _("Closing of the year")


ALLOWED_IN_HELD = frozenset(
    {EntryKind.CORRECTION, EntryKind.REVERSAL, EntryKind.ADJUSTMENT, EntryKind.CLOSING}
)
"""What a month that is being checked still takes."""


class SignState(Word):
    """Whether a second person stands for an act with money."""

    WAITING = "waiting", _("Not signed by a second person yet")
    SIGNED = "signed", _("Signed by a second person")
    OBJECTED = "objected", _("The second person says that it is not right")


class SignWay(Word):
    """How the second person signed."""

    LOGIN = "login", _("With the own log-in")
    PAPER = "paper", _("On paper, with its picture")


class LineUse(Word):
    """What a line of the bank is that the book lacks."""

    INTEREST = "interest", _("Interest of the bank")
    UNCLEAR = "unclear", _("Money in, not known whose")
    FEE = "fee", _("Fee of the bank")


class PartyKind(Word):
    """Whose lines stand under a control account."""

    MEMBER = "member", _("Member")
    CENTRE = "centre", _("Collecting centre")
    OTHER = "other", _("Other")


class LineKind(IntEnum):
    """What a line under a control account is. Stored as a small number: there are millions of them."""

    CONTRIBUTION = 1
    ENTRY_FEE = 2
    BENEFIT = 3
    CASH_HELD = 4
    REFUND = 5
