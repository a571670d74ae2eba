"""Who has a seat in the body on the day of an election, who was there, how many the rules ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.core.periods import in_force
from khabuan.elections.models import Election
from khabuan.meetings.rules.quorum import NOT_VOTING, family_of, quorum_needed
from khabuan.registry.models import Appointment, Organisation
from khabuan.registry.queries.councils import held_on
from khabuan.registry.rules.kinds import OrganisationKind, PostTitle
from khabuan.rules.queries import rule_for

SENT = {
    OrganisationKind.PROVINCE_MEETING: PostTitle.DELEGATE,
    OrganisationKind.NATION_MEETING: PostTitle.NATIONAL_DELEGATE,
}
"""To these meetings others send their delegates, who have their seats in it."""


@dataclass(frozen=True)
class Heads:
    """Members in force and members present, as the records say; None where they do not."""

    entitled: int | None
    present: int | None


def heads_of(actor: Actor, election: Election) -> Heads:
    """What the boxes of a count begin with: the meeting's own numbers where it has them, else the register's."""
    meeting = election.meeting
    if meeting is not None and meeting.entitled is not None:
        return Heads(meeting.entitled, meeting.most_present)
    return Heads(members_on(actor, election.organisation, election.on) or None, None)


def members_on(actor: Actor, body: Organisation, on: date) -> int:
    """How many people have a seat in a body's meetings on a day."""
    titles = NOT_VOTING - {SENT.get(OrganisationKind(body.kind))}
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(on), in_force(on, "post__"), post__organisation=body
    )
    return rows.exclude(post__title__in=titles).values("person").distinct().count()


def quorum_needed_at(actor: Actor, body: Organisation, on: date, entitled: int | None) -> int | None:
    """How many of so many members the rules of the body ask for on a day. None: no rule, or not known of how many."""
    if entitled is None:
        return None
    rule = rule_for(actor, f"{family_of(body.kind)}.quorum_share", node=body.node, on=on)
    return quorum_needed(entitled, rule.as_share if rule else None)
