"""Cash counted by notes and coins, compared with the book; a difference is explained, and entered where it stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date, tidy
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.models import Account, CashCount
from khabuan.ledger.posting import post
from khabuan.ledger.queries import balance_of
from khabuan.ledger.rules.counting import PIECES, counted_satang
from khabuan.ledger.rules.drafts import Draft, Leg
from khabuan.ledger.rules.words import AccountRole, EntryKind, MoneySource
from khabuan.ledger.spending import Spending, refuse_use


@action("ledger.count_cash", on="account")
def count_cash(
    *, actor: Actor, account: Account, on: date, pieces: Mapping[str, int], counted_by: str, words: str = ""
) -> CashCount:
    """Write down what was counted. A difference needs its words; it is entered by `settle_count`, if at all."""
    if account.role != AccountRole.CASH:
        raise Refused("no_cash", _("Only cash is counted."))
    if on > clock.today():
        raise Refused(
            "future", _("This day has not come yet. Enter the day on which the money moved."), field="on"
        )
    if not tidy(counted_by):
        raise Refused("nobody", _("Write who counted the money."), field="counted_by")
    counted = money.baht(counted_satang(pieces))
    expected = balance_of(account, on=on)
    if counted != expected and not tidy(words):
        why = _(
            "%(counted)s baht were counted, the book has %(expected)s. Write what is known about the difference."
        )
        told = filled(why, counted=f"{counted:,.2f}", expected=f"{expected:,.2f}")
        raise Refused("unexplained", told, field="words")
    made: CashCount = add(
        CashCount, book=account.book, account=account, on=on, counted=counted, expected=expected,
        pieces={one: pieces[one] for one in PIECES if pieces.get(one)}, counted_by=tidy(counted_by)[:200],
        words=tidy(words)[:300],
    )  # fmt: skip
    return made


@action("ledger.settle_count", on="count", second_person=True)
def settle_count(*, actor: Actor, count: CashCount, source: str) -> CashCount:
    """Enter a difference that stays: missing money as an expense (5310), money too much as less of it.

    Refused: no difference, entered already, the book has moved since the count was written down, or a source whose
    money may not be used for what is missing.
    """
    difference: Decimal = count.difference
    if not difference:
        raise Refused("no_difference", _("The count and the book agree. There is nothing to enter."))
    if count.entry_id is not None:
        raise Refused("settled", _("This difference was entered already."))
    if balance_of(count.account, on=count.on) != count.expected:
        raise Refused(
            "moved",
            _("Entries of that day were added or taken back since the count. Count again, then enter it."),
        )
    satang = money.satang(difference)
    account = Account.everywhere.get(book=count.book, role=AccountRole.DIFFERENCE)
    if satang < 0:
        refuse_use(Spending(count.book, account, MoneySource(source), -satang, count.on))
    legs = [
        Leg(count.account.code, debit=max(satang, 0), credit=max(-satang, 0)),
        Leg(account.code, debit=max(-satang, 0), credit=max(satang, 0), source=MoneySource(source)),
    ]
    memo = f"เงินสด{'เกิน' if satang > 0 else 'ขาด'}จากการตรวจนับ {long_date(count.on)}: {count.words}"
    entry = post(count.book, Draft(EntryKind.ADJUSTMENT, memo, legs), on=count.on)
    change(count, entry=entry)
    ask_second_person(
        count.book, f"{memo} {abs(difference):,.2f} บาท", on=count.on, path=entry.get_absolute_url()
    )
    return count
