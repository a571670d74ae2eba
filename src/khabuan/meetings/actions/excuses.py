"""Writes of excuses: a member who asked to be excused from a meeting (ลาประชุม), and one taken back."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.meetings.actions.minutes import closed_already
from khabuan.meetings.models import Excuse, Meeting
from khabuan.meetings.queries.roll import seat_rows
from khabuan.meetings.rules.meetings import State


@action("meetings.excuse_member", on="meeting")
def excuse_member(
    *, actor: Actor, meeting: Meeting, member: int, told_on: date | None = None, words: str = ""
) -> Excuse:
    """Write down that a member asked to be excused, on what day, and why (no illness in words). Excused: the same row.

    Refused: somebody without a seat that day, a day to come, a meeting that is over.
    """
    _check_not_over(meeting)
    told_on = told_on or clock.today()
    if told_on > clock.today():
        raise Refused(
            "to_come", _("This day is still to come. Write the day on which it was told."), field="told_on"
        )
    seat = seat_rows(meeting).filter(person=member).select_related("person").first()
    if seat is None:
        raise Refused("no_seat", _("This person has no seat in the meeting that day."))
    known: Excuse | None = Excuse.everywhere.filter(
        meeting=meeting, person=member, withdrawn_on__isnull=True
    ).first()
    if known is not None:
        return known
    excuse: Excuse = add(Excuse, meeting=meeting, person=seat.person, told_on=told_on, words=tidy(words))
    return excuse


@action("meetings.withdraw_excuse", on="excuse")
def withdraw_excuse(*, actor: Actor, excuse: Excuse) -> Excuse:
    """The member comes after all, or it was entered in error; the row stays. Refused: a meeting that is over."""
    _check_not_over(excuse.meeting)
    if excuse.withdrawn_on is None:
        change(excuse, withdrawn_on=clock.today())
    return excuse


def _check_not_over(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == State.CANCELLED:
        raise Refused("called_off", _("This meeting was called off. Nobody has to be excused."))
    if meeting.state == State.CLOSED:
        raise closed_already(meeting)
