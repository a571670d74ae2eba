"""Reads for keeping a book: its months and what hinders closing them, its accounts, its counts of cash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.core import clock, money, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Hindrance
from khabuan.ledger.models import (
    Account,
    AccountMonth,
    BankLine,
    BankMatch,
    BankStatement,
    Book,
    CashCount,
    Entry,
    Period,
    Posting,
)
from khabuan.ledger.queries import closing_entry, closings_of
from khabuan.ledger.queries.reconciling import NO_BANK_S_LINE, standing_lines
from khabuan.ledger.queries.signing import waiting_of
from khabuan.ledger.rules.drafts import Draft, Leg
from khabuan.ledger.rules.words import AccountKind, AccountRole, EntryKind, MoneySource, PeriodState
from khabuan.ledger.rules.years import month_end, month_of, next_month

LONG_AFTER = 45
"""Days after its end within which a month is closed as usual."""


@dataclass(frozen=True)
class MonthLine:
    """A month of a book with its state."""

    month: date
    state: PeriodState
    is_over: bool
    is_next: bool  # the one that closes next

    @property
    def key(self) -> str:
        return f"{self.month:%Y-%m}"


def states_of(book: Book) -> dict[date, str]:
    """The months of a book that are not simply open. One query."""
    return dict(Period.everywhere.filter(book=book).values_list("month", "state"))


def next_to_close(book: Book, states: Mapping[date, str]) -> date:
    """The oldest month that is not closed, be it over or not."""
    month = month_of(book.opened_on)
    while states.get(month) == PeriodState.CLOSED:
        month = next_month(month)
    return month


def month_lines(book: Book, year: int, states: Mapping[date, str] | None = None) -> list[MonthLine]:
    """The months of a book's year that have begun, with their states. One query where these are not known."""
    today, first = clock.today(), month_of(book.opened_on)
    months = [one for one in book.years.months(year) if first <= one <= today]
    states = states_of(book) if states is None else states
    due = next_to_close(book, states)
    return [
        MonthLine(one, PeriodState(states.get(one, PeriodState.OPEN)), month_end(one) < today, one == due)
        for one in months
    ]


def year_to_close(book: Book) -> int | None:
    """The oldest year that is over and in which something is left to close. Two queries and one for each year asked."""
    ends = set(closings_of(book).values_list("on", flat=True))
    years, today = book.years, clock.today()
    over = range(years.of(book.opened_on), years.of(today))
    return next((year for year in over if years.end(year) not in ends and closing_draft(book, year)), None)


def closing_draft(book: Book, year: int) -> Draft | None:
    """What the closing entry of a year would be: each income and expense account emptied, by source."""
    months = book.years.months(year)
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
    memo = _("Closing of the year")
    return Draft(EntryKind.CLOSING, memo, legs)


def _leg(code: str, credit: int, source: str) -> Leg:
    return Leg(code, max(-credit, 0), max(credit, 0), MoneySource(source))


def year_hinders(book: Book, month: date) -> list[Hindrance]:
    """The last month of a year closes after the year's closing entry, which stands in it."""
    year = book.years.of(month)
    if (
        month_of(book.years.end(year)) != month
        or closing_entry(book, year)
        or closing_draft(book, year) is None
    ):
        return []
    words = _(
        "This month ends a year of the books. Make the closing entry of the year first, then close the month."
    )
    return [Hindrance(words, reverse("book-close-year", args=[book.pk, year]), is_law=True)]


@dataclass(frozen=True)
class LateBook:
    """A book whose months wait to be closed, long after they were over."""

    book: Book
    oldest: date
    months: int


def late_books(actor: Actor, today: date) -> list[LateBook]:
    """Books in sight with months that were over a while ago and are not closed, the oldest first. One query."""
    closed = Period.everywhere.filter(book=OuterRef("pk"), state=PeriodState.CLOSED).order_by("-month")
    rows = Book.objects.visible_to(actor).filter(ended_on__isnull=True).annotate(
        closed=Subquery(closed.values("month")[:1])
    )  # fmt: skip
    until = month_of(today - timedelta(days=LONG_AFTER))
    found = []
    for book in rows.filter(Exists(Entry.everywhere.filter(book=OuterRef("pk")))):
        oldest = next_month(book.closed) if book.closed else month_of(book.opened_on)
        months = (until.year - oldest.year) * 12 + until.month - oldest.month
        if months > 0:
            found.append(LateBook(book, oldest, months))
    return sorted(found, key=lambda one: one.oldest)


def month_line(book: Book, month: date) -> MonthLine:
    """One month; OutOfArea for one in which the book had not begun, or that has not."""
    found = [one for one in month_lines(book, book.years.of(month)) if one.month == month]
    if not found:
        raise OutOfArea(f"month {month}")
    return found[0]


def hindrances_of(book: Book, month: date) -> list[Hindrance]:
    """What is not done yet in a month. Laws forbid closing it; the rest is said, and left to those who close."""
    found = _of_bank(book, month)
    waiting = waiting_of(book, month).count()
    if waiting:
        words = _("%(n)d acts with money are not signed by a second person") % {"n": waiting}
        found.append(Hindrance(words, reverse("book-signatures", args=[book.pk])))
    found += _of_cash(book, month)
    return [*(one for source in offers.month_hindrances for one in source.find(book, month)), *found]


