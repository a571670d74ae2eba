"""Minutes of a meeting: the draft, what was checked, what was adopted; and the extract of one resolution."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.meetings.actions import minutes as actions
from khabuan.meetings.forms import minutes as forms
from khabuan.meetings.models import Meeting, Minutes, Standing
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.minutes import MinutesState, minutes_paper, resolution_extract
from khabuan.meetings.queries import minutes as queries
from khabuan.meetings.queries.adoption import adopting_item, resolution_of_item
from khabuan.meetings.queries.meetings import papers_of
from khabuan.meetings.queries.resolutions import resolution_of, resolutions_of_meeting
from khabuan.meetings.queries.roll import people_of
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.views.meetings import may_of, meeting_here, to_act_on
from khabuan.papers.answers import docx, pdf
from khabuan.papers.models import IssuedDocument
from khabuan.papers.writing import values_of
from khabuan.places.here import stand_at

PRINT = "papers.issue_document"


def minutes(request: Request, pk: int) -> HttpResponse:
    """What the minutes say, as a page; by its button as PDF (a draft says so on every page), or as a file for Word."""
    row = meeting_here(request, pk)
    if row.state not in (State.OPEN, State.CLOSED):
        raise Refused("not_held", _("This meeting has no minutes yet. They begin when it is opened."))
    if row.told_by:
        words = _(
            "This meeting was written down afterwards. Its minutes are the paper: attach it on the meeting's page."
        )
        raise Refused("told", words)
    facts = queries.minutes_to_show(request.actor, row)
    with override("th"):
        paper = minutes_paper(facts)
        name = f"{paper.title}".replace("/", "-")
    if request.method == "POST":
        policy.require(request.actor, PRINT, row.node)
        figures = [("ผู้มาประชุม", f"{len(facts.came)} คน"), ("สมาชิก", f"{facts.members} คน")]
        printed = issue_paper(
            request.actor, row.organisation, paper, kind=IssuedDocument.Kind.MINUTES, figures=figures
        )
        return pdf(printed, name)
    if request.GET.get("as") == "docx":
        return docx(word_file(request.actor, paper), name)
    versions = queries.versions_of(request.actor, row)
    is_checked = facts.state == MinutesState.CHECKED
    context = {
        "row": row, "body": row.organisation, "draft": paper.draft, "blocks": values_of(paper)["blocks"],
        "not_told": queries.not_told(request.actor, row, facts) if is_checked else [],
        "versions": versions, "standing": _standing(versions), "files": papers_of(request.actor, row),
        "may": may_of(request, row.node) | {"print": policy.may(request.actor, PRINT, row.node)},
    }  # fmt: skip
    return show(request, "meetings/minutes.html", context)


def _standing(versions: list[Minutes]) -> Minutes | None:
    return next((one for one in versions if not one.taken_back_on), None)


def check(request: Request, pk: int) -> HttpResponse:
    """Somebody has read the draft: it is frozen."""
    row = to_act_on(request, pk, "meetings.check_minutes")
    people = [(one.person, one.words) for one in people_of(row)]
    form = forms.CheckForm(typed(request), people=people, initial={"checker": row.chair_id})
    if attempt(form, actions.check_minutes, actor=request.actor, meeting=row):
        toast(request, _("The minutes are checked. They wait to be adopted by the next meeting."))
        return redirect("meeting-minutes", pk=pk)
    return show(request, "meetings/minutes_check.html", {"form": form, "row": row, "body": row.organisation})


def take_back(request: Request, pk: int) -> HttpResponse:
    """Checked minutes turn out to be wrong: a draft again, with the reason."""
    found = _version(request, pk, "meetings.take_back_minutes")
    form = forms.TakeBackForm(typed(request))
    if attempt(form, actions.take_back_minutes, actor=request.actor, minutes=found):
        toast(request, _("The minutes are a draft again."))
        return redirect("meeting-minutes", pk=found.meeting_id)
    return show(request, "meetings/minutes_take_back.html", _about(found.meeting, form))


def adopt(request: Request, pk: int) -> HttpResponse:
    """A later meeting adopted them, with or without corrections."""
    found = _version(request, pk, "meetings.adopt_minutes")
    meetings = queries.meetings_that_may_adopt(request.actor, found.meeting)
    item = adopting_item(request.actor, found.meeting, meetings, _number(request.GET.get("at", "")))
    chosen = item.meeting_id if item else meetings[0].pk if len(meetings) == 1 else None
    resolution = resolution_of_item(request.actor, item) if item else None
    form = forms.AdoptForm(
        typed(request), meetings=meetings, resolutions=resolutions_of_meeting(request.actor, meetings),
        initial={"adopting": chosen, "resolution": resolution.pk if resolution else None},
    )  # fmt: skip
    if attempt(form, actions.adopt_minutes, actor=request.actor, minutes=found):
        adopting: Meeting = form.cleaned_data["adopting"]
        words = _("The minutes are adopted. What they say stays.")
        if queries.standing_minutes(adopting) is not None:
            more = _(
                "The minutes of %(meeting)s are checked already and do not say so. Take them back to have it in them."
            )
            words = f"{words} {more % {'meeting': adopting}}"
        toast(request, words)
        return redirect("meeting-minutes", pk=found.meeting_id)
    return show(
        request,
        "meetings/minutes_adopt.html",
        {**_about(found.meeting, form), "has_meetings": bool(meetings)},
    )


def extract(request: Request, pk: int) -> HttpResponse:
    """คัดสำเนามติ of a resolution that was voted on in a meeting of this book: PDF by its button, or for Word."""
    row = resolution_of(request.actor, pk)
    policy.require(request.actor, PRINT, row.node)
    facts = queries.extract_facts(request.actor, row)
    if facts is None:
        raise Refused(
            "no_meeting", _("This resolution was copied from older minutes. Copy it from the paper.")
        )
    with override("th"):
        paper = resolution_extract(facts)
        name = paper.title.replace("/", "-")
    if request.method != "POST":
        return docx(word_file(request.actor, paper), name)
    return pdf(issue_paper(request.actor, row.organisation, paper, kind=IssuedDocument.Kind.EXTRACT), name)


def _number(words: str) -> int | None:
    return int(words) if words.isdecimal() else None


def _about(row: Meeting, form: object) -> dict[str, object]:
    return {"form": form, "row": row, "body": row.organisation}


def _version(request: Request, pk: int, act: str) -> Minutes:
    found = queries.version_of(request.actor, pk)
    stand_at(request, found.meeting.organisation.area)
    policy.require(request.actor, act, found.node)
    if found.state == Standing.ADOPTED:
        raise actions.adopted_already()
    return found
