"""Votes: the motion with its count, told what it comes to before it is recorded; one vote, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.meetings.actions import votes as actions
from khabuan.meetings.forms import votes as forms
from khabuan.meetings.forms.attendance import TakeBackForm, hour_of
from khabuan.meetings.models import AgendaItem, Motion
from khabuan.meetings.queries import votes as queries
from khabuan.meetings.queries.agenda import item_of
from khabuan.meetings.queries.body_rules import duties_of_law
from khabuan.meetings.queries.quorum import room_of
from khabuan.meetings.queries.roll import people_of
from khabuan.meetings.rules.quorum import Method, Outcome, majority_needed
from khabuan.meetings.rules.votes import Result
from khabuan.meetings.sentences import votes as words
from khabuan.meetings.views.agenda import adoption_of
from khabuan.places.here import stand_at
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history

FIELD_WORDS = {
    "words": gettext_lazy("What is moved"),
    "mover": gettext_lazy("Moved by"),
    "seconders": gettext_lazy("Seconded by"),
    "method": gettext_lazy("How the meeting decided"),
    "decided_at": gettext_lazy("Decided at"),
    "votes_for": gettext_lazy("In favour"),
    "against": gettext_lazy("Against"),
    "abstained": gettext_lazy("Abstained"),
    "outcome": gettext_lazy("Result of the vote"),
    "resolution": gettext_lazy("Resolution"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
}


def record(request: Request, pk: int) -> HttpResponse:
    """The motion to an item and its count; what it comes to is shown first, the button that records repeats it."""
    item = _item(request, pk)
    room = room_of(request.actor, item.meeting)
    shape: dict[str, Any] = {"meeting": item.meeting, "rules": room.values}
    if request.htmx and "sure" not in request.POST:
        return _counted(request, item, forms.TallyForm(typed(request), **shape))
    client_key = once(request)
    duties, voters = duties_of_law(request.actor, item.meeting), room.quorum(clock.now()).present
    form = forms.VoteForm(
        typed(request), actor=request.actor, duties=duties, initial=_initial(request, item), **shape
    )
    result = _judge(request, item, form) if form.is_bound and form.is_valid() else None
    if result is not None and request.POST.get("sure") == stamp_of(result):
        facts: dict[str, Any] = {"actor": request.actor, "item": item, "client_key": client_key}
        made = attempt(form, lambda **_typed: actions.record_vote(**form.facts, **facts))
        if made is not None:
            toast(request, _("%(what)s is recorded.") % {"what": words.title_of(made)})
            return redirect(f"{item.meeting.get_absolute_url()}#votes")
        result = None
    context = {
        **_context(item, form, result),
        **adoption_of(request, item),
        "client_key": client_key,
        "people": people_of(item.meeting),
        "voters": voters,
        "carries": majority_needed(voters, room.values.majority_share),
        "is_changed": result is not None and "sure" in request.POST,
    }
    return show(request, "meetings/vote.html", context)


def _counted(request: Request, item: AgendaItem, form: forms.TallyForm) -> HttpResponse:
    """While the votes are typed: what they come to, or what is wrong with them."""
    result = _judge(request, item, form) if form.is_valid() else None
    problems = [problem for found in form.errors.values() for problem in found]
    context = {**_context(item, form, result), "problems": problems}
    return show(request, "meetings/vote.html", context, partial="outcome", status=200)


def _judge(request: Request, item: AgendaItem, form: forms.TallyForm) -> Result | None:
    """What the count comes to; None: the form says what is wrong with it."""
    try:
        return actions.judged(request.actor, item, form.vote, form.cleaned_data.get("decided_at"))
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no.message))
        return None


def stamp_of(result: Result) -> str:
    """What somebody saw before saying yes: other figures by then are shown again first."""
    tally = result.tally
    figures = (
        tally.votes_for,
        tally.against,
        tally.abstained,
        tally.spoilt,
        result.voters,
        result.votes_needed,
    )
    return f"{result.outcome}.{'.'.join(map(str, figures))}"


def _context(item: AgendaItem, form: forms.TallyForm, result: Result | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "item": item,
        "row": item.meeting,
        "body": item.meeting.organisation,
        "form": form,
    }
    if result is None:
        return found
    return found | {
        "result": result,
        "counted": words.counted_words(result),
        "comes_to": words.outcome_words(result),
        "asks_chair": "casting" in form.fields and result.is_even,
        "is_undecided": result.outcome is Outcome.TIED,
        "button": words.record_words(result, item.number),
        "stamp": stamp_of(result),
    }


def _initial(request: Request, item: AgendaItem) -> dict[str, Any]:
    """What the boxes begin with; of a vote that is taken again (`again`: its key) what was moved and when."""
    if (key := request.GET.get("again", "")).isdecimal():
        before = queries.motion_of(request.actor, int(key))
        if before.item_id == item.pk:
            kept = ("words", "duty", "issue", "mover", "seconders", "method")
            return {
                **{name: getattr(before, name) for name in kept},
                "decided_at": hour_of(before.decided_at),
            }
    return {
        "words": "",
        "duty": item.duty,
        "issue": item.issue,
        "mover": item.presenter,
        "method": Method.HANDS,
    }


def _item(request: Request, pk: int) -> AgendaItem:
    item = item_of(request.actor, pk)
    stand_at(request, item.meeting.organisation.area)
    policy.require(request.actor, "meetings.record_vote", item.node)
    actions.check_in_session(item.meeting)
    return item


def motion(request: Request, pk: int) -> HttpResponse:
    """One vote: what was moved, how many hands of how many heads, what became of it."""
    row = _motion(request, pk)
    context = {
        "motion": row,
        "row": row.meeting,
        "body": row.meeting.organisation,
        "title": words.title_of(row),
        "tally": words.tally_words(row),
        "may_withdraw": policy.may(request.actor, "meetings.withdraw_vote", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
    }
    return show(request, "meetings/motion.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """It was entered in error: with the reason, and with the resolution that it made."""
    row = _motion(request, pk)
    policy.require(request.actor, "meetings.withdraw_vote", row.node)
    is_again = "again" in request.GET
    reason = _("It was counted with others than were there") if is_again else ""
    form = TakeBackForm(typed(request), initial={"reason": reason})
    if attempt(form, actions.withdraw_vote, actor=request.actor, motion=row):
        toast(request, _("The vote is withdrawn."))
        if is_again:
            return redirect(f"{reverse('meeting-vote', args=[row.item_id])}?again={row.pk}")
        return redirect(f"{row.meeting.get_absolute_url()}#votes")
    context = {"form": form, "motion": row, "row": row.meeting, "title": words.title_of(row)}
    return show(request, "meetings/motion_withdraw.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who recorded it, and what was done with it since."""
    return show_history(request, _motion(request, pk), FIELD_WORDS)


def _motion(request: Request, pk: int) -> Motion:
    row = queries.motion_of(request.actor, pk)
    stand_at(request, row.meeting.organisation.area)
    return row
