"""Reads of places: one area, what is above and below it, as of a day, its groups, and finding by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from khabuan.access.actor import Actor, paths_above
from khabuan.core import clock
from khabuan.core.periods import in_force
from khabuan.core.thai import FiscalYear
from khabuan.places import finding, rules
from khabuan.places.council_areas import Basis, Cover, LocalBody, NamedArea, Proposal, propose_council_areas
from khabuan.places.finding import Candidate, Found
from khabuan.places.imports import KnownAreas
from khabuan.places.models import (
    AbolishedArea,
    Area,
    AreaGroup,
    AreaGroupMember,
    AreaKind,
    AreaName,
    CouncilArea,
    LocalGovernment,
    LocalGovernmentCover,
    Placement,
)
from khabuan.places.names import skeletons_near

ENOUGH = 150
SURE = 0.9
HOLDERS = 12


def areas_on(actor: Actor, on: date | None = None) -> QuerySet[Area]:
    """All areas in force on a day (today)."""
    return Area.objects.visible_to(actor).filter(in_force(on or clock.today()))


def nation(actor: Actor) -> Area:
    """The whole country; raises Area.DoesNotExist before the reference is loaded."""
    area: Area = Area.objects.visible_to(actor).get(kind=AreaKind.NATION)
    return area


def area_by_code(actor: Actor, code: str) -> Area | None:
    """The area of an official code, "th" or "k" and a key; an abolished code gives its one successor."""
    rows = Area.objects.visible_to(actor)
    if code == "th":
        return _first(rows.filter(kind=AreaKind.NATION))
    if code.startswith("k") and code[1:].isdecimal() and len(code) < 21:
        return _first(rows.filter(pk=int(code[1:])))
    if not code:
        return None
    found = _first(rows.filter(code=code, until__isnull=True))
    if found is not None:
        return found
    gone = (
        AbolishedArea.objects.visible_to(actor).filter(code=code, area__isnull=False).select_related("area")
    )
    for row in gone[:1]:
        return row.area
    return _first(rows.filter(code=code).order_by("-until"))


def _first(rows: QuerySet[Area]) -> Area | None:
    return rows.first()


def ancestors(actor: Actor, area: Area) -> list[Area]:
    """What an area stands under today, nearest first, up to the nation."""
    rows = Area.objects.visible_to(actor).filter(path__in=paths_above(area.path), until__isnull=True)
    return sorted(rows, key=lambda above: -len(above.path))


def line_on(actor: Actor, area: Area, on: date) -> list[Area]:
    """What an area stood under on a day, nearest first; by its dated placements. One query a level."""
    line: list[Area] = []
    at: Area | None = area
    while at is not None and len(line) < len(rules.LEVEL):
        rows = Placement.objects.visible_to(actor).filter(in_force(on), area=at).select_related("parent")
        placement = rows.first()
        at = placement.parent if placement else None
        if at is not None:
            line.append(at)
    return line


def children(actor: Actor, area: Area, on: date | None = None) -> list[Area]:
    """What stands directly under an area on a day (today), villages by moo, the rest in Thai order."""
    on = on or clock.today()
    placed = Placement.objects.visible_to(actor).filter(in_force(on), parent=area).values("area")
    rows = Area.objects.visible_to(actor).filter(in_force(on), pk__in=placed)
    return list(rows.order_by("moo", "sort_key", "code"))


def areas_within(actor: Actor, area: Area, kind: str, on: date | None = None) -> QuerySet[Area]:
    """Areas of one kind at or below an area, in force on a day (today), by code."""
    low, high = rules.reach(area.path)
    return areas_on(actor, on).filter(kind=kind, path__gte=low, path__lt=high).order_by("path")


def counts_within(actor: Actor, area: Area, on: date | None = None) -> dict[str, int]:
    """How many areas of each kind stand below an area on a day. One query."""
    low, high = rules.reach(area.path)
    rows = areas_on(actor, on).filter(path__gte=low, path__lt=high).exclude(pk=area.pk)
    return dict(rows.order_by().values_list("kind").annotate(Count("pk")))


def groups_in(actor: Actor, area: Area, kind: str = "", on: date | None = None) -> QuerySet[AreaGroup]:
    """Groups kept at an area (zones of a province, regions of the nation) that hold on a day (today)."""
    rows = AreaGroup.objects.visible_to(actor).filter(in_force(on or clock.today()), area=area)
    return (rows.filter(kind=kind) if kind else rows).order_by("kind", "sort_key")


def groups_of(actor: Actor, area: Area, on: date | None = None) -> QuerySet[AreaGroup]:
    """Groups that an area belongs to on a day (today)."""
    on = on or clock.today()
    member = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), area=area).values("group")
    return (
        AreaGroup.objects.visible_to(actor).filter(in_force(on), pk__in=member).order_by("kind", "sort_key")
    )


def zones_to_go_on_with(actor: Actor, province: Area, year: FiscalYear) -> list[AreaGroup]:
    """Zones that held at the end of the year before, none of whose amphoe is in a zone begun since."""
    last_day = year.previous.end
    before = list(groups_in(actor, province, AreaGroup.Kind.ZONE, last_day))
    known = {group.pk for group in before}
    begun = AreaGroupMember.objects.visible_to(actor).filter(
        in_force(year.end), group__area=province, group__kind=AreaGroup.Kind.ZONE
    )
    taken = set(begun.exclude(group__in=known).values_list("area_id", flat=True))
    rows = AreaGroupMember.objects.visible_to(actor).filter(in_force(last_day), group__in=known)
    gone_on = {group for group, area in rows.values_list("group_id", "area_id") if area in taken}
    return [group for group in before if group.pk not in gone_on]


def members_of(actor: Actor, group: AreaGroup, on: date | None = None) -> list[Area]:
    """The areas of a group on a day: today, or its last day once it has ended."""
    if on is None:
        on = clock.today()
        if group.until is not None and group.until <= on:
            return _last_members(actor, group)
    member = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), group=group).values("area")
    return list(Area.objects.visible_to(actor).filter(pk__in=member).order_by("sort_key"))


def may_work_for(actor: Actor, area: Area, group: AreaGroup, members: Iterable[Area]) -> bool:
    """Whether a seat may set up a body at a place for a group: it reaches the group, or the place is a member.

    A group is reached with its home (the province of a zone) or with every member.
    """
    paths = [member.path for member in members]
    is_whole = bool(paths) and all(actor.reaches(path) for path in paths)
    return actor.reaches(group.area.path) or is_whole or area.path in paths


def members_by_group(actor: Actor, groups: Iterable[AreaGroup], on: date) -> dict[int, list[Area]]:
    """The areas of several groups on a day, by the key of the group; one query."""
    rows = AreaGroupMember.objects.visible_to(actor).filter(in_force(on), group__in=list(groups))
    found: dict[int, list[Area]] = defaultdict(list)
    for row in rows.select_related("area").order_by("area__sort_key"):
        found[row.group_id].append(row.area)
    return found


def _last_members(actor: Actor, group: AreaGroup) -> list[Area]:
    rows = AreaGroupMember.objects.visible_to(actor).filter(group=group)
    last = rows.filter(Q(until__isnull=True) | Q(until__gte=group.until)).values("area")
    return list(Area.objects.visible_to(actor).filter(pk__in=last).order_by("sort_key"))


def council_areas_in(actor: Actor, area: Area, on: date | None = None) -> QuerySet[CouncilArea]:
    """The council areas listed at or below an area, in force on a day (today)."""
    low, high = rules.reach(area.path)
    rows = CouncilArea.objects.visible_to(actor).filter(in_force(on or clock.today()))
    return rows.filter(area__path__gte=low, area__path__lt=high).order_by("area__path", "kind", "sort_key")


def local_governments_in(actor: Actor, area: Area, on: date | None = None) -> QuerySet[LocalGovernment]:
    """The local governments listed at or below an area, in force on a day (today)."""
    low, high = rules.reach(area.path)
    rows = LocalGovernment.objects.visible_to(actor).filter(in_force(on or clock.today()))
    return rows.filter(area__path__gte=low, area__path__lt=high).order_by("kind", "sort_key")


def known_areas(actor: Actor, province: Area) -> KnownAreas:
    """What a province knows, for reading its lists of villages and local governments."""
    tambons = areas_within(actor, province, AreaKind.SUBDISTRICT).values_list("code", "name")
    gone = AbolishedArea.objects.visible_to(actor).values_list("code", "successors")
    return KnownAreas(province.code, dict(tambons), {code: tuple(after.split()) for code, after in gone})


def propose_for(actor: Actor, province: Area, basis: Basis) -> Proposal:
    """The council areas proposed for a province from its tambons and local governments. Four queries."""
    tambons = [_named(area) for area in areas_within(actor, province, AreaKind.SUBDISTRICT)]
    districts = [_named(area) for area in areas_within(actor, province, AreaKind.DISTRICT)]
    bodies = list(local_governments_in(actor, province))
    covers: dict[int, list[Cover]] = defaultdict(list)
    rows = LocalGovernmentCover.objects.visible_to(actor).filter(
        local_government__in=bodies, until__isnull=True
    )
    for body, code, partly in rows.values_list("local_government_id", "area__code", "partly").order_by("pk"):
        covers[body].append(Cover(code, is_partial=partly))
    return propose_council_areas(
        tambons,
        [
            LocalBody(
                rules.LocalGovernmentKind(body.kind), body.name, body.name_en, body.code,
                tuple(covers[body.pk]), body.pk,
            )
            for body in bodies
        ],
        basis=basis,
        bangkok_districts=districts if province.code == "10" else (),
    )  # fmt: skip


def _named(area: Area) -> NamedArea:
    return NamedArea(area.code, area.name, area.name_en)


# Finding


@dataclass(frozen=True)
class FoundPlace:
    """An area found, what it stands under (nearest first, without the nation), and why it was found."""

    area: Area
    line: tuple[Area, ...]
    found: Found


def find_places(actor: Actor, text: str, *, near: str = "", limit: int = 20) -> list[FoundPlace]:
    """Find the areas that people mean, best first; what is equally good stays so (`finding.clear_answer`).

    `near` is the code of the person's own area. A second look, for letters lost or added, is only taken
    where the first one found nothing good.
    """
    asked = finding.read_asked(text)
    wanted = finding.probes(asked)
    if not wanted.code and not wanted.keys:
        return []
    rows = _by_code(actor, wanted.code) if wanted.code else _by_words(actor, asked, wanted, near)
    places = _Places(actor, rows)
    found = finding.find(text, places.candidates, near=near, limit=limit)
    if not wanted.code and not any(one.score >= SURE for one in found):
        places = _Places(actor, [*rows, *_by_slips(actor, wanted, near)])
        found = finding.find(text, places.candidates, near=near, limit=limit)
    return [FoundPlace(places.areas[one.code], places.line_of(one.code), one) for one in found]


def _by_code(actor: Actor, code: str) -> list[Area]:
    rows = Area.objects.visible_to(actor).filter(until__isnull=True)
    if len(code) == 5:
        return list(rows.filter(postal_code__contains=code).order_by("code")[:ENOUGH])
    gone = AbolishedArea.objects.visible_to(actor).filter(code=code).values_list("successors", flat=True)
    after = [one for codes in gone for one in codes.split()]
    # A range, since SQLite has no index for "begins with"; ":" comes right after "9".
    within = rows.filter(Q(code__gte=code, code__lt=code + ":") | Q(code__in=after))
    return list(within.order_by("path")[:ENOUGH])


def _by_words(actor: Actor, asked: finding.Asked, wanted: finding.Probes, near: str) -> list[Area]:
    """Look by equal keys and skeletons first, then by beginnings; villages also within what was named."""
    same = Q(search_key__in=wanted.keys) | Q(latin_key__in=wanted.keys)
    like = Q(skeleton__in=wanted.whole) | Q(skeleton_en__in=wanted.whole)
    exact = same | like
    named = AreaName.objects.visible_to(actor).filter(
        Q(search_key__in=wanted.keys) | Q(skeleton__in=wanted.whole)
    )
    gone = AbolishedArea.objects.visible_to(actor).filter(
        Q(search_key__in=wanted.keys) | Q(skeleton__in=wanted.whole)
    )
    after = [code for codes in gone.values_list("successors", flat=True)[:ENOUGH] for code in codes.split()]
    wide = ~Q(kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY))
    also = Q(pk__in=named.values("area")[:ENOUGH]) | Q(code__in=after)
    if finding.CAPITALS & set(wanted.keys):
        also |= Q(kind=AreaKind.DISTRICT, code__endswith="01")
    # The same name first and apart: what only sounds like it may be hundreds, and the look is cut short.
    found = _some(actor, wide & (same | also), near)
    found += _some(actor, wide & like, near)
    holders = [area.path for area in _holders(asked, wanted, found)]
    found += _some(actor, ~wide & _within(holders) & (exact | _with_moo(asked)), near)
    if len(asked.words) == 1:
        found += _some(actor, ~wide & exact, near)
        found += _some(actor, _beginnings(wanted), near)
    return found


def _holders(asked: finding.Asked, wanted: finding.Probes, found: Sequence[Area]) -> list[Area]:
    """The areas that were named: villages are looked for inside them. A moo is looked for in tambons only."""
    if len(asked.words) < 2 and asked.moo is None:
        return []
    tambons = [area for area in found if area.kind == AreaKind.SUBDISTRICT]
    named = tambons if asked.moo is not None and tambons else list(found)
    named.sort(key=lambda area: (area.search_key not in wanted.keys, rules.LEVEL[rules.AreaKind(area.kind)]))
    return named[:HOLDERS]


def _with_moo(asked: finding.Asked) -> Q:
    return Q(pk__in=[]) if asked.moo is None else Q(moo=asked.moo)


def _within(paths: Iterable[str]) -> Q:
    reached = Q(pk__in=[])
    for path in paths:
        low, high = rules.reach(path)
        reached |= Q(path__gte=low, path__lt=high)
    return reached


def _beginnings(wanted: finding.Probes) -> Q:
    """Names that begin with what was typed, and names that what was typed begins with."""
    reached = Q(skeleton__in=wanted.sounds)
    for key in wanted.keys:
        reached |= Q(search_key__gte=key, search_key__lt=key + "\U0010ffff")
    for whole in wanted.whole:
        if len(whole) > 1:
            reached |= Q(skeleton__gte=whole, skeleton__lt=whole + "\U0010ffff")
            reached |= Q(skeleton_en__gte=whole, skeleton_en__lt=whole + "\U0010ffff")
    return reached


def _by_slips(actor: Actor, wanted: finding.Probes, near: str) -> list[Area]:
    """Look for skeletons one consonant away: lost, added, changed or swapped."""
    around = sorted({slip for whole in wanted.whole for slip in skeletons_near(whole)})
    return _some(actor, Q(skeleton__in=around) | Q(skeleton_en__in=around), near)


def _some(actor: Actor, wanted: Q, near: str) -> list[Area]:
    """At most ENOUGH areas in force, those at home first, wide ones before narrow ones."""
    low, high = rules.reach(rules.path_of_code(near[: len(near) // 2 * 2]))
    at_home = Case(
        When(path__gte=low, path__lt=high, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = Area.objects.visible_to(actor).filter(wanted, until__isnull=True)
    return list(rows.annotate(far=at_home).order_by("far", "code", "pk")[:ENOUGH])


class _Places:
    """Areas as candidates: with what they stand under, other names, and abolished codes they took over."""

    def __init__(self, actor: Actor, rows: Iterable[Area]) -> None:
        self.areas: dict[str, Area] = {area.key: area for area in rows if area.path}
        above = {path for area in self.areas.values() for path in paths_above(area.path) if path}
        holders = Area.objects.visible_to(actor).filter(path__in=above, until__isnull=True)
        self._by_path: dict[str, Area] = {area.path: area for area in holders}
        self._by_path |= {area.path: area for area in self.areas.values()}
        self._names = self._other_names(actor)
        self._made: dict[str, Candidate] = {}
        self.candidates = [self._candidate(area) for area in self.areas.values()] + self._abolished(actor)

    def line_of(self, key: str) -> tuple[Area, ...]:
        """What an area stands under, nearest first, without the nation."""
        steps = reversed(paths_above(self.areas[key].path))
        return tuple(self._by_path[path] for path in steps if path in self._by_path)

    def _other_names(self, actor: Actor) -> dict[int, list[AreaName]]:
        names: dict[int, list[AreaName]] = defaultdict(list)
        keys = [area.pk for area in self._by_path.values()]
        for row in AreaName.objects.visible_to(actor).filter(area__in=keys):
            names[row.area_id].append(row)
        return names

    def _candidate(self, area: Area) -> Candidate:
        if area.path not in self._made:
            names = self._names.get(area.pk, ())
            self._made[area.path] = Candidate(
                code=area.key,
                kind=rules.AreaKind(area.kind),
                name=area.name,
                name_en=area.name_en,
                line=self._line(area.path),
                spoken=tuple(name.name for name in names if name.until is None),
                old=tuple(name.name for name in names if name.until is not None),
                moo=area.moo,
                postal_codes=tuple(area.postal_code.split()),
            )
        return self._made[area.path]

    def _line(self, path: str) -> tuple[Candidate, ...]:
        steps = reversed(paths_above(path))
        return tuple(self._candidate(self._by_path[step]) for step in steps if step in self._by_path)

    def _abolished(self, actor: Actor) -> list[Candidate]:
        """Abolished codes whose successors are all at hand."""
        rows = AbolishedArea.objects.visible_to(actor)
        keys = [area.pk for area in self.areas.values() if area.code]
        several = Q(area__isnull=True) & ~Q(successors="")
        found = []
        for gone in rows.filter(Q(area__in=keys) | several):
            after = tuple(code for code in gone.successors.split() if code in self.areas)
            if after:
                found.append(self._gone(gone, after))
        return found

    def _gone(self, gone: AbolishedArea, after: tuple[str, ...]) -> Candidate:
        path = rules.path_of_code(gone.code)
        kind = rules.KIND_OF_LENGTH[len(gone.code)]
        line = self._line(path) or self._candidate(self.areas[after[0]]).line
        return Candidate(
            code=gone.code, kind=kind, name=gone.name, name_en=gone.name_en, line=line,
            is_abolished=True, successors=after,
        )  # fmt: skip
