"""Texts that may tell of one event: near days, and a place or body, or two other exact things, that both name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.core.searching import containing
from khabuan.reader.models import Draft, SameEvent, Text
from khabuan.reader.queries.texts import NEWEST, read_by
from khabuan.reader.queries.timeline import accused_in, days_said
from khabuan.reader.rules.drafts import TRUE, Kind, State
from khabuan.reader.rules.timeline import (
    Shared,
    Verdict,
    When,
    are_near,
    exact_of,
    likely_day,
    shared_among,
    shared_of,
    without_names,
)
from khabuan.reader.sentences import said

SURE = Q(state__in=TRUE) | Q(state=State.WAITING, is_certain=True)
COMPARED = (Kind.PLACE, Kind.ORGANISATION, Kind.MONEY, Kind.COUNT, Kind.PERSON, Kind.MEETING)
ORDER: dict[str, int] = {Verdict.SAME: 0, Verdict.OPEN: 1, Verdict.OTHER: 2}
MOST_FOUND = 20


@dataclass(frozen=True)
class Likeness:
    """Another text that may tell of the same event: its day, what both name, and what a person said.

    `title` is without names of the accused. `shared` is empty where only a person said that it is the same.
    """

    text: Text
    title: str
    day: When | None
    shared: list[str]
    verdict: str = Verdict.OPEN


def likenesses(actor: Actor, texts: Sequence[Text]) -> dict[int, list[Likeness]]:
    """What may be the same as each of some texts, by their key; those said to be the same stand first.

    At most six queries, however many texts. Only what a person confirmed or the rules are sure of counts.
    """
    if not texts:
        return {}
    days, verdicts = _days(actor, texts), _verdicts(actor, [one.pk for one in texts])
    said_same = {key for pair, verdict in verdicts.items() if verdict == Verdict.SAME for key in pair}
    rows = _texts_near(actor, {one.pk for one in texts} | said_same, days.values())
    by_key = {text.pk: text for text in rows}
    near = _days(actor, list(by_key.values()))
    named, accused = _named(actor, by_key), accused_in(actor, by_key)
    found: dict[int, list[Likeness]] = {}
    for key in (one.pk for one in texts if one.pk in by_key):
        for other, text in by_key.items():
            verdict = verdicts.get((min(key, other), max(key, other)), Verdict.OPEN)
            is_near = _is_near(days.get(key), near.get(other)) and are_near(
                by_key[key].area.path, text.area.path
            )
            shared = shared_among(named[key], named[other]) if is_near else []
            if other != key and (shared or verdict == Verdict.SAME):
                title = without_names(text.title, accused.get(other, ()))
                found.setdefault(key, []).append(Likeness(text, title, near.get(other), shared, verdict))
    return {
        key: sorted(some, key=lambda one: (ORDER[one.verdict], one.text.pk)) for key, some in found.items()
    }


def find_others(actor: Actor, text: Text, words: str) -> list[Text]:
    """Other texts in sight by words of their title and outlet, the newest first. One query."""
    rows = containing(read_by(actor).exclude(pk=text.pk), words).defer("words")
    return list(rows.select_related("area").order_by(*NEWEST)[:MOST_FOUND])


def _is_near(one: When | None, other: When | None) -> bool:
    return one is not None and other is not None and one.is_near(other)


def _days(actor: Actor, texts: Sequence[Text]) -> dict[int, When]:
    """The day of each text: the likely one, else that on which it was published. One query."""
    told = days_said(actor, [one.pk for one in texts])
    found: dict[int, When] = {}
    for text in texts:
        day = likely_day(told.get(text.pk, ()))
        if day is None and text.published_on:
            day = When(text.published_on, text.published_on)
        if day is not None:
            found[text.pk] = day
    return found


def _texts_near(actor: Actor, keys: Iterable[int], days: Iterable[When]) -> QuerySet[Text]:
    """Some texts, and those with a draft of one of these days or of a day beside them, or published then."""
    around = sorted({day for one in days for day in one.around()})
    wanted = [day.isoformat() for day in around]
    near = Q()
    for at in ("facts", "changed"):
        near |= Q(**{f"{at}__start__in": wanted}) | Q(**{f"{at}__end__in": wanted})
    dated = Draft.objects.visible_to(actor).filter(SURE, near, kind=Kind.DATE).values("text")
    rows = read_by(actor).filter(Q(pk__in=list(keys)) | Q(pk__in=dated) | Q(published_on__in=around))
    return rows.defer("words").select_related("area")


def _named(actor: Actor, keys: Iterable[int]) -> dict[int, list[Shared]]:
    """The places and bodies of some texts, and what else they tell exactly; nobody who is accused. One query."""
    rows = Draft.objects.visible_to(actor).filter(SURE, text__in=list(keys), kind__in=COMPARED)
    found: dict[int, list[Shared]] = defaultdict(list)
    for row in rows.order_by("start", "pk"):
        words = said(row.kind, row.says)
        if row.kind in (Kind.PLACE, Kind.ORGANISATION):
            found[row.text_id] += shared_of(row.kind, row.says, row.subject_id, words)
        elif row.kind != Kind.PERSON or not row.is_accusation:
            found[row.text_id] += exact_of(row.kind, row.says, words)
    return found


def _verdicts(actor: Actor, keys: Sequence[int]) -> dict[tuple[int, int], str]:
    """What was said of some texts and others. One query."""
    rows = SameEvent.objects.visible_to(actor).filter(Q(text__in=keys) | Q(other__in=keys))
    return {
        (first, second): verdict for first, second, verdict in rows.values_list("text", "other", "verdict")
    }
