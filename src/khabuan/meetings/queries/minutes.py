"""Minutes: drawn from the rows of a meeting while they are a draft, read as they were frozen after that."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import override

from khabuan.access.actor import Actor
from khabuan.audit.rules import canonical
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.followup.queries.duties import duties_from
from khabuan.followup.rules import DutyState
from khabuan.meetings.models import Attendance, Excuse, Meeting, Minutes, Motion, Resolution, Standing
from khabuan.meetings.printing.facts import NOBODY, AgendaLine, Person
from khabuan.meetings.printing.frozen import thawed
from khabuan.meetings.printing.minutes import (
    Count,
    ExtractFacts,
    Handed,
    MinuteItem,
    MinutesFacts,
    MinutesState,
    QuorumMark,
    Resolved,
)
from khabuan.meetings.queries.agenda import items_of
from khabuan.meetings.queries.brought import brought_by, owner_person_of
from khabuan.meetings.queries.in_minutes import done_beside
from khabuan.meetings.queries.meetings import meetings_of
from khabuan.meetings.queries.paper_facts import head_of, meeting_facts
from khabuan.meetings.queries.quorum import Room, room_of
from khabuan.meetings.queries.roll import office_rows, roll_of
from khabuan.meetings.queries.votes import counted_otherwise
from khabuan.meetings.rules.agenda import ItemState
from khabuan.meetings.rules.attendance import Capacity
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.presence import Moment
from khabuan.meetings.rules.quorum import Method, Outcome, Quorum, Tally
from khabuan.meetings.rules.roll import Seat

JOINED = ("organisation__area", "chair", "recorder")
BANGKOK = ZoneInfo("Asia/Bangkok")
OUTCOMES = {
    Outcome.LOST: "ไม่ผ่าน",
    Outcome.TIED: "คะแนนเสียงเท่ากัน ประธานไม่ได้ชี้ขาด จึงไม่ผ่าน",
    Outcome.NO_QUORUM: "ไม่ครบองค์ประชุม จึงไม่เป็นมติ",
}


def not_told(actor: Actor, meeting: Meeting, facts: MinutesFacts) -> list[str]:
    """What the meeting adopted and whom it elected, as entered since these facts were frozen: a line for each."""
    known = {one for item in facts.items for one in (*item.adopted, *item.chosen)}
    with override("th"):
        beside = done_beside(actor, meeting, list(items_of(actor, meeting)))
    loose = [item for items in beside.loose.values() for item in items]
    adopted = [one for ones in beside.adopted.values() for one in ones]
    adopted += [one for item in loose for one in item.adopted]
    chosen = [one for ones in beside.chosen.values() for one in ones] + [
        one for item in loose for one in item.chosen
    ]
    return [
        *(f"รับรองรายงานการประชุม {one.meeting.number_words}" for one in adopted if one not in known),
        *(one.words.splitlines()[0] for one in chosen if one not in known),
    ]


def versions_of(actor: Actor, meeting: Meeting) -> list[Minutes]:
    """Every frozen version, the latest first, what was taken back among them."""
    rows = Minutes.objects.visible_to(actor).filter(meeting=meeting)
    return list(rows.select_related("checker", "adopting__organisation", "resolution").order_by("-version"))


def standing_minutes(meeting: Meeting) -> Minutes | None:
    """The version that stands, whoever asks: the adopted one, else the checked one. The meeting came from a query."""
    rows = Minutes.everywhere.filter(meeting=meeting, taken_back_on__isnull=True)
    return rows.select_related("adopting__organisation").order_by("-version").first()


def are_adopted(meeting: Meeting) -> bool:
    """Whether a later meeting adopted the minutes: what they say changes no more."""
    return Minutes.everywhere.filter(meeting=meeting, state=Standing.ADOPTED).exists()


def minutes_to_show(actor: Actor, meeting: Meeting) -> MinutesFacts:
    """What the minutes say now: the frozen version that stands, else a draft from the rows."""
    found = standing_minutes(meeting)
    return facts_of(found) if found else drafted(actor, meeting)


def facts_of(minutes: Minutes) -> MinutesFacts:
    return thawed(MinutesFacts, minutes.facts)


def digest_of(facts: Mapping[str, Any]) -> str:
    """Over all that minutes say but the names of persons of the register, which an erasure may take out."""
    return hashlib.sha256(canonical(_nameless(facts)).encode()).hexdigest()


def _nameless(value: Any) -> Any:  # noqa: ANN401 - every part of the facts
    if isinstance(value, Mapping):
        left_out = {"name"} if value.get("key") else set()
        return {key: _nameless(one) for key, one in value.items() if key not in left_out}
    return [_nameless(one) for one in value] if isinstance(value, list | tuple) else value


def drafted(
    actor: Actor, meeting: Meeting, *, opening: str = "", checker: Person | None = None
) -> MinutesFacts:
    """รายงานการประชุม from what was entered: who came, who did not and why, each item, each vote, the quorum's course."""
    with override("th"):
        room, seats = room_of(actor, meeting), roll_of(meeting)
        rows = _attended(meeting)
        came = _came(meeting, seats, rows, substitutes_count=room.values.substitutes_count)
        present = {person.key for person in came}
        opened = meeting.opened_at
        return MinutesFacts(
            meeting=meeting_facts(meeting), state=MinutesState.DRAFT,
            came=came,
            absent=_absent(meeting, [seat for seat in seats if seat.person not in present and not _sits(rows, seat)]),
            joined=_joined(rows),
            items=_items(actor, meeting, room),
            needed=room.needed if meeting.needed is None else meeting.needed,
            members=room.entitled if meeting.entitled is None else meeting.entitled,
            present=room.quorum(opened).present if opened else None,
            began_at=_hour(opened), ended_at=_hour(meeting.closed_at), opening=opening,
            recorder=_recorder(meeting),
            checker=checker or _named(meeting, "chair", meeting.chair_words),
        )  # fmt: skip


