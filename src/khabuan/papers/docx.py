"""The DOCX maker of papers made of blocks: what an office edits before it sends it on.

Real headings, tables and styles in TH SarabunPSK 16 pt, so that whoever edits it finds what Word users expect. The
file carries no check code: what can be changed cannot be vouched for. The PDF of the same paper has one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Open
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line
from docx.text.parfmt import ParagraphFormat

from khabuan.core import clock
from khabuan.core.thai import to_thai_digits
from khabuan.papers import writing
from khabuan.papers.docx_parts import (
    add_field,
    add_words,
    keep_row,
    rule_cell,
    rule_under,
    set_defaults,
    set_pages,
    set_style,
)
from khabuan.papers.pdf import printed_facts
from khabuan.papers.writing import Paper, shown

INDENT = Cm(2.5)  # of the first line, as official letters have it
RUNNING, DECISION, LETTER_FIELD, SIGN = "ย่อหน้า", "มติที่ประชุม", "ส่วนหัวหนังสือ", "ผู้ลงนาม"
DOTS = "." * 48
SIDES = {
    "text": WD_ALIGN_PARAGRAPH.LEFT,
    "figure": WD_ALIGN_PARAGRAPH.RIGHT,
    "middle": WD_ALIGN_PARAGRAPH.CENTER,
    "code": WD_ALIGN_PARAGRAPH.CENTER,
}
SMALL, TABLE_SIZE, MANY_COLUMNS = 12, 14, 6
LONG_LABEL = 8  # letters; สิ่งที่ส่งมาด้วย needs room


def blocks_docx(paper: Paper, *, printed_by: str) -> bytes:
    """The paper as a DOCX file, to be edited."""
    document = Document()
    set_defaults(document)
    _set_styles(document)
    made = shown(paper)
    section = document.sections[0]
    set_pages(section, is_wide=made.is_wide, has_thai_digits=made.has_thai_digits)
    _set_margins_of_pages(document, made, printed_by)
    for block in made.blocks:
        DRAWN[type(block)](document, block, made)
    _describe(document, made, printed_by)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _set_styles(document: Open) -> None:
    styles = document.styles
    set_style(styles["Normal"])
    for depth, is_bold in ((1, True), (2, True), (3, False)):
        style = set_style(styles[f"Heading {depth}"], is_bold=is_bold)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.left_indent = Cm(1.2 * (depth - 1))
        style.paragraph_format.space_before = Cm(0.25 if depth == 1 else 0.1)
    for name in (RUNNING, DECISION, LETTER_FIELD, SIGN):
        style = set_style(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        style.base_style = styles["Normal"]
        style.quick_style = True
    styles[RUNNING].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    styles[RUNNING].paragraph_format.space_before = Cm(0.15)
    for name in (DECISION, LETTER_FIELD):
        styles[name].paragraph_format.space_before = Cm(0.2)
    _hang(styles[DECISION].paragraph_format, Cm(2.9))
    styles[SIGN].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    styles[SIGN].paragraph_format.keep_together = True


def _set_margins_of_pages(document: Open, paper: Paper, printed_by: str) -> None:
    """The draft's mark on every page, the number from the second page on, who made the file at the foot."""
    section = document.sections[0]
    for header, has_number in ((section.first_page_header, False), (section.header, True)):
        line = header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if paper.draft:
            add_words(line, f"[ {paper.draft} ]", is_bold=True)
        if has_number:
            add_words(line, "  – " if paper.draft else "– ")
            add_field(line, "PAGE")
            add_words(line, " –")
    told = printed_facts(printed_by)
    for footer in (section.first_page_footer, section.footer):
        line = footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        at = to_thai_digits(told["at"]) if paper.has_thai_digits else told["at"]
        add_words(line, f"จัดทำโดย {told['by']} เมื่อ {at} · ไฟล์ที่แก้ไขได้ · หน้า ", size=SMALL)
        add_field(line, "PAGE", size=SMALL)
        add_words(line, " จาก ", size=SMALL)
        add_field(line, "NUMPAGES" + (r" \* THAIARABIC" if paper.has_thai_digits else ""), size=SMALL)


