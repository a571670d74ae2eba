"""How a sheet ends: the cash counted, the second signature, or given up; and many lines typed at once."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from khabuan.access.request import Request
from khabuan.core import money
from khabuan.core.errors import Refused
from khabuan.core.thai import to_arabic_digits
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.funds.actions import sheets as actions
from khabuan.funds.actions.correcting import sign_sheet
from khabuan.funds.actions.many import TypedLine, take_many
from khabuan.funds.forms.collecting import CountForm, DropForm, ManyForm, PaperSignForm, PinSignForm
from khabuan.funds.models import CollectionSheet
from khabuan.funds.queries.drafts import running_total
from khabuan.funds.queries.signing import signers_of
from khabuan.funds.rules.collecting import PaymentFault
from khabuan.funds.rules.words import SecondSignature, SheetState
from khabuan.funds.views.sheets import sheet_here, title_of
from khabuan.seats.entry import prove_pin
from khabuan.seats.middleware import Request as SeatRequest
from khabuan.seats.views.door import knock_of


def count(request: Request, pk: int) -> HttpResponse:
    """Count the cash, then close: where it differs, what becomes of that is asked before anything is saved.

    The button `sum` only adds up; with a script it is told while it is typed.
    """
    here = sheet_here(request, pk, "funds.close_sheet")
    if here.state != SheetState.OPEN:
        if request.method == "POST":
            toast(request, _("Somebody else has ended this sheet already. What you counted was not saved."))
        return redirect("sheet-record", pk=pk)
    form = CountForm(typed(request))
    is_sum = "sum" in request.POST
    closed = None if is_sum else attempt(form, actions.close_sheet, actor=request.actor, sheet=here)
    if closed is not None:
        toast(request, _("The sheet is saved in the books."))
        return redirect("sheet-record", pk=pk)
    total = running_total(here)
    counted = form.cleaned_data.get("counted") if form.is_bound and (not is_sum or form.is_valid()) else None
    context = {
        "form": CountForm(initial=dict(request.POST.items())) if counted is not None and is_sum else form,
        "sheet": here, "title": title_of(here), "total": total,
        "differs": counted is not None and counted != total.total, "counted": counted,
        "satang": money.satang(total.total),
    }  # fmt: skip
    return show(request, "funds/sheet_count.html", context)


def drop(request: Request, pk: int) -> HttpResponse:
    """Give up a sheet on which nothing was taken."""
    here = sheet_here(request, pk, "funds.drop_sheet")
    form = DropForm(typed(request))
    if attempt(form, actions.drop_sheet, actor=request.actor, sheet=here) is not None:
        toast(request, _("The sheet is given up. Nothing was taken on it."))
        return redirect("desk", pk=(here.centre or here.fund.organisation).pk)
    return show(request, "funds/sheet_drop.html", {"form": form, "sheet": here, "title": title_of(here)})


@sensitive_post_parameters("pin")
def sign(request: SeatRequest, pk: int) -> HttpResponse:
    """The second signature: a PIN on this device, one's own log-in, or the picture of the signed paper."""
    here = sheet_here(request, pk, "funds.sign_sheet")
    way = request.POST.get("way", "")
    users = signers_of(here, request.actor)
    pin = PinSignForm(request.POST if way == SecondSignature.PIN else None, users=users)
    paper = PaperSignForm(*((request.POST, request.FILES) if way == SecondSignature.PAPER else (None, None)))
    problem = ""
    try:
        if _signed(request, here, way, pin, paper):
            toast(request, _("The sheet is signed."))
            return redirect("sheet-record", pk=pk)
    except Refused as no:
        problem = str(no.message)
    context = {
        "sheet": here, "title": title_of(here), "pin": pin, "paper": paper, "users": users, "problem": problem,
        "may_sign": here.opened_by != request.actor.seat,
    }  # fmt: skip
    is_wrong = problem or pin.errors or paper.errors
    return show(request, "funds/sheet_sign.html", context, status=422 if is_wrong else 200)


def _signed(
    request: SeatRequest, here: CollectionSheet, way: str, pin: PinSignForm, paper: PaperSignForm
) -> CollectionSheet | None:
    facts: dict[str, Any] = {"actor": request.actor, "sheet": here, "way": way}
    if way == SecondSignature.LATER:
        return sign_sheet(**facts)
    if way == SecondSignature.PIN and pin.is_valid():
        # A wrong PIN is counted although nothing else is written: so it is proved before the action begins.
        return sign_sheet(
            **facts, proof=prove_pin(pin.cleaned_data["user"], pin.cleaned_data["pin"], knock_of(request))
        )
    if way == SecondSignature.PAPER and paper.is_valid():
        return sign_sheet(
            **facts, signed_by=paper.cleaned_data["signed_by"], files=paper.cleaned_data["photo"]
        )
    return None


def many(request: Request, pk: int) -> HttpResponse:
    """A paper sheet typed in afterwards: good lines are kept, what is wrong stays in the box with its reason."""
    here = sheet_here(request, pk, "funds.take_payment")
    form = ManyForm(typed(request))
    wrong: list[tuple[str, str]] = []
    is_far = False
    if form.is_valid():
        read, wrong = _read(form.cleaned_data["lines"])
        taken, refused = _take_many(request, here, form, read)
        wrong += [(line.text, str(no.message)) for line, no in refused]
        is_far = any(no.code == PaymentFault.FAR_AHEAD for _line, no in refused)
        if form.is_valid() and not wrong:
            return redirect("sheet", pk=pk)
        if taken:
            toast(request, _("%(count)d payments are on the sheet.") % {"count": taken})
        if form.is_valid():
            form = ManyForm(initial={"lines": "\n".join(text for text, _words in wrong)})
    context = {
        "form": form,
        "sheet": here,
        "title": title_of(here),
        "wrong": wrong,
        "is_far": is_far,
        "total": running_total(here),
    }
    return show(request, "funds/sheet_many.html", context, status=422 if wrong else None)


def _take_many(
    request: Request, here: CollectionSheet, form: ManyForm, lines: list[TypedLine]
) -> tuple[int, list[tuple[TypedLine, Refused]]]:
    """What was taken and what not. Where the sheet takes nothing any more, all that was typed stays in the box."""
    try:
        taken, refused = take_many(
            actor=request.actor, sheet=here, lines=lines, is_meant=form.cleaned_data["is_meant"]
        )
    except Refused as no:
        form.add_error(None, str(no.message))
        return 0, []
    return taken, refused


def _read(text: str) -> tuple[list[TypedLine], list[tuple[str, str]]]:
    """The lines as typed: number, baht, and a word for the entry fee."""
    read, wrong = [], []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        number, *rest = to_arabic_digits(line).replace(",", "").split()
        try:
            satang = money.satang(Decimal(rest[0]))
        except ValueError:
            wrong.append((line, _(PaymentFault.AMOUNT.label)))
            continue
        except (IndexError, InvalidOperation):
            wrong.append((line, _("Write the member's number and baht, like 0047 90.")))
            continue
        read.append(TypedLine(line, number, satang, is_fee=len(rest) > 1))
    return read, wrong
