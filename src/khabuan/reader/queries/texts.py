"""Reads of texts: lists of a place, one text, its drafts, what was written out of it, the texts of a record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.core.searching import containing
from khabuan.core.words import Word
from khabuan.core.words import mark as _
from khabuan.places.models import Area
from khabuan.reader.models import Draft, Text, Use
from khabuan.reader.rules.drafts import DECIDED, TRUE, State
from khabuan.reader.rules.texts import digest_of, plain

NEWEST = ("-taken_at", "-pk")


class TextList(Word):
    """Which texts a list shows."""

    ALL = "all", _("of every state")
    OPEN = "open", _("to be decided")
    UNCLOSED = "unclosed", _("decided, not closed yet")
    DONE = "done", _("decided")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open."""

    state: str = TextList.ALL
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class Progress:
    """How many drafts of a text are decided; `certain` waiting ones of which the rules are sure."""

    total: int = 0
    decided: int = 0
    certain: int = 0

    @property
    def waiting(self) -> int:
        return self.total - self.decided


@dataclass(frozen=True)
class Source:
    """A text behind a record: its words that gave the record values, each with the address of its draft."""

    text: Text
    quotes: list[tuple[str, str]] = field(default_factory=list)


def read_by(actor: Actor) -> QuerySet[Text]:
    """The texts in sight that were not withdrawn."""
    rows: QuerySet[Text] = Text.objects.visible_to(actor).filter(withdrawn_on__isnull=True)
    return rows


def texts_in(actor: Actor, area: Area, wanted: Wanted) -> QuerySet[Text]:
    """Texts in the books of a place and of those below it, the newest first, without their words."""
    rows = read_by(actor).filter(spans_q((Span.of(area.path),), "area__path"))
    waits = Draft.objects.visible_to(actor).filter(text=OuterRef("pk"), state=State.WAITING)
    is_open = Exists(waits) & Q(closed_on__isnull=True)
    if wanted.state in (TextList.OPEN, TextList.DONE):
        rows = rows.filter(is_open if wanted.state == TextList.OPEN else ~is_open)
    elif wanted.state == TextList.UNCLOSED:
        rows = rows.filter(~Exists(waits), closed_on__isnull=True)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.words:
        rows = containing(rows, wanted.words)
    return rows.defer("words").select_related("area").order_by(*NEWEST)


def text_of(actor: Actor, key: int, *, with_withdrawn: bool = False) -> Text:
    """One text in sight, with its area. OutOfArea when there is none, or it was withdrawn."""
    rows = Text.objects.visible_to(actor) if with_withdrawn else read_by(actor)
    found: Text | None = rows.filter(pk=key).select_related("area").first()
    if found is None:
        raise OutOfArea(f"text {key}")
    return found


def same_text(actor: Actor, area: Area, pasted: str) -> Text | None:
    """The text of a place that has these very words."""
    rows = Text.objects.visible_to(actor).filter(area=area, digest=digest_of(plain(pasted)))
    found: Text | None = rows.defer("words").first()
    return found


def drafts_of(actor: Actor, text: Text) -> list[Draft]:
    """What was read in a text, in its order. One query."""
    rows = Draft.objects.visible_to(actor).filter(text=text).exclude(state=State.GONE)
    return list(rows.order_by("start", "pk"))


def draft_of(actor: Actor, key: int) -> Draft:
    """One draft in sight, with its text. OutOfArea when there is none."""
    rows = Draft.objects.visible_to(actor).filter(pk=key, text__withdrawn_on__isnull=True)
    rows = rows.exclude(state=State.GONE)
    found: Draft | None = rows.select_related("text__area").first()
    if found is None:
        raise OutOfArea(f"draft {key}")
    return found


def accepted_of(actor: Actor, text: Text) -> list[Draft]:
    """What a person said is so and that may go into records: not what stands beside words that accuse. One query."""
    rows = Draft.objects.visible_to(actor).filter(text=text, state__in=TRUE)
    return [row for row in rows.order_by("start", "pk") if not row.says.get("alleged")]


def progress_among(drafts: Iterable[Draft]) -> Progress:
    drafts = list(drafts)
    certain = sum(draft.state == State.WAITING and draft.is_certain for draft in drafts)
    return Progress(len(drafts), sum(draft.state in DECIDED for draft in drafts), certain)


