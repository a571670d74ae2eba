"""Records that stand already of what a text tells: out of it and of texts said to be the same, and those that may be it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import Row, spans_q
from khabuan.core.offers import Subject
from khabuan.core.thai import FiscalYear
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.followup.models import Promise
from khabuan.gatherings.models import Gathering
from khabuan.gatherings.rules.kinds import State as GatheringState
from khabuan.grants.models import Project
from khabuan.housing.models import HousingCase
from khabuan.meetings.models import Meeting
from khabuan.news.models import NewsItem
from khabuan.reader.models import Draft, SameEvent, Text, Use
from khabuan.reader.queries.linking import ORGANISATION, titles_of
from khabuan.reader.queries.texts import accepted_of, uses_in_force
from khabuan.reader.queries.timeline import days_said
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.meaning import PROVINCE_STEP
from khabuan.reader.rules.starting import ERA
from khabuan.reader.rules.timeline import NEAR, Verdict, When, likely_day
from khabuan.registry.models import Organisation

CITED: dict[str, type[Row]] = {
    model._meta.label_lower: model
    for model in (Gathering, Meeting, Project, HousingCase, Organisation, Promise, NewsItem)
}
"""What a text can be said to tell of."""
EVENTS = tuple(model._meta.label_lower for model in (Gathering, Meeting))
KIND_OF = {
    "gathering": EVENTS, "meeting": EVENTS, "promise": (Promise._meta.label_lower,),
    "news": (NewsItem._meta.label_lower,), "project": (Project._meta.label_lower,), "fund": (ORGANISATION,),
    "house": (HousingCase._meta.label_lower,),
}  # fmt: skip
"""What stands for the same thing, by the sort of record that is begun."""
MOST = 20
Cited = tuple[str, int]


class Because(Word):
    """Why a record is offered."""

    SAME = "same", _("Out of a text that is the same event")
    DAY = "day", _("Of this day or the day beside it")
    PROJECT = "project", _("Of this fiscal year and place")
    BODY = "body", _("Named in the text")


@dataclass(frozen=True)
class Offered:
    """A record that a text may tell of, and why."""

    record: Cited
    subject: Subject
    because: str

    @property
    def value(self) -> str:
        return f"{self.record[0]}:{self.record[1]}"


def same_texts(actor: Actor, text: Text) -> set[int]:
    """The texts said to be the same event as one, and those said to be the same as these; the one too."""
    found, edge = {text.pk}, {text.pk}
    while edge:
        rows = SameEvent.objects.visible_to(actor).filter(
            Q(text__in=edge) | Q(other__in=edge), verdict=Verdict.SAME
        )
        edge = {key for pair in rows.values_list("text", "other") for key in pair} - found
        found |= edge
    return found


def recorded(actor: Actor, text: Text, what: str) -> list[Subject]:
    """The records of a sort that came out of a text and of those said to be the same."""
    rows = uses_in_force(actor).filter(
        text__in=same_texts(actor, text), draft__isnull=True, subject_kind__in=KIND_OF[what]
    )
    return list(titles_of(actor, _records(rows.order_by("pk"))).values())


def perhaps(actor: Actor, text: Text, what: str, body: Organisation) -> list[Subject]:
    """Records in a body's book that may be what is begun: of the day or the day beside it, a project of the year and place.

    None of those that came out of the text or of one said to be the same.
    """
    if what not in ("project", "gathering", "meeting"):
        return []
    day, found = _day_of(actor, text), []
    if what == "project":
        found = list(_projects(actor, text, accepted_of(actor, text), day))
    elif day is not None:
        found = list(_of_day(actor, text, day))
    own = {
        (kind, key)
        for kind in {kind for kind, _key in found}
        for key in CITED[kind]
        .objects.visible_to(actor)
        .filter(organisation=body, pk__in=[key for of, key in found if of == kind])
        .values_list("pk", flat=True)
    }
    if not own:
        return []
    uses = uses_in_force(actor).filter(text__in=same_texts(actor, text), draft__isnull=True)
    new = own.difference(_records(uses))
    return list(titles_of(actor, [one for one in found if one in new]).values())


def _day_of(actor: Actor, text: Text) -> When | None:
    day = likely_day(days_said(actor, [text.pk]).get(text.pk, ()))
    return day or (When(text.published_on, text.published_on) if text.published_on else None)


def cited_of(actor: Actor, text: Text) -> list[tuple[Use, Subject]]:
    """The records of a text that are in sight, with what says so."""
    uses = list(uses_in_force(actor).filter(text=text, draft__isnull=True).order_by("pk"))
    titles = titles_of(actor, _records(uses))
    return [(use, found) for use in uses if (found := titles.get((use.subject_kind, use.subject_id)))]


def offered(actor: Actor, text: Text) -> list[Offered]:
    """Records that the text may tell of and does not yet, each once, by the best reason."""
    found: dict[Cited, str] = {}
    for record, because in _found(actor, text):
        found.setdefault(record, because)
    own = uses_in_force(actor).filter(text=text, draft__isnull=True)
    for record in _records(own):
        found.pop(record, None)
    titles = titles_of(actor, found)
    return [Offered(key, titles[key], because) for key, because in found.items() if key in titles]


def record_of(actor: Actor, record: Cited) -> Row:
    """The row itself, in sight."""
    found: Row = CITED[record[0]].objects.visible_to(actor).get(pk=record[1])
    return found


def _records(uses: Collection[Use] | Iterator[Use]) -> list[Cited]:
    return list(dict.fromkeys((use.subject_kind, use.subject_id) for use in uses))


def _found(actor: Actor, text: Text) -> Iterator[tuple[Cited, str]]:
    others = same_texts(actor, text) - {text.pk}
    uses = uses_in_force(actor).filter(text__in=others, draft__isnull=True, subject_kind__in=CITED)
    yield from ((record, Because.SAME) for record in _records(uses.order_by("pk")))
    day, drafts = _day_of(actor, text), accepted_of(actor, text)
    if day is not None:
        yield from ((record, Because.DAY) for record in _of_day(actor, text, day))
    yield from ((record, Because.PROJECT) for record in _projects(actor, text, drafts, day))
    for draft in drafts:
        if draft.kind == Kind.ORGANISATION and draft.subject_id and draft.subject_kind == ORGANISATION:
            yield (ORGANISATION, draft.subject_id), Because.BODY


def _of_day(actor: Actor, text: Text, day: When) -> Iterator[Cited]:
    """Gatherings and meetings of the seat's reach in the province of the text."""
    here = (Span.of(text.area.path[:PROVINCE_STEP]),)
    reach = spans_q(actor.spans, "organisation__node") & spans_q(here, "organisation__node")
    gatherings = Gathering.objects.visible_to(actor).filter(
        reach, starts_on__lte=day.end + NEAR, ends_on__gte=day.start - NEAR
    )
    rows = gatherings.exclude(state=GatheringState.CANCELLED).order_by("starts_on", "pk")
    yield from ((Gathering._meta.label_lower, key) for key in rows.values_list("pk", flat=True)[:MOST])
    meetings = Meeting.objects.visible_to(actor).filter(
        reach, on__range=(day.start - NEAR, day.end + NEAR), cancelled_on__isnull=True
    )
    keys = meetings.order_by("on", "pk").values_list("pk", flat=True)[:MOST]
    yield from ((Meeting._meta.label_lower, key) for key in keys)


def _projects(actor: Actor, text: Text, drafts: list[Draft], day: When | None) -> Iterator[Cited]:
    """Projects whose main place is one of the text's, of the fiscal years that it names, else that of its day."""
    years = {one.says["be"] - ERA for one in drafts if one.kind == Kind.YEAR and one.says.get("fiscal")}
    years |= {one.says["fiscal_year_be"] - ERA for one in drafts if one.says.get("fiscal_year_be")}
    if not years and day is not None:
        years = {FiscalYear.of(day.start).end_year}
    places = [one.subject_id for one in drafts if one.kind == Kind.PLACE and one.subject_id]
    at = Q(area__in=places)
    if len(text.area.path) > PROVINCE_STEP:
        at |= spans_q((Span.of(text.area.path),), "area__path")
    rows = Project.objects.visible_to(actor).filter(
        at, spans_q(actor.spans, "organisation__node"), fiscal_year__in=years, withdrawn_on__isnull=True
    )
    keys = rows.order_by("-fiscal_year", "pk").values_list("pk", flat=True)[:MOST]
    yield from ((Project._meta.label_lower, key) for key in keys)
