"""Proposed changes: made by whoever sees what is wrong, decided by the seat that has the office."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.files.queries import files_of
from khabuan.registry.actions import proposals as actions
from khabuan.registry.forms.proposals import DecideForm, ProposeForm
from khabuan.registry.models import Appointment, Organisation, Person, Proposal
from khabuan.registry.queries import person_pages, standing
from khabuan.registry.queries.duties import open_proposals
from khabuan.registry.sentences import proposals as said
from khabuan.registry.views.people import PAGE, require_reader

KINDS: dict[str, type[Person] | type[Organisation]] = {"person": Person, "organisation": Organisation}
OFFICE = "office"
"""The holder of an office, named by the appointment: for who sees the office and not the person."""


def propose(request: Request, kind: str, pk: int) -> HttpResponse:
    """Propose other facts of a person or organisation, with photos or papers."""
    record = _record(request, kind, pk)
    policy.require(request.actor, "registry.propose_change", record.node)
    form = ProposeForm(request.POST or None, request.FILES or None, record=record)
    client_key = once(request)
    if attempt(form, actions.propose_change, actor=request.actor, record=record, client_key=client_key):
        toast(request, _("The proposal is sent to the office that decides it."))
        return redirect("proposals")
    offices = [str(office.label) for office in policy.POLICY["registry.decide_proposal"].offices[-3:]]
    context = {
        "form": form,
        "name": str(record),
        "url": _url_of(record),
        "offices": offices,
        "client_key": client_key,
    }
    return show(request, "registry/propose.html", context)


def _url_of(record: Person | Organisation | Appointment) -> str:
    return (record.post.organisation if isinstance(record, Appointment) else record).get_absolute_url()


def _holder(request: Request, pk: int) -> Appointment:
    """An appointment in sight whose holder's name this seat reads."""
    rows = Appointment.objects.visible_to(request.actor).filter(pk=pk, person__stays__isnull=True)
    joined = rows.select_related("person__area", "post__organisation__area")
    found: Appointment = get_object_or_404(joined, person__erased_on__isnull=True)
    if not standing.names_for(request.actor, [found]).of(found):
        raise Http404
    return found


def _record(request: Request, kind: str, pk: int) -> Person | Organisation | Appointment:
    if kind == OFFICE:
        return _holder(request, pk)
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind].objects.visible_to(request.actor).filter(stays__isnull=True).select_related("area")
    found: Person | Organisation = get_object_or_404(rows, pk=pk)
    return found


def proposals(request: Request) -> HttpResponse:
    """What waits for this seat, what it proposed, and what was decided."""
    require_reader(request, "registry.proposal")
    may_decide = policy.may(request.actor, "registry.decide_proposal")
    open_rows = (
        open_proposals(request.actor) if may_decide else Proposal.objects.visible_to(request.actor).none()
    )
    page = Paginator(open_rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_decide": may_decide,
        "waiting": [said.ProposalLine.of(row) for row in page],
        "mine": [said.ProposalLine.of(row) for row in person_pages.proposals_of(request.actor)[:PAGE]],
        "decided": [said.ProposalLine.of(row) for row in person_pages.decided_at(request.actor)[:PAGE]]
        if may_decide
        else [],
    }
    return show(request, "registry/proposals.html", context)


def _proposal_page(request: Request, found: Proposal, form: DecideForm) -> HttpResponse:
    model = Person if found.kind == "registry.person" else Organisation
    record = model.objects.visible_to(request.actor).filter(pk=found.subject_id).first()
    context = {
        "form": form,
        "proposal": found,
        "line": said.ProposalLine.of(found),
        "key": str(found.pk),
        "fields": said.ProposedField.all_of(found, record),
        "files": files_of(request.actor, found),
        "record_url": record.get_absolute_url() if record else "",
        "is_open": found.state == Proposal.State.OPEN,
        "may_decide": policy.may(request.actor, "registry.decide_proposal", found.node),
    }
    return show(request, "registry/proposal.html", context)


def proposal(request: Request, pk: int) -> HttpResponse:
    """One proposal: as it is, as proposed, the evidence, and the answer."""
    found = get_object_or_404(Proposal.objects.visible_to(request.actor), pk=pk)
    return _proposal_page(request, found, DecideForm())


def decide(request: Request, pk: int) -> HttpResponse:
    """Accept, which makes the change, or decline with a reason."""
    found = get_object_or_404(Proposal.objects.visible_to(request.actor), pk=pk)
    policy.require(request.actor, "registry.decide_proposal", found.node)
    if request.method != "POST":
        return redirect("proposal", pk=pk)
    form = DecideForm(request.POST)
    done = attempt(form, actions.decide_proposal, actor=request.actor, proposal=found)
    if done is None:
        return _proposal_page(request, found, form)
    toast(
        request,
        _("The proposal is accepted and the record changed.")
        if form.cleaned_data["accept"]
        else _("The proposal is declined."),
    )
    return redirect("proposals")
