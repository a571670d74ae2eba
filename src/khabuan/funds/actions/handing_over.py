"""The way of the cash: from the collector to the treasurer, from the treasurer into the bank, each step dated."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import short_date, tidy
from khabuan.funds import postings
from khabuan.funds.actions.amounts import amount_of
from khabuan.funds.actions.collecting import check_centre
from khabuan.funds.actions.setting_up import cash_of
from khabuan.funds.actions.sheets import enter_difference
from khabuan.funds.models import BankAccount, CollectionSheet, Fund, HandOver
from khabuan.funds.queries.cash import cash_of_treasurer, cash_to_give, standing
from khabuan.funds.rules.words import HandOverStep, SheetState
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.posting import post
from khabuan.registry.models import Organisation


@action("funds.hand_over", on="fund")
def hand_over(
    *, actor: Actor, fund: Fund, on: date, baht: Decimal, giver: str, taker: str,
    centre: Organisation | None = None, document: str = "", why: str = "",
) -> HandOver:  # fmt: skip
    """A collector hands cash to the treasurer: all sheets of the centre up to that day go with it.

    Less than what the books say of that day is taken with the reason; the rest stays with the collector, in red.
    Refused: nothing, more than the books say of that day, nobody named, a day to come.
    """
    check_centre(fund, centre)
    satang = amount_of(baht, "baht")
    desk = cash_of(fund, centre)
    held = cash_to_give(fund.book, desk, on)
    if baht > held:
        words = _(
            "By the books this collector can have handed over %(held)s baht on %(day)s. If there is more, look at the day, "
            "count again, or enter it as cash over first."
        )
        raise Refused("too_much", filled(words, held=f"{held:,.2f}", day=short_date(on)), field="baht")
    if baht < held and not is_reason(why):
        words = _("%(short)s baht of what the books say are not handed over. Write why, in a few words.")
        raise Refused("short", filled(words, short=f"{held - baht:,.2f}"), field="why")
    for name, value in (("giver", giver), ("taker", taker)):
        if not tidy(value):
            raise Refused("nobody", _("Write who gave the money and who took it."), field=name)
    memo = f"รับเงินส่งจาก {centre.name if centre else 'โต๊ะกองทุน'} {short_date(on)}"
    entry = post(fund.book, postings.hand_over(desk, satang, memo=memo, document=tidy(document)), on=on)
    made: HandOver = add(
        HandOver, fund=fund, step=HandOverStep.TREASURER, centre=centre, on=on, amount=baht, expected=held,
        giver=tidy(giver), taker=tidy(taker), document=tidy(document), note=tidy(why), entry=entry,
    )  # fmt: skip
    rows = CollectionSheet.everywhere.filter(
        fund=fund, centre=centre, state=SheetState.POSTED, hand_over__isnull=True, on__lte=on
    )
    note(sheets=standing(rows).update(hand_over=made))
    return made


@action("funds.pay_in", on="fund")
def pay_in(
    *, actor: Actor, fund: Fund, bank_account: BankAccount, on: date, baht: Decimal, giver: str,
    document: str = "",
) -> HandOver:  # fmt: skip
    """The treasurer pays cash into a bank account of the fund. Refused: more than the treasurer has."""
    if bank_account.fund_id != fund.pk:
        raise Refused("other_account", _("This is no account of the fund."), field="bank_account")
    satang = amount_of(baht, "baht")
    held = cash_of_treasurer(fund)
    if not tidy(giver):
        raise Refused("nobody", _("Write who took the money to the bank."), field="giver")
    memo = f"นำเงินสดฝากธนาคาร {bank_account} {short_date(on)}"
    draft = postings.deposit(bank_account.account.code, satang, memo=memo, document=tidy(document))
    entry = post(fund.book, draft, on=on)
    made: HandOver = add(
        HandOver, fund=fund, step=HandOverStep.BANK, bank_account=bank_account, on=on, amount=baht, expected=held,
        giver=tidy(giver), taker=bank_account.bank, document=tidy(document), entry=entry,
    )  # fmt: skip
    return made


@action("funds.settle_difference", on="fund", second_person=True)
def settle_difference(
    *, actor: Actor, fund: Fund, baht: Decimal, why: str, centre: Organisation | None = None,
    on: date | None = None,
) -> Fund:  # fmt: skip
    """Cash that is missing with a collector (negative) or over: entered as a difference, with the reason."""
    check_centre(fund, centre)
    if not is_reason(why):
        raise Refused("why", _("Write what you know about the difference, in a few words."), field="why")
    amount_of(abs(baht), "baht")
    day = on or clock.today()
    if day > clock.today():
        raise Refused("to_come", _("This day has not come yet. Check the year."), field="on")
    entry = enter_difference(fund, centre, baht, on=day, why=why)
    ask_second_person(fund.book, f"{entry.memo} {abs(baht):,.2f} บาท", on=day, path=entry.get_absolute_url())
    return fund
