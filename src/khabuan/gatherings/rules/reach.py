"""Which tambons of a province nobody visited in a year, by zone and by amphoe. Pure: paths in, counts out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Reached:
    """Tambons of one amphoe, zone or province: all of them, and those that were visited, by path."""

    key: str
    tambons: tuple[str, ...]
    visited: frozenset[str]

    @property
    def missed(self) -> tuple[str, ...]:
        return tuple(path for path in self.tambons if path not in self.visited)


def visited_among(tambons: Collection[str], visited: Iterable[str]) -> frozenset[str]:
    """Those tambons in which something was visited: the tambon itself, or a village or community below it.

    Paths close each step ("19.01.05."), so what lies in a tambon begins with its path.
    """
    places = sorted(set(visited))

    def is_visited(path: str) -> bool:
        at = bisect_left(places, path)
        return at < len(places) and places[at].startswith(path)

    return frozenset(path for path in tambons if is_visited(path))


def reached(groups: Mapping[str, Sequence[str]], visited: Iterable[str]) -> list[Reached]:
    """For each group (amphoe, zone) its tambons and which of them were visited, in the order given."""
    seen = visited_among({path for paths in groups.values() for path in paths}, visited)
    return [Reached(key, tuple(paths), seen.intersection(paths)) for key, paths in groups.items()]


def by_prefix(prefixes: Sequence[str], paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by the one of some prefixes of one level under which they lie; what lies under none is left out."""
    found: dict[str, list[str]] = {prefix: [] for prefix in prefixes}
    for path in paths:
        above = "".join(f"{step}." for step in path.split(".")[:2])
        if above in found:
            found[above].append(path)
    return found
