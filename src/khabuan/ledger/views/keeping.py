"""Keeping a book: its months, its year, its accounts, entries taken back. Each act is shown before it is done."""

from __future__ import annotations

import re
from datetime import date

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import ThaiDate, long_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.ledger import actions
from khabuan.ledger import forms_keeping as forms
from khabuan.ledger.models import Account, Book, Entry
from khabuan.ledger.queries import closing_entry
from khabuan.ledger.queries import keeping as queries
from khabuan.ledger.queries.reading import book_of, entry_of, later_of, parts_of
from khabuan.ledger.queries.signing import waiting_of, was_closed
from khabuan.ledger.reading_words import year_words
from khabuan.ledger.rules.words import AccountRole, PeriodState
from khabuan.ledger.rules.years import month_end
from khabuan.ledger.sheets import language
from khabuan.places.here import stand_at

MONTH = re.compile(r"(\d{4})-(\d{2})\Z")
ACTS = (
    "set_period", "reopen_period", "close_year", "add_account", "rename_account", "close_account", "reopen_account",
    "reverse", "bring_statement", "count_cash", "sign_act",
)  # fmt: skip


def book_to_keep(request: Request, pk: int, act: str = "") -> tuple[Book, int]:
    """A book in sight and the bar's year of it; for a page that acts, said no before anything is filled in."""
    book = book_of(request.actor, pk)
    year = stand_at(request, book.organisation.area).year.end_year
    if act:
        policy.require(request.actor, act, book.node)
    return book, year


def may_of(request: Request, book: Book) -> dict[str, bool]:
    return {act: policy.may(request.actor, f"ledger.{act}", book.node) for act in ACTS}


def keeping(request: Request, pk: int) -> HttpResponse:
    """Months, the year's closing entry, and where the book is compared with what there is."""
    book, year = book_to_keep(request, pk)
    states = queries.states_of(book)
    due = queries.next_to_close(book, states)
    due_year = queries.year_to_close(book)
    accounts = [one for one in queries.chart_of(book) if one.closed_on is None]
    closing = closing_entry(book, year)
    context = {
        "book": book, "year": year, "year_words": year_words(year, book.years), "may": may_of(request, book),
        "months": [(one, _named(one.month)) for one in queries.month_lines(book, year, states)], "closing": closing,
        "due": (due, _named(due)) if month_end(due) < clock.today() else None, "due_year": due_year,
        "due_words": year_words(due_year, book.years) if due_year is not None else "",
        "is_over": book.years.end(year) < clock.today(),
        "banks": [one for one in accounts if one.role == AccountRole.BANK],
        "cash": [one for one in accounts if one.role == AccountRole.CASH],
        "waiting": waiting_of(book).count(),
    }  # fmt: skip
    return show(request, "ledger/keeping.html", context)


def month(request: Request, pk: int, month: str) -> HttpResponse:
    """One month: what hinders closing it; held, closed, opened again."""
    book, _year = book_to_keep(request, pk)
    line = queries.month_line(book, _month_of(month))
    reopened = forms.ReasonForm(typed(request) if line.state == PeriodState.CLOSED else None)
    form: django_forms.Form = reopened
    facts = {"actor": request.actor, "book": book, "month": line.month}
    if request.method == "POST" and line.state == PeriodState.CLOSED:
        if attempt(form, actions.reopen_period, **facts):
            return _done(request, book, _("%(month)s is open for corrections."), line.month)
    elif request.method == "POST":
        form = django_forms.Form(request.POST)
        state = request.POST.get("state", "")
        done = attempt(form, actions.set_period, **facts, state=state) if state in set(PeriodState) else None
        if done is not None:
            words = {"closed": _("%(month)s is closed."), "held": _("%(month)s is being checked.")}
            return _done(request, book, words.get(state, _("%(month)s is open.")), line.month)
    context = {
        "book": book, "line": line, "name": _named(line.month), "form": form, "may": may_of(request, book),
        "may_open": line.state == PeriodState.HELD and not was_closed(book, line.month),
        "hindrances": queries.hindrances_of(book, line.month) if line.state != PeriodState.CLOSED else [],
    }  # fmt: skip
    return show(request, "ledger/month.html", context)


def close_year(request: Request, pk: int, year: int) -> HttpResponse:
    """The closing entry of a year as it would be; then it is made. It can be taken back on its own page."""
    book, _year = book_to_keep(request, pk, "ledger.close_year")
    if not 1900 < year < 2200:
        raise OutOfArea(f"year {year}")
    form = django_forms.Form(typed(request))
    if attempt(form, actions.close_year, actor=request.actor, book=book, year=year):
        toast(request, _("The closing entry of %(year)s is made.") % {"year": year_words(year, book.years)})
        return redirect("book-keeping", pk=pk)
    draft = queries.closing_draft(book, year)
    names = {one.code: one.name for one in queries.chart_of(book)}
    legs = [
        (
            f"{leg.account} {names[leg.account]}",
            leg.source and _(leg.source.label),
            money.baht(leg.debit),
            money.baht(leg.credit),
        )
        for leg in (draft.legs if draft else ())
    ]
    total = money.baht(sum(leg.debit for leg in draft.legs)) if draft else money.NOTHING
    context = {
        "book": book, "form": form, "legs": legs, "total": total, "name": year_words(year, book.years),
        "standing": closing_entry(book, year),
    }  # fmt: skip
    return show(request, "ledger/close_year.html", context)


