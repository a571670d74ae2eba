"""What funds add to a council's yearly report, as each seat may read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.funds.actions.money import record_receipt
from khabuan.funds.actions.standing import leave
from khabuan.funds.year_report import tell_year
from khabuan.ledger.models import Account
from tests.funds.collecting_world import SYSTEM, Collecting, seat_at

MONEY = "เงินคงเหลือทุกกองทุน (เงินสด ธนาคาร เงินลงทุน)"


class YearReport(Collecting):
    def told(self, actor: Actor, year: int) -> dict[str, str]:
        told = tell_year(actor, self.fund.organisation, date(year, 1, 1), date(year, 12, 31))
        return {str(words): figure for words, figure in told.lines} if told else {}

    def receive(self, on: date, baht: str) -> None:
        account, cash = (Account.everywhere.get(book=self.fund.book, code=code) for code in ("4210", "1110"))
        record_receipt(
            actor=self.treasurer, fund=self.fund, account=account, into=cash, amount=Decimal(baht), on=on, what="เงินทดสอบ"
        )  # fmt: skip

    def test_money_and_members_stand_by_the_end_of_each_year(self) -> None:
        self.receive(date(2025, 12, 31), "1000.25")
        self.receive(date(2026, 1, 15), "500")
        assert self.told(SYSTEM, 2025)[MONEY] == "1,000.25 บาท"
        this_year = self.told(SYSTEM, 2026)
        assert this_year[MONEY] == "1,500.25 บาท"
        assert this_year["กองทุนที่มีสมุดบัญชีในระบบ"] == "1 กองทุน"  # the neighbour's is in another area
        assert (this_year["สมาชิกเมื่อสิ้นปี"], this_year["สมาชิกเข้าใหม่ในรอบปี"]) == ("8 คน", "0 คน")
        assert self.told(SYSTEM, 2025)["สมาชิกเข้าใหม่ในรอบปี"] == "8 คน"

    def test_a_member_who_left_counts_until_then(self) -> None:
        leave(
            actor=self.treasurer, member=self.members[0], act="moved", on=date(2026, 2, 1), reason="ย้ายทดสอบ"
        )
        with clock.at("2026-12-31"):
            assert self.told(SYSTEM, 2026)["สมาชิกพ้นสภาพในรอบปี"] == "1 คน"
            assert self.told(SYSTEM, 2026)["สมาชิกเมื่อสิ้นปี"] == "7 คน"
            assert self.told(SYSTEM, 2025)["สมาชิกเมื่อสิ้นปี"] == "8 คน"

    def test_a_year_before_the_books_tells_nothing(self) -> None:
        assert self.told(SYSTEM, 2001) == {}

    def test_a_stranger_and_the_public_are_told_nothing(self) -> None:
        stranger = seat_at(Role.TREASURER, self.neighbour.organisation, number=90)
        assert self.told(stranger, 2026) == {}
        assert self.told(Actor(Role.PUBLIC, ()), 2026) == {}
        assert self.told(self.treasurer, 2026)[MONEY] == "0.00 บาท"

    def test_it_takes_three_queries(self) -> None:
        with self.assertNumQueries(3):
            self.told(self.treasurer, 2026)
