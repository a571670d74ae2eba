"""A book taken out as text: only what is posted, exact, with parties on demand; and the commands that do it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import re
from datetime import date
from typing import Any

from django.db.models import Sum
from django.test import Client, TestCase
from tests.made_books import may_post, told_book
from tests.support import SYSTEM, add_organisation, policy_rows

from khabuan.access.actor import Role
from khabuan.audit.models import Event
from khabuan.config.cli import _parser
from khabuan.ledger import checks, queries
from khabuan.ledger.exports import journal_of
from khabuan.ledger.models import Book, SubsidiaryLine
from khabuan.ledger.rules.journals import JournalProgram
from khabuan.ledger.rules.words import AccountRole, LineKind
from khabuan.seats.actions import grant_seat
from khabuan.seats.middleware import CODE


def said(*words: str) -> tuple[int, str, str]:
    """What `khabuan …` says: exit code, standard output, standard error."""
    options = _parser().parse_args(words)
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = options.run(options)
    return code, out.getvalue(), err.getvalue()


class Exports(TestCase):
    book: Book

    @classmethod
    def setUpTestData(cls) -> None:
        with may_post():
            cls.book = told_book(random.Random(3))

    def setUp(self) -> None:
        self.enterContext(may_post())

    def browser(self, role: Role, place: Any = None) -> Client:
        """Signed in with an office, of the book's fund if no other place is named."""
        at = place or self.book.organisation
        seat = grant_seat(actor=SYSTEM, place=at, role=role, login=f"{role} {at.pk}", name="ทดสอบ")
        client = Client(raise_request_exception=False)
        client.force_login(seat.user)
        session = client.session
        session[CODE] = True
        session.save()
        return client

    def test_the_told_book_is_clean_also_after_its_year_was_closed(self) -> None:
        assert checks.findings_of(self.book) == []
        assert queries.entries_of(self.book).filter(kind="closing").count() == 1

    def test_every_posted_entry_is_there_once_and_in_its_order(self) -> None:
        text = "".join(journal_of(self.book, JournalProgram.HLEDGER))
        numbers = [int(number) for number in re.findall(r"^\d{4}-\d\d-\d\d \* \((\d+)\)", text, re.MULTILINE)]
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert numbers == [entry.number for entry in queries.entries_of(self.book)]
        assert "0001" not in text

    def test_parties_stand_below_their_account_only_when_asked(self) -> None:
        text = "".join(journal_of(self.book, JournalProgram.LEDGER, with_lines=True))
        assert "account Income:4110 เงินสมทบจากสมาชิก:0001\n" in text
        assert "account Assets:1120 เงินสดอยู่กับผู้เก็บ:หมู่ 3 บ้านสมมุติ\n" in text

    def test_it_ends_with_the_day_that_was_asked_for(self) -> None:
        text = "".join(journal_of(self.book, JournalProgram.BEANCOUNT, until=date(2024, 10, 1)))
        assert re.findall(r"^(\S+) \*", text, re.MULTILINE) == ["2024-10-01"]

    def test_the_command_lists_the_books_and_writes_one(self) -> None:
        code, out, _ = said("ledger", "books")
        assert (code, out) == (0, f"{self.book.pk}\tfund\t2024-10-01\tกองทุนทดสอบ\n")
        code, out, _ = said("ledger", "export", str(self.book.pk), "--to", "beancount", "--lines")
        assert (code, out) == (0, "".join(journal_of(self.book, JournalProgram.BEANCOUNT, with_lines=True)))

    def test_the_trial_balance_of_a_day_as_csv_has_two_equal_sides(self) -> None:
        code, out, _ = said("ledger", "trial-balance", str(self.book.pk), "--on", "2025-09-30", "--csv")
        rows = list(csv.DictReader(io.StringIO(out)))
        assert code == 0
        assert sum(int(row["debit"].replace(".", "")) for row in rows) == sum(
            int(row["credit"].replace(".", "")) for row in rows
        )
        assert next(row for row in rows if row["code"] == "3110")["credit"] == "123456.78"

    def test_a_book_that_does_not_exist_is_said_in_thai(self) -> None:
        code, out, err = said("ledger", "trial-balance", "7")
        assert (code, out) == (1, "")
        assert "ไม่มีสมุดเลข 7" in err

    def test_the_treasurer_and_the_auditor_take_the_file_and_it_is_noted(self) -> None:
        page = f"/books/{self.book.pk}/export/"
        for role in (Role.TREASURER, Role.AUDITOR):
            client = self.browser(role)
            assert "สมุดบัญชีสำหรับโปรแกรมอื่น" in client.get(f"/books/{self.book.pk}/").content.decode()
            assert "hledger" in client.get(page).content.decode()
            answer = client.post(page, {"program": "ledger", "with_lines": "on"})
            sent = b"".join(answer.streaming_content).decode()
            assert sent == "".join(journal_of(self.book, JournalProgram.LEDGER, with_lines=True))
            assert answer["Content-Disposition"].startswith("attachment")
        events = Event.objects.filter(action="ledger.take_out")
        noted = [json.loads(one.payload.body) for one in events]
        assert [(one["program"], one["with_lines"]) for one in noted] == [("ledger", True)] * 2

    def test_who_only_collects_gets_no_file_and_the_neighbour_no_page(self) -> None:
        page = f"/books/{self.book.pk}/export/"
        with policy_rows(names=("test.add_organisation",)):
            beside = add_organisation(
                actor=SYSTEM, area=self.book.organisation.area, name="กองทุนข้างเคียง", kind="fund"
            )
        assert self.browser(Role.COLLECTOR).post(page, {"program": "ledger"}).status_code == 403
        assert self.browser(Role.TREASURER, beside).get(page).status_code == 404

    def test_a_program_that_nobody_knows_is_refused_on_the_form(self) -> None:
        answer = self.browser(Role.CHAIR).post(f"/books/{self.book.pk}/export/", {"program": "excel"})
        assert answer.status_code == 422

    def test_months_of_many_books_and_years_of_parties_are_what_the_lines_add_up_to(self) -> None:
        months = queries.months_by_book([self.book.pk], AccountRole.CONTRIBUTION)
        parties = queries.party_totals(self.book, LineKind.CONTRIBUTION)
        lines = SubsidiaryLine.objects.filter(kind=LineKind.CONTRIBUTION)
        assert min(months)[1] == date(2024, 10, 1)
        assert sum(one.amount for one in parties.values()) == lines.aggregate(Sum("amount"))["amount__sum"]
        assert sum(one.lines for one in parties.values()) == lines.count()
        assert sum(months.values()) == sum(one.amount for one in parties.values()) * 100
