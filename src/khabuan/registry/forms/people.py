"""The shape of what is entered about people, in the order of the paper forms. Actions say what is right."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import ThaiDateField, choose_from
from khabuan.core.thai import CitizenNumber, Phone, split_name
from khabuan.files.actions import SentFile
from khabuan.places.labels import label
from khabuan.places.models import Area
from khabuan.registry.forms.parts import FilesField, RoughDates, choices_of, rough, sent_files
from khabuan.registry.models import Household, Identity, Person
from khabuan.registry.queries.people import EnteredPerson, PersonFilter
from khabuan.registry.queries.where import Choices
from khabuan.registry.rules.consents import Purpose
from khabuan.registry.rules.kinds import HouseholdRole, Issue, LeaderLevel, Tie

TITLES = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง", "พระ", "ว่าที่ร้อยตรี", "ดร.")
NOT_ON_THE_CARD = {
    "length": _("A citizen number has 13 digits. Count again on the card."),
    "first_digit": _("A citizen number does not begin with 0. Compare it with the card."),
    "check_digit": _(
        "The last digit does not fit the first twelve. Often two digits are swapped: "
        "compare with the card group by group."
    ),
}


class AreaField(forms.ChoiceField):
    """One of the areas that the page offers (`queries.where`); cleans to the Area."""

    offered: dict[str, Area]

    def offer(self, choices: Choices) -> None:
        self.offered = {str(area.pk): area for area in choices.areas}
        self.choices = [
            (name, [(str(area.pk), label(area)) for area in areas])
            if name
            else (str(areas[0].pk), label(areas[0]))
            for name, areas in choices.groups
        ]

    def prepare_value(self, value: object) -> object:
        return str(value.pk) if isinstance(value, Area) else value

    def clean(self, value: object) -> Area:
        return self.offered[super().clean(value)]


def offer_places(form: forms.Form, places: Choices) -> None:
    """Let the `area` of a form be one of the places of the page."""
    field = form.fields["area"]
    if isinstance(field, AreaField):
        field.offer(places)


class CitizenBox(forms.Form):
    """A citizen number from the card: what does not fit is asked about once, then taken and flagged."""

    certain = forms.BooleanField(
        label=_("The card really says so"),
        required=False,
        help_text=_("It is taken, and marked to be checked later."),
    )
    number_box = "number"

    def check_citizen(self, typed: str) -> str:
        """Add an error for a number that no card has, unless certain. Never says what would be right."""
        number = CitizenNumber.parse(typed)
        if "not_digits" in number.findings:
            self.add_error(self.number_box, _("Write digits only."))
        elif not self.cleaned_data.get("certain"):
            for finding in number.findings[:1]:
                if finding in NOT_ON_THE_CARD:
                    self.is_doubted = True
                    self.add_error(self.number_box, NOT_ON_THE_CARD[finding])
        return typed

    is_doubted = False


class PersonForm(RoughDates):
    """A person's own facts. `places` are offered as the place where the person lives."""

    title = forms.CharField(
        label=_("Title"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "titles", "autocomplete": "off"}),
    )
    given = forms.CharField(
        label=_("First name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    surname = forms.CharField(
        label=_("Surname"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    former_surname = forms.CharField(label=_("Former surname"), max_length=120, required=False)
    nickname = forms.CharField(label=_("Nickname"), max_length=60, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        widget=forms.RadioSelect,
        choices=[*Person.Sex.choices, ("", _("not stated"))],
    )
    born_on = ThaiDateField(
        label=_("Date of birth"),
        required=False,
        rough=True,
        prefer="past",
        help_text=_("Leave out what the card does not have: a year alone is enough."),
    )
    area = AreaField(
        label=_("Lives at"), help_text=_("Not in the list? Change the place in the bar above first.")
    )

    def __init__(self, *args: Any, places: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_places(self, places)

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("given") and not facts.get("title") and not facts.get("surname"):
            name = split_name(facts["given"])
            facts.update(title=name.title, given=name.given, surname=name.surname)
        return facts


class AddPersonForm(PersonForm, CitizenBox):
    """The first page of the membership application (ใบสมัคร), as far as it is about the person."""

    paper_numbers = {"citizen": "1", "title": "2", "given": "3", "born_on": "4", "phone": "6"}
    number_box = "citizen"
    citizen = forms.CharField(
        label=_("Citizen number"),
        max_length=40,
        required=False,
        help_text=_("13 digits on the card, with or without spaces."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    field_order = ("citizen", "certain", "title", "given", "surname", "born_on", "sex", "phone", "area")

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("citizen"):
            self.check_citizen(facts["citizen"])
        if facts.get("phone") and {"empty", "not_digits"} & set(Phone.parse(facts["phone"]).findings):
            self.add_error("phone", _("Write a phone number of 9 or 10 digits."))
        facts.pop("certain", None)
        return facts

    def entered(self) -> EnteredPerson:
        """What was typed, for finding who may be here already."""
        known = {field.name for field in fields(EnteredPerson)}
        return EnteredPerson(**{name: value for name, value in self.cleaned_data.items() if name in known})


class ChangePersonForm(PersonForm):
    """Facts of a known person, and why they change."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=300,
        required=False,
        help_text=_("For example: name changed at the district office."),
    )

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """The form's first values."""
        names = ("title", "given", "surname", "former_surname", "nickname", "sex", "note", "area")
        born = rough(person.born_on, person.born_precision)
        return {**{name: getattr(person, name) for name in names}, "born_on": born}


class DiedForm(RoughDates):
    died_on = ThaiDateField(label=_("Date of death"), rough=True, prefer="past")
    reason = forms.CharField(label=_("Who told, or which paper says so"), max_length=300)


class IdentityForm(CitizenBox):
    """A number to be sealed. The kind decides how it is read."""

    number = forms.CharField(
        label=_("Number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields["number"].label = Identity.Kind(kind).label
        if kind == Identity.Kind.CITIZEN:
            self.fields["number"].help_text = _("13 digits on the card, with or without spaces.")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if self.kind == Identity.Kind.CITIZEN and facts.get("number"):
            self.check_citizen(facts["number"])
        facts.pop("certain", None)
        return facts


class RevealForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you need to see it"),
        max_length=300,
        help_text=_("Written down with your seat and the time; the person may ask for this list."),
    )


class HouseholdForm(forms.Form):
    house_no = forms.CharField(
        label=_("House number"), max_length=40, help_text=_("As in the house register, for example 12/3.")
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class JoinForm(forms.Form):
    household = forms.ChoiceField(label=_("House"))
    role = forms.ChoiceField(
        label=_("In the house as"), choices=choices_of(HouseholdRole), widget=forms.RadioSelect
    )
    since = ThaiDateField(label=_("Since"), required=False, prefer="past")

    def __init__(self, *args: Any, houses: list[Household], **options: Any) -> None:
        super().__init__(*args, **options)
        self.houses = {str(house.pk): house for house in houses}
        choose_from(self, "household", [(key, house.house_no) for key, house in self.houses.items()])

    def clean_household(self) -> Household:
        return self.houses[self.cleaned_data["household"]]


class TieForm(forms.Form):
    """`person` is the `kind` of the chosen other; `people` are those found by name, in the actor's sight."""

    kind = forms.ChoiceField(label=_("Tie"), choices=choices_of(Tie))
    other = forms.ChoiceField(label=_("Of whom"), widget=forms.RadioSelect)
    since = ThaiDateField(label=_("Since"), required=False, prefer="past")

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(person.pk): person for person in people}
        named = ((key, f"{person} · {label(person.area)}") for key, person in self.people.items())
        choose_from(self, "other", named)

    def clean_other(self) -> Person:
        return self.people[self.cleaned_data["other"]]


class LeaderForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=choices_of(LeaderLevel), widget=forms.RadioSelect)
    issue = forms.ChoiceField(label=_("Issue"), choices=choices_of(Issue, _("no one issue")), required=False)
    area = AreaField(label=_("Leads at"))
    since = ThaiDateField(label=_("Since"), required=False, prefer="past")
    source = forms.CharField(
        label=_("Where this is from"),
        max_length=200,
        required=False,
        help_text=_("For example: order 3/2569, training list."),
    )

    def __init__(self, *args: Any, places: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_places(self, places)


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What the person agrees to"), choices=choices_of(Purpose), widget=forms.RadioSelect
    )
    given_on = ThaiDateField(label=_("Day"), prefer="past")
    expires_on = ThaiDateField(
        label=_("Holds until"),
        required=False,
        prefer="future",
        help_text=_(
            "The last day, where the paper names one. Leave it empty when it holds until taken back."
        ),
    )
    given_by = forms.CharField(
        label=_("Given by"),
        max_length=200,
        required=False,
        help_text=_("Only when a parent or guardian agrees for the person."),
    )
    papers = FilesField(
        label=_("The signed paper"),
        required=False,
        help_text=_("Photo or scan (picture or PDF), at most 4. It can be added later too."),
    )

    def clean_papers(self) -> list[SentFile]:
        return sent_files(self.cleaned_data["papers"])


class WithdrawForm(forms.Form):
    on = ThaiDateField(label=_("Day on which it was taken back"), prefer="past")


class LeaderFilter(forms.Form):
    """Filters that are read aloud as one sentence; what cannot be read narrows nothing."""

    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=choices_of(LeaderLevel, _("every level"))
    )
    issue = forms.ChoiceField(label=_("Issue"), required=False, choices=choices_of(Issue, _("every issue")))

    def value(self, name: str) -> str:
        return (
            str(self.cleaned_data.get(name, ""))
            if self.is_bound and (self.is_valid() or self.cleaned_data)
            else ""
        )


class PeopleFilter(LeaderFilter):
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=choices_of(LeaderLevel, _("or not, either way"))
    )
    issue = forms.ChoiceField(label=_("Issue"), required=False, choices=choices_of(Issue, _("whichever")))
    show = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[
            ("", _("everybody")),
            ("posts", _("who holds a post now")),
            ("leaders", _("leaders")),
            ("numbers", _("whose number is to be checked")),
            ("died", _("who died")),
        ],
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("any name"), "autocomplete": "off"}),
    )

    def wanted(self, path: str) -> PersonFilter:
        """What the form asks for, at a place."""
        name = split_name(self.value("name"))
        return PersonFilter(
            paths=(path,),
            text=f"{name.given} {name.surname}".strip() or self.value("name"),
            state="died" if self.value("show") == "died" else "living",
            leader_level=self.value("level"),
            issue=self.value("issue"),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(self.value(name) for name in self.fields)
