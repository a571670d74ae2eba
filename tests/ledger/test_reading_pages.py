"""The books' pages leave as page, paper and file for who reads them, and for nobody else."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from tests.cast import Cast

from khabuan.core import secrets
from khabuan.ledger.models import BankLine
from khabuan.papers.models import IssuedDocument


class ReadingPages(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        key = Path(settings.IDENTITY_KEY_FILE)
        if not key.exists():
            secrets.make_key_file(key)
        cls.cast = Cast()

    def path(self, name: str) -> str:
        return reverse(name, args=[self.cast.ids[f"{name}.pk"]])

    def test_statements_and_lists_leave_as_paper_and_file(self) -> None:
        keeper, neighbour = self.cast.client("keeper_a"), self.cast.client("keeper_b")
        papers = (
            ("book-receipts-payments", ""), ("book-sources-uses", ""), ("book-cash", ""), ("book-journal", ""),
            ("fund-arrears", ""), ("fund-arrears", "letters"), ("fund-board", ""), ("member-account", "passbook"),
        )  # fmt: skip
        for name, kind in papers:
            with self.subTest(name=name, kind=kind):
                before = IssuedDocument.everywhere.count()
                answer = keeper.post(self.path(name), {"as": kind})
                assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
                assert IssuedDocument.everywhere.count() == before + 1
                assert neighbour.post(self.path(name), {"as": kind}).status_code == 404
        for kind, opening in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
            answer = keeper.get(self.path("book-trial-balance"), {"format": kind})
            assert answer.content.startswith(opening)
            assert "attachment" in answer["Content-Disposition"]

    def test_files_are_called_by_what_they_are_of(self) -> None:
        keeper, fund = self.cast.client("keeper_a"), str(self.cast.fund_a)
        names = {
            self.path("book-sources"): {"format": "csv"}, self.path("book-receipts-payments"): {"format": "csv"},
        }  # fmt: skip
        for path, asked in names.items():
            assert fund in unquote(keeper.get(path, asked)["Content-Disposition"])
        told = [
            unquote(
                keeper.post(self.path("book-export"), {"program": "hledger", **more})["Content-Disposition"]
            )
            for more in ({}, {"with_lines": "on"})
        ]
        assert ["รายคน" in name for name in told] == [False, True]
        assert "รวมรายรับ" in keeper.get(self.path("book-sources-uses")).content.decode()

    def test_every_figure_opens_its_entries_and_the_entry_its_sheet(self) -> None:
        keeper = self.cast.client("keeper_a")
        page = keeper.get(self.path("book-receipts-payments")).content.decode()
        link = f"{reverse('book-account', args=[self.cast.fund_a.book_id, '4110'])}?since="
        assert link in page
        entry = keeper.get(self.path("book-entry")).content.decode()
        assert "/sheets/" in entry
        assert self.cast.members[1].number in entry
        odd = keeper.get(self.path("book-journal"), {"codes": "x'y", "period": "m2026-99", "since": "9"})
        assert odd.status_code == 200

    def test_the_journal_adds_up_by_its_accounts_in_every_form(self) -> None:
        keeper, path = self.cast.client("keeper_a"), self.path("book-journal")
        text = keeper.get(path, {"format": "csv", "period": "all"}).content.decode("utf-8-sig")
        head, *rows, total = csv.reader(io.StringIO(text))
        assert head == ["วันที่", "รายการที่", "รายการ", "เดบิต", "เครดิต"]
        sides = [[Decimal(row[at]) for row in rows if row[at]] for at in (3, 4)]
        assert sum(sides[0]) == sum(sides[1]) == Decimal(total[3]) == Decimal(total[4]) > 0
        assert all(row[0] and row[1] for row in rows), "each row is read by itself"
        assert any(row[2].startswith("4110") for row in rows)
        page = keeper.get(path, {"period": "all"}).content.decode()
        assert "4110 เงินสมทบจากสมาชิก" in page
        narrow = keeper.get(path, {"period": "all", "codes": "4110"}).content.decode()
        assert "ในบัญชีเหล่านี้" in narrow

    def test_a_bank_file_with_other_columns_is_read_by_what_somebody_says(self) -> None:
        """The file is not sent twice: it travels with the page that asks what its columns are."""
        keeper = self.cast.client("keeper_a")
        text = "วันทำธุรกรรม,คำบรรยาย,ยอดหัก,ยอดเพิ่ม\n07/10/2569,โอนเข้า,,300.00\n08/10/2569,โอนออก,20.00,\n"
        sent = SimpleUploadedFile("ธนาคาร.csv", text.encode("cp874"))
        asked = keeper.post(self.path("bank-bring"), {"file": sent})
        assert asked.status_code == 422
        page = asked.content.decode()
        assert "07/10/2569 · 08/10/2569" in page
        hidden = dict(re.findall(r'name="(file_name|packed)" value="([^"]*)"', page))
        facts = {**hidden, "at1": "on", "at2": "words"}
        refused = keeper.post(self.path("bank-bring"), facts)
        assert (refused.status_code, "ต้องมีคอลัมน์วันที่" in refused.content.decode()) == (422, True)
        done = keeper.post(self.path("bank-bring"), {**facts, "at3": "taken", "at4": "paid"})
        assert done.status_code == 302
        account = self.cast.ids["bank-bring.pk"]
        lines = BankLine.everywhere.filter(account=account, on__gte="2026-10-07").order_by("on")
        assert [one.amount for one in lines] == [300, -20]
        broken = keeper.post(self.path("bank-bring"), {**facts, "packed": "ไม่ใช่"})
        assert broken.status_code == 422

    def test_days_that_are_typed_go_before_the_list(self) -> None:
        keeper = self.cast.client("keeper_a")
        days = {"since": "2026-10-01", "until": "2026-10-31"}
        page = keeper.get(self.path("book-position"), days).content.decode()
        assert "31 ตุลาคม 2569" in page
        assert 'value="31"' in page
