"""The books attacked by raw SQL, as the application's own database user could: refused at once, or found by the checks.

What is refused is refused whatever else stands in the statement; what a user of the database may do (derived totals,
the guard taken away by who owns the tables) is found, by the sums or by what the history was told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.databases import identity_key
from tests.ledger.test_posting_db import BookWorld, collection, new_party
from tests.support import SYSTEM, add_organisation, policy_rows

from khabuan.access import records
from khabuan.core.keys import new_key
from khabuan.core.sql import installed_triggers, trigger_findings
from khabuan.ledger import actions, checks
from khabuan.ledger.models import Account, Book, Posting
from khabuan.ledger.rules.words import PartyKind

__all__ = ["identity_key"]

Statement = tuple[str, Sequence[Any]]
ON_POSTGRES = connection.vendor == "postgresql"
DAY, POSTED = "2026-01-06", "2026-01-06 03:00:00+00:00"
PERIOD, ACCOUNT = "the month is closed", "of an account only the name"
FOREIGN, LATE, SEALED = "an account of another book", "nothing is added", "a posted entry never changes"
UNEQUAL, WHOLE, NO_DAY = "the two sides", "whole satang", "no day, or one that has not come"


class Attacks(BookWorld):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        with policy_rows(names=("test.add_organisation", "test.party")):
            body = add_organisation(
                actor=SYSTEM, area=cls.book.organisation.area, name="กองทุนอื่น", kind="fund"
            )
            cls.other: Book = actions.open_book(
                actor=SYSTEM, organisation=body, kind="fund", name="กองทุนอื่น", opened_on=cls.book.opened_on
            )
            cls.stranger = new_party(actor=SYSTEM, book=cls.other, kind=PartyKind.MEMBER, label="0009")
            cls.second = new_party(actor=SYSTEM, book=cls.book, kind=PartyKind.MEMBER, label="0002")

    def setUp(self) -> None:
        super().setUp()
        self.entry = self.post(collection(self.member.pk, self.centre.pk))
        self.posting = Posting.everywhere.filter(entry=self.entry).order_by("pk").first()

    # ------------------------------------------------------------ tools of the attacker

    def refused(self, words: str, *statements: str | Statement) -> None:
        """The database says no, with these words of ours where there are any, and nothing has changed."""
        with self.subTest(statements[-1]), pytest.raises(DatabaseError) as no, transaction.atomic():
            self._run(statements)
        assert words in str(no.value)
        assert checks.findings_of(self.book) == []

    def found(self, codes: set[str], *statements: str | Statement) -> None:
        """The database lets it through; the checks of the book tell of it."""
        with self.subTest(statements[0]), transaction.atomic():
            self._run(statements)
            assert codes <= {one.code for one in checks.findings_of(self.book)}
            transaction.set_rollback(True)

    def _run(self, statements: Sequence[str | Statement]) -> None:
        with connection.cursor() as cursor:
            if ON_POSTGRES:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for one in statements:
                cursor.execute(*((one, []) if isinstance(one, str) else one))

    def account(self, code: str, book: Book | None = None) -> int:
        return int(Account.everywhere.get(book=book or self.book, code=code).pk)

    def born(self, **columns: Any) -> tuple[int, Statement]:
        key = new_key()
        row = {
            "id": key, "book_id": self.book.pk, "number": 2, "on": DAY, "kind": "payment", "memo": "", "document": ""
        } | columns  # fmt: skip
        names = ", ".join(f'"{name}"' for name in row)
        return key, (f"INSERT INTO ledger_entry ({names}) VALUES ({_marks(row)})", list(row.values()))

    @staticmethod
    def side(entry: int, account: int, debit: Any = 0, credit: Any = 0, **also: Any) -> Statement:
        row = [new_key(), entry, account, also.get("source", ""), debit, credit, *also.get("lines", (0, 0))]
        columns = "id, entry_id, account_id, source, debit, credit, line_count, line_total"
        return f"INSERT INTO ledger_posting ({columns}) VALUES ({_marks(row)})", row

    @staticmethod
    def line(posting: int, seq: int, party: int, amount: Any, *days: Any) -> Statement:
        row = [posting, seq, party, amount, *(days or ("2026-01-01", "2026-01-30")), 1]
        columns = "posting_id, seq, party_id, amount, from_on, to_on, kind"
        return f"INSERT INTO ledger_line ({columns}) VALUES ({_marks(row)})", row

    @staticmethod
    def sealing(entry: int, at: str = POSTED) -> Statement:
        return "UPDATE ledger_entry SET posted_at = %s WHERE id = %s", [at, entry]

    def raw(
        self, debit: Any = 100, credit: Any = 100, *, at: str = POSTED, accounts: Any = None, source: str = "",
        **columns: Any,
    ) -> list[Statement]:  # fmt: skip
        """An entry from the first row to the seal, cash into the bank where nothing else is said."""
        key, begun = self.born(**columns)
        first, second = accounts or (self.account("1110"), self.account("1210"))
        sides = [self.side(key, first, debit=debit, source=source), self.side(key, second, credit=credit)]
        return [begun, *sides, self.sealing(key, at)]

    def sheet(self, *lines: tuple[Any, ...], total: int = 100) -> list[Statement]:
        """A collection sheet by hand: cash with the centre, and these lines under contributions."""
        key, begun = self.born(kind="collection")
        cash = self.side(key, self.account("1120"), debit=total, lines=(1, total))
        income = self.side(
            key, self.account("4110"), credit=total, source="members", lines=(len(lines), total)
        )
        rows = [self.line(income[1][0], seq, *line) for seq, line in enumerate(lines)]
        held = self.line(cash[1][0], 0, self.centre.pk, total, None, None)
        return [begun, cash, income, held, *rows, self.sealing(key)]

    def unguarded(self, *statements: str) -> list[str | Statement]:
        """As who owns the tables can: the guard away, the change, the guard back again."""
        if ON_POSTGRES:
            tables = ("ledger_posting", "ledger_line")
            off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
            return [*off, *statements, *(one.replace("DISABLE", "ENABLE") for one in off)]
        kept = {
            name: text for name, text in installed_triggers().items() if "_posting_" in name or "_line_" in name
        }  # fmt: skip
        return [*(f'DROP TRIGGER "{name}"' for name in kept), *statements, *kept.values()]

    # ------------------------------------------------------------ what the database refuses

    def test_an_entry_by_hand_is_balanced_in_whole_satang_on_a_real_day_of_an_open_month(self) -> None:
        self.refused(UNEQUAL, *self.raw(100, 101))
        self.refused("posting_one_side", *self.raw(-100, -100))
        self.refused("NULL" if not ON_POSTGRES else "null value", *self.raw(None, 100))
        for day in ("9999-12-31", "2569-01-06", "2026-01-07"):
            self.refused(NO_DAY, *self.raw(on=day))
        self.refused(PERIOD, *self.raw(on="2025-09-30"))
        self.refused("no such kind", *self.raw(kind="gift"))
        spent = (self.account("5230"), self.account("1110"))
        self.refused("name the source", *self.raw(accounts=spent, source="friends"))
        self.refused("name the source", *self.raw(accounts=spent))
        self.refused("", *self.raw(number=1))
        self.refused("", *self.raw(number=-1))
        self.refused("", *self.raw(1e300, 1e300))

    def test_what_sqlite_would_keep_in_a_column_is_refused_too(self) -> None:
        if ON_POSTGRES:
            self.refused("out of range", *self.raw(10**19, 10**19))
            self.refused("invalid input syntax", *self.raw("abc", "abc"))
            self.refused(NO_DAY, *self.raw(on="infinity"))
            return
        self.refused(WHOLE, *self.raw(0.5, 0.5))
        self.refused(WHOLE, *self.raw("abc", "abc"))
        for day in ("2026-13-45", "abc", "2026-1-6"):
            self.refused(NO_DAY, *self.raw(on=day))
        self.refused("lines do not add up", *self.sheet((self.member.pk, 50.5), (self.member.pk, 49.5)))
        self.refused("lines do not add up", *self.sheet((self.member.pk, 100), (self.member.pk, "abc")))
        self.refused(UNEQUAL, *self.raw(100, 101, at="abc"))
        self.refused(NO_DAY, *self.raw(at="abc"))

    def test_no_other_book_and_no_stranger(self) -> None:
        foreign = (self.account("1110", self.other), self.account("1210"))
        self.refused(FOREIGN, *self.raw(accounts=foreign))
        self.refused("a party of another book", *self.sheet((self.stranger.pk, 100)))
        self.refused("a party of another book", *self.sheet((4711, 100)))
        self.refused("do not add up", *self.sheet((self.member.pk, 99)))
        own = (self.account("1110", self.other), self.account("1210", self.other))
        for column in ("reverses_id", "corrects_id"):
            there = self.raw(accounts=own, book_id=self.other.pk, number=1, **{column: self.entry.pk})
            self.refused("of its own book", *there)

    def test_closing_moves_no_money(self) -> None:
        income = (self.account("4110"), self.account("1110"))
        by_hand = self.raw(accounts=income, source="members", kind="closing")
        self.refused("income, expense and surplus only", *by_hand)

    def test_what_is_posted_stays(self) -> None:
        entry, posting = self.entry.pk, self.posting.pk
        self.refused(LATE, self.side(entry, self.account("1110"), debit=1))
        self.refused(LATE, self.line(posting, 99, self.member.pk, 1))
        self.refused(SEALED, f"UPDATE ledger_entry SET book_id = {self.other.pk} WHERE id = {entry}")
        self.refused(SEALED, "UPDATE ledger_entry SET posted_at = NULL")
        self.refused("is refused", f"UPDATE ledger_posting SET entry_id = {entry}")
        self.refused(
            "is refused", "UPDATE ledger_posting SET debit = 1 FROM ledger_entry e WHERE e.id = entry_id"
        )
        actions.set_period(actor=SYSTEM, book=self.book, month=self.book.opened_on, state="closed")
        for table in ("entry", "posting", "line", "account", "period", "party"):
            self.refused("is refused", f"DELETE FROM ledger_{table}")

    def test_neither_replace_nor_a_statement_of_the_other_kind_gets_round_the_seal(self) -> None:
        same = f"SELECT * FROM ledger_posting WHERE id = {self.posting.pk}"
        if ON_POSTGRES:
            into = "INSERT INTO ledger_posting " + same
            self.refused("is refused", f"{into} ON CONFLICT (id) DO UPDATE SET debit = 1")
            merge = "MERGE INTO ledger_posting p USING ledger_entry e ON e.id = p.entry_id"
            self.refused("is refused", f"{merge} WHEN MATCHED THEN UPDATE SET debit = 1")
            for table in ("ledger_line", "ledger_posting CASCADE", "ledger_entry CASCADE", "ledger_period"):
                self.refused("is refused", f"TRUNCATE {table}")
            self.refused(
                "is refused", "WITH gone AS (DELETE FROM ledger_line RETURNING 1) SELECT * FROM gone"
            )
            return
        names = 'id, book_id, number, "on", kind, memo, document'
        again = f"INSERT OR REPLACE INTO ledger_entry ({names}) SELECT {names} FROM ledger_entry"
        attacks = (
            ("taken", again),
            (LATE, f"REPLACE INTO ledger_posting {same}"),
            (LATE, "REPLACE INTO ledger_line SELECT * FROM ledger_line"),
            (ACCOUNT, "UPDATE OR REPLACE ledger_account SET code = '1110' WHERE code = '1210'"),
            ("taken", "REPLACE INTO ledger_account SELECT * FROM ledger_account"),
        )
        for switch in ("ON", "OFF"):
            connection.cursor().execute(f"PRAGMA recursive_triggers={switch}")
            for words, statement in attacks:
                self.refused(words, statement)
        connection.cursor().execute("PRAGMA recursive_triggers=ON")

    def test_an_amount_on_the_wrong_side_of_nothing_is_refused_though_its_check_is_switched_off(self) -> None:
        if ON_POSTGRES:
            return
        key, begun = self.born()
        two = (self.account("1110"), self.account("1210"))
        away = [self.side(key, two[0], debit=-100), self.side(key, two[1], credit=-100)]
        away += [self.side(key, two[0], debit=200), self.side(key, two[1], credit=200)]
        connection.cursor().execute("PRAGMA ignore_check_constraints=ON")
        self.refused(WHOLE, begun, *away, self.sealing(key))
        self.refused(WHOLE, begun, self.side(key, two[0], debit=100, credit=100), self.sealing(key))
        connection.cursor().execute("PRAGMA ignore_check_constraints=OFF")

    def test_a_temporary_table_of_the_same_name_deceives_no_guard(self) -> None:
        if not ON_POSTGRES:  # there a trigger sees the tables beside its own only
            return
        key, begun = self.born()
        sides = [self.side(key, self.account("1110"), debit=100), self.side(key, self.account("1210"), credit=1)]  # fmt: skip
        shadow = "CREATE TEMP TABLE {0} AS SELECT * FROM public.{0}"
        balanced = f"UPDATE pg_temp.ledger_posting SET credit = 100 WHERE entry_id = {key} AND credit = 1"
        seal = f"UPDATE public.ledger_entry SET posted_at = '{POSTED}' WHERE id = {key}"
        self.refused(UNEQUAL, begun, *sides, shadow.format("ledger_posting"), balanced, seal)
        late = self.side(self.entry.pk, self.account("1110"), debit=1)
        unposted = "UPDATE pg_temp.ledger_entry SET posted_at = NULL"
        public = late[0].replace("ledger_posting", "public.ledger_posting"), late[1]
        self.refused(LATE, shadow.format("ledger_entry"), unposted, public)

    def test_an_account_stays_what_it_is(self) -> None:
        key = self.account("1210")
        other = f"book_id = {self.other.pk}"
        for change in (
            "role = ''",
            "code = '9999'",
            "\"use\" = 'benefit'",
            "source = 'x'",
            other,
            "kind = 'x'",
        ):
            self.refused(ACCOUNT, f"UPDATE ledger_account SET {change} WHERE id = {key}")

    # ------------------------------------------------------------ what the checks find

    def test_an_entry_that_no_act_made_is_found_though_it_is_balanced(self) -> None:
        self.found({"untold", "month", "money_below"}, *self.raw())
        self.found({"gap"}, *self.raw(number=7))
        self.found({"unposted"}, self.born()[1])
        self.found({"reversal"}, *self.raw(reverses_id=self.entry.pk))
        self.found({"line"}, *self.sheet((self.member.pk, 100, "2026-01-30", "2026-01-01")))

    def test_derived_totals_that_are_wrong_are_found(self) -> None:
        months, copied = "ledger_accountmonth", "account_id, source, is_closing, debit, credit"
        for change in (
            f"UPDATE {months} SET debit = debit + 1 WHERE debit > 0", f"DELETE FROM {months}",
            f"UPDATE {months} SET month = '2026-01-15'",
            (f"INSERT INTO {months} (id, month, {copied}) SELECT {new_key()}, '2026-01-02', {copied} FROM {months}"
            " WHERE debit > 0"),
        ):  # fmt: skip
            self.found({"month"}, change)
        for change in (
            "UPDATE ledger_party_year SET days = days + 1", "DELETE FROM ledger_party_year",
            ("INSERT INTO ledger_party_year (party_id, year, kind, lines, amount, days)"
            f" VALUES ({self.member.pk}, 2030, 1, 1, 1, 1)"),
        ):  # fmt: skip
            self.found({"party_year"}, change)

    def test_what_was_made_to_fit_with_the_guard_away_is_found_by_its_history(self) -> None:
        months, years = "ledger_accountmonth", "ledger_party_year"
        doubled = "SET debit = debit * 2, credit = credit * 2"
        self.found({"altered"}, *self.unguarded(
            f"UPDATE ledger_posting {doubled}, line_total = line_total * 2", f"UPDATE {months} {doubled}",
            "UPDATE ledger_line SET amount = amount * 2", f"UPDATE {years} SET amount = amount * 2",
        ))  # fmt: skip
        self.found({"altered"}, *self.unguarded(
            "UPDATE ledger_posting SET source = 'state' WHERE source = 'members'",
            f"UPDATE {months} SET source = 'state' WHERE source = 'members'",
        ))  # fmt: skip
        given = f"SET party_id = {self.second.pk} WHERE party_id = {self.member.pk}"
        self.found({"altered"}, *self.unguarded(f"UPDATE ledger_line {given}", f"UPDATE {years} {given}"))
        moved = f"SET from_on = '2026-02-01', to_on = '2026-03-02' WHERE party_id = {self.member.pk}"
        self.found({"altered"}, *self.unguarded(f"UPDATE ledger_line {moved}"))
        gone = [f"DELETE FROM {table}" for table in ("ledger_line", "ledger_posting", months, years)]
        self.found({"altered", "unbalanced"}, *self.unguarded(*gone))

    def test_a_month_opened_by_hand_and_a_guard_taken_away_are_found_by_the_house(self) -> None:
        actions.set_period(actor=SYSTEM, book=self.book, month=self.book.opened_on, state="closed")
        with transaction.atomic():
            self._run(["UPDATE ledger_period SET state = 'open'"])
            assert ("ledger.period", "state") in {(one.kind, one.field) for one in records.verify()}
            transaction.set_rollback(True)
        with transaction.atomic():
            away = "DROP TRIGGER kb_ledger_posting_late"
            self._run([f"{away} ON ledger_posting" if ON_POSTGRES else away])
            assert "kb_ledger_posting_late" in trigger_findings()
            transaction.set_rollback(True)

    def test_a_word_where_an_amount_stands_is_told_and_ends_no_check(self) -> None:
        if ON_POSTGRES:
            return
        actions.count_cash(
            actor=SYSTEM, account=Account.everywhere.get(pk=self.account("1110")), on=self.entry.on, pieces={},
            counted_by="กรรมการ",
        )  # fmt: skip
        self._run(["UPDATE ledger_cashcount SET counted = 'abc'"])
        assert [(one.kind, one.what) for one in records.verify()] == [("ledger.cashcount", "unreadable")]


def _marks(row: Any) -> str:
    return ", ".join(["%s"] * len(row))
