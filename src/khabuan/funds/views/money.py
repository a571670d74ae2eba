"""A fund's everyday money: where it is, and each act in two steps: filled in, then shown what it will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.funds import money_words as said
from khabuan.funds.actions import money as actions
from khabuan.funds.forms import money as forms
from khabuan.funds.models import Fund, Voucher
from khabuan.funds.printing_money import issue_voucher
from khabuan.funds.queries import money as queries
from khabuan.funds.queries.members import member_of
from khabuan.funds.rules.words import PAID_OUT, VoucherAct
from khabuan.funds.views.funds import fund_here, may_of
from khabuan.ledger.queries import sources
from khabuan.ledger.queries.signing import sign_of, waiting_of
from khabuan.ledger.rules.words import MoneySource
from khabuan.places.here import stand_at
from khabuan.places.views.asking import ask_first
from khabuan.registry.views.people import require_reader

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """One act of money as a page: its words, what it does and what it will do."""

    title: str
    button: str
    act: Callable[..., Voucher]
    effects: Callable[[Fund, Mapping[str, Any]], Sequence[str]]
    lead: str = ""


def overview(request: Request, pk: int) -> HttpResponse:
    """Where the fund's money is, what waits, and the vouchers."""
    require_reader(request, "funds.voucher")
    fund = fund_here(request, pk)
    today = clock.today()
    page = Paginator(queries.vouchers_of(request.actor, fund), PAGE).get_page(request.GET.get("page"))
    gauge = queries.management_of(fund, today)
    by_source = sources(fund.book)
    context = {
        "fund": fund, "page": page, "places": queries.balances_of(fund),
        "sources": [(_(one.source.label), one) for one in by_source],
        "gauge": gauge, "gauge_words": said.management_words(gauge),
        "over_words": said.allowed_words(fund, gauge, today) if gauge.left < 0 else "",
        "unclear": queries.unclear_of(fund), "waiting": waiting_of(fund.book)[:20],
        "old": next((one.left for one in by_source if one.source == MoneySource.UNASSIGNED), money.NOTHING),
        "may": may_of(request.actor, fund.node), "reversed": queries.reversed_among(list(page)),
    }  # fmt: skip
    return show(request, "funds/money.html", context)


