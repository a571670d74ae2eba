"""Writes of a meeting that was held before it came into the book: written down from a paper or a report, corrected as a
whole, taken back. Only what is told is kept: no agenda is laid, nobody is signed in, nothing is counted anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.meetings.actions.calling import (
    check_body,
    check_hours,
    check_kind,
    check_number,
    tell_calendars,
)
from khabuan.meetings.models import Meeting, Minutes
from khabuan.meetings.queries.body_rules import body_rules
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.quorum import Quorum, quorum_needed
from khabuan.registry.models import Organisation


@dataclass(frozen=True)
class _Told:
    """What a paper tells of a meeting, in the words of the form. None: it does not tell it."""

    on: date
    number: int
    told_by: str
    kind: str
    year: int
    title: str
    starts_at: time | None
    ends_at: time | None
    place: str
    chair_words: str
    present: int | None
    entitled: int | None
    note: str


@action("meetings.record_held_meeting", on="organisation")
def record_held_meeting(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    number: int,
    told_by: str,
    kind: str = Kind.ORDINARY,
    year: int | None = None,
    title: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    chair_words: str = "",
    present: int | None = None,
    entitled: int | None = None,
    note: str = "",
) -> Meeting:
    """Write down a meeting of the past. `told_by`: where it is known from; `chair_words`: who presided, as it stands
    there; `present` and `entitled`: members who came and members in force, as far as they are told.

    Refused: nothing that tells of it, a day or hour to come, more members present than in force, and as in
    `call_meeting`.
    """
    told = _Told(
        on, number, told_by, kind, on.year if year is None else year, title, starts_at, ends_at, place, chair_words, present,
        entitled, note,
    )  # fmt: skip
    facts = _facts(actor, organisation, told)
    meeting: Meeting = add(
        Meeting, organisation=organisation, state=State.CLOSED, changed_at=clock.now(), **facts
    )
    return meeting


@action("meetings.correct_held_meeting", on="meeting")
def correct_held_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    reason: str,
    on: date,
    number: int,
    told_by: str,
    kind: str = Kind.ORDINARY,
    year: int | None = None,
    title: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    chair_words: str = "",
    present: int | None = None,
    entitled: int | None = None,
    note: str = "",
) -> Meeting:
    """Put right what was written down of it, as the form has it now.

    Refused: no reason, a meeting that was called in this book, one that was taken back, and as in
    `record_held_meeting`.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the meeting is corrected."), field="reason")
    _check_told(meeting)
    told = _Told(
        on, number, told_by, kind, on.year if year is None else year, title, starts_at, ends_at, place, chair_words, present,
        entitled, note,
    )  # fmt: skip
    if change(meeting, **_facts(actor, meeting.organisation, told, known=meeting)):
        tell_calendars(meeting)
    return meeting


@action("meetings.take_back_held_meeting", on="meeting")
def take_back_held_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """It was written down in error: it stays to be read, counts no more, and its number is free again.

    Refused: no reason, a meeting that was called in this book, one that was taken back before, one that adopted minutes.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the meeting is taken back."), field="reason")
    _check_told(meeting)
    adopted = Minutes.everywhere.filter(adopting=meeting, taken_back_on__isnull=True).first()
    if adopted is not None:
        words = _("It adopted the minutes of %(meeting)s. Correct what was written down of it instead.")
        raise Refused("adopted", words % {"meeting": adopted.meeting})
    change(meeting, state=State.CANCELLED, cancelled_on=clock.today(), cancelled_reason=tidy(reason))
    tell_calendars(meeting)
    return meeting


def _check_told(meeting: Meeting) -> None:
    if not meeting.told_by:
        words = _(
            "This meeting was called in this book. Only one that was written down afterwards is changed here."
        )
        raise Refused("not_told", words)
    if meeting.state == State.CANCELLED:
        raise Refused(
            "taken_back", _("This meeting was taken back already. Write it down anew if it was right.")
        )


def _facts(actor: Actor, body: Organisation, told: _Told, *, known: Meeting | None = None) -> dict[str, Any]:
    """What is told, checked, as the columns have it. `known`: the row that is corrected."""
    _check_source(told.told_by)
    check_kind(told.kind)
    if told.on > clock.today():
        words = _("This day is still to come. A meeting to come is called, not written down afterwards.")
        raise Refused("to_come", words, field="on")
    check_body(body, told.on)
    check_hours(told.starts_at, told.ends_at)
    check_number(body, told.number, told.year, told.kind, told.on, known=known)
    return {
        "on": told.on, "year": told.year, "number": told.number, "kind": told.kind,
        "starts_at": told.starts_at, "ends_at": told.ends_at,
        "opened_at": _at(told.on, told.starts_at, "starts_at"), "closed_at": _at(told.on, told.ends_at, "ends_at"),
        "title": tidy(told.title), "place": tidy(told.place), "chair_words": tidy(told.chair_words),
        "note": tidy(told.note), "told_by": tidy(told.told_by),
        **_counts(actor, body, told.on, told.present, told.entitled),
    }  # fmt: skip


def _check_source(told_by: str) -> None:
    if not tidy(told_by):
        words = _("Write where the meeting is known from, for example the minutes on paper.")
        raise Refused("no_source", words, field="told_by")


def _at(on: date, hour: time | None, field: str) -> datetime | None:
    at = datetime.combine(on, hour, clock.BANGKOK) if hour else None
    if at is not None and at > clock.now():
        raise Refused("to_come", _("This hour is still to come. Look at the clock."), field=field)
    return at


def _counts(
    actor: Actor, body: Organisation, on: date, present: int | None, entitled: int | None
) -> dict[str, Any]:
    """Heads as they are told; a quorum is claimed only where both numbers and the rule of that day say it."""
    if present is not None and entitled is not None and present > entitled:
        words = _("More members came than there are. Look at both numbers; guests are no members.")
        raise Refused("too_many", words, field="present")
    needed = None
    if present is not None and entitled:
        needed = quorum_needed(entitled, body_rules(actor, body, on).values.quorum_share)
    had_quorum = Quorum(entitled or 0, present or 0, needed).has_quorum
    return {"entitled": entitled, "most_present": present, "needed": needed, "had_quorum": had_quorum}
