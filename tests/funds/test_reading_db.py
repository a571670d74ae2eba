"""The lists of a fund, over a small told story. Contribution 1 baht a day; all paid up to 31 December 2025.

date        | act                                            | who              | baht
5 Jan 2026  | sheet of centre M.3, book 12                   | 0001, 0002       |   60
5 Feb 2026  | sheet of centre M.3, book 12                   | 0001             |   30
5 Feb 2026  | sheet of centre M.4, no book                   | 0101             |   90
10 Feb 2026 | today: 0001 paid to 1 Mar, 0002 to 30 Jan, 0003-0006 and 0102 to 31 Dec
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from khabuan.access.action import action, add
from khabuan.access.actor import Actor, Role
from khabuan.core.errors import OutOfArea
from khabuan.funds.actions.collecting import record_collection
from khabuan.funds.lists_printing import issue_board, issue_letters, issue_passbook
from khabuan.funds.models import Member, PastYear
from khabuan.funds.queries.reading import (
    arrears_of,
    brought_in_of,
    centres_at,
    entry_lines_of,
    lists_of,
    members_in,
    rates_of,
)
from khabuan.funds.reading_words import arrears_paper, board_paper, member_paper, passbook_lines
from khabuan.funds.rules.collecting import Payments
from khabuan.papers.models import IssuedDocument
from tests.funds.collecting_world import TODAY, Collecting, seat_at
from tests.support import SYSTEM, policy_rows


@action("test.add_past", on="member")
def add_past(*, actor: Actor, member: Member, **facts: Any) -> PastYear:
    made: PastYear = add(PastYear, member=member, **facts)
    return made


class ReadingListsTests(Collecting):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        one, two = cls.members[:2]
        month = 3000
        cls.sheet(cls.centre, date(2026, 1, 5), (one, month), (two, month))
        cls.sheet(cls.centre, date(2026, 2, 5), (one, month))
        cls.sheet(cls.other_centre, date(2026, 2, 5), (cls.others[0], 9000), number_book=None)

    @classmethod
    def sheet(cls, centre: object, on: date, *paid: tuple[Member, int], **facts: object) -> None:
        payments = Payments.of([(member.pk, satang) for member, satang in paid])
        told = {
            "actor": SYSTEM, "fund": cls.fund, "centre": centre, "on": on, "collector": "ผู้เก็บทดสอบ",
            "number_book": cls.book, "payments": payments, **facts,
        }  # fmt: skip
        record_collection(**told)

    def test_who_is_behind_is_told_with_months_and_baht(self) -> None:
        lists = lists_of(self.treasurer, self.fund.pk)
        lines = arrears_of(members_in(self.treasurer, lists), rates_of(self.fund), TODAY)
        told = {line.member.number: (line.paid_to, line.months, line.baht) for line in lines}
        assert set(told) == {"0003", "0004", "0005", "0006", "0102"}
        assert told["0003"] == (date(2025, 12, 31), 1, Decimal(41))
        paper = arrears_paper(self.fund, lines, TODAY)
        assert paper.figures[0][1] == "5"
        page = arrears_paper(self.fund, lines, TODAY, lines[:1])
        assert (page.lead, page.figures) == (paper.lead, paper.figures)
        assert [row.cells[0].value for row in page.rows if row.look == ""] == ["0003"]
        assert {row.look for row in page.rows} == {"group", ""}, (
            "a total stands behind its last line, not on each page"
        )
        last = arrears_paper(self.fund, lines, TODAY, lines[1:])
        assert last.rows[-1] == paper.rows[-1]
        later = date(2026, 4, 15)
        assert {line.member.number for line in arrears_of(self.members[:2], rates_of(self.fund), later)} == {
            "0001", "0002",
        }  # fmt: skip

    def test_a_collector_reads_the_own_centre_and_no_other_fund(self) -> None:
        lists = lists_of(self.collector, self.fund.pk)
        assert lists.centre == self.centre
        assert {one.number for one in members_in(self.collector, lists)} == {f"000{n}" for n in range(1, 7)}
        with pytest.raises(OutOfArea):
            lists_of(self.collector, self.neighbour.pk)
        with pytest.raises(OutOfArea):
            lists_of(seat_at(Role.TREASURER, self.neighbour.organisation), self.fund.pk)

    def test_a_past_month_is_told_as_it_was(self) -> None:
        lists = lists_of(self.treasurer, self.fund.pk)
        members = members_in(self.treasurer, lists)
        centres = centres_at(members, self.fund, date(2026, 1, 1), date(2026, 1, 31))
        january = {str(one.centre): one for one in centres}
        first = january[str(self.centre)]
        assert first.taken == Decimal(60)
        assert (first.paid, first.behind) == (("0001", "0002"), ("0003", "0004", "0005", "0006"))
        (now,) = (
            one
            for one in centres_at(members, self.fund, date(2026, 2, 1), TODAY)
            if one.centre == self.centre
        )
        assert (now.paid, now.behind) == (("0001", "0002"), ("0003", "0004", "0005", "0006"))
        assert now.taken == Decimal(30)

    def test_a_members_account_has_the_receipts_and_the_passbook_its_columns(self) -> None:
        one = self.members[0]
        lines = entry_lines_of(one)
        assert [(line.number, line.amount, line.paid_to) for line in lines] == [
            ("12/001", Decimal(30), date(2026, 1, 30)), ("12/003", Decimal(30), date(2026, 3, 1)),
        ]  # fmt: skip
        told = passbook_lines(lines, [], rates_of(self.fund))
        assert [(line.time, line.sent, line.short, line.taken_by) for line in told] == [
            ("1", Decimal(30), Decimal(0), "ผู้เก็บทดสอบ"), ("2", Decimal(30), Decimal(0), "ผู้เก็บทดสอบ"),
        ]  # fmt: skip
        paper = member_paper(one, lines, [], date(2026, 3, 1))
        assert paper.rows[-1].cells[3].value == Decimal(60)
        assert str(one.person) not in paper.told

    def test_what_was_brought_in_stands_first_and_is_marked(self) -> None:
        one = self.members[0]
        with policy_rows(names=("test.add_past",)):
            for what, year, amount in (
                ("contribution", 2025, 365),
                ("contribution", 2024, 366),
                ("benefit", 2025, 500),
            ):
                add_past(actor=SYSTEM, member=one, what=what, year=year, amount=Decimal(amount))
        lines, brought = entry_lines_of(one), brought_in_of(one)
        paper = member_paper(one, lines, brought, date(2026, 3, 1))
        assert [[cell.value for cell in row.cells[1:]] for row in paper.rows[1:5]] == [
            ["สมุดเดิม", "เงินสมทบปี 2567", Decimal(366), None], ["สมุดเดิม", "เงินสมทบปี 2568", Decimal(365), None],
            ["สมุดเดิม", "สวัสดิการที่รับปี 2568", None, Decimal(500)], [None, "รวม", Decimal(731), Decimal(500)],
        ]  # fmt: skip
        assert [cell.value for cell in paper.rows[-1].cells[3:]] == [Decimal(791), Decimal(500)]
        assert paper.figures[0][1] == "791.00"
        told = passbook_lines(lines, brought, rates_of(self.fund))
        assert [(line.time, line.on, line.sent) for line in told[:4]] == [
            ("", None, Decimal(366)), ("", None, Decimal(365)), ("", None, None), ("1", date(2026, 1, 5), Decimal(30)),
        ]  # fmt: skip
        assert "สมุดเดิม" in told[0].note
        assert "500.00" in told[2].note
        assert issue_passbook(SYSTEM, self.fund.organisation, one, told, date(2026, 3, 1)).pages == 1

    def test_papers_have_their_pages_and_their_codes_tell_no_name(self) -> None:
        lists = lists_of(self.treasurer, self.fund.pk)
        members = members_in(self.treasurer, lists)
        lines = arrears_of(members, rates_of(self.fund), TODAY)
        assert issue_letters(SYSTEM, lists, lines, TODAY).pages == len(lines)
        told = passbook_lines(entry_lines_of(members[0]), [], rates_of(self.fund))
        book = issue_passbook(SYSTEM, self.fund.organisation, members[0], told, date(2026, 3, 1))
        assert book.pages == 1
        centres = centres_at(members, self.fund, date(2026, 2, 1), TODAY)
        paper = board_paper(self.fund, centres, date(2026, 2, 1), TODAY)
        assert issue_board(SYSTEM, lists, paper, centres, [("เงินสด", Decimal(0))]).pages == len(centres)
        issued = " ".join(f"{one.title} {one.figures}" for one in IssuedDocument.everywhere.all())
        assert "สมาชิกทดสอบ" not in issued
