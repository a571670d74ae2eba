"""Reads of funds: those of a place with their figures, a fund's money, what needs doing now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor, Role, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.fields import BahtField
from khabuan.core.offers import Job
from khabuan.funds.models import BankAccount, Fund, Member
from khabuan.funds.queries import funds_of, rules_standing
from khabuan.funds.queries.members import Counts
from khabuan.funds.queries.setup import fund_of_centre
from khabuan.funds.rules.words import EVER, NOW
from khabuan.ledger.models import AccountMonth, Entry
from khabuan.ledger.rules.words import AccountRole
from khabuan.papers.models import NumberBook
from khabuan.papers.rules import NumberKind
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.sentences.parts import Need

FUND_ROLES = (Role.TREASURER, Role.CHAIR, Role.COLLECTOR)
MOST_NEEDS = 12  # of one kind
MONEY = (AccountRole.CASH, AccountRole.COLLECTORS, AccountRole.BANK, AccountRole.INVESTMENT)


def own_fund(actor: Actor) -> Fund | None:
    """The fund at which a fund's seat sits, where it has books."""
    if actor.role not in FUND_ROLES:
        return None
    found: Fund | None = funds_of(actor).filter(organisation__node=actor.home).first()
    return found


def own_desk(actor: Actor) -> tuple[Organisation, Fund] | None:
    """The village centre at which a seat sits, with its fund that has books: its collector has no other page of it."""
    if actor.role not in FUND_ROLES:
        return None
    rows = Organisation.objects.visible_to(actor).filter(
        node=actor.home, kind=OrganisationKind.VILLAGE_CENTRE
    )
    centre: Organisation | None = rows.first()
    own = fund_of_centre(centre) if centre is not None else None
    return None if centre is None or own is None else (centre, own)


def jobs_of(actor: Actor) -> list[Job]:
    """What a fund's seats do most; a centre's collector has the centre's part of it."""
    fund = own_fund(actor)
    if fund is not None:
        return jobs_at(actor, fund, Member.objects.visible_to(actor).filter(fund=fund, state__in=NOW).count())
    desk = own_desk(actor)
    if desk is None:
        return []
    centre, own = desk
    return [
        Job(_("Collect"), reverse("desk", args=[centre.pk]), "collect", centre.name),
        Job(_("Members"), reverse("centre-members", args=[centre.pk]), "people"),
        Job(_("Contributions in arrears"), reverse("fund-arrears", args=[own.pk]), "report"),
    ]


def jobs_at(actor: Actor, fund: Fund, now: int) -> list[Job]:
    """The main acts of a fund's seats; `now` are its members. Who only collects pays nothing out."""
    if actor.role not in FUND_ROLES:
        return []
    pay = [Job(_("Pay"), reverse("fund-paying", args=[fund.pk]), "give")]
    return [
        Job(_("Collect"), reverse("desk", args=[fund.organisation_id]), "collect"),
        *(pay if policy.may(actor, "funds.record_payment", fund.node) else []),
        Job(
            _("Members"),
            reverse("fund-members", args=[fund.pk]),
            "people",
            _("%(n)s now") % {"n": f"{now:,}"},
        ),
        Job(_("Reports"), fund.book.get_absolute_url(), "report"),
    ]


def funds_in(actor: Actor, path: str) -> QuerySet[Fund]:
    """Funds with books at a place, in Thai order."""
    rows = funds_of(actor).filter(spans_q((Span.of(path),), "organisation__node"))
    return rows.order_by("organisation__sort_key", "pk")


@dataclass(frozen=True)
class FundLine:
    """A row of the list of funds."""

    fund: Fund
    now: int
    ever: int
    money: Decimal


def fund_lines(funds: Sequence[Fund], today: date) -> list[FundLine]:
    """Members and money of the funds of one page. Two queries."""
    keys = [fund.pk for fund in funds]
    counted = {
        row["fund"]: row
        for row in Member.everywhere.filter(fund__in=keys)
        .values("fund")
        .annotate(now=Count("pk", filter=Q(state__in=NOW)), ever=Count("pk", filter=Q(state__in=EVER)))
    }
    left = _left({fund.book_id for fund in funds}, MONEY)
    return [
        FundLine(
            fund, counted.get(fund.pk, {}).get("now", 0), counted.get(fund.pk, {}).get("ever", 0),
            left.get(fund.book_id, Decimal(0)),
        )
        for fund in funds
    ]  # fmt: skip


def _left(books: set[int], roles: Sequence[AccountRole]) -> dict[int, Decimal]:
    """What stands in some money accounts, by book. One query over the months that are kept."""
    rows = AccountMonth.objects.filter(account__book__in=books, account__role__in=roles)
    totals = rows.values("account__book").annotate(
        left=Sum(F("debit") - F("credit"), output_field=BahtField())
    )
    return {row["account__book"]: row["left"] for row in totals}


