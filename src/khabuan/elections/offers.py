"""What elections offer to others: titles, own work, the part on a body's page, how rows follow merges and erasures."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from khabuan.access import policy
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.elections.actions import carrying
from khabuan.elections.in_minutes import tell_minutes
from khabuan.elections.models import Election
from khabuan.elections.queries import due
from khabuan.elections.queries.elections import elections_of, named_elections, wholes
from khabuan.elections.sentences.elections import ElectionLine, lines_of, state_said
from khabuan.elections.year_report import tell_deeds, tell_year
from khabuan.meetings.models import Meeting
from khabuan.meetings.rules.meetings import State
from khabuan.registry.models import Organisation
from khabuan.registry.queries.duties import for_office
from khabuan.registry.rules.kinds import OrganisationKind

LAST = 3


def panel(request: Request | HttpRequest, body: Organisation) -> offers.PanelContent | None:
    """The last elections on the page of a body; away for who reads none of it, and from agencies. One query."""
    actor = request.actor  # type: ignore[union-attr]
    if body.kind == OrganisationKind.AGENCY or not policy.may_read(actor.role, Election._meta.label_lower):
        return None
    if not actor.reaches(body.node):
        return None
    lines = [ElectionLine(one, state_said(one), "") for one in elections_of(actor, body)[:LAST]]
    may_open = not body.ended_on and policy.may(actor, "elections.open_election", body.node)
    return offers.PanelContent("elections/panel.html", {"lines": lines, "may_open": may_open})


def panel_of_meeting(request: Request | HttpRequest, meeting: Meeting) -> offers.PanelContent | None:
    """The elections at a meeting, on its page; away where there is none and none can be begun."""
    actor = request.actor  # type: ignore[union-attr]
    rows = list(elections_of(actor, meeting.organisation).filter(meeting=meeting))
    is_over = meeting.state == State.CANCELLED
    may_open = not is_over and policy.may(actor, "elections.open_election", meeting.node)
    if not rows and not may_open:
        return None
    lines = lines_of(rows, wholes(actor, rows)) if rows else []
    context = {"lines": lines, "may_open": may_open, "meeting": meeting}
    return offers.PanelContent("elections/panel_meeting.html", context)


def register() -> None:
    offers.named_subjects.add(offers.NamedSubjects("elections.election", named_elections))
    offers.profile_panels.add(
        offers.ProfilePanel("elections.body", "organisation", panel, order=41),
        offers.ProfilePanel("elections.meeting", "meeting", panel_of_meeting, order=20),
    )
    act = "elections.open_election"
    offers.duty_sources.add(
        offers.DutySource(
            "elections.waiting", *for_office(act, due.waiting_due, due.count_waiting),
            _("Elections not finished"), 21,
        ),
        offers.DutySource(
            "elections.delegates", *for_office(act, due.delegates_due, due.count_delegates),
            _("Councils whose delegates are not chosen"), 22,
        ),
    )  # fmt: skip
    offers.resolution_uses.add(offers.ResolutionUse("elections", carrying.uses_of, 20))
    offers.deed_sources.add(offers.DeedSource("elections", tell_deeds))
    offers.year_report_parts.add(offers.YearReportPart("elections", tell_year, 10))
    offers.minutes_parts.add(offers.MinutesPart("elections", tell_minutes))
    offers.organisation_merges.add(carrying.MERGE)
    offers.person_merges.add(offers.OnPersonMerge("elections", carrying.move_of_person))
    # Before the register's own: a proposer is known by the name that it is about to blank.
    offers.erasures.add(offers.OnErase("elections", carrying.erase_of_person, 40))
    offers.erase_holds.add(offers.EraseHold("elections", carrying.reasons_to_keep))
    offers.person_copies.add(offers.PersonCopy("elections", carrying.copy_of_person, 26))
