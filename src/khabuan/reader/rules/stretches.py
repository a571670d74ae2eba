"""Parts of a text that one rule has taken, so that another does not read them again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """Parts of a plain text, in order. Asks cost no more the longer the text is."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, parts: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(parts):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def meet(self, start: int, end: int) -> bool:
        """Whether any part has a character of this one."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start
