"""The timeline of a place: the texts about it by the day that a person confirmed, and what was confirmed of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.offers import Subject
from khabuan.core.thai import accusations_in
from khabuan.places.models import Area
from khabuan.reader.models import Draft, SameEvent, Text
from khabuan.reader.queries.linking import AREA
from khabuan.reader.queries.texts import read_by, records_by_text, uses_in_force
from khabuan.reader.rules.drafts import ALLEGED, TRUE, Kind, State
from khabuan.reader.rules.timeline import (
    DaySaid,
    Verdict,
    When,
    confirmed_day,
    leaders,
    named,
    without_names,
)

PROMISE = "promise"
SHOWN = (Kind.PLACE, Kind.ORGANISATION, Kind.COUNT, Kind.MONEY)
"""What of a text stands on the timeline: nobody's name, and no accusation."""


@dataclass(frozen=True)
class Timeline:
    """Texts about a place by key: with their day, the newest first; those whose day nobody confirmed; all years.

    Of texts said to be the same event the first with a day stands for all; `also` has the others by its key.
    """

    dated: list[tuple[int, When]]
    undated: list[int]
    years: list[int]
    also: Mapping[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A text on the timeline. `title` is without names of the accused; `drafts` are those confirmed, by kind.

    `also`: the texts that are the same event, with their titles; what they tell and what came of them is in it.
    """

    text: Text
    day: When | None
    title: str
    drafts: Mapping[str, list[Draft]] = field(default_factory=dict)
    records: list[Subject] = field(default_factory=list)
    also: list[tuple[Text, str]] = field(default_factory=list)


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
    """Three queries, however many texts. `year`: of the Common Era; with it only days in that year."""
    keys = list(texts_about(actor, area).order_by("-taken_at", "-pk").values_list("pk", flat=True))
    days = days_said(actor, texts_about(actor, area).values("pk"))
    told = {key: confirmed_day(days.get(key, ())) for key in keys}
    days_of = {key: day for key, day in told.items() if day}
    also = _also(actor, keys, days_of)
    behind = {key for some in also.values() for key in some}
    dated = sorted(
        ((key, day) for key, day in days_of.items() if key not in behind), key=lambda one: (one[1], one[0])
    )[::-1]
    return Timeline(
        dated=[(key, day) for key, day in dated if year is None or day.start.year <= year <= day.end.year],
        undated=[key for key, day in told.items() if day is None and key not in behind],
        years=sorted({day.start.year for _key, day in dated}, reverse=True),
        also=also,
    )


def _also(actor: Actor, keys: Sequence[int], days: Mapping[int, When]) -> dict[int, list[int]]:
    """The texts that stand behind another one that is the same event, by its key. One query."""
    same = SameEvent.objects.visible_to(actor).filter(verdict=Verdict.SAME)
    groups: dict[int, list[int]] = defaultdict(list)
    here = set(keys)
    for key, leader in leaders(same.values_list("text", "other")).items():
        if key in here:
            groups[leader].append(key)
    found: dict[int, list[int]] = {}
    for some in groups.values():
        head = min(some, key=lambda key: (key not in days, key))
        if head in days and len(some) > 1:
            found[head] = sorted(set(some) - {head})
    return found


def days_said(actor: Actor, texts: QuerySet[Any, Any] | Iterable[int]) -> dict[int, list[DaySaid]]:
    """The drafts of days of some texts, in their order. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=texts, kind=Kind.DATE).exclude(state=State.GONE)
    found: dict[int, list[DaySaid]] = defaultdict(list)
    for key, state, facts, changed, is_certain in rows.order_by("start", "pk").values_list(
        "text", "state", "facts", "changed", "is_certain"
    ):
        found[key].append(DaySaid(state, {**facts, **changed}, is_certain))
    return found


