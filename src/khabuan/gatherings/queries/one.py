"""All that the page of one gathering shows, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from django.db.models import F, QuerySet

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.core.errors import OutOfArea
from khabuan.files.models import Attachment
from khabuan.files.queries import files_of
from khabuan.followup.models import Promise, PromiseAnswer
from khabuan.followup.queries.promises import last_answers, promises_from
from khabuan.gatherings.models import (
    Agreement,
    Cooperation,
    Gathering,
    GatheringBody,
    GatheringLine,
    GatheringPart,
    HeadCount,
    ProgrammeAct,
    Visit,
)
from khabuan.gatherings.queries.gatherings import series_of
from khabuan.gatherings.rules.heads import Heads, Tally, tally
from khabuan.gatherings.rules.kinds import Part, Sector
from khabuan.meetings.models import Meeting
from khabuan.places.models import Area, AreaKind
from khabuan.places.queries import children
from khabuan.registry.models import Appointment, Organisation, Person
from khabuan.registry.queries.councils import held_on

LineT = TypeVar("LineT", bound=GatheringLine)
ORIGIN = Gathering._meta.label_lower
MOST_OF_SERIES = 6
LINES: dict[str, type[GatheringLine]] = {
    "bodies": GatheringBody, "parts": GatheringPart, "acts": ProgrammeAct, "agreements": Agreement,
    "visits": Visit,
}  # fmt: skip


@dataclass(frozen=True)
class ActLine:
    """An act of the programme with the name as this seat may read it."""

    act: ProgrammeAct
    name: str
    url: str = ""

    @property
    def who(self) -> str:
        """The name and the post, or what of them may be read."""
        return " ".join(part for part in (self.name, self.act.post) if part)


@dataclass(frozen=True)
class Session:
    """A part of the programme, or acts of a day that stand in no part, in order."""

    on: date
    part: GatheringPart | None
    acts: tuple[ActLine, ...]


@dataclass(frozen=True)
class PromiseLine:
    """A promise heard here, and the last word on it."""

    promise: Promise
    last: PromiseAnswer | None

    @property
    def is_unmatched(self) -> bool:
        """Its agency is not in the register yet."""
        return self.promise.agency_id is None


@dataclass(frozen=True)
class AreaHeads:
    """How many came from one area; None where it was not told."""

    area: Area
    heads: Heads | None


@dataclass(frozen=True)
class Counts:
    """The heads of a gathering: in all, by sector, by area."""

    tally: Tally
    sectors: tuple[tuple[Sector, Heads], ...]
    areas: tuple[AreaHeads, ...]


@dataclass(frozen=True)
class OneGathering:
    """A gathering with all its parts. `promises` and `files` are those in this seat's own sight."""

    gathering: Gathering
    bodies: tuple[GatheringBody, ...]
    sessions: tuple[Session, ...]
    counts: Counts
    visits: tuple[Visit, ...]
    agreements: tuple[Agreement, ...]
    promises: tuple[PromiseLine, ...]
    cooperations: tuple[Cooperation, ...]
    series: tuple[Gathering, ...]
    files: tuple[Attachment, ...]
    seen_bodies: frozenset[int]

    @property
    def hosts(self) -> tuple[GatheringBody, ...]:
        return tuple(one for one in self.bodies if one.part in (Part.HOST, Part.CO_HOST))


def one_gathering(actor: Actor, gathering: Gathering) -> OneGathering:
    """A gathering as this seat reads it; about fifteen queries, however much it has."""
    bodies = _lines(actor, GatheringBody, gathering).select_related("organisation").order_by("pk")
    visits = (
        _lines(actor, Visit, gathering).select_related("organisation", "area").order_by("area__path", "pk")
    )
    found, visited = _in_order(bodies), list(visits)
    named = {row.organisation_id for row in found if row.organisation_id}
    named |= {row.organisation_id for row in visited if row.organisation_id}
    return OneGathering(
        gathering=gathering,
        bodies=tuple(found),
        sessions=tuple(programme_of(actor, gathering)),
        counts=counts_of(actor, gathering),
        visits=tuple(visited),
        agreements=tuple(_lines(actor, Agreement, gathering).order_by("number", "pk")),
        promises=tuple(promises_of(actor, gathering)),
        cooperations=tuple(
            Cooperation.objects.visible_to(actor)
            .filter(gathering=gathering)
            .select_related("organisation", "renewed_by")
            .order_by("signed_on", "pk")
        ),
        series=tuple(series_of(actor, gathering, MOST_OF_SERIES)),
        files=tuple(files_of(actor, gathering)),
        seen_bodies=bodies_in_sight(actor, named | {gathering.organisation_id}),
    )


def _lines(actor: Actor, model: type[LineT], gathering: Gathering) -> QuerySet[LineT]:
    return model.objects.visible_to(actor).filter(gathering=gathering, removed_on__isnull=True)


def _in_order(bodies: Iterable[GatheringBody]) -> list[GatheringBody]:
    """Hosts first, then the others in the order of their parts."""
    order = {part.value: at for at, part in enumerate(Part)}
    return sorted(bodies, key=lambda one: order.get(one.part, len(order)))


def bodies_in_sight(actor: Actor, keys: Iterable[int]) -> frozenset[int]:
    """Which of these bodies' pages this seat may open. One query, none for the public."""
    if not policy.may_read(actor.role, Organisation._meta.label_lower):
        return frozenset()
    rows = Organisation.objects.visible_to(actor).filter(pk__in=list(keys))
    return frozenset(rows.values_list("pk", flat=True))


