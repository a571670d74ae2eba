"""What is not one tap at the door: a member's hours, substitute and excuse; guests; the signed paper ticked in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.meetings.actions import attendance as actions
from khabuan.meetings.actions import excuses
from khabuan.meetings.forms import attendance as forms
from khabuan.meetings.models import Attendance, Meeting
from khabuan.meetings.queries import attendance as queries
from khabuan.meetings.queries.attendance import Line, SignIn
from khabuan.meetings.queries.votes import recounts_of
from khabuan.meetings.sentences.attendance import outsider_words, stay_words
from khabuan.meetings.sentences.votes import recount_words
from khabuan.meetings.views.meetings import may_of, to_act_on
from khabuan.places.here import stand_at
from khabuan.registry.views.history import show_history

FIELD_WORDS = {
    "capacity": gettext_lazy("Comes as"),
    "person": gettext_lazy("Person"),
    "substitute_for": gettext_lazy("In the place of"),
    "name": gettext_lazy("Name"),
    "came_at": gettext_lazy("Came at"),
    "left_at": gettext_lazy("Left at"),
    "by": gettext_lazy("How it was written down"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
}


@dataclass(frozen=True)
class Stay:
    """A row on the page: who, the hours, and where it is put right."""

    row: Attendance
    words: str
    url: str

    @classmethod
    def of(cls, row: Attendance) -> Stay:
        words = outsider_words(row) if row.seat is None else stay_words(row)
        return cls(row, words, reverse("attendance-correct", args=[row.pk]))


def member(request: Request, pk: int, person: int) -> HttpResponse:
    """One member at this meeting: the rows, and signing in at another hour than now."""
    row, line = _line(request, pk, person, "meetings.sign_in")
    form = forms.CameForm(typed(request), meeting=row)
    facts = {"actor": request.actor, "meeting": row, "member": person, "client_key": once(request)}
    if attempt(form, actions.sign_in, **facts) is not None:
        _tell(request, row, _("%(name)s is signed in.") % {"name": line.seat.name})
        return redirect(_list_of(row))
    context = {
        **_context(row, line),
        "form": form,
        "client_key": once(request),
        "stays": [Stay.of(stay) for stay in line.stays],
        "may": may_of(request, row.node),
    }
    return show(request, "meetings/member.html", context)


def substitute(request: Request, pk: int, person: int) -> HttpResponse:
    """Somebody came in a member's place."""
    row, line = _line(request, pk, person, "meetings.sign_in_substitute")
    found = queries.sign_in_list(request.actor, row)
    client_key = once(request)
    form = forms.SubstituteForm(typed(request), meeting=row)
    facts = {"actor": request.actor, "meeting": row, "member": person, "client_key": client_key}
    made = attempt(form, actions.sign_in_substitute, **facts)
    if made is not None:
        _tell(request, row, _("%(name)s is signed in.") % {"name": made})
        return redirect(_list_of(row))
    counts = found.room.values.substitutes_count
    context = {**_context(row, line), "form": form, "client_key": client_key, "counts": counts}
    return show(request, "meetings/substitute.html", context)


def excuse(request: Request, pk: int, person: int) -> HttpResponse:
    """A member asked to be excused."""
    row, line = _line(request, pk, person, "meetings.excuse_member")
    form = forms.ExcuseForm(typed(request), initial={"told_on": clock.today()})
    made = attempt(form, excuses.excuse_member, actor=request.actor, meeting=row, member=person)
    if made is not None:
        toast(request, _("%(name)s is excused.") % {"name": line.seat.name})
        return redirect(_list_of(row))
    return show(request, "meetings/excuse.html", {**_context(row, line), "form": form})


@require_POST
def excuse_withdraw(request: Request, pk: int) -> HttpResponse:
    """The member comes after all: by its button."""
    found = queries.excuse_of(request.actor, pk)
    policy.require(request.actor, "meetings.withdraw_excuse", found.node)
    excuses.withdraw_excuse(actor=request.actor, excuse=found)
    toast(request, _("The excuse of %(name)s is taken back.") % {"name": found.person})
    return redirect("meeting-member", pk=found.meeting_id, person=found.person_id)


