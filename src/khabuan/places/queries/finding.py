"""Places found by what people type: which rows an index gives, and the best of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from khabuan.access.actor import Actor, paths_above
from khabuan.places import finding, rules
from khabuan.places.finding import Candidate, Found
from khabuan.places.models import AbolishedArea, Area, AreaKind, AreaName
from khabuan.places.names import skeletons_near
from khabuan.places.typed import Asked, Probes, probes, read_asked

ENOUGH = 150
SURE = 0.9
HOLDERS = 12


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
    asked = read_asked(text)
    wanted = probes(asked)
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


def _by_words(actor: Actor, asked: Asked, wanted: Probes, near: str) -> list[Area]:
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