@dataclass(frozen=True)
class Totals:
    """What the funds of a place come to."""

    funds: int
    now: int
    ever: int


def totals_in(actor: Actor, path: str) -> Totals:
    """Two queries."""
    rows = Member.objects.visible_to(actor).filter(
        spans_q((Span.of(path),), "fund__organisation__node"), state__in=EVER
    )
    counted = rows.aggregate(ever=Count("pk"), now=Count("pk", filter=Q(state__in=NOW)))
    return Totals(funds_in(actor, path).count(), counted["now"], counted["ever"])


def without_books(actor: Actor, path: str) -> list[Organisation]:
    """Some funds of the register that keep no books here yet."""
    rows = Organisation.objects.visible_to(actor).filter(
        spans_q((Span.of(path),), "node"), kind=OrganisationKind.FUND, ended_on__isnull=True,
        stays__isnull=True,
    )  # fmt: skip
    known = Fund.everywhere.values("organisation")
    return list(rows.exclude(pk__in=known).order_by("sort_key", "pk")[:8])


@dataclass(frozen=True)
class Money:
    """Where a fund's money is now (baht)."""

    cash: Decimal
    collectors: Decimal
    bank: Decimal
    other: Decimal

    @property
    def total(self) -> Decimal:
        return self.cash + self.collectors + self.bank + self.other


def money_of(fund: Fund) -> Money:
    """One query."""
    rows = AccountMonth.objects.filter(account__book=fund.book_id, account__role__in=MONEY)
    left = {
        row["account__role"]: row["left"]
        for row in rows.values("account__role").annotate(
            left=Sum(F("debit") - F("credit"), output_field=BahtField())
        )
    }
    return Money(*(left.get(role, Decimal(0)) for role in MONEY))


def needs_of(actor: Actor, fund: Fund, counts: Counts, today: date) -> list[Need]:
    """What needs doing at a fund now, the duties of its other parts among them."""
    here = replace(actor, spans=(Span.of(fund.node),))
    needs = [
        Need(str(duty.what), str(duty.more), duty.state, str(duty.act), duty.path)
        for source in offers.duty_sources
        if source.kind.startswith("funds.")
        for duty in source.due(here, today, MOST_NEEDS)
    ]
    return [*needs, *_set_up_needs(actor, fund, counts)]


def _set_up_needs(actor: Actor, fund: Fund, counts: Counts) -> list[Need]:
    """First steps of a fund, of those that the seat may take: what is missing before money can be taken. One query."""
    has = _set_up(fund)
    steps = [
        (
            has["rule"], "funds.set_rule", _("Write down the fund's own regulation"),
            _("Until then the custom of the movement holds."), "quiet", "fund-rules",
        ),
        (
            has["part"], "funds.add_centres", _("Set up the collecting centres"), _("All villages in one go."), "quiet",
            "fund-centres",
        ),
        (
            has["bank"], "funds.add_bank_account", _("Write down the bank account"),
            _("Its number is sealed; say who signs."), "quiet", "fund-account-add",
        ),
        (
            has["receipts"], "papers.issue_number_book", _("Give out the first book of receipts"),
            _("Each receipt has its number from a book, issued to whoever collects."), "quiet", "number-books",
        ),
        (
            bool(counts.ever) or fund.is_old or has["entry"], "funds.count_cut_over", _("Did the fund have money before?"),
            _("Then its money is counted first and the books begin with it."), "quiet", "cut-over",
        ),
        (
            bool(counts.ever), "funds.take_list", _("Bring in the members"),
            _("The list that the fund has, whatever its headings."), "need", "member-lists",
        ),
        (
            bool(counts.ever), "funds.apply", _("Enter the members"), _("One by one."), "quiet", "fund-members",
        ),
    ]  # fmt: skip
    return [
        Need(what, more, state, _("Go there"), _step_path(name, fund))
        for is_done, act, what, more, state, name in steps
        if not is_done and policy.may(actor, act, fund.node)
    ]


def _set_up(fund: Fund) -> dict[str, bool]:
    """What of its set-up a fund has."""
    parts = Organisation.everywhere.filter(
        parent=fund.organisation_id, ended_on__isnull=True, stays__isnull=True
    )
    desks = Q(place=fund.node) | Q(place__in=parts.values("node"))
    receipts = NumberBook.everywhere.filter(desks, kind=NumberKind.RECEIPT)
    found: dict[str, bool] = Fund.everywhere.filter(pk=fund.pk).values(
        rule=Exists(rules_standing().filter(fund=fund)), part=Exists(parts), receipts=Exists(receipts),
        bank=Exists(BankAccount.everywhere.filter(fund=fund)),
        entry=Exists(Entry.everywhere.filter(book=fund.book_id, posted_at__isnull=False)),
    ).get()  # fmt: skip
    return found


def _step_path(name: str, fund: Fund) -> str:
    return reverse(name, args=[fund.organisation_id if name == "number-books" else fund.pk])
