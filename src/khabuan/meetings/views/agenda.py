"""The agenda of a meeting: put together before it, written to during it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.meetings.actions import agenda as actions
from khabuan.meetings.forms import meetings as forms
from khabuan.meetings.models import AgendaItem, Meeting, Standing
from khabuan.meetings.queries import agenda as queries
from khabuan.meetings.queries.adoption import is_adopted_elsewhere, minutes_of
from khabuan.meetings.queries.body_rules import duties_of_law
from khabuan.meetings.queries.votes import votes_of
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.sentences.meetings import adoption_words
from khabuan.meetings.views.meetings import may_of, to_act_on
from khabuan.meetings.views.session import VoteSaid
from khabuan.places.here import stand_at

FACTS = ("title", "presenter", "starts_at", "background", "duty", "issue")


def edit(request: Request, pk: int) -> HttpResponse:
    """The whole agenda with its acts, a new item, and what is open and not on it yet."""
    row = to_act_on(request, pk, "meetings.add_item")
    heads = queries.agenda_of(request.actor, row)
    client_key = once(request)
    form = forms.ItemForm(
        typed(request),
        heads=[(head.item.main, head.item.title) for head in heads],
        duties=duties_of_law(request.actor, row),
        initial={"main": request.GET.get("under", "4")},
    )
    made = attempt(form, actions.add_item, actor=request.actor, meeting=row, client_key=client_key)
    if made is not None:
        toast(request, _("%(item)s is on the agenda.") % {"item": made})
        return redirect("meeting-agenda", pk=pk)
    context = {
        "form": form,
        "row": row,
        "body": row.organisation,
        "heads": heads,
        "open": [] if row.is_over else queries.open_matters(request.actor, row),
        "stale": [] if row.is_over else queries.stale_items(request.actor, row),
        "client_key": client_key,
        "may": may_of(request, row.node),
    }
    return show(request, "meetings/agenda.html", context)


def bring(request: Request, pk: int) -> HttpResponse:
    """Put what is open on the agenda and take off what another meeting adopted, by the button of both."""
    row = to_act_on(request, pk, "meetings.bring_open_matters")
    if request.method == "POST":
        brought = actions.bring_open_matters(actor=request.actor, meeting=row)
        toast(request, _("%(count)d open matters are put on the agenda.") % {"count": len(brought)})
    return redirect("meeting-agenda", pk=pk)


def item_change(request: Request, pk: int) -> HttpResponse:
    """Correct an item or the words of a head."""
    item = _item(request, pk, "meetings.change_item")
    form = forms.ItemForm(
        typed(request),
        heads=[],
        duties=duties_of_law(request.actor, item.meeting),
        initial={name: getattr(item, name) for name in FACTS},
    )
    if attempt(form, actions.change_item, actor=request.actor, item=item):
        toast(request, _("%(item)s is corrected.") % {"item": item})
        return redirect("meeting-agenda", pk=item.meeting_id)
    return show(request, "meetings/item_change.html", {"form": form, "item": item, "row": item.meeting})


def item_move(request: Request, pk: int) -> HttpResponse:
    """Up or down by one, by its buttons."""
    item = _item(request, pk, "meetings.move_item")
    if request.method == "POST":
        actions.move_item(actor=request.actor, item=item, up=request.POST.get("way") == "up")
    return redirect("meeting-agenda", pk=item.meeting_id)


def item_remove(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens."""
    item = _item(request, pk, "meetings.remove_item")
    known = minutes_of(request.actor, [item.adopts_id]).get(item.adopts_id) if item.adopts_id else None
    form = forms.ReasonForm(
        typed(request),
        initial={"reason": adoption_words(item, known)} if is_adopted_elsewhere(item, known) else {},
    )
    if attempt(form, actions.remove_item, actor=request.actor, item=item):
        toast(request, _("%(item)s is taken off the agenda.") % {"item": item})
        return redirect("meeting-agenda", pk=item.meeting_id)
    return show(request, "meetings/item_remove.html", {"form": form, "item": item, "row": item.meeting})


def item(request: Request, pk: int) -> HttpResponse:
    """What is said to an item, while the meeting is in session; a vote is opened from here."""
    found = _item(request, pk, "meetings.record_discussion")
    state = ItemState.DONE if found.state == ItemState.WAITING else found.state
    form = forms.DiscussionForm(typed(request), initial={"discussion": found.discussion, "state": state})
    if attempt(form, actions.record_discussion, actor=request.actor, item=found):
        toast(request, _("%(item)s is written down.") % {"item": found})
        return redirect(found.meeting)
    context = {
        "form": form, "item": found, "row": found.meeting, "body": found.meeting.organisation,
        "subject": queries.subject_of(request.actor, found), "may": may_of(request, found.node),
        "votes": [VoteSaid.of(one) for one in votes_of(request.actor, found.meeting, found)],
        **adoption_of(request, found),
    }  # fmt: skip
    return show(request, "meetings/item.html", context)


def adoption_of(request: Request, item: AgendaItem) -> dict[str, object]:
    """Of an item that is to adopt minutes: whose, how far they are, where that is written down. Else nothing."""
    if item.adopts is None:
        return {}
    known = minutes_of(request.actor, [item.adopts.pk]).get(item.adopts.pk)
    waits = (
        known is not None
        and known.state == Standing.CHECKED
        and item.meeting.state in (State.OPEN, State.CLOSED)
    )
    may_adopt = waits and policy.may(request.actor, "meetings.adopt_minutes", item.node)
    where = reverse("minutes-adopt", args=[known.pk]) if known and may_adopt else ""
    return {
        "minutes_url": reverse("meeting-minutes", args=[item.adopts.pk]),
        "minutes_of": item.adopts,
        "minutes_told": adoption_words(item, known),
        "adopt_url": f"{where}?at={item.meeting_id}" if where else "",
    }


def _item(request: Request, pk: int, act: str) -> AgendaItem:
    found = queries.item_of(request.actor, pk)
    meeting: Meeting = found.meeting
    stand_at(request, meeting.organisation.area)
    policy.require(request.actor, act, found.node)
    return found
