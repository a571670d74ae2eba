"""What the audit is told of an entry, so that it can be asked later whether the books still say the same.

The seal refuses changes; whoever can switch the seal off can also make every total fit again. The chained history
cannot be made to fit: it holds each side, and a digest over all lines.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Iterable
from datetime import date

from khabuan.ledger.rules.drafts import Leg

NO_DAY = 0


def told_legs(legs: Iterable[tuple[str, Leg]]) -> list[list[str | int]]:
    """Code of the account, source, both sides in satang, how many lines."""
    return [[code, str(leg.source or ""), leg.debit, leg.credit, len(leg.lines)] for code, leg in legs]


def digest_of(columns: Iterable[Iterable[int]]) -> str:
    """Over whose, how much, of what kind, for which days (as numbers), at which place: a column each, the lines in
    the order of the legs and of their places."""
    numbers = array("q")
    for column in columns:
        numbers.extend(column)
    if sys.byteorder == "big":
        numbers.byteswap()
    return hashlib.sha256(numbers.tobytes()).hexdigest()


def day_number(day: date | None) -> int:
    return NO_DAY if day is None else day.toordinal()
