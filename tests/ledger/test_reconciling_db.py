"""The bank's statement beside the book, cash counted, signatures: differences are seen, and never hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.test_posting_db import SYSTEM, BookWorld

from khabuan.access.actor import Actor
from khabuan.core.errors import Refused
from khabuan.ledger import actions, checks
from khabuan.ledger.bank_files import read_statement
from khabuan.ledger.models import Account, BankLine, Countersign, Entry, Posting
from khabuan.ledger.queries import balance_of
from khabuan.ledger.queries.keeping import hindrances_of, near_postings
from khabuan.ledger.queries.reconciling import state_of
from khabuan.ledger.rules.drafts import Draft, Leg
from khabuan.ledger.rules.reconciling import Open, RowUnreadable, StatementRow, marks, propose, row_of
from khabuan.ledger.rules.words import EntryKind, MoneySource
from khabuan.rules.actions import load_rules

TODAY = date(2026, 2, 10)
CSV = (
    "วันที่ทำรายการ,รายการ,ถอน,ฝาก,ยอดคงเหลือ\n"
    "05/01/2569,ฝากเงินสด,,700.00,700.00\n"
    "10/01/69,ดอกเบี้ย,,1.25,701.25\n"
    "12/01/2026,ค่าธรรมเนียม,15.00,,686.25\n"
)


def seat(number: int) -> Actor:
    system = Actor.system("tests")
    return Actor(system.role, system.spans, seat_id=number, user_id=number, title=f"คนที่ {number}")


class Reconciling(BookWorld):
    def setUp(self) -> None:
        super().setUp()
        self.bank = Account.everywhere.get(book=self.book, code="1210")
        self.cash = Account.everywhere.get(book=self.book, code="1110")

    def bring(self, text: str = CSV, name: str = "ธ.ค.csv") -> object:
        return actions.bring_statement(actor=SYSTEM, account=self.bank, content=text.encode(), file_name=name)

    def donate(self, satang: int, on: date = date(2026, 1, 5), into: str = "1210") -> Posting:
        legs = [Leg(into, debit=satang), Leg("4410", credit=satang, source=MoneySource.DONORS)]
        entry = self.post(Draft(EntryKind.RECEIPT, "บริจาค", legs), on)
        found: Posting = Posting.everywhere.get(entry=entry, account__code=into)
        return found

    def lines(self) -> list[BankLine]:
        return list(BankLine.everywhere.filter(account=self.bank).order_by("seq"))

    def test_a_bank_s_file_is_read_whichever_way_it_writes_years(self) -> None:
        self.bring()
        assert [(one.on, one.amount) for one in self.lines()] == [
            (date(2026, 1, 5), 700), (date(2026, 1, 10), Decimal("1.25")), (date(2026, 1, 12), -15),
        ]  # fmt: skip
        with pytest.raises(Refused) as said:
            self.bring()
        assert said.value.code == "nothing_new"
        more = self.bring(CSV + "13/01/2569,ฝากเงินสด,,10.00,696.25\n")
        assert (more.count, more.known, len(self.lines())) == (1, 3, 4)

    def test_other_columns_and_bad_rows_are_refused_with_a_sentence(self) -> None:
        for text, code in (
            ("ชื่อ,หมู่\nก,1\n", "columns"),
            ("วันที่,ฝาก\nไม่มีวัน,5\n", "row"),
            ("วันที่,จำนวนเงิน\n5/1/2569,5\n", "unsigned"),
            ("วันที่,จำนวนเงิน,Dr/Cr\n5/1/2569,5,ไม่รู้\n", "row"),
            ("วันทำธุรกรรม,ยอดเพิ่ม\n5/1/2569,5\n", "columns"),
            ("วันที่,ฝาก,ถอน\n5/1/2569,5,5\n", "row"),
            ("วันที่,ฝาก\n5/1/2569,5.001\n", "row"),
            ("วันที่,ฝาก\n5/3/2569,5\n", "future"),
            ("วันที่,ฝาก\n5/1/2569,\n", "no_lines"),
            ("วันที่,ฝาก,คงเหลือ\n5/1/2569,5,5\n6/1/2569,5,11\n", "chain"),
        ):
            with pytest.raises(Refused) as said:
                self.bring(text)
            assert said.value.code == code, text
        assert self.lines() == []

    def test_the_balance_tells_what_went_out_where_amounts_have_no_sign(self) -> None:
        self.bring("วันที่,จำนวนเงิน,คงเหลือ\n6/1/2569,30,70\n5/1/2569,100,100\n")
        assert [one.amount for one in self.lines()] == [100, -30]

    def test_files_are_read_as_banks_write_them(self) -> None:
        """The same two lines in the shapes of several banks: titles above, sums below, one or two columns of money."""
        head = "ธนาคารตัวอย่าง\nเลขที่บัญชี,012-3-45678-9\nรวมฝากเงิน 1 รายการ,700.00\n\n\n\n\n\n\n\n\n"
        for number, (text, letters) in enumerate((
            (head + "วันที่,รายการ,ถอน,ฝาก,คงเหลือ\n,ยอดยกมา,,,100.00\n05/01/69,ฝากเงินสด,,700.00,800.00\n"
             "12/01/69,ค่าธรรมเนียม,15.00,,785.00\nรวม 2 รายการ,,15.00,700.00,\nเอกสารนี้ออกโดยระบบ\n", "cp874"),
            (("วันที่/เวลา,รายการ,ถอนเงิน / ฝากเงิน (บาท),ยอดคงเหลือ (บาท),ช่องทาง\n01-01-26 00:00,ยอดยกมา,,100.00,\n"
             "05-01-26 09:15,ฝากเงินสด,700.00,800.00,สาขา\n12-01-26 10:00,ค่าธรรมเนียม,15.00,785.00,สาขา\n"), "utf-8-sig"),
            (("Posting Date,Description,Withdrawal Amount,Deposit Amount,Running balance\n12 Jan 2026,ค่าธรรมเนียม,15.00,,785\n"
             "5 Jan 2026,ฝากเงินสด,,700.00,800.00\n"), "utf-8"),
            ("วันที่,รายการ,จำนวนเงิน,DR/CR\n5/1/2569,ฝากเงินสด,700.00,CR\n12/1/2569,ค่าธรรมเนียม,15.00,DR\n", "utf-8"),
            (("วันที่,รายการ,จำนวนเงิน,,คงเหลือ\n,,ถอน,ฝาก,\n5/1/2569,ฝากเงินสด,,700.00,800.00\n"
             "12/1/2569,ค่าธรรมเนียม,15.00,,785.00\n"), "utf-16"),
            ("วันที่,รายการ,ถอน(-)/ฝาก(+),คงเหลือ\n12/1/2569,ค่าธรรมเนียม,-15.00,785.00\n5/1/2569,ฝากเงินสด,+700.00,800.00\n",
             "utf-8"),
        )):  # fmt: skip
            with self.subTest(number=number):
                rows, said = read_statement(text.encode(letters), "x.csv", TODAY)
                assert [(row.on, row.words, row.satang) for row in rows] == [
                    (date(2026, 1, 5), "ฝากเงินสด", 70000), (date(2026, 1, 12), "ค่าธรรมเนียม", -1500),
                ]  # fmt: skip
                assert said == {}

    def test_a_day_newest_first_is_turned_and_a_first_line_that_went_out_is_known_by_its_words(self) -> None:
        text = "วันที่,รายการ,จำนวนเงิน,คงเหลือ\n5/1/2569,ฝาก,40,130\n5/1/2569,ถอนเงินสด,10,90\n"
        rows, _said = read_statement(text.encode(), "x.csv", TODAY)
        assert [row.satang for row in rows] == [-1000, 4000]

    def test_what_was_said_of_columns_is_remembered_for_the_next_file(self) -> None:
        text = "วันทำธุรกรรม,คำบรรยาย,ยอดหัก,ยอดเพิ่ม\n{day}/1/2569,ฝาก,,700\n{day}/1/2569,หัก,15,\n"
        said = {"on": "1 วันทำธุรกรรม", "words": "2 คำบรรยาย", "taken": "3 ยอดหัก", "paid": "4 ยอดเพิ่ม"}
        facts = {"actor": SYSTEM, "account": self.bank, "file_name": "x.csv"}
        actions.bring_statement(**facts, content=text.format(day=5).encode(), columns=said)
        actions.bring_statement(**facts, content=text.format(day=6).encode())
        assert [one.amount for one in self.lines()] == [700, -15, 700, -15]
        with pytest.raises(Refused) as no:
            actions.bring_statement(**facts, content=text.format(day=7).encode(), columns={"on": "9 อื่น"})
        assert no.value.code == "columns"

    def test_a_file_is_taken_back_and_may_come_again(self) -> None:
        statement = self.bring()
        deposit = self.lines()[0]
        posting = self.donate(70000)
        actions.match_line(actor=SYSTEM, line=deposit, postings=[posting])
        with pytest.raises(Refused) as said:
            actions.drop_statement(actor=SYSTEM, statement=statement)
        assert said.value.code == "matched"
        actions.unmatch_line(actor=SYSTEM, line=deposit)
        actions.drop_statement(actor=SYSTEM, statement=statement)
        assert state_of(self.bank, TODAY).on is None
        assert self.bring().count == 3
        assert state_of(self.bank, TODAY).bank == Decimal("686.25")

    def test_an_earlier_month_may_come_in_later(self) -> None:
        self.bring("วันที่,ฝาก,คงเหลือ\n6/2/2569,30,130\n")
        self.bring("วันที่,ฝาก,คงเหลือ\n5/1/2569,100,100\n")
        state = state_of(self.bank, TODAY)
        assert (state.on, state.bank) == (date(2026, 2, 6), Decimal(130))

    def test_lines_are_matched_with_what_adds_up_and_taken_apart(self) -> None:
        self.bring()
        deposit, interest, _fee = self.lines()
        parts = [self.donate(30000), self.donate(40000, date(2026, 1, 3))]
        with pytest.raises(Refused) as said:
            actions.match_line(actor=SYSTEM, line=deposit, postings=parts[:1])
        assert said.value.code == "amount"
        (proposal,) = state_of(self.bank, TODAY).proposals
        assert ({one.pk for one in proposal.postings}, proposal.line) == ({one.pk for one in parts}, deposit)
        assert actions.match_lines(actor=SYSTEM, account=self.bank, pairs=[(deposit, parts)]) == 1
        with pytest.raises(Refused):
            actions.match_line(actor=SYSTEM, line=deposit, postings=parts)
        actions.unmatch_line(actor=SYSTEM, line=deposit)
        actions.match_line(actor=SYSTEM, line=deposit, postings=parts)
        assert interest in list(state_of(self.bank, TODAY).lonely_lines)

    def test_what_the_book_lacks_is_entered_from_the_line_and_then_all_agrees(self) -> None:
        self.donate(70000)
        self.bring()
        deposit, interest, fee = self.lines()
        actions.match_line(
            actor=SYSTEM, line=deposit, postings=list(Posting.everywhere.filter(account=self.bank))
        )
        assert not state_of(self.bank, TODAY).agrees
        with pytest.raises(Refused) as said:
            actions.enter_bank_line(actor=SYSTEM, line=interest, what="fee", source="donors")
        assert said.value.code == "side"
        actions.enter_bank_line(actor=SYSTEM, line=interest, what="interest")
        actions.enter_bank_line(actor=SYSTEM, line=fee, what="fee", source="donors")
        state = state_of(self.bank, TODAY)
        assert (state.agrees, state.bank, state.book) == (True, Decimal("686.25"), Decimal("686.25"))
        assert checks.findings_of(self.book) == []

    def test_what_was_brought_forward_is_the_bank_s_balance_and_no_line_of_it(self) -> None:
        """Cut over on 5 January with 700 in the bank; the file begins that day, with what came in after."""
        legs = [Leg("1210", debit=70000), Leg("3110", credit=70000, source=MoneySource.UNASSIGNED)]
        self.post(Draft(EntryKind.OPENING, "ยกมา", legs))
        part = self.donate(3000)
        self.bring("วันที่,ฝาก,คงเหลือ\n5/1/2569,30,730\n9/1/2569,700,1430\n")
        first, second = self.lines()
        assert near_postings(second) == [part]
        assert [one.line for one in state_of(self.bank, TODAY).proposals] == [first]
        actions.match_line(actor=SYSTEM, line=first, postings=[part])
        state = state_of(self.bank, TODAY)
        assert (state.before, state.lonely_postings, state.lonely_lines) == (0, [], [second])
        with override("th"):
            told = [one.words for one in hindrances_of(self.book, date(2026, 1, 1))]
        assert [one for one in told if "ธนาคาร" in one] == ["เงินฝากธนาคาร: มีรายการธนาคาร 1 รายการที่ไม่มีในสมุด"]

    def test_a_count_of_cash_explains_its_difference_before_it_is_entered(self) -> None:
        self.donate(100000, into="1110")
        facts = {"actor": SYSTEM, "account": self.cash, "on": date(2026, 1, 31), "counted_by": "กรรมการ"}
        with pytest.raises(Refused) as said:
            actions.count_cash(**facts, pieces={"500": 1, "100": 4, "0.25": 3})
        assert said.value.code == "unexplained"
        count = actions.count_cash(**facts, pieces={"500": 1, "100": 4, "0.25": 3}, words="ทอนผิด")
        assert count.difference == Decimal("-99.25")
        load_rules(actor=SYSTEM)
        with pytest.raises(Refused) as said:
            actions.settle_count(actor=SYSTEM, count=count, source="state")
        assert said.value.code == "source_use"
        actions.settle_count(actor=SYSTEM, count=count, source="donors")
        assert balance_of(self.cash) == Decimal("900.75")
        with pytest.raises(Refused):
            actions.settle_count(actor=SYSTEM, count=count, source="donors")
        with pytest.raises(Refused) as said:
            actions.count_cash(**{**facts, "account": self.bank}, pieces={})
        assert said.value.code == "no_cash"

    def test_who_did_it_never_signs_as_the_second(self) -> None:
        entry: Entry = self.donate(5000).entry
        actions.reverse(actor=seat(1), entry=entry, on=entry.on, reason="ลงผิดบัญชี")
        asked = Countersign.everywhere.get(book=self.book)
        with pytest.raises(Refused) as said:
            actions.sign_act(actor=seat(1), countersign=asked)
        assert said.value.code == "same_person"
        actions.sign_act(actor=seat(2), countersign=asked)
        assert asked.signed_by == "คนที่ 2"


def test_cells_that_are_no_amount_or_day_are_told() -> None:
    assert row_of({"on": "5/1/2569", "amount": "-1,234.50"}, TODAY) == StatementRow(
        date(2026, 1, 5), "", -123450, None
    )
    assert row_of({"on": "", "amount": "5"}, TODAY) is None
    assert row_of({"on": "5/1/26", "amount": 5, "balance": 0}, TODAY) == StatementRow(
        date(2026, 1, 5), "", 500, 0
    )
    for cells in ({"on": "5/1/2569", "paid": "abc"}, {"on": "32/1/2569", "paid": 5}):
        try:
            row_of(cells, TODAY)  # type: ignore[arg-type]
        except RowUnreadable:
            continue
        raise AssertionError(cells)


opens = st.lists(
    st.builds(
        Open,
        st.integers(1, 10**6),
        st.dates(date(2026, 1, 1), date(2026, 1, 31)),
        st.integers(-500, 500).filter(bool),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(opens, opens)
def test_proposals_add_up_and_use_nothing_twice(lines: list[Open], postings: list[Open]) -> None:
    amount = {one.key: one.satang for one in postings}
    found = propose(lines, postings)
    used = [key for one in found for key in one.postings]
    assert len(used) == len(set(used))
    assert len({one.line for one in found}) == len(found)
    for one in found:
        (line,) = (line for line in lines if line.key == one.line)
        assert sum(amount[key] for key in one.postings) == line.satang


@given(st.lists(st.tuples(st.sampled_from([500, -500]), st.sampled_from(["ก", "ข"])), max_size=6))
def test_lines_alike_keep_marks_of_their_own(rows: list[tuple[int, str]]) -> None:
    told = marks(StatementRow(TODAY, words, satang, None) for satang, words in rows)
    assert len(set(told)) == len(rows)
