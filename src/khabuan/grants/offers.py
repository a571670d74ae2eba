"""What projects offer to others: search, titles, panels, and how rows follow merges and areas that end."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.offers import PanelContent
from khabuan.grants import queries
from khabuan.grants.actions import carrying
from khabuan.grants.models import Project
from khabuan.grants.queries import Wanted
from khabuan.grants.sentences import state_said, year_words
from khabuan.places.here import here
from khabuan.places.models import Area
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

KIND = Project._meta.label_lower
LAST = 5


def panel_of_body(request: Request | HttpRequest, body: Organisation) -> PanelContent | None:
    """The newest projects that a body holds, or that an agency pays for; away where there are none and none may be
    recorded. One query."""
    actor: Actor = request.actor  # type: ignore[union-attr]
    if not policy.may_read(actor.role, KIND):
        return None
    is_agency = body.kind == OrganisationKind.AGENCY
    may = policy.may(actor, "grants.record_project", body.node) and not body.ended_on and not is_agency
    rows = list(queries.projects_of(actor, body, Wanted())[:LAST])
    if not rows and not may:
        return None
    add_url = reverse("project-add", args=[body.pk]) if may else ""
    return _content(rows, f"{reverse('projects-of', args=[body.pk])}?when=all", add_url, has_body=is_agency)


def panel_of_place(request: Request | HttpRequest, area: Area) -> PanelContent | None:
    """The newest projects of the year of a place and of those below it; away where there are none. One query."""
    actor: Actor = request.actor  # type: ignore[union-attr]
    if not policy.may_read(actor.role, KIND):
        return None
    year = here(request).year  # type: ignore[arg-type]
    rows = list(queries.projects_in(actor, area, Wanted(year=year))[:LAST])
    list_url = f"{reverse('projects')}?place={area.key}"
    return _content(rows, list_url, "", has_body=True) if rows else None


def _content(rows: list[Project], list_url: str, add_url: str, *, has_body: bool) -> PanelContent:
    lines = [
        (
            row,
            state_said(row),
            f"{row.organisation.name} · {year_words(row)}" if has_body else year_words(row),
        )
        for row in rows
    ]
    context = {"lines": lines, "list_url": list_url, "add_url": add_url}
    return PanelContent("grants/panel.html", context)


def register() -> None:
    offers.search_sources.add(offers.SearchSource("project", _("Projects"), queries.find_projects, 61))
    offers.named_subjects.add(offers.NamedSubjects(KIND, queries.named_projects))
    offers.profile_panels.add(
        offers.ProfilePanel("grants.body", "organisation", panel_of_body, order=44),
        offers.ProfilePanel("grants.place", "place", panel_of_place, order=50),
    )
    offers.organisation_merges.add(carrying.MERGE)
    offers.area_ends.add(offers.OnSuccession("grants", carrying.settle_area, carrying.COUNTED))
