"""The register of resolutions: of a place, of a body, one resolution, and the acts on it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, back_of, once, show, typed
from khabuan.files.models import Paper
from khabuan.files.queries import files_of
from khabuan.meetings.actions import resolutions as actions
from khabuan.meetings.forms import resolutions as forms
from khabuan.meetings.models import Resolution
from khabuan.meetings.queries import resolutions as queries
from khabuan.meetings.queries.body_rules import DUTIES, duties_of
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.papers import Back, Sheet, attach_paper, paper_of, take_back
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Resolution._meta.label_lower
PAPERS = (Paper.MINUTES, Paper.EVIDENCE, Paper.PHOTO)
ACTS = ("record", "correct", "withdraw")
FIELD_WORDS = {
    "organisation": gettext_lazy("Organisation"),
    "meeting_number": gettext_lazy("Meeting number"),
    "year": gettext_lazy("Year of the number"),
    "item": gettext_lazy("Item of the agenda"),
    "on": gettext_lazy("Day of the meeting"),
    "words": gettext_lazy("What was decided"),
    "note": gettext_lazy("Note"),
    "duty": gettext_lazy("Duty of the council that it serves"),
    "issue": gettext_lazy("Issue"),
    "withdrawn_on": gettext_lazy("Withdrawn on"),
    "withdrawn_reason": gettext_lazy("Why it was withdrawn"),
}


def resolutions(request: Request) -> HttpResponse:
    """What the bodies of the place of the bar decided."""
    require_reader(request, KIND)
    at = here(request)
    form = forms.FilterForm(request.GET, years=queries.years_in(request.actor, at.place))
    wanted = form.wanted
    page = Paginator(queries.resolutions_in(request.actor, at.place, wanted), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "filter": form,
        "page": page,
        "place": label(at.place, full=True),
        "is_narrowed": wanted != queries.Wanted(),
        "may_record": policy.may(request.actor, "meetings.record_resolution"),
    }
    return show(request, "meetings/resolutions.html", context, partial="rows")


def of_body(request: Request, pk: int) -> HttpResponse:
    """What one body decided."""
    body = _body(request, pk)
    form = forms.FilterForm(request.GET, years=queries.years_of(request.actor, body))
    wanted = form.wanted
    page = Paginator(queries.resolutions_of(request.actor, body, wanted), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "filter": form,
        "page": page,
        "body": body,
        "has_act": OrganisationKind(body.kind) in DUTIES,
        "is_narrowed": wanted != queries.Wanted(),
        "may_record": not body.ended_on
        and policy.may(request.actor, "meetings.record_resolution", body.node),
    }
    return show(request, "meetings/resolutions.html", context, partial="rows")


def choose(request: Request) -> HttpResponse:
    """Whose decision is recorded; a seat of one body comes straight to the form."""
    policy.require(request.actor, "meetings.record_resolution", request.actor.home)
    mine = own_body(request)
    if mine:
        return redirect("resolution-add", pk=mine)
    form = forms.ChooseForm(typed(request), actor=request.actor)
    if form.is_valid():
        return redirect("resolution-add", pk=form.cleaned_data["body"].pk)
    return show(request, "meetings/choose.html", {"form": form})


def own_body(request: Request) -> int | None:
    """The organisation at whose own node the seat sits ("19.01.05.o123."), if it does."""
    last = request.actor.home.rstrip(".").rsplit(".", 1)[-1]
    return int(last[1:]) if last.startswith("o") else None


def add(request: Request, pk: int) -> HttpResponse:
    """Record what a body decided; `?back=` is a form of this site that waits for it."""
    body = _body(request, pk)
    policy.require(request.actor, "meetings.record_resolution", body.node)
    client_key = once(request)
    duties, initial = duties_of(request.actor, body, clock.today()), {"year": clock.today().year}
    form = forms.RecordForm(typed(request), request.FILES or None, duties=duties, initial=initial)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_resolution, **facts)
    back = back_of(request)
    if made is not None:
        toast(request, _("%(number)s is recorded.") % {"number": made})
        join = "&" if "?" in back else "?"
        return redirect(f"{back}{join}{urlencode({'resolution': made.pk})}" if back else made)
    context = {"form": form, "body": body, "client_key": client_key, "back": back}
    return show(request, "meetings/record.html", context)


@dataclass(frozen=True)
class Act:
    """A button: its words and where it leads."""

    text: str
    url: str


def resolution(request: Request, pk: int) -> HttpResponse:
    """One resolution: its words, its scan, what stands on it."""
    row = _row(request, pk)
    may = {act: policy.may(request.actor, f"meetings.{act}_resolution", row.node) for act in ACTS}
    context = {
        "row": row,
        "body": row.organisation,
        "files": files_of(request.actor, row),
        "uses": queries.uses_of(row),
        "motion": queries.motion_of(request.actor, row),
        "may_send": policy.may(request.actor, "meetings.send_submission", row.node),
        "may_print": policy.may(request.actor, "papers.issue_document", row.node),
        "may": may,
        "may_attach": policy.may(request.actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(request.actor, row.node),
        "gives": _gives(request, row),
        "duty": _duty_words(request, row),
    }
    return show(request, "meetings/resolution.html", context)


def _duty_words(request: Request, row: Resolution) -> str:
    """The duty of the Act that it serves, with its number."""
    duties = duties_of(request.actor, row.organisation, row.on) if row.duty else ()
    at = int(row.duty) if row.duty.isdecimal() else 0
    return f"{at}. {duties[at - 1]}" if 0 < at <= len(duties) else row.duty


def _gives(request: Request, row: Resolution) -> list[Act]:
    """What comes of a resolution in force: somebody gets a duty; a promise that was heard is written down."""
    if row.withdrawn_on or row.organisation.ended_on:
        return []
    query = urlencode(
        {
            "origin": f"{KIND}:{row.pk}",
            "on": row.on.isoformat(),
            "issue": row.issue,
            "back": f"{row.get_absolute_url()}#uses",
        }
    )
    acts = (
        ("followup.give_duty", "follow-duty-add", _("Give somebody a duty")),
        ("followup.record_promise", "follow-promise-add", _("Record a promise")),
    )
    return [
        Act(words, f"{reverse(name, args=[row.organisation_id])}?{query}")
        for act, name, words in acts
        if policy.may(request.actor, act, row.node)
    ]


def correct(request: Request, pk: int) -> HttpResponse:
    """What was copied wrongly from the paper is put right, with the reason."""
    row = _to_act_on(request, pk, "meetings.correct_resolution")
    names = ("meeting_number", "year", "item", "on", "words", "note", "duty", "issue")
    form = forms.CorrectForm(
        typed(request),
        duties=duties_of(request.actor, row.organisation, row.on),
        initial={name: getattr(row, name) for name in names},
    )
    if attempt(form, actions.correct_resolution, actor=request.actor, resolution=row):
        toast(request, _("%(number)s is corrected.") % {"number": row})
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "uses": queries.uses_of(row)}
    return show(request, "meetings/correct.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Asked before it happens; what stands on it is named and forbids it."""
    row = _to_act_on(request, pk, "meetings.withdraw_resolution")
    form = forms.WithdrawForm(typed(request))
    if attempt(form, actions.withdraw_resolution, actor=request.actor, resolution=row):
        toast(request, _("%(number)s is withdrawn.") % {"number": row})
        return redirect(row)
    context = {"form": form, "row": row, "body": row.organisation, "uses": queries.uses_of(row)}
    return show(request, "meetings/withdraw.html", context)


def history(request: Request, pk: int) -> HttpResponse:
    """Who recorded it, when, and what was corrected since."""
    return show_history(request, _row(request, pk), FIELD_WORDS)


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach the scan of the minutes."""
    row = _row(request, pk)
    lead = _("%(what)s · %(name)s") % {"what": row, "name": row.organisation.name}
    return attach_paper(request, row, Sheet(PAPERS, lead, Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a scan; a paper of another record is not to be found here."""
    paper = paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return take_back(request, paper, Back.of_record(_row(request, paper.subject_id)))


def _row(request: Request, pk: int) -> Resolution:
    row = queries.resolution_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row


def _to_act_on(request: Request, pk: int, act: str) -> Resolution:
    row = _row(request, pk)
    policy.require(request.actor, act, row.node)
    return row


def _body(request: Request, pk: int) -> Organisation:
    """A body whose insides the seat reads: one above is known without them."""
    body = organisation_of(request.actor, pk)
    if not request.actor.reaches(body.node):
        raise OutOfArea(f"resolutions of {pk}")
    require_reader(request, KIND)
    stand_at(request, body.area)
    return body
