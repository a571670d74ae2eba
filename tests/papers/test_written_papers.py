"""Papers of blocks: told once, made as PDF and as DOCX with the same words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document

from khabuan.papers.blocks_pdf import blocks_pdf
from khabuan.papers.docx import blocks_docx
from khabuan.papers.docx_parts import FONT, SAME_FONT
from khabuan.papers.writing import (
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Table,
    in_thai_digits,
    shown,
    values_of,
)
from tests.papers.written_papers import LETTER, MINUTES, PAPERS, PAY_LIST
from tests.registry.conftest import _today_and_key  # noqa: F401 - fixture: the key that check codes are made with


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def opened(paper: Paper):
    return Document(io.BytesIO(blocks_docx(paper, printed_by="เลขานุการ")))


def test_thai_digits_are_for_all_words_but_addresses_of_the_net() -> None:
    letter = shown(LETTER)
    head = letter.blocks[0]
    assert isinstance(head, Letterhead)
    assert head.address[2] == "จังหวัดสระบุรี ๑๘๐๐๐"
    assert head.contact == "โทร. ๐๓๖-๐๐๐-๐๐๐"
    assert in_thai_digits("โทร. 036 abc1@x2.go.th ข้อ 3 https://a1.go.th") == (
        "โทร. ๐๓๖ abc1@x2.go.th ข้อ ๓ https://a1.go.th"
    )
    assert "ครั้งที่ ๓/๒๕๖๙" in values_of(LETTER)["blocks"][1]["subject"]
    assert shown(MINUTES) is MINUTES


def test_a_row_without_a_cell_for_each_column_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table((Column("ก"), Column("ข")), rows=(("1",),))
    with pytest.raises(ValueError, match="cells under"):
        Table((Column("ก"), Column("ข")), rows=(), totals=("รวม",))


def test_lines_become_paragraphs_and_empty_ones_go() -> None:
    assert Paragraph("หนึ่ง\n\n สอง \n").parts == ("หนึ่ง", "สอง")


@pytest.mark.parametrize("name", PAPERS)
def test_the_pdf_has_its_code_and_pages(name: str) -> None:
    printed = blocks_pdf(PAPERS[name], kind="letter", printed_by="เลขานุการ")
    assert printed.content.startswith(b"%PDF")
    assert printed.pages == 2
    assert re.fullmatch(r"[A-Z2-7]{5}-[A-Z2-7]{5}", printed.check_code)


def test_another_word_is_another_code() -> None:
    first = blocks_pdf(MINUTES, kind="letter", printed_by="เลขานุการ")
    altered = replace(MINUTES, blocks=(*MINUTES.blocks, Heading("เพิ่มเติม")))
    adopted = replace(MINUTES, draft="")
    again = blocks_pdf(MINUTES, kind="letter", printed_by="ประธาน")
    assert again.check_code == first.check_code
    codes = {
        first.check_code,
        *(blocks_pdf(one, kind="letter", printed_by="ก").check_code for one in (altered, adopted)),
    }
    assert len(codes) == 3


def test_the_file_for_word_is_thai_to_word() -> None:
    styles = part(blocks_docx(MINUTES, printed_by="เลขานุการ"), "word/styles.xml")
    defaults = styles[styles.index("<w:rPrDefault>") : styles.index("</w:rPrDefault>")]
    for name in ("ascii", "hAnsi", "cs"):
        assert f'w:{name}="{FONT}"' in defaults
    assert '<w:szCs w:val="32"/>' in defaults
    assert 'w:bidi="th-TH"' in defaults
    assert "Theme" not in defaults
    fonts = part(blocks_docx(MINUTES, printed_by="เลขานุการ"), "word/fontTable.xml")
    assert f'w:name="{FONT}"><w:altName w:val="{SAME_FONT}"/>' in fonts


def test_bold_is_bold_for_thai_letters_too() -> None:
    body = part(blocks_docx(MINUTES, printed_by="เลขานุการ"), "word/document.xml")
    assert body.count("<w:b/>") == body.count("<w:bCs/>") > 5


def test_margins_headings_and_tables_are_real() -> None:
    document = opened(MINUTES)
    section = document.sections[0]
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert (round(section.left_margin.cm, 1), round(section.right_margin.cm, 1)) == (3.0, 2.0)
    headings = [line.text for line in document.paragraphs if (line.style.name or "").startswith("Heading")]
    assert "ระเบียบวาระที่ 4  เรื่องเพื่อพิจารณา" in headings
    assert len(document.tables[0].rows) == 23
    assert document.tables[0].rows[0].cells[1].text == "นายประธาน ทดสอบ"


def test_the_draft_says_so_on_every_page_and_an_adopted_paper_does_not() -> None:
    section = opened(MINUTES).sections[0]
    for header in (section.first_page_header, section.header):
        assert "ร่าง" in header.paragraphs[0].text
    adopted = opened(replace(MINUTES, draft="")).sections[0]
    assert "ร่าง" not in adopted.header.paragraphs[0].text + adopted.first_page_header.paragraphs[0].text


def test_a_list_of_payments_lies_on_its_side_with_room_to_sign() -> None:
    document = opened(PAY_LIST)
    section, table = document.sections[0], document.tables[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
    height = table.rows[1].height
    assert height is not None
    assert round(height.cm, 2) == 0.95
    assert [cell.text for cell in table.rows[-1].cells][3:6] == ["4,800.00", "2,892.00", "7,692.00"]
    assert "tblHeader" in table.rows[0]._tr.xml


def test_pages_are_numbered_in_thai_digits_where_the_paper_is() -> None:
    assert "thaiNumbers" in part(blocks_docx(LETTER, printed_by="ก"), "word/document.xml")
    assert "thaiNumbers" not in part(blocks_docx(MINUTES, printed_by="ก"), "word/document.xml")


def test_a_paper_of_an_installation_with_an_address_carries_the_code_to_scan(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://example.org"
    assert blocks_pdf(LETTER, kind="official", printed_by="เลขานุการ").pages >= 1


def test_a_column_of_codes_is_drawn_on_paper_and_left_out_for_word() -> None:
    columns = (Column("ชื่อ"), Column("สแกน", "code"))
    paper = Paper(
        "ใบลงชื่อ", (Table(columns, (("หนึ่ง", "https://example.org/1"), ("สอง", "")), row_height=1.6),)
    )
    assert blocks_pdf(paper, kind="official", printed_by="เลขานุการ").pages == 1
    assert "example.org" not in part(blocks_docx(paper, printed_by="เลขานุการ"), "word/document.xml")
