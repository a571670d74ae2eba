"""A collecting desk: the cash that is there now, sheets begun and closed, the way of the cash to the bank."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.funds.actions import handing_over as handing
from khabuan.funds.actions.setting_up import fund_at
from khabuan.funds.actions.sheets import open_sheet
from khabuan.funds.forms.collecting import HandOverForm, OpenSheetForm, PayInForm, SettleForm
from khabuan.funds.models import BankAccount, CollectionSheet, Fund
from khabuan.funds.queries.cash import cash_at_desks, cash_of_treasurer, sheets_of
from khabuan.papers.queries.numbers import open_books
from khabuan.papers.rules import NumberKind
from khabuan.places.here import stand_at
from khabuan.registry.models import Organisation

PAGE = 30


def desk_here(request: Request, pk: int, action: str = "") -> tuple[Organisation, Fund]:
    """A fund's body or a centre in sight, with the fund that collects there. 404 for bodies without."""
    body: Organisation | None = (
        Organisation.objects.visible_to(request.actor).filter(pk=pk).select_related("area", "parent").first()
    )
    if body is None:
        raise OutOfArea("desk")
    if not policy.may_read(request.actor.role, "funds.collectionsheet") or not request.actor.reaches(
        body.node
    ):
        policy.require(request.actor, action or "funds.open_sheet", body.node)
    if action:
        policy.require(request.actor, action, body.node)
    try:
        fund = fund_at(body)
    except Refused:
        raise OutOfArea("desk") from None
    stand_at(request, body.area)
    return body, fund


def desk(request: Request, pk: int) -> HttpResponse:
    """The cash now, in red what somebody has to ask about, and the sheets."""
    body, fund = desk_here(request, pk)
    is_fund = body.pk == fund.organisation_id
    desks = [one for one in cash_at_desks(request.actor, fund) if is_fund or one.body.pk == body.pk]
    rows = sheets_of(request.actor, fund, None if is_fund else body)
    context: dict[str, Any] = {
        "body": body, "fund": fund, "is_fund": is_fund, "desks": desks,
        "held": sum(one.held for one in desks), "collecting": sum(one.collecting for one in desks),
        "treasurer": cash_of_treasurer(fund) if is_fund else None,
        "reds": [one for one in desks if one.is_red or one.unsigned],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may": {
            name: policy.may(request.actor, f"funds.{name}", body.node)
            for name in ("open_sheet", "hand_over", "pay_in", "settle_difference")
        },
    }  # fmt: skip
    return show(request, "funds/desk.html", context)


def of_fund(request: Request, pk: int) -> HttpResponse:
    """The fund's own desk, from where all its centres are seen."""
    found: Fund | None = Fund.objects.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise OutOfArea("fund")
    return redirect("desk", pk=found.organisation_id)


def begin(request: Request, pk: int) -> HttpResponse:
    """Begin a sheet here."""
    body, fund = desk_here(request, pk, "funds.open_sheet")
    books = open_books(request.actor, body.node, NumberKind.RECEIPT)
    if body.pk != fund.organisation_id and not books:
        books = open_books(request.actor, fund.node, NumberKind.RECEIPT)
    known = (
        CollectionSheet.objects.visible_to(request.actor)
        .filter(place=body.node)
        .order_by("-on", "-pk")
        .first()
    )
    initial = {"on": clock.today(), "collector": known.collector if known else ""}
    form = OpenSheetForm(typed(request), books=books, initial=initial)
    made = attempt(form, open_sheet, actor=request.actor, body=body)
    if made is not None:
        return redirect("sheet", pk=made.pk)
    return show(request, "funds/sheet_begin.html", {"form": form, "body": body, "books": books})


def hand_over(request: Request, pk: int) -> HttpResponse:
    """Take over the cash of a desk."""
    body, fund = desk_here(request, pk, "funds.hand_over")
    now = _now(request, body, fund)
    initial = {
        "on": clock.today(),
        "baht": now.held or "",
        "giver": now.collector,
        "taker": request.actor.title,
    }
    form = HandOverForm(typed(request), initial=initial)
    facts = {"actor": request.actor, "fund": fund, "centre": _centre(body, fund)}
    if attempt(form, handing.hand_over, **facts) is not None:
        toast(request, _("The cash is with the treasurer."))
        return redirect("desk", pk=fund.organisation_id)
    return show(request, "funds/hand_over.html", {"form": form, "body": body, "desk": now, "fund": fund})


def settle(request: Request, pk: int) -> HttpResponse:
    """Enter cash that is over or short with a collector."""
    body, fund = desk_here(request, pk, "funds.settle_difference")
    now = _now(request, body, fund)
    initial = {"direction": "over" if now.differs > 0 else "short", "baht": abs(now.differs) or ""}
    form = SettleForm(typed(request), initial=initial)
    if attempt(form, _settle, actor=request.actor, fund=fund, centre=_centre(body, fund)) is not None:
        toast(request, _("The difference is entered."))
        return redirect("desk", pk=fund.organisation_id)
    return show(request, "funds/desk_settle.html", {"form": form, "body": body, "desk": now, "fund": fund})


def _settle(*, direction: str, baht: Any, **facts: Any) -> Fund:  # noqa: ANN401 - facts of the action, passed on
    """On the form a difference has a direction, in the books a sign."""
    return handing.settle_difference(baht=baht if direction == "over" else -baht, **facts)


def pay_in(request: Request, pk: int) -> HttpResponse:
    """Write down cash that was paid into the bank."""
    body, fund = desk_here(request, pk, "funds.pay_in")
    if body.pk != fund.organisation_id:
        raise OutOfArea("desk")
    rows = BankAccount.objects.visible_to(request.actor).filter(fund=fund, until__isnull=True)
    accounts = list(rows.select_related("account").order_by("pk"))
    held = cash_of_treasurer(fund)
    initial = {"on": clock.today(), "baht": held or "", "giver": request.actor.title}
    form = PayInForm(typed(request), accounts=accounts, initial=initial)
    if attempt(form, handing.pay_in, actor=request.actor, fund=fund) is not None:
        toast(request, _("The money is in the bank."))
        return redirect("desk", pk=pk)
    return show(
        request, "funds/pay_in.html", {"form": form, "body": body, "held": held, "accounts": accounts}
    )


def _now(request: Request, body: Organisation, fund: Fund) -> Any:  # noqa: ANN401 - DeskCash, for the template
    return next(one for one in cash_at_desks(request.actor, fund) if one.body.pk == body.pk)


def _centre(body: Organisation, fund: Fund) -> Organisation | None:
    return None if body.pk == fund.organisation_id else body
