"""Meetings in words: ครั้งที่ 1/2569."""

from __future__ import annotations

from django.utils.translation import gettext as _

from khabuan.core.parts.words import shown_year
from khabuan.meetings.rules.meetings import Kind


def meeting_words(number: int, year: int, kind: str = Kind.ORDINARY) -> str:
    """ประชุมครั้งที่ 1/2569, ประชุมวิสามัญครั้งที่ 1/2569; `year` is CE."""
    facts = {"number": number, "year": shown_year(year)}
    if kind == Kind.SPECIAL:
        return _("Special meeting %(number)s/%(year)s") % facts
    return _("Meeting %(number)s/%(year)s") % facts
