"""Reads of a fund's everyday money: where it is, management of the year, unknown money, dues of the dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from khabuan.access.actor import Actor
from khabuan.core import money
from khabuan.core.errors import OutOfArea
from khabuan.funds.models import Fund, Member, Voucher
from khabuan.funds.queries import regulation_of
from khabuan.funds.rules.dues import overpaid
from khabuan.funds.rules.money import Management, parts_over
from khabuan.funds.rules.words import VoucherAct
from khabuan.ledger.models import Account, AccountMonth, Book, Entry, Posting
from khabuan.ledger.queries import taken_back
from khabuan.ledger.queries.reading import lines_of_party
from khabuan.ledger.rules.drafts import Line
from khabuan.ledger.rules.words import AccountKind, AccountRole, EntryKind, LineKind, Use
from khabuan.meetings.models import Resolution

PLACES = (AccountRole.CASH, AccountRole.BANK, AccountRole.INVESTMENT)


def management_of(fund: Fund, on: date) -> Management:
    """Management of the year of a day: both sums are those of the whole year so far, closing entries apart."""
    book = fund.book
    months = book.years.months(book.years.of(on))
    rows = AccountMonth.objects.filter(
        account__book=book, month__gte=months[0], month__lte=months[-1], is_closing=False
    )
    income, spent = Q(account__kind=AccountKind.INCOME), Q(account__use=Use.MANAGEMENT)
    sums = rows.aggregate(
        came=Sum("credit", filter=income), back=Sum("debit", filter=income),
        went=Sum("debit", filter=spent), less=Sum("credit", filter=spent),
    )  # fmt: skip
    came, back, went, less = (sums[name] or money.NOTHING for name in ("came", "back", "went", "less"))
    limit = regulation_of(fund, on).management_limit
    return Management(money.satang(came - back), money.satang(went - less), limit)


def management_in(book: Book, on: date) -> Management | None:
    """The same by the fund's book; None for a book that is no fund's."""
    fund = Fund.everywhere.filter(book=book).select_related("book").first()
    return None if fund is None else management_of(fund, on)


def gone_over(fund: Fund, gauge: Management, on: date) -> dict[Resolution | None, Decimal]:
    """What took management of a day's year over its limit, in the order of the books, by the resolution that allowed
    it or None (baht). Three queries."""
    years, book = fund.book.years, fund.book_id
    first, last = years.start(years.of(on)), years.end(years.of(on))
    rows = Posting.everywhere.filter(
        account__book=book, account__use=Use.MANAGEMENT, entry__reverses__isnull=True
    )
    rows = rows.filter(entry__on__gte=first, entry__on__lte=last).exclude(entry__kind=EntryKind.CLOSING)
    rows = rows.exclude(entry__in=taken_back(book)).order_by("entry__number", "pk")
    vouchers = Voucher.everywhere.filter(fund=fund, resolution__isnull=False).select_related("resolution")
    said = {one.entry_id: one.resolution for one in vouchers}
    moves = [
        (money.satang(debit - credit), said.get(entry))
        for entry, debit, credit in rows.values_list("entry", "debit", "credit")
    ]
    return {by: money.baht(satang) for by, satang in parts_over(gauge.most, moves).items()}


def places_of(fund: Fund) -> list[Account]:
    """Cash and bank accounts that are open, by their code."""
    rows = Account.everywhere.filter(book=fund.book, role__in=PLACES, closed_on__isnull=True)
    return list(rows.order_by("code"))


@dataclass(frozen=True)
class Place:
    """Cash or a bank account with what stands in it (baht)."""

    account: Account
    balance: Decimal


def balances_of(fund: Fund) -> list[Place]:
    """What stands in each place. Two queries."""
    accounts = places_of(fund)
    rows = AccountMonth.objects.filter(account__in=accounts).values("account").order_by()
    left = {row["account"]: row["d"] - row["c"] for row in rows.annotate(d=Sum("debit"), c=Sum("credit"))}
    return [Place(one, left.get(one.pk, money.NOTHING)) for one in accounts]


def accounts_for(fund: Fund, which: Q) -> list[Account]:
    """Accounts of the fund's book that are open, by their code."""
    return list(Account.everywhere.filter(which, book=fund.book, closed_on__isnull=True).order_by("code"))


