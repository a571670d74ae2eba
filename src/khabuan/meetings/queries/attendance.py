"""The sign-in list of a meeting: the roll with who came, left, is excused or has a substitute; guests apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, QuerySet

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.thai import search_key
from khabuan.meetings.models import Attendance, Excuse, Invitation, Meeting
from khabuan.meetings.queries.body_rules import rules_of
from khabuan.meetings.queries.meetings import invitations_of
from khabuan.meetings.queries.quorum import SEATED, Now, Room, now_in, now_of, room_from
from khabuan.meetings.queries.roll import roll_of
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.roll import GroupCount, Seat, counts_by_group

AWAY, HERE, ALL, GUESTS = "away", "here", "all", "guests"
PARTS = (AWAY, HERE, ALL, GUESTS)
"""Parts of the list: not there now, in the room, the whole roll, who is no member."""


@dataclass(frozen=True)
class Line:
    """A member on the list: the place on the roll (and on the printed sheet), the stays in order, the excuse.

    `stays` are those of the member and of who came in the member's place; `taps` counts also what was taken back.
    """

    number: int
    seat: Seat
    stays: tuple[Attendance, ...] = ()
    excuse: Excuse | None = None
    taps: int = 0

    @property
    def last(self) -> Attendance | None:
        return self.stays[-1] if self.stays else None

    @property
    def inside(self) -> Attendance | None:
        """The row of who sits in this seat now: the member or a substitute."""
        return next((row for row in self.stays if row.left_at is None), None)

    @property
    def came(self) -> bool:
        """Whether the member came in person, at any hour."""
        return any(row.person_id == self.seat.person for row in self.stays)

    def is_in(self, part: str) -> bool:
        return part == ALL or (self.inside is not None) == (part == HERE)

    def fits(self, words: str) -> bool:
        """By number on the roll, or by a part of the name, the post or the group."""
        if words.isdecimal():
            return self.number == int(words)
        key = search_key(words)
        return key in search_key(f"{self.seat.name} {self.seat.post} {self.seat.group.label}")


@dataclass(frozen=True)
class Mark:
    """How far the list was written: another mark, and something has happened. `newest`: the row written last."""

    newest: int = 0
    left: int = 0
    withdrawn: int = 0

    @classmethod
    def of(cls, rows: Iterable[Attendance]) -> Mark:
        every = list(rows)
        return cls(
            max((row.pk for row in every), default=0), sum(row.left_at is not None for row in every),
            sum(row.withdrawn_on is not None for row in every),
        )  # fmt: skip

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """The mark that a page was given, or None for anything else."""
        parts = text.split("-")
        return cls(*map(int, parts)) if len(parts) == 3 and all(part.isdecimal() for part in parts) else None

    def __str__(self) -> str:
        return f"{self.newest}-{self.left}-{self.withdrawn}"


@dataclass(frozen=True)
class SignIn:
    """The whole list, with the room it makes. `outsiders` are guests and agencies who came, in order of coming;
    `expected` who was invited and is not signed in."""

    meeting: Meeting
    lines: tuple[Line, ...]
    outsiders: tuple[Attendance, ...]
    expected: tuple[Invitation, ...]
    room: Room
    now: Now
    mark: Mark
    unseated: tuple[Attendance, ...] = ()  # came as members, and by today's register had no seat that day

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many each part has."""
        here = sum(line.inside is not None for line in self.lines)
        return {
            AWAY: len(self.lines) - here,
            HERE: here,
            ALL: len(self.lines),
            GUESTS: len(self.outsiders) + len(self.expected),
        }

    @property
    def groups(self) -> tuple[GroupCount, ...]:
        """Who came in person, by village, amphoe or post."""
        return counts_by_group(
            (line.seat for line in self.lines), (line.seat.person for line in self.lines if line.came)
        )

    @property
    def came(self) -> int:
        return sum(line.came for line in self.lines)

    @property
    def substituted(self) -> int:
        """For how many members somebody else came."""
        return sum(not line.came and bool(line.stays) for line in self.lines)

    @property
    def excused(self) -> int:
        """Who is excused and did not come after all."""
        return sum(line.excuse is not None and not line.came for line in self.lines)

    def line(self, person: int) -> Line:
        """One member's line. OutOfArea: nobody of the roll."""
        found = next((line for line in self.lines if line.seat.person == person), None)
        if found is None:
            raise OutOfArea(f"member {person} of meeting {self.meeting.pk}")
        return found