def progress_of(actor: Actor, texts: Sequence[Text]) -> dict[int, Progress]:
    """The same of several texts, by their key. One query."""
    rows = Draft.objects.visible_to(actor).filter(text__in=texts).exclude(state=State.GONE).order_by()
    counted = rows.values("text").annotate(
        total=Count("pk"),
        decided=Count("pk", filter=Q(state__in=DECIDED)),
        certain=Count("pk", filter=Q(state=State.WAITING, is_certain=True)),
    )
    return {row.pop("text"): Progress(**row) for row in counted}


def uses_of(actor: Actor, text: Text) -> list[Use]:
    """The records that were written out of a text or cited of it, the first first, and what gave them values. One query."""
    return list(uses_in_force(actor).filter(text=text).order_by("pk"))


def uses_in_force(actor: Actor) -> QuerySet[Use]:
    """Uses in sight but for those taken back."""
    return Use.objects.visible_to(actor).filter(taken_back_on__isnull=True)


def uses_by_draft(uses: Iterable[Use]) -> Counter[int]:
    return Counter(use.draft_id for use in uses if use.draft_id)


def records_of(actor: Actor, uses: Iterable[Use]) -> list[Subject]:
    """The records that were written out of a text, those in sight. A query for each kind."""
    return [subject for found in records_by_text(actor, uses).values() for subject in found]


def records_by_text(actor: Actor, uses: Iterable[Use]) -> dict[int, list[Subject]]:
    """The same of several texts, by their key."""
    whole = [use for use in uses if use.draft_id is None]
    keys: dict[str, list[int]] = defaultdict(list)
    for use in whole:
        keys[use.subject_kind].append(use.subject_id)
    named = {kind: offers.named_subjects[kind].of(actor, found) for kind, found in keys.items()}
    told: dict[int, list[Subject]] = defaultdict(list)
    for use in whole:
        if (subject := named[use.subject_kind].get(use.subject_id)) is not None:
            told[use.text_id].append(subject)
    return dict(told)


def sources_of(actor: Actor, kind: str, key: int) -> list[Source]:
    """The texts out of which a record was written, with the words that gave it values. One query; none for who reads
    no texts."""
    rows = uses_in_force(actor).filter(subject_kind=kind, subject_id=key)
    found: dict[int, Source] = {}
    for use in rows.select_related("text", "draft").defer("text__words").order_by("pk"):
        source = found.setdefault(use.text_id, Source(use.text))
        if use.draft is not None:
            source.quotes.append((use.draft.quote, f"{use.text.get_absolute_url()}#d-{use.draft_id}"))
    return list(found.values())


def find_texts(actor: Actor, words: str, limit: int) -> list[Subject]:
    """Texts by words of their title and outlet, the newest first."""
    rows = containing(read_by(actor), words).defer("words").order_by(*NEWEST)
    return [subject_of(row) for row in rows[:limit]]


def named_texts(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses by key, for records that came from a text."""
    rows = Text.objects.visible_to(actor).filter(pk__in=list(keys)).defer("words")
    return {row.pk: subject_of(row) for row in rows}


def waiting_in(actor: Actor, area: Area) -> QuerySet[Text]:
    """Texts that are to be decided in a place and below, in the order of the list."""
    return texts_in(actor, area, Wanted(state=TextList.OPEN))


def unclosed_in(actor: Actor, area: Area) -> QuerySet[Text]:
    """Texts with nothing left to decide that nobody closed: records may still be written out of them."""
    return texts_in(actor, area, Wanted(state=TextList.UNCLOSED))


def next_waiting(actor: Actor, text: Text) -> Text | None:
    """The next text of the same place that is to be decided, in the order of the list; from its end on the first. One
    query."""
    is_behind = Q(taken_at__lt=text.taken_at) | Q(taken_at=text.taken_at, pk__lt=text.pk)
    rows = waiting_in(actor, text.area).exclude(pk=text.pk).annotate(is_behind=Q(is_behind))
    found: Text | None = rows.order_by("-is_behind", *NEWEST).first()
    return found


def subject_of(row: Text) -> Subject:
    day = thai_date(row.published_on) if row.published_on else ""
    more = " · ".join(part for part in (row.outlet, day) if part)
    return Subject("text", str(row.pk), str(row), row.get_absolute_url(), more)
