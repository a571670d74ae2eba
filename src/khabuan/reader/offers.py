"""What the reader offers to others: texts by title, where a record came from, how texts follow areas and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.offers import Duty, PanelContent
from khabuan.core.parts.words import number
from khabuan.reader.actions import carrying
from khabuan.reader.models import Text
from khabuan.reader.queries import piles, texts
from khabuan.reader.queries.accused import accused_among
from khabuan.registry.models import Organisation
from khabuan.registry.queries.duties import for_office
from khabuan.registry.rules.kinds import OrganisationKind


def panel(request: Request | HttpRequest, row: Any) -> PanelContent | None:
    """The texts out of which a record was written, with their words; away where there are none, and for who reads none.
    One query."""
    found = texts.sources_of(request.actor, row._meta.label_lower, row.pk)  # type: ignore[union-attr]
    return PanelContent("reader/panel.html", {"sources": found}) if found else None


def panel_of_body(request: Request | HttpRequest, body: Organisation) -> PanelContent | None:
    """The same for a fund, which alone is entered out of a text; others cost no query."""
    return panel(request, body) if body.kind == OrganisationKind.FUND else None


def stopped_due(actor: Actor, today: date, limit: int) -> Sequence[Duty]:
    """Files of many texts whose reader's seat has ended."""
    return [
        Duty(
            what=_("Nobody reads on in the file %(name)s") % {"name": pile.file_name},
            more=_("The seat that brought it in has ended. %(done)s of %(total)s were read")
            % {"done": number(pile.done), "total": number(pile.total)},
            path=pile.get_absolute_url(),
            act=_("Take it over"),
            kind="reader.pile",
        )
        for pile in piles.stopped(actor)[:limit]
    ]


def count_stopped(actor: Actor, today: date) -> int:
    return piles.stopped(actor).count()


def register() -> None:
    stopped = for_office("reader.go_on_with_pile", stopped_due, count_stopped)
    offers.duty_sources.add(offers.DutySource("reader.pile", *stopped, _("Texts that nobody reads on"), 31))
    offers.named_subjects.add(offers.NamedSubjects(Text._meta.label_lower, texts.named_texts))
    offers.search_sources.add(offers.SearchSource("text", _("Texts that are read"), texts.find_texts, 66))
    offers.profile_panels.add(
        offers.ProfilePanel("reader.gathering", "gathering", panel, order=60),
        offers.ProfilePanel("reader.meeting", "meeting", panel, order=60),
        offers.ProfilePanel("reader.project", "project", panel, order=60),
        offers.ProfilePanel("reader.promise", "promise", panel, order=60),
        offers.ProfilePanel("reader.house", "house", panel, order=60),
        offers.ProfilePanel("reader.news", "news", panel, order=60),
        offers.ProfilePanel("reader.fund", "organisation", panel_of_body, order=60),
    )
    offers.name_guards.add(offers.NameGuard("reader", accused_among))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("reader", carrying.move_of_person))
    offers.erasures.add(offers.OnErase("reader", carrying.erase_of_person, order=5))
    offers.erase_holds.add(offers.EraseHold("reader.pile", carrying.still_at_work))
    offers.person_copies.add(offers.PersonCopy("reader", carrying.copy_of_person, 29))
    offers.area_ends.add(offers.OnSuccession("reader", carrying.settle_area, carrying.COUNTED, order=70))
