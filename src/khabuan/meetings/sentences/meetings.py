"""Meetings in words: ครั้งที่ 1/2569."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabuan.core.parts.words import shown_year, thai_date
from khabuan.meetings.rules.meetings import Kind

if TYPE_CHECKING:
    from khabuan.meetings.models import AgendaItem, Meeting, Minutes


def meeting_words(number: int, year: int, kind: str = Kind.ORDINARY) -> str:
    """ประชุมครั้งที่ 1/2569, ประชุมวิสามัญครั้งที่ 1/2569; `year` is CE."""
    facts = {"number": number, "year": shown_year(year)}
    if kind == Kind.SPECIAL:
        return _("Special meeting %(number)s/%(year)s") % facts
    return _("Meeting %(number)s/%(year)s") % facts


def adoption_words(item: AgendaItem, minutes: Minutes | None) -> str:
    """How far the minutes are that an item is to adopt: a draft, checked, adopted by it or by another meeting."""
    if minutes is None:
        return _("the minutes are a draft")
    if minutes.adopting is None:
        return _("the minutes are checked and wait to be adopted")
    if minutes.adopting_id == item.meeting_id:
        return _("the minutes are adopted")
    return _("the minutes are adopted already, by %(meeting)s") % {"meeting": minutes.adopting}


def order_words(meeting: Meeting, other: Meeting) -> str:
    """Another meeting sits out of the order of the numbers; said on the page of the first."""
    facts = {"other": other, "day": thai_date(other.on)}
    if other.on > meeting.on:
        return _("%(other)s has a smaller number and sits later, on %(day)s.") % facts
    return _("%(other)s has a greater number and sits before, on %(day)s.") % facts