# The programme


def reads_names(actor: Actor, gathering: Gathering) -> bool:
    """Whether a seat reads who holds no public office: it reads persons, and reaches the body."""
    return policy.may_read(actor.role, Person._meta.label_lower) and actor.reaches(gathering.node)


def programme_of(actor: Actor, gathering: Gathering) -> list[Session]:
    """Parts by day and hour with their acts; an act in no part stands by its hour between the parts of its day."""
    parts = sorted(
        _lines(actor, GatheringPart, gathering).select_related("meeting__organisation"),
        key=lambda part: (part.on, part.starts_at or time.max, part.pk),
    )
    acts = acts_of(actor, gathering)
    found = []
    for on in sorted({*(part.on for part in parts), *(line.act.on for line in acts)}):
        of_day = [part for part in parts if part.on == on]
        loose = [line for line in acts if line.act.on == on and line.act.part_id is None]
        for place in range(len(of_day) + 1):
            between = tuple(line for line in loose if _begun(line, of_day) == place)
            found += [Session(on, None, between)] if between else []
            if place < len(of_day):
                part = of_day[place]
                found.append(Session(on, part, tuple(line for line in acts if line.act.part_id == part.pk)))
    return found


def _begun(line: ActLine, parts: Sequence[GatheringPart]) -> int:
    """How many parts of its day have begun before the hour of an act; none where its hour is not known."""
    at = line.act.at
    return sum(part.starts_at is not None and at is not None and part.starts_at < at for part in parts)


def acts_of(actor: Actor, gathering: Gathering) -> list[ActLine]:
    """The acts of the programme in order, with names as this seat may read them. Two queries."""
    rows = list(
        _lines(actor, ProgrammeAct, gathering).order_by("on", F("at").asc(nulls_last=True), "order", "pk")
    )
    reads = reads_names(actor, gathering)
    keys = [row.person_id for row in rows if row.person_id]
    seen: set[int] = set()
    if reads and keys:
        seen = set(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        ActLine(
            row,
            row.name if row.is_public or reads else "",
            f"/people/{row.person_id}/" if row.person_id in seen else "",
        )
        for row in rows
    ]


def meetings_of_days(actor: Actor, gathering: Gathering) -> list[Meeting]:
    """Statutory meetings in sight on a day of the gathering: one of them may be a part of it."""
    rows = Meeting.objects.visible_to(actor).filter(
        on__gte=gathering.starts_on, on__lte=gathering.ends_on, cancelled_on__isnull=True
    )
    return list(rows.select_related("organisation").order_by("on", "organisation__sort_key", "pk")[:60])


def posts_held(actor: Actor, person: Person, gathering: Gathering) -> list[Appointment]:
    """The posts that a person held on a day of the gathering, with post and body."""
    rows = Appointment.objects.visible_to(actor).filter(
        held_on(gathering.starts_on) | held_on(gathering.ends_on), person=person
    )
    return list(rows.select_related("post__organisation").order_by("post__order", "pk"))


# Heads


def counts_of(actor: Actor, gathering: Gathering) -> Counts:
    """What was counted, and what of it disagrees. One query."""
    rows = HeadCount.objects.visible_to(actor).filter(gathering=gathering, number__isnull=False)
    sectors: dict[str, Heads] = {}
    areas: list[AreaHeads] = []
    for row in rows.select_related("area").order_by("area__path", "pk"):
        heads = Heads(row.number, row.is_rough)
        if row.area is None:
            sectors[row.sector] = heads
        else:
            areas.append(AreaHeads(row.area, heads))
    stated = None if gathering.total is None else Heads(gathering.total, gathering.is_total_rough)
    told = tally(stated, sectors.values(), [one.heads for one in areas if one.heads])
    listed = tuple((sector, sectors[sector]) for sector in Sector if sector in sectors)
    return Counts(told, listed, tuple(areas))


def areas_to_count(actor: Actor, gathering: Gathering) -> list[Area]:
    """From which areas people may have come: the amphoe of the province, the provinces for the nation's bodies."""
    at: Area | None = gathering.organisation.area
    while at is not None and at.kind not in (AreaKind.PROVINCE, AreaKind.NATION):
        at = at.parent
    return children(actor, at, gathering.starts_on) if at is not None else []


# What came of it


def promises_of(actor: Actor, gathering: Gathering) -> list[PromiseLine]:
    """Promises heard there, in this seat's sight, each with the last word on it. Two queries."""
    rows = promises_from(actor, ORIGIN, [gathering.pk]).get(gathering.pk, [])
    last = last_answers(actor, [row.pk for row in rows]) if rows else {}
    return [PromiseLine(row, last.get(row.pk)) for row in rows]


def line_of(actor: Actor, noun: str, key: int) -> GatheringLine:
    """A line by the noun of its address ("acts") that was not taken off. OutOfArea when there is none."""
    model = LINES.get(noun)
    if model is None:
        raise OutOfArea(noun)
    rows = model.objects.visible_to(actor).filter(pk=key, removed_on__isnull=True)
    found: GatheringLine | None = rows.select_related("gathering__organisation__area").first()
    if found is None:
        raise OutOfArea(f"{noun} {key}")
    return found
