"""Members' codes: opened on the telephone at the door, printed on the sign-in sheet and as cards."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.web import show
from khabuan.meetings.actions.attendance import sign_in
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.issuing import issue_paper
from khabuan.meetings.printing.sign_in import member_cards, sign_sheet
from khabuan.meetings.queries import attendance as queries
from khabuan.meetings.queries.codes import check_code, sign_facts
from khabuan.meetings.queries.roll import beginning_rows
from khabuan.meetings.rules.attendance import By
from khabuan.meetings.sentences.attendance import begins_after, quorum_title, quorum_words
from khabuan.meetings.views.meetings import body_here, to_act_on
from khabuan.meetings.views.sign_in_rows import Slip, came_slip
from khabuan.papers.answers import pdf
from khabuan.papers.models import IssuedDocument


def by_code(request: Request, body: int, person: int, code: str) -> HttpResponse:
    """One member, by the code on the sheet or card: one tap signs in. Nobody else learns whose code it is."""
    check_code(body, person, code)
    organisation = body_here(request, body)
    policy.require(request.actor, "meetings.sign_in", organisation.node)
    meeting = queries.meeting_today(request.actor, body)
    if meeting is None:
        words = _("%(body)s has no meeting today. Call it first, or look at the day of the meeting.")
        raise Refused("no_meeting", words % {"body": organisation.name})
    slip = _signed(request, meeting, person) if request.method == "POST" else None
    found = queries.sign_in_list(request.actor, meeting)
    line = _line(found, person)
    context = {
        "meeting": meeting, "body": organisation, "seat": line.seat, "line": line, "slip": slip,
        "inside": line.inside, "quorum_title": quorum_title(found.now), "quorum_words": quorum_words(found.now),
        "quorum": found.now.quorum, "out_value": f"out.{line.inside.pk}" if line.inside else "",
    }  # fmt: skip
    return show(request, "meetings/by_code.html", context, status=422 if slip and slip.is_wrong else None)


def _line(found: queries.SignIn, person: int) -> queries.Line:
    """The member's line. Refused: the term begins with this day; OutOfArea: nobody of the roll."""
    try:
        return found.line(person)
    except OutOfArea:
        begins = beginning_rows(found.meeting).filter(person=person).select_related("person").first()
        if begins is None:
            raise
        raise Refused("begins_after", begins_after([str(begins.person)])) from None


def _signed(request: Request, meeting: Meeting, person: int) -> Slip:
    try:
        return came_slip(sign_in(actor=request.actor, meeting=meeting, member=person, by=By.CODE))
    except Refused as no:
        return Slip(str(no.message), is_wrong=True)


@require_POST
def sheet(request: Request, pk: int) -> HttpResponse:
    """ใบลงชื่อผู้เข้าประชุม as PDF."""
    row = to_act_on(request, pk, "meetings.sign_in")
    paper = sign_sheet(sign_facts(request.actor, row, _address(request)))
    printed = issue_paper(request.actor, row.organisation, paper, kind=IssuedDocument.Kind.OFFICIAL)
    return pdf(printed, _name(_("Sign-in sheet"), row))


@require_POST
def cards(request: Request, pk: int) -> HttpResponse:
    """The members' cards as PDF."""
    row = to_act_on(request, pk, "meetings.sign_in")
    paper = member_cards(sign_facts(request.actor, row, _address(request)))
    printed = issue_paper(request.actor, row.organisation, paper, kind=IssuedDocument.Kind.OFFICIAL)
    return pdf(printed, _name(_("Cards of the members"), row))


def _address(request: Request) -> str:
    """Where telephones reach this installation: its public address, else the one by which this page was asked."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def _name(words: str, row: Meeting) -> str:
    with override("th"):
        return f"{words} {row} {row.organisation.name}".replace("/", "-")
