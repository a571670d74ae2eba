"""An old fund goes live: what was counted on the cut-over day, the proof that it agrees, and the opening entry. Pure.

Mirrors the sheet that a committee signs when a new cash book begins. Amounts are whole satang. What was counted is
what the books begin with; the old books are asked only whether they say the same, and a difference needs words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.ledger.rules.drafts import Draft, Leg, Line
from khabuan.ledger.rules.words import EntryKind, LineKind, MoneySource

PIECES = (100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25)
"""Notes and coins in satang: 1,000, 500, 100, 50 and 20 baht; 10, 5, 2 and 1 baht, 50 and 25 satang."""
CASH, WITH_COLLECTORS, OPENING = "1110", "1120", "3110"
SHORTEST_WORDS = 5


class Fault(Word):
    """Why the proof does not agree yet."""

    NOTHING = "nothing", _("Nothing was counted. Count the cash and write the bank balances.")
    STATEMENT = (
        "statement",
        _("A bank balance has no statement day, or one after the cut-over day. Look at the passbook."),
    )
    DIVIDED = "divided", _("The money of the sources is more than what was counted. Correct the division.")
    MONEY = "money", _("The old books say another total. Count again, or write why it differs.")
    MEMBERS = (
        "members",
        _("The old register has another number of members. Bring in the rest, or write why it differs."),
    )


@dataclass(frozen=True)
class Held:
    """Money that stands somewhere: in a bank account (by its account's code) or with a collector (by the party's key)."""

    key: str
    name: str
    satang: int
    statement_on: date | None = None


@dataclass(frozen=True)
class Counted:
    """What was counted on a day. `divided` is what is known to be of a source; the rest waits for a resolution.

    `old_total` and `old_members` are what the old books say; `why_money` and `why_members` why that differs.
    """

    on: date
    pieces: Mapping[int, int] = field(default_factory=dict)
    banks: Sequence[Held] = ()
    collectors: Sequence[Held] = ()
    divided: Mapping[MoneySource, int] = field(default_factory=dict)
    old_total: int | None = None
    old_members: int | None = None
    why_money: str = ""
    why_members: str = ""

    @property
    def cash(self) -> int:
        return sum(piece * count for piece, count in self.pieces.items())

    @property
    def in_banks(self) -> int:
        return sum(one.satang for one in self.banks)

    @property
    def with_collectors(self) -> int:
        return sum(one.satang for one in self.collectors)

    @property
    def total(self) -> int:
        return self.cash + self.in_banks + self.with_collectors

    @property
    def unassigned(self) -> int:
        """What no source is known for yet."""
        return self.total - sum(self.divided.values())


@dataclass(frozen=True)
class Proof:
    """Both sides of the sheet: counted against the old books, and against the register here."""

    counted: Counted
    members: int
    faults: tuple[Fault, ...]

    @property
    def agrees(self) -> bool:
        return not self.faults

    @property
    def money_differs(self) -> int:
        """Counted less what the old books say; 0 where they were not asked."""
        return 0 if self.counted.old_total is None else self.counted.total - self.counted.old_total

    @property
    def members_differ(self) -> int:
        return 0 if self.counted.old_members is None else self.members - self.counted.old_members


def prove(counted: Counted, members: int) -> Proof:
    """Whether what was counted may become the opening entry. `members` are those of the register here now."""
    proof = Proof(counted, members, ())
    faults = []
    if counted.total <= 0:
        faults.append(Fault.NOTHING)
    if any(
        one.satang and (one.statement_on is None or one.statement_on > counted.on) for one in counted.banks
    ):
        faults.append(Fault.STATEMENT)
    if counted.unassigned < 0:
        faults.append(Fault.DIVIDED)
    if proof.money_differs and len(counted.why_money.strip()) < SHORTEST_WORDS:
        faults.append(Fault.MONEY)
    if proof.members_differ and len(counted.why_members.strip()) < SHORTEST_WORDS:
        faults.append(Fault.MEMBERS)
    return Proof(counted, members, tuple(faults))


def opening(counted: Counted, *, memo: str) -> Draft:
    """The entry with which the books begin: what was counted, from each source; the rest is not divided yet."""
    legs = [Leg(CASH, debit=counted.cash)] if counted.cash else []
    legs += [Leg(one.key, debit=one.satang) for one in counted.banks if one.satang]
    if counted.with_collectors:
        lines = [
            Line(int(one.key), one.satang, LineKind.CASH_HELD, seq=at)
            for at, one in enumerate(one for one in counted.collectors if one.satang)
        ]
        legs.append(Leg(WITH_COLLECTORS, debit=counted.with_collectors, lines=lines))
    shares = {**counted.divided, MoneySource.UNASSIGNED: counted.unassigned}
    legs += [Leg(OPENING, credit=share, source=source) for source, share in shares.items() if share]
    return Draft(EntryKind.OPENING, memo, legs)


def as_facts(counted: Counted) -> dict[str, Any]:
    """As it is kept with the cut-over: satang as numbers, days in ISO form."""
    return {
        "pieces": {str(piece): count for piece, count in counted.pieces.items() if count},
        "banks": [
            [one.key, one.name, one.satang, one.statement_on.isoformat() if one.statement_on else ""] for one in counted.banks
        ],
        "collectors": [[one.key, one.name, one.satang] for one in counted.collectors],
        "divided": {str(source): share for source, share in counted.divided.items() if share},
        "old_total": counted.old_total, "old_members": counted.old_members,
        "why_money": counted.why_money, "why_members": counted.why_members,
    }  # fmt: skip


def from_facts(on: date, facts: Mapping[str, Any]) -> Counted:
    """The same again."""
    return Counted(
        on, {int(piece): count for piece, count in facts.get("pieces", {}).items()},
        [Held(key, name, satang, date.fromisoformat(day) if day else None) for key, name, satang, day in facts.get("banks", [])],
        [Held(key, name, satang) for key, name, satang in facts.get("collectors", [])],
        {MoneySource(source): share for source, share in facts.get("divided", {}).items()},
        facts.get("old_total"), facts.get("old_members"), facts.get("why_money", ""), facts.get("why_members", ""),
    )  # fmt: skip
