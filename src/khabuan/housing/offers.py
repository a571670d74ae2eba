"""What houses offer to others: search, titles, panels, and how rows follow merges, wishes and areas that end."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.offers import PanelContent
from khabuan.grants.models import Project
from khabuan.housing import queries
from khabuan.housing.actions import carrying
from khabuan.housing.actions.houses import BOOKS
from khabuan.housing.models import HousingCase
from khabuan.housing.queries import Wanted
from khabuan.housing.sentences import programme_words, state_said
from khabuan.places.here import here
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

KIND = HousingCase._meta.label_lower
LAST = 5


def panel_of_body(request: Request | HttpRequest, body: Organisation) -> PanelContent | None:
    """The newest houses in a body's book, or for which an agency pays; away where there are none and none may be
    recorded. One query."""
    actor = _reader(request)
    if actor is None:
        return None
    may = policy.may(actor, "housing.record_case", body.node) and not body.ended_on and body.kind in BOOKS
    rows = list(queries.cases_of(actor, body, Wanted())[:LAST])
    if not rows and not may:
        return None
    add_url = reverse("housing-add", args=[body.pk]) if may else ""
    return _content(rows, f"{reverse('housing-of', args=[body.pk])}?when=all", add_url)


def panel_of_place(request: Request | HttpRequest, area: Area) -> PanelContent | None:
    """The newest houses of the year of a place and of those below it; away where there are none. One query."""
    actor = _reader(request)
    if actor is None:
        return None
    rows = list(queries.cases_in(actor, area, Wanted(year=here(request).year))[:LAST])  # type: ignore[arg-type]
    return _content(rows, f"{reverse('housing')}?place={area.key}", "") if rows else None


def panel_of_project(request: Request | HttpRequest, project: Project) -> PanelContent | None:
    """Houses of a project; away where there are none. One query."""
    actor = _reader(request)
    rows = list(queries.cases_of_project(actor, project, Wanted())[:LAST]) if actor else []
    list_url = f"{reverse('housing-project', args=[project.pk])}?when=all"
    return _content(rows, list_url, "") if rows else None


def _reader(request: Request | HttpRequest) -> Actor | None:
    actor: Actor = request.actor  # type: ignore[union-attr]
    return actor if policy.may_read(actor.role, KIND) else None


def _content(rows: list[HousingCase], list_url: str, add_url: str) -> PanelContent:
    lines = [(row, state_said(row), f"{row.area.name} · {programme_words(row)}") for row in rows]
    context = {"lines": lines, "list_url": list_url, "add_url": add_url}
    return PanelContent("housing/panel.html", context)


def register() -> None:
    offers.search_sources.add(offers.SearchSource("house", _("House repairs"), queries.find_cases, 63))
    offers.named_subjects.add(offers.NamedSubjects(KIND, queries.named_cases))
    offers.profile_panels.add(
        offers.ProfilePanel("housing.body", "organisation", panel_of_body, order=46),
        offers.ProfilePanel("housing.place", "place", panel_of_place, order=52),
        offers.ProfilePanel("housing.project", "project", panel_of_project, order=40),
    )
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("housing", carrying.move_of_person))
    offers.erasures.add(offers.OnErase("housing", carrying.erase_of_person))
    offers.person_copies.add(offers.PersonCopy("housing", carrying.copy_of_person, 28))
    offers.area_ends.add(offers.OnSuccession("housing", carrying.settle_area, carrying.COUNTED))
