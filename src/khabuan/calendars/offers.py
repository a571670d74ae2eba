"""What calendars offer to others: how feeds follow bodies and places, the way from a body to its calendar."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from khabuan.calendars.actions import AREA_END, MERGE
from khabuan.core import offers
from khabuan.registry.models import Organisation


def panel(request: HttpRequest, body: Organisation) -> offers.PanelContent:
    """The way to the calendar of a body; no query."""
    return offers.PanelContent("calendars/panel.html", {"url": reverse("calendar-of", args=[body.pk])})


def register() -> None:
    offers.organisation_merges.add(MERGE)
    offers.area_ends.add(AREA_END)
    offers.profile_panels.add(offers.ProfilePanel("calendars", "organisation", panel, order=46))
