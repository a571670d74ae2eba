"""A whole sheet, a hand-over, a cut-over taken back in the ledger: the fund's own records say the same afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from khabuan.core.errors import Refused
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.correcting import correct_line
from khabuan.funds.actions.cut_over import count_cut_over, post_cut_over, refuse_before_cut_over
from khabuan.funds.actions.handing_over import hand_over
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.models import CollectionSheet, CutOver, Fund
from khabuan.funds.queries import due_cash, paid_up_to
from khabuan.funds.queries.cash import cash_at_desks, sheets_of, way_of_cash
from khabuan.funds.queries.reading import entry_lines_of
from khabuan.funds.queries.receipts import lines_of, told_of_number
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import actions as ledger
from khabuan.ledger import checks
from khabuan.ledger.models import Entry
from khabuan.papers.queries.numbers import number_findings
from tests.funds.collecting_world import NAMES, SYSTEM, TODAY, Collecting, add_members
from tests.support import add_organisation, policy_rows

DAY = date(2026, 2, 3)
LATER = date(2026, 4, 1)


class TakenBack(Collecting):
    def collect(self) -> CollectionSheet:
        return record_collection(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=DAY, collector="ผู้เก็บทดสอบ",
            payments=Payments.of([(one.pk, 3000) for one in self.members[:3]]), number_book=self.book,
        )  # fmt: skip

    def collect_again(self, member: int = 3) -> CollectionSheet:
        return record_collection(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=DAY + timedelta(days=3), collector="ผู้เก็บทดสอบ",
            payments=Payments.of([(self.members[member].pk, 3000)]), number_book=self.book,
        )  # fmt: skip

    def back(self, entry: Entry, **facts: Any) -> Entry:
        given = {"actor": self.treasurer, "on": TODAY, "reason": "ลงซ้ำทั้งใบ", **facts}
        return ledger.reverse(entry=entry, **given)

    def test_the_receipts_of_a_sheet_taken_back_are_void_and_none_of_its_lines_is_corrected_again(
        self,
    ) -> None:
        sheet = self.collect()
        assert paid_up_to(self.members[:1])[self.members[0].pk] == date(2026, 1, 30)
        self.back(sheet.entry)
        assert paid_up_to(self.members[:1])[self.members[0].pk] == date(2025, 12, 31)
        assert [one.is_void for one in lines_of(sheet)] == [True, True, True]
        assert told_of_number(self.book.pk, 1).is_void
        with pytest.raises(Refused) as no:
            correct_line(actor=self.treasurer, sheet=sheet, seq=0, reason="พิมพ์ผิดคน")
        assert no.value.code == "no_line"
        (desk,) = [
            one for one in cash_at_desks(self.treasurer, self.fund, TODAY) if one.centre == self.centre
        ]
        assert (desk.held, desk.days, desk.differs, desk.unsigned) == (0, None, 0, 0)
        assert due_cash.count_unsigned(self.treasurer, TODAY) == 0
        assert not sheets_of(self.treasurer, self.fund, is_unsigned=True).exists()
        assert [one.is_back for one in sheets_of(self.treasurer, self.fund)] == [True]
        assert list(number_findings()) == []
        assert checks.findings_of(self.fund.book) == []

    def test_a_member_s_statement_cites_the_own_receipt_of_a_sheet_taken_back(self) -> None:
        sheet = self.collect()
        self.back(sheet.entry)
        told = [(one.amount, one.number) for one in entry_lines_of(self.members[1])]
        assert told == [(30, "12/002"), (-30, "12/002")]

    def test_a_sheet_whose_cash_went_on_is_taken_back_after_its_hand_over(self) -> None:
        sheet = self.collect()
        handed = hand_over(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=DAY, baht=Decimal(80), giver="ก", taker="ข",
            why="อีกสิบบาทพรุ่งนี้",
        )  # fmt: skip
        sheet.refresh_from_db()
        with pytest.raises(Refused) as no:
            self.back(sheet.entry)
        assert no.value.code == "handed_over"
        self.back(handed.entry)
        (desk,) = [
            one for one in cash_at_desks(self.treasurer, self.fund, TODAY) if one.centre == self.centre
        ]
        assert (desk.held, desk.days, desk.differs, desk.short) == (90, 7, 0, None)
        assert [one.is_back for one in way_of_cash(self.treasurer, self.fund)] == [True]
        self.back(sheet.entry)
        assert checks.findings_of(self.fund.book) == []

    def test_a_sheet_after_which_its_members_paid_again_goes_back_after_the_later_ones(self) -> None:
        early, late = self.collect(), self.collect_again(member=0)
        with pytest.raises(Refused) as no:
            self.back(early.entry)
        assert (no.value.code, self.members[0].number in str(no.value.message)) == ("later", True)
        assert self.members[1].number not in str(no.value.message)
        assert [one.is_void for one in lines_of(early)] == [False] * 3
        self.back(late.entry)
        self.back(early.entry)
        assert paid_up_to(self.members[:1])[self.members[0].pk] == date(2025, 12, 31)
        assert checks.findings_of(self.fund.book) == []

    def test_a_desk_is_late_since_its_oldest_sheet_that_stands(self) -> None:
        early, late = self.collect(), self.collect_again()
        (before,) = due_cash.cash_due(self.treasurer, LATER, 5)
        self.back(early.entry)
        (after,) = due_cash.cash_due(self.treasurer, LATER, 5)
        days = [(LATER - one.on).days for one in (early, late)]
        assert [f"{days[0]}" in str(before.what), f"{days[1]}" in str(after.what)] == [True, True]

    def test_a_correction_is_not_taken_back_for_its_wrong_receipt_is_void(self) -> None:
        sheet = self.collect()
        right = correct_line(actor=self.treasurer, sheet=sheet, seq=0, reason="พิมพ์เกินไป", baht=Decimal(15))
        with pytest.raises(Refused) as no:
            self.back(right)
        assert no.value.code == "correction"

    def test_a_wrong_cut_over_is_taken_back_and_made_anew(self) -> None:
        with policy_rows(names=NAMES):
            area = self.neighbour.organisation.area
            body = add_organisation(actor=SYSTEM, area=area, name="กองทุนเก่าทดสอบ", kind="fund")
            old: Fund = open_fund(actor=SYSTEM, organisation=body, opened_on=date(2025, 10, 1), is_old=True)
            add_members(actor=SYSTEM, fund=old, count=1)
        begun = self._cut_over(old, 5)
        self.back(begun, actor=SYSTEM)
        with pytest.raises(Refused) as no:
            refuse_before_cut_over(old, TODAY)
        assert no.value.code == "cut_over_first"
        anew = self._cut_over(old, 7)
        refuse_before_cut_over(old, TODAY)
        assert anew.number == 3
        assert CutOver.everywhere.filter(fund=old, given_up_on__isnull=True).get().entry == anew

    def _cut_over(self, fund: Fund, notes: int) -> Entry:
        counted = count_cut_over(
            actor=SYSTEM, fund=fund, on=DAY, pieces={100_000: notes}, old_total=notes * 100_000, old_members=1
        )
        return post_cut_over(actor=SYSTEM, cut_over=counted)
