"""Collections as an accountant reads them: which account is debited and which is credited, and why. Pure.

Money that members pay is with its collector first (1120, a line for each centre), then with the treasurer (1110),
then in the bank. Contributions (4110) and entry fees (4120) have a line for each member. Amounts are whole satang.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabuan.ledger.rules.drafts import Draft, Leg, Line, satang_of
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource

CASH = "1110"
WITH_COLLECTORS = "1120"
CONTRIBUTIONS = "4110"
ENTRY_FEES = "4120"
DIFFERENCES = "5310"
ACCOUNTS = {LineKind.CONTRIBUTION: CONTRIBUTIONS, LineKind.ENTRY_FEE: ENTRY_FEES}


def collection(
    centre: int, contributions: Sequence[Line], fees: Sequence[Line], *, memo: str, document: str = ""
) -> Draft:
    """A sheet: the cash is with the centre's collector; each member's payment is a line of income."""
    paid, entered = satang_of(contributions), satang_of(fees)
    legs = [Leg(WITH_COLLECTORS, debit=paid + entered, lines=[_held(centre, paid + entered)])]
    if contributions:
        legs.append(Leg(CONTRIBUTIONS, credit=paid, source=MoneySource.MEMBERS, lines=contributions))
    if fees:
        legs.append(Leg(ENTRY_FEES, credit=entered, source=MoneySource.MEMBERS, lines=fees))
    return Draft(EntryKind.COLLECTION, memo, legs, document)


def correction(
    centre: int,
    wrong: Sequence[Line],
    right: Sequence[Line],
    *,
    memo: str,
    document: str = "",
    is_cash: bool = False,
) -> Draft:
    """Lines of one receipt put right: the wrong ones taken back, the right ones (if any) entered, nothing else.

    What that comes to was in the collector's cash, or where money is given back after the hand-over, in the treasurer's
    (`is_cash`). Only the difference moves; where both come to the same (another member), no cash does.
    """
    legs = []
    for kind, account in ACCOUNTS.items():
        back = [line for line in wrong if line.kind == kind]
        if back:
            legs.append(_taken_back(account, back))
        anew = [line for line in right if line.kind == kind]
        if anew:
            legs.append(Leg(account, credit=satang_of(anew), source=MoneySource.MEMBERS, lines=anew))
    moved = satang_of(right) - satang_of(wrong)
    if moved:
        legs.append(_cash(CASH if is_cash else WITH_COLLECTORS, centre, moved))
    return Draft(EntryKind.CORRECTION, memo, legs, document)


def hand_over(centre: int, satang: int, *, memo: str, document: str = "") -> Draft:
    """The collector hands cash to the treasurer."""
    legs = [Leg(CASH, debit=satang), _cash(WITH_COLLECTORS, centre, -satang)]
    return Draft(EntryKind.HAND_OVER, memo, legs, document)


def deposit(bank: str, satang: int, *, memo: str, document: str = "") -> Draft:
    """The treasurer pays cash into a bank account, named by its code."""
    return Draft(EntryKind.DEPOSIT, memo, [Leg(bank, debit=satang), Leg(CASH, credit=satang)], document)


def difference(centre: int, satang: int, *, memo: str) -> Draft:
    """Cash that is missing with a collector (negative) or too much (positive), settled as an expense or less of it."""
    legs = [_cash(WITH_COLLECTORS, centre, satang)]
    legs.append(
        Leg(DIFFERENCES, debit=-satang, source=MoneySource.MEMBERS)
        if satang < 0
        else Leg(DIFFERENCES, credit=satang, source=MoneySource.MEMBERS)
    )
    return Draft(EntryKind.ADJUSTMENT, memo, legs)


def _cash(account: str, centre: int, satang: int) -> Leg:
    lines = [_held(centre, satang)] if account == WITH_COLLECTORS else []
    return Leg(account, debit=max(satang, 0), credit=max(-satang, 0), lines=lines)


def _taken_back(account: str, lines: Sequence[Line]) -> Leg:
    back = [line._replace(satang=-line.satang) for line in lines]
    return Leg(account, debit=satang_of(lines), source=MoneySource.MEMBERS, lines=back)


def _held(centre: int, satang: int) -> Line:
    return Line(centre, satang, LineKind.CASH_HELD, seq=0)
