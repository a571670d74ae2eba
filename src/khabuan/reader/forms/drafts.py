"""Shape of what a draft is corrected to: one form for each kind, with what was read in it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from khabuan.core.formfields import BahtFormField, ThaiDateField
from khabuan.core.thai import ERA
from khabuan.meetings.forms.resolutions import YearField
from khabuan.reader.models import Draft
from khabuan.reader.rules.drafts import Kind
from khabuan.reader.sentences import COUNTED, LEVELS, LOST, PER
from khabuan.registry.rules.programmes import PROGRAMMES

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
ROUGHLY = _("About right only")
MAIN = _("What the text is about, instead of any other")


class DateForm(forms.Form):
    start = ThaiDateField(label=_("First day"))
    end = ThaiDateField(label=_("Last day"), required=False, help_text=_("Empty: one day only."))
    main = forms.BooleanField(label=MAIN, required=False)


class YearForm(forms.Form):
    be = YearField(label=_("Year"))
    fiscal = forms.BooleanField(label=_("Fiscal year"), required=False)


class MeetingForm(forms.Form):
    number = forms.IntegerField(
        label=_("Meeting number"), min_value=1, max_value=9999, widget=forms.TextInput(NUMBER)
    )
    be = YearField(label=_("Year of the meeting number"), required=False)


class PlaceForm(forms.Form):
    level = forms.ChoiceField(label=_("Level"), choices=list(LEVELS.items()))
    name = forms.CharField(label=_("Name without the level's word"), max_length=100)
    province = forms.CharField(label=_("Province"), max_length=100, required=False)
    main = forms.BooleanField(label=MAIN, required=False)


class CountForm(forms.Form):
    value = forms.DecimalField(label=_("How many"), min_value=0, widget=forms.TextInput(NUMBER))
    what = forms.ChoiceField(
        label=_("Of what"), choices=[(key, words) for key, words in COUNTED.items() if key != "money"]
    )
    approx = forms.BooleanField(label=ROUGHLY, required=False)


class MoneyForm(forms.Form):
    baht = BahtFormField(label=_("Baht"))
    per = forms.ChoiceField(label=_("For each"), choices=[("", _("in all")), *PER.items()], required=False)
    purpose = forms.CharField(label=_("What the money is for"), max_length=300, required=False)
    approx = forms.BooleanField(label=ROUGHLY, required=False)


class PersonForm(forms.Form):
    title = forms.CharField(label=_("Title before the name"), max_length=60, required=False)
    name = forms.CharField(label=_("Name and surname"), max_length=200)
    role = forms.CharField(label=_("Post, as the text has it"), max_length=300, required=False)


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)


class ProgrammeForm(forms.Form):
    name = forms.ChoiceField(label=_("Programme"), choices=[(name, name) for name in PROGRAMMES])


class MissingForm(forms.Form):
    """A number that the text has lost, where somebody knows it from elsewhere."""

    value = forms.DecimalField(label=_("How many"), min_value=0, widget=forms.TextInput(NUMBER))
    what = forms.ChoiceField(label=_("Of what"), choices=list(LOST.items()))
    source = forms.CharField(
        label=_("From where you know it"), max_length=300, help_text=_("Such as the minutes, or who told it.")
    )


FORMS: dict[Kind, type[forms.Form]] = {
    Kind.DATE: DateForm, Kind.YEAR: YearForm, Kind.MEETING: MeetingForm, Kind.PLACE: PlaceForm, Kind.COUNT: CountForm,
    Kind.MONEY: MoneyForm, Kind.PERSON: PersonForm, Kind.ORGANISATION: OrganisationForm,
    Kind.PROGRAMME: ProgrammeForm, Kind.MISSING: MissingForm,
}  # fmt: skip


def form_for(draft: Draft, data: Any = None) -> forms.Form:
    """The form of a draft's kind, with what it says now. Its fields are named by the draft: several stand on a page."""
    return FORMS[Kind(draft.kind)](data, initial=_initial(draft), auto_id=f"id_{draft.pk}_%s")


def form_to_add(kind: Kind, quote: str, data: Any = None) -> forms.Form:
    """The same for what the rules missed, and the words that it stands on."""
    form = FORMS[kind](data, initial={"quote": quote})
    form.fields["quote"] = forms.CharField(
        label=_("Words of the text"), max_length=1000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Copy them out of the text, as they stand there."),
    )  # fmt: skip
    form.order_fields(["quote"])
    return form


def _initial(draft: Draft) -> dict[str, Any]:
    says = dict(draft.says)
    for name in ("start", "end"):
        says[name] = _day(says.get(name))
    for name in ("baht", "value"):
        if says.get(name) is not None:
            says[name] = Decimal(str(says[name]))
    if says.get("be"):
        says["be"] -= ERA
    return says


def _day(told: object) -> date | None:
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return None


def typed_of(form: forms.Form) -> dict[str, Any]:
    """What was typed, with years in B.E. as drafts keep them."""
    facts = dict(form.cleaned_data)
    if facts.get("be"):
        facts["be"] += ERA
    return facts