def told_of(
    actor: Actor, days: Sequence[tuple[int, When | None]], also: Mapping[int, Sequence[int]] | None = None
) -> list[Told]:
    """What was confirmed of some texts and of those behind them, in the order given. Four queries, one more where there
    are promises, and one for each kind of record."""
    groups = {key: [key, *(also or {}).get(key, ())] for key, _day in days}
    keys = [key for some in groups.values() for key in some]
    texts = Text.objects.visible_to(actor).filter(pk__in=keys).defer("words").select_related("area")
    by_key = {text.pk: text for text in texts}
    drafts, accused = _drafts_of(actor, keys), accused_in(actor, keys)
    uses = uses_in_force(actor).filter(text__in=keys, draft__isnull=True).order_by("pk")
    records = records_by_text(actor, uses)
    records = _without_people(actor, records)
    titles = {key: _title(text.title, accused[key]) for key, text in by_key.items()}
    for key, text in by_key.items():
        if accusations_in(text.title):
            drafts[key] = {kind: some for kind, some in drafts[key].items() if kind not in ALLEGED}
    return [
        Told(
            by_key[key], day, titles[key],
            _joined([drafts[one] for one in groups[key]]),
            list({record.path: record for one in groups[key] for record in records.get(one, ())}.values()),
            [(by_key[one], titles[one]) for one in groups[key][1:] if one in by_key],
        )
        for key, day in days
        if key in by_key
    ]  # fmt: skip


def _without_people(actor: Actor, records: Mapping[int, list[Subject]]) -> dict[int, list[Subject]]:
    """The records of some texts; of a promise whose words name somebody of its text only whose it is and how it stands.
    One query where there are promises."""
    keys = [key for key, some in records.items() if any(one.kind == PROMISE for one in some)]
    people = people_in(actor, keys)
    return {
        key: [_unnamed(one, people.get(key, ())) if one.kind == PROMISE else one for one in some]
        for key, some in records.items()
    }


def _unnamed(promise: Subject, people: Iterable[str]) -> Subject:
    if not named(promise.title, people):
        return promise
    whose = "" if named(promise.more, people) else promise.more
    return replace(promise, title=_("Promise: %(whose)s") % {"whose": whose} if whose else _("A promise"))


def people_in(actor: Actor, keys: Collection[int]) -> dict[int, set[str]]:
    """The names that were read in some texts, whatever was said of them, by the text. One query, none without keys."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Draft.objects.visible_to(actor).filter(text__in=keys, kind=Kind.PERSON).exclude(state=State.GONE)
    for row in rows if keys else ():
        found[row.text_id] |= {row.quote, str(row.says.get("name", ""))}
    return found


def _title(title: str, accused: Iterable[str]) -> str:
    """What a text is called on the timeline: no accusation, and nobody who is accused."""
    return _("A text with an accusation") if accusations_in(title) else without_names(title, accused)


def _joined(told: Iterable[Mapping[str, list[Draft]]]) -> dict[str, list[Draft]]:
    """What several texts tell, by kind, the main ones first."""
    found: dict[str, list[Draft]] = defaultdict(list)
    for one in told:
        for kind, drafts in one.items():
            found[kind] += drafts
    return {
        kind: sorted(some, key=lambda one: not one.says.get("main", False)) for kind, some in found.items()
    }


def _drafts_of(actor: Actor, keys: Sequence[int]) -> dict[int, dict[str, list[Draft]]]:
    """What was confirmed by text and kind, the main ones first. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=keys, kind__in=SHOWN, state__in=TRUE)
    found: dict[int, dict[str, list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows.order_by("start", "pk"), key=lambda one: not one.says.get("main", False)):
        if not row.says.get("alleged"):
            found[row.text_id][row.kind].append(row)
    return found


def accused_in(actor: Actor, keys: Iterable[int]) -> dict[int, set[str]]:
    """The names of those whom some texts only accuse, by the text. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=list(keys), kind=Kind.PERSON)
    found: dict[int, set[str]] = defaultdict(set)
    for row in rows.filter(Q(state=State.CLAIM) | Q(state=State.WAITING, is_accusation=True)):
        found[row.text_id] |= {row.quote, str(row.says.get("name", ""))}
    return found
