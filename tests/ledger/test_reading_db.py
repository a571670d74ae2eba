"""The books as people read them, over the told story of `story.py`."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import TestCase
from tests.ledger.story import Story
from tests.support import SYSTEM, Country, add_organisation, policy_rows, seat

from khabuan.access.actor import Role
from khabuan.core import clock, money
from khabuan.core.errors import OutOfArea
from khabuan.core.sheets import read_sheet
from khabuan.ledger import checks, shown
from khabuan.ledger.actions import close_year
from khabuan.ledger.forms import JournalForm, SpanForm
from khabuan.ledger.queries.reading import (
    AccountFilter,
    JournalFilter,
    account_lines,
    account_of,
    balance_before,
    book_of,
    both_sides,
    entry_of,
    journal_of,
    later_of,
    parts_of,
    party_lines,
    postings_of,
    source_lines,
    sums_of,
    with_parties,
)
from khabuan.ledger.reading_words import span_words
from khabuan.ledger.rules import statements
from khabuan.ledger.rules.spans import Span, span_of
from khabuan.ledger.rules.words import DEBIT_SIDE, EntryKind
from khabuan.ledger.rules.years import CALENDAR, FISCAL
from khabuan.ledger.sheets import Paper, as_file

YEAR = Span(date(2025, 10, 1), date(2026, 9, 30), "y2026")
ALL = Span(date(2025, 9, 1), date(2026, 9, 30), "all")


def baht(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


class ReadingTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        with policy_rows(), clock.at(datetime(2026, 2, 10, 3, tzinfo=UTC)):
            country = Country()
            cls.fund = add_organisation(actor=SYSTEM, area=country.tambon_a, name="กองทุนทดสอบ", kind="fund")
            cls.story = Story(cls.fund)
            cls.book = cls.story.book

    def setUp(self) -> None:
        self.enterContext(clock.at(datetime(2026, 2, 10, 3, tzinfo=UTC)))

    def amounts(self, found: statements.Statement) -> dict[str, Decimal]:
        assert all(check.holds for check in found.checks), found.checks
        return {line.words: line.amount for line in found.lines if line.amount is not None}

    def sums(self, span: Span, *, with_closing: bool = False) -> tuple[statements.AccountSums, ...]:
        return sums_of(self.book, span, with_closing=with_closing).accounts

    def test_receipts_and_payments_end_in_cash_and_bank(self) -> None:
        told = self.amounts(statements.receipts_and_payments(self.sums(YEAR)))
        assert told["Money left, brought forward"] == baht("1180")
        assert told["เงินสมทบจากสมาชิก"] == baht("50")
        assert told["งบสมทบรัฐบาลผ่าน พอช."] == baht("5000")
        assert told["เงินรับที่ยังไม่ทราบเจ้าของ"] == baht("33")
        assert (told["All receipts"], told["All payments"]) == (baht("5090.25"), baht("240"))
        assert told["Money left"] == baht("6030.25")
        assert (told["เงินสดในมือเหรัญญิก"], told["เงินฝากธนาคาร"]) == (baht("790"), baht("5240.25"))

    def test_what_a_book_begins_with_is_no_receipt(self) -> None:
        told = self.amounts(statements.receipts_and_payments(self.sums(ALL)))
        assert (told["Money left, brought forward"], told["เงินยกมาวันเริ่มใช้สมุด"]) == (0, baht("1000"))
        assert (told["All receipts"], told["Money left"]) == (baht("5270.25"), baht("6030.25"))
        sums = sums_of(self.book, ALL, with_closing=False)
        sources = {one.source: (one.before, one.brought, one.left) for one in source_lines(sums)}
        assert sources["unassigned"] == (baht("1000"), 0, baht("800"))
        assert sources["members"] == (0, baht("230"), baht("190"))

    def test_every_figure_of_a_statement_opens_entries_that_come_to_it(self) -> None:
        with clock.at(datetime(2026, 10, 5, 3, tzinfo=UTC)):
            for span in (YEAR, ALL, Span(date(2026, 1, 1), date(2026, 1, 31), "m2026-01")):
                self.assert_all_open(self.papers(span))
            receipts, _position = self.papers(YEAR)[:2]
            assert all(
                row.cells[1].url for row in receipts.rows if row.look != "group" and row.cells[1].value
            )

    def test_the_figures_of_a_closed_year_open_them_with_its_closing_and_without(self) -> None:
        with clock.at(datetime(2026, 10, 5, 3, tzinfo=UTC)):
            close_year(actor=SYSTEM, book=self.book, year=2026)
            for with_closing in (True, False):
                sums = sums_of(self.book, YEAR, with_closing=with_closing)
                about = shown.About(self.book, YEAR, with_closing, not with_closing)
                self.assert_all_open([shown.position_paper(about, sums), shown.trial_paper(about, sums)])

    def assert_all_open(self, papers: list[Paper]) -> None:
        opened = [
            (paper, row, cell) for paper in papers for row in paper.rows for cell in row.cells if cell.url
        ]
        assert opened
        for paper, row, cell in opened:
            with self.subTest(paper=paper.name, item=row.cells[0].value, lead=paper.lead):
                assert abs(cell.value) in self.opened(cell.url)

    def papers(self, span: Span) -> list[Paper]:
        sums, about = sums_of(self.book, span, with_closing=False), shown.About(self.book, span)
        return [
            shown.receipts_paper(about, sums), shown.position_paper(about, sums),
            shown.sources_uses_paper(about, sums), shown.sources_paper(about, source_lines(sums), sums),
        ]  # fmt: skip

    def opened(self, url: str) -> set[Decimal]:
        """What the page behind a figure comes to: the account's balance and what moved, or the journal's total."""
        path, asked = url.partition("?")[::2]
        form = JournalForm(QueryDict(asked), book=self.book, year=2026)
        source = form.cleaned_data.get("source") or ""
        codes = form.code_list or (path.strip("/").split("/")[-1],)
        accounts = [account_of(self.book, code) for code in codes]
        if "/accounts/" in path:
            wanted = AccountFilter(form.span, source, form.with_closing)
            debit, credit = both_sides(accounts[0], wanted)
            moved = debit - credit if accounts[0].kind in DEBIT_SIDE else credit - debit
            return {debit, credit, abs(moved), abs(balance_before(accounts[0], wanted) + moved)}
        wanted_entries = JournalFilter(
            form.span, codes=codes, source=source, with_closing=form.with_closing,
            on_debit_side=all(one.kind in DEBIT_SIDE for one in accounts),
        )  # fmt: skip
        return {abs(sum((one.amount for one in journal_of(self.book, wanted_entries)), money.NOTHING))}

    def test_no_statement_is_of_a_day_ahead_nor_of_another_year_than_asked(self) -> None:
        def asked(**data: str) -> tuple[Span, str]:
            span = SpanForm(data, book=self.book, year=2026).span
            return span, span_words(span, self.book.years)

        today = date(2026, 2, 10)
        assert asked() == (Span(YEAR.since, today, "y2026"), "ปีงบประมาณ 2569 ถึงวันที่ 10 กุมภาพันธ์ 2569")
        assert asked(until="2030-01-01")[0].until == today
        assert asked(period="y2025") == (
            Span(date(2024, 10, 1), date(2025, 9, 30), "y2025"),
            "ปีงบประมาณ 2568",
        )
        assert asked(period="m2019-02")[0] == Span(date(2019, 2, 1), date(2019, 2, 28), "m2019-02")
        assert asked(period="f2024")[1] == "ปีงบประมาณ 2567"

    def test_what_there_is_stands_against_whose_it_is(self) -> None:
        told = self.amounts(statements.position(self.sums(YEAR)))
        assert told["All that the book has"] == told["Owed and own together"] == baht("6030.25")
        assert told["All that it owes"] == baht("33")
        assert told["เงินยกมาวันเริ่มใช้สมุด"] == baht("1000")

    def test_the_status_form_s_sheet_has_its_lines_in_its_order(self) -> None:
        found = statements.sources_and_uses(self.sums(ALL))
        told = self.amounts(found)
        lines = [line.words for line in found.lines if line.look == "in"]
        assert lines == [
            "Contributions of members", "CODI (start-up grant)", "State matching through CODI", "Local government",
            "Entry fees", "Donations", "Interest of the bank", "Other income",
            "เงินยกมาวันเริ่มใช้สมุด", "Owed, and received but not clear whose",
            "Money in the bank", "Cash in hand", "Benefits paid to members", "Other investments",
            "ค่าตอบแทนคนทำงาน", "ค่าพาหนะ", "ค่าเอกสาร/เครื่องเขียน", "ค่ากิจกรรม/ประชุม", "Other expenses",
        ]  # fmt: skip
        assert told["Contributions of members"] == baht("230")
        assert told["เงินยกมาวันเริ่มใช้สมุด"] == baht("1000")
        later = self.amounts(statements.sources_and_uses(self.sums(YEAR)))
        assert later["Brought forward"] == baht("1180")
        assert "เงินยกมาวันเริ่มใช้สมุด" not in later
        assert told["Benefits paid to members"] == baht("200")
        assert told["All money in"] == told["All money out and left"] == baht("6270.25")

    def test_each_source_keeps_its_own(self) -> None:
        sums = sums_of(self.book, YEAR, with_closing=False)
        told = {one.source: (one.before, one.brought, one.spent, one.left) for one in source_lines(sums)}
        assert told["members"] == (baht("180"), baht("50"), baht("40"), baht("190"))
        assert told["unassigned"] == (baht("1000"), 0, baht("200"), baht("800"))
        assert told["state"] == (0, baht("5000"), 0, baht("5000"))
        paper = shown.sources_paper(shown.About(self.book, YEAR), source_lines(sums), sums)
        assert paper.is_sound

    def test_an_account_runs_on_over_its_pages(self) -> None:
        cash = account_of(self.book, "1110")
        wanted = AccountFilter(YEAR)
        rows, opening = postings_of(cash, wanted), balance_before(cash, wanted)
        assert opening == baht("1000")
        lines = account_lines(cash, rows, opening, 0, rows.count())
        assert [line.balance for line in lines] == [
            baht("800"),
            baht("1040"),
            baht("840"),
            baht("800"),
            baht("790"),
        ]
        assert [line.balance for line in account_lines(cash, rows, opening, 3, 5)] == [
            baht("800"),
            baht("790"),
        ]
        assert lines[0].others == "สวัสดิการ เจ็บป่วย/รักษาพยาบาล"

    def test_the_closing_of_a_year_is_shown_or_left_out(self) -> None:
        with clock.at(datetime(2026, 10, 5, 3, tzinfo=UTC)):
            close_year(actor=SYSTEM, book=self.book, year=2026)
            closed = self.amounts(statements.position(self.sums(YEAR, with_closing=True)))
            still = self.amounts(statements.position(self.sums(YEAR)))
            receipts = self.amounts(statements.receipts_and_payments(self.sums(YEAR)))
        assert closed["All that the book has"] == still["All that the book has"] == baht("6030.25")
        surplus = "Income less expenses, not closed yet"
        assert still[surplus] - closed[surplus] == baht("4817.25")
        assert receipts["Money left"] == baht("6030.25")
        assert checks.findings_of(self.book) == []

    def test_the_journal_is_narrowed_by_kind_word_and_accounts(self) -> None:
        assert journal_of(self.book, JournalFilter(YEAR)).count() == 9
        (one,) = journal_of(self.book, JournalFilter(YEAR, kind=EntryKind.BENEFIT))
        assert one == self.story.benefit
        (found,) = journal_of(self.book, JournalFilter(YEAR, words="ปากกา"))
        assert found.amount == baht("40")
        moved = journal_of(self.book, JournalFilter(YEAR, codes=("4110",), source="members"))
        assert [entry.amount for entry in moved] == [baht("-60"), baht("10")]

    def test_spans_are_years_of_three_kinds_and_months(self) -> None:
        assert span_of("y2026", FISCAL) == YEAR
        assert span_of("c2026", FISCAL) == Span(date(2026, 1, 1), date(2026, 12, 31), "c2026")
        assert span_of("f2026", CALENDAR) == Span(date(2025, 10, 1), date(2026, 9, 30), "f2026")
        assert span_of("m2024-02", FISCAL) == Span(date(2024, 2, 1), date(2024, 2, 29), "m2024-02")
        assert span_of("m2024-13", FISCAL) is None
        assert span_of("x", FISCAL) is None

    def test_a_statement_leaves_as_a_table_and_comes_in_again(self) -> None:
        paper = shown.trial_paper(shown.About(self.book, YEAR), sums_of(self.book, YEAR, with_closing=False))
        assert paper.is_sound
        read = read_sheet(as_file(paper, "xlsx"), "trial.xlsx")
        assert len(read.rows) == len(paper.rows)
        assert read.rows[-1].values[-1] == pytest.approx(6270.25)
        with zipfile.ZipFile(io.BytesIO(as_file(paper, "xlsx"))) as packed:
            on_paper = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "&amp;Cงบทดลอง" in on_paper or "&amp;CTrial balance" in on_paper, (
            "a printed sheet says what it is"
        )
        assert as_file(paper, "csv").decode("utf-8-sig").count("\r\n") == len(paper.rows) + 1

    def test_only_who_reads_the_book_gets_its_pages(self) -> None:
        other = seat(Role.TREASURER, "19.01.02.")
        with pytest.raises(OutOfArea):
            book_of(other, self.book.pk)
        with pytest.raises(OutOfArea):
            entry_of(seat(Role.AGENCY, "19."), self.story.sheet.pk)
        found = entry_of(seat(Role.AUDITOR, "19."), self.story.sheet.pk)
        assert [one.number for one in later_of(found)] == [self.story.correction.number]
        (line,) = [one for one in parts_of(found) if one.account.code == "4110"]
        assert [one.party.label for one in with_parties(list(party_lines(line)))] == ["0001", "0002"]
