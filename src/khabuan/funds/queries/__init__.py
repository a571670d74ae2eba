"""Reads of funds: the regulation in force, members with what they have paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from khabuan.access.actor import Actor
from khabuan.core import clock, sql
from khabuan.funds.models import Fund, FundRule, Member
from khabuan.funds.rules.dues import paid_to
from khabuan.funds.rules.regulation import Regulation, RuleValue, regulation_in, values_on, years_of
from khabuan.funds.rules.words import FundKey
from khabuan.ledger.models import PartyYear
from khabuan.ledger.rules.words import LineKind
from khabuan.ledger.rules.years import Years
from khabuan.rules.queries import rules_for


def funds_of(actor: Actor) -> QuerySet[Fund]:
    return Fund.objects.visible_to(actor).select_related("organisation", "organisation__area", "book")


def rules_standing() -> QuerySet[FundRule]:
    """Values of regulations that were not taken back."""
    rows: QuerySet[FundRule] = FundRule.everywhere.filter(taken_back_on__isnull=True)
    return rows


def year_values(fund: Fund) -> list[RuleValue]:
    """Which year the fund's books keep from which day on, in order; the first is what they opened with."""
    rows = rules_standing().filter(fund=fund, key=FundKey.YEAR).order_by("since")
    return [RuleValue(FundKey.YEAR, value, since) for value, since in rows.values_list("value", "since")]


def funds_of_other_years() -> list[Fund]:
    """Funds whose book does not keep the years that their regulation says: none, the books are sound."""
    rows = rules_standing().filter(key=FundKey.YEAR).order_by("since")
    said: dict[int, list[RuleValue]] = {}
    for key, value, since in rows.values_list("fund_id", "value", "since"):
        said.setdefault(key, []).append(RuleValue(FundKey.YEAR, value, since))
    return [
        fund
        for fund in funds_of(Actor.system("check")).order_by("pk")
        if _years_said(said.get(fund.pk, [])) != fund.book.years
    ]


def _years_said(values: list[RuleValue]) -> Years | None:
    try:
        return years_of(values)
    except ValueError:  # no value, one that is none, or a day on which no year begins
        return None


def regulation_of(fund: Fund, on: date | None = None) -> Regulation:
    """The regulation that holds for a fund on a day: its own rules, else custom. Two queries at most."""
    return regulation_in(values_of(fund, FundKey, on or clock.today()))


_OWN_RULES = "SELECT key, value, since FROM funds_fundrule WHERE taken_back_on IS NULL AND fund_id = %s AND key IN ({keys})"


def values_of(fund: Fund, keys: Iterable[FundKey], on: date) -> dict[FundKey, str]:
    """Some values of a fund's regulation on a day. Custom is asked only where the fund says nothing itself."""
    wanted = tuple(keys)
    own = sql.ask(_OWN_RULES.format(keys=", ".join(["%s"] * len(wanted))), fund.pk, *wanted)
    said = values_on([RuleValue(FundKey(key), value, since) for key, value, since in own], on)
    if silent := [key for key in wanted if key not in said]:
        custom = rules_for(Actor.system(), [f"fund.{key}" for key in silent], on=on)
        said |= {key: str(row.value) for key in silent if (row := custom[f"fund.{key}"]) is not None}
    return said


def days_paid(members: list[int]) -> dict[int, int]:
    """Party → days of contributions in the books, for some parties. One query."""
    rows = PartyYear.objects.filter(party__in=members, kind=LineKind.CONTRIBUTION)
    return {row["party"]: row["days"] for row in rows.values("party").annotate(days=Coalesce(Sum("days"), 0))}


def paid_up_to(members: list[Member]) -> dict[int, date]:
    """Member → the day up to which is paid, for members whose base day is known. One query."""
    days = days_paid([one.party_id for one in members if one.party_id])
    return {
        one.pk: paid_to(one.paid_base_on, days.get(one.party_id or 0, 0))
        for one in members
        if one.paid_base_on
    }