def reverse_entry(request: Request, pk: int) -> HttpResponse:
    """What taking an entry back will do, then done."""
    entry = entry_of(request.actor, pk)
    stand_at(request, entry.book.organisation.area)
    policy.require(request.actor, "ledger.reverse", entry.node)
    if later_of(entry) and request.method != "POST":
        return redirect(entry)  # it says by which entry it was taken back or corrected
    form = forms.ReverseForm(
        typed(request), initial={"on": entry.on if entry.kind == "closing" else clock.today()}
    )
    made: Entry | None = attempt(form, actions.reverse, actor=request.actor, entry=entry)
    if made is not None:
        toast(request, _("Entry %(number)s is taken back.") % {"number": entry.number})
        return redirect(made)
    parts = parts_of(entry)
    context = {
        "form": form,
        "entry": entry,
        "book": entry.book,
        "will": _reversal_words(entry),
        "parts": parts,
    }
    return show(request, "ledger/reverse.html", context)


def _reversal_words(entry: Entry) -> list[str]:
    told = [
        _("%(account)s: %(change)s baht") % {
            "account": part.account.name,
            "change": f"{(part.credit - part.debit) * (1 if part.account.kind in ('asset', 'expense') else -1):+,.2f}",
        }
        for part in parts_of(entry)
    ]  # fmt: skip
    lines = sum(part.line_count for part in parts_of(entry))
    if lines:
        told.append(_("%(n)d lines of members or centres are taken back with it") % {"n": lines})
    return [
        *told,
        _("The entry stays as it is; a new one takes it back"),
        _("A second person is asked to sign; until then it is shown as not signed"),
    ]


def chart(request: Request, pk: int) -> HttpResponse:
    """The accounts of a book."""
    book, _year = book_to_keep(request, pk)
    context = {"book": book, "accounts": queries.chart_of(book), "may": may_of(request, book)}
    return show(request, "ledger/chart.html", context)


def account_add(request: Request, pk: int) -> HttpResponse:
    book, _year = book_to_keep(request, pk, "ledger.add_account")
    form = forms.AccountForm(typed(request))
    made: Account | None = attempt(form, actions.add_account, actor=request.actor, book=book)
    if made is not None:
        toast(request, _("Account %(account)s is added.") % {"account": made})
        return redirect("book-chart", pk=pk)
    return show(request, "ledger/account_add.html", {"form": form, "book": book})


def account_rename(request: Request, pk: int) -> HttpResponse:
    account = _account(request, pk, "ledger.rename_account")
    form = forms.NameForm(typed(request), initial={"name": account.name})
    if attempt(form, actions.rename_account, actor=request.actor, account=account):
        toast(request, _("Account %(account)s has its new name.") % {"account": account})
        return redirect("book-chart", pk=account.book_id)
    return show(request, "ledger/account_rename.html", {"form": form, "account": account})


def account_close(request: Request, pk: int) -> HttpResponse:
    """Close an account, or open a closed one again."""
    account = _account(request, pk, "ledger.close_account")
    if account.closed_on is not None:
        form: django_forms.Form = django_forms.Form(typed(request))
        done = attempt(form, actions.reopen_account, actor=request.actor, account=account)
    else:
        form = forms.DayForm(typed(request), initial={"on": clock.today()})
        done = attempt(form, actions.close_account, actor=request.actor, account=account)
    if done is not None:
        words = (
            _("Account %(account)s is open.")
            if account.closed_on is None
            else _("Account %(account)s is closed.")
        )
        toast(request, words % {"account": account})
        return redirect("book-chart", pk=account.book_id)
    return show(request, "ledger/account_close.html", {"form": form, "account": account})


def _account(request: Request, pk: int, act: str) -> Account:
    account = queries.account_in_sight(request.actor, pk)
    stand_at(request, account.book.organisation.area)
    policy.require(request.actor, act, account.node)
    return account


def _month_of(text: str) -> date:
    found = MONTH.match(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 < int(found[1]) < 2200:
        raise OutOfArea(f"month {text}")
    return date(int(found[1]), int(found[2]), 1)


def _named(month: date) -> str:
    return long_date(ThaiDate(month, "month"), lang=language())


def _done(request: Request, book: Book, words: str, month: date) -> HttpResponse:
    toast(request, words % {"month": _named(month)})
    return redirect(reverse("book-keeping", args=[book.pk]))
