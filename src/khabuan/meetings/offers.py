"""What meetings offer to others: search, the part on an organisation's page, how resolutions follow a merge."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.meetings.actions.resolutions import MERGE
from khabuan.meetings.models import Resolution
from khabuan.meetings.queries.calendar import CALENDAR
from khabuan.meetings.queries.resolutions import find_resolutions, resolutions_of
from khabuan.registry.models import Organisation

LAST = 3


def panel(request: Request | HttpRequest, body: Organisation) -> offers.PanelContent | None:
    """The last resolutions on the page of a body; away for who reads none of it. One query."""
    actor = request.actor  # type: ignore[union-attr]
    if not policy.may_read(actor.role, Resolution._meta.label_lower) or not actor.reaches(body.node):
        return None
    rows = list(resolutions_of(actor, body)[: LAST + 1])
    context = {
        "rows": rows[:LAST],
        "has_more": len(rows) > LAST,
        "may_record": not body.ended_on and policy.may(actor, "meetings.record_resolution", body.node),
    }
    return offers.PanelContent("meetings/panel.html", context)


def register() -> None:
    offers.search_sources.add(offers.SearchSource("resolution", _("Resolutions"), find_resolutions, order=60))
    offers.profile_panels.add(offers.ProfilePanel("meetings.resolutions", "organisation", panel, order=40))
    offers.organisation_merges.add(MERGE)
    offers.calendar_sources.add(CALENDAR)
