"""What the pages of a book say in words: spans of days, states of months, what to do about a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from khabuan.core import clock
from khabuan.core.parts.states import Month
from khabuan.core.thai import SHORT_MONTHS, FiscalYear, ThaiDate, be_year, long_date
from khabuan.ledger.checks import Finding
from khabuan.ledger.models import Book
from khabuan.ledger.rules.counting import SMALLEST_NOTE
from khabuan.ledger.rules.spans import KINDS, Span, span_of
from khabuan.ledger.rules.words import PeriodState
from khabuan.ledger.rules.years import Years, month_end
from khabuan.ledger.sentences import finding_words
from khabuan.ledger.sheets import language, range_words


def piece_label(satang: int) -> str:
    """ "Notes of 1,000 baht", "Coins of 25 satang"."""
    if satang < 100:
        return _("Coins of %(n)d satang") % {"n": satang}
    words = _("Notes of %(n)s baht") if satang >= SMALLEST_NOTE else _("Coins of %(n)s baht")
    return words % {"n": f"{satang // 100:,}"}


def year_words(year: int, years: Years) -> str:
    """ปีงบประมาณ 2569, ปี 2569: a year of a book, by the CE year of its end; a cut-over year with its months."""
    is_usual = years.is_usual(year)
    if is_usual and years.begin_in(year) == 10:
        return FiscalYear(year).label(lang=language())
    is_thai = language().startswith("th")
    facts = {"year": be_year(date(year, 1, 1)) if is_thai else year, "n": len(years.months(year))}
    return (_("Year %(year)s") if is_usual else _("Year %(year)s of %(n)d months")) % facts


def span_words(span: Span, years: Years) -> str:
    """The span by its name where it has one, and up to which day where it is not over; else by its days."""
    whole = span_of(span.code, years)
    if whole is None:
        return range_words(span.since, span.until)
    name = _whole_words(whole, years)
    if span.until >= whole.until:
        return name
    return _("%(days)s up to %(day)s") % {"days": name, "day": long_date(span.until, lang=language())}


def _whole_words(span: Span, years: Years) -> str:
    kind = span.code[:1]
    if kind == "m":
        return long_date(ThaiDate(span.since, "month"), lang=language())
    return year_words(span.until.year, KINDS.get(kind, years))


STATE_LOOKS: Mapping[str, str] = {PeriodState.CLOSED: "shut", PeriodState.HELD: "held"}


def month_marks(
    book: Book, months: list[date], states: Mapping[date, str], urls: Mapping[date, str]
) -> list[Month]:
    """The strip of a year: closed, being checked, open, or not begun."""
    return [_month_mark(book, month, states.get(month, ""), urls.get(month, "")) for month in months]


def _month_mark(book: Book, month: date, state: str, url: str) -> Month:
    is_thai = (get_language() or "th").startswith("th")
    name = SHORT_MONTHS[month.month - 1] if is_thai else f"{month:%b}"
    if state in STATE_LOOKS:
        return Month(name, STATE_LOOKS[state], _(PeriodState(state).label), url)
    if month > clock.today():
        return Month(name, "", _("not begun"))
    if month_end(month) < book.opened_on:
        return Month(name, "", _("before the book"))
    return Month(name, "live", _(PeriodState.OPEN.label), url)


ASK_ABOVE = gettext_lazy("Ask the province's office to look at it before anything else is entered.")
BY_OTHER_MEANS = gettext_lazy(
    "Somebody changed the database by other means: compare with the paper and the last backup."
)
ADD_UP_ANEW = gettext_lazy("Have the totals of the book added up anew.")
LOOK_AT_THE_DAY = gettext_lazy("Look at the entries of that day, and correct what was entered wrongly.")
WHAT_TO_DO: Mapping[str, str | Promise] = {
    "unposted": ASK_ABOVE, "unbalanced": BY_OTHER_MEANS, "gap": BY_OTHER_MEANS, "totals": BY_OTHER_MEANS,
    "foreign_account": ASK_ABOVE, "foreign_party": ASK_ABOVE, "source": ASK_ABOVE, "source_below": LOOK_AT_THE_DAY,
    "money_below": LOOK_AT_THE_DAY, "held_below": LOOK_AT_THE_DAY, "month": ADD_UP_ANEW, "party_year": ADD_UP_ANEW,
}  # fmt: skip
"""What to do about a finding of the checks, by its code."""


def finding_lines(findings: Iterable[Finding]) -> list[tuple[str, str | Promise]]:
    """Each finding in words, and what to do."""
    return [(finding_words(one), WHAT_TO_DO.get(one.code, ASK_ABOVE)) for one in findings]
