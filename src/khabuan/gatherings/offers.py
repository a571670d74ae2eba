"""What gatherings offer to others: search, own work, panels, the calendar, figures, and how rows follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.offers import FigureValue, PanelContent
from khabuan.core.thai import FiscalYear
from khabuan.gatherings.actions import carrying
from khabuan.gatherings.queries import calendar, cooperation, due, gatherings
from khabuan.gatherings.queries.gatherings import Wanted
from khabuan.gatherings.queries.together import last_of_body
from khabuan.gatherings.rules.lists import GatheringList
from khabuan.gatherings.year_report import tell_year
from khabuan.registry.models import Organisation
from khabuan.registry.queries.duties import for_office

LAST = 5


def panel(request: Request | HttpRequest, body: Organisation) -> PanelContent | None:
    """The last gatherings and agreements of a body; away where there are none and none may be recorded. One query."""
    actor: Actor = request.actor  # type: ignore[union-attr]
    rows = last_of_body(actor, body, LAST + 1)
    may_record = not body.ended_on and policy.may(actor, "gatherings.record_gathering", body.node)
    if not rows and not may_record:
        return None
    context = {"rows": rows[:LAST], "has_more": len(rows) > LAST, "may_record": may_record}
    return PanelContent("gatherings/panel.html", context)


def held_figure(actor: Actor, area: Any, on: date) -> FigureValue:
    """Gatherings held in the budget year of the day, at and below a place."""
    year = FiscalYear.of(on)
    rows = gatherings.gatherings_in(actor, area, Wanted(state=GatheringList.HELD, year=year), on)
    path = f"{reverse('gatherings')}?place={area.key}&state={GatheringList.HELD.value}"
    return FigureValue(rows.count(), gettext("in fiscal year %(year)s") % {"year": year.be}, path)


def register() -> None:
    offers.search_sources.add(
        offers.SearchSource("gathering", _("Gatherings"), gatherings.find_gatherings, 62),
        offers.SearchSource("cooperation", _("Co-operation agreements"), cooperation.find_cooperations, 64),
    )
    offers.named_subjects.add(
        offers.NamedSubjects("gatherings.gathering", gatherings.named_gatherings),
        offers.NamedSubjects("gatherings.cooperation", cooperation.named_cooperations),
    )
    for kind, act, due_of, count, name, order in (
        (
            "gatherings.untold", "gatherings.hold_gathering", due.untold_due, due.count_untold,
            _("Gatherings of which nobody wrote what came of them"), 50,
        ),
        (
            "gatherings.cooperations", "gatherings.renew_cooperation", due.ending_due, due.count_ending,
            _("Co-operation agreements that run out"), 51,
        ),
    ):  # fmt: skip
        offers.duty_sources.add(offers.DutySource(kind, *for_office(act, due_of, count), name, order))
    offers.calendar_sources.add(
        offers.CalendarSource(
            "gatherings", {calendar.KIND: _("Gatherings")}, calendar.items, calendar.one, 20
        )
    )
    offers.figures.add(offers.Figure("gatherings.held", _("Gatherings held"), _("times"), held_figure, 50))
    offers.profile_panels.add(offers.ProfilePanel("gatherings", "organisation", panel, order=45))
    offers.year_report_parts.add(offers.YearReportPart("gatherings", tell_year, 15))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("gatherings", carrying.move_of_person))
    offers.erasures.add(offers.OnErase("gatherings", carrying.erase_of_person))
    offers.person_copies.add(offers.PersonCopy("gatherings", carrying.copy_of_person, 27))
    offers.area_ends.add(offers.OnSuccession("gatherings", carrying.settle_area, carrying.COUNTED))
