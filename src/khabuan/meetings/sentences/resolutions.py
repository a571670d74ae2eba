"""Resolutions in words: their number as people cite it, and the line by which they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabuan.core.parts.words import shown_year, thai_date
from khabuan.followup.sentences import shortened

if TYPE_CHECKING:
    from khabuan.meetings.models import Resolution

SHORT = 70  # letters of the words in a line


def number_words(meeting: int, year: int, item: str, *, is_special: bool = False) -> str:
    """มติ 1/2569 ข้อ 4.2, มติ (วิสามัญ) 1/2569 ข้อ 4.2"""
    facts = {"meeting": meeting, "year": shown_year(year), "item": item}
    if is_special and item:
        return _("Resolution of special meeting %(meeting)s/%(year)s item %(item)s") % facts
    if is_special:
        return _("Resolution of special meeting %(meeting)s/%(year)s") % facts
    if item:
        return _("Resolution %(meeting)s/%(year)s item %(item)s") % facts
    return _("Resolution %(meeting)s/%(year)s") % facts


def whole_line_of(resolution: Resolution) -> str:
    """As `line_of`, with all that was decided: for paper, on which nobody can look further."""
    return f"{resolution} · {thai_date(resolution.on)} · {' '.join(resolution.words.split())}"


def line_of(resolution: Resolution) -> str:
    """มติ 1/2569 ข้อ 4.2 · 15 ม.ค. 2569 · the beginning of its words."""
    return f"{resolution} · {thai_date(resolution.on)} · {shortened(resolution.words, SHORT)}"
