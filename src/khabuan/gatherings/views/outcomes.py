"""What came of a gathering: heads, agreements, promises, visits; lines taken off."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.followup.views.asking import Sheet, ask
from khabuan.gatherings.actions import outcomes as actions
from khabuan.gatherings.forms import outcomes as forms
from khabuan.gatherings.forms.gatherings import ReasonForm
from khabuan.gatherings.models import Agreement
from khabuan.gatherings.queries import one as queries
from khabuan.gatherings.queries.gatherings import gathering_of
from khabuan.gatherings.views.asking import to_act_on


def heads(request: Request, pk: int) -> HttpResponse:
    """How many came, by sector and by area."""
    row = to_act_on(request, pk, "count_heads")
    counts, areas = queries.counts_of(request.actor, row), queries.areas_to_count(request.actor, row)
    form = forms.HeadsForm(typed(request), counts=counts, areas=areas)
    if attempt(form, actions.count_heads, actor=request.actor, gathering=row):
        toast(request, _("The numbers are written down."))
        return redirect(f"{row.get_absolute_url()}#heads")
    return show(request, "gatherings/heads.html", {"form": form, "row": row})


def agreement_add(request: Request, pk: int) -> HttpResponse:
    """What those present agreed."""
    row = to_act_on(request, pk, "add_agreement")
    client_key, back = once(request), f"{row.get_absolute_url()}#agreements"
    form = forms.AgreementForm(typed(request))
    if attempt(form, actions.add_agreement, actor=request.actor, gathering=row, client_key=client_key):
        toast(request, _("The agreement is written down."))
        return redirect(back)
    note = _("It is no resolution: a gathering has no quorum. What an agency said it would do is a promise.")
    sheet = Sheet(
        _("What was agreed"), _("Write the agreement down"), str(row), back, _("Do not record"), note
    )
    return ask(request, form, sheet, client_key=client_key)


def agreement_correct(request: Request, pk: int) -> HttpResponse:
    """Put right what was written down wrongly."""
    line = queries.line_of(request.actor, "agreements", pk)
    if not isinstance(line, Agreement):
        raise OutOfArea(f"agreement {pk}")
    row = to_act_on(request, line.gathering_id, "correct_agreement")
    form = forms.CorrectAgreementForm(typed(request), initial={"words": line.words, "issue": line.issue})
    back = f"{row.get_absolute_url()}#agreements"
    if attempt(form, actions.correct_agreement, actor=request.actor, gathering=row, agreement=line):
        toast(request, _("The agreement is corrected."))
        return redirect(back)
    sheet = Sheet(_("Correct the agreement"), _("Correct it"), str(row), back, _("Leave as it is"))
    return ask(request, form, sheet)


def visit_add(request: Request, pk: int) -> HttpResponse:
    """An area, or a body there, that the visit went to."""
    row = to_act_on(request, pk, "add_visit")
    client_key, back = once(request), f"{row.get_absolute_url()}#visits"
    form = forms.VisitForm(typed(request), actor=request.actor, near=row.organisation.area.code)
    made = attempt(form, actions.add_visit, actor=request.actor, gathering=row, client_key=client_key)
    if made is not None:
        toast(request, _("%(place)s is on the list.") % {"place": made})
        return redirect(back)
    sheet = Sheet(_("A place that was visited"), _("Put it on the list"), str(row), back, _("Do not add"))
    return ask(request, form, sheet, client_key=client_key)


def line_remove(request: Request, noun: str, pk: int) -> HttpResponse:
    """Take a line off the list, with the reason."""
    line = queries.line_of(request.actor, noun, pk)
    row = gathering_of(request.actor, line.gathering_id)
    row = to_act_on(request, row.pk, "remove_line")
    form = ReasonForm(typed(request))
    back = f"{row.get_absolute_url()}#{'programme' if noun in ('parts', 'acts') else noun}"
    if attempt(form, actions.remove_line, actor=request.actor, gathering=row, line=line):
        toast(request, _("The line is taken off."))
        return redirect(back)
    sheet = Sheet(
        _("Take the line off"), _("Take it off"), f"{line} · {row}", back, _("Leave as it is"),
        _("For what was entered in error. It stays in the history."), is_danger=True,
    )  # fmt: skip
    return ask(request, form, sheet)
