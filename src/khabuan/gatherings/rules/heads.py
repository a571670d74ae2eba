"""How many came: counted or about, in all, by sector and by area; what disagrees is said. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from khabuan.core.words import Word
from khabuan.core.words import mark as _

MOST = 100_000  # heads at one gathering: more is a slip


@dataclass(frozen=True)
class Heads:
    """How many, and whether that is only about right."""

    number: int
    is_rough: bool = False


class HeadDoubt(Word):
    """What of the counts disagrees."""

    SECTORS_OVER = "sectors_over", _("The sectors together are %(more)s more than the total that was stated.")
    SECTORS_UNDER = "sectors_under", _("Of %(more)s people the sector is not told.")
    AREAS_OVER = "areas_over", _("The areas together are %(more)s more than the total that was stated.")
    AREAS_UNDER = "areas_under", _("Of %(more)s people the area is not told.")
    DIFFER = "differ", _("By sector and by area the sums differ by %(more)s.")


@dataclass(frozen=True)
class Disagreement:
    """A doubt and by how many heads. `is_wrong`: it cannot be; else something is only not told."""

    doubt: HeadDoubt
    more: int

    @property
    def is_wrong(self) -> bool:
        return self.doubt in (HeadDoubt.SECTORS_OVER, HeadDoubt.AREAS_OVER, HeadDoubt.DIFFER)


@dataclass(frozen=True)
class Tally:
    """How many came. `total` is None where nobody counted; `is_added`: it was not stated but added up."""

    total: Heads | None
    is_added: bool
    by_sector: Heads | None
    by_area: Heads | None
    doubts: tuple[Disagreement, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return any(one.is_wrong for one in self.doubts)


def added(counts: Iterable[Heads]) -> Heads | None:
    """The sum, about right when one of them is; None where nothing was counted."""
    rows = list(counts)
    if not rows:
        return None
    return Heads(sum(one.number for one in rows), any(one.is_rough for one in rows))


def tally(stated: Heads | None, sectors: Iterable[Heads], areas: Iterable[Heads]) -> Tally:
    """The stated total, else the larger of the sums; and where sums and total disagree.

    Without a stated total the sums are compared with each other: a sum that is smaller leaves people untold,
    unless both were counted exactly, when one of them must be wrong.
    """
    by_sector, by_area = added(sectors), added(areas)
    if stated is not None:
        doubts = [
            *_against(stated, by_sector, HeadDoubt.SECTORS_OVER, HeadDoubt.SECTORS_UNDER),
            *_against(stated, by_area, HeadDoubt.AREAS_OVER, HeadDoubt.AREAS_UNDER),
        ]
        return Tally(stated, False, by_sector, by_area, tuple(doubts))
    sums = [one for one in (by_sector, by_area) if one is not None]
    total = max(sums, key=lambda one: one.number, default=None)
    return Tally(total, total is not None, by_sector, by_area, _differing(by_sector, by_area))


def _against(stated: Heads, found: Heads | None, over: HeadDoubt, under: HeadDoubt) -> list[Disagreement]:
    if found is None or found.number == stated.number:
        return []
    more = found.number - stated.number
    return [Disagreement(over if more > 0 else under, abs(more))]


def _differing(by_sector: Heads | None, by_area: Heads | None) -> tuple[Disagreement, ...]:
    if by_sector is None or by_area is None or by_sector.number == by_area.number:
        return ()
    return (Disagreement(HeadDoubt.DIFFER, abs(by_sector.number - by_area.number)),)
