"""What the pages of a book read: sums of accounts for statements, lines of an account with a running balance,
the journal, one entry. The book or entry comes from `visible_to`; its parts are read by its key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import ExpressionWrapper, F, Q, QuerySet, Sum

from khabuan.access.actor import Actor
from khabuan.access.actor import Span as Reach
from khabuan.access.scoping import spans_q
from khabuan.core import money
from khabuan.core.errors import OutOfArea
from khabuan.core.fields import BahtField
from khabuan.ledger.models import Account, AccountMonth, Book, Entry, Party, Period, Posting, SubsidiaryLine
from khabuan.ledger.queries import accounts_of, books_of
from khabuan.ledger.queries.sums import Among, Sides, sides
from khabuan.ledger.rules.spans import Span
from khabuan.ledger.rules.statements import AccountSums
from khabuan.ledger.rules.words import DEBIT_SIDE, NOMINAL, AccountKind, EntryKind, MoneySource


def books_in(actor: Actor, path: str) -> QuerySet[Book]:
    """The books kept at or below a place."""
    rows = books_of(actor).filter(spans_q((Reach.of(path),), "organisation__node"))
    return rows.order_by("organisation__sort_key", "kind", "pk")


def book_of(actor: Actor, key: int) -> Book:
    """A book in sight with its organisation. OutOfArea when there is none."""
    found: Book | None = books_of(actor).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"book {key}")
    return found


def account_of(book: Book, code: str) -> Account:
    found: Account | None = Account.everywhere.filter(book=book, code=code).first()
    if found is None:
        raise OutOfArea(f"account {code}")
    return found


# ---------------------------------------------------------------- sums for statements


@dataclass(frozen=True)
class Sums:
    """What a span comes to: by account, and the sides of nominal accounts by source before and during."""

    accounts: tuple[AccountSums, ...]
    before: tuple[Sides, ...]
    during: tuple[Sides, ...]
    kinds: dict[int, AccountKind]


def sums_of(book: Book, span: Span, *, with_closing: bool) -> Sums:
    """Both statements and sources are added up from these. Two to four queries.

    Closing entries of earlier years always count; `with_closing` is about those that stand in the span.
    """
    accounts = accounts_of(book)
    before = sides(book, until=span.day_before)
    during = sides(book, since=span.since, until=span.until, with_closing=with_closing)
    had: dict[int, Decimal] = {}
    for one in before:
        had[one.account_id] = had.get(one.account_id, money.NOTHING) + one.debit - one.credit
    moved: dict[int, list[Decimal]] = {}
    for one in during:
        pair = moved.setdefault(one.account_id, [money.NOTHING, money.NOTHING])
        pair[0] += one.debit
        pair[1] += one.credit
    lines = []
    for account in accounts:
        kind = AccountKind(account.kind)
        start = had.get(account.pk, money.NOTHING)
        debit, credit = moved.get(account.pk, [money.NOTHING, money.NOTHING])
        lines.append(
            AccountSums(
                account.code,
                account.name,
                kind,
                account.role,
                account.use,
                start if kind in DEBIT_SIDE else -start,
                debit,
                credit,
            )
        )
    kinds = {account.pk: AccountKind(account.kind) for account in accounts}
    return Sums(tuple(lines), tuple(before), tuple(during), kinds)


@dataclass(frozen=True)
class SourceLine:
    """A source of money over a span (baht), and the accounts behind what it brought and spent."""

    source: MoneySource
    before: Decimal
    brought: Decimal
    spent: Decimal
    has_begun: bool = False  # the book began in the span: what it began with is brought forward

    @property
    def left(self) -> Decimal:
        return self.before + self.brought - self.spent


def source_lines(sums: Sums) -> list[SourceLine]:
    """What each source had, brought, spent, from sums that leave the span's closing out. No query."""
    had: dict[str, Decimal] = {}
    brought: dict[str, Decimal] = {}
    spent: dict[str, Decimal] = {}
    has_begun = not sums.before
    for one in sums.before:
        if sums.kinds[one.account_id] in NOMINAL:
            had[one.source] = had.get(one.source, money.NOTHING) + one.credit - one.debit
    for one in sums.during:
        kind = sums.kinds[one.account_id]
        if kind == AccountKind.EXPENSE:
            spent[one.source] = spent.get(one.source, money.NOTHING) + one.debit - one.credit
        elif kind in NOMINAL:
            side = had if has_begun and kind == AccountKind.EQUITY else brought
            side[one.source] = side.get(one.source, money.NOTHING) + one.credit - one.debit
    named = {*had, *brought, *spent}
    return [
        SourceLine(
            one,
            had.get(one, money.NOTHING),
            brought.get(one, money.NOTHING),
            spent.get(one, money.NOTHING),
            has_begun,
        )
        for one in MoneySource
        if one in named
    ]


