"""A village centre and its own members, for whoever sits there: who they are, applications, the village's certificate.

A centre's seat does not reach its fund; the acts here stand on the centre.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show
from khabuan.funds import sentences as said
from khabuan.funds.actions import members as actions
from khabuan.funds.forms.members import CertifyForm
from khabuan.funds.models import Fund
from khabuan.funds.queries import members as queries
from khabuan.funds.views.desks import desk_here
from khabuan.funds.views.funds import may_of
from khabuan.funds.views.members import Applying, application
from khabuan.registry.models import Organisation

PAGE = 50


def _centre(request: Request, pk: int, action: str = "") -> tuple[Organisation, Fund]:
    """A centre in reach and its fund; the fund's own desk has the fund's pages."""
    body, fund = desk_here(request, pk, action)
    if body.pk == fund.organisation_id:
        raise OutOfArea("centre")
    return body, fund


def members(request: Request, pk: int) -> HttpResponse:
    """The members of a centre, and the applications that the village may certify."""
    centre, fund = _centre(request, pk)
    shown = queries.MemberFilter(centre=centre.pk)
    today = clock.today()
    page = Paginator(queries.members_shown(request.actor, fund, shown, today), PAGE).get_page(
        request.GET.get("page")
    )
    waiting = queries.MemberFilter(group="waiting", centre=centre.pk)
    rows = list(queries.members_shown(request.actor, fund, waiting, today).order_by("applied_on", "pk"))
    form = CertifyForm(request.POST if request.method == "POST" else None, rows=rows, prefix="certify")
    done = attempt(form, actions.certify_at_centre, actor=request.actor, centre=centre)
    if done is not None:
        words = ngettext("%(n)d application is certified.", "%(n)d applications are certified.", done)
        toast(request, words % {"n": done})
        return redirect("centre-members", pk=pk)
    context = {
        "centre": centre, "fund": fund, "page": page, "form": form, "waiting": [(row, said.state_said(row)) for row in rows],
        "lines": [said.line_of(line, today) for line in queries.lines_of(list(page))],
        "may": may_of(request.actor, centre.node),
    }  # fmt: skip
    return show(request, "funds/centre_members.html", context)


def apply(request: Request, pk: int) -> HttpResponse:
    """The application, taken at the centre."""
    centre, fund = _centre(request, pk, "funds.apply_at_centre")
    back = reverse("centre-members", args=[pk])
    return application(request, Applying(fund, [centre], back, actions.apply_at_centre, {"centre": centre}))
