"""The everyday money of a fund as an accountant reads it: what is debited, what is credited, and why. Pure.

Money stands in cash (1110) or a bank account (12nn). Every income, expense and brought-forward leg names its
source; money that only changes its place names none. Amounts are whole satang.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, MoneySource

UNCLEAR = "2110"
BROUGHT_FORWARD = "3110"
CONTRIBUTIONS = "4110"


def receipt(
    into: str, income: str, satang: int, source: MoneySource, *, memo: str, document: str = ""
) -> Draft:
    """Matching, grants, donations, interest: the place where the money is grows, and so does its income."""
    legs = [Leg(into, debit=satang), Leg(income, credit=satang, source=source)]
    return Draft(EntryKind.RECEIPT, memo, legs, document)


def payment(
    out_of: str, expense: str, satang: int, source: MoneySource, *, memo: str, document: str = ""
) -> Draft:
    """An expense out of cash or a bank account, from one source."""
    legs = [Leg(expense, debit=satang, source=source), Leg(out_of, credit=satang)]
    return Draft(EntryKind.PAYMENT, memo, legs, document)


def benefit(
    out_of: str, account: str, satang: int, source: MoneySource, lines: Sequence[Line], *, memo: str,
    document: str = "",
) -> Draft:  # fmt: skip
    """A benefit (51nn): a line for the member; those of the public good have no member and no line."""
    legs = [Leg(account, debit=satang, source=source, lines=lines), Leg(out_of, credit=satang)]
    return Draft(EntryKind.BENEFIT, memo, legs, document)


def move(out_of: str, into: str, satang: int, *, memo: str, document: str = "") -> Draft:
    """Cash into the bank, out of it, or from one bank account to another: no source changes."""
    return Draft(EntryKind.DEPOSIT, memo, [Leg(into, debit=satang), Leg(out_of, credit=satang)], document)


def give_back(out_of: str, lines: Sequence[Line], *, memo: str, document: str = "") -> Draft:
    """Dues returned to who takes a member's place: contributions become less, by the same days. Lines are negative."""
    satang = -sum(line.satang for line in lines)
    legs = [
        Leg(CONTRIBUTIONS, debit=satang, source=MoneySource.MEMBERS, lines=lines),
        Leg(out_of, credit=satang),
    ]
    return Draft(EntryKind.PAYMENT, memo, legs, document)


def division(shares: Mapping[MoneySource, int], *, memo: str, document: str = "") -> Draft:
    """Old money that a resolution divides: less of it is unassigned, more belongs to the sources."""
    legs = [Leg(BROUGHT_FORWARD, debit=sum(shares.values()), source=MoneySource.UNASSIGNED)]
    legs += [Leg(BROUGHT_FORWARD, credit=satang, source=source) for source, satang in shares.items()]
    return Draft(EntryKind.DIVISION, memo, legs, document)


def unclear(into: str, satang: int, *, memo: str, document: str = "") -> Draft:
    """Money in the bank of which nobody knows yet whose it is: owed, and no income."""
    return Draft(EntryKind.RECEIPT, memo, [Leg(into, debit=satang), Leg(UNCLEAR, credit=satang)], document)


def cleared(income: str, satang: int, source: MoneySource, lines: Sequence[Line] = (), *, memo: str) -> Draft:
    """It is known now: what was owed becomes income, of members with their lines."""
    legs = [Leg(UNCLEAR, debit=satang), Leg(income, credit=satang, source=source, lines=lines)]
    return Draft(EntryKind.ADJUSTMENT, memo, legs)