def _hour(at: datetime | None) -> time | None:
    return at.astimezone(BANGKOK).time().replace(second=0, microsecond=0) if at else None


def _named(meeting: Meeting, name: str, post: str) -> Person:
    person = getattr(meeting, name)
    return Person(str(person), post, key=person.pk) if person else NOBODY


def _recorder(meeting: Meeting) -> Person:
    """Who recorded, with the office held in the body: the paper says itself that this is who recorded."""
    person = meeting.recorder
    if person is None:
        return NOBODY
    held = (
        office_rows(meeting)
        .filter(person=person)
        .select_related("post")
        .order_by("post__order", "pk")
        .first()
    )
    return Person(str(person), f"{held.post}{meeting.organisation.name}" if held else "", key=person.pk)


def _attended(meeting: Meeting) -> list[Attendance]:
    rows = Attendance.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True)
    return list(rows.select_related("person", "organisation", "substitute_for").order_by("came_at", "pk"))


def _came(
    meeting: Meeting, seats: Sequence[Seat], rows: Sequence[Attendance], *, substitutes_count: bool
) -> tuple[Person, ...]:
    """Members in the order of the roll, then substitutes: each with what is particular about the stay."""
    beside = "" if substitutes_count else " (ไม่นับเป็นองค์ประชุม)"
    stays: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows:
        if row.capacity == Capacity.MEMBER:
            stays[row.person_id or 0].append(row)
    members = [
        Person(seat.name, seat.post, _stay_words(meeting, stays[seat.person]), seat.person)
        for seat in seats
        if seat.person in stays
    ]
    substitutes = [
        Person(str(row), row.post_words, f"แทน {row.substitute_for}{beside}", row.person_id or 0)
        for row in rows
        if row.capacity == Capacity.SUBSTITUTE
    ]
    return (*members, *substitutes)


def _sits(rows: Sequence[Attendance], seat: Seat) -> bool:
    return any(row.substitute_for_id == seat.person for row in rows)


def _stay_words(meeting: Meeting, rows: Sequence[Attendance]) -> str:
    """Who came after the beginning or left before the end, with the hour."""
    words = []
    first, last = rows[0], rows[-1]
    if meeting.opened_at and first.came_at > meeting.opened_at:
        words.append(f"มาเวลา {first.came_at.astimezone(BANGKOK):%H.%M} น.")
    if last.left_at and (meeting.closed_at is None or last.left_at < meeting.closed_at):
        words.append(f"ออกเวลา {last.left_at.astimezone(BANGKOK):%H.%M} น.")
    return " ".join(words)


def _absent(meeting: Meeting, seats: Sequence[Seat]) -> tuple[Person, ...]:
    excused = {
        row.person_id: row.words
        for row in Excuse.everywhere.filter(meeting=meeting, withdrawn_on__isnull=True)
    }
    return tuple(
        Person(
            seat.name,
            seat.post,
            f"ลา {excused[seat.person]}".strip() if seat.person in excused else "ขาด",
            seat.person,
        )
        for seat in seats
    )


def _joined(rows: Sequence[Attendance]) -> tuple[Person, ...]:
    """Guests and agencies, each once."""
    found: dict[str, Person] = {}
    for row in rows:
        if row.capacity in (Capacity.GUEST, Capacity.AGENCY):
            of_whom = row.organisation.name if row.organisation else row.organisation_words
            post = " ".join(filter(None, (row.post_words, of_whom)))
            found.setdefault(f"{row}|{post}", Person(str(row), post, key=row.person_id or 0))
    return tuple(found.values())


