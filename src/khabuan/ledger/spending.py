"""What is asked before money is spent, in whichever book: what the source may be used for, and the body's own rules.

A source without a row in the dated rules may be used for anything. The bodies' apps register their guards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.scoping import Row
from khabuan.core import offers
from khabuan.core.errors import Refused
from khabuan.ledger.models import Account, Book
from khabuan.ledger.rules.words import MoneySource, Use
from khabuan.rules.queries import rule_for


@dataclass(frozen=True)
class Spending:
    """Money about to be spent: satang of a source on an expense account, dated `on`; the resolution that allows
    what the rules forbid, if there is one."""

    book: Book
    account: Account
    source: MoneySource
    satang: int
    on: date
    resolution: Row | None = None


def refuse_spending(spending: Spending) -> None:
    """Refused: the source may not be used for this, or a rule of the body forbids it."""
    refuse_use(spending)
    for guard in offers.spending_guards:
        guard.check(spending)


def told_over(spending: Spending) -> list[str]:
    """What money that is gone already goes over by the body's rules, for who enters it: a fact is not refused."""
    return [words for guard in offers.spending_guards if (words := guard.told(spending))]


def refuse_use(spending: Spending) -> None:
    """Refused: the dated rules do not let the source be used for this."""
    use = spending.account.use
    row = rule_for(
        Actor.system(), f"fund.source_uses.{spending.source}", node=spending.book.node, on=spending.on
    )
    if row is None or not use or use in row.as_items:
        return
    words = _(
        "Money of the source “%(source)s” may not be used for “%(use)s”, only for %(uses)s (rule: %(rule)s). "
        "Take the money from another source."
    )
    facts = {
        "source": gettext(spending.source.label), "use": gettext(Use(use).label),
        "uses": ", ".join(gettext(Use(one).label) for one in row.as_items if one in set(Use)),
        "rule": row.source,
    }  # fmt: skip
    raise Refused("source_use", str(words) % facts, field="source")
