"""The books of a place, the overview of one, its statements, and what the checks find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, money, numerals, offers
from khabuan.core.drawing import Series
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.thai import be_year
from khabuan.core.web import show
from khabuan.ledger import shown
from khabuan.ledger.checks import findings_of
from khabuan.ledger.forms import SpanForm
from khabuan.ledger.links import entries_url
from khabuan.ledger.models import Book
from khabuan.ledger.queries.reading import (
    Sums,
    book_of,
    books_in,
    by_year,
    has_closing,
    source_lines,
    states_of,
    sums_of,
)
from khabuan.ledger.reading_words import finding_lines, month_marks
from khabuan.ledger.rules.spans import Span, span_of
from khabuan.ledger.rules.words import AccountRole, BookKind, PeriodState, Use
from khabuan.ledger.sheets import Paper, language
from khabuan.ledger.views.answers import answer
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label

PAGE = 50
CHART_YEARS = 7


def books(request: Request) -> HttpResponse:
    """The books kept at the place of the bar."""
    if not policy.may_read(request.actor.role, "ledger.book"):
        raise NotAllowed("ledger.book", tuple(role.label for role in policy.READS["ledger.book"]))
    at = here(request)
    page = Paginator(books_in(request.actor, at.place.path), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "place": label(at.place, full=True)}
    return show(request, "ledger/books.html", context)


def the_book(request: Request, pk: int) -> tuple[Book, int]:
    """A book in sight, and the year of the bar as a year of this book."""
    found = book_of(request.actor, pk)
    return found, stand_at(request, found.organisation.area).year.end_year


def book(request: Request, pk: int) -> HttpResponse:
    """A year of the book on one page: what is left and where, months, receipts and payments, sources."""
    found, year = the_book(request, pk)
    span = span_of(f"y{year}", found.years)
    if span is None:
        raise OutOfArea(f"year {year}")
    months = found.years.months(year)
    sums = sums_of(found, span, with_closing=False)
    about = shown.About(found, span)
    urls = {month: shown.year_span_url(found, "book-receipts-payments", month) for month in months}
    states = states_of(found, months)
    chart = _chart(found, sums, span.until)
    context = {
        "book": found,
        "about": about,
        "money": _money(sums),
        "until": min(span.until, clock.today()),
        "management": _management(found, sums, span),
        "months": month_marks(found, months, states, urls),
        "held": [month for month in months if states.get(month) == PeriodState.HELD],
        "receipts": shown.receipts_paper(about, sums),
        "sources": shown.sources_paper(about, source_lines(sums), sums),
        "chart": chart,
        "is_fund": found.kind == BookKind.FUND,
        "may_take_out": policy.may(request.actor, "ledger.take_out", found.node),
        "links": [one for side in offers.book_sides for one in side.pages(request.actor, found.pk)],
    }
    return show(request, "ledger/book.html", context)


def _money(sums: Sums) -> dict[str, Decimal]:
    """What is left, by where it is."""
    left: dict[str, Decimal] = {
        role: sum((one.after for one in sums.accounts if one.role == role), money.NOTHING)
        for role in ("cash", "collectors", "bank", "investment")
    }
    left["total"] = sum(left.values(), money.NOTHING)
    left["hand"] = left["cash"] + left["collectors"]
    return left


def _management(found: Book, sums: Sums, span: Span) -> dict[str, object]:
    """What management cost of the year's income, per cent, and the most that it may."""
    on = min(span.until, clock.today())
    spent = sum((one.moved for one in sums.accounts if one.use == Use.MANAGEMENT), money.NOTHING)
    income = sum((one.moved for one in sums.accounts if one.kind == "income"), money.NOTHING)
    limits = [limit for side in offers.book_sides if (limit := side.limit(found.pk, on)) is not None]
    limit = limits[0] if limits else None
    share = round(spent * 100 / income, 1) if income > 0 else None
    codes = tuple(one.code for one in sums.accounts if one.use == Use.MANAGEMENT)
    words = _("of the year's income, limit %(limit)s %%") % {"limit": numerals.grouped(limit)}
    return {
        "shown": None if share is None else f"{share} %",
        "bar": None if share is None else min(share / 100, Decimal(1)),
        "most": None if limit is None else limit / 100,
        "is_over": share is not None and limit is not None and share > limit,
        "note": words if limit is not None else _("of the year's income"),
        "url": entries_url(found, codes, span.since, span.until),
    }


