"""What areas, placements, groups and council areas are, and which statements about them cannot all be true.

Pure values and checks over them; knows nothing of the database, of people or of screens.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise


class AreaKind(StrEnum):
    """Kinds of area, from wide to narrow. A village and an urban community stand at one level."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"
    COMMUNITY = "community"


LEVEL: Mapping[AreaKind, int] = {
    AreaKind.NATION: 0,
    AreaKind.PROVINCE: 1,
    AreaKind.DISTRICT: 2,
    AreaKind.SUBDISTRICT: 3,
    AreaKind.VILLAGE: 4,
    AreaKind.COMMUNITY: 4,
}

CODE_LENGTH: Mapping[AreaKind, int] = {
    AreaKind.NATION: 0,
    AreaKind.PROVINCE: 2,
    AreaKind.DISTRICT: 4,
    AreaKind.SUBDISTRICT: 6,
    AreaKind.VILLAGE: 8,
}


KIND_OF_LENGTH: Mapping[int, AreaKind] = {length: kind for kind, length in CODE_LENGTH.items()}


class CouncilAreaKind(StrEnum):
    """Where a community organisation council may stand: section 3 of the Act reads ตำบล so."""

    TAMBON = "tambon"
    MUNICIPALITY = "municipality"
    KHET = "khet"


class LocalGovernmentKind(StrEnum):
    """Kinds of local government: อบต., เทศบาลตำบล, เทศบาลเมือง, เทศบาลนคร, อบจ., and Pattaya."""

    TAO = "tao"
    TOWN = "town"
    CITY = "city"
    METRO = "metro"
    PAO = "pao"
    SPECIAL = "special"

    @property
    def is_municipality(self) -> bool:
        """Say whether it is a เทศบาล of any size."""
        return self in (LocalGovernmentKind.TOWN, LocalGovernmentKind.CITY, LocalGovernmentKind.METRO)


class GroupKind(StrEnum):
    """Dated groups of areas that lie across the tree."""

    ZONE = "zone"
    CLUSTER = "cluster"
    MOVEMENT = "movement"
    REGION = "region"


class ChangeKind(StrEnum):
    """What an announcement does to areas."""

    RENAME = "rename"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth a look: a code for the sentence, and the facts it names."""

    code: str
    facts: Mapping[str, str]
    is_wrong: bool = True


# Paths


def reach(path: str) -> tuple[str, str]:
    """Give the half-open range (low, high) of all paths at or below `path`; the nation's path is ''.

    Each step is closed by '.', and '/' is the next character: '19.01.' reaches up to '19.01/'.
    The nation reaches '~', which stands after every digit and letter that a path may hold.
    """
    if not path:
        return "", "~"
    if not path.endswith("."):
        raise ValueError(f"the path {path!r} has an open step")
    return path, path[:-1] + "/"


def is_within(path: str, ancestor: str) -> bool:
    """Say whether `path` is `ancestor` itself or stands below it."""
    low, high = reach(ancestor)
    return low <= path < high


def path_of_code(code: str) -> str:
    """Give the path of an official code of 0, 2, 4, 6 or 8 digits: '190105' is '19.01.05.'."""
    if len(code) % 2 or len(code) > 8 or not ((code.isascii() and code.isdecimal()) or not code):
        raise ValueError(f"{code!r} is not an area code")
    return "".join(f"{code[at : at + 2]}." for at in range(0, len(code), 2))


def village_step(moo: int) -> str:
    """Give the step of a village with a moo number (1 to 99): the last two digits of its code."""
    if not 1 <= moo <= 99:
        raise ValueError(f"{moo} is not a moo number")
    return f"{moo:02d}."


def keyed_step(key: int) -> str:
    """Give the step of an urban community, or of a village with neither code nor moo: from its own key."""
    return f"c{key}."


# Periods. A period is half-open, [since, until); None is open on that side.


@dataclass(frozen=True, slots=True)
class Placement:
    """`area` stands under `parent` (both any stable name, such as a code) from `since` to before `until`."""

    area: str
    parent: str
    since: date | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """`area` belongs to `group` from `since` to before `until`."""

    group: str
    area: str
    since: date | None
    until: date | None = None


def holds_on(since: date | None, until: date | None, on: date) -> bool:
    """Say whether the period [since, until) covers the day."""
    return (since is None or since <= on) and (until is None or on < until)


def overlap(a: Placement | Membership, b: Placement | Membership) -> bool:
    """Say whether two periods share a day."""
    return (a.since is None or b.until is None or a.since < b.until) and (
        b.since is None or a.until is None or b.since < a.until
    )


def placement_findings(placements: Iterable[Placement], kinds: Mapping[str, AreaKind]) -> list[Finding]:
    """Check dated placements: no empty period, no two parents at once, no wrong level, no circle.

    `kinds` names the kind of every area and parent. Takes time in proportion to the rows times the depth.
    """
    by_area: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        by_area[placement.area].append(placement)
    found: list[Finding] = []
    for rows in by_area.values():
        found += _period_findings(rows, "placement")
        found += [finding for row in rows for finding in _level_findings(row, kinds)]
    found += [
        Finding("placement.circle", {"area": row.area, "parent": row.parent})
        for rows in by_area.values()
        for row in rows
        if _is_circular(row, by_area)
    ]
    return found


def membership_findings(
    members: Iterable[Membership], *, is_exclusive: bool = True, doubles: str = "group"
) -> list[Finding]:
    """Check the members of groups of one set (the zones of a province, say).

    Exclusive: an area belongs to one group of the set at a time. Otherwise only the same membership twice
    is refused.
    """
    rows_of: dict[tuple[str, ...], list[Membership]] = defaultdict(list)
    for member in members:
        rows_of[(member.area,) if is_exclusive else (member.area, member.group)].append(member)
    return [finding for rows in rows_of.values() for finding in _period_findings(rows, doubles)]


def line_on(area: str, placements: Mapping[str, Sequence[Placement]], on: date) -> list[str]:
    """List the area and what it stood under on the day, nearest first. Stops where nothing is known.

    Raises ValueError when the placements run in a circle.
    """
    line = [area]
    while row := next((p for p in placements.get(line[-1], ()) if holds_on(p.since, p.until, on)), None):
        if row.parent in line:
            raise ValueError(f"the placements of {area} run in a circle")
        line.append(row.parent)
    return line


def _period_findings(rows: Sequence[Placement | Membership], what: str) -> list[Finding]:
    found = [
        Finding(f"{what}.empty_period", {"area": row.area, "since": str(row.since), "until": str(row.until)})
        for row in rows
        if row.since is not None and row.until is not None and row.until <= row.since
    ]
    ordered = sorted(rows, key=lambda row: row.since or date.min)
    found += [
        Finding(f"{what}.two_at_once", {"area": later.area, "since": str(later.since)})
        for earlier, later in pairwise(ordered)
        if overlap(earlier, later)
    ]
    return found


def _level_findings(row: Placement, kinds: Mapping[str, AreaKind]) -> list[Finding]:
    for name in (row.area, row.parent):
        if name not in kinds:
            return [Finding("placement.unknown_area", {"area": name})]
    if LEVEL[kinds[row.area]] == LEVEL[kinds[row.parent]] + 1:
        return []
    return [Finding("placement.wrong_level", {"area": row.area, "parent": row.parent})]


def _is_circular(row: Placement, by_area: Mapping[str, Sequence[Placement]]) -> bool:
    """Walk up on the row's first day: a circle of several rows exists on the first day of its latest row."""
    on = row.since or date.min
    seen = {row.area}
    at = row.parent
    while at not in seen:
        seen.add(at)
        up = next((p for p in by_area.get(at, ()) if holds_on(p.since, p.until, on)), None)
        if up is None:
            return False
        at = up.parent
    return at == row.area


