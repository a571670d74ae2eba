"""Entries go in whole, or not at all; what is posted stays as it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from tests.support import SYSTEM, Country, add_organisation, policy_rows

from khabuan.access.action import action
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.sql import trigger_findings
from khabuan.ledger import actions, checks, queries
from khabuan.ledger.actions import add_party
from khabuan.ledger.models import Account, Book, Entry, Posting
from khabuan.ledger.posting import post
from khabuan.ledger.queries import keeping
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource, PartyKind

DAY = date(2026, 1, 5)


@action("test.post", on="book")
def post_draft(*, actor: Actor, book: Book, draft: Draft, on: date) -> Entry:
    return post(book, draft, on=on)


@action("test.party", on="book")
def new_party(*, actor: Actor, book: Book, kind: PartyKind, label: str) -> object:
    return add_party(book, kind, label)


def collection(member: int, centre: int, satang: int = 3000) -> Draft:
    line = Line(member, satang, LineKind.CONTRIBUTION, date(2026, 1, 1), date(2026, 1, 30))
    return Draft(
        EntryKind.COLLECTION, "ใบเก็บเงิน",
        [
            Leg("1120", debit=satang, lines=[Line(centre, satang, LineKind.CASH_HELD)]),
            Leg("4110", credit=satang, source=MoneySource.MEMBERS, lines=[line]),
        ],
    )  # fmt: skip


class BookWorld(TestCase):
    """A fund's book with a member and a centre."""

    @classmethod
    def setUpTestData(cls) -> None:
        with policy_rows(names=("test.add_area", "test.add_organisation", "test.post", "test.party")):
            country = Country()
            fund = add_organisation(actor=SYSTEM, area=country.tambon_a, name="กองทุนทดสอบ", kind="fund")
            cls.book = actions.open_book(
                actor=SYSTEM, organisation=fund, kind="fund", name="กองทุนทดสอบ", opened_on=date(2025, 10, 1)
            )
            cls.member = new_party(actor=SYSTEM, book=cls.book, kind=PartyKind.MEMBER, label="0001")
            cls.centre = new_party(actor=SYSTEM, book=cls.book, kind=PartyKind.CENTRE, label="ม.1")

    def setUp(self) -> None:
        self.enterContext(clock.at(datetime(2026, 2, 10, 3, tzinfo=UTC)))
        self.enterContext(policy_rows(names=("test.post", "test.party")))

    def post(self, draft: Draft, on: date = DAY) -> Entry:
        return post_draft(actor=SYSTEM, book=self.book, draft=draft, on=on)


