"""A member's account and passbook, who is in arrears with letters, the month's sheet for the village board."""

from __future__ import annotations

from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money
from khabuan.core.errors import NotAllowed, Refused
from khabuan.funds.forms.reading import ArrearsForm, MonthForm
from khabuan.funds.lists_printing import MOST_LETTERS, issue_board, issue_letters, issue_passbook
from khabuan.funds.models import Fund, Member
from khabuan.funds.queries import paid_up_to
from khabuan.funds.queries.members import member_of
from khabuan.funds.queries.reading import (
    Lists,
    arrears_of,
    brought_in_of,
    centres_at,
    entry_lines_of,
    lists_of,
    members_in,
    rates_of,
)
from khabuan.funds.queries.setup import centres_of
from khabuan.funds.reading_words import (
    arrears_paper,
    board_paper,
    member_paper,
    passbook_lines,
)
from khabuan.ledger.queries.reading import sums_of
from khabuan.ledger.rules.spans import Span
from khabuan.ledger.rules.words import AccountKind, AccountRole
from khabuan.ledger.views.answers import answer, asks_for_all, name_of
from khabuan.papers.answers import pdf
from khabuan.places.here import stand_at
from khabuan.registry.models import Organisation

PAGE = 50


def _lists(request: Request, pk: int) -> Lists:
    if not policy.may_read(request.actor.role, "funds.member"):
        raise NotAllowed("funds.member", tuple(role.label for role in policy.READS["funds.member"]))
    found = lists_of(request.actor, pk)
    stand_at(request, found.fund.organisation.area)
    return found


def _body_of(request: Request, member: Member) -> Organisation:
    """The body whose paper a member's is: the fund, or for a collector the own centre."""
    fund: Organisation = member.fund.organisation
    if member.centre is None or request.actor.reaches(fund.node):
        return fund
    return member.centre


def statement(request: Request, pk: int) -> HttpResponse:
    """One member's account: every payment and benefit with its paper. Asked for as a passbook, it prints one."""
    found = member_of(request.actor, pk)
    stand_at(request, found.fund.organisation.area)
    lines, brought = entry_lines_of(found), brought_in_of(found)
    paid_to = paid_up_to([found]).get(found.pk)
    body = _body_of(request, found)
    if request.method == "POST" and request.POST.get("as") == "passbook":
        with override("th"):
            told = passbook_lines(lines, brought, rates_of(found.fund))
        return pdf(issue_passbook(request.actor, body, found, told, paid_to), f"passbook-{found.pk}")
    paper = member_paper(found, lines, brought, paid_to)
    context = {"member": found, "book": found, "has_lines": bool(lines or brought)}
    return answer(request, body, paper, "funds/statement.html", context)


def arrears(request: Request, pk: int) -> HttpResponse:
    """Who is behind, by centre; letters for those who are shown."""
    lists = _lists(request, pk)
    centres = [lists.centre] if lists.centre else centres_of(lists.fund)
    form = ArrearsForm(request.GET, centres=centres)
    members = members_in(request.actor, lists, form.centre_key)
    on = clock.today()
    lines = arrears_of(members, rates_of(lists.fund), on, least=form.least)
    if request.method == "POST" and request.POST.get("as") == "letters":
        if not 0 < len(lines) <= MOST_LETTERS:
            raise Refused("letters", _("Choose one centre: at most 400 letters are printed at a time."))
        return pdf(issue_letters(request.actor, lists, lines, on), f"letters-{pk}")
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    shown = lines if asks_for_all(request) else list(page)
    context = {
        "fund": lists.fund,
        "book": lists.fund,
        "filter": form,
        "page": page,
        "count": len(lines),
        "total": sum((line.baht for line in lines), money.NOTHING),
        "all": len(members),
        "is_whole": lists.centre is None,
    }
    paper = arrears_paper(lists.fund, lines, on, shown)
    return answer(request, lists.body, paper, "funds/arrears.html", context)


MONEY_LINES = (
    (gettext_lazy("Received in this month"), "received"),
    (gettext_lazy("Paid in this month"), "paid"),
    (gettext_lazy("Of this benefits for members"), "benefits"),
    (gettext_lazy("Money in the bank at its end"), "bank"),
    (gettext_lazy("Cash at its end"), "cash"),
)


def month_money(fund: Fund, span: Span) -> list[tuple[str, Decimal]]:
    """What the whole fund received, paid, and has at the end of a month."""
    accounts = sums_of(fund.book, span, with_closing=False).accounts
    hand = (AccountRole.CASH, AccountRole.COLLECTORS)
    parts = {
        "received": [one.moved for one in accounts if one.kind == AccountKind.INCOME],
        "paid": [one.moved for one in accounts if one.kind == AccountKind.EXPENSE],
        "benefits": [one.moved for one in accounts if one.role == AccountRole.BENEFIT],
        "bank": [one.after for one in accounts if one.role == AccountRole.BANK],
        "cash": [one.after for one in accounts if one.role in hand],
    }
    return [(str(words), sum(parts[name], money.NOTHING)) for words, name in MONEY_LINES]


def board(request: Request, pk: int) -> HttpResponse:
    """A month by centre: who is paid up by number, totals, money in the bank. Printed, a page for each village."""
    lists = _lists(request, pk)
    form = MonthForm(request.GET, fund=lists.fund)
    since, until = form.span
    members = members_in(request.actor, lists)
    centres = centres_at(members, lists.fund, since, until)
    if request.method == "POST":
        with override("th"):
            paper = board_paper(lists.fund, centres, since, until)
            told = month_money(lists.fund, Span(since, until))
        return pdf(issue_board(request.actor, lists, paper, centres, told), name_of(paper))
    paper = board_paper(lists.fund, centres, since, until)
    context = {
        "fund": lists.fund,
        "book": lists.fund,
        "filter": form,
        "money": month_money(lists.fund, Span(since, until)),
        "centres": centres,
    }
    return answer(request, lists.body, paper, "funds/board.html", context)