def _describe(document: Open, paper: Paper, printed_by: str) -> None:
    told = document.core_properties
    told.title, told.author, told.last_modified_by = paper.title, printed_by[:255], printed_by[:255]
    told.comments, told.language = "", "th-TH"
    told.created = told.modified = clock.now().replace(tzinfo=None)


# Blocks


def _letterhead(document: Open, block: writing.Letterhead, paper: Paper) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_words(line, block.name, is_bold=True, size=22)
    if block.contact:
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_words(line, block.contact, size=TABLE_SIZE)
    rule_under(line)
    for words in block.address:
        add_words(_at(document.add_paragraph(), Cm(9.5)), words)


def _letter_fields(document: Open, block: writing.LetterFields, paper: Paper) -> None:
    if block.number:
        _field(document, "ที่", [block.number])
    day = _at(document.add_paragraph(), Cm(8))
    day.paragraph_format.space_before = Cm(0.2)
    add_words(day, block.on)
    for label, words in (
        ("เรื่อง", [block.subject]),
        ("เรียน", [block.to] if block.to else []),
        ("อ้างถึง", block.references),
        ("สิ่งที่ส่งมาด้วย", block.enclosures),
    ):
        if words:
            _field(document, label, words, paper=paper)


def _field(document: Open, label: str, rows: Sequence[str], *, paper: Paper | None = None) -> None:
    for at, words in enumerate(rows):
        line = document.add_paragraph(style=LETTER_FIELD)
        _hang(line.paragraph_format, Cm(3.1) if len(label) > LONG_LABEL else Cm(1.4))
        if at:
            line.paragraph_format.space_before = Cm(0)
        number = f"{_digits(at + 1, paper)}. " if paper and len(rows) > 1 else ""
        add_words(line, f"{label if at == 0 else ''}\t{number}{words}")


def _digits(number: int, paper: Paper) -> str:
    return to_thai_digits(str(number)) if paper.has_thai_digits else str(number)


def _title(document: Open, block: writing.Title, paper: Paper) -> None:
    for at, words in enumerate(block.lines):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
        add_words(line, words, is_bold=True, size=None if at else 18)
    line.paragraph_format.space_after = Cm(0.3)


def _heading(document: Open, block: writing.Heading, paper: Paper) -> None:
    line = document.add_paragraph(style=f"Heading {min(block.depth, 3)}")
    add_words(line, f"{block.label}  {block.text}" if block.label else block.text)


def _paragraph(document: Open, block: writing.Paragraph, paper: Paper) -> None:
    for at, words in enumerate(block.parts):
        line = document.add_paragraph(style=RUNNING)
        if block.is_indented:
            line.paragraph_format.first_line_indent = INDENT
        if at == 0 and block.lead:
            add_words(line, f"{block.lead}  ", is_bold=True)
        add_words(line, words)


def _decision(document: Open, block: writing.Decision, paper: Paper) -> None:
    for at, words in enumerate(block.parts or ("",)):
        line = document.add_paragraph(style=DECISION)
        line.paragraph_format.keep_together = True
        if at:
            line.paragraph_format.space_before = Cm(0)
        add_words(line, block.label if at == 0 else "", is_bold=True)
        add_words(line, f"\t{words}")
    if block.more:
        line.paragraph_format.keep_with_next = True
        line = document.add_paragraph(style=DECISION)
        line.paragraph_format.space_before = Cm(0)
        add_words(line, f"\t{block.more}", size=TABLE_SIZE)


def _people(document: Open, block: writing.People, paper: Paper) -> None:
    if not block.rows:
        add_words(_at(document.add_paragraph(), Cm(0.6)), block.nobody)
        return
    has_notes = any(row.note for row in block.rows)
    shares = (0.09, 0.43, 0.33, 0.15) if has_notes else (0.09, 0.46, 0.45)
    table = _grid(document, len(block.rows), shares, paper)
    for at, row in enumerate(block.rows):
        cells = table.rows[at].cells
        words = (f"{_digits(block.first + at, paper)}.", row.name, row.post, row.note)
        for cell, said in zip(cells, words, strict=False):
            add_words(cell.paragraphs[0], said)
        cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        keep_row(table.rows[at])


