"""A collecting desk: the cash that is there now, sheets begun and closed, the way of the cash to the bank."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.action import is_answered as was_answered
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.funds.actions import handing_over as handing
from khabuan.funds.actions.setting_up import fund_at
from khabuan.funds.actions.sheets import open_sheet
from khabuan.funds.forms.collecting import HandOverForm, OpenSheetForm, PayInForm, SettleForm
from khabuan.funds.models import BankAccount, CollectionSheet, Fund, HandOver
from khabuan.funds.printing_money import issue_slip
from khabuan.funds.queries.cash import (
    cash_at_desks,
    cash_of_treasurer,
    sheets_of,
    standing_totals,
    way_of_cash,
)
from khabuan.funds.rules.words import SheetState
from khabuan.ledger.queries.keeping import difference_account
from khabuan.ledger.rules.words import MoneySource
from khabuan.ledger.spending import Spending, told_over
from khabuan.papers.answers import pdf
from khabuan.papers.queries.numbers import open_books
from khabuan.papers.rules import NumberKind
from khabuan.places.here import stand_at
from khabuan.places.views.asking import ask_first, is_answered
from khabuan.registry.models import Organisation
from khabuan.seats.middleware import Request as SeatRequest

PAGE = 30
STEPS = 12  # of the way of the cash


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
    part, is_unsigned = None if is_fund else body, request.GET.get("show") == "unsigned"
    rows = sheets_of(request.actor, fund, part, is_unsigned=is_unsigned)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    standing = standing_totals(page)
    context: dict[str, Any] = {
        "body": body, "fund": fund, "is_fund": is_fund, "desks": desks,
        "held": sum(one.held for one in desks), "collecting": sum(one.collecting for one in desks),
        "treasurer": cash_of_treasurer(fund) if is_fund else None,
        "reds": [one for one in desks if one.is_red], "unsigned": sum(one.unsigned for one in desks),
        "own": desks[0] if len(desks) == 1 else None, "is_unsigned": is_unsigned,
        "way": way_of_cash(request.actor, fund, part)[:STEPS],
        "page": page, "sheets": [(one, standing.get(one.pk)) for one in page],
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


def begin(request: SeatRequest, pk: int) -> HttpResponse:
    """Begin a sheet here."""
    body, fund = desk_here(request, pk, "funds.open_sheet")
    books = open_books(request.actor, body.node, NumberKind.RECEIPT)
    if body.pk != fund.organisation_id and not books:
        books = open_books(request.actor, fund.node, NumberKind.RECEIPT)
    own = CollectionSheet.objects.visible_to(request.actor).filter(opened_by=request.actor.seat)
    known = own.order_by("-on", "-pk").first()
    initial = {"on": clock.today(), "collector": known.collector if known else request.user.name}
    form = OpenSheetForm(typed(request), books=books, initial=initial)
    made = attempt(form, open_sheet, actor=request.actor, body=body)
    if made is None and form.has_error(NON_FIELD_ERRORS, "open_already"):
        rows = CollectionSheet.objects.visible_to(request.actor).filter(
            place=body.node, state=SheetState.OPEN
        )
        made = rows.filter(on=form.cleaned_data["on"]).first()
    if made is not None:
        return redirect("sheet", pk=made.pk)
    return show(request, "funds/sheet_begin.html", {"form": form, "body": body, "books": books})


def hand_over(request: SeatRequest, pk: int) -> HttpResponse:
    """Take over the cash of a desk."""
    body, fund = desk_here(request, pk, "funds.hand_over")
    now = _now(request, body, fund)
    initial = {
        "on": clock.today(),
        "baht": now.held or "",
        "giver": now.collector,
        "taker": request.user.name,
    }
    form = HandOverForm(typed(request), initial=initial)
    key = once(request)
    facts = {"actor": request.actor, "fund": fund, "centre": _centre(body, fund), "client_key": key}
    if attempt(form, handing.hand_over, **facts) is not None:
        toast(request, _("The cash is with the treasurer."))
        return redirect("desk", pk=fund.organisation_id)
    context = {"form": form, "body": body, "desk": now, "fund": fund, "client_key": key}
    return show(request, "funds/hand_over.html", context)


@require_POST
def slip(request: Request, pk: int) -> HttpResponse:
    """Print the paper of a hand-over or deposit, which giver and taker sign."""
    rows = HandOver.objects.visible_to(request.actor).select_related(
        "fund__organisation__area", "centre__area", "bank_account", "entry"
    )
    found: HandOver | None = rows.filter(pk=pk).first()
    if found is None:
        raise OutOfArea("hand-over")
    return pdf(issue_slip(request.actor, found), _("Cash handed over %(day)s") % {"day": thai_date(found.on)})


def settle(request: Request, pk: int) -> HttpResponse:
    """Enter cash that is over or short with a collector."""
    body, fund = desk_here(request, pk, "funds.settle_difference")
    now = _now(request, body, fund)
    initial = {"direction": "over" if now.differs > 0 else "short", "baht": abs(now.differs) or ""}
    form = SettleForm(typed(request), initial=initial)
    key, facts = once(request), {"actor": request.actor, "fund": fund, "centre": _centre(body, fund)}
    question = None
    if form.is_valid() and not is_answered(request) and not was_answered(request.actor, key):
        told = form.cleaned_data
        is_short, on = told["direction"] == "short", told["on"]
        question = ask_first(
            request, form, _settle, lambda _done: _gone_over(fund, on) if is_short else [], **facts
        )
    if (question is None or not question.will) and attempt(
        form, _settle, client_key=key, **facts
    ) is not None:
        toast(request, _("The difference is entered."))
        return redirect("desk", pk=fund.organisation_id)
    context = {
        "form": form, "body": body, "desk": now, "fund": fund, "client_key": key,
        "question": question if question and question.will else None,
    }  # fmt: skip
    return show(request, "funds/desk_settle.html", context)


def _gone_over(fund: Fund, on: date) -> list[str]:
    """What missing cash, as it is entered, takes over its limit: a fact that is not refused, and said before."""
    account = difference_account(fund.book)
    return told_over(Spending(fund.book, account, MoneySource.MEMBERS, 0, on))


def _settle(*, direction: str, baht: Any, **facts: Any) -> Fund:  # noqa: ANN401 - facts of the action, passed on
    """On the form a difference has a direction, in the books a sign."""
    return handing.settle_difference(baht=baht if direction == "over" else -baht, **facts)


def pay_in(request: SeatRequest, pk: int) -> HttpResponse:
    """Write down cash that was paid into the bank."""
    body, fund = desk_here(request, pk, "funds.pay_in")
    if body.pk != fund.organisation_id:
        raise OutOfArea("desk")
    rows = BankAccount.objects.visible_to(request.actor).filter(fund=fund, until__isnull=True)
    accounts = list(rows.select_related("account").order_by("pk"))
    held = cash_of_treasurer(fund)
    initial = {"on": clock.today(), "baht": held or "", "giver": request.user.name}
    form = PayInForm(typed(request), accounts=accounts, initial=initial)
    key = once(request)
    if attempt(form, handing.pay_in, actor=request.actor, fund=fund, client_key=key) is not None:
        toast(request, _("The money is in the bank."))
        return redirect("desk", pk=pk)
    context = {"form": form, "body": body, "held": held, "accounts": accounts, "client_key": key}
    return show(request, "funds/pay_in.html", context)


def _now(request: Request, body: Organisation, fund: Fund) -> Any:  # noqa: ANN401 - DeskCash, for the template
    found = next((one for one in cash_at_desks(request.actor, fund) if one.body.pk == body.pk), None)
    if found is None:  # a centre that ended, with nothing left there
        raise OutOfArea("desk")
    return found


def _centre(body: Organisation, fund: Fund) -> Organisation | None:
    return None if body.pk == fund.organisation_id else body