def _of_bank(book: Book, month: date) -> list[Hindrance]:
    """Bank accounts that moved in the month and were not compared with the bank's own lines. Four queries."""
    last = month_end(month)
    matches = BankMatch.everywhere.filter(book=book, undone_at__isnull=True)
    banks = {one.pk: one for one in Account.everywhere.filter(book=book, role=AccountRole.BANK)}
    moved = Posting.everywhere.filter(account__in=banks, entry__on__gte=month, entry__on__lte=last)
    moved = moved.exclude(NO_BANK_S_LINE)
    sums = moved.values("account").order_by().annotate(
        all=Count("pk"), alone=Count("pk", filter=~Q(pk__in=matches.values("posting")))
    )  # fmt: skip
    lines = standing_lines().filter(book=book, on__gte=month, on__lte=last)
    lonely = lines.exclude(pk__in=matches.values("line")).values("account").order_by()
    strangers = {row["account"]: row["n"] for row in lonely.annotate(n=Count("pk"))}
    brought = set(
        BankStatement.everywhere.filter(
            book=book, last_on__gte=month, first_on__lte=last, dropped_at__isnull=True
        ).values_list("account", flat=True)
    )
    found = []
    for row in sums:
        key, account = row["account"], banks[row["account"]]
        url = reverse("bank-state", args=[key])
        if key not in brought:
            words = _("%(account)s moved, and no statement of the bank was brought in") % {
                "account": account.name
            }
            found.append(Hindrance(words, url))
        elif row["alone"]:
            words = _("%(account)s: %(n)d entries are not found at the bank")
            found.append(Hindrance(words % {"account": account.name, "n": row["alone"]}, url))
    for key, many in strangers.items():
        words = _("%(account)s: %(n)d lines of the bank are not in the book")
        found.append(
            Hindrance(words % {"account": banks[key].name, "n": many}, reverse("bank-state", args=[key]))
        )
    return found


def _of_cash(book: Book, month: date) -> list[Hindrance]:
    """Cash that moved in the month and was not counted in it or after it, or whose count did not agree."""
    account = Account.everywhere.filter(book=book, role=AccountRole.CASH).order_by("code").first()
    last = month_end(month)
    if (
        account is None
        or not Posting.everywhere.filter(account=account, entry__on__gte=month, entry__on__lte=last).exists()
    ):
        return []
    count = CashCount.everywhere.filter(account=account, on__gte=month).order_by("-on", "-pk").first()
    url = reverse("cash-count", args=[account.pk])
    if count is None:
        return [Hindrance(_("The cash was not counted"), url)]
    if count.difference and count.entry_id is None:
        words = _("The count of cash differs from the book by %(baht)s baht")
        return [Hindrance(words % {"baht": f"{count.difference:,.2f}"}, count.get_absolute_url())]
    return []


def chart_of(book: Book) -> list[Account]:
    """All accounts of a book, closed ones too, by their code."""
    return list(Account.everywhere.filter(book=book).order_by("code"))


def account_in_sight(actor: Actor, key: int, role: str = "") -> Account:
    """An account of a book in sight; OutOfArea, also where it is none of a kind."""
    rows = Account.objects.visible_to(actor).select_related("book__organisation__area")
    found: Account | None = rows.filter(pk=key).first()
    if found is None or (role and found.role != role):
        raise OutOfArea(f"account {key}")
    return found


def count_of(actor: Actor, key: int) -> CashCount:
    rows = CashCount.objects.visible_to(actor).select_related("book__organisation__area", "account", "entry")
    found: CashCount | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"count {key}")
    return found


def difference_account(book: Book) -> Account:
    """Where cash over or short is entered."""
    found: Account = Account.everywhere.get(book=book, role=AccountRole.DIFFERENCE)
    return found


def counts_of(account: Account) -> Sequence[CashCount]:
    """The last counts, the newest first."""
    return list(CashCount.everywhere.filter(account=account).order_by("-on", "-pk")[:24])


def statement_of(actor: Actor, key: int) -> BankStatement:
    """A bank's file in sight that stands."""
    rows = BankStatement.objects.visible_to(actor).filter(pk=key, dropped_at__isnull=True)
    found: BankStatement | None = rows.select_related("book__organisation__area", "account").first()
    if found is None:
        raise OutOfArea(f"statement of a bank {key}")
    return found


def line_of(actor: Actor, key: int) -> BankLine:
    rows = BankLine.objects.visible_to(actor).filter(statement__dropped_at__isnull=True)
    rows = rows.select_related("book__organisation__area", "account")
    found: BankLine | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"bank line {key}")
    return found


def near_postings(line: BankLine, days: int = 31) -> list[Posting]:
    """Entries of about a line's days that no line of the bank is yet."""
    matches = BankMatch.everywhere.filter(book=line.book_id, undone_at__isnull=True)
    since, until = (date.fromordinal(line.on.toordinal() + days * way) for way in (-1, 1))
    side = Q(debit__gt=0) if line.amount > 0 else Q(credit__gt=0)
    rows = Posting.everywhere.filter(side, account=line.account, entry__on__gte=since, entry__on__lte=until)
    return list(
        rows.exclude(NO_BANK_S_LINE)
        .exclude(pk__in=matches.values("posting"))
        .select_related("entry")
        .order_by("entry__on", "pk")[:60]
    )


def postings_of(line: BankLine) -> list[Posting]:
    """The entries that a line of the bank is."""
    rows = BankMatch.everywhere.filter(line=line, undone_at__isnull=True).select_related("posting__entry")
    return [one.posting for one in rows.order_by("pk")]
