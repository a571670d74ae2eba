"""How a fund is set up: its book, its regulation, its centres, its bank accounts and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.access.actor import Actor
from khabuan.core import clock
from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.parts.words import thai_date
from khabuan.funds.actions.setting_up import PARTS
from khabuan.funds.rules.words import BookYear, FundKey, Rhythm
from khabuan.meetings.forms.resolutions import ResolutionField, offer_resolutions
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.forms.parts import choices_of
from khabuan.registry.models import Organisation, Person


class OpenFundForm(forms.Form):
    opened_on = ThaiDateField(
        label=_("Books here begin on"),
        prefer="past",
        help_text=_(
            "The first day whose money is entered here. What was before is brought forward as balances."
        ),
    )
    year_start_month = forms.TypedChoiceField(
        label=_("Year of the books"),
        coerce=int,
        widget=forms.RadioSelect,
        initial=10,
        choices=[(one.start_month, _(one.label)) for one in BookYear],
    )
    started_on = ThaiDateField(
        label=_("The fund itself began on"), required=False, prefer="past",
        help_text=_("As on the status form; often long before its books here."),
    )  # fmt: skip
    is_old = forms.BooleanField(
        label=_("The fund has members and money already"),
        required=False,
        help_text=_("Then its members, balances and proofs are brought in before the first entry."),
    )


@dataclass(frozen=True)
class Deciding:
    """Whose resolutions a form offers, who asks, and the way back from recording a new one."""

    actor: Actor
    body: Organisation
    back: str
    chosen: str = ""


class ResolutionBox(forms.Form):
    """A resolution of the fund, chosen from those that are recorded."""

    resolution = ResolutionField(label=_("By resolution"), required=False)

    def __init__(self, *args: Any, deciding: Deciding, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["resolution"].initial = deciding.chosen
        offer_resolutions(self, "resolution", deciding.actor, deciding.body, back=deciding.back)


class RuleForm(ResolutionBox):
    """One value of the regulation. The key decides how the value is asked for."""

    needed = frozenset({"resolution", "source"})
    value = forms.CharField(label=_("Value"), max_length=120)
    since = ThaiDateField(
        label=_("Holds from"), help_text=_("A day to come is well: it then begins by itself.")
    )
    source = forms.CharField(
        label=_("Section of the regulation, or paper"), max_length=200, required=False,
        help_text=_("For example: regulation of 2567, section 14."),
    )  # fmt: skip
    field_order = ("value", "since", "resolution", "source")

    def __init__(self, *args: Any, key: FundKey, **options: Any) -> None:
        super().__init__(*args, **options)
        if key == FundKey.RHYTHMS:
            self.fields["value"] = forms.MultipleChoiceField(
                label=_(key.label), choices=choices_of(Rhythm), widget=forms.CheckboxSelectMultiple
            )
        else:
            self.fields["value"].label = _(key.label)
            self.fields["value"].widget.attrs["inputmode"] = "decimal"
        self.order_fields(self.field_order)

    def clean_value(self) -> str:
        value = self.cleaned_data["value"]
        return value.strip().replace(",", "") if isinstance(value, str) else ",".join(value)


class YearForm(ResolutionBox):
    """Another year of the books, from the beginning of one of these years on."""

    needed = frozenset({"resolution", "source"})
    value = forms.ChoiceField(
        label=_("Year of the books"), widget=forms.RadioSelect, choices=choices_of(BookYear)
    )
    since = forms.TypedChoiceField(
        label=_("From the year that begins on"), coerce=date.fromisoformat,
        help_text=_("The year changes only where a year of the books begins."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Section of the regulation, or paper"), max_length=200, required=False,
        help_text=_("For example: regulation of 2567, section 14."),
    )  # fmt: skip
    field_order = ("value", "since", "resolution", "source")

    def __init__(self, *args: Any, begins: Sequence[date], **options: Any) -> None:
        super().__init__(*args, **options)
        choose_from(self, "since", [(day.isoformat(), thai_date(day)) for day in begins])


class CentresForm(forms.Form):
    """A centre for each of these villages."""

    areas = forms.MultipleChoiceField(
        label=_("Villages that get a centre"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, villages: Sequence[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.villages = {str(area.pk): area for area in villages}
        choose_from(self, "areas", [(key, label(area)) for key, area in self.villages.items()])
        self.fields["areas"].initial = list(self.villages)

    def clean_areas(self) -> list[Area]:
        return [self.villages[key] for key in self.cleaned_data["areas"]]


class PartForm(forms.Form):
    """A branch, or a centre with a name of its own."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect, choices=choices_of(PARTS))
    name = forms.CharField(label=_("Name"), max_length=200)
    area = forms.ChoiceField(label=_("Place"))

    def __init__(self, *args: Any, places: Sequence[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {str(area.pk): area for area in places}
        choose_from(self, "area", [(key, label(area)) for key, area in self.places.items()])

    def clean_area(self) -> Area:
        return self.places[self.cleaned_data["area"]]


class SignersForm(forms.Form):
    signers = forms.MultipleChoiceField(
        label=_("Who may sign"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("From the committee. Somebody is missing? Record the post first."),
    )  # fmt: skip
    signs = forms.IntegerField(label=_("How many sign together"), min_value=1, max_value=5, initial=2)
    since = ThaiDateField(label=_("From"), prefer="past", initial=clock.today)

    def __init__(self, *args: Any, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        choose_from(self, "signers", [(key, str(person)) for key, person in self.people.items()])

    def clean_signers(self) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data["signers"]]


class BankAccountForm(SignersForm):
    """A bank account as its bank book says."""

    bank = forms.CharField(label=_("Bank"), max_length=80)
    branch = forms.CharField(label=_("Branch of the bank"), max_length=80, required=False)
    name = forms.CharField(
        label=_("Name of the account"), max_length=160, help_text=_("As on the first page of the bank book.")
    )
    number = forms.CharField(
        label=_("Account number"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("It is sealed: pages show its last four digits only."),
    )  # fmt: skip
    field_order = ("bank", "branch", "name", "number", "since", "signs", "signers")


class ChangeAccountForm(forms.Form):
    """What was copied wrongly from the bank book."""

    bank = forms.CharField(label=_("Bank"), max_length=80)
    branch = forms.CharField(label=_("Branch of the bank"), max_length=80, required=False)
    name = forms.CharField(label=_("Name of the account"), max_length=160)
    number = forms.CharField(
        label=_("Account number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Left empty: the number stays as it is sealed."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Why it changes"), max_length=300)


class EndAccountForm(forms.Form):
    on = ThaiDateField(label=_("Closed at the bank on"), prefer="past", initial=clock.today)
