"""A meeting is opened, put right, closed, opened again; its quorum by itself, asked again and again."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.meetings.actions import holding as actions
from khabuan.meetings.actions.minutes import check_not_frozen
from khabuan.meetings.forms import attendance as forms
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.agenda import items_of
from khabuan.meetings.queries.quorum import room_of
from khabuan.meetings.queries.roll import Known, people_of
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.views.meetings import may_of, meeting_here, to_act_on
from khabuan.meetings.views.session import quorum_context


def open_(request: Request, pk: int) -> HttpResponse:
    """The chair opens the meeting; while it is in session the same page puts right who presides and when it began."""
    row = meeting_here(request, pk)
    is_open = row.state == State.OPEN
    row = to_act_on(request, pk, "meetings.correct_opening" if is_open else "meetings.open_meeting")
    people = people_of(row)
    given = {
        "opened_at": forms.hour_of(row.opened_at), "chair": row.chair_id or _head(people), "recorder": row.recorder_id,
        "chair_words": row.chair_words,
    }  # fmt: skip
    form = forms.OpenForm(
        typed(request), meeting=row, people=[(one.person, one.words) for one in people], initial=given
    )
    if is_open:
        form.fields["opened_at"].required, form.fields["opened_at"].help_text = True, ""
    act = actions.correct_opening if is_open else actions.open_meeting
    if attempt(form, act, actor=request.actor, meeting=row):
        toast(request, _("%(meeting)s is in session.") % {"meeting": row})
        return redirect(row)
    context = {
        "form": form, "row": row, "body": row.organisation, "is_open": is_open, **quorum_context(request, row),
    }  # fmt: skip
    return show(request, "meetings/meeting_open.html", context)


def close(request: Request, pk: int) -> HttpResponse:
    """What is kept when it is closed is told before; an inquorate meeting is closed as such."""
    row = to_act_on(request, pk, "meetings.close_meeting")
    form = forms.CloseForm(typed(request), meeting=row)
    if attempt(form, actions.close_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(meeting)s is closed.") % {"meeting": row})
        return redirect(row)
    context = {
        "form": form, "row": row, "body": row.organisation, "will": will_keep(request, row),
    }  # fmt: skip
    return show(request, "meetings/meeting_close.html", context)


def reopen(request: Request, pk: int) -> HttpResponse:
    """Something of it was written down wrongly: with the reason."""
    row = to_act_on(request, pk, "meetings.reopen_meeting")
    check_not_frozen(row)
    form = forms.TakeBackForm(typed(request))
    if attempt(form, actions.reopen_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(meeting)s is in session.") % {"meeting": row})
        return redirect(row)
    return show(request, "meetings/meeting_reopen.html", {"form": form, "row": row, "body": row.organisation})


def quorum(request: Request, pk: int) -> HttpResponse:
    """The part of the meeting's page that lives, asked again and again."""
    row = meeting_here(request, pk)
    context = {**quorum_context(request, row), "row": row, "may": may_of(request, row.node)}
    return show(request, "meetings/_quorum.html", context)


def will_keep(request: Request, row: Meeting) -> list[str]:
    """What closing the meeting keeps and does, in sentences."""
    opened_at = row.opened_at or clock.now()
    room = room_of(request.actor, row)
    most = room.most(opened_at, clock.now())
    waiting = (
        items_of(request.actor, row).filter(state__in=(ItemState.WAITING, ItemState.NOW), sub__gt=0).count()
    )
    told = [
        _("Kept: %(entitled)d members in force, at most %(most)d of them in the room at one time.")
        % {"entitled": room.entitled, "most": most}
    ]
    if room.needed is None:
        told.append(_("No rule about a quorum is known, so none is claimed."))
    elif most >= room.needed:
        told.append(_("There was a quorum: %(needed)d were needed.") % {"needed": room.needed})
    else:
        words = _(
            "There was no quorum: %(needed)d were needed. The meeting is kept as it was; it decided nothing."
        )
        told.append(words % {"needed": room.needed})
    if waiting:
        words = ngettext(
            "%(n)d item of the agenda is not dealt with yet.",
            "%(n)d items of the agenda are not dealt with yet.",
            waiting,
        )
        told.append(words % {"n": waiting})
    return [
        *told,
        _("Afterwards nobody is signed in and nothing is voted on, unless it is opened again with a reason."),
    ]


def _head(people: Sequence[Known]) -> int | None:
    """Who heads the body, offered as the chair."""
    return next((one.person for one in people if one.heads), None)
