"""Writes of votes: a motion with its tally, the quorum and the rules of that moment; what carried becomes a resolution.

A motion that was lost, tied or voted on without a quorum is kept as it happened, and is no resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.thai import tidy
from khabuan.followup.actions.duties import give_duty
from khabuan.followup.actions.parts import check_issue
from khabuan.meetings.actions.minutes import check_not_frozen
from khabuan.meetings.actions.resolutions import record_resolution, withdraw_motion, withdraw_resolution
from khabuan.meetings.models import AgendaItem, Meeting, Motion, Resolution
from khabuan.meetings.queries.quorum import room_of
from khabuan.meetings.queries.votes import decision_hour
from khabuan.meetings.rules.meetings import Kind, State
from khabuan.meetings.rules.numbers import next_item
from khabuan.meetings.rules.quorum import Method, Quorum, TallyDoubt
from khabuan.meetings.rules.votes import Result, Vote, result_of, voters_of
from khabuan.registry.models import Organisation
from khabuan.registry.rules.kinds import Issue

METHODS, ISSUES = frozenset(Method), frozenset(Issue)
FIELD_OF_DOUBT = {
    TallyDoubt.NEGATIVE: "votes_for",
    TallyDoubt.TOO_MANY: "votes_for",
    TallyDoubt.NOT_SECRET: "spoilt",
    TallyDoubt.NO_TIE: "casting",
    TallyDoubt.NO_CASTING: "casting",
    TallyDoubt.APART: "apart",
    TallyDoubt.NO_CONSENT: "against",
}
FIELD_OF_DUTY = {"what": "duty_what", "owner_words": "duty_owner", "due_on": "duty_due_on"}


@dataclass(frozen=True)
class FollowUp:
    """Who is to do what follows from a resolution, until when: as `followup.give_duty` takes it."""

    what: str
    owner_words: str = ""
    owner_organisation: Organisation | None = None
    due_on: date | None = None


@action("meetings.record_vote", on="item", seen=("owner_organisation",))
def record_vote(
    *,
    actor: Actor,
    item: AgendaItem,
    words: str,
    vote: Vote,
    mover: str = "",
    seconders: str = "",
    decided_at: datetime | None = None,
    duty: str = "",
    issue: str = "",
    follow_up: FollowUp | None = None,
) -> Motion:
    """Record how the meeting voted on a motion to an item of its agenda, now or at the hour given.

    One that carried becomes the resolution of the item's number, with the follow-up as a duty of the body.
    Refused: no words, a meeting that is not in session, more votes than voters, spoilt ballots or a deciding vote
    where there are none, a follow-up to a motion that did not carry, an item that was taken off.
    """
    lines = tidy(words, keep_lines=True)
    if not lines:
        raise Refused("no_words", _("Write what was moved, as it shall stand in the minutes."), field="words")
    if vote.method not in METHODS:
        raise Refused("no_such_method", _("Choose how the meeting voted."), field="method")
    check_issue(issue)
    result = judged(actor, item, vote, decided_at)
    if follow_up is not None and not result.carries:
        message = _(
            "The motion did not carry, so nothing follows from it. Take the follow-up away, then record."
        )
        raise Refused("nothing_follows", message, field="duty_what")
    resolution = _resolve(actor, item, lines, duty, issue) if result.carries else None
    motion = _keep(
        item, vote.method, result, words=lines, mover=tidy(mover), seconders=tidy(seconders), duty=duty,
        issue=issue, resolution=resolution,
    )  # fmt: skip
    if resolution is not None and follow_up is not None:
        _follow(actor, resolution, follow_up)
    return motion


@action("meetings.withdraw_vote", on="motion")
def withdraw_vote(*, actor: Actor, motion: Motion, reason: str) -> Motion:
    """Take back a vote that was entered in error, and with it the resolution that it made. Both stay to be read.

    Refused: no reason, one that was withdrawn before, a resolution that something stands on,
    a meeting whose minutes are checked or adopted.
    """
    if not tidy(reason):
        raise Refused("no_reason", _("Say why the vote is withdrawn."), field="reason")
    motion.refresh_from_db(fields=["withdrawn_on"])
    if motion.withdrawn_on:
        raise Refused("withdrawn_already", _("This vote is withdrawn. Record it anew if it was right."))
    check_not_frozen(motion.meeting)
    if motion.resolution is not None and motion.resolution.withdrawn_on is None:
        withdraw_resolution(actor=actor, resolution=motion.resolution, reason=reason)
        motion.refresh_from_db()
    else:
        withdraw_motion(motion, reason)
    return motion


def judged(actor: Actor, item: AgendaItem, vote: Vote, decided_at: datetime | None = None) -> Result:
    """What a vote comes to with who was in the room then, before or when it is recorded. Refused: see `record_vote`."""
    meeting = item.meeting
    meeting.refresh_from_db(fields=["state", "opened_at"])
    item.refresh_from_db(fields=["removed_on"])
    if item.removed_on:
        raise Refused("taken_off", _("This item was taken off the agenda. Put it on again first."))
    check_in_session(meeting)
    at = _hour(actor, meeting, decided_at)
    room = room_of(actor, meeting)
    quorum = room.quorum(at)
    result = result_of(quorum, room.values, vote, at)
    if isinstance(result, TallyDoubt):
        raise _refused(result, quorum, vote)
    return result


def check_in_session(meeting: Meeting) -> None:
    """Before a vote is asked for. Refused: a meeting that is not in session; one whose minutes stand says so."""
    if meeting.state == State.OPEN:
        return
    check_not_frozen(meeting)
    raise Refused("not_in_session", _("The meeting is not in session. Open it first, then record votes."))


def _refused(doubt: TallyDoubt, quorum: Quorum, vote: Vote) -> Refused:
    voters = voters_of(quorum, vote)
    if doubt is TallyDoubt.TOO_MANY:
        words = _(
            "%(counted)d votes were counted, but %(voters)d members were there and might vote. "
            "Count again, or sign in who is missing."
        )
        counted = {"counted": vote.tally(voters).counted, "voters": voters}
        return Refused(doubt.value, words % counted, field=FIELD_OF_DOUBT[doubt])
    return Refused(doubt.value, gettext(doubt.label), field=FIELD_OF_DOUBT[doubt])


def _hour(actor: Actor, meeting: Meeting, decided_at: datetime | None) -> datetime:
    """When it was decided, in the meeting's time."""
    if decided_at is None:
        return decision_hour(actor, meeting)
    if decided_at > clock.now():
        raise Refused("to_come", _("This hour is still to come. Look at the clock."), field="decided_at")
    if meeting.opened_at is not None and decided_at < meeting.opened_at:
        words = _("The meeting was opened later than this hour. Look at both hours.")
        raise Refused("before_opening", words, field="decided_at")
    return decided_at


