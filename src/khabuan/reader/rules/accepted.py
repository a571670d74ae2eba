"""A draft that somebody accepted, with the words around it, and a value that it gives to a field. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from khabuan.reader.rules.drafts import Kind, Says
from khabuan.reader.rules.page import Page

_LOOKED, _SHOWN = 120, 28
_FIGURE = re.compile(r"[\d๐-๙]")


@dataclass(frozen=True)
class Around:
    """What stands before and behind some words in their own line, as the rules look at it."""

    before: str
    after: str


@dataclass(frozen=True)
class Accepted:
    """A draft that somebody accepted: its key, what it says, the record that it means, where the text says it, and there
    what its line says around it."""

    key: int
    kind: Kind
    says: Says
    subject: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    around: tuple[Around, ...] = ()

    def day(self, name: str = "start") -> date | None:
        """The first day of a date, or its last one ("end"); none where its year is not known."""
        try:
            return date.fromisoformat(str(self.says.get(name)))
        except ValueError:
            return None

    def amount(self) -> Decimal | None:
        """The baht that money is said to be, exactly."""
        return None if self.says.get("approx") else Decimal(str(self.says["baht"]))

    def whole(self) -> int | None:
        """The whole number that a count says exactly."""
        value = Decimal(str(self.says["value"]))
        return None if self.says.get("approx") or value != value.to_integral_value() else int(value)


@dataclass(frozen=True)
class Given:
    """A value for a field, and the draft from which it comes."""

    value: Any
    draft: int


@dataclass(frozen=True)
class Worded:
    """A value for a field out of words that are no draft, and where they stand."""

    value: Any
    span: tuple[int, int]


Fields = dict[str, Given]


def alone(name: str, found: Mapping[Any, int]) -> Fields:
    """The value that no other draft contradicts."""
    return {name: Given(*next(iter(found.items())))} if len(found) == 1 else {}


def around(words: str, spans: Sequence[tuple[int, int]]) -> tuple[Around, ...]:
    """What each of these stretches of a text has around it."""
    return tuple(
        Around(
            Page(words[max(0, start - _LOOKED) : start].rpartition("\n")[2]).plain,
            Page(words[end : end + _LOOKED].partition("\n")[0]).plain,
        )
        for start, end in spans
    )


def before_in_line(words: str, at: int, most: int) -> str:
    """What stands before a letter on the same line, no more than so many letters."""
    return words[max(0, at - most) : at].rsplit("\n", maxsplit=1)[-1]


def figure_at(words: str, start: int, end: int) -> int:
    """Where the number of a count begins: the words before it may be a part of what was read."""
    found = _FIGURE.search(words, start, end)
    return found.start() if found else start


def end_of_first_line(words: str) -> int:
    """Where the first line ends that is not empty."""
    return f"{words}\n".index("\n", len(words) - len(words.lstrip()))


def in_line(words: str, start: int, end: int) -> str:
    """These words as somebody reads them: with a little of their line, cut at blanks, "…" where it goes on."""
    line = words.rfind("\n", 0, start) + 1
    stop = words.find("\n", end)
    stop = len(words) if stop < 0 else stop
    first, last = max(line, start - _SHOWN), min(stop, end + _SHOWN)
    if first > line and (blank := words.find(" ", first, start)) >= 0:
        first = blank + 1
    if last < stop and (blank := words.rfind(" ", end, last)) >= 0:
        last = blank
    told = " ".join(words[first:last].split())
    return f"{'…' if first > line else ''}{told}{'…' if last < stop else ''}"
