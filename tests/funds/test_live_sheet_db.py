"""A sheet while it is collected: a tap is a payment with its number; what is closed stands in the books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from khabuan.access.actor import Actor, Role
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused, ReplayConflict
from khabuan.files.actions import SentFile
from khabuan.funds import postings
from khabuan.funds.actions import correcting, handing_over, sheets
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.models import CentreCash, CollectionSheet, DraftLine, Member
from khabuan.funds.queries import paid_up_to
from khabuan.funds.queries.cash import DeskCash, cash_at_desks
from khabuan.funds.queries.due_cash import cash_due
from khabuan.funds.queries.reading import paid_days_of
from khabuan.funds.queries.receipts import lines_of, told_of_number
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import checks, never_below
from khabuan.ledger.models import Countersign, Entry
from khabuan.ledger.queries import trial_balance
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.actions.numbers import hand_on_number_book
from khabuan.papers.queries.numbers import number_findings
from khabuan.registry.actions.organisations import end_organisation
from khabuan.seats.entry import PinProof
from tests.funds.collecting_world import TODAY, Collecting, seat_at
from tests.made_books import may_post, post_draft
from tests.support import SYSTEM

PAPER = SentFile(b"%PDF-1.4\n%%EOF\n", "ใบเก็บเงิน.pdf")


class Live(Collecting):
    def open(self, **facts: object) -> CollectionSheet:
        told = {
            "actor": self.collector, "body": self.centre, "on": TODAY, "collector": "ผู้เก็บทดสอบ",
            "number_book": self.book, **facts,
        }  # fmt: skip
        sheet: CollectionSheet = sheets.open_sheet(**told)
        return sheet

    def take(
        self, sheet: CollectionSheet, member: Member, baht: int | str = 30, **facts: object
    ) -> DraftLine:
        told = {"actor": self.collector, "baht": Decimal(baht), **facts}
        line: DraftLine = sheets.take_payment(sheet=sheet, member=member, **told)
        return line

    def close(self, sheet: CollectionSheet, counted: int, **facts: object) -> CollectionSheet:
        closed: CollectionSheet = sheets.close_sheet(
            **{"actor": self.collector, "sheet": sheet, "counted": Decimal(counted), **facts}
        )
        return closed

    def collected(self) -> CollectionSheet:
        """Three members paid 30 each: 12/001 to 12/003."""
        sheet = self.open()
        for member in self.members[:3]:
            self.take(sheet, member)
        return self.close(sheet, 90)

    def balances(self) -> dict[str, Decimal]:
        assert checks.findings_of(self.fund.book) == []
        assert list(number_findings()) == []
        return {one.account.code: one.after for one in trial_balance(self.fund.book) if one.after}

    def desk(self, actor: Actor | None = None) -> DeskCash:
        found = cash_at_desks(actor or self.treasurer, self.fund)
        return next(one for one in found if one.body == self.centre)


class CollectingTests(Live):
    def test_taps_become_one_entry_when_the_sheet_is_closed(self) -> None:
        sheet = self.open()
        lines = [self.take(sheet, one) for one in self.members[:3]]
        assert [line.number for line in lines] == ["12/001", "12/002", "12/003"]
        assert (lines[0].from_on, lines[0].to_on) == (date(2026, 1, 1), date(2026, 1, 30))
        assert not Entry.everywhere.exists()
        closed = self.close(sheet, 90)
        assert (closed.total, closed.lines, closed.entry.document) == (90, 3, "12/001–12/003")
        assert self.balances() == {"1120": 90, "4110": 90}
        assert not DraftLine.objects.exists()
        assert set(paid_up_to(self.members[:3]).values()) == {date(2026, 1, 30)}

    def test_a_payment_taken_back_leaves_a_void_number(self) -> None:
        sheet = self.open()
        first, second = (self.take(sheet, one) for one in self.members[:2])
        sheets.take_back(actor=self.collector, sheet=sheet, seq=first.seq)
        with pytest.raises(Refused, match="no_line"):
            sheets.take_back(actor=self.collector, sheet=sheet, seq=first.seq)
        again = self.take(sheet, self.members[0], 60)
        closed = self.close(sheet, 90)
        told = [(one.number, one.amount, one.is_void) for one in lines_of(closed)]
        assert told == [(first.number, 30, True), (second.number, 30, False), (again.number, 60, False)]
        void = told_of_number(self.book.pk, 1)
        assert void is not None
        assert (void.total, void.is_void) == (30, True)  # whoever holds that paper is told
        assert self.balances() == {"1120": 90, "4110": 90}

    def test_the_earlier_of_two_payments_is_not_taken_back_first(self) -> None:
        sheet = self.open()
        first, second = (self.take(sheet, self.members[0]) for _ in range(2))
        with pytest.raises(Refused, match="later"):
            sheets.take_back(actor=self.collector, sheet=sheet, seq=first.seq)
        for line in (second, first):
            sheets.take_back(actor=self.collector, sheet=sheet, seq=line.seq)
        sheets.drop_sheet(actor=self.collector, sheet=sheet)

    def test_nor_when_the_later_one_is_in_the_books_already(self) -> None:
        sheet = self.open()
        first = self.take(sheet, self.members[0])
        desk = self.open(body=self.fund.organisation, actor=self.treasurer, number_book=None)
        self.take(desk, self.members[0], actor=self.treasurer)
        self.close(desk, 30, actor=self.treasurer)
        with pytest.raises(Refused, match="later"):
            sheets.take_back(actor=self.collector, sheet=sheet, seq=first.seq)

    def test_two_treasurers_on_one_sheet_never_take_one_month_twice(self) -> None:
        sheet, first_day = self.open(), date(2026, 1, 1)
        self.take(sheet, self.members[0], first_day=first_day)
        with pytest.raises(Refused, match="changed"):
            self.take(sheet, self.members[0], first_day=first_day, actor=self.treasurer)
        desk = self.open(body=self.fund.organisation, actor=self.treasurer, number_book=None)
        with pytest.raises(Refused, match="changed"):
            self.take(desk, self.members[0], first_day=first_day, actor=self.treasurer)
        self.close(sheet, 30)
        with pytest.raises(Refused, match="posted"):
            self.take(sheet, self.members[1], actor=self.treasurer)

    def test_a_tap_sent_twice_is_one_payment(self) -> None:
        sheet = self.open()
        once = [self.take(sheet, self.members[0], client_key="tap-1") for _ in range(2)]
        assert once[0].pk == once[1].pk
        with pytest.raises(ReplayConflict):
            self.take(sheet, self.members[0], 60, client_key="tap-1")

    def test_what_cannot_stand_is_refused_at_the_tap(self) -> None:
        sheet = self.open()
        for code, baht in {"amount": "-30", "not_days": "30.50"}.items():
            with pytest.raises(Refused, match=code):
                self.take(sheet, self.members[0], baht)
        with pytest.raises(Refused, match="amount"):
            self.take(sheet, self.members[0], "30.005")
        with pytest.raises(Refused, match="too_far") as no:
            self.take(sheet, self.members[0], 92000)
        assert "1 ม.ค. 2743" in str(no.value.message)
        with pytest.raises(Refused, match="far_ahead") as no:
            self.take(sheet, self.members[0], 36500)
        assert "7 ธ.ค. 2668" in str(no.value.message)
        with pytest.raises(OutOfArea):
            self.take(sheet, self.stranger)
        with pytest.raises(Refused, match="stranger"):
            self.take(sheet, self.stranger, actor=SYSTEM)
        with pytest.raises(OutOfArea):
            self.take(sheet, self.others[0])
        assert self.take(sheet, self.others[0], actor=self.treasurer).number == "12/001"

    def test_far_ahead_is_taken_when_it_is_meant(self) -> None:
        """Paid to 31 Dec 2025; two years from 10 Feb 2026 are over on 10 Feb 2028."""
        sheet = self.open()
        assert self.take(sheet, self.members[0], 771).to_on == date(2028, 2, 10)
        with pytest.raises(Refused, match="far_ahead"):
            self.take(sheet, self.members[1], 772)
        assert self.take(sheet, self.members[1], 772, is_meant=True).to_on == date(2028, 2, 11)

    def test_where_the_book_ends_a_new_sheet_goes_on_with_another(self) -> None:
        hand_on_number_book(actor=SYSTEM, book=self.book, issued_to="ผู้เก็บอีกคน")
        sheet = self.open(number_book=self.give_book(self.centre, 40, last=1))
        self.take(sheet, self.members[0])
        with pytest.raises(Refused, match="book_full") as no:
            self.take(sheet, self.members[1])
        assert "ปิดใบนี้" in str(no.value.message)
        self.close(sheet, 30)
        assert self.take(self.open(), self.members[1]).number == "12/001"

    def test_the_entry_fee_is_taken_once(self) -> None:
        sheet = self.open()
        fee = {"baht": 20, "kind": LineKind.ENTRY_FEE}
        self.take(sheet, self.members[0], **fee)
        with pytest.raises(Refused, match="fee_again"):
            self.take(sheet, self.members[0], **fee)
        self.close(sheet, 20)
        assert self.balances() == {"1120": 20, "4120": 20}

    def test_sheets_open_once_for_a_desk_and_day(self) -> None:
        self.open()
        for code, facts in {
            "open_already": {}, "future": {"on": date(2026, 2, 11)}, "before_book": {"on": date(2025, 9, 1)},
            "nobody": {"collector": "", "on": date(2026, 2, 9)},
        }.items():  # fmt: skip
            with pytest.raises(Refused, match=code):
                self.open(**facts)
        with pytest.raises(OutOfArea):
            self.open(body=self.other_centre)

    def test_cash_that_differs_is_never_passed_over(self) -> None:
        sheet = self.open()
        self.take(sheet, self.members[0])
        with pytest.raises(Refused, match="differs"):
            self.close(sheet, 20)
        with pytest.raises(Refused, match="why"):
            self.close(sheet, 20, difference="now")
        self.close(sheet, 20, difference="now", why="ทอนเงินผิด")
        assert self.balances() == {"1120": 20, "4110": 30, "5310": 10}
        assert self.desk().differs == 0

    def test_an_empty_sheet_is_given_up_and_not_closed(self) -> None:
        sheet = self.open()
        with pytest.raises(Refused, match="nothing"):
            self.close(sheet, 0)
        self.take(sheet, self.members[0])
        with pytest.raises(Refused, match="not_empty"):
            sheets.drop_sheet(actor=self.collector, sheet=sheet)

    def test_the_bulk_door_sees_what_open_sheets_have_taken(self) -> None:
        sheet = self.open()
        self.take(sheet, self.members[0])
        record_collection(
            actor=self.treasurer, fund=self.fund, on=TODAY, collector="เหรัญญิก",
            payments=Payments.of([(self.members[0].pk, 3000)]),
        )  # fmt: skip
        self.close(sheet, 30)
        assert paid_up_to(self.members[:1]) == {self.members[0].pk: date(2026, 3, 1)}


class SigningTests(Live):
    def sign(self, sheet: CollectionSheet, way: str, **facts: object) -> CollectionSheet:
        signed: CollectionSheet = correcting.sign_sheet(
            **{"actor": self.collector, "sheet": sheet, "way": way, **facts}
        )
        return signed

    def test_the_second_person_signs_with_a_pin_beside_the_collector(self) -> None:
        signed = self.sign(self.collected(), "pin", proof=PinProof(71, "เหรัญญิกทดสอบ"))
        assert (signed.signature, signed.signed_by) == ("pin", "เหรัญญิกทดสอบ")
        with pytest.raises(Refused, match="signed"):
            self.sign(signed, "later", actor=self.treasurer)

    def test_nobody_signs_twice(self) -> None:
        sheet = self.collected()
        with pytest.raises(Refused, match="same_person"):
            self.sign(sheet, "pin", proof=PinProof(72, "ผู้เก็บทดสอบ"))
        with pytest.raises(Refused, match="way"):
            self.sign(sheet, "pin")
        with pytest.raises(Refused, match="no_picture"):
            self.sign(sheet, "paper", signed_by="กรรมการ")
        with pytest.raises(Refused, match="no_name"):
            self.sign(sheet, "paper", files=[PAPER])
        assert self.sign(sheet, "paper", files=[PAPER], signed_by="กรรมการทดสอบ").signature == "paper"

    def test_an_open_sheet_is_not_signed(self) -> None:
        with pytest.raises(Refused, match="not_posted"):
            self.sign(self.open(), "later", actor=self.treasurer)


class CorrectingTests(Live):
    def correct(self, sheet: CollectionSheet, seq: int, **facts: object) -> Entry:
        told = {"actor": self.treasurer, "sheet": sheet, "seq": seq, "reason": "เขียนจำนวนผิด", **facts}
        entry: Entry = correcting.correct_line(**told)
        return entry

    def test_one_line_is_put_right_and_the_others_stand(self) -> None:
        sheet = self.collected()
        entry = self.correct(sheet, 1, baht=Decimal(60))
        assert (entry.corrects_id, entry.document) == (sheet.entry_id, "12/002 → 12/004")
        told = [(one.number, one.amount, one.is_void) for one in lines_of(sheet)]
        assert told == [
            ("12/001", 30, False),
            ("12/002", 30, True),
            ("12/003", 30, False),
            ("12/004", 60, False),
        ]
        assert self.balances() == {"1120": 120, "4110": 120}
        assert paid_up_to(self.members[:2])[self.members[1].pk] == date(2026, 3, 1)
        void, right = told_of_number(self.book.pk, 2), told_of_number(self.book.pk, 4)
        assert [one and one.is_void for one in (void, right)] == [True, False]
        with pytest.raises(Refused, match="no_line"):
            self.correct(sheet, 1, baht=Decimal(30))
        self.correct(sheet, 3)
        assert self.balances() == {"1120": 60, "4110": 60}
        assert self.desk().differs == 0

    def month_after_month(self, *baht: int) -> list[CollectionSheet]:
        """The first member pays once on each of some sheets: 1 January on, and so on."""
        made = []
        for amount in baht:
            sheet = self.open()
            self.take(sheet, self.members[0], amount)
            made.append(self.close(sheet, amount))
        return made

    def days(self) -> list[tuple[str, date, date]]:
        return [(one.number, one.from_on, one.to_on) for one in paid_days_of(self.members[0])]

    def test_a_receipt_keeps_its_first_day_and_none_pays_days_of_another(self) -> None:
        january, february = self.month_after_month(31, 28)
        for facts in (
            {"baht": Decimal(21)},
            {"baht": Decimal(40)},
            {},
            {"baht": Decimal(31), "member": self.members[1]},
        ):
            with pytest.raises(Refused, match="later") as no:
                self.correct(january, 0, **facts)
        assert "12/002 (1 ก.พ. 2569 – 28 ก.พ. 2569)" in str(no.value.message)
        self.correct(february, 0)
        self.correct(january, 0, baht=Decimal(21))
        assert self.days() == [("12/003", date(2026, 1, 1), date(2026, 1, 21))]
        self.month_after_month(28)
        assert self.days()[1:] == [("12/004", date(2026, 1, 22), date(2026, 2, 18))]
        assert paid_up_to(self.members[:1]) == {self.members[0].pk: date(2026, 2, 18)}
        assert self.balances() == {"1120": 49, "4110": 49}

    def test_the_way_that_the_refusal_names_is_open_after_the_hand_over_too(self) -> None:
        january, february = self.month_after_month(31, 28)
        self.handed(59)
        self.correct(february, 0)
        self.correct(january, 0, baht=Decimal(21))
        self.month_after_month(28)
        assert [(one.from_on, one.to_on) for one in paid_days_of(self.members[0])] == [
            (date(2026, 1, 1), date(2026, 1, 21)),
            (date(2026, 1, 22), date(2026, 2, 18)),
        ]
        assert self.balances() == {"1110": 21, "1120": 28, "4110": 49}

    def test_the_last_receipt_is_corrected_and_one_written_anew_keeps_its_days(self) -> None:
        january, february = self.month_after_month(31, 28)
        self.correct(february, 0, baht=Decimal(14))
        self.correct(january, 0, baht=Decimal(31))
        assert self.days() == [
            ("12/004", date(2026, 1, 1), date(2026, 1, 31)),
            ("12/003", date(2026, 2, 1), date(2026, 2, 14)),
        ]
        assert paid_up_to(self.members[:1]) == {self.members[0].pk: date(2026, 2, 14)}

    def test_a_payment_on_a_sheet_still_open_counts_as_a_later_one(self) -> None:
        (january,) = self.month_after_month(31)
        self.take(self.open(), self.members[0], 28)
        with pytest.raises(Refused, match="later"):
            self.correct(january, 0, baht=Decimal(21))

    def test_the_wrong_member_gives_way_to_the_right_one_and_no_cash_moves(self) -> None:
        sheet = self.collected()
        self.correct(sheet, 0, baht=Decimal(30), member=self.members[5])
        paid = paid_up_to(self.members)
        assert paid[self.members[0].pk] == date(2025, 12, 31)
        assert paid[self.members[5].pk] == date(2026, 1, 30)
        assert self.balances() == {"1120": 90, "4110": 90}

    def test_fee_and_contribution_of_one_receipt_go_to_the_new_one_together(self) -> None:
        new = self.members[0].pk
        sheet = record_collection(
            actor=self.treasurer, fund=self.fund, centre=self.centre, on=TODAY, collector="เหรัญญิก",
            number_book=self.book, payments=Payments.of([(new, 2000, LineKind.ENTRY_FEE), (new, 3000)]),
        )  # fmt: skip
        self.correct(sheet, 0, baht=Decimal(60))
        told = {(one.number, one.kind, one.amount) for one in lines_of(sheet) if not one.is_void}
        assert told == {("12/002", LineKind.ENTRY_FEE, 20), ("12/002", LineKind.CONTRIBUTION, 60)}
        found = told_of_number(self.book.pk, 2)
        assert (found and found.total) == 80

    def test_after_the_hand_over_the_difference_is_the_treasurers_cash(self) -> None:
        sheet = self.collected()
        self.handed(90)
        self.correct(sheet, 0, baht=Decimal(20))
        assert self.balances() == {"1110": 80, "4110": 80}

    def test_a_receipt_written_wrong_explains_the_counted_difference(self) -> None:
        """Thirty were taken and 60 written: the cash was short by the count. No money moves, and nothing is missing."""
        sheet = self.open()
        for member, baht in zip(self.members, (30, 60), strict=False):
            self.take(sheet, member, baht)
        sheet = self.close(sheet, 60, difference="later", why="ขาด 30 บาท กำลังหา")
        assert self.desk().differs == -30
        self.correct(sheet, 1, baht=Decimal(30), is_paper_only=True)
        sheet.refresh_from_db()
        assert (sheet.differs, self.desk().differs, self.desk().held) == (0, 0, 60)
        assert self.balances() == {"1120": 60, "4110": 60}

    def test_money_given_back_leaves_the_difference_as_it_was(self) -> None:
        sheet = self.open()
        for member, baht in zip(self.members, (30, 60), strict=False):
            self.take(sheet, member, baht)
        sheet = self.close(sheet, 80, difference="later", why="ขาด 10 บาท กำลังหา")
        self.correct(sheet, 1, baht=Decimal(30))
        assert (self.desk().differs, self.desk().held) == (-10, 60)

    def test_what_the_collector_kept_is_asked_for_after_the_hand_over_too(self) -> None:
        """Sixty were paid, 30 written and handed over: the other 30 are with the collector, in red."""
        sheet = self.collected()
        self.handed(90)
        self.correct(sheet, 0, baht=Decimal(60), is_paper_only=True)
        assert self.balances() == {"1110": 90, "1120": 30, "4110": 120}
        assert (self.desk().differs, self.desk().is_red) == (-30, True)

    def test_cash_that_nobody_has_cannot_be_written_off_as_a_slip(self) -> None:
        sheet = self.collected()
        self.handed(90)
        with pytest.raises(Refused, match="no_cash"):
            self.correct(sheet, 0, baht=Decimal(20), is_paper_only=True)

    def test_another_person_stands_for_a_correction_and_for_a_difference(self) -> None:
        sheet = self.collected()
        self.correct(sheet, 0, baht=Decimal(60))
        self.settle(-10)
        rows = Countersign.everywhere.filter(book=self.fund.book).order_by("pk")
        assert [one.act for one in rows] == ["funds.correct_line", "funds.settle_difference"]
        assert "12/001 → 12/004" in rows[0].what
        assert {one.state for one in rows} == {"waiting"}

    def settle(self, baht: int) -> None:
        handing_over.settle_difference(
            actor=self.treasurer, fund=self.fund, centre=self.centre, baht=Decimal(baht), why="ตกลงในที่ประชุม"
        )

    def handed(self, baht: int) -> None:
        facts = {"fund": self.fund, "centre": self.centre, "on": TODAY, "giver": "ก", "taker": "ข"}
        handing_over.hand_over(actor=self.treasurer, baht=Decimal(baht), **facts)

    def test_it_needs_a_reason_and_the_treasurer(self) -> None:
        sheet = self.collected()
        with pytest.raises(Refused, match="reason"):
            self.correct(sheet, 0, reason="")
        with pytest.raises(Refused, match="not_days"):
            self.correct(sheet, 0, baht=Decimal("30.50"))
        with pytest.raises(Refused, match="not_posted"):
            self.correct(self.open(on=date(2026, 2, 9)), 0)
        assert self.balances() == {"1120": 90, "4110": 90}


class HandingOverTests(Live):
    def hand_over(self, baht: int, **facts: object) -> object:
        told = {
            "actor": self.treasurer, "fund": self.fund, "centre": self.centre, "on": TODAY, "giver": "ผู้เก็บ",
            "taker": "เหรัญญิก", **facts,
        }  # fmt: skip
        return handing_over.hand_over(baht=Decimal(baht), **told)

    def test_the_cash_goes_its_way_and_its_sheets_with_it(self) -> None:
        sheet = self.collected()
        assert (self.desk().held, self.desk().days, self.desk().unsigned) == (90, 0, 1)
        self.hand_over(90)
        sheet.refresh_from_db()
        assert sheet.hand_over is not None
        assert (self.desk().held, self.desk().days, self.desk().differs) == (0, None, 0)
        assert self.balances() == {"1110": 90, "4110": 90}

    def test_less_than_the_books_say_needs_a_reason_and_stays_red(self) -> None:
        self.collected()
        for code, baht in {"too_much": 91, "short": 80, "amount": 0}.items():
            with pytest.raises(Refused, match=code):
                self.hand_over(baht)
        self.hand_over(80, why="ยังไม่เจอ 10 บาท")
        assert (self.desk().held, self.desk().differs, self.desk().is_red) == (10, -10, True)
        with clock.at(date(2026, 2, 20)):
            assert (self.desk().days, self.desk().is_late) == (10, True)
            short = self.desk().short
            assert short is not None
            (duty,) = cash_due(self.treasurer, clock.today(), 5)
            assert "10 บาท" in duty.what
            assert "10 วัน" in duty.what
            assert (short.short, short.note) == (10, "ยังไม่เจอ 10 บาท")
        handing_over.settle_difference(
            actor=self.treasurer, fund=self.fund, centre=self.centre, baht=Decimal(-10), why="ตกลงในที่ประชุม"
        )
        assert (self.desk().held, self.desk().is_red, self.desk().short) == (0, False, None)
        with clock.at(date(2026, 2, 20)):
            sheet = self.open(on=date(2026, 2, 19))
            self.take(sheet, self.members[4])
            self.close(sheet, 30)
            assert (self.desk().days, cash_due(self.treasurer, clock.today(), 5)) == (1, [])
        assert self.balances() == {"1110": 80, "1120": 30, "4110": 120, "5310": 10}

    def test_a_hand_over_is_compared_with_the_books_of_its_day(self) -> None:
        early = self.open(on=date(2026, 2, 2))
        self.take(early, self.members[0])
        self.close(early, 30)
        self.collected()
        with pytest.raises(Refused, match="too_much") as no:
            self.hand_over(90, on=date(2026, 2, 3))
        assert "30.00 บาท" in str(no.value.message)
        made = self.hand_over(30, on=date(2026, 2, 3))
        assert (made.expected, made.short) == (30, 0)
        assert (self.desk().held, self.desk().differs) == (90, 0)
        with pytest.raises(Refused, match="too_much"):  # it went to the treasurer since
            self.hand_over(30, on=date(2026, 2, 2))

    def test_the_cash_of_one_collector_is_not_another_s(self) -> None:
        other = self.open(on=date(2026, 2, 1), body=self.other_centre, actor=self.treasurer, number_book=None)
        self.take(other, self.others[0], actor=self.treasurer)
        self.close(other, 30, actor=self.treasurer)
        self.collected()
        desk = CentreCash.everywhere.get(fund=self.fund, centre=self.centre).party_id
        too_early = postings.hand_over(desk, 2000, memo="ทดสอบ")
        with may_post(), pytest.raises(Refused, match="held_short"):
            post_draft(actor=SYSTEM, book=self.fund.book, draft=too_early, on=date(2026, 2, 1))
        with may_post(), pytest.MonkeyPatch.context() as guard:
            guard.setattr(never_below, "_keepers", lambda legs: [])
            post_draft(actor=SYSTEM, book=self.fund.book, draft=too_early, on=date(2026, 2, 1))
        (found,) = checks.findings_of(self.fund.book)
        assert (found.code, found.facts) == ("held_below", "2026-02-01 -20.00")

    def test_the_cash_of_a_centre_that_ended_is_still_asked_for(self) -> None:
        self.collected()
        end_organisation(actor=SYSTEM, organisation=self.centre, on=TODAY, reason="ย้ายศูนย์")
        self.centre.refresh_from_db()
        assert (self.desk().held, self.desk().is_red, self.desk().is_over) == (90, True, True)
        with clock.at(date(2026, 2, 12)), pytest.raises(Refused, match="ended"):
            self.open(on=date(2026, 2, 12))
        self.hand_over(90)
        assert self.centre not in [one.body for one in cash_at_desks(self.treasurer, self.fund)]
        assert self.balances() == {"1110": 90, "4110": 90}

    def test_cash_is_red_when_it_stays_longer_than_the_fund_allows(self) -> None:
        sheet = self.open(on=date(2026, 2, 2))
        self.take(sheet, self.members[0])
        assert self.desk().collecting == 30
        self.close(sheet, 30)
        assert (self.desk().days, self.desk().limit, self.desk().is_late) == (8, 7, True)
        assert self.desk(seat_at(Role.COLLECTOR, self.centre)).is_late

    def test_a_collector_hands_over_to_a_treasurer_only(self) -> None:
        self.collected()
        with pytest.raises(OutOfArea):
            self.hand_over(90, actor=self.collector)
