"""What another year of the books will do, in words: which year becomes long or short, and what counts by it."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.funds.models import FundRule
from khabuan.funds.rules.words import BookYear
from khabuan.ledger.reading_words import year_words
from khabuan.ledger.rules.years import USUAL_MONTHS, Years


def year_begins(years: Years, last: date, today: date) -> list[date]:
    """Days from which another year may be written down: beginnings after the last change, a year back to two ahead."""
    now = years.of(today)
    return [years.start(year) for year in range(max(years.of(last) + 1, now - 1), now + 3)]


def turned_words(rule: FundRule) -> list[str]:
    """What a change of the year does, as the book stands after it."""
    years, since = rule.fund.book.years, rule.since
    year = years.of(since)
    until, months = years.end(year), len(years.months(year))
    facts = {
        "year": year_words(year, years), "since": thai_date(since), "until": thai_date(until), "n": months,
        "other": months - USUAL_MONTHS if months > USUAL_MONTHS else USUAL_MONTHS - months,
    }  # fmt: skip
    length = (
        _("%(year)s runs from %(since)s to %(until)s: %(other)d months longer than a year")
        if months > USUAL_MONTHS
        else _("%(year)s runs from %(since)s to %(until)s: %(other)d months shorter than a year")
    )
    return [
        _("The year before it ends on %(day)s, as before") % {"day": thai_date(since - timedelta(days=1))},
        length % facts,
        _("From %(day)s on the books keep the %(year)s")
        % {"day": thai_date(until + timedelta(days=1)), "year": _(BookYear(rule.value).label)},
        _(
            "Statements by year, the closing of the year, members' accounts and the limit on management count by these years"
        ),
        _("Entries stay on their days, and each month stays open or closed as it is"),
    ]