class Books(BookWorld):
    def collect(self, satang: int = 3000) -> Entry:
        return self.post(collection(self.member.pk, self.centre.pk, satang))

    def test_an_entry_balances_and_its_totals_are_kept(self) -> None:
        entry = self.collect()
        assert (entry.number, entry.posted_at is not None) == (1, True)
        assert checks.findings_of(self.book) == []
        (source,) = queries.sources(self.book)
        assert (source.source, source.left) == (MoneySource.MEMBERS, 30)

    def test_the_database_seals_it(self) -> None:
        entry = self.collect()
        posting = Posting.everywhere.filter(entry=entry).first()
        attacks = [
            ("UPDATE ledger_entry SET memo = 'x' WHERE id = %s", entry.pk),
            ("UPDATE ledger_entry SET posted_at = NULL WHERE id = %s", entry.pk),
            ("DELETE FROM ledger_entry WHERE id = %s", entry.pk),
            ("UPDATE ledger_posting SET debit = 1 WHERE id = %s", posting.pk),
            ("DELETE FROM ledger_posting WHERE id = %s", posting.pk),
            ("UPDATE ledger_line SET amount = 1 WHERE posting_id = %s", posting.pk),
            ("DELETE FROM ledger_line WHERE posting_id = %s", posting.pk),
            ("INSERT INTO ledger_line (posting_id, party_id, amount, kind, seq) VALUES (%s, 1, 1, 1, 99)", posting.pk),
            (("INSERT INTO ledger_posting (id, entry_id, account_id, source, debit, credit, line_count, line_total)"
             f" SELECT 5, %s, {posting.account_id}, '', 100, 0, 0, 0"), entry.pk),
            ("INSERT INTO ledger_line (posting_id, party_id, amount, kind, seq) VALUES (%s, 1, 1, 1, 0)", 77),
            ("UPDATE ledger_account SET kind = 'income' WHERE id = %s", posting.account_id),
        ]  # fmt: skip
        for statement, key in attacks:
            with self.subTest(statement), pytest.raises(IntegrityError), transaction.atomic():
                connection.cursor().execute(statement, [key])
        assert trigger_findings() == []
        assert checks.findings_of(self.book) == []

    def test_nothing_is_below_nothing(self) -> None:
        self.collect(3000)
        spend = Draft(
            EntryKind.PAYMENT,
            "ค่าเอกสาร",
            [Leg("5230", debit=1000, source=MoneySource.STATE), Leg("1110", credit=1000)],
        )
        with pytest.raises(Refused) as no:
            self.post(spend)
        assert no.value.code == "source_short"
        with pytest.raises(Refused) as no:
            self.post(
                Draft(
                    EntryKind.PAYMENT,
                    "ค่าเอกสาร",
                    [Leg("5230", debit=1000, source=MoneySource.MEMBERS), Leg("1110", credit=1000)],
                )
            )
        assert no.value.code == "money_short"

    def test_taking_back_turns_both_sides(self) -> None:
        entry = self.collect()
        actions.reverse(actor=SYSTEM, entry=entry, on=DAY, reason="พิมพ์ผิดแผ่น")
        assert checks.findings_of(self.book) == []
        assert queries.sources(self.book)[0].left == 0
        with pytest.raises(Refused):
            actions.reverse(actor=SYSTEM, entry=entry, on=DAY, reason="พิมพ์ผิดแผ่น")

    def test_months_close_in_order_and_refuse_entries(self) -> None:
        self.collect()
        for month in (date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)):
            actions.set_period(actor=SYSTEM, book=self.book, month=month, state="closed")
        with pytest.raises(Refused) as no:
            self.collect()
        assert no.value.code == "closed_month"
        actions.reopen_period(actor=SYSTEM, book=self.book, month=DAY, reason="พบใบเก็บเงินตกหล่น")
        with pytest.raises(Refused) as no:
            self.collect()
        assert no.value.code == "held_month"
        with pytest.raises(Refused) as no:
            actions.set_period(actor=SYSTEM, book=self.book, month=DAY, state="open")
        assert no.value.code == "was_closed"
        actions.set_period(actor=SYSTEM, book=self.book, month=DAY, state="closed")

    def test_a_month_that_was_only_held_opens_again(self) -> None:
        for state in ("held", "open"):
            actions.set_period(actor=SYSTEM, book=self.book, month=DAY, state=state)
        self.collect()

    def test_nothing_is_added_to_a_year_whose_closing_entry_stands(self) -> None:
        self.collect()
        with clock.at(date(2026, 11, 1)):
            closing = actions.close_year(actor=SYSTEM, book=self.book, year=2026)
            for again in (self.collect, lambda: actions.reverse(
                actor=SYSTEM, entry=Entry.everywhere.get(number=1), on=DAY, reason="ลงผิดแผ่น"
            )):  # fmt: skip
                with pytest.raises(Refused) as no:
                    again()
                assert no.value.code == "closed_year"
            actions.reverse(actor=SYSTEM, entry=closing, on=closing.on, reason="มีใบตกหล่น")
            self.collect()
            anew = actions.close_year(actor=SYSTEM, book=self.book, year=2026)
        assert sum(one.credit for one in Posting.everywhere.filter(entry=anew)) == 60
        assert queries.sources(self.book)[0].left == 60
        assert checks.findings_of(self.book) == []

    def test_the_last_month_of_a_year_closes_after_the_year_and_the_oldest_is_told_first(self) -> None:
        """The books began in October 2025; in November 2027 nobody has closed anything."""
        self.collect()
        with clock.at(date(2027, 11, 20)):
            (late,) = keeping.late_books(SYSTEM, clock.today())
            assert (late.oldest, late.months) == (date(2025, 10, 1), 24)
            assert keeping.late_books(SYSTEM, date(2025, 12, 14)) == []
            assert keeping.next_to_close(self.book, keeping.states_of(self.book)) == date(2025, 10, 1)
            assert keeping.year_to_close(self.book) == 2026, "nothing stands in 2027"
            months = self.book.years.months(2026)
            for month in months[:-1]:
                actions.set_period(actor=SYSTEM, book=self.book, month=month, state="closed")
            with pytest.raises(Refused) as no:
                actions.set_period(actor=SYSTEM, book=self.book, month=months[-1], state="closed")
            assert no.value.code == "hindered"
            (told,) = [one for one in keeping.hindrances_of(self.book, months[-1]) if one.is_law]
            assert told.path == f"/books/{self.book.pk}/years/2026/close/"
            actions.close_year(actor=SYSTEM, book=self.book, year=2026)
            actions.set_period(actor=SYSTEM, book=self.book, month=months[-1], state="closed")
            assert (keeping.year_to_close(self.book), keeping.late_books(SYSTEM, date(2026, 11, 14))) == (
                None,
                [],
            )

    def test_a_stranger_on_a_sheet_is_refused(self) -> None:
        with pytest.raises(Refused):
            self.post(collection(4711, self.centre.pk))
        assert not Entry.everywhere.exists()

    def test_two_lines_at_one_place_are_refused(self) -> None:
        """By their key on SQLite; PostgreSQL keeps none of lines, so that there it is the seal."""
        fees = [
            Line(self.member.pk, 1000, LineKind.ENTRY_FEE, seq=0),
            Line(self.member.pk, 500, LineKind.ENTRY_FEE, seq=0),
        ]
        held = [Line(self.centre.pk, 1500, LineKind.CASH_HELD)]
        legs = [
            Leg("1120", debit=1500, lines=held),
            Leg("4120", credit=1500, source=MoneySource.MEMBERS, lines=fees),
        ]
        with pytest.raises((IntegrityError, Refused)):
            self.post(Draft(EntryKind.COLLECTION, "ใบเก็บเงิน", legs))
        assert not Entry.everywhere.exists()

    def test_chart_has_each_line_of_the_form(self) -> None:
        assert Account.everywhere.filter(book=self.book, code__startswith="51").count() == 16
