"""The room of funds: the list of a place, one fund's page, opening its books."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, show, typed
from khabuan.funds import sentences as said
from khabuan.funds.actions.setting_up import open_fund
from khabuan.funds.forms.setup import Deciding, OpenFundForm
from khabuan.funds.models import Fund
from khabuan.funds.queries import funds as queries
from khabuan.funds.queries import setup
from khabuan.funds.queries.members import counts_of
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.views.people import require_reader

PAGE = 50


def fund_here(request: Request, pk: int, action: str = "") -> Fund:
    """A fund in sight; for a page that acts on it, said no before the form is filled in."""
    found = setup.fund_of(request.actor, pk)
    if action:
        policy.require(request.actor, action, found.node)
    stand_at(request, found.organisation.area)
    return found


def may_of(actor: Actor, node: str) -> dict[str, bool]:
    """Each act of funds by its last word, for buttons."""
    return {
        name.removeprefix("funds."): policy.may(actor, name, node)
        for name in policy.POLICY
        if name.startswith("funds.")
    }


def deciding(request: Request, fund: Fund) -> Deciding:
    """What a form needs to offer the fund's resolutions; one that was just recorded comes back chosen."""
    return Deciding(
        request.actor, fund.organisation, request.get_full_path(), request.GET.get("resolution", "")
    )


def list_urls(fund: Fund) -> dict[str, str]:
    """The list of members by group: each count leads to its own list."""
    base = reverse("fund-members", args=[fund.pk])
    return {group: f"{base}?show={group}" for group in ("now", "ever", "eligible", "lapsed")}


def funds(request: Request) -> HttpResponse:
    """The funds of the place of the bar that keep their books here; a fund's own seat goes to its fund."""
    require_reader(request, "funds.fund")
    at = here(request)
    own = queries.own_fund(request.actor)
    if own is not None and "place" not in request.GET:
        return redirect(own)
    desk = queries.own_desk(request.actor)
    if desk is not None and "place" not in request.GET:
        return redirect("desk", pk=desk[0].pk)
    rows = queries.funds_in(request.actor, at.place.path)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": queries.fund_lines(list(page), clock.today()),
        "totals": queries.totals_in(request.actor, at.place.path),
        "place": label(at.place, full=True),
        "may_settle": policy.may(request.actor, "funds.settle_double"),
        "without": queries.without_books(request.actor, at.place.path),
    }
    return show(request, "funds/funds.html", context)


def fund(request: Request, pk: int) -> HttpResponse:
    """One fund: who and where, figures, what needs doing now, the four main acts, sections."""
    found = fund_here(request, pk)
    return show(request, "funds/fund.html", _context(request, found, clock.today()))


def _context(request: Request, found: Fund, today: date) -> dict[str, Any]:
    actor = request.actor
    counts = counts_of(actor, found, today)
    panels = [panel.build(request, found) for panel in offers.profile_panels if panel.kind == "fund"]
    return {
        "fund": found,
        "body": found.organisation,
        "place": label(found.organisation.area, full=True),
        "counts": counts,
        "money": queries.money_of(found),
        "needs": queries.needs_of(actor, found, counts, today),
        "doors": queries.jobs_at(actor, found, counts.now),
        "committee": setup.committee_of(actor, found, today),
        "accounts": setup.bank_accounts(found),
        "parts": setup.parts_of(found),
        "regulation": [said.rule_words(line) for line in setup.regulation_lines(found, today)],
        "may": may_of(actor, found.node),
        "urls": list_urls(found),
        "panels": [panel for panel in panels if panel],
        "today": today,
    }


def open_books(request: Request, pk: int) -> HttpResponse:
    """Begin the books of a fund that stands in the register."""
    body = organisation_of(request.actor, pk)
    policy.require(request.actor, "funds.open_fund", body.node)
    if body.kind != OrganisationKind.FUND:
        raise OutOfArea("funds.fund")
    known = setup.fund_of_body(request.actor, body)
    if known is not None:
        return redirect(known)
    stand_at(request, body.area)
    form = OpenFundForm(typed(request), initial={"opened_on": clock.today(), "started_on": body.founded_on})
    made = attempt(form, open_fund, actor=request.actor, organisation=body)
    if made:
        toast(request, _("The books of %(name)s are open.") % {"name": body.name})
        return redirect(made)
    return show(request, "funds/open.html", {"form": form, "body": body})
