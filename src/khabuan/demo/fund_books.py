"""Welfare funds with their books: lists of members, collections, money in and out. All people are invented.

Three funds have a told story, day by day through the actions (`stories`); the others have a sheet a year, typed in from
their old notebooks by the form for whole sheets, paid into the bank, and a closing entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from khabuan.access.actor import Actor
from khabuan.core.thai import short_date
from khabuan.demo.names import Invented
from khabuan.demo.world import Builder, saving
from khabuan.funds import bringing_in
from khabuan.funds.actions import bringing_in as lists
from khabuan.funds.actions import handing_over
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.setting_up import add_bank_account, open_fund
from khabuan.funds.models import BankAccount, CollectionSheet, Fund, Member
from khabuan.funds.queries.payers import payers_of
from khabuan.funds.rules.collecting import Payments
from khabuan.funds.rules.dues import span_to
from khabuan.funds.rules.words import NOW
from khabuan.ledger.actions import close_year
from khabuan.ledger.rules.words import LineKind
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

HEADINGS = ("เลขที่สมาชิก", "เลขบัตรประชาชน", "คำนำหน้า", "ชื่อ", "สกุล", "เพศ", "บ้านเลขที่", "หมู่", "วันเกิด", "วันสมัคร", "จ่ายถึง")  # fmt: skip
SYSTEM = Actor.system("ตัวอย่าง")
YEARS = 6
PER_DAY = 100
BANK = "ธ.ก.ส. (ตัวอย่าง)"
TOLD = ("190105", "190112", "190108")
"""Tambons whose funds have a story of their own."""


@dataclass(frozen=True)
class Joining:
    """A line of a fund's old list of members."""

    number: int
    invented: Invented
    moo: int
    joined_on: date
    paid_to: date

    @property
    def cells(self) -> tuple[str, ...]:
        one = self.invented
        born = f"{1 + one.number % 28}/{1 + one.number % 12}/{one.birth_year + 543}"
        return (
            f"{self.number:04d}", one.citizen, one.title, one.given, one.surname, "หญิง" if one.is_woman else "ชาย",
            f"{1 + one.number % 180}/{1 + one.number % 9}", str(self.moo) if self.moo else "", born,
            short_date(self.joined_on), short_date(self.paid_to),
        )  # fmt: skip


def build_yearly(world: Builder, within: str, every: int) -> None:
    """Books for every n-th of the funds that have no story: members from a list, a sheet for each year.

    The others keep their books on paper still, as in life.
    """
    world = replace(world, actor=SYSTEM)
    bodies = Organisation.objects.visible_to(world.actor).filter(
        kind=OrganisationKind.FUND, ended_on__isnull=True, stays__isnull=True, area__code__startswith=within
    )
    for at, body in enumerate(bodies.select_related("area").order_by("pk")):
        if body.area.code not in TOLD and at % every == 0:
            with saving():
                _yearly(world, body, at)


def _yearly(world: Builder, body: Organisation, at: int) -> None:
    years = 2 + at % YEARS
    first = date(world.today.year - years, 1, 1)
    fund = open_fund(actor=world.actor, organisation=body, opened_on=first, year_start_month=1)
    many = 24 + at * 17 % 60
    bank = open_bank(world, fund, first)
    bring_in(world, fund, joiners(world, many, first))
    for year in range(first.year, world.today.year):
        sheet = _sheet_of_year(world, fund, year, at)
        if sheet is not None:
            _to_the_bank(world, fund, bank, sheet)
            close_year(actor=world.actor, book=fund.book, year=year)


def open_bank(world: Builder, fund: Fund, since: date) -> BankAccount:
    return add_bank_account(
        actor=world.actor, fund=fund, bank=BANK, name=f"{fund.organisation.name} โดยกรรมการสามคน",
        number=f"9990{fund.pk % 10**6:06d}", since=since, branch="สาขาตัวอย่าง",
    )  # fmt: skip


def _to_the_bank(world: Builder, fund: Fund, bank: BankAccount, sheet: CollectionSheet) -> None:
    """The year's cash goes to the treasurer, and within days to the bank."""
    giver, taker = "ผู้เก็บเงินกองทุน (ตัวอย่าง)", "เหรัญญิกกองทุน (ตัวอย่าง)"
    facts = {"actor": world.actor, "fund": fund, "baht": sheet.total}
    handing_over.hand_over(**facts, on=sheet.on + timedelta(days=2), giver=giver, taker=taker)
    handing_over.pay_in(**facts, on=sheet.on + timedelta(days=5), bank_account=bank, giver=taker)


def joiners(world: Builder, many: int, first: date, villages: int = 0) -> list[Joining]:
    """People of an old list, some of whom paid ahead or were behind when the books began here."""
    found = []
    for number in range(1, many + 1):
        invented = Invented(next(world.numbers))
        late = 0 if number % 7 else -45
        found.append(
            Joining(
                number, invented, 1 + number % villages if villages else 0,
                date(first.year - 1 - number % 9, 1 + number % 12, 1 + number % 28),
                first - timedelta(days=1 - late),
            )
        )  # fmt: skip
    return found


def bring_in(world: Builder, fund: Fund, people: Sequence[Joining]) -> list[Member]:
    """The fund's list of members, sent in as a file, read and saved at once."""
    lines = [",".join(HEADINGS), *(",".join(one.cells) for one in people)]
    roll = lists.take_list(
        actor=world.actor, fund=fund, file_name="ทะเบียนสมาชิก (ตัวอย่าง).csv", content="\n".join(lines).encode()
    )
    bringing_in.rehearse(world.actor, roll)
    roll.refresh_from_db()
    bringing_in.save_rows(world.actor, lists.save_list(actor=world.actor, roll=roll))
    return members_of(world.actor, fund)


def members_of(actor: Actor, fund: Fund) -> list[Member]:
    rows = Member.objects.visible_to(actor).filter(fund=fund, state__in=NOW)
    return list(rows.order_by("number_key"))


def _sheet_of_year(world: Builder, fund: Fund, year: int, at: int) -> CollectionSheet | None:
    """Who paid the year, most of them whole; in February, as yearly payers do."""
    last = date(year, 12, 31)
    members = [one for number, one in enumerate(members_of(world.actor, fund)) if (number + year + at) % 13]
    known = payers_of(fund, [one.pk for one in members])
    due = {one.pk: span_to(paid, last, PER_DAY) for one in members if (paid := known[one.pk].paid)}
    spans = {key: span.satang for key, span in due.items() if span is not None}
    return collect(world, fund, date(year, 2, 1 + at % 27), spans)


def collect(
    world: Builder, fund: Fund, on: date, satang: Mapping[int, int], **facts: Any
) -> CollectionSheet | None:
    """A whole sheet of contributions: member's key → satang."""
    if not satang:
        return None
    keys = list(satang)
    payments = Payments(keys, list(satang.values()), [int(LineKind.CONTRIBUTION)] * len(keys))
    told = {"collector": "เหรัญญิกกองทุน (ตัวอย่าง)", **facts}
    return record_collection(actor=world.actor, fund=fund, on=on, payments=payments, **told)
