"""The room over time: how many seats were filled at each moment, when the quorum was reached and lost. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from khabuan.meetings.rules.quorum import Stay


@dataclass(frozen=True)
class Moment:
    """From `at` on so many seats were filled, until the next moment."""

    at: datetime
    present: int


def course_of(stays: Iterable[Stay], *, substitutes_count: bool) -> tuple[Moment, ...]:
    """The count after each coming and leaving, in order of time. The same as `counted_at` at each of them."""
    steps: list[tuple[datetime, int, int]] = []
    for stay in stays:
        if stay.seat is None or (stay.is_substitute and not substitutes_count):
            continue
        if stay.left is not None and stay.left <= stay.came:
            continue
        steps.append((stay.came, stay.seat, 1))
        if stay.left is not None:
            steps.append((stay.left, stay.seat, -1))
    filled: Counter[int] = Counter()
    moments = []
    for at, some in groupby(sorted(steps), key=lambda step: step[0]):
        for _at, seat, change in some:
            filled[seat] += change
        moments.append(Moment(at, sum(1 for count in filled.values() if count > 0)))
    return tuple(moments)


def present_at(course: Sequence[Moment], at: datetime) -> int:
    """How many seats were filled at a moment."""
    return next((moment.present for moment in reversed(course) if moment.at <= at), 0)


def most_between(course: Sequence[Moment], first: datetime, last: datetime) -> int:
    """The most seats that were filled at one time between two moments, both included."""
    inside = [moment.present for moment in course if first < moment.at <= last]
    return max([present_at(course, first), *inside])


def lost_at(course: Sequence[Moment], at: datetime, needed: int | None) -> datetime | None:
    """When a quorum that had been there was lost, if it is lost at `at`; None: it is there, or never was."""
    if needed is None:
        return None
    since: datetime | None = None
    was_there = False
    for moment in course:
        if moment.at > at:
            break
        if moment.present >= needed:
            since, was_there = None, True
        elif was_there and since is None:
            since = moment.at
    return since
