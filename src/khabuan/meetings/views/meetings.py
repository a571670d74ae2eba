"""Meetings: of a place, of a body, one meeting, and the acts on it before it is held."""

from __future__ import annotations

from collections.abc import Callable

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.meetings.actions import calling as actions
from khabuan.meetings.forms import meetings as forms
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries import meetings as queries
from khabuan.meetings.queries.agenda import Head, agenda_of, open_matters
from khabuan.meetings.queries.body_rules import body_rules, rules_of
from khabuan.meetings.queries.minutes import standing_minutes
from khabuan.meetings.queries.resolutions import resolutions_under
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.quorum import notice_of
from khabuan.meetings.sentences.meetings import order_words
from khabuan.meetings.views.resolutions import own_body
from khabuan.meetings.views.session import session_of
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.papers import Back, Sheet, attach_paper, paper_of, take_back
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Meeting._meta.label_lower
PAPERS = (Paper.MINUTES, Paper.EVIDENCE, Paper.PHOTO)
FIELD_WORDS = {
    "organisation": gettext_lazy("Organisation"),
    "number": gettext_lazy("Meeting number"),
    "year": gettext_lazy("Year of the meeting number"),
    "kind": gettext_lazy("Kind of meeting"),
    "title": gettext_lazy("Subject"),
    "on": gettext_lazy("Day of the meeting"),
    "starts_at": gettext_lazy("Begins at"),
    "ends_at": gettext_lazy("Ends at"),
    "place": gettext_lazy("Where"),
    "state": gettext_lazy("State"),
    "notice_number": gettext_lazy("Number of the letter"),
    "noticed_on": gettext_lazy("Day of the letter"),
    "late_reason": gettext_lazy("Why the letter is late"),
    "opened_at": gettext_lazy("Opened at"),
    "closed_at": gettext_lazy("Closed at"),
    "chair": gettext_lazy("Chair of the meeting"),
    "chair_words": gettext_lazy("Post in which the chair presided"),
    "recorder": gettext_lazy("Recorder"),
    "instead_of": gettext_lazy("Called again instead of"),
    "entitled": gettext_lazy("Members in force"),
    "needed": gettext_lazy("Members needed for a quorum"),
    "most_present": gettext_lazy("Most members present"),
    "had_quorum": gettext_lazy("Had a quorum"),
    "cancelled_on": gettext_lazy("Called off on"),
    "cancelled_reason": gettext_lazy("Why it was called off"),
    "note": gettext_lazy("Note"),
    "told_by": gettext_lazy("Where it is known from"),
}


