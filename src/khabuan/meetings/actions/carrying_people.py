"""What meetings keep about people: how it follows two records that become one, an erasure, and a person's copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.core import clock, offers
from khabuan.meetings.models import Attendance, Excuse, Meeting, Motion
from khabuan.meetings.rules.attendance import Capacity
from khabuan.registry.actions.rights import kept_table

OF_MEETING = ("chair", "recorder")
Line = list[tuple[str, Any, Any]]


def move_of_person(moves: offers.Moving) -> None:
    """Stays, excuses and offices of meetings go to the record that stays. Where both records were signed in at one
    meeting, or excused from it, it was one person: the row of the record that goes is taken back."""
    for column in OF_MEETING:
        for meeting in Meeting.everywhere.filter(**{column: moves.goes}).order_by("pk"):
            moves.change(meeting, **{column: moves.stays})
    for column in ("person", "substitute_for"):
        inside = Q(withdrawn_on__isnull=True, left_at__isnull=True)
        mine = Attendance.everywhere.filter(inside, **{column: moves.stays}).values_list(
            "meeting_id", flat=True
        )
        taken = set(mine)
        for row in Attendance.everywhere.filter(**{column: moves.goes}).order_by("pk"):
            twice = row.meeting_id in taken and row.withdrawn_on is None and row.left_at is None
            moves.change(row, **{column: moves.stays}, **(_taken_back() if twice else {}))
    _move_excuses(moves)


def _taken_back() -> dict[str, Any]:
    reason = gettext("Two records of one person became one, and both were signed in.")
    return {"withdrawn_on": clock.today(), "withdrawn_reason": reason}


def _move_excuses(moves: offers.Moving) -> None:
    standing = Excuse.everywhere.filter(withdrawn_on__isnull=True)
    taken = set(standing.filter(person=moves.stays).values_list("meeting_id", flat=True))
    for row in Excuse.everywhere.filter(person=moves.goes).order_by("pk"):
        twice = row.withdrawn_on is None and row.meeting_id in taken
        moves.change(row, person=moves.stays, **({"withdrawn_on": clock.today()} if twice else {}))


def erase_of_person(erasing: offers.Erasing) -> None:
    """That a seat was filled stays, under the pseudonym, for the quorum hangs on it. Words about the person go: why
    somebody was excused, what a row says beside the name, and the name as mover or seconder of a motion."""
    keys = [person.pk for person in erasing.people]
    for excuse in Excuse.everywhere.filter(person__in=keys).order_by("pk"):
        erasing.blank(excuse, words="")
    rows = Attendance.everywhere.filter(person__in=keys).order_by("pk")
    for row in rows:
        erasing.blank(row, name="", post_words="", organisation_words="", withdrawn_reason="")
    for meeting in Meeting.everywhere.filter(Q(chair__in=keys) | Q(recorder__in=keys)).order_by("pk"):
        erasing.about(Meeting._meta.label_lower, meeting.pk)
    _motions(erasing, {row.meeting_id for row in rows})


def _motions(erasing: offers.Erasing, meetings: set[int]) -> None:
    """Movers and seconders are words: the person's name is looked for in the meetings that the person attended."""
    names = {str(person) for person in erasing.people if str(person)}
    for motion in Motion.everywhere.filter(meeting__in=meetings).order_by("pk"):
        told = {"mover": motion.mover, "seconders": motion.seconders}
        without = {field: _without(words, names, erasing.pseudonym) for field, words in told.items()}
        if without != told:
            erasing.blank(motion, **without)


def _without(words: str, names: set[str], pseudonym: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        words = words.replace(name, pseudonym)
    return words


def copy_of_person(people: Sequence[Any]) -> list[offers.Kept]:
    """Meetings that the person attended, was excused from, presided over or recorded."""
    keys = [person.pk for person in people]
    return [
        kept_table("meetings.attendance", _("Meetings attended"), _attended(keys)),
        kept_table("meetings.excuse", _("Meetings excused from"), _excused(keys)),
        kept_table("meetings.meeting", _("Meetings presided over or recorded"), _held(keys)),
    ]


def _attended(keys: Sequence[int]) -> Iterator[Line]:
    rows = Attendance.everywhere.filter(Q(person__in=keys) | Q(substitute_for__in=keys))
    for row in rows.select_related("meeting__organisation").order_by("pk"):
        yield [
            *_of_meeting(row.meeting),
            ("capacity", _("Comes as"), _(Capacity(row.capacity).label)),
            ("came_at", _("Came at"), row.came_at.isoformat()),
            ("left_at", _("Left at"), row.left_at.isoformat() if row.left_at else ""),
            ("withdrawn_on", _("Withdrawn on"), row.withdrawn_on),
        ]


def _excused(keys: Sequence[int]) -> Iterator[Line]:
    for row in (
        Excuse.everywhere.filter(person__in=keys).select_related("meeting__organisation").order_by("pk")
    ):
        yield [
            *_of_meeting(row.meeting),
            ("told_on", _("Told on"), row.told_on),
            ("words", _("Reason"), row.words),
        ]


def _held(keys: Sequence[int]) -> Iterator[Line]:
    rows = Meeting.everywhere.filter(Q(chair__in=keys) | Q(recorder__in=keys))
    for row in rows.select_related("organisation").order_by("pk"):
        as_chair, as_recorder = row.chair_id in keys, row.recorder_id in keys
        yield [
            *_of_meeting(row),
            ("chair", _("Chair of the meeting"), row.chair_words if as_chair else ""),
            ("recorder", _("Recorder"), gettext("yes") if as_recorder else ""),
        ]


def _of_meeting(meeting: Meeting) -> Line:
    return [
        ("organisation", _("Organisation"), meeting.organisation.name),
        ("meeting", _("Meeting"), str(meeting)),
        ("on", _("Day of the meeting"), meeting.on),
    ]
