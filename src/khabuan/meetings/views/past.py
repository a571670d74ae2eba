"""A meeting that was held before it came into the book: written down with what it decided, corrected, taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.meetings.actions import past as actions
from khabuan.meetings.actions.resolutions import record_resolution
from khabuan.meetings.forms import past as forms
from khabuan.meetings.forms.meetings import ReasonForm
from khabuan.meetings.forms.resolutions import OfMeetingForm
from khabuan.meetings.queries.body_rules import duties_of
from khabuan.meetings.queries.meetings import out_of_order
from khabuan.meetings.rules.meetings import Kind
from khabuan.meetings.sentences.meetings import order_words
from khabuan.meetings.views.meetings import body_here, to_act_on


def record(request: Request, pk: int) -> HttpResponse:
    """From the paper into the book."""
    body = body_here(request, pk)
    policy.require(request.actor, "meetings.record_held_meeting", body.node)
    client_key = once(request)
    form = forms.HeldForm(typed(request))
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_held_meeting, **facts)
    if made is not None:
        words = [_("%(meeting)s is written down.") % {"meeting": made}]
        crossed = out_of_order(request.actor, made)
        words += [order_words(made, crossed)] if crossed else []
        toast(request, " ".join(words))
        return redirect(made)
    return show(request, "meetings/held.html", {"form": form, "body": body, "client_key": client_key})


def resolve(request: Request, pk: int) -> HttpResponse:
    """What it decided, from its paper into the register of resolutions, under its number and day."""
    row = to_act_on(request, pk, "meetings.record_resolution")
    body, client_key = row.organisation, once(request)
    duties = duties_of(request.actor, body, row.on)
    form = OfMeetingForm(typed(request), request.FILES or None, duties=duties)
    number = {
        "meeting_number": row.number,
        "year": row.year,
        "is_special": row.kind == Kind.SPECIAL,
        "on": row.on,
    }
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key, **number}
    made = attempt(form, record_resolution, **facts)
    back = f"{row.get_absolute_url()}#resolutions"
    if made is not None:
        toast(request, _("%(number)s is recorded.") % {"number": made})
        return redirect(back)
    context = {"form": form, "body": body, "of": row, "client_key": client_key, "back": back}
    return show(request, "meetings/record.html", context)


def correct(request: Request, pk: int) -> HttpResponse:
    """What was copied wrongly, with the reason."""
    row = to_act_on(request, pk, "meetings.correct_held_meeting")
    initial = {name: getattr(row, name) for name in forms.FIELDS if name != "present"}
    form = forms.CorrectHeldForm(typed(request), initial=initial | {"present": row.most_present})
    if attempt(form, actions.correct_held_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(number)s is corrected.") % {"number": row})
        return redirect(row)
    return show(request, "meetings/held_correct.html", {"form": form, "row": row, "body": row.organisation})


def take_back(request: Request, pk: int) -> HttpResponse:
    """It was written down in error; asked before it happens."""
    row = to_act_on(request, pk, "meetings.take_back_held_meeting")
    form = ReasonForm(typed(request))
    if attempt(form, actions.take_back_held_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(number)s is withdrawn.") % {"number": row})
        return redirect(row)
    return show(request, "meetings/held_take_back.html", {"form": form, "row": row, "body": row.organisation})
