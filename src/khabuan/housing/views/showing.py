"""Houses: of a place, a body and a project, on screen and as files; one house with its trail and money; its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import offers
from khabuan.core.errors import OutOfArea
from khabuan.core.numerals import baht
from khabuan.core.parts.words import shown_year, thai_date
from khabuan.core.web import show
from khabuan.files.queries import files_of
from khabuan.followup.views.parts import list_url_of, url_of
from khabuan.grants.queries import project_of, whole_names
from khabuan.housing import queries
from khabuan.housing.actions.houses import BOOKS
from khabuan.housing.forms import FilterForm
from khabuan.housing.models import Householder, HousingCase, HousingMoney, HousingStep
from khabuan.housing.rules import HouseState, next_states
from khabuan.housing.sentences import LOOKS, ceiling_words, payer_of, state_said, stats_of, year_of
from khabuan.housing.views.sheets import cells, columns
from khabuan.papers import answers
from khabuan.places.here import here, stand_at
from khabuan.places.labels import label
from khabuan.registry.models import Person
from khabuan.registry.queries.standing import organisation_of
from khabuan.registry.views.history import show_history
from khabuan.registry.views.links import may_read_history
from khabuan.registry.views.people import require_reader

Find = Callable[[queries.Wanted], QuerySet[HousingCase]]
PAGE = 50
KIND = HousingCase._meta.label_lower
ACTS = ("change_case", "move_case", "record_money", "withdraw_case", "take_back_step", "take_back_money")
FIELD_WORDS = {
    "organisation": gettext_lazy("Organisation whose book it stands in"),
    "number": gettext_lazy("Number in the book"),
    "area": gettext_lazy("Village or tambon of the house"),
    "programme": gettext_lazy("Programme"),
    "kind": gettext_lazy("What is done"),
    "fiscal_year": gettext_lazy("Fiscal year"),
    "project": gettext_lazy("Project that it belongs to"),
    "state": gettext_lazy("State"),
    "state_on": gettext_lazy("Stands so since"),
    "case": gettext_lazy("House"),
    "person": gettext_lazy("Person"),
    "name": gettext_lazy("Householder"),
    "house_no": gettext_lazy("House number"),
    "agency": gettext_lazy("Agency that pays"),
    "agency_words": gettext_lazy("Who pays, in words"),
    "amount": gettext_lazy("Amount"),
    "item": gettext_lazy("What the money is for"),
    "words": gettext_lazy("In words"),
    "is_programme": gettext_lazy("Money of the programme"),
    "reason": gettext_lazy("Why it is right all the same"),
    "on": gettext_lazy("Day"),
    "withdrawn_on": gettext_lazy("Taken back on"),
    "withdrawn_reason": gettext_lazy("Why it was taken back"),
}


def houses(request: Request) -> HttpResponse:
    """Houses of the place and the fiscal year of the bar, with what they come to."""
    require_reader(request, KIND)
    at = here(request)
    form = FilterForm(request.GET, year=at.year)
    place = label(at.place, full=True)
    more = {
        "place": place,
        "may_record": policy.may(request.actor, "housing.record_case"),
        "list_url": reverse("housing"),
        "add_url": reverse("housing-choose"),
    }
    return _list(request, form, partial(queries.cases_in, request.actor, at.place), place, more)


def of_body(request: Request, pk: int) -> HttpResponse:
    """Houses in a body's book; of one that keeps none, those that it pays for, as far as this seat sees them."""
    require_reader(request, KIND)
    body = organisation_of(request.actor, pk)
    form = FilterForm(request.GET, year=stand_at(request, body.area).year)
    may = policy.may(request.actor, "housing.record_case", body.node)
    more = {
        "about": body.name,
        "about_url": body.get_absolute_url(),
        "is_of_body": body.kind in BOOKS,
        "is_payer": body.kind not in BOOKS,
        "may_record": may and not body.ended_on and body.kind in BOOKS,
        "list_url": reverse("housing-of", args=[body.pk]),
        "add_url": reverse("housing-add", args=[body.pk]),
    }
    return _list(request, form, partial(queries.cases_of, request.actor, body), body.name, more)


def of_project(request: Request, pk: int) -> HttpResponse:
    """Houses that belong to a project, as far as this seat sees them."""
    require_reader(request, KIND)
    row = project_of(request.actor, pk)
    form = FilterForm(request.GET, year=stand_at(request, row.organisation.area).year)
    more = {
        "about": row.title,
        "about_url": row.get_absolute_url(),
        "list_url": reverse("housing-project", args=[row.pk]),
    }
    return _list(request, form, partial(queries.cases_of_project, request.actor, row), row.title, more)


