"""The votes of a meeting in their order, with what became of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.followup.models import Duty
from khabuan.followup.queries.duties import duties_from
from khabuan.meetings.models import AgendaItem, Meeting, Motion, Resolution
from khabuan.meetings.queries.quorum import Room, room_of
from khabuan.meetings.rules.hours import LONGEST


@dataclass(frozen=True)
class Voted:
    """A vote with the duties that followed from its resolution."""

    motion: Motion
    duties: tuple[Duty, ...]


def _seen(actor: Actor) -> QuerySet[Motion]:
    rows: QuerySet[Motion] = Motion.objects.visible_to(actor).select_related("item", "resolution")
    return rows


def votes_of(actor: Actor, meeting: Meeting, item: AgendaItem | None = None) -> list[Voted]:
    """Votes that stand, to one item or to all, the first first. Two queries."""
    found = _seen(actor).filter(meeting=meeting, withdrawn_on__isnull=True)
    rows = list((found.filter(item=item) if item else found).order_by("decided_at", "pk"))
    keys = [row.resolution_id for row in rows if row.resolution_id]
    duties = duties_from(actor, Resolution._meta.label_lower, keys) if keys else {}
    return [Voted(row, tuple(duties.get(row.resolution_id or 0, ()))) for row in rows]


def counted_otherwise(votes: Collection[Motion], room: Room) -> dict[int, int]:
    """By key of the vote how many the sign-in list has at its moment now, where that is not what was counted."""
    listed = {one.pk: room.quorum(one.decided_at).present for one in votes}
    return {one.pk: listed[one.pk] for one in votes if listed[one.pk] != one.present}


def recounts_of(actor: Actor, meeting: Meeting) -> list[tuple[Motion, int]]:
    """The votes that stand and were counted with others than the sign-in list has now. Four queries."""
    rows = list(_seen(actor).filter(meeting=meeting, withdrawn_on__isnull=True).order_by("decided_at", "pk"))
    other = counted_otherwise(rows, room_of(actor, meeting)) if rows else {}
    return [(row, other[row.pk]) for row in rows if row.pk in other]


def decision_hour(actor: Actor, meeting: Meeting) -> datetime:
    """The hour of what is decided as it is written down: now; in a meeting written down afterwards that of its last
    vote, or its opening."""
    now, opened_at = clock.now(), meeting.opened_at or clock.now()
    if now - opened_at <= LONGEST:
        return now
    last: datetime | None = (
        Motion.objects.visible_to(actor).filter(meeting=meeting).aggregate(at=Max("decided_at"))["at"]
    )
    return max(last, opened_at) if last else opened_at


def motion_of(actor: Actor, key: int) -> Motion:
    """One vote in sight, withdrawn or not, with its meeting and body. OutOfArea when there is none."""
    found = (
        _seen(actor)
        .filter(pk=key)
        .select_related("meeting__organisation__area", "item", "resolution")
        .first()
    )
    if found is None:
        raise OutOfArea(f"motion {key}")
    return found
