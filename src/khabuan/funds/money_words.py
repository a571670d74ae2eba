"""What an act with a fund's money will do, in sentences, before it happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.thai import baht_text
from khabuan.funds.models import Fund
from khabuan.funds.queries import money as queries
from khabuan.funds.rules.money import Management
from khabuan.ledger.models import Account
from khabuan.ledger.queries import balance_of, sources
from khabuan.ledger.rules.words import MoneySource, Use
from khabuan.ledger.spending import Spending
from khabuan.papers.queries.numbers import open_books
from khabuan.papers.rules import NumberKind


def amount_words(amount: Decimal) -> str:
    return _("%(amount)s baht (%(words)s)") % {"amount": f"{amount:,.2f}", "words": baht_text(amount)}


def moved_words(account: Account, change: Decimal, on: date) -> str:
    """ "Cash: 1,500.00 becomes 1,000.00"."""
    before = balance_of(account, on=on)
    facts = {"place": account.name, "before": f"{before:,.2f}", "after": f"{before + change:,.2f}"}
    return _("%(place)s: %(before)s becomes %(after)s baht") % facts


def source_words(fund: Fund, source: str, change: Decimal, on: date) -> str:
    left = next((one.left for one in sources(fund.book, until=on) if one.source == source), money.NOTHING)
    facts = {
        "source": _(MoneySource(source).label), "before": f"{left:,.2f}", "after": f"{left + change:,.2f}",
    }  # fmt: skip
    return _("Money of the source “%(source)s”: %(before)s becomes %(after)s baht") % facts


def management_words(gauge: Management, more: int = 0) -> str:
    facts = {
        "spent": f"{money.baht(gauge.spent + more):,.2f}", "most": f"{money.baht(gauge.most):,.2f}",
        "limit": f"{gauge.limit.normalize():f}",
    }  # fmt: skip
    return (
        _("Management of this year: %(spent)s of %(most)s baht (limit %(limit)s per cent of income)") % facts
    )


def over_words(spending: Spending) -> str:
    """How far over the regulation's limit management is by what is a fact already; "" while it is within."""
    gauge = (
        queries.management_in(spending.book, spending.on) if spending.account.use == Use.MANAGEMENT else None
    )
    if gauge is None or gauge.allows(spending.satang):
        return ""
    words = _(
        "Management is then %(over)s baht over the regulation's limit. No resolution allows what is missing: report it "
        "to the members' meeting."
    )
    return words % {"over": f"{money.baht(spending.satang - gauge.left):,.2f}"}


def allowed_words(fund: Fund, gauge: Management, on: date) -> str:
    """Of management that is over its limit: what a resolution allowed, and what none did."""
    told = [
        (_("%(resolution)s allows %(amount)s baht") if by else _("no resolution allows %(amount)s baht"))
        % {"resolution": by, "amount": f"{amount:,.2f}"}
        for by, amount in queries.gone_over(fund, gauge, on).items()
    ]
    over = f"{money.baht(-gauge.left):,.2f}"
    return _("%(over)s baht over the limit: %(told)s") % {"over": over, "told": ", ".join(told)}


def paid_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    """A payment or benefit: what leaves, from which source, its number, who else signs."""
    amount, account, on = facts["amount"], facts["account"], facts["on"]
    who = facts.get("who") or (facts["member"].person if facts.get("member") else "")
    told = [
        _("%(who)s receives %(amount)s") % {"who": who, "amount": amount_words(amount)},
        moved_words(facts["out_of"], -amount, on),
        source_words(fund, facts["source"], -amount, on),
    ]
    if account.use == Use.MANAGEMENT:
        gauge = queries.management_of(fund, on)
        told.append(management_words(gauge, money.satang(amount)))
        resolution = facts.get("resolution")
        if resolution and not gauge.allows(money.satang(amount)):
            words = _("That is over the regulation's limit, as %(resolution)s allows")
            told.append(words % {"resolution": resolution})
    return [
        *told,
        *number_words(fund),
        _("A second person is asked to sign; until then it is shown as not signed"),
    ]


def number_words(fund: Fund) -> list[str]:
    book = next(iter(open_books(Actor.system("voucher"), fund.node, NumberKind.VOUCHER)), None)
    if book is None:
        return [_("No number: the fund has no open book of payment vouchers")]
    return [_("The voucher gets number %(number)s") % {"number": book.text_of(book.next)}]


def received_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    amount, account, on = facts["amount"], facts["account"], facts["on"]
    source = account.source or MoneySource.OTHER
    return [
        _("%(kind)s: %(amount)s") % {"kind": account.name, "amount": amount_words(amount)},
        moved_words(facts["into"], amount, on),
        source_words(fund, source, amount, on),
    ]


def move_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    amount, on = facts["amount"], facts["on"]
    return [
        amount_words(amount),
        moved_words(facts["out_of"], -amount, on),
        moved_words(facts["into"], amount, on),
    ]


def unclear_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    amount = facts["amount"]
    return [
        amount_words(amount),
        moved_words(facts["into"], amount, facts["on"]),
        _("It belongs to no source until you say whose it is"),
    ]


def divided_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    on, shares = (
        facts["on"],
        {name[6:]: one for name, one in facts.items() if name.startswith("share_") and one},
    )
    total = sum(shares.values(), money.NOTHING)
    return [
        source_words(fund, MoneySource.UNASSIGNED, -total, on),
        *(source_words(fund, source, amount, on) for source, amount in shares.items()),
    ]


def cleared_words(fund: Fund, facts: Mapping[str, Any]) -> list[str]:
    amount, member, account = facts["amount"], facts.get("member"), facts.get("account")
    source = account.source or MoneySource.OTHER if account is not None else MoneySource.MEMBERS
    told = [amount_words(amount)]
    if member is not None:
        told.append(
            _("It is a contribution of member %(number)s, %(person)s")
            % {"number": member.number, "person": member.person}
        )
    return [*told, source_words(fund, source, amount, facts["on"])]