def _chart(found: Book, sums: Sums, until: date) -> dict[str, object] | None:
    """Contributions and benefits by year, with what the picture says; None before there are two years."""
    into = [one.code for one in sums.accounts if one.role == AccountRole.CONTRIBUTION]
    out = [one.code for one in sums.accounts if one.role == AccountRole.BENEFIT]
    years = by_year(found, [*into, *out], until)
    shown_years = sorted(years)[-CHART_YEARS:]
    if len(shown_years) < 2 or not into:
        return None

    def values(codes: Sequence[str]) -> tuple[Decimal, ...]:
        totals = (
            sum((years[year].get(code, money.NOTHING) for code in codes), money.NOTHING)
            for year in shown_years
        )
        return tuple(round(one / 1000, 1) for one in totals)

    is_thai = language().startswith("th")
    labels = [str(be_year(date(year, 1, 1)) if is_thai else year) for year in shown_years]
    came, went = values(into), values(out)
    finding = _("In %(year)s members paid %(came)s and got %(went)s thousand baht.") % {
        "year": labels[-1], "came": came[-1], "went": went[-1],
    }  # fmt: skip
    return {"labels": labels, "series": [Series(_("In"), came), Series(_("Out"), went)], "finding": finding}


# ---------------------------------------------------------------- statements

Maker = Callable[[shown.About, Sums], Paper]


def _statement(
    request: Request, pk: int, make: Maker, *, may_close: bool, of: BookKind | None = None
) -> HttpResponse:
    found, year = the_book(request, pk)
    if of is not None and found.kind != of:
        raise OutOfArea(f"book {pk}")
    form = SpanForm(request.GET, book=found, year=year)
    span: Span = form.span
    with_closing = may_close and form.with_closing
    offers_closing = may_close and has_closing(found, span)
    about = shown.About(found, span, with_closing, offers_closing and not with_closing)
    paper = make(about, sums_of(found, span, with_closing=with_closing))
    context = {
        "book": found,
        "filter": form,
        "offers_closing": offers_closing,
        "is_with_closing": with_closing,
        "is_fund": found.kind == BookKind.FUND,
    }
    signs = (_("Treasurer"), _("Chair"))
    return answer(request, found.organisation, paper, "ledger/statement.html", context, signs=signs)


def receipts_payments(request: Request, pk: int) -> HttpResponse:
    """งบรับ-จ่าย."""
    return _statement(request, pk, shown.receipts_paper, may_close=False)


def position(request: Request, pk: int) -> HttpResponse:
    """งบแสดงฐานะการเงิน."""
    return _statement(request, pk, shown.position_paper, may_close=True)


def trial_balance(request: Request, pk: int) -> HttpResponse:
    """งบทดลอง."""
    return _statement(request, pk, shown.trial_paper, may_close=True)


def sources_uses(request: Request, pk: int) -> HttpResponse:
    """รายงานฐานะการเงิน, part 10 of the status form: for funds."""
    return _statement(request, pk, shown.sources_uses_paper, may_close=False, of=BookKind.FUND)


def sources(request: Request, pk: int) -> HttpResponse:
    """Money by source."""
    return _statement(request, pk, _sources, may_close=False)


def _sources(about: shown.About, sums: Sums) -> Paper:
    return shown.sources_paper(about, source_lines(sums), sums)


def check(request: Request, pk: int) -> HttpResponse:
    """ตรวจสมุด: every entry of the book is added up anew, and what is wrong is told."""
    found, _year = the_book(request, pk)
    rows = finding_lines(findings_of(found))
    return show(request, "ledger/check.html", {"book": found, "rows": rows, "at": clock.now()})
