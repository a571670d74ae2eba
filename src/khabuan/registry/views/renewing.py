"""A new term of a whole body: the list with its boxes, what will happen, then one act."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.registry.actions import renewing as actions
from khabuan.registry.forms.renewing import RenewalForm
from khabuan.registry.queries.renewing import is_registered, seat_lines, years_of_term
from khabuan.registry.sentences import renewing as said
from khabuan.registry.views.organisations import body_to_act_on


def term_renew(request: Request, pk: int) -> HttpResponse:
    """First the list; sent once, it comes back with what will happen; sent again unchanged, it is saved."""
    body = body_to_act_on(request, pk, "registry.renew_term")
    years = years_of_term(request.actor, body, clock.today())
    form = RenewalForm(
        typed(request),
        request.FILES or None,
        actor=request.actor,
        lines=seat_lines(request.actor, body, clock.today()),
        is_step=is_registered(request.actor, body),
        all_stay=bool(request.GET.get("all")),
    )
    client_key = once(request)
    will: list[str] = []
    if form.is_valid():
        if request.POST.get("seen") == form.digest:
            facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
            if attempt(form, actions.renew_term, **facts):
                toast(request, _("The new term of %(name)s is recorded.") % {"name": body.name})
                return redirect(f"{body.get_absolute_url()}#posts")
        if form.is_valid():
            will = said.renewal_words(form.cleaned_data, years)
    context = {"form": form, "body": body, "will": will, "client_key": client_key}
    context |= {"lines": said.lines_of(form), "term_hint": said.term_hint(years)}
    return show(request, "registry/term_renew.html", context)