def by_year(book: Book, codes: Iterable[str], until: date) -> dict[int, dict[str, Decimal]]:
    """Year of the book → account → what came to it on its own side, without closings. One query."""
    rows = AccountMonth.objects.filter(
        account__book=book, account__code__in=list(codes), is_closing=False, month__lte=until
    )
    years: dict[int, dict[str, Decimal]] = {}
    grouped = rows.values("account__code", "account__kind", "month").annotate(d=Sum("debit"), c=Sum("credit"))
    for row in grouped:
        year = years.setdefault(book.years.of(row["month"]), {})
        net = row["d"] - row["c"] if row["account__kind"] in DEBIT_SIDE else row["c"] - row["d"]
        year[row["account__code"]] = year.get(row["account__code"], money.NOTHING) + net
    return years


def states_of(book: Book, months: Sequence[date]) -> dict[date, str]:
    """The months that are not simply open. One query."""
    return dict(Period.everywhere.filter(book=book, month__in=months).values_list("month", "state"))


def has_closing(book: Book, span: Span) -> bool:
    """Whether a closing entry stands in the span, so that "with" and "without" differ."""
    found: bool = AccountMonth.objects.filter(
        account__book=book, is_closing=True, month__gte=span.since.replace(day=1), month__lte=span.until
    ).exists()
    return found


# ---------------------------------------------------------------- an account, line by line


@dataclass(frozen=True)
class AccountFilter:
    """What of an account is read: its days, one source ("" for all), with closing entries or without."""

    span: Span
    source: str = ""
    with_closing: bool = True


def postings_of(account: Account, wanted: AccountFilter) -> QuerySet[Posting]:
    """The postings of an account in their order, with their entries."""
    rows: QuerySet[Posting] = Posting.everywhere.filter(
        account=account, entry__on__gte=wanted.span.since, entry__on__lte=wanted.span.until,
        entry__posted_at__isnull=False,
    )  # fmt: skip
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if not wanted.with_closing:
        rows = rows.exclude(entry__kind=EntryKind.CLOSING)
    return rows.select_related("entry").order_by("entry__on", "entry__number", "pk")


def balance_before(account: Account, wanted: AccountFilter) -> Decimal:
    """What stood in the account on the evening before, on its own side."""
    among = Among(account=account, source=wanted.source)
    had = sides(account.book, until=wanted.span.day_before, among=among)
    return _own_side(account, sum((one.debit - one.credit for one in had), money.NOTHING))


def both_sides(account: Account, wanted: AccountFilter) -> tuple[Decimal, Decimal]:
    """Debits and credits of the whole span, whatever page is shown."""
    among = Among(account=account, source=wanted.source)
    moved = sides(
        account.book, since=wanted.span.since, until=wanted.span.until, among=among,
        with_closing=wanted.with_closing,
    )  # fmt: skip
    return (
        sum((one.debit for one in moved), money.NOTHING),
        sum((one.credit for one in moved), money.NOTHING),
    )


def _own_side(account: Account, debit_side: Decimal) -> Decimal:
    return debit_side if account.kind in DEBIT_SIDE else -debit_side


@dataclass(frozen=True)
class AccountLine:
    """A posting with the balance after it and the accounts on the other side."""

    posting: Posting
    balance: Decimal
    others: str


def account_lines(
    account: Account, rows: QuerySet[Posting], opening: Decimal, first: int, last: int
) -> list[AccountLine]:
    """Postings first..last (from 0, last excluded) with their running balance. Two or three queries."""
    balance = opening
    if first:
        earlier = rows.order_by("entry__on", "entry__number", "pk")[:first]
        passed = Posting.everywhere.filter(pk__in=earlier.values("pk")).aggregate(
            d=Sum("debit"), c=Sum("credit")
        )
        balance += _own_side(account, passed["d"] - passed["c"])
    shown = list(rows[first:last])
    others = _others(account, [one.entry_id for one in shown])
    lines = []
    for one in shown:
        balance += _own_side(account, one.debit - one.credit)
        lines.append(AccountLine(one, balance, ", ".join(others.get(one.entry_id, ()))))
    return lines


def _others(account: Account, entries: Sequence[int]) -> dict[int, list[str]]:
    rows = Posting.everywhere.filter(entry__in=entries).exclude(account=account).order_by("pk")
    names: dict[int, list[str]] = {}
    for entry, name in rows.values_list("entry_id", "account__name"):
        known = names.setdefault(entry, [])
        if name not in known:
            known.append(name)
    return names


