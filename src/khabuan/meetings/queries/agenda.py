"""Reads of the agenda: heads with their items, and what is still open and returns under the third head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, override

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.followup.models import Duty, Promise
from khabuan.followup.queries.duties import open_duties_of
from khabuan.followup.queries.promises import open_promises_to
from khabuan.followup.sentences import agency_of, owner_of
from khabuan.meetings.models import AgendaItem, Meeting, Motion, Submission
from khabuan.meetings.queries.adoption import is_adopted_elsewhere, minutes_of, waiting_before
from khabuan.meetings.queries.submissions import lying_with
from khabuan.meetings.rules.agenda import ItemState, Purpose
from khabuan.meetings.rules.meetings import State
from khabuan.meetings.rules.quorum import Outcome
from khabuan.meetings.sentences.meetings import adoption_words

ORDER = ("main", "sub", "pk")
KIND, MEETING = AgendaItem._meta.label_lower, Meeting._meta.label_lower


@dataclass(frozen=True)
class Line:
    """An item with the record that it brings back, where it brings one back and this seat sees it.

    `minutes`: how far the minutes are that it is to adopt. `is_stale`: another meeting adopted them.
    """

    item: AgendaItem
    subject: offers.Subject | None = None
    minutes: str = ""
    is_stale: bool = False

    @property
    def presenter(self) -> str:
        """Who presents it, where the record that it brings back does not say it already."""
        said = self.subject is not None and self.item.presenter in self.subject.more
        return "" if said else self.item.presenter


@dataclass(frozen=True)
class Head:
    """A head of the agenda with the items below it."""

    item: AgendaItem
    lines: tuple[Line, ...] = field(default=())


def items_of(actor: Actor, meeting: Meeting) -> QuerySet[AgendaItem]:
    """Heads and items in force, in their order."""
    rows: QuerySet[AgendaItem] = AgendaItem.objects.visible_to(actor)
    return rows.filter(meeting=meeting, removed_on__isnull=True).order_by(*ORDER)


def agenda_of(actor: Actor, meeting: Meeting) -> list[Head]:
    """The agenda, heads with their items, each with what it brings back. One query, and one for each kind brought."""
    items = list(items_of(actor, meeting).select_related("adopts"))
    subjects = _subjects(actor, items)
    adopting = [item.adopts_id for item in items if item.adopts_id]
    known = minutes_of(actor, adopting) if adopting else {}
    below: dict[int, list[Line]] = defaultdict(list)
    for item in items:
        if item.sub:
            brought, minutes = (
                subjects.get((item.carried_kind, item.carried_id or 0)),
                known.get(item.adopts_id or 0),
            )
            told = adoption_words(item, minutes) if item.adopts_id else ""
            below[item.main].append(Line(item, brought, told, is_adopted_elsewhere(item, minutes)))
    return [Head(item, tuple(below[item.main])) for item in items if not item.sub]


def _subjects(actor: Actor, items: Sequence[AgendaItem]) -> dict[tuple[str, int], offers.Subject]:
    keys: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.carried_kind and item.carried_id is not None:
            keys[item.carried_kind].append(item.carried_id)
    found: dict[tuple[str, int], offers.Subject] = {}
    for kind, ids in keys.items():
        named = offers.named_subjects.get(kind)
        if named is not None:
            found |= {(kind, key): subject for key, subject in named.of(actor, ids).items()}
    return found


def item_of(actor: Actor, key: int) -> AgendaItem:
    """One item in sight, with its meeting and body. OutOfArea when there is none, or it was taken off."""
    rows = AgendaItem.objects.visible_to(actor).filter(pk=key, removed_on__isnull=True)
    found: AgendaItem | None = rows.select_related("meeting__organisation__area", "adopts").first()
    if found is None:
        raise OutOfArea(f"agenda item {key}")
    return found


@dataclass(frozen=True)
class OpenMatter:
    """Something that returns on the next agenda: what it is, by whom, the record by kind and key, under which head.

    `adopts`: the meeting whose minutes are to be adopted.
    """

    kind: str
    key: int
    title: str
    presenter: str
    purpose: Purpose = Purpose.CARRIED
    adopts: Meeting | None = None


def open_matters(actor: Actor, meeting: Meeting) -> list[OpenMatter]:
    """What is open in the book of a body on the day of a meeting, not on its agenda yet and not taken off it by hand.

    Minutes to adopt first, then duties, promises of agencies, items that an earlier meeting put off or voted on without
    a quorum, and, to consider, the proposals of other bodies that lie with this one. Six queries, a few more where
    something was put off.
    """
    body, on = meeting.organisation, meeting.on
    rows = AgendaItem.objects.visible_to(actor).filter(meeting=meeting)
    known = list(rows.values_list("carried_kind", "carried_id", "adopts"))
    on_it = {(kind, key) for kind, key, _adopts in known} | {(MEETING, key) for *_, key in known if key}
    with override("th"):  # an agenda is a Thai paper whatever its writer reads
        found = [
            OpenMatter(
                MEETING,
                row.pk,
                gettext("Adopt the minutes of %(meeting)s") % {"meeting": row},
                "",
                Purpose.ADOPT,
                row,
            )
            for row in waiting_before(actor, meeting)
        ]
    found += [
        OpenMatter(Duty._meta.label_lower, duty.pk, str(duty), owner_of(duty))
        for duty in open_duties_of(actor, body, on)
    ]
    found += [
        OpenMatter(Promise._meta.label_lower, promise.pk, str(promise), agency_of(promise))
        for promise in open_promises_to(actor, body, on)
    ]
    found += [OpenMatter(KIND, item.pk, item.title, item.presenter) for item in _left_open(actor, meeting)]
    found += [
        OpenMatter(Submission._meta.label_lower, row.pk, str(row), row.organisation.name, Purpose.CONSIDER)
        for row in lying_with(actor, body)
    ]
    return [one for one in found if (one.kind, one.key) not in on_it]


def _left_open(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Items that a meeting held before this one put off, or voted on without a quorum and never again, and that no
    later agenda of the body has taken up. What brings back a record that is open itself is left out: that returns."""
    rows = AgendaItem.objects.visible_to(actor).filter(meeting__organisation=meeting.organisation)
    votes = Motion.objects.visible_to(actor).filter(item=OuterRef("pk"), withdrawn_on__isnull=True)
    void = Exists(votes.filter(outcome=Outcome.NO_QUORUM)) & ~Exists(votes.exclude(outcome=Outcome.NO_QUORUM))
    left = rows.filter(
        Q(state=ItemState.PUT_OFF) | void,
        carried_kind__in=("", KIND),
        adopts__isnull=True,
        removed_on__isnull=True,
        meeting__state=State.CLOSED,
        meeting__on__lte=meeting.on,
    ).exclude(meeting=meeting)
    found = list(left.order_by("meeting__on", *ORDER))
    if not found:
        return []
    taken_up = set(
        rows.filter(carried_kind=KIND, removed_on__isnull=True)
        .exclude(meeting__state=State.CANCELLED)
        .values_list("carried_id", flat=True)
    )
    return [item for item in found if item.pk not in taken_up]


def stale_items(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    """Items to adopt minutes that another meeting adopted since. Two queries, one where nothing is to be adopted."""
    items = list(items_of(actor, meeting).filter(adopts__isnull=False))
    known = minutes_of(actor, [item.adopts_id for item in items]) if items else {}
    return [item for item in items if is_adopted_elsewhere(item, known.get(item.adopts_id or 0))]


def subject_of(actor: Actor, item: AgendaItem) -> offers.Subject | None:
    """The record that an item brings back, where it brings one back and this seat sees it."""
    return _subjects(actor, [item]).get((item.carried_kind, item.carried_id or 0))


def named_items(actor: Actor, keys: Sequence[int]) -> dict[int, offers.Subject]:
    """Items of agendas by key, each with its meeting. One query."""
    rows = AgendaItem.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("meeting")
    return {
        row.pk: offers.Subject(
            "agenda_item", str(row.pk), str(row), row.meeting.get_absolute_url(), str(row.meeting)
        )
        for row in rows
    }
