"""The four ways in which a table of figures leaves: page, PDF, XLSX, CSV."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import Refused
from khabuan.core.web import show
from khabuan.ledger.printing import MOST_PRINTED, issue_paper
from khabuan.ledger.sheets import Paper, as_file
from khabuan.papers.answers import SHEETS, pdf, sheet
from khabuan.registry.models import Organisation


def asks_for_all(request: Request) -> bool:
    """Whether the whole list is asked for, and not a page of it."""
    return request.method == "POST" or request.GET.get("format", "") in SHEETS


def answer(
    request: Request, body: Organisation, paper: Paper, template: str, context: dict[str, object], *,
    signs: tuple[str, ...] = (),
) -> HttpResponse:  # fmt: skip
    """The paper in the form that is asked for: POST prints it, `?format=xlsx` and `csv` take it out."""
    if request.method == "POST":
        if len(paper.rows) > MOST_PRINTED:
            raise Refused(
                "too_long", _("This list is too long for paper. Choose fewer days, or take it out as a file.")
            )
        return pdf(issue_paper(request.actor, body, paper, signs=signs), name_of(paper))
    kind = request.GET.get("format", "")
    if kind in SHEETS:
        return sheet(as_file(paper, kind), kind, name_of(paper))
    query = request.GET.copy()
    query.pop("format", None)
    may_print = policy.may(request.actor, "papers.issue_document", body.node)
    shown = {"paper": paper, "query": query.urlencode(), "may_print": may_print, **context}
    return show(request, template, shown)


def name_of(paper: Paper) -> str:
    """What the file is called in somebody's folder: what it is, of whom, for which days; no name of a person."""
    return " ".join((paper.told or f"{paper.title} {paper.lead}").replace("/", "-").split())[:120]
