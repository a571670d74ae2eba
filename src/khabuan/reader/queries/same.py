"""Texts that may tell of one event: near days, and a tambon, amphoe or body that both name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor
from khabuan.reader.models import Draft, SameEvent, Text
from khabuan.reader.queries.texts import read_by
from khabuan.reader.queries.timeline import accused_in, days_said
from khabuan.reader.rules.drafts import TRUE, Kind, State
from khabuan.reader.rules.timeline import (
    Shared,
    Verdict,
    When,
    are_near,
    likely_day,
    shared_among,
    shared_of,
    without_names,
)
from khabuan.reader.sentences import said

SURE = Q(state__in=TRUE) | Q(state=State.WAITING, is_certain=True)

ORDER: dict[str, int] = {Verdict.SAME: 0, Verdict.OPEN: 1, Verdict.OTHER: 2}


@dataclass(frozen=True)
class Likeness:
    """Another text that may tell of the same event: its day, what both name, and what a person said.

    `title` is without names of the accused.
    """

    text: Text
    title: str
    day: When
    shared: list[str]
    verdict: str = Verdict.OPEN


def likenesses(actor: Actor, texts: Sequence[Text]) -> dict[int, list[Likeness]]:
    """What may be the same as each of some texts, by their key; those said to be the same stand first.

    At most seven queries, however many texts. Only what a person confirmed or the rules are sure of counts.
    """
    days = {
        key: day
        for key, told in days_said(actor, [one.pk for one in texts]).items()
        if (day := likely_day(told))
    }
    if not days:
        return {}
    near = {
        key: day for key, told in days_said(actor, _texts_near(actor, days.values())).items()
        if (day := likely_day(told))
    }  # fmt: skip
    keys = {*days, *near}
    rows = read_by(actor).filter(pk__in=keys).defer("words").select_related("area")
    by_key = {text.pk: text for text in rows}
    named, verdicts, accused = _named(actor, keys), _verdicts(actor, keys), accused_in(actor, keys)
    found: dict[int, list[Likeness]] = {}
    for key, day in days.items():
        for other, its_day in near.items():
            if other == key or not day.is_near(its_day) or {key, other} - by_key.keys():
                continue
            shared = shared_among(named[key], named[other])
            if shared and are_near(by_key[key].area.path, by_key[other].area.path):
                verdict = verdicts.get((min(key, other), max(key, other)), Verdict.OPEN)
                title = without_names(by_key[other].title, accused.get(other, ()))
                found.setdefault(key, []).append(Likeness(by_key[other], title, its_day, shared, verdict))
    return {
        key: sorted(some, key=lambda one: (ORDER[one.verdict], one.text.pk)) for key, some in found.items()
    }


def _texts_near(actor: Actor, days: Iterable[When]) -> QuerySet[Any, Any]:
    """The texts with a draft of one of these days, or of a day beside them."""
    wanted = sorted({day.isoformat() for one in days for day in one.around()})
    near = Q()
    for at in ("facts", "changed"):
        near |= Q(**{f"{at}__start__in": wanted}) | Q(**{f"{at}__end__in": wanted})
    rows = Draft.objects.visible_to(actor).filter(SURE, near, kind=Kind.DATE)
    return rows.values("text")


def _named(actor: Actor, keys: Iterable[int]) -> dict[int, list[Shared]]:
    """The places and bodies of some texts. One query."""
    kinds = (Kind.PLACE, Kind.ORGANISATION)
    rows = Draft.objects.visible_to(actor).filter(SURE, text__in=list(keys), kind__in=kinds)
    found: dict[int, list[Shared]] = defaultdict(list)
    for row in rows.order_by("start", "pk"):
        found[row.text_id] += shared_of(row.kind, row.says, row.subject_id, said(row.kind, row.says))
    return found


def _verdicts(actor: Actor, keys: Iterable[int]) -> dict[tuple[int, int], str]:
    """What was said of pairs among some texts. One query."""
    rows = SameEvent.objects.visible_to(actor).filter(text__in=list(keys), other__in=list(keys))
    return {
        (first, second): verdict for first, second, verdict in rows.values_list("text", "other", "verdict")
    }
