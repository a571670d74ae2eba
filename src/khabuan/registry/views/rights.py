"""A person's rights over their own facts: what is asked, the copy, the erasure, who opened a number."""

from __future__ import annotations

import json

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import NotAllowed, OutOfArea
from khabuan.core.thai import short_date
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.queries import files_of
from khabuan.places.here import stand_at
from khabuan.registry.actions import rights as actions
from khabuan.registry.forms.rights import AnswerForm, AskForm, CopyForm, EraseForm
from khabuan.registry.models import Identity, Person, SubjectRequest
from khabuan.registry.queries import requests as queries
from khabuan.registry.queries.history import identity_reads
from khabuan.registry.rules.requests import RequestKind

PAGE = 50
ACTS = ("open_request", "answer_request", "copy_person", "erase_person")


def _require_reader(actor: Actor, kind: str) -> None:
    if not policy.may_read(actor.role, kind):
        raise NotAllowed(kind, tuple(role.label for role in policy.READS[kind]))


def _person(request: Request, pk: int, act: str = "") -> Person:
    """A person in sight, on whom this office may act: 404 out of sight or reach, 403 without the office."""
    _require_reader(request.actor, "registry.person")
    found: Person | None = (
        Person.objects.visible_to(request.actor).filter(pk=pk).select_related("area").first()
    )
    if found is None:
        raise OutOfArea("registry.person")
    if act:
        policy.require(request.actor, f"registry.{act}", found.node)
    stand_at(request, found.area)
    return found


def _asked(request: Request, pk: int, act: str = "") -> SubjectRequest:
    _require_reader(request.actor, "registry.subjectrequest")
    rows = SubjectRequest.objects.visible_to(request.actor).select_related("person__area")
    found: SubjectRequest | None = rows.filter(pk=pk).first()
    if found is None:
        raise OutOfArea("registry.subjectrequest")
    if act:
        policy.require(request.actor, f"registry.{act}", found.node)
    stand_at(request, found.person.area)
    return found


def _may(actor: Actor, person: Person) -> dict[str, bool]:
    return {act: policy.may(actor, f"registry.{act}", person.node) for act in ACTS}


def requests(request: Request) -> HttpResponse:
    """What people asked: those that wait, by the day they are due; or those that were answered."""
    _require_reader(request.actor, "registry.subjectrequest")
    is_open = request.GET.get("show") != "answered"
    page = Paginator(queries.requests_in(request.actor, only_open=is_open), PAGE).get_page(
        request.GET.get("page")
    )
    lines = queries.lines_of(list(page), clock.today())
    return show(request, "registry/requests.html", {"page": page, "lines": lines, "is_open": is_open})


def rights(request: Request, pk: int) -> HttpResponse:
    """One person's requests, and what may be done for them."""
    person = _person(request, pk)
    context = {
        "person": person,
        "lines": queries.requests_of(request.actor, person, clock.today()),
        "may": _may(request.actor, person),
        "reads": policy.may_read(request.actor.role, "audit.identityread"),
    }
    return show(request, "registry/person_rights.html", context)


def ask(request: Request, pk: int) -> HttpResponse:
    """Write down what a person asks."""
    person = _person(request, pk, "open_request")
    form = AskForm(request.POST or None, request.FILES or None)
    client_key = once(request)
    made = attempt(form, actions.open_request, actor=request.actor, person=person, client_key=client_key)
    if made:
        toast(request, _("The request is written down."))
        return redirect("subject-request", pk=made.pk)
    return show(
        request, "registry/request_ask.html", {"form": form, "person": person, "client_key": client_key}
    )


def one(request: Request, pk: int) -> HttpResponse:
    """One request: what to do for it, and its answer."""
    asked = _asked(request, pk)
    is_erasure = asked.kind == RequestKind.ERASE
    form = AnswerForm(typed(request), is_erasure=is_erasure)
    if attempt(form, actions.answer_request, actor=request.actor, asked=asked):
        toast(request, _("The request is answered."))
        return redirect("subject-request", pk=pk)
    context = {
        "form": form,
        "asked": asked,
        "person": asked.person,
        "line": queries.lines_of([asked], clock.today())[0],
        "files": files_of(request.actor, asked),
        "may_attach": policy.may(request.actor, "files.attach", asked.node),
        "may_withdraw_paper": policy.may(request.actor, "files.withdraw", asked.node),
        "may": _may(request.actor, asked.person),
        "holds": actions.reasons_to_keep(asked.person) if is_erasure and not asked.answered_on else [],
    }
    return show(request, "registry/request.html", context)


def erase(request: Request, pk: int) -> HttpResponse:
    """Erase the facts as the person asked; what goes and what stays is shown before."""
    asked = _asked(request, pk, "erase_person")
    person, form = asked.person, EraseForm(typed(request))
    if request.method == "POST" and form.is_valid():
        actions.erase_person(actor=request.actor, person=person, asked=asked)
        toast(request, _("The facts are erased."))
        return redirect("person-rights", pk=person.pk)
    context = {"form": form, "asked": asked, "person": person, "holds": actions.reasons_to_keep(person)}
    return show(request, "registry/person_erase.html", context)


def copy(request: Request, pk: int) -> HttpResponse:
    """Everything that is kept about the person, for the person: on paper or as JSON. Opening is logged."""
    person = _person(request, pk, "copy_person")
    form = CopyForm(typed(request))
    if request.method != "POST" or not form.is_valid():
        return show(request, "registry/person_copy.html", {"form": form, "person": person})
    made = actions.copy_person(actor=request.actor, person=person, reason=form.cleaned_data["reason"])
    if form.cleaned_data["shape"] == "json":
        body = json.dumps(made.as_json(), ensure_ascii=False, indent=2)
        headers = {"Content-Disposition": f'attachment; filename="person-{person.pk}.json"'}
        return HttpResponse(body, content_type="application/json", headers=headers)
    context = {"made": made, "person": person, "printed_by": request.actor.title, "printed_on": made.made_on}
    return show(request, "registry/person_copy_sheet.html", context)


def reads(request: Request, pk: int) -> HttpResponse:
    """Who opened a number of this person, when and why."""
    person = _person(request, pk)
    words = dict(Identity.Kind.choices)
    rows = identity_reads(request.actor, person, limit=1000)
    lines = [
        {
            "at": f"{short_date(localtime(row.at).date())} {localtime(row.at):%H:%M}",
            "seat": row.seat_title,
            "what": words.get(row.what, row.what),
            "why": row.reason,
        }
        for row in rows
    ]
    return show(request, "registry/person_reads.html", {"person": person, "lines": lines})
