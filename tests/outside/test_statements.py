"""A statement on paper, as poppler reads it: the lines of the status form, exact Thai, one page that says so."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils.translation import override
from tests.databases import identity_key  # noqa: F401 - a fixture
from tests.ledger.story import Story
from tests.support import SYSTEM, Country, add_organisation, policy_rows

from khabuan.core import clock
from khabuan.ledger import shown
from khabuan.ledger.printing import issue_paper
from khabuan.ledger.queries.reading import sums_of
from khabuan.ledger.rules.spans import Span


@pytest.mark.django_db
def test_the_status_forms_sheet_is_one_page_of_exact_thai(identity_key: None, tmp_path: Path) -> None:  # noqa: F811
    with policy_rows(), clock.at(datetime(2026, 2, 10, 3, tzinfo=UTC)), override("th"):
        fund = add_organisation(actor=SYSTEM, area=Country().tambon_a, name="กองทุนทดสอบ", kind="fund")
        book = Story(fund).book
        span = Span(date(2025, 9, 1), date(2026, 2, 10))
        paper = shown.sources_uses_paper(shown.About(book, span), sums_of(book, span, with_closing=False))
        printed = issue_paper(SYSTEM, fund, paper, signs=("เหรัญญิก", "ประธาน"))
    assert printed.pages == 1
    file = tmp_path / "statement.pdf"
    file.write_bytes(printed.content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    told = re.sub(r"[ \t]+", " ", text)
    for words in (
        "เงินสมทบจากสมาชิก 230.00", "งบสมทบรัฐบาลผ่าน พอช. 5,000.00", "จ่ายสวัสดิการให้สมาชิก 200.00",
        "รวมรับทั้งหมด 6,270.25", "รวมจ่ายและคงเหลือทั้งหมด 6,270.25", printed.check_code, "หน้า 1 จาก 1",
    ):  # fmt: skip
        assert words in told, words
    assert not re.search("[\ue000-\uf8ff\ufffd]", text), "letters that only the font knows"
