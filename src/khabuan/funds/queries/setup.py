"""Reads of how a fund is set up: its committee, centres, bank accounts with who signs, regulation over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.funds.models import BankAccount, Fund, FundRule, Member, Signatory
from khabuan.funds.rules.regulation import RuleValue, values_on
from khabuan.funds.rules.words import NOW, FundKey
from khabuan.places.models import Area, AreaKind
from khabuan.registry.models import Appointment, Organisation, Person
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.rules.queries import rules_for
from khabuan.rules.rules import RuleRow

PARTS = (OrganisationKind.BRANCH, OrganisationKind.VILLAGE_CENTRE)


def fund_of(actor: Actor, key: int) -> Fund:
    """A fund in sight, with its organisation and book. OutOfArea otherwise."""
    rows = Fund.objects.visible_to(actor).select_related("organisation__area__parent", "book")
    found: Fund | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea("funds.fund")
    return found


def fund_of_centre(centre: Organisation) -> Fund | None:
    """The fund that keeps its books here and collects at a centre in sight."""
    found: Fund | None = Fund.everywhere.filter(organisation=centre.parent_id).first()
    return found


def fund_of_body(actor: Actor, body: Organisation) -> Fund | None:
    """The fund of an organisation in sight, or None where no books were opened."""
    found: Fund | None = Fund.objects.visible_to(actor).filter(organisation=body).first()
    return found


@dataclass(frozen=True)
class Part:
    """A branch or village centre, with how many members it has now."""

    body: Organisation
    members: int


def parts_of(fund: Fund) -> list[Part]:
    """Branches and centres of a fund, those of its branches among them. Two queries."""
    rows = Organisation.everywhere.filter(
        Q(parent=fund.organisation_id) | Q(parent__parent=fund.organisation_id),
        kind__in=PARTS, ended_on__isnull=True, stays__isnull=True,
    ).select_related("area")  # fmt: skip
    counted = Member.everywhere.filter(fund=fund, state__in=NOW).values_list("centre").annotate(n=Count("pk"))
    counts = dict(counted)
    return [
        Part(row, counts.get(row.pk, 0)) for row in rows.order_by("kind", "area__moo", "area__sort_key", "pk")
    ]


def centres_of(fund: Fund) -> list[Organisation]:
    """Where members may belong, for choices."""
    return [part.body for part in parts_of(fund)]


def villages_without_centre(fund: Fund) -> list[Area]:
    """Villages and communities of the fund's area where no centre stands yet."""
    taken = [part.body.area_id for part in parts_of(fund)]
    rows = Area.objects.visible_to(Actor.public()).filter(
        parent=fund.organisation.area_id, until__isnull=True, kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY)
    )
    return list(rows.exclude(pk__in=taken).order_by("moo", "sort_key", "pk"))


def places_of(fund: Fund) -> list[Area]:
    """Where a member may live: the villages of the fund's area, then the area itself."""
    rows = Area.objects.visible_to(Actor.public()).filter(
        parent=fund.organisation.area_id, until__isnull=True
    )
    return [*rows.order_by("moo", "sort_key", "pk"), fund.organisation.area]


@dataclass(frozen=True)
class Account:
    """A bank account with who signs now and who did before."""

    row: BankAccount
    signers: tuple[Signatory, ...]
    former: tuple[Signatory, ...]


def bank_accounts(fund: Fund) -> list[Account]:
    rows = BankAccount.everywhere.filter(fund=fund).select_related("account").order_by("until", "since", "pk")
    by_account: dict[int | None, list[Signatory]] = defaultdict(list)
    for one in Signatory.everywhere.filter(fund=fund).select_related("person").order_by("since", "pk"):
        by_account[one.bank_account_id].append(one)
    return [
        Account(
            row,
            tuple(one for one in by_account[row.pk] if one.until is None),
            tuple(one for one in by_account[row.pk] if one.until is not None),
        )
        for row in rows
    ]


def bank_account_of(actor: Actor, key: int) -> BankAccount:
    rows = BankAccount.objects.visible_to(actor).select_related("fund__organisation__area", "account")
    found: BankAccount | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea("funds.bankaccount")
    return found


def committee_of(actor: Actor, fund: Fund, on: date) -> QuerySet[Appointment]:
    """Who holds a post of the fund on a day, in the order of posts."""
    rows: QuerySet[Appointment] = Appointment.objects.visible_to(actor).filter(
        held_on(on), post__organisation=fund.organisation
    )
    return rows.select_related("post", "person").order_by("post__order", "since", "pk")


def committee_people(actor: Actor, fund: Fund, on: date) -> list[Person]:
    """Who may be named to sign: the committee, each once."""
    return list({row.person_id: row.person for row in committee_of(actor, fund, on)}.values())


# ---------------------------------------------------------------- regulation


def rule_of(actor: Actor, key: int) -> FundRule:
    """A value of a fund's regulation in sight. OutOfArea otherwise."""
    rows = FundRule.objects.visible_to(actor).select_related("fund__organisation__area", "resolution")
    found: FundRule | None = rows.filter(pk=key).first()
    if found is None:
        raise OutOfArea("funds.fundrule")
    return found


@dataclass(frozen=True)
class RuleLine:
    """One rule of the regulation: what holds, whether it is the fund's own, and its values over time."""

    key: FundKey
    value: str
    own: FundRule | None
    custom: RuleRow | None
    values: tuple[FundRule, ...]

    @property
    def to_come(self) -> tuple[FundRule, ...]:
        standing = [row for row in self.values if row.taken_back_on is None]
        return tuple(row for row in standing if self.own is None or row.since > self.own.since)


def regulation_lines(fund: Fund, on: date) -> list[RuleLine]:
    """Every rule with what holds on a day. Two queries."""
    rows = list(FundRule.everywhere.filter(fund=fund).select_related("resolution").order_by("-since", "pk"))
    custom = rules_for(Actor.system(), [f"fund.{key}" for key in FundKey], on=on)
    return [_line(key, [row for row in rows if row.key == key], custom[f"fund.{key}"], on) for key in FundKey]


def _line(key: FundKey, rows: list[FundRule], custom: RuleRow | None, on: date) -> RuleLine:
    standing = [row for row in rows if row.taken_back_on is None]
    own = values_on([RuleValue(key, row.value, row.since) for row in standing], on)
    row = next((row for row in standing if row.since <= on), None)
    value = own.get(key) or (str(custom.value) if custom else "")
    return RuleLine(key, value, row, custom, tuple(rows))
