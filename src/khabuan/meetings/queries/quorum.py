"""The quorum of a meeting at a moment: counted from the stays and the roll of its day, with the rule that asks for it.

While it is open it is counted live; what was kept when it was closed, or is told of it, stays as it was kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.meetings.models import Attendance, Meeting
from khabuan.meetings.queries.body_rules import BodyRules, rules_of
from khabuan.meetings.queries.roll import seated
from khabuan.meetings.rules.attendance import Capacity
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.presence import Moment, course_of, lost_at, most_between, present_at
from khabuan.meetings.rules.quorum import MeetingRules, Quorum, Stay, quorum_needed
from khabuan.rules.rules import RuleRow

SEATED = (Capacity.MEMBER, Capacity.SUBSTITUTE)


@dataclass(frozen=True)
class Room:
    """All that a meeting's counts are made of: the roll of the day, the stays, the rules. Three queries."""

    entitled: int
    stays: tuple[Stay, ...]
    rules: BodyRules

    @property
    def values(self) -> MeetingRules:
        return self.rules.values

    @cached_property
    def needed(self) -> int | None:
        """Seats that must be filled; None: no rule says it, or nobody has a seat."""
        return quorum_needed(self.entitled, self.values.quorum_share) if self.entitled else None

    @cached_property
    def course(self) -> tuple[Moment, ...]:
        return course_of(self.stays, substitutes_count=self.values.substitutes_count)

    def quorum(self, at: datetime) -> Quorum:
        """The count of a moment."""
        return Quorum(self.entitled, present_at(self.course, at), self.needed)

    def lost_at(self, at: datetime) -> datetime | None:
        return lost_at(self.course, at, self.needed)

    def most(self, first: datetime, last: datetime) -> int:
        return most_between(self.course, first, last)


def room_of(actor: Actor, meeting: Meeting) -> Room:
    """The room of a meeting that came from `visible_to`. Who was taken off the roll since then counts no more."""
    rows = Attendance.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True, capacity__in=SEATED)
    told = rows.only("capacity", "person", "substitute_for", "came_at", "left_at")
    return room_from(seated(meeting), told, rules_of(actor, meeting))


def room_from(on_roll: Collection[int], rows: Iterable[Attendance], rules: BodyRules) -> Room:
    """The room out of what was read already: the keys on the roll, the rows that stand, the rules."""
    stays = (stay_of(row) for row in rows if row.capacity in SEATED)
    return Room(len(on_roll), tuple(stay for stay in stays if stay.seat in on_roll), rules)


def stay_of(row: Attendance) -> Stay:
    """A row of the sign-in list as the arithmetic sees it."""
    return Stay(row.seat, row.came_at, row.left_at, row.capacity == Capacity.SUBSTITUTE)


@dataclass(frozen=True)
class Now:
    """The quorum as a page shows it. `lost_at`: since when it is lost; `rule`: the row that asks for it.

    `is_kept`: as it was when the meeting was closed, with the most seats that were filled at one time.
    """

    quorum: Quorum
    lost_at: datetime | None
    rule: RuleRow | None
    is_kept: bool = False

    @property
    def missing(self) -> int:
        return max(-self.quorum.spare, 0) if self.quorum.needed is not None else 0


def now_of(actor: Actor, meeting: Meeting) -> Now:
    """The quorum of this moment; of a closed meeting what was kept, nought where nothing is told. Three queries."""
    if meeting.told_by or (meeting.state == State.CLOSED and meeting.entitled is not None):
        kept = Quorum(meeting.entitled or 0, meeting.most_present or 0, meeting.needed)
        return Now(kept, None, rules_of(actor, meeting).row("quorum_share"), is_kept=True)
    return now_in(room_of(actor, meeting))


def now_in(room: Room) -> Now:
    """The quorum of this moment in a room that was read already."""
    at = clock.now()
    return Now(room.quorum(at), room.lost_at(at), room.rules.row("quorum_share"))
