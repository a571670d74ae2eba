"""What meetings offer to others: search, the part on an organisation's page, how resolutions follow a merge."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.meetings.actions import carrying, carrying_people, names_in_minutes
from khabuan.meetings.actions.resolutions import MERGE
from khabuan.meetings.models import Meeting, Resolution
from khabuan.meetings.queries import due, submissions
from khabuan.meetings.queries.agenda import named_items
from khabuan.meetings.queries.calendar import CALENDAR
from khabuan.meetings.queries.meetings import find_meetings, meetings_of
from khabuan.meetings.queries.named import named_meetings, named_resolutions
from khabuan.meetings.queries.resolutions import find_resolutions, resolutions_of
from khabuan.registry.models import Organisation
from khabuan.registry.queries.duties import for_office

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


def meetings_panel(request: Request | HttpRequest, body: Organisation) -> offers.PanelContent | None:
    """The next and the last meetings on the page of a body; away for who reads none of it. One query."""
    actor = request.actor  # type: ignore[union-attr]
    if not policy.may_read(actor.role, Meeting._meta.label_lower) or not actor.reaches(body.node):
        return None
    rows = list(meetings_of(actor, body)[: LAST + 1])
    context = {
        "rows": rows[:LAST],
        "has_more": len(rows) > LAST,
        "may_call": not body.ended_on and policy.may(actor, "meetings.call_meeting", body.node),
    }
    return offers.PanelContent("meetings/meetings_panel.html", context)


def register() -> None:
    offers.named_subjects.add(
        offers.NamedSubjects("meetings.resolution", named_resolutions),
        offers.NamedSubjects("meetings.meeting", named_meetings),
        offers.NamedSubjects("meetings.agendaitem", named_items),
        offers.NamedSubjects("meetings.submission", submissions.named_submissions),
    )
    offers.search_sources.add(offers.SearchSource("meeting", _("Meetings"), find_meetings, order=59))
    offers.profile_panels.add(
        offers.ProfilePanel("meetings.meetings", "organisation", meetings_panel, order=39)
    )
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("meetings", carrying_people.move_of_person))
    offers.erasures.add(offers.OnErase("meetings", carrying_people.erase_of_person, order=10))
    offers.person_copies.add(offers.PersonCopy("meetings", carrying_people.copy_of_person, 26))
    offers.search_sources.add(offers.SearchSource("resolution", _("Resolutions"), find_resolutions, order=60))
    offers.profile_panels.add(offers.ProfilePanel("meetings.resolutions", "organisation", panel, order=40))
    offers.organisation_merges.add(MERGE)
    offers.person_merges.add(offers.OnPersonMerge("meetings.minutes", names_in_minutes.move_of_person))
    offers.erasures.add(offers.OnErase("meetings.minutes", names_in_minutes.erase_of_person))
    offers.calendar_sources.add(CALENDAR)
    offers.resolution_uses.add(offers.ResolutionUse("meetings.submissions", submissions.uses_of, 30))
    call = "meetings.call_meeting"
    offers.duty_sources.add(
        offers.DutySource(
            "meetings.meetings", *for_office(call, due.meetings_due, due.count_meetings),
            _("Meetings that wait for something"), 18,
        ),
        offers.DutySource(
            "meetings.too_little", *for_office(call, due.too_little_due, due.count_too_little),
            _("Bodies that met too little this year"), 23,
        ),
        offers.DutySource(
            "meetings.submissions",
            *for_office("meetings.add_submission_step", submissions.submissions_due, submissions.count_submissions),
            _("Proposals to take up, and answers"), 24,
        ),
    )  # fmt: skip
