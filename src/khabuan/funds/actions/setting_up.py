"""A fund begins to keep its books here: its book, its regulation, its desks."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.funds.models import CentreCash, Fund
from khabuan.ledger.actions import add_party, open_book
from khabuan.ledger.rules.words import BookKind, PartyKind
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind


@action("funds.open_fund", on="organisation")
def open_fund(
    *, actor: Actor, organisation: Organisation, opened_on: date, year_start_month: int = 10,
    started_on: date | None = None, is_old: bool = False,
) -> Fund:  # fmt: skip
    """Begin a fund's books on a day. An old fund (`is_old`) then brings in what it has by a cut-over."""
    if organisation.kind != OrganisationKind.FUND:
        raise Refused("no_fund", _("Only a community welfare fund keeps these books."))
    book = open_book(
        actor=actor, organisation=organisation, kind=BookKind.FUND, name=organisation.name, opened_on=opened_on,
        year_start_month=year_start_month,
    )  # fmt: skip
    fund: Fund = add(Fund, organisation=organisation, book=book, started_on=started_on, is_old=is_old)
    cash_of(fund, None)
    return fund


def cash_of(fund: Fund, centre: Organisation | None) -> CentreCash:
    """The party of a centre's (or the fund's own desk's) cash, made when it is first needed. In an action."""
    found: CentreCash | None = CentreCash.everywhere.filter(fund=fund, centre=centre).first()
    if found is not None:
        return found
    party = add_party(fund.book, PartyKind.CENTRE, centre.name if centre else fund.organisation.name)
    made: CentreCash = add(CentreCash, fund=fund, centre=centre, party=party)
    return made
