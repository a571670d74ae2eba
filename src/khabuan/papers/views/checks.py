"""Is this paper ours, and do its figures stand as they were printed? For whoever holds the paper."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from khabuan.access.request import Request
from khabuan.core.web import show
from khabuan.papers.forms import CodeForm, ReceiptForm
from khabuan.papers.queries.documents import document_of, plain_code
from khabuan.papers.queries.receipts import ReceiptState, check_receipt


@login_not_required
def check(request: Request) -> HttpResponse:
    """Ask for the code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("paper-check", code=form.cleaned_data["code"])
    return show(
        request,
        "papers/check.html",
        {"form": form, "receipt_form": _receipt_form()},
        status=422 if form.is_bound else None,
    )


@login_not_required
def checked(request: Request, code: str) -> HttpResponse:
    """What was issued under a code; says plainly when there is no such paper."""
    found = document_of(request.actor, plain_code(code))
    context = {
        "form": CodeForm({"code": code}),
        "document": found,
        "code": code,
        "is_asked": True,
        "receipt_form": _receipt_form(),
    }
    return show(request, "papers/check.html", context, status=None if found else 404)


@login_not_required
def receipt(request: Request) -> HttpResponse:
    """Whether a receipt is ours, by its number and code: valid, void or unknown, and never whose it is."""
    form = _receipt_form(request.GET if "code" in request.GET or "number" in request.GET else None)
    answer = None
    if form.is_bound and form.is_valid():
        answer = check_receipt(form.cleaned_data["number"], form.cleaned_data["code"])
    context = {"form": CodeForm(), "receipt_form": form, "answer": answer}
    status = 422 if form.is_bound and answer is None else None
    if answer is not None and answer.state == ReceiptState.UNKNOWN:
        status = 404
    return show(request, "papers/check.html", context, status=status)


def _receipt_form(asked: QueryDict | None = None) -> ReceiptForm:
    """Its ids differ from those of the form beside it."""
    return ReceiptForm(asked, auto_id="receipt_%s")
