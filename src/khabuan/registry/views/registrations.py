"""The steps of จดแจ้ง of a body: recorded, taken back; and a body that ended in error brought back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea, Refused
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.places.here import stand_at
from khabuan.registry.actions import organisations as actions
from khabuan.registry.forms import organisations as forms
from khabuan.registry.models import Organisation, Registration
from khabuan.registry.queries.organisations import entries_of
from khabuan.registry.queries.renewing import terms_that_return
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.rules.registration import STEPS, Entry, Step, StepRule, rule_of, step_refused
from khabuan.registry.sentences import organisations as said
from khabuan.registry.sentences import registration as steps_said
from khabuan.registry.views.organisations import body_to_act_on, profile_of


@dataclass(frozen=True)
class StepOffered:
    """A step to choose: what its paper has, or why it cannot be recorded now."""

    name: str
    asks: str
    why_not: str
    url: str


def registration_add(request: Request, pk: int) -> HttpResponse:
    """Which step, then its own form; a dissolution is asked about, with what will happen."""
    body = body_to_act_on(request, pk, "registry.record_registration")
    rule = rule_of(OrganisationKind(body.kind), request.POST.get("step", request.GET.get("step", "")))
    if rule is None:
        return show(
            request, "registry/registration_step.html", {"body": body, "steps": _offered(request, body)}
        )
    is_end = rule.step == Step.DISSOLVED
    if is_end:
        policy.require(request.actor, "registry.end_organisation", body.node)
    form = forms.RegistrationForm(typed(request), rule=rule)
    facts = {"actor": request.actor, "organisation": body, "step": rule.step.value}
    step = attempt(form, actions.record_registration, **facts)
    if step is not None:
        toast(request, _("Recorded: %(step)s.") % {"step": steps_said.step_label(step.step)})
        return redirect(f"{body.get_absolute_url()}#registration")
    context = {"form": form, "body": body, "step": rule.step.value, "name": steps_said.step_label(rule.step)}
    if is_end:
        context["will"] = said.ending_words(profile_of(request.actor, body, clock.today()))
    return show(request, "registry/registration_form.html", context)


def _offered(request: Request, body: Organisation) -> list[StepOffered]:
    kind = OrganisationKind(body.kind)
    known = entries_of(request.actor, body)
    may_end = policy.may(request.actor, "registry.end_organisation", body.node)
    return [
        _step_offered(body, rule, known)
        for rule in STEPS.get(kind, ())
        if rule.step != Step.DISSOLVED or may_end
    ]


def _step_offered(body: Organisation, rule: StepRule, known: list[Entry]) -> StepOffered:
    refused = step_refused(OrganisationKind(body.kind), known, Entry(key=0, step=rule.step))
    asks = _("The paper has: %(things)s") % {"things": ", ".join(_(need.label) for need in rule.needs)}
    url = f"{reverse('registration-add', args=[body.pk])}?{urlencode({'step': rule.step.value})}"
    if rule.step == Step.RENEWED:
        url = reverse("term-renew", args=[body.pk])
        asks = _("Together with the new list: who goes on, who comes, from which day")
    why_not = _(refused.problem.label) if refused else ""
    return StepOffered(steps_said.step_label(rule.step), asks, why_not, "" if why_not else url)


def registration_fill(request: Request, pk: int) -> HttpResponse:
    """Write what a step lacked when it was recorded: its date, number, receiver or counts."""
    row = _step_of(request, pk)
    policy.require(request.actor, "registry.fill_registration", row.node)
    stand_at(request, row.organisation.area)
    rule = rule_of(OrganisationKind(row.organisation.kind), row.step)
    if rule is None:
        raise OutOfArea(f"registration {pk}")
    form = forms.FillRegistrationForm(typed(request), rule=rule, row=row)
    if attempt(form, actions.fill_registration, actor=request.actor, registration=row):
        toast(request, _("The step is filled in."))
        return redirect(f"{row.organisation.get_absolute_url()}#registration")
    context = {"form": form, "body": row.organisation, "name": steps_said.step_label(row.step)}
    return show(request, "registry/registration_fill.html", context)


def _step_of(request: Request, pk: int) -> Registration:
    rows = Registration.objects.visible_to(request.actor).filter(pk=pk)
    row: Registration | None = rows.select_related("organisation__area").first()
    if row is None:
        raise OutOfArea(f"registration {pk}")
    return row


def registration_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a step that was entered in error; with a dissolution the body comes back."""
    row = _step_of(request, pk)
    policy.require(request.actor, "registry.withdraw_registration", row.node)
    form = forms.WithdrawForm(typed(request))
    if attempt(form, actions.withdraw_registration, actor=request.actor, registration=row):
        toast(request, _("The step is taken back."))
        return redirect(f"{row.organisation.get_absolute_url()}#registration")
    body = row.organisation
    returns = row.step == Step.DISSOLVED and body.ended_on
    context = {
        "form": form,
        "row": row,
        "body": body,
        "step": steps_said.step_label(row.step),
        "will": said.returning_words(body, terms_that_return(request.actor, body)) if returns else [],
    }
    return show(request, "registry/registration_withdraw.html", context)


def revive(request: Request, pk: int) -> HttpResponse:
    """Bring back a body that was ended in error: asked first, with what will happen."""
    body = body_to_act_on(request, pk, "registry.revive_organisation")
    if not body.ended_on:
        raise Refused("not_ended", _("This organisation has not ended. There is nothing to bring back."))
    form = forms.WithdrawForm(typed(request))
    if attempt(form, actions.revive_organisation, actor=request.actor, organisation=body):
        toast(request, _("%(name)s is back.") % {"name": body.name})
        return redirect(body)
    will = said.returning_words(body, terms_that_return(request.actor, body))
    return show(request, "registry/organisation_revive.html", {"form": form, "body": body, "will": will})
