"""The structure of one body: its reviews, and a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.elections.actions import structure as actions
from khabuan.elections.forms.elections import ReasonForm
from khabuan.elections.forms.structure import ReviewForm
from khabuan.elections.models import StructureReview
from khabuan.elections.queries.structure import reviews_of, role_lines
from khabuan.elections.rules.structure import seats_of
from khabuan.elections.sentences.structure import review_lines
from khabuan.elections.views.parts import body_here
from khabuan.places.here import stand_at
from khabuan.registry.sentences.parts import term_said


def structure(request: Request, pk: int) -> HttpResponse:
    """The roles as they are, and each review with what it changed."""
    body = body_here(request, pk)
    lines = role_lines(request.actor, body, clock.today())
    may = not body.ended_on and policy.may(request.actor, "elections.review_structure", body.node)
    context = {
        "body": body,
        "roles": [(line, term_said(line.term) if line.term else None) for line in lines],
        "seats": seats_of([line.role for line in lines]),
        "reviews": review_lines(reviews_of(request.actor, body)),
        "may_review": may,
        "may_withdraw": policy.may(request.actor, "elections.withdraw_review", body.node),
    }
    return show(request, "elections/structure.html", context)


def review(request: Request, pk: int) -> HttpResponse:
    """Look through the roles: seats wanted, roles closed, new ones; by which meeting and resolution."""
    body = body_here(request, pk)
    policy.require(request.actor, "elections.review_structure", body.node)
    lines = role_lines(request.actor, body, clock.today())
    initial = {"on": clock.today(), "resolution": request.GET.get("resolution", "")}
    form = ReviewForm(
        typed(request), actor=request.actor, body=body, lines=lines, back=request.path, initial=initial
    )
    client_key = once(request)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    if attempt(form, actions.review_structure, **facts):
        toast(request, _("The review is recorded."))
        return redirect("structure", pk=body.pk)
    return show(request, "elections/review.html", {"form": form, "body": body, "client_key": client_key})


def review_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a review that was entered in error; the posts stay as they are."""
    rows = StructureReview.objects.visible_to(request.actor).filter(pk=pk)
    row: StructureReview | None = rows.select_related("organisation__area").first()
    if row is None:
        raise OutOfArea(f"review {pk}")
    policy.require(request.actor, "elections.withdraw_review", row.node)
    stand_at(request, row.organisation.area)
    form = ReasonForm(typed(request))
    if attempt(form, actions.withdraw_review, actor=request.actor, review=row):
        toast(request, _("The review is taken back."))
        return redirect(row)
    return show(
        request, "elections/review_withdraw.html", {"form": form, "row": row, "body": row.organisation}
    )
