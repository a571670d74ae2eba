"""DuckDB over the bare lines (fund, member, month, satang): the scan that a column store needs for the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from bench.books.data import Data

state: dict[str, Any] = {}


def prepare(words: list[str], file: str) -> None:
    data = Data.of(words)
    amounts = np.fromfile(data.amounts, "<i4")
    per_month = data.funds * data.members
    lines = {
        "fund": np.tile(np.repeat(np.arange(data.funds, dtype=np.int32), data.members), data.months),
        "member": np.tile(np.arange(per_month, dtype=np.int32), data.months),
        "month": np.repeat(np.arange(data.months, dtype=np.int32), per_month),
        "satang": amounts,
    }
    Path(file).unlink(missing_ok=True)
    state["db"] = duckdb.connect(file)
    state["db"].execute("SET threads = 2")
    state["db"].register("made", lines)
    state["db"].execute("CREATE TABLE line AS SELECT * FROM made")
    state["db"].execute("CHECKPOINT")


def member_balances() -> list[int]:
    rows = (
        state["db"].execute("SELECT member, sum(satang) FROM line WHERE fund = 0 GROUP BY member").fetchall()
    )
    return [len(rows), int(sum(satang for _, satang in rows))]


def fund_months() -> list[int]:
    """Each fund's months: how many, and the sum."""
    rows = (
        state["db"]
        .execute("SELECT fund, month, count(*), sum(satang) FROM line GROUP BY fund, month")
        .fetchall()
    )
    return [len(rows), int(sum(satang for *_, satang in rows))]
