"""How the made data is read, with nothing but the standard library: every contender uses this."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST_MONTH = date(2014, 10, 1)
BENEFIT_KINDS = 8


@dataclass(frozen=True)
class Benefit:
    month: int
    member: int
    day: int
    kind: int
    satang: int


@dataclass(frozen=True)
class Data:
    """Funds × members × months. A member is known by its place: fund × members of each + number in the fund."""

    folder: Path
    funds: int
    members: int
    months: int

    @property
    def amounts(self) -> Path:
        return self.folder / "amounts.i32"

    @property
    def benefits(self) -> Path:
        return self.folder / "benefits.i32"

    @property
    def contributions(self) -> int:
        return self.funds * self.members * self.months

    def sheet(self, month: int, fund: int = 0) -> array[int]:
        """What each member of a fund pays in a month; months beyond the last begin again."""
        found = array("i")
        with self.amounts.open("rb") as file:
            file.seek(4 * (month % self.months * self.funds + fund) * self.members)
            found.fromfile(file, self.members)
        return found

    def paid_out(self) -> Iterator[Benefit]:
        """All benefits, by month."""
        rows = array("i")
        rows.frombytes(self.benefits.read_bytes())
        for at in range(0, len(rows), 5):
            yield Benefit(*rows[at : at + 5])

    def matching(self) -> Iterator[tuple[int, int, int]]:
        """(last month of a year, fund, satang): state and local government each give what members paid."""
        for year in range(self.months // 12):
            for fund in range(self.funds):
                yield year * 12 + 11, fund, sum(sum(self.sheet(year * 12 + at, fund)) for at in range(12))

    def words(self) -> list[str]:
        return [str(self.folder), str(self.funds), str(self.members), str(self.months)]

    @classmethod
    def of(cls, words: list[str]) -> Data:
        folder, funds, members, months = words
        return cls(Path(folder), int(funds), int(members), int(months))


def month_start(month: int) -> date:
    year, at = divmod(FIRST_MONTH.month - 1 + month, 12)
    return date(FIRST_MONTH.year + year, at + 1, 1)


def month_end(month: int) -> date:
    return month_start(month + 1) - timedelta(days=1)
