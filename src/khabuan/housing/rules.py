"""Houses that are repaired or built: how far one is and the order of this, money of several funders under a ceiling,
what cannot be. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from khabuan.core.words import Word
from khabuan.core.words import mark as _

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Fiscal years (CE, by their end) that a house may state: others are slips of the pen."""


class HousingProgramme(Word):
    """The programmes for housing among those that the house's reports name."""

    DECENT = "decent", _("Decent rural houses (Ban Phor Phiang)")
    SECURE = "secure", _("Secure housing (Ban Mankong)")


PROGRAMME_OF: Mapping[str, HousingProgramme] = {
    "บ้านพอเพียง": HousingProgramme.DECENT,
    "บ้านมั่นคง": HousingProgramme.SECURE,
}
"""By the name of the shared list, `registry.rules.programmes`."""


class WorkKind(Word):
    """What is done to the house."""

    REPAIR = "repair", _("repair")
    BUILD = "build", _("build new")


class HouseState(Word):
    """Where a house stands: the way to its handing over, and how it may leave that way."""

    SURVEYED = "surveyed", _("surveyed")
    PASSED = "passed", _("passed by the community")
    APPROVED = "approved", _("budget approved")
    REPAIRING = "repairing", _("under repair or construction")
    FINISHED = "finished", _("house finished")
    HANDED_OVER = "handed_over", _("handed over")
    RESERVE = "reserve", _("in reserve")
    DECLINED = "declined", _("declined by the household")
    DIED = "died", _("householder died")
    MOVED = "moved", _("moved away")
    NOT_ELIGIBLE = "not_eligible", _("does not fit the conditions")


WAY = (
    HouseState.SURVEYED, HouseState.PASSED, HouseState.APPROVED, HouseState.REPAIRING, HouseState.FINISHED,
    HouseState.HANDED_OVER,
)  # fmt: skip
"""The steps in their order; some may be passed over."""
LEFT = (HouseState.DECLINED, HouseState.DIED, HouseState.MOVED, HouseState.NOT_ELIGIBLE)
"""States that end it without a house."""
OPEN = (*WAY[:4], HouseState.RESERVE)
"""States in which the work on the house is still to come."""
DONE = WAY[4:]
WITH_WORDS = (HouseState.DECLINED, HouseState.NOT_ELIGIBLE)
"""What is taken with a word why alone."""
WAITING = WAY[:2]
"""From where a house goes into reserve: chosen, and no budget for it yet."""


class HouseList(Word):
    """Which houses a list shows."""

    ALL = "all", _("houses of every state")
    OPEN = "open", _("houses still to come")
    DONE = "done", _("finished or handed over")
    SURVEYED = HouseState.SURVEYED.value, _("surveyed")
    PASSED = HouseState.PASSED.value, _("passed by the community")
    APPROVED = HouseState.APPROVED.value, _("budget approved")
    REPAIRING = HouseState.REPAIRING.value, _("under repair or construction")
    FINISHED = HouseState.FINISHED.value, _("house finished")
    HANDED_OVER = HouseState.HANDED_OVER.value, _("handed over")
    RESERVE = HouseState.RESERVE.value, _("in reserve")
    DECLINED = HouseState.DECLINED.value, _("declined by the household")
    DIED = HouseState.DIED.value, _("householder died")
    MOVED = HouseState.MOVED.value, _("moved away")
    NOT_ELIGIBLE = HouseState.NOT_ELIGIBLE.value, _("does not fit the conditions")


class Item(Word):
    """What money is for."""

    MATERIALS = "materials", _("Materials")
    LABOUR = "labour", _("Labour")
    OTHER = "other", _("Another thing, said in words")


