"""The duties that the Act gives councils, and for which of them a year brought anything: of one body, of a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock, offers
from khabuan.core.errors import OutOfArea
from khabuan.core.parts.words import shown_year
from khabuan.core.sheets import Cell, ColumnSpec
from khabuan.core.web import show
from khabuan.meetings.forms.minutes import YearForm
from khabuan.meetings.models import Resolution
from khabuan.meetings.queries import act_duties as queries
from khabuan.meetings.queries.act_duties import Days
from khabuan.meetings.queries.body_rules import DUTIES, law_of
from khabuan.meetings.queries.resolutions import years_in
from khabuan.meetings.queries.yearly import years_with_records
from khabuan.papers import answers
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Organisation
from khabuan.registry.queries.organisations import OrganisationFilter, organisations
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.rules.kinds import OrganisationKind
from khabuan.registry.views.people import require_reader
from khabuan.rules.rules import RuleRow, citation

PAGE = 50
KIND = Resolution._meta.label_lower
COUNCIL = OrganisationKind.COUNCIL.value


@dataclass(frozen=True)
class DutyLine:
    """A duty of the Act: its number, its words, what was decided or else done for it (or by how many bodies)."""

    number: int
    words: str
    resolutions: Sequence[Resolution] = ()
    bodies: int = 0
    deeds: Sequence[offers.Deed] = ()

    @property
    def is_met(self) -> bool:
        return bool(self.resolutions or self.deeds)


def of_body(request: Request, pk: int) -> HttpResponse:
    """A council's duties one by one, each with what the year brought for it."""
    body = _body(request, pk)
    form = YearForm(request.GET, years=years_with_records(request.actor, body), other=clock.today().year)
    days = Days.of(form.chosen)
    law = law_of(request.actor, body.kind, node=body.node, on=days.last)
    decided = queries.decided_by_duty(request.actor, body, days)
    deeds = queries.deeds_by_duty(request.actor, body.node, days)
    lines = [
        DutyLine(n, words, decided.get(str(n), ()), deeds=deeds.get(str(n), ()))
        for n, words in _numbered(law)
    ]
    context = {
        "filter": form,
        "body": body,
        "lines": lines,
        "met": sum(line.is_met for line in lines),
        "untagged": decided.get("", ()),
        "may_correct": policy.may(request.actor, "meetings.correct_resolution", body.node),
        **_law_context(law),
    }
    return show(request, "meetings/act_of.html", context)


def _body(request: Request, pk: int) -> Organisation:
    """A body to which the Act gives duties, whose insides the seat reads."""
    body = organisation_of(request.actor, pk)
    if not request.actor.reaches(body.node) or OrganisationKind(body.kind) not in DUTIES:
        raise OutOfArea(f"duties of {pk}")
    require_reader(request, KIND)
    stand_at(request, body.area)
    return body


def of_place(request: Request) -> HttpResponse:
    """The councils of the place of the bar: for how many duties something was done this year, for which nothing."""
    require_reader(request, KIND)
    place, actor, today = here(request).place, request.actor, clock.today()
    form = YearForm(request.GET, years=years_in(actor, place), other=today.year)
    days = Days.of(form.chosen)
    law = law_of(actor, COUNCIL, node=place.path, on=days.last)
    wanted = OrganisationFilter(kinds=(COUNCIL,), paths=(place.path,))
    councils = organisations(actor, wanted, min(today, days.last))
    title = _("Duties of councils under the Act")
    deeds = queries.deeds_by_duty(actor, place.path, days)
    if request.GET.get("format") in answers.SHEETS:
        rows = list(councils)
        cells = _sheet(law, rows, queries.counts_by_duty(actor, [row.pk for row in rows], days, deeds))
        lead = f"{label(place, full=True)} {shown_year(days.first.year)}"
        return answers.table(request.GET["format"], list(_columns(law)), cells, title=title, lead=lead)
    page = Paginator(councils, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_by_duty(actor, [row.pk for row in page], days, deeds)
    bodies = queries.bodies_by_duty(actor, place, COUNCIL, days, deeds)
    numbers = [number for number, _words in _numbered(law)]
    context = {
        "filter": form,
        "title": title,
        "place": label(place, full=True),
        "year_key": str(days.first.year),
        "page": page,
        "lines": [_council_line(request.actor, row, counts.get(row.pk, {}), numbers) for row in page],
        "duties": [DutyLine(n, words, bodies=bodies.get(str(n), 0)) for n, words in _numbered(law)],
        "total": len(numbers),
        **_law_context(law),
    }
    return show(request, "meetings/act.html", context)


def _council_line(
    actor: Actor, row: Organisation, counts: dict[str, int], numbers: list[int]
) -> tuple[Organisation, str, int, str]:
    """A council, its page ("" out of reach), for how many duties something was done, the numbers of the others."""
    missing = [number for number in numbers if not counts.get(str(number))]
    url = reverse("resolutions-act-of", args=[row.pk]) if actor.reaches(row.node) else ""
    return row, url, len(numbers) - len(missing), ", ".join(str(number) for number in missing)


def _columns(law: RuleRow | None) -> Iterator[ColumnSpec]:
    yield ColumnSpec("council", _("Council"), width=40)
    yield ColumnSpec("met", _("Duties for which something was done"), kind="number")
    yield from (ColumnSpec(f"duty_{n}", f"{n}. {words}", kind="number") for n, words in _numbered(law))


def _sheet(
    law: RuleRow | None, rows: list[Organisation], counts: dict[int, dict[str, int]]
) -> Iterator[Sequence[Cell]]:
    numbers = [str(number) for number, _words in _numbered(law)]
    for row in rows:
        mine = counts.get(row.pk, {})
        yield [row.name, sum(1 for one in numbers if mine.get(one)), *(mine.get(one, 0) for one in numbers)]


def _numbered(law: RuleRow | None) -> list[tuple[int, str]]:
    return list(enumerate(law.as_items, 1)) if law else []


def _law_context(law: RuleRow | None) -> dict[str, object]:
    """Where the list of duties comes from: its section only where somebody has read the law."""
    return {"law": law, "section": citation(law) if law else None}
