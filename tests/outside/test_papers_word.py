"""Papers for Word open in a program of others, and say the same words in the same order as the PDF does."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.outside.test_sheets_libreoffice import converted
from tests.papers.written_papers import PAPERS
from tests.registry.conftest import _today_and_key  # noqa: F401 - fixture: the key that check codes are made with

from khabuan.papers.blocks_pdf import blocks_pdf
from khabuan.papers.docx import blocks_docx

MARKS = re.compile("[ัิ-ฺ็-๎]")  # LibreOffice's PDF has them before or after their letter, as the font draws them
WORDS = {
    "letter": (
        "สอช.ทดสอบ ๐๑๒/๒๕๖๙", "๒ กันยายน ๒๕๖๙", "ขอเชิญประชุม", "อ้างถึง", "สิ่งที่ส่งมาด้วย", "ด้วยสภาองค์กรชุมชน", "ขอแสดงความนับถือ",
        "(นายประธาน ทดสอบ)", "๐๘๑-๐๐๐-๐๐๐๐", "ระเบียบวาระที่ ๑",
    ),
    "minutes": (
        "รายงานการประชุม", "ครั้งที่ 3/2569", "ผู้มาประชุม", "นายประธาน ทดสอบ", "ผู้ไม่มาประชุม", "นายน้ำใจ กตัญญู", "ลาป่วย",
        "นางเกื้อกูล ก้ำกึ่ง", "เริ่มประชุมเวลา 9.45 น.", "ระเบียบวาระที่ 4", "4.1", "มติที่ประชุม", "เห็นชอบให้เสนอ", "21 เสียง",
        "เลิกประชุมเวลา", "ผู้จดรายงานการประชุม", "ผู้ตรวจรายงานการประชุม",
    ),
    "pay_list": ("ใบสำคัญรับเงิน", "ลายมือชื่อ", "รวม 24 คน", "7,692.00", "ผู้จ่ายเงิน"),
}  # fmt: skip


def words_of(pdf: bytes, folder: Path) -> str:
    """The text of a PDF without its blanks, as it was written: cell by cell, also where a cell takes two lines."""
    (folder / "read.pdf").write_bytes(pdf)
    command = ["pdftotext", "-raw", str(folder / "read.pdf"), "-"]
    return re.sub(r"\s", "", subprocess.run(command, check=True, capture_output=True).stdout.decode())


@pytest.mark.parametrize("name", PAPERS)
def test_both_makers_say_the_same_words_in_order(name: str, tmp_path: Path) -> None:
    ours = blocks_pdf(PAPERS[name], kind="letter", printed_by="เลขานุการ").content
    word = converted(blocks_docx(PAPERS[name], printed_by="เลขานุการ"), "pdf", tmp_path, "paper.docx")
    stand_in_order(words_of(ours, tmp_path), WORDS[name])
    stand_in_order(MARKS.sub("", words_of(word, tmp_path)), [MARKS.sub("", words) for words in WORDS[name]])


def stand_in_order(told: str, wanted: Sequence[str]) -> None:
    at = 0
    for words in wanted:
        found = told.find(re.sub(r"\s", "", words), at)
        assert found >= 0, f"{words} does not stand after {told[max(0, at - 30) : at]}"
        at = found + 1
