"""What elections add to the minutes of the meeting that held them: who stood, how it was decided, who is elected."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.offers import MinutesTold, NamedInMinutes
from khabuan.elections.models import Candidate, Election
from khabuan.elections.printing import HOW, LEFT
from khabuan.elections.queries.elections import Counted, Whole, elections_of, wholes
from khabuan.elections.rules.tally import How
from khabuan.elections.rules.words import ElectionState, Leaving
from khabuan.registry.rules.kinds import PostTitle

NOT_TOLD = (ElectionState.OPEN, ElectionState.WITHDRAWN)
VERBS = ("เลือก", "เลือกตั้ง", "สรรหา", "เสนอ", "แต่งตั้ง")  # before the post in the title of an item
DELEGATES = (PostTitle.DELEGATE, PostTitle.NATIONAL_DELEGATE)


def tell_minutes(actor: Actor, meeting: Any) -> list[MinutesTold]:  # noqa: ANN401 - a meeting, as offered
    """The elections of a meeting that were counted, the first one first. One query, three more where there are any."""
    if not policy.may_read(actor.role, Election._meta.label_lower):
        return []
    rows = elections_of(actor, meeting.organisation).filter(meeting=meeting).exclude(state__in=NOT_TOLD)
    elections = list(rows.order_by("pk"))
    if not elections:
        return []
    known = wholes(actor, elections)
    with override("th"):
        return [_told(known[one.pk]) for one in elections]


def _told(whole: Whole) -> MinutesTold:
    election = whole.election
    post = str(election.post)
    resolution = election.resolution
    return MinutesTold(
        title=f"เลือก{post}",
        words=_decided(whole),
        chosen=[_named(one) for one in whole.elected] if whole.result.is_valid else [],
        stood=[_named(one, _votes(whole, one)) for one in whole.candidates] if _is_counted(whole) else [],
        how=[_round(counted) for counted in whole.rounds],
        number=str(resolution) if resolution else "",
        item=resolution.item if resolution else "",
        about=[
            *(f"{verb}{post}" for verb in VERBS),
            *(["ผู้แทน"] if election.post.title in DELEGATES else []),
        ],
    )


def _decided(whole: Whole) -> str:
    election = whole.election
    if election.state == ElectionState.NO_QUORUM:
        return "ไม่ครบองค์ประชุม การเลือกครั้งนี้จึงไม่มีผล ไม่มีผู้ได้รับเลือก"
    if not whole.elected:
        return f"ยังไม่มีผู้ได้รับเลือกเป็น{election.post}"
    words = f"เลือกผู้มีชื่อต่อไปนี้เป็น{election.post} จำนวน {len(whole.elected):,} คน"
    if whole.tied:
        return f"{words}\nคะแนนเท่ากันที่ที่นั่งสุดท้าย ยังไม่ได้ชี้ขาด"
    left = whole.result.seats_left
    return f"{words}\nยังว่างอีก {left:,} ที่นั่ง" if left else words


def _is_counted(whole: Whole) -> bool:
    """Whether hands or ballots were counted: by consent who stood is who is elected."""
    return any(one.ballot.how in (How.HANDS, How.SECRET) for one in whole.rounds)


def _named(candidate: Candidate, beside: str = "") -> NamedInMinutes:
    return NamedInMinutes(str(candidate.person), beside, candidate.person_id)


def _votes(whole: Whole, one: Candidate) -> str:
    """The votes round by round; of one who stood down that."""
    if one.left_why:
        return LEFT.get(Leaving(one.left_why), "")
    told = [_got(counted, counted.votes[one.pk]) for counted in whole.rounds if one.pk in counted.votes]
    return (
        " ".join(f"รอบที่ {at} {words}" for at, words in enumerate(told, 1)) if len(told) > 1 else "".join(told)
    )


def _got(counted: Counted, votes: int) -> str:
    if counted.ballot.how == How.LOT:
        return "จับสลากได้" if votes else "จับสลากไม่ได้"
    return "ไม่มีผู้คัดค้าน" if counted.ballot.how == How.CONSENT else f"{votes:,} คะแนน"


def _round(counted: Counted) -> str:
    ballot = counted.ballot
    words = f"รอบที่ {ballot.number} {HOW[How(ballot.how)]} {ballot.seats:,} ที่นั่ง"
    if ballot.present is not None and ballot.entitled is not None:
        words += f" ผู้มาประชุม {ballot.present:,} คน จากสมาชิก {ballot.entitled:,} คน"
    words += f" งดออกเสียง {ballot.abstained:,} เสียง" if ballot.abstained else ""
    words += f" บัตรเสีย {ballot.spoilt:,} ใบ" if ballot.spoilt else ""
    return f"{words} {ballot.words}" if ballot.words else words
