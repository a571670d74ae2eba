"""Writes of the ledger beside `post`: books, accounts, months, taking back, closing a year."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.ledger.models import Account, AccountMonth, Book, Entry, Party, Period, Posting, SubsidiaryLine
from khabuan.ledger.posting import period_state, post
from khabuan.ledger.rules.charts import CHARTS, KIND_DIGIT
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import (
    AccountKind,
    AccountRole,
    BookKind,
    EntryKind,
    LineKind,
    MoneySource,
    PartyKind,
    PeriodState,
    Use,
)
from khabuan.ledger.rules.years import month_of, months_of, year_end
from khabuan.registry.models import Organisation

# ---------------------------------------------------------------- books and accounts


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
    """One more account. Its number begins with the digit of its kind; roles of control accounts are the chart's."""
    if not code.isdecimal() or not code.isascii() or not 4 <= len(code) <= 6:
        raise Refused("code", _("An account number has four to six digits."), field="code")
    if code[0] != KIND_DIGIT[AccountKind(kind)]:
        words = _("Numbers of this kind of account begin with %(digit)s.")
        raise Refused("digit", filled(words, digit=KIND_DIGIT[AccountKind(kind)]), field="code")
    if role not in ("", AccountRole.BANK, AccountRole.CASH, AccountRole.INVESTMENT):
        raise Refused("role", _("This book has its account for that already."), field="role")
    if kind == AccountKind.EXPENSE and use not in set(Use):
        raise Refused("use", _("Say what expenses of this account are for."), field="use")
    made: Account = add(
        Account, book=book, code=code, name=name.strip(), kind=kind, role=role,
        use=use if kind == AccountKind.EXPENSE else "", source=source if kind == AccountKind.INCOME else "",
    )  # fmt: skip
    return made


@action("ledger.rename_account", on="account")
def rename_account(*, actor: Actor, account: Account, name: str) -> Account:
    change(account, name=name.strip())
    return account


@action("ledger.close_account", on="account")
def close_account(*, actor: Actor, account: Account, on: date) -> Account:
    """No more entries from `on` on. Refused while money stands in it, or while the program needs it."""
    if account.has_lines or account.role in (AccountRole.CASH, AccountRole.OPENING, AccountRole.SURPLUS):
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


# ---------------------------------------------------------------- months and years


@action("ledger.set_period", on="book")
def set_period(*, actor: Actor, book: Book, month: date, state: str, reason: str = "") -> Period:
    """Hold a month for checking, close it, or open it again (with a reason, by an office above: `reopen_period`).

    A month closes only when it is over, after all months before it, and when all is clean.
    """
    month = month_of(month)
    now = period_state(book, month)
    if now == PeriodState.CLOSED:
        raise Refused("closed", _("This month is closed. Ask for it to be reopened, with the reason."))
    if state == PeriodState.CLOSED:
        _refuse_closing(book, month)
    return _write_period(book, month, state)


@action("ledger.reopen_period", on="book")
def reopen_period(*, actor: Actor, book: Book, month: date, reason: str) -> Period:
    """Open a closed month, to be checked again: it comes back as held. Later closed months must open first."""
    month = month_of(month)
    if len(reason.strip()) < 5:
        raise Refused("reason", _("Write why this month has to be opened again."), field="reason")
    if period_state(book, month) != PeriodState.CLOSED:
        raise Refused("not_closed", _("This month is not closed."))
    if Period.everywhere.filter(book=book, month__gt=month, state=PeriodState.CLOSED).exists():
        raise Refused("later_closed", _("A later month is closed. Reopen that one first."))
    return _write_period(book, month, PeriodState.HELD)


def _refuse_closing(book: Book, month: date) -> None:
    from khabuan.ledger.checks import findings_of

    if clock.today() <= month_end_of(month):
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


