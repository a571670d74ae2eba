"""No source of money, money account or keeper of cash is below nothing on any day from an entry's day on.

A back-dated entry may be lawful on its own day and still take what a later day had spent: so each day from then
on is looked at. What only adds is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.ledger.models import Account, Book
from khabuan.ledger.queries.sums import Among, day_by_day, held_before, held_by_day, left_before
from khabuan.ledger.rules.drafts import Leg
from khabuan.ledger.rules.words import MONEY_ROLES, NOMINAL, AccountRole, MoneySource
from khabuan.ledger.rules.years import month_of


def require(book: Book, on: date, legs: Sequence[tuple[Account, Leg]]) -> None:
    """Refused where a source, a money account or somebody's cash that these legs take from would be below nothing."""
    taken: Counter[MoneySource] = Counter()
    accounts: Counter[Account] = Counter()
    for account, leg in legs:
        if leg.source is not None:
            taken[leg.source] += leg.credit - leg.debit
        elif account.role in MONEY_ROLES:
            accounts[account] += leg.debit - leg.credit
        elif account.role == AccountRole.UNCLEAR and leg.debit:
            _refuse_unclear(account, on)
    for source, change in taken.items():
        if change < 0:
            _refuse_source(book, source, on, -change)
    for account, change in accounts.items():
        if change < 0:
            _refuse_account(account, on, -change)
    for account, party in _keepers(legs):
        _refuse_held(book, account, party, on)


def _keepers(legs: Iterable[tuple[Account, Leg]]) -> list[tuple[Account, int]]:
    """Collectors from whose cash these legs take more than they give: the account and the party."""
    held: Counter[tuple[Account, int]] = Counter()
    for account, leg in legs:
        if account.role == AccountRole.COLLECTORS:
            for line in leg.lines:
                held[account, line.party] += line.satang
    return [keeper for keeper, change in held.items() if change < 0]


def _refuse_held(book: Book, account: Account, party: int, on: date) -> None:
    """What one collector has is not another's: each is looked at alone."""
    found = lowest_held(book, account, party, on)
    if found.satang < 0:
        words = _(
            "This collector would have %(short)s baht less than nothing on %(day)s. Look at the amount and the day, or "
            "enter first what was collected."
        )
        raise Refused(
            "held_short", filled(words, short=_shown(-found.satang), day=long_date(found.day)), field="amount"
        )


def _refuse_source(book: Book, source: MoneySource, on: date, taken: int) -> None:
    found = lowest(book.pk, Among(kinds=NOMINAL, source=source), on, credit_side=True)
    if found.satang < 0:
        raise Refused("source_short", _short_words(gettext(source.label), found, on, taken), field="source")


def _refuse_account(account: Account, on: date, taken: int) -> None:
    found = lowest(account.book_id, Among(account=account), on, credit_side=False)
    if found.satang < 0:
        words = _(
            "There would be %(short)s baht too little in “%(account)s” on %(day)s. "
            "Look at the amount and the day, or enter first what came in."
        )
        raise Refused(
            "money_short",
            filled(words, account=account.name, short=_shown(-found.satang), day=long_date(found.day)),
            field="amount",
        )


def _refuse_unclear(account: Account, on: date) -> None:
    """Money of unknown owners can be put to nobody that never came in, or whose coming is taken back."""
    if lowest(account.book_id, Among(account=account), on, credit_side=True).satang < 0:
        raise Refused(
            "unclear_short",
            _(
                "More unknown money would have found its owner than came in. Take back first what was put to its owner."
            ),
        )


def _short_words(source: str, found: Lowest, on: date, taken: int) -> str:
    """What the source has on the day, what of it later days leave, and what is missing. `taken`: satang."""
    facts = {
        "source": source, "short": _shown(-found.satang), "has": _shown(found.at_first + taken), "on": long_date(on),
        "left": _shown(found.satang + taken), "day": long_date(found.day),
    }  # fmt: skip
    if found.day == on:
        words = _(
            "The source “%(source)s” has %(has)s baht on %(on)s: %(short)s baht are missing. "
            "Take it from another source, or enter first what came in."
        )
    else:
        words = _(
            "The source “%(source)s” has %(has)s baht on %(on)s, but what was entered after that leaves %(left)s of it "
            "on %(day)s: %(short)s baht are missing. Take it from another source, or enter first what came in."
        )
    return filled(words, **facts)


def _shown(satang: int) -> str:
    return f"{money.baht(satang):,.2f}"


@dataclass(frozen=True)
class Lowest:
    """The day on which a balance is lowest, that balance, and the one at the end of the first day (satang)."""

    day: date
    satang: int
    at_first: int


def lowest(book: int, among: Among, on: date, *, credit_side: bool) -> Lowest:
    """Where the balance of some accounts' postings is lowest from `on` on."""
    sign = -1 if credit_side else 1
    month = month_of(on)
    balance = sign * left_before(book, month, among)
    days = day_by_day(book, month, among)
    return _lowest_of([(day, sign * change) for day, change in days], on, balance)


def lowest_held(book: Book, account: Account, party: int, on: date) -> Lowest:
    """Where the cash that somebody keeps in an account is lowest from `on` on."""
    year = book.years.of(on)
    days = held_by_day(account, party, book.years.start(year))
    return _lowest_of(days, on, held_before(book, party, year))


def _lowest_of(changes: Sequence[tuple[date, int]], on: date, balance: int) -> Lowest:
    """`changes`: one of each day that has any, in order; the balance before them all."""
    at_first = balance + sum(change for day, change in changes if day <= on)
    worst, so_far = Lowest(on, at_first, at_first), at_first
    for day, change in changes:
        if day > on:
            so_far += change
            if so_far < worst.satang:
                worst = Lowest(day, so_far, at_first)
    return worst
