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
    return [*needs, *_set_up_needs(fund, counts)]


def _set_up_needs(fund: Fund, counts: Counts) -> list[Need]:
    """First steps of a fund: what is missing before money can be taken. One query."""
    has = _set_up(fund)
    missing = []
    if not has["rule"]:
        more = _("Until then the custom of the movement holds.")
        missing.append(
            Need(_("Write down the fund's own regulation"), more, "quiet", *_act("fund-rules", fund))
        )
    if not has["part"]:
        more = _("All villages in one go.")
        missing.append(Need(_("Set up the collecting centres"), more, "quiet", *_act("fund-centres", fund)))
    if not has["bank"]:
        more = _("Its number is sealed; say who signs.")
        missing.append(Need(_("Write down the bank account"), more, "quiet", *_act("fund-account-add", fund)))
    if not has["receipts"]:
        act = (_("Go there"), reverse("number-books", args=[fund.organisation_id]))
        more = _("Each receipt has its number from a book, issued to whoever collects.")
        missing.append(Need(_("Give out the first book of receipts"), more, "quiet", *act))
    if counts.ever:
        return missing
    if not (fund.is_old or has["entry"]):
        more = _("Then its money is counted first and the books begin with it.")
        missing.append(Need(_("Did the fund have money before?"), more, "quiet", *_act("cut-over", fund)))
    more = _("The list that the fund has, whatever its headings.")
    missing.append(Need(_("Bring in the members"), more, "need", *_act("member-lists", fund)))
    missing.append(Need(_("Enter the members"), _("One by one."), "quiet", *_act("fund-members", fund)))
    return missing


def _set_up(fund: Fund) -> dict[str, bool]:
    """What of its set-up a fund has."""
    parts = Organisation.everywhere.filter(
        parent=fund.organisation_id, ended_on__isnull=True, stays__isnull=True
    )
    receipts = NumberBook.everywhere.filter(place=fund.node, kind=NumberKind.RECEIPT)
    found: dict[str, bool] = Fund.everywhere.filter(pk=fund.pk).values(
        rule=Exists(rules_standing().filter(fund=fund)), part=Exists(parts), receipts=Exists(receipts),
        bank=Exists(BankAccount.everywhere.filter(fund=fund)),
        entry=Exists(Entry.everywhere.filter(book=fund.book_id, posted_at__isnull=False)),
    ).get()  # fmt: skip
    return found


def _act(name: str, fund: Fund) -> tuple[str, str]:
    return _("Go there"), reverse(name, args=[fund.pk])