def month_end_of(month: date) -> date:
    from khabuan.ledger.rules.years import month_end

    return month_end(month)


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

    Statements can be shown with it and without. Refused while months of the year are closed already (the entry
    stands in the last one) or when the year is not over.
    """
    last = year_end(year, book.year_start_month)
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


def closing_entry(book: Book, year: int) -> Entry | None:
    """The closing entry of a year that stands (was not taken back)."""
    last = year_end(year, book.year_start_month)
    rows = Entry.everywhere.filter(book=book, on=last, kind=EntryKind.CLOSING, reverses__isnull=True)
    taken = Entry.everywhere.filter(book=book, reverses__isnull=False).values("reverses")
    found: Entry | None = rows.exclude(pk__in=taken).first()
    return found


def closing_draft(book: Book, year: int) -> Draft | None:
    """What the closing entry of a year would be: each income and expense account emptied, by source."""
    months = months_of(year, book.year_start_month)
    totals = (
        AccountMonth.objects.filter(
            account__book=book, account__kind__in=(AccountKind.INCOME, AccountKind.EXPENSE),
            month__gte=months[0], month__lte=months[-1],
        )
        .values("account__code", "source", "account__has_lines")
        .annotate(d=Sum("debit"), c=Sum("credit"))
        .order_by("account__code", "source")
    )  # fmt: skip
    legs: list[Leg] = []
    surplus: dict[str, int] = {}
    for row in totals:
        left = money.satang(row["c"] - row["d"])
        if left:
            surplus[row["source"]] = surplus.get(row["source"], 0) + left
            legs.append(_leg(row["account__code"], -left, row["source"]))
    account = Account.everywhere.get(book=book, role=AccountRole.SURPLUS)
    legs += [_leg(account.code, left, source) for source, left in surplus.items() if left]
    if not legs:
        return None
    memo = str(_("Closing of the year"))
    return Draft(EntryKind.CLOSING, memo, legs)


def _leg(code: str, credit: int, source: str) -> Leg:
    return Leg(code, max(-credit, 0), max(credit, 0), MoneySource(source))


# ---------------------------------------------------------------- taking back, dividing


@action("ledger.reverse", on="entry")
def reverse(*, actor: Actor, entry: Entry, on: date, reason: str) -> Entry:
    """Take a whole entry back by one that turns its sides, dated `on`. The first one stays as it is."""
    if len(reason.strip()) < 5:
        raise Refused("reason", _("Write why this entry is taken back."), field="reason")
    if entry.reverses_id is not None:
        raise Refused(
            "is_reversal", _("This entry takes another one back. Enter the right one anew instead.")
        )
    if on < entry.on:
        raise Refused(
            "before",
            _("The day is before that of the entry itself. Choose that day or a later one."),
            field="on",
        )
    if entry.kind == EntryKind.CLOSING and on != entry.on:
        raise Refused("closing_day", _("A closing entry is taken back on its own day."), field="on")
    if Entry.everywhere.filter(corrects=entry).exists():
        raise Refused(
            "corrected", _("Parts of this entry were corrected already. Correct the rest one by one.")
        )
    kind = EntryKind.CLOSING if entry.kind == EntryKind.CLOSING else EntryKind.REVERSAL
    return post(entry.book, draft_of(entry).turned(reason.strip(), kind), on=on, reverses=entry)


def draft_of(entry: Entry) -> Draft:
    """An entry as the draft that it was."""
    legs = []
    for posting in Posting.everywhere.filter(entry=entry).select_related("account").order_by("pk"):
        lines = [
            Line(one.party_id, money.satang(one.amount), LineKind(one.kind), one.from_on, one.to_on, one.seq)
            for one in SubsidiaryLine.objects.filter(posting=posting).order_by("seq")
        ]
        legs.append(
            Leg(
                posting.account.code, money.satang(posting.debit), money.satang(posting.credit),
                MoneySource(posting.source) if posting.source else None, lines,
            )
        )  # fmt: skip
    return Draft(EntryKind(entry.kind), entry.memo, legs, entry.document)
