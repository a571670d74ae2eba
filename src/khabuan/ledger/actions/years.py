"""The years that a book keeps, changed from a year's beginning on, as part of the running action of who decided it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import change
from khabuan.core import clock, sql
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.thai import long_date
from khabuan.ledger.actions.rebuilding import make_party_years
from khabuan.ledger.models import Book, Entry, Period
from khabuan.ledger.queries import closings_of
from khabuan.ledger.rules.words import PeriodState
from khabuan.ledger.rules.years import Years, month_of


def keep_years(book: Book, years: Years, *, since: date) -> None:
    """A book keeps other years than it did from a day on, on which a year begins by both.

    Entries stay on their days, and months as they are; what is kept by year of the book is added up anew. Refused
    where a year that this reaches is closed: by its closing entry, or by the state of its last month.
    """
    sql.in_turn(f"book:{book.pk}", Book.everywhere.db)  # nobody posts by the old years meanwhile
    book.refresh_from_db(fields=["year_start_month", "year_turns"])
    had = book.years
    _refuse_closed(book, (had, years), since)
    change(book, year_start_month=years.start_month, year_turns=years.written)
    first_end = min(one.end(one.of(since)) for one in (had, years))
    if Entry.everywhere.filter(book=book, on__gt=first_end, on__gte=since).exists():
        make_party_years(book, since=since)


def _refuse_closed(book: Book, kept: tuple[Years, ...], since: date) -> None:
    found = closings_of(book).filter(on__gte=since).order_by("-on").first()
    if found is not None:
        words = _(
            "The year that ended on %(day)s is closed by its closing entry. Choose the beginning of a later year, "
            "or take the closing entry back first."
        )
        raise Refused("closed_year", filled(words, day=long_date(found.on)), field="since")
    today = clock.today()
    ends = {
        years.end(year) for years in kept for year in range(years.of(since), years.of(today) + 1)
        if years.end(year) < today
    }  # fmt: skip
    months = {month_of(end): end for end in ends}
    shut = Period.everywhere.filter(book=book, month__in=months, state=PeriodState.CLOSED).order_by("-month")
    last = shut.first()
    if last is not None:
        words = _(
            "A year would end on %(day)s, in a month that is closed. Choose the beginning of a later year, or ask for "
            "the month to be reopened."
        )
        raise Refused("closed_month", filled(words, day=long_date(months[last.month])), field="since")
