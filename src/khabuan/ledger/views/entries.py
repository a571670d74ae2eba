"""Cash book, bank book and any account line by line, the journal, and one entry with its papers."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpResponse

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import money, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.web import show
from khabuan.ledger import shown
from khabuan.ledger.forms import AccountForm, JournalForm
from khabuan.ledger.models import Account, Book
from khabuan.ledger.queries import accounts_of
from khabuan.ledger.queries.reading import (
    AccountFilter,
    JournalFilter,
    account_lines,
    account_of,
    balance_before,
    both_sides,
    entry_of,
    has_closing,
    journal_of,
    later_of,
    parts_of,
    parts_of_all,
    party_lines,
    postings_of,
    with_parties,
)
from khabuan.ledger.rules.words import DEBIT_SIDE, NOMINAL, AccountRole
from khabuan.ledger.views.answers import answer, asks_for_all
from khabuan.ledger.views.reading import the_book
from khabuan.places.here import stand_at

PAGE = 50
LINES = 100


def cash_book(request: Request, pk: int) -> HttpResponse:
    """สมุดเงินสด: the treasurer's cash, or that with the collectors."""
    return _money_book(request, pk, (AccountRole.CASH, AccountRole.COLLECTORS))


def bank_book(request: Request, pk: int) -> HttpResponse:
    """สมุดเงินฝากธนาคาร, one account at a time."""
    return _money_book(request, pk, (AccountRole.BANK, AccountRole.INVESTMENT))


def _money_book(request: Request, pk: int, roles: tuple[AccountRole, ...]) -> HttpResponse:
    found, year = the_book(request, pk)
    offered = [one for role in roles for one in accounts_of(found) if one.role == role]
    asked = request.GET.get("account", "")
    chosen = next((one for one in offered if one.code == asked), offered[0] if offered else None)
    if chosen is None:
        raise OutOfArea(f"no account of {roles}")
    form = AccountForm(request.GET, book=found, year=year, account=chosen, offered=offered)
    return _account(request, found, chosen, form)


def account(request: Request, pk: int, code: str) -> HttpResponse:
    """Any account of the book."""
    found, year = the_book(request, pk)
    chosen = account_of(found, code)
    form = AccountForm(request.GET, book=found, year=year, account=chosen)
    return _account(request, found, chosen, form)


def _account(request: Request, found: Book, chosen: Account, form: AccountForm) -> HttpResponse:
    wanted = AccountFilter(form.span, form.source_asked, form.with_closing)
    rows = postings_of(chosen, wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    first, last = (0, count) if asks_for_all(request) else (max(page.start_index() - 1, 0), page.end_index())
    opening = balance_before(chosen, wanted)
    debit, credit = both_sides(chosen, wanted)
    told = shown.AccountPage(
        chosen, wanted, account_lines(chosen, rows, opening, first, last), opening, debit, credit,
        is_first=first == 0, is_last=last == count,
    )  # fmt: skip
    about = shown.About(found, form.span, form.with_closing)
    paper = shown.account_paper(about, told)
    context = {
        "book": found,
        "account": chosen,
        "filter": form,
        "page": page,
        "offers_source": chosen.kind in NOMINAL,
        "offers_closing": chosen.kind in NOMINAL and has_closing(found, form.span),
    }
    return answer(request, found.organisation, paper, "ledger/account.html", context)


def journal(request: Request, pk: int) -> HttpResponse:
    """สมุดรายวัน: the entries in their order, narrowed."""
    found, year = the_book(request, pk)
    form = JournalForm(request.GET, book=found, year=year)
    facts = form.cleaned_data
    asked = [one for one in accounts_of(found) if one.code in form.code_list]
    wanted = JournalFilter(
        form.span, kind=facts.get("kind", ""), words=facts.get("q", ""), codes=form.code_list,
        source=facts.get("source", ""), with_closing=form.with_closing or not form.code_list,
        on_debit_side=bool(asked) and all(one.kind in DEBIT_SIDE for one in asked),
    )  # fmt: skip
    rows = journal_of(found, wanted)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    about = shown.About(found, form.span)
    total = rows.aggregate(total=Sum("amount"))["total"] or money.NOTHING if wanted.is_narrow else None
    is_all = asks_for_all(request)
    entries = list(rows) if is_all else list(page)
    paper = shown.journal_paper(about, shown.JournalPage(entries, parts_of_all(entries), total, is_all))
    names = [str(one) for one in asked]
    context = {"book": found, "filter": form, "page": page, "names": names[:6], "more": len(names) - 6}
    return answer(request, found.organisation, paper, "ledger/journal.html", context)


def entry(request: Request, pk: int) -> HttpResponse:
    """One entry: its postings, the lines under a control account, what it takes back or corrects, its paper."""
    found = entry_of(request.actor, pk)
    stand_at(request, found.book.organisation.area)
    parts = parts_of(found)
    with_lines = [one for one in parts if one.line_count]
    asked = request.GET.get("of", "")
    of = next((one for one in with_lines if str(one.pk) == asked), None) or next(
        (one for one in with_lines if one.account.role != AccountRole.COLLECTORS), None
    )
    page = Paginator(party_lines(of), LINES).get_page(request.GET.get("page")) if of else None
    subjects = (side.subject(request.actor, found.pk) for side in offers.book_sides)
    context = {
        "entry": found,
        "book": found.book,
        "memo": shown.memo_of(found),
        "parts": parts,
        "with_lines": with_lines,
        "of": of,
        "page": page,
        "lines": with_parties(list(page)) if page else [],
        "later": (later := later_of(found)),
        "may_reverse": policy.may(request.actor, "ledger.reverse", found.node)
        and found.reverses_id is None
        and not later,
        "subject": next((one for one in subjects if one is not None), None),
        "total": sum((one.debit for one in parts), money.NOTHING),
    }
    return show(request, "ledger/entry.html", context)
