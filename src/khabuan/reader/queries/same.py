"""Texts that may tell of one event, with points and reasons: few are compared, of near days and the same provinces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.searching import containing
from khabuan.places.models import Area
from khabuan.places.rules import path_of_code
from khabuan.reader.models import Draft, SameEvent, Text
from khabuan.reader.queries.linking import AREA
from khabuan.reader.queries.texts import NEWEST, read_by
from khabuan.reader.queries.timeline import accused_in, days_said
from khabuan.reader.rules import alike
from khabuan.reader.rules.alike import Reason, Said, Told
from khabuan.reader.rules.drafts import TRUE, Kind, State
from khabuan.reader.rules.meaning import PROVINCE_STEP
from khabuan.reader.rules.timeline import Verdict, When, are_near, likely_day, without_names
from khabuan.reader.sentences import said

SURE = Q(state__in=TRUE) | Q(state=State.WAITING, is_certain=True)
COMPARED = (Kind.PLACE, Kind.ORGANISATION, Kind.PERSON, Kind.MONEY, Kind.COUNT, Kind.MEETING, Kind.PROGRAMME)
ORDER: dict[str, int] = {Verdict.SAME: 0, Verdict.OPEN: 1, Verdict.OTHER: 2}
MOST_FOUND = 20


@dataclass(frozen=True)
class Likeness:
    """Another text that may tell of the same event: its day, why, and what a person said.

    `title` is without names of the accused. `reasons` are empty where only a person said that it is the same.
    """

    text: Text
    title: str
    day: When | None
    reasons: tuple[Reason, ...]
    verdict: str = Verdict.OPEN

    @property
    def points(self) -> int:
        return alike.points(self.reasons)


@dataclass(frozen=True)
class Dated:
    """Where the book of a text is, when it was published, and its likely day."""

    path: str
    printed: date | None
    day: When | None = None

    @property
    def whens(self) -> list[When]:
        """The day of which it tells, and that on which it was published."""
        printed = When(self.printed, self.printed) if self.printed else None
        return [one for one in (self.day, printed) if one]

    def may_be(self, other: Dated) -> bool:
        """Whether the days and the books let both tell of one event."""
        mine, its = Told(self.day, self.printed), Told(other.day, other.printed)
        return are_near(self.path, other.path) and alike.near_days(mine, its) is not None


def likenesses(actor: Actor, texts: Sequence[Text]) -> dict[int, list[Likeness]]:
    """What may be the same as each of some texts, by their key; those said to be the same first, then the likest.

    At most eight queries, however many texts. Only what a person confirmed or the rules are sure of counts.
    """
    if not texts:
        return {}
    asked = _with_days(actor, {text.pk: Dated(text.area.path, text.published_on) for text in texts})
    verdicts = _verdicts(actor, list(asked))
    said_same = {pair for pair, verdict in verdicts.items() if verdict == Verdict.SAME}
    dated = {
        **_with_days(actor, _near(actor, asked.values(), {key for pair in said_same for key in pair})),
        **asked,
    }
    why = _why(actor, asked, dated)
    for one, other in said_same:
        why |= {pair: why.get(pair, ()) for pair in ((one, other), (other, one)) if pair[0] in asked}
    shown = {*asked, *(other for _key, other in why)}  # the same queries whether any other is offered or none
    rows = read_by(actor).filter(pk__in=shown).defer("words").select_related("area")
    others = {text.pk: text for text in rows}
    accused = accused_in(actor, others)
    found: dict[int, list[Likeness]] = defaultdict(list)
    for (key, other), reasons in why.items():
        if text := others.get(other):
            title = without_names(text.title, accused.get(other, ()))
            day, verdict = (
                next(iter(dated[other].whens), None),
                verdicts.get((min(key, other), max(key, other))),
            )
            found[key].append(Likeness(text, title, day, reasons, verdict or Verdict.OPEN))
    return {
        key: sorted(some, key=lambda one: (ORDER[one.verdict], -one.points, one.text.pk))
        for key, some in found.items()
    }


def _why(
    actor: Actor, asked: Mapping[int, Dated], dated: Mapping[int, Dated]
) -> dict[tuple[int, int], tuple[Reason, ...]]:
    """The reasons for each pair that is offered: of texts of near days, whose books are in one province. Two queries."""
    by_day: dict[date, set[int]] = defaultdict(set)
    for key, one in dated.items():
        for day in {day for when in one.whens for day in when.days(timedelta(0))}:
            by_day[day].add(key)
    pairs = {
        (key, other)
        for key, one in asked.items()
        for when in one.whens
        for day in when.days(alike.PUBLISHED_WITHIN)
        for other in by_day.get(day, ())
        if other != key and one.may_be(dated[other])
    }
    told = _told(actor, {key: dated[key] for key in {*asked, *(other for _key, other in pairs)}})
    why = {(key, other): alike.reasons(told[key], told[other]) for key, other in pairs}
    return {pair: reasons for pair, reasons in why.items() if alike.points(reasons) >= alike.OFFERED}


def find_others(actor: Actor, text: Text, words: str) -> list[Text]:
    """Other texts in sight by words of their title and outlet, the newest first. One query."""
    rows = containing(read_by(actor).exclude(pk=text.pk), words).defer("words")
    return list(rows.select_related("area").order_by(*NEWEST)[:MOST_FOUND])


def _with_days(actor: Actor, texts: Mapping[int, Dated]) -> dict[int, Dated]:
    """Some texts with their likely days. One query."""
    told = days_said(actor, list(texts))
    return {key: replace(one, day=likely_day(told.get(key, ()))) for key, one in texts.items()}


def _near(actor: Actor, asked: Iterable[Dated], also: Iterable[int]) -> dict[int, Dated]:
    """Texts in books of these provinces that tell of about these days, or were published then; and `also`. One query."""
    asked = list(asked)
    dated, printed = Q(pk__in=[]), Q(pk__in=[])
    for first, last in _stretches(when for one in asked for when in one.whens):
        for at in ("facts__start", "facts__end", "changed__start", "changed__end"):
            dated |= Q(**{f"{at}__gte": first.isoformat(), f"{at}__lte": last.isoformat()})
        printed |= Q(published_on__range=(first, last))
    near = printed | Q(
        pk__in=Draft.objects.visible_to(actor).filter(SURE, dated, kind=Kind.DATE).values("text")
    )
    provinces = {one.path[:PROVINCE_STEP] for one in asked}
    if "" not in provinces:
        near &= Q(area__path="") | spans_q(tuple(Span.of(path) for path in provinces), "area__path")
    rows = read_by(actor).filter(Q(pk__in=list(also)) | near)
    return {key: Dated(path, on) for key, path, on in rows.values_list("pk", "area__path", "published_on")}


def _stretches(whens: Iterable[When]) -> list[tuple[date, date]]:
    """The days around some, what overlaps in one."""
    found: list[tuple[date, date]] = []
    for when in sorted(whens):
        first, *_between, last = when.days(alike.PUBLISHED_WITHIN)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _told(actor: Actor, texts: Mapping[int, Dated]) -> dict[int, Told]:
    """What some texts tell for certain; nobody who is accused. Two queries."""
    rows = Draft.objects.visible_to(actor).filter(SURE, text__in=list(texts), kind__in=COMPARED)
    drafts = [row for row in rows.order_by("start", "pk") if row.kind != Kind.PERSON or not row.is_accusation]
    areas = Area.objects.visible_to(actor).filter(
        pk__in={row.subject_id for row in drafts if row.subject_kind == AREA}
    )
    paths = dict(areas.values_list("pk", "path"))
    found: dict[int, list[Said]] = defaultdict(list)
    for row in drafts:
        path = paths.get(row.subject_id, "") if row.subject_kind == AREA else _path_read(row)
        found[row.text_id].append(Said(row.kind, row.says, said(row.kind, row.says), row.subject_id, path))
    return {key: alike.told(one.day, one.printed, found.get(key, ())) for key, one in texts.items()}


def _path_read(draft: Draft) -> str:
    """The path of the only area that a place can be by its reading."""
    codes: Sequence[str] = draft.says.get("codes", ()) if draft.kind == Kind.PLACE else ()
    return path_of_code(codes[0]) if len(codes) == 1 else ""


def _verdicts(actor: Actor, keys: Sequence[int]) -> dict[tuple[int, int], str]:
    """What was said of some texts and others. One query."""
    rows = SameEvent.objects.visible_to(actor).filter(Q(text__in=keys) | Q(other__in=keys))
    return {
        (first, second): verdict for first, second, verdict in rows.values_list("text", "other", "verdict")
    }
