"""Papers of a meeting before it is held: the letter that calls its members, with the agenda."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.meetings.models import Meeting
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.letters import notice_letter
from khabuan.meetings.queries.paper_facts import notice_facts
from khabuan.meetings.views.meetings import meeting_here
from khabuan.papers.answers import docx, pdf
from khabuan.papers.models import IssuedDocument

ACT = "papers.issue_document"


def notice_paper(request: Request, pk: int) -> HttpResponse:
    """หนังสือเชิญประชุม: printed by its button as PDF with a check code, or taken as a file for Word."""
    row = meeting_here(request, pk)
    policy.require(request.actor, ACT, row.node)
    if row.noticed_on is None:
        raise Refused("no_notice", _("Write down number and day of the letter first, then print it."))
    paper = notice_letter(
        notice_facts(request.actor, row), has_thai_digits=request.GET.get("digits") != "arabic"
    )
    if request.method != "POST":
        return docx(word_file(request.actor, paper), _name(row))
    printed = issue_paper(request.actor, row.organisation, paper, kind=IssuedDocument.Kind.OFFICIAL)
    return pdf(printed, _name(row))


def _name(row: Meeting) -> str:
    with override("th"):
        return f"{_('Letter of call')} {row} {row.organisation.name}".replace("/", "-")
