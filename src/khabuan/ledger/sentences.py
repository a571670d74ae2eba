"""Findings over the books in words, for the page “Check the books” and for `khabuan check`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khabuan.core.sheets import SheetRefused
from khabuan.ledger.checks import Finding

WORDS: dict[str, str | Promise] = {
    "unposted": _("An entry was begun and never posted."),
    "unbalanced": _("The two sides of an entry differ."),
    "gap": _("The numbers of entries have a gap."),
    "totals": _("The lines of an entry do not add up to it."),
    "amount": _("An amount of an entry is not whole satang on one side."),
    "line": _("A line of an entry pays for days that are none."),
    "day": _("An entry stands on a day that its book did not have."),
    "cited": _("An entry takes back or corrects one of another book."),
    "reversal": _("An entry that takes another back does not turn it wholly."),
    "untold": _("An entry has no history: no act of the program made it."),
    "altered": _("An entry is not what its history says of it."),
    "foreign_account": _("An entry stands in another book's account."),
    "foreign_party": _("An entry names somebody who is not in this book."),
    "source": _("An entry does not say rightly where the money comes from."),
    "source_below": _("The money of a source was below nothing on a day."),
    "money_below": _("Cash or a bank account was below nothing on a day."),
    "held_below": _("The cash with a collector was below nothing on a day."),
    "month": _("The kept total of a month is not what its entries add up to."),
    "party_year": _("The kept total of a member's year is not what the lines add up to."),
}


def finding_words(finding: Finding) -> str:
    """One finding as a sentence, with where and what."""
    return f"{WORDS[finding.code]} {finding.where} {finding.facts}".strip()


FILES: dict[str, str | Promise] = {
    "too_big": _("This file is too big for a statement. Take one month at a time."),
    "empty_file": _("There is nothing in this file."),
    "old_excel": _("This is a file of an old Excel (.xls). Open it and save it as .xlsx or .csv first."),
    "encrypted": _("This file is locked with a password. Open it and save it without."),
    "no_rows": _("There is no row under the headings in this file."),
    "unknown_letters": _("The letters of this file cannot be read. Save it as .xlsx, or as CSV in UTF-8."),
}


def sheet_words(no: SheetRefused) -> str | Promise:
    """Why a file is no statement of a bank."""
    other = _("This file cannot be read as a table. Save it as .xlsx or .csv and bring it in again.")
    return FILES.get(no.code, other)
