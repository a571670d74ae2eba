"""Acts on houses: recorded, changed, moved on, paid, taken back; their papers and photos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from khabuan.access import policy
from khabuan.access.actor import Actor
from khabuan.access.request import Request
from khabuan.core import clock
from khabuan.core.errors import OutOfArea
from khabuan.core.numerals import baht
from khabuan.core.thai import FiscalYear
from khabuan.core.toasts import toast
from khabuan.core.web import attempt, once, show, typed
from khabuan.files.models import Paper
from khabuan.followup.views.asking import ask_and_act
from khabuan.followup.views.parts import body_to_act_on, choose_book
from khabuan.housing import forms as forms_of
from khabuan.housing import queries
from khabuan.housing.actions import houses as actions
from khabuan.housing.models import HousingCase
from khabuan.housing.rules import next_states
from khabuan.housing.sentences import ceiling_words
from khabuan.housing.views.showing import KIND, house_in_sight
from khabuan.places.here import here, stand_at
from khabuan.registry.models import Organisation, Person
from khabuan.registry.views import papers

ACT = "housing.record_case"
PAPERS = (Paper.PHOTO, Paper.EVIDENCE, Paper.MINUTES)
MOST_DIGITS = 20


def choose(request: Request) -> HttpResponse:
    """In whose book it is written; a seat of one body comes straight to the form."""
    return choose_book(request, ACT, "housing-add", _("Record a house"))


def record_form(
    request: Request,
    body: Organisation,
    facts: QueryDict | None,
    *,
    initial: dict[str, Any],
    people: Sequence[Person] = (),
) -> forms_of.RecordForm:
    """The form of a new house in a body's book, with who of the register may be meant: by the name that was typed, and
    `people`."""
    named = list(dict.fromkeys([*people, *_people(request)]))
    form = forms_of.RecordForm(
        facts, actor=request.actor, near=body.area.code, projects=queries.projects_for(request.actor, body),
        people=named, initial=initial,
    )  # fmt: skip
    year = form.stated_year or FiscalYear.of(clock.today()).end_year
    form.tell_ceilings(queries.ceilings_at(request.actor, body.area, year))
    return form


def house_before(request: Request, body: Organisation) -> HousingCase | None:
    """The house of this book after which the next one of a row is written: `?after=`."""
    key = request.GET.get("after", "")
    row = queries.case_of(request.actor, int(key)) if key.isdecimal() and len(key) < MOST_DIGITS else None
    return row if row and row.organisation_id == body.pk else None


def in_common(actor: Actor, row: HousingCase) -> dict[str, Any]:
    """What stands at first in the form of the next house of a row. One query."""
    moneys = queries.moneys_of(actor, [row]).get(row.pk, [])
    return forms_of.initial_after(row, next((one for one in moneys if one.withdrawn_on is None), None))


def where_next(request: Request, made: HousingCase) -> str:
    """Back to the form for the next house of the row where that was pressed, else to the house."""
    return f"{request.path}?after={made.pk}" if "next" in request.POST else made.get_absolute_url()


def _people(request: Request, name: str = "", known: Person | None = None) -> list[Person]:
    return queries.people_named(request.actor, str(request.POST.get("name", name)), known)


def add(request: Request, pk: int) -> HttpResponse:
    """Record a house in the book of the body that looks after it."""
    body = body_to_act_on(request, pk, ACT)
    client_key = once(request)
    initial = {"area": body.area, "fiscal_year": here(request).year.end_year, "on": clock.today()}
    before = house_before(request, body)
    initial |= in_common(request.actor, before) if before else {}
    form = record_form(request, body, typed(request), initial=initial)
    facts = {"actor": request.actor, "organisation": body, "client_key": client_key}
    made = attempt(form, actions.record_case, **facts)
    if made is not None:
        toast(request, _("%(title)s is recorded.") % {"title": made})
        return redirect(where_next(request, made))
    context = {
        "form": form, "title": _("Record a house"), "lead": body.name, "button": _("Record this house"),
        "before": before, "may_go_on": True,
        "back": reverse("housing-of", args=[body.pk]), "client_key": client_key, "leave": _("Do not record"),
    }  # fmt: skip
    return show(request, "housing/record.html", context)


def change(request: Request, pk: int) -> HttpResponse:
    """What was written down wrongly, who in the register the householder is, to which project it belongs."""
    row = to_act_on(request, pk, "change_case")
    who = queries.householders_of(request.actor, [row]).get(row.pk)
    people = _people(request, who.name, who.person) if who else []
    kept = queries.projects_seen(request.actor, [row]).values()
    projects = list(dict.fromkeys([*kept, *queries.projects_for(request.actor, row.organisation)]))
    form = forms_of.ChangeForm(
        typed(request), near=row.organisation.area.code, projects=projects, people=people,
        initial=forms_of.initial_of(row, who),
    )  # fmt: skip
    if attempt(form, actions.change_case, actor=request.actor, case=row):
        toast(request, _("%(title)s is changed.") % {"title": row})
        return redirect(row)
    context = {
        "form": form, "title": _("Change the house"), "lead": f"{row} · {row.organisation.name}",
        "button": _("Save the change"), "back": row.get_absolute_url(), "client_key": "",
        "leave": _("Leave as it is"),
    }  # fmt: skip
    return show(request, "housing/record.html", context)


def step(request: Request, pk: int) -> HttpResponse:
    """It came further, waits in reserve, or left the list."""
    row = to_act_on(request, pk, "move_case")
    key = once(request)
    states = next_states(queries.states_of(request.actor, row))
    form = forms_of.MoveForm(typed(request), states=states, initial={"on": clock.today()})
    note = _("It stands so now: %(state)s. Earlier steps stay in the trail.") % {
        "state": row.get_state_display()
    }
    return ask_and_act(
        request, row, form, actions.move_case, title=_("How far the house has come"),
        button=_("Write the step down"), note=note, part="trail", client_key=key, facts={"case": row},
    )  # fmt: skip


def step_back(request: Request, pk: int) -> HttpResponse:
    """The last step was entered in error."""
    one = queries.step_of(request.actor, pk)
    row = to_act_on(request, one.case_id, "take_back_step")
    form = forms_of.ReasonForm(typed(request))
    note = _("The step stays to be read, and the house stands where the one before left it.")
    return ask_and_act(
        request, row, form, actions.take_back_step, title=_("Take a step back: entered in error"),
        button=_("Take the step back"), note=f"{one} · {note}", part="trail", facts={"step": one},
    )  # fmt: skip


def money(request: Request, pk: int) -> HttpResponse:
    """What one payer gives for one thing."""
    row = to_act_on(request, pk, "record_money")
    key = once(request)
    form = forms_of.MoneyForm(typed(request), actor=request.actor)
    ceiling = queries.ceiling_of(request.actor, row)
    note = _("Each payer and each thing has a line of its own.")
    if ceiling is not None:
        note = f"{note} {_('Ceiling for a household: %(ceiling)s.') % {'ceiling': ceiling_words(ceiling)}}"
    return ask_and_act(
        request, row, form, actions.record_money, title=_("Money for the house"), button=_("Write it down"),
        note=note, part="money", client_key=key, facts={"case": row},
    )  # fmt: skip


def money_back(request: Request, pk: int) -> HttpResponse:
    """A line that was entered in error."""
    one = queries.money_of(request.actor, pk)
    row = to_act_on(request, one.case_id, "take_back_money")
    form = forms_of.ReasonForm(typed(request))
    told = _("%(what)s, %(money)s baht") % {"what": one, "money": baht(one.amount)}
    note = _("The line stays to be read, and counts no more.")
    return ask_and_act(
        request, row, form, actions.take_back_money, title=_("Take a line back: entered in error"),
        button=_("Take the line back"), note=f"{told} · {note}", part="money", facts={"money": one},
    )  # fmt: skip


def withdraw(request: Request, pk: int) -> HttpResponse:
    """The whole house was entered in error."""
    row = to_act_on(request, pk, "withdraw_case")
    form = forms_of.ReasonForm(typed(request))
    note = _(
        "It stays to be read and counts nowhere. A house that is not repaired leaves the list by a step instead."
    )
    return ask_and_act(
        request, row, form, actions.withdraw_case, title=_("Withdraw the house: entered in error"),
        button=_("Withdraw the house"), note=note, facts={"case": row}, is_danger=True,
    )  # fmt: skip


def paper_add(request: Request, pk: int) -> HttpResponse:
    """Attach a photo of before, during or after, the survey, the paper of the handing over."""
    row = house_in_sight(request, pk)
    return papers.attach_paper(request, row, papers.Sheet(PAPERS, str(row), papers.Back.of_record(row)))


def paper_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back a paper; one of another record is not to be found here."""
    paper = papers.paper_of(request, pk)
    if paper.kind != KIND:
        raise OutOfArea(f"file {pk}")
    return papers.take_back(request, paper, papers.Back.of_record(house_in_sight(request, paper.subject_id)))


def to_act_on(request: Request, pk: int, act: str) -> HousingCase:
    """A house within the seat's reach, whose office may do this. OutOfArea, NotAllowed."""
    row = queries.case_of(request.actor, pk)
    policy.require(request.actor, f"housing.{act}", row.node)
    stand_at(request, row.organisation.area)
    return row
