"""The bank's lines beside the book, and cash by notes and coins."""

from __future__ import annotations

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.ledger import actions, bank_files, forms_columns
from khabuan.ledger import forms_keeping as forms
from khabuan.ledger.models import Account, BankLine, BankStatement, CashCount, Entry
from khabuan.ledger.queries import balance_of
from khabuan.ledger.queries import keeping as queries
from khabuan.ledger.queries.reconciling import matched_of, state_of, statements_of
from khabuan.ledger.rules.counting import PIECES
from khabuan.ledger.rules.words import AccountRole, MoneySource
from khabuan.ledger.spending import Spending, told_over
from khabuan.ledger.views.keeping import may_of
from khabuan.places.here import stand_at

MOST_BYTES = 5_000_000
UNCLEAR = frozenset({"columns", "unsigned", "row", "no_lines"})
"""Refusals that another reading of the columns may mend."""
SHOWN = 100


def bank(request: Request, pk: int) -> HttpResponse:
    """Where a bank account stands: agrees on which day, what is proposed, what stands alone. POST confirms proposals."""
    account = _account(request, pk, AccountRole.BANK)
    state = state_of(account, clock.today())
    if request.method == "POST":
        policy.require(request.actor, "ledger.match_lines", account.node)
        chosen = set(request.POST.getlist("line"))
        pairs = [(one.line, one.postings) for one in state.proposals if str(one.line.pk) in chosen]
        done = actions.match_lines(actor=request.actor, account=account, pairs=pairs)
        toast(request, ngettext("%(n)d line is matched.", "%(n)d lines are matched.", done) % {"n": done})
        return redirect("bank-state", pk=pk)
    proposed = {one.line.pk for one in state.proposals}
    taken = {one.pk for row in state.proposals for one in row.postings}
    context = {
        "account": account, "book": account.book, "state": state, "may": may_of(request, account.book),
        "lines": [one for one in state.lonely_lines if one.pk not in proposed][:SHOWN],
        "postings": [one for one in state.lonely_postings if one.pk not in taken][:SHOWN],
        "proposals": state.proposals[:SHOWN], "files": statements_of(account), "matched": matched_of(account),
        "form": django_forms.Form(),
        "difference": state.bank - state.book if state.bank is not None else None,
    }  # fmt: skip
    return show(request, "ledger/bank.html", context)


def bring(request: Request, pk: int) -> HttpResponse:
    """Bring in a file of the bank; where its columns are not understood, somebody says what they are."""
    account = _account(request, pk, AccountRole.BANK, "ledger.bring_statement")
    if "packed" in request.POST:
        return _bring_by_columns(request, account)
    form = forms.StatementForm(typed(request), request.FILES or None)
    made: BankStatement | None = None
    if form.is_valid():
        file = form.cleaned_data.pop("file")
        if file.size > MOST_BYTES:
            form.add_error("file", _("This file is too big for a statement. Take one month at a time."))
        else:
            facts = {"content": file.read(), "file_name": file.name}
            made = attempt(form, actions.bring_statement, actor=request.actor, account=account, **facts)
            if made is None and form.has_error("file") and len(facts["content"]) <= forms_columns.MOST_BYTES:
                said = form.errors.as_data()["file"][0]
                if said.code in UNCLEAR:
                    return _ask_columns(request, account, **facts, words=str(said.message))
    return _brought(request, made) if made else _ask_file(request, account, form)


def _ask_file(request: Request, account: Account, form: django_forms.Form) -> HttpResponse:
    return show(request, "ledger/bank_bring.html", {"form": form, "account": account})


def _ask_columns(
    request: Request, account: Account, content: bytes, file_name: str, words: str
) -> HttpResponse:
    sheet = bank_files.open_statement(content, file_name)
    initial = {"file_name": file_name[-200:], "packed": forms_columns.packed(content)}
    form = forms_columns.ColumnsForm(sheet=sheet, places=bank_files.places_of(sheet), initial=initial)
    context = {"form": form, "account": account, "words": words}
    return show(request, "ledger/bank_columns.html", context, status=422)


def _bring_by_columns(request: Request, account: Account) -> HttpResponse:
    content, name = forms_columns.unpacked(request.POST["packed"]), request.POST.get("file_name", "")
    try:
        sheet = bank_files.open_statement(content, name)
    except Refused as no:
        form = forms.StatementForm(request.POST)
        form.add_error("file", str(no.message))
        return _ask_file(request, account, form)
    asked = forms_columns.ColumnsForm(request.POST, sheet=sheet, places={})

    def act(**_cleaned: object) -> BankStatement:
        brought: BankStatement = actions.bring_statement(
            actor=request.actor, account=account, content=content, file_name=name, columns=asked.said
        )
        return brought

    made: BankStatement | None = attempt(asked, act)
    if made is not None:
        return _brought(request, made)
    return show(request, "ledger/bank_columns.html", {"form": asked, "account": account})