INCOME = Q(kind=AccountKind.INCOME, has_lines=False)
EXPENSES = Q(kind=AccountKind.EXPENSE) & ~Q(role__in=(AccountRole.BENEFIT, AccountRole.DIFFERENCE))
BENEFITS = Q(role=AccountRole.BENEFIT)


def vouchers_of(actor: Actor, fund: Fund) -> QuerySet[Voucher]:
    """Vouchers of a fund, the newest first."""
    rows: QuerySet[Voucher] = Voucher.objects.visible_to(actor).filter(fund=fund)
    return rows.select_related("entry", "account", "money").order_by("-on", "-pk")


def voucher_of(actor: Actor, key: int) -> Voucher:
    """A voucher in sight; OutOfArea."""
    rows = Voucher.objects.visible_to(actor).select_related(
        "fund__organisation__area", "fund__book", "entry", "account", "money", "resolution", "clears",
        "member__person",
    )  # fmt: skip
    found: Voucher | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"voucher {key}")
    return found


@dataclass(frozen=True)
class Unclear:
    """Unknown money that came in, and what of it is not cleared yet (baht)."""

    voucher: Voucher
    left: Decimal


def unclear_of(fund: Fund, only: Voucher | None = None) -> list[Unclear]:
    """Receipts of unknown money that still have something to clear, those taken back left out."""
    rows = Voucher.everywhere.filter(fund=fund, act=VoucherAct.UNCLEAR).exclude(
        entry__in=taken_back(fund.book_id)
    )
    if only is not None:
        rows = rows.filter(pk=only.pk)
    done = {
        row["clears"]: row["total"]
        for row in Voucher.everywhere.filter(fund=fund, act=VoucherAct.CLEARING)
        .exclude(entry__in=taken_back(fund.book_id))
        .values("clears")
        .annotate(total=Sum("amount"))
    }
    found = [Unclear(one, one.amount - done.get(one.pk, money.NOTHING)) for one in rows.order_by("on", "pk")]
    return [one for one in found if one.left > 0]


def reversed_among(vouchers: list[Voucher]) -> set[int]:
    """Which of some vouchers' entries were taken back."""
    rows = Entry.everywhere.filter(reverses__in=[one.entry_id for one in vouchers if one.entry_id])
    return set(rows.values_list("reverses", flat=True))


def is_reversed(voucher: Voucher) -> bool:
    return bool(Entry.everywhere.filter(reverses=voucher.entry_id).exists()) if voucher.entry_id else False


def dues_to_return(member: Member) -> list[Line]:
    """Contributions for days after a member's last day that were not given back: the lines that would return them.

    What a line pays for after the last day is returned by a negative line for just those days.
    """
    last = member.left_on
    if last is None or member.party_id is None:
        return []
    rows = lines_of_party(member.party_id).filter(kind=LineKind.CONTRIBUTION, to_on__gt=last)
    kept: dict[date, list[tuple[date, Decimal]]] = {}
    for from_on, to_on, amount in rows.values_list("from_on", "to_on", "amount"):
        if from_on is not None and to_on is not None:
            kept.setdefault(to_on, []).append((from_on, amount))
    found = []
    for to_on, parts in sorted(kept.items()):
        due = sum((_after(from_on, to_on, amount, last) for from_on, amount in parts), Decimal(0))
        if due > 0:
            first = max(min(from_on for from_on, amount in parts if amount > 0), last + timedelta(days=1))
            found.append(Line(member.party_id, -money.satang(due), LineKind.CONTRIBUTION, first, to_on))
    return found


def _after(from_on: date, to_on: date, amount: Decimal, last: date) -> Decimal:
    """The part of a line, with its sign, that is for days after the last day."""
    part = overpaid(from_on, to_on, abs(amount), last)[1]
    return part if amount > 0 else -part
