"""Writes of who was in the room: signed in and out, times put right, a row entered in error taken back.

Two desks that sign the same person in get the same row: acts on the meetings of one body wait for each other, and
the database lets a person be in the room once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change, note
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.files.actions import SentFile, attach_all
from khabuan.files.models import Paper
from khabuan.meetings.actions.minutes import closed_already
from khabuan.meetings.models import Attendance, Meeting
from khabuan.meetings.queries.roll import beginning_rows, seat_rows
from khabuan.meetings.rules.attendance import By, Capacity
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.sentences.attendance import begins_after
from khabuan.registry.models import Appointment, Organisation

OVERRUN = timedelta(hours=12)  # a meeting that goes on past midnight is still that day's
OUTSIDERS = (Capacity.GUEST, Capacity.AGENCY)


@dataclass(frozen=True)
class Ticked:
    """A line of the signed paper: the member by key, when he or she came and left (None: stayed to the end)."""

    member: int
    came_at: datetime
    left_at: datetime | None = None


@action("meetings.sign_in", on="meeting")
def sign_in(
    *, actor: Actor, meeting: Meeting, member: int, came_at: datetime | None = None, by: str = By.LIST
) -> Attendance:
    """A member of the roll comes in, now or at the hour given. Signed in already: that same row, whoever signs.

    `member`: the person's key on the roll. Refused: a meeting that is over or still to come, somebody without a
    seat that day, an hour to come or of another day, a substitute who sits there still.
    """
    came_at = _check_hour(meeting, came_at)
    seat = _seat(meeting, member)
    known = _inside(meeting).filter(person=member).first()
    if known is not None:
        return known
    _check_no_substitute(meeting, member)
    return _enter(meeting, seat, came_at, by)


@action("meetings.sign_in_many", on="meeting")
def sign_in_many(
    *, actor: Actor, meeting: Meeting, ticked: Sequence[Ticked], papers: Sequence[SentFile] = ()
) -> int:
    """The signed paper, ticked back in at once, with its photo; how many are new. Who is written down already
    stays as it is.

    Refused: as in `sign_in`, and for the whole paper: nothing of it is kept then.
    """
    seats = {row.person_id: row for row in seat_rows(meeting).select_related("person").order_by("-pk")}
    known = set(_standing(meeting).filter(person__isnull=False).values_list("person_id", flat=True))
    taken = set(
        _inside(meeting).filter(substitute_for__isnull=False).values_list("substitute_for_id", flat=True)
    )
    made = 0
    for line in {one.member: one for one in ticked}.values():
        if line.member in known:
            continue
        if line.member not in seats:
            raise _no_seat(meeting, line.member)
        if line.member in taken:
            raise _substitute_sits(seats[line.member])
        _check_hour(meeting, line.came_at)
        _check_left(meeting, line.came_at, line.left_at)
        _enter(meeting, seats[line.member], line.came_at, By.PAPER, left_at=line.left_at)
        made += 1
    attach_all(actor=actor, record=meeting, files=papers, paper=Paper.EVIDENCE)
    note(ticked=made)
    return made


@action("meetings.sign_in_substitute", on="meeting")
def sign_in_substitute(
    *,
    actor: Actor,
    meeting: Meeting,
    member: int,
    name: str,
    post_words: str = "",
    came_at: datetime | None = None,
) -> Attendance:
    """Somebody comes in for a member. Whether that seat counts is for the rules of the body.

    Refused: no name, a member who is there, another substitute for the same member, and as in `sign_in`.
    """
    if not tidy(name):
        raise Refused("no_name", _("Write who came in the member's place."), field="name")
    came_at = _check_hour(meeting, came_at)
    seat = _seat(meeting, member)
    if _inside(meeting).filter(person=member).exists():
        words = _("%(name)s is in the room. Sign that member out first.")
        raise Refused("member_inside", words % {"name": seat.person})
    _check_no_substitute(meeting, member)
    made: Attendance = add(
        Attendance, meeting=meeting, capacity=Capacity.SUBSTITUTE, substitute_for=seat.person, appointment=seat,
        name=tidy(name), post_words=tidy(post_words), came_at=came_at, by=By.LIST,
    )  # fmt: skip
    return made


@action("meetings.sign_in_guest", on="meeting", seen=("guest_of",))
def sign_in_guest(
    *,
    actor: Actor,
    meeting: Meeting,
    name: str,
    capacity: str = Capacity.GUEST,
    post_words: str = "",
    guest_of: Organisation | None = None,
    organisation_words: str = "",
    came_at: datetime | None = None,
) -> Attendance:
    """A guest or somebody from an agency comes in, by name; they count for no quorum. Inside already: the same row.

    Refused: no name, an agency that is not named, and the hours as in `sign_in`.
    """
    name, organisation_words = tidy(name), tidy(organisation_words)
    if not name:
        raise Refused("no_name", _("Write who came."), field="name")
    if capacity not in OUTSIDERS:
        raise Refused(
            "no_outsider", _("Members and substitutes are signed in on the list."), field="capacity"
        )
    if capacity == Capacity.AGENCY and not (guest_of or organisation_words):
        raise Refused("no_agency", _("Write from which agency."), field="organisation_words")
    came_at = _check_hour(meeting, came_at)
    facts = {"name": name, "organisation": guest_of, "organisation_words": organisation_words}
    known = _inside(meeting).filter(capacity=capacity, **facts).first()
    if known is not None:
        return known
    made: Attendance = add(
        Attendance, meeting=meeting, capacity=capacity, post_words=tidy(post_words), came_at=came_at, by=By.LIST,
        **facts,
    )  # fmt: skip
    return made


@action("meetings.sign_out", on="attendance")
def sign_out(*, actor: Actor, attendance: Attendance, left_at: datetime | None = None) -> Attendance:
    """Somebody leaves, now or at the hour given. Signed out already: it stays as it was.

    Refused: a row that was withdrawn, an hour before the coming or still to come, a meeting that is over.
    """
    _check_standing(attendance)
    if attendance.left_at is not None:
        return attendance
    left_at = _check_hour(attendance.meeting, left_at, field="left_at", least=attendance.came_at)
    _check_left(attendance.meeting, attendance.came_at, left_at)
    change(attendance, left_at=left_at)
    return attendance


@action("meetings.correct_attendance", on="attendance")
def correct_attendance(
    *, actor: Actor, attendance: Attendance, came_at: datetime, left_at: datetime | None = None
) -> Attendance:
    """Put the hours right; without `left_at` the person is still there, or stayed to the end.

    Refused: as in `sign_out`, and a stay that would lie over another one of the same person.
    """
    _check_standing(attendance)
    _check_hour(attendance.meeting, came_at)
    _check_left(attendance.meeting, came_at, left_at)
    _check_apart(attendance, came_at, left_at)
    change(attendance, came_at=came_at, left_at=left_at)
    return attendance


@action("meetings.withdraw_attendance", on="attendance")
def withdraw_attendance(*, actor: Actor, attendance: Attendance, reason: str) -> Attendance:
    """Take back a row that was entered in error; it stays to be read. Refused: no reason, a meeting that is over."""
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the row is taken back."), field="reason")
    _check_standing(attendance)
    change(attendance, withdrawn_on=clock.today(), withdrawn_reason=tidy(reason))
    return attendance


def _enter(
    meeting: Meeting, seat: Appointment, came_at: datetime, by: str, *, left_at: datetime | None = None
) -> Attendance:
    made: Attendance = add(
        Attendance, meeting=meeting, capacity=Capacity.MEMBER, person=seat.person, appointment=seat,
        came_at=came_at, left_at=left_at, by=By(by),
    )  # fmt: skip
    return made


def _standing(meeting: Meeting) -> QuerySet[Attendance]:
    return Attendance.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True)


def _inside(meeting: Meeting) -> QuerySet[Attendance]:
    return _standing(meeting).filter(left_at__isnull=True)


def _seat(meeting: Meeting, member: int) -> Appointment:
    """The appointment that gives a person the seat: the first by order of the posts."""
    rows = seat_rows(meeting).filter(person=member).select_related("person")
    seat = rows.order_by("post__order", "since", "pk").first()
    if seat is None:
        raise _no_seat(meeting, member)
    return seat


def _no_seat(meeting: Meeting, member: int) -> Refused:
    begins = beginning_rows(meeting).filter(person=member).select_related("person").first()
    if begins is not None:
        return Refused("begins_after", begins_after([str(begins.person)]))
    words = _(
        "This person has no seat in the meeting that day. Sign a guest in, or look at the terms of the members."
    )
    return Refused("no_seat", words)


def _check_no_substitute(meeting: Meeting, member: int) -> None:
    other = _inside(meeting).filter(substitute_for=member).select_related("substitute_for").first()
    if other is not None:
        raise _substitute_sits(other)


def _substitute_sits(row: Attendance | Appointment) -> Refused:
    member = row.substitute_for if isinstance(row, Attendance) else row.person
    words = _("Somebody sits for %(name)s. Sign the substitute out first.")
    return Refused("substitute_sits", words % {"name": member})


def _check_open(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == State.CANCELLED:
        raise Refused("called_off", _("This meeting was called off. Nobody is signed in."))
    if meeting.state == State.CLOSED:
        raise closed_already(meeting)


def _check_standing(attendance: Attendance) -> None:
    _check_open(attendance.meeting)
    attendance.refresh_from_db(fields=["came_at", "left_at", "withdrawn_on"])
    if attendance.withdrawn_on:
        raise Refused("withdrawn_already", _("This row was taken back. Sign the person in anew."))


def _check_hour(
    meeting: Meeting, at: datetime | None, *, field: str = "came_at", least: datetime | None = None
) -> datetime:
    """An hour of the meeting's day that has been; without one the present, or that day's beginning afterwards."""
    _check_open(meeting)
    now = clock.now()
    if at is None:
        at = now if _is_going_on(meeting, now) else _beginning(meeting, field)
        return max(at, least) if least is not None else at
    if at > now:
        raise Refused("to_come", _("This hour is still to come. Look at the clock."), field=field)
    if clock.day_of(at) != meeting.on and not _is_going_on(meeting, at):
        words = _("The meeting is on %(day)s. Write an hour of that day.")
        raise Refused("other_day", words % {"day": thai_date(meeting.on)}, field=field)
    return at


def _is_going_on(meeting: Meeting, at: datetime) -> bool:
    if clock.day_of(at) == meeting.on:
        return True
    return meeting.opened_at is not None and timedelta(0) <= at - meeting.opened_at <= OVERRUN


def _beginning(meeting: Meeting, field: str) -> datetime:
    if meeting.on > clock.today():
        words = _("The meeting is on %(day)s. Sign in on that day, or change the day of the meeting.")
        raise Refused("too_early", words % {"day": thai_date(meeting.on)})
    if meeting.opened_at is not None:
        return meeting.opened_at
    if meeting.starts_at is not None:
        return datetime.combine(meeting.on, meeting.starts_at, clock.BANGKOK)
    raise Refused("no_hour", _("The meeting is over. Write at which hour it was."), field=field)


def _check_left(meeting: Meeting, came_at: datetime, left_at: datetime | None) -> None:
    if left_at is None:
        return
    _check_hour(meeting, left_at, field="left_at")
    if left_at < came_at:
        raise Refused("left_first", _("Nobody leaves before coming. Look at both hours."), field="left_at")


def _check_apart(attendance: Attendance, came_at: datetime, left_at: datetime | None) -> None:
    """A person's stays lie one after another."""
    if attendance.person_id is None:
        return
    others = _standing(attendance.meeting).filter(person=attendance.person_id).exclude(pk=attendance.pk)
    for other in others:
        ends_before = other.left_at is not None and other.left_at <= came_at
        begins_after = left_at is not None and left_at <= other.came_at
        if not (ends_before or begins_after):
            words = _("This person has another row at that hour. Look at the hours of both.")
            raise Refused("two_stays", words, field="came_at")