def guest_add(request: Request, pk: int) -> HttpResponse:
    """Somebody came who is no member."""
    row = to_act_on(request, pk, "meetings.sign_in_guest")
    client_key = once(request)
    form = forms.GuestForm(typed(request), actor=request.actor, meeting=row)
    facts = {"actor": request.actor, "meeting": row, "client_key": client_key}
    made = attempt(form, actions.sign_in_guest, **facts)
    if made is not None:
        toast(request, _("%(name)s is signed in.") % {"name": made})
        return redirect(f"{_list_of(row)}?show=guests")
    return show(
        request, "meetings/guest_add.html", {"form": form, "client_key": client_key, "row": row, "body": row.organisation}
    )  # fmt: skip


def correct(request: Request, pk: int) -> HttpResponse:
    """The hours of one row put right."""
    row = _row(request, pk, "meetings.correct_attendance")
    hours = {"came_at": forms.hour_of(row.came_at), "left_at": forms.hour_of(row.left_at)}
    form = forms.StayForm(typed(request), meeting=row.meeting, initial=hours)
    if attempt(form, actions.correct_attendance, actor=request.actor, attendance=row):
        _tell(request, row.meeting, _("The hours of %(name)s are corrected.") % {"name": row})
        return redirect(_list_of(row.meeting))
    context = {"form": form, "stay": row, "row": row.meeting, "body": row.meeting.organisation}
    return show(request, "meetings/stay.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Taken back, with the reason: it was entered in error."""
    row = _row(request, pk, "meetings.withdraw_attendance")
    form = forms.TakeBackForm(typed(request))
    if attempt(form, actions.withdraw_attendance, actor=request.actor, attendance=row):
        _tell(request, row.meeting, _("%(name)s is not signed in any more") % {"name": row})
        return redirect(_list_of(row.meeting))
    context = {"form": form, "stay": row, "row": row.meeting, "body": row.meeting.organisation}
    return show(request, "meetings/stay_withdraw.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote the row down, and what was put right since."""
    row = queries.attendance_of(request.actor, pk)
    stand_at(request, row.meeting.organisation.area)
    return show_history(request, row, FIELD_WORDS)


def paper(request: Request, pk: int) -> HttpResponse:
    """The signed sheet: ticked back in on one page, with one hour for all and the photo."""
    row = to_act_on(request, pk, "meetings.sign_in_many")
    found = queries.sign_in_list(request.actor, row)
    client_key = once(request)
    lines = [line for line in found.lines if not line.came]
    form = forms.PaperForm(
        typed(request), request.FILES or None, meeting=row, lines=lines, initial=_hours_of(row)
    )
    made = attempt(form, lambda **facts: _tick(request, row, form, client_key))
    if made is not None:
        words = ngettext("%(n)d member is ticked in.", "%(n)d members are ticked in.", made)
        _tell(request, row, words % {"n": made})
        return redirect(_list_of(row))
    context = {
        "form": form, "client_key": client_key, "row": row, "body": row.organisation, "written": found.came,
    }  # fmt: skip
    return show(request, "meetings/paper.html", context)


def _tick(request: Request, row: Meeting, form: forms.PaperForm, client_key: str) -> int:
    made: int = actions.sign_in_many(
        actor=request.actor, meeting=row, ticked=form.ticked, papers=form.cleaned_data["papers"],
        client_key=client_key,
    )  # type: ignore[call-arg]  # fmt: skip
    return made


def _hours_of(row: Meeting) -> dict[str, Any]:
    return {"came_at": row.starts_at or forms.hour_of(row.opened_at)}


def _tell(request: Request, meeting: Meeting, done: str) -> None:
    """What was done, and which votes were counted with others than the list has now."""
    recounts = [recount_words(motion, listed) for motion, listed in recounts_of(request.actor, meeting)]
    toast(request, " · ".join([done, *recounts]))


def _line(request: Request, pk: int, person: int, act: str) -> tuple[Meeting, Line]:
    """A member of the roll of a meeting in sight, by who may do this act."""
    row = to_act_on(request, pk, act)
    found: SignIn = queries.sign_in_list(request.actor, row)
    return row, found.line(person)


def _row(request: Request, pk: int, act: str) -> Attendance:
    row = queries.attendance_of(request.actor, pk)
    stand_at(request, row.meeting.organisation.area)
    policy.require(request.actor, act, row.node)
    return row


def _context(row: Meeting, line: Line) -> dict[str, Any]:
    return {"row": row, "body": row.organisation, "line": line, "seat": line.seat}


def _list_of(row: Meeting) -> str:
    return reverse("meeting-sign-in", args=[row.pk])
