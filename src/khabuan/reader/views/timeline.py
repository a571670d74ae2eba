"""The timeline of a place out of what was confirmed of its texts: on screen, as XLSX and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.access.request import Request
from khabuan.core.offers import Subject
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.thai import long_date, long_range, tidy
from khabuan.core.web import show
from khabuan.papers import answers
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.reader.forms.timeline import YearForm
from khabuan.reader.models import Draft, Text
from khabuan.reader.queries import timeline as queries
from khabuan.reader.queries.same import Likeness, likenesses
from khabuan.reader.queries.timeline import Told
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.rules.timeline import Verdict, When
from khabuan.reader.sentences import said
from khabuan.registry.views.people import require_reader

PAGE, UNDATED = 50, 10
KIND = Text._meta.label_lower
#: So many of a kind are shown; a file has them all.
FEW = 4


@dataclass(frozen=True)
class Line:
    """One text as the timeline shows it, with those that are the same event. `month`: over the first line of a month."""

    text: Text
    title: str
    day: str
    month: str
    where: str
    figures: str
    records: list[Subject]
    also: list[tuple[Text, str]]
    may_be_same: int


def timeline(request: Request) -> HttpResponse:
    """What happened in the place of the bar, by day, the newest first; texts without a confirmed day apart."""
    require_reader(request, KIND)
    actor, at, form = request.actor, here(request), YearForm(request.GET)
    found = queries.timeline_of(actor, at.place, form.year)
    form.offer(found.years)
    title, lead = _("Timeline"), label(at.place, full=True)
    if request.GET.get("format") in answers.SHEETS:
        rows = _sheet(
            queries.told_of(actor, [*found.dated, *((key, None) for key in found.undated)], found.also)
        )
        return answers.table(request.GET["format"], list(_columns()), list(rows), title=title, lead=lead)
    page = Paginator(found.dated, PAGE).get_page(request.GET.get("page"))
    first = [(key, None) for key in found.undated[:UNDATED]]
    told = queries.told_of(actor, [*page, *first], found.also)
    context = {
        "filter": form,
        "title": title,
        "lead": lead,
        "page": page,
        "lines": list(_lines(told, likenesses(actor, [one.text for one in told if one.day]))),
        "undated": [one for one in told if not one.day],
        "undated_total": len(found.undated),
        "is_narrowed": form.year is not None,
        "of": str(form.year or ""),
    }
    return show(request, "reader/timeline.html", context, partial="rows")


def _lines(told: Sequence[Told], alike: dict[int, list[Likeness]]) -> Iterator[Line]:
    last = ""
    for one in told:
        if one.day is None:
            continue
        month = _month(one.day.start)
        likes = alike.get(one.text.pk, [])
        yield Line(
            text=one.text,
            title=one.title,
            day=day_words(one.day),
            month=month if month != last else "",
            where=_joined(one, (Kind.PLACE, Kind.ORGANISATION), few=True),
            figures=_joined(one, (Kind.COUNT, Kind.MONEY), few=True),
            records=one.records,
            also=one.also,
            may_be_same=sum(like.verdict == Verdict.OPEN for like in likes),
        )
        last = month


def _month(day: date) -> str:
    return long_date(day, lang=get_language() or "th").split(" ", 1)[1]


def day_words(day: When) -> str:
    """A day or days, written out."""
    return long_range(day.start, day.end, lang=get_language() or "th")


def _joined(one: Told, kinds: Iterable[Kind], *, few: bool = False) -> str:
    """What was confirmed of some kinds, each said once."""
    parts = []
    for kind in kinds:
        words = list(dict.fromkeys(_words(draft) for draft in one.drafts.get(kind, ())))
        parts += words[:FEW] if few else words
        if few and len(words) > FEW:
            parts.append(_("%(n)s more") % {"n": len(words) - FEW})
    return " · ".join(parts)


def _texts(one: Told) -> list[Text]:
    return [one.text, *(text for text, _title in one.also)]


def _joined_of(words: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(word for word in words if word))


def _words(draft: Draft) -> str:
    """What a draft says; of a count of something without a name here, the text's own words."""
    if draft.kind == Kind.COUNT and draft.says["what"] == "other":
        return tidy(draft.quote)
    return said(draft.kind, draft.says)


def _columns() -> Iterator[ColumnSpec]:
    yield ColumnSpec("day", _("Day (B.E.)"), width=24)
    yield ColumnSpec("start", _("First day (A.D., year-month-day)"), width=14)
    yield ColumnSpec("end", _("Last day (A.D., year-month-day)"), width=14)
    yield ColumnSpec("title", _("Title of the text"), width=50)
    yield ColumnSpec("places", _("Places"), width=40)
    yield ColumnSpec("bodies", _("Organisations"), width=40)
    yield ColumnSpec("counts", _("Counts"), width=40)
    yield ColumnSpec("money", _("Money"), width=40)
    yield ColumnSpec("records", _("Records out of it"), width=40)
    yield ColumnSpec("outlet", _("Where it was published"), width=24)
    yield ColumnSpec("address", _("Address on the web"), width=40)


def _sheet(told: Iterable[Told]) -> Iterator[Sequence[Cell]]:
    kinds = (Kind.PLACE, Kind.ORGANISATION, Kind.COUNT, Kind.MONEY)
    for one in told:
        day = one.day
        yield [
            day_words(day) if day else None,
            day.start.isoformat() if day else None,
            day.end.isoformat() if day and day.end != day.start else None,
            _joined_of([one.title, *(title for _text, title in one.also)]),
            *(_joined(one, (kind,)) for kind in kinds),
            " · ".join(record.title for record in one.records),
            _joined_of(text.outlet for text in _texts(one)),
            _joined_of(text.address for text in _texts(one)),
        ]
