"""Addresses of a book's pages: every figure leads to the entries that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from khabuan.ledger.models import Book
from khabuan.ledger.rules.spans import Span
from khabuan.ledger.rules.statements import When


def entries_url(
    book: Book,
    codes: Sequence[str],
    since: date,
    until: date,
    *,
    source: str = "",
    with_closing: bool = False,
) -> str:
    """The entries of one account with their running balance, or of several in the journal."""
    asked = {"since": since.isoformat(), "until": until.isoformat()}
    if source:
        asked["source"] = source
    if with_closing:
        asked["closing"] = "with"
    if len(codes) == 1:
        return f"{reverse('book-account', args=[book.pk, codes[0]])}?{urlencode(asked)}"
    if codes:
        asked["codes"] = ",".join(codes)
    return f"{reverse('book-journal', args=[book.pk])}?{urlencode(asked)}"


def figure_url(
    book: Book, codes: Sequence[str], when: When, span: Span, *, source: str = "", with_closing: bool = False
) -> str:
    """The entries behind a figure of a statement; "" where no account stands behind it.

    What one account has up to a day opens the days of the statement, with what was brought forward before them.
    """
    if not codes and not source:
        return ""
    if when == When.BEFORE:
        since, until = min(book.opened_on, span.day_before), span.day_before
        with_closing = True
    elif when == When.UP_TO and len(codes) > 1:
        since, until, with_closing = book.opened_on, span.until, True
    else:
        since, until = span.since, span.until
    return entries_url(book, codes, since, until, source=source, with_closing=with_closing)
