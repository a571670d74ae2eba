"""An old fund goes live: what was counted must agree before the first posting, and is what the books begin with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import TestCase

from khabuan.access.actor import Actor, Role, Span
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.funds.actions import cut_over as actions
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.cut_over import BankBalance, WithCollector
from khabuan.funds.actions.handing_over import hand_over
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.models import CutOver, Fund
from khabuan.funds.queries.cash import DeskCash, cash_at_desks
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import checks, queries
from khabuan.ledger.models import Account, Entry
from khabuan.ledger.rules.words import LineKind, MoneySource
from khabuan.registry.actions.organisations import add_organisation as add_body
from khabuan.rules.actions import load_rules
from tests.funds.collecting_world import NAMES, add_members, seat_at
from tests.support import SYSTEM, Country, add_organisation, policy_rows

TODAY = date(2026, 2, 10)
DAY = date(2026, 2, 1)


class Counting(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        with policy_rows(names=NAMES), clock.at(TODAY):
            country = Country()
            load_rules(actor=SYSTEM)
            body = add_organisation(actor=SYSTEM, area=country.tambon_a, name="กองทุนทดสอบ ก", kind="fund")
            cls.fund = open_fund(actor=SYSTEM, organisation=body, opened_on=DAY, is_old=True)
            cls.centre = add_body(
                actor=SYSTEM, area=country.tambon_a, kind="village_centre", name="ศูนย์ทดสอบ ม.3", parent=body
            )
            cls.stranger = add_body(actor=SYSTEM, area=country.tambon_b, kind="network", name="ศูนย์อื่น")
            cls.members = add_members(actor=SYSTEM, fund=cls.fund, count=3)
            cls.bank = Account.everywhere.get(book=cls.fund.book, role="bank")
            cls.treasurer = seat_at(Role.TREASURER, body, cls.centre)

    def setUp(self) -> None:
        told = clock.at(TODAY)
        told.__enter__()
        self.addCleanup(told.__exit__, None, None, None)

    def count(self, **more: Any) -> CutOver:
        facts: dict[str, Any] = {
            "actor": self.treasurer, "fund": self.fund, "on": DAY, "pieces": {100_000: 3, 2_000: 10, 25: 2},
            "banks": [BankBalance(self.bank, 5_000_050, date(2026, 1, 31))],
            "collectors": [WithCollector(self.centre, 36_500), WithCollector(None, 0)],
            "divided": {MoneySource.MEMBERS: 4_000_000}, "old_total": 5_356_600, "old_members": 3, **more,
        }  # fmt: skip
        return actions.count_cut_over(**facts)

    def test_the_books_begin_with_what_was_counted(self) -> None:
        cut_over = self.count()
        entry = actions.post_cut_over(actor=self.treasurer, cut_over=cut_over)
        assert (entry.on, entry.kind, entry.number) == (DAY, "opening", 1)
        balances = {one.account.code: one.after for one in queries.trial_balance(self.fund.book)}
        assert {code: str(baht) for code, baht in balances.items()} == {
            "1110": "3200.50", "1120": "365.00", "1210": "50000.50", "3110": "53566.00",
        }  # fmt: skip
        left = {one.source: str(one.left) for one in queries.sources(self.fund.book)}
        assert left == {MoneySource.MEMBERS: "40000.00", MoneySource.UNASSIGNED: "13566.00"}
        assert checks.findings_of(self.fund.book) == []

    def test_cash_with_a_collector_at_the_cut_over_is_counted_until_it_is_handed_over(self) -> None:
        def desk() -> DeskCash:
            (found,) = (one for one in cash_at_desks(self.treasurer, self.fund) if one.centre == self.centre)
            return found

        actions.post_cut_over(actor=self.treasurer, cut_over=self.count())
        assert (desk().held, desk().differs, desk().days, desk().is_late) == (365, 0, 9, True)
        payments = Payments([self.members[0].pk], [3000], [LineKind.CONTRIBUTION])
        record_collection(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=TODAY, collector="ผู้เก็บ", payments=payments,
        )  # fmt: skip
        assert (desk().held, desk().differs) == (395, 0)
        facts = {
            "actor": self.treasurer,
            "fund": self.fund,
            "centre": self.centre,
            "giver": "ผู้เก็บ",
            "taker": "เหรัญญิก",
        }
        hand_over(**facts, on=TODAY, baht=Decimal(341), why="ยังไม่เจอ 54 บาท")
        assert (desk().held, desk().differs, desk().collector) == (54, -54, "ผู้เก็บ")
        with clock.at(date(2026, 2, 20)):
            assert desk().is_all_missing, "late and missing are the same baht"

    def test_nothing_is_collected_before_and_something_after(self) -> None:
        payments = Payments([self.members[0].pk], [100], [LineKind.CONTRIBUTION])
        facts = {"actor": self.treasurer, "fund": self.fund, "collector": "ผู้เก็บ", "payments": payments}
        with pytest.raises(Refused) as no:
            record_collection(**facts, on=TODAY)
        assert no.value.code == "cut_over_first"
        actions.post_cut_over(actor=self.treasurer, cut_over=self.count(on=date(2026, 2, 5)))
        with pytest.raises(Refused) as no:
            record_collection(**facts, on=date(2026, 2, 4))
        assert no.value.code == "before_cut_over"

    def test_a_difference_is_refused_until_it_is_explained(self) -> None:
        cut_over = self.count(old_total=5_400_000, old_members=5)
        with pytest.raises(Refused):
            actions.post_cut_over(actor=self.treasurer, cut_over=cut_over)
        assert {str(fault) for fault in actions.proof_of(cut_over).faults} == {"money", "members"}
        assert not Entry.everywhere.exists()
        again = self.count(
            old_total=5_400_000, old_members=5, why_money="ค่าเดินทางยังไม่ลงบัญชีเดิม", why_members="สองคนย้ายออกปีนี้"
        )
        assert again.pk == cut_over.pk
        assert actions.post_cut_over(actor=self.treasurer, cut_over=again).number == 1

    def test_what_cannot_be_is_refused(self) -> None:
        for more, code in (
            ({"pieces": {100_000: -1}}, "negative"), ({"on": date(2026, 3, 1)}, "to_come"),
            ({"on": date(2026, 1, 1)}, "before_book"),
            ({"collectors": [WithCollector(self.stranger, 100)]}, "other_centre"),
            ({"banks": [BankBalance(Account.everywhere.get(book=self.fund.book, code="4110"), 1)]}, "other_account"),
        ):  # fmt: skip
            with pytest.raises((Refused, OutOfArea)) as no:
                self.count(**more)
            assert getattr(no.value, "code", code) == code

    def test_a_proof_needs_a_statement_and_a_division_that_fits(self) -> None:
        proof = actions.proof_of(
            self.count(banks=[BankBalance(self.bank, 1)], divided={MoneySource.STATE: 10**9})
        )
        assert {str(fault) for fault in proof.faults} >= {"statement", "divided"}
        assert [
            str(one)
            for one in actions.proof_of(
                self.count(pieces={}, banks=[], collectors=[], divided={}, old_total=0)
            ).faults
        ] == ["nothing"]

    def test_it_is_posted_once_and_first(self) -> None:
        cut_over = self.count()
        actions.post_cut_over(actor=self.treasurer, cut_over=cut_over)
        for again in (lambda: actions.post_cut_over(actor=self.treasurer, cut_over=cut_over), self.count):
            with pytest.raises(Refused):
                again()
        assert Entry.everywhere.count() == 1

    def test_a_posted_proof_stays_as_it_was_signed(self) -> None:
        cut_over = self.count()
        actions.post_cut_over(actor=self.treasurer, cut_over=cut_over)
        with policy_rows(names=NAMES):
            add_members(actor=SYSTEM, fund=self.fund, count=5, first=9)
        proof = actions.proof_of(CutOver.everywhere.get())
        assert (proof.members, proof.members_differ) == (3, 0)

    def test_a_fund_that_was_opened_as_new_may_still_be_counted(self) -> None:
        with policy_rows(names=NAMES), clock.at(TODAY):
            body = add_organisation(
                actor=SYSTEM, area=self.fund.organisation.area, name="กองทุนทดสอบ ข", kind="fund"
            )
            fund = open_fund(actor=SYSTEM, organisation=body, opened_on=DAY)
        actions.count_cut_over(actor=seat_at(Role.TREASURER, body), fund=fund, on=DAY, pieces={2_000: 1})
        assert Fund.everywhere.get(pk=fund.pk).is_old

    def test_neither_the_collector_nor_the_neighbour_lets_books_begin(self) -> None:
        cut_over = self.count()
        with pytest.raises(NotAllowed):
            actions.post_cut_over(actor=seat_at(Role.COLLECTOR, self.fund), cut_over=cut_over)
        with pytest.raises(OutOfArea):
            actions.post_cut_over(
                actor=Actor(Role.TREASURER, (Span.of("33."),), seat_id=9), cut_over=cut_over
            )
