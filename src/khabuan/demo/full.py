"""A province at full size, for measuring: 200 funds of 1,000 members with a year of monthly sheets. All invented.

Through the same doors as a real province: each fund's members come in as its spreadsheet, each month is a sheet. Only
what a page's cost grows with; the told stories are the other demo's.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from khabuan.access.actor import Role
from khabuan.core import clock
from khabuan.demo import fund_books
from khabuan.demo.world import Builder, area, below, give_seat, saving
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.models import Fund
from khabuan.places.models import Area, AreaKind
from khabuan.registry.rules.kinds import OrganisationKind

PROVINCE = "33"
FUNDS, MEMBERS, MONTHS = 200, 1_000, 12


def build(
    today: date | None = None, *, funds: int = FUNDS, members: int = MEMBERS, months: int = MONTHS
) -> None:
    """Build it in an empty, ready installation: one fund in each of so many tambons."""
    today = today or clock.today()
    with saving():
        nation = Builder(give_seat(area(""), Role.NATION, "nation"), today, count(1), "045")
        world = replace(nation, actor=give_seat(area(PROVINCE), Role.PROVINCE, "sisaket"))
    for at, tambon in enumerate(below(PROVINCE, AreaKind.SUBDISTRICT)[:funds]):
        _fund(world, tambon, at, members, months)


def _fund(world: Builder, tambon: Area, at: int, members: int, months: int) -> None:
    """A fund that has kept its books here for so many months; one member in twenty is late each month."""
    first = _months_before(world.today.replace(day=1), months)
    with saving():
        body = world.body(tambon, OrganisationKind.FUND, f"กองทุนสวัสดิการชุมชนตำบล{tambon.name} (ตัวอย่าง)")
        keeper = replace(world, actor=fund_books.SYSTEM)
        fund = open_fund(actor=keeper.actor, organisation=body, opened_on=first)
    keys = [one.pk for one in fund_books.bring_in(keeper, fund, _joiners(keeper, members, first))]
    for month in range(months):
        with saving():
            _sheet(keeper, fund, _months_before(first, -month), keys[(at + month) % 20 :: 20], keys)


def _joiners(world: Builder, members: int, first: date) -> list[fund_books.Joining]:
    return [
        replace(one, paid_to=first - timedelta(days=1)) for one in fund_books.joiners(world, members, first)
    ]


def _sheet(world: Builder, fund: Fund, month: date, late: list[int], keys: list[int]) -> None:
    satang = (_months_before(month, -1) - month).days * fund_books.PER_DAY
    absent = set(late)
    on = month + timedelta(days=4)
    fund_books.collect(world, fund, on, {key: satang for key in keys if key not in absent})


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
