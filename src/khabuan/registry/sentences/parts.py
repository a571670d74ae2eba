"""The pieces that sentences are made of: a word with its look, a need, a figure, a fact, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core.parts.words import thai_date
from khabuan.core.thai import Precision
from khabuan.registry.rules.terms import TermKind, TermState


@dataclass(frozen=True)
class Said:
    """A state in words with its look: done, need, wrong, quiet."""

    look: str
    words: str


@dataclass(frozen=True)
class Need:
    """Something to do: the fact, more about it, and the act with its page ("" for who may not do it)."""

    what: str
    more: str = ""
    state: str = "need"
    act: str = ""
    url: str = ""


@dataclass(frozen=True)
class Stat:
    """A figure that opens its records; value None is not known, for the reason given."""

    label: str
    value: int | str | None
    unit: str = ""
    url: str = ""
    note: str = ""
    unknown: str = ""


@dataclass(frozen=True)
class Fact:
    label: str
    value: str | None
    url: str = ""
    unknown: str = ""


def term_said(term: TermState) -> Said | None:
    """A term that needs a word; None for one that runs as it should."""
    days = term.days or 0
    match term.kind:
        case TermKind.OVER:
            return Said("wrong", ngettext("%(days)d day over", "%(days)d days over", days) % {"days": days})
        case TermKind.ENDS_SOON:
            return Said("need", ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days})
        case TermKind.NOT_STARTED:
            return Said("quiet", _("not begun yet"))
    return None


def rough(on: date | None, precision: Precision = "day") -> str:
    """A date as far as it is known; "" for none."""
    return thai_date(on, precision=precision) if on else ""


def span_of(since: str, until: str) -> str:
    """ "5 ม.ค. 2566 – 4 ม.ค. 2570", or what of it is known."""
    if since and until:
        return f"{since} – {until}"
    if since:
        return _("since %(day)s") % {"day": since}
    return _("until %(day)s") % {"day": until} if until else ""


def score_words(score: int) -> str:
    return _("likeness %(score)d of 100") % {"score": score}
