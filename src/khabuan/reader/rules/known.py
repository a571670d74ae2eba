"""What the register knows beside the text: names of places and bodies. Plain data; `queries.known` fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Area(NamedTuple):
    """An area of the register: `level` is province, amphoe, tambon or village; `within` the codes above it, widest first;
    `also` other names in use (โคราช)."""

    code: str
    level: str
    name: str
    within: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def province(self) -> str:
        """The code of the province it lies in."""
        return self.within[0] if self.within else self.code


@dataclass(frozen=True)
class Known:
    """Areas by their plain name. Built once, read often."""

    areas: tuple[Area, ...] = ()
    by_name: Mapping[str, tuple[Area, ...]] = field(init=False, repr=False, default_factory=dict)
    by_code: Mapping[str, Area] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        named: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas:
            named[area.name].append(area)
        object.__setattr__(self, "by_name", {name: tuple(found) for name, found in named.items()})
        object.__setattr__(self, "by_code", {area.code: area for area in self.areas})

    @cached_property
    def by_level(self) -> Mapping[str, Mapping[str, tuple[Area, ...]]]:
        """For each level its areas by all their names."""
        found: dict[str, dict[str, list[Area]]] = defaultdict(lambda: defaultdict(list))
        for area in self.areas:
            for name in (area.name, *area.also):
                found[area.level][name].append(area)
        return {level: {name: tuple(of) for name, of in names.items()} for level, names in found.items()}

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if area.level == "province")

    @cached_property
    def inside(self) -> Mapping[tuple[str, str], tuple[Area, ...]]:
        """The areas of a level in a province: (level, code of the province)."""
        found: dict[tuple[str, str], list[Area]] = defaultdict(list)
        for area in self.areas:
            found[area.level, area.province].append(area)
        return {key: tuple(of) for key, of in found.items()}

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Known:
        return cls(tuple(areas))
