"""Pages of an old fund's going live: count, look at the proof, print it to be signed, let the books begin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import money
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.parts.words import baht
from khabuan.core.toasts import toast
from khabuan.core.web import show
from khabuan.files.queries import files_of
from khabuan.funds import proof_sheet
from khabuan.funds.actions import cut_over as actions
from khabuan.funds.forms.cut_over import CutOverForm
from khabuan.funds.models import CutOver, Fund
from khabuan.funds.queries import funds_of
from khabuan.funds.queries.cut_over import cut_over_of, places_of
from khabuan.funds.rules.cut_over import Proof


def _fund(request: Request, pk: int) -> Fund:
    found = funds_of(request.actor).filter(pk=pk).first()
    if found is None:
        raise OutOfArea("fund")
    return found


def _counted(request: Request, pk: int) -> tuple[Fund, CutOver]:
    fund = _fund(request, pk)
    found = cut_over_of(request.actor, fund)
    if found is None:
        raise OutOfArea("cut-over")
    return fund, found


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: Request, pk: int) -> HttpResponse:
    """Count the cash by note and coin, write the balances; it may be corrected until the books begin."""
    fund = _fund(request, pk)
    policy.require(request.actor, "funds.count_cut_over", fund.node)
    known = cut_over_of(request.actor, fund)
    if known is not None and known.entry_id:
        return redirect("cut-over-proof", fund.pk)
    counted = actions.counted_of(known) if known else None
    data = request.POST if request.method == "POST" else None
    form = CutOverForm(data, places=places_of(request.actor, fund), counted=counted)
    if form.is_bound and form.is_valid():
        try:
            actions.count_cut_over(actor=request.actor, fund=fund, **form.facts())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no.message))
        else:
            return redirect("cut-over-proof", fund.pk)
    return show(request, "funds/cut_over_count.html", {"fund": fund, "form": form, "steps": steps()})


def steps() -> list[str]:
    return [_("Count"), _("Look at the proof and sign it"), _("The books begin")]


@require_safe
def proof(request: Request, pk: int) -> HttpResponse:
    """The proof: what was counted, whose money it is, what differs from the old books."""
    fund, cut_over = _counted(request, pk)
    found = actions.proof_of(cut_over)
    is_posted = cut_over.entry_id is not None
    return show(request, "funds/cut_over_proof.html", {
        "fund": fund, "cut_over": cut_over, "proof": found, "lines": proof_sheet.counted_lines(found), "steps": steps(),
        "sources": proof_sheet.source_lines(found), "differences": proof_sheet.differences(found), "now": 3 if is_posted else 2,
        "total": money.baht(found.counted.total), "is_posted": is_posted, "faults": [_(one.label) for one in found.faults],
        "may_post": found.agrees and not is_posted and policy.may(request.actor, "funds.post_cut_over", fund.node),
        "may_count": not is_posted and policy.may(request.actor, "funds.count_cut_over", fund.node),
        "will": _will(found), "files": files_of(request.actor, cut_over),
        "may_attach": policy.may(request.actor, "funds.count_cut_over", fund.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", fund.node),
    })  # fmt: skip


def _will(found: Proof) -> list[str]:
    return [
        _("Enter %(baht)s baht as the first entry of the books")
        % {"baht": baht(money.baht(found.counted.total))},
        _("From then on the fund can collect and pay here"),
        _("What was counted cannot be changed any more; later corrections are entries of their own"),
    ]


@require_safe
def sheet(request: Request, pk: int) -> HttpResponse:
    """The proof on paper, to be signed."""
    fund, cut_over = _counted(request, pk)
    printed = proof_sheet.print_proof(request.actor, fund, actions.proof_of(cut_over))
    response = HttpResponse(printed.content, content_type="application/pdf")
    name = f"{_('Proof sheet')} {fund.organisation}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    """The books begin with what was counted."""
    fund, cut_over = _counted(request, pk)
    try:
        actions.post_cut_over(actor=request.actor, cut_over=cut_over)
    except Refused as no:
        toast(request, str(no.message))
    else:
        toast(request, _("The books of %(fund)s have begun.") % {"fund": fund})
    return redirect("cut-over-proof", fund.pk)