class Doubt(Word):
    """Why something told of a house cannot be right, or has to be said why."""

    NO_YEAR = "no_year", _("This cannot be the fiscal year. Write the year in which it ends, like 2569.")
    TO_COME = "to_come", _("This day is still to come. Write the day on which it happened.")
    TOO_EARLY = "too_early", _("This day is before the step before it. Look at both days.")
    SAME = "same", _("The house stands so already.")
    BACKWARDS = (
        "backwards",
        _("The house is further already. If a step was entered in error, take that step back."),
    )
    OVER = (
        "over",
        _("The house is handed over or left the list. If that was an error, take the step back first."),
    )
    HAS_BUDGET = "has_budget", _("The house has its budget already. A house in reserve still waits for one.")
    OVER_CEILING = (
        "over_ceiling",
        _(
            "This is over the ceiling of the programme for one household, %(ceiling)s. If it is right, write why."
        ),
    )
    TWICE = (
        "twice",
        _("The same payer gave for the same thing already. If it is no slip, write why."),
    )


@dataclass(frozen=True)
class Step:
    """A step in force: what the house became, and on which day."""

    state: str
    on: date


def doubt_of_year(fiscal_year: int) -> Doubt | None:
    return None if FIRST_YEAR <= fiscal_year <= LAST_YEAR else Doubt.NO_YEAR


def doubt_of_step(steps: Sequence[Step], state: str, on: date, today: date) -> Doubt | None:
    """What is wrong with a further step: the way only goes on, though some of it may be passed over. A house goes into
    reserve before it has a budget, and on from there; the first step may be any."""
    if on > today:
        return Doubt.TO_COME
    if not steps:
        return None
    last = steps[-1]
    if last.state == HouseState.HANDED_OVER or last.state in LEFT:
        return Doubt.OVER
    if on < last.on:
        return Doubt.TOO_EARLY
    if state == last.state:
        return Doubt.SAME
    if state == HouseState.RESERVE:
        return None if last.state in WAITING else Doubt.HAS_BUDGET
    return None if state in next_states(step.state for step in steps) else Doubt.BACKWARDS


def next_states(states: Iterable[str]) -> list[HouseState]:
    """What a house may still become after these, in the order in which people choose."""
    known = list(states)
    last = known[-1]
    if last == HouseState.HANDED_OVER or last in LEFT:
        return []
    further = max((WAY.index(HouseState(one)) for one in known if one in WAY), default=-1)
    aside = [HouseState.RESERVE] if last in WAITING else []
    return [*WAY[further + 1 :], *aside, *LEFT]


def ceiling_key(programme: str, kind: str) -> str:
    """The dated rule that says how much of the programme's money one household may have."""
    if programme == HousingProgramme.SECURE and kind == WorkKind.REPAIR:
        return "housing.ceiling.secure_repair"
    return f"housing.ceiling.{programme}"


CEILINGS = tuple(
    dict.fromkeys(ceiling_key(programme, kind) for programme in HousingProgramme for kind in WorkKind)
)


@dataclass(frozen=True)
class MoneyLine:
    """A line in force: who pays (by the register's key or by words), how much, for what, and whether it is the
    programme's own money, which alone has a ceiling."""

    payer: str
    amount: Decimal
    item: str
    words: str = ""
    is_programme: bool = True


def programme_money(lines: Iterable[MoneyLine]) -> Decimal:
    return sum((line.amount for line in lines if line.is_programme), Decimal(0))


def is_over(amount: Decimal, ceiling: int | None) -> bool:
    """Whether so much of a programme's money is more than one household may have; no where no ceiling is known."""
    return ceiling is not None and amount > ceiling


def doubts_of_money(
    lines: Collection[MoneyLine], new: MoneyLine, ceiling: int | None, elsewhere: Iterable[MoneyLine] = ()
) -> list[Doubt]:
    """What has to be said why before a further line is taken. `elsewhere`: lines of the same person's other houses."""
    doubts = []
    if new.is_programme and is_over(programme_money([*lines, new]), ceiling):
        doubts.append(Doubt.OVER_CEILING)
    same = (new.payer, new.item, new.words)
    if any((line.payer, line.item, line.words) == same for line in [*lines, *elsewhere]):
        doubts.append(Doubt.TWICE)
    return doubts


@dataclass(frozen=True)
class Sums:
    """What some houses come to. `money` is None where none of them has any; `money_of` is how many do."""

    number: int = 0
    open: int = 0
    done: int = 0
    money: Decimal | None = None
    money_of: int = 0
