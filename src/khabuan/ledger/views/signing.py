"""The second person: what waits for a name, and the page on which it is given."""

from __future__ import annotations

from django import forms as django_forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.files.queries import files_of
from khabuan.ledger import actions
from khabuan.ledger import forms_keeping as forms
from khabuan.ledger.queries import signing as queries
from khabuan.ledger.rules.words import SignState
from khabuan.ledger.views.keeping import book_to_keep
from khabuan.places.here import stand_at

PAGE = 50


def signatures(request: Request, pk: int) -> HttpResponse:
    """Acts with money that nobody else stands for yet, then those that somebody does."""
    book, _year = book_to_keep(request, pk)
    page = Paginator(queries.signed_of(book), PAGE).get_page(request.GET.get("page"))
    context = {"book": book, "waiting": queries.waiting_of(book)[:200], "page": page}
    return show(request, "ledger/signatures.html", context)


def countersign(request: Request, pk: int) -> HttpResponse:
    """Sign with the own log-in, say that it is not right, or keep the picture of the signed paper."""
    row = queries.countersign_of(request.actor, pk)
    stand_at(request, row.book.organisation.area)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    paper = forms.PaperSignForm(request.POST, request.FILES) if act == "paper" else forms.PaperSignForm()
    objection = forms.ReasonForm(request.POST) if act == "object" else forms.ReasonForm()
    plain = django_forms.Form(request.POST if act == "sign" else None)
    facts = {"actor": request.actor, "countersign": row}
    done = (
        attempt(plain, actions.sign_act, **facts)
        or attempt(paper, actions.sign_on_paper, **facts)
        or attempt(objection, actions.object_to_act, **facts)
    )
    if done is not None:
        toast(
            request,
            _("Your name stands beside it.") if act != "paper" else _("The signed paper is kept with it."),
        )
        return redirect("book-signatures", pk=row.book_id)
    may = policy.may(request.actor, "ledger.sign_act", row.node)
    context = {
        "row": row, "book": row.book, "paper": paper, "objection": objection, "plain": plain,
        "form": {"sign": plain, "paper": paper, "object": objection}.get(act), "files": files_of(request.actor, row),
        "may": may and row.state != SignState.SIGNED, "is_mine": row.done_user == request.actor.user_id,
    }  # fmt: skip
    return show(request, "ledger/countersign.html", context)
