"""Resolutions in words: their number as people cite it, and the line by which they are chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.followup.sentences import shortened
from khabuan.meetings.rules.numbers import BUDDHIST

if TYPE_CHECKING:
    from khabuan.meetings.models import Resolution

SHORT = 70  # letters of the words in a line


def shown_year(year: int) -> int:
    """A year (CE) as the page's language counts it."""
    return year if (get_language() or "th").startswith("en") else year + BUDDHIST


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


def line_of(resolution: Resolution) -> str:
    """มติ 1/2569 ข้อ 4.2 · 15 ม.ค. 2569 · the beginning of its words."""
    return f"{resolution} · {thai_date(resolution.on)} · {shortened(resolution.words, SHORT)}"
