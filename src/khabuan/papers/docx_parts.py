"""What Word wants to hear about Thai and python-docx does not say: fonts and sizes of complex script, fields, rules.

Thai is "complex script" to Word: a run's Thai letters take `w:cs`, `w:szCs`, `w:bCs`, its digits and Latin letters
`w:ascii`, `w:sz`, `w:b`. Only with both said, and the language `w:bidi="th-TH"`, does a paper look alike everywhere.
"""

from __future__ import annotations

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "TH SarabunPSK"
SAME_FONT = "TH Sarabun New"  # what newer machines call it
SIZE = 16  # pt, as the rules of official papers ask
FONT_NAMES = ("ascii", "hAnsi", "cs", "eastAsia")
THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def element(name: str, **values: str) -> BaseOxmlElement:
    """An element of WordprocessingML with its `w:` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def put(parent: BaseOxmlElement, name: str, **values: str) -> None:
    """Set the one child of a kind, in place of an earlier one. For parents whose order of children Word forgives."""
    for old in parent.findall(qn(f"w:{name}")):
        parent.remove(old)
    parent.append(element(name, **values))


def set_type(properties: BaseOxmlElement, *, size: float = SIZE, is_bold: bool = False) -> None:
    """Font, size, weight and language in run properties, for Latin and Thai alike, in the order of the schema."""
    for name in ("rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "lang"):
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    half_points = str(round(size * 2))
    made = [element("rFonts", **dict.fromkeys(FONT_NAMES, FONT))]
    if is_bold:
        made += [element("b"), element("bCs")]
    made += [element("sz", val=half_points), element("szCs", val=half_points)]
    made.append(element("lang", val="en-US", eastAsia="en-US", bidi="th-TH"))
    # rStyle alone may stand before the font.
    at = sum(child.tag == qn("w:rStyle") for child in properties)
    for step, one in enumerate(made):
        properties.insert(at + step, one)


def set_defaults(document: Document) -> None:
    """Thai, 16 pt, single lines for everything that has no style of its own; the font's other name for newer machines."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    if defaults is None:
        raise ValueError("the empty document of python-docx has no defaults")
    properties = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spacing = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    if properties is None or spacing is None:
        raise ValueError("the empty document of python-docx has no defaults")
    set_type(properties)
    for key, value in {"after": "0", "line": "240", "lineRule": "auto"}.items():
        spacing.set(qn(f"w:{key}"), value)
    _set_theme_languages(document)
    _name_the_font(document)


def _set_theme_languages(document: Document) -> None:
    """Word asks the settings, too, which script "complex" means here."""
    put(document.settings.element, "themeFontLang", val="en-US", bidi="th-TH")


def _name_the_font(document: Document) -> None:
    """Tell Word that TH Sarabun New is the same font, for machines that have only that one."""
    part = next(one.target_part for one in document.part.rels.values() if one.reltype.endswith("/fontTable"))
    told = (
        f'<w:font w:name="{FONT}"><w:altName w:val="{SAME_FONT}"/><w:charset w:val="DE"/></w:font></w:fonts>'
    )
    part._blob = part.blob.replace(b"</w:fonts>", told.encode())


def set_style(style: ParagraphStyle, *, size: float = SIZE, is_bold: bool = False) -> ParagraphStyle:
    """A style in our font, black, without what Word's own headings bring along."""
    set_type(style.element.get_or_add_rPr(), size=size, is_bold=is_bold)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    return style


def add_words(paragraph: Paragraph, words: str, *, is_bold: bool = False, size: float | None = None) -> Run:
    """Words at the end of a paragraph; bold and size are said for Thai and Latin both."""
    run = paragraph.add_run(words)
    properties = run._r.get_or_add_rPr()
    if is_bold:
        properties.append(element("b"))
        properties.append(element("bCs"))
    if size is not None:
        half_points = str(round(size * 2))
        properties.append(element("sz", val=half_points))
        properties.append(element("szCs", val=half_points))
    return run


def add_field(paragraph: Paragraph, instruction: str, *, size: float | None = None) -> None:
    """A field that Word fills in (`PAGE`, `NUMPAGES`)."""
    for kind in ("begin", "", "separate", "shown", "end"):
        run = add_words(paragraph, "", size=size)._r
        if kind == "":
            code = element("instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run.append(code)
        elif kind == "shown":
            run.append(_text("1"))
        else:
            run.append(element("fldChar", fldCharType=kind))


def _text(words: str) -> BaseOxmlElement:
    made = element("t")
    made.text = words
    return made


def set_pages(section: Section, *, is_wide: bool, has_thai_digits: bool) -> None:
    """A4, 3 cm at the left and 2 cm at the right as official papers have it; a first page without its number."""
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if is_wide else (Cm(21), Cm(29.7))
    if is_wide:
        section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
    section.left_margin, section.right_margin = Cm(2 if is_wide else 3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.header_distance, section.footer_distance = Cm(1.25), Cm(1)
    section.different_first_page_header_footer = True
    if has_thai_digits:
        numbers = element("pgNumType", fmt="thaiNumbers")
        section._sectPr.find(qn("w:pgMar")).addnext(numbers)


def keep_row(row: _Row, *, is_head: bool = False) -> None:
    """A row is never cut by the end of a page; a head comes again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))


def rule_cell(cell: _Cell, **edges: str) -> None:
    """Lines at the edges of a cell: `bottom="double"`, `top="single"`."""
    borders = element("tcBorders")
    for edge in ("top", "left", "bottom", "right"):
        if edge in edges:
            borders.append(element(edge, val=edges[edge], sz="6", space="0", color="auto"))
    properties = cell._tc.get_or_add_tcPr()
    width = properties.find(qn("w:tcW"))
    if width is None:
        properties.insert(0, borders)
    else:
        width.addnext(borders)


def rule_under(paragraph: Paragraph) -> None:
    """A line under a paragraph."""
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="6", space="1", color="auto"))
    properties = paragraph._p.get_or_add_pPr()
    # Before what the schema wants after borders: tabs, spacing, indents, alignment.
    at = sum(
        child.tag in {qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines")} for child in properties
    )
    properties.insert(at, borders)
