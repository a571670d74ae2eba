"""The day that a text tells of, and which texts may tell of one event. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.reader.rules.drafts import TRUE, Says, State

NEAR = timedelta(days=1)
SHORTEST = 2
LONGEST = timedelta(days=31)
"""What lasts longer is no event's day but a period: the work of a project, a fiscal year."""


class Verdict(Word):
    """What a person said of two texts."""

    SAME = "same", _("the same event")
    OTHER = "other", _("another event")
    OPEN = "open", _("to be decided")


@dataclass(frozen=True, order=True)
class When:
    """Days from `start` to `end`, mostly one."""

    start: date
    end: date

    def gap(self, other: When) -> timedelta:
        """How far apart they are; nothing where they share a day."""
        return max(timedelta(0), self.start - other.end, other.start - self.end)

    def days(self, around: timedelta) -> list[date]:
        """Its days and so many before and behind."""
        count = (self.end - self.start).days + 2 * around.days + 1
        return [self.start - around + timedelta(days=at) for at in range(count)]


@dataclass(frozen=True)
class DaySaid:
    """A draft of a day: what it says now and what was said of it."""

    state: str
    says: Says
    is_certain: bool = False


def when(says: Says) -> When | None:
    """The days of a draft; None without a year."""
    try:
        start = date.fromisoformat(str(says.get("start")))
        end = date.fromisoformat(str(says.get("end") or says.get("start")))
    except ValueError:
        return None
    return When(start, max(start, end))


def event(says: Says) -> When | None:
    """The days of a draft, where they may be an event's."""
    found = when(says)
    return found if found and found.end - found.start <= LONGEST else None


def confirmed_day(days: Sequence[DaySaid]) -> When | None:
    """The main day of a text that a person confirmed; the only confirmed one where no main day waits."""
    told = [(one, found) for one in days if one.state in TRUE and (found := event(one.says))]
    main = next((found for one, found in told if one.says.get("main")), None)
    if main is not None:
        return main
    waits = any(one.state == State.WAITING and one.says.get("main") for one in days)
    different = {day for _one, day in told}
    return different.pop() if len(different) == 1 and not waits else None


def likely_day(days: Sequence[DaySaid]) -> When | None:
    """The confirmed day, else the main one of which the rules are sure."""
    sure = (one for one in days if one.state == State.WAITING and one.is_certain and one.says.get("main"))
    return confirmed_day(days) or next((found for one in sure if (found := event(one.says))), None)


def are_near(first: str, second: str) -> bool:
    """Whether the books of two areas lie in one province, or one is the nation's; by their paths."""
    return not first or not second or first.split(".", maxsplit=1)[0] == second.split(".", maxsplit=1)[0]


def leaders(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each text that is the same event as another: the first of all that are, however they were said to be."""
    found: dict[int, set[int]] = {}
    for first, second in pairs:
        joined = found.get(first, {first}) | found.get(second, {second})
        found |= dict.fromkeys(joined, joined)
    return {key: min(some) for key, some in found.items()}


def named(words: str, names: Iterable[str]) -> bool:
    """Whether some words name one of these people: by the whole name or by the given one."""
    return any(
        part in words for name in names for part in {name, name.partition(" ")[0]} if len(part) >= SHORTEST
    )


def without_names(title: str, names: Iterable[str]) -> str:
    """A title without the names of those who are only accused in the text."""
    for name in sorted(names, key=len, reverse=True):
        title = title.replace(name, "–") if name else title
    return title
