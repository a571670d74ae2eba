"""Membership: which step may follow which, numbers given in order, shares, who counts for the state's matching."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from khabuan.funds.rules.words import GONE, NOW, MemberAct, MemberState

KEY_WIDTH = 12
CUT_OFF = (9, 30)  # 30 September: "a full year" is counted to this day

LEADS_TO: dict[MemberAct, MemberState] = {
    MemberAct.CERTIFIED: MemberState.CERTIFIED,
    MemberAct.ADMITTED: MemberState.ACTIVE,
    MemberAct.REFUSED: MemberState.REFUSED,
    MemberAct.LAPSED: MemberState.LAPSED,
    MemberAct.RESTORED: MemberState.ACTIVE,
    MemberAct.RESIGNED: MemberState.RESIGNED,
    MemberAct.MOVED: MemberState.MOVED,
    MemberAct.DIED: MemberState.DIED,
}
FROM: dict[MemberAct, frozenset[MemberState]] = {
    MemberAct.CERTIFIED: frozenset({MemberState.APPLIED}),
    MemberAct.ADMITTED: frozenset({MemberState.APPLIED, MemberState.CERTIFIED}),
    MemberAct.REFUSED: frozenset({MemberState.APPLIED, MemberState.CERTIFIED}),
    MemberAct.LAPSED: frozenset({MemberState.ACTIVE}),
    MemberAct.RESTORED: frozenset({MemberState.LAPSED}),
    MemberAct.RESIGNED: NOW,
    MemberAct.MOVED: NOW,
    MemberAct.DIED: NOW | {MemberState.RESIGNED, MemberState.MOVED},
}
UNDOABLE = frozenset(
    {
        MemberAct.CERTIFIED, MemberAct.ADMITTED, MemberAct.REFUSED, MemberAct.RESIGNED, MemberAct.MOVED, MemberAct.DIED
    }
)  # fmt: skip
"""Steps that can be taken back with a reason; an admission as long as nothing was paid. Lapse follows from dues."""


def may_follow(act: MemberAct, state: str) -> bool:
    """Whether a member in a state may take a step."""
    return MemberState(state) in FROM[act]


def has_left(state: str) -> bool:
    return MemberState(state) in GONE


def number_key(number: str) -> str:
    """A number as it is put in order: 9 before 10, whatever stands before and after the digits."""
    return number.zfill(KEY_WIDTH) if number.isdecimal() else number


def numbers_after(last: int, count: int, *, width: int = 4) -> list[str]:
    """The next numbers of the register, as wide as the others."""
    return [str(number).zfill(width) for number in range(last + 1, last + count + 1)]


def shares_agree(shares: Sequence[int]) -> bool:
    """Whether shares in per cent divide the whole among all who are named."""
    return not shares or (min(shares) > 0 and sum(shares) == 100)


def cut_off_of(on: date) -> date:
    """The 30 September to which the fiscal year of a day counts."""
    month, day = CUT_OFF
    return date(on.year + (on.month >= 10), month, day)


def full_year_since(on: date) -> date:
    """Who joined by this day has a full year at the cut-off of the fiscal year of `on`."""
    last = cut_off_of(on)
    return date(last.year - 1, 10, 1)
