"""Papers of a fund: of a member (the signed form, copies, certificates), the signed proof sheet of a cut-over."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.files.models import Paper
from khabuan.funds.models import CutOver, Member
from khabuan.funds.queries.cut_over import cut_over_of
from khabuan.funds.queries.setup import fund_of
from khabuan.funds.views.members import member_here
from khabuan.registry.views.papers import Back, Sheet, attach_paper, paper_of, take_back

OF_MEMBER = (Paper.APPLICATION, Paper.CARD_COPY, Paper.CERTIFICATE, Paper.EVIDENCE)


def of_member(request: Request, pk: int) -> HttpResponse:
    """Attach a paper to a member. Copies of cards show what is sealed: who may open it may look at them."""
    member = member_here(request, pk, "funds.reveal_identity")
    return attach_paper(request, member, Sheet(OF_MEMBER, str(member.person), _page_of_member(member)))


def of_cut_over(request: Request, pk: int) -> HttpResponse:
    """Attach the proof sheet that was signed, before or after the books began."""
    cut_over = _cut_over(request, pk)
    policy.require(request.actor, "funds.count_cut_over", cut_over.node)
    return attach_paper(request, cut_over, Sheet((Paper.EVIDENCE,), str(cut_over.fund), _page_of(cut_over)))


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper of a member or a cut-over; a paper of another record is not to be found here."""
    paper = paper_of(request, pk)
    if paper.kind == Member._meta.label_lower:
        member = member_here(request, paper.subject_id, "funds.reveal_identity")
        return take_back(request, paper, _page_of_member(member))
    if paper.kind != CutOver._meta.label_lower:
        raise OutOfArea(f"file {pk}")
    rows = CutOver.objects.visible_to(request.actor).select_related("fund__organisation__area")
    found = rows.filter(pk=paper.subject_id).first()
    if found is None:
        raise OutOfArea(f"file {pk}")
    return take_back(request, paper, _page_of(found))


def _cut_over(request: Request, pk: int) -> CutOver:
    found = cut_over_of(request.actor, fund_of(request.actor, pk))
    if found is None:
        raise OutOfArea("cut-over")
    return found


def _page_of(cut_over: CutOver) -> Back:
    return Back(
        f"{reverse('cut-over-proof', args=[cut_over.fund_id])}#papers", cut_over.fund.organisation.area
    )


def _page_of_member(member: Member) -> Back:
    return Back(f"{member.get_absolute_url()}#papers", member.fund.organisation.area)
