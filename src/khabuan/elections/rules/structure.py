"""The structure of a working body: roles with the seats wanted and held, and what a review changed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from khabuan.core.words import Word
from khabuan.core.words import mark as _


@dataclass(frozen=True)
class Role:
    """One role of a body. `wanted` None: no fixed number of seats."""

    key: int
    words: str
    wanted: int | None
    held: int

    @property
    def lacking(self) -> int:
        return max((self.wanted or 0) - self.held, 0)

    @property
    def too_many(self) -> int:
        return 0 if self.wanted is None else max(self.held - self.wanted, 0)

    def as_facts(self) -> dict[str, Any]:
        """As plain values; the key as text, which is longer than a number of JSON may be."""
        return {**asdict(self), "key": str(self.key)}

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> Role:
        return cls(int(facts["key"]), facts["words"], facts["wanted"], facts["held"])


class RoleChange(Word):
    """What a review did with a role."""

    ADDED = "added", _("New role")
    CLOSED = "closed", _("Role closed")
    SEATS = "seats", _("Other number of seats")


@dataclass(frozen=True)
class Changed:
    """One role that a review changed, with the seats before and after."""

    what: RoleChange
    words: str
    before: int | None
    after: int | None


def changes(before: Sequence[Role], after: Sequence[Role]) -> tuple[Changed, ...]:
    """What differs between two structures: closed roles first, then in the order of the new one."""
    old = {role.key: role for role in before}
    kept = {role.key for role in after}
    found = [
        Changed(RoleChange.CLOSED, role.words, role.wanted, 0) for role in before if role.key not in kept
    ]
    for role in after:
        known = old.get(role.key)
        if known is None:
            found.append(Changed(RoleChange.ADDED, role.words, 0, role.wanted))
        elif known.wanted != role.wanted:
            found.append(Changed(RoleChange.SEATS, role.words, known.wanted, role.wanted))
    return tuple(found)


@dataclass(frozen=True)
class Seats:
    """What a structure comes to."""

    wanted: int
    held: int
    lacking: int


def seats_of(roles: Sequence[Role]) -> Seats:
    return Seats(
        sum(role.wanted or role.held for role in roles),
        sum(role.held for role in roles),
        sum(role.lacking for role in roles),
    )
