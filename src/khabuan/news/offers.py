"""What news offers to others: search, panels of places and bodies, and how rows follow."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.offers import PanelContent
from khabuan.news import queries
from khabuan.news.actions import carrying
from khabuan.news.models import NewsItem
from khabuan.news.views import may_write_of
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

LAST = 3


def panel_of_body(request: Request | HttpRequest, body: Organisation) -> PanelContent | None:
    """The last news of a body; away where there is none and none may be written. One query."""
    actor: Actor = request.actor  # type: ignore[union-attr]
    rows, may_write = queries.last_of_body(actor, body, LAST + 1), may_write_of(actor, body)
    if not rows and not may_write:
        return None
    context = {"rows": rows[:LAST], "has_more": len(rows) > LAST, "may_write": may_write, "body": body}
    return PanelContent("news/panel.html", context)


def panel_of_place(request: Request | HttpRequest, area: Area) -> PanelContent | None:
    """The last published news of a place; the same. One query."""
    actor: Actor = request.actor  # type: ignore[union-attr]
    rows = queries.last_of_place(actor, area, LAST + 1)
    may_write = not area.until and policy.may(actor, "news.write_of_place", area.path)
    if not rows and not may_write:
        return None
    context = {"rows": rows[:LAST], "has_more": len(rows) > LAST, "may_write": may_write, "area": area}
    return PanelContent("news/panel.html", context)


def register() -> None:
    kind = NewsItem._meta.label_lower
    offers.search_sources.add(offers.SearchSource("news", _("News"), queries.find_news, 63))
    offers.named_subjects.add(offers.NamedSubjects(kind, queries.named_news))
    offers.profile_panels.add(
        offers.ProfilePanel("news.body", "organisation", panel_of_body, order=47),
        offers.ProfilePanel("news.place", "place", panel_of_place),
    )
    offers.organisation_merges.add(carrying.MERGE)
    offers.erasures.add(offers.OnErase("news", carrying.erase_of_person, order=6))
    offers.person_copies.add(offers.PersonCopy("news", carrying.copy_of_person, 28))
    offers.area_ends.add(offers.OnSuccession("news", carrying.settle_area, carrying.COUNTED))
