"""Months and years of a book. A book's year begins in October (ปีงบประมาณ) or January, named by its end.

From some year on it may begin in the other month. Years keep their numbers, one for each CE year in which they end:
so the year in which that changes is a long one (15 months, from October to December of the next CE year) or a short
one (9 months, from January to September).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

USUAL_MONTHS = 12


def month_of(on: date) -> date:
    """The first day of a day's month: how months are named in the ledger."""
    return on.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_end(month: date) -> date:
    return next_month(month_of(month)) - timedelta(days=1)


@dataclass(frozen=True)
class Years:
    """The years of a book: the month in which they begin, and from which year on in which other (year, month)."""

    start_month: int
    turns: tuple[tuple[int, int], ...] = ()

    def begin_in(self, year: int) -> int:
        """The month in which years begin by what holds in a year, though a cut-over year itself begins elsewhere."""
        return next((month for turn, month in reversed(self.turns) if turn <= year), self.start_month)

    def end(self, year: int) -> date:
        start = self.begin_in(year)
        return date(year + (1 if start == 1 else 0), start, 1) - timedelta(days=1)

    def start(self, year: int) -> date:
        return self.end(year - 1) + timedelta(days=1)

    def of(self, on: date) -> int:
        """The CE year by whose end a book's year is named: 1 Oct 2025 is in 2026 when years begin in October."""
        return on.year if on <= self.end(on.year) else on.year + 1

    def months(self, year: int) -> list[date]:
        """The months of a year, in order: twelve, but in a year that was cut over."""
        month, last = self.start(year), self.end(year)
        months = []
        while month <= last:
            months.append(month)
            month = next_month(month)
        return months

    def is_usual(self, year: int) -> bool:
        return len(self.months(year)) == USUAL_MONTHS

    def turned(self, on: date, month: int) -> Years:
        """The same years, from the one that begins on a day on by another month. ValueError: none begins that day."""
        year = self.of(on)
        if self.start(year) != on:
            raise ValueError(f"no year begins on {on}")
        return Years(self.start_month, (*(one for one in self.turns if one[0] < year), (year, month)))

    @property
    def written(self) -> str:
        """The turns as they are kept: "2027:1,2031:10"; `years_read` reads them."""
        return ",".join(f"{year}:{month}" for year, month in self.turns)


FISCAL, CALENDAR = Years(10), Years(1)


@lru_cache(maxsize=1024)
def years_read(start_month: int, written: str) -> Years:
    turns = (one.split(":") for one in written.split(",") if one)
    return Years(start_month, tuple((int(year), int(month)) for year, month in turns))
