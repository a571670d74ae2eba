"""Duties of a year against their days: counted by body or province, and those of one body that were not met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core.parts.words import thai_date
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.web import show
from khabuan.followup.forms.duties import MetFilterForm, YearFilterForm
from khabuan.followup.models import Duty
from khabuan.followup.queries import met as queries
from khabuan.followup.queries.met import MetLine, YearOf
from khabuan.followup.rules import Met
from khabuan.followup.sentences import LOOK_OF_MET, owner_of
from khabuan.followup.views.parts import PAGE, body_within
from khabuan.papers import answers
from khabuan.places.here import Here, here
from khabuan.places.labels import label
from khabuan.places.models import AreaKind
from khabuan.registry.views.people import require_reader

KIND = Duty._meta.label_lower
ORDER = (Met.IN_TIME, Met.TOO_LATE, Met.OVERDUE, Met.DROPPED, Met.WAITING)


def met(request: Request) -> HttpResponse:
    """How the duties of the year stood at each body of the place; of the nation, at each province."""
    require_reader(request, KIND)
    at, form = here(request), YearFilterForm(request.GET)
    year, kind = YearOf(at.year.start, at.on), form.value("kind")
    of_provinces = at.place.kind == AreaKind.NATION
    if of_provinces:
        lines = queries.met_by_province(request.actor, year, kind)
    else:
        lines = queries.met_by_body(request.actor, at.place, year, kind)
    title, lead = _("Duties against their days"), f"{label(at.place, full=True)} · {_year_words(at)}"
    if request.GET.get("format") in answers.SHEETS:
        return answers.table(
            request.GET["format"], list(_columns()), list(_sheet(lines)), title=title, lead=lead
        )
    context = {
        "filter": form,
        "title": title,
        "lead": lead,
        "lines": [_shown(request.actor, line, of_provinces, kind) for line in lines],
        "whole": queries.whole_of(lines),
        "sums": [queries.whole_of(lines).counts[one] for one in ORDER],
        "words": [_(one.label) for one in ORDER],
        "of_provinces": of_provinces,
        "query": urlencode({"kind": kind}),
    }
    return show(request, "followup/met.html", context, partial="rows")


def _year_words(at: Here) -> str:
    year = at.year.name(lang=get_language() or "th")
    return _("fiscal year %(year)s until %(day)s") % {"year": year, "day": thai_date(at.on)}


def _shown(
    actor: Actor, line: MetLine, of_provinces: bool, kind: str
) -> tuple[MetLine, str, list[tuple[int, str]]]:
    """A line, where it leads, and its counts with the rows behind each: "" for a body whose duties this seat sees in
    part, as their owner."""
    if of_provinces:
        return (
            line,
            f"?{urlencode({'place': line.key, 'kind': kind})}",
            [(line.counts[one], "") for one in ORDER],
        )
    if not actor.reaches(line.node):
        return line, "", [(line.counts[one], "") for one in ORDER]
    url = reverse("follow-met-of", args=[line.key])
    return line, url, [(line.counts[one], f"{url}?met={one.value}") for one in ORDER]


def _columns() -> Iterator[ColumnSpec]:
    yield ColumnSpec("name", _("Name"), width=40)
    yield ColumnSpec("total", _("Duties of the year"), kind="number")
    yield from (ColumnSpec(one.value, _(one.label), kind="number") for one in ORDER)


def _sheet(lines: Sequence[MetLine]) -> Iterator[Sequence[Cell]]:
    for line in lines:
        yield [line.name, line.total, *(line.counts[one] for one in ORDER)]


def of_body(request: Request, pk: int) -> HttpResponse:
    """The duties of one body that were not met this year, or that stood in one way."""
    body = body_within(request, pk, KIND)
    at, form = here(request), MetFilterForm(request.GET)
    rows = queries.not_met_of(request.actor, body, YearOf(at.year.start, at.on), form.value("met"))
    title, lead = _("Duties against their days"), f"{body.name} · {_year_words(at)}"
    if request.GET.get("format") in answers.SHEETS:
        return answers.table(
            request.GET["format"], list(_duty_columns()), [_duty_cells(row) for row in rows],
            title=title, lead=lead,
        )  # fmt: skip
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "body": body,
        "title": title,
        "lead": lead,
        "page": page,
        "lines": [(row, owner_of(row), LOOK_OF_MET[Met(row.met)], _(Met(row.met).label)) for row in page],
        "query": urlencode({"met": form.value("met")}),
    }
    return show(request, "followup/met_of.html", context, partial="rows")


def _duty_columns() -> Iterator[ColumnSpec]:
    yield ColumnSpec("what", _("What is to be done"), width=50)
    yield ColumnSpec("owner", _("Who does it"), width=30)
    yield ColumnSpec("given_on", _("Day on which it was given"), kind="date")
    yield ColumnSpec("due_on", _("Due on"), kind="date")
    yield ColumnSpec("closed_on", _("Closed on"), kind="date")
    yield ColumnSpec("met", _("How it stood"), width=24)


def _duty_cells(row: Duty) -> Sequence[Cell]:
    stood = _(Met(row.met).label)  # type: ignore[attr-defined]  # annotated by `judged`
    return [row.what, owner_of(row), row.given_on, row.due_on, row.closed_on, stood]
