"""Reads of news: of a place and of a body, found by words, what the public may know with its pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khabuan.access.actor import Actor, Span
from khabuan.access.scoping import spans_q
from khabuan.core.errors import OutOfArea
from khabuan.core.offers import Subject
from khabuan.core.parts.words import thai_date
from khabuan.core.searching import TRIGRAM, containing
from khabuan.core.thai import FiscalYear, search_key
from khabuan.files.models import Attachment, Paper
from khabuan.files.queries import files_of
from khabuan.news.models import NewsItem
from khabuan.news.rules import NewsList, State, one_in
from khabuan.places.models import Area
from khabuan.registry.models import Organisation

NEWEST = ("-on", "-pk")
PROGRAM = Actor.system("published")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" leaves a thing open. `year` None shows all years."""

    state: str = NewsList.ALL
    issue: str = ""
    words: str = ""
    year: FiscalYear | None = None


def news_in(actor: Actor, area: Area, wanted: Wanted) -> QuerySet[NewsItem]:
    """News that happened at or below a place, and of the bodies there."""
    return _narrowed(NewsItem.objects.visible_to(actor).filter(_at_q(area.path)), wanted)


def news_of(actor: Actor, body: Organisation, wanted: Wanted) -> QuerySet[NewsItem]:
    """News in a body's book."""
    return _narrowed(NewsItem.objects.visible_to(actor).filter(organisation=body), wanted)


def _at_q(path: str) -> Q:
    spans = (Span.of(path),)
    return spans_q(spans, "area__path") | spans_q(spans, "organisation__node")


def _narrowed(rows: QuerySet[NewsItem], wanted: Wanted) -> QuerySet[NewsItem]:
    rows = (
        rows.exclude(state=State.WITHDRAWN)
        if wanted.state == NewsList.ALL
        else rows.filter(state=wanted.state)
    )
    if wanted.year is not None:
        rows = rows.filter(on__range=(wanted.year.start, wanted.year.end))
    if wanted.issue:
        rows = rows.filter(issues__contains=one_in(wanted.issue))
    if wanted.words:
        rows = containing(rows, wanted.words)
    return rows.select_related("organisation", "area").order_by(*NEWEST)


def last_of_place(actor: Actor, area: Area, limit: int) -> list[NewsItem]:
    """The newest that is published of a place and below. One query."""
    return list(news_in(actor, area, Wanted(NewsList.PUBLISHED))[:limit])


def last_of_body(actor: Actor, body: Organisation, limit: int) -> list[NewsItem]:
    """The newest in a body's book, drafts too where the seat sees them. One query."""
    return list(news_of(actor, body, Wanted())[:limit])


def item_of(actor: Actor, key: int) -> NewsItem:
    """One news item in sight, with its body and place. OutOfArea when there is none."""
    rows = NewsItem.objects.visible_to(actor).filter(pk=key)
    found: NewsItem | None = rows.select_related("organisation__area", "area").first()
    if found is None:
        raise OutOfArea(f"news {key}")
    return found


# ---------------------------------------------------------------- what everybody may know


def published_in(area: Area) -> QuerySet[NewsItem]:
    """What the public reads of a place and below, the newest first."""
    return news_in(Actor.public(), area, Wanted())


def published_item(area: Area, key: int) -> NewsItem:
    """One published item of a place or below. OutOfArea for a draft, a withdrawn one, one of another place."""
    found: NewsItem | None = published_in(area).filter(pk=key).first()
    if found is None:
        raise OutOfArea(f"news {key}")
    return found


def pictures_of(item: NewsItem) -> list[Attachment]:
    """The pictures of a published item: the program reads them for everybody."""
    return shown_among(files_of(PROGRAM, item)) if item.is_published else []


def shown_among(files: Iterable[Attachment]) -> list[Attachment]:
    """Those files that a page shows: photos that are pictures."""
    return [one for one in files if one.paper == Paper.PHOTO and one.blob.content_type.startswith("image/")]


def picture_of(item: NewsItem, key: int) -> Attachment:
    """One of them. OutOfArea for any other file."""
    found = next((one for one in pictures_of(item) if one.pk == key), None)
    if found is None:
        raise OutOfArea(f"picture {key}")
    return found


# ---------------------------------------------------------------- found and named


def subject_of(row: NewsItem) -> Subject:
    """A news item as others see it. Area and body must be joined."""
    where = row.organisation.name if row.organisation else row.area.name
    return Subject("news", str(row.pk), str(row), row.get_absolute_url(), f"{thai_date(row.on)} · {where}")


def find_news(actor: Actor, words: str, limit: int) -> list[Subject]:
    """News by words of its title, text or source, within the seat's reach, the newest first."""
    if len(search_key(words)) < TRIGRAM:
        return []
    rows = containing(NewsItem.objects.visible_to(actor), words).exclude(state=State.WITHDRAWN)
    if actor.spans:
        near = spans_q(actor.spans, "organisation__node") | spans_q(actor.spans, "area__path")
        rows = rows.filter(near | Q(area__path__in=actor.upline))
    found = rows.select_related("organisation", "area").order_by(*NEWEST)[:limit]
    return [subject_of(row) for row in found]


def named_news(actor: Actor, keys: Sequence[int]) -> dict[int, Subject]:
    """Titles and addresses by key, for what came from or became news."""
    rows = NewsItem.objects.visible_to(actor).filter(pk__in=list(keys)).select_related("organisation", "area")
    return {row.pk: subject_of(row) for row in rows}
