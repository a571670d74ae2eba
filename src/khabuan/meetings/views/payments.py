"""Travel and meals of those who came: lists made, printed to be signed, taken out as a sheet for vouchers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.meetings.actions import payments as actions
from khabuan.meetings.forms import payments as forms
from khabuan.meetings.models import PayList
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.payments import pay_list_paper, pay_list_sheet
from khabuan.meetings.queries import payments as queries
from khabuan.meetings.rules.payments import totals_of
from khabuan.meetings.views.meetings import may_of, meeting_here, to_act_on
from khabuan.papers.answers import docx, pdf
from khabuan.papers.models import IssuedDocument
from khabuan.places.here import stand_at

PRINT = "papers.issue_document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pay_lists(request: Request, pk: int) -> HttpResponse:
    """The lists of a meeting with what each comes to."""
    row = meeting_here(request, pk)
    context = {
        "row": row, "body": row.organisation, "lists": queries.lists_of(request.actor, row),
        "heads": len(queries.heads_of(row)), "may": may_of(request, row.node),
    }  # fmt: skip
    return show(request, "meetings/pay_lists.html", context)


def add(request: Request, pk: int) -> HttpResponse:
    """A new list; the same sums for everybody can be put in first (`?travel=&meals=`)."""
    row = to_act_on(request, pk, "meetings.make_pay_list")
    heads, everybody, client_key = queries.heads_of(row), forms.AllForm(request.GET), once(request)
    form = forms.PayListForm(typed(request), heads=heads, lines={}, all_of=everybody.sums)
    facts = {"actor": request.actor, "meeting": row, "client_key": client_key}
    made = attempt(form, actions.make_pay_list, **facts)
    if made is not None:
        toast(request, _("The list is made. Print it and have it signed."))
        return redirect(made)
    context = {
        "form": form, "row": row, "body": row.organisation, "client_key": client_key, "everybody": everybody,
    }  # fmt: skip
    return show(request, "meetings/pay_list_form.html", context)


def pay_list(request: Request, pk: int) -> HttpResponse:
    """One list: its sums; by its button as PDF to be signed, or as a file for Word or for a spreadsheet."""
    found = _list(request, pk)
    facts = queries.pay_list_facts(request.actor, found)
    wanted = request.GET.get("as", "")
    if request.method == "POST" or wanted:
        policy.require(request.actor, PRINT, found.node)
        if found.withdrawn_on:
            raise Refused("withdrawn", _("This list is withdrawn. It is not printed any more."))
        with override("th"):
            paper = pay_list_paper(facts)
        name = paper.title.replace("/", "-")
        if wanted == "docx":
            return docx(word_file(request.actor, paper), name)
        if wanted == "xlsx":
            headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or ""}
            return HttpResponse(pay_list_sheet(facts.lines), content_type=XLSX, headers=headers)
        kind = IssuedDocument.Kind.PAY_LIST
        return pdf(issue_paper(request.actor, found.meeting.organisation, paper, kind=kind), name)
    context = {
        "found": found, "row": found.meeting, "body": found.meeting.organisation, "facts": facts,
        "totals": totals_of(facts.lines), "may": may_of(request, found.node),
    }  # fmt: skip
    return show(request, "meetings/pay_list.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """Sums put right."""
    found = _list(request, pk)
    policy.require(request.actor, "meetings.correct_pay_list", found.node)
    given = {name: getattr(found, name) for name in ("paid_from", "payer_words", "checker_words")}
    form = forms.PayListForm(
        typed(request), heads=queries.heads_of(found.meeting), lines=queries.lines_of(request.actor, found),
        all_of=forms.AllForm({}).sums, initial=given,
    )  # fmt: skip
    if attempt(form, actions.correct_pay_list, actor=request.actor, pay_list=found):
        toast(request, _("The list is corrected. Print it anew."))
        return redirect(found)
    context = {"form": form, "row": found.meeting, "body": found.meeting.organisation, "found": found}
    return show(request, "meetings/pay_list_form.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens."""
    found = _list(request, pk)
    policy.require(request.actor, "meetings.withdraw_pay_list", found.node)
    form = forms.WithdrawForm(typed(request))
    if attempt(form, actions.withdraw_pay_list, actor=request.actor, pay_list=found):
        toast(request, _("The list is withdrawn."))
        return redirect("meeting-pay", pk=found.meeting_id)
    context = {"form": form, "row": found.meeting, "body": found.meeting.organisation, "found": found}
    return show(request, "meetings/pay_list_withdraw.html", context)


def _list(request: Request, pk: int) -> PayList:
    found = queries.pay_list_of(request.actor, pk)
    stand_at(request, found.meeting.organisation.area)
    return found
