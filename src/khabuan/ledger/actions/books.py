"""Books, their accounts, their parties."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.ledger.actions.signing import ask_second_person
from khabuan.ledger.models import Account, AccountMonth, Book, Party, Posting
from khabuan.ledger.rules.charts import CHARTS, KIND_DIGIT
from khabuan.ledger.rules.words import (
    AccountKind,
    AccountRole,
    BookKind,
    PartyKind,
    Use,
)
from khabuan.registry.models import Organisation


@action("ledger.open_book", on="organisation")
def open_book(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    name: str,
    opened_on: date,
    year_start_month: int = 10,
) -> Book:
    """Open a book with the standard chart of its kind. Nothing can be entered before `opened_on`."""
    if organisation.ended_on is not None:
        raise Refused(
            "ended", _("This organisation has ended. A book can be opened only for one that goes on.")
        )
    book: Book = add(
        Book, organisation=organisation, kind=kind, name=name, opened_on=opened_on,
        year_start_month=year_start_month,
    )  # fmt: skip
    Account.new.bulk(
        Account(
            book=book, code=one.code, name=one.name, kind=one.kind, role=one.role or "", use=one.use or "",
            source=one.source or "", has_lines=one.has_lines,
        )
        for one in CHARTS[BookKind(kind)]
    )  # fmt: skip
    return book


@action("ledger.add_account", on="book")
def add_account(
    *,
    actor: Actor,
    book: Book,
    code: str,
    name: str,
    kind: str,
    role: str = "",
    use: str = "",
    source: str = "",
) -> Account:
    """One more account. Its number begins with the digit of its kind; roles of control accounts are the chart's.

    An account of a fund for welfare of members is a kind of benefit: what is paid from it names its member. One for
    expenses that are not management's asks for a second person, since no limit watches them.
    """
    if not code.isdecimal() or not code.isascii() or not 4 <= len(code) <= 6:
        raise Refused("code", _("An account number has four to six digits."), field="code")
    if code[0] != KIND_DIGIT[AccountKind(kind)]:
        words = _("Numbers of this kind of account begin with %(digit)s.")
        raise Refused("digit", filled(words, digit=KIND_DIGIT[AccountKind(kind)]), field="code")
    if Account.everywhere.filter(book=book, code=code).exists():  # SQLite's seal has no name for it
        words = _("This book has an account with this number. Choose another number.")
        raise Refused("account_code_once", words, field="code")
    if role not in ("", AccountRole.BANK, AccountRole.CASH, AccountRole.INVESTMENT):
        raise Refused("role", _("This book has its account for that already."), field="role")
    if kind == AccountKind.EXPENSE and use not in set(Use):
        raise Refused("use", _("Say what expenses of this account are for."), field="use")
    use = use if kind == AccountKind.EXPENSE else ""
    is_benefit = book.kind == BookKind.FUND and use == Use.BENEFIT
    made: Account = add(
        Account, book=book, code=code, name=name.strip(), kind=kind, use=use, has_lines=is_benefit,
        role=AccountRole.BENEFIT if is_benefit else role, source=source if kind == AccountKind.INCOME else "",
    )  # fmt: skip
    if use not in ("", Use.MANAGEMENT):
        with override("th"):
            told = f"เพิ่มบัญชี {made} ใช้เพื่อ: {gettext(Use(use).label)}"
        ask_second_person(book, told, on=clock.today(), path=f"{book.get_absolute_url()}chart/")
    return made


@action("ledger.rename_account", on="account")
def rename_account(*, actor: Actor, account: Account, name: str) -> Account:
    change(account, name=name.strip())
    return account


@action("ledger.close_account", on="account")
def close_account(*, actor: Actor, account: Account, on: date) -> Account:
    """No more entries from `on` on. Refused while money stands in it, or while the program needs it."""
    if account.is_needed:
        raise Refused("needed", _("The program needs this account. It stays open."))
    sides = AccountMonth.objects.filter(account=account).aggregate(d=Sum("debit"), c=Sum("credit"))
    is_stock = account.kind in (AccountKind.ASSET, AccountKind.LIABILITY)
    if is_stock and (sides["d"] or 0) != (sides["c"] or 0):
        raise Refused(
            "not_empty", _("There is still money in this account. Move it to another account first.")
        )
    if Posting.everywhere.filter(account=account, entry__on__gte=on).exists():
        raise Refused(
            "used_later", _("Entries stand in this account after that day. Choose a later day."), field="on"
        )
    change(account, closed_on=on)
    return account


@action("ledger.reopen_account", on="account")
def reopen_account(*, actor: Actor, account: Account) -> Account:
    change(account, closed_on=None)
    return account


def add_party(book: Book, kind: PartyKind, label: str) -> Party:
    """A new party, as part of the running action of who points to it."""
    made: Party = add(Party, book=book, kind=kind, label=label)
    return made
