"""The yearly report of a body: on screen, as PDF with a check code, for Word."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.web import show
from khabuan.meetings.forms.minutes import YearForm
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.meetings.printing.yearly import year_report
from khabuan.meetings.queries.yearly import year_facts, years_with_records
from khabuan.meetings.views.meetings import body_here
from khabuan.papers.answers import docx, pdf
from khabuan.papers.models import IssuedDocument
from khabuan.papers.writing import values_of

PRINT = "papers.issue_document"


def report(request: Request, pk: int) -> HttpResponse:
    """What the body did in a year, filled from the records of every room by the duties of the Act."""
    body = body_here(request, pk)
    today = clock.today()
    form = YearForm(request.GET, years=years_with_records(request.actor, body), other=today.year)
    year = form.chosen
    facts = year_facts(request.actor, body, year)
    with override("th"):
        paper = year_report(facts)
    if request.method == "POST":
        policy.require(request.actor, PRINT, body.node)
        figures = [("ประชุมครบองค์ประชุม", f"{facts.counting_meetings} ครั้ง")]
        kind = IssuedDocument.Kind.YEAR_REPORT
        return pdf(issue_paper(request.actor, body, paper, kind=kind, figures=figures), paper.title)
    if request.GET.get("as") == "docx":
        return docx(word_file(request.actor, paper), paper.title)
    context = {
        "filter": form, "body": body, "year": year, "year_key": str(year), "blocks": values_of(paper)["blocks"], "facts": facts,
        "may_print": policy.may(request.actor, PRINT, body.node),
    }  # fmt: skip
    return show(request, "meetings/year_report.html", context)
