"""กำหนดการ and รายงานผล of a gathering as they leave: PDF with a check code, or a file for Word."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.gatherings.printing.report import heads_words, report_paper
from khabuan.gatherings.queries.paper_facts import report_facts
from khabuan.gatherings.views.asking import row_of
from khabuan.meetings.printing.issuing import issue_paper, word_file
from khabuan.papers.answers import docx, pdf
from khabuan.papers.models import IssuedDocument

ACT = "papers.issue_document"


def report(request: Request, pk: int) -> HttpResponse:
    """Printed by its button as PDF with a check code, or taken as a file for Word."""
    row = row_of(request, pk)
    policy.require(request.actor, ACT, row.node)
    facts = report_facts(request.actor, row)
    paper = report_paper(facts, has_thai_digits=request.GET.get("digits") != "arabic")
    with override("th"):
        name = paper.title.replace("/", "-")
    if request.method != "POST":
        return docx(word_file(request.actor, paper), name)
    figures = [("ผู้เข้าร่วม", heads_words(facts.total))] if facts.is_held and facts.total else []
    kind = IssuedDocument.Kind.GATHERING
    return pdf(issue_paper(request.actor, row.organisation, paper, kind=kind, figures=figures), name)
