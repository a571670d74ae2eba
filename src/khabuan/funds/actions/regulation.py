"""A fund's own regulation: dated values, written down and taken back, and what follows: rights, the books' years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.formfields import filled
from khabuan.core.reasons import is_reason
from khabuan.core.thai import long_date, tidy, to_arabic_digits
from khabuan.funds.actions.deciding import refuse_later, refuse_resolution
from khabuan.funds.actions.standing import follow_all_dues
from khabuan.funds.models import Fund, FundRule
from khabuan.funds.queries import rules_standing, values_of, year_values
from khabuan.funds.rules.regulation import COUNTS, MEMBERS_DECIDE, refused_value, years_of
from khabuan.funds.rules.words import BookYear, FundKey
from khabuan.ledger.actions import ask_second_person, keep_years
from khabuan.ledger.queries import has_begun
from khabuan.meetings.models import Resolution


@action("funds.set_rule", on="fund")
def set_rule(
    *, actor: Actor, fund: Fund, key: str, value: str, since: date, resolution: Resolution | None = None,
    source: str = "",
) -> FundRule:  # fmt: skip
    """A value of the fund's own regulation from a day on, by a resolution or a paper that says so.

    What the members decide is first copied from the paper; from then on a resolution of the fund changes it, from its
    day on, and a second person is asked for. A limit of management above what holds is always such a change.

    Refused: no resolution and no source, a value that is none, a day that has a value already; the year of the books
    where no year begins, where it is the same, or where a year that this reaches is closed.
    """
    if resolution is None and len(tidy(source)) < 5:
        words = _("Say which resolution or which section of the regulation says so.")
        raise Refused("no_source", words, field="source")
    refuse_resolution(fund, resolution)
    value = to_arabic_digits(value)
    wrong = refused_value(FundKey(key), value)
    if wrong:
        least, most = COUNTS.get(FundKey(key), (0, 0))
        raise Refused("value", filled(_(wrong), least=least, most=most), field="value")
    if key == FundKey.YEAR:
        _refuse_year(fund, BookYear(value), since)
    if FundKey(key) in MEMBERS_DECIDE and _is_change(fund, FundKey(key), value, since):
        _refuse_undecided(resolution, since)
    rule: FundRule = add(
        FundRule, fund=fund, key=key, value=value, since=since, resolution=resolution, source=tidy(source)
    )
    if has_begun(fund.book):  # while a fund is set up, its papers are enough
        _ask_second_person(rule, "ระเบียบกองทุน")
    _follow(actor, rule)
    return rule


@action("funds.take_back_rule", on="rule")
def take_back_rule(*, actor: Actor, rule: FundRule, reason: str) -> FundRule:
    """A value that was entered in error holds no more; what held before it holds again. It stays to be read.

    What was collected by it stands as it was entered: receipts are corrected one by one.
    """
    if not is_reason(reason):
        raise Refused("reason", _("Write why this value is taken back."), field="reason")
    if rule.taken_back_on:
        raise Refused("taken_back", _("This value was taken back already."))
    if rule.key == FundKey.YEAR:
        _refuse_back(rule)
    change(rule, taken_back_on=clock.today(), taken_back_reason=tidy(reason))
    _ask_second_person(rule, "ถอนค่าในระเบียบกองทุน")
    _follow(actor, rule)
    return rule


def _is_change(fund: Fund, key: FundKey, value: str, since: date) -> bool:
    """Whether the members had decided otherwise: the fund has its own value, or management may cost more than now."""
    if rules_standing().filter(fund=fund, key=key).exists():
        return True
    return key == FundKey.MANAGEMENT_LIMIT and Decimal(value) > Decimal(values_of(fund, [key], since)[key])


def _refuse_undecided(resolution: Resolution | None, since: date) -> None:
    if resolution is None:
        words = _(
            "The members decide on this rule. Choose the resolution of the fund that changes it; if it is not in the "
            "list, record it first."
        )
        raise Refused("undecided", words, field="resolution")
    refuse_later(resolution, since, "since")


def _ask_second_person(rule: FundRule, what: str) -> None:
    """For what the members decide; told in Thai, as everything in the books."""
    key = FundKey(rule.key)
    if key not in MEMBERS_DECIDE:
        return
    with override("th"):
        told = f"{what}: {gettext(key.label)} {rule.value} ตั้งแต่ {long_date(rule.since)}"
    path = f"{rule.fund.get_absolute_url()}rules/"
    ask_second_person(rule.fund.book, told, on=clock.today(), path=path)


def _follow(actor: Actor, rule: FundRule) -> None:
    """Months of arrears that hold already lapse or restore rights at once; those to come do so by night. The books
    keep another year from the day on."""
    if rule.key == FundKey.YEAR:
        keep_years(rule.fund.book, years_of(year_values(rule.fund)), since=rule.since)
    if rule.key == FundKey.ARREARS_MONTHS and rule.since <= clock.today():
        follow_all_dues(actor=actor, fund=rule.fund)


def _refuse_year(fund: Fund, year: BookYear, since: date) -> None:
    """Another year is kept from a day on which a year of the books begins, after all earlier changes."""
    values = year_values(fund)
    last, years = values[-1], years_of(values)
    if since <= last.since:
        words = _(
            "The year of the books is written down from %(day)s on already. Choose the beginning of a later year, "
            "or take that value back first."
        )
        raise Refused("earlier", filled(words, day=long_date(last.since)), field="since")
    begun = years.of(since)
    if years.start(begun) != since:
        words = _(
            "The year of the books changes only where a year begins, and none begins on this day. Choose %(day)s."
        )
        raise Refused("no_year", filled(words, day=long_date(years.start(begun + 1))), field="since")
    if year == last.value:
        raise Refused(
            "same_year", _("The books keep this year already. Choose the other one."), field="value"
        )


def _refuse_back(rule: FundRule) -> None:
    """Years are taken back from the latest on; what the books opened with stays."""
    first, *later = year_values(rule.fund)
    if rule.since == first.since:
        words = _(
            "Books always keep a year, and this one was set when they opened. Write down another one from the "
            "beginning of a year."
        )
        raise Refused("first_year", words)
    if rule.since != later[-1].since:
        words = _("A later year of the books is written down, from %(day)s on. Take that one back first.")
        raise Refused("later_year", filled(words, day=long_date(later[-1].since)))
