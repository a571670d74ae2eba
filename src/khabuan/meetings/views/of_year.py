"""How often the councils of a place, and the meeting of its province, met in a year against the rule: page and table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from khabuan.access.actor import Span
from khabuan.access.request import Request
from khabuan.access.scoping import spans_q
from khabuan.core import clock
from khabuan.core.parts.words import shown_year
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.web import show
from khabuan.meetings.forms.minutes import YearForm
from khabuan.meetings.models import Meeting
from khabuan.meetings.queries.meetings import meetings_in, years_among
from khabuan.meetings.queries.of_year import bodies_that_meet, with_meetings
from khabuan.papers import answers
from khabuan.places.here import here
from khabuan.places.labels import label
from khabuan.registry.views.people import require_reader

PAGE = 50
KIND = Meeting._meta.label_lower
SHORT = Q(held__lt=F("wanted"))


def of_place(request: Request) -> HttpResponse:
    """Each body into which the seat sees: held with a quorum, still to be held, the last one."""
    require_reader(request, KIND)
    place, actor, today = here(request).place, request.actor, clock.today()
    form = YearForm(request.GET, years=years_among(meetings_in(actor, place)), other=today.year)
    on = min(today, date(form.chosen, 12, 31)) if form.chosen <= today.year else date(form.chosen, 1, 1)
    rows = with_meetings(
        actor, bodies_that_meet(actor, on).filter(spans_q((Span.of(place.path),), "node")), on
    )
    title = _("Meetings against the number wanted")
    if request.GET.get("format") in answers.SHEETS:
        lead = f"{label(place, full=True)} {shown_year(on.year)}"
        return answers.table(request.GET["format"], _columns(), _sheet(rows), title=title, lead=lead)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    short = rows.filter(SHORT).count()
    context = {
        "filter": form, "title": title, "place": label(place, full=True), "year_key": str(on.year), "page": page,
        "lines": [(row, _share(row), _without(row)) for row in page], "short": short,
        "reached": rows.filter(wanted__isnull=False).count() - short,
    }  # fmt: skip
    return show(request, "meetings/of_year.html", context)


def _share(row: Any) -> str:  # noqa: ANN401 - a body with what `with_meetings` adds
    if row.wanted is None:
        return _("%(held)d (no rule says how many)") % {"held": row.held}
    return _("%(held)d of %(wanted)d meetings") % {"held": row.held, "wanted": row.wanted}


def _without(row: Any) -> str:  # noqa: ANN401
    return _("%(number)d without a quorum") % {"number": row.without} if row.without else ""


def _columns() -> list[ColumnSpec]:
    return [
        ColumnSpec("body", _("Organisation"), width=48),
        ColumnSpec("held", _("Held with a quorum"), kind="number"),
        ColumnSpec("wanted", _("Wanted a year, at least"), kind="number"),
        ColumnSpec("missing", _("Still to be held"), kind="number"),
        ColumnSpec("without", _("Without a quorum"), kind="number"),
        ColumnSpec("planned", _("Planned"), kind="number"),
        ColumnSpec("last", _("Last held on"), kind="date"),
    ]


def _sheet(rows: Iterable[Any]) -> Iterator[Sequence[Cell]]:
    for row in rows:
        missing = None if row.wanted is None else max(row.wanted - row.held, 0)
        yield [row.name, row.held, row.wanted, missing, row.without, row.planned, row.last]
