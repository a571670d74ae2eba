"""Places found by what people type: which rows an index gives, and the best of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When

from khabuan.access.actor import Actor, paths_above
from khabuan.places import finding, rules
from khabuan.places.finding import Candidate, Found, Why
from khabuan.places.models import AbolishedArea, Area, AreaKind, AreaName, LocalGovernment
from khabuan.places.names import skeletons_near
from khabuan.places.typed import Asked, Probes, probes, read_asked

ENOUGH = 150
MOST_INSIDE = 450  # no province has more amphoe and tambons together
MOST_SLIPS = 1200
SURE = 0.9
SURE_WHOLE = 0.97
SURE_INSIDE = 0.75  # of a name in the province that was named beside it
GO_ON = 2.0  # more than any score
HOLDERS = 12


CAPITAL_CODES = tuple(f"{province}01" for province in range(10, 100))  # named, for an index to find them
WIDE = ~Q(kind__in=(AreaKind.VILLAGE, AreaKind.COMMUNITY))


@dataclass(frozen=True)
class FoundPlace:
    """An area found, what it stands under (nearest first, without the nation), and why it was found."""

    area: Area
    line: tuple[Area, ...]
    found: Found


def find_places(actor: Actor, text: str, *, near: str = "", limit: int = 20) -> list[FoundPlace]:
    """Find the areas that people mean, best first; what is equally good stays so (`finding.clear_answer`).

    `near` is the code of the person's own area. Looked for in steps, each wider than the one before (`_looks`);
    what is found well ends the search.
    """
    asked = read_asked(text)
    wanted = probes(asked)
    if not wanted.code and not wanted.keys and not wanted.bodies:
        return []
    homes = _homes(actor, wanted.bodies)
    named = {*homes, *_named(actor, wanted)}
    rows: list[Area] = []
    fresh: list[Area] = []
    ranking = finding.Ranking(asked, near)
    known: dict[str, FoundAt] = {}
    for look, enough in _looks(actor, asked, wanted, near, sorted(named)):
        fresh += look([*rows, *fresh])
        if enough == GO_ON:
            continue
        places = _Places(actor, (area for area in fresh if area.key not in known), homes)
        ranking.add(places.candidates)
        known |= {key: FoundAt(area, places.line_of(key)) for key, area in places.areas.items()}
        rows, fresh = [*rows, *fresh], []
        top = next(iter(ranking.best(1)), None)
        if top and top.score >= enough and Why.PARTLY not in top.why:
            break
    return [FoundPlace(*known[one.code], one) for one in ranking.best(limit)]


class FoundAt(NamedTuple):
    """An area with what it stands under."""

    area: Area
    line: tuple[Area, ...]


Look = Callable[[Sequence[Area]], list[Area]]


def _looks(
    actor: Actor, asked: Asked, wanted: Probes, near: str, named: Sequence[int]
) -> Iterator[tuple[Look, float]]:
    """The steps, and how good an answer ends each. Each is told what the steps before it gave.

    One word may be only the beginning of a name, so that the same name alone does not end the search.
    """
    if wanted.code:
        yield lambda _rows: _by_code(actor, wanted.code), 0.0
        return
    is_one_word = len(asked.words) < 2
    yield lambda _rows: _same(actor, asked, wanted, near, named), GO_ON if is_one_word else SURE_WHOLE
    inside: list[Area] = []

    def look_inside(rows: Sequence[Area]) -> list[Area]:
        inside.extend(_inside(actor, wanted, rows))
        return inside

    if not is_one_word:
        yield look_inside, SURE_INSIDE
    yield lambda rows: _alike(actor, asked, wanted, near, rows, named=named), SURE
    if not inside:
        yield lambda _rows: _by_slips(actor, wanted, near), 0.0


def _by_code(actor: Actor, code: str) -> list[Area]:
    rows = Area.objects.visible_to(actor).filter(until__isnull=True)
    if len(code) == 5:
        return list(rows.filter(postal_code__contains=code).order_by("code")[:ENOUGH])
    gone = AbolishedArea.objects.visible_to(actor).filter(code=code).values_list("successors", flat=True)
    after = [one for codes in gone for one in codes.split()]
    # A range, since SQLite has no index for "begins with"; ":" comes right after "9".
    within = rows.filter(Q(code__gte=code, code__lt=code + ":") | Q(code__in=after))
    return list(within.order_by("path")[:ENOUGH])


def _like(wanted: Probes) -> Q:
    return Q(search_key__in=wanted.keys) | Q(skeleton__in=wanted.whole)


def _named(actor: Actor, wanted: Probes) -> list[int]:
    """Areas that have this name besides their own: had it before, or are also called so."""
    if wanted.code:
        return []
    rows = AreaName.objects.visible_to(actor).filter(_like(wanted)).order_by("pk")
    return list(rows.values_list("area_id", flat=True)[:ENOUGH])


def _same(actor: Actor, asked: Asked, wanted: Probes, near: str, named: Sequence[int]) -> list[Area]:
    """Areas of just this name, today or before; villages of it within what was named."""
    same = Q(search_key__in=wanted.keys) | Q(latin_key__in=wanted.keys)
    gone = AbolishedArea.objects.visible_to(actor).filter(_like(wanted))
    after = [code for codes in gone.values_list("successors", flat=True)[:ENOUGH] for code in codes.split()]
    also = Q(pk__in=named) | Q(code__in=after)
    if finding.CAPITALS & set(wanted.keys):
        also |= Q(code__in=CAPITAL_CODES)
    found = _some(actor, WIDE & (same | also), near)
    holders = [area.path for area in _holders(asked, wanted, found)]
    exact = same | Q(skeleton__in=wanted.whole) | Q(skeleton_en__in=wanted.whole) | Q(pk__in=named)
    return found + _some(actor, ~WIDE & _within(holders) & (exact | _with_moo(asked)), near)


def _inside(actor: Actor, wanted: Probes, rows: Sequence[Area]) -> list[Area]:
    """All amphoe and tambons of the province that was named, or of the amphoe: the name beside it has a slip."""
    named = [area for area in rows if area.search_key in wanted.keys or area.latin_key in wanted.keys]
    for kind in (AreaKind.PROVINCE, AreaKind.DISTRICT):
        holders = [area.path for area in named if area.kind == kind]
        if holders:
            known = [area.pk for area in rows]
            inside = Area.objects.visible_to(actor).filter(WIDE & _within(holders[:3]), until__isnull=True)
            return list(inside.exclude(pk__in=known).order_by("path")[:MOST_INSIDE])
    return []


def _alike(
    actor: Actor, asked: Asked, wanted: Probes, near: str, rows: Sequence[Area], *, named: Sequence[int]
) -> list[Area]:
    """Names that sound the same; for one word also names that begin with it, and villages anywhere."""
    like = Q(skeleton__in=wanted.whole) | Q(skeleton_en__in=wanted.whole)
    found = _some(actor, WIDE & like, near)
    if len(asked.words) == 1:
        same = Q(search_key__in=wanted.keys) | Q(latin_key__in=wanted.keys)
        found += _some(actor, ~WIDE & (same | like | Q(pk__in=named)), near)
        found += _some(actor, _beginnings(wanted), near)
        return found
    holders = [area.path for area in _holders(asked, wanted, [*rows, *found])]
    return found + _some(actor, ~WIDE & _within(holders) & like, near)


def _homes(actor: Actor, bodies: Sequence[str]) -> dict[int, list[str]]:
    """Local governments of these names, by the area where they are listed. No query where none was asked for."""
    found: dict[int, list[str]] = defaultdict(list)
    if bodies:
        rows = LocalGovernment.objects.visible_to(actor).filter(until__isnull=True, search_key__in=bodies)
        for area, name in rows.exclude(kind=LocalGovernment.Kind.PAO).values_list("area_id", "name"):
            found[area].append(name)
    return found


def _holders(asked: Asked, wanted: Probes, found: Sequence[Area]) -> list[Area]:
    """The areas that were named: villages are looked for inside them. A moo is looked for in tambons only."""
    if len(asked.words) < 2 and asked.moo is None:
        return []
    tambons = [area for area in found if area.kind == AreaKind.SUBDISTRICT]
    named = tambons if asked.moo is not None and tambons else list(found)
    named.sort(key=lambda area: (area.search_key not in wanted.keys, rules.LEVEL[rules.AreaKind(area.kind)]))
    return named[:HOLDERS]


def _with_moo(asked: Asked) -> Q:
    return Q(pk__in=[]) if asked.moo is None else Q(moo=asked.moo)


def _within(paths: Iterable[str]) -> Q:
    reached = Q(pk__in=[])
    for path in paths:
        low, high = rules.reach(path)
        reached |= Q(path__gte=low, path__lt=high)
    return reached


def _beginnings(wanted: Probes) -> Q:
    """Names that begin with what was typed, and names that what was typed begins with."""
    reached = Q(skeleton__in=wanted.sounds)
    for key in wanted.keys:
        reached |= Q(search_key__gte=key, search_key__lt=key + "\U0010ffff")
    for whole in wanted.whole:
        if len(whole) > 1:
            reached |= Q(skeleton__gte=whole, skeleton__lt=whole + "\U0010ffff")
            reached |= Q(skeleton_en__gte=whole, skeleton_en__lt=whole + "\U0010ffff")
    return reached


def _by_slips(actor: Actor, wanted: Probes, near: str) -> list[Area]:
    """Look for skeletons one consonant away: lost, added, changed or swapped; of the longest names first."""
    around: set[str] = set()
    for whole in sorted(wanted.whole, key=lambda one: (-len(one), one)):
        if len(around) < MOST_SLIPS:
            around |= skeletons_near(whole)
    return _some(actor, Q(skeleton__in=sorted(around)) | Q(skeleton_en__in=sorted(around)), near)


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

    def __init__(self, actor: Actor, rows: Iterable[Area], bodies: Mapping[int, Sequence[str]]) -> None:
        self.areas: dict[str, Area] = {area.key: area for area in rows if area.path}
        above = {path for area in self.areas.values() for path in paths_above(area.path) if path}
        holders = Area.objects.visible_to(actor).filter(path__in=above, until__isnull=True)
        self._by_path: dict[str, Area] = {area.path: area for area in holders}
        self._by_path |= {area.path: area for area in self.areas.values()}
        self._names = self._other_names(actor)
        self._bodies = bodies
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
                spoken=(*self._bodies.get(area.pk, ()), *(name.name for name in names if name.until is None)),
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
