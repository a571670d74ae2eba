"""No source of money and no money account is below nothing on any day from an entry's day on.

A back-dated entry may be lawful on its own day and still take what a later day had spent: so each day from then
on is looked at. What only adds is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.ledger.models import Account, Book
from khabuan.ledger.queries.sums import Among, day_by_day, left_before
from khabuan.ledger.rules.drafts import Leg
from khabuan.ledger.rules.words import MONEY_ROLES, NOMINAL, AccountRole, MoneySource
from khabuan.ledger.rules.years import month_of


def require(book: Book, on: date, legs: Iterable[tuple[Account, Leg]]) -> None:
    """Refused where a source or money account that these legs take from would be below nothing."""
    taken: dict[MoneySource, int] = {}
    accounts: dict[Account, int] = {}
    for account, leg in legs:
        if leg.source is not None:
            taken[leg.source] = taken.get(leg.source, 0) + leg.credit - leg.debit
        elif account.role in MONEY_ROLES:
            accounts[account] = accounts.get(account, 0) + leg.debit - leg.credit
        elif account.role == AccountRole.UNCLEAR and leg.debit:
            _refuse_unclear(account, on)
    for source, change in taken.items():
        if change < 0:
            _refuse_source(book, source, on)
    for account, change in accounts.items():
        if change < 0:
            _refuse_account(account, on)


def _refuse_source(book: Book, source: MoneySource, on: date) -> None:
    day, short = lowest(book.pk, Among(kinds=NOMINAL, source=source), on, credit_side=True)
    if short < 0:
        words = _(
            "The money of the source “%(source)s” would be %(short)s baht short on %(day)s. "
            "Take it from another source, or enter first what came in."
        )
        raise Refused(
            "source_short",
            filled(words, source=gettext(source.label), short=_shown(short), day=long_date(day)),
            field="source",
        )


def _refuse_account(account: Account, on: date) -> None:
    day, short = lowest(account.book_id, Among(account=account), on, credit_side=False)
    if short < 0:
        words = _(
            "There would be %(short)s baht too little in “%(account)s” on %(day)s. "
            "Look at the amount and the day, or enter first what came in."
        )
        raise Refused(
            "money_short",
            filled(words, account=account.name, short=_shown(short), day=long_date(day)),
            field="amount",
        )


def _refuse_unclear(account: Account, on: date) -> None:
    """Money of unknown owners can be put to nobody that never came in, or whose coming is taken back."""
    if lowest(account.book_id, Among(account=account), on, credit_side=True)[1] < 0:
        raise Refused(
            "unclear_short",
            _(
                "More unknown money would have found its owner than came in. Take back first what was put to its owner."
            ),
        )


def _shown(short: int) -> str:
    return f"{money.baht(-short):,.2f}"


def lowest(book: int, among: Among, on: date, *, credit_side: bool) -> tuple[date, int]:
    """The day from `on` on with the lowest balance of some accounts' postings, and that balance in satang."""
    sign = -1 if credit_side else 1
    month = month_of(on)
    balance = sign * left_before(book, month, among)
    days = day_by_day(book, month, among)
    return _lowest_of([(day, sign * change) for day, change in days], on, balance)


def _lowest_of(changes: Sequence[tuple[date, int]], on: date, balance: int) -> tuple[date, int]:
    worst: tuple[date, int] | None = None
    for day, change in changes:
        balance += change
        if day >= on and (worst is None or balance < worst[1]):
            worst = (day, balance)
    return worst or (on, balance)