def pay(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.record_payment")
    form = _form(request, forms.PaymentForm, fund)
    asked = Asked(_("Payment"), _("Record the payment"), actions.record_payment, said.paid_words)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def benefit(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.record_benefit")
    form = _form(request, forms.BenefitForm, fund, member=request.GET.get("member", ""))
    asked = Asked(_("Benefit paid"), _("Record the benefit"), actions.record_benefit, said.paid_words)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def receive(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.record_receipt")
    form = _form(request, forms.ReceiptForm, fund)
    lead = _(
        "Matching of the state, local government, donations, interest. Members pay on a collection sheet."
    )
    asked = Asked(_("Money in"), _("Record the money"), actions.record_receipt, said.received_words, lead)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def move(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.move_money")
    form = _form(request, forms.MoveForm, fund)
    asked = Asked(_("Move money"), _("Record the move"), actions.move_money, said.move_words)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def unclear(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.record_unclear")
    form = _form(request, forms.UnclearForm, fund)
    lead = _(
        "Money in the bank of which nobody knows whose it is. It is put to its owner when that is known."
    )
    asked = Asked(_("Unknown money"), _("Record the money"), actions.record_unclear, said.unclear_words, lead)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def divide(request: Request, pk: int) -> HttpResponse:
    fund = fund_here(request, pk, "funds.divide_old_money")
    form = _form(request, forms.DivideForm, fund)

    def act(**facts: Any) -> Voucher:  # noqa: ANN401 - the form's cleaned data
        kept = {name: value for name, value in facts.items() if not name.startswith("share_")}
        return actions.divide_old_money(**kept, shares=form.shares)

    lead = _(
        "Money from before the books that belongs to no source yet. A resolution says how much each source gets."
    )
    asked = Asked(_("Divide old money"), _("Divide it like this"), act, said.divided_words, lead)
    return _in_two_steps(request, fund, form, asked, {"fund": fund})


def give_back(request: Request, pk: int) -> HttpResponse:
    """Dues that were taken for days after a member's death or leaving."""
    member = member_of(request.actor, pk)
    fund = fund_here(request, member.fund_id, "funds.give_back")
    lines = queries.dues_to_return(member)
    if not lines and request.method == "GET":
        toast(request, _("Nothing is left to give back to this member."))
        return redirect(member)
    total = money.baht(-sum(line.satang for line in lines))
    told = [(line.from_on, line.to_on, money.baht(-line.satang)) for line in lines]
    form = _form(request, forms.GiveBackForm, fund)

    def effects(_fund: Fund, facts: Mapping[str, Any]) -> list[str]:
        account = {"amount": total, "account": facts["out_of"], "source": MoneySource.MEMBERS}
        return said.paid_words(fund, {**facts, **account})

    lead = _("Member %(number)s, %(person)s: dues for days after the last day come to %(total)s baht") % {
        "number": member.number, "person": member.person, "total": f"{total:,.2f}",
    }  # fmt: skip
    asked = Asked(_("Give dues back"), _("Give the dues back"), actions.give_back, effects, lead)
    return _in_two_steps(request, fund, form, asked, {"member": member}, lines=told)


def clear(request: Request, pk: int) -> HttpResponse:
    """Say whose unknown money was."""
    voucher = queries.voucher_of(request.actor, pk)
    fund = fund_here(request, voucher.fund_id, "funds.clear_unclear")
    left = next((one.left for one in queries.unclear_of(fund, voucher)), None)
    if voucher.act != VoucherAct.UNCLEAR or (left is None and request.method == "GET"):
        raise OutOfArea(f"nothing to clear {pk}")
    form = _form(request, forms.ClearForm, fund, amount=left)
    lead = _("%(what)s: %(left)s baht are left to clear") % {
        "what": voucher.what,
        "left": f"{left or 0:,.2f}",
    }
    asked = Asked(
        _("Whose money was it?"), _("Put it to its owner"), actions.clear_unclear, said.cleared_words, lead
    )
    return _in_two_steps(request, fund, form, asked, {"voucher": voucher})


def voucher(request: Request, pk: int) -> HttpResponse:
    """One voucher: as its paper has it, its entry, who else signed. POST prints it."""
    row = queries.voucher_of(request.actor, pk)
    stand_at(request, row.fund.organisation.area)
    if request.method == "POST":
        printed = issue_voucher(request.actor, row)
        headers = {"Content-Disposition": f'inline; filename="voucher-{row.pk}.pdf"'}
        return HttpResponse(printed.content, content_type="application/pdf", headers=headers)
    context = {
        "row": row, "fund": row.fund, "words": said.amount_words(row.amount), "is_reversed": queries.is_reversed(row),
        "sign": sign_of(row.fund.book, row.get_absolute_url()), "is_paid": row.act in PAID_OUT,
        "may_reverse": policy.may(request.actor, "ledger.reverse", row.node),
        "form": django_forms.Form(),
    }  # fmt: skip
    return show(request, "funds/voucher.html", context)


def _form(request: Request, kind: type[forms.FundForm], fund: Fund, **initial: Any) -> Any:  # noqa: ANN401 - its kind
    initial |= {"resolution": request.GET.get("resolution", "")}
    return kind(typed(request), actor=request.actor, fund=fund, back=request.path, initial=initial)


def _in_two_steps(
    request: Request, fund: Fund, form: forms.FundForm, asked: Asked, facts: Mapping[str, Any], **more: object
) -> HttpResponse:
    """Filled in, it is rehearsed and shown with what it will do; agreed to, it is done. Without JavaScript.

    What a rule forbids, such as a source with too little money, is told by the form before anything is agreed to.
    """
    context = {
        "form": form,
        "fund": fund,
        "asked": asked,
        "back_url": reverse("fund-paying", args=[fund.pk]),
        **more,
    }
    if "sure" in request.POST and "again" not in request.POST:
        key = once(request)
        made = attempt(form, asked.act, actor=request.actor, client_key=key, **facts)
        if made is not None:
            words = _("%(what)s: %(amount)s baht are in the books.")
            toast(request, words % {"what": asked.title, "amount": f"{made.amount:,.2f}"})
            return redirect(made)
    elif "again" not in request.POST and form.is_valid():
        will = asked.effects(fund, form.cleaned_data)
        question = ask_first(request, form, asked.act, lambda _made: will, actor=request.actor, **facts)
        if question is not None:
            context |= {
                "will": question.will, "client_key": question.client_key,
                "carried": [pair for pair in request.POST.items() if pair[0] != "csrfmiddlewaretoken"],
            }  # fmt: skip
            return show(request, "funds/money_sure.html", context)
    elif "again" in request.POST:
        return show(request, "funds/money_act.html", context, status=200)
    return show(request, "funds/money_act.html", context)
