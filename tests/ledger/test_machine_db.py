"""A machine that tries to break the books: random acts against a plain model, all checks after each step.

The model is a list of (day, account, source, satang to the debit side) and knows nothing of the ledger's code: it
says which acts must be refused, what every account and source holds, and how many days each member has paid.
"""

from __future__ import annotations

import os
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.ledger.test_posting_db import new_party, post_draft
from tests.support import SYSTEM, Country, add_organisation, policy_rows

from khabuan.core import clock, money
from khabuan.core.errors import Refused
from khabuan.ledger import actions, checks, queries
from khabuan.ledger.actions import rebuild
from khabuan.ledger.models import Book, Entry, PartyYear
from khabuan.ledger.queries.keeping import closing_draft, year_hinders
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource, PartyKind
from khabuan.ledger.rules.years import month_of

EXAMPLES = int(os.environ.get("KHABUAN_EXAMPLES", "8"))  # hundreds by hand, a few in CI
FIRST, TODAY, YEAR_END = date(2025, 9, 1), date(2026, 1, 31), date(2025, 9, 30)
MONEY = {"1110", "1120", "1210"}
DEBIT = {"1", "5"}
SOURCES = [MoneySource.MEMBERS, MoneySource.STATE, MoneySource.DONORS]
days = st.dates(FIRST, TODAY)
amounts = st.integers(1, 9_999_99)


@dataclass
class Model:
    """What the books must be."""

    lines: list[tuple[date, str, str, int]] = field(default_factory=list)
    paid: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    states: dict[date, str] = field(default_factory=dict)
    reopened: set[date] = field(default_factory=set)
    closing: Entry | None = None

    def is_allowed(self, draft: Draft, on: date) -> bool:
        state = self.states.get(month_of(on), "open")
        if self.closing is not None and on <= YEAR_END and draft.kind != "closing":
            return False
        if state == "closed" or (state == "held" and draft.kind not in ("correction", "reversal", "closing")):
            return False
        moves = [(on, leg.account, str(leg.source or ""), leg.debit - leg.credit) for leg in draft.legs]
        taken: dict[tuple[str, str], int] = defaultdict(int)
        for _, code, source, moved in moves:
            key = ("source", source) if source else ("money", code)
            if source or code in MONEY:
                taken[key] += -moved if source else moved
        after = self.lines + moves
        return all(self._lowest(after, key, on) >= 0 for key, change in taken.items() if change < 0)

    @staticmethod
    def _lowest(lines: list[tuple[date, str, str, int]], key: tuple[str, str], on: date) -> int:
        what, name = key
        by_day: dict[date, int] = defaultdict(int)
        for day, code, source, moved in lines:
            if what == "source" and source == name:
                by_day[day] -= moved
            elif what == "money" and code == name:
                by_day[day] += moved
        total = sum(moved for day, moved in by_day.items() if day <= on)
        lowest = total
        for day in sorted(day for day in by_day if day > on):
            total += by_day[day]
            lowest = min(lowest, total)
        return lowest

    def take(self, draft: Draft, on: date) -> None:
        self.lines += [(on, leg.account, str(leg.source or ""), leg.debit - leg.credit) for leg in draft.legs]
        for leg in draft.legs:
            for line in leg.lines:
                if line.kind == LineKind.CONTRIBUTION:
                    self.paid[line.party] += line.days

    def balance(self, code: str) -> int:
        total = sum(moved for _, account, _, moved in self.lines if account == code)
        return total if code[0] in DEBIT else -total


