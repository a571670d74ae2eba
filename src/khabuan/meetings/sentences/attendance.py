"""Who came, in words: hours as offices write them, the line under a name on the sign-in page, the quorum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.core import clock
from khabuan.meetings.models import Attendance
from khabuan.meetings.queries.attendance import Line, SignIn
from khabuan.meetings.queries.quorum import Now
from khabuan.meetings.rules.attendance import Capacity
from khabuan.meetings.rules.quorum import HALF


def hour_words(at: datetime) -> str:
    """09.52 น., in Thailand."""
    return _("%(hour)s hrs") % {"hour": f"{at.astimezone(clock.BANGKOK):%H.%M}"}


def stay_words(row: Attendance) -> str:
    """เข้า 09.12 น. ออก 10.30 น."""
    if row.left_at is None:
        return _("in %(came)s") % {"came": hour_words(row.came_at)}
    return _("in %(came)s, out %(left)s") % {
        "came": hour_words(row.came_at),
        "left": hour_words(row.left_at),
    }


def line_note(line: Line) -> str:
    """Post and group of a member, and what is to be known at the door."""
    parts = [line.seat.post, line.seat.group.label if line.seat.group.label != line.seat.post else ""]
    last = line.last
    if last is not None and last.capacity == Capacity.SUBSTITUTE:
        parts.append(_("%(name)s came in the member's place") % {"name": last.name})
    if last is not None:
        parts.append(stay_words(last))
    elif line.excuse is not None:
        parts.append(excuse_words(line))
    return " · ".join(filter(None, parts))


def excuse_words(line: Line) -> str:
    """ลาประชุม, with the words that were told."""
    if line.excuse is None or not line.excuse.words:
        return _("excused")
    return _("excused: %(words)s") % {"words": line.excuse.words}


def roll_words(entitled: int | None, room: SignIn) -> str:
    """What the register of today says otherwise than was counted in a meeting that is over; "" where nothing."""
    on_roll = len(room.lines)
    if entitled is None or (entitled == on_roll and not room.unseated):
        return ""
    words = _("Counted then: %(entitled)d members. By the register of today %(on_roll)d had a seat that day.") % {
        "entitled": entitled, "on_roll": on_roll,
    }  # fmt: skip
    if room.unseated:
        names = ", ".join(str(row.substitute_for or row.person or row) for row in room.unseated)
        words += " " + _("Counted among those who came, and without a seat now: %(names)s.") % {
            "names": names
        }
    return words


def outsider_words(row: Attendance) -> str:
    """Post and agency of a guest, and the hours."""
    agency = row.organisation.name if row.organisation else row.organisation_words
    return " · ".join(filter(None, (row.post_words, agency, stay_words(row))))


def begins_after(names: Sequence[str]) -> str:
    """Why who was chosen in a meeting, or takes office on its day, is not on its roll."""
    words = _(
        "The term of %(names)s begins on the day of this meeting, so the seat counts from the next meeting on. Sign a "
        "guest in. If the term began before the meeting, put its first day right in the register."
    )
    return words % {"names": ", ".join(names)}


def quorum_title(now: Now) -> str:
    """ครบองค์ประชุม, ไม่ครบองค์ประชุม …"""
    if now.quorum.has_quorum is None:
        return _("No rule about a quorum is known") if now.quorum.entitled else _("Nobody is on the roll")
    if now.is_kept:
        return _("There was a quorum") if now.quorum.has_quorum else _("There was no quorum")
    if now.quorum.has_quorum:
        return _("There is a quorum")
    if now.lost_at is not None:
        return _("The quorum was lost at %(hour)s") % {"hour": hour_words(now.lost_at)}
    return _("No quorum yet")


def quorum_words(now: Now) -> str:
    """ต้องมาอย่างน้อย 17 คน (1/2 ของ 33) · เกินอยู่ 4 คน; what is known where no rule asks."""
    quorum, rule = now.quorum, now.rule
    if quorum.needed is None or rule is None:
        if not quorum.entitled:
            return _("Enter the members and their terms with the organisation first.")
        return _("Write down the body's own rule, then the quorum is counted.")
    told = _("at least %(needed)d are needed (%(share)s of %(entitled)d)") % {
        "needed": quorum.needed, "share": share_words(rule.as_share), "entitled": quorum.entitled,
    }  # fmt: skip
    return f"{told} · {_spare(now)}" if not now.is_kept else told


def share_words(share: Fraction) -> str:
    """กึ่งหนึ่ง, 2/3"""
    return _("half") if share == HALF else str(share)


def _spare(now: Now) -> str:
    if now.missing:
        words = ngettext("%(n)d member is missing", "%(n)d members are missing", now.missing)
        return words % {"n": now.missing}
    spare = now.quorum.spare
    if not spare:
        return _("not one may leave")
    return ngettext("%(n)d member more than needed", "%(n)d members more than needed", spare) % {"n": spare}
