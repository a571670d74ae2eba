"""Who has a seat in the body on the day of an election, who was there, how many the rules ask for.

All by the room of the meeting (`meetings.queries`): an election counts no heads of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khabuan.access.actor import Actor
from khabuan.elections.models import Election
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.body_rules import body_rules
from khabuan.meetings.queries.quorum import now_of
from khabuan.meetings.queries.roll import seated
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.quorum import NOT_VOTING, quorum_needed
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import PostTitle

MAKES_MEMBER = (PostTitle.MEMBER, PostTitle.COMMITTEE)
SENT = {PostTitle.DELEGATE, PostTitle.NATIONAL_DELEGATE}
"""Sent elsewhere by the body from among its members, as custom has it."""


@dataclass(frozen=True)
class Heads:
    """Members in force and members present, as the records say; None where they do not."""

    entitled: int | None
    present: int | None


def heads_of(actor: Actor, election: Election) -> Heads:
    """What the boxes of a count begin with: the quorum of this moment where the meeting is on or was closed, else the
    roll of the day. Four queries at most."""
    meeting = election.meeting
    if meeting is not None and meeting.state in (State.OPEN, State.CLOSED):
        quorum = now_of(actor, meeting).quorum
        return Heads(quorum.entitled or None, quorum.present or None)
    return Heads(len(seated(_of_that_day(election))) or None, None)


def _of_that_day(election: Election) -> Meeting:
    return election.meeting or Meeting(organisation=election.organisation, on=election.on)


def is_no_member(election: Election, person: Person) -> bool:
    """Whether somebody proposed for an office has no seat in the body that elects, whose roll is known. One query.

    No doubt about posts by which one becomes a member, or that give no seat anyway.
    """
    if election.post.title in MAKES_MEMBER or election.post.title in NOT_VOTING - SENT:
        return False
    roll = seated(_of_that_day(election))
    return bool(roll) and person.pk not in roll


def quorum_needed_at(actor: Actor, body: Organisation, on: date, entitled: int | None) -> int | None:
    """How many of so many members the rules of the body ask for on a day. None: no rule, or not known of how many."""
    if not entitled:
        return None
    return quorum_needed(entitled, body_rules(actor, body, on).values.quorum_share)
