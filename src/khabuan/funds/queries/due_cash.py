"""What waits on the way of the cash: held too long by a collector, left open, not signed by a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from khabuan.access.actor import Actor
from khabuan.core.offers import Duty
from khabuan.core.parts.words import thai_date
from khabuan.funds.models import CollectionSheet, HandOver
from khabuan.funds.queries import rules_standing
from khabuan.funds.queries.cash import cash_by_desk, short_hand_overs, standing
from khabuan.funds.rules.regulation import RuleValue, values_on
from khabuan.funds.rules.words import FundKey, SecondSignature, SheetState
from khabuan.rules.queries import rules_for

_DESK = ("fund", "fund__organisation", "fund__organisation__name", "centre", "centre__name")


def _late(actor: Actor, today: date) -> list[dict[str, Any]]:
    """Desks whose collector holds cash longer than the fund's regulation lets, the longest first. Few queries."""
    rows = _posted(actor, today)
    waiting = rows.filter(hand_over__isnull=True).values(*_DESK)
    known = _by_desk(waiting.annotate(oldest=Min("on"), baht=Sum("total")))
    last = short_hand_overs(HandOver.objects.visible_to(actor))
    short = _by_desk(rows.filter(hand_over__in=last).values(*_DESK).annotate(oldest=Min("on")))
    funds = {fund for fund, _centre in (*known, *short)}
    if not funds:
        return []
    limits, held = _limits(list(funds), today), cash_by_desk(funds)
    for desk, row in short.items():
        # Sheets that went with less than the books had: the rest is still there, as old as they are.
        if held.get(desk, 0) > known.get(desk, {"baht": 0})["baht"]:
            known[desk] = row
    told = [
        {**row, "baht": held.get(desk, 0), "days": (today - row["oldest"]).days, "limit": limits[row["fund"]]}
        for desk, row in sorted(known.items(), key=lambda one: one[1]["oldest"])
    ]
    return [row for row in told if row["baht"] > 0 and row["days"] > row["limit"]]


def _by_desk(rows: Iterable[dict[str, Any]]) -> dict[tuple[int, int | None], dict[str, Any]]:
    return {(row["fund"], row["centre"]): row for row in rows}


def _posted(actor: Actor, today: date) -> QuerySet[CollectionSheet]:
    """Sheets of earlier days in the books, without those that were taken back."""
    rows = CollectionSheet.objects.visible_to(actor).filter(state=SheetState.POSTED, on__lt=today)
    return standing(rows)


def _limits(funds: list[int], today: date) -> dict[int, int]:
    custom = rules_for(Actor.system(), ["fund.cash_days"], on=today)["fund.cash_days"]
    said: dict[int, list[RuleValue]] = {}
    for one in rules_standing().filter(fund__in=funds, key=FundKey.CASH_DAYS):
        said.setdefault(one.fund_id, []).append(RuleValue(FundKey.CASH_DAYS, one.value, one.since))
    usual = str(custom.value) if custom is not None else "0"
    return {fund: int(values_on(said.get(fund, []), today).get(FundKey.CASH_DAYS, usual)) for fund in funds}


def cash_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("%(baht)s baht are with the collector of %(desk)s for %(days)d days")
            % {"baht": f"{row['baht']:,.0f}", "desk": _desk(row), "days": row["days"]},
            more=_("To be handed over within %(limit)d days · %(fund)s")
            % {"limit": row["limit"], "fund": row["fund__organisation__name"]},
            path=reverse("desk", args=[row["centre"] or row["fund__organisation"]]),
            act=_("See the cash"),
            state="wrong",
            kind="funds.cash",
            about=f"fund:{row['fund']}",
        )
        for row in _late(actor, today)[:limit]
    ]


def count_cash(actor: Actor, today: date) -> int:
    return len(_late(actor, today))


def _left_open(actor: Actor, today: date) -> Any:  # noqa: ANN401 - a query of sheets
    rows = CollectionSheet.objects.visible_to(actor).filter(state=SheetState.OPEN, on__lt=today)
    return rows.select_related("centre", "fund__organisation").order_by("on", "pk")


def open_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=_("The collection sheet of %(day)s is still open") % {"day": thai_date(sheet.on)},
            more=sheet.centre.name if sheet.centre else sheet.fund.organisation.name,
            path=sheet.get_absolute_url(),
            act=_("Count and close"),
            kind="funds.open",
            about=f"fund:{sheet.fund_id}",
        )
        for sheet in _left_open(actor, today)[:limit]
    ]


def count_open(actor: Actor, today: date) -> int:
    return int(_left_open(actor, today).count())


def _unsigned(actor: Actor, today: date) -> Any:  # noqa: ANN401 - counts of sheets by desk
    rows = _posted(actor, today).filter(signature=SecondSignature.NONE)
    return rows.values(*_DESK).annotate(n=Count("pk")).order_by("fund", "centre")


def unsigned_due(actor: Actor, today: date, limit: int) -> list[Duty]:
    return [
        Duty(
            what=ngettext(
                "%(n)d collection sheet has no second signature", "%(n)d collection sheets have no second signature",
                row["n"],
            ) % {"n": row["n"]},
            more=_desk(row),
            path=reverse("desk", args=[row["centre"] or row["fund__organisation"]]),
            act=_("Have them signed"),
            kind="funds.unsigned",
            about=f"fund:{row['fund']}",
        )
        for row in _unsigned(actor, today)[:limit]
    ]  # fmt: skip


def count_unsigned(actor: Actor, today: date) -> int:
    return int(_unsigned(actor, today).count())


def _desk(row: dict[str, Any]) -> str:
    return str(row["centre__name"] or row["fund__organisation__name"])


SOURCES = (
    ("funds.cash", cash_due, count_cash, gettext_lazy("Cash with collectors"), 12),
    ("funds.open", open_due, count_open, gettext_lazy("Collection sheets left open"), 13),
    ("funds.unsigned", unsigned_due, count_unsigned, gettext_lazy("Collection sheets to sign"), 14),
)
