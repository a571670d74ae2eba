"""A fund's regulation on a day: what its dated rules say, with the nation's custom where it says nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from khabuan.core.words import mark as _
from khabuan.funds.rules.words import BookYear, FundKey, Rhythm
from khabuan.ledger.rules.years import Years

MOST_A_DAY = 100
"""No fund takes more a day: who types more has typed the year's, or a comma in the wrong place."""
MEMBERS_DECIDE = frozenset(
    {
        FundKey.CONTRIBUTION, FundKey.ENTRY_FEE, FundKey.ARREARS_MONTHS, FundKey.MANAGEMENT_LIMIT,
        FundKey.SIGNATURES,
    }
)  # fmt: skip
"""Rules that only a meeting of the fund changes; how members pay and collectors hand over is the committee's work."""
COUNTS = {
    FundKey.ARREARS_MONTHS: (1, 60),
    FundKey.MANAGEMENT_LIMIT: (0, 100),
    FundKey.CASH_DAYS: (1, 60),
    FundKey.SIGNATURES: (1, 5),
}
"""Rules that are whole numbers, with the least and the most that makes sense."""


@dataclass(frozen=True)
class RuleValue:
    """One value of one rule from a day on."""

    key: FundKey
    value: str
    since: date


@dataclass(frozen=True)
class Regulation:
    """What holds on a day. Baht, per cent, months, days; `rhythms` in which members may pay."""

    contribution: Decimal
    entry_fee: Decimal
    rhythms: tuple[Rhythm, ...]
    arrears_months: int
    management_limit: Decimal
    cash_days: int
    signatures: int

    @property
    def satang_per_day(self) -> int:
        return int(self.contribution * 100)


def values_on(rows: Iterable[RuleValue], on: date) -> dict[FundKey, str]:
    """The value of each key in force on a day: the latest that began by then."""
    latest: dict[FundKey, RuleValue] = {}
    for row in rows:
        known = latest.get(row.key)
        if row.since <= on and (known is None or row.since > known.since):
            latest[row.key] = row
    return {key: row.value for key, row in latest.items()}


def regulation_in(said: Mapping[FundKey, str]) -> Regulation:
    """The regulation in values of all its keys. KeyError where one is missing."""
    return Regulation(
        contribution=Decimal(said[FundKey.CONTRIBUTION]),
        entry_fee=Decimal(said[FundKey.ENTRY_FEE]),
        rhythms=tuple(Rhythm(one) for one in said[FundKey.RHYTHMS].split(",") if one),
        arrears_months=int(said[FundKey.ARREARS_MONTHS]),
        management_limit=Decimal(said[FundKey.MANAGEMENT_LIMIT]),
        cash_days=int(said[FundKey.CASH_DAYS]),
        signatures=int(said[FundKey.SIGNATURES]),
    )


def years_of(rows: Iterable[RuleValue]) -> Years:
    """The years of a fund's book by its rows of the year it keeps: the first, and each change from its day on."""
    first, *later = sorted(rows, key=lambda row: row.since)
    years = Years(BookYear(first.value).start_month)
    for row in later:
        years = years.turned(row.since, BookYear(row.value).start_month)
    return years


def refused_value(key: FundKey, value: str) -> str:
    """Why a text is no value of a rule, as a message id (with `least` and `most` of COUNTS); "" when it is one."""
    if key == FundKey.RHYTHMS:
        known = {rhythm.value for rhythm in Rhythm}
        return "" if value and set(value.split(",")) <= known else _("Choose at least one rhythm.")
    if key == FundKey.YEAR:
        return "" if value in set(BookYear) else _("Choose the fiscal year or the calendar year.")
    if key in COUNTS:
        least, most = COUNTS[key]
        is_right = value.isdecimal() and len(value) < 5 and least <= int(value) <= most
        return "" if is_right else _("Write a whole number from %(least)s to %(most)s.")
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _("Write a number.")
    if not 0 <= number <= 100_000 or number != round(number, 2):
        return _("Write an amount of baht, with at most two decimals.")
    if key == FundKey.CONTRIBUTION and number == 0:
        return _("A contribution is more than nothing.")
    if key == FundKey.CONTRIBUTION and number > MOST_A_DAY:
        return _("This is a contribution per day, at most 100 baht. Look at the amount again.")
    return ""
