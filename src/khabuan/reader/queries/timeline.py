"""The timeline of a place: the texts about it by the day that a person confirmed, and what was confirmed of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Subject
from khabuan.places.models import Area
from khabuan.reader.models import Draft, Text, Use
from khabuan.reader.queries.linking import AREA
from khabuan.reader.queries.texts import read_by, records_by_text
from khabuan.reader.rules.drafts import TRUE, Kind, State
from khabuan.reader.rules.timeline import DaySaid, When, confirmed_day, without_names

SHOWN = (Kind.PLACE, Kind.ORGANISATION, Kind.COUNT, Kind.MONEY)
"""What of a text stands on the timeline: nobody's name, and no accusation."""


@dataclass(frozen=True)
class Timeline:
    """Texts about a place by key: with their day, the newest first; those whose day nobody confirmed; all years."""

    dated: list[tuple[int, When]]
    undated: list[int]
    years: list[int]


@dataclass(frozen=True)
class Told:
    """A text on the timeline. `title` is without names of the accused; `drafts` are those confirmed, by kind."""

    text: Text
    day: When | None
    title: str
    drafts: Mapping[str, list[Draft]] = field(default_factory=dict)
    records: list[Subject] = field(default_factory=list)


def texts_about(actor: Actor, area: Area) -> QuerySet[Text]:
    """Texts in the books of a place and below, and those of which somebody confirmed that they name a place there."""
    span = (Span.of(area.path),)
    places = Area.objects.visible_to(actor).filter(spans_q(span, "path")).values("pk")
    named = Draft.objects.visible_to(actor).filter(
        kind=Kind.PLACE, state__in=TRUE, subject_kind=AREA, subject_id__in=places
    )
    here = spans_q(span, "area__path") | Q(pk__in=named.values("text"))
    return read_by(actor).filter(here)


def timeline_of(actor: Actor, area: Area, year: int | None = None) -> Timeline:
    """Two queries, however many texts. `year`: of the Common Era; with it only days in that year."""
    keys = list(texts_about(actor, area).order_by("-taken_at", "-pk").values_list("pk", flat=True))
    days = days_said(actor, texts_about(actor, area).values("pk"))
    told = {key: confirmed_day(days.get(key, ())) for key in keys}
    dated = sorted(((key, day) for key, day in told.items() if day), key=lambda one: (one[1], one[0]))[::-1]
    return Timeline(
        dated=[(key, day) for key, day in dated if year is None or day.start.year <= year <= day.end.year],
        undated=[key for key, day in told.items() if day is None],
        years=sorted({day.start.year for _key, day in dated}, reverse=True),
    )


def days_said(actor: Actor, texts: QuerySet[Any, Any] | Iterable[int]) -> dict[int, list[DaySaid]]:
    """The drafts of days of some texts, in their order. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=texts, kind=Kind.DATE).exclude(state=State.GONE)
    found: dict[int, list[DaySaid]] = defaultdict(list)
    for key, state, facts, changed, is_certain in rows.order_by("start", "pk").values_list(
        "text", "state", "facts", "changed", "is_certain"
    ):
        found[key].append(DaySaid(state, {**facts, **changed}, is_certain))
    return found


def told_of(actor: Actor, days: Sequence[tuple[int, When | None]]) -> list[Told]:
    """What was confirmed of some texts, in the order given. Four queries, and one for each kind of record."""
    keys = [key for key, _day in days]
    texts = Text.objects.visible_to(actor).filter(pk__in=keys).defer("words").select_related("area")
    by_key = {text.pk: text for text in texts}
    drafts, accused = _drafts_of(actor, keys), accused_in(actor, keys)
    uses = Use.objects.visible_to(actor).filter(text__in=keys, draft__isnull=True).order_by("pk")
    records = records_by_text(actor, uses)
    return [
        Told(
            text := by_key[key], day, without_names(text.title, accused[key]), drafts[key], records.get(key, [])
        )
        for key, day in days
        if key in by_key
    ]  # fmt: skip


def _drafts_of(actor: Actor, keys: Sequence[int]) -> dict[int, dict[str, list[Draft]]]:
    """What was confirmed by text and kind, the main ones first. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=keys, kind__in=SHOWN, state__in=TRUE)
    found: dict[int, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows.order_by("start", "pk"), key=lambda one: not one.says.get("main", False)):
        found[row.text_id][row.kind].append(row)
    return found


def accused_in(actor: Actor, keys: Iterable[int]) -> dict[int, set[str]]:
    """The names of those whom some texts only accuse, by the text. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=list(keys), kind=Kind.PERSON)
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows.filter(Q(state=State.CLAIM) | Q(state=State.WAITING, is_accusation=True)):
        found[row.text_id] |= {row.quote, str(row.says.get("name", ""))}
    return found
