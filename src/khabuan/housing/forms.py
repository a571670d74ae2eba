"""Shape of what is typed about houses, and what their lists show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core.formfields import BahtFormField, ThaiDateField, choose_from
from khabuan.grants.models import Project
from khabuan.housing.models import Householder, HousingCase, HousingMoney
from khabuan.housing.queries import Wanted
from khabuan.housing.rules import HouseList, HouseState, HousingProgramme, Item, WorkKind, ceiling_key
from khabuan.housing.sentences import ceiling_words, year_of
from khabuan.meetings.forms.resolutions import YearField
from khabuan.places.forms.place_field import PlaceField, PlaceSearch
from khabuan.registry.forms.body_field import BodyField, look_among
from khabuan.registry.forms.parts import RowField, YearFilter, choices_of, offer
from khabuan.registry.models import Person
from khabuan.rules.rules import RuleRow

FIELDS = ("area", "programme", "kind", "fiscal_year", "project")
CHOOSE = _("choose")
EMPTY_AMOUNT = _("Leave it empty where nothing is granted yet.")


class MoneyBoxes(forms.Form):
    """What one payer gives for one thing."""

    amount = BahtFormField(label=_("Amount"))
    item = forms.ChoiceField(label=_("What the money is for"), choices=choices_of(Item))
    item_words = forms.CharField(
        label=_("More about it, in words"),
        max_length=200,
        required=False,
        help_text=_("For example: roof sheets and posts"),
    )
    agency = BodyField(
        label=_("Who pays: organisation of the register"), required=False, help_text=_("A part of its name.")
    )
    agency_words = forms.CharField(
        label=_("Or who pays, in words"),
        max_length=200,
        required=False,
        help_text=_("For example: gifts of neighbours"),
    )
    is_programme = forms.BooleanField(
        label=_("It is money of the programme itself"),
        required=False,
        initial=True,
        help_text=_("Only that has a ceiling for each household."),
    )
    reason = forms.CharField(
        label=_("Why it is right all the same"),
        max_length=300,
        required=False,
        help_text=_("Only where it is over the ceiling, or the same payer gave for the same thing already."),
    )


class MoneyForm(MoneyBoxes):
    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "agency", actor)


class CaseForm(forms.Form):
    """Which house, whose, in which programme and year."""

    area = PlaceField(label=_("Village or tambon of the house"), help_text=_("A part of the name is enough."))
    house_no = forms.CharField(
        label=_("House number"),
        max_length=60,
        required=False,
        help_text=_("As people say it: 12/3 Moo 4"),
    )
    name = forms.CharField(
        label=_("Householder"),
        max_length=250,
        required=False,
        help_text=_("Only who reads persons there sees it; others see the number of the household."),
    )
    person = RowField(label=_("The same person in the register"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), choices=choices_of(HousingProgramme, CHOOSE))
    kind = forms.ChoiceField(label=_("What is done"), choices=choices_of(WorkKind))
    fiscal_year = YearField(
        label=_("Fiscal year"), help_text=_("The year of the budget, as the paper states it: 2569.")
    )
    project = RowField(label=_("Project that it belongs to"), required=False)

    def __init__(
        self,
        *args: Any,
        near: str = "",
        projects: Sequence[Project] = (),
        people: Iterable[Person] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["area"]
        if isinstance(field, PlaceField):
            field.look_for(PlaceSearch(near=near))
        named = [(row, f"{row.title} · {year_of(row.fiscal_year)}") for row in projects]
        offer(self, "project", named, _("none, or not in the register"))
        known = [(one, f"{one} · {one.area.name}") for one in people]
        if known:
            offer(self, "person", known, _("nobody of the register"))
        else:
            del self.fields["person"]


class RecordForm(CaseForm, MoneyBoxes):
    """A house with what it has come to, and the first line of its money where there is one."""

    field_order = (
        "area", "name", "house_no", "person", "programme", "kind", "fiscal_year", "project", "state", "on", "words",
    )  # fmt: skip

    state = forms.ChoiceField(label=_("How far it has come"), choices=choices_of(HouseState, CHOOSE))
    on = ThaiDateField(label=_("Since which day"))
    words = forms.CharField(
        label=_("Who decided it, or what happened"),
        max_length=2000,
        required=False,
        help_text=_("Name nobody who lives there."),
        widget=forms.Textarea({"rows": 2}),
    )
    amount = BahtFormField(label=_("Amount"), required=False, help_text=EMPTY_AMOUNT)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        look_among(self, "agency", actor)

    @property
    def stated_year(self) -> int | None:
        """The fiscal year that stands in its box, as far as that is one."""
        try:
            return self.fields["fiscal_year"].clean(str(self["fiscal_year"].value() or ""))
        except forms.ValidationError:
            return None

    def tell_ceilings(self, ceilings: Mapping[str, RuleRow]) -> None:
        """How much of the programme's money a household may have, beside the box of the amount: of the programme that is
        chosen, else of each."""
        chosen, kind = self["programme"].value(), self["kind"].value() or WorkKind.REPAIR
        told = [
            f"{gettext(one.label)} {ceiling_words(ceilings[key])}"
            for one in HousingProgramme
            if chosen in ("", None, one.value) and (key := ceiling_key(one, kind)) in ceilings
        ]
        words = _("Ceiling for a household: %(ceiling)s.") % {"ceiling": " · ".join(told)}
        self.fields["amount"].help_text = f"{EMPTY_AMOUNT} {words}" if told else EMPTY_AMOUNT


class ChangeForm(CaseForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MoveForm(forms.Form):
    """The next step."""

    state = forms.ChoiceField(label=_("What it has become"))
    on = ThaiDateField(label=_("On which day"))
    words = forms.CharField(
        label=_("Who decided it, or what happened"),
        max_length=2000,
        required=False,
        help_text=_("Name nobody who lives there."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, states: Sequence[HouseState], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "state", choices_of(states, CHOOSE))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class FilterForm(YearFilter):
    issue = None  # type: ignore[assignment]  # all houses are of one
    state = forms.ChoiceField(label=_("State"), choices=HouseList.choices(), required=False)
    programme = forms.ChoiceField(
        label=_("Programme"), choices=choices_of(HousingProgramme, _("every programme")), required=False
    )
    q = forms.CharField(label=_("Name or house number"), max_length=100, required=False)

    @property
    def wanted(self) -> Wanted:
        facts = self.asked
        return Wanted(
            facts.get("state") or HouseList.ALL, facts.get("programme", ""), facts.get("q", ""), facts["year"]
        )


def initial_of(row: HousingCase, who: Householder | None) -> dict[str, Any]:
    """What stands in the book, for the form that changes it."""
    known = {name: getattr(row, name) for name in FIELDS} | {"project": row.project_id}
    if who is None:
        return known
    return {**known, "name": who.name, "house_no": who.house_no, "person": who.person_id}


def initial_after(row: HousingCase, money: HousingMoney | None) -> dict[str, Any]:
    """What the next house of a row has in common with one: all but who lives there and what was said of it alone."""
    known = {**initial_of(row, None), "state": row.state, "on": row.state_on}
    if money is None:
        return known
    names = ("amount", "item", "agency", "agency_words", "is_programme", "reason")
    return {**known, **{name: getattr(money, name) for name in names}, "item_words": money.words}
