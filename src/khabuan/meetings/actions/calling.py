"""Writes of a meeting before it is held: called, changed, its letter, who is invited, called off."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import tidy
from khabuan.meetings.actions.agenda import bring_open_matters, lay_heads
from khabuan.meetings.actions.minutes import check_not_frozen, check_run_here
from khabuan.meetings.models import Invitation, Meeting
from khabuan.meetings.queries.meetings import next_number
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.numbers import Doubt
from khabuan.registry.models import Organisation

KINDS = frozenset(Kind)


FAR = timedelta(days=730)  # nobody calls a meeting so long before: a slip of the year


@action("meetings.call_meeting", on="organisation")
def call_meeting(
    *,
    actor: Actor,
    organisation: Organisation,
    on: date,
    kind: str = Kind.ORDINARY,
    number: int | None = None,
    year: int | None = None,
    title: str = "",
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    instead_of: Meeting | None = None,
    note: str = "",
) -> Meeting:
    """Call a body together: the number is the next of its year (CE) unless given; the customary heads are laid.

    The minutes of the last meeting come under the second head, what is open in the body's book under the third.
    Refused: a number used already, a year far from the day, a body that had ended, an end before the beginning,
    `instead_of` a meeting of another body or one that had its quorum.
    """
    year = on.year if year is None else year
    check_kind(kind)
    check_body(organisation, on)
    check_hours(starts_at, ends_at)
    _check_instead(organisation, instead_of)
    number = next_number(actor, organisation, year, kind) if number is None else number
    check_number(organisation, number, year, kind, on)
    meeting: Meeting = add(
        Meeting, organisation=organisation, number=number, year=year, kind=kind, title=tidy(title), on=on,
        starts_at=starts_at, ends_at=ends_at, place=tidy(place), instead_of=instead_of, note=tidy(note),
        changed_at=clock.now(),
    )  # fmt: skip
    lay_heads(actor, meeting)
    bring_open_matters(actor=actor, meeting=meeting)
    return meeting


@action("meetings.change_meeting", on="meeting")
def change_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    on: date | None = None,
    number: int | None = None,
    year: int | None = None,
    title: str | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str | None = None,
    note: str | None = None,
) -> Meeting:
    """Change what was planned; hours are taken as given, other facts left out stay. Calendars are told by `revision`.

    Refused: one that is in session, held or called off, and as in `call_meeting`.
    """
    _check_planned(meeting)
    facts: dict[str, Any] = {
        "on": on or meeting.on,
        "number": meeting.number if number is None else number,
        "year": meeting.year if year is None else year,
        "title": meeting.title if title is None else tidy(title),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "place": meeting.place if place is None else tidy(place),
        "note": meeting.note if note is None else tidy(note),
    }
    check_body(meeting.organisation, facts["on"])
    check_hours(starts_at, ends_at)
    check_number(
        meeting.organisation, facts["number"], facts["year"], meeting.kind, facts["on"], known=meeting
    )
    if change(meeting, **facts):
        tell_calendars(meeting)
    return meeting


@action("meetings.write_notice", on="meeting")
def write_notice(
    *, actor: Actor, meeting: Meeting, notice_number: str, noticed_on: date, late_reason: str = ""
) -> Meeting:
    """Write down number and day of the letter that calls the members. A late one is written down as it was.

    Refused: no number, a letter after the day of the meeting, a meeting that was called off, or whose minutes stand, or that was
    written down afterwards.
    """
    if meeting.state == State.CANCELLED:
        raise Refused("called_off", _("This meeting was called off. No letter goes out for it."))
    check_not_frozen(meeting)
    if not tidy(notice_number):
        words = _("Write the number of the letter, as it stands on it.")
        raise Refused("no_number", words, field="notice_number")
    if noticed_on > meeting.on:
        words = _("The letter is dated after the meeting, on %(day)s. Look at both dates.")
        raise Refused("after_meeting", words % {"day": thai_date(meeting.on)}, field="noticed_on")
    number = tidy(notice_number).removeprefix("ที่ ")  # the letter itself says ที่ before it
    change(meeting, notice_number=number, noticed_on=noticed_on, late_reason=tidy(late_reason))
    return meeting


@action("meetings.cancel_meeting", on="meeting")
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off: it stays to be read, its number is free again, calendars say that it is off.

    Refused: no reason, one that is in session or was held.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the meeting is called off."), field="reason")
    _check_planned(meeting)
    change(meeting, state=State.CANCELLED, cancelled_on=clock.today(), cancelled_reason=tidy(reason))
    tell_calendars(meeting)
    return meeting


@action("meetings.invite", on="meeting", seen=("guest_of",))
def invite(
    *,
    actor: Actor,
    meeting: Meeting,
    name: str = "",
    post_words: str = "",
    guest_of: Organisation | None = None,
    organisation_words: str = "",
) -> Invitation:
    """Invite somebody who is no member: a guest by name, an agency of the register (`guest_of`) or in words.

    Refused: nobody named, a meeting that was called off or was written down afterwards.
    """
    if meeting.state == State.CANCELLED:
        raise Refused("called_off", _("This meeting was called off. Nobody is invited to it."))
    check_run_here(meeting)
    if not (tidy(name) or guest_of or tidy(organisation_words)):
        words = _("Write who is invited: a name, an agency, or both.")
        raise Refused("nobody", words, field="name")
    invitation: Invitation = add(
        Invitation, meeting=meeting, name=tidy(name), post_words=tidy(post_words), organisation=guest_of,
        organisation_words=tidy(organisation_words),
    )  # fmt: skip
    return invitation


@action("meetings.withdraw_invitation", on="invitation")
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Take an invitation back; it stays in the history."""
    change(invitation, withdrawn_on=clock.today())
    return invitation


