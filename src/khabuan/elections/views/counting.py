"""Votes are written down, a wrong count is taken back, a result is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.elections.actions import confirming
from khabuan.elections.actions import counting as actions
from khabuan.elections.forms import counting as forms
from khabuan.elections.forms.elections import ReasonForm
from khabuan.elections.models import Election
from khabuan.elections.queries import elections as queries
from khabuan.elections.queries.heads import heads_of
from khabuan.elections.queries.terms import foreseen_end, known_terms
from khabuan.elections.rules.words import Purpose
from khabuan.elections.sentences import elections as said
from khabuan.elections.views.parts import election_here
from khabuan.registry.models import Appointment


def count(request: Request, pk: int) -> HttpResponse:
    """The votes of a round; with `?how=lot` the names drawn among those with even votes."""
    row = election_here(request, pk, "count_votes")
    told = queries.whole(request.actor, row)
    is_lot = bool(told.tied) and request.GET.get("how") == "lot"
    form: forms.CountForm | forms.LotForm
    if is_lot:
        form = forms.LotForm(typed(request), candidates=told.tied)
    else:
        heads = heads_of(request.actor, row)
        form = forms.CountForm(typed(request), candidates=told.among, heads=heads, is_tie=bool(told.tied))
    client_key = once(request)
    facts = {"actor": request.actor, "election": row, "client_key": client_key}
    if attempt(form, actions.count_votes, **facts):
        toast(request, _("The votes are written down."))
        return redirect(f"{row.get_absolute_url()}#result")
    seats = told.result.seats_left if told.tied else row.seats
    context = {
        "form": form, "row": row, "body": row.organisation, "told": told, "is_lot": is_lot, "seats": seats,
        "client_key": client_key,
    }  # fmt: skip
    return show(request, "elections/count.html", context)


def take_back(request: Request, pk: int) -> HttpResponse:
    """The last count was wrong: asked why, then it stays to be read and counts no more."""
    row = election_here(request, pk, "take_back_count")
    form = ReasonForm(typed(request))
    if attempt(form, actions.take_back_count, actor=request.actor, election=row):
        toast(request, _("The count is taken back. Count anew."))
        return redirect(row)
    told = queries.whole(request.actor, row)
    last = said.round_line(told.rounds[-1]) if told.rounds else None
    context = {"form": form, "row": row, "body": row.organisation, "last": last}
    return show(request, "elections/count_back.html", context)


def confirm(request: Request, pk: int) -> HttpResponse:
    """What the result will do to the register is shown first: who holds the post from when to when, who leaves."""
    row = election_here(request, pk, "confirm_election")
    told = queries.whole(request.actor, row)
    holders = _holders(request, row, told)
    leave = _leaving(row, told, holders)
    initial = {"resolution": request.GET.get("resolution", "")}
    form = forms.ConfirmForm(
        typed(request), actor=request.actor, election=row, holders=holders, leave=leave, back=request.path,
        initial=initial,
    )  # fmt: skip
    client_key = once(request)
    facts = {"actor": request.actor, "election": row, "client_key": client_key}
    if attempt(form, confirming.confirm_election, **facts):
        toast(request, _("The result is confirmed: the terms are in the register."))
        return redirect(row)
    known = known_terms(request.actor, row, told.elected)
    context = {
        "form": form, "row": row, "body": row.organisation, "told": told, "client_key": client_key,
        "will": said.confirm_words(told, foreseen_end(request.actor, row), known, leave),
    }  # fmt: skip
    return show(request, "elections/confirm.html", context)


def _holders(request: Request, row: Election, told: queries.Whole) -> list[Appointment]:
    """Who holds the post still and is not elected again, for a new term to replace."""
    if row.purpose != Purpose.NEW_TERM:
        return []
    rows = Appointment.objects.visible_to(request.actor).filter(post=row.post, ended_on__isnull=True)
    rows = rows.exclude(person__in=[one.person_id for one in told.elected]).select_related("person")
    return [one for one in rows.order_by("since", "pk") if one.since is None or one.since < row.begins_on]


def _leaving(row: Election, told: queries.Whole, holders: Sequence[Appointment]) -> list[Appointment]:
    """Who is ticked at first: all where all seats are elected, else those whose term is over by then."""
    if row.seats == row.post.holders:
        return list(holders)
    return [one for one in holders if one.until is not None and one.until <= row.begins_on]
