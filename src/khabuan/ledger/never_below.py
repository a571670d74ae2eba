"""No source of money and no money account is below nothing on any day from an entry's day on.

A back-dated entry may be lawful on its own day and still take what a later day had spent: so each day from then
on is looked at. What only adds is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.ledger.models import Account, AccountMonth, Book, Posting
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
    which = Q(account__book=book, account__kind__in=NOMINAL, source=source)
    found = lowest(which, on, credit_side=True)
    if found[1] < 0:
        words = _(
            "The money of the source “%(source)s” would be %(short)s baht short on %(day)s. "
            "Take it from another source, or enter first what came in."
        )
        raise Refused(
            "source_short",
            filled(words, source=gettext(source.label), short=f"{-found[1]:,.2f}", day=long_date(found[0])),
            field="source",
        )


def _refuse_account(account: Account, on: date) -> None:
    found = lowest(Q(account=account), on, credit_side=False)
    if found[1] < 0:
        words = _(
            "There would be %(short)s baht too little in “%(account)s” on %(day)s. "
            "Look at the amount and the day, or enter first what came in."
        )
        raise Refused(
            "money_short",
            filled(words, account=account.name, short=f"{-found[1]:,.2f}", day=long_date(found[0])),
            field="amount",
        )


def _refuse_unclear(account: Account, on: date) -> None:
    """Money of unknown owners can be put to nobody that never came in, or whose coming is taken back."""
    if lowest(Q(account=account), on, credit_side=True)[1] < 0:
        raise Refused(
            "unclear_short",
            _(
                "More unknown money would have found its owner than came in. Take back first what was put to its owner."
            ),
        )


def lowest(which: Q, on: date, *, credit_side: bool) -> tuple[date, Decimal]:
    """The day from `on` on with the lowest balance of some accounts' postings, and that balance in baht."""
    sign = 1 if credit_side else -1
    balance = money.NOTHING
    month = month_of(on)
    before = AccountMonth.objects.filter(which, month__lt=month).aggregate(d=Sum("debit"), c=Sum("credit"))
    balance += sign * ((before["c"] or 0) - (before["d"] or 0))
    days = (
        Posting.everywhere.filter(which, entry__on__gte=month, entry__posted_at__isnull=False)
        .values("entry__on")
        .annotate(d=Sum("debit"), c=Sum("credit"))
        .order_by("entry__on")
    )
    return _lowest_of([(day["entry__on"], sign * (day["c"] - day["d"])) for day in days], on, balance)


def _lowest_of(changes: Sequence[tuple[date, Decimal]], on: date, balance: Decimal) -> tuple[date, Decimal]:
    worst: tuple[date, Decimal] | None = None
    for day, change in changes:
        balance += change
        if day >= on and (worst is None or balance < worst[1]):
            worst = (day, balance)
    return worst or (on, balance)
