"""The government's budget year, 1 October to 30 September, named by the year it ends in."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, Self

from khabuan.core.thai.dates import ERA
from khabuan.core.thai.text import to_thai_digits

Quarter = Literal[1, 2, 3, 4]
_QUARTERS: tuple[Quarter, ...] = (1, 2, 3, 4)


@dataclass(frozen=True, order=True)
class FiscalYear:
    """ปีงบประมาณ.  `end_year` is CE: FiscalYear(2026) is ปีงบประมาณ 2569, 1 Oct 2025 to 30 Sep 2026."""

    end_year: int

    def __post_init__(self) -> None:
        if not 1858 <= self.end_year <= 2200:
            raise ValueError(f"not the CE year a fiscal year ends in: {self.end_year}")

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The fiscal year that a day falls in."""
        return cls(day.year + (day.month >= 10))

    @classmethod
    def from_be(cls, year: int) -> Self:
        """The fiscal year by its Buddhist name, 2569."""
        return cls(year - ERA)

    @property
    def be(self) -> int:
        return self.end_year + ERA

    @property
    def start(self) -> dt.date:
        return dt.date(self.end_year - 1, 10, 1)

    @property
    def end(self) -> dt.date:
        """The last day, included."""
        return dt.date(self.end_year, 9, 30)

    @property
    def next(self) -> Self:
        return type(self)(self.end_year + 1)

    @property
    def previous(self) -> Self:
        return type(self)(self.end_year - 1)

    def __contains__(self, day: dt.date) -> bool:
        return type(self).of(day) == self

    @staticmethod
    def quarter_of(day: dt.date) -> Quarter:
        """ไตรมาส: 1 is October to December."""
        return _QUARTERS[(day.month - 10) % 12 // 3]

    def quarter(self, number: Quarter) -> tuple[dt.date, dt.date]:
        """First and last day of a quarter, both included."""
        months = 9 + 3 * (number - 1)
        start = dt.date(self.end_year - 1 + months // 12, months % 12 + 1, 1)
        after = months + 3
        return start, dt.date(self.end_year - 1 + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)

    def name(self, *, lang: str = "th") -> str:
        """The year alone, "2570"; in English with the two years it lies in, "2570 (2026/27)"."""
        if lang.startswith("th"):
            return str(self.be)
        return f"{self.be} ({self.end_year - 1}/{self.end_year % 100:02})"

    def label(self, *, lang: str = "th", thai_digits: bool = False) -> str:
        """The name, "ปีงบประมาณ 2569"; in English with both years, since neither is understood alone."""
        if lang.startswith("th"):
            text = f"ปีงบประมาณ {self.be}"
            return to_thai_digits(text) if thai_digits else text
        return f"Fiscal year {self.end_year} (B.E. {self.be})"

    def __str__(self) -> str:
        return self.label()
