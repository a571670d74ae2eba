"""Several people at one fund at once, each in a transaction of their own: one after the other, and nobody in a deadlock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.funds.actions import members, money
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.sheets import close_sheet, open_sheet, take_payment
from khabuan.funds.models import CollectionSheet, DraftLine, Fund, Member
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import actions as ledger
from khabuan.ledger import checks
from khabuan.ledger.models import Account, SubsidiaryLine
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.models import NumberBook
from khabuan.registry.actions.organisations import add_organisation
from khabuan.registry.actions.people import add_person
from khabuan.rules.actions import load_rules
from tests.databases import own_database
from tests.funds.collecting_world import NAMES, SYSTEM, TODAY, Collecting, add_members
from tests.support import Country, in_threads, policy_rows

__all__ = ["own_database"]

ROUNDS = 12


class Place:
    """A fund with money, a centre with an open sheet, members; all of it committed."""

    def __init__(self) -> None:
        with policy_rows(names=NAMES), clock.at(TODAY):
            country = Country()
            load_rules(actor=SYSTEM)
            self.fund: Fund = Collecting.make_fund(country.tambon_a, "กองทุนทดสอบ")
            self.centre = add_organisation(
                actor=SYSTEM, area=country.tambon_a, kind="village_centre", name="ศูนย์ทดสอบ", parent=self.fund.organisation
            )  # fmt: skip
            self.members: list[Member] = add_members(
                actor=SYSTEM, fund=self.fund, count=ROUNDS, centre=self.centre
            )
            self.receipts: NumberBook = Collecting.give_book(self.fund, 1, 900)
            self.accounts = {one.code: one for one in Account.everywhere.filter(book=self.fund.book)}
            self.begin()

    def begin(self) -> None:
        self.receipts = NumberBook.everywhere.get(pk=self.receipts.pk)
        self.sheet: CollectionSheet = open_sheet(
            actor=SYSTEM, body=self.centre, on=TODAY, collector="ผู้เก็บทดสอบ", number_book=self.receipts
        )

    def close(self) -> Any:
        return close_sheet(actor=SYSTEM, sheet=self.sheet, counted=Decimal(30))

    def rebuild(self) -> Any:
        return ledger.rebuild(actor=SYSTEM, book=self.fund.book)

    def receive(self, baht: int) -> None:
        money.record_receipt(
            actor=SYSTEM, fund=self.fund, account=self.accounts["4410"], into=self.accounts["1110"],
            amount=Decimal(baht), on=date(2026, 1, 5), what="บริจาค", who="ผู้ให้ทดสอบ",
        )  # fmt: skip

    def pay(self) -> Any:
        return money.record_payment(
            actor=SYSTEM, fund=self.fund, account=self.accounts["5410"], out_of=self.accounts["1110"],
            amount=Decimal(60), source="donors", on=date(2026, 1, 6), who="ร้านทดสอบ", what="คืนผู้ให้",
        )  # fmt: skip

    def take(self, member: Member) -> Any:
        return take_payment(actor=SYSTEM, sheet=self.sheet, member=member, baht=Decimal(30))

    def collect(self, member: Member) -> Any:
        return record_collection(
            actor=SYSTEM, fund=self.fund, on=TODAY, collector="เหรัญญิก", payments=Payments.of([(member.pk, 3000)]),
            number_book=NumberBook.everywhere.get(pk=self.receipts.pk), is_another=True,
        )  # fmt: skip


def _today(act: Callable[..., Any], *given: Any) -> Callable[[], Any]:
    def run() -> Any:
        with clock.at(TODAY):
            return act(*given)

    return run


def test_two_who_pay_from_one_source_at_once_get_what_is_there_once(own_database: None) -> None:
    place = Place()
    with clock.at(TODAY):
        place.receive(100)
    done = in_threads(_today(place.pay), _today(place.pay))
    (no,) = [one for one in done if isinstance(one, Exception)]
    assert isinstance(no, Refused)
    assert no.code in {"source_short", "money_short"}
    assert checks.findings_of(place.fund.book) == []


def test_a_paper_sheet_at_the_fund_and_a_tap_at_the_centre_never_take_the_same_days(
    own_database: None,
) -> None:
    place = Place()
    for member in place.members:
        done = in_threads(
            _today(place.collect, member), _today(place.take, member), _today(place.collect, member)
        )
        assert [one for one in done if isinstance(one, Exception)] == []
    days = list(
        SubsidiaryLine.objects.filter(kind=LineKind.CONTRIBUTION).values_list("party", "from_on")
    ) + list(DraftLine.objects.values_list("member__party", "from_on"))
    assert len(days) == len(set(days)) == 3 * ROUNDS
    assert checks.findings_of(place.fund.book) == []


def test_one_person_applies_at_the_fund_and_at_a_centre_at_once_and_is_written_down_once(
    own_database: None,
) -> None:
    place = Place()
    person = add_person(actor=SYSTEM, area=place.centre.area, given="ทดสอบ", surname="สมัครพร้อมกัน")
    facts = {"actor": SYSTEM, "person": person, "applied_on": TODAY, "kind": "general", "rhythm": "month"}
    done = in_threads(
        _today(lambda: members.apply(fund=place.fund, **facts)),
        _today(lambda: members.apply_at_centre(centre=place.centre, **facts)),
    )
    (no,) = [one for one in done if isinstance(one, Exception)]
    assert isinstance(no, Refused)
    assert no.code == "already_member"


def test_kept_totals_are_made_anew_beside_a_sheet_that_is_closed(own_database: None) -> None:
    place = Place()
    for member in place.members[:6]:
        with clock.at(TODAY):
            place.collect(member)
            place.take(member)
            with connection.cursor() as cursor:
                cursor.execute("UPDATE ledger_accountmonth SET debit = debit + 1")
        done = in_threads(_today(place.rebuild), _today(place.close), _today(place.rebuild))
        assert [one for one in done if isinstance(one, Exception)] == []
        assert checks.findings_of(place.fund.book) == []
        with clock.at(TODAY):
            place.begin()


def test_fixtures_have_a_database(db: None) -> None:
    """pytest-django makes the database that `own_database` copies only where some test asks for it."""
    assert not Fund.everywhere.exists()
