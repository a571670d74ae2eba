"""Writes of a meeting as it is held: opened with its chair, put right, closed with its counts, opened again.

An inquorate meeting is a fact: it is opened, closed and kept as any other, and says that it had no quorum.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.meetings.actions.calling import tell_calendars
from khabuan.meetings.actions.minutes import check_not_frozen, closed_already
from khabuan.meetings.models import Meeting, Motion
from khabuan.meetings.queries.quorum import room_of
from khabuan.meetings.queries.roll import office_rows, seat_rows
from khabuan.meetings.rules.hours import LONGEST
from khabuan.meetings.rules.meetings import State
from khabuan.registry.models import Person


@action("meetings.open_meeting", on="meeting")
def open_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    opened_at: datetime | None = None,
    chair: int | None = None,
    chair_words: str = "",
    recorder: int | None = None,
) -> Meeting:
    """The chair opens the meeting, now or at the hour given; with or without a quorum.

    `chair` and `recorder` are keys of persons of the roll or in the body's offices; `chair_words` is the post in
    which the chair presides, or who presides where the register does not have them. Refused: a meeting that is in
    session or over, an hour to come or of another day, nobody who presides.
    """
    _check_state(meeting, State.PLANNED)
    facts = _opening(meeting, opened_at, chair, chair_words, recorder)
    change(meeting, state=State.OPEN, **facts)
    tell_calendars(meeting)
    return meeting


@action("meetings.correct_opening", on="meeting")
def correct_opening(
    *,
    actor: Actor,
    meeting: Meeting,
    opened_at: datetime,
    chair: int | None = None,
    chair_words: str = "",
    recorder: int | None = None,
) -> Meeting:
    """Put right when it was opened, who presides, who records: as it is now. Refused: as in `open_meeting`."""
    _check_state(meeting, State.OPEN)
    change(meeting, **_opening(meeting, opened_at, chair, chair_words, recorder))
    return meeting


@action("meetings.close_meeting", on="meeting")
def close_meeting(*, actor: Actor, meeting: Meeting, closed_at: datetime | None = None) -> Meeting:
    """The chair closes the meeting: its counts are kept (seats in force, needed, most filled, whether quorate).

    Refused: one that is not in session, an hour before it was opened, before the last vote, or to come.
    """
    _check_state(meeting, State.OPEN)
    opened_at = meeting.opened_at or clock.now()
    closed_at = closed_at or _ending(meeting, opened_at)
    if closed_at > clock.now():
        raise Refused("to_come", _("This hour is still to come. Look at the clock."), field="closed_at")
    if closed_at < opened_at:
        words = _("The meeting ended before it began. Look at both hours.")
        raise Refused("ended_first", words, field="closed_at")
    if closed_at - opened_at > LONGEST:
        words = _("The meeting would have lasted for days. Write the hour at which it ended.")
        raise Refused("too_long", words, field="closed_at")
    if _motions(meeting).filter(decided_at__gt=closed_at).exists():
        words = _("The last vote was later than this hour. Look at both hours.")
        raise Refused("voted_later", words, field="closed_at")
    room = room_of(actor, meeting)
    most = room.most(opened_at, closed_at)
    change(
        meeting, state=State.CLOSED, closed_at=closed_at, entitled=room.entitled, needed=room.needed,
        most_present=most, had_quorum=None if room.needed is None else most >= room.needed,
    )  # fmt: skip
    tell_calendars(meeting)
    return meeting


@action("meetings.reopen_meeting", on="meeting")
def reopen_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Open a closed meeting again, because something of it was written down wrongly; its counts are taken anew then.

    Refused: no reason, one that is not closed, one whose minutes are checked or adopted, one that was written down
    afterwards: its counts would be lost.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the meeting is opened again."), field="reason")
    _check_state(meeting, State.CLOSED)
    check_not_frozen(meeting)
    change(
        meeting,
        state=State.OPEN,
        closed_at=None,
        entitled=None,
        needed=None,
        most_present=None,
        had_quorum=None,
    )
    tell_calendars(meeting)
    return meeting


def _opening(
    meeting: Meeting, opened_at: datetime | None, chair: int | None, chair_words: str, recorder: int | None
) -> dict[str, Any]:
    """The facts of an opening as they are kept."""
    at = _check_opened(meeting, opened_at)
    presides = _person(meeting, chair, "chair")
    words = tidy(chair_words) or (_post_of(meeting, presides) if presides else "")
    if presides is None and not words:
        raise Refused("no_chair", _("Choose or write who presides."), field="chair")
    return {
        "opened_at": at, "chair": presides, "chair_words": words[:200],
        "recorder": _person(meeting, recorder, "recorder"),
    }  # fmt: skip


def _check_opened(meeting: Meeting, opened_at: datetime | None) -> datetime:
    now = clock.now()
    if opened_at is None:
        if meeting.on < clock.today() and meeting.starts_at is not None:
            return datetime.combine(meeting.on, meeting.starts_at, clock.BANGKOK)
        opened_at = now
    if opened_at > now:
        raise Refused("to_come", _("This hour is still to come. Look at the clock."), field="opened_at")
    if clock.day_of(opened_at) != meeting.on:
        words = _("The meeting is planned for %(day)s. Change its day first, or write an hour of that day.")
        raise Refused("other_day", words % {"day": thai_date(meeting.on)}, field="opened_at")
    if _motions(meeting).filter(decided_at__lt=opened_at).exists():
        words = _("The first vote was earlier than this hour. Look at both hours.")
        raise Refused("voted_before", words, field="opened_at")
    return opened_at


def _ending(meeting: Meeting, opened_at: datetime) -> datetime:
    """When it ends, if nobody says: now; of a meeting written down afterwards its planned end."""
    now = clock.now()
    if now - opened_at <= LONGEST:
        return now
    if meeting.ends_at is None:
        words = _("Write the hour at which the meeting ended.")
        raise Refused("no_hour", words, field="closed_at")
    return datetime.combine(meeting.on, meeting.ends_at, clock.BANGKOK)


def _person(meeting: Meeting, key: int | None, field: str) -> Person | None:
    if key is None:
        return None
    found = (
        seat_rows(meeting).filter(person=key).select_related("person").first()
        or office_rows(meeting).filter(person=key).select_related("person").first()
    )
    if found is None:
        words = _("Choose somebody of the roll or of the offices of the organisation.")
        raise Refused("not_there", words, field=field)
    return found.person


def _post_of(meeting: Meeting, person: Person) -> str:
    rows = office_rows(meeting).filter(person=person).select_related("post")
    held = rows.order_by("post__order", "since", "pk").first()
    return str(held.post) if held else ""


def _motions(meeting: Meeting) -> QuerySet[Motion]:
    return Motion.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True)


def _check_state(meeting: Meeting, wanted: State) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == wanted:
        return
    if meeting.state == State.CLOSED:
        raise closed_already(meeting)
    words = {
        State.PLANNED: _("The meeting is not opened yet. Open it first."),
        State.OPEN: _("The meeting is in session already."),
        State.CANCELLED: _("This meeting was called off."),
    }
    raise Refused("other_state", words[State(meeting.state)])
