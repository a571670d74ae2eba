"""The months and party years made anew from the entries, when a check finds that they are not what they add up to."""

from __future__ import annotations

from datetime import date

from khabuan.access.action import action, note
from khabuan.access.actor import Actor
from khabuan.core.keys import new_key
from khabuan.core.money import baht
from khabuan.ledger.checks import kept_months, kept_party_years, months_from_entries, party_years_from_lines
from khabuan.ledger.models import AccountMonth, Book, PartyYear


@action("ledger.rebuild", on="book")
def rebuild(*, actor: Actor, book: Book) -> int:
    """Make a book's derived totals anew. Returns how many were wrong; the event says so."""
    wrong = len(kept_months(book)) + len(kept_party_years(book))
    if wrong:
        _make_months(book)
        make_party_years(book)
        note(wrong=wrong)
    return wrong


def _make_months(book: Book) -> None:
    AccountMonth.objects.filter(account__book=book).delete()
    AccountMonth.objects.bulk_create(
        AccountMonth(
            id=new_key(), account_id=account, source=source, month=date.fromisoformat(month),
            is_closing=closing, debit=baht(debit), credit=baht(credit),
        )
        for (account, source, month, closing), (debit, credit) in months_from_entries(book).items()
    )  # fmt: skip


def make_party_years(book: Book, *, since: date = date.min) -> None:
    """The parties' years from their lines, all or those from a day on, on which a year begins."""
    rows = PartyYear.objects.filter(party__book=book)
    if since > book.opened_on:
        rows = rows.filter(year__gte=book.years.of(since))
    rows.delete()
    PartyYear.objects.bulk_create(
        (
            PartyYear(party_id=party, year=year, kind=kind, lines=lines, amount=baht(amount), days=days)
            for (party, year, kind), (lines, amount, days) in party_years_from_lines(
                book, since=since
            ).items()
        ),
        batch_size=1000,
    )
