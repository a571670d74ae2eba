"""Reads for an old fund's cut-over: where money may stand, and what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Role
from khabuan.core.offers import Duty
from khabuan.funds.models import BankAccount, CutOver, Fund, MemberList
from khabuan.funds.rules.words import ListState
from khabuan.ledger.models import Account
from khabuan.ledger.rules.words import AccountRole
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind


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


def _without_books(actor: Actor) -> QuerySet[Organisation]:
    """The fund at which a treasurer or chair sits, as long as it keeps no books here: none for any other seat."""
    rows: QuerySet[Organisation] = Organisation.objects.visible_to(actor).filter(
        ~Exists(Fund.objects.visible_to(actor).filter(organisation=OuterRef("pk"))),
        node=actor.home if actor.role in (Role.TREASURER, Role.CHAIR) else "", kind=OrganisationKind.FUND,
    )  # fmt: skip
    return rows


def no_books_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("%(fund)s keeps no books here yet: begin them") % {"fund": body.name},
            more=_("Then come its regulation, its centres and its members."),
            path=reverse("fund-open", args=[body.pk]), act=_("Begin the books"), kind="funds.no_books",
            about=f"organisation:{body.pk}",
        )
        for body in _without_books(actor)[:limit]
    ]  # fmt: skip


def count_no_books(actor: Actor, today: date) -> int:
    return _without_books(actor).count()


def _not_live(actor: Actor) -> QuerySet[Fund]:
    """Old funds in sight whose books have not begun."""
    begun = CutOver.objects.visible_to(actor).filter(
        fund=OuterRef("pk"), entry__isnull=False, given_up_on__isnull=True
    )
    rows: QuerySet[Fund] = Fund.objects.visible_to(actor).filter(~Exists(begun), is_old=True)
    return rows.select_related("organisation").order_by("pk")


def not_live_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("The books of %(fund)s have not begun: count its money") % {"fund": fund.organisation.name},
            more=_("Until then nothing can be collected here."), path=reverse("cut-over", args=[fund.pk]),
            act=_("Count"), kind="funds.cut_over", about=f"fund:{fund.pk}",
        )
        for fund in _not_live(actor)[:limit]
    ]  # fmt: skip


def count_not_live(actor: Actor, today: date) -> int:
    return _not_live(actor).count()


def _waiting_lists(actor: Actor) -> QuerySet[MemberList]:
    states = (ListState.COLUMNS, ListState.REHEARSED)
    rows: QuerySet[MemberList] = MemberList.objects.visible_to(actor).filter(state__in=states)
    return rows.filter(by_seat=actor.seat_id or -1).order_by("-created_at")


def lists_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("The list of members “%(name)s” waits for you") % {"name": roll.file_name},
            more=_("It was rehearsed; nothing is saved yet."), path=roll.get_absolute_url(), act=_("Look at the result"),
            kind="funds.lists", about=f"fund:{roll.fund_id}",
        )
        for roll in _waiting_lists(actor)[:limit]
    ]  # fmt: skip


def count_lists(actor: Actor, today: date) -> int:
    return _waiting_lists(actor).count()
