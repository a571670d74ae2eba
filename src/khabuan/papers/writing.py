"""A paper as blocks (letterhead, agenda items, who came, tables, signatures), told once for two makers: PDF and DOCX.

Pure: Thai words and values in, nothing of a page's layout, of tables or of settings. What the blocks are called
follows the ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ: หนังสือ, รายงานการประชุม. A community council is no government
office: its letters have a head of their own and no ครุฑ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from khabuan.core.thai import to_thai_digits

ColumnKind = Literal["text", "figure", "middle", "code"]
AS_IT_STANDS = re.compile(r"\S*(?:@|://|www\.)\S*")  # addresses of the net: typed as they stand


@dataclass(frozen=True)
class Letterhead:
    """The body's own head: its name over the page, lines of address at the right, how it is reached."""

    name: str
    address: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True)
class LetterFields:
    """ที่ / the date (without the word วันที่) / เรื่อง / เรียน / อ้างถึง / สิ่งที่ส่งมาด้วย. Empty ones are left out."""

    number: str
    on: str
    subject: str
    to: str
    references: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Title:
    """The lines over a paper, the first of them larger."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """ระเบียบวาระที่ 3 (depth 1) or 3.1 (depth 2, 3): its label, then its words."""

    text: str
    label: str = ""
    depth: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running words; a line break begins a new paragraph. `lead` stands in bold before the first of them."""

    text: str
    lead: str = ""
    is_indented: bool = True

    @property
    def parts(self) -> tuple[str, ...]:
        return parts_of(self.text)


@dataclass(frozen=True)
class Decision:
    """มติที่ประชุม with what was decided, and under it how many hands, of how many heads."""

    text: str
    more: str = ""
    label: str = "มติที่ประชุม"

    @property
    def parts(self) -> tuple[str, ...]:
        return parts_of(self.text)


@dataclass(frozen=True)
class PersonLine:
    """One who came or did not: name with title, post, and a word about it (ลา, ผู้แทนของ …)."""

    name: str
    post: str = ""
    note: str = ""


@dataclass(frozen=True)
class People:
    """A numbered list of persons with their posts. Without persons the words of `nobody` stand there."""

    rows: tuple[PersonLine, ...]
    first: int = 1
    nobody: str = "ไม่มี"


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, what stands in it, its share of the width.

    "code": each cell is an address, drawn as a picture to scan (on paper only; a file for Word leaves it out).
    """

    label: str
    kind: ColumnKind = "text"
    width: float = 1


@dataclass(frozen=True)
class Table:
    """Rows under heads, each cell already in words; `totals` is the last row, under a double rule.

    `row_height` (cm) leaves room to sign in. ValueError for a row that has not a cell for each column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    row_height: float = 0

    def __post_init__(self) -> None:
        for row in (*self.rows, *([self.totals] if self.totals else [])):
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells under {len(self.columns)} columns: {row}")


@dataclass(frozen=True)
class Signature:
    """Who signs: the name goes into brackets (dots where it is not known), under it the post and the part played."""

    name: str = ""
    post: str = ""
    part: str = ""  # ผู้จดรายงานการประชุม


@dataclass(frozen=True)
class Signatures:
    """Those who sign, one under another at the right or in one line; kept on one page with its closing words."""

    signs: tuple[Signature, ...]
    closing: str = ""  # ขอแสดงความนับถือ
    is_in_one_line: bool = False


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class FootNote:
    """Small words at the end: who is asked, what stands beside."""

    text: str


Block = (
    Letterhead
    | LetterFields
    | Title
    | Heading
    | Paragraph
    | Decision
    | People
    | Table
    | Signatures
    | PageBreak
    | FootNote
)


@dataclass(frozen=True)
class Paper:
    """A whole paper. `draft` (ร่าง …) is written over every page of one that nobody has adopted yet.

    `has_thai_digits`: official letters by custom. `is_wide`: A4 on its side, for tables of many columns.
    """

    title: str
    blocks: tuple[Block, ...]
    draft: str = ""
    has_thai_digits: bool = False
    is_wide: bool = False


def parts_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something, each of which becomes a paragraph."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def shown(paper: Paper) -> Paper:
    """The paper as it is set: with Thai digits throughout where it asks for them, but in addresses of the net."""
    if not paper.has_thai_digits:
        return paper
    return replace(paper, blocks=tuple(_in_thai_digits(block) for block in paper.blocks))


def in_thai_digits(text: str) -> str:
    """A text with Thai digits; an address of mail or of a page stays as it is typed."""
    at, parts = 0, []
    for kept in AS_IT_STANDS.finditer(text):
        parts += [to_thai_digits(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*parts, to_thai_digits(text[at:])])


def _in_thai_digits(value: Any) -> Any:  # noqa: ANN401 - blocks, tuples of them, texts, numbers
    if isinstance(value, str):
        return in_thai_digits(value)
    if isinstance(value, tuple):
        return tuple(_in_thai_digits(one) for one in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    kept = {"kind"}  # of a column: a word of ours, not of the paper
    turned = {
        one.name: _in_thai_digits(getattr(value, one.name)) for one in fields(value) if one.name not in kept
    }
    return replace(value, **turned)


def values_of(paper: Paper) -> Mapping[str, Any]:
    """The paper in plain lists, mappings, texts and numbers: what the PDF maker draws and the check code seals."""
    set_paper = shown(paper)
    return {
        "title": set_paper.title,
        "draft": set_paper.draft,
        "wide": set_paper.is_wide,
        "thai_digits": set_paper.has_thai_digits,
        "blocks": [{"block": type(block).__name__, **_plain(block)} for block in set_paper.blocks],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - blocks, tuples of them, texts, numbers
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    plain = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Paragraph | Decision):
        plain["parts"] = list(value.parts)
    return plain