def _table(document: Open, block: writing.Table, paper: Paper) -> None:
    whole = sum(column.width for column in block.columns)
    count = 1 + len(block.rows) + bool(block.totals)
    table = _grid(document, count, [column.width / whole for column in block.columns], paper)
    table.style = document.styles["Table Grid"]
    size = SMALL if len(block.columns) > MANY_COLUMNS else TABLE_SIZE
    heads = tuple(column.label for column in block.columns)
    for at, words in enumerate((heads, *block.rows, *([block.totals] if block.totals else []))):
        row, is_head, is_total = table.rows[at], at == 0, bool(block.totals) and at == count - 1
        keep_row(row, is_head=is_head)
        if block.row_height and not (is_head or is_total):
            row.height, row.height_rule = Cm(block.row_height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for column, cell, said in zip(block.columns, row.cells, words, strict=True):
            is_picture = column.kind == "code" and not is_head
            _fill(cell, "" if is_picture else said, column.kind, size=size, is_bold=is_head or is_total)
            if is_head and column.kind == "figure":
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            if is_total:
                rule_cell(cell, top="single", bottom="double")
    document.add_paragraph()


def _fill(cell: _Cell, words: str, kind: writing.ColumnKind, *, size: float, is_bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = cell.paragraphs[0]
    line.alignment = SIDES[kind]
    add_words(line, words, is_bold=is_bold, size=size)


def _grid(document: Open, rows: int, shares: Sequence[float], paper: Paper) -> DocxTable:
    """A table over the width of the page, its columns as wide as their shares say, without lines."""
    table = document.add_table(rows, len(shares))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    whole = Cm(25.7) if paper.is_wide else Cm(16)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = width = Length(int(whole * share))
        for cell in column.cells:
            cell.width = width
    return table


def _signatures(document: Open, block: writing.Signatures, paper: Paper) -> None:
    if block.is_in_one_line:
        if block.closing:
            add_words(document.add_paragraph(style=SIGN), block.closing)
        row = _grid(document, 1, [1 / len(block.signs)] * len(block.signs), paper).rows[0]
        keep_row(row)
        for signer, cell in zip(block.signs, row.cells, strict=True):
            _sign(cell, signer)
        document.add_paragraph()
        return
    # A row of a table is the one thing that every program keeps on one page.
    table = _grid(document, len(block.signs), (0.44, 0.56), paper)
    for at, (signer, row) in enumerate(zip(block.signs, table.rows, strict=True)):
        keep_row(row)
        cell = row.cells[1]
        if at == 0 and block.closing:
            add_words(cell.add_paragraph(style=SIGN), block.closing)
        _sign(cell, signer)


def _sign(cell: _Cell, signer: writing.Signature) -> None:
    for at, said in enumerate(filter(None, (DOTS, f"({signer.name or DOTS})", signer.post, signer.part))):
        line = cell.add_paragraph(style=SIGN)
        line.paragraph_format.space_before = Cm(0 if at else 1)
        add_words(line, said)


def _page_break(document: Open, block: writing.PageBreak, paper: Paper) -> None:
    document.add_page_break()


def _foot_note(document: Open, block: writing.FootNote, paper: Paper) -> None:
    line = document.add_paragraph()
    line.paragraph_format.space_before = Cm(0.5)
    add_words(line, block.text, size=TABLE_SIZE)


def _hang(shape: ParagraphFormat, indent: Length) -> None:
    """The first line begins at the margin, its tab and all further lines at the indent."""
    shape.left_indent, shape.first_line_indent = indent, Length(-indent)


def _at(line: Line, indent: Length) -> Line:
    line.paragraph_format.left_indent = indent
    return line


DRAWN: dict[type[writing.Block], Callable[[Open, Any, Paper], None]] = {
    writing.Letterhead: _letterhead,
    writing.LetterFields: _letter_fields,
    writing.Title: _title,
    writing.Heading: _heading,
    writing.Paragraph: _paragraph,
    writing.Decision: _decision,
    writing.People: _people,
    writing.Table: _table,
    writing.Signatures: _signatures,
    writing.PageBreak: _page_break,
    writing.FootNote: _foot_note,
}
