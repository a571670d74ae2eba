"""The sign-in page in parts: a row with its button, the last act with its way back, the running count."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.meetings.models import Attendance, Invitation, Meeting
from khabuan.meetings.queries.attendance import AWAY, GUESTS, Line, SignIn
from khabuan.meetings.sentences.attendance import hour_words, line_note, outsider_words


@dataclass(frozen=True)
class Tap:
    """A button of a row: its words, what it sends, and what a screen reader says of it."""

    text: str
    small: str
    value: str
    label: str


@dataclass(frozen=True)
class Row:
    """A line as the page shows it: with a button, a tick, or nothing to press."""

    at: str
    number: str
    who: str
    note: str
    url: str = ""
    is_late: bool = False
    tap: Tap | None = None
    got: str = ""

    @property
    def look(self) -> str:
        return "paid" if self.got else ""


@dataclass(frozen=True)
class Slip:
    """What was just done, until the next tap; `back` is what its way back sends."""

    title: str
    small: str = ""
    back: str = ""
    is_wrong: bool = False


def rows_of(found: SignIn, part: str, words: str, *, may_sign: bool) -> list[Row]:
    """The rows of one part of the list, or of all that fit the words."""
    if part == GUESTS:
        return [
            *(_expected(one, may_sign) for one in found.expected),
            *(_outsider(row, may_sign) for row in found.outsiders),
        ]
    lines = (line for line in found.lines if (line.fits(words) if words else line.is_in(part)))
    return [member_row(found.meeting, line, part, may_sign=may_sign) for line in lines]


def member_row(meeting: Meeting, line: Line, part: str, *, may_sign: bool, is_fresh: bool = False) -> Row:
    """A member's row. Just signed in, and among those who are away, it is ticked and has nothing to press."""
    tap, got, inside = None, "", line.inside
    if inside is not None and (is_fresh or part == AWAY or not may_sign):
        got = hour_words(inside.came_at)
    elif may_sign:
        tap = _out(inside, line.seat.name) if inside is not None else _in(line)
    return Row(
        f"m{line.seat.person}", str(line.number), line.seat.name, line_note(line),
        reverse("meeting-member", args=[meeting.pk, line.seat.person]) if may_sign else "",
        is_late=line.excuse is not None and not line.stays, tap=tap, got=got,
    )  # fmt: skip


def _in(line: Line) -> Tap:
    small = _("came back") if line.stays else _("sign in")
    value = f"in.{line.seat.person}.{line.taps}"
    return Tap(_("Came"), small, value, _("Sign in %(name)s") % {"name": line.seat.name})


def _out(row: Attendance, name: str) -> Tap:
    return Tap(_("Leaves"), hour_words(row.came_at), f"out.{row.pk}", _("Sign out %(name)s") % {"name": name})


def _outsider(row: Attendance, may_sign: bool) -> Row:
    tap = _out(row, row.name) if may_sign and row.left_at is None else None
    got = "" if tap or row.left_at else hour_words(row.came_at)
    url = reverse("attendance-correct", args=[row.pk]) if may_sign else ""
    return Row(f"g{row.pk}", "", row.name, outsider_words(row), url, tap=tap, got=got)


def _expected(one: Invitation, may_sign: bool) -> Row:
    name = one.name or one.of_whom
    note = " · ".join(filter(None, (one.post_words, one.of_whom if one.name else "", _("invited"))))
    tap = (
        Tap(_("Came"), _("sign in"), f"guest.{one.pk}", _("Sign in %(name)s") % {"name": name})
        if may_sign
        else None
    )
    return Row(f"e{one.pk}", "", name, note, tap=tap)


def came_slip(row: Attendance) -> Slip:
    """Somebody has come: at what hour, and how it is undone."""
    title = _("%(name)s came at %(hour)s") % {"name": row, "hour": hour_words(row.came_at)}
    return Slip(title, back=f"unin.{row.pk}")


def left_slip(row: Attendance) -> Slip:
    """Somebody has left."""
    hour = hour_words(row.left_at) if row.left_at else ""
    return Slip(_("%(name)s left at %(hour)s") % {"name": row, "hour": hour}, back=f"unout.{row.pk}")
