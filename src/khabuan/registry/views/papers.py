"""Papers of organisations, of their steps of จดแจ้ง, of consents and requests: attached, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.access.scoping import Row
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show
from khabuan.files import actions
from khabuan.files.models import Attachment, Paper
from khabuan.places.here import stand_at
from khabuan.places.models import Area
from khabuan.registry.forms.papers import OF_REGISTRATION, PaperForm, WithdrawPaperForm
from khabuan.registry.models import Consent, Organisation, Registration, SubjectRequest
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.sentences.people import purpose_label
from khabuan.registry.sentences.registration import step_label

OF_BODY = tuple(one for one in Paper if one not in (Paper.APPLICATION, Paper.CARD_COPY))
PartT = TypeVar("PartT", Consent, SubjectRequest)


def add_to_organisation(request: Request, pk: int) -> HttpResponse:
    """Attach a paper to an organisation."""
    body = organisation_of(request.actor, pk)
    return attach_paper(request, body, Sheet(OF_BODY, body.name, Back.of_body(body, "files")))


def add_to_registration(request: Request, pk: int) -> HttpResponse:
    """Attach a paper to a step of จดแจ้ง; `?paper=form` chooses which."""
    step = _step_of(request, pk)
    lead = _("%(step)s · %(name)s") % {"step": step_label(step.step), "name": step.organisation.name}
    return attach_paper(
        request, step, Sheet(OF_REGISTRATION, lead, Back.of_body(step.organisation, "registration"))
    )


def add_to_consent(request: Request, pk: int) -> HttpResponse:
    """Attach the signed paper to a consent."""
    consent = _of_person(request, Consent, pk)
    lead = _("%(what)s · %(name)s") % {"what": purpose_label(consent.purpose), "name": consent.person}
    return attach_paper(request, consent, Sheet((Paper.CONSENT,), lead, Back.of_person(consent)))


def add_to_request(request: Request, pk: int) -> HttpResponse:
    """Attach the signed request, the letter of authority, the receipt of the answer."""
    asked = _of_person(request, SubjectRequest, pk)
    lead = _("%(what)s · %(name)s") % {"what": asked.get_kind_display(), "name": asked.person}
    return attach_paper(request, asked, Sheet((Paper.REQUEST, Paper.EVIDENCE), lead, Back.of_person(asked)))


class OfBody(Protocol):
    """A record of a body, with a page of its own on which its papers stand."""

    @property
    def organisation(self) -> Organisation: ...

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Back:
    """The page on which a paper stands, with the part of it, and the place of that page."""

    url: str
    area: Area

    @classmethod
    def of_body(cls, body: Organisation, part: str) -> Back:
        return cls(f"{body.get_absolute_url()}#{part}", body.area)

    @classmethod
    def of_record(cls, record: OfBody) -> Back:
        return cls(f"{record.get_absolute_url()}#papers", record.organisation.area)

    @classmethod
    def of_person(cls, record: Consent | SubjectRequest) -> Back:
        area = record.person.area
        if isinstance(record, SubjectRequest):
            return cls(record.get_absolute_url(), area)
        return cls(f"{record.person.get_absolute_url()}#consents", area)


@dataclass(frozen=True)
class Sheet:
    """The page that attaches: which papers it may be, the line under its head, where it leads back to."""

    papers: tuple[Paper, ...]
    lead: str
    back: Back


def attach_paper(request: Request, record: Row, sheet: Sheet) -> HttpResponse:
    """The page that attaches a paper to any record; the apps above have theirs by it."""
    policy.require(request.actor, "files.attach", record.node)
    stand_at(request, sheet.back.area)
    client_key = once(request)
    form = PaperForm(
        request.POST or None,
        request.FILES or None,
        papers=sheet.papers,
        initial={"paper": request.GET.get("paper", "")},
    )
    made = attempt(form, actions.attach, actor=request.actor, record=record, client_key=client_key)
    if made is not None:
        toast(request, _("%(name)s is attached.") % {"name": made.name})
        return redirect(sheet.back.url)
    return show(request, "registry/paper_form.html", {"form": form, "sheet": sheet, "client_key": client_key})


def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper of the register's; a paper of another record is not to be found here."""
    row = paper_of(request, pk)
    return take_back(request, row, _back_of(request, row))


def paper_of(request: Request, pk: int) -> Attachment:
    """A paper in sight that was not taken back."""
    rows = Attachment.objects.visible_to(request.actor).filter(pk=pk, withdrawn_on__isnull=True)
    row: Attachment | None = rows.first()
    if row is None:
        raise OutOfArea(f"file {pk}")
    return row


def take_back(request: Request, row: Attachment, back: Back) -> HttpResponse:
    """The page that asks why a paper is taken back."""
    policy.require(request.actor, "files.withdraw", row.node)
    stand_at(request, back.area)
    form = WithdrawPaperForm(request.POST or None)
    if attempt(form, actions.withdraw, actor=request.actor, attachment=row):
        toast(request, _("%(name)s is taken back.") % {"name": row.name})
        return redirect(back.url)
    return show(request, "registry/paper_withdraw.html", {"form": form, "row": row, "back": back.url})


def _back_of(request: Request, row: Attachment) -> Back:
    if row.kind == Organisation._meta.label_lower:
        return Back.of_body(organisation_of(request.actor, row.subject_id), "files")
    if row.kind == Registration._meta.label_lower:
        return Back.of_body(_step_of(request, row.subject_id).organisation, "registration")
    if row.kind == Consent._meta.label_lower:
        return Back.of_person(_of_person(request, Consent, row.subject_id))
    if row.kind == SubjectRequest._meta.label_lower:
        return Back.of_person(_of_person(request, SubjectRequest, row.subject_id))
    raise OutOfArea(f"file {row.pk}")


def _of_person(request: Request, model: type[PartT], pk: int) -> PartT:
    """A consent or request in sight."""
    rows = model.objects.visible_to(request.actor).filter(pk=pk)
    found: PartT | None = rows.select_related("person__area").first()
    if found is None:
        raise OutOfArea(f"{model._meta.label_lower} {pk}")
    return found


def _step_of(request: Request, pk: int) -> Registration:
    """A step that counts."""
    rows = Registration.objects.visible_to(request.actor).filter(pk=pk, withdrawn_on__isnull=True)
    found: Registration | None = rows.select_related("organisation__area").first()
    if found is None:
        raise OutOfArea(f"registration {pk}")
    return found
