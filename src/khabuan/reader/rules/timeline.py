"""The day that a text tells of, and which texts may tell of one event. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from khabuan.core.thai import search_key
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.reader.rules.drafts import TRUE, Kind, Says, State
from khabuan.reader.rules.organisations import is_national

NEAR = timedelta(days=1)
#: Of an event that lasts longer, so many days are compared.
LONGEST = 31
PLACES = ("tambon", "amphoe")
#: Of other exact things so many make two texts alike; a smaller sum or count stands in too many.
FEWEST, LEAST_BAHT, LEAST_COUNT = 2, 1000, 10


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

    def is_near(self, other: When) -> bool:
        return self.start - NEAR <= other.end and other.start - NEAR <= self.end

    def around(self) -> list[date]:
        """The days of it and those beside."""
        days = (self.start + timedelta(days=n) for n in range(-1, (self.end - self.start).days + 2))
        return list(islice(days, LONGEST))


@dataclass(frozen=True)
class DaySaid:
    """A draft of a day: what it says now and what was said of it."""

    state: str
    says: Says
    is_certain: bool = False


@dataclass(frozen=True)
class Shared:
    """What a text names, by what it is known to be the same in another text. `is_enough`: a place or body, alone."""

    key: tuple[object, ...]
    words: str
    is_enough: bool = True


def when(says: Says) -> When | None:
    """The days of a draft; None without a year."""
    try:
        start = date.fromisoformat(str(says.get("start")))
        end = date.fromisoformat(str(says.get("end") or says.get("start")))
    except ValueError:
        return None
    return When(start, max(start, end))


def confirmed_day(days: Sequence[DaySaid]) -> When | None:
    """The main day of a text that a person confirmed; the only confirmed one where no main day waits."""
    told = [(one, found) for one in days if one.state in TRUE and (found := when(one.says))]
    main = next((found for one, found in told if one.says.get("main")), None)
    if main is not None:
        return main
    waits = any(one.state == State.WAITING and one.says.get("main") for one in days)
    different = {day for _one, day in told}
    return different.pop() if len(different) == 1 and not waits else None


def likely_day(days: Sequence[DaySaid]) -> When | None:
    """The confirmed day, else the main one of which the rules are sure."""
    sure = (one for one in days if one.state == State.WAITING and one.is_certain and one.says.get("main"))
    return confirmed_day(days) or next((found for one in sure if (found := when(one.says))), None)


def shared_of(kind: str, says: Says, subject: int | None, words: str) -> Iterator[Shared]:
    """By what a place or body is known again: its record, and its name. National bodies are in every report."""
    name = str(says.get("name", ""))
    if kind == Kind.ORGANISATION and is_national(name):
        return
    if kind == Kind.PLACE and says.get("level") not in PLACES:
        return
    if subject is not None:
        yield Shared((kind, subject), words)
    beside = (says.get("level"), says.get("province")) if kind == Kind.PLACE else ()
    yield Shared((kind, search_key(name), *beside), words)


def exact_of(kind: str, says: Says, words: str) -> Iterator[Shared]:
    """A sum, a count, a person's full name or the number of a meeting, where it is told exactly."""
    key = _exact_key(kind, says)
    if key is not None and not says.get("approx"):
        yield Shared((kind, *key), words, is_enough=False)


def _exact_key(kind: str, says: Says) -> tuple[object, ...] | None:
    match kind:
        case Kind.MONEY if says["baht"] >= LEAST_BAHT:
            return (says["baht"],)
        case Kind.COUNT if says["what"] != "other" and (says.get("value") or 0) >= LEAST_COUNT:
            return (says["what"], says["value"])
        case Kind.PERSON if " " in says["name"]:
            return (search_key(says["name"]),)
        case Kind.MEETING:
            return (says["number"], says.get("be"))
    return None


def shared_among(first: Iterable[Shared], second: Iterable[Shared]) -> list[str]:
    """What both name, in the words of the first, each once; nothing where that is too little."""
    keys = {one.key for one in second}
    both = [one for one in first if one.key in keys]
    if not any(one.is_enough for one in both) and len({one.key for one in both}) < FEWEST:
        return []
    return list(dict.fromkeys(one.words for one in sorted(both, key=lambda one: not one.is_enough)))


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


def without_names(title: str, names: Iterable[str]) -> str:
    """A title without the names of those who are only accused in the text."""
    for name in sorted(names, key=len, reverse=True):
        title = title.replace(name, "–") if name else title
    return title
