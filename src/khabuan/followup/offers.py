"""What follow-up offers to others: own work, search, titles, the parts on an organisation's page, what stands on a
resolution, how its rows follow merges and erasures.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.followup import year_report
from khabuan.followup.actions import carrying
from khabuan.followup.models import Duty
from khabuan.followup.queries import calendar, due, named, panels, promises
from khabuan.followup.queries.wanted import PLAIN
from khabuan.followup.sentences import promise_stats, when_words
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import OrganisationKind

SHOWN = 4  # open lines on the page of an organisation
ACTS = ("give_duty", "record_promise")
NO_PROMISES = promises.PromiseCounts(0, 0, 0, 0, 0, 0)

WORK = (
    offers.DutySource("followup.duties", due.duties_due, due.count_duties, _("Duties late or due soon"), 15),
    offers.DutySource(
        "followup.promises",
        due.promises_due,
        due.count_promises,
        _("Promises past their day, or without an answer"),
        16,
    ),
)
FOUND = (
    offers.SearchSource("duty", _("Duties"), named.search_duties, 70),
    offers.SearchSource("promise", _("Promises"), named.search_promises, 71),
)


def panel(request: Request | HttpRequest, body: Organisation) -> offers.PanelContent | None:
    """Open duties of a body and promises to it; on an agency's page what it promised, with counts."""
    if body.kind == OrganisationKind.AGENCY:
        return _of_agency(request, body)
    actor = request.actor  # type: ignore[union-attr]
    if not policy.may_read(actor.role, Duty._meta.label_lower) or not actor.reaches(body.node):
        return None
    can = {act: not body.ended_on and policy.may(actor, f"followup.{act}", body.node) for act in ACTS}
    context = {"rows": panels.open_at(actor, body, SHOWN), "may": can}
    return offers.PanelContent("followup/panel.html", context)


def _of_agency(request: Request | HttpRequest, agency: Organisation) -> offers.PanelContent:
    """Kept, late, broken, as far as this seat reads the bodies that heard it; and what waits longest."""
    actor, list_url = request.actor, reverse("follow-promises-by", args=[agency.pk])  # type: ignore[union-attr]
    counts = promises.count_promises(promises.promises_of_agency(actor, agency))
    waiting = promises.promises_of_agency(actor, agency, PLAIN)[: SHOWN - 1] if counts.waiting else ()
    context = {
        "stats": promise_stats(counts, list_url) if counts != NO_PROMISES else (),
        "rows": [(row, when_words(row.due_on, clock.today())) for row in waiting],
        "list_url": list_url,
        "add_url": f"{reverse('follow-promise-choose')}?agency={agency.pk}",
        "may_record": policy.may(actor, "followup.record_promise"),
    }
    return offers.PanelContent("followup/agency_panel.html", context)


def register() -> None:
    offers.duty_sources.add(*WORK)
    offers.search_sources.add(*FOUND)
    offers.profile_panels.add(offers.ProfilePanel("followup.open", "organisation", panel, order=45))
    offers.named_subjects.add(
        offers.NamedSubjects("followup.duty", named.named_duties),
        offers.NamedSubjects("followup.promise", named.named_promises),
    )
    offers.calendar_sources.add(calendar.CALENDAR)
    offers.year_report_parts.add(offers.YearReportPart("followup", year_report.tell_year, order=20))
    offers.resolution_uses.add(offers.ResolutionUse("followup", named.uses_of, 10))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("followup", carrying.move_of_person))
    offers.erasures.add(offers.OnErase("followup", carrying.erase_of_person))
    offers.person_copies.add(offers.PersonCopy("followup", carrying.copy_of_person, 25))