def statement(request: Request, pk: int) -> HttpResponse:
    """A file that came in; taken back where it belonged elsewhere."""
    found = queries.statement_of(request.actor, pk)
    stand_at(request, found.book.organisation.area)
    policy.require(request.actor, "ledger.drop_statement", found.node)
    form = django_forms.Form(typed(request))
    if attempt(form, actions.drop_statement, actor=request.actor, statement=found):
        toast(request, _("The file is taken back. Its lines count no more."))
        return redirect("bank-state", pk=found.account_id)
    return show(
        request, "ledger/bank_file.html", {"form": form, "statement": found, "account": found.account}
    )


def _brought(request: Request, made: BankStatement) -> HttpResponse:
    words = ngettext("%(n)d line of the bank is here.", "%(n)d lines of the bank are here.", made.count)
    toast(request, words % {"n": made.count})
    return redirect("bank-state", pk=made.account_id)


def line(request: Request, pk: int) -> HttpResponse:
    """One line of the bank: choose its entries, enter it, or take a match apart."""
    row = queries.line_of(request.actor, pk)
    stand_at(request, row.book.organisation.area)
    matched = queries.postings_of(row)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if act:
        policy.require(request.actor, "ledger.match_line", row.node)
    choose = forms.LineForm(request.POST if act == "match" else None, postings=queries.near_postings(row))
    enter = forms.EnterForm(request.POST if act == "enter" else None, comes_in=row.amount > 0)
    apart = django_forms.Form(request.POST if act == "apart" else None)
    facts = {"actor": request.actor, "line": row}
    done: BankLine | Entry | None = (
        attempt(choose, actions.match_line, **facts)
        or attempt(enter, actions.enter_bank_line, **facts)
        or attempt(apart, actions.unmatch_line, **facts)
    )
    if done is not None:
        toast(request, _("The line is taken apart.") if act == "apart" else _("The line is matched."))
        return redirect("bank-state", pk=row.account_id)
    context = {
        "row": row, "book": row.book, "matched": matched, "choose": choose, "enter": enter, "apart": apart,
        "form": {"match": choose, "enter": enter, "apart": apart}.get(act),
        "may": policy.may(request.actor, "ledger.match_line", row.node),
    }  # fmt: skip
    return show(request, "ledger/bank_line.html", context)


def count(request: Request, pk: int) -> HttpResponse:
    """Count the cash by notes and coins; added up beside the book while it is typed, or by the button `sum`."""
    account = _account(request, pk, AccountRole.CASH)
    may = policy.may(request.actor, "ledger.count_cash", account.node)
    form = forms.CountForm(typed(request))
    made: CashCount | None = None
    is_sum = "sum" in request.POST
    if form.is_valid() and not is_sum:
        facts = {name: form.cleaned_data[name] for name in ("on", "counted_by", "words")}

        def act(**_cleaned: object) -> CashCount:
            return actions.count_cash(actor=request.actor, account=account, pieces=form.pieces, **facts)

        made = attempt(form, act)
    if made is not None:
        return redirect(made)
    day = (form.cleaned_data.get("on") if form.is_bound else None) or clock.today()
    expected, counted = balance_of(account, on=day), form.counted if form.is_bound else None
    context = {
        "account": account, "book": account.book, "form": form.again() if is_sum else form, "may": may,
        "expected": expected, "on": day, "counted": counted,
        "difference": None if counted is None else counted - expected, "counts": queries.counts_of(account),
    }  # fmt: skip
    return show(request, "ledger/count.html", context, partial="added" if is_sum else None)


def counted(request: Request, pk: int) -> HttpResponse:
    """What was counted beside the book; a difference that stays is entered."""
    row = queries.count_of(request.actor, pk)
    stand_at(request, row.book.organisation.area)
    form = forms.SettleForm(typed(request))
    if request.method == "POST":
        policy.require(request.actor, "ledger.settle_count", row.node)
    if attempt(form, actions.settle_count, actor=request.actor, count=row):
        toast(request, _("The difference is entered in the books."))
        return redirect(row)
    may = policy.may(request.actor, "ledger.settle_count", row.node) and row.difference and not row.entry_id
    context = {
        "row": row, "book": row.book, "form": form, "may": may, "over": _over_words(row) if may else [],
        "pieces": [(one, row.pieces[one]) for one in PIECES if one in row.pieces],
    }  # fmt: skip
    return show(request, "ledger/counted.html", context)


def _over_words(row: CashCount) -> list[str]:
    """What a shortage goes over when it is entered."""
    if row.difference > 0:
        return []
    account, satang = queries.difference_account(row.book), money.satang(-row.difference)
    return told_over(Spending(row.book, account, MoneySource.MEMBERS, satang, row.on))


def _account(request: Request, pk: int, role: AccountRole, act: str = "") -> Account:
    account = queries.account_in_sight(request.actor, pk, role)
    stand_at(request, account.book.organisation.area)
    if act:
        policy.require(request.actor, act, account.node)
    return account
