"""NumPy over the bare amounts, already in memory: what a scan costs when nothing but adding is left."""

from __future__ import annotations

from typing import Any

import numpy as np

from bench.books.data import Data

state: dict[str, Any] = {}


def prepare(words: list[str]) -> None:
    state["data"] = Data.of(words)
    state["amounts"] = np.fromfile(state["data"].amounts, "<i4")


def member_balances() -> list[int]:
    data = state["data"]
    totals = (
        state["amounts"]
        .reshape(data.months, data.funds * data.members)[:, : data.members]
        .sum(0, dtype=np.int64)
    )
    return [len(totals), int(totals.sum())]


def fund_months() -> list[int]:
    starts = np.arange(0, len(state["amounts"]), state["data"].members)
    totals = np.add.reduceat(state["amounts"], starts, dtype=np.int64)
    return [len(totals), int(totals.sum())]
