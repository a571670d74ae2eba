"""Writes of houses: recorded, changed, moved on, paid by several, what was entered in error taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.action import action, add, change
from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.errors import Refused
from khabuan.core.parts.words import thai_date
from khabuan.core.thai import search_key, tidy
from khabuan.followup.actions.parts import check_reason
from khabuan.grants.models import Project
from khabuan.housing.models import Householder, HousingCase, HousingMoney, HousingStep
from khabuan.housing.queries import ceiling_of, limit_of, money_line
from khabuan.housing.rules import (
    WITH_WORDS,
    Doubt,
    HouseState,
    HousingProgramme,
    Item,
    MoneyLine,
    Step,
    WorkKind,
    doubt_of_step,
    doubt_of_year,
    doubts_of_money,
)
from khabuan.housing.sentences import ceiling_words
from khabuan.places.models import Area
from khabuan.registry.models import Organisation, Person
from khabuan.registry.rules.kinds import Issue, OrganisationKind

BOOKS = (OrganisationKind.COUNCIL, OrganisationKind.WORKING_GROUP, OrganisationKind.STANDING_BODY)
"""Whose book a house stands in."""
SEEN = ("area", "project", "person")
FIELD_OF_DOUBT = {
    Doubt.NO_YEAR: "fiscal_year", Doubt.TO_COME: "on", Doubt.TOO_EARLY: "on", Doubt.OVER_CEILING: "reason",
    Doubt.TWICE: "reason",
}  # fmt: skip


@action("housing.record_case", on="organisation", seen=(*SEEN, "agency"))
def record_case(
    *,
    actor: Actor,
    organisation: Organisation,
    area: Area,
    programme: str,
    kind: str,
    fiscal_year: int,
    state: str,
    on: date,
    words: str = "",
    project: Project | None = None,
    person: Person | None = None,
    name: str = "",
    house_no: str = "",
    amount: Decimal | None = None,
    item: str = Item.MATERIALS.value,
    item_words: str = "",
    agency: Organisation | None = None,
    agency_words: str = "",
    is_programme: bool = True,
    reason: str = "",
) -> HousingCase:
    """Enter a house in the book of the body that looks after it, at whatever it has come to, with a first line of money
    where there is one. It gets the next number of that book.

    Refused: a body that keeps no houses, a year that cannot be, a day to come, a project that is not for housing, money
    as in `record_money`.
    """
    if organisation.kind not in BOOKS:
        message = _("Houses stand in the book of a council or a working group. Choose that one.")
        raise Refused("no_book", message)
    facts = _facts(area, programme, kind, fiscal_year, project)
    if state not in frozenset(HouseState):
        raise Refused("no_such_state", _("Choose how far the house has come."), field="state")
    _refuse(doubt_of_step((), state, on, clock.today()))
    told = _told(state, words)
    if organisation.ended_on and on > organisation.ended_on:
        message = _("The organisation ended on %(day)s. After that day it looked after no house.")
        raise Refused("body_ended", message % {"day": thai_date(organisation.ended_on)}, field="on")
    made: HousingCase = add(
        HousingCase,
        organisation=organisation,
        number=_next_number(organisation),
        state=state,
        state_on=on,
        **facts,
    )
    add(Householder, case=made, **_who(person, name, house_no))
    add(HousingStep, case=made, state=state, on=on, words=told)
    if amount is not None:
        _add_money(actor, made, _money(amount, item, item_words, agency, agency_words), is_programme, reason)
    return made


@action("housing.change_case", on="case", seen=SEEN)
def change_case(
    *,
    actor: Actor,
    case: HousingCase,
    reason: str,
    area: Area,
    programme: str,
    kind: str,
    fiscal_year: int,
    project: Project | None = None,
    person: Person | None = None,
    name: str = "",
    house_no: str = "",
) -> HousingCase:
    """All facts as they are to be, with the reason; its state moves by steps, its money by lines.

    Refused: no reason, withdrawn, and as in `record_case`.
    """
    check_reason(reason, _("Say why the house is changed."))
    _check_standing(case)
    change(case, **_facts(area, programme, kind, fiscal_year, project))
    change(Householder.everywhere.get(case=case), **_who(person, name, house_no))
    return case


@action("housing.move_case", on="case")
def move_case(*, actor: Actor, case: HousingCase, state: str, on: date, words: str = "") -> HousingStep:
    """The house came further, waits in reserve, or left the list.

    Refused: no such state, a day to come or before the last step, backwards, over, declined or not fitting without a
    word why.
    """
    _check_standing(case)
    if state not in frozenset(HouseState):
        raise Refused("no_such_state", _("Choose how far the house has come."), field="state")
    _refuse(doubt_of_step([Step(row.state, row.on) for row in _rows(case)], state, on, clock.today()))
    step: HousingStep = add(HousingStep, case=case, state=state, on=on, words=_told(state, words))
    change(case, state=state, state_on=on)
    return step


@action("housing.take_back_step", on="step")
def take_back_step(*, actor: Actor, step: HousingStep, reason: str) -> HousingStep:
    """The last step was entered in error: the house stands where the one before left it.

    Refused: no reason, taken back before, the only step (the house itself is withdrawn then), one that is not the last.
    """
    reason = check_reason(reason, _("Say why the step is taken back."))
    case = step.case
    _check_standing(case)
    step.refresh_from_db()
    if step.withdrawn_on:
        raise Refused("taken_back", _("This step was taken back already."))
    *before, last = _rows(case)
    if not before:
        raise Refused("first", _("With its only step the house itself is withdrawn. Withdraw that."))
    if last.pk != step.pk:
        raise Refused("not_last", _("Other steps came after this one. Take the last one back first."))
    change(step, withdrawn_on=clock.today(), withdrawn_reason=reason)
    change(case, state=before[-1].state, state_on=before[-1].on)
    return step


@action("housing.record_money", on="case", seen=("agency",))
def record_money(
    *,
    actor: Actor,
    case: HousingCase,
    amount: Decimal,
    item: str,
    item_words: str = "",
    agency: Organisation | None = None,
    agency_words: str = "",
    is_programme: bool = True,
    reason: str = "",
) -> HousingMoney:
    """Write down what one payer gives for one thing of the house; several payers stand on one house.

    Refused: nobody who pays, nothing that it is for; without a reason what is over the programme's
    ceiling for a household, and a second line of one payer for the same thing, also at another house of the person.
    """
    _check_standing(case)
    return _add_money(
        actor, case, _money(amount, item, item_words, agency, agency_words), is_programme, reason
    )


@action("housing.take_back_money", on="money")
def take_back_money(*, actor: Actor, money: HousingMoney, reason: str) -> HousingMoney:
    """A line that was entered in error; it stays to be read. Refused: no reason, taken back before, withdrawn."""
    reason = check_reason(reason, _("Say why the line is taken back."))
    _check_standing(money.case)
    money.refresh_from_db()
    if money.withdrawn_on:
        raise Refused("taken_back", _("This line was taken back already."))
    change(money, withdrawn_on=clock.today(), withdrawn_reason=reason)
    return money


@action("housing.withdraw_case", on="case")
def withdraw_case(*, actor: Actor, case: HousingCase, reason: str) -> HousingCase:
    """A house that was entered in error; it stays to be read and counts nowhere. One that is not repaired has left the
    list by a step instead. Refused: no reason, withdrawn before."""
    reason = check_reason(reason, _("Say why the house is withdrawn."))
    _check_standing(case)
    change(case, withdrawn_on=clock.today(), withdrawn_reason=reason)
    return case


def _facts(
    area: Area, programme: str, kind: str, fiscal_year: int, project: Project | None
) -> dict[str, Any]:
    """What a house is, as it is kept."""
    if programme not in frozenset(HousingProgramme):
        raise Refused("no_such_programme", _("Choose the programme."), field="programme")
    if kind not in frozenset(WorkKind):
        raise Refused("no_such_kind", _("Choose whether it is repaired or built new."), field="kind")
    _refuse(doubt_of_year(fiscal_year))
    if project is not None and (project.issue != Issue.HOUSING or project.withdrawn_on):
        message = _("This project is not one for housing. Choose another one, or none.")
        raise Refused("no_housing_project", message, field="project")
    return {
        "area": area,
        "programme": programme,
        "kind": kind,
        "fiscal_year": fiscal_year,
        "project": project,
    }


def _who(person: Person | None, name: str, house_no: str) -> dict[str, Any]:
    """Whose house: a person of the register has the name of the register."""
    name = str(person) if person else " ".join(tidy(name).split())
    number = tidy(house_no)
    key = search_key(" ".join(filter(None, (number, name))))  # short numbers are found as its beginning
    return {"person": person, "name": name, "house_no": number, "search_key": key}


def _told(state: str, words: str) -> str:
    told = tidy(words, keep_lines=True)
    if state in WITH_WORDS and not told:
        raise Refused("no_words", _("Say why, in words."), field="words")
    return told


def _money(
    amount: Decimal, item: str, words: str, agency: Organisation | None, agency_words: str
) -> dict[str, Any]:
    """A line of money as it is kept."""
    payer = " ".join(tidy(agency_words).split())
    if agency is None and not payer:
        raise Refused("no_payer", _("Say who pays: an agency of the register, or in words."), field="agency")
    if item not in frozenset(Item):
        raise Refused("no_such_item", _("Choose what the money is for."), field="item")
    words = tidy(words)
    if item == Item.OTHER and not words:
        raise Refused("no_words", _("Write what the money is for."), field="item_words")
    if amount <= 0:
        raise Refused("nothing", _("An amount is more than nothing."), field="amount")
    return {"agency": agency, "agency_words": payer, "amount": amount, "item": item, "words": words}


def _add_money(
    actor: Actor, case: HousingCase, facts: dict[str, Any], is_programme: bool, reason: str
) -> HousingMoney:
    row = HousingMoney(case=case, is_programme=is_programme, **facts)
    lines, elsewhere = _lines(actor, case)
    ceiling = ceiling_of(actor, case)
    doubts = doubts_of_money(lines, money_line(row), limit_of(ceiling), elsewhere)
    told = tidy(reason)
    if doubts and not told:
        _refuse(doubts[0], ceiling=ceiling_words(ceiling) if ceiling else "")
    made: HousingMoney = add(
        HousingMoney, case=case, is_programme=is_programme, reason=told if doubts else "", **facts
    )
    return made


def _lines(actor: Actor, case: HousingCase) -> tuple[list[MoneyLine], list[MoneyLine]]:
    """Money in force of this house, and of other houses of the same person, as far as this seat sees them."""
    person = Householder.everywhere.get(case=case).person_id
    same = Householder.objects.visible_to(actor).filter(person=person, person__isnull=False)
    rows = HousingMoney.everywhere.filter(
        Q(case=case) | Q(case__in=same.values("case"), case__withdrawn_on__isnull=True),
        withdrawn_on__isnull=True,
    )
    found = list(rows)
    return (
        [money_line(row) for row in found if row.case_id == case.pk],
        [money_line(row) for row in found if row.case_id != case.pk],
    )


def _next_number(organisation: Organisation) -> int:
    """The next number of a body's book; two that write at once wait for each other."""
    Organisation.everywhere.select_for_update(of=("self",)).get(pk=organisation.pk)
    last = HousingCase.everywhere.filter(organisation=organisation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _check_standing(case: HousingCase) -> None:
    case.refresh_from_db()
    if case.withdrawn_on:
        raise Refused(
            "withdrawn", _("This house was withdrawn as entered in error. Enter it anew if it is right.")
        )


def _refuse(doubt: Doubt | None, **told: str) -> None:
    if doubt is not None:
        words = gettext(doubt.label) % told if told else gettext(doubt.label)
        raise Refused(doubt.value, words, field=FIELD_OF_DOUBT.get(doubt, "state"))


def _rows(case: HousingCase) -> list[HousingStep]:
    rows = HousingStep.everywhere.filter(case=case, withdrawn_on__isnull=True)
    return list(rows.order_by("on", "pk"))
