"""The made data: what members of a fund pay, month by month, and what the fund pays them. Deterministic.

Written as plain 32-bit whole satang, sheet by sheet, so that contenders without NumPy read it as well.
"""

from __future__ import annotations

import calendar
from pathlib import Path

import numpy as np

from bench.books.data import BENEFIT_KINDS, FIRST_MONTH, Data

SEED = 2568
BENEFITS = np.array([1_000, 300, 10_000, 1_000, 2_000, 500, 1_000, 500]) * 100
SHARES = np.array([0.10, 0.52, 0.06, 0.12, 0.03, 0.08, 0.05, 0.04])


def make(folder: Path, name: str, *, funds: int, members: int, months: int) -> Data:
    """A baht a day from each member; a few pay half or a month ahead. Benefits for one member in ten a year."""
    draw = np.random.default_rng([SEED, funds, members, months])
    data = Data(folder / name, funds, members, months)
    data.folder.mkdir(parents=True)
    with data.amounts.open("wb") as file:
        for month in range(months):
            file.write(_sheet(draw, _days(month), funds * members).tobytes())
    many = funds * members * months // 120
    month = np.sort(draw.integers(6, months, many))  # by then there is money to pay them from
    kind = draw.choice(BENEFIT_KINDS, many, p=SHARES)
    satang = BENEFITS[kind] * np.where(kind == 1, draw.integers(1, 6, many), 1)
    rows = np.column_stack(
        [month, draw.integers(0, funds * members, many), draw.integers(6, 29, many), kind, satang]
    )
    rows.astype("<i4").tofile(data.benefits)
    return data


def segment_sums(data: Data) -> np.ndarray:
    """(month, fund) → satang, by NumPy: the independent sum, and the limit that a scan can reach."""
    amounts = np.fromfile(data.amounts, "<i4")
    starts = np.arange(0, len(amounts), data.members)
    return np.add.reduceat(amounts, starts, dtype=np.int64).reshape(data.months, data.funds)


def _days(month: int) -> int:
    year, at = divmod(FIRST_MONTH.month - 1 + month, 12)
    return calendar.monthrange(FIRST_MONTH.year + year, at + 1)[1]


def _sheet(draw: np.random.Generator, days: int, members: int) -> np.ndarray:
    amounts = np.full(members, days * 100, "<i4")
    odd = draw.random(members)
    amounts[odd < 0.015] = days // 2 * 100  # whole days: a baht is a day
    amounts[(odd >= 0.015) & (odd < 0.03)] *= 2
    return amounts