def _items(actor: Actor, meeting: Meeting, room: Room) -> tuple[MinuteItem, ...]:
    motions: dict[int, list[Motion]] = defaultdict(list)
    rows = Motion.objects.visible_to(actor).filter(meeting=meeting, withdrawn_on__isnull=True)
    for row in rows.select_related("resolution").order_by("decided_at", "pk"):
        motions[row.item_id].append(row)
    handed = _handed(actor, [row for of_item in motions.values() for row in of_item])
    listed = counted_otherwise([motion for some in motions.values() for motion in some], room)
    items = list(items_of(actor, meeting))
    brought, beside = brought_by(actor, items, meeting.on), done_beside(actor, meeting, items)
    marks = _marks(meeting, room)
    found = []
    for at, item in enumerate(items):
        is_last = at == len(items) - 1
        until = max((motion.decided_at for motion in motions[item.pk]), default=None)
        mine = [mark for mark in marks if is_last or (until is not None and mark.at <= until)]
        marks = [mark for mark in marks if mark not in mine]
        found.append(
            MinuteItem(
                AgendaLine(item.number, item.title, brought.get(item.pk)),
                item.discussion,
                tuple(
                    resolved_of(motion, handed.get(motion.pk, ()), listed.get(motion.pk))
                    for motion in motions[item.pk]
                ),
                tuple(QuorumMark(_hour(mark.at) or time(), mark.present, room.needed or 0) for mark in mine),
                tuple(beside.adopted[item.pk]),
                tuple(beside.chosen[item.pk]),
                ItemState(item.state),
            )
        )
        if is_last or items[at + 1].main != item.main:
            found += beside.loose[item.main]
    return tuple(found)


def _handed(actor: Actor, motions: Sequence[Motion]) -> dict[int, tuple[Handed, ...]]:
    """What follows from the resolutions of these votes, by key of the vote; dropped duties are left out. One query."""
    keys = {row.resolution_id: row for row in motions if row.resolution_id}
    if not keys:
        return {}
    duties = duties_from(actor, Resolution._meta.label_lower, list(keys))
    return {
        motion.pk: tuple(
            Handed(owner_person_of(duty), "" if duty.what == motion.words else duty.what.strip(), duty.due_on)
            for duty in duties.get(key, ())
            if duty.state != DutyState.DROPPED
        )
        for key, motion in keys.items()
    }


def _marks(meeting: Meeting, room: Room) -> list[Moment]:
    """The moments, while the meeting was in session, at which its quorum was reached or lost."""
    if room.needed is None or meeting.opened_at is None:
        return []
    was = room.quorum(meeting.opened_at).has_quorum
    marks = []
    for moment in room.course:
        inside = moment.at > meeting.opened_at and (
            meeting.closed_at is None or moment.at < meeting.closed_at
        )
        if inside and (moment.present >= room.needed) is not was:
            was = moment.present >= room.needed
            marks.append(moment)
    return marks


def resolved_of(motion: Motion, handed: tuple[Handed, ...] = (), listed: int | None = None) -> Resolved:
    """A vote as minutes tell it: what was decided, under which number, the hands, or why it is no resolution.

    `listed`: who was there by the sign-in list, where it says otherwise than was counted.
    """
    tally = Tally(motion.votes_for, motion.against, motion.abstained, motion.spoilt, motion.casting)
    count = Count(
        tally,
        Quorum(motion.entitled, motion.present, motion.needed),
        motion.apart,
        is_secret=motion.method == Method.SECRET,
        listed=listed,
    )
    is_told = motion.method != Method.CONSENT or motion.outcome != Outcome.CARRIED
    return Resolved(
        motion.words,
        str(motion.resolution) if motion.resolution else "",
        count if is_told else None,
        OUTCOMES.get(
            Outcome(motion.outcome), "เห็นชอบโดยไม่มีผู้คัดค้าน" if motion.method == Method.CONSENT else ""
        ),
        handed,
    )


def version_of(actor: Actor, key: int) -> Minutes:
    """One frozen version in sight, with its meeting. OutOfArea when there is none."""
    rows = Minutes.objects.visible_to(actor).filter(pk=key)
    found: Minutes | None = rows.select_related("meeting__organisation__area").first()
    if found is None:
        raise OutOfArea(f"minutes {key}")
    return found


def meetings_that_may_adopt(actor: Actor, meeting: Meeting) -> list[Meeting]:
    """Later meetings of the body that are in session or were held with a quorum, the first first."""
    rows = meetings_of(actor, meeting.organisation).filter(
        state__in=(State.OPEN, State.CLOSED), on__gte=meeting.on
    )
    return list(rows.exclude(pk=meeting.pk).exclude(had_quorum=False).order_by("on", "pk"))


def extract_facts(actor: Actor, resolution: Resolution) -> ExtractFacts | None:
    """คัดสำเนามติ from the rows of its meeting; None for one that was copied from older minutes."""
    rows = Motion.objects.visible_to(actor).filter(resolution=resolution, withdrawn_on__isnull=True)
    motion = rows.select_related("item", "resolution", *(f"meeting__{name}" for name in JOINED)).first()
    if motion is None:
        return None
    meeting = motion.meeting
    found = standing_minutes(meeting)
    frozen_facts = facts_of(found) if found else None
    listed = counted_otherwise([motion], room_of(actor, meeting)).get(motion.pk)
    with override("th"):
        return ExtractFacts(
            meeting=meeting_facts(meeting),
            line=AgendaLine(motion.item.number, motion.item.title),
            resolved=resolved_of(motion, _handed(actor, [motion]).get(motion.pk, ()), listed),
            state=frozen_facts.state if frozen_facts else MinutesState.DRAFT,
            copied_on=clock.today(),
            copier=_recorder(meeting),
            certifier=head_of(actor, meeting.organisation, clock.today()),
            adoption=frozen_facts.adoption if frozen_facts else None,
        )
