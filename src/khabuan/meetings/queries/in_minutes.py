"""What a meeting did beside its votes, by the item where its minutes tell it: minutes adopted, people elected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabuan.access.actor import Actor
from khabuan.core import offers
from khabuan.core.offers import MinutesTold, NamedInMinutes
from khabuan.meetings.models import AgendaItem, Meeting, Minutes, Standing
from khabuan.meetings.printing.facts import AgendaLine, Person
from khabuan.meetings.printing.minutes import Adopted, Chosen, MinuteItem
from khabuan.meetings.queries.paper_facts import meeting_facts
from khabuan.meetings.rules.agenda import Purpose


@dataclass
class Beside:
    """`adopted` and `chosen` by key of their item; `loose`: what no item tells, by the number of its head."""

    adopted: dict[int, list[Adopted]] = field(default_factory=lambda: defaultdict(list))
    chosen: dict[int, list[Chosen]] = field(default_factory=lambda: defaultdict(list))
    loose: dict[int, list[MinuteItem]] = field(default_factory=lambda: defaultdict(list))


def done_beside(actor: Actor, meeting: Meeting, items: Sequence[AgendaItem]) -> Beside:
    """One query for the minutes, and those of the apps that add to minutes."""
    found = Beside()
    _adopted(actor, meeting, items, found)
    for part in offers.minutes_parts:
        for told in part.tell(actor, meeting):
            _elected(told, items, found)
    return found


def _adopted(actor: Actor, meeting: Meeting, items: Sequence[AgendaItem], found: Beside) -> None:
    rows = Minutes.objects.visible_to(actor).filter(adopting=meeting, state=Standing.ADOPTED)
    by_meeting = {item.adopts_id: item for item in items if item.adopts_id}
    for row in rows.select_related("meeting__organisation", "resolution").order_by("meeting__on", "pk"):
        facts = meeting_facts(row.meeting)
        lines = tuple(row.corrections.splitlines())
        told = Adopted(facts, lines, str(row.resolution) if row.resolution else "")
        item = by_meeting.get(row.meeting_id)
        if item is not None:
            found.adopted[item.pk].append(told)
            continue
        line = AgendaLine("", f"รับรองรายงานการประชุม {facts.number_words}")
        found.loose[_head(items, Purpose.ADOPT)].append(MinuteItem(line, adopted=(told,)))


def _elected(told: MinutesTold, items: Sequence[AgendaItem], found: Beside) -> None:
    chosen = Chosen(told.words, _people(told.chosen), _people(told.stood), tuple(told.how), told.number)
    item = _item_of(told, items)
    if item is not None:
        found.chosen[item.pk].append(chosen)
        return
    main = _head(items, Purpose.CONSIDER, Purpose.OTHER)
    found.loose[main].append(MinuteItem(AgendaLine("", told.title), chosen=(chosen,)))


def _people(rows: Sequence[NamedInMinutes]) -> tuple[Person, ...]:
    return tuple(Person(one.name, one.beside, key=one.key) for one in rows)


def _item_of(told: MinutesTold, items: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item whose resolution it cites, else the only one to decide on that has its words in the title."""
    cited = [
        item for item in items if told.item == item.number or told.item.startswith(f"{item.number}.")
    ]  # fmt: skip
    if told.item and cited:
        return max(cited, key=lambda item: len(item.number))
    named = [
        item
        for item in items
        if item.sub
        and item.purpose in (Purpose.CONSIDER, Purpose.OTHER)
        and any(words in item.title for words in told.about)
    ]
    return named[0] if len(named) == 1 else None


def _head(items: Sequence[AgendaItem], *purposes: Purpose) -> int:
    """The number of the head of the first of these purposes that the agenda has; else of its last head."""
    heads = [item for item in items if not item.sub]
    for purpose in purposes:
        for head in heads:
            if head.purpose == purpose:
                return head.main
    return heads[-1].main if heads else 0
