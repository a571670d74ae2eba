"""The everyday money of a fund: each baht from a source, what rules forbid refused, and a second person asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from khabuan.access.actor import Role
from khabuan.audit.models import Payload
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.funds.actions import money
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.actions.erasing import copy_of_person
from khabuan.funds.actions.regulation import set_rule
from khabuan.funds.actions.sheets import open_sheet, take_payment
from khabuan.funds.actions.standing import leave, record_death
from khabuan.funds.models import Voucher
from khabuan.funds.money_words import allowed_words
from khabuan.funds.queries import money as reads
from khabuan.funds.queries import paid_up_to
from khabuan.funds.queries.members import dead_with_dues, one_member
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import actions as ledger
from khabuan.ledger import checks
from khabuan.ledger.models import Account, Countersign, SubsidiaryLine
from khabuan.ledger.queries import balance_of, sources
from khabuan.ledger.rules.words import MoneySource, SignState
from khabuan.ledger.spending import Spending, told_over
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.papers.actions.numbers import issue_number_book
from khabuan.registry.actions import rights
from tests.funds.collecting_world import SYSTEM, TODAY, Collecting, seat_at
from tests.support import policy_rows

DAY = date(2026, 1, 15)


class Money(Collecting):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        with policy_rows():
            cls.chair = seat_at(Role.CHAIR, cls.fund.organisation, number=73)
            cls.cash, cls.bank = (cls.account(code) for code in ("1110", "1210"))
            cls.resolution = record_resolution(
                actor=SYSTEM, organisation=cls.fund.organisation, meeting_number=1, year=2026, on=DAY,
                words="อนุมัติค่าบริหารเกินร้อยละ 20",
            )  # fmt: skip

    def setUp(self) -> None:
        super().setUp()
        self.receive("4210", 1000)
        self.receive("4410", 500, who="ผู้ใจบุญทดสอบ")

    @classmethod
    def account(cls, code: str) -> Account:
        found: Account = Account.everywhere.get(book=cls.fund.book, code=code)
        return found

    def receive(self, code: str, baht: int, **facts: Any) -> Voucher:
        return money.record_receipt(
            actor=self.treasurer, fund=self.fund, account=self.account(code), into=self.cash, amount=Decimal(baht),
            **{"on": DAY, "what": "เงินรับทดสอบ", **facts},
        )  # fmt: skip

    def pay(self, code: str, baht: str, source: str, **facts: Any) -> Voucher:
        given = {"on": DAY, "who": "ร้านทดสอบ", "what": "ของทดสอบ", "actor": self.treasurer, **facts}
        return money.record_payment(
            fund=self.fund,
            account=self.account(code),
            out_of=self.cash,
            amount=Decimal(baht),
            source=source,
            **given,
        )

    def left(self) -> dict[str, Decimal]:
        return {one.source: one.left for one in sources(self.fund.book) if one.left}

    def refused(self, code: str, act: Any, *args: Any, **facts: Any) -> Refused:
        before = Voucher.everywhere.count()
        with pytest.raises(Refused) as said:
            act(*args, **facts)
        assert said.value.code == code
        assert Voucher.everywhere.count() == before
        return said.value

    def test_money_in_belongs_to_its_source(self) -> None:
        assert self.left() == {"state": 1000, "donors": 500}
        self.refused("giver", self.receive, "4410", 5)
        self.refused("members", self.receive, "4110", 5)
        self.refused("amount", self.receive, "4210", 0)
        self.refused("future", self.receive, "4210", 5, on=date(2026, 3, 1))

    def test_what_a_source_may_be_used_for_is_a_dated_rule_that_the_refusal_names(self) -> None:
        said = str(self.refused("source_use", self.pay, "5230", "50", "state").message)
        assert "State" in said or "รัฐ" in said
        assert "หลักเกณฑ์สนับสนุนงบสมทบ" in said
        self.pay("5230", "50", "donors")
        assert self.left()["donors"] == 450
        self.refused("source_short", self.pay, "5410", "1000.01", "state")

    def test_management_goes_over_its_limit_only_by_a_resolution(self) -> None:
        self.pay("5210", "300", "donors")
        gauge = reads.management_of(self.fund, DAY)
        assert (gauge.income, gauge.spent, gauge.left) == (150000, 30000, 0)
        said = self.refused("management_limit", self.pay, "5230", "0.01", "donors")
        assert said.field == "resolution"
        with policy_rows():
            later = record_resolution(
                actor=SYSTEM, organisation=self.fund.organisation, meeting_number=2, year=2026, on=date(2026, 1, 16),
                words="อนุมัติย้อนหลัง",
            )  # fmt: skip
        self.refused("before_resolution", self.pay, "5230", "50", "donors", resolution=later)
        made = self.pay("5230", "50", "donors", resolution=self.resolution)
        assert made.resolution == self.resolution
        self.pay("5410", "10", "donors")  # no management: asks nothing

    def test_a_limit_of_management_is_raised_by_two_and_not_for_days_before_the_resolution(self) -> None:
        facts = {"actor": self.treasurer, "fund": self.fund, "key": "management_limit", "value": "100"}
        for told in ({"source": "ระเบียบข้อ 9"}, {"resolution": self.resolution, "since": date(2026, 1, 1)}):
            with pytest.raises(Refused):
                set_rule(**{"since": DAY, **facts, **told})
        set_rule(**facts, since=DAY, resolution=self.resolution)
        self.pay("5230", "400", "donors")
        asked = Countersign.everywhere.get(act="funds.set_rule")
        assert "ค่าบริหาร" in asked.what

    def test_missing_cash_over_the_limit_is_entered_and_said_with_what_a_resolution_allows(self) -> None:
        """1,500 came in: 300 for management. 400 are paid by a resolution, then 50 are missing: a fact."""
        self.pay("5230", "400", "donors", resolution=self.resolution)
        counted = ledger.count_cash(
            actor=self.treasurer, account=self.cash, on=DAY, pieces={"1000": 1, "50": 1}, counted_by="กรรมการ",
            words="หาไม่พบ",
        )  # fmt: skip
        assert counted.difference == -50
        with override("th"):
            spending = Spending(self.fund.book, self.account("5310"), MoneySource.MEMBERS, 5000, DAY)
            assert "เกินที่ระเบียบกำหนดรวม 150.00 บาท" in "".join(told_over(spending))
            assert told_over(replace(spending, account=self.account("5410"))) == []
            ledger.settle_count(actor=self.treasurer, count=counted, source="donors")
            said = allowed_words(self.fund, reads.management_of(self.fund, DAY), DAY)
        allowed = f"{self.resolution} รองรับ 100.00 บาท"
        assert said == f"เกิน 150.00 บาท: มี{allowed}, ไม่มีมติรองรับ 50.00 บาท"

    def test_another_body_s_resolution_allows_nothing(self) -> None:
        with policy_rows():
            other = record_resolution(
                actor=SYSTEM,
                organisation=self.neighbour.organisation,
                meeting_number=1,
                year=2026,
                on=DAY,
                words="–",
            )
        with pytest.raises(OutOfArea):
            self.pay("5210", "400", "donors", resolution=other)

    def test_a_payment_waits_for_the_name_of_another_person(self) -> None:
        self.pay("5230", "50", "donors")
        asked = Countersign.everywhere.get(book=self.fund.book)
        assert asked.state == SignState.WAITING
        with pytest.raises(Refused) as said:
            ledger.sign_act(actor=self.treasurer, countersign=asked)
        assert said.value.code == "same_person"
        ledger.object_to_act(actor=self.chair, countersign=asked, reason="ยังไม่เห็นใบเสร็จ")
        assert asked.state == SignState.OBJECTED
        ledger.sign_act(actor=self.chair, countersign=asked)
        assert (asked.state, asked.signed_user) == (SignState.SIGNED, 73)
        looked_at_before = Countersign.everywhere.get(pk=asked.pk)
        looked_at_before.state = SignState.WAITING
        with pytest.raises(Refused) as said:
            ledger.object_to_act(actor=self.chair, countersign=looked_at_before, reason="ยังไม่เห็นใบเสร็จ")
        assert said.value.code == "signed"
        with pytest.raises(NotAllowed):
            ledger.sign_act(actor=self.collector_of_fund(), countersign=asked)

    def collector_of_fund(self) -> Any:
        return seat_at(Role.COLLECTOR, self.fund.organisation, number=74)

    def test_a_paper_signature_needs_its_picture(self) -> None:
        self.pay("5230", "50", "donors")
        asked = Countersign.everywhere.get(book=self.fund.book)
        with pytest.raises(Refused) as said:
            ledger.sign_on_paper(actor=self.treasurer, countersign=asked, signed_by="พยานทดสอบ", papers=[])
        assert said.value.code == "no_picture"

    def test_a_reversal_waits_for_another_person_too(self) -> None:
        voucher = self.pay("5230", "50", "donors")
        ledger.reverse(actor=self.treasurer, entry=voucher.entry, on=DAY, reason="จ่ายผิดร้าน")
        assert Countersign.everywhere.filter(book=self.fund.book).count() == 2
        assert self.left()["donors"] == 500
        assert reads.is_reversed(voucher)

    def test_a_benefit_stands_on_its_member(self) -> None:
        facts = {
            "actor": self.treasurer, "fund": self.fund, "account": self.account("5102"), "out_of": self.cash,
            "amount": Decimal(600), "source": "state", "on": DAY, "what": "นอนโรงพยาบาล 3 คืน", "approved": "ประธาน",
        }  # fmt: skip
        self.refused("member", money.record_benefit, **facts)
        self.refused("approved", money.record_benefit, **{**facts, "approved": ""}, member=self.members[0])
        made = money.record_benefit(**facts, member=self.members[0])
        assert (made.who, self.left()["state"]) == (str(self.members[0].person), 400)
        with pytest.raises(OutOfArea):
            money.record_benefit(**facts, member=self.stranger)
        public = {**facts, "account": self.account("5112"), "amount": Decimal(100), "who": "วัดทดสอบ"}
        money.record_benefit(**public)
        self.refused("public", money.record_benefit, **public, member=self.members[0])

    def test_an_added_account_for_welfare_is_a_benefit_and_others_but_management_ask_a_second_person(
        self,
    ) -> None:
        """A treasurer alone added “ค่าตอบแทนกรรมการ” for welfare and paid it from the state's money."""
        facts = {"actor": self.treasurer, "book": self.fund.book, "kind": "expense"}
        with pytest.raises(Refused) as said:
            ledger.add_account(**facts, code="5230", name="ค่าน้ำ", use="management")
        assert (said.value.code, said.value.field) == ("account_code_once", "code")
        ledger.add_account(**facts, code="5250", name="ค่าน้ำ", use="management")
        assert not Countersign.everywhere.exists()
        made = ledger.add_account(**facts, code="5199", name="ค่าตอบแทนกรรมการ", use="benefit")
        self.refused("benefit", self.pay, "5199", "900", "state")
        told = {
            "actor": self.treasurer, "fund": self.fund, "account": made, "out_of": self.cash,
            "amount": Decimal(900), "source": "state", "on": DAY, "what": "ค่าตอบแทน", "approved": "ประธาน",
        }  # fmt: skip
        self.refused("member", money.record_benefit, **told)
        ledger.add_account(**facts, code="5198", name="งานประเพณี", use="public")
        asked = Countersign.everywhere.filter(act="ledger.add_account").values_list("what", flat=True)
        assert [words.split("ใช้เพื่อ: ")[1] for words in asked.order_by("pk")] == [
            "สวัสดิการแก่สมาชิก",
            "สาธารณประโยชน์",
        ]
        ledger.close_account(actor=self.treasurer, account=made, on=TODAY)

    def test_who_received_a_benefit_is_in_the_person_s_copy_and_forgotten_with_the_person(self) -> None:
        member = self.members[0]
        money.record_benefit(
            actor=self.treasurer, fund=self.fund, account=self.account("5102"), out_of=self.cash,
            amount=Decimal(600), source="state", on=DAY, what="นอนโรงพยาบาลสมมุติ", approved="ประธาน", member=member,
            who="ญาติชื่อสมมุติ",
        )  # fmt: skip
        told = {table.kind: table.rows for table in copy_of_person([member.person])}
        assert [fact.value for fact in told["funds.voucher"][0]][2:5] == [
            "600.00", "นอนโรงพยาบาลสมมุติ", "ญาติชื่อสมมุติ"
        ]  # fmt: skip
        leave(actor=self.treasurer, member=member, act="moved", on=TODAY, reason="ย้ายบ้าน")
        with clock.at(date(2036, 2, 11)):
            asked = rights.open_request(actor=SYSTEM, person=member.person, kind="erase")
            rights.erase_person(actor=SYSTEM, person=member.person, asked=asked)
        kept = repr(list(Voucher.everywhere.values_list("who", "what", "document")))
        kept += repr(list(Countersign.everywhere.values_list("what", "words")))
        assert "สมมุติ" not in kept + "".join(Payload.objects.values_list("body", flat=True)).replace(
            "ทดสอบ", ""
        )
        assert checks.findings_of(self.fund.book) == []

    def test_vouchers_take_their_numbers_in_turn(self) -> None:
        assert self.pay("5230", "10", "donors").number == ""
        issue_number_book(
            actor=SYSTEM,
            body=self.fund,
            kind="voucher",
            number=3,
            last=50,
            issued_to="เหรัญญิก",
            on=date(2025, 12, 1),
        )
        made = [self.pay("5230", "10", "donors") for _ in range(2)]
        assert [one.number for one in made] == ["3/01", "3/02"]
        assert made[0].entry.document == "ใบสำคัญ 3/01"

    def test_money_moves_without_being_earned(self) -> None:
        money.move_money(
            actor=self.treasurer,
            fund=self.fund,
            out_of=self.cash,
            into=self.bank,
            amount=Decimal(700),
            on=DAY,
        )
        assert (balance_of(self.cash), balance_of(self.bank)) == (800, 700)
        assert self.left() == {"state": 1000, "donors": 500}
        move = {"actor": self.treasurer, "fund": self.fund, "amount": Decimal(1), "on": DAY}
        self.refused("same", money.move_money, out_of=self.cash, into=self.cash, **move)
        self.refused("place", money.move_money, out_of=self.account("1120"), into=self.cash, **move)

    def test_dues_taken_after_a_death_go_back_for_just_those_days(self) -> None:
        member = self.members[0]
        record_collection(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=date(2026, 2, 1), collector="ผู้เก็บทดสอบ",
            payments=Payments.of([(member.pk, 6000)]),
        )  # fmt: skip
        record_death(actor=self.treasurer, member=member, on=date(2026, 1, 20), reason="ญาติแจ้ง")
        (line,) = reads.dues_to_return(member)
        assert dead_with_dues(self.treasurer) == [member]
        assert (line.from_on, line.to_on, line.satang) == (date(2026, 1, 21), date(2026, 3, 1), -4000)
        made = money.give_back(
            actor=self.treasurer, member=member, out_of=self.cash, on=date(2026, 2, 5), who="ทายาททดสอบ",
            reason="เก็บหลังเสียชีวิต",
        )  # fmt: skip
        assert made.amount == 40
        assert reads.dues_to_return(member) == []
        assert dead_with_dues(self.treasurer) == []
        assert one_member(self.treasurer, member).to_return == 0
        assert paid_up_to([member])[member.pk] == date(2026, 1, 20)
        self.refused(
            "nothing_due", money.give_back, actor=self.treasurer, member=member, out_of=self.cash, on=date(2026, 2, 5),
            who="ทายาททดสอบ", reason="เก็บหลังเสียชีวิต",
        )  # fmt: skip

    def test_unknown_money_is_cleared_to_its_owner_and_never_twice(self) -> None:
        unclear = money.record_unclear(
            actor=self.treasurer, fund=self.fund, into=self.bank, amount=Decimal(100), on=DAY, what="โอนเข้า"
        )
        assert self.left() == {"state": 1000, "donors": 500}
        clear = {"actor": self.treasurer, "voucher": unclear, "on": date(2026, 2, 1)}
        money.clear_unclear(**clear, amount=Decimal(31), member=self.members[1])
        assert paid_up_to([self.members[1]])[self.members[1].pk] == date(2026, 1, 31)
        self.refused("whose", money.clear_unclear, **clear, amount=Decimal(1))
        self.refused(
            "too_much", money.clear_unclear, **clear, amount=Decimal(70), account=self.account("4410")
        )
        money.clear_unclear(**clear, amount=Decimal(69), account=self.account("4410"))
        assert reads.unclear_of(self.fund) == []
        back = {"actor": self.treasurer, "on": date(2026, 2, 1), "reason": "ลงผิดบัญชี"}
        self.refused("unclear_short", ledger.reverse, entry=unclear.entry, **back)
        assert balance_of(self.account("2110")) == 0

    def test_unknown_money_pays_for_the_days_after_those_of_a_sheet_that_is_still_open(self) -> None:
        member = self.members[0]
        sheet = open_sheet(actor=self.treasurer, body=self.centre, on=TODAY, collector="ผู้เก็บทดสอบ")
        taken = take_payment(actor=self.treasurer, sheet=sheet, member=member, baht=Decimal(31))
        unclear = money.record_unclear(
            actor=self.treasurer, fund=self.fund, into=self.bank, amount=Decimal(28), on=DAY, what="โอนเข้า"
        )
        money.clear_unclear(
            actor=self.treasurer, voucher=unclear, amount=Decimal(28), member=member, on=TODAY
        )
        (line,) = SubsidiaryLine.objects.filter(party=member.party)
        assert (taken.to_on, line.from_on, line.to_on) == (
            date(2026, 1, 31),
            date(2026, 2, 1),
            date(2026, 2, 28),
        )

    def test_only_a_resolution_divides_old_money(self) -> None:
        from khabuan.ledger.rules.drafts import Draft, Leg
        from khabuan.ledger.rules.words import EntryKind
        from tests.ledger.test_posting_db import post_draft

        old = [Leg("1110", debit=90000), Leg("3110", credit=90000, source=MoneySource.UNASSIGNED)]
        with policy_rows(names=("test.post",)):
            post_draft(actor=SYSTEM, book=self.fund.book, draft=Draft(EntryKind.OPENING, "ยกมา", old), on=DAY)
        divide = {"actor": self.treasurer, "fund": self.fund, "on": DAY, "resolution": self.resolution}
        money.divide_old_money(**divide, shares={"members": Decimal(600), "state": Decimal(200)})
        assert self.left() == {"members": 600, "state": 1200, "donors": 500, "unassigned": 100}
        self.refused("source_short", money.divide_old_money, **divide, shares={"members": Decimal(101)})
        self.refused("nothing", money.divide_old_money, **divide, shares={})

    def test_the_neighbour_pays_nothing_here_and_all_checks_are_clean(self) -> None:
        keeper_b = seat_at(Role.TREASURER, self.neighbour.organisation, number=75)
        with pytest.raises(OutOfArea):
            self.pay("5230", "50", "donors", actor=keeper_b)
        self.pay("5230", "50", "donors")
        assert checks.findings_of(self.fund.book) == []