class Books(RuleBasedStateMachine):
    """One book in one savepoint."""

    book: Book

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(_taken_back())
        self.stack.enter_context(policy_rows(names=("test.post", "test.party")))
        self.stack.enter_context(clock.at(datetime(2026, 1, 31, 5, tzinfo=UTC)))
        self.model = Model()
        self.members: list[int] = []
        self.entries: list[tuple[Entry, Draft, date]] = []
        self.untouched: set[int] = set()
        self.keys = 0
        self.centre = new_party(actor=SYSTEM, book=self.book, kind=PartyKind.CENTRE, label="ม.1").pk
        self.join()

    def teardown(self) -> None:
        self.stack.close()

    # ------------------------------------------------------------ acts

    @rule()
    @precondition(lambda self: len(self.members) < 5)
    def join(self) -> None:
        party = new_party(
            actor=SYSTEM, book=self.book, kind=PartyKind.MEMBER, label=f"{len(self.members):04d}"
        )
        self.members.append(party.pk)

    @rule(on=days, data=st.data(), twice=st.booleans())
    def collect(self, on: date, data: st.DataObject, *, twice: bool) -> None:
        who = data.draw(st.lists(st.sampled_from(self.members), min_size=1, unique=True))
        lines = []
        for party in who:
            length = data.draw(st.integers(1, 400))
            start = FIRST + timedelta(days=self.model.paid[party])
            end = start + timedelta(days=length - 1)
            lines.append(Line(party, length * 100, LineKind.CONTRIBUTION, start, end))
        total = sum(line.satang for line in lines)
        held = Line(self.centre, total, LineKind.CASH_HELD)
        legs = [
            Leg("1120", debit=total, lines=[held]),
            Leg("4110", credit=total, source=MoneySource.MEMBERS, lines=lines),
        ]
        self._do(Draft(EntryKind.COLLECTION, "ใบเก็บเงิน", legs), on, twice=twice)

    @rule(on=days, amount=amounts)
    def hand_over(self, on: date, amount: int) -> None:
        held = Line(self.centre, -amount, LineKind.CASH_HELD)
        self._do(
            Draft(
                EntryKind.HAND_OVER, "", [Leg("1110", debit=amount), Leg("1120", credit=amount, lines=[held])]
            ),
            on,
        )

    @rule(
        on=days,
        amount=amounts,
        code=st.sampled_from(["4210", "4410", "4510"]),
        source=st.sampled_from(SOURCES),
    )
    def receive(self, on: date, amount: int, code: str, source: MoneySource) -> None:
        self._do(
            Draft(
                EntryKind.RECEIPT, "", [Leg("1210", debit=amount), Leg(code, credit=amount, source=source)]
            ),
            on,
        )

    @rule(on=days, amount=amounts, source=st.sampled_from(SOURCES), cash=st.sampled_from(["1110", "1210"]))
    def pay(self, on: date, amount: int, source: MoneySource, cash: str) -> None:
        self._do(
            Draft(
                EntryKind.PAYMENT, "", [Leg("5230", debit=amount, source=source), Leg(cash, credit=amount)]
            ),
            on,
        )

    @rule(on=days, data=st.data())
    @precondition(lambda self: any(d.kind == EntryKind.COLLECTION for _, d, _ in self.entries))
    def correct_a_line(self, on: date, data: st.DataObject) -> None:
        sheets = [
            one for one in self.entries if one[1].kind == EntryKind.COLLECTION and one[0].pk in self.untouched
        ]
        if not sheets:
            return
        entry, draft, _day = data.draw(st.sampled_from(sheets))
        line = data.draw(st.sampled_from(list(draft.legs[1].lines)))
        back = Line(line.party, -line.satang, line.kind, line.from_on, line.to_on)
        held = Line(self.centre, -line.satang, LineKind.CASH_HELD)
        legs = [
            Leg("4110", debit=line.satang, source=MoneySource.MEMBERS, lines=[back]),
            Leg("1120", credit=line.satang, lines=[held]),
        ]
        if self._do(Draft(EntryKind.CORRECTION, "", legs), on):
            self.untouched.discard(entry.pk)

    @rule(on=days, data=st.data())
    @precondition(lambda self: self.untouched)
    def reverse(self, on: date, data: st.DataObject) -> None:
        entry, draft, day = data.draw(
            st.sampled_from([one for one in self.entries if one[0].pk in self.untouched])
        )
        turned = draft.turned("ทดสอบกลับรายการ")
        allowed = on >= day and self.model.is_allowed(turned, on)
        try:
            actions.reverse(actor=SYSTEM, entry=entry, on=on, reason="ทดสอบกลับรายการ")
        except Refused:
            assert not allowed
            return
        assert allowed
        self.model.take(turned, on)
        self.untouched.discard(entry.pk)

    @rule(data=st.data(), state=st.sampled_from(["held", "open", "closed"]))
    def set_month(self, data: st.DataObject, state: str) -> None:
        months = sorted({month_of(FIRST + timedelta(days=n)) for n in range((TODAY - FIRST).days)})
        month = data.draw(st.sampled_from(months))
        before = [self.model.states.get(one) for one in months if one < month]
        allowed = self.model.states.get(month) != "closed" and not (
            state == "open" and month in self.model.reopened
        )
        if state == "closed":
            allowed = allowed and month < month_of(TODAY) and all(one == "closed" for one in before)
            allowed = allowed and not year_hinders(self.book, month)
        try:
            actions.set_period(actor=SYSTEM, book=self.book, month=month, state=state)
        except Refused:
            assert not allowed
            return
        assert allowed
        self.model.states[month] = state

    @rule()
    def close_year(self) -> None:
        draft = closing_draft(self.book, 2025)
        has_one = queries.closing_entry(self.book, 2025) is not None
        last = YEAR_END
        try:
            entry = actions.close_year(actor=SYSTEM, book=self.book, year=2025)
        except Refused:
            assert has_one or draft is None or not self.model.is_allowed(draft, last)
            return
        assert draft is not None
        assert not has_one
        self.model.take(actions.draft_of(entry), last)
        self.model.closing = entry

    @precondition(lambda self: self.model.closing is not None)
    @rule()
    def take_back_closing(self) -> None:
        entry = self.model.closing
        turned = actions.draft_of(entry).turned("ปิดผิด", EntryKind.CLOSING)
        allowed = self.model.is_allowed(turned, YEAR_END)
        try:
            actions.reverse(actor=SYSTEM, entry=entry, on=YEAR_END, reason="ปิดผิดปี")
        except Refused:
            assert not allowed
            return
        assert allowed
        self.model.take(turned, YEAR_END)
        self.model.closing = None

    @precondition(lambda self: "closed" in self.model.states.values())
    @rule(data=st.data())
    def reopen_month(self, data: st.DataObject) -> None:
        closed = sorted(month for month, state in self.model.states.items() if state == "closed")
        month = data.draw(st.sampled_from(closed))
        try:
            actions.reopen_period(actor=SYSTEM, book=self.book, month=month, reason="พบใบตกหล่น")
        except Refused:
            assert month != closed[-1]
            return
        assert month == closed[-1]
        self.model.states[month] = "held"
        self.model.reopened.add(month)

    def _do(self, draft: Draft, on: date, *, twice: bool = False) -> bool:
        allowed = self.model.is_allowed(draft, on)
        self.keys += 1
        facts = {"actor": SYSTEM, "book": self.book, "draft": draft, "on": on}
        try:
            entry = post_draft(**facts, client_key=f"machine-{self.keys}")
        except Refused:
            assert not allowed, (draft, on)
            return False
        assert allowed, (draft, on)
        if twice:
            assert post_draft(**facts, client_key=f"machine-{self.keys}").pk == entry.pk
        self.model.take(draft, on)
        self.entries.append((entry, draft, on))
        self.untouched.add(entry.pk)
        return True

    # ------------------------------------------------------------ what must hold

    @invariant()
    def all_checks_are_clean(self) -> None:
        assert checks.findings_of(self.book) == []

    @invariant()
    def the_books_are_the_model(self) -> None:
        balances = queries.trial_balance(self.book)
        assert {one.account.code: money.satang(one.after) for one in balances} == {
            code: self.model.balance(code) for code in {code for _, code, _, _ in self.model.lines}
        }
        total = sum(one.left for one in queries.sources(self.book))
        assert total == sum(one.after for one in balances if one.account.code[0] == "1")

    @invariant()
    def members_have_paid_what_the_model_says(self) -> None:
        rows = PartyYear.objects.filter(party__in=self.members, kind=LineKind.CONTRIBUTION)
        paid: dict[int, int] = defaultdict(int)
        for row in rows:
            paid[row.party_id] += row.days
        assert {k: v for k, v in paid.items() if v} == {k: v for k, v in self.model.paid.items() if v}

    @rule()
    def rebuild_changes_nothing(self) -> None:
        assert rebuild(actor=SYSTEM, book=self.book) == 0


class _taken_back:  # noqa: N801 - reads as a sentence
    """A savepoint that is always taken back."""

    def __enter__(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, *_: object) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


@pytest.mark.django_db
def test_no_series_of_acts_breaks_the_books() -> None:
    with policy_rows():
        fund = add_organisation(actor=SYSTEM, area=Country().tambon_a, name="กองทุนทดสอบ", kind="fund")
    Books.book = actions.open_book(
        actor=SYSTEM, organisation=fund, kind="fund", name="กองทุนทดสอบ", opened_on=FIRST
    )
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=slow,
            database=None,
            phases=[Phase.generate],  # a failing series is short enough to be read as it is
        ),
    )
