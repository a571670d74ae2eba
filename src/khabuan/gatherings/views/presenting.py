"""What pages of gatherings show, in words: heads and what disagrees, promises with their last word, areas by group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khabuan.core.parts.words import thai_date
from khabuan.followup.models import Promise
from khabuan.followup.rules import PromiseState, When, due
from khabuan.followup.sentences import agency_of, giver_of, promise_standing
from khabuan.gatherings.queries.one import Counts, PromiseLine, Session
from khabuan.gatherings.queries.reach import Reach, ReachLine
from khabuan.gatherings.sentences.gatherings import doubt_words, heads_words, hours_words
from khabuan.places.labels import label

LOOKS = {
    PromiseState.KEPT: "done", PromiseState.PARTLY: "quiet", PromiseState.NOT_KEPT: "wrong",
    PromiseState.WITHDRAWN: "quiet",
}  # fmt: skip


def heads_shown(counts: Counts) -> dict[str, Any]:
    """The heads by sector and by area in words, and what of them disagrees."""
    told = counts.tally
    return {
        "sectors": [(_(sector.label), heads_words(heads)) for sector, heads in counts.sectors],
        "areas": [(label(one.area), heads_words(one.heads)) for one in counts.areas],
        "sector_total": heads_words(told.by_sector),
        "area_total": heads_words(told.by_area),
        "total_words": _("%(n)s people in all.") % {"n": heads_words(told.total)},
        "doubts": [
            {"state": "wrong" if one.is_wrong else "", "words": doubt_words(one)} for one in told.doubts
        ],
    }


def promises_shown(lines: Iterable[PromiseLine], today: date) -> list[dict[str, Any]]:
    """Promises with whose they are, how they stand, and the last word on them."""
    return [
        {
            "words": line.promise.words,
            "state": _look(line.promise, today),
            "url": line.promise.get_absolute_url(),
            "more": " · ".join(
                part
                for part in (
                    agency_of(line.promise), giver_of(line.promise), promise_standing(line.promise, today),
                    _last(line),
                )
                if part
            ),
            "is_unmatched": line.is_unmatched,
        }
        for line in lines
    ]  # fmt: skip


def _look(promise: Promise, today: date) -> str:
    settled = LOOKS.get(PromiseState(promise.state))
    if settled:
        return settled
    return "wrong" if due(promise.due_on, today).when is When.LATE else "need"


def _last(line: PromiseLine) -> str:
    if line.last is None:
        return ""
    facts = {"day": thai_date(line.last.on), "words": line.last.words}
    return _("last word of %(day)s: %(words)s") % facts


def session_title(session: Session, *, has_days: bool) -> str:
    """A part as its heading in the programme: day where there are several, hours, name, room; "" for a lone day."""
    part = session.part
    told = [thai_date(session.on, how="weekday")] if has_days else []
    if part is not None:
        told += [hours_words(part.starts_at, part.ends_at), part.title, part.room]
    return " · ".join(one for one in told if one)


@dataclass(frozen=True)
class MissedPlace:
    """A tambon that nobody came to, as it is listed."""

    label: str
    url: str


@dataclass(frozen=True)
class ShownReach:
    """An amphoe or zone as the page of unreached areas shows it."""

    name: str
    url: str
    tambons: int
    visited: int
    missed: tuple[MissedPlace, ...]


def reach_shown(reach: Reach) -> dict[str, Any]:
    """Amphoe and zones with their counts, the amphoe with most unreached tambons first in the list below."""
    amphoe = [_reach(line, label(line.place)) for line in reach.by_amphoe]  # type: ignore[arg-type]
    return {
        "by_amphoe": amphoe,
        "by_zone": [_reach(line, str(line.place)) for line in reach.by_zone],
        "listed": sorted((one for one in amphoe if one.missed), key=lambda one: -len(one.missed)),
        "missed": reach.missed,
        "visited": reach.visited,
        "tambons": reach.tambons,
        "visits": reach.visits,
        "share": reach.visited / reach.tambons if reach.tambons else None,
    }


def _reach(line: ReachLine, name: str) -> ShownReach:
    missed = tuple(MissedPlace(label(area), area.get_absolute_url()) for area in line.missed)
    return ShownReach(name, line.place.get_absolute_url(), line.tambons, line.visited, missed)
