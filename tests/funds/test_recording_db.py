"""A whole sheet goes into the books at once, or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from khabuan.access.actor import Role
from khabuan.audit.models import Event
from khabuan.core.errors import OutOfArea, Refused, ReplayConflict
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.models import CollectionSheet, Member
from khabuan.funds.queries import paid_up_to
from khabuan.funds.rules.collecting import Payments
from khabuan.ledger import checks
from khabuan.ledger.actions import set_period
from khabuan.ledger.models import Entry, SubsidiaryLine
from khabuan.ledger.queries import trial_balance
from khabuan.ledger.rules.words import LineKind
from khabuan.papers.models import NumberBook, NumberRun
from tests.funds.collecting_world import TODAY, Collecting, add_members, seat_at
from tests.support import SYSTEM, policy_rows


class RecordingTests(Collecting):
    def record(self, *lines: tuple[int, ...], **facts: object) -> CollectionSheet:
        told = {
            "actor": self.treasurer, "fund": self.fund, "centre": self.centre, "on": TODAY,
            "collector": "ผู้เก็บทดสอบ", "number_book": self.book, "payments": Payments.of(lines), **facts,
        }  # fmt: skip
        sheet: CollectionSheet = record_collection(**told)
        return sheet

    def month(self) -> list[tuple[int, int]]:
        return [(one.pk, 3000) for one in self.members]

    def refused(self, code: str, *lines: tuple[int, ...], **facts: object) -> Refused:
        """It is refused with this code, and neither books nor numbers moved."""
        before = self.state()
        with pytest.raises(Refused) as no:
            self.record(*lines, **facts)
        assert no.value.code == code, no.value.code
        assert self.state() == before
        assert checks.findings_of(self.fund.book) == []
        return no.value

    def state(self) -> tuple[object, ...]:
        numbers = NumberBook.everywhere.order_by("pk").values_list("next", flat=True)
        return CollectionSheet.everywhere.count(), Entry.everywhere.count(), list(numbers)

    def balances(self) -> dict[str, Decimal]:
        return {one.account.code: one.after for one in trial_balance(self.fund.book)}

    def test_a_sheet_is_one_entry_with_a_line_and_a_number_for_each_member(self) -> None:
        sheet = self.record(*self.month())
        assert (sheet.total, sheet.lines, sheet.entry.document) == (180, 6, "12/001–12/006")
        assert self.balances() == {"1120": 180, "4110": 180}
        lines = SubsidiaryLine.objects.filter(posting__entry=sheet.entry, kind=LineKind.CONTRIBUTION)
        spans = {(one.seq, one.from_on, one.to_on) for one in lines}
        assert spans == {(at, date(2026, 1, 1), date(2026, 1, 30)) for at in range(6)}
        assert set(paid_up_to(self.members).values()) == {date(2026, 1, 30)}
        assert checks.findings_of(self.fund.book) == []

    def test_the_next_sheet_goes_on_where_each_member_stands(self) -> None:
        self.record(*self.month())
        self.record((self.members[0].pk, 36500), on=date(2026, 2, 9))
        assert paid_up_to(self.members[:1]) == {self.members[0].pk: date(2027, 1, 30)}

    def test_fee_and_contribution_of_one_member_stand_under_one_number(self) -> None:
        new = self.members[0].pk
        sheet = self.record((new, 2000, LineKind.ENTRY_FEE), (new, 3000), (self.members[1].pk, 3000))
        assert sheet.entry.document == "12/001–12/002"
        assert self.balances() == {"1120": 80, "4110": 60, "4120": 20}
        self.refused("fee_again", (new, 2000, LineKind.ENTRY_FEE))

    def test_a_full_book_is_followed_by_the_next_in_the_same_hands(self) -> None:
        small = self.give_book(self.other_centre, 20, last=4)
        self.give_book(self.other_centre, 21)
        sheet = self.record(*self.month(), centre=self.other_centre, number_book=small)
        runs = NumberRun.everywhere.filter(subject_id=sheet.pk).order_by("pk")
        assert [run.text for run in runs] == ["20/1–20/4", "21/001–21/002"]

    def test_a_sheet_sent_twice_is_taken_once(self) -> None:
        first = self.record(*self.month(), client_key="sheet-1")
        assert self.record(*self.month(), client_key="sheet-1").pk == first.pk
        with pytest.raises(ReplayConflict):
            self.record((self.members[0].pk, 3000), client_key="sheet-1")
        assert CollectionSheet.everywhere.count() == 1

    def test_a_sheet_typed_twice_is_refused_until_it_is_said_to_be_another(self) -> None:
        self.record(*self.month())
        self.refused("again", *self.month())
        self.record(*self.month(), is_another=True)

    def test_what_cannot_stand_is_told_line_by_line(self) -> None:
        first, second, *_ = (one.pk for one in self.members)
        for code, lines in {
            "stranger": [(first, 3000), (self.stranger.pk, 3000)], "twice": [(first, 3000), (first, 3000)],
            "amount": [(first, -3000), (second, 6000)], "not_days": [(first, 3050)], "far_ahead": [(first, 3_650_000)],
            "fee_amount": [(first, 1000, LineKind.ENTRY_FEE)], "kind": [(first, 3000, LineKind.BENEFIT)],
        }.items():  # fmt: skip
            self.refused(code, *lines)
        assert "0001" in str(self.refused("amount", (first, 0)).message)
        self.refused("nothing")

    def test_who_is_no_member_on_the_day_pays_nothing(self) -> None:
        left = {"state": "resigned", "left_on": date(2026, 2, 5)}
        with policy_rows(names=("test.add_members",)):
            (gone,) = add_members(actor=SYSTEM, fund=self.fund, count=1, first=201, **left)
            (applied,) = add_members(actor=SYSTEM, fund=self.fund, count=1, first=202, paid_base_on=None)
        self.refused("gone", (gone.pk, 3000))
        self.refused("not_yet", (self.members[0].pk, 3000), on=date(2025, 9, 30))
        self.refused("no_base", (applied.pk, 3000))
        self.record((gone.pk, 3000), on=date(2026, 2, 5))

    def test_a_closed_month_and_a_day_to_come_are_refused(self) -> None:
        self.refused("future", *self.month(), on=date(2026, 2, 11))
        for month in (date(2025, 10, 1), date(2025, 11, 1)):
            set_period(actor=SYSTEM, book=self.fund.book, month=month, state="closed")
        self.refused("closed_month", *self.month(), on=date(2025, 11, 30))

    def test_desk_book_and_name_belong_to_the_fund(self) -> None:
        foreign = self.give_book(self.neighbour.organisation, 1)
        self.refused("other_book", *self.month(), actor=SYSTEM, number_book=foreign)
        self.refused("nobody", *self.month(), collector=" ")
        away = self.neighbour.organisation
        self.refused("other_centre", *self.month(), actor=SYSTEM, centre=away)

    def test_a_stranger_cannot_record_it(self) -> None:
        with pytest.raises(OutOfArea):
            self.record(*self.month(), actor=seat_at(Role.TREASURER, self.neighbour))

    def test_the_audit_event_stays_small(self) -> None:
        self.record(*self.month())
        event = Event.objects.latest("pk")
        assert len(str(event.payload.body)) < 6000
        assert Member.everywhere.count() == 9