def meetings(request: Request) -> HttpResponse:
    """The meetings of the bodies of the place of the bar, the next and the newest first."""
    require_reader(request, KIND)
    at = here(request)
    found = queries.meetings_in(request.actor, at.place)
    context = {
        **_listed(request, found, lambda wanted: queries.meetings_in(request.actor, at.place, wanted)),
        "place": label(at.place, full=True),
        "may_call": policy.may(request.actor, "meetings.call_meeting"),
    }
    return show(request, "meetings/meetings.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """The meetings of one body, and how many of this year's were held."""
    body = body_here(request, pk)
    found = queries.meetings_of(request.actor, body)
    rules = body_rules(request.actor, body, clock.today())
    year = clock.today().year
    context = {
        **_listed(request, found, lambda wanted: queries.meetings_of(request.actor, body, wanted)),
        "body": body,
        "count": queries.year_count(request.actor, body, year, rules.values.meetings_per_year_min),
        "may_call": not body.ended_on and policy.may(request.actor, "meetings.call_meeting", body.node),
    }
    return show(request, "meetings/meetings.html", context, partial="rows")


def _listed(
    request: Request, found: QuerySet[Meeting], narrowed: Callable[[queries.Wanted], QuerySet[Meeting]]
) -> dict[str, object]:
    form = forms.FilterForm(request.GET, years=queries.years_among(found))
    page = Paginator(narrowed(form.wanted), PAGE).get_page(request.GET.get("page"))
    return {"filter": form, "page": page, "is_narrowed": form.wanted != queries.Wanted()}


def choose(request: Request) -> HttpResponse:
    """Who meets; a seat of one body comes straight to the form."""
    policy.require(request.actor, "meetings.call_meeting", request.actor.home)
    mine = own_body(request)
    if mine:
        return redirect("meeting-call", pk=mine)
    form = forms.ChooseForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("meeting-call", pk=form.cleaned_data["body"].pk)
    return show(request, "meetings/meeting_choose.html", {"form": form})


def call(request: Request, pk: int) -> HttpResponse:
    """Call a body together; `?instead_of=` names a meeting that had no quorum."""
    body = body_here(request, pk)
    policy.require(request.actor, "meetings.call_meeting", body.node)
    client_key = once(request)
    before = _called_again(request)
    initial = {"place": before.place, "kind": before.kind, "title": before.title} if before else {}
    form = forms.CallForm(typed(request), initial=initial)
    facts = {
        "actor": request.actor, "organisation": body, "instead_of": before, "client_key": client_key,
    }  # fmt: skip
    made = attempt(form, actions.call_meeting, **facts)
    if made is not None:
        words = [_("%(meeting)s is called. Look at its agenda.") % {"meeting": made}]
        crossed = queries.out_of_order(request.actor, made)
        words += [order_words(made, crossed)] if crossed else []
        toast(request, " ".join(words))
        return redirect(made)
    rules = body_rules(request.actor, body, clock.today())
    context = {
        "form": form,
        "body": body,
        "client_key": client_key,
        "instead_of": before,
        "next": queries.next_number(request.actor, body, clock.today().year),
        "notice_days": rules.values.notice_days,
        "planned": queries.planned_of(request.actor, body),
    }
    return show(request, "meetings/meeting_call.html", context)


def _called_again(request: Request) -> Meeting | None:
    asked = request.POST.get("instead_of", request.GET.get("instead_of", ""))
    return queries.meeting_of(request.actor, int(asked)) if asked.isdecimal() else None


def meeting(request: Request, pk: int) -> HttpResponse:
    """One meeting: its letter, its agenda, who is invited, its papers, and where it stands."""
    row = meeting_here(request, pk)
    rules, heads = rules_of(request.actor, row), agenda_of(request.actor, row)
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "meeting"]
    context = {
        **session_of(request, row),
        "row": row,
        "body": row.organisation,
        "resolutions": resolutions_under(request.actor, row) if row.told_by else [],
        "heads": heads,
        "invitations": queries.invitations_of(request.actor, row),
        "files": queries.papers_of(request.actor, row),
        "notice": notice_of(row.noticed_on, row.on, rules.values.notice_days) if row.noticed_on else None,
        "latest": None if row.noticed_on else notice_of(row.on, row.on, rules.values.notice_days).latest,
        "rules": rules,
        "panels": [panel for panel in panels if panel is not None],
        "may": may_of(request, row.node),
        "is_planned": row.state == State.PLANNED,
        "is_run_here": row.state in (State.OPEN, State.CLOSED) and not row.told_by,
        "minutes_stand": standing_minutes(row) if row.state == State.CLOSED else None,
        "to_come": to_come(request, row, heads),
        "may_read_history": may_read_history(request.actor, row.node),
    }
    return show(request, "meetings/meeting.html", context)


def to_come(request: Request, row: Meeting, heads: list[Head]) -> dict[str, object]:
    """What to see to before a meeting: what is open and not on its agenda, minutes adopted elsewhere, its number.

    Nothing for who does not put anything on the agenda.
    """
    if row.state != State.PLANNED or not policy.may(request.actor, "meetings.add_item", row.node):
        return {}
    crossed = queries.out_of_order(request.actor, row)
    return {
        "open": len(open_matters(request.actor, row)),
        "stale": sum(line.is_stale for head in heads for line in head.lines),
        "order": order_words(row, crossed) if crossed else "",
    }


