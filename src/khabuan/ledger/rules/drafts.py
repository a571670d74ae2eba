"""A draft of an entry: what `postings.py` of the money apps make and `ledger.post` writes. Pure values.

Amounts are whole satang. A draft balances, or it is none: `Draft.check()` raises `Unbalanced`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource


class Unbalanced(ValueError):
    """The legs of a draft do not make an entry: a bug of the `postings.py` that made it."""


class Line(NamedTuple):
    """One party's part of a leg under a control account.

    `satang` has the sign of the account's own side: a member's contribution is positive, what is taken back
    from it negative. `from_on..to_on` are the days that a contribution pays for, both included. `seq` is the
    place in the leg (of a collection: the offset of the receipt's number); None counts on from the last.
    A tuple, as a sheet makes a thousand of them.
    """

    party: int
    satang: int
    kind: LineKind
    from_on: date | None = None
    to_on: date | None = None
    seq: int | None = None

    @property
    def days(self) -> int:
        """Days paid for, negative for what is taken back; 0 where none are named."""
        if self.from_on is None or self.to_on is None:
            return 0
        length = (self.to_on - self.from_on).days + 1
        return length if self.satang > 0 else -length


_SATANG = itemgetter(Line._fields.index("satang"))


def satang_of(lines: Sequence[Line]) -> int:
    """What lines come to. Mapped, as a sheet of a thousand is added up several times before it is posted."""
    return sum(map(_SATANG, lines))


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting: an account by its code, satang on exactly one side, and its lines where it is a control
    account. Income, expense and equity name the source of the money."""

    account: str
    debit: int = 0
    credit: int = 0
    source: MoneySource | None = None
    lines: Sequence[Line] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is posted. `document` is the paper behind it ("เล่ม 12 เลขที่ 034")."""

    kind: EntryKind
    memo: str
    legs: Sequence[Leg] = field(default_factory=tuple)
    document: str = ""

    def check(self) -> None:
        """Raise Unbalanced unless both sides are equal, each leg has one side, and lines add up to their leg."""
        if len(self.legs) < 2:
            raise Unbalanced("an entry has two legs or more")
        for leg in self.legs:
            if min(leg.debit, leg.credit) != 0 or max(leg.debit, leg.credit) <= 0:
                raise Unbalanced(f"{leg.account}: one side, more than nothing")
            if leg.lines and abs(satang_of(leg.lines)) != leg.debit + leg.credit:
                raise Unbalanced(f"{leg.account}: its lines do not add up to it")
        if sum(leg.debit for leg in self.legs) != sum(leg.credit for leg in self.legs):
            raise Unbalanced("the two sides differ")

    def turned(self, memo: str, kind: EntryKind = EntryKind.REVERSAL) -> Draft:
        """The draft that takes this one back: sides changed, lines negative."""
        legs = [
            Leg(leg.account, leg.credit, leg.debit, leg.source, [_negative(line) for line in leg.lines])
            for leg in self.legs
        ]
        return Draft(kind, memo, legs, self.document)


def _negative(line: Line) -> Line:
    return Line(line.party, -line.satang, line.kind, line.from_on, line.to_on, line.seq)
