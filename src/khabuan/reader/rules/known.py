"""What the register knows beside the text: names of places and bodies. Plain data; `queries.known` fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Area(NamedTuple):
    """An area of the register: `level` is province, amphoe, tambon or village; `within` the codes above it, widest first."""

    code: str
    level: str
    name: str
    within: tuple[str, ...] = ()


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

    @classmethod
    def of(cls, areas: Iterable[Area]) -> Known:
        return cls(tuple(areas))
