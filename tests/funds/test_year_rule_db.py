"""The year that a fund's books keep, as a dated value of its regulation: long and short years, closed ones, the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from khabuan.access import records
from khabuan.config.checks import findings
from khabuan.core import clock, sql
from khabuan.core.errors import NotAllowed, OutOfArea, Refused
from khabuan.core.keys import new_key
from khabuan.funds.actions.money import record_benefit, record_payment, record_receipt
from khabuan.funds.actions.regulation import set_rule, take_back_rule
from khabuan.funds.models import Fund, FundRule, Member, Voucher
from khabuan.funds.queries import funds_of_other_years, year_values
from khabuan.funds.queries.money import management_of
from khabuan.funds.queries.setup import regulation_lines
from khabuan.funds.rules.words import FundKey
from khabuan.ledger.actions import close_year, reverse
from khabuan.ledger.checks import findings_of
from khabuan.ledger.forms import SpanForm
from khabuan.ledger.models import Account, Book, PartyYear
from khabuan.ledger.queries import closing_entry
from khabuan.ledger.queries.keeping import month_lines
from khabuan.ledger.reading_words import span_words
from khabuan.ledger.rules.words import LineKind, PeriodState
from tests.funds.collecting_world import Collecting, seat_at
from tests.support import SYSTEM

TODAY = date(2028, 1, 20)
TURN = date(2026, 10, 1)
SOURCE = "ระเบียบ 2569 ข้อ 20"


class YearTests(Collecting):
    def setUp(self) -> None:
        self.enterContext(clock.at(TODAY))
        self.paid(record_receipt, self.donations, date(2026, 1, 5), "10000", who="ผู้บริจาคทดสอบ")
        self.days = (date(2026, 11, 5), date(2027, 11, 5), date(2028, 1, 10))
        for on in self.days:
            self.benefit(on)

    @property
    def donations(self) -> str:
        return str(Account.everywhere.get(book=self.fund.book, role="donation").code)

    def account(self, code: str) -> Account:
        found: Account = Account.everywhere.get(book=self.fund.book, code=code)
        return found

    def paid(self, act: Any, code: str, on: date, baht: str, **facts: Any) -> Voucher:
        made: Voucher = act(
            actor=self.treasurer, fund=self.fund, account=self.account(code), into=self.account("1110"), on=on,
            amount=Decimal(baht), what="รายการทดสอบ", **facts,
        )  # fmt: skip
        return made

    def benefit(self, on: date, *, fund: Fund | None = None) -> Voucher:
        made: Voucher = record_benefit(
            actor=self.treasurer, fund=fund or self.fund, account=self.account("5102"), out_of=self.account("1110"),
            amount=Decimal(100), source="donors", on=on, what="นอนโรงพยาบาล", approved="ประธาน", member=self.members[0],
        )  # fmt: skip
        return made

    def turn(self, value: str = "calendar", since: date = TURN, **facts: Any) -> FundRule:
        told = {"actor": self.treasurer, "fund": self.fund, "source": SOURCE, **facts}
        rule: FundRule = set_rule(key="year", value=value, since=since, **told)
        return rule

    def refused(self, code: str, act: Any, *given: Any, **facts: Any) -> str:
        with pytest.raises(Refused) as no:
            act(*given, **facts)
        assert no.value.code == code
        return str(no.value.message)

    def years_paid(self) -> dict[int, int]:
        rows = PartyYear.objects.filter(party=self.members[0].party_id, kind=LineKind.BENEFIT)
        return dict(rows.values_list("year", "lines"))

    def kept(self) -> Book:
        found: Book = Book.everywhere.get(pk=self.fund.book_id)
        return found

    def test_books_open_with_their_year_written_down(self) -> None:
        assert [(one.value, one.since) for one in year_values(self.fund)] == [("fiscal", date(2025, 10, 1))]
        (line,) = [one for one in regulation_lines(self.fund, TODAY) if one.key == FundKey.YEAR]
        assert line.own is not None
        assert (line.value, line.own.source) == ("fiscal", "กำหนดไว้เมื่อเปิดสมุด")

    def test_a_change_makes_one_long_year_and_what_is_kept_by_year_follows(self) -> None:
        assert self.years_paid() == {2027: 1, 2028: 2}
        rule = self.turn()
        assert self.years_paid() == {2027: 2, 2028: 1}
        book = self.kept()
        assert (book.years.start(2027), book.years.end(2027)) == (TURN, date(2027, 12, 31))
        assert findings_of(book) == []
        assert len(month_lines(book, 2027)) == 15
        span = SpanForm({"period": "y2027"}, book=book, year=2028).span
        assert (span.since, span.until) == (TURN, date(2027, 12, 31))
        assert span_words(span, book.years) == "ปี 2570 ที่มี 15 เดือน"
        assert SpanForm({"since": "", "until": "2028-01-15"}, book=book, year=2028).span.since == date(
            2028, 1, 1
        )
        take_back_rule(actor=self.treasurer, rule=rule, reason="ที่ประชุมยังไม่มีมติ")
        assert self.years_paid() == {2027: 1, 2028: 2}
        assert (self.kept().years.end(2027), findings_of(self.kept())) == (date(2027, 9, 30), [])

    def test_a_change_back_makes_one_short_year(self) -> None:
        self.turn()
        self.turn("fiscal", date(2028, 1, 1))
        book = self.kept()
        assert (book.years.start(2028), book.years.end(2028)) == (date(2028, 1, 1), date(2028, 9, 30))
        assert (len(book.years.months(2028)), findings_of(book)) == (9, [])
        first, turned, last = FundRule.everywhere.filter(fund=self.fund, key="year").order_by("since")
        facts = {"actor": self.treasurer, "reason": "บันทึกผิด"}
        assert "1 มกราคม 2571" in self.refused("later_year", take_back_rule, rule=turned, **facts)
        self.refused("first_year", take_back_rule, rule=first, **facts)
        take_back_rule(rule=last, **facts)
        take_back_rule(rule=turned, **facts)
        assert (self.kept().year_turns, findings_of(self.kept())) == ("", [])

    def test_management_of_the_long_year_is_that_of_all_its_months(self) -> None:
        self.turn()
        self.paid(record_receipt, self.donations, date(2026, 11, 1), "1000", who="ผู้บริจาคทดสอบ")
        record_payment(
            actor=self.treasurer, fund=self.fund, account=self.account("5230"), out_of=self.account("1110"),
            amount=Decimal(150), source="donors", on=date(2027, 12, 1), who="ร้านทดสอบ", what="กระดาษ",
        )  # fmt: skip
        year = management_of(self.fund, date(2027, 12, 31))
        assert (year.income, year.spent) == (100000, 15000)
        assert management_of(self.fund, date(2028, 1, 20)).spent == 0

    def test_the_long_year_closes_on_its_last_day_and_then_stands(self) -> None:
        rule = self.turn()
        self.paid(record_receipt, self.donations, date(2026, 11, 1), "1000", who="ผู้บริจาคทดสอบ")
        entry = close_year(actor=self.treasurer, book=self.kept(), year=2027)
        assert (entry.on, closing_entry(self.kept(), 2027)) == (date(2027, 12, 31), entry)
        self.refused("closed_year", self.benefit, date(2027, 10, 5))
        words = self.refused("closed_year", take_back_rule, actor=self.treasurer, rule=rule, reason="บันทึกผิด")
        assert "31 ธันวาคม 2570" in words
        self.benefit(date(2028, 1, 15))
        assert findings_of(self.kept()) == []
        self.turn("fiscal", date(2028, 1, 1))  # the closed year is not reached
        reverse(actor=SYSTEM, entry=entry, on=date(2027, 12, 31), reason="ปิดผิดปี")
        assert closing_entry(self.kept(), 2027) is None

    def test_a_year_that_would_reach_a_closed_one_is_refused_and_nothing_is_written(self) -> None:
        self.paid(record_receipt, self.donations, date(2026, 11, 1), "1000", who="ผู้บริจาคทดสอบ")
        entry = close_year(actor=self.treasurer, book=self.fund.book, year=2027)
        assert "30 กันยายน 2570" in self.refused("closed_year", self.turn)
        assert (len(year_values(self.fund)), self.kept().year_turns) == (1, "")
        self.turn(since=date(2027, 10, 1))
        assert (self.kept().years.end(2028), closing_entry(self.kept(), 2027)) == (date(2028, 12, 31), entry)
        assert findings_of(self.kept()) == []

    def test_a_year_does_not_end_in_a_month_that_is_closed(self) -> None:
        row = (new_key(), self.fund.book_id, date(2027, 12, 1), PeriodState.CLOSED.value)
        sql.insert("ledger_period", "id, book_id, month, state", [row])
        assert "31 ธันวาคม 2570" in self.refused("closed_month", self.turn)
        self.turn(since=date(2027, 10, 1))

    def test_only_where_a_year_begins_only_the_other_and_only_after_the_last(self) -> None:
        assert "1 ตุลาคม 2570" in self.refused("no_year", self.turn, since=date(2027, 1, 1))
        self.refused("same_year", self.turn, "fiscal")
        self.refused("earlier", self.turn, since=date(2025, 10, 1))
        self.refused("value", self.turn, "lunar")
        self.refused("no_source", self.turn, source="")
        self.turn()
        self.refused("earlier", self.turn, "fiscal")
        with pytest.raises(OutOfArea):
            self.turn(
                "fiscal", date(2028, 1, 1), actor=seat_at(self.treasurer.role, self.neighbour.organisation)
            )
        with pytest.raises(NotAllowed):
            self.turn("fiscal", date(2028, 1, 1), actor=self.collector_of_fund())

    def collector_of_fund(self) -> Any:
        return seat_at(self.collector.role, self.fund.organisation, number=72)

    def test_who_read_the_book_before_the_change_posts_by_the_years_after_it(self) -> None:
        stale = Fund.everywhere.select_related("book", "organisation").get(pk=self.fund.pk)
        assert stale.book.year_turns == ""
        self.turn()
        member = Member.everywhere.get(pk=self.members[0].pk)
        assert member.party_id
        self.benefit(date(2027, 10, 20), fund=stale)
        assert self.years_paid() == {2027: 3, 2028: 1}
        assert findings_of(self.kept()) == []

    def test_a_book_whose_years_somebody_changed_is_found(self) -> None:
        self.turn()
        assert funds_of_other_years() == []
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_book SET year_turns = '' WHERE id = %s", [self.fund.book_id])
        assert funds_of_other_years() == [self.fund]
        assert f"{self.fund.book} นับปี" in "\n".join(findings([]))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE funds_fundrule SET taken_back_on = %s WHERE fund_id = %s", [TODAY, self.fund.pk]
            )
        assert funds_of_other_years() == [self.fund]

    def test_a_year_to_come_is_written_down_before_it_begins(self) -> None:
        self.turn(since=date(2028, 10, 1))
        assert (self.kept().years.of(TODAY), self.kept().years.end(2029)) == (2028, date(2029, 12, 31))
        (line,) = [one for one in regulation_lines(self.fund, TODAY) if one.key == FundKey.YEAR]
        assert (line.value, [one.value for one in line.to_come]) == ("fiscal", ["calendar"])

    def test_old_books_keep_their_year_and_their_history_says_so(self) -> None:
        with connection.cursor() as cursor:  # as funds stood before the year was a value of the regulation
            cursor.execute("UPDATE funds_fundrule SET taken_back_on = since WHERE key = 'year'")
        before = records.verify()
        write = import_module("khabuan.funds.migrations.0008_year_of_old_books").write_years
        as_migrated = MigrationLoader(connection).project_state().apps
        for _again in range(2):
            write(as_migrated, None)
        assert [(one.value, one.since) for one in year_values(self.fund)] == [("fiscal", date(2025, 10, 1))]
        assert FundRule.everywhere.filter(fund=self.fund, key="year", taken_back_on__isnull=True).count() == 1
        assert records.verify() == before, "each row says what its history says"
        self.turn()
