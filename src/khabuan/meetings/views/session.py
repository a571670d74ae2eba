"""What the page of a meeting shows of its session: the quorum, the votes, who came, and the acts that are next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.meetings.models import Meeting, Motion
from khabuan.meetings.queries.attendance import sign_in_list
from khabuan.meetings.queries.quorum import Now, now_of
from khabuan.meetings.queries.votes import Voted, counted_otherwise, votes_of
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.quorum import Outcome
from khabuan.meetings.sentences import votes as words
from khabuan.meetings.sentences.attendance import quorum_title, quorum_words, roll_words

EVERY = 10  # seconds between looks at who came and left
MARKS = {Outcome.CARRIED: "done", Outcome.NO_QUORUM: "wrong"}


@dataclass(frozen=True)
class VoteSaid:
    """A vote as a line of the page."""

    motion: Motion
    title: str
    more: str
    mark: str
    recount: str = ""  # the sign-in list says otherwise by now

    @classmethod
    def of(cls, voted: Voted, listed: int | None = None) -> VoteSaid:
        duties = [words.duty_words(duty) for duty in voted.duties]
        more = " · ".join([words.tally_words(voted.motion), *duties])
        mark = MARKS.get(Outcome(voted.motion.outcome), "quiet")
        recount = "" if listed is None else words.recount_words(voted.motion, listed)
        return cls(voted.motion, words.title_of(voted.motion), more, mark, recount)


def session_of(request: Request, row: Meeting) -> dict[str, Any]:
    """For `meetings/_quorum.html`, `_votes.html` and `_room.html` on the meeting's page. Eight queries.

    Before its day, of one that was called off, and of one that was written down afterwards, there is none to show.
    """
    if row.told_by or row.state == State.CANCELLED or (row.state == State.PLANNED and row.on > clock.today()):
        return {"has_session": False}
    room = sign_in_list(request.actor, row)
    votes = votes_of(request.actor, row)
    listed = counted_otherwise([one.motion for one in votes], room.room)
    return {
        "has_session": True,
        "room": room,
        "roll_words": roll_words(row.entitled, room) if row.state == State.CLOSED else "",
        "votes": [VoteSaid.of(one, listed.get(one.motion.pk)) for one in votes],
        **quorum_context(request, row, room.now),
    }


def quorum_context(request: Request, row: Meeting, now: Now | None = None) -> dict[str, Any]:
    """What `meetings/_quorum.html` shows. Three queries where the quorum is not counted yet."""
    now = now or now_of(request.actor, row)
    return {
        "now": now,
        "quorum": now.quorum,
        "quorum_title": quorum_title(now),
        "quorum_words": quorum_words(now),
        "quorum_source": now.rule.source if now.rule else "",
        "is_live": not row.is_over and row.on <= clock.today(),
        "every": EVERY,
    }
