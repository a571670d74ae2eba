"""Papers of duties and promises and of the lines of their trails: attached, and taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.files.models import Attachment, Paper
from khabuan.followup.models import Duty, DutyReport, Promise, PromiseAnswer
from khabuan.followup.queries.duties import duty_of, report_of
from khabuan.followup.queries.promises import answer_of, promise_of
from khabuan.registry.views.papers import Back, Sheet, attach_paper, paper_of, take_back

PAPERS = (Paper.EVIDENCE, Paper.PHOTO, Paper.MINUTES)


def add_to_duty(request: Request, pk: int) -> HttpResponse:
    return _attach(request, duty_of(request.actor, pk))


def add_to_promise(request: Request, pk: int) -> HttpResponse:
    return _attach(request, promise_of(request.actor, pk))


def _attach(request: Request, row: Duty | Promise) -> HttpResponse:
    lead = _("%(what)s · %(name)s") % {"what": row, "name": row.organisation.name}
    return attach_paper(request, row, Sheet(PAPERS, lead, _page_of(row)))


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper of a duty, a promise or a line of their trails; another record's is not found here."""
    paper = paper_of(request, pk)
    return take_back(request, paper, _page_of(_record_of(request, paper)))


def _record_of(request: Request, paper: Attachment) -> Duty | Promise:
    actor, key = request.actor, paper.subject_id
    if paper.kind == Duty._meta.label_lower:
        return duty_of(actor, key)
    if paper.kind == DutyReport._meta.label_lower:
        return report_of(actor, key).duty
    if paper.kind == Promise._meta.label_lower:
        return promise_of(actor, key)
    if paper.kind == PromiseAnswer._meta.label_lower:
        return answer_of(actor, key).promise
    raise OutOfArea(f"file {paper.pk}")


def _page_of(row: Duty | Promise) -> Back:
    return Back(f"{row.get_absolute_url()}#papers", row.organisation.area)