# Changes: rename, split, merge, move


@dataclass(frozen=True, slots=True)
class Change:
    """What an announcement does: `old` areas, `new` areas (existing or to be made), day, reason, reference.

    rename: one old, no new. split: one old, two or more new (the old may go on among them).
    merge: two or more old, one new. move: one or more old, the one new is the parent they go to.
    """

    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    on: date
    reason: str
    legal_reference: str = ""


_SHAPE: Mapping[ChangeKind, tuple[range, range]] = {
    ChangeKind.RENAME: (range(1, 2), range(1)),
    ChangeKind.SPLIT: (range(1, 2), range(2, 1000)),
    ChangeKind.MERGE: (range(2, 1000), range(1, 2)),
    ChangeKind.MOVE: (range(1, 1000), range(1, 2)),
}


def change_findings(
    change: Change, *, kinds: Mapping[str, AreaKind], ended: Mapping[str, date]
) -> list[Finding]:
    """Check that a change has its shape, a reason, one kind of area, and touches nothing that had ended.

    `kinds` names the kind of each old and new area, `ended` the day an area ended, if it did.
    """
    found: list[Finding] = []
    olds, news = _SHAPE[change.kind]
    if len(set(change.old)) not in olds or len(set(change.new)) not in news:
        found.append(Finding("change.shape", {"kind": change.kind}))
    if not change.reason.strip():
        found.append(Finding("change.no_reason", {}))
    found += [
        Finding("change.ended", {"area": area, "ended": str(ended[area])})
        for area in change.old
        if area in ended and ended[area] <= change.on
    ]
    touched = change.old if change.kind is ChangeKind.MOVE else change.old + change.new
    if len({LEVEL[kinds[area]] for area in touched if area in kinds}) > 1:
        found.append(Finding("change.mixed_kinds", {}))
    return found


def successors_of(change: Change) -> Mapping[str, tuple[str, ...]]:
    """Name, for each old area that ends by the change, what took its place."""
    if change.kind not in (ChangeKind.SPLIT, ChangeKind.MERGE):
        return {}
    return {old: change.new for old in change.old if old not in change.new}


def counts_before_after(
    change: Change, kinds: Mapping[str, AreaKind]
) -> tuple[Mapping[AreaKind, int], Mapping[AreaKind, int]]:
    """Count the touched areas by kind before and after the change, to be shown before it is agreed to."""
    if change.kind in (ChangeKind.RENAME, ChangeKind.MOVE):
        same = Counter(kinds[area] for area in change.old)
        return same, same
    return Counter(kinds[area] for area in change.old), Counter(kinds[area] for area in change.new)