# ---------------------------------------------------------------- the journal and its entries


@dataclass(frozen=True)
class JournalFilter:
    """What of the journal is shown; "" and () leave a thing open. `words`: in memo or document, or the number."""

    span: Span
    kind: str = ""
    words: str = ""
    codes: tuple[str, ...] = ()
    source: str = ""
    with_closing: bool = True
    on_debit_side: bool = True  # the side on which the amounts of narrowed accounts are counted

    @property
    def is_narrow(self) -> bool:
        return bool(self.codes or self.source)


def journal_of(book: Book, wanted: JournalFilter) -> QuerySet[Entry]:
    """Entries in their order, each with `amount`: its sum, or what it moved on the accounts asked for."""
    rows: QuerySet[Entry] = Entry.everywhere.filter(
        book=book, posted_at__isnull=False, on__gte=wanted.span.since, on__lte=wanted.span.until
    )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if not wanted.with_closing:
        rows = rows.exclude(kind=EntryKind.CLOSING)
    if wanted.words:
        said = Q(memo__icontains=wanted.words) | Q(document__icontains=wanted.words)
        if wanted.words.isdecimal() and len(wanted.words) < 10:
            said |= Q(number=int(wanted.words))
        rows = rows.filter(said)
    if not wanted.is_narrow:
        return rows.annotate(amount=Sum("postings__debit")).order_by("on", "number")
    asked = Q(postings__account__book=book)
    if wanted.codes:
        asked &= Q(postings__account__code__in=wanted.codes)
    if wanted.source:
        asked &= Q(postings__source=wanted.source)
    own, other = ("debit", "credit") if wanted.on_debit_side else ("credit", "debit")
    net = ExpressionWrapper(F(f"postings__{own}") - F(f"postings__{other}"), output_field=BahtField())
    return rows.filter(asked).annotate(amount=Sum(net, filter=asked)).order_by("on", "number")


def entry_of(actor: Actor, key: int) -> Entry:
    """An entry in sight, with its book and what it takes back or corrects. OutOfArea when there is none."""
    rows = Entry.objects.visible_to(actor).filter(pk=key, posted_at__isnull=False)
    found: Entry | None = rows.select_related("book__organisation__area", "reverses", "corrects").first()
    if found is None:
        raise OutOfArea(f"entry {key}")
    return found


def parts_of(entry: Entry) -> list[Posting]:
    """The postings of an entry with their accounts, debits first."""
    return parts_of_all([entry]).get(entry.pk, [])


def parts_of_all(entries: Sequence[Entry]) -> dict[int, list[Posting]]:
    """The same of many entries, by their key. One query for each five hundred."""
    found: dict[int, list[Posting]] = {}
    for at in range(0, len(entries), 500):
        rows = Posting.everywhere.filter(entry__in=[one.pk for one in entries[at : at + 500]])
        for one in sorted(
            rows.select_related("account"), key=lambda one: (one.debit == 0, one.account.code, one.pk)
        ):
            found.setdefault(one.entry_id, []).append(one)
    return found


def later_of(entry: Entry) -> list[Entry]:
    """The entries that take this one back or correct it."""
    rows = Entry.everywhere.filter(Q(reverses=entry) | Q(corrects=entry), posted_at__isnull=False)
    return list(rows.order_by("number"))


@dataclass(frozen=True)
class PartyLine:
    """A line under a control account: whose, how much, which days."""

    seq: int
    party: Party
    kind: int
    amount: Decimal
    from_on: date | None
    to_on: date | None


def party_lines(posting: Posting) -> QuerySet[SubsidiaryLine]:
    return SubsidiaryLine.objects.filter(posting=posting).order_by("seq")


def lines_of_party(party: int | None) -> QuerySet[SubsidiaryLine]:
    """A party's lines, through the postings of its book: SQLite has no index by party, but lines keyed by both."""
    book = Party.everywhere.filter(pk=party).values("book")
    postings = Posting.everywhere.filter(account__book__in=book, line_count__gt=0).values("pk")
    return SubsidiaryLine.objects.filter(party=party, posting__in=postings)


def with_parties(lines: Sequence[SubsidiaryLine]) -> list[PartyLine]:
    """Some lines with their parties. One query."""
    parties = Party.everywhere.in_bulk({one.party_id for one in lines})
    return [
        PartyLine(one.seq, parties[one.party_id], one.kind, one.amount, one.from_on, one.to_on)
        for one in lines
        if one.party_id in parties
    ]
