"""Papers of organisations and of their steps of จดแจ้ง: attached, and taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.keys import new_key
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.files import actions
from khabuan.files.models import Attachment
from khabuan.places.here import stand_at
from khabuan.registry.forms.papers import PaperForm, WithdrawPaperForm
from khabuan.registry.models import Organisation, Registration
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.sentences.registration import step_label


def add_to_organisation(request: Request, pk: int) -> HttpResponse:
    """Attach a paper to an organisation."""
    body = organisation_of(request.actor, pk)
    return _add(request, body, body, body.name, "files")


def add_to_registration(request: Request, pk: int) -> HttpResponse:
    """Attach a paper to a step of จดแจ้ง; `?paper=form` chooses which."""
    step = _step_of(request, pk)
    lead = _("%(step)s · %(name)s") % {"step": step_label(step.step), "name": step.organisation.name}
    return _add(request, step, step.organisation, lead, "registration")


def _add(
    request: Request, record: Organisation | Registration, body: Organisation, lead: str, part: str
) -> HttpResponse:
    policy.require(request.actor, "files.attach", record.node)
    stand_at(request, body.area)
    client_key = request.POST.get("client_key", "")[:80] or str(new_key())
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        of_registration=isinstance(record, Registration),
        initial={"paper": request.GET.get("paper", "")},
    )
    made = attempt(form, actions.attach, actor=request.actor, record=record, client_key=client_key)
    if made is not None:
        toast(request, _("%(name)s is attached.") % {"name": made.name})
        return redirect(f"{body.get_absolute_url()}#{part}")
    context = {"form": form, "body": body, "lead": lead, "client_key": client_key}
    return show(request, "registry/paper_form.html", context)


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper of an organisation or step; a paper of another record is not to be found here."""
    rows = Attachment.objects.visible_to(request.actor).filter(pk=pk, withdrawn_on__isnull=True)
    row: Attachment | None = rows.first()
    if row is None:
        raise OutOfArea(f"file {pk}")
    body, part = _body_of(request, row)
    policy.require(request.actor, "files.withdraw", row.node)
    stand_at(request, body.area)
    form = WithdrawPaperForm(request.POST or None)
    if attempt(form, actions.withdraw, actor=request.actor, attachment=row):
        toast(request, _("%(name)s is taken back.") % {"name": row.name})
        return redirect(f"{body.get_absolute_url()}#{part}")
    return show(request, "registry/paper_withdraw.html", {"form": form, "row": row, "body": body})


def _body_of(request: Request, row: Attachment) -> tuple[Organisation, str]:
    """The organisation on whose page a paper stands, and the part of that page."""
    if row.kind == Organisation._meta.label_lower:
        return organisation_of(request.actor, row.subject_id), "files"
    if row.kind == Registration._meta.label_lower:
        return _step_of(request, row.subject_id).organisation, "registration"
    raise OutOfArea(f"file {row.pk}")


def _step_of(request: Request, pk: int) -> Registration:
    """A step that counts."""
    rows = Registration.objects.visible_to(request.actor).filter(pk=pk, withdrawn_on__isnull=True)
    found: Registration | None = rows.select_related("organisation__area").first()
    if found is None:
        raise OutOfArea(f"registration {pk}")
    return found
