"""A report as it comes: bytes of a file to the text that is read, or why it cannot be. Pure.

Where the file is a web page its tags are taken away; the places of facts are then those in what was read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from khabuan.core.sheets.shape import SheetRefused
from khabuan.core.sheets.text import decoded

MEGABYTES = 4
_MOST = MEGABYTES * 1024 * 1024

_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|head|body|p|div|span|br|table|tr|td|ul|ol|li|a|b|strong|h[1-6]|article|section))\b"
    r"[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "article", "section", "blockquote"}
) | {f"h{level}" for level in range(1, 7)}


class Unreadable(Exception):
    """The file is not read; `code` is "too_big" or "not_text"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pasted:
    """`is_whole`: the text is the file's own, letter by letter."""

    text: str
    is_whole: bool = True


def pasted(content: bytes) -> Pasted:
    """The text of a file: UTF-8, UTF-16 or windows-874, with or without tags. Raises Unreadable."""
    if len(content) > _MOST:
        raise Unreadable("too_big")
    try:
        text = decoded(content)
    except SheetRefused as no:
        raise Unreadable("not_text") from no
    if not _is_a_web_page(text):
        return Pasted(text)
    return Pasted(_without_tags(text), is_whole=False)


def _is_a_web_page(text: str) -> bool:
    first = _TAG.search(text)
    return first is not None and _TAG.search(text, first.end()) is not None


class _Words(HTMLParser):
    """What a web page says, without its scripts and styles; blocks end a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)


def _without_tags(text: str) -> str:
    page = _Words()
    page.feed(text)
    page.close()
    return re.sub(r"\s*\n\s*", "\n", "".join(page.words)).strip()
