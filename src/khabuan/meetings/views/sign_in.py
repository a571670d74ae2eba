"""The sign-in page of a meeting: one list for a hall, each tap one small request, the quorum live for every device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.thai import search_key
from khabuan.core.web import show
from khabuan.meetings.actions import attendance as actions
from khabuan.meetings.models import Attendance, Meeting
from khabuan.meetings.queries import attendance as queries
from khabuan.meetings.queries.attendance import ALL, AWAY, GUESTS, HERE, PARTS, Mark, SignIn
from khabuan.meetings.queries.meetings import invitation_of
from khabuan.meetings.queries.roll import beginning_rows
from khabuan.meetings.rules.attendance import Capacity
from khabuan.meetings.sentences.attendance import begins_after, quorum_title, quorum_words
from khabuan.meetings.views.meetings import meeting_here
from khabuan.meetings.views.sign_in_rows import Row, Slip, came_slip, left_slip, member_row, rows_of

EVERY = 5  # seconds between looks at what other devices did
LATELY = 60  # seconds in which somebody who left is news for other devices


@dataclass(frozen=True)
class Shown:
    """Which part of the list a device looks at, and the words typed to find somebody."""

    part: str
    words: str = ""

    @classmethod
    def asked(cls, request: Request) -> Shown:
        asked = request.POST if request.method == "POST" else request.GET
        words, part = asked.get("q", "").strip()[:60], asked.get("show", AWAY)
        return cls(ALL if words else part if part in PARTS else AWAY, words)


def sign_in(request: Request, pk: int) -> HttpResponse:
    """The list; who may not sign in reads it."""
    return _page(request, meeting_here(request, pk))


@require_POST
def tap(request: Request, pk: int) -> HttpResponse:
    """One tap: somebody came or left, or the last tap is undone. Answers with that row and the foot of the page."""
    here = meeting_here(request, pk)
    policy.require(request.actor, "meetings.sign_in", here.node)
    try:
        row, slip = _done(request, here)
    except Refused as no:
        return _answer(request, here, None, Slip(str(no.message), is_wrong=True))
    return _answer(request, here, row, slip)


def live(request: Request, pk: int) -> HttpResponse:
    """What other devices did since: the count, and the rows that changed. A small part of the page, asked again and
    again; without a script nobody asks it."""
    here = meeting_here(request, pk)
    since = Mark.read(request.GET.get("since", ""))
    if since is not None and since == queries.mark_of(request.actor, here):
        return HttpResponse(status=204)
    found, shown = queries.sign_in_list(request.actor, here), Shown.asked(request)
    news = _news(found, shown, since or found.mark)
    context = {**_foot(request, found, shown), "rows": news, "is_part": True, "is_live_part": True}
    return show(request, "meetings/sign_in_part.html", context)


def _done(request: Request, here: Meeting) -> tuple[Attendance, Slip]:
    """Do what a button says: "in.person.taps", "out.row", "guest.invitation", "unin.row", "unout.row"."""
    act, key, *more = f"{request.POST.get('tap', '')}.".split(".")
    if not key.isdecimal():
        raise OutOfArea("tap")
    if act == "in":
        row = actions.sign_in(
            actor=request.actor, meeting=here, member=int(key), client_key=f"in-{here.pk}-{key}-{more[0]}"
        )  # type: ignore[call-arg]
        return row, came_slip(row)
    if act == "guest":
        row = _guest(request, here, int(key))
        return row, came_slip(row)
    row = _row(request, here, int(key))
    if act == "out":
        return row, left_slip(actions.sign_out(actor=request.actor, attendance=row))
    if act == "unin":
        reason = _("Undone at once: it was tapped by mistake")
        actions.withdraw_attendance(actor=request.actor, attendance=row, reason=reason)
        return row, Slip(_("%(name)s is not signed in any more") % {"name": row})
    if act == "unout":
        actions.correct_attendance(actor=request.actor, attendance=row, came_at=row.came_at)
        return row, Slip(_("%(name)s is in the room again") % {"name": row})
    raise OutOfArea("tap")


def _guest(request: Request, here: Meeting, key: int) -> Attendance:
    """Somebody who was invited has come."""
    invited = invitation_of(request.actor, key)
    if invited.meeting_id != here.pk:
        raise OutOfArea(f"invitation {key}")
    row: Attendance = actions.sign_in_guest(
        actor=request.actor, meeting=here, name=invited.name or invited.of_whom, post_words=invited.post_words,
        capacity=Capacity.AGENCY if invited.of_whom else Capacity.GUEST, guest_of=invited.organisation,
        organisation_words=invited.organisation_words,
    )  # fmt: skip
    return row


def _row(request: Request, here: Meeting, key: int) -> Attendance:
    row = queries.attendance_of(request.actor, key)
    if row.meeting_id != here.pk:
        raise OutOfArea(f"attendance {key}")
    return row


def _answer(request: Request, here: Meeting, row: Attendance | None, slip: Slip) -> HttpResponse:
    status, shown = (422 if slip.is_wrong else 200), Shown.asked(request)
    if not slip.is_wrong and (shown.part == GUESTS or not request.htmx):  # guests' rows change their kind
        url = f"{reverse('meeting-sign-in', args=[here.pk])}?show={shown.part}&done={slip.back}"
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": url})
        return redirect(f"{url}#m{row.seat}" if row is not None and row.seat else url)
    if not request.htmx:
        return _page(request, here, slip=slip, status=status)
    found = queries.sign_in_list(request.actor, here)
    seat = row.seat if row is not None else None
    rows = [
        member_row(here, line, shown.part, may_sign=True, is_fresh=True)
        for line in found.lines
        if line.seat.person == seat
    ]
    context = {**_foot(request, found, shown, slip), "rows": rows, "is_part": True}
    return show(request, "meetings/sign_in_part.html", context, status=status)


def _page(
    request: Request, here: Meeting, *, slip: Slip | None = None, status: int | None = None
) -> HttpResponse:
    """The whole page."""
    found, shown = queries.sign_in_list(request.actor, here), Shown.asked(request)
    may_sign = policy.may(request.actor, "meetings.sign_in", here.node) and not here.is_over
    rows = rows_of(found, shown.part, shown.words, may_sign=may_sign)
    context = {
        **_foot(request, found, shown, slip or _last(request, here)),
        "rows": rows,
        "begins_after": _begins_after(here, shown.words) if shown.words and not rows else "",
        "may_sign": may_sign,
        "body": here.organisation,
    }
    return show(request, "meetings/sign_in.html", context, status=status)


def _begins_after(here: Meeting, words: str) -> str:
    """Somebody is looked for in vain: those of that name whose terms begin with this day, and why they wait."""
    names = [str(row.person) for row in beginning_rows(here).select_related("person")]
    found = [name for name in dict.fromkeys(names) if search_key(words) in search_key(name)]
    return begins_after(found) if found else ""


def _last(request: Request, here: Meeting) -> Slip | None:
    """Without a script: what the tap did from which this page was come to."""
    act, _dot, key = request.GET.get("done", "").partition(".")
    if not key.isdecimal():
        return None
    row = _row(request, here, int(key))
    return came_slip(row) if act == "unin" else left_slip(row)


def _news(found: SignIn, shown: Shown, since: Mark) -> list[Row]:
    """The rows that another device wrote since this one looked last: come since then, or left within a minute."""
    now = clock.now()

    def is_new(row: Attendance) -> bool:
        return row.pk > since.newest or (
            row.left_at is not None and (now - row.left_at).total_seconds() < LATELY
        )

    return [
        member_row(found.meeting, line, shown.part, may_sign=True, is_fresh=True)
        for line in found.lines
        if line.last is not None and is_new(line.last)
    ]


def _foot(request: Request, found: SignIn, shown: Shown, slip: Slip | None = None) -> dict[str, Any]:
    """The dock and the counts of the parts: what every tap and every look changes."""
    here, counts = found.meeting, found.counts
    base = reverse("meeting-sign-in", args=[here.pk])
    named = {AWAY: _("Not here"), HERE: _("In the room"), ALL: _("Everybody"), GUESTS: _("Guests")}
    return {
        "meeting": here,
        "shown": shown,
        "slip": slip,
        "tabs": [
            (named[one], f"{base}?show={one}", counts[one], one == shown.part, f"n-{one}") for one in PARTS
        ],
        "present": found.now.quorum.present,
        "entitled": found.now.quorum.entitled,
        "quorum_title": quorum_title(found.now),
        "quorum_words": quorum_words(found.now),
        "has_quorum": found.now.quorum.has_quorum,
        "since": found.mark,
        "every": EVERY,
        "asks": not here.is_over,
    }