def change(request: Request, pk: int) -> HttpResponse:
    """Another day, hour or place."""
    row = to_act_on(request, pk, "meetings.change_meeting")
    names = ("number", "year", "on", "starts_at", "ends_at", "place", "title", "note")
    form = forms.PlanForm(typed(request), initial={name: getattr(row, name) for name in names})
    if attempt(form, actions.change_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(meeting)s is changed.") % {"meeting": row})
        return redirect(row)
    return show(request, "meetings/meeting_change.html", {"form": form, "row": row, "body": row.organisation})


def notice(request: Request, pk: int) -> HttpResponse:
    """Number and day of the letter; a late one is told before it is written down."""
    row = to_act_on(request, pk, "meetings.write_notice")
    rules = rules_of(request.actor, row)
    given = {name: getattr(row, name) for name in ("notice_number", "noticed_on", "late_reason")}
    form = forms.NoticeForm(typed(request), initial=given | {"noticed_on": row.noticed_on or clock.today()})
    if attempt(form, actions.write_notice, actor=request.actor, meeting=row):
        said = notice_of(form.cleaned_data["noticed_on"], row.on, rules.values.notice_days)
        words = _("The letter is written down.")
        if said.is_late:
            words = _(
                "The letter is written down. It is late: %(days)d days before the meeting, and %(needed)d are wanted."
            ) % {"days": said.days, "needed": said.needed}
        toast(request, words)
        return redirect(row)
    latest = notice_of(row.on, row.on, rules.values.notice_days).latest
    context = {
        "form": form, "row": row, "body": row.organisation, "latest": latest,
        "rule": rules.row("notice_days"),
    }  # fmt: skip
    return show(request, "meetings/meeting_notice.html", context)


def cancel(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens."""
    row = to_act_on(request, pk, "meetings.cancel_meeting")
    form = forms.ReasonForm(typed(request))
    if attempt(form, actions.cancel_meeting, actor=request.actor, meeting=row):
        toast(request, _("%(meeting)s is called off.") % {"meeting": row})
        return redirect(row)
    return show(request, "meetings/meeting_cancel.html", {"form": form, "row": row, "body": row.organisation})


def invite(request: Request, pk: int) -> HttpResponse:
    """Invite a guest or an agency."""
    row = to_act_on(request, pk, "meetings.invite")
    client_key = once(request)
    form = forms.InviteForm(typed(request), actor=request.actor)
    made = attempt(form, actions.invite, actor=request.actor, meeting=row, client_key=client_key)
    if made is not None:
        toast(request, _("%(who)s is invited.") % {"who": made})
        return redirect(f"{row.get_absolute_url()}#invited")
    context = {"form": form, "row": row, "body": row.organisation, "client_key": client_key}
    return show(request, "meetings/meeting_invite.html", context)


def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an invitation back, by its button."""
    found = queries.invitation_of(request.actor, pk)
    policy.require(request.actor, "meetings.withdraw_invitation", found.node)
    back = f"{found.meeting.get_absolute_url()}#invited"
    if request.method == "POST":
        actions.withdraw_invitation(actor=request.actor, invitation=found)
        toast(request, _("The invitation is taken back."))
    return redirect(back)


def history(request: Request, pk: int) -> HttpResponse:
    """Who called it, what was changed since."""
    return show_history(request, meeting_here(request, pk), FIELD_WORDS)


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach the signed minutes, a picture, a paper that was handed out."""
    row = meeting_here(request, pk)
    lead = _("%(what)s · %(name)s") % {"what": row, "name": row.organisation.name}
    return attach_paper(request, row, Sheet(PAPERS, lead, Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a scan; a paper of another record is not to be found here."""
    paper = paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return take_back(request, paper, Back.of_record(meeting_here(request, paper.subject_id)))


def meeting_here(request: Request, pk: int) -> Meeting:
    """A meeting in sight; the bar stands at its body's area."""
    row = queries.meeting_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row


def to_act_on(request: Request, pk: int, act: str) -> Meeting:
    """The same, by who may do this act on it."""
    row = meeting_here(request, pk)
    policy.require(request.actor, act, row.node)
    return row


def may_of(request: Request, node: str) -> dict[str, bool]:
    """Each act on meetings by its last word, for buttons."""
    return {
        name.removeprefix("meetings."): policy.may(request.actor, name, node)
        for name in policy.POLICY
        if name.startswith("meetings.")
    } | {
        "attach": policy.may(request.actor, "files.attach", node),
        "withdraw_paper": policy.may(request.actor, "files.withdraw", node),
    }


def body_here(request: Request, pk: int) -> Organisation:
    """A body whose insides the seat reads: one above is known without them."""
    body = organisation_of(request.actor, pk)
    if not request.actor.reaches(body.node):
        raise OutOfArea(f"meetings of {pk}")
    require_reader(request, KIND)
    stand_at(request, body.area)
    return body
