"""Reads for an old fund's cut-over: where money may stand, and what was counted."""

from __future__ import annotations

from dataclasses import dataclass

from khabuan.access.actor import Actor
from khabuan.funds.models import BankAccount, CutOver, Fund
from khabuan.ledger.models import Account
from khabuan.ledger.rules.words import AccountRole
from khabuan.registry.models import Organisation


@dataclass(frozen=True)
class Places:
    """Where the money of a fund may stand on the cut-over day: bank accounts with their names, centres."""

    accounts: list[tuple[Account, str]]
    centres: list[Organisation]


def places_of(actor: Actor, fund: Fund) -> Places:
    """Three queries."""
    roles = (AccountRole.BANK, AccountRole.INVESTMENT)
    accounts = Account.objects.visible_to(actor).filter(
        book=fund.book_id, role__in=roles, closed_on__isnull=True
    )
    named = {
        one.account_id: " ".join(filter(None, (one.bank, one.shown)))
        for one in BankAccount.objects.visible_to(actor).filter(fund=fund)
    }
    centres = Organisation.objects.visible_to(actor).filter(
        parent=fund.organisation_id, ended_on__isnull=True
    )
    return Places(
        [(one, named.get(one.pk, one.name)) for one in accounts.order_by("code")],
        list(centres.order_by("sort_key", "pk")),
    )


def cut_over_of(actor: Actor, fund: Fund) -> CutOver | None:
    found: CutOver | None = (
        CutOver.objects.visible_to(actor).filter(fund=fund, given_up_on__isnull=True).order_by("pk").last()
    )
    return found
