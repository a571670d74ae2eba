"""A report as it comes: bytes of a file to the text that is read, or why it cannot be. Pure.

What is read is as long as the file's text, letter by letter, so that the places of facts are places in the file: a
mark in front stays, and where the file is a web page its tags are blanked out.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from khabuan.core.sheets.shape import SheetRefused
from khabuan.core.sheets.text import decoded

MEGABYTES = 4
_MOST = MEGABYTES * 1024 * 1024
_MARK = "\ufeff"
_NOT_SEEN = "\u200b"  # fills what stands for nothing in the middle of a word

_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|p|div|span|br|table|tr|td|ul|ol|li|a|b|strong|h[1-6]|article|section))\b"
    r"[^<>]{0,2000}>",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{0,2000}>|<[!?][^<>]{0,2000}>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});"
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "td", "th", "li", "ul", "ol", "table", "article", "section", "blockquote"}
) | {f"h{level}" for level in range(1, 7)}


class Unreadable(Exception):
    """The file is not read; `code` is "too_big" or "not_text"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pasted:
    """`text` is read; `whole` is the file's own text, of the same length, from which facts are quoted."""

    text: str
    whole: str


def pasted(content: bytes) -> Pasted:
    """The text of a file: UTF-8, UTF-16 or windows-874, with or without tags. Raises Unreadable."""
    if len(content) > _MOST:
        raise Unreadable("too_big")
    try:
        text = decoded(content)
    except SheetRefused as no:
        raise Unreadable("not_text") from no
    if content.startswith(codecs.BOM_UTF8):
        text = _MARK + text
    return Pasted(_without_tags(text) if _is_a_web_page(text) else text, text)


def _is_a_web_page(text: str) -> bool:
    first = _TAG.search(text)
    return first is not None and _TAG.search(text, first.end()) is not None


def _without_tags(text: str) -> str:
    """What a web page says, as long as the page: scripts, styles and heads blank, blocks ending a line."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    at, silent = 0, 0
    for found in _PIECE.finditer(text):
        start, end = found.span()
        if start < at:
            continue
        yield " " * (start - at) if silent else text[at:start]
        if found.group() == "<!--":
            close = text.find("-->", end)
            end = close + 3 if close >= 0 else len(text)
        name = (found["name"] or "").lower()
        if name in _SILENT:
            silent = max(0, silent - 1) if found["end"] else silent + 1
        yield _in_place(found.group(), name, end - start)
        at = end
    yield " " * (len(text) - at) if silent else text[at:]


def _in_place(written: str, name: str, length: int) -> str:
    """What a tag, comment or letter by name is read as, in as many letters."""
    letter = html.unescape(written) if written.startswith("&") else ""
    if len(letter) == 1:
        return letter + _NOT_SEEN * (length - 1)
    if written.startswith("&"):
        return written
    return "\n" + " " * (length - 1) if name in _BREAKS else _NOT_SEEN * length
