"""What funds add to the pages of their books: the limit of management cost, the sheet behind an entry, their lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core.offers import PanelContent, Subject
from khabuan.funds.models import Fund, Member, Voucher
from khabuan.funds.queries import regulation_of
from khabuan.funds.queries.reading import sheet_of_entry
from khabuan.funds.reading_words import centre_words
from khabuan.ledger.sheets import day_words


def limit(book: int, on: date) -> Decimal | None:
    """The most that management may cost a fund, per cent of the year's income."""
    fund: Fund | None = Fund.everywhere.filter(book=book).first()
    return regulation_of(fund, on).management_limit if fund is not None else None


def subject(actor: Actor, entry: int) -> Subject | None:
    """The collection sheet behind an entry or a correction of it."""
    sheet = sheet_of_entry(actor, entry)
    if sheet is None:
        voucher = Voucher.objects.visible_to(actor).filter(entry=entry).first()
        return (
            None
            if voucher is None
            else Subject("voucher", str(voucher.pk), str(voucher), voucher.get_absolute_url())
        )
    words = _("Collection sheet of %(centre)s, %(day)s") % {
        "centre": centre_words(sheet.centre), "day": day_words(sheet.on),
    }  # fmt: skip
    return Subject("sheet", str(sheet.pk), words, sheet.get_absolute_url())


def pages(actor: Actor, book: int) -> Sequence[Subject]:
    """The fund's own lists, beside the statements of its book."""
    fund: Fund | None = Fund.objects.visible_to(actor).filter(book=book).first()
    return lists_of(fund) if fund is not None else ()


def lists_of(fund: Fund) -> list[Subject]:
    told = (
        ("fund-arrears", _("Contributions in arrears"), _("By centre, with letters")),
        ("fund-board", _("Month for the village board"), _("Who is paid up, by number; money in the bank")),
    )
    return [
        Subject("list", str(fund.pk), title, reverse(name, args=[fund.pk]), more)
        for name, title, more in told
    ]


def panel_of_fund(request: HttpRequest, fund: Fund) -> PanelContent | None:
    """On the fund's page: the way to its books and lists."""
    rows = [
        Subject("book", str(fund.book_id), _("Books and statements"), fund.book.get_absolute_url(),
            _("Receipts and payments, cash, bank, every entry")),
        *lists_of(fund),
    ]  # fmt: skip
    return PanelContent("funds/panel_lists.html", {"rows": rows, "title": _("Books and lists")})


def panel_of_member(request: HttpRequest, member: Member) -> PanelContent | None:
    """On a member's page: the account and passbook."""
    if member.party_id is None:
        return None
    more = _("Every payment and benefit with its paper")
    row = Subject(
        "list", str(member.pk), _("Account and passbook"), reverse("member-account", args=[member.pk]), more
    )
    return PanelContent("funds/panel_lists.html", {"rows": [row], "title": _("Account and passbook")})
