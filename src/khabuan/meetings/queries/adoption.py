"""Minutes that wait to be adopted, by the agenda where they wait; which item adopts which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from khabuan.access.actor import Actor
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Motion, Resolution, Standing
from khabuan.meetings.queries.meetings import HELD, NEWEST
from khabuan.meetings.rules.agenda import ItemState

LOOKED_BACK = timedelta(days=366)  # minutes older than this come on an agenda by hand only


def minutes_of(actor: Actor, meetings: Collection[int]) -> dict[int, Minutes]:
    """The version that stands of each of these meetings, by key of the meeting; a draft has none. One query."""
    rows = Minutes.objects.visible_to(actor).filter(meeting__in=list(meetings), taken_back_on__isnull=True)
    return {row.meeting_id: row for row in rows.select_related("adopting").order_by("version")}


def is_adopted_elsewhere(item: AgendaItem, known: Minutes | None) -> bool:
    """Whether an item waits for minutes that another meeting adopted."""
    return (
        known is not None
        and known.state == Standing.ADOPTED
        and known.adopting_id != item.meeting_id
        and item.state != ItemState.DONE
    )


def waiting_before(actor: Actor, meeting: Meeting) -> list[Meeting]:
    """Meetings of the body held before this one, in the last year, whose minutes no meeting adopted; the first first.

    The last one always. One that an agenda has dealt with counts as adopted where its minutes are not in this book; one
    that was written down afterwards has none here.
    """
    rows = Meeting.objects.visible_to(actor).filter(
        organisation=meeting.organisation, state__in=HELD, on__lte=meeting.on, told_by=""
    )
    held = list(rows.exclude(pk=meeting.pk).order_by(*NEWEST))
    near = [row for at, row in enumerate(held) if at == 0 or row.on >= meeting.on - LOOKED_BACK]
    if not near:
        return []
    known = minutes_of(actor, [row.pk for row in near])
    unwritten = [row for row in near if row.pk not in known]
    items = AgendaItem.objects.visible_to(actor).filter(
        adopts__in=unwritten, state=ItemState.DONE, removed_on__isnull=True
    )
    dealt_with = set(items.values_list("adopts", flat=True)) if unwritten else set()
    return [row for row in reversed(near) if _waits(known.get(row.pk), row.pk in dealt_with)]


def _waits(known: Minutes | None, is_dealt_with: bool) -> bool:
    return not is_dealt_with if known is None else known.state != Standing.ADOPTED


def adopting_item(
    actor: Actor, meeting: Meeting, meetings: Sequence[Meeting], at: int | None
) -> AgendaItem | None:
    """The item on which the minutes of a meeting wait: of the meeting `at`, else of the first of `meetings`."""
    rows = AgendaItem.objects.visible_to(actor).filter(
        adopts=meeting, meeting__in=list(meetings), removed_on__isnull=True
    )
    found = list(rows.order_by("meeting__on", "pk"))
    return next((item for item in found if item.meeting_id == at), found[0] if found else None)


def resolution_of_item(actor: Actor, item: AgendaItem) -> Resolution | None:
    """The last resolution to an item that is in force."""
    rows = Motion.objects.visible_to(actor).filter(
        item=item, withdrawn_on__isnull=True, resolution__withdrawn_on__isnull=True, resolution__isnull=False
    )
    last = rows.select_related("resolution").order_by("-decided_at", "-pk").first()
    return last.resolution if last else None
