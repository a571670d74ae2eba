"""Months that are held, closed, reopened; the closing entry of a year."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, offers
from khabuan.core.errors import Refused
from khabuan.core.thai import ThaiDate, long_date
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.checks import findings_of
from khabuan.ledger.models import Book, Entry, Period
from khabuan.ledger.posting import period_state, post
from khabuan.ledger.queries import closing_entry
from khabuan.ledger.queries.keeping import closing_draft
from khabuan.ledger.queries.signing import was_closed
from khabuan.ledger.rules.words import (
    PeriodState,
)
from khabuan.ledger.rules.years import month_end, month_of


@action("ledger.set_period", on="book")
def set_period(*, actor: Actor, book: Book, month: date, state: str, reason: str = "") -> Period:
    """Hold a month for checking, close it, or open one that was only held.

    A month closes only when it is over, after all months before it, and when all is clean. One that was closed opens
    for corrections only, by `reopen_period`: with the reason and a second person.
    """
    month = month_of(month)
    now = period_state(book, month)
    if now == PeriodState.CLOSED:
        raise Refused("closed", _("This month is closed. Ask for it to be reopened, with the reason."))
    if state == PeriodState.OPEN and was_closed(book, month):
        raise Refused(
            "was_closed",
            _("This month was closed once and takes corrections only. Enter them, then close it again."),
        )
    if state == PeriodState.CLOSED:
        _refuse_closing(book, month)
    return _write_period(book, month, state)


@action("ledger.reopen_period", on="book", second_person=True)
def reopen_period(*, actor: Actor, book: Book, month: date, reason: str) -> Period:
    """Open a closed month, to be checked again: it comes back as held. Later closed months must open first."""
    month = month_of(month)
    if len(reason.strip()) < 5:
        raise Refused("reason", _("Write why this month has to be opened again."), field="reason")
    if period_state(book, month) != PeriodState.CLOSED:
        raise Refused("not_closed", _("This month is not closed."))
    if Period.everywhere.filter(book=book, month__gt=month, state=PeriodState.CLOSED).exists():
        raise Refused("later_closed", _("A later month is closed. Reopen that one first."))
    period = _write_period(book, month, PeriodState.HELD)
    named = long_date(ThaiDate(month, "month"))
    ask_second_person(
        book,
        f"เปิดเดือน{named} อีกครั้ง: {reason.strip()}",
        on=month,
        path=f"{book.get_absolute_url()}months/{month:%Y-%m}/",
    )
    return period


def _refuse_closing(book: Book, month: date) -> None:
    if clock.today() <= month_end(month):
        raise Refused("not_over", _("This month is not over yet. Close it when its last day has passed."))
    first = month_of(book.opened_on)
    if month < first:
        raise Refused("before_book", _("The book had not begun in this month."))
    closed = Period.everywhere.filter(book=book, month__gte=first, month__lt=month, state=PeriodState.CLOSED)
    if closed.count() < (month.year - first.year) * 12 + month.month - first.month:
        raise Refused("earlier_open", _("An earlier month is still open. Close the months in their order."))
    if findings_of(book):
        raise Refused(
            "findings", _("The books do not add up. Open “Check the books” before closing a month.")
        )
    for source in offers.month_hindrances:
        for one in source.find(book, month):
            if one.is_law:
                raise Refused("hindered", one.words)


def _write_period(book: Book, month: date, state: str) -> Period:
    found: Period | None = Period.everywhere.filter(book=book, month=month).first()
    if found is None:
        made: Period = add(Period, book=book, month=month, state=state)
        return made
    change(found, state=state)
    return found


@action("ledger.close_year", on="book")
def close_year(*, actor: Actor, book: Book, year: int) -> Entry:
    """The closing entry of a year: income and expenses of each source go to its surplus. Dated the last day.

    Statements can be shown with it and without. It comes before the closing of the year's last month, in which it
    stands. Refused when the year is not over.
    """
    last = book.years.end(year)
    if clock.today() <= last:
        raise Refused("year_not_over", _("This year is not over yet."))
    if closing_entry(book, year) is not None:
        raise Refused("year_closed", _("The closing entry of this year was made already."))
    draft = closing_draft(book, year)
    if draft is None:
        raise Refused(
            "nothing", _("There is nothing to close: no income and no expenses stand in this year.")
        )
    return post(book, draft, on=last)