def sign_in_list(actor: Actor, meeting: Meeting) -> SignIn:
    """The list of a meeting in sight. Six queries, however long it is."""
    roll = roll_of(meeting)
    every = list(_rows(actor).filter(meeting=meeting).order_by("came_at", "pk"))
    rows = [row for row in every if row.withdrawn_on is None]
    taps = Counter(row.seat for row in every)
    excuses = Excuse.objects.visible_to(actor).filter(meeting=meeting, withdrawn_on__isnull=True)
    by_seat: dict[int | None, list[Attendance]] = defaultdict(list)
    for row in rows:
        by_seat[row.seat].append(row)
    excused = {excuse.person_id: excuse for excuse in excuses}
    lines = tuple(
        Line(number, seat, tuple(by_seat[seat.person]), excused.get(seat.person), taps[seat.person])
        for number, seat in enumerate(roll, 1)
    )
    outsiders = tuple(row for row in rows if row.capacity not in SEATED)
    room = room_from({seat.person for seat in roll}, rows, rules_of(actor, meeting))
    is_kept = meeting.state == State.CLOSED
    return SignIn(
        meeting, lines, outsiders, _expected(invitations_of(actor, meeting), outsiders), room,
        now_of(actor, meeting) if is_kept else now_in(room), Mark.of(every),
        _unseated(rows, {seat.person for seat in roll}),
    )  # fmt: skip


def _unseated(rows: Iterable[Attendance], on_roll: Collection[int]) -> tuple[Attendance, ...]:
    """Members signed in, or for whom somebody sat, who are off the roll since: each once."""
    found = {row.seat: row for row in rows if row.capacity in SEATED and row.seat and row.seat not in on_roll}
    return tuple(found.values())


def _rows(actor: Actor) -> QuerySet[Attendance]:
    rows: QuerySet[Attendance] = Attendance.objects.visible_to(actor)
    return rows.select_related("organisation", "person", "substitute_for")


def _expected(invited: Iterable[Invitation], came: Iterable[Attendance]) -> tuple[Invitation, ...]:
    """Who was invited and is on no row: known by the name and where they come from."""
    there = {(row.name, row.organisation_id, row.organisation_words) for row in came}
    return tuple(
        one for one in invited if (one.name, one.organisation_id, one.organisation_words) not in there
    )


def mark_of(actor: Actor, meeting: Meeting) -> Mark:
    """How far the list was written, by one short query: most looks of most devices find nothing new."""
    found = Attendance.objects.visible_to(actor).filter(meeting=meeting).aggregate(
        newest=Max("pk"), left=Count("left_at"), withdrawn=Count("withdrawn_on")
    )  # fmt: skip
    return Mark(found["newest"] or 0, found["left"], found["withdrawn"])


def attendance_of(actor: Actor, key: int) -> Attendance:
    """One row in sight, with its meeting and body. OutOfArea when there is none."""
    joined = ("meeting__organisation__area", "person", "substitute_for", "organisation")
    found: Attendance | None = (
        Attendance.objects.visible_to(actor).filter(pk=key).select_related(*joined).first()
    )
    if found is None:
        raise OutOfArea(f"attendance {key}")
    return found


def excuse_of(actor: Actor, key: int) -> Excuse:
    """One excuse in sight, with its meeting. OutOfArea when there is none, or it was taken back."""
    rows = Excuse.objects.visible_to(actor).filter(pk=key, withdrawn_on__isnull=True)
    found: Excuse | None = rows.select_related("meeting__organisation__area", "person").first()
    if found is None:
        raise OutOfArea(f"excuse {key}")
    return found


def meeting_today(actor: Actor, body: int) -> Meeting | None:
    """The meeting of a body for which a code is scanned now: in session, else planned for today."""
    rows = Meeting.objects.visible_to(actor).filter(
        organisation=body, on=clock.today(), state__in=(State.OPEN, State.PLANNED)
    )
    found: Meeting | None = (
        rows.select_related("organisation__area").order_by("state", "starts_at", "pk").first()
    )  # "open" before "planned"
    return found