def tell_calendars(meeting: Meeting) -> None:
    change(meeting, revision=meeting.revision + 1, changed_at=clock.now())


def _check_planned(meeting: Meeting) -> None:
    if meeting.state == State.PLANNED:
        return
    words = {
        State.OPEN: _("The meeting is in session. Close it first."),
        State.CLOSED: _("The meeting was held. What happened stays as it was."),
        State.CANCELLED: _("This meeting was called off already."),
    }
    raise Refused("not_planned", words[State(meeting.state)])


def check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refused("no_such_kind", _("Choose the kind of meeting from the list."), field="kind")


def check_body(organisation: Organisation, on: date) -> None:
    if on > clock.today() + FAR:
        words = _("This day is more than two years away. Look at the year: it is written in พ.ศ.")
        raise Refused("far", words, field="on")
    if organisation.ended_on and on > organisation.ended_on:
        words = _("The organisation ended on %(day)s. After that day it holds no meeting.")
        raise Refused("body_ended", words % {"day": thai_date(organisation.ended_on)}, field="on")


def check_hours(starts_at: time | None, ends_at: time | None) -> None:
    if ends_at is not None and starts_at is None:
        raise Refused("no_start", _("Write the hour at which it begins too."), field="starts_at")
    if ends_at is not None and starts_at is not None and ends_at <= starts_at:
        words = _("It would end before it begins. Look at both hours.")
        raise Refused("ends_first", words, field="ends_at")


def _check_instead(organisation: Organisation, instead_of: Meeting | None) -> None:
    if instead_of is None:
        return
    if instead_of.organisation_id != organisation.pk or instead_of.had_quorum is not False:
        words = _("Only a meeting of the same body that had no quorum is called again.")
        raise Refused("had_quorum", words, field="instead_of")


def check_number(
    organisation: Organisation, number: int, year: int, kind: str, on: date, *, known: Meeting | None = None
) -> None:
    """A number of the day's year or one beside it, and nobody else's: who has it is said."""
    if number < 1:
        raise Refused("no_meeting", gettext(Doubt.NO_MEETING.label), field="number")
    if abs(year - on.year) > 1:
        words = _("The year of the number is far from the day of the meeting. Look at both.")
        raise Refused("other_year", words, field="year")
    rows = Meeting.everywhere.filter(
        organisation=organisation, number=number, year=year, kind=kind, cancelled_on__isnull=True
    )
    other = (rows.exclude(pk=known.pk) if known else rows).first()
    if other is not None:
        words = _("%(number)s stands in the book already, on %(day)s. Take the next free number.")
        facts = {"number": other, "day": thai_date(other.on)}
        raise Refused("number_used", words % facts, field="number")
