"""Gatherings in words: their title with its number, their days and hours, how many came."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.core.parts.words import shown_year, thai_date
from khabuan.core.thai import long_range
from khabuan.gatherings.rules.heads import Disagreement, Heads

if TYPE_CHECKING:
    from khabuan.gatherings.models import Gathering


def titled(title: str, number: int | None, starts_on: date) -> str:
    """เวทีบูรณาการ ครั้งที่ 3/2569; the title alone where nobody counts it."""
    if number is None:
        return title
    facts = {"title": title, "number": number, "year": shown_year(starts_on.year)}
    return _("%(title)s no. %(number)s/%(year)s") % facts


def days_words(starts_on: date, ends_on: date) -> str:
    """18 กันยายน 2569; 10–11 เมษายน 2560."""
    lang = "en" if (get_language() or "th").startswith("en") else "th"
    return long_range(starts_on, ends_on, lang=lang)


def hours_words(starts_at: time | None, ends_at: time | None) -> str:
    """09.00–12.00 น.; "" where nobody wrote an hour."""
    hours = [f"{at:%H.%M}" for at in (starts_at, ends_at) if at is not None]
    return _("%(hours)s hrs") % {"hours": "–".join(hours)} if hours else ""


def when_words(row: Gathering) -> str:
    """The days, and the hours where they are known."""
    told = (days_words(row.starts_on, row.ends_on), hours_words(row.starts_at, row.ends_at))
    return " · ".join(part for part in told if part)


def short_when(row: Gathering) -> str:
    """Its first day, for lists; the last one too where it has several."""
    first = thai_date(row.starts_on)
    return first if row.starts_on == row.ends_on else f"{first} – {thai_date(row.ends_on)}"


def heads_words(heads: Heads | None) -> str:
    """146, about 60; "" where nobody counted."""
    if heads is None:
        return ""
    return _("about %(n)s") % {"n": f"{heads.number:,}"} if heads.is_rough else f"{heads.number:,}"


def doubt_words(one: Disagreement) -> str:
    """What of the counts disagrees, by how many."""
    return _(one.doubt.label) % {"more": f"{one.more:,}"}