def _resolve(actor: Actor, item: AgendaItem, words: str, duty: str, issue: str) -> Resolution:
    """The resolution of what carried, under the item's number or the next free one below it."""
    meeting = item.meeting
    numbered: dict[str, Any] = {
        "organisation": meeting.organisation,
        "meeting_number": meeting.number,
        "year": meeting.year,
        "is_special": meeting.kind == Kind.SPECIAL,
    }
    rows = Resolution.everywhere.filter(**numbered, withdrawn_on__isnull=True)
    used = set(rows.values_list("item", flat=True))
    return record_resolution(
        actor=actor,
        item=next_item(item.number, used),
        on=meeting.on,
        words=words,
        duty=duty,
        issue=issue,
        **numbered,
    )


def _keep(item: AgendaItem, method: str, result: Result, **facts: object) -> Motion:
    quorum, tally, rules = result.quorum, result.tally, result.rules
    motion: Motion = add(
        Motion, meeting=item.meeting, item=item, method=Method(method), decided_at=result.at,
        entitled=quorum.entitled, present=quorum.present, needed=quorum.needed, had_quorum=quorum.has_quorum,
        apart=result.apart, votes_for=tally.votes_for, against=tally.against, abstained=tally.abstained,
        spoilt=tally.spoilt, casting=tally.casting, votes_needed=result.votes_needed,
        majority_share=str(rules.majority_share), majority_base=rules.majority_base, outcome=result.outcome, **facts,
    )  # fmt: skip
    return motion


def _follow(actor: Actor, resolution: Resolution, follow_up: FollowUp) -> None:
    try:
        give_duty(
            actor=actor, organisation=resolution.organisation, what=follow_up.what, given_on=resolution.on,
            due_on=follow_up.due_on, owner_words=follow_up.owner_words,
            owner_organisation=follow_up.owner_organisation, issue=resolution.issue,
            origin_kind=Resolution._meta.label_lower, origin_id=resolution.pk,
        )  # fmt: skip
    except Refused as no:
        raise Refused(no.code, no.message, field=FIELD_OF_DUTY.get(no.field or "")) from no