def _list(request: Request, form: FilterForm, find: Find, whose: str, more: dict[str, Any]) -> HttpResponse:
    actor, year, rows = request.actor, form.wanted.year, find(form.wanted)
    when = year_of(year.end_year) if year else _("all years")
    if request.GET.get("format") in answers.SHEETS:
        return answers.table(
            request.GET["format"], columns(), list(cells(actor, list(rows))), title=_("House repairs"),
            lead=f"{whose} · {when}",
        )  # fmt: skip
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    found = list(page)
    people, moneys = queries.householders_of(actor, found), queries.moneys_of(actor, found)
    totals = queries.totals_of(actor, found, moneys)
    context = {
        "filter": form,
        "page": page,
        "lines": [
            (
                row,
                people.get(row.pk),
                state_said(row),
                f"{row.get_programme_display()} · {year_of(row.fiscal_year)}",
                totals[row.pk],
            )
            for row in found
        ],
        "stats": stats_of(queries.sums_of(actor, rows)) if page.paginator.count else (),
        "other_years": form.of_other_years(find, page.paginator.count),
        "is_narrowed": form.wanted != queries.Wanted(year=form.bar_year),
        "query": request.GET.urlencode(),
        **more,
    }
    return show(request, "housing/houses.html", context, partial="rows")


def house(request: Request, pk: int) -> HttpResponse:
    """One house: whose book, whose house for who may read it, how far, with whose money, its papers and texts."""
    row, actor = house_in_sight(request, pk), request.actor
    panels = [panel.build(request, row) for panel in offers.profile_panels if panel.kind == "house"]
    may = {act: policy.may(actor, f"housing.{act}", row.node) and not row.withdrawn_on for act in ACTS}
    trail = queries.trail_of(actor, row)
    who = queries.householders_of(actor, [row]).get(row.pk)
    context = {
        "row": row,
        "who": who,
        "person_url": _person_url(actor, who),
        "body": row.organisation,
        "body_url": url_of(actor, row.organisation),
        "list_url": list_url_of(actor, row.organisation, "housing"),
        "said": state_said(row),
        "year": year_of(row.fiscal_year),
        "be": str(shown_year(row.fiscal_year)),
        "area": whole_names(actor, [row.area])[row.area_id],
        "project": queries.projects_seen(actor, [row]).get(row.project_id or 0),
        **_money(actor, row),
        "trail": _trail(trail, may_back=may["take_back_step"]),
        "files": files_of(actor, row),
        "may": may,
        "can_move": may["move_case"]
        and bool(next_states(step.state for step in trail if not step.withdrawn_on)),
        "may_attach": policy.may(actor, "files.attach", row.node),
        "may_withdraw_paper": policy.may(actor, "files.withdraw", row.node),
        "may_read_history": may_read_history(actor, row.node),
        "panels": [panel for panel in panels if panel is not None],
    }
    return show(request, "housing/house.html", context)


def _person_url(actor: Actor, who: Householder | None) -> str:
    if who is None or who.person is None:
        return ""
    seen = Person.objects.visible_to(actor).filter(pk=who.person_id).exists()
    return who.person.get_absolute_url() if seen else ""


def _money(actor: Actor, row: HousingCase) -> dict[str, Any]:
    moneys = queries.moneys_of(actor, [row])
    total = queries.totals_of(actor, [row], moneys)[row.pk]
    lines = [
        {
            "row": one,
            "what": f"{one.get_item_display()} · {one.words}" if one.words else one.get_item_display(),
            "payer": payer_of(one),
            "more": " · ".join(filter(None, (_kind_of(one), _gone(one)))),
            "gone": one.withdrawn_on is not None,
        }
        for one in moneys.get(row.pk, ())
    ]
    return {
        "moneys": lines,
        "total": total,
        "total_words": baht(total.money),
        "ceiling_words": ceiling_words(total.ceiling) if total.ceiling else "",
        "programme_words": baht(total.programme),
    }


def _kind_of(line: HousingMoney) -> str:
    kind = _("money of the programme") if line.is_programme else _("beside the programme")
    return (
        _("%(kind)s, taken because: %(reason)s") % {"kind": kind, "reason": line.reason}
        if line.reason
        else kind
    )


def _trail(steps: Sequence[HousingStep], *, may_back: bool) -> list[dict[str, Any]]:
    standing = [step for step in steps if step.withdrawn_on is None]
    last = standing[-1].pk if len(standing) > 1 else None
    return [
        {
            "what": _(HouseState(step.state).label),
            "look": "quiet" if step.withdrawn_on or LOOKS[HouseState(step.state)] == "quiet" else "done",
            "more": " · ".join(filter(None, (thai_date(step.on, how="long"), step.words, _gone(step)))),
            "back": reverse("housing-step-back", args=[step.pk]) if may_back and step.pk == last else "",
        }
        for step in steps
    ]


def _gone(line: HousingStep | HousingMoney) -> str:
    """When and why a line was taken back; "" for one that stands."""
    if line.withdrawn_on is None:
        return ""
    return _("taken back %(day)s: %(reason)s") % {
        "day": thai_date(line.withdrawn_on), "reason": line.withdrawn_reason,
    }  # fmt: skip


def history(request: Request, pk: int) -> HttpResponse:
    """Who wrote what, when and why; to who reaches the body, since it names who lives there."""
    row = house_in_sight(request, pk)
    if not request.actor.reaches(row.node):
        raise OutOfArea(f"history of house {pk}")
    return show_history(request, row, FIELD_WORDS)


def house_in_sight(request: Request, pk: int) -> HousingCase:
    """A house that is looked at; the bar stands at its body's place."""
    require_reader(request, KIND)
    row = queries.case_of(request.actor, pk)
    stand_at(request, row.organisation.area)
    return row
